"""`verifyctl batch`: one bad file never stops the rest, and a killed run goes on to the same bytes."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import Run, encoded
from tests.letters import letter
from tests.program import command

FIXED = {"SOURCE_DATE_EPOCH": "1430092800"}
FAST = ("--skip", "text", "--progress", "never")


@pytest.fixture
def folder(tmp_path: Path, jpeg: bytes) -> Path:
    """A dozen pictures, some broken, in two folders."""
    root = tmp_path / "evidence"
    (root / "sub").mkdir(parents=True)
    for number in range(8):
        picture = Image.linear_gradient("L").rotate(number * 20).resize((64, 48))
        (root / f"{number}.png").write_bytes(encoded(picture, "PNG"))
    (root / "sub" / "deep.jpg").write_bytes(jpeg)
    (root / "cut.jpg").write_bytes(jpeg[: len(jpeg) // 2])
    (root / "words.jpg").write_text("words")
    (root / "empty.png").write_bytes(b"")
    (root / "readme.txt").write_text("not a picture")
    return root


def rows_of(summary: Path) -> dict[str, dict[str, str]]:
    with summary.open(encoding="utf-8") as stream:
        return {row["name"]: row for row in csv.DictReader(stream)}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_picture_gets_a_verdict_or_a_reason(verifyctl: Run, folder: Path, tmp_path: Path) -> None:
    done = verifyctl("batch", folder, "-o", "out", *FAST)
    assert done.returncode == 3
    by_name = rows_of(tmp_path / "out" / "summary.csv")
    assert list(by_name) == sorted(by_name)
    assert len(by_name) == 12
    assert by_name["words.jpg"]["problem"].startswith("words.jpg: not a picture")
    assert by_name["empty.png"]["outcome"] == ""
    assert by_name["cut.jpg"]["outcome"] == "not_assessable"
    assert "file (failed)" in by_name["cut.jpg"]["stages_not_run"]
    assert (tmp_path / "out" / by_name["sub/deep.jpg"]["verdict_file"]).is_file()
    errors = done.stderr.decode()
    assert errors.count("error:") == 2
    assert str(tmp_path) not in (tmp_path / "out" / "run.jsonl").read_text()
    assert b"1 other files were passed over" in done.stdout


def test_the_summary_tells_what_a_store_holds_of_each_picture(verifyctl: Run, folder: Path, tmp_path: Path) -> None:
    verifyctl("known", "add", "store.sqlite", folder / "sub")
    shutil.copy(folder / "sub" / "deep.jpg", folder / "again.jpg")
    verifyctl("batch", folder, "-o", "out", "--known", "store.sqlite", *FAST)
    by_name = rows_of(tmp_path / "out" / "summary.csv")
    for name in ("again.jpg", "sub/deep.jpg"):
        assert (by_name[name]["matches"], by_name[name]["best_match"]) == ("1", "identical_bytes")
    assert by_name["words.jpg"]["matches"] == ""
    assert by_name["3.png"]["best_match"] in ("", "candidate")


def test_the_number_of_jobs_changes_nothing(verifyctl: Run, folder: Path, tmp_path: Path) -> None:
    for jobs in ("1", "3"):
        verifyctl("batch", folder, "-o", f"out{jobs}", "--jobs", jobs, *FAST, env=FIXED, fresh=True)
    assert contents(tmp_path / "out1") == contents(tmp_path / "out3")


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_and_resumed_gives_the_same_bytes(
    verifyctl: Run, folder: Path, tmp_path: Path, seed: int
) -> None:
    verifyctl("batch", folder, "-o", "whole", "--jobs", "2", *FAST, env=FIXED, fresh=True)
    moment = random.Random(seed)
    for _ in range(3):
        program = subprocess.Popen(
            command("batch", folder, "-o", "killed", "--jobs", "2", *FAST),
            cwd=tmp_path,
            env=os.environ | FIXED,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moment.uniform(0.3, 2.0))
        program.kill()
        program.wait()
    done = verifyctl("batch", folder, "-o", "killed", "--jobs", "2", *FAST, env=FIXED)
    assert done.returncode == 3
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")


def test_a_resumed_run_does_only_what_is_missing(verifyctl: Run, folder: Path, tmp_path: Path) -> None:
    verifyctl("batch", folder, "-o", "out", *FAST)
    out = tmp_path / "out"
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.verdict.json")}
    (out / "3.png.verdict.json").unlink()
    (folder / "4.png").write_bytes((folder / "5.png").read_bytes())
    verifyctl("batch", folder, "-o", "out", *FAST)
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*.verdict.json")}
    assert {path.name for path in after if after[path] != before.get(path)} == {
        "3.png.verdict.json",
        "4.png.verdict.json",
    }


def test_a_changed_claim_is_judged_anew(verifyctl: Run, folder: Path, tmp_path: Path) -> None:
    verifyctl("batch", folder, "-o", "out", *FAST)
    claim = "format: verifyctl.claim/1\nclaim: {id: a, statement: words}\n"
    (folder / "1.png.claim.yaml").write_text(claim)
    verifyctl("batch", folder, "-o", "out", *FAST)
    verdict = json.loads((tmp_path / "out" / "1.png.verdict.json").read_text())
    assert verdict["claim"]["id"] == "a"


def test_other_settings_need_a_fresh_start(verifyctl: Run, folder: Path) -> None:
    verifyctl("batch", folder, "-o", "out", *FAST)
    done = verifyctl("batch", folder, "-o", "out", "--skip", "text,metadata", "--progress", "never")
    assert done.returncode == 2
    assert b"--fresh" in done.stderr
    done = verifyctl("batch", folder, "-o", "out", "--fresh", "--skip", "text,metadata", "--progress", "never")
    assert done.returncode == 3


def test_a_wrong_claim_costs_only_its_own_verdict(verifyctl: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "1.png.claim.yaml").write_text("format: verifyctl.claim/1\nclaim: {id: a}\n")
    done = verifyctl("batch", folder, "-o", "out", *FAST)
    assert done.returncode == 2
    rows = rows_of(tmp_path / "out" / "summary.csv")
    assert "its claim is wrong: 1.png.claim.yaml:2:8" in rows["1.png"]["problem"]
    assert rows["2.png"]["outcome"] == "inconclusive"


def test_a_manifest_with_claims(verifyctl: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "c.yaml").write_text("format: verifyctl.claim/1\nclaim: {id: from-manifest, statement: words}\n")
    (folder / "list.csv").write_text("image,claim,source_url\n1.png,c.yaml,https://x.com/a/status/592478261867446272\n")
    done = verifyctl("batch", folder / "list.csv", "-o", "out", *FAST, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcomes"] == {"not_assessable": 1}
    verdict = json.loads((tmp_path / "out" / "1.png.verdict.json").read_text())
    assert verdict["claim"]["id"] == "from-manifest"
    assert any(finding["code"] == "post-time-decoded" for finding in verdict["findings"])


def test_gates_in_a_batch(verifyctl: Run, folder: Path) -> None:
    for name in ("words.jpg", "empty.png"):
        (folder / name).unlink()
    assert verifyctl("batch", folder, "-o", "out", *FAST).returncode == 0
    assert verifyctl("batch", folder, "-o", "out", *FAST, "--fail-on", "not_assessable").returncode == 5
    assert verifyctl("batch", folder, "-o", "out", *FAST, "--require", "text").returncode == 4


def test_a_folder_that_is_not_there(verifyctl: Run) -> None:
    done = verifyctl("batch", "absent", "-o", "out")
    assert done.returncode == 2
    assert b"no such folder or manifest" in done.stderr


def test_output_inside_the_folder_is_not_examined(verifyctl: Run, folder: Path) -> None:
    shutil.rmtree(folder / "sub")
    for _ in range(2):
        verifyctl("batch", folder, "-o", folder / "out", *FAST)
    assert len(rows_of(folder / "out" / "summary.csv")) == 11


@pytest.mark.tesseract
def test_strips_are_cut_out_beside_each_other(verifyctl: Run, tmp_path: Path) -> None:
    (tmp_path / "evidence" / "sub").mkdir(parents=True)
    for number, name in enumerate(("a.png", "sub/a.png")):
        page = Image.fromarray(letter(["To the office", f"Date: 2{number} April 2015", "Subject: new meters"]))
        (tmp_path / "evidence" / name).write_bytes(encoded(page, "PNG"))
    arguments = ("--only", "text", "--progress", "never", "--crops", "strips")
    done = verifyctl("batch", "evidence", "-o", "out", *arguments)
    assert done.returncode == 0, done.stderr
    for index in ("strips/a.png.crops.json", "strips/sub/a.png.crops.json"):
        listed = json.loads((tmp_path / index).read_text(encoding="utf-8"))["crops"]
        assert all((tmp_path / index).with_name(entry["file"]).is_file() for entry in listed)
        assert [entry["kind"] for entry in listed][:1] == ["date"]
