"""The table of cases of the method, each from files to its outcome through the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

APRIL = Path(__file__).resolve().parents[2] / "samples" / "april-27-order"
CLAIM = (APRIL / "claim.yaml").read_text(encoding="utf-8")
READER = """\
readings:
  - {by: reader-1, at: 2015-05-02, field: document_date, text: ٨ رجب ١٤٣٦}
  - {by: reader-1, at: 2015-05-02, field: recipient, text: "إلى: ولاة الولايات"}
  - {by: reader-1, at: 2015-05-02, field: order, text: إرسال تعزيزات}
  - {by: reader-1, at: 2015-05-02, field: destination, text: إلى ولاية الأنبار وولاية صلاح الدين}
"""
LATER = "readings:\n  - {by: reader-1, at: 2015-06-02, field: document_date, text: 20 May 2015}\n"
GENERATOR = "a letter\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 768x1024, Version: v1.9.0"

pytestmark = [
    pytest.mark.tesseract,
    pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs the tesseract program"),
]


def run(*arguments: str | Path, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "verifyctl", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1430438400"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds the page as an archive has it from before the claimed date."""
    folder = tmp_path_factory.mktemp("desk")
    archive = "https://web.archive.org/web/20140101/https://example.org/specimen"
    run(
        *("known", "add", "known.sqlite", APRIL / "platform.jpg", "--archive-url", archive),
        *("--first-seen", "2014-01-01", "--first-seen-basis", "archived"),
        folder=folder,
    )
    return folder


def examined(desk: Path, picture: Path, claim: str, *more: str) -> dict[str, Any]:
    (desk / "claim.yaml").write_text(claim, encoding="utf-8")
    out = run(
        *("check", picture, "--claim", "claim.yaml", "-o", "-", "-q", "--facts-cache", "facts", *more), folder=desk
    )
    verdict: dict[str, Any] = json.loads(out)
    return verdict


def statuses(verdict: dict[str, Any]) -> dict[str, str]:
    return {item["id"]: item["status"] for item in verdict["assertions"]}


def test_the_example_as_it_stands_is_inconclusive(desk: Path) -> None:
    verdict = examined(desk, APRIL / "platform.jpg", CLAIM)
    assert verdict["verdict"]["outcome"] == "inconclusive"
    found = statuses(verdict)
    assert found["A2"] == found["A7"] == "not_assessed"
    assert found["A3"] == found["A4"] == "inconclusive"
    choice = verdict["verdict"]["choice"]
    assert choice[0].startswith("The tests that ran do not help to choose")
    assert choice[1].startswith("No finding tells H1 from H3")
    assert verdict["subject"][0]["role"] == "working_copy"
    assert [item["role"] for item in verdict["claim"]["media"]] == ["evidentiary_copy"]
    assert verdict["claim"]["denials"][0]["quote"] == "No such letter was sent."


def test_one_reader_supports_the_words_and_leaves_the_date(desk: Path) -> None:
    verdict = examined(desk, APRIL / "platform.jpg", CLAIM + READER)
    found = statuses(verdict)
    assert verdict["verdict"]["outcome"] == "inconclusive"
    assert found["A3"] == found["A4"] == found["A5"] == "supported"
    assert found["A2"] == "not_assessed"


def test_a_date_that_a_reader_read_after_the_post_contradicts(desk: Path) -> None:
    verdict = examined(desk, APRIL / "platform.jpg", CLAIM + LATER)
    assert verdict["verdict"]["outcome"] == "contradicted"
    assert statuses(verdict)["A1"] == "contradicted"


def test_an_earlier_archived_copy_is_recirculated(desk: Path) -> None:
    assert examined(desk, APRIL / "mirrored.jpg", undated(), "--known", "known.sqlite")["verdict"]["outcome"] == (
        "recirculated"
    )


def undated() -> str:
    """The claim without the date of the document: what is left is a picture that was new in April."""
    lines = [line for line in CLAIM.splitlines() if "id: A1," not in line]
    return "\n".join(lines) + "\n"


def test_findings_of_one_group_alone_are_inconclusive(desk: Path) -> None:
    verdict = examined(desk, APRIL / "altered.jpg", CLAIM, "--known", "known.sqlite")
    (integrity,) = (axis for axis in verdict["axes"] if axis["id"] == "integrity")
    assert verdict["verdict"]["outcome"] == "inconclusive"
    assert (integrity["status"], integrity["net_tenths_log10"]) == ("inconclusive", -10)


def test_two_groups_that_speak_of_a_change_are_altered(desk: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", GENERATOR)
    with Image.open(APRIL / "altered.jpg") as picture:
        picture.save(desk / "altered.png", pnginfo=info)
    verdict = examined(desk, desk / "altered.png", CLAIM, "--known", "known.sqlite")
    (integrity,) = (axis for axis in verdict["axes"] if axis["id"] == "integrity")
    assert verdict["verdict"]["outcome"] == "altered"
    assert integrity["independent_groups"]["against"] == 2


def test_without_the_issuer_the_date_still_waits_for_a_second_reader(desk: Path) -> None:
    without = "\n".join(line for line in CLAIM.splitlines() if "kind: issuer" not in line) + "\n"
    verdict = examined(desk, APRIL / "platform.jpg", without + READER)
    assert verdict["verdict"]["outcome"] == "inconclusive"
    assert {name for name, status in statuses(verdict).items() if status == "supported"} == {"A3", "A4", "A5"}
