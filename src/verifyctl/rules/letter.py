"""The dates on the letter as they stand once persons have been heard, for rules and reports to share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from verifyctl.model.calendars import jalali_of
from verifyctl.model.dates import Calendar, Precision, Span, When, hijri_of
from verifyctl.model.finding import Location
from verifyctl.model.text import DateReading, DateStatus, TextFacts
from verifyctl.rules import locate
from verifyctl.rules.base import Case
from verifyctl.rules.persons import DateRead, dates_read
from verifyctl.rules.times import HIJRI_EARLY


@dataclass(frozen=True)
class LetterDate:
    """A date that a machine read on the letter, and what persons made of it.

    `number` is its place among the machine's dates, from 1. `date` is what stands there: the machine's reading, or
    that of a person who read another date in its box. `read_by` are those who read the same as the machine,
    `otherwise` those who read something else: in its box, or, where they named no box, anywhere.
    """

    number: int
    machine: DateReading
    date: DateReading
    read_by: tuple[DateRead, ...] = ()
    otherwise: tuple[DateRead, ...] = ()

    @property
    def overruled(self) -> bool:
        """Whether a person read another date in this place."""
        return self.date is not self.machine

    @property
    def stands(self) -> bool:
        """Whether it is still a date of the letter: nobody read the date differently, or somebody corrected it."""
        return self.overruled or bool(self.read_by) or not self.otherwise

    @property
    def status(self) -> DateStatus:
        """How far it is to be believed. Persons who differ leave it a candidate."""
        if self.overruled or (self.read_by and not self.otherwise):
            return DateStatus.READ_BY_PERSON
        return DateStatus.CANDIDATE if self.otherwise else self.machine.status

    @property
    def location(self) -> Location:
        """Its line of the transcript, with its box."""
        return locate.box(f"line {self.machine.line + 1} of the transcript", self.machine.box)


def letter_dates(case: Case) -> tuple[LetterDate, ...]:
    """Every date that the machine read, in its order, with what persons made of it."""
    return dates_heard(case.facts.text, dates_read(case))


def dates_heard(text: TextFacts | None, reads: Iterable[DateRead]) -> tuple[LetterDate, ...]:
    """The same from the facts and the readings of persons."""
    persons = tuple(reads)
    found = text.dates if text else ()
    heard = tuple(_heard(number, machine, persons) for number, machine in enumerate(found, start=1))
    return tuple(_unchecked(each) if _lost_its_partner(each, heard) else each for each in heard)


def _lost_its_partner(each: LetterDate, heard: tuple[LetterDate, ...]) -> bool:
    """Whether all dates that it was checked against were read otherwise by a person."""
    partners = [heard[place] for place in each.machine.agrees_with if place < len(heard)]
    return bool(partners) and all(partner.overruled or not partner.stands for partner in partners)


def _unchecked(each: LetterDate) -> LetterDate:
    machine = each.machine.model_copy(update={"status": DateStatus.CANDIDATE, "agrees_with": ()})
    return replace(each, machine=machine, date=each.date if each.overruled else machine)


def standing(case: Case) -> tuple[LetterDate, ...]:
    """The dates of the letter that no person has set aside."""
    return tuple(each for each in letter_dates(case) if each.stands)


def read_by_machine(case: Case) -> tuple[LetterDate, ...]:
    """The dates of the letter that only a machine has read so far."""
    return tuple(each for each in standing(case) if each.status is not DateStatus.READ_BY_PERSON)


def wholly_after(date: DateReading, moment: Span) -> bool:
    """Whether every day that the date can mean, in whichever variant of its calendar, lies after the moment."""
    slack = HIJRI_EARLY if date.calendar is Calendar.HIJRI else timedelta()
    starts = [When.parse(day).span().bounds()[0] for day in date.days]
    return bool(starts) and all(start - slack > moment.bounds()[1] for start in starts)


def _heard(number: int, machine: DateReading, persons: tuple[DateRead, ...]) -> LetterDate:
    there = [read for read in persons if read.location.box is None or read.location.box.meets(machine.box)]
    same = tuple(read for read in there if _same(read, machine))
    otherwise = tuple(read for read in there if read not in same and _excludes(read, machine))
    corrections = [read for read in otherwise if read.location.box is not None]
    corrected = _corrected(machine, corrections) if corrections and not same else None
    return LetterDate(number, machine, corrected or machine, read_by=same, otherwise=otherwise)


def _elsewhere(read: DateRead, machine: DateReading) -> bool:
    """Whether the person named no box and wrote in another calendar, so read another line of the same letter."""
    return read.location.box is None and bool(read.calendars) and machine.calendar not in read.calendars


def _same(read: DateRead, machine: DateReading) -> bool:
    if _elsewhere(read, machine):
        return False
    if machine.precision is Precision.MONTH:
        return machine.written in {month_of(machine.calendar, day) for day in read.days}
    return not read.days.isdisjoint(machine.days)


def _excludes(read: DateRead, machine: DateReading) -> bool:
    """Whether the person read another date: other days, or a time in which none of the machine's days lies."""
    if read.days and not _elsewhere(read, machine):
        return read.days.isdisjoint(machine.days)
    if not machine.days:
        return False
    earliest, latest = (moment.date().isoformat() for moment in read.span.bounds())
    return not any(earliest <= day <= latest for day in machine.days)


def _corrected(machine: DateReading, reads: list[DateRead]) -> DateReading | None:
    """The date that persons read in the machine's place; None where they differ or named no day."""
    from verifyctl.reading.dates.find import find_dates

    found = {
        (date.calendar, date.days, date.written, date.precision) for read in reads for date in find_dates(read.text)
    }
    if not found:
        found = {(Calendar.GREGORIAN, (day,), day, Precision.DAY) for read in reads for day in read.days}
    if len(found) != 1:
        return None
    ((calendar, days, written, precision),) = found
    return machine.model_copy(
        update={
            "text": reads[0].text,
            "calendar": calendar,
            "days": days,
            "written": written,
            "precision": precision,
            "status": DateStatus.READ_BY_PERSON,
            "agrees_with": (),
            "alternatives": (machine.text,),
        }
    )


def month_of(calendar: Calendar, day: str) -> str | None:
    """The month of a calendar that a civil day lies in, `1436-07`; None outside the calendar's table."""
    civil = date.fromisoformat(day)
    if calendar is Calendar.GREGORIAN:
        return day[:7]
    found = hijri_of(civil) if calendar is Calendar.HIJRI else jalali_of(civil)
    return str(found)[:7] if found else None


# in words -----------------------------------------------------------------------------------------

STATUSES = {
    DateStatus.READ_BY_PERSON: "read by a person",
    DateStatus.CROSS_CHECKED: "cross-checked",
    DateStatus.CANDIDATE: "candidate",
}

CALENDARS = {Calendar.GREGORIAN: "Gregorian", Calendar.HIJRI: "Hijri", Calendar.JALALI: "solar Hijri"}


def meaning(read: DateReading) -> str:
    """What a date means: its calendar, its own form where that is another, and every civil day that it can be."""
    if read.precision is Precision.MONTH:
        return f"{CALENDARS[read.calendar]} {read.written}, without a day"
    days = " or ".join(read.days) or "no day that the calendar has"
    own = f" {read.written}" if read.written and read.written not in read.days else ""
    return f"{CALENDARS[read.calendar]}{own}: {days}"


def standing_in_words(each: LetterDate) -> str:
    """How far a date is to be believed, by whose reading."""
    if each.read_by and each.otherwise:
        return f"read so by {_names(each.read_by)}, otherwise by {_names(each.otherwise)}"
    if each.overruled:
        return f"read by {_names(each.otherwise)}; by machine as \u201c{each.machine.text}\u201d"
    if each.read_by:
        checked = each.machine.status is DateStatus.CROSS_CHECKED
        return f"read by {_names(each.read_by)}" + (f" and {checked_in_words(each.machine)}" if checked else "")
    if each.otherwise:
        return f"set aside: {_names(each.otherwise)} read the date as \u201c{each.otherwise[0].text}\u201d"
    return checked_in_words(each.machine)


def checked_in_words(date: DateReading) -> str:
    """The machine's own status, and what it was checked against."""
    if date.status is not DateStatus.CROSS_CHECKED:
        return STATUSES[date.status]
    if date.agrees_with:
        return "cross-checked: the other calendar on the letter agrees"
    return "cross-checked: two independent readers agree"


def _names(reads: tuple[DateRead, ...]) -> str:
    return ", ".join(dict.fromkeys(read.by for read in reads))
