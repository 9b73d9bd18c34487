"""Slanted lines, and lines that fan out."""

from __future__ import annotations

import numpy as np
import pytest
from reading.page.drawn import page, turned

from verifyctl.reading.page.deskew import lower_edges, slant_of
from verifyctl.reading.page.fan import Fan, fan_of, levelled
from verifyctl.reading.page.ink import ink_of
from verifyctl.reading.page.plane import backwards, carried, warped


@pytest.mark.parametrize("degrees", [-18.0, -10.0, -3.3, -0.7, 0.4, 1.9, 6.0, 13.0])
def test_slants_are_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    found = slant_of(lower_edges(ink_of(turned(page(), degrees)).mask))
    assert found is not None
    assert found.believed
    assert found.degrees == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("kind", ["white", "noise", "few"])
def test_where_there_is_no_text_there_is_no_slant(kind: str) -> None:
    grey = np.full((600, 500), 255, np.uint8)
    if kind == "noise":
        grey = np.random.default_rng(3).integers(0, 256, grey.shape, np.uint8)
    if kind == "few":
        grey[100:110, 100:130] = 0
    found = slant_of(lower_edges(ink_of(grey).mask))
    assert found is None or not found.believed


def test_a_level_page_is_not_touched() -> None:
    edges = lower_edges(ink_of(page()).mask)
    found = slant_of(edges)
    assert found is not None
    assert found.degrees == pytest.approx(0, abs=0.05)
    assert fan_of(edges, 800, 1100) is None


@pytest.mark.parametrize(("slope", "change"), [(-0.03, 6e-5), (0.02, -4e-5), (-0.045, 8e-5)])
def test_a_fan_of_lines_is_found_and_mended(slope: float, change: float) -> None:
    flat = page(1000, 1100, size=0.9)
    seen = warped(flat, backwards(levelled(Fan(slope, change, 1.0), 500)), (1000, 1100))
    edges = lower_edges(ink_of(seen).mask)
    found = fan_of(edges, 1000, 1100)
    assert found is not None
    top, bottom = found.slope + found.change * 100, found.slope + found.change * 1000
    assert np.degrees(top - slope - change * 100) == pytest.approx(0, abs=0.35)
    assert np.degrees(bottom - slope - change * 1000) == pytest.approx(0, abs=0.35)


def test_level_lines_become_the_fan_that_was_measured() -> None:
    matrix = levelled(Fan(-0.03, 6e-5, 1.0), 500)
    for height in (0.0, 400.0, 1000.0):
        (x1, y1), (x2, y2), (x3, y3) = carried(matrix, np.array([(300, height), (500, height), (800, height)]))
        assert y2 == pytest.approx(height)
        assert (x2, y2 - y1) == (pytest.approx(500), pytest.approx((-0.03 + 6e-5 * height) * (x2 - x1)))
        assert y3 - y2 == pytest.approx((-0.03 + 6e-5 * height) * (x3 - x2))
