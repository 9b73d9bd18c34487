"""`verifyctl doctor`: all that is needed is looked at, and what is missing decides the exit code."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifyctl.cli import doctor
from verifyctl.cli.doctor import ABSENT, LACKING, MISSING, OK, PACKAGES, Check
from verifyctl.cli.main import cli

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", *arguments])


def checks(result: Result) -> dict[str, dict[str, str]]:
    return {check["name"]: check for check in json.loads(result.stdout)["checks"]}


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("VERIFYCTL_TESSERACT", raising=False)
    monkeypatch.delenv("VERIFYCTL_TESSDATA", raising=False)


def test_every_required_package_is_looked_at() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert list(PACKAGES) == [re.split(r"[\[>=<~! ]", entry)[0] for entry in project["dependencies"]]


def test_packages_formats_and_limits_are_named() -> None:
    found = checks(run("--format", "json"))
    for name in (*PACKAGES, "image/avif", "image/jpeg", "tesseract", "exiftool", "pillow-heif", "memory", "writing"):
        assert found[name]["state"] in (OK, MISSING, ABSENT, LACKING)
    assert re.match(r"\d", found["numpy"]["detail"])


@pytest.mark.usefixtures("without_tesseract")
def test_a_missing_program_ends_with_4_and_says_how_to_install_it() -> None:
    result = run("--format", "json")
    assert result.exit_code == 4
    assert json.loads(result.stdout)["ok"] is False
    tesseract = checks(result)["tesseract"]
    assert tesseract["state"] == MISSING
    assert tesseract["next_step"]
    text = run()
    assert text.exit_code == 4
    assert tesseract["next_step"] in text.stdout
    assert "Missing for a stage: tesseract." in text.stdout


@pytest.mark.usefixtures("without_tesseract")
def test_missing_data_is_named_each(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --version ]; then echo "tesseract 5.3.0"; else\n'
        'echo "List of available languages in \\"/none\\" (2):"; echo eng; echo script/Arabic; fi\n'
    )
    program.chmod(0o755)
    result = run("--format", "json")
    found = checks(result)
    assert found["tesseract"]["detail"] == f"5.3.0, {program}"
    states = {name: found[f"data {name}"]["state"] for name in ("ara", "Arabic", "eng", "osd")}
    assert states == {"ara": MISSING, "Arabic": OK, "eng": OK, "osd": MISSING}
    assert found["data osd"]["next_step"]
    assert (found["data rus"]["state"], found["data ukr"]["state"]) == (ABSENT, ABSENT)
    assert "rus" in found["data rus"]["next_step"]
    assert result.exit_code == 4


def fixed(*found: Check) -> Iterator[Check]:
    yield from found


@pytest.mark.parametrize(("state", "code"), [(OK, 0), (ABSENT, 0), (LACKING, 0), (MISSING, 4)])
def test_only_what_a_stage_needs_decides_the_exit_code(monkeypatch: pytest.MonkeyPatch, state: str, code: int) -> None:
    monkeypatch.setattr(doctor, "look", lambda: fixed(Check("area", "thing", state, "detail", "step")))
    assert run().exit_code == code
    assert json.loads(run("--format", "json").stdout)["ok"] is (code == 0)


def test_a_system_without_limits_is_told_what_that_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    found = {check.name: check for check in doctor._limits()}
    assert found["wall time"].state == OK
    assert {name for name, check in found.items() if check.state == LACKING} == {"memory", "cpu time", "process group"}
    assert all("not enforced by this system: " in check.detail for check in found.values() if check.state == LACKING)


def test_a_package_that_cannot_be_imported_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor.PACKAGES, "numpy", "no_such_module_here")
    found = {check.name: check for check in doctor._packages()}
    assert found["numpy"].state == MISSING
    assert found["click"].state == OK


def test_a_folder_that_cannot_be_written_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    found = doctor._current_folder()
    assert (found.state, found.next_step) == (LACKING, "Name another folder with -o.")


def test_hostile_text_from_the_system_is_made_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "look", lambda: fixed(Check("area", "thing", OK, "/x\x1b[2J\n/tesseract")))
    assert "/x\\u{1b}[2J\\u{a}/tesseract" in run().stdout
