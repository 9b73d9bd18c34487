"""What was read on the picture: text, numbers, dates, fields and places, each with its box and its doubt.

Boxes are in pixels of the upright picture (see `PixelFacts`), whatever was done to the page before it was read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from verifyctl.model.base import Box, Count, Integer, Model
from verifyctl.model.dates import Calendar, Precision

Permille = Annotated[int, Field(ge=0, le=1000)]
"""A share in thousandths."""


class Point(Model):
    """A place on the upright picture, in tenths of a pixel; it may lie outside."""

    x: Integer
    y: Integer


class Step(Model):
    """One thing that was done to the page before it was read. `params` are whole numbers, units in their names."""

    name: str
    params: dict[str, Integer] = Field(default_factory=dict)


class Preparation(Model):
    """How the page that was read came from the picture.

    `corners` are where the corners of that page, clockwise from its top left, lie on the upright picture: the
    transform is the homography between the two.
    """

    width: Count
    height: Count
    corners: tuple[Point, Point, Point, Point]
    steps: tuple[Step, ...] = ()


class Pass(Model):
    """One reading of the page by an engine: with which data, how, and how much came of it."""

    models: str
    psm: Count
    words: Count
    kept: bool


class Word(Model):
    """A word as the engine gave it. `confidence` is the engine's own figure, 0 to 100; it says little of digits.

    `others` are what other passes read in its place. `number` is true where the number reader's text stands in the
    place of the engine's, which is then among `others`.
    """

    text: str
    box: Box
    confidence: Count
    others: tuple[str, ...] = ()
    number: bool = False


class Line(Model):
    """A line in logical order; its words in reading order."""

    text: str
    box: Box
    words: tuple[Word, ...]


class NumberReading(Model):
    """A number as the number reader saw it, glyphs from left to right whatever the direction of the text.

    `digits` names the digit set; `letters` are the calendar letters beside it; `readings` what each reading gave,
    null where it found nothing; `witness` what a network without a vote gave that was asked whether it sees the same,
    null where it found nothing or was not asked; `accepted` whether the number is sure enough to be used.
    """

    text: str
    digits: Literal["western", "arabic-indic", "persian"]
    box: Box
    confidence: Permille
    accepted: bool
    alternatives: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    readings: tuple[str | None, ...] = ()
    witness: str | None = None


class DateStatus(StrEnum):
    """How far a reading of a date is to be believed. Only the first can be a premise of a hard contradiction.

    `cross_checked`: two calendars on the letter, each read by itself, agree, or independent readings do; never
    reached by searching alternatives for a pair that fits.
    """

    READ_BY_PERSON = "read_by_person"
    CROSS_CHECKED = "cross_checked"
    CANDIDATE = "candidate"


class DateReading(Model):
    """A date that the machine believes to see.

    `text` is in logical order, its numbers as the number reader saw them where it did. `days` are the civil days that
    it can mean, the likelier first; more than one where the order of day and month, or the calendar, is open; none
    where its calendar has no such day, or where no day is written (`precision` month). `written` is the date in its
    own calendar, year-month-day for the first of the days, year-month where no day is written. `status` is never
    `read_by_person` here. `agrees_with` are places in the list of dates that led to `cross_checked`. `weekday` is the
    weekday named beside it, 1 for Monday to 7. `alternatives` are other strings that were read in its place.
    """

    text: str
    line: Count
    box: Box
    calendar: Calendar
    days: tuple[str, ...]
    written: str | None = None
    precision: Literal[Precision.DAY, Precision.MONTH] = Precision.DAY
    status: DateStatus = DateStatus.CANDIDATE
    agrees_with: tuple[Count, ...] = ()
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    readers: tuple[Literal["engine", "numbers"], ...] = ("engine",)
    alternatives: tuple[str, ...] = ()


class FieldName(StrEnum):
    """The parts of an administrative letter."""

    ISSUER = "issuer"
    LETTERHEAD = "letterhead"
    REFERENCE = "reference"
    DATE_LINE = "date_line"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    COPY_TO = "copy_to"
    SIGNATORY = "signatory"


class FieldReading(Model):
    """A part of the letter: its text as read, a form for comparison, and the lines that it was taken from.

    `also` is the other display order of a reference number, which a picture cannot tell from the first.
    """

    name: FieldName
    text: str
    normalised: str
    box: Box
    lines: tuple[Count, ...]
    confidence: Permille
    also: str | None = None


class PlaceReading(Model):
    """A place named on the letter: its id in the gazetteer, the spelling that was met, and how near it is.

    `how` is `exact` where the folded spelling is in the gazetteer, `near` where letters differ.
    """

    place: str
    text: str
    box: Box
    line: Count
    how: Literal["exact", "near"]
    confidence: Permille


class Screen(Model):
    """A screen that shows the picture that was read: an application's words, and those of a post, stand around it.

    `shown` is where on the screen that picture is. `lines` are what stands around, no part of the letter: no date,
    field or place is looked for in them. `reason` says why they could not be read.
    """

    shown: Box
    script: str | None = None
    languages: str = ""
    preparation: Preparation | None = None
    passes: tuple[Pass, ...] = ()
    lines: tuple[Line, ...] = ()
    reason: str | None = None


class TextFacts(Model):
    """The text on the picture as read by engines, all of it, whatever the claim looks for.

    `script` is the engine's name for it, absent where unsure; `turned` how far the picture was turned clockwise to be
    read. `screen` is there where a screen shows the picture: then all else is of the picture shown.
    """

    stage: Literal["text"] = "text"
    script: str | None = None
    turned: Annotated[int, Field(ge=0, le=270, multiple_of=90)] = 0
    languages: str
    preparation: Preparation | None = None
    passes: tuple[Pass, ...] = ()
    lines: tuple[Line, ...] = ()
    numbers: tuple[NumberReading, ...] = ()
    dates: tuple[DateReading, ...] = ()
    fields: tuple[FieldReading, ...] = ()
    places: tuple[PlaceReading, ...] = ()
    screen: Screen | None = None

    @property
    def transcript(self) -> str:
        """All lines in logical order."""
        return "\n".join(line.text for line in self.lines)
