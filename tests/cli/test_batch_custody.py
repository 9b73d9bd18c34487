"""Custody of batches: every examination stands in the log, every verdict holds its head, captures come by manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import Run, encoded
from verifyctl.custody.log import parse
from verifyctl.model.verdict import Verdict

FAST = ("--only", "file,context", "-q", "--progress", "never")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "evidence"
    root.mkdir()
    for number in range(4):
        (root / f"{number}.png").write_bytes(encoded(Image.new("RGB", (8, 8), (number, 0, 0)), "PNG"))
    (root / "broken.png").write_bytes(b"")
    return root


def verdicts(folder: Path) -> list[Verdict]:
    return [Verdict.model_validate_json(path.read_bytes()) for path in sorted(folder.rglob("*.verdict.json"))]


def test_each_examination_is_recorded_and_each_verdict_holds_its_record(verifyctl: Run, folder: Path) -> None:
    done = verifyctl("batch", folder, "-o", "out", *FAST, "--jobs", "3", "--log", "case.jsonl", "--actor", "desk-2")
    assert done.returncode == 3, done.stderr  # one file was no picture
    log = parse((folder.parent / "case.jsonl").read_bytes(), "case.jsonl")
    assert not log.problems
    made = verdicts(folder.parent / "out")
    assert len(made) == len(log.records) == 4
    by_record = {verdict.custody.records: verdict for verdict in made if verdict.custody is not None}
    assert sorted(by_record) == [1, 2, 3, 4]
    for record in log.records:
        verdict = by_record[record.seq]
        assert log.against(verdict.custody) == () if verdict.custody else False
        assert record.object == f"sha256:{verdict.subject[0].digests.sha256}"
        assert (record.actor, record.params["command"], record.params["result"]) == (
            "desk-2",
            "batch",
            verdict.result_digest,
        )
    seal = verifyctl("verify", "out/0.png.verdict.json", "--level", "seal")
    assert seal.returncode == 0, seal.stdout


def test_a_run_that_goes_on_records_nothing_twice(verifyctl: Run, folder: Path) -> None:
    for _ in range(2):
        verifyctl("batch", folder, "-o", "out", *FAST, "--log", "case.jsonl")
    assert len(parse((folder.parent / "case.jsonl").read_bytes(), "").records) == 4


def test_a_log_beside_the_pictures_is_read_and_not_written_to(verifyctl: Run, folder: Path) -> None:
    verifyctl("note", "add", "received by mail", "--log", folder / "custody.jsonl")
    before = (folder / "custody.jsonl").read_bytes()
    verifyctl("batch", folder, "-o", "out", *FAST)
    heads = {
        (verdict.custody.records, verdict.custody.head)
        for verdict in verdicts(folder.parent / "out")
        if verdict.custody
    }
    assert heads == {(1, json.loads(before)["hash"])}
    assert (folder / "custody.jsonl").read_bytes() == before


def test_a_log_that_does_not_hold_leaves_no_verdict(verifyctl: Run, folder: Path) -> None:
    verifyctl("note", "add", "received by mail", "--log", "case.jsonl")
    log = folder.parent / "case.jsonl"
    log.write_bytes(log.read_bytes().replace(b"by mail", b"by hand"))
    done = verifyctl("batch", folder, "-o", "out", *FAST, "--log", "case.jsonl")
    assert done.returncode == 3
    assert b"was changed: its hash does not fit" in done.stderr
    assert verdicts(folder.parent / "out") == []


# The writer of warcio leaves its temporary files to the collector.
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_manifest_names_the_captures_of_its_pictures(verifyctl: Run, folder: Path) -> None:
    pytest.importorskip("warcio")
    from tests.media.test_captures import AT, warc

    (folder / "page.warc.gz").write_bytes(warc((folder / "1.png").read_bytes()))
    (folder / "rows.csv").write_text("image,capture\n0.png,\n1.png,page.warc.gz\n2.png,page.warc.gz\n3.png,none.warc\n")
    done = verifyctl("batch", folder / "rows.csv", "-o", "out", *FAST)
    assert done.returncode == 3
    assert b"none.warc" in done.stderr  # named, and not there
    assert b"2.png: page.warc.gz: none of 1 pictures" in done.stderr
    found: dict[str, Any] = {
        path.name: json.loads(path.read_bytes())["stages"] for path in (folder.parent / "out").glob("*.verdict.json")
    }
    sources = {
        name: [source.get("captured_at") for stage in stages for source in stage.get("facts", {}).get("sources", ())]
        for name, stages in found.items()
    }
    assert sources == {"0.png.verdict.json": [], "1.png.verdict.json": [AT], "2.png.verdict.json": []}
