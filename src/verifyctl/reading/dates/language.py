"""Which language a text in Arabic script is in, as far as it tells a calendar; and the marks of calendars."""

from __future__ import annotations

import re

from verifyctl.model.dates import Calendar
from verifyctl.reading.dates.meaning import Language

FEWEST_LETTERS = 12
PERSIAN_SHARE, KURDISH_SHARE = 0.015, 0.03

_PERSIAN = frozenset("پچژگ")
_KURDISH = frozenset("ەێۆڕڵڤ")
_ARABIC = frozenset("ةكيىأإ")
_FARSI = frozenset("کی")


def language_of(text: str) -> Language | None:
    """The language, by the letters that only some of them have. None where there are too few letters to tell."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < FEWEST_LETTERS:
        return None
    script = [char for char in letters if "\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff"]
    if 2 * len(script) < len(letters):
        return "other"
    if sum(char in _KURDISH for char in script) >= KURDISH_SHARE * len(script):
        return "kurdish"
    persian = sum(char in _PERSIAN for char in script) >= PERSIAN_SHARE * len(script)
    farsi, arabic = sum(char in _FARSI for char in script), sum(char in _ARABIC for char in script)
    return "persian" if (persian and farsi >= arabic) or farsi > 4 * arabic else "arabic"


# In folded text هـ is ه. The sun's mark, in full or as a letter, after the year's or before it.
_HIJRI_WORD = r"هجري\w{0,2}"
_SOLAR = rf"(?:{_HIJRI_WORD} {{0,2}}شمسي\w{{0,2}}|شمسي\w{{0,2}}|ه[ .]{{0,3}}ش(?!\w))"
_LUNAR = rf"(?:{_HIJRI_WORD}(?: {{0,2}}قمري\w{{0,2}})?|قمري\w{{0,2}}|ه(?:[ .]{{0,3}}ق)?(?!\w)|ق(?!\w)|ah(?!\w))"
_CIVIL = r"(?:ميلادي\w{0,2}|م(?!\w)|ad(?!\w)|ce(?!\w))"
_GAP = r"[ .)\]([]{0,3}"
_AFTER = tuple(
    (re.compile(_GAP + mark), calendar)
    for mark, calendar in ((_SOLAR, Calendar.JALALI), (_LUNAR, Calendar.HIJRI), (_CIVIL, Calendar.GREGORIAN))
)
_BEFORE = tuple(
    (re.compile(rf"(?<!\w){mark}{_GAP}$"), calendar)
    for mark, calendar in ((_SOLAR, Calendar.JALALI), (_LUNAR, Calendar.HIJRI))
)
LOOK_BACK = 24


def mark_beside(plain: str, start: int, end: int) -> Calendar | None:
    """The calendar named right after, else right before, a part of a folded text."""
    for pattern, calendar in _AFTER:
        if pattern.match(plain, end):
            return calendar
    before = plain[max(0, start - LOOK_BACK) : start]
    return next((calendar for pattern, calendar in _BEFORE if pattern.search(before)), None)


_DATED = r"(?:ال|ب|و|لل)?تاريخ\w?|المورخ\w?|مورخ\w?|بهروار|ريكهوت|dated?|дата"
_SIGNS = r"[ \t\u00a0:/.\-–]{0,4}$"
_LABEL = re.compile(rf"(?<!\w)(?:{_DATED}){_SIGNS}")
_LABEL_OR_ON = re.compile(rf"(?<!\w)(?:{_DATED}|في|on|от|від){_SIGNS}")


def is_labelled(plain: str, start: int, *, strictly: bool = False) -> bool:
    """Whether a word such as `date`, or `on` if not `strictly`, stands right before a place in a folded text."""
    pattern = _LABEL if strictly else _LABEL_OR_ON
    return bool(pattern.search(plain[max(0, start - LOOK_BACK) : start]))
