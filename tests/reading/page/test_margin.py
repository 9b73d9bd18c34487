import numpy as np
import pytest

from verifyctl.model.base import Box
from verifyctl.reading.page.margin import A_LINE, LEAST_MARGIN, MOST_MARGIN, RIM, with_margin
from verifyctl.reading.page.page import pages

WIDTH = 900


def sheet(height: int, *, ink: tuple[slice, slice] | None = None, paper: int = 240) -> np.ndarray:
    grey = np.full((height, WIDTH), paper, np.uint8)
    if ink is not None:
        grey[ink] = 20
    return grey


def test_a_line_that_was_cut_out_gets_paper_around_it() -> None:
    grey = sheet(40, ink=(slice(4, 36), slice(0, 6)))
    added, width = with_margin(grey)
    assert LEAST_MARGIN <= width <= MOST_MARGIN
    assert added.shape == (40 + 2 * width, WIDTH + 2 * width)
    assert (added[width:-width, width:-width] == grey).all()
    assert (added[:width] == 240).all()


def test_a_page_gets_it_where_ink_reaches_its_edge_and_not_otherwise() -> None:
    inside = sheet(700, ink=(slice(300, 340), slice(100, 400)))
    assert with_margin(inside) == (pytest.approx(inside), 0)
    cut = sheet(700, ink=(slice(300, 340), slice(0, 400)))
    assert with_margin(cut)[1] == MOST_MARGIN


def test_grain_is_no_ink() -> None:
    rng = np.random.default_rng(1)
    grey = np.clip(sheet(700, paper=215) + rng.normal(0, 22, (700, WIDTH)), 0, 255).astype(np.uint8)
    assert with_margin(grey)[1] == 0


def test_what_lies_on_a_table_is_left_as_it_is() -> None:
    grey = sheet(700, ink=(slice(0, 700), slice(0, 60)))
    assert with_margin(grey) == (pytest.approx(grey), 0)


@pytest.mark.parametrize("shape", [(1, 1), (2 * RIM, 50), (50, 2 * RIM), (2 * RIM + 1, 2 * RIM + 1)])
def test_the_smallest_pictures(shape: tuple[int, int]) -> None:
    added, width = with_margin(np.full(shape, 200, np.uint8))
    assert added.shape == (shape[0] + 2 * width, shape[1] + 2 * width)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_find_their_way_back(turned: int) -> None:
    grey = np.full((A_LINE // 2, 600), 245, np.uint8)
    grey[20:50, 100:160] = 15
    (page, *_) = pages(grey, turned)
    assert [step.name for step in page.steps if step.name in ("turn", "margin")][-1] == "margin"
    rows, columns = np.nonzero(page.full < 128)
    box = Box(x=int(columns.min()), y=int(rows.min()), width=int(np.ptp(columns)) + 1, height=int(np.ptp(rows)) + 1)
    placed = page.placed_full(box)
    assert abs(placed.x - 100) <= 1
    assert abs(placed.y - 20) <= 1
    assert abs(placed.width - 60) <= 2
    assert abs(placed.height - 30) <= 2
