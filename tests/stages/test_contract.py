"""What every stage owes, whatever it is given: a valid ending with a reason, the same twice, no word of its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.conftest import ROOT, encoded
from verifyctl.media.read import identify
from verifyctl.model.base import reproducible
from verifyctl.model.canonical import check_profile
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.run.tasks import run_stage
from verifyctl.stages.base import Evidence, Job
from verifyctl.stages.registry import STAGES, load

NAME = "IMG-20150428-WA0003 secret-name.jpg"


def _pictures() -> dict[str, bytes]:
    """Good, odd and bad pictures that every stage must live with."""
    grey = Image.linear_gradient("L").resize((96, 64))
    rgb = grey.convert("RGB")
    whole = encoded(rgb, "JPEG")
    sixteen = Image.fromarray(np.linspace(0, 65535, 96 * 64).reshape(64, 96).astype(np.uint16))
    return {
        "a plain JPEG": whole,
        "cut short": whole[: len(whole) // 2],
        "a bare signature": b"\xff\xd8\xff",
        "noise behind a signature": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "one pixel": encoded(Image.new("RGB", (1, 1)), "PNG"),
        "one row": encoded(Image.new("RGB", (3000, 1), "white"), "PNG"),
        "all of one colour": encoded(Image.new("RGB", (64, 64), "white"), "PNG"),
        "wholly transparent": encoded(Image.new("RGBA", (64, 64), (9, 9, 9, 0)), "PNG"),
        "sixteen bits": encoded(sixteen, "PNG"),
        "CMYK": encoded(rgb.convert("CMYK"), "JPEG"),
        "an animation": encoded(rgb, "GIF", save_all=True, append_images=[rgb.rotate(90), rgb.rotate(180)]),
        "more pixels than allowed": encoded(Image.new("1", (4000, 4000)), "PNG"),
        "a TIFF that points at itself": b"II*\0" + (8).to_bytes(4, "little") + b"\1\0" + b"\x69\x87\4\0\1\0\0\0" * 2,
        "a bitmap header alone": b"BM" + b"\xff" * 60,
        "a WebP header alone": b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\0" * 20,
        "an AVIF header alone": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
    }


PICTURES = _pictures()
PARAMS: dict[str, dict[str, Any]] = {
    "text": {"languages": "auto", "tesseract": None, "tessdata": None, "timeout": 60},
    "matches": {"stores": [{"path": str(ROOT / "samples/april-27-order/known/known.sqlite"), "name": "known.sqlite"}]},
    "context": {"sources": [{"url": "https://x.com/a/status/592835899197902849"}], "name": NAME},
}


def result_of(stage: str, data: bytes, scratch: Path, name: str = NAME) -> StageResult:
    source = Evidence(identify(data, name, where=name), data, max_pixels=1_000_000)
    params = PARAMS.get(stage, {}) | ({"name": name} if stage == "context" else {})
    return run_stage(stage, Job(source=source, params=params, scratch=scratch))


@pytest.mark.parametrize("picture", list(PICTURES))
@pytest.mark.parametrize("stage", list(STAGES))
def test_every_stage_lives_with_every_picture(stage: str, picture: str, tmp_path: Path) -> None:
    first = result_of(stage, PICTURES[picture], tmp_path)
    assert first.stage == stage
    assert first.version == STAGES[stage].version
    assert first.status is StageStatus.RAN or first.reason
    assert "Traceback" not in (first.reason or "")
    written = first.as_json()
    check_profile(written)
    assert StageResult.model_validate_json(json.dumps(written)) == first
    assert str(tmp_path) not in json.dumps(written)
    assert list(tmp_path.iterdir()) == []
    assert result_of(stage, PICTURES[picture], tmp_path) == first


@pytest.mark.parametrize("picture", ["a plain JPEG", "cut short"])
@pytest.mark.parametrize("stage", list(STAGES))
def test_the_name_changes_nothing_that_must_be_reproduced(stage: str, picture: str, tmp_path: Path) -> None:
    named = result_of(stage, PICTURES[picture], tmp_path)
    plain = result_of(stage, PICTURES[picture], tmp_path, name="a.png")
    assert named.status is plain.status
    assert named.facts_digest() == plain.facts_digest()
    assert "secret-name" not in json.dumps(reproducible(named.facts))
    assert "secret-name" not in json.dumps(dict(named.params))


@pytest.mark.parametrize("stage", list(STAGES))
def test_every_stage_is_documented_and_collects(stage: str) -> None:
    assert callable(load(stage).collect)
    page = Path(__file__).parents[2] / "docs" / "reference" / "stages" / f"{stage}.md"
    assert page.is_file()


def test_an_unknown_stage_is_an_error() -> None:
    with pytest.raises(KeyError):
        load("nothing")
