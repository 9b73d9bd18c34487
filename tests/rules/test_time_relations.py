"""How pairs of dated things are judged: impossible where no moments fit, untested where that is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    assertion,
    captured,
    case,
    claim,
    context_facts,
    date_read,
    known,
    matches_facts,
    reading,
    tag,
    text_facts,
)
from tests.timelines import CAPTURE, POST, entry, pair, posted, table, tagged
from verifyctl.model.dates import parse_utc
from verifyctl.model.facts import DecodedTime
from verifyctl.model.matches import Relation
from verifyctl.model.metadata import Reading as Read
from verifyctl.model.metadata import TimeMeaning
from verifyctl.model.timeline import Expected, Held, Known
from verifyctl.rules.time_relations import KNOWN_IN_WORDS


@pytest.mark.parametrize(
    ("taken", "held", "reason"),
    [
        ("2015-04-27T20:00:00+03:00", Held.POSSIBLE, "in every reading"),
        ("2015-04-28T04:00:00+03:00", Held.IMPOSSIBLE, "a device's clock"),
        ("2015-04-26T09:00:00", Held.POSSIBLE, "in every reading"),
        ("2015-04-27T20:00:00", Held.UNTESTED, "unless one is of a distant zone"),
        ("2015-04-28T09:00:00", Held.UNTESTED, "only if one is of another zone"),
        ("2015-04-28T13:59:00", Held.UNTESTED, "only if one is of another zone"),
        ("2015-04-28T14:00:01", Held.IMPOSSIBLE, "a device's clock"),
    ],
)
def test_a_capture_tag_against_the_post(taken: str, held: Held, reason: str) -> None:
    found = pair(posted(None, captured(taken)), CAPTURE, POST)
    assert found.expected is Expected.IN_ORDER
    assert found.held is held
    assert reason in found.reason
    assert (found.seconds is not None) is (held is Held.IMPOSSIBLE)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2015-04-26", Held.POSSIBLE),
        ("2015-04-27", Held.UNTESTED),
        ("2015-04-28", Held.UNTESTED),
        ("2015-04-29", Held.IMPOSSIBLE),
    ],
)
def test_a_day_has_the_room_of_every_zone(day: str, held: Held) -> None:
    assert pair(posted(claim(assertion(value=day))), "claim:A1", POST).held is held


def test_a_machine_reading_makes_nothing_impossible_and_a_person_does() -> None:
    text = text_facts("x", dates=(date_read("2015-06-01"),))
    machine = pair(posted(text=text), "read:1", POST)
    assert machine.held is Held.UNTESTED
    assert machine.reason == "they would not fit, but a machine read it, and a person has not yet"
    person = pair(posted(claim(readings=(reading("1 June 2015", value="2015-06-01"),))), "reading:1", POST)
    assert person.held is Held.IMPOSSIBLE
    assert person.reason.endswith("a person's reading and an id that the platform set")


def test_a_name_makes_nothing_impossible() -> None:
    name = DecodedTime(scheme="name-pixel", id="PXL", at="2014-01-01T00:00:00.000Z", source="PXL", basis="as written")
    found = case(metadata=tagged(captured("2015-04-27T12:00:00Z")), context=context_facts(name_times=(name,)))
    assert pair(found, CAPTURE, "name:name-pixel:PXL").held is Held.UNTESTED


@pytest.mark.parametrize(
    ("relation", "held"),
    [
        (Relation.IDENTICAL_PIXELS, Held.IMPOSSIBLE),
        (Relation.CONTAINS, Held.UNTESTED),
        (Relation.SCREENSHOT_OF, Held.UNTESTED),
    ],
)
def test_a_copy_counts_only_where_it_is_what_is_claimed(relation: Relation, held: Held) -> None:
    of = case(claim(assertion("A1", "capture_time")), matches=matches_facts(known("2014-01-01", relation=relation)))
    assert pair(of, "claim:A1", "copy:aaaaaaaaaaaaaaaa").held is held


def test_two_texts_on_one_template_are_not_settled() -> None:
    of = case(claim(assertion()), matches=matches_facts(known("2014-01-01", relation=Relation.REENCODED), page=True))
    assert "not settled" in pair(of, "claim:A1", "copy:aaaaaaaaaaaaaaaa").reason


@pytest.mark.parametrize(
    ("taken", "held"),
    [("2014-09-30", Held.POSSIBLE), ("2014-05-01", Held.UNTESTED), ("2014-01-01", Held.IMPOSSIBLE)],
)
def test_test_versions_are_in_use_before_a_release(taken: str, held: Held) -> None:
    phone = tagged(fields=(tag("Image Make", "Apple"), tag("Image Model", "iPhone 6")))
    of = case(claim(assertion("A1", "capture_time", taken)), metadata=phone)
    assert pair(of, "release:device:Apple iPhone 6", "claim:A1").held is held


def test_an_editor_bounds_the_saving_alone() -> None:
    facts = tagged(
        captured("2011-04-27T12:00:00Z"),
        captured("2015-04-27T12:00:00Z", TimeMeaning.MODIFIED).model_copy(update={"tag": "Image DateTime"}),
        software=(Read(reader="Image Software", text="GIMP 2.10"),),
    )
    held = {
        item.second: item.held
        for item in table(case(metadata=facts)).relations
        if item.first == "release:editor:GIMP 2.10"
    }
    assert held == {"tag:Image DateTime": Held.IMPOSSIBLE}


def test_one_moment_in_two_places_of_the_file() -> None:
    position = captured("2015-04-27T09:01:30+00:00", TimeMeaning.GPS).model_copy(update={"tag": "GPS GPSDateStamp"})
    near = case(metadata=tagged(captured("2015-04-27T12:00:00+03:00"), position))
    assert pair(near, CAPTURE, "tag:GPS GPSDateStamp").held is Held.POSSIBLE
    far = case(metadata=tagged(captured("2015-04-27T12:10:00+03:00"), position))
    assert pair(far, "tag:GPS GPSDateStamp", CAPTURE).held is Held.IMPOSSIBLE


def test_one_clock_with_and_without_its_offset_shows_the_same_time() -> None:
    changed = captured("2015-04-27T12:00:00", TimeMeaning.MODIFIED).model_copy(update={"tag": "Image DateTime"})
    found = pair(case(metadata=tagged(captured("2015-04-27T12:00:00+03:00"), changed)), CAPTURE, "tag:Image DateTime")
    assert (found.held, found.reason) == (Held.POSSIBLE, "they show the same time")


def test_two_claimed_documents_are_not_one() -> None:
    of = case(claim(assertion("A1", value="2015-04-27"), assertion("A2", value="2014-01-01")))
    assert table(of).relations == ()


def test_every_way_to_know_has_words() -> None:
    assert KNOWN_IN_WORDS.keys() == set(Known)


@given(
    st.datetimes(
        parse_utc("2014-01-01T00:00:00Z").replace(tzinfo=None), parse_utc("2016-01-01T00:00:00Z").replace(tzinfo=None)
    ),
    st.sampled_from(["", "+00:00", "+03:00", "-11:30", "+14:00"]),
)
def test_impossible_means_that_no_moment_fits_and_possible_that_every_one_does(taken: object, offset: str) -> None:
    written = taken.isoformat(timespec="seconds") + offset  # type: ignore[attr-defined]
    of = posted(None, captured(written))
    found = pair(of, CAPTURE, POST)
    earliest, latest = entry(of, CAPTURE).span.bounds()
    post = parse_utc("2015-04-28T00:00:00Z")
    if found.held is Held.IMPOSSIBLE:
        assert earliest > post
        assert found.seconds == int((earliest - post).total_seconds())
    elif found.held is Held.POSSIBLE:
        assert latest <= post
    else:
        assert earliest <= post <= latest
        assert not offset
