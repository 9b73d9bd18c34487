from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from reading.page.drawn import page

from verifyctl.reading.numbers.find import find_lines
from verifyctl.reading.page.grain import COARSE, FINE, unevenness, without_grain
from verifyctl.reading.page.page import pages

Grey = NDArray[np.uint8]


def grainy(grey: Grey, strength: float, width: float) -> Grey:
    """With grain of so many grey values, its blots so many pixels wide (0: every pixel for itself)."""
    noise = np.random.default_rng(1).normal(0, 1, grey.shape)
    if width:
        noise = cv2.GaussianBlur(noise, (0, 0), width)
    made = grey + strength * noise / noise.std()
    return np.clip(made, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def clean() -> Grey:
    return page(800, 1100, size=1.0)


def test_unevenness_is_that_of_the_paper_and_not_of_its_letters(clean: Grey) -> None:
    assert unevenness(clean) == 0
    paper = np.full(clean.shape, 200, np.uint8)
    for strength in (5, 15):
        assert abs(unevenness(grainy(paper, strength, 0)) - strength) < 0.1 * strength


@pytest.mark.parametrize(("strength", "width", "smoothed"), [(0, 0, False), (13, 0, False), (13, 1.0, True)])
def test_only_coarse_grain_is_smoothed(clean: Grey, strength: float, width: float, smoothed: bool) -> None:
    grey = grainy((clean * 0.8).astype(np.uint8), strength, width)
    done = without_grain(grey)
    assert (done is not None) is smoothed
    if done is not None:
        assert unevenness(done) < unevenness(cv2.GaussianBlur(grey, (0, 0), FINE))
        assert unevenness(grey) > COARSE


def test_a_crop_smaller_than_a_square_has_no_grain() -> None:
    assert unevenness(np.full((5, 300), 9, np.uint8)) == 0
    assert without_grain(np.full((5, 300), 9, np.uint8)) is None


def test_the_step_is_recorded_and_lines_are_those_of_the_clean_page(clean: Grey) -> None:
    grey = grainy((clean * 0.8).astype(np.uint8), 17, 1.0)
    lines = len(find_lines(clean).lines)
    (first, *_) = pages(grey)
    assert [step.params for step in first.steps if step.name == "smooth"] == [{"sigma_centipixels": 110}]
    assert lines - 1 <= len(find_lines(first.full).lines) <= lines + 1
    (plain, *_) = pages(clean)
    assert "smooth" not in [step.name for step in plain.steps]
