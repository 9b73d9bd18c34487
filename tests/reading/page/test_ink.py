"""Boxes of connected ink are those that labelling every pixel gives."""

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from verifyctl.reading.page.ink import boxes_of


@given(arrays(np.uint8, st.tuples(st.integers(1, 24), st.integers(1, 24)), elements=st.sampled_from([0, 0, 255])))
def test_boxes_are_those_of_labelled_pixels(dark: np.ndarray) -> None:
    labelled = cv2.connectedComponentsWithStats(dark, connectivity=8)[2][1:, :4]
    assert sorted(boxes_of(dark).tolist()) == sorted(labelled.tolist())


def test_a_dot_within_a_frame_is_a_piece_of_its_own() -> None:
    dark = np.zeros((20, 30), np.uint8)
    dark[2:18, 2:28] = 255
    dark[4:16, 4:26] = 0
    dark[9:11, 14:16] = 255
    assert sorted(boxes_of(dark).tolist()) == [[2, 2, 26, 16], [14, 9, 2, 2]]


def test_paper_has_no_boxes() -> None:
    assert boxes_of(np.zeros((5, 5), np.uint8)).shape == (0, 4)
