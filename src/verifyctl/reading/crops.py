"""The strips of a picture that a person should look at: dates, lines for a date, reference numbers, other numbers.

Which strips there are follows from the facts alone; their pixels are cut from the upright picture as it was decoded,
with nothing done to them but quarter turns and enlarging.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verifyctl.model.base import Box
from verifyctl.model.text import FieldName, Line, NumberReading, TextFacts, Word
from verifyctl.reading.order import side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

Kind = Literal["date", "date-line", "reference", "number"]

MOST = 60
"""Strips of a picture; the last numbers are left out first."""

LEAST_DIGITS = 2

SURE_WORD, IN_WORDS = 80, 0.5
"""The engine's confidence in what is surely read, and the share of a box from which it lies on another."""

_WIDEST = 3000  # pixels, the longer side of a strip when enlarged
_THICK = 72  # pixels to which the height of its text is enlarged
_MOST_ENLARGED = 4.0
_ACROSS = 0.6  # of the height of the text, left above and below it
_ALONG: dict[Kind, float] = {"date": 3.0, "date-line": 1.0, "reference": 3.0, "number": 1.5}  # and at its ends


@dataclass(frozen=True)
class Strip:
    """A place to look at. `number` counts strips of its kind from 1, `place` is that of what it shows in its list.

    `box` is the place of the text, `text` what a machine made of it, `line` its line of the transcript if it has one.
    """

    kind: Kind
    number: int
    place: int
    box: Box
    text: str
    line: int | None = None

    @property
    def name(self) -> str:
        """What it is called: `date-1`."""
        return f"{self.kind}-{self.number}"


def strips(facts: TextFacts) -> tuple[Strip, ...]:
    """Every strip, dates first. A number within another strip is none of its own, nor is what is hardly a number."""
    found = [*_dates(facts), *_fields(facts)]
    boxes = [strip.box for strip in found]
    unsure = _unsure(facts)
    for place, number in enumerate(facts.numbers):
        told = number.accepted or place in unsure
        if told and not any(number.box.meets(box) for box in boxes):
            found.append(Strip("number", 0, place, number.box, number.text))
    return tuple(_numbered(found[:MOST]))


def doubtful(facts: TextFacts) -> tuple[NumberReading, ...]:
    """Numbers that could not be read surely and are no part of a date; single digits are left out."""
    dates = [date.box for date in facts.dates]
    unsure = _unsure(facts)
    return tuple(
        number
        for place, number in enumerate(facts.numbers)
        if place in unsure and not any(number.box.meets(box) for box in dates)
    )


def _unsure(facts: TextFacts) -> frozenset[int]:
    """The places of numbers that were not read surely and are likely to be numbers."""
    words = [word for line in facts.lines for word in _surely_read(line)]
    sure, letters = [word.box for word in words], [word.box for word in words if not _has_figures(word)]
    return frozenset(
        place
        for place, number in enumerate(facts.numbers)
        if not number.accepted and has_digits(number) and not _is_in_words(number.box, sure, letters)
    )


def _is_in_words(number: Box, sure: Sequence[Box], letters: Sequence[Box]) -> bool:
    """Whether it is likely to be what the transcript surely has as words: об, which looks like 06.

    `sure` are the words surely read, `letters` those of them without figures: figures alone in a number's place do not
    make it a word, since the engine and the number reader may differ on them.
    """
    covered = sum(_shared(number, box) for box in sure) >= IN_WORDS * _area(number)
    return covered and any(_one_in_the_other(number, box) for box in letters)


def _surely_read(line: Line) -> Iterator[Word]:
    """Words of the engine; those with figures only among Latin and Cyrillic letters, where it knows figures."""
    figures = side(line.words) == "L"
    sure = (word for word in line.words if word.confidence >= SURE_WORD and not word.number)
    return (word for word in sure if figures or not _has_figures(word))


def _has_figures(word: Word) -> bool:
    return any(map(str.isdigit, word.text))


def has_digits(number: NumberReading) -> bool:
    """Whether it has two digits or more, or had by two readings. Single ones are strokes of letters often enough."""
    return _many(number.text) or sum(_many(reading) for reading in number.readings if reading) > 1


def _many(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= LEAST_DIGITS


def _dates(facts: TextFacts) -> Iterator[Strip]:
    for place, date in enumerate(facts.dates):
        yield Strip("date", 0, place, date.box, date.text, date.line)


def _fields(facts: TextFacts) -> Iterator[Strip]:
    """Lines for a date without a date on them, and reference numbers."""
    for place, field in enumerate(facts.fields):
        line = field.lines[0] if field.lines else None
        dated = any(date.box.meets(field.box) or date.line in field.lines for date in facts.dates)
        if field.name is FieldName.DATE_LINE and not dated:
            yield Strip("date-line", 0, place, field.box, field.text, line)
        elif field.name is FieldName.REFERENCE:
            yield Strip("reference", 0, place, field.box, field.text, line)


def _numbered(found: Iterable[Strip]) -> Iterator[Strip]:
    counts: dict[Kind, int] = {}
    for strip in found:
        counts[strip.kind] = counts.get(strip.kind, 0) + 1
        yield Strip(strip.kind, counts[strip.kind], strip.place, strip.box, strip.text, strip.line)


def _one_in_the_other(one: Box, other: Box) -> bool:
    """Whether half of the smaller box and more lies on the other."""
    return _shared(one, other) >= IN_WORDS * min(_area(one), _area(other))


def _area(box: Box) -> int:
    return box.width * box.height


def _shared(one: Box, other: Box) -> int:
    """The pixels that two boxes share."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(wide, 0) * max(high, 0)


# pixels -------------------------------------------------------------------------------------------


def cut(facts: TextFacts, rgb: Picture) -> dict[str, bytes]:
    """The strips as PNG files without metadata, by name. `rgb` is the upright picture, (height, width, 3), 8-bit.

    A strip that lies outside the picture is left out.
    """
    files = {}
    for strip in strips(facts):
        area = around(strip, facts.turned, width=rgb.shape[1], height=rgb.shape[0])
        if area.width and area.height:
            files[strip.name] = _png(_upright(rgb, area, strip.box, facts.turned))
    return files


def around(strip: Strip, turned: int, *, width: int, height: int) -> Box:
    """The strip with what stands around it, within a picture of that size; empty where it lies outside."""
    box, sideways = strip.box, turned in (90, 270)
    thick = box.width if sideways else box.height
    across, along = round(max(4, _ACROSS * thick)), round(max(4, _ALONG[strip.kind] * thick))
    right_left, up_down = (across, along) if sideways else (along, across)
    left, top = max(0, box.x - right_left), max(0, box.y - up_down)
    right, bottom = min(width, box.x + box.width + right_left), min(height, box.y + box.height + up_down)
    return Box(x=left, y=top, width=max(0, right - left), height=max(0, bottom - top))


def _upright(rgb: Picture, area: Box, box: Box, turned: int) -> Picture:
    """The area turned as the page was to be read, and enlarged so that its text is easy to see."""
    import cv2
    import numpy as np

    part = np.rot90(rgb[area.y : area.y + area.height, area.x : area.x + area.width], -(turned // 90))
    thick = max(1, box.width if turned in (90, 270) else box.height)
    factor = min(max(_THICK / thick, 1.0), _MOST_ENLARGED, _WIDEST / max(part.shape[:2]))
    size = (max(1, round(part.shape[1] * factor)), max(1, round(part.shape[0] * factor)))
    interpolation = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(np.ascontiguousarray(part), size, interpolation=interpolation), np.uint8)


def _png(picture: Picture) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()
