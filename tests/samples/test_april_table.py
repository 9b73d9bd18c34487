"""The table of cases of the method, each from files to its outcome through the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from tests.factories import finding
from tests.forensics.drawn import jpeg, pasted, scene
from tests.program import run_text
from verifyctl.custody.seal import seal
from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Finding, Strength
from verifyctl.model.verdict import Verdict
from verifyctl.reasoning.judge import axis_standing
from verifyctl.reasoning.outcome import conclude
from verifyctl.reasoning.recheck import policy_of

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
    done = run_text(*arguments, cwd=folder, env={"SOURCE_DATE_EPOCH": "1430438400"}, timeout=300)
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
    (desk / "last.json").write_text(out, encoding="utf-8")
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


def test_tests_of_the_pixels_are_one_group_assigned_and_inconclusive(desk: Path) -> None:
    """The row's own premises: several tests of the pixels say that it was edited, all of one group, all assigned."""
    picture = jpeg(scene(6, 384, 480), 85)
    picture = pasted(picture, jpeg(scene(7, 384, 480), 80)[3:123, 2:146], x=160, y=128)  # the grid of another file
    picture = pasted(picture, picture[8:104, 8:136].copy(), x=336, y=272)  # and a piece twice
    Image.fromarray(picture).save(desk / "edited.png")
    verdict = examined(desk, desk / "edited.png", CLAIM, "--only", "file,structure,pixels,context")
    found = [finding for finding in verdict["findings"] if finding["direction"] == "contradicts"]
    assert {(each["code"], each["group"], each["basis"]) for each in found} == {
        ("copied-region", "pixels", "assigned"),
        ("foreign-grid", "pixels", "assigned"),
    }
    (integrity,) = (axis for axis in verdict["axes"] if axis["id"] == "integrity")
    assert verdict["verdict"]["outcome"] == "inconclusive"
    assert (integrity["status"], integrity["independent_groups"]["against"]) == ("inconclusive", 1)
    assert integrity["net_tenths_log10"] == -3  # once, though two speak


def test_a_pixel_and_a_container_test_both_measured_strong_are_altered(desk: Path) -> None:
    """The row's own premises. No shipped test was measured to be strong, so they stand in a verdict file."""
    examined(desk, APRIL / "platform.jpg", CLAIM)
    plain = Verdict.model_validate_json((desk / "last.json").read_bytes())
    strong = {"basis": Basis.MEASURED, "strength": Strength.STRONG, "direction": Direction.CONTRADICTS}
    two = tuple(
        finding(f"{group}-test", group=group, axes=(Axis.INTEGRITY,), layer=Layer.PICTURE, **strong)
        for group in ("pixels", "container")
    )
    for added, outcome in ((two, "altered"), (two[:1], "inconclusive")):
        (desk / "measured.json").write_bytes(judged_with(plain, added).to_bytes())
        answered = json.loads(run("verify", "measured.json", "--format", "json", folder=desk))
        assert [level["answer"] for level in answered["levels"]] == ["unsigned", "same"]
        assert json.loads((desk / "measured.json").read_bytes())["verdict"]["outcome"] == outcome


def judged_with(plain: Verdict, added: tuple[Finding, ...]) -> Verdict:
    """The verdict as it would be with further findings: its sums done again under its own policy, sealed."""
    policy = policy_of(plain)
    assert policy is not None
    findings = (*plain.findings, *added)
    axes = tuple(axis_standing(axis, findings, plain.contradictions, policy) for axis in Axis)
    outcome = conclude(axes, plain.assertions, claimed=True, decoded=True)
    conclusion = plain.verdict.model_copy(update={"outcome": outcome})
    return seal(plain.model_copy(update={"findings": findings, "axes": axes, "verdict": conclusion}))


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
