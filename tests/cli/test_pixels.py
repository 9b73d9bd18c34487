"""Maps and outside detectors on the command line: on request only, from trusted places only, never in the verdict."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import Run, encoded
from tests.forensics.drawn import scene
from verifyctl import load_verdict

ONLY = ("--only", "file,pixels", "--progress", "never")
TOY = """
import numpy as np

class Answer:
    map = np.ones((4, 4), dtype=np.float32)
    score = 512

class Toy:
    version = "3.1"
    weights = "none; made for a test"
    def examine(self, rgb):
        return Answer()
"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "evidence" / "photo.jpg"
    path.parent.mkdir()
    path.write_bytes(encoded(Image.fromarray(scene(1, 120, 160)), "JPEG", quality=80))
    return path


@pytest.fixture
def toy(tmp_path: Path) -> dict[str, str]:
    """The environment in which a package with a detector is installed."""
    info = tmp_path / "installed" / "toy-3.1.dist-info"
    info.mkdir(parents=True)
    (info.parent / "toy_detector.py").write_text(TOY, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 3.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[verifyctl.detectors]\ntoy = toy_detector:Toy\n", encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(info.parent), os.environ.get("PYTHONPATH", ""))))}


def test_maps_are_drawn_on_request_and_change_no_verdict(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    assert verifyctl("check", photo, *ONLY, "-o", "plain.json").returncode == 0
    done = verifyctl("check", photo, *ONLY, "-o", "mapped.json", "--maps", "maps")
    assert done.returncode == 0
    assert b"no evidence" in done.stderr
    assert sorted(path.name for path in (tmp_path / "maps").iterdir()) == [
        "photo.map-error-levels.png",
        "photo.map-noise.png",
    ]
    plain, mapped = (load_verdict(tmp_path / name) for name in ("plain.json", "mapped.json"))
    assert plain.result_digest == mapped.result_digest


def test_a_batch_draws_maps_as_well(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    done = verifyctl("batch", photo.parent, "-o", "out", "--jobs", "1", "--maps", "maps", *ONLY)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "maps").glob("*.map-*.png"))) == 2


def test_a_detector_that_is_named_is_recorded_and_not_weighed(
    verifyctl: Run, photo: Path, tmp_path: Path, toy: dict[str, str]
) -> None:
    done = verifyctl("check", photo, *ONLY, "-o", "v.json", "--detector", "toy", "--maps", "maps", env=toy)
    assert done.returncode == 0, done.stderr
    verdict = json.loads((tmp_path / "v.json").read_bytes())
    (found,) = (finding for finding in verdict["findings"] if finding["code"] == "outside-detector")
    assert (found["direction"], found["strength"]) == ("neutral", "none")
    assert found["evidence"]["thousandths"] == 512
    assert verdict["reproduce"]["settings"]["detectors"] == ["toy"]
    assert (tmp_path / "maps" / "photo.map-detector-toy.png").is_file()


def test_a_file_beside_the_evidence_may_not_name_a_detector(
    verifyctl: Run, photo: Path, tmp_path: Path, toy: dict[str, str]
) -> None:
    (photo.parent / "verifyctl.toml").write_text('detectors = ["toy"]\n', encoding="utf-8")
    done = verifyctl("check", photo.name, *ONLY, cwd=photo.parent, env=toy)
    assert done.returncode == 2
    assert b"detectors: a file in the current folder may not" in done.stderr
    own = tmp_path / "own.toml"
    own.write_text('detectors = ["toy"]\n', encoding="utf-8")
    done = verifyctl("check", photo, *ONLY, "--config", own, "-o", "v.json", env=toy)
    assert done.returncode == 0, done.stderr
    assert b"outside-detector" in (tmp_path / "v.json").read_bytes()


def test_a_detector_that_is_not_installed_leaves_its_stage_unavailable(
    verifyctl: Run, photo: Path, tmp_path: Path
) -> None:
    done = verifyctl("check", photo, *ONLY, "-o", "v.json", "--detector", "nobody", "--require", "pixels")
    assert done.returncode == 4
    (stage,) = (one for one in json.loads((tmp_path / "v.json").read_bytes())["stages"] if one["stage"] == "pixels")
    assert stage["status"] == "unavailable"
    assert "nobody" in stage["reason"]


def test_doctor_lists_installed_detectors(verifyctl: Run, toy: dict[str, str]) -> None:
    checks = json.loads(verifyctl("doctor", "--format", "json", env=toy).stdout)["checks"]
    (found,) = (check for check in checks if check["name"] == "detector toy")
    assert found["state"] == "ok"
    assert "runs only when named" in found["detail"]
