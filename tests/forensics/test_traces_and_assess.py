"""Traces of earlier saves and of enlarging, and when silence of the tests would mean nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.forensics.drawn import jpeg, jpeg_bytes, scene
from verifyctl.forensics.assess import Copy, reasons
from verifyctl.forensics.traces import earlier_steps, middle, resized
from verifyctl.media.structure import jpeg as segments
from verifyctl.media.structure.quantisation import nearest_quality

LARGE = scene(11, 640, 640)


def luma(quality: int) -> tuple[int, ...]:
    """The table that the encoder writes for a quality."""
    data = jpeg_bytes(LARGE[:16, :16], quality)
    return segments.tables(data, segments.walk(data))[0]


@pytest.mark.parametrize("quality", [60, 75, 85])
def test_the_steps_of_an_earlier_save_show_in_a_lossless_file(quality: int) -> None:
    found = earlier_steps(jpeg(LARGE, quality), 0)
    assert found is not None
    places = {8 * down + across: step for (down, across), step in found.steps.items()}
    assert abs(nearest_quality(places) - quality) <= 2


def test_the_steps_are_found_on_the_grid_of_a_crop() -> None:
    cropped = jpeg(LARGE, 70)[3:, 6:]
    assert earlier_steps(cropped, 8 * 5 + 2) is not None
    assert earlier_steps(cropped, 0) is None


def test_a_single_save_is_not_taken_for_two() -> None:
    for quality in (92, 95, 98):
        assert earlier_steps(jpeg(LARGE, quality), 0, luma(quality)) is None
    assert earlier_steps(LARGE, 0) is None


def test_an_earlier_save_shows_below_a_finer_one() -> None:
    assert earlier_steps(jpeg(jpeg(LARGE, 70), 95), 0, luma(95)) is not None


def test_enlarging_leaves_a_period() -> None:
    enlarged = cv2.resize(LARGE, None, fx=1.3, fy=1.3, interpolation=cv2.INTER_CUBIC)
    assert resized(np.asarray(enlarged, dtype=np.uint8))
    assert not resized(LARGE)
    assert not resized(jpeg(LARGE, 80))


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (7, 7), (63, 900)])
def test_odd_shapes_show_nothing(shape: tuple[int, int]) -> None:
    flat = np.full(shape, 77, dtype=np.uint8)
    assert not resized(flat)
    assert earlier_steps(flat, 0) is None
    assert middle(flat, 9).size <= flat.size


def test_a_large_camera_file_of_high_quality_can_be_assessed() -> None:
    assert reasons(Copy(long_side=4000, names_camera=True, quality=96)) == ()


@pytest.mark.parametrize(
    ("copy", "word"),
    [
        (Copy(long_side=4000, names_camera=True, quality=89), "quality of about 89"),
        (Copy(long_side=4000, names_camera=True, quality=97, earlier_quality=75), "earlier save as JPEG"),
        (Copy(long_side=4000, names_camera=True, quality=97, cropped=True), "cropped"),
        (Copy(long_side=4000, names_camera=True, quality=97, enlarged=True), "enlarging"),
        (Copy(long_side=1600, names_camera=False, quality=97), "no camera is named"),
        (Copy(long_side=4000, names_camera=False, lossless=True), "without loss"),
    ],
)
def test_every_reason_is_said(copy: Copy, word: str) -> None:
    (said,) = reasons(copy)
    assert word in said


def test_a_small_old_camera_file_is_not_called_a_messengers() -> None:
    assert reasons(Copy(long_side=1280, names_camera=True, quality=95)) == ()
