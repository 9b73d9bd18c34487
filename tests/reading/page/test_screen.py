"""A picture that a screen shows is told from what stands around it, and no page is taken for a screen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.reading.page.drawn import page, photographed
from verifyctl.model.base import Box
from verifyctl.reading.page.page import each_page
from verifyctl.reading.page.picture import View
from verifyctl.reading.page.screen import shown_on

RGB = NDArray[np.uint8]
WHITE, PALE, NIGHT, GREEN = (255, 255, 255), (250, 250, 252), (18, 20, 24), (20, 120, 90)
CREAM = (253, 248, 236)
LETTER = page(600, 840, size=0.6)


def coloured(grey: NDArray[np.uint8], paper: tuple[int, int, int] = CREAM) -> RGB:
    """A grey page on paper of that colour."""
    return np.round(grey[:, :, None] / 250 * np.array(paper)).clip(0, 255).astype(np.uint8)


def words(rgb: RGB, left: int, base: int, text: str, ink: int = 40) -> None:
    cv2.putText(rgb, text, (left, base), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (ink, ink, ink), 2, cv2.LINE_AA)


def post(
    shown: RGB,
    surface: tuple[int, int, int] = PALE,
    at: tuple[int, int] = (60, 340),
    size: tuple[int, int] = (720, 1500),
    *,
    said: bool = True,
) -> tuple[RGB, Box]:
    """A screen of (width, height) with a post on it, and where it shows the picture."""
    screen = np.full((size[1], size[0], 3), surface, np.uint8)
    ink = 235 if max(surface) < 100 else 40
    if said:
        words(screen, 40, 90, "Sample Reader", ink)
        words(screen, 40, 200, "An order of 27 April 2015", ink)
        words(screen, 40, size[1] - 60, "Reply   Share   Keep", ink)
    x, y = at
    height, width = shown.shape[:2]
    screen[y : y + height, x : x + width] = shown
    return screen, Box(x=x, y=y, width=width, height=height)


def as_jpeg(rgb: RGB, quality: int) -> RGB:
    _, data = cv2.imencode(".jpg", rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1])


def near(found: Box, box: Box, by: int) -> bool:
    edges = [(one.x, one.y, one.x + one.width, one.y + one.height) for one in (found, box)]
    return all(abs(mine - theirs) <= by for mine, theirs in zip(*edges, strict=True))


@pytest.mark.parametrize("surface", [WHITE, PALE, NIGHT, GREEN])
@pytest.mark.parametrize("quality", [None, 82])
def test_a_letter_in_a_post_is_found(surface: tuple[int, int, int], quality: int | None) -> None:
    screen, box = post(coloured(LETTER), surface)
    found = shown_on(screen if quality is None else as_jpeg(screen, quality))
    assert found is not None
    assert near(found.box, box, 1 if quality is None else 8)
    assert all(abs(mine - theirs) <= 2 for mine, theirs in zip(found.surface, surface, strict=True))


def test_a_letter_as_wide_as_the_screen_is_found() -> None:
    wide = cv2.resize(coloured(LETTER), (720, 1000))
    screen, box = post(wide, PALE, (0, 340))
    found = shown_on(screen)
    assert found is not None
    assert near(found.box, box, 1)


def test_a_photographed_letter_is_found_with_the_table_it_lies_on() -> None:
    corners = [(60.0, 50.0), (560.0, 70.0), (540.0, 800.0), (40.0, 780.0)]
    photo, _ = photographed(LETTER, corners, (600, 840))
    screen, box = post(np.repeat(photo[:, :, None], 3, axis=2))
    found = shown_on(as_jpeg(screen, 75))
    assert found is not None
    assert near(found.box, box, 8)


def test_two_pages_side_by_side_are_one_picture() -> None:
    screen, _ = post(coloured(page(330, 840, size=0.6, seed=2)), at=(24, 340))
    screen[340:1180, 362:692] = coloured(page(330, 840, size=0.6, seed=3))
    found = shown_on(screen)
    assert found is not None
    assert near(found.box, Box(x=24, y=340, width=668, height=840), 1)


def test_the_picture_is_taken_and_not_the_window_between_two_bars() -> None:
    screen, box = post(coloured(LETTER))
    screen[:110], screen[-120:] = (70, 80, 95), (70, 80, 95)
    words(screen, 40, 70, "Sample Reader", 240)
    found = shown_on(screen)
    assert found is not None
    assert near(found.box, box, 1)


def page_with_bands(band: tuple[int, int, int]) -> RGB:
    rgb = coloured(page(800, 1100), WHITE)
    rgb[:150], rgb[-100:] = band, band
    words(rgb, 40, 90, "Department of Roads and Rivers", 240)
    words(rgb, 40, 1060, "12 Example Street, telephone 555", 240)
    return rgb


def page_with_frame() -> RGB:
    rgb = coloured(page(800, 1100), WHITE)
    cv2.rectangle(rgb, (40, 90), (760, 1010), (30, 30, 30), 6)
    words(rgb, 60, 60, "Department of Roads and Rivers")
    words(rgb, 60, 1060, "12 Example Street, telephone 555")
    return rgb


def page_with_box() -> RGB:
    rgb = coloured(page(800, 1100), WHITE)
    inner = rgb[700:900, 60:740]
    rgb[700:900, 60:740] = np.minimum(inner, 225)
    return rgb


def sheet_with_table(size: tuple[int, int]) -> RGB:
    """A page that is mostly a table on a tint."""
    width, height = size
    rgb = np.full((height, width, 3), 255, np.uint8)
    words(rgb, 60, 90, "Department of Roads and Rivers")
    words(rgb, 60, 160, "Ref: 77/2015, 27 April 2015")
    words(rgb, 60, height - 80, "Head of Section")
    rgb[220 : 220 + 840, 60:660] = coloured(LETTER, (238, 240, 242))
    return rgb


def landscape() -> RGB:
    rough = np.random.default_rng(1).integers(0, 255, (12, 9, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(rough, (600, 840), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def photo_on_a_table() -> RGB:
    photo, _ = photographed(page(), [(150, 90), (860, 120), (820, 1190), (120, 1160)], (1000, 1300))
    return np.repeat(photo[:, :, None], 3, axis=2)


@pytest.mark.parametrize(
    "rgb",
    [
        coloured(page()),
        page_with_bands((20, 60, 130)),
        page_with_frame(),
        page_with_box(),
        sheet_with_table((1000, 1414)),
        sheet_with_table((1100, 1424)),
        photo_on_a_table(),
        post(coloured(LETTER), said=False)[0],
        post(landscape())[0],
        np.full((900, 600, 3), 255, np.uint8),
    ],
    ids=["page", "bands", "frame", "box", "A4", "letter", "table", "nothing said", "no writing", "empty"],
)
def test_what_is_no_screen_with_a_page_on_it_is_left_whole(rgb: RGB) -> None:
    assert shown_on(rgb) is None


def test_the_same_on_a_telephone_is_a_screen() -> None:
    found = shown_on(sheet_with_table((720, 1500)))
    assert found is not None
    assert near(found.box, Box(x=60, y=220, width=600, height=840), 1)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_pictures_of_any_size_are_looked_at(height: int, width: int, seed: int) -> None:
    rgb = np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8)
    assert shown_on(rgb) is None


@given(st.integers(30, 90), st.integers(260, 560))
@settings(deadline=None, max_examples=20)
def test_a_picture_is_found_wherever_it_stands(x: int, y: int) -> None:
    screen, box = post(coloured(LETTER), at=(x, y))
    found = shown_on(screen)
    assert found is not None
    assert near(found.box, box, 1)


def test_the_screen_without_its_picture() -> None:
    screen, box = post(coloured(LETTER))
    found = shown_on(screen)
    assert found is not None
    left = found.painted_over(screen)
    assert (left[box.y + 2 : box.y + box.height - 2, box.x + 2 : box.x + box.width - 2] == PALE).all()
    assert (left[:300] == screen[:300]).all()
    assert screen[box.y + 100 : box.y + 700, box.x : box.x + 600].min() < 100


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_on_a_part_find_their_way_to_the_whole(turned: int) -> None:
    screen, box = post(coloured(LETTER))
    spot = (slice(box.y + 20, box.y + 50), slice(box.x + 10, box.x + 70))
    screen[spot] = 0
    part = next(each_page(View(screen, box), turned))
    assert (part.width, part.height) == (720, 1500)
    assert part.steps[0].name == "cut"
    assert part.steps[0].params == box.as_json()
    mark = cv2.morphologyEx((part.full < 60).astype(np.uint8), cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    rows, columns = np.nonzero(mark)
    seen = Box(x=int(columns.min()), y=int(rows.min()), width=int(np.ptp(columns)) + 1, height=int(np.ptp(rows)) + 1)
    assert near(part.placed_full(seen), Box(x=box.x + 10, y=box.y + 20, width=60, height=30), 3)
