"""Months with a year and no day: where the day may stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.dated_pages import GLYPH, HEIGHT, Number, Page
from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.model.text import Word
from verifyctl.reading.dates.missing import gaps_before_months, months_read
from verifyctl.reading.dates.named import WIDEST_NAME, is_sure, nameless
from verifyctl.reading.dates.sheet import Sheet, in_row, middle
from verifyctl.reading.months import MonthReading
from verifyctl.reading.numbers.level import unchanged

NAMES = ("نيسان", "رجب", "تموز/يوليو", "April")
YEAR, UNSURE = Number("٢٠١٥"), Number("٢٠١٥", votes=1)


def sheet(page: Page) -> Sheet:
    months = tuple(
        MonthReading(word.text, word.box, Calendar.GREGORIAN, 4, 900, accepted=True)
        for line in page.lines
        for word in line.words
        if word.text in NAMES
    )
    return Sheet.of(page.lines, page.numbers, months, unchanged)


def gaps(page: Page) -> list[tuple[Box, int]]:
    return list(gaps_before_months(sheet(page)))


def name_of(page: Page, name: str = "نيسان") -> Box:
    return next(word.box for line in page.lines for word in line.words if word.text == name)


def test_a_month_with_a_year_and_no_day() -> None:
    page = Page().row(YEAR, "نيسان", "التاريخ:")
    name = name_of(page)
    assert gaps(page) == [(name, name.x + name.width + round(WIDEST_NAME * HEIGHT))]


@pytest.mark.parametrize(
    "parts",
    [
        (YEAR, "نيسان", Number("٢٧")),
        (YEAR, "نيسان", Number("٧"), "التاريخ:"),
        (YEAR, "نيسان", Number("/٧")),
        ("نيسان", "التاريخ:"),
        (UNSURE, "نيسان", "التاريخ:"),
        (Number("٢٠١"), "نيسان", "التاريخ:"),
        ("نيسان", YEAR),
        (Number("2015"), "April", "Date:"),
        (YEAR, "التاريخ:"),
    ],
)
def test_with_a_day_or_without_a_sure_year_there_is_no_gap(parts: tuple[str | Number, ...]) -> None:
    assert gaps(Page().row(*parts)) == []


def test_a_day_that_is_not_sure_or_stands_far_off_is_none() -> None:
    unsure = Page().row(YEAR, "نيسان", Number("٧", votes=1))
    assert [box for box, _ in gaps(unsure)] == [name_of(unsure)]
    far = Page().row(YEAR, "نيسان", "كتابكم", Number("٧"))
    assert gaps(far) == [(name_of(far), far.numbers[1].box.x)]


def test_the_gap_ends_where_the_next_sure_number_begins() -> None:
    page = Page().row(YEAR, "نيسان", Number("٤١٠"), Number("١٢٣٤"), "العدد:")
    assert gaps(page) == [(name_of(page), page.numbers[1].box.x)]
    beyond = Page().row(YEAR, "نيسان", Number("٤١٠", votes=1), "إلى", Number("١٤٣٦"))
    assert gaps(beyond) == [(name_of(beyond), beyond.numbers[2].box.x)]
    touching = Page().row(YEAR, "نيسان", Number("٤١٠"), gap=0)
    assert gaps(touching) == []


def test_other_rows_and_years_far_off_do_not_count() -> None:
    page = Page().row(YEAR, "نيسان", "التاريخ:").row(Number("٢٠١٤"), "كتابكم", Number("٧"))
    assert [box for box, _ in gaps(page)] == [name_of(page)]
    below = Page().row("كتابكم", "نيسان", "التاريخ:").row(YEAR)
    assert gaps(below) == []
    far = Page().row(YEAR, "نيسان", gap=WIDEST_NAME * 36 / GLYPH + 1)
    assert gaps(far) == []


def test_every_month_of_a_row_has_its_own_gap() -> None:
    page = Page().row(Number("١٤٣٦"), "رجب", "الموافق", YEAR, "نيسان", "التاريخ:")
    rajab, april = name_of(page, "رجب"), name_of(page)
    far = april.x + april.width + round(WIDEST_NAME * HEIGHT)
    assert sorted((box.x, end) for box, end in gaps(page)) == [(rajab.x, page.numbers[1].box.x), (april.x, far)]


PARTS = st.one_of(
    st.sampled_from([*NAMES, "التاريخ:", "كتابكم", "of"]),
    st.builds(Number, st.sampled_from(["٢٠١٥", "٧", "٢٧", "٤١٠", "2015", "7", "٨-٢٠١٥"]), votes=st.integers(1, 3)),
)


@settings(max_examples=80)
@given(st.lists(st.tuples(st.lists(PARTS, max_size=7), st.floats(0, 8), st.integers(0, 60)), max_size=4))
def test_gaps_lie_right_of_a_name_and_hold_no_sure_number(
    rows: list[tuple[list[str | Number], float, int]],
) -> None:
    page = Page()
    for parts, gap, down in rows:
        page.row(*parts, gap=gap, down=down)
    seen = sheet(page)
    for box, end in gaps_before_months(seen):
        assert box in [place for _, place in seen.months]
        assert box.x + box.width < end <= box.x + box.width + WIDEST_NAME * 36
        for number, place in zip(seen.numbers, seen.places, strict=True):
            if is_sure(number) and in_row(place, box) and middle(place) > middle(box):
                assert place.x >= end or place.x + place.width > end


def words(*texts: str) -> list[Word]:
    return [
        Word(text=text, box=Box(x=400 - 60 * place, y=0, width=50, height=20), confidence=70)
        for place, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        ((words("ذي", "الحجة"),), ["ذي", "الحجة"]),
        ((words("ذي", "القعدة", "-"), words("ذي", "القعده")), ["ذي", "القعدة", "-"]),
        ((words("رجب"), words("صفر")), []),
        ((words("لسنة"), words("شوال")), ["شوال"]),
        ((words("لسنة"), []), []),
        ((), []),
    ],
)
def test_of_what_was_read_again_only_months_of_one_mind_are_taken(
    readings: tuple[list[Word], ...], wanted: list[str]
) -> None:
    assert [word.text for word in months_read(readings, (Calendar.HIJRI,), arabic=True)] == wanted


def test_a_month_of_another_calendar_is_none() -> None:
    assert months_read((words("نيسان"),), (Calendar.HIJRI,), arabic=True) == ()


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        ((YEAR, "كبس", Number("٢٧")), 1),
        ((YEAR, "نيسان", Number("٢٧")), 0),
        ((YEAR, "كبس", Number("٧٧")), 0),
        ((UNSURE, "كبس", Number("٢٧")), 0),
        ((YEAR, "كبس"), 0),
    ],
)
def test_a_day_and_a_year_without_a_name_between(parts: tuple[Number | str, ...], count: int) -> None:
    page = Page().row(*parts)
    found = list(nameless(sheet(page)))
    assert len(found) == count
    for box, calendars in found:
        assert calendars == (Calendar.GREGORIAN,)
        left, right = sorted((number.box for number in page.numbers), key=lambda one: one.x)
        assert (box.x, box.x + box.width) == (left.x + left.width, right.x)
