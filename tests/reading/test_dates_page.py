from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.dated_pages import Number, Page
from verifyctl.model.base import Box
from verifyctl.model.consistency import is_impossible
from verifyctl.model.dates import Calendar, Precision, hijri_of
from verifyctl.model.text import DateReading, DateStatus, Line, NumberReading, Word
from verifyctl.reading.dates.page import dates_of
from verifyctl.reading.months import MonthReading
from verifyctl.reading.numbers.level import levelling
from verifyctl.reading.page.plane import box_around, quarter_turn

G, H, J = Calendar.GREGORIAN, Calendar.HIJRI, Calendar.JALALI
CHECKED, CANDIDATE = DateStatus.CROSS_CHECKED, DateStatus.CANDIDATE
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LETTER = ["مديرية", "المكتبات", "التجريبية", "شعبة", "التجهيز", "إلى", "مكتب", "المتابعة", "تحية", "طيبة"]
PERSIAN = ["چاپ", "گزارش", "پیوست", "به", "آزمایشی", "کتابخانه‌های", "سازمان"]


def dates(page: Page) -> tuple[DateReading, ...]:
    return dates_of(page.lines, page.numbers, (), unmerged=page.lines)


def shown(page: Page) -> list[tuple[Calendar, str, DateStatus]]:
    return [(one.calendar, one.written or "", one.status) for one in dates(page)]


def letter() -> Page:
    """The head of an Arabic letter; words in a row stand from left to right."""
    return Page().row(*reversed(LETTER[:3])).row(*reversed(LETTER[3:5])).row("العدد:", x=300)


def two_lines(first: Number, second: Number) -> Page:
    return letter().row(first, "التاريخ:").row("هـ", second, "الموافق:").row(*reversed(LETTER[5:]))


def test_numeric_dates_in_two_calendars_agree() -> None:
    page = two_lines(Number("٢٠١٥/٤/٢٧", "5071/4/7"), Number("١٤٣٦/٧/٨", "1471"))
    first, second = dates(page)
    assert (first.calendar, first.days, first.written, first.status) == (G, ("2015-04-27",), "2015-04-27", CHECKED)
    assert (second.calendar, second.days, second.written, second.status) == (
        H, ("2015-04-27",), "1436-07-08", CHECKED
    )  # fmt: skip
    assert (first.agrees_with, second.agrees_with) == ((1,), (0,))
    assert (first.readers, second.readers) == (("numbers",), ("numbers",))
    assert (first.text, first.line, first.box) == ("٢٠١٥/٤/٢٧", 3, page.numbers[0].box)


@pytest.mark.parametrize("gregorian", ["٢٠١٥/٤/٢٣", "٢٠١٥/٥/٢٧", "٢٠١٤/٤/٢٧", "٢٠١٥/٤/٣٠", "٢٠١٥/٤/٢٥"])
def test_dates_that_do_not_agree_stay_candidates(gregorian: str) -> None:
    found = dates(two_lines(Number(gregorian), Number("١٤٣٦/٧/٨")))
    assert [one.status for one in found] == [CANDIDATE, CANDIDATE]
    assert [one.agrees_with for one in found] == [(), ()]


def test_the_group_of_four_decides_the_order() -> None:
    for seen, days in (("27/4/2015", ("2015-04-27",)), ("4/5/2015", ("2015-05-04", "2015-04-05")),
                       ("2015-5-4", ("2015-05-04",)), ("2015.04.05", ("2015-04-05",))):  # fmt: skip
        (found,) = dates(letter().row(Number(seen.translate(ARABIC)), "التاريخ:"))
        assert found.days == days
        assert found.status is CANDIDATE


def test_the_other_calendar_settles_day_and_month_if_the_likelier_order_agrees() -> None:
    hijri = hijri_of(date(2015, 5, 4))
    first, _ = dates(two_lines(Number("٤/٥/٢٠١٥"), Number(str(hijri).replace("-", "/").translate(ARABIC))))
    assert (first.days, first.status) == (("2015-05-04",), CHECKED)
    # The less likely order is not tried.
    hijri = hijri_of(date(2015, 4, 5))
    first, _ = dates(two_lines(Number("٤/٥/٢٠١٥"), Number(str(hijri).replace("-", "/").translate(ARABIC))))
    assert (first.days, first.status) == (("2015-05-04", "2015-04-05"), CANDIDATE)


def test_days_a_day_apart_need_more() -> None:
    """Misread by one, a day still lies within the room that the calendars leave."""

    def statuses(first: Number, second: Number) -> set[DateStatus]:
        return {one.status for one in dates(two_lines(first, second))}

    near, hijri = "٢٠١٥/٤/٢٨", "١٤٣٦/٧/٨"
    assert statuses(Number(near), Number(hijri)) == {CHECKED}
    assert statuses(Number(near, votes=2), Number(hijri)) == {CANDIDATE}
    assert statuses(Number(near), Number(hijri, permille=900)) == {CANDIDATE}
    assert statuses(Number(near, alternatives=("٢٠١٥/٤/٢٧",)), Number(hijri)) == {CANDIDATE}
    assert statuses(Number(near), Number(hijri, alternatives=("١٤٣٦/٧/٩",))) == {CANDIDATE}
    assert statuses(Number(near, alternatives=("٢٠١٥/٤/٢٣",)), Number(hijri)) == {CHECKED}
    assert statuses(Number(near, votes=2, others=("٢٠١٥/٤",)), Number(hijri)) == {CANDIDATE}
    exact = "٢٠١٥/٤/٢٧"
    assert statuses(Number(exact, votes=2), Number(hijri, permille=800)) == {CHECKED}
    assert statuses(Number(exact, permille=550), Number(hijri)) == {CANDIDATE}
    assert statuses(Number(exact, votes=2, others=("٢٠١٥/٤/٢٨",)), Number(hijri)) == {CANDIDATE}
    assert statuses(Number(exact, votes=2, others=("٢٠١٥/٤/٢",)), Number(hijri)) == {CANDIDATE}
    assert statuses(Number(exact, votes=2, others=("٢٠١٥/٤",)), Number(hijri)) == {CHECKED}


def test_an_alternative_never_makes_an_agreement() -> None:
    page = two_lines(
        Number("٢٠١٥/٤/٢٣", votes=2, others=("٢٠١٥/٤/٢٧",), alternatives=("٢٠١٥/٤/٢٧",)), Number("١٤٣٦/٧/٨")
    )
    assert CHECKED not in {one.status for one in dates(page)}


def test_a_weak_reading_that_the_other_calendar_speaks_against_is_not_given() -> None:
    hijri = Number("١٤٣٦/٧/٨")
    weak = Number("٢٠١٥/٩/٢٧", permille=800, alternatives=("٢٠١٥/٤/٢٧",))
    assert [one.written for one in dates(two_lines(weak, hijri))] == ["1436-07-08"]
    sure = Number("٢٠١٥/٩/٢٧", permille=950, alternatives=("٢٠١٥/٤/٢٧",))
    assert [one.status for one in dates(two_lines(sure, hijri))] == [CANDIDATE, CANDIDATE]
    other = Number("٢٠١٥/٩/٢٧", permille=800, alternatives=("٢٠١٥/٩/٢٢",))
    assert [one.status for one in dates(two_lines(other, hijri))] == [CANDIDATE, CANDIDATE]


def test_weak_readings_are_not_given() -> None:
    def given(number: Number) -> bool:
        return bool(dates(letter().row(number, "التاريخ:")))

    assert given(Number("٢٠١٥/٤/٢٧", permille=400))
    assert not given(Number("٢٠١٥/٤/٢٧", permille=399))
    assert given(Number("٢٠١٥/٤/٢٧", votes=2, permille=500))
    assert not given(Number("٢٠١٥/٤/٢٧", votes=2, permille=499))
    assert not given(Number("٢٠١٥/٤/٢٧", votes=2, others=("٢٠١٥/٤/٢٢",), permille=699))


def test_month_names_between_day_and_year() -> None:
    page = letter()
    page.row(Number("٢٠١٥", "۲۰۱۰"), "نيسان", Number("٢٧", "17"), "التاريخ:")
    page.row("هـ", Number("١٤٣٦", "1471"), "رجب", Number("٨", "A"), "الموافق:")
    first, second = dates(page)
    assert (first.text, first.written, first.status) == ("٢٧ نيسان ٢٠١٥", "2015-04-27", CHECKED)
    assert (second.text, second.written, second.status) == ("٨ رجب ١٤٣٦", "1436-07-08", CHECKED)
    assert first.readers == ("engine", "numbers")
    assert first.box.x == 100


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ((Number("٢٠١٥"), "نيسان/أبريل", Number("٢٧")), "2015-04-27"),
        ((Number("٢٠١٥"), "(أبريل)", "نيسان", Number("٢٧")), "2015-04-27"),
        ((Number("٢٠١٥"), "الثاني", "كانون", Number("٧")), "2015-01-07"),
        ((Number("2015"), "أيار", Number("7")), "2015-05-07"),
        ((Number("٢٠١٥/"), "نيسان", Number("/٢٧")), "2015-04-27"),
        ((Number("٢٠١٥"), "بيسان", Number("٢٧")), "2015-04-27"),
        ((Number("١٤٣٦"), "الأول", "ربيع", Number("٨")), "1436-03-08"),
    ],
)
def test_names_in_visual_order(row: tuple[str | Number, ...], written: str) -> None:
    (found,) = dates(letter().row(*row, "التاريخ:"))
    assert found.written == written


@pytest.mark.parametrize(
    "row",
    [
        (Number("٢٠١٥"), "اار", Number("٢٧")),
        (Number("٢٠١٥"), "الأول", Number("٢٧")),
        (Number("٢٠١٥"), "رجب", Number("٢٧")),
        (Number("١٤٣٦"), "نيسان", Number("٢٧")),
        (Number("٢٠١٥"), "مكتب", Number("٢٧")),
        (Number("٢٠١٥"), Number("٢٧")),
        (Number("٢٠١٥"), "نيسان"),
        (Number("٢٠١٥"), "أيار/آذار", Number("٢٧")),
        (Number("٢٠١٥"), "نيسان", Number("٢٧٥")),
        (Number("٢٠١٥"), "نيسان", Number("٤٢")),
        (Number("٣٠١٥"), "نيسان", Number("٢٧")),
        (Number("٢٠١٥", votes=1), "نيسان", Number("٢٧")),
        (Number("٢٠١٥"), "نيسان", Number("٢٧", votes=1)),
        (Number("٢٠١٥", votes=2, others=("٢٠١٦",), permille=690), "نيسان", Number("٢٧")),
        (Number("٢٠١٥/٤/٢٧", votes=1),),
        (Number("٢٠١٥/٤/٢٧", votes=2, others=("٢٠١٥/٤/٢٢",), permille=690),),
        (Number("٢٠١٥/٤"),),
        (Number("٢٠١٥"), "نيسان", "الموافق", "القعدة", "ذو", Number("١٨")),
        (Number("٢٠١٥"), "نيسان", "والتعليمات", "الواردة", Number("١٨")),
        (Number("١٠/٢٠١٥/٤/٢٧/٣"),),
    ],
)
def test_what_is_not_clear_is_not_given(row: tuple[str | Number, ...]) -> None:
    assert dates(letter().row(*row, "التاريخ:")) == ()


def test_the_month_reader_is_heard_and_may_not_contradict() -> None:
    page = letter().row(Number("٢٠١٥"), "اار", Number("٢٧"), "التاريخ:")
    box = next(word.box for word in page.lines[-1].words if word.text == "اار")
    may = MonthReading("أيار", box, G, 5, 950, accepted=True)
    assert [one.written for one in dates_of(page.lines, page.numbers, (may,))] == ["2015-05-27"]
    unsure = MonthReading("أيار", box, G, 5, 400, accepted=False, tie=True)
    assert dates_of(page.lines, page.numbers, (unsure,)) == ()
    other = MonthReading("آذار", box, G, 3, 900, accepted=True)
    assert dates_of(page.lines, page.numbers, (may, other)) == ()
    near = letter().row(Number("٢٠١٥"), "حزيرات", Number("٢٧"), "التاريخ:")
    box = next(word.box for word in near.lines[-1].words if word.text == "حزيرات")
    july = MonthReading("تموز", box, G, 7, 900, accepted=True)
    assert dates_of(near.lines, near.numbers, (july,)) == ()
    june = MonthReading("حزيران", box, G, 6, 900, accepted=True)
    assert [one.written for one in dates_of(near.lines, near.numbers, (june,))] == ["2015-06-27"]


def test_dates_of_the_engine_alone_count_only_in_lines_from_left_to_right() -> None:
    assert dates(letter().row("2015/4/27", "التاريخ:")) == ()
    assert dates(letter().row("٢٠١٥/٤/٢٧", "التاريخ:")) == ()
    assert dates(letter().row("٢٠١٥", "نيسان", "٢٧", "التاريخ:")) == ()
    page = Page().row("Directorate", "of", "Libraries").row("Date:", "27", "April", "2015")
    (found,) = dates(page)
    assert (found.text, found.written, found.readers) == ("27 April 2015", "2015-04-27", ("engine",))
    assert found.status is CANDIDATE


def test_english_dates_by_both_readers() -> None:
    page = Page().row("Date:", Number("27", "27"), "April", Number("2015", "2015"))
    (found,) = dates(page)
    assert (found.text, found.written, found.readers) == ("27 April 2015", "2015-04-27", ("engine", "numbers"))
    # The month was read by one of them only.
    assert found.status is CANDIDATE
    (found,) = dates(Page().row("Date:", "April", Number("27", "27,"), Number("2015", "2015")))
    assert found.written == "2015-04-27"


def test_two_readers_of_one_number() -> None:
    def status(number: Number) -> DateStatus:
        (found,) = dates(letter().row(number, "التاريخ:"))
        return found.status

    assert status(Number("27/4/2015", "27/4/2015")) is CHECKED
    assert status(Number("27/4/2015", "2015/4/27")) is CHECKED
    assert status(Number("27/4/2015", "27/4/2016")) is CANDIDATE
    assert status(Number("27/4/2015")) is CANDIDATE
    assert status(Number("27/4/2015", "27/4/2015", votes=2)) is CANDIDATE
    assert status(Number("27/4/2015", "27/4/2015", permille=800)) is CANDIDATE
    # The order of day and month is open, whatever the readers agree on.
    assert status(Number("4/5/2015", "4/5/2015")) is CANDIDATE
    # The engine has no Arabic-Indic digits: what it prints for them tells nothing.
    assert status(Number("٢٧/٤/٢٠١٥", "٢٧/٤/٢٠١٥")) is CANDIDATE
    assert status(Number("٢٧/٤/٢٠١٥", "27/4/2015")) is CANDIDATE
    # The same where it prints digits of another set than those that are there.
    assert status(Number("27/4/2015", "٢٧/٤/٢٠١٥")) is CANDIDATE
    # One reading of three, and the engine: given, but no more.
    assert status(Number("27/4/2015", "27/4/2015", votes=1)) is CANDIDATE


def test_what_numbers_took_the_place_of_is_asked_too() -> None:
    page = letter().row(Number("27/4/2015", "27/4/2015"), "التاريخ:")
    *rest, line = page.lines
    words = tuple(
        word.model_copy(update={"number": True, "others": (word.text,)}) if "/" in word.text else word
        for word in line.words
    )
    merged = (*rest, line.model_copy(update={"words": words}))
    (found,) = dates_of(merged, page.numbers, (), unmerged=page.lines)
    assert found.status is CHECKED


def test_a_figure_lost_at_the_edge() -> None:
    # The engine's box shows that there was more than the number reader saw.
    assert dates(letter().row(Number("٢٠١٥"), "نيسان", Number("١", "11", glyphs=2), "التاريخ:")) == ()
    assert dates(letter().row(Number("٢٠١٥/٤/٢", "5071//2", glyphs=10), "التاريخ:")) == ()
    assert dates(letter().row(Number("٢٠١٥"), "نيسان", Number("٢", "٢١", glyphs=2), "التاريخ:")) == ()
    assert dates(letter().row(Number("2015"), "نيسان", Number("1", "11", glyphs=1), "التاريخ:")) == ()
    assert dates(letter().row(Number("١٥/٤/٢٧", "5071//2", glyphs=9), "التاريخ:")) == ()
    # One figure and a colon are the day and the colon before it, where the number reader is sure.
    (found,) = dates(letter().row(Number("٢٠١٥/٤/٢", ":۲", glyphs=10), "التاريخ"))
    assert found.written == "2015-04-02"
    assert dates(letter().row(Number("٢٠١٥/٤/٢", ":۲۱", glyphs=10), "التاريخ")) == ()
    assert dates(letter().row(Number("٢٠١٥/٤/٢", ":۲", glyphs=10, accepted=False), "التاريخ")) == ()
    # Where no figure can be missing, wide boxes and more figures of the engine tell nothing.
    (found,) = dates(letter().row(Number("٢٠١٥/٤/٢٢", "5071//2", glyphs=11), "التاريخ:"))
    assert found.written == "2015-04-22"
    (found,) = dates(letter().row(Number("٢٠١٥"), "نيسان", Number("٢٠", "٠٠٠١", glyphs=2), "التاريخ:"))
    assert found.written == "2015-04-20"
    # Boxes of the engine that reach over other words tell nothing.
    page = letter().row(Number("٢٠١٥/٤/٢٧", "5071", glyphs=17), "في", "كتابكم")
    line = page.lines[-1]
    words = tuple(
        word.model_copy(update={"box": word.box.model_copy(update={"x": 225})}) if word.text == "في" else word
        for word in line.words
    )
    page.lines[-1] = line.model_copy(update={"words": words})
    (found,) = dates(page)
    assert found.text == "٢٠١٥/٤/٢٧"
    # The same number twice is no agreement, and a number beside it is no loss.
    (found,) = dates(letter().row(Number("٢٠١٥", "2015"), "نيسان", Number("١١", "11"), "التاريخ:"))
    assert found.written == "2015-04-11"


def test_what_looks_like_a_nought_before_a_year_or_a_day_is_none() -> None:
    (found,) = dates(letter().row(Number("٠٢٠١٥/٤/٢٧"), "التاريخ:"))
    assert found.written == "2015-04-27"
    (found,) = dates(letter().row(Number("٠١٧/٠٤/٢٠١٥"), "التاريخ:"))
    assert found.written == "2015-04-17"
    (found,) = dates(letter().row(Number("٠١٤٣٦"), "رجب", Number("٠٨"), "التاريخ:"))
    assert found.written == "1436-07-08"
    found = dates(letter().row("هـ", Number("١٦/٠٥/٢٠٠٤-٠١٤/١٢/١٤٢٥"), "التاريخ:"))
    assert {one.written for one in found} >= {"2004-05-16"}
    # But a year that lost its first figure is no day.
    assert dates(letter().row(Number("٠٠٧/١٠/٣١"), "التاريخ:")) == ()
    assert dates(letter().row(Number("٠٠١٥/٤/٢٧"), "التاريخ:")) == ()


def test_a_day_and_a_year_of_two_dates_with_a_dash_between() -> None:
    page = letter().row("هـ", Number("١٤٣٦"), "رجب", Number("٨-٢٠١٥"), "نيسان", Number("٢٧"), "التاريخ:")
    assert sorted(shown(page)) == [(G, "2015-04-27", CHECKED), (H, "1436-07-08", CHECKED)]
    assert dates(letter().row(Number("٨-٢٠١٥"), "العدد:")) == ()


@pytest.mark.parametrize("seen", ["١٢-٥-١٤٢٠-١٨-٣-٢٠٠٠", "٢٠٠٠-٣-١٨-١٤٢٠-٥-١٢"])
def test_two_dates_run_together_with_dashes_are_two_but_one_reading(seen: str) -> None:
    found = shown(letter().row(Number(seen), "التاريخ:"))
    assert sorted(found) == [(G, "2000-03-18", CANDIDATE), (H, "1420-05-12", CANDIDATE)]


def test_a_date_with_the_year_of_another_one() -> None:
    found = shown(letter().row(Number("١٩٩٦/٤/٢٦-١٤١٦"), "الحجة", "ذي", Number("٨"), "التاريخ:"))
    assert {(calendar, written) for calendar, written, _ in found} == {(G, "1996-04-26"), (H, "1416-12-08")}


def test_three_of_five_readings_are_as_good_as_two_of_three_and_two_of_five_are_not() -> None:
    seen, other, third = "٢٠١٥/٤/٢٧", "٢٠١٥/٤/٢١", "٢٠١٥/٤/٢٢"
    for readings, found in (((seen, other, seen, seen, other), 1), ((seen, other, third, seen, other), 0)):
        page = letter().row(Number(seen, accepted=False), "التاريخ:")
        page.numbers[0] = page.numbers[0].model_copy(update={"readings": readings})
        assert len(dates(page)) == found


def test_boxes_of_the_engine_that_are_much_too_wide() -> None:
    page = letter().row(Number("٢٠١٥"), "سبتمبر", Number("٧"), "التاريخ:")
    line = page.lines[-1]
    words = tuple(
        word.model_copy(update={"box": word.box.model_copy(update={"width": 260})}) if word.text == "سبتمبر" else word
        for word in line.words
    )
    page.lines[-1] = line.model_copy(update={"words": words})
    (found,) = dates(page)
    assert found.written == "2015-09-07"


def test_pairs_are_made_by_place_only() -> None:
    page = two_lines(Number("٢٠١٥/٤/٢٠"), Number("١٤٣٦/٧/٨"))
    page.row(Number("٢٠١٥/٤/٢٧"), "في", "كتابكم")
    assert {one.status for one in dates(page)} == {CANDIDATE}
    page = letter().row(Number("٢٠١٥/٤/٢٧"), "التاريخ:", down=400)
    for _ in range(4):
        page.row(*reversed(LETTER))
    page.row("هـ", Number("١٤٣٦/٧/٨"), "الموافق:")
    assert [one.status for one in dates(page)] == [CANDIDATE, CANDIDATE]


def test_two_dates_on_one_line() -> None:
    page = letter().row("هـ", Number("١٤٣٦/٧/٨"), "الموافق", Number("٢٠١٥/٤/٢٧"), "التاريخ:")
    assert sorted(shown(page)) == [(G, "2015-04-27", CHECKED), (H, "1436-07-08", CHECKED)]
    # Run together they are one reading, not two.
    page = letter().row(Number("١٤٣٦/٧/٨-٢٠١٥/٤/٢٧"), "التاريخ:")
    assert sorted(shown(page)) == [(G, "2015-04-27", CANDIDATE), (H, "1436-07-08", CANDIDATE)]


def test_weekdays_are_kept_and_speak_against_an_agreement() -> None:
    page = letter().row(Number("٢٠١٥/٤/٢٧"), "الاثنين", "التاريخ:").row("هـ", Number("١٤٣٦/٧/٨"), "الموافق:")
    first, second = dates(page)
    assert (first.weekday, second.weekday) == (1, None)
    assert first.status is second.status is CHECKED
    page = letter().row(Number("٢٠١٥/٤/٢٧"), "الثلاثاء", "التاريخ:").row("هـ", Number("١٤٣٦/٧/٨"), "الموافق:")
    assert [one.status for one in dates(page)] == [CANDIDATE, CANDIDATE]
    (found,) = dates(Page().row("On", "Monday", Number("27", "27"), "April", Number("2015", "2015")))
    assert found.weekday == 1


def test_impossible_dates_are_given_only_if_surely_read() -> None:
    (found,) = dates(letter().row(Number("٣١/٢/٢٠١٥"), "التاريخ:"))
    assert (found.days, found.written, found.status) == ((), "2015-02-31", CANDIDATE)
    assert is_impossible(found)
    assert dates(letter().row(Number("٣١/٢/٢٠١٥", accepted=False), "التاريخ:")) == ()
    assert dates(letter().row(Number("٣١/٢/٢٠١٥", votes=2), "التاريخ:")) == ()
    (found,) = dates(letter().row(Number("٢٠١٥"), "شباط", Number("٣٠"), "التاريخ:"))
    assert (found.days, found.written) == ((), "2015-02-30")


def test_a_month_without_a_day_needs_a_label_and_no_room_for_a_day() -> None:
    def merged(page: Page) -> tuple[DateReading, ...]:
        lines = [
            line.model_copy(
                update={"words": tuple(
                    word.model_copy(update={"number": True}) if word.text.isdigit() else word for word in line.words
                )}
            )
            for line in page.lines
        ]  # fmt: skip
        return dates_of(lines, page.numbers, (), unmerged=page.lines)

    (found,) = merged(letter().row(Number("٢٠١٥", "٢٠١٥"), "نيسان", "بتاريخ"))
    assert (found.written, found.days, found.precision) == ("2015-04", (), Precision.MONTH)
    assert not is_impossible(found)
    assert merged(letter().row(Number("٢٠١٥", "٢٠١٥"), "نيسان", "بتاريخ", gap=3)) == ()
    assert dates(letter().row("٢٠١٥", "نيسان", "بتاريخ")) == ()


def test_persian_letters_are_dated_in_the_solar_calendar() -> None:
    page = Page().row(*PERSIAN)
    page.row(Number("۱۴۰۲/۰۲/۰۷", "۱۴۰۲/۰۲/۰۷"), "تاریخ:")
    (found,) = dates(page)
    assert (found.calendar, found.days, found.status) == (J, ("2023-04-27",), CHECKED)
    page = Page().row(*PERSIAN)
    page.row(Number("۱۴۰۲"), "اردیبهشت", Number("۷"), "تاریخ:")
    (found,) = dates(page)
    assert (found.calendar, found.days) == (J, ("2023-04-27",))


def test_short_years_need_a_label() -> None:
    (found,) = dates(letter().row(Number("٢٧/٤/١٥"), "بتاريخ"))
    assert found.days == ("2015-04-27", "2027-04-15")
    assert dates(letter().row(Number("٢٧/٤/١٥"), "العدد:")) == ()


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_and_slanted_pages_read_as_upright_ones(turned: int) -> None:
    page = two_lines(Number("٢٠١٥/٤/٢٧"), Number("١٤٣٦/٧/٨"))
    page.row(Number("٢٠١٤"), "نيسان", Number("٢٧"), "كتابكم")
    width, height = 1000, 1400
    size = (height, width) if turned in (90, 270) else (width, height)
    slant = np.deg2rad(4)
    turn = np.array([[np.cos(slant), -np.sin(slant), 90], [np.sin(slant), np.cos(slant), 20], [0, 0, 1.0]])
    matrix = quarter_turn(*size, turned) @ turn
    lines, numbers = on_picture(page, matrix, size)
    found = dates_of(lines, numbers, (), levelling(matrix), lines)
    upright = dates(page)
    assert [(one.written, one.status, one.text) for one in found] == [
        (one.written, one.status, one.text) for one in upright
    ]
    assert [one.written for one in upright] == ["2015-04-27", "1436-07-08", "2014-04-27"]


def on_picture(
    page: Page, matrix: np.ndarray, size: tuple[int, int]
) -> tuple[tuple[Line, ...], tuple[NumberReading, ...]]:
    def placed(box: Box) -> Box:
        return box_around(matrix, box, *size)

    lines = tuple(
        Line(
            text=line.text,
            box=placed(line.box),
            words=tuple(word.model_copy(update={"box": placed(word.box)}) for word in line.words),
        )
        for line in page.lines
    )
    return lines, tuple(number.model_copy(update={"box": placed(number.box)}) for number in page.numbers)


@settings(max_examples=60)
@given(
    st.dates(date(1930, 1, 1), date(2070, 1, 1)),
    st.integers(-400, 400),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["/", "-", "."]),
)
def test_calendars_that_do_not_match_are_never_cross_checked(
    day: date, apart: int, year_first: bool, western: bool, separator: str
) -> None:
    hijri, other = hijri_of(day), day + timedelta(days=apart)
    assert hijri is not None
    ones, twos = [str(other.year), str(other.month), str(other.day)], str(hijri).split("-")
    first, second = (separator.join(parts if year_first else parts[::-1]) for parts in (ones, twos))
    digits = {} if western else ARABIC
    found = dates(two_lines(Number(first.translate(digits)), Number(second.translate(digits))))
    assert [one.written for one in found] == [other.isoformat(), str(hijri)]
    wanted = CHECKED if -1 <= apart <= 2 else CANDIDATE
    assert [one.status for one in found] == [wanted, wanted]


TEXTS = st.text("0123456789٠١٢٣٤٥٦٧٨٩۴۵/-.:()هـمق نيسانرجب\u200fab", max_size=14)
PIECES = st.one_of(
    st.sampled_from(["التاريخ:", "نيسان", "رجب", "April", "الاثنين", "هـ", "م", "27", "2015", "٢٧/٤/٢٠١٥"]),
    TEXTS.filter(bool),
    st.builds(
        Number,
        st.sampled_from(["٢٠١٥", "٢٧", "١٤٣٦/٧/٨", "2015/4/27", "٨", "1402/2/7", "1-1-1-1-2015", "9999", "۲۷"]),
        engine=st.none() | TEXTS.filter(bool),
        votes=st.integers(1, 3),
        permille=st.integers(0, 1000),
        accepted=st.booleans(),
        others=st.tuples(st.none() | TEXTS, st.none() | TEXTS),
        alternatives=st.lists(TEXTS, max_size=3).map(tuple),
        letters=st.lists(st.sampled_from("همق"), max_size=2).map(tuple),
        glyphs=st.none() | st.integers(1, 14),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.lists(PIECES, max_size=6), st.integers(0, 60)), max_size=6))
def test_any_page_is_allowed(rows: list[tuple[list[str | Number], int]]) -> None:
    page = Page()
    for parts, down in rows:
        page.row(*parts, down=down)
    found = dates(page)
    assert found == dates(page)
    for index, one in enumerate(found):
        assert one.status in (CHECKED, CANDIDATE)
        assert one.line < max(len(page.lines), 1)
        assert one.days or one.precision is Precision.MONTH or is_impossible(one)
        assert all(found[other].agrees_with == (index,) for other in one.agrees_with)
        if one.status is CHECKED:
            assert len(one.days) == 1 or not one.agrees_with


def test_pages_without_anything() -> None:
    assert dates_of((), ()) == ()
    number = NumberReading(
        text="٢٧/٤/٢٠١٥",
        digits="arabic-indic",
        box=Box(x=0, y=0, width=90, height=20),
        confidence=990,
        accepted=True,
        readings=("٢٧/٤/٢٠١٥",) * 3,
    )
    (found,) = dates_of((), (number,))
    assert (found.written, found.line, found.text) == ("2015-04-27", 0, "٢٧/٤/٢٠١٥")
    odd = Line(text="", box=number.box, words=(Word(text="?", box=Box(x=0, y=0, width=0, height=0), confidence=0),))
    assert [one.written for one in dates_of((odd,), (number,))] == ["2015-04-27"]
