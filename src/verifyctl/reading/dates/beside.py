"""What the words and letters around a place on the page say of the calendar of a date there."""

from __future__ import annotations

from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.reading.dates.language import is_labelled, mark_beside
from verifyctl.reading.dates.meaning import Beside
from verifyctl.reading.dates.sheet import Sheet
from verifyctl.reference.spelling import folded

_LUNAR = frozenset("هق")


def beside(sheet: Sheet, box: Box, letters: tuple[str, ...] = (), *, persian: bool = False) -> Beside:
    """What stands beside a box on the level page, `letters` being the calendar letters seen with its number."""
    before, after = (" ".join(folded(word.word.text) for word in words) for words in sheet.around(box))
    plain = f"{before} 0 {after}"
    place = len(before) + 1
    mark = mark_beside(plain, place, place + 1)
    if mark is None and letters:
        mark = Calendar.HIJRI if _LUNAR & set(letters) else Calendar.GREGORIAN
    return Beside(mark, sheet.language, persian, is_labelled(plain, place))
