"""Numbers on a page: lines are found, read whole, and each number is cut out and read again.

What is given is what the eye sees, left to right. A number on which no two of the three readings agree, or of which
none is sure, is kept with its alternatives and is not accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.model.base import Box
from verifyctl.reading.numbers.confidence import Confidence, features
from verifyctl.reading.numbers.cutting import around, clipped, cut, parts
from verifyctl.reading.numbers.decode import Run, runs
from verifyctl.reading.numbers.edges import whole
from verifyctl.reading.numbers.ends import mended
from verifyctl.reading.numbers.find import Found, find_lines, ink_of
from verifyctl.reading.numbers.lone import is_day, lone_pieces
from verifyctl.reading.numbers.network import Network
from verifyctl.reading.numbers.pitch import narrowed, widening
from verifyctl.reading.numbers.readings import (
    ALONE,
    NumberRead,
    Reading,
    Readings,
    Seen,
    StripRead,
    agreed,
    in_one_set,
    is_shared,
    weighed,
    with_persian_digits,
)
from verifyctl.reading.numbers.shape import can_be_a_date, holds_a_year
from verifyctl.reading.numbers.strip import HEIGHT, MARGIN, STEP, STRETCH, brought, fits, widest
from verifyctl.reading.numbers.votes import CODE
from verifyctl.reading.numbers.wide import closed_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

FIRST, SECOND, WITNESS = range(3)
Sight = tuple[float, int]

SIGHTS: tuple[Sight, ...] = ((0.52, FIRST),)
"""How much of the height of a number's own strip its digits fill, and which network reads it, in the third reading; the
first two are both networks' readings of its line.
"""

FURTHER_SIGHTS: tuple[Sight, ...] = ((0.44, FIRST), (0.56, SECOND))
"""The same in two further readings of a number on which the networks are not of one mind.

Where they are and a strip cut out says otherwise, it was mostly cut wrongly, and more such strips would outvote them.
"""

LONE_SIGHTS: tuple[Sight, ...] = ((0.48, FIRST), (0.48, SECOND), *SIGHTS, *FURTHER_SIGHTS)
"""The same in the five readings of a digit that stands alone."""

LONE_WITNESS: tuple[Sight, ...] = tuple((share, WITNESS) for share, _ in LONE_SIGHTS)
"""The same for the witness, which gives what it sees first."""

MOST_NUMBERS = 120
"""Numbers of a page that are read again; what comes after them keeps its first reading and is not accepted."""

MOST_YEARS = 12
"""Years of a page around which a date that is set wide is looked for."""

HOPELESS = -4.0
"""First readings with a lower logit are not read again."""


@dataclass(frozen=True)
class Reader:
    """Networks trained on other strips, which misread otherwise, and how far they are to be believed.

    The first two read; the third is the witness (`Seen`).
    """

    networks: tuple[Network, Network, Network]
    confidence: Confidence

    def strip(self, grey: Grey, by: int = FIRST) -> StripRead:
        """One network's reading of a strip of shape (height, width), dark on light, its digits about half as high as it
        is.

        It is read wider where its digits stand too close. Raises ValueError for an empty strip or one much too long for
        its height.
        """
        network = self.networks[by]
        ink = brought(grey)
        scores = network.scores(ink)
        wide = min(widening(scores), widest(grey))
        if wide > 1:
            ink = brought(grey, wide)
            scores = network.scores(ink)
        known = [(run, features(run, len(scores))) for run in (mended(run, ink) for run in runs(scores))]
        found = tuple(
            Reading(narrowed(run, wide), figures, self.confidence.single.at(figures)) for run, figures in known
        )
        return StripRead(found, round(len(scores) / wide))

    def page(self, page: Grey, words: Sequence[Box] = (), found: Found | None = None) -> tuple[NumberRead, ...]:
        """All numbers on an upright page of shape (height, width), 8-bit grey, dark on light and evenly lit.

        By line from top to bottom, in a line from left to right. `words` are boxes on the page where no number is
        looked for, since words are known to stand there (`hints.plain_words`); `found` are its lines, if known.
        """
        found = found or find_lines(page)
        read: list[NumberRead] = []
        for line in found.lines:
            here: list[NumberRead] = []
            for part in parts(page, line, words, found.letter):
                crop = around(page, line, part, found.letter)
                if not fits(crop.width, crop.height):
                    continue
                most = MOST_NUMBERS - len(read) - len(here)
                here += (agreed(seen, self.confidence) for seen in self._line(page, crop, found.letter, most))
            read += here
        return in_one_set(self._with_wide_dates(page, read, found.letter))

    def _with_wide_dates(self, page: Grey, read: list[NumberRead], letter: float) -> list[NumberRead]:
        """The numbers, those that are groups of one date made that date."""
        years = [one for one in read if holds_a_year(one.text) and not (one.accepted and can_be_a_date(one.text))]
        for year in years[:MOST_YEARS]:
            date = self._wide_date(page, year.box, letter)
            least = year.permille if can_be_a_date(year.text) else round(1000 * ALONE)
            if date is None or year not in read or date.permille <= least:
                continue
            groups = [one.box.meets(date.box) for one in read]
            read[groups.index(True)] = date
            read = [one for one, group in zip(read, groups, strict=True) if one is date or not group]
        return read

    def _wide_date(self, page: Grey, year: Box, letter: float) -> NumberRead | None:
        """The date around a year, if it is set wide."""
        closed = closed_up(page, year, letter)
        if closed is None or not fits(closed.grey.shape[1], closed.grey.shape[0]):
            return None
        height, width = closed.grey.shape
        whole = Box(x=0, y=0, width=width, height=height)
        seen = self._line(closed.grey, whole, letter, MOST_NUMBERS)
        read = (agreed(closed.on_page(one), self.confidence) for one in seen)
        return next((one for one in read if can_be_a_date(one.text) and one.box.meets(year)), None)

    def days(
        self, page: Grey, gaps: Sequence[tuple[Box, int]], found: Found | None = None, *, persian: bool = False
    ) -> tuple[NumberRead, ...]:
        """Days that stand alone right of months' names: one or two digits that most readings give.

        `page` and `found` as for `page`; `gaps` are boxes of names on it, and the column up to which there is room
        beside them. With `persian` the shapes that Arabic-Indic and Persian digits share are Persian.
        """
        found = found or find_lines(page)
        days: dict[Box, NumberRead] = {}
        for name, end in gaps:
            pieces = lone_pieces(page, found, name, end)
            read = ((piece, self._day(page, piece, found.letter)) for piece in pieces)
            days.update([(piece, day) for piece, day in read if day is not None][:1])
        return tuple(with_persian_digits(day) if persian and is_shared(day) else day for day in days.values())

    def _day(self, page: Grey, piece: Box, letter: float) -> NumberRead | None:
        readings = tuple(self._again(page, piece, letter, LONE_SIGHTS))
        if not _agree(readings):
            return None
        text, _, votes = weighed(Seen(readings, None, piece))
        if votes <= 1 or not is_day(text):
            return None
        witness = next(filter(None, self._again(page, piece, letter, LONE_WITNESS)), None)
        day = agreed(Seen(readings, witness or _least_sure(readings, text), piece), self.confidence)
        return replace(day, witness=None if witness is None else day.witness)

    def line(self, grey: Grey) -> tuple[NumberRead, ...]:
        """The numbers on a strip like those of `strip`, each read as on a page, left to right."""
        return tuple(agreed(seen, self.confidence) for seen in self.seen(grey))

    def seen(self, grey: Grey) -> list[Seen]:
        """The numbers on such a strip as they were seen, left to right."""
        height, width = grey.shape
        return self._line(grey, Box(x=0, y=0, width=width, height=height), height / 2, MOST_NUMBERS)

    def _line(self, page: Grey, crop: Box, letter: float, most: int) -> list[Seen]:
        read: list[Seen] = []
        strip = cut(page, crop)
        read_by = cache(partial(self.strip, strip))
        for reading in self.strip(strip).readings:
            box, witness = _place(reading.run, crop, page), None
            readings: Readings = (reading,)
            if len(read) < most and reading.logit >= HOPELESS:
                readings = (reading, _main(read_by(SECOND), box, crop, page))
                coded = any(one is not None and one.run.text.endswith(CODE) for one in readings)
                of_one_mind = len(_texts(readings)) == 1
                sights = SIGHTS if of_one_mind else (*SIGHTS, *FURTHER_SIGHTS)
                readings = (*readings, *self._again(page, box, letter, sights, coded=coded))
                witness = _main(read_by(WITNESS), box, crop, page) if coded or _agree(readings) else None
            read.append(Seen(readings, witness, box))
        return read

    def _again(
        self,
        page: Grey,
        box: Box,
        letter: float,
        sights: Sequence[Sight],
        *,
        coded: bool = False,
    ) -> list[Reading | None]:
        """The number's own strip read at some sizes, its height taken from the ink in it.

        With `coded` a slash at its right leads to a letter and is left out: alone it would look like a ١.
        """
        rows = np.flatnonzero(ink_of(cut(page, box)).any(axis=1))
        if not len(rows):
            return [None] * len(sights)
        top, bottom = box.y + int(rows[0]), box.y + int(rows[-1]) + 1
        number, box = box, whole(page, box, letter, coded=coded)
        digit = min(max(bottom - top, 0.6 * letter), 1.6 * letter)
        middle, side = (top + bottom) / 2, 0.3 * digit
        crops = (
            clipped(
                box.x - side,
                middle - digit / share / 2,
                box.x + box.width + (0 if coded else side),
                middle + digit / share / 2,
                page,
            )
            for share, _ in sights
        )
        return [
            _main(self.strip(cut(page, crop), by), number, crop, page)
            for crop, (_, by) in zip(crops, sights, strict=True)
        ]


def _agree(readings: Readings) -> bool:
    """Whether two readings gave one text."""
    given = [reading.run.text for reading in readings if reading is not None]
    return len(set(given)) < len(given)


def _least_sure(readings: Readings, text: str) -> Reading:
    """Of the readings that gave the text: it stands in for a witness that did not see a digit alone at all."""
    given = (reading for reading in readings if reading is not None and reading.run.text == text)
    return min(given, key=lambda reading: reading.logit)


def _texts(readings: Readings) -> set[str | None]:
    return {None if reading is None else reading.run.text for reading in readings}


def _place(run: Run, crop: Box, page: Grey) -> Box:
    """The run's columns as a box on the page, one column wider at each side."""
    scale = crop.height / (HEIGHT * STRETCH)
    left, right = (crop.x + (column * STEP - MARGIN) * scale for column in (run.start - 1, run.end + 1))
    return clipped(left, crop.y, right, crop.y + crop.height, page)


def _main(strip: StripRead, number: Box, crop: Box, page: Grey) -> Reading | None:
    """The number on a strip that lies most on a box of the page, with its own place there."""
    placed = [replace(one, box=_place(one.run, crop, page)) for one in strip.readings]
    best = max(placed, key=lambda one: _shared(one.box, number), default=None)
    return best if best is not None and _shared(best.box, number) > 0 else None


def _shared(one: Box | None, other: Box) -> int:
    """Columns that two boxes share."""
    return 0 if one is None else min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
