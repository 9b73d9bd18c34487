from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.calendars import (
    TABULAR,
    JalaliDate,
    civil_days,
    days_after_hijri,
    hijri_days,
    is_jalali_leap,
    jalali_of,
    umm_al_qura,
    written_parts,
)
from verifyctl.model.dates import Calendar, hijri_of

EXAMPLE = date(2015, 4, 27)
JALALI_DAYS = st.dates(date(1831, 3, 21), date(2256, 3, 20))
UMM_AL_QURA_DAYS = st.dates(date(1924, 8, 1), date(2077, 11, 16))


def test_one_day_in_three_calendars() -> None:
    assert JalaliDate.parse("1394-02-07").gregorian() == EXAMPLE
    assert str(jalali_of(EXAMPLE)) == "1394-02-07"
    assert umm_al_qura(1436, 7, 8) == EXAMPLE
    assert hijri_days(1436, 7, 8)[0] == EXAMPLE


@pytest.mark.parametrize(
    ("written", "civil"),
    [
        ("1357-11-22", "1979-02-11"), ("1304-01-11", "1925-03-31"), ("1400-01-01", "2021-03-21"),
        ("1399-12-30", "2021-03-20"), ("1403-12-30", "2025-03-20"), ("1404-01-01", "2025-03-21"),
        ("1375-12-30", "1997-03-20"), ("1408-12-30", "2030-03-20"), ("1210-01-01", "1831-03-21"),
        ("1394-06-31", "2015-09-22"), ("1394-07-01", "2015-09-23"), ("1394-12-29", "2016-03-19"),
    ],
)  # fmt: skip
def test_known_days_of_the_solar_calendar(written: str, civil: str) -> None:
    assert JalaliDate.parse(written).gregorian().isoformat() == civil
    assert str(jalali_of(date.fromisoformat(civil))) == written


@given(JALALI_DAYS)
def test_solar_there_and_back(day: date) -> None:
    written = jalali_of(day)
    assert written is not None
    assert written.gregorian() == day
    assert JalaliDate.parse(str(written)) == written
    following = jalali_of(day + timedelta(days=1))
    if following is not None:
        assert (following.year, following.month, following.day) > (written.year, written.month, written.day)


def test_the_solar_range_ends_where_it_says() -> None:
    assert jalali_of(date(1831, 3, 20)) is None
    last = JalaliDate(year=1634, month=12, day=30 if is_jalali_leap(1634) else 29).gregorian()
    assert jalali_of(last) is not None
    assert jalali_of(last + timedelta(days=1)) is None
    assert jalali_of(date.min) is None
    assert jalali_of(date.max) is None


@pytest.mark.parametrize(
    "text",
    ["1394-07-31", "1394-12-30", "1394-00-01", "1394-13-01", "1394-01-00", "1394-01-32", "1209-12-29", "1635-01-01",
     "1394/02/07", "94-02-07", "١٣٩٤-٠٢-٠٧", "", "1394-2-7", "9" * 500],
)  # fmt: skip
def test_no_day_of_the_solar_calendar(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        JalaliDate.parse(text)


@pytest.mark.parametrize("calendar", TABULAR, ids=lambda calendar: calendar.name)
@given(day=st.dates(date(623, 1, 1), date(2200, 12, 31)))
def test_arithmetical_there_and_back(calendar, day: date) -> None:  # type: ignore[no-untyped-def]
    year, month, number = calendar.date_of(day)
    assert 1 <= month <= 12
    assert 1 <= number <= calendar.length(year, month)
    assert calendar.civil_day(year, month, number) == day


@pytest.mark.parametrize("calendar", TABULAR, ids=lambda calendar: calendar.name)
def test_arithmetical_cycles_have_eleven_leap_years(calendar) -> None:  # type: ignore[no-untyped-def]
    assert sum(calendar.is_leap(year) for year in range(1411, 1441)) == 11
    first, after = calendar.civil_day(1411, 1, 1), calendar.civil_day(1441, 1, 1)
    assert (after - first).days == 10_631
    for bad in ((1436, 13, 1), (1436, 0, 1), (1436, 2, 30), (1436, 1, 31), (0, 1, 1)):
        with pytest.raises(ValueError, match=r"."):
            calendar.civil_day(*bad)
    with pytest.raises(ValueError, match="before"):
        calendar.date_of(date(600, 1, 1))


def test_the_epochs_lie_a_day_apart() -> None:
    days = {calendar.name.split(",")[0]: calendar.civil_day(1, 1, 1) for calendar in TABULAR}
    assert days == {"civil": date(622, 7, 19), "astronomical": date(622, 7, 18)}


@given(UMM_AL_QURA_DAYS)
def test_umm_al_qura_there_and_back_and_within_reach_of_the_others(day: date) -> None:
    written = hijri_of(day)
    assert written is not None
    parts = (written.year, written.month, written.day)
    assert umm_al_qura(*parts) == hijri_days(*parts)[0] == day
    assert days_after_hijri(day + timedelta(days=2), *parts) == 2
    assert all(-3 <= (other - day).days <= 3 for other in hijri_days(*parts))


def test_a_thirtieth_that_umm_al_qura_lacks_is_measured_from_the_day_before() -> None:
    assert umm_al_qura(1436, 9, 30) is None
    assert umm_al_qura(1436, 9, 29) == date(2015, 7, 16)
    assert hijri_days(1436, 9, 30)
    assert days_after_hijri(date(2015, 7, 17), 1436, 9, 30) == 0
    assert days_after_hijri(date(2015, 7, 16), 1436, 9, 30) == -1
    assert days_after_hijri(date(2015, 7, 16), 1436, 9, 31) is None
    assert hijri_days(1300, 1, 1)[0] == TABULAR[0].civil_day(1300, 1, 1)
    assert days_after_hijri(hijri_days(1300, 1, 1)[0], 1300, 1, 1) == 0
    assert hijri_days(9999, 1, 1) == ()


@pytest.mark.parametrize(
    ("calendar", "parts"),
    [(Calendar.GREGORIAN, (2015, 2, 29)), (Calendar.GREGORIAN, (2015, 13, 1)), (Calendar.GREGORIAN, (0, 1, 1)),
     (Calendar.JALALI, (1394, 12, 30)), (Calendar.JALALI, (2015, 1, 1)), (Calendar.HIJRI, (1436, 2, 31)),
     (Calendar.HIJRI, (1436, 13, 1)), (Calendar.HIJRI, (0, 0, 0))],
)  # fmt: skip
def test_what_is_no_day_gives_none(calendar: Calendar, parts: tuple[int, int, int]) -> None:
    assert civil_days(calendar, *parts) == ()


@given(st.sampled_from(Calendar), st.integers(-9, 12_000), st.integers(-2, 15), st.integers(-2, 35))
def test_any_numbers_are_allowed(calendar: Calendar, year: int, month: int, day: int) -> None:
    days = civil_days(calendar, year, month, day)
    assert len(days) == len(set(days))
    if calendar is not Calendar.HIJRI:
        assert len(days) <= 1


def test_written_parts() -> None:
    assert written_parts("1436-07-08") == (1436, 7, 8)
    for text in ("1436-07", "1436-7-8", "x"):
        with pytest.raises(ValueError, match="year-month-day"):
            written_parts(text)
