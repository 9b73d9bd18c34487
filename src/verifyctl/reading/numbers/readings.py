"""What single readings of a number gave, and the number that they agree on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from verifyctl.model.text import NumberReading
from verifyctl.reading.numbers.alphabet import DIGITS, PERSIAN, WESTERN, in_persian
from verifyctl.reading.numbers.confidence import Confidence, chance, joint_features
from verifyctl.reading.numbers.decode import ALTERNATIVES, Run
from verifyctl.reading.numbers.shape import GROUPS_OF_A_DATE, can_be_a_date, groups_of, is_like_a_date
from verifyctl.reading.numbers.votes import CODE, IN_LINE, bare, gives, of_three

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.model.base import Box

    Figures = NDArray[np.float64]

DigitSet = Literal["western", "arabic-indic", "persian"]

ALONE = 0.5
"""The most confidence for a reading that no other one agrees with."""


@dataclass(frozen=True)
class NumberRead:
    """A number on a page.

    `text` is what is seen from left to right; `digits` its digit set; `box` its place in pixels of the page;
    `permille` the confidence in thousandths; `alternatives` other strings, likeliest first; `letters` the calendar
    letters beside it; `readings` what each reading gave, None where it found nothing there; `witness` what a further
    network gave that was asked afterwards, None too where it was not asked; `accepted` whether the number may be used.
    """

    text: str
    digits: DigitSet
    box: Box
    permille: int
    accepted: bool
    alternatives: tuple[str, ...]
    letters: tuple[str, ...]
    readings: tuple[str | None, ...]
    witness: str | None = None

    def fact(self, box: Box) -> NumberReading:
        """The same as it is recorded, with its place on the picture."""
        return NumberReading(
            text=self.text,
            digits=self.digits,
            box=box,
            confidence=self.permille,
            accepted=self.accepted,
            alternatives=self.alternatives,
            letters=self.letters,
            readings=self.readings,
            witness=self.witness,
        )


@dataclass(frozen=True)
class Reading:
    """A number as one reading of one strip gave it, what is known of it, and the logit that it is right.

    `box` is its place on the page; None for the first reading within its line, which is what it was found by.
    """

    run: Run
    figures: Figures
    logit: float
    box: Box | None = None

    @property
    def near(self) -> bool:
        """Whether it stands at the side of the strip."""
        return bool(self.figures[-1])


Readings = tuple[Reading | None, ...]
"""The readings of one number: both networks' in its line, then cut out; None where one found nothing there.

Three; five where the first two differ.
"""


@dataclass(frozen=True)
class Seen:
    """A number as it was seen: its readings, that of the witness, and its place on the page.

    The witness is a network that has no vote. It is asked within the number's line where two readings agree or a code
    follows; None where it was not asked or found nothing there.
    """

    readings: Readings
    witness: Reading | None
    box: Box


@dataclass(frozen=True)
class StripRead:
    """The numbers on one strip, left to right, and the width of the strip's scores in columns."""

    readings: tuple[Reading, ...]
    columns: int


def weighed(seen: Seen) -> tuple[str, Figures, int]:
    """The text that most readings gave, marks at its ends aside; what is known of it; how many of three gave it.

    Before the slash and letter of a reference number it is what was read within the line: cut out, the slash that
    leans over the last digit changes or hides it.
    """
    readings = seen.readings
    given = [reading for reading in readings if reading is not None]
    votes, alike = Counter(bare(reading.run.text) for reading in given), Counter(reading.run.text for reading in given)
    best = max(given, key=lambda one: (votes[bare(one.run.text)], alike[one.run.text], one.logit))
    text = next(filter(None, map(_before_letter, readings[:IN_LINE])), None) or best.run.text
    *logits, witness = (
        reading.logit if reading and gives(reading.run.text, text) else None for reading in (*readings, seen.witness)
    )
    first, second = (*logits, None)[:IN_LINE]
    agreeing = [logit for logit in logits if logit is not None]
    many = of_three(len(agreeing), len(readings))
    near = readings[0] is not None and readings[0].near
    date = can_be_a_date(text)
    no_date = not date and len(groups_of(text)) >= GROUPS_OF_A_DATE
    figures = joint_features(
        agreeing, many, first=first, second=second, witness=witness, near=near, date=date, no_date=no_date
    )
    return text, figures, many


def _before_letter(reading: Reading | None) -> str | None:
    """The number before the slash that leads to a letter, by a reading of its line; None where there is none."""
    if reading is None or not reading.run.text.endswith(CODE):
        return None
    text = reading.run.text.rstrip(CODE)
    groups = groups_of(text)
    return None if is_like_a_date(groups) or not any(groups) else f"{text}{CODE}"


def agreed(seen: Seen, confidence: Confidence) -> NumberRead:
    """A number from its readings, where those that gave its text saw it; what most did not give is not accepted."""
    text, figures, votes = weighed(seen)
    readings, box = seen.readings, seen.box
    given = [reading for reading in readings if reading is not None]
    place = next(reading.box for reading in given if gives(reading.run.text, text))
    if place is not None:
        box = box.model_copy(update={"x": place.x, "width": place.width})
    others: dict[str, float] = {}
    for candidate in (candidate for reading in given for candidate in reading.run.candidates):
        if candidate.text != text:
            others[candidate.text] = max(others.get(candidate.text, -np.inf), candidate.logarithm)
    ranked = sorted(others, key=lambda other: -others[other])[:ALTERNATIVES]
    doubted = [reading.run.doubted for reading in given if reading.run.text == text and reading.run.doubted]
    ranked = [*doubted[:1], *ranked][:ALTERNATIVES]
    sure = chance(confidence.joint.at(figures))
    sure = sure if votes > 1 else min(sure, ALONE)
    return NumberRead(
        text=text,
        digits=digit_set(text),
        box=box,
        permille=round(1000 * sure),
        accepted=votes > 1 and sure >= confidence.level and _without_doubt(given, text),
        alternatives=tuple(dict.fromkeys(ranked)),
        letters=tuple(dict.fromkeys(letter for reading in given for letter in reading.run.letters)),
        readings=tuple(None if reading is None else reading.run.text for reading in readings),
        witness=None if seen.witness is None else seen.witness.run.text,
    )


def _without_doubt(given: list[Reading], text: str) -> bool:
    """False where readings of a number before a letter differ in its last digit."""
    return not text.endswith(CODE) or len({reading.run.text.rstrip(CODE) for reading in given}) == 1


def digit_set(text: str) -> DigitSet:
    """`western`, `persian` or `arabic-indic`; shapes that the last two share count as Arabic-Indic."""
    used = DIGITS.intersection(text)
    if used <= set(WESTERN):
        return "western"
    return "persian" if used <= set(PERSIAN) and used & set("۴۵۶") else "arabic-indic"


def in_one_set(read: list[NumberRead]) -> tuple[NumberRead, ...]:
    """Shapes that Arabic-Indic and Persian digits share are Persian on a page whose other digits are.

    Persian numbers are given in Persian digits.
    """
    own = [one.digits for one in read if DIGITS.intersection(one.text) & set("٤٥٦۴۵۶")]
    persian = own.count("persian") > own.count("arabic-indic")
    return tuple(
        with_persian_digits(one) if one.digits == "persian" or (persian and is_shared(one)) else one for one in read
    )


def is_shared(one: NumberRead) -> bool:
    """Whether all its digits have shapes that Arabic-Indic and Persian share."""
    return one.digits == "arabic-indic" and not set("٤٥٦") & set(one.text)


def with_persian_digits(one: NumberRead) -> NumberRead:
    """The same in Persian digits."""
    return replace(
        one,
        text=in_persian(one.text),
        digits="persian",
        alternatives=tuple(in_persian(other) for other in one.alternatives),
        readings=tuple(None if reading is None else in_persian(reading) for reading in one.readings),
        witness=None if one.witness is None else in_persian(one.witness),
    )
