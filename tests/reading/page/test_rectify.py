from __future__ import annotations

import cv2
import numpy as np
import pytest
from reading.page.drawn import Grey, page, photographed

from verifyctl.reading.page.plane import carried, corners_of
from verifyctl.reading.page.rectify import find_sheet, laid_flat

SIZE = (900, 1200)
PLACES = {
    "tilted": [(120.0, 90.0), (800.0, 130.0), (830.0, 1100.0), (70.0, 1060.0)],
    "turned": [(190.0, 60.0), (860.0, 180.0), (700.0, 1130.0), (40.0, 1010.0)],
    "far": [(200.0, 150.0), (700.0, 160.0), (720.0, 980.0), (180.0, 960.0)],
}


def small(grey: Grey) -> Grey:
    return np.asarray(cv2.resize(grey, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("shadow", [False, True])
def test_a_sheet_on_a_table_is_found(place: str, shadow: bool) -> None:
    seen, _ = photographed(page(), PLACES[place], SIZE)
    if shadow:
        x = np.linspace(0, 1, SIZE[0])[None, :] + np.linspace(-0.2, 0.2, SIZE[1])[:, None]
        seen = (seen * np.where(x > 0.5, 1.0, 0.5)).astype(np.uint8)
    sheet = find_sheet(small(seen))
    assert sheet is not None
    assert np.abs(sheet.corners / 0.4 - PLACES[place]).max() < 0.012 * max(SIZE)
    assert sheet.contrast > 1500
    assert sheet.held > 900


def test_a_band_across_the_top_belongs_to_the_sheet() -> None:
    letter = page()
    letter[20:130] = 60
    seen, _ = photographed(letter, PLACES["tilted"], SIZE)
    sheet = find_sheet(small(seen))
    assert sheet is not None
    assert np.abs(sheet.corners / 0.4 - PLACES["tilted"]).max() < 0.012 * max(SIZE)


def no_sheets() -> dict[str, Grey]:
    table = page()
    cv2.rectangle(table, (60, 80), (740, 1000), 20, 4)
    dim = photographed(page(), PLACES["tilted"], SIZE, table=225)[0]
    little, _ = photographed(page(), [(300.0, 300.0), (600.0, 310.0), (610.0, 700.0), (290.0, 690.0)], SIZE)
    cut, _ = photographed(page(), [(-200.0, 90.0), (800.0, 130.0), (830.0, 1300.0), (-250.0, 1260.0)], SIZE)
    dark, _ = photographed(np.full((1100, 800), 40, np.uint8), PLACES["tilted"], SIZE, table=200)
    triangle = np.full((1200, 900), 60, np.uint8)
    cv2.fillPoly(triangle, [np.array([(450, 60), (860, 1100), (40, 1100)])], 240)
    noise = np.random.default_rng(2).integers(0, 256, (600, 500), np.uint8)
    return {
        "flat page": page(),
        "frame of a table": table,
        "hardly brighter": dim,
        "too small": little,
        "cut off": cut,
        "darker than around": dark,
        "triangle": triangle,
        "noise": np.asarray(noise),
        "white": np.full((300, 300), 255, np.uint8),
        "black": np.zeros((300, 300), np.uint8),
    }


@pytest.mark.parametrize("name", no_sheets())
def test_what_is_not_clearly_a_sheet_is_left(name: str) -> None:
    assert find_sheet(small(no_sheets()[name])) is None


def test_the_sheet_laid_flat_has_its_corners_in_the_corners() -> None:
    seen, _ = photographed(page(), PLACES["turned"], SIZE)
    sheet = find_sheet(seen)
    assert sheet is not None
    matrix, size = laid_flat(sheet)
    assert np.allclose(carried(matrix, corners_of(0, 0, *size)), sheet.corners, atol=0.01)
    assert size[1] / size[0] == pytest.approx(1100 / 800, rel=0.12)
