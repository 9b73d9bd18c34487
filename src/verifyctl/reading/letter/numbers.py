"""Reference numbers: which words after the label are the number, and its other display order.

In a right-to-left line a number typed "44-3568" is shown as "3568-44", and a picture cannot tell which was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from verifyctl.model.base import Box
from verifyctl.model.text import FieldName, FieldReading, NumberReading
from verifyctl.reading.letter.labels import LONGEST_CODE, Labelled
from verifyctl.reading.letter.made import made
from verifyctl.reading.letter.pieces import Piece, gap, length
from verifyctl.reading.numbers.decode import FIVE
from verifyctl.reading.numbers.logical import logical
from verifyctl.reading.numbers.merge import likely
from verifyctl.reading.numbers.votes import IN_LINE
from verifyctl.reference.letters import LIKE_FIGURES
from verifyctl.reference.spelling import folded

SEPARATORS = "/\\-‐‑‒–—−⁄∕._"
_SPACED = re.compile(rf"\s*([{re.escape(SEPARATORS)}])\s*")
_TWICE = re.compile(r"/{2,}")
_CUT = re.compile(rf"([{re.escape(SEPARATORS)}])")
_ONE = {**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("\\⁄∕", "/")}
_LONGEST = 60
_LETTERS = rf"(?P<code>[^\W\d_]{{1,{LONGEST_CODE}}})"
_SIGN = rf"\s{{0,3}}(?P<sign>[{re.escape(SEPARATORS)}])\s{{0,3}}"
_BEFORE = re.compile(rf"[^\w]{{0,3}}{_LETTERS}{_SIGN}")
_CODE_BEFORE = re.compile(rf"(?<!\w)(?P<code>(?![{LIKE_FIGURES}])[^\W\d_])(?:\s?/){{1,2}}\s?$")
_FIRST_LETTER = re.compile(rf"[^\w\s]{{0,2}}(?:\d/)?(?P<code>(?![{LIKE_FIGURES}])[ء-ي])")
_WITH_SLASH = re.compile(rf"(?![{LIKE_FIGURES}])[ء-ي][اله]{{1,2}}")
"""A letter and the slash after it, read as one word."""

_OF_HIJRI_YEAR = re.compile(r"\d[/-]1[345]\d\d$|^1[345]\d\d[/-]\d")
_LETTER_AS_DIGIT = re.compile(r"\d/\d{1,2}$")
_AFTER = re.compile(rf"{_SIGN}{_LETTERS}[^\w]{{0,3}}$")

ENGINE_ONLY, NOT_ACCEPTED = 600, 500
"""Most trust, in thousandths, in a number of a right-to-left line that only the engine has read, and in one of which
the number reader is not sure."""

LEAST_SURE = 700
"""Readings of the number reader below this confidence are not looked at, but for those that stand in the transcript.
Above it they were right more often than the engine's in right-to-left lines, accepted or not."""

_RIM = 0.3
REACH = 10
"""A number may stand so many heights of the label from it where the engine saw nothing."""


def reference(label: Labelled, numbers: Sequence[NumberReading]) -> FieldReading | None:
    """The number that stands after the label, by the engine or the number reader; None without a digit.

    `normalised` has its glyphs from left to right as they stand on the picture, digits in ASCII; `also` is the other
    order, where the line runs from right to left: what was typed if that looks otherwise, else the parts in reverse. In
    such a line the number reader's reading goes before the engine's.
    """
    rtl = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in label.piece.text)
    piece = _number_part(label.rest) if label.rest is not None else None
    shown = _shown(label, piece, numbers, rtl=rtl)
    if shown is not None:
        return _by_number_reader(label, shown, rtl=rtl)
    if piece is None:
        return None
    trust = 10 * label.likeness
    field = made(FieldName.REFERENCE, [piece], min(trust, ENGINE_ONLY) if rtl else trust, form_of(piece.text))
    return with_other(field, "", rtl=rtl)


def _by_number_reader(label: Labelled, shown: NumberReading, *, rtl: bool) -> FieldReading:
    """The reading, with the letters that the engine has read beside it: "ص/480", seen as 480/ص."""
    rest = label.rest.text if label.rest is not None else ""
    number = _with_five(shown).strip(SEPARATORS)
    before, after = _codes(label.rest, shown.box)
    slashes = _slashes_seen(shown)
    if not before and rtl and slashes and (letter := _FIRST_LETTER.match(rest)) is not None:
        before = (letter["code"], "/")
    if before and before[0] in LIKE_FIGURES and (_LETTER_AS_DIGIT.search(number) or slashes < IN_LINE):
        before = ()
    if before and slashes and _WITH_SLASH.fullmatch(before[0]):
        before = (before[0][0], "/")
    if before and _takes_code_for_digit(label.rest, number, shown.box):
        number = number.rpartition("/")[0]
    parts = (*before, number, *after)
    same = _digits(rest) == _digits(number)
    sure = shown.confidence if shown.accepted else min(shown.confidence, NOT_ACCEPTED)
    field = FieldReading(
        name=FieldName.REFERENCE,
        text=rest if same else "".join(parts),
        normalised=form_of("".join(reversed(parts) if rtl else parts)),
        box=shown.box,
        lines=(label.piece.line,),
        confidence=label.likeness * sure // 100,
    )
    typed = "".join((*before, logical(number, rightwards=False, before="R"), *after))
    return with_other(field, form_of(typed), rtl=rtl)


def _with_five(number: NumberReading) -> str:
    """The text, what was taken for the letter of a Hijri date at its left as the ٥ that it looks like.

    After such a label only a number that ends in a year can have that letter: "١١٢/١٤٤٥هـ".
    """
    five = FIVE + number.text
    of_year = _OF_HIJRI_YEAR.search(folded(number.text).strip(SEPARATORS)) is not None
    return five if five in number.alternatives and not of_year else number.text


def _slashes_seen(number: NumberReading) -> int:
    """How many readings within the line saw a slash at its right end: there stands a letter in a right-to-left line."""
    text = number.text.strip(SEPARATORS)
    seen = [reading for reading in number.readings[:IN_LINE] if reading and reading.strip(SEPARATORS) == text]
    return sum(reading.endswith("/") for reading in seen) or int(number.text.endswith("/"))


def _codes(rest: Piece | None, box: Box) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The letters and sign before a number and the sign and letters after it, in the order of the text.

    Letters that stand where the number does are its digits, misread.
    """
    if rest is None:
        return (), ()
    part = _number_part(rest)
    near = code_before(rest, box)
    before, after = _BEFORE.match(rest.text), _AFTER.search(part.text if part is not None else "")
    kept = [found is not None and not _under(rest, found.span("code"), box) for found in (before, after)]
    kept[0] = kept[0] or (before is not None and len(before["code"]) == 1 and before["sign"] == "/")
    return (
        (near, "/") if near else (before["code"], before["sign"]) if before is not None and kept[0] else (),
        (after["sign"], after["code"]) if after is not None and kept[1] else (),
    )


def code_before(piece: Piece, box: Box) -> str:
    """The single letter that stands right before the number in this box, a slash between them; empty for none."""
    place = next((index for index, word in enumerate(piece.words) if word.box == box), None)
    if place is None:
        return ""
    first_digit = next((at for at, sign in enumerate(piece.words[place].text) if sign.isdigit()), 0)
    found = _CODE_BEFORE.search(piece.text[: piece.joined.starts[place] + first_digit])
    return found["code"] if found is not None else ""


def _takes_code_for_digit(rest: Piece | None, number: str, box: Box) -> bool:
    """True if the last figures of a number, as it looks, are the letter before it: the first thing on the right."""
    if rest is None or _LETTER_AS_DIGIT.search(number) is None:
        return False
    first = rest.words[0]
    if first.number:  # put right in the transcript already
        return _digits(first.text) == _digits(number.rpartition("/")[0])
    (_, word_end), (_, number_end) = (rest.spans_of(each)[0] for each in (first.box, box))
    return word_end - number_end < _RIM * max(1, length(rest.across))


def _under(rest: Piece, span: tuple[int, int], box: Box) -> bool:
    """True if most of the words that the characters belong to stand where the number does."""
    words = [rest.words[index] for index in rest.joined.between(*span)]
    along = [rest.spans_of(word.box)[0] for word in words if not any(map(str.isdigit, word.text))]
    number, _ = rest.spans_of(box)
    return any(-2 * gap(one, number) > length(one) for one in along)


def with_other(field: FieldReading, typed: str, *, rtl: bool) -> FieldReading:
    """With what was typed if it looks otherwise, else with the parts in reverse, where the line runs leftwards."""
    form = field.normalised
    other = typed if typed and typed != form else "".join(reversed(_CUT.split(form)))
    return field.model_copy(update={"also": other}) if rtl and other != form else field


def _number_part(rest: Piece) -> Piece | None:
    """The words up to the first that is neither a number, a sign nor a short code."""
    end = digits = 0
    for index, word in enumerate(rest.words):
        core = [char for char in word.text if char.isalnum()]
        digit = any(char.isdigit() for char in core)
        code = len(core) <= LONGEST_CODE and (digits == 0 or _joins(rest.words[index - 1].text, word.text))
        if not (digit or not core or code) or len(rest.joined.text) > 10 * _LONGEST:
            break
        digits += digit
        if digit or (code and core):
            end = rest.joined.starts[index] + len(word.text)
    return rest.part(0, min(end, _LONGEST)) if digits and end else None


def _joins(before: str, word: str) -> bool:
    return before[-1:] in SEPARATORS or word[:1] in SEPARATORS


def _shown(
    label: Labelled, piece: Piece | None, numbers: Sequence[NumberReading], *, rtl: bool
) -> NumberReading | None:
    """The number reader's reading with most digits where the number stands, if it is to be preferred."""
    seen = (number for number in numbers if number.confidence >= LEAST_SURE or likely(number))
    found = [number for number in seen if _stands_after(label, number.box)]
    best = max(found, key=lambda number: len(_digits(number.text)), default=None)
    if best is None or not _digits(best.text):
        return None
    if rtl or piece is None:
        return best
    bare = not any(char.isalpha() for char in piece.text)
    return best if bare and (best.accepted or _digits(best.text) == _digits(piece.text)) else None


def _digits(text: str) -> str:
    return "".join(char for char in folded(text) if char.isdigit())


def _stands_after(label: Labelled, box: Box) -> bool:
    """True if the box lies on what the engine read after the label, or beside the label where that is nothing."""
    piece = label.rest or label.piece
    along, across = piece.spans_of(box)
    height = max(1, length(piece.across))
    if gap(piece.across, across) > -length(across) // 2:
        return False
    if label.rest is not None:
        return along[0] >= piece.along[0] - height and along[1] <= piece.along[1] + height
    return 0 <= gap(piece.along, along) + height // 2 <= REACH * height


def form_of(text: str) -> str:
    """A number as it is compared: folded, one sign for each kind, none at the ends, no slash twice."""
    plain = _TWICE.sub("/", _SPACED.sub(r"\1", folded(text).strip()))
    return "".join(_ONE.get(char, char) for char in plain).strip(SEPARATORS + " :،,؛;()[]")
