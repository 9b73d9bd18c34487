"""The votes of pixels for a JPEG grid, the picture's own grid, and regions that have another."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forensics.drawn import jpeg, pasted, scene
from verifyctl.forensics.grids import MOST_FALSE_ALARMS, MOST_PIXELS, grids, log_tail, own_grids
from verifyctl.forensics.votes import NO_VOTE, cosines, votes


def most(voted: np.ndarray) -> int:
    return int(np.bincount(voted.ravel(), minlength=65)[:64].argmax())


def test_the_cosines_are_those_of_the_transform() -> None:
    block = scene(1, 8, 8).astype(np.float32)
    assert np.allclose(cosines() @ block @ cosines().T, cv2.dct(block), atol=1e-3)


@pytest.mark.parametrize(("down", "across"), [(0, 0), (3, 5), (7, 1)])
def test_pixels_vote_for_the_grid_of_the_save(down: int, across: int) -> None:
    saved = jpeg(scene(2), 80)[down:, across:]
    assert most(votes(saved)) == 8 * (-down % 8) + (-across % 8)


def test_the_votes_are_the_same_whatever_the_strips() -> None:
    saved = jpeg(scene(3, 400, 96), 80)
    whole = votes(saved)
    part = votes(saved[240:])
    assert np.array_equal(part[8:], whole[248:])


@pytest.mark.parametrize("flat", [np.full((64, 64), 90, np.uint8), np.tile(np.arange(64, dtype=np.uint8), (64, 1))])
def test_flat_pictures_do_not_vote(flat: np.ndarray) -> None:
    assert set(votes(flat).ravel().tolist()) == {NO_VOTE}


def test_a_picture_has_the_grid_of_its_save_and_no_region_with_another() -> None:
    found = grids(jpeg(scene(4), 85))
    assert (found.whole[:1], found.regions, found.share) == ((0,), (), 1.0)


def test_a_picture_that_was_never_saved_has_no_grid() -> None:
    assert grids(scene(5)) == grids(scene(5))
    assert (grids(scene(5)).whole, grids(scene(5)).regions) == ((), ())


@pytest.mark.parametrize("kept_grid", [True, False])
def test_a_pasted_piece_keeps_its_grid(kept_grid: bool) -> None:
    base = jpeg(scene(6, 384, 480), 85) if kept_grid else scene(6, 384, 480)
    piece = jpeg(scene(7, 384, 480), 80)[3:123, 2:146]
    found = grids(pasted(base, piece, x=160, y=128))
    (region,) = found.regions
    assert (region.grid, found.whole) == (8 * 5 + 6, (0,) if kept_grid else ())
    assert region.log_nfa < MOST_FALSE_ALARMS
    assert 152 <= region.x <= 184
    assert 120 <= region.y <= 152
    assert 80 <= region.width <= 152


def test_what_a_crop_left_of_an_earlier_save_is_no_region() -> None:
    # The trap of every crop that is saved at a high quality: the older grid shows through here and there.
    for quality in (98, 99, 100):
        again = jpeg(jpeg(scene(8, 384, 480), 80)[3:, 5:], quality)
        assert grids(again, own=own_grids(*again.shape)).regions == (), quality


def test_the_files_own_grid_is_never_that_of_a_region() -> None:
    base = jpeg(scene(6, 384, 480), 85)[1:, 1:]
    piece = jpeg(scene(7, 384, 480), 80)[:120, :144]
    made = pasted(base, piece, x=160, y=128)
    assert [region.grid for region in grids(made).regions] == [0]
    assert grids(made, own=own_grids(8, 8)).regions == ()


def test_a_small_picture_has_no_grid() -> None:
    assert grids(scene(1, 63, 400)).share == 0.0


def test_of_a_large_picture_bands_are_looked_at() -> None:
    tall = np.zeros((4000, MOST_PIXELS // 2000), dtype=np.uint8)
    assert 0.3 < grids(tall).share < 0.7


@given(st.integers(1, 5000), st.data())
@settings(max_examples=60, deadline=None)
def test_the_bound_on_chance_falls_with_every_hit(trials: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, trials - 1))
    assert log_tail(trials, hits + 1, 1 / 64) <= log_tail(trials, hits, 1 / 64) <= 0.0


def test_the_bound_on_chance_is_one() -> None:
    from math import comb, log10

    exact = sum(comb(40, hits) * (1 / 64) ** hits * (63 / 64) ** (40 - hits) for hits in range(6, 41))
    assert log10(exact) <= log_tail(40, 6, 1 / 64) < 0
    assert log_tail(0, 0, 1 / 64) == 0.0
