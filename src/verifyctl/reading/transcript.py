"""Words and numbers of a page together: the lines with numbers in their places, and the names of months among them.

Where the parts of a date do not fit together, what is missing is read once more: a day before a month's name by the
number reader, a month's name between a day and a year by the text engine, each cut out of its line. So is the letter
of a reference number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifyctl.model.text import Pass
from verifyctl.reading import codes
from verifyctl.reading.calls import ReadingTimeoutError
from verifyctl.reading.dates.missing import gaps_before_months, months_read
from verifyctl.reading.dates.named import nameless
from verifyctl.reading.dates.sheet import Sheet
from verifyctl.reading.figures import for_transcript, words_for_figures
from verifyctl.reading.numbers import shipped
from verifyctl.reading.numbers.hints import plain_words
from verifyctl.reading.numbers.merge import merged
from verifyctl.reading.numbers.months import months_in
from verifyctl.reading.scripts import LINE, RAW_LINE, reads_arabic
from verifyctl.reading.spliced import spliced

if TYPE_CHECKING:
    from verifyctl.model.text import Line, NumberReading
    from verifyctl.reading.desk import Desk
    from verifyctl.reading.months import MonthReading
    from verifyctl.reading.read import Reading


@dataclass(frozen=True)
class Transcript:
    """Lines with numbers in them, in logical order; the numbers, those left out of the lines too; the months' names.

    All boxes are on the picture. `passes` are those of the engine, second looks among them.
    """

    lines: tuple[Line, ...]
    numbers: tuple[NumberReading, ...]
    months: tuple[MonthReading, ...]
    passes: tuple[Pass, ...] = ()

    def sheet(self, reading: Reading) -> Sheet:
        """The same as it lies on the level page."""
        return Sheet.of(self.lines, self.numbers, self.months, reading.level, reading.lines)


def transcript_of(reading: Reading, desk: Desk) -> Transcript:
    """The numbers of the page that was read, put among the engine's words; what dates lack is looked for once more."""
    page = reading.page
    found = shipped.reader().page(page.full, plain_words(reading.lines, reading.level), reading.found)
    numbers = tuple(number.fact(page.placed_full(number.box)) for number in found)
    first = _together(reading, numbers)
    numbers = _with_days(first, reading)
    second = first if numbers is first.numbers else _together(reading, numbers)
    named = _with_names(second, reading, desk)
    third = second if named is reading else _together(named, second.numbers)
    return _with_codes(third, reading, desk)


def _together(reading: Reading, numbers: Sequence[NumberReading]) -> Transcript:
    """What stays out of the lines, because the engine read letters there, is not accepted either."""
    level = reading.level
    narrowed, kept = for_transcript(reading.lines, numbers, level)
    lines = merged(narrowed, kept, level)
    judged = (one if one in kept else one.model_copy(update={"accepted": False}) for one in numbers)
    return Transcript(lines, tuple(judged), months_in(lines), reading.passes)


def _with_days(seen: Transcript, reading: Reading) -> tuple[NumberReading, ...]:
    """The numbers, and the days found before months that had none, in the place of what was read there."""
    page = reading.page
    gaps = tuple(gaps_before_months(seen.sheet(reading)))
    persian = any(number.digits == "persian" for number in seen.numbers)
    days = shipped.reader().days(page.full, gaps, reading.found, persian=persian) if gaps else ()
    read = tuple(day.fact(page.placed_full(day.box)) for day in days)
    words = words_for_figures(reading.lines, read, reading.level)
    facts = tuple(day for day, word in zip(read, words, strict=True) if not word)
    kept = (number for number in seen.numbers if not any(number.box.meets(day.box) for day in facts))
    return (*kept, *facts) if facts else seen.numbers


def _with_names(seen: Transcript, reading: Reading, desk: Desk) -> Reading:
    """The reading with months' names, read once more, between days and years that had none; itself if all have one.

    Every set of data that the page was read with reads them; what names two months is left as it was.
    """
    page = reading.page
    sheet = seen.sheet(reading)
    gaps = tuple(nameless(sheet))
    models = [model for model in reading.models if reads_arabic((model,))]
    if not gaps or not models:
        return reading
    boxes, letter = [box for box, _ in gaps], reading.found.letter
    try:
        read = [desk.lines(page, boxes, letter, (model,)) for model in models]
    except ReadingTimeoutError:
        return reading
    lines = reading.lines
    for number, (box, calendars) in enumerate(gaps):
        words = months_read([words[number] for words in read], calendars, arabic=sheet.language == "arabic")
        if words:
            placed = tuple(word.model_copy(update={"box": page.placed_full(word.box)}) for word in words)
            lines = spliced(lines, box, placed, reading.level)
    again = (
        Pass(models=model, psm=RAW_LINE, words=sum(map(len, words)), kept=lines != reading.lines)
        for model, words in zip(models, read, strict=True)
    )
    return replace(reading, lines=lines, passes=(*reading.passes, *again))


def _with_codes(seen: Transcript, reading: Reading, desk: Desk) -> Transcript:
    """The transcript with the letters of reference numbers, read once more by every set of data for Arabic."""
    page, level = reading.page, reading.level
    numbers = codes.coded(seen.numbers, level)
    models = [model for model in reading.tried if reads_arabic((model,))]
    if not numbers or not models:
        return seen
    letter = reading.found.letter
    boxes = [cut(number, letter) for number in numbers for cut in (codes.alone, codes.with_label)]
    try:
        read = [desk.lines(page, boxes, letter, (model,), psm=LINE, brought_to=codes.LETTERS) for model in models]
    except ReadingTimeoutError:
        return seen
    lines = seen.lines
    for place, number in enumerate(numbers):
        looks = [codes.Look(*each[2 * place : 2 * place + 2]) for each in read]
        box = page.placed_full(codes.place(number, letter))
        lines = codes.put(lines, codes.Coded(number, letter, box), looks, level)
    again = (
        Pass(models=model, psm=LINE, words=sum(map(len, words)), kept=lines != seen.lines)
        for model, words in zip(models, read, strict=True)
    )
    return replace(seen, lines=lines, passes=(*seen.passes, *again))
