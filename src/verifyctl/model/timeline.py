"""One table of all that is dated: what each time is the time of, how it is known, and how the times stand together.

A time never gets a zone that it does not carry. Without one it is kept as the local clock showed it, and `span` gives
it all the room of a clock somewhere on Earth, from UTC+14 to UTC-12.
"""

from __future__ import annotations

from enum import StrEnum

from verifyctl.model.base import Count, Model
from verifyctl.model.claim import Layer
from verifyctl.model.dates import Calendar, Span
from verifyctl.model.finding import Location


class Event(StrEnum):
    """What a time is the time of.

    `released`: a device or program came out. `document_dated`: the date that a document bears. `profile_made`: the
    colour profile. `captured`, `digitised`, `modified`, `signed`: of the file, by its own statement. `positioned`: the
    clock of the satellites. `named`: the time in the file's name. `uploaded`: an id was given to an upload.
    `published`: it was public. `archived`: a page was captured. `copy_seen`: a known copy was first seen.
    `first_seen`: whoever wrote the claim saw it. `denied`: somebody denied the claim. `obtained`: this copy was taken.
    """

    RELEASED = "released"
    DOCUMENT_DATED = "document_dated"
    PROFILE_MADE = "profile_made"
    CAPTURED = "captured"
    POSITIONED = "positioned"
    DIGITISED = "digitised"
    MODIFIED = "modified"
    SIGNED = "signed"
    NAMED = "named"
    UPLOADED = "uploaded"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    COPY_SEEN = "copy_seen"
    FIRST_SEEN = "first_seen"
    DENIED = "denied"
    OBTAINED = "obtained"


class Bound(StrEnum):
    """What a time says of the picture: that it is no older, that it is no younger, or that this is its time."""

    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"
    AT = "at"


class Known(StrEnum):
    """How a time is known.

    `computed`: from an id that a platform set. `archived`: an archive's capture. `confirmed_by_person`: a person read
    it. `read_by_machine`: a candidate until a person reads it. `published_table`: release dates with their sources.
    `signed`: within a signature that is intact. `written_by_device`, `written_by_software`: a tag in the file, which
    anyone can write. `stated`: somebody's word, the claim's for the most part. `named`: the file's name, or an id
    whose number its writer chose.
    """

    COMPUTED = "computed"
    ARCHIVED = "archived"
    CONFIRMED_BY_PERSON = "confirmed_by_person"
    READ_BY_MACHINE = "read_by_machine"
    PUBLISHED_TABLE = "published_table"
    SIGNED = "signed"
    WRITTEN_BY_DEVICE = "written_by_device"
    WRITTEN_BY_SOFTWARE = "written_by_software"
    STATED = "stated"
    NAMED = "named"


class LocalInterval(Model):
    """A stretch of local clock time, ISO 8601 without a zone; both ends belong to it."""

    earliest: str
    latest: str


class TimelineEntry(Model):
    """One dated thing.

    `id` is stable and unique in the table (`claim:A1`, `tag:EXIF DateTimeOriginal`, `id:twitter-status:592…`). `text`
    is the time as it stands at `location`, `written` the same in its own calendar where that is not the Gregorian one.
    `zone` is the offset that the time carries, `UTC` or `+03:00`; where there is none, `local` is the clock time as
    written. `span` is every moment in UTC that it can mean. `assertion` is the claim's assertion that states it.
    """

    id: str
    event: Event
    label: str
    layer: Layer
    bound: Bound
    known: Known
    text: str
    calendar: Calendar = Calendar.GREGORIAN
    written: str | None = None
    zone: str | None = None
    local: LocalInterval | None = None
    span: Span
    location: Location
    assertion: str | None = None


class Expected(StrEnum):
    """What two times must be to each other if both hold: in this order, or the same moment."""

    IN_ORDER = "in_order"
    SAME = "same"


class Held(StrEnum):
    """Whether they can: in no reading, in every reading, or it could not be tested."""

    IMPOSSIBLE = "impossible"
    POSSIBLE = "possible"
    UNTESTED = "untested"


class TimeRelation(Model):
    """Two entries held against each other.

    `held` is `impossible` where no moment that the two can mean fits, `possible` where they fit, `untested` where it
    depends on what is not known; `reason` says which of their limits it rests on. `seconds` is by how much, at the
    least, an impossible pair misses.
    """

    first: str
    second: str
    expected: Expected
    held: Held
    reason: str
    seconds: Count | None = None


class Timeline(Model):
    """Every dated thing, earliest first, and how they stand to each other, the impossible pairs first.

    An impossible pair says that two statements cannot both hold, never which of them is wrong.
    """

    entries: tuple[TimelineEntry, ...] = ()
    relations: tuple[TimeRelation, ...] = ()

    def entry(self, identifier: str) -> TimelineEntry | None:
        """The entry with this id."""
        return next((entry for entry in self.entries if entry.id == identifier), None)
