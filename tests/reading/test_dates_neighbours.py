"""Dates and what stands beside them: numbers in other digits, calendar letters, figures of the text engine."""

from __future__ import annotations

import pytest

from tests.reading.dated_pages import Number, Page
from verifyctl.model.base import Box
from verifyctl.model.text import NumberReading
from verifyctl.reading.dates.named import is_sure
from verifyctl.reading.dates.page import dates_of

HEAD = ("مديرية", "المكتبات", "التجريبية")


def written(page: Page) -> list[str | None]:
    return [one.written for one in dates_of(page.lines, page.numbers, (), unmerged=page.lines)]


@pytest.mark.parametrize(
    ("between", "found"),
    [
        (Number("410"), ["2015-04-27"]),
        (Number("۴۱۰"), ["2015-04-27"]),
        (Number("٤١٠"), []),
        (Number("٤١٠", votes=1), ["2015-04-27"]),
    ],
)
def test_a_sure_number_in_other_digits_does_not_part_year_and_day(between: Number, found: list[str]) -> None:
    page = Page().row(*HEAD).row(Number("٢٠١٥"), "نيسان", between, Number("٢٧"), "التاريخ:")
    assert written(page) == found


@pytest.mark.parametrize(
    ("readings", "sure"),
    [
        ((), False),
        ((None, None, None), False),
        (("٧", None, None), False),
        (("٧", "٨", "٩"), False),
        (("٧", "٧", None), True),
        (("٧", "٧", "٨", "٨", "٩"), False),
        (("٧", "٧", "٧", "٨", None), True),
    ],
)
def test_most_readings_make_a_number_sure(readings: tuple[str | None, ...], sure: bool) -> None:
    number = NumberReading(
        text="٧", digits="arabic-indic", box=Box(x=0, y=0, width=9, height=9), confidence=900, accepted=True,
        readings=readings,
    )  # fmt: skip
    assert is_sure(number) is sure


def reached_over(seen: str, letters: str) -> Page:
    """A page with a date at whose left the engine's figures reach over more than the date."""
    page = Page().row(*HEAD).row(Number(seen, "107//5071", letters=tuple(letters)), "التاريخ:", x=300)
    line = page.lines[-1]
    wide = Box(x=282, y=line.box.y, width=18 + 10 * len(seen), height=20)
    words = tuple(word.model_copy(update={"box": wide}) if word.text == "107//5071" else word for word in line.words)
    page.lines[-1] = line.model_copy(update={"words": words})
    return page


def test_a_calendar_letter_left_of_a_day_is_what_the_engines_figures_reach_over() -> None:
    assert written(reached_over("٧/٤/٢٠١٥", "")) == []
    assert written(reached_over("٧/٤/٢٠١٥", "م")) == ["2015-04-07"]
    assert written(reached_over("٢٧/٤/٢٠١٥", "")) == ["2015-04-27"]


def test_a_calendar_letter_does_not_vouch_for_a_year_of_two_figures() -> None:
    assert written(reached_over("١٥/٤/٢٧", "م")) == []
