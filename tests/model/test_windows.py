"""Windows of a day and zones: words become intervals, a zone narrows them, nothing is guessed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.dates import When
from verifyctl.model.windows import WINDOWS, in_zone, is_window, read_when


def test_overnight_is_an_interval_with_the_zone_of_the_claimant() -> None:
    when = read_when("2015-04-27 overnight", "Asia/Damascus")
    assert str(when) == "2015-04-27T18:00:00+03:00/2015-04-28T06:00:59+03:00"
    assert when.span().earliest == "2015-04-27T15:00:00Z"


def test_without_a_zone_it_is_those_hours_anywhere_on_earth() -> None:
    wide, narrow = read_when("2015-04-27 overnight").span(), read_when("2015-04-27 overnight", "+03:00").span()
    assert wide.bounds()[0] < narrow.bounds()[0]
    assert narrow.bounds()[1] < wide.bounds()[1]


@pytest.mark.parametrize(
    ("text", "zone", "start", "end"),
    [
        ("2015-04-27", "+03:00", "2015-04-26T21:00:00Z", "2015-04-27T20:59:59.999Z"),
        ("2015-04-27T20:00", "-05:30", "2015-04-28T01:30:00Z", "2015-04-28T01:30:59.999Z"),
        ("2015-04-27T20:00Z", "+03:00", "2015-04-27T20:00:00Z", "2015-04-27T20:00:59.999Z"),
        ("2015-04", "UTC", "2015-04-01T00:00:00Z", "2015-04-30T23:59:59.999Z"),
        # 25 October 2015: at 03:00 summer time the clocks of Berlin went back to 02:00, which came twice.
        ("2015-10-25T02:30", "Europe/Berlin", "2015-10-25T00:30:00Z", "2015-10-25T01:30:59.999Z"),
    ],
)
def test_a_zone_is_given_to_what_has_none(text: str, zone: str, start: str, end: str) -> None:
    span = read_when(text, zone).span()
    assert (span.earliest, span.latest) == (start, end)


@pytest.mark.parametrize(
    "zone", ["", "3", "+3", "+15:00", "+03:60", "Mars/Base", "../etc/passwd", "/etc/localtime", "Á"]
)
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        in_zone(When.parse("2015-04-27"), zone)


@pytest.mark.parametrize("text", ["overnight", "2015-04-27 sometime", "2015-04-31 overnight", "20150427 overnight"])
def test_a_word_without_its_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_when(text)


@given(st.dates(), st.sampled_from(sorted(WINDOWS)), st.sampled_from([None, "+03:00", "-11:00"]))
def test_every_window_is_shorter_than_a_day_and_begins_on_its_day(day: object, word: str, zone: str | None) -> None:
    text = f"{day} {word.upper()}"
    if not 3 <= int(str(day)[:4]) <= 9997:
        return
    when = read_when(text, zone)
    assert is_window(text)
    assert when.text.startswith(str(day))
    first, last = when.as_written()[0], When.parse(str(when.end)).as_written()[1]
    assert timedelta(hours=2) < last - first < timedelta(hours=24)
