from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.model.calendars import civil_days, jalali_of
from verifyctl.model.consistency import Pair, consistency, is_impossible, partners, weekday_fits
from verifyctl.model.dates import Calendar, Precision, hijri_of
from verifyctl.model.text import DateReading

G, H, J = Calendar.GREGORIAN, Calendar.HIJRI, Calendar.JALALI
CALENDARS = {"g": G, "h": H, "j": J}


def read(kind: str, written: str, *, line: int = 0, x: int = 0, weekday: int | None = None) -> DateReading:
    """`g`, `h` or `j`; twenty pixels a line."""
    calendar = CALENDARS[kind]
    days = civil_days(calendar, *map(int, written.split("-")))[:1]
    return DateReading(
        text=written,
        line=line,
        box=Box(x=x, y=20 * line, width=80, height=16),
        calendar=calendar,
        days=tuple(day.isoformat() for day in days),
        written=written,
        weekday=weekday,
    )


@pytest.mark.parametrize(
    ("gregorian", "apart", "agree"),
    [("2015-04-25", -2, False), ("2015-04-26", -1, True), ("2015-04-27", 0, True), ("2015-04-28", 1, True),
     ("2015-04-29", 2, True), ("2015-04-30", 3, False), ("2016-04-27", 366, False)],
)  # fmt: skip
def test_a_gregorian_and_a_hijri_date(gregorian: str, apart: int, agree: bool) -> None:
    hijri = read("h", "1436-07-08", line=1)
    assert consistency([read("g", gregorian), hijri]) == (Pair(first=1, second=0, apart=apart, agree=agree),)
    assert consistency([hijri, read("g", gregorian)]) == (Pair(first=0, second=1, apart=apart, agree=agree),)


def test_a_solar_date_leaves_no_room() -> None:
    assert consistency([read("g", "2015-04-27"), read("j", "1394-02-07")])[0].agree
    assert not consistency([read("g", "2015-04-28"), read("j", "1394-02-07")])[0].agree
    (pair,) = consistency([read("j", "1394-02-08"), read("h", "1436-07-08")])
    assert (pair.first, pair.apart, pair.agree) == (1, 1, True)


def test_a_date_that_is_none_agrees_with_nothing() -> None:
    (pair,) = consistency([read("g", "2015-02-30"), read("h", "1436-05-10")])
    assert (pair.apart, pair.agree) == (None, False)
    (pair,) = consistency([read("g", "2015-02-28"), read("h", "1436-05-31")])
    assert (pair.apart, pair.agree) == (None, False)


def test_a_date_does_not_look_for_a_partner_that_fits() -> None:
    # The letter's own two dates do not agree; a date in the text would agree with its Hijri one.
    dates = [read("g", "2015-04-20"), read("h", "1436-07-08", line=1), read("g", "2015-04-27", line=3)]
    assert partners(dates) == ((0, 1),)
    assert not consistency(dates)[0].agree


def test_each_pair_of_a_letter_with_two_pairs() -> None:
    dates = [
        read("g", "2015-04-27"), read("h", "1436-07-08", line=1),
        read("g", "2014-01-01", line=12), read("h", "1435-02-29", line=12, x=200),
    ]  # fmt: skip
    assert [(pair.first, pair.second, pair.agree) for pair in consistency(dates)] == [(1, 0, True), (3, 2, True)]


def test_far_apart_is_no_pair() -> None:
    assert partners([read("g", "2015-04-27"), read("h", "1436-07-08", line=4)]) == ()
    far = read("h", "1436-07-08", line=2).model_copy(update={"box": Box(x=0, y=400, width=80, height=16)})
    assert partners([read("g", "2015-04-27"), far]) == ()
    neighbour = far.model_copy(update={"line": 1})
    assert partners([read("g", "2015-04-27"), neighbour]) == ((0, 1),)


def test_one_calendar_makes_no_pair_and_months_make_none() -> None:
    assert partners([read("g", "2015-04-27"), read("g", "2015-04-27", line=1)]) == ()
    month = read("h", "1436-07-08").model_copy(update={"precision": Precision.MONTH, "written": "1436-07", "days": ()})
    assert partners([read("g", "2015-04-27"), month]) == ()
    assert not is_impossible(month)
    assert consistency(()) == ()


@pytest.mark.parametrize(
    ("kind", "written", "weekday", "fits"),
    [("g", "2015-04-27", 1, True), ("g", "2015-04-27", 2, False), ("g", "2015-04-27", None, None),
     ("g", "2015-02-30", 1, None), ("j", "1394-02-07", 1, True), ("j", "1394-02-07", 7, False),
     # 8 Rajab 1436 is 27 April, a Monday, on Umm al-Qura, or the day before, and begins at the sunset before that.
     ("h", "1436-07-08", 1, True), ("h", "1436-07-08", 7, True), ("h", "1436-07-08", 6, True),
     ("h", "1436-07-08", 3, False)],
)  # fmt: skip
def test_weekdays(kind: str, written: str, weekday: int | None, fits: bool | None) -> None:
    assert weekday_fits(read(kind, written, weekday=weekday)) is fits


@pytest.mark.parametrize(
    ("kind", "written", "impossible"),
    [("g", "2015-02-30", True), ("g", "2015-02-28", False), ("h", "1436-07-31", True), ("h", "1436-09-30", False),
     ("j", "1394-12-30", True), ("j", "1399-12-30", False)],
)  # fmt: skip
def test_impossible_dates(kind: str, written: str, impossible: bool) -> None:
    assert is_impossible(read(kind, written)) is impossible


@given(st.dates(date(1925, 1, 1), date(2077, 1, 1)), st.integers(-40, 40))
def test_agreement_is_a_matter_of_days(day: date, apart: int) -> None:
    hijri, solar = hijri_of(day), jalali_of(day)
    assert hijri is not None
    assert solar is not None
    other = read("g", (day + timedelta(days=apart)).isoformat(), line=1)
    (pair,) = consistency([read("h", str(hijri)), other])
    assert (pair.apart, pair.agree) == (apart, -1 <= apart <= 2)
    (pair,) = consistency([read("j", str(solar)), other])
    assert (pair.apart, pair.agree) == (apart, apart == 0)


BOXES = st.builds(
    Box, x=st.integers(-5, 900), y=st.integers(-5, 900), width=st.integers(0, 300), height=st.integers(0, 300)
)
DATES = st.lists(
    st.builds(
        lambda one, line, box, weekday: one.model_copy(update={"line": line, "box": box, "weekday": weekday}),
        st.sampled_from(
            [read("g", "2015-04-27"), read("h", "1436-07-08"), read("j", "1394-02-07"), read("g", "2015-02-30"),
             read("h", "1436-07-31")]
        ),
        st.integers(0, 8),
        BOXES,
        st.none() | st.integers(1, 7),
    ),
    max_size=8,
)  # fmt: skip


@given(DATES)
def test_any_letter_is_allowed(dates: list[DateReading]) -> None:
    used = [place for pair in consistency(dates) for place in (pair.first, pair.second)]
    assert len(used) == len(set(used))
    for pair in consistency(dates):
        assert dates[pair.first].calendar is not dates[pair.second].calendar
    for one in dates:
        weekday_fits(one)
        is_impossible(one)
