"""What is kept of an examined picture, and how it passes from the worker to the store."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from pydantic import ValidationError

from verifyctl.known.features import Fineness, extract, pack, unpack
from verifyctl.known.ingest import RENDITION_SIDE, Examined, Keep, examine, rendition
from verifyctl.known.items import Description
from verifyctl.known.storage.sqlite import Store
from verifyctl.media.pixels import Picture, decode
from verifyctl.media.read import read_evidence
from verifyctl.model.evidence import EvidenceFile
from verifyctl.run.limits import Limits
from verifyctl.run.pool import Worker

Rgb = NDArray[np.uint8]


def page(width: int = 900, height: int = 1200) -> Rgb:
    """A page of words, drawn with Pillow's own letters."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for line in range(40):
        draw.text(
            (60, 60 + 27 * line),
            f"line {line:02} of a letter about nothing in particular {line * 7919}",
            "black",
            font_size=20,
        )
    return np.asarray(image)


@pytest.fixture(name="opened")
def opened_fixture(saved: Callable[..., Path]) -> Callable[[Rgb], tuple[Picture, EvidenceFile, bytes]]:
    """Save pixels, and read them as evidence."""

    def opened(pixels: Rgb) -> tuple[Picture, EvidenceFile, bytes]:
        evidence, data = read_evidence(saved("picture.png", pixels))
        return decode(data, evidence.media_type), evidence, data

    return opened


Opened = Callable[[Rgb], tuple[Picture, EvidenceFile, bytes]]


def through_json(examined: Examined) -> Examined:
    return Examined.model_validate_json(json.dumps(examined.as_json()))


def test_a_picture(opened: Opened, scene: Callable[..., Rgb]) -> None:
    picture, evidence, _ = opened(scene(1))
    examined = examine(picture, evidence)
    assert through_json(examined) == examined
    assert not examined.page
    assert set(examined.features()) == {Fineness.COARSE}
    assert examined.features()[Fineness.COARSE] == pack(extract(picture.rgb, Fineness.COARSE))
    assert examined.rendition() is None
    item = examined.item(Description.read({"note": "x"}))
    assert (item.sha256, item.pixel_digest) == (evidence.digests.sha256, picture.facts.digest)
    assert (item.width, item.height, item.page, item.names) == (400, 300, False, ("picture.png",))


def test_a_page(opened: Opened) -> None:
    picture, evidence, _ = opened(page())
    examined = examine(picture, evidence)
    assert examined.page
    assert examined.item(Description()).page
    assert set(examined.features()) == set(Fineness)
    assert unpack(examined.features()[Fineness.FINE]).fineness is Fineness.FINE
    assert examined.rendition() == rendition(picture.rgb)


@pytest.mark.parametrize("keep", Keep)
def test_what_is_kept_can_be_chosen(opened: Opened, scene: Callable[..., Rgb], keep: Keep) -> None:
    for pixels, is_page in ((page(), True), (scene(1), False)):
        picture, evidence, _ = opened(pixels)
        kept = examine(picture, evidence, keep).rendition() is not None
        assert kept == (keep is Keep.ALL or (keep is Keep.PAGES and is_page))


@pytest.mark.parametrize(
    ("size", "expected"), [((900, 1200), (900, 1200)), ((3200, 1000), (1600, 500)), ((2, 4000), (1, 1600))]
)
def test_a_rendition_is_grey_and_bounded(size: tuple[int, int], expected: tuple[int, int]) -> None:
    width, height = size
    rgb = np.full((height, width, 3), 200, dtype=np.uint8)
    with Image.open(io.BytesIO(rendition(rgb))) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "L", expected)
        assert max(image.size) <= RENDITION_SIDE


def test_through_a_worker_and_into_a_store(opened: Opened, tmp_path: Path) -> None:
    picture, evidence, data = opened(page())
    with Worker(Limits(), max_pixels=10**7) as worker:
        worker.take(evidence, data)
        described = worker.describe({"keep": "pages"})
        without = worker.describe({"keep": "none"})
    examined = Examined.model_validate_json(json.dumps(described))
    assert examined == examine(picture, evidence)
    assert Examined.model_validate_json(json.dumps(without)).rendition() is None
    with Store.create(tmp_path / "known.sqlite") as store:
        store.add(
            examined.item(Description()),
            datetime(2026, 1, 1, tzinfo=UTC),
            features=examined.features(),
            rendition=examined.rendition(),
        )
        assert store.rendition(1) == rendition(picture.rgb)
        assert list(store.check()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"jpeg": "not base64!"},
        {"jpeg": "é"},
        {"packed_features": {"coarse": "===="}},
        {"packed_features": {"finest": ""}},
        {"packed_features": []},
        {"page": "yes"},
        {"path": "/etc"},
    ],
)
def test_a_worker_that_answers_nonsense(opened: Opened, scene: Callable[..., Rgb], change: dict[str, object]) -> None:
    picture, evidence, _ = opened(scene(1))
    answer = {**examine(picture, evidence).as_json(), **change}
    with pytest.raises(ValidationError):
        Examined.model_validate_json(json.dumps(answer))
