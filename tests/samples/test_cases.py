"""The worked cases: complete, and each ends where it should. No innocent one ends in an accusation."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from verifyctl.claims.loader import load
from verifyctl.custody.log import intact, read
from verifyctl.known.storage.sqlite import Store

CASES = Path(__file__).resolve().parents[2] / "samples" / "cases"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir() and path.name != "known")
INNOCENT = FOLDERS[:6]
ACCUSING = {"contradicted", "recirculated", "altered"}
EXPECTED = yaml.safe_load((CASES / "expected.yaml").read_text(encoding="utf-8"))["expect"]


def outcome(folder: Path) -> str:
    (found,) = (value["outcome"] for name, value in EXPECTED.items() if name.startswith(f"{folder.name}/"))
    return str(found)


def test_there_are_twelve_and_half_of_them_are_innocent() -> None:
    assert len(FOLDERS) == 12
    assert {outcome(folder) for folder in INNOCENT} == {"inconclusive", "consistent"}
    assert ACCUSING | {"conflicting"} <= {outcome(folder) for folder in FOLDERS[6:]}
    with (CASES / "cases.csv").open(encoding="utf-8", newline="") as listed:
        rows = list(csv.DictReader(listed))
    assert [row["image"] for row in rows] == list(EXPECTED)
    for column in ("claim", "known"):
        assert [Path(row[column]).parent.name for row in rows] == [folder.name for folder in FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_each_has_a_picture_a_claim_that_names_it_a_store_and_a_log_that_holds(folder: Path) -> None:
    (picture,) = folder.glob("picture.*")
    claim = load(folder / "claim.yaml")
    assert claim.media[0].path == picture.name
    assert not claim.handling.graphic
    assert intact(read(folder / "custody.jsonl")).custody().records >= 2
    (described,) = (json.loads(line) for line in (folder / "known.jsonl").read_text(encoding="utf-8").splitlines())
    with Store.open(folder / "known.sqlite") as store:
        (held,) = store.items()
    assert (folder / described["path"]).is_file()
    assert held.item.description.source_url == described["source_url"]


@pytest.mark.tesseract
@pytest.mark.timeout(900)
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs the tesseract program")
def test_each_ends_where_it_should(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "verifyctl", "batch", str(CASES / "cases.csv")),
            *("-o", str(tmp_path / "out")),
            *("--expect", str(CASES / "expected.yaml"), "--jobs", "2", "--progress", "never", "-q"),
        ],
        cwd=tmp_path,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1432684800"},
        capture_output=True,
        text=True,
        check=False,
        timeout=880,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    written = {path.parent.name: json.loads(path.read_bytes()) for path in tmp_path.rglob("*.verdict.json")}
    assert set(written) == {folder.name for folder in FOLDERS}
    for folder in INNOCENT:
        verdict = written[folder.name]
        assert verdict["verdict"]["outcome"] not in ACCUSING
        assert not any(item["effective"] for item in verdict["contradictions"])
        statuses = {item["status"] for item in (*verdict["axes"], *verdict["assertions"])}
        assert "contradicted" not in statuses
