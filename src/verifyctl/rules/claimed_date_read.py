"""Is the claimed date among the dates that were read? Every reading is held against it, and every one is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from verifyctl.model.calendars import CONSISTENT
from verifyctl.model.claim import Assertion, AssertionKind, Layer
from verifyctl.model.dates import Calendar, HijriDate, Precision, When
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.text import DateReading, DateStatus
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.letter import LetterDate, letter_dates, meaning, month_of, standing_in_words
from verifyctl.rules.persons import readings_of
from verifyctl.rules.screenshot_signs import around_untold


@dataclass(frozen=True)
class _Held:
    """A date on the letter and those of its days on which the claimed date can fall."""

    on_letter: LetterDate
    days: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return bool(self.days) and self.on_letter.stands


def judge(case: Case) -> Iterator[Hit]:
    """Hold every date on the letter against every claimed one; only a cross-checked date that fits weighs."""
    dates = letter_dates(case)
    claimed = case.claim.of_kind(AssertionKind.DOCUMENT_DATE) if case.claim else ()
    for assertion in claimed if dates else ():
        held = [_Held(each, fitting(each.date, assertion)) for each in dates]
        strength = Strength.WEAK if any(_weighs(each) for each in held) else Strength.NONE
        yield Hit(
            about=assertion.id,
            observation=_observation(held, assertion),
            direction=Direction.SUPPORTS if strength is not Strength.NONE else Direction.NOT_ASSESSABLE,
            strength=strength,
            locations=(*(each.on_letter.location for each in held), locate.claim(f"assertions.{assertion.id}")),
            assertions=(assertion.id,),
            evidence={
                "claimed": assertion.value or "",
                "claimed_hijri": assertion.hijri or "",
                "readings": [_values(each) for each in held],
            },
            limits=around_untold(case),
            next_step="" if any(readings_of(case, AssertionKind.DOCUMENT_DATE)) else None,
        )


def fitting(reading: DateReading, assertion: Assertion) -> tuple[str, ...]:
    """Those of the days that a date can mean on which the claimed date can fall; its month, where it has no day.

    A Hijri date is held against the claimed Hijri date where there is one, else against the claimed day with the room
    that two calendars have.
    """
    if reading.calendar is Calendar.HIJRI and assertion.hijri is not None:
        wanted = HijriDate.parse(assertion.hijri)
        same = reading.written == str(wanted) or wanted.gregorian().isoformat() in reading.days[:1]
        return reading.days[:1] if same else ()
    if assertion.when is None:
        return ()
    first, last = _days(assertion.when)
    if reading.precision is Precision.MONTH:
        months = (month_of(reading.calendar, day.isoformat()) for day in (first, last))
        return (reading.written,) if reading.written is not None and reading.written in months else ()
    if reading.calendar is Calendar.HIJRI:
        first -= timedelta(days=CONSISTENT[-1])
        last -= timedelta(days=CONSISTENT[0])
    return tuple(day for day in reading.days if first <= date.fromisoformat(day) <= last)


def _days(when: When) -> tuple[date, date]:
    first, last = when.as_written()
    return first.date(), (When.parse(when.end).as_written()[1] if when.end else last).date()


def _weighs(held: _Held) -> bool:
    """Too little to support a date together with one person's reading: what a case turns on wants two pairs of eyes."""
    each = held.on_letter
    return held.fits and not each.overruled and each.machine.status is DateStatus.CROSS_CHECKED


def _observation(held: Sequence[_Held], assertion: Assertion) -> str:
    claimed = f"{assertion.value}" + (f" = {assertion.hijri} AH" if assertion.hijri else "")
    fits = [each for each in held if each.fits]
    others = [each for each in held if not each.fits]
    parts = []
    if fits:
        parts.append(f"The claimed {claimed} fits {_listed(fits)}, as read by machine")
    if others:
        said = "it does not fit" if fits else f"The claimed {claimed} fits none of the dates as read by machine:"
        parts.append(f"{said} {_listed(others)}")
    return "; ".join(parts)


def _listed(held: Sequence[_Held]) -> str:
    return ", ".join(
        f"\u201c{each.on_letter.date.text}\u201d ({meaning(each.on_letter.date)}; {standing_in_words(each.on_letter)})"
        for each in held
    )


def _values(held: _Held) -> dict[str, object]:
    each = held.on_letter
    return {
        "text": each.date.text,
        "calendar": each.date.calendar.value,
        "days": list(each.date.days),
        "status": each.status.value,
        "set_aside": not each.stands,
        "fits": list(held.days),
    }


RULE = Rule(
    code="claimed-date-read",
    title="The claimed date against the dates that were read",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    # Words and digits are read by the same machines on the same picture: they count once, and a person is the second.
    group="ocr-text",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("text",),
    proposition="the document bears the claimed date",
    alternative="it bears another",
    limits=(
        "Machines read the digits: only dates that were checked against another calendar or another reader weigh, and "
        "none weighs against the claim",
    ),
    innocent_explanations=(
        "A digit of the date was misread, or the date was not read at all.",
        "A letter bears several dates: its own, those of letters that it answers, of receipt, of a form.",
    ),
    next_step="Have a reader of the language read the date in the picture and record it under readings in the claim.",
    judge=judge,
)
