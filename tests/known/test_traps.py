"""Traps between a file and its hashes: sample depth, colour models, hidden pixels, orientation, frames, empty pages.

All go through `media.pixels.decode`, as every file does.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verifyctl.known.descriptors import Descriptors, describe
from verifyctl.known.pdq import ORIENTATIONS, distances, from_hex
from verifyctl.media.pixels import Picture, decode

Rgb = NDArray[np.uint8]
Scene = Callable[..., Rgb]

FEW_BITS = 12
ORIENTATION = 0x0112
UNDO = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "GIF": "image/gif", "WEBP": "image/webp"}


def through(image: Image.Image, form: str = "PNG", **options: Any) -> Picture:
    held = io.BytesIO()
    image.save(held, form, **options)
    return decode(held.getvalue(), TYPES[form])


def apart(one: Descriptors, other: Descriptors) -> int:
    """Differing bits of the upright PDQ."""
    first, second = (from_hex(each.turned[0])[None] for each in (one, other))
    return int(distances(first, second)[0, 0])


@pytest.fixture(name="plain")
def plain_fixture(scene: Scene) -> Descriptors:
    return describe(scene(41))


class TestSampleDepth:
    @pytest.mark.parametrize("form", ["PNG", "TIFF"])
    def test_sixteen_bits_are_scaled_not_clipped_to_white(self, scene: Scene, plain: Descriptors, form: str) -> None:
        grey = np.asarray(Image.fromarray(scene(41)).convert("L")).astype(np.uint16) * 257
        picture = through(Image.fromarray(grey), form)
        assert picture.facts.bits == 16
        assert picture.rgb.min() < 60
        found = describe(picture.rgb)
        assert not found.hashes.flat
        assert apart(found, plain) <= FEW_BITS
        assert (
            found.hashes.phash
            == describe(np.repeat((grey // 257).astype(np.uint8)[:, :, None], 3, axis=2)).hashes.phash
        )

    def test_one_bit(self, scene: Scene) -> None:
        bilevel = Image.fromarray(scene(41)).convert("1")
        assert apart(describe(through(bilevel).rgb), describe(np.asarray(bilevel.convert("RGB")))) == 0

    def test_a_float_tiff(self, scene: Scene, plain: Descriptors) -> None:
        grey = np.asarray(Image.fromarray(scene(41)).convert("L")).astype(np.float32) / 255
        assert apart(describe(through(Image.fromarray(grey), "TIFF").rgb), plain) <= FEW_BITS


class TestTransparency:
    def test_pixels_hidden_under_full_transparency_do_not_count(self, scene: Scene, plain: Descriptors) -> None:
        shown = scene(41).copy()
        hole = np.full((300, 400), 255, dtype=np.uint8)
        hole[100:200, 100:300] = 0
        covered = []
        for seed in (5, 6):
            filled = shown.copy()
            filled[100:200, 100:300] = scene(seed)[100:200, 100:300]
            covered.append(through(Image.fromarray(np.dstack([filled, hole]))))
        assert covered[0].facts.digest == covered[1].facts.digest
        assert covered[0].facts.has_alpha
        on_white = shown.copy()
        on_white[100:200, 100:300] = 255
        assert describe(covered[0].rgb) == describe(on_white)
        assert apart(describe(on_white), plain) > 31

    def test_what_is_wholly_hidden_is_flat(self, scene: Scene) -> None:
        hidden = np.dstack([scene(41), np.zeros((300, 400), np.uint8)])
        assert describe(through(Image.fromarray(hidden)).rgb).hashes.flat

    def test_a_transparent_colour_of_a_palette(self, scene: Scene) -> None:
        image = Image.fromarray(scene(41)).convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
        picture = through(image, "PNG", transparency=0)
        assert picture.facts.has_alpha
        assert (picture.rgb[np.asarray(image) == 0] == 255).all()


class TestColourModels:
    """CMYK in JPEG is inverted, as Adobe's programs write it and as Pillow and browsers read it, marked so or not."""

    def test_cmyk_as_adobe_writes_it(self, scene: Scene, plain: Descriptors) -> None:
        picture = through(Image.fromarray(scene(41)).convert("CMYK"), "JPEG", quality=95)
        assert picture.facts.mode == "CMYK"
        assert apart(describe(picture.rgb), plain) <= FEW_BITS

    def test_cmyk_that_lost_adobes_mark(self, scene: Scene, plain: Descriptors) -> None:
        held = io.BytesIO()
        Image.fromarray(scene(41)).convert("CMYK").save(held, "JPEG", quality=95)
        data = held.getvalue()
        at = data.index(b"\xff\xee")
        assert data[at + 4 : at + 9] == b"Adobe"
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        picture = decode(data[:at] + data[at + 2 + length :], "image/jpeg")
        assert picture.facts.mode == "CMYK"
        assert apart(describe(picture.rgb), plain) <= FEW_BITS

    def test_cmyk_in_a_tiff(self, scene: Scene, plain: Descriptors) -> None:
        assert apart(describe(through(Image.fromarray(scene(41)).convert("CMYK"), "TIFF").rgb), plain) <= FEW_BITS

    @pytest.mark.parametrize("mode", ["L", "P", "YCbCr", "LAB"])
    def test_other_models(self, scene: Scene, plain: Descriptors, mode: str) -> None:
        from PIL import ImageCms

        image = Image.fromarray(scene(41))
        if mode == "LAB":
            lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
            image = ImageCms.applyTransform(image, lab) or image
        else:
            image = image.convert(mode)
        assert apart(describe(through(image, "TIFF").rgb), plain) <= 31


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_exif_orientations_hash_alike(scene: Scene, plain: Descriptors, orientation: int, form: str) -> None:
    stored = Image.fromarray(scene(41))
    if orientation in UNDO:
        stored = stored.transpose(UNDO[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    lossy = {"JPEG": {"quality": 92}, "WEBP": {"lossless": True}}.get(form, {})
    picture = through(stored, form, exif=exif, **lossy)
    assert picture.facts.orientation == orientation
    assert picture.rgb.shape == (300, 400, 3)
    found = describe(picture.rgb)
    assert apart(found, plain) <= FEW_BITS
    if form != "JPEG":
        assert found == plain


def test_an_orientation_that_was_lost_is_found_among_the_eight(scene: Scene, plain: Descriptors) -> None:
    for turn in UNDO.values():
        turned = describe(np.asarray(Image.fromarray(scene(41)).transpose(turn)))
        nearest = distances(np.stack([from_hex(each) for each in turned.turned]), from_hex(plain.turned[0])[None]).min(
            axis=0
        )
        assert nearest[0] == 0
        assert len(turned.turned) == len(ORIENTATIONS)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "TIFF"])
def test_of_several_frames_the_first_is_hashed_and_all_are_counted(scene: Scene, form: str) -> None:
    frames = [Image.fromarray(scene(seed)) for seed in (41, 42, 43)]
    options: dict[str, Any] = {"save_all": True, "append_images": frames[1:]}
    if form == "WEBP":
        options["lossless"] = True
    picture = through(frames[0], form, **options)
    alone = through(frames[0], form, **({"lossless": True} if form == "WEBP" else {}))
    assert (picture.facts.frames, alone.facts.frames) == (3, 1)
    assert apart(describe(picture.rgb), describe(alone.rgb)) <= FEW_BITS


def test_an_animation_that_begins_empty_is_flat(scene: Scene) -> None:
    red = Image.new("P", (400, 300), 1)
    red.putpalette([0, 0, 0, 255, 0, 0])
    later = Image.fromarray(scene(41)).convert("P")
    picture = through(red, "GIF", save_all=True, append_images=[later])
    assert picture.facts.frames == 2
    assert describe(picture.rgb).hashes.flat


@pytest.mark.parametrize("words", ["short note", "other word", "ok"])
@pytest.mark.parametrize("quality", [30, 95])
def test_nearly_empty_pages_are_never_told_apart_by_hash_and_so_are_flat(words: str, quality: int) -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(page).text((100, 150), words, font=ImageFont.load_default(24), fill="black")
    assert describe(through(page, "JPEG", quality=quality).rgb).hashes.flat
