"""Times as written: each form, the zone that it carries and no other, fractions, days, what is refused."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.dates import When
from verifyctl.rules import moments


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "zone"),
    [
        ("2015:04:27 12:00:00", "2015-04-26T22:00:00Z", "2015-04-28T00:00:00.999Z", None),
        ("2015:04:27 12:00:00+03:00", "2015-04-27T09:00:00Z", "2015-04-27T09:00:00.999Z", "+03:00"),
        ("2015-04-27T12:00:00+03:00", "2015-04-27T09:00:00Z", "2015-04-27T09:00:00.999Z", "+03:00"),
        ("2015-04-27T12:00Z", "2015-04-27T12:00:00Z", "2015-04-27T12:00:59.999Z", "UTC"),
        ("2015-04-27T12:00:00.50Z", "2015-04-27T12:00:00.500Z", "2015-04-27T12:00:00.509Z", "UTC"),
        ("2015-04-27T12:00:00.123456789Z", "2015-04-27T12:00:00.123Z", "2015-04-27T12:00:00.123Z", "UTC"),
        ("2015-04-27", "2015-04-26T10:00:00Z", "2015-04-28T11:59:59.999Z", None),
        ("2015-04", "2015-03-31T10:00:00Z", "2015-05-01T11:59:59.999Z", None),
    ],
)
def test_forms(text: str, earliest: str, latest: str, zone: str | None) -> None:
    found = moments.read(text)
    assert found is not None
    assert (found.span.earliest, found.span.latest, found.zone) == (earliest, latest, zone)
    assert (found.local is None) == (zone is not None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000:00:00 00:00:00",
        "2015:13:01 00:00:00",
        "2015:04:27 24:00:00",
        "    :  :     :  :  ",
        "spring",
        "9" * 500,
    ],
)
def test_what_is_no_time_gives_none(text: str) -> None:
    assert moments.read(text) is None


@pytest.mark.parametrize(
    ("day", "clock", "text"),
    [
        ("20150427", "101112+0300", "2015-04-27T07:11:12Z"),
        ("2015-04-27", "10:11:12+03:00", "2015-04-27T07:11:12Z"),
        ("20150427", "101112", "2015-04-26T20:11:12Z"),
        ("20150427", None, "2015-04-26T10:00:00Z"),
        ("20150427", "soon", "2015-04-26T10:00:00Z"),
    ],
)
def test_iptc(day: str, clock: str | None, text: str) -> None:
    found = moments.read_iptc(day, clock)
    assert found is not None
    assert found.span.earliest == text


@pytest.mark.parametrize("day", ["", "00000000", "20151301", "2015"])
def test_iptc_dates_that_are_none(day: str) -> None:
    assert moments.read_iptc(day, "101112") is None


def test_subseconds_make_a_time_finer() -> None:
    whole = moments.read("2015:04:27 12:00:00+00:00")
    assert whole is not None
    assert moments.with_subseconds(whole, "12").span.model_dump() == {
        "earliest": "2015-04-27T12:00:00.120Z",
        "latest": "2015-04-27T12:00:00.129Z",
    }
    assert moments.with_subseconds(whole, "1234567").span.latest == "2015-04-27T12:00:00.123Z"
    assert moments.with_subseconds(whole, "x") == whole
    local = moments.read("2015:04:27 12:00:00")
    assert local is not None
    fine = moments.with_subseconds(local, "5").local
    assert fine is not None
    assert (fine.earliest, fine.latest) == ("2015-04-27T12:00:00.500", "2015-04-27T12:00:00.599")


@pytest.mark.parametrize(
    ("text", "zone", "local"),
    [
        ("2015-04-27T18:00Z/2015-04-28T06:00Z", "UTC", False),
        ("2015-04-27T18:00+03:00/2015-04-28T06:00+02:00", None, False),
        ("2015-04-27T18:00/2015-04-28T06:00", None, True),
        ("2015-04-27/2015-04-28T06:00Z", None, False),
    ],
)
def test_intervals_have_a_zone_only_where_both_ends_carry_the_same(text: str, zone: str | None, local: bool) -> None:
    found = moments.of_when(When.parse(text))
    assert found.zone == zone
    assert (found.local is not None) is local
    assert found.span == When.parse(text).span()


TWO_YEARS = (datetime.fromisoformat("2015-01-01"), datetime.fromisoformat("2016-12-31"))
WHOLE_SECONDS = st.datetimes(*TWO_YEARS).map(lambda one: one.replace(microsecond=0))


@given(WHOLE_SECONDS, WHOLE_SECONDS)
def test_a_clock_without_a_zone_has_26_hours_of_room(one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    found = moments.of_local(first, last)
    earliest, latest = found.span.bounds()
    shown = found.bare
    assert (shown[0] - earliest).total_seconds() == 14 * 3600
    assert (latest - shown[1]).total_seconds() == 12 * 3600


@given(st.text(max_size=90))
def test_no_text_raises(text: str) -> None:
    moments.read(text)
    moments.read_iptc(text, text)
