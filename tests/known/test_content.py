"""The content rectangle: what surrounds a picture is taken off, and what belongs to it stays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verifyctl.known.content import content_rectangle
from verifyctl.model.base import Box

Rgb = NDArray[np.uint8]
Scene = Callable[..., Rgb]


@pytest.fixture(name="busy")
def busy_fixture(scene: Scene) -> Callable[[int, int], Rgb]:
    """A picture with no even edge of its own."""

    def busy(width: int, height: int) -> Rgb:
        noise = np.random.default_rng(7).integers(0, 256, (-(-height // 8), -(-width // 8), 3)).astype(np.uint8)
        coarse = noise.repeat(8, axis=0).repeat(8, axis=1)[:height, :width]
        return ((scene(3, width, height).astype(np.uint16) + coarse) // 2).astype(np.uint8)

    return busy


def laid(inner: Rgb, size: tuple[int, int], at: tuple[int, int], ground: tuple[int, int, int]) -> Image.Image:
    image = Image.new("RGB", size, ground)
    image.paste(Image.fromarray(inner), at)
    return image


def close(found: Box | None, expected: Box, within: int) -> bool:
    if found is None:
        return False
    return all(abs(getattr(found, side) - getattr(expected, side)) <= within for side in ("x", "y", "width", "height"))


@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0), (18, 22, 30), (120, 160, 90)])
@pytest.mark.parametrize("scale", [1, 3])
def test_a_frame(busy: Callable[[int, int], Rgb], ground: tuple[int, int, int], scale: int) -> None:
    image = laid(busy(300 * scale, 200 * scale), (400 * scale, 340 * scale), (50 * scale, 60 * scale), ground)
    expected = Box(x=50 * scale, y=60 * scale, width=300 * scale, height=200 * scale)
    assert close(content_rectangle(np.asarray(image)), expected, within=4 * scale)


@pytest.mark.parametrize("upright", [True, False])
def test_letterbox_bars(busy: Callable[[int, int], Rgb], upright: bool) -> None:
    image = np.asarray(laid(busy(480, 200), (480, 360), (0, 80), (0, 0, 0)))
    expected = Box(x=0, y=80, width=480, height=200)
    if not upright:
        image, expected = image.transpose(1, 0, 2).copy(), Box(x=80, y=0, width=200, height=480)
    assert close(content_rectangle(image), expected, within=3)


@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ((16, 18, 22), (232, 234, 238))])
def test_a_caption_and_an_apps_own_drawing(busy: Callable[[int, int], Rgb], ground: object, ink: object) -> None:
    image = Image.new("RGB", (540, 1080), ground)  # type: ignore[arg-type]
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(20)
    pen.rectangle((0, 0, 540, 60), fill=(60, 90, 160))
    pen.ellipse((20, 80, 66, 126), fill=(200, 90, 40))
    for line in range(4):
        pen.text((20, 140 + 30 * line), "words above the picture, as people write them", font=font, fill=ink)  # type: ignore[arg-type]
        pen.text((20, 700 + 60 * line), "an answer below it", font=font, fill=ink)  # type: ignore[arg-type]
    image.paste(Image.fromarray(busy(540, 360)), (0, 290))
    assert close(content_rectangle(np.asarray(image)), Box(x=0, y=290, width=540, height=360), within=4)


def test_surroundings_within_surroundings(busy: Callable[[int, int], Rgb]) -> None:
    card = laid(busy(400, 300), (500, 420), (50, 60), (255, 255, 255))
    image = laid(np.asarray(card), (900, 800), (200, 150), (30, 40, 50))
    assert close(content_rectangle(np.asarray(image)), Box(x=250, y=210, width=400, height=300), within=5)


def test_through_jpeg(busy: Callable[[int, int], Rgb], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("content") / "framed.jpg"
    laid(busy(300, 200), (400, 340), (50, 60), (128, 128, 128)).save(path, quality=40)
    with Image.open(path) as image:
        found = content_rectangle(np.asarray(image.convert("RGB")))
    assert close(found, Box(x=50, y=60, width=300, height=200), within=4)


def test_a_picture_without_surroundings_is_all_content(busy: Callable[[int, int], Rgb]) -> None:
    assert content_rectangle(busy(400, 300)) is None


@pytest.mark.parametrize("grey", [0, 130, 255])
def test_an_empty_picture_has_no_content(grey: int) -> None:
    assert content_rectangle(np.full((300, 400, 3), grey, dtype=np.uint8)) is None


def test_an_icon_on_a_ground_is_no_content(busy: Callable[[int, int], Rgb]) -> None:
    assert content_rectangle(np.asarray(laid(busy(60, 60), (800, 600), (300, 200), (255, 255, 255)))) is None


@settings(max_examples=60, deadline=None)
@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=90)))
def test_a_box_lies_inside_whatever_the_picture(grey: NDArray[np.uint8]) -> None:
    box = content_rectangle(np.repeat(grey[:, :, None], 3, axis=2))
    if box is not None:
        height, width = grey.shape
        assert 0 <= box.x < box.x + box.width <= width
        assert 0 <= box.y < box.y + box.height <= height
        assert (box.width, box.height) != (width, height)
