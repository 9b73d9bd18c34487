"""The kept hashes: those of imagehash, PDQ turned, the content rectangle's, and what is too empty to be hashed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import imagehash
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verifyctl.known.descriptors import HASH_VERSION, describe
from verifyctl.known.pdq import ORIENTATIONS, distances, from_hex, pdq
from verifyctl.model.matches import Hashes

Rgb = NDArray[np.uint8]
Scene = Callable[..., Rgb]


def bits(one: str, other: str) -> int:
    return int(imagehash.hex_to_hash(one) - imagehash.hex_to_hash(other))


def by_imagehash(picture: Rgb) -> tuple[str, str, str, str]:
    image = Image.fromarray(picture)
    made = imagehash.phash(image), imagehash.dhash(image), imagehash.phash(image, 16), imagehash.dhash(image, 16)
    return tuple(str(each) for each in made)


def ours(picture: Rgb) -> tuple[str | None, ...]:
    hashes = describe(picture).hashes
    return hashes.phash, hashes.dhash, hashes.phash256, hashes.dhash256


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("size", [(400, 300), (97, 64), (1300, 900), (2047, 700), (33, 1200)])
def test_phash_and_dhash_are_those_of_imagehash(scene: Scene, size: tuple[int, int]) -> None:
    # Noise, so that no frequency vanishes: where one does, its bit is a rounding error in imagehash itself.
    noise = np.random.default_rng(size[0]).integers(-9, 10, (size[1], size[0], 3))
    picture = np.clip(scene(11, *size) + noise, 0, 255).astype(np.uint8)
    assert ours(picture) == by_imagehash(picture)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_large_picture_is_reduced_first_which_hardly_moves_them(scene: Scene) -> None:
    picture = scene(12, 4200, 3100, 300)
    moved = [bits(one or "", other) for one, other in zip(ours(picture), by_imagehash(picture), strict=True)]
    assert all(moved <= most for moved, most in zip(moved, (2, 2, 8, 8), strict=True))


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=70)))
def test_any_picture_has_every_hash(grey: NDArray[np.uint8]) -> None:
    found = describe(np.repeat(grey[:, :, None], 3, axis=2))
    assert Hashes.model_validate_json(found.hashes.model_dump_json()) == found.hashes
    assert found.hashes.version == HASH_VERSION
    assert (found.content_turned == ()) == (found.hashes.content is None)
    assert len(found.turned) == len(ORIENTATIONS)
    assert None not in (found.hashes.phash, found.hashes.dhash256, found.hashes.pdq, found.hashes.pdq_quality)


def test_the_content_of_a_framed_picture_hashes_as_the_picture(scene: Scene) -> None:
    inner = scene(13, 480, 360)
    framed = np.full((700, 640, 3), 250, dtype=np.uint8)
    framed[120:480, 80:560] = inner
    hashes = describe(framed).hashes
    assert hashes.content is not None
    plain = describe(inner)
    wanted = plain.hashes.content.pdq if plain.hashes.content else plain.turned[0]
    assert distances(from_hex(hashes.content.pdq)[None], from_hex(wanted)[None])[0, 0] <= 31
    assert describe(framed).content_turned[0] == hashes.content.pdq
    assert hashes.content.quality >= 50


def test_turned_hashes_are_those_of_pdq(scene: Scene) -> None:
    picture = scene(14, 1500, 1000)
    found = describe(picture)
    assert found.turned == pdq(picture).hexes
    assert found.hashes.pdq == found.turned[0]


def note(words: str, size: int = 20, canvas: tuple[int, int] = (1000, 1400)) -> Rgb:
    image = Image.new("RGB", canvas, "white")
    ImageDraw.Draw(image).text((60, 90), words, font=ImageFont.load_default(size), fill="black")
    return np.asarray(image)


@pytest.mark.parametrize("words", ["", "short note", "other word", "7", "a little longer line of text\nand another"])
def test_nearly_empty_pages_are_flat(words: str) -> None:
    found = describe(note(words)).hashes
    assert found.flat
    assert found.content is None


def test_near_empty_pages_do_hash_alike_which_is_why_they_are_flat() -> None:
    one, other = (describe(note(words)).hashes for words in ("short note", "other word"))
    assert distances(from_hex(one.pdq or "")[None], from_hex(other.pdq or "")[None])[0, 0] <= 31


def test_white_and_a_gradient_share_a_phash_and_both_are_flat() -> None:
    ramp = np.broadcast_to(np.linspace(255, 0, 400).astype(np.uint8)[None, :, None], (300, 400, 3)).copy()
    white = np.full((300, 400, 3), 255, dtype=np.uint8)
    assert describe(white).hashes.phash == "8000000000000000"
    assert describe(ramp).hashes.flat
    assert describe(white).hashes.flat


def test_a_page_of_text_is_not_flat() -> None:
    lines = "\n".join(f"line {number} of an ordinary letter with some words in it" for number in range(30))
    assert not describe(note(lines, 24)).hashes.flat


def test_hashing_does_not_load_scipy() -> None:
    code = (
        "import sys, numpy as np; from verifyctl.known.descriptors import describe;"
        "describe(np.zeros((9, 9, 3), np.uint8)); sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
