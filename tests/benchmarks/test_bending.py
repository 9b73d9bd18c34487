"""Faces bent anew for the training of the number reader: alike on one strip, never without ink, on their baseline."""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FOLDER = Path(__file__).resolve().parents[2] / "training" / "number_reader"


@pytest.fixture(scope="module")
def modules() -> tuple[Any, Any]:
    sys.path.insert(0, str(FOLDER))
    try:
        return importlib.import_module("bending"), importlib.import_module("glyphs")
    finally:
        sys.path.remove(str(FOLDER))


def seven() -> np.ndarray:
    field = np.zeros((26, 20), np.uint8)
    cv2.line(field, (2, 2), (17, 2), 255, 3)
    cv2.line(field, (17, 2), (8, 24), 255, 3)
    return field


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_a_bent_sign_keeps_its_ink_and_stands_on_the_line(modules: tuple[Any, Any], seed: int) -> None:
    bending, glyphs = modules
    drawn = glyphs.Drawn(seven(), 1, -26, 22.0)
    bend = bending.Bend(random.Random(seed))
    bent = bend("7", drawn)
    assert bent.image.dtype == np.uint8
    rows = np.flatnonzero((bent.image > 100).any(axis=1))
    assert 18 <= rows[-1] - rows[0] + 1 <= 40
    assert abs(bent.y + rows[-1]) <= 8
    assert 0.5 * drawn.advance < bent.advance < 2 * drawn.advance
    assert bend("7", drawn) is bent


def test_another_strip_has_another_face_and_the_same_seed_the_same(modules: tuple[Any, Any]) -> None:
    bending, glyphs = modules
    drawn = glyphs.Drawn(seven(), 1, -26, 22.0)
    first, again, other = (bending.Bend(random.Random(seed))("7", drawn).image for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.array_equal(first, other)
