"""The stage `pixels`: which tests run on which copies, with which reasons, and detectors from outside."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.conftest import encoded
from tests.forensics.drawn import Grey, jpeg, page, pasted, scene
from verifyctl.media.read import identify
from verifyctl.model.pixels import PixelsFacts
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.run.tasks import run_stage
from verifyctl.stages.base import Evidence, Job

TOY = """
import numpy as np

class Answer:
    def __init__(self, map, score):
        self.map, self.score = map, score

class Toy:
    version = "1.2"
    weights = "none; made for a test"
    def examine(self, rgb):
        marked = np.zeros((10, 20), dtype=np.float32)
        marked[2:5, 4:10] = 0.9
        return Answer(marked, 734)

class Wrong(Toy):
    def examine(self, rgb):
        return Answer(None, 2000)

class Writes(Toy):
    def examine(self, rgb):
        rgb[:] = 0

class Silent(Toy):
    def examine(self, rgb):
        return Answer(None, None)
"""
ENTRIES = """[verifyctl.detectors]
toy = toy_detector:Toy
wrong = toy_detector:Wrong
writes = toy_detector:Writes
silent = toy_detector:Silent
missing-code = toy_detector:Nobody
"""


@pytest.fixture
def toys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path with a package that announces detectors."""
    folder = tmp_path / "installed"
    info = folder / "toy_detector-1.2.dist-info"
    info.mkdir(parents=True)
    (folder / "toy_detector.py").write_text(TOY, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-detector\nVersion: 1.2\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(ENTRIES, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return folder


def result(data: bytes, **params: Any) -> StageResult:
    source = Evidence(identify(data, "picture", where="picture"), data, max_pixels=20_000_000)
    return run_stage("pixels", Job(source=source, params=params, scratch=Path()))


def facts(data: bytes, **params: Any) -> PixelsFacts:
    found = result(data, **params)
    assert found.status is StageStatus.RAN, found.reason
    assert isinstance(found.facts, PixelsFacts)
    return found.facts


def png(grey: Grey) -> bytes:
    return encoded(Image.fromarray(grey), "PNG")


def camera(grey: Grey, quality: int) -> bytes:
    """A JPEG whose EXIF names a camera."""
    exif = Image.Exif()
    exif[0x0110] = "Specimen 1"
    held = io.BytesIO()
    Image.fromarray(grey).save(held, "JPEG", quality=quality, exif=exif)
    return held.getvalue()


def ran(found: PixelsFacts) -> dict[str, bool]:
    return {test.test: test.ran for test in found.tests}


# assessability ------------------------------------------------------------------------------------


def test_a_camera_file_of_high_quality_is_assessable() -> None:
    found = facts(camera(scene(1, 480, 640), 95)).assessability
    assert (found.assessable, found.quality, found.reasons) == (True, 95, ())


@pytest.mark.parametrize(("quality", "assessable"), [(75, False), (89, False), (90, True)])
def test_the_quality_of_the_last_save_decides(quality: int, assessable: bool) -> None:
    assert facts(camera(scene(1, 480, 640), quality)).assessability.assessable is assessable


def test_an_earlier_save_below_shows() -> None:
    found = facts(camera(jpeg(scene(1, 640, 640), 70), 97)).assessability
    assert not found.assessable
    assert found.earlier_quality is not None
    assert abs(found.earlier_quality - 70) <= 2


def test_a_messenger_hop_is_named_and_never_reads_like_nothing_found() -> None:
    small = Image.fromarray(scene(2, 900, 1200)).resize((840, 630), Image.Resampling.LANCZOS)
    found = facts(encoded(small, "JPEG", quality=75))
    assert not found.assessability.assessable
    assert len(found.assessability.reasons) == 2
    assert not ran(found)["foreign-grid"]
    assert all(test.reason for test in found.tests if not test.ran)


# the tests ----------------------------------------------------------------------------------------


def test_a_splice_in_a_lossless_file_is_found_with_its_place() -> None:
    made = pasted(jpeg(scene(6, 384, 480), 85), jpeg(scene(7, 384, 480), 80)[3:123, 2:146], x=160, y=128)
    found = facts(png(made))
    (grid,) = found.grids
    assert (grid.offset_x, grid.offset_y, grid.has_own_grid) == (6, 5, True)
    assert grid.nfa_tenths_log10 < -30
    assert found.assessability.lossless


@pytest.mark.parametrize(("quality", "runs"), [(97, False), (98, True)])
def test_the_grid_is_looked_for_only_where_it_would_be_left(quality: int, runs: bool) -> None:
    assert ran(facts(camera(scene(1, 480, 640), quality)))["foreign-grid"] is runs


def test_copies_are_looked_for_on_photographs_and_words_on_pages() -> None:
    assert ran(facts(png(scene(3, 480, 640)))) == {"foreign-grid": True, "copied-region": True, "odd-words": False}
    assert ran(facts(png(page()))) == {"foreign-grid": True, "copied-region": False, "odd-words": True}


def test_a_page_has_its_three_words_in_order() -> None:
    words = facts(png(page())).odd_words
    assert [word.rank for word in words] == [1, 2, 3]


# detectors from outside ---------------------------------------------------------------------------


def test_no_detector_runs_unless_it_is_named(toys: Path) -> None:
    found = facts(png(scene(1, 100, 200)))
    assert found.detectors == ()
    assert not any(test.test.startswith("detector") for test in found.tests)


def test_a_named_detector_is_recorded_with_its_origin(toys: Path) -> None:
    found = result(png(scene(1, 100, 200)), detectors=["toy"])
    assert isinstance(found.facts, PixelsFacts)
    (detector,) = found.facts.detectors
    assert (detector.name, detector.version, detector.score) == ("toy", "1.2", 734)
    assert detector.weights == "none; made for a test"
    assert [box.as_json() for box in detector.boxes] == [{"x": 40, "y": 20, "width": 60, "height": 30}]
    assert found.params["detectors"] == ["toy"]
    assert ("detector toy", "1.2") in {(part.name, part.version) for part in found.components}


@pytest.mark.parametrize(
    ("name", "why"), [("wrong", "no whole number"), ("writes", "read-only"), ("missing-code", "Nobody")]
)
def test_a_detector_that_fails_is_a_test_that_did_not_run(toys: Path, name: str, why: str) -> None:
    found = facts(png(scene(1, 100, 200)), detectors=[name, "silent"])
    failed = next(test for test in found.tests if test.test == f"detector {name}")
    assert not failed.ran
    assert why in (failed.reason or "")
    assert [detector.name for detector in found.detectors] == ["silent"]


def test_a_detector_that_is_not_installed_is_not_passed_over(toys: Path) -> None:
    found = result(png(scene(1, 100, 200)), detectors=["nobody", "toy"])
    assert found.status is StageStatus.UNAVAILABLE
    assert "'nobody'" in (found.reason or "")
    assert found.next_step
    assert isinstance(found.facts, PixelsFacts)
    assert [detector.name for detector in found.facts.detectors] == ["toy"]


@pytest.mark.parametrize("wrong", ["toy", [1], {"toy": 1}])
def test_a_wrong_parameter_is_said(wrong: Any) -> None:
    found = result(png(np.zeros((40, 40), np.uint8)), detectors=wrong)
    assert found.status is StageStatus.FAILED
    assert "detectors" in (found.reason or "")
