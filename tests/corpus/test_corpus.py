"""The development corpus: every file ends in a verdict or a named error, and nothing is left behind."""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.program import command
from verifyctl import load_verdict
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.stage import StageStatus
from verifyctl.model.verdict import Status, Verdict

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(3000)]

FIXED = {"SOURCE_DATE_EPOCH": "1430092800"}
NO_TEXT = ("--skip", "text", "--progress", "never", "--jobs", "2")
ALLOWED_REASONS = (
    "the picture could not be decoded: ",
    "neither reader could open it: ",
    "skipped on request",
    "no store of known images was given",
    "HEIC pictures need the package pillow-heif",
    "image/bmp is not walked",
    "image/bmp cannot carry Content Credentials",
    "the file states no position",
)
SAYS_SO_ITSELF = ("credentials", "generators")
"""Folders of pictures that say of themselves that software made them."""


@pytest.fixture(scope="module")
def corpus() -> Path:
    return Path(os.environ["VERIFYCTL_CORPUS"])


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The verdicts of an undisturbed run over the whole corpus, without reading text."""
    folder = tmp_path_factory.mktemp("whole")
    done = subprocess.run(
        command("batch", corpus, "-o", folder, *NO_TEXT), check=False, capture_output=True, env=os.environ | FIXED
    )
    assert done.returncode == 3, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"failed:" not in done.stderr
    return folder


def entries(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "run.jsonl").read_text().splitlines()[1:]]


@pytest.fixture(scope="module")
def verdicts(whole: Path) -> list[Verdict]:
    return [load_verdict(path) for path in sorted(whole.rglob("*.verdict.json"))]


def test_every_picture_has_a_sealed_verdict_or_a_reason(whole: Path, verdicts: list[Verdict]) -> None:
    listed = entries(whole)
    assert len(listed) > 900
    assert len(verdicts) == sum("verdict" in entry for entry in listed)
    assert all(entry.get("verdict") or entry.get("problem") for entry in listed)


def test_failed_stages_name_their_reason(verdicts: list[Verdict]) -> None:
    unexpected = Counter(
        (stage.stage, stage.reason)
        for verdict in verdicts
        for stage in verdict.stages
        if stage.status is not StageStatus.RAN and not (stage.reason or "").startswith(ALLOWED_REASONS)
    )
    assert not unexpected


def test_no_innocent_picture_is_leaned_against(verdicts: list[Verdict], corpus: Path) -> None:
    """No claim was given: nothing may be contradicted, and nothing may weigh more than weakly against a picture."""
    against = [
        (verdict.subject[0].name, finding.id, finding.strength)
        for verdict in verdicts
        for finding in verdict.findings
        if finding.direction is Direction.CONTRADICTS
    ]
    said = {path.name for folder in SAYS_SO_ITSELF for path in (corpus / folder).rglob("*")}
    assert [
        (name, code)
        for name, code, strength in against
        if strength is not Strength.WEAK and not (code == "made-by-software" and name in said)
    ] == []
    assert not any(axis.status is Status.CONTRADICTED for verdict in verdicts for axis in verdict.axes)
    print(f"findings against a picture: {len(against)} of {len(verdicts)}")  # noqa: T201 - shown with -s


def test_orientations_give_the_same_pixels(verdicts: list[Verdict], corpus: Path) -> None:
    folder = corpus / "metadata" / "recurser+exif-orientation-examples"
    sizes = {
        (verdict.subject[0].width, verdict.subject[0].height)
        for verdict in verdicts
        if (folder / verdict.subject[0].name).exists() and verdict.subject[0].name.startswith("Landscape")
    }
    assert len(sizes) == 1


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_and_resumed_gives_the_same_bytes(whole: Path, corpus: Path, tmp_path: Path) -> None:
    moment = random.Random(27)
    for _ in range(4):
        program = subprocess.Popen(
            command("batch", corpus, "-o", "killed", *NO_TEXT),
            cwd=tmp_path,
            env=os.environ | FIXED,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moment.uniform(1.0, 6.0))
        program.kill()
        program.wait()
    done = subprocess.run(
        command("batch", corpus, "-o", "killed", *NO_TEXT),
        check=False,
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | FIXED,
    )
    assert done.returncode == 3, done.stderr

    def contents(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert contents(tmp_path / "killed") == contents(whole)


@pytest.mark.tesseract
def test_letters_are_read_and_give_verdicts(verifyctl: Run, corpus: Path, tmp_path: Path) -> None:
    """Every twelfth letter: all stages run, and without a claim nothing is concluded from machine-read dates."""
    letters = sorted((corpus / "ocr" / "letters" / "img").glob("*.jpg"))[::12]
    listed = "\0".join(map(str, letters)).encode()
    done = verifyctl("check", "--files-from", "-", "-0", "-o", "-", stdin=listed)
    assert done.returncode == 0, done.stderr
    found = [Verdict.model_validate_json(line) for line in done.stdout.splitlines()]
    assert len(found) == len(letters)
    for verdict in found:
        assert {stage.stage for stage in verdict.stages if stage.status is StageStatus.RAN} >= {
            "file",
            "metadata",
            "text",
        }
        assert verdict.outcome == "inconclusive"
        assert verdict.contradictions == ()
