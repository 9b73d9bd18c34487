"""PDQ against recorded values of the reference implementation, and in eight orientations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from verifyctl.known.pdq import LONG_SIDE, ORIENTATIONS, distances, from_hex, pdq, prescaled

Rgb = NDArray[np.uint8]
Scene = Callable[..., Rgb]

# `pdqhash` 0.2.8 (the reference implementation behind a Python binding) on `prescaled(draw(*arguments))`.
REFERENCE = [
    ((1, 400, 300, 80), "3b06933dab25646a8e181ad6f4fa472951e99a5d2f8ee5c46ad1967133189d2e", 100),
    ((2, 512, 512, 80), "e2963c49dd1d8954b77514e8bd1443c93a3bcac62bb476ae25e1ec0e56aa3272", 100),
    ((3, 511, 129, 80), "e1312d4e181a64f1d325c796d743acb8f0a49b252fd7e94a4c78d6c6972441fb", 100),
    ((4, 100, 75, 40), "5afa5944c4cec2fab94401dcee0321fb590d640beef42d4dc0f3133b9b94b732", 100),
    ((5, 64, 64, 40), "69691693ec64f2b29b53998c687f452a134c07eb9b93f8dc66562e0293c969b3", 100),
    ((6, 37, 91, 30), "e47e9e539919264cef84f2de19a34d2c2666b91136c5798456a4f0bf892b6e64", 100),
    ((7, 5, 5, 3), "318c6b5ace7394a54b5a318c6b5ace7394a56b5a318c6b5ace7394a56b5a318c", 50),
    ((8, 1600, 1200, 120), "27bd64b7dd495e2f5a6989daae15786561adaf14d2519c5ed992035044a63c2b", 100),
    ((9, 700, 2000, 90), "48f0be89d4e8cda7e9c682ef7064c89f4dbb76798e87e913a72356641a154550", 100),
    ((10, 400, 300, 2), "a4b41e1ee1e1e1e11e1eb4b4a5b4a4b4a5b43cb4b4b4e1e11e1e1e1ee3c3cb4b", 21),
]


def apart(one: str, other: str) -> int:
    return int(distances(from_hex(one)[None], from_hex(other)[None])[0, 0])


@pytest.mark.parametrize(("arguments", "expected", "quality"), REFERENCE)
def test_agrees_with_the_reference(scene: Scene, arguments: tuple[int, ...], expected: str, quality: int) -> None:
    found = pdq(scene(*arguments))
    assert apart(found.hexes[0], expected) <= 4
    assert abs(found.quality - quality) <= 2


def turned_by_hand(picture: Rgb, orientation: str) -> Rgb:
    if orientation.startswith("mirrored"):
        picture = picture[:, ::-1]
    degrees = int(orientation.rpartition("_")[2]) if "rotated" in orientation else 0
    return np.rot90(picture, -degrees // 90)  # numpy turns counterclockwise


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("size", [(400, 300), (512, 511), (97, 64), (1300, 900)])
def test_an_orientation_is_the_hash_of_the_turned_picture(
    scene: Scene, size: tuple[int, int], orientation: str
) -> None:
    picture = scene(21, *size)
    by_matrix = pdq(picture).hexes[ORIENTATIONS.index(orientation)]
    by_pixels = pdq(turned_by_hand(picture, orientation)).hexes[0]
    # Below the pre-scale the two are the same computation; above it the scaled pixels may be rounded otherwise.
    assert apart(by_matrix, by_pixels) <= (0 if max(size) <= LONG_SIDE else 10)


def test_orientations_of_one_picture_are_far_apart(scene: Scene) -> None:
    every = pdq(scene(3)).turned
    between = distances(every, every)
    assert between[~np.eye(8, dtype=bool)].min() > 70


def test_pictures_are_brought_to_512_and_never_enlarged(scene: Scene) -> None:
    assert prescaled(scene(1, 1600, 1200)).shape == (384, 512, 3)
    assert prescaled(scene(1, 3, 2000)).shape == (512, 1, 3)
    small = scene(1, 100, 75)
    assert prescaled(small) is small


def test_scaling_hardly_moves_the_hash(scene: Scene) -> None:
    large = scene(8, 1600, 1200)
    smaller = large.reshape(600, 2, 800, 2, 3).mean(axis=(1, 3)).round().astype(np.uint8)
    assert apart(pdq(large).hexes[0], pdq(smaller).hexes[0]) <= 31


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_an_empty_picture_is_flat(grey: int) -> None:
    found = pdq(np.full((300, 400, 3), grey, dtype=np.uint8))
    assert found.flat
    assert found.quality == 0


def test_a_nearly_empty_page_is_flat() -> None:
    page = np.full((1000, 700, 3), 255, dtype=np.uint8)
    page[100:112, 80:240:3] = 0  # a short note
    assert pdq(page).flat


def test_faint_noise_is_flat() -> None:
    noise = np.random.default_rng(5).integers(126, 130, (300, 300, 3)).astype(np.uint8)
    assert pdq(noise).flat


def test_a_gradient_is_flat() -> None:
    ramp = np.linspace(0, 255, 400).astype(np.uint8)
    assert pdq(np.broadcast_to(ramp[None, :, None], (300, 400, 3)).copy()).flat


def test_a_symmetrical_picture_hashes_the_same_mirrored(scene: Scene) -> None:
    half = scene(4, 200, 300)
    whole = np.concatenate([half, half[:, ::-1]], axis=1)
    found = pdq(whole)
    assert found.hexes[0] == pdq(whole[:, ::-1].copy()).hexes[0]


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=80)))
def test_any_picture_can_be_hashed(grey: NDArray[np.uint8]) -> None:
    found = pdq(np.repeat(grey[:, :, None], 3, axis=2))
    assert found.turned.shape == (8, 32)
    assert 0 <= found.quality <= 100
    assert found.flat or min(grey.shape) >= 5


def test_distances_count_bits() -> None:
    rng = np.random.default_rng(7)
    queries = rng.integers(0, 256, (3, 32), dtype=np.uint8)
    matrix = rng.integers(0, 256, (50, 32), dtype=np.uint8)
    expected = [[int(np.unpackbits(query ^ row).sum()) for row in matrix] for query in queries]
    assert distances(queries, matrix).tolist() == expected
    assert distances(queries, matrix[:0]).shape == (3, 0)


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "00" * 31, "00" * 33])
def test_only_64_digits_are_a_hash(text: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        from_hex(text)
