"""Dates as written: what is accepted, what is refused and in which words, and the span of time that is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from verifyctl.model.claim import FirstSeen
from verifyctl.model.dates import HijriDate, Precision, When, hijri_of


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2015", "year", "2014-12-31T10:00:00Z", "2016-01-01T11:59:59.999Z"),
        ("2015-12", "month", "2015-11-30T10:00:00Z", "2016-01-01T11:59:59.999Z"),
        ("2015-04-27", "day", "2015-04-26T10:00:00Z", "2015-04-28T11:59:59.999Z"),
        ("2016-02-29", "day", "2016-02-28T10:00:00Z", "2016-03-01T11:59:59.999Z"),
        ("2015-04-27T20:00+03:00", "minute", "2015-04-27T17:00:00Z", "2015-04-27T17:00:59.999Z"),
        ("2015-04-27T20:00:01Z", "second", "2015-04-27T20:00:01Z", "2015-04-27T20:00:01.999Z"),
        ("2015-04-27 20:00", "minute", "2015-04-27T06:00:00Z", "2015-04-28T08:00:59.999Z"),
        ("2015-04-27T18:00Z/2015-04-28", "minute", "2015-04-27T18:00:00Z", "2015-04-29T11:59:59.999Z"),
        ("0002", "year", "0001-12-31T10:00:00Z", "0003-01-01T11:59:59.999Z"),
        ("9998-12-31", "day", "9998-12-30T10:00:00Z", "9999-01-01T11:59:59.999Z"),
    ],
)
def test_a_date_means_every_moment_that_it_can(text: str, precision: str, earliest: str, latest: str) -> None:
    when = When.parse(text)
    span = when.span()
    assert (when.precision, span.earliest, span.latest) == (Precision(precision), earliest, latest)
    assert str(when) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("20150427", "bare digits"),
        ("1430092800", "bare digits"),
        ("", "is not a date"),
        ("2015-4-27", "is not a date"),
        ("27.04.2015", "is not a date"),
        ("٢٠١٥-٠٤-٢٧", "is not a date"),
        ("٢٠١٥", "bare digits"),
        ("2015-04-31", "not a day of the Gregorian calendar"),
        ("2015-13", "not a day of the Gregorian calendar"),
        ("2015-04-27T24:00", "is not a date"),
        ("2015-04-27T20:60", "is not a time"),
        ("2015-04-27T20:00+25:00", "is not a time"),
        ("2015-02-30T20:00Z", "is not a time"),
        ("0000", "outside the years"),
        ("0001-01-01T00:00+14:00", "outside the years"),
        ("9999-12-31T23:59-12:00", "outside the years"),
        ("2015/2014", "ends before it begins"),
        ("2015-04-28/2015-04-27", "ends before it begins"),
        ("2015-04-27T20:00Z/2015-04-27T22:59+03:00", "ends before it begins"),
        ("2015/2016/2017", "two ends"),
        ("2015/", "is not a date"),
        ("/", "is not a date"),
        ("2015/" * 200_000, "too long"),
    ],
)
def test_what_is_no_date_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        When.parse(text)
    assert len(str(caught.value)) < 250


@given(text=st.text(st.sampled_from("0123456789-/T:Z+. "), max_size=40) | st.text(max_size=20))
def test_parsing_raises_nothing_but_value_error_and_spans_follow(text: str) -> None:
    try:
        when = When.parse(text)
    except ValueError:
        return
    earliest, latest = when.span().bounds()
    assert earliest < latest


_zones = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
)


_moments = st.datetimes().filter(lambda moment: 2 <= moment.year <= 9998)


@given(moment=_moments, zone=_zones)
def test_every_moment_in_range_has_a_span(moment: datetime, zone: str) -> None:
    text = moment.isoformat(timespec="seconds") + zone
    earliest, latest = When.parse(text).span().bounds()
    assert earliest == datetime.fromisoformat(text).astimezone(UTC)
    assert latest - earliest == timedelta(milliseconds=999)


def test_a_hijri_month_is_as_long_as_umm_al_qura_has_it() -> None:
    for month in range(1, 13):
        length = Hijri(1436, month, 1).month_length()
        assert str(HijriDate.parse(f"1436-{month:02d}-{length}")) == f"1436-{month:02d}-{length}"
        with pytest.raises(ValueError, match="not a day of the Umm al-Qura calendar"):
            HijriDate.parse(f"1436-{month:02d}-{length + 1}")
    assert HijriDate.parse("1436-02-30").gregorian() == date(2014, 12, 22)


def test_the_8th_of_rajab_1436() -> None:
    assert HijriDate.parse("1436-07-08").gregorian() == date(2015, 4, 27)
    assert str(hijri_of(date(2015, 4, 27))) == "1436-07-08"
    assert hijri_of(date(1800, 1, 1)) is None


@pytest.mark.parametrize("text", ["1342-01-01", "1501-01-01", "1436-00-01", "1436-13-01", "1436-01-00", "0000-00-00"])
def test_a_day_off_the_table_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="Umm al-Qura") as caught:
        HijriDate.parse(text)
    assert not isinstance(caught.value, ValidationError)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["8 Rajab 1436", "١٤٣٦-٠٧-٠٨", "14360708", "1436-7-8", "1436-07", "x" * 10_000])
def test_what_is_no_hijri_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a Hijri date; write year-month-day") as caught:
        HijriDate.parse(text)
    assert len(str(caught.value)) < 250


def test_a_date_is_kept_as_written_but_for_blanks_around_it() -> None:
    assert FirstSeen(at=" 2015-04 ").at == "2015-04"
