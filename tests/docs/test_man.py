"""The manual pages: current, one for every command, and read without a complaint by the program that sets them."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "script" / "update-man"
PAGES = sorted((ROOT / "man").glob("*.1"))

needs_groff = pytest.mark.skipif(
    shutil.which("groff") is None, reason="groff, which sets manual pages, is not installed"
)


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


def groff(text: str, *options: str) -> str:
    """A page as a terminal shows it; a warning is an error."""
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", *options],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_manual_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), f"{done.stdout}{done.stderr}\nrun script/update-man"


def test_pages_out_of_date_missing_or_left_over_are_named_and_put_right(
    tmp_path: Path, script: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "man"
    shutil.copytree(ROOT / "man", folder)
    (folder / "verifyctl.1").write_text("old", encoding="ascii")
    (folder / "verifyctl-read.1").unlink()
    (folder / "verifyctl-gone.1").write_text("a command of earlier days", encoding="ascii")
    main = script["main"]
    monkeypatch.setitem(main.__globals__, "ROOT", tmp_path)
    monkeypatch.setitem(main.__globals__, "MAN", folder)

    def said(*arguments: str) -> tuple[int, list[str]]:
        monkeypatch.setattr(sys, "argv", ["update-man", *arguments])
        return main(), capsys.readouterr().out.splitlines()

    wrong = ["man/verifyctl-gone.1", "man/verifyctl-read.1", "man/verifyctl.1"]
    assert said("--check") == (1, [f"out of date: {name}" for name in wrong])
    assert said() == (0, [f"removed: {wrong[0]}", f"wrote: {wrong[1]}", f"wrote: {wrong[2]}"])
    assert said("--check") == (0, [])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in PAGES
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_printable_ascii_with_all_its_sections(path: Path) -> None:
    text = path.read_text(encoding="ascii")
    assert text.replace("\n", "").isprintable()
    assert "\n\n" not in text
    titles = [line.removeprefix(".SH ") for line in text.splitlines() if line.startswith(".SH ")]
    assert [title for title in titles if title != "COMMANDS"] == [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "EXIT STATUS",
        "SEE ALSO",
    ]


@needs_groff
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_set_without_a_warning(path: Path) -> None:
    shown = " ".join(groff(path.read_text(encoding="ascii")).split())
    words = path.stem.split("-", 1)
    assert f"NAME {path.stem} - " in shown
    assert f"SYNOPSIS {words[0]} " in shown


@needs_groff
@pytest.mark.parametrize(
    "text",
    [
        ".SH not a heading",
        "'so /etc/passwd",
        r"a \fBbackslash\fR and \n(.x",
        "--dry-run 'single' \"double\" `code` ^ ~ | $HOME 100%",
        "from x “quoted” ٢٧ أبريل – é",
        "...",
        ".",
    ],
)
def test_any_text_is_shown_as_it_is(text: str, script: dict[str, Any]) -> None:
    body = f"{script['HEAD'].format(name='X', version='x')}.SH DESCRIPTION\n{script['paragraphs'](text)}\n"
    assert text in " ".join(groff(body).split())


def test_exit_codes_are_those_of_the_command() -> None:
    def codes(name: str) -> dict[str, str]:
        page = (ROOT / "man" / f"{name}.1").read_text(encoding="ascii").partition(".SH EXIT STATUS\n")[2]
        lines = page.partition(".SH")[0].splitlines()
        tags = [number for number, line in enumerate(lines) if line == ".TP"]
        return {lines[at + 1].removeprefix(r"\fB").removesuffix(r"\fR"): lines[at + 2] for at in tags}

    assert list(codes("verifyctl")) == ["0", "1", "2", "3", "4", "5", "130"]
    assert codes("verifyctl-check") == codes("verifyctl")
    assert codes("verifyctl-verify")["5"] == "if a level does not hold"
    assert codes("verifyctl-verify")["4"] == "if one could not be answered"
    assert codes("verifyctl-known-show")["2"].endswith("also if no image has the id")
    assert codes("verifyctl-when")["0"] == "something was decoded for every TEXT"
    assert codes("verifyctl-explain").keys().isdisjoint({"4", "5"})
