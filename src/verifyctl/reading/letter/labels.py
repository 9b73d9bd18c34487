"""Labels on a letter: words that announce its number, date, recipients, subject or copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType

from verifyctl.reading.letter.pieces import Piece
from verifyctl.reference.letters import LABELS, LIKE_FIGURES, Part
from verifyctl.reference.spelling import plain, plain_with_places

NEAR_WITH_SIGN, NEAR_WITHOUT = 72, 88
"""Likeness, in percent, from which a misread label counts: with a colon or slash after it, and without.

A label of nine letters and more ("copy to") that is all of its line counts as with a sign.
"""

_SHORTEST_NEAR, _LONG = 4, 9
_LEAD = re.compile(r"[\W_]{0,6}(?:\d{1,2}[\W_]{1,3})?")
LONGEST_CODE = 4
"""Letters before a reference number's sign: KB/67919."""

_SIGN = re.compile(r"[ \t]{0,3}(?P<sign>[:：/\\|؛;.؍=\-–—_]{0,4})[ \t]{0,3}(?P<again>[:：/\\|]?)\s{0,3}")
_SLASH_READ_AS_LETTER = re.compile(r"[ \t]{1,3}(?:[1lI]|ا)[ \t]{1,3}(?=\S)")
_NUMBER = re.compile(rf"(?:(?:[^\W\d_]{{1,{LONGEST_CODE}}}|(?![{LIKE_FIGURES}])[ء-ي] )[/\\][ \t]{{0,2}})?\d")
_WORDS = re.compile(r"\w+")
_SPLIT = re.compile(r"(?P<first>ال) (?P<rest>\w{2,5})(?!\w)")
_MOST_WORDS = 3
_OFTEN_CLIPPED = plain("رقم")
"""The word for number, whose first letter is thin and stands alone."""

_MAY_BE_WEAK = frozenset({"recipient", "subject"})
_SIGNS = frozenset(":：/\\|")


@dataclass(frozen=True)
class Labelled:
    """A piece that begins with a label. `rest` is what stands after it, None for nothing.

    `likeness` is 100 where the label is spelled as in the table; `sign` tells a colon or slash after it; `weak` that it
    needs one and has none.
    """

    part: Part
    piece: Piece
    rest: Piece | None
    likeness: int
    sign: bool
    weak: bool = False


@dataclass(frozen=True)
class _Spelled:
    """A label in the form for comparison. One of a single letter has to be that very letter: ژ and not ز.

    `likeness` is below 100 for one that is known to be read with its first letter lost.
    """

    part: Part
    key: str
    bare: bool
    letter: str = ""
    likeness: int = 100


@cache
def _table() -> tuple[_Spelled, ...]:
    """Every label in the form for comparison, the longest first."""
    spelled = {
        (label.part, key): _Spelled(label.part, key, label.bare, words if len(key) == 1 else "")
        for label in LABELS
        for words in label.words
        for key in [" ".join(plain(words).split())]
    }
    clipped = [
        _Spelled(row.part, row.key[1:], bare=False, likeness=NEAR_WITHOUT)
        for row in spelled.values()
        if row.key.split()[0] == _OFTEN_CLIPPED
    ]
    return tuple(sorted([*spelled.values(), *clipped], key=lambda row: (-len(row.key), row.key)))


def split_at_labels(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces cut before a label of a number, date or subject that stands inside them with a colon after it.

    So does the label of a reference number with a slash and a number after it.
    """
    pattern = _inner_pattern()
    for piece in pieces:
        text, places = plain_with_places(piece.text)
        cuts = [places[match.start("label")] for match in pattern.finditer(text) if match.start("label") > 0]
        for start, end in zip((0, *cuts), (*cuts, None), strict=True):
            part = piece.part(start, end) if cuts else piece
            if part is not None:
                yield part


@cache
def _inner_pattern() -> re.Pattern[str]:
    inner = [row for row in _table() if row.part in ("reference", "date", "subject") and len(row.key) >= 3]
    spelled = "|".join(re.escape(row.key) for row in inner)
    bare = "|".join(re.escape(row.key) for row in inner if row.bare)
    numbered = "|".join(
        re.escape(row.key) for row in inner if row.part == "reference" and len(row.key) > _SHORTEST_NEAR
    )
    before_a_number = r"(?=[ \t]{0,3}[/\\][ \t]{0,3}(?:[^\W\d_][/\\][ \t]?[/\\]?)?\d{2})"
    colon, sign = r"(?=[ \t]{0,3}[:：])", r"(?=[ \t]{0,3}[^\w\s])"
    return re.compile(rf"(?<!\w)(?P<label>(?:{spelled}){colon}|(?:{bare}){sign}|(?:{numbered}){before_a_number})")


def labelled(piece: Piece) -> Labelled | None:
    """The label that the piece begins with, spelled or misread, if it has one."""
    text, places = plain_with_places(piece.text)
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if (split := _split_label(piece, (text, places), start)) is not None:
        return split
    for row in _table():
        end = start + len(row.key)
        if text.startswith(row.key, start) and not text[end : end + 1].isalnum():
            if row.letter and piece.text[places[start]].casefold() != row.letter.casefold():
                continue
            found = _after(piece, row, (text, places), (end, row.likeness))
            if found is not None:
                return found
    return _near(piece, (text, places), start)


_Plain = tuple[str, Sequence[int]]


def _after(piece: Piece, row: _Spelled, line: _Plain, spelled: tuple[int, int]) -> Labelled | None:
    """The label with what stands after it; None if it needs a sign or number there, has none, and is no recipient."""
    text, places = line
    end, likeness = spelled
    match = _SLASH_READ_AS_LETTER.match(text, end) if row.part in ("recipient", "subject") else None
    sign = match is not None
    if match is None:
        match = _SIGN.match(text, end)
        sign = match is not None and bool(_SIGNS.intersection(match["sign"] + match["again"]))
    after = match.end() if match else end
    number = row.part in ("reference", "date") and _NUMBER.match(text, after) is not None
    alone = len(row.key) >= _LONG and not any(map(str.isalnum, text[after:]))
    weak = not (row.bare or sign or number)
    if likeness < (NEAR_WITH_SIGN if sign or alone else NEAR_WITHOUT) or (weak and row.part not in _MAY_BE_WEAK):
        return None
    rest = piece.part(places[after]) if after < len(text) and not alone else None
    return None if weak and rest is None else Labelled(row.part, piece, rest, likeness, sign, weak)


def _split_label(piece: Piece, line: _Plain, start: int) -> Labelled | None:
    """The label of a reference number that was read as two words, "ال قم", a number after it; else None."""
    from rapidfuzz import fuzz

    text = line[0]
    found = _SPLIT.match(text, start)
    if found is None or _NUMBER.match(text, _sign_end(text, found.end())) is None:
        return None
    word = found["first"] + found["rest"]
    rows = ((fuzz.ratio(word, row.key), row) for row in _near_table()[0].values() if row.part == "reference")
    likeness, row = max(rows, key=lambda each: each[0])
    return _after(piece, row, line, (found.end(), int(likeness))) if likeness >= NEAR_WITHOUT else None


def _sign_end(text: str, start: int) -> int:
    sign = _SIGN.match(text, start)
    return sign.end() if sign else start


@cache
def _near_table() -> Mapping[int, Mapping[str, _Spelled]]:
    """Labels of four letters and more, by the number of spaces in them."""
    grouped: dict[int, dict[str, _Spelled]] = {}
    for row in _table():
        if len(row.key) >= _SHORTEST_NEAR:
            grouped.setdefault(row.key.count(" "), {}).setdefault(row.key, row)
    return MappingProxyType(grouped)


def _near(piece: Piece, line: _Plain, start: int) -> Labelled | None:
    """The likest label of four letters and more that the first words may be a misreading of."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import extractOne

    best: Labelled | None = None
    for spaces, end in enumerate(match.end() for match in islice(_WORDS.finditer(line[0], start), _MOST_WORDS)):
        rows = _near_table().get(spaces, {})
        found = extractOne(line[0][start:end], rows.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_WITH_SIGN)
        if found is not None and found[1] > (best.likeness if best else 0):
            best = _after(piece, rows[found[0]], line, (end, int(found[1]))) or best
    return best
