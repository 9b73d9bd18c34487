"""Dates on a page from what the number reader saw: numbers that are dates, and days and years around a month's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.model.text import NumberReading
from verifyctl.reading.dates.language import is_labelled, mark_beside
from verifyctl.reading.dates.meaning import Beside, Written, calendars_for, impossible, meanings, numeric_meanings
from verifyctl.reading.dates.names import Named, exact, nearest, words_of
from verifyctl.reading.dates.find import NUMERIC
from verifyctl.reading.dates.seen import Seen, best_of, dates_in_number, group, rivals_of
from verifyctl.reading.dates.sheet import Placed, Sheet, across, covers, in_row
from verifyctl.reference.months import Script
from verifyctl.reference.spelling import folded

WIDEST_NAME = 14.0
"""Between a day and its year there is at most so much room for a month's name, in heights of the numbers."""

CUT = 0.45
"""Where the engine's figures reach further than a number by so much of their height, a figure of it was lost."""

_NEIGHBOURS = 4


def joined(sheet: Sheet) -> list[Seen]:
    """Every date that the numbers of a page make, each number used once."""
    return best_of((*_numeric(sheet), *_named(sheet)))


def beside(sheet: Sheet, box: Box, letters: tuple[str, ...] = (), *, persian: bool = False) -> Beside:
    """What the words around a box and the letters seen beside its number say of its calendar."""
    before, after = (" ".join(folded(word.word.text) for word in words) for words in sheet.around(box))
    plain = f"{before} 0 {after}"
    place = len(before) + 1
    mark = mark_beside(plain, place, place + 1)
    if mark is None and letters:
        mark = Calendar.HIJRI if {"ه", "ق"} & set(letters) else Calendar.GREGORIAN
    return Beside(mark, sheet.language, persian, is_labelled(plain, place))


def _numeric(sheet: Sheet) -> Iterator[Seen]:
    for index, (number, box) in enumerate(zip(sheet.numbers, sheet.places, strict=True)):
        if sum(char.isdigit() for char in number.text) < 3:
            continue
        near = beside(sheet, box, number.letters, persian=number.digits == "persian")
        for written, exists, votes in dates_in_number(number, near):
            engine = _engine_agrees(sheet, number, box, written[0], near)
            if not engine and is_cut(sheet, index):
                continue
            yield Seen(
                written=written,
                votes=votes,
                permille=number.confidence,
                agreed=number.accepted,
                box=box,
                numbers=(index,),
                exists=exists,
                engine=engine,
                rivals=rivals_of(number, near, written[0]),
                alternatives=tuple(other for other in number.alternatives if NUMERIC.search(folded(other))),
            )


def _engine_agrees(sheet: Sheet, number: NumberReading, box: Box, written: Written, near: Beside) -> bool:
    """Whether the text engine read the same date there, in digits that it knows."""
    if number.digits == "arabic-indic":
        return False
    words = [word for word in sheet.row(box) if covers(box, word.box)]
    texts = [text for word in words for text in ((*word.word.others,) if word.word.number else (word.word.text,))]
    texts.append("".join(word.word.text for word in words if not word.word.number))
    for text in texts:
        for match in NUMERIC.finditer(folded(text)):
            found = numeric_meanings((match["first"], match["second"], match["third"]), near)
            if found and found[0] == written:
                return True
    return False


def _named(sheet: Sheet) -> Iterator[Seen]:
    years = [(index, *year) for index, number in enumerate(sheet.numbers) if (year := group(number, (4,)))]
    for index, digits, votes in years:
        if not calendars_for(int(digits), Beside()):
            continue
        for other in _beside(sheet, index):
            day = group(sheet.numbers[other], (1, 2))
            if day is None or not 1 <= int(day[0]) <= 31 or is_cut(sheet, other):
                continue
            seen = _around_name(sheet, (index, digits), (other, day[0]))
            if seen is not None:
                yield replace(seen, votes=min(votes, day[1]))


def is_cut(sheet: Sheet, index: int) -> bool:
    """Whether the text engine saw more figures than the number reader where a number stands.

    A figure lost at the edge is the error that all readings of a number share. The engine's figures are not to be
    believed, but where they are and how many are.
    """
    box, digits = sheet.places[index], sum(char.isdigit() for char in sheet.numbers[index].text)
    taken = [place for other, place in enumerate(sheet.places) if other != index and in_row(place, box)]
    for figure in sheet.figures:
        if not in_row(figure.box, box) or across(figure.box, box) >= 0:
            continue
        seen = sum(char.isdigit() for char in figure.word.text)
        if digits <= 2 and seen > digits and not any(across(figure.box, place) < 0 for place in taken):
            return True
        height = min(figure.box.height, 0.6 * box.height)
        sides = ((figure.box.x, box.x), (box.x + box.width, figure.box.x + figure.box.width))
        for start, end in sides:
            free = end - start - sum(_shared(start, end, place) for place in (*taken, *_others(sheet, figure)))
            if free > CUT * height:
                return True
    return False


def _others(sheet: Sheet, figure: Placed) -> list[Box]:
    """The boxes of the other words in a figure's row."""
    return [word.box for word in sheet.row(figure.box) if word.word.box != figure.word.box and not word.word.number]


def _shared(start: int, end: int, box: Box) -> int:
    return max(0, min(end, box.x + box.width) - max(start, box.x))


def _beside(sheet: Sheet, index: int) -> list[int]:
    """The numbers next to one in its row, on either side, with room for a month's name between at most."""
    box = sheet.places[index]
    near = [
        other
        for other, place in enumerate(sheet.places)
        if other != index and in_row(place, box) and across(place, box) <= WIDEST_NAME * min(place.height, box.height)
    ]
    return sorted(near, key=lambda other: across(sheet.places[other], box))[:_NEIGHBOURS]


def _around_name(sheet: Sheet, year: tuple[int, str], day: tuple[int, str]) -> Seen | None:
    """The date that a year and a day make with the month's name between them, or before both."""
    one, other = sheet.places[year[0]], sheet.places[day[0]]
    left, right = sorted((one, other), key=lambda box: box.x)
    start, end = left.x + left.width, right.x
    near = beside(sheet, one, sheet.numbers[year[0]].letters)
    calendars = calendars_for(int(year[1]), Beside())
    words = sheet.between(min(start, end), max(start, end), one)
    named = month_among(sheet, words, (start, end, one), calendars)
    if named is None and not words and other is left:
        words = _before(sheet, left)
        named = exact(words_of(" ".join(word.word.text for word in words)))
    if named is None or named.calendar not in calendars or len(named.months) > 1:
        return None
    number, figure = int(year[1]), int(day[1])
    orders = ((named.months[0], figure),)
    written = meanings(number, orders, near, named.calendar)
    none = None if written else impossible(number, orders, near, named.calendar)
    if not written and none is None:
        return None
    parts = (sheet.numbers[year[0]], sheet.numbers[day[0]])
    return Seen(
        written=written or (none,) if none is not None else written,
        votes=0,
        permille=min(part.confidence for part in parts),
        agreed=all(part.accepted for part in parts),
        box=_union(one, other),
        numbers=(year[0], day[0]),
        exists=bool(written),
        named=True,
        boxes=tuple(word.word.box for word in words),
        rivals=frozenset(_rivals(parts, (number, figure), named)),
    )


def _before(sheet: Sheet, box: Box) -> list[Placed]:
    """The word right before a box in a line written from left to right: `April` in `April 27, 2015`."""
    row = [word for word in sheet.row(box) if word.box.x + word.box.width <= box.x + box.height // 3]
    return row[-1:] if row and across(row[-1].box, box) <= 1.5 * box.height else []


def month_among(
    sheet: Sheet, words: list[Placed], gap: tuple[int, int, Box], calendars: tuple[Calendar, ...]
) -> Named | None:
    """The month that stands in a gap, by the engine's words or by a month word that was read there.

    None where the two differ, or neither is sure.
    """
    wanted = (*calendars, Calendar.JALALI) if Calendar.HIJRI in calendars else calendars
    text = " ".join(word.word.text for word in words)
    named = nearest(words_of(text), wanted, script_of(text), arabic=sheet.language == "arabic")
    start, end, box = gap
    seen = [
        Named(month.calendar, (month.month,))
        for month, place in sheet.months
        if month.accepted
        and month.calendar in wanted
        and in_row(place, box)
        and start <= place.x + place.width / 2 <= end
    ]
    found = {(one.calendar, one.months) for one in (*seen, *((named,) if named else ()))}
    if len(found) != 1:
        return named if named is not None and (named.cost == 0 or named.doubled) else None
    return named or seen[0]


def script_of(text: str) -> Script:
    """The script of most letters of a text."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char < "\u0370" for char in letters)
    cyrillic = sum("\u0400" <= char < "\u0530" for char in letters)
    most = max(latin, cyrillic, len(letters) - latin - cyrillic)
    return "latin" if letters and most == latin else "cyrillic" if letters and most == cyrillic else "arabic"


def _rivals(parts: tuple[NumberReading, NumberReading], chosen: tuple[int, int], named: Named) -> Iterator[Written]:
    """Dates that other readings of the year and of the day would make."""
    texts = [[*(text for text in part.readings if text), *part.alternatives] for part in parts]
    years = {chosen[0], *(int(text) for text in map(folded, texts[0]) if text.isdigit() and len(text) == 4)}
    days = {chosen[1], *(int(text) for text in map(folded, texts[1]) if text.isdigit() and len(text) <= 2)}
    for year in years:
        for day in days:
            written = Written(named.calendar, year, named.months[0], day)
            if (year, day) != chosen and written.days:
                yield written


def _union(one: Box, other: Box) -> Box:
    left, top = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    bottom = max(one.y + one.height, other.y + other.height)
    return Box(x=left, y=top, width=right - left, height=bottom - top)
