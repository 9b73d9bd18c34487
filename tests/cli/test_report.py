"""`verifyctl report` as people and CI call it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests import program
from verifyctl import api
from verifyctl.report.kinds import KINDS
from verifyctl.settings import Settings

STAGES = ("file", "metadata", "structure", "context")


def run(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return program.run(*arguments, cwd=cwd, stdin=stdin, env=environment)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture and its verdict."""
    folder = tmp_path_factory.mktemp("case")
    Image.linear_gradient("L").convert("RGB").resize((320, 200)).save(folder / "a.jpg")
    verdict = api.check(folder / "a.jpg", settings=Settings(only=STAGES))
    (folder / "a.verdict.json").write_bytes(verdict.to_bytes())
    return folder


def test_a_page_goes_to_a_file_in_the_current_folder(case: Path, tmp_path: Path) -> None:
    done = run("report", case / "a.verdict.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "html"])
def test_one_other_form_goes_to_standard_output(kind: str, case: Path, tmp_path: Path) -> None:
    done = run("report", case / "a.verdict.json", "--format", kind, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout or kind == "github"  # nothing to annotate
    assert list(tmp_path.iterdir()) == []


def test_several_forms_go_to_files(case: Path, tmp_path: Path) -> None:
    done = run("report", case / "a.verdict.json", "--format", ",".join(KINDS), "-o", "out/", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"a.html", "a.md", "a.intoto.json", "a.claimreview-draft.json"} <= names
    assert {name.partition(".")[2] for name in names} >= {"junit.xml", "sarif", "csv"}


def test_the_picture_is_shown_if_it_is_the_right_one(case: Path, tmp_path: Path) -> None:
    done = run("report", case / "a.verdict.json", "--image", case / "a.jpg", "-o", "with.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "with.html").read_text("utf-8")
    assert "data:image/jpeg;base64," in page
    none = run(
        *("report", case / "a.verdict.json", "--image", case / "a.jpg", "--previews", "none", "-o", "-"), cwd=tmp_path
    )
    assert b"data:image" not in none.stdout
    Image.new("RGB", (64, 64), "red").save(tmp_path / "other.jpg")
    wrong = run("report", case / "a.verdict.json", "--image", tmp_path / "other.jpg", cwd=tmp_path)
    assert wrong.returncode == 2
    assert b"not the picture that the verdict is about" in wrong.stderr


def test_a_folder_stands_for_its_verdicts_and_a_broken_one_does_not_stop_the_rest(case: Path, tmp_path: Path) -> None:
    shutil.copytree(case, tmp_path / "c")
    (tmp_path / "c" / "b.verdict.json").write_text("{}")
    done = run("report", "c", "--format", "junit", cwd=tmp_path)
    assert done.returncode == 3
    assert b'errors="1"' in done.stdout
    assert b"axis.integrity" in done.stdout


def test_a_changed_verdict_is_refused(case: Path, tmp_path: Path) -> None:
    text = (case / "a.verdict.json").read_text("utf-8").replace('"bytes"', '"bytes" ', 1)
    (tmp_path / "a.verdict.json").write_text(text)
    done = run("report", "a.verdict.json", cwd=tmp_path)
    assert done.returncode == 3
    assert b"seal" in done.stderr


def test_verdicts_are_read_from_standard_input_line_by_line(case: Path, tmp_path: Path) -> None:
    line = api.load_verdict(case / "a.verdict.json").to_line()
    done = run("report", "-", "--format", "csv", cwd=tmp_path, stdin=line + line)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_github_is_given_a_summary_where_it_asks_for_one(case: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    done = run(
        *("report", case / "a.verdict.json", "--format", "github"), cwd=tmp_path, GITHUB_STEP_SUMMARY=str(summary)
    )
    assert done.returncode == 0, done.stderr
    assert "| a.jpg |" in summary.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [("--format", "pdf"), ("--public", "--image", "a.jpg"), ("--format", ""), ("--artifacts", "nowhere")],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], case: Path, tmp_path: Path) -> None:
    done = run("report", case / "a.verdict.json", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_public_report_shows_no_names_of_people_or_facts(case: Path, tmp_path: Path) -> None:
    done = run("report", case / "a.verdict.json", "--public", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"redacted version" in done.stdout


def test_check_writes_several_forms_at_once(case: Path, tmp_path: Path) -> None:
    done = run(
        *("check", case / "a.jpg", "--only", ",".join(STAGES), "--format", "html,markdown,junit,in-toto,json"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["format"] == "verifyctl.verdict"
    assert {path.name for path in tmp_path.iterdir()} == {
        "a.verdict.json",
        "a.html",
        "a.md",
        "a.intoto.json",
        "verifyctl.junit.xml",
    }
    assert "data:image/jpeg;base64," in (tmp_path / "a.html").read_text("utf-8")


def test_batch_lists_the_run_and_catches_up_with_reports(case: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(case / "a.jpg", tmp_path / "in" / "a.jpg")
    (tmp_path / "in" / "b.jpg").write_bytes(b"no picture")
    first = run("batch", "in", "-o", "out", "--jobs", "1", "--only", ",".join(STAGES), cwd=tmp_path)
    assert first.returncode == 3
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "a.jpg.verdict.json" in page
    assert not (tmp_path / "out" / "a.jpg.html").exists()
    again = run(
        *("batch", "in", "-o", "out", "--jobs", "1", "--only", ",".join(STAGES), "--format", "text,html,junit"),
        cwd=tmp_path,
    )
    assert again.returncode == 3
    assert (tmp_path / "out" / "a.jpg.html").is_file()
    assert (tmp_path / "out" / "a.jpg.thumb.jpg").read_bytes()[:3] == b"\xff\xd8\xff"
    assert b'errors="1"' in (tmp_path / "out" / "verifyctl.junit.xml").read_bytes()
    assert "./a.jpg.html" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_graphic_picture_is_blurred_unless_somebody_asks(case: Path, tmp_path: Path) -> None:
    claim = tmp_path / "claim.yaml"
    claim.write_text(
        "format: verifyctl.claim/1\nclaim: {id: c, statement: A picture of something}\nhandling: {graphic: yes}\n"
    )
    arguments = ("check", case / "a.jpg", "--claim", claim, "--only", ",".join(STAGES), "--format", "html")
    assert run(*arguments, cwd=tmp_path).returncode == 0
    assert "shown blurred" in (tmp_path / "a.html").read_text("utf-8")
    assert run(*arguments, "--previews", "full", cwd=tmp_path).returncode == 0
    assert "shown blurred" not in (tmp_path / "a.html").read_text("utf-8")
