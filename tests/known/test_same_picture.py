"""The same picture in another form of file is the same picture: sample depth, alpha, orientation, colour model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from verifyctl.known.ingest import Examined
from verifyctl.known.pdq import distances, from_hex

Rgb = NDArray[np.uint8]
Look = Callable[[Path], Examined]
Scene = Callable[..., Rgb]
ORIENTATION = 0x0112


def apart(one: Examined, other: Examined) -> int:
    first, second = (from_hex(each.descriptors.hashes.pdq)[None] for each in (one, other))
    return int(distances(first, second)[0, 0])


@pytest.fixture(name="original")
def original_fixture(tmp_path: Path, scene: Scene, look: Look) -> Examined:
    path = tmp_path / "original.png"
    Image.fromarray(scene(31)).save(path)
    return look(path)


def test_sixteen_bits(tmp_path: Path, scene: Scene, look: Look, original: Examined) -> None:
    grey = np.asarray(Image.fromarray(scene(31)).convert("L")).astype(np.uint16) * 257
    path = tmp_path / "deep.png"
    Image.fromarray(grey).save(path)
    deep = look(path)
    assert not deep.descriptors.hashes.flat
    assert apart(deep, original) <= 4


def test_alpha_that_hides_nothing(tmp_path: Path, scene: Scene, look: Look, original: Examined) -> None:
    path = tmp_path / "alpha.png"
    Image.fromarray(scene(31)).convert("RGBA").save(path)
    assert look(path).pixels.digest == original.pixels.digest


def test_what_full_transparency_hides_does_not_count(tmp_path: Path, scene: Scene, look: Look) -> None:
    hidden = np.dstack([scene(31), np.zeros((300, 400), np.uint8)])
    path = tmp_path / "hidden.png"
    Image.fromarray(hidden).save(path)
    assert look(path).descriptors.hashes.flat


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation(tmp_path: Path, scene: Scene, look: Look, original: Examined, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = Image.fromarray(scene(31))
    if orientation in undo:
        stored = stored.transpose(undo[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = tmp_path / "turned.png"
    stored.save(path, exif=exif)
    assert look(path).pixels.digest == original.pixels.digest
    assert look(path).descriptors.hashes == original.descriptors.hashes


def test_cmyk(tmp_path: Path, scene: Scene, look: Look, original: Examined) -> None:
    path = tmp_path / "print.jpg"
    Image.fromarray(scene(31)).convert("CMYK").save(path, quality=95)
    assert apart(look(path), original) <= 31


def test_the_first_frame_of_an_animation(tmp_path: Path, scene: Scene, look: Look) -> None:
    path = tmp_path / "moving.gif"
    frames = [Image.fromarray(scene(seed)).convert("P") for seed in (31, 32)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    still = tmp_path / "still.gif"
    frames[0].save(still)
    assert look(path).pixels.frames == 2
    assert look(path).descriptors == look(still).descriptors
