"""The table of all that is dated: what goes in, with which bound, basis and zone, and how the pairs are judged."""

import json
from datetime import timedelta

import pytest

from tests.factories import (
    archived,
    assertion,
    captured,
    case,
    checked_pair,
    claim,
    context_facts,
    credentials_facts,
    date_read,
    decoded,
    full_facts,
    known,
    matches_facts,
    reading,
    tag,
    text_facts,
)
from tests.timelines import CAPTURE, POST, entry, table, tagged
from verifyctl.model.claim import Denial, Media
from verifyctl.model.credentials import Action, CredentialsFacts
from verifyctl.model.dates import Calendar
from verifyctl.model.facts import DecodedTime
from verifyctl.model.matches import SeenBasis
from verifyctl.model.metadata import Property, TimeMeaning
from verifyctl.model.metadata import Reading as Read
from verifyctl.model.timeline import Bound, Event, Held, Known, Timeline
from verifyctl.rules.timeline import timeline

# what goes in -------------------------------------------------------------------------------------

XMP = (
    Property(path="xmp:CreateDate", text="2015-04-27T12:00:00+03:00"),
    Property(path="xmp:ModifyDate", text="2015-04-28T12:00:00+03:00"),
    Property(path="xmp:MetadataDate", text="2015-04-29T12:00:00+03:00"),
    Property(path="xmpMM:History[1]/stEvt:when", text="2015-04-29T12:00:00+03:00"),
    Property(path="photoshop:DateCreated", text="2015-04-27"),
    Property(path="dc:date", text="2015-04-27"),
    Property(path="xmp:Rating", text="2015"),
)
FIELDS = (
    tag("EXIF SubsecTimeOriginal", "123"),
    tag("IPTC DateCreated", "20150427", agree=None),
    tag("IPTC TimeCreated", "120000+0300", agree=None),
    tag("ICC ProfileDateTime", "1998:02:09 06:49:00", agree=None),
    tag("PNG tIME", "2015-04-28T10:00:00", agree=None),
    tag("Image Make", "Apple"),
    tag("Image Model", "iPhone 6"),
    tag("Image Software", "8.3"),
)
NAMED = DecodedTime(
    scheme="name-whatsapp-android",
    id="IMG-20150428-WA0003",
    at="2015-04-28",
    source="IMG-20150428-WA0003",
    basis="as written",
)
FULL = case(
    claim(
        assertion("A1", "document_date", hijri="1436-07-08"),
        assertion("A2", "publication", "2015-04-27T18:00Z/2015-04-28T06:00Z"),
        assertion("A3", "capture_time", "2015-04-27T12:00+03:00"),
        assertion("A4", "event"),
        readings=(reading("27 April 2015", value="2015-04-27"),),
        first_seen="2015-04-28",
        media=(Media.model_validate({"path": "a.jpg", "obtained": {"at": "2015-05-01"}}, strict=False),),
        denials=(Denial(by="somebody", at="2015-04-29"), Denial(by="another")),
    ),
    metadata=tagged(
        captured("2015-04-27T12:00:00+03:00"),
        captured("2015-04-28T09:00:00+00:00", TimeMeaning.GPS).model_copy(update={"tag": "GPS GPSDateStamp"}),
        captured("2015-04-28T12:00:00", TimeMeaning.MODIFIED).model_copy(update={"tag": "Image DateTime"}),
        fields=FIELDS,
        xmp=XMP,
        software=(Read(reader="Image Software", text="GIMP 2.8.14"),),
    ),
    credentials=credentials_facts("trusted", signed_at="2015-04-30T10:00:00Z", time_source="timestamp"),
    text=text_facts("x", dates=checked_pair()),
    matches=matches_facts(known("2015-04-29"), known(None), known("2015-05-02", SeenBasis.STATED)),
    context=context_facts(
        decoded(),
        decoded(scheme="atproto-tid", id_="3jzfcijpj2z2a"),
        decoded(scheme="archive-address", id_="20150428060000"),
        sources=(archived(), archived("2015-05-03", archive_url=None)),
        name_times=(NAMED,),
    ),
)

EXPECTED = [
    ("claim:A1", Event.DOCUMENT_DATED, Bound.AT, Known.STATED, None),
    ("claim:A1:hijri", Event.DOCUMENT_DATED, Bound.AT, Known.STATED, None),
    ("claim:A2", Event.PUBLISHED, Bound.NOT_AFTER, Known.STATED, "UTC"),
    ("claim:A3", Event.CAPTURED, Bound.AT, Known.STATED, "+03:00"),
    ("claim:first_seen", Event.FIRST_SEEN, Bound.NOT_AFTER, Known.STATED, None),
    ("claim:denials.0", Event.DENIED, Bound.NOT_AFTER, Known.STATED, None),
    ("claim:media.0", Event.OBTAINED, Bound.NOT_AFTER, Known.STATED, None),
    (CAPTURE, Event.CAPTURED, Bound.AT, Known.WRITTEN_BY_DEVICE, "+03:00"),
    ("tag:GPS GPSDateStamp", Event.POSITIONED, Bound.AT, Known.WRITTEN_BY_DEVICE, "+00:00"),
    ("tag:Image DateTime", Event.MODIFIED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, None),
    ("tag:PNG tIME", Event.MODIFIED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, None),
    ("tag:IPTC DateCreated", Event.CAPTURED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, "+03:00"),
    ("tag:ICC ProfileDateTime", Event.PROFILE_MADE, Bound.NOT_BEFORE, Known.WRITTEN_BY_SOFTWARE, None),
    ("xmp:xmp:CreateDate", Event.DIGITISED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, "+03:00"),
    ("xmp:xmp:ModifyDate", Event.MODIFIED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, "+03:00"),
    ("xmp:xmp:MetadataDate", Event.MODIFIED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, "+03:00"),
    ("xmp:xmpMM:History[1]/stEvt:when", Event.MODIFIED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, "+03:00"),
    ("xmp:photoshop:DateCreated", Event.CAPTURED, Bound.AT, Known.WRITTEN_BY_SOFTWARE, None),
    ("release:device:Apple iPhone 6", Event.RELEASED, Bound.NOT_BEFORE, Known.PUBLISHED_TABLE, None),
    ("release:system:iOS 8", Event.RELEASED, Bound.NOT_BEFORE, Known.PUBLISHED_TABLE, None),
    ("release:editor:GIMP 2.8", Event.RELEASED, Bound.NOT_BEFORE, Known.PUBLISHED_TABLE, None),
    ("credentials:signed", Event.SIGNED, Bound.NOT_AFTER, Known.SIGNED, "UTC"),
    ("name:name-whatsapp-android:IMG-20150428-WA0003", Event.NAMED, Bound.NOT_AFTER, Known.NAMED, None),
    (POST, Event.UPLOADED, Bound.NOT_AFTER, Known.COMPUTED, "UTC"),
    ("id:atproto-tid:3jzfcijpj2z2a", Event.UPLOADED, Bound.NOT_AFTER, Known.NAMED, "UTC"),
    ("id:archive-address:20150428060000", Event.ARCHIVED, Bound.NOT_AFTER, Known.NAMED, "UTC"),
    ("source:1", Event.ARCHIVED, Bound.NOT_AFTER, Known.ARCHIVED, "UTC"),
    ("source:2", Event.OBTAINED, Bound.NOT_AFTER, Known.STATED, None),
    ("read:1", Event.DOCUMENT_DATED, Bound.AT, Known.READ_BY_MACHINE, None),
    ("reading:1", Event.DOCUMENT_DATED, Bound.AT, Known.CONFIRMED_BY_PERSON, None),
    ("copy:aaaaaaaaaaaaaaaa", Event.COPY_SEEN, Bound.NOT_AFTER, Known.ARCHIVED, None),
    ("copy:aaaaaaaaaaaaaaaa:3", Event.COPY_SEEN, Bound.NOT_AFTER, Known.STATED, None),
]


@pytest.mark.parametrize(("identifier", "event", "bound", "basis", "zone"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_everything_dated_goes_in(identifier: str, event: Event, bound: Bound, basis: Known, zone: str | None) -> None:
    found = entry(FULL, identifier)
    assert (found.event, found.bound, found.known, found.zone) == (event, bound, basis, zone)
    assert found.location.where


def test_nothing_else_goes_in() -> None:
    assert {item.id for item in table(FULL).entries} == {row[0] for row in EXPECTED}


def test_a_zone_is_never_added_and_a_clock_time_is_kept() -> None:
    for item in table(FULL).entries:
        earliest, latest = item.span.bounds()
        if item.zone is None and item.calendar is Calendar.GREGORIAN:
            assert item.local is not None, item.id
            assert latest - earliest >= timedelta(hours=26), item.id
        if item.zone is not None:
            assert item.local is None, item.id


def test_subseconds_are_used() -> None:
    assert entry(FULL, CAPTURE).span.model_dump() == {
        "earliest": "2015-04-27T09:00:00.123Z",
        "latest": "2015-04-27T09:00:00.123Z",
    }


def test_machine_readings_go_in_until_a_person_read_them() -> None:
    dates = text_facts("x", dates=(date_read("2015-04-27"), date_read("2015-05-01", line=1)))
    unread = case(text=dates)
    assert entry(unread, "read:1").known is Known.READ_BY_MACHINE
    read = case(claim(readings=(reading("x", value="2015-04-27", box=[0, 0, 80, 20]),)), text=dates)
    assert [item.id for item in table(read).entries] == ["reading:1", "read:2"]


@pytest.mark.parametrize(
    ("action", "source", "event"),
    [
        ("c2pa.created", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", Event.CAPTURED),
        ("c2pa.created", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", Event.DIGITISED),
        ("c2pa.created", None, Event.DIGITISED),
        ("c2pa.edited", None, Event.MODIFIED),
    ],
)
def test_steps_that_the_credentials_name(action: str, source: str | None, event: Event) -> None:
    done = Action(action=action, when="2015-04-30T10:00:00Z", digital_source_type=source)
    undated = Action(action="c2pa.opened")
    found = entry(case(credentials=credentials_facts("trusted", actions=(undated, done))), "credentials:action.1")
    assert (found.event, found.known, found.zone) == (event, Known.WRITTEN_BY_SOFTWARE, "UTC")


def test_nothing_dated_gives_no_table() -> None:
    assert timeline(case()) is None
    assert timeline(case(claim(assertion("A1", "event")), **full_facts())) is None


@pytest.mark.parametrize(
    ("changes", "basis"),
    [
        ({"state": "trusted", "time_source": "timestamp"}, Known.SIGNED),
        ({"state": "intact_unlisted", "time_source": "timestamp"}, Known.SIGNED),
        ({"state": "trusted", "time_source": "claimed"}, Known.STATED),
        ({"state": "broken", "time_source": "timestamp"}, Known.STATED),
    ],
)
def test_a_signing_time_is_as_good_as_its_source(changes: dict[str, str], basis: Known) -> None:
    facts = CredentialsFacts.model_validate({"signed_at": "2015-04-30T10:00:00Z"} | changes, strict=False)
    assert entry(case(credentials=facts), "credentials:signed").known is basis


# the whole ----------------------------------------------------------------------------------------


def test_it_is_sorted_written_and_read_back() -> None:
    found = table(FULL)
    assert list(found.entries) == sorted(
        found.entries, key=lambda item: (item.span.earliest, item.span.latest, item.id)
    )
    ranks = [[Held.IMPOSSIBLE, Held.UNTESTED, Held.POSSIBLE].index(item.held) for item in found.relations]
    assert ranks == sorted(ranks)
    ids = {item.id for item in found.entries}
    assert all({item.first, item.second} <= ids and item.first != item.second for item in found.relations)
    assert Timeline.model_validate_json(json.dumps(found.as_json())) == found
    assert timeline(FULL) == found


def test_hostile_numbers_of_dates_are_bounded() -> None:
    many = case(
        claim(*[assertion(f"A{index}", "publication", "2015-04-27") for index in range(40)]),
        metadata=tagged(
            captured(),
            xmp=tuple(Property(path=f"a[{index}]/stEvt:when", text="2015-04-27T12:00:00Z") for index in range(500)),
        ),
        text=text_facts("x", dates=tuple(date_read("2016-01-01", line=line) for line in range(99))),
        matches=matches_facts(*[known(f"2014-01-{day:02d}") for day in range(1, 32)]),
    )
    found = table(many)
    assert len(found.entries) <= 40 + 1 + 12 + 12 + 20
    assert len(found.relations) == 300
    assert found.relations[0].held is Held.IMPOSSIBLE
