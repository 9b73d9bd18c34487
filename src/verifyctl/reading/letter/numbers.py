"""Reference numbers: which words after the label are the number, and its other display order.

In a right-to-left line a number typed "44-3568" is shown as "3568-44", and a picture cannot tell which was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from verifyctl.model.base import Box
from verifyctl.model.text import FieldName, FieldReading, NumberReading
from verifyctl.reading.letter.labels import Labelled
from verifyctl.reading.letter.made import made
from verifyctl.reading.letter.pieces import Piece
from verifyctl.reference.spelling import folded

_SEPARATORS = "/\\-‐‑‒–—−⁄∕._"
_SPACED = re.compile(rf"\s*([{re.escape(_SEPARATORS)}])\s*")
_CUT = re.compile(rf"([{re.escape(_SEPARATORS)}])")
_ONE = {**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("\\⁄∕", "/")}
_LONGEST_CODE = 4
_LONGEST = 60
_UNSURE = 600
"""Most trust, in thousandths, in a number of a right-to-left line that only the engine has read."""


def reference(label: Labelled, numbers: Sequence[NumberReading]) -> FieldReading | None:
    """The number that the words after the label begin with; None without a digit.

    `normalised` has its glyphs from left to right as they stand on the picture, digits in ASCII; `also` is the other
    order, where the line runs from right to left and the number has parts.
    """
    piece = _number_part(label.rest) if label.rest is not None else None
    if piece is None:
        return None
    rtl = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in label.piece.text)
    shown = _shown(piece, numbers)
    form = _form(shown.text if shown else piece.text)
    other = "".join(reversed(_CUT.split(form)))
    trust = 10 * label.likeness
    field = made(FieldName.REFERENCE, [piece], min(trust, _UNSURE) if rtl and shown is None else trust, form)
    if shown is not None:
        sure = shown.confidence if shown.accepted else min(shown.confidence, 500)
        field = field.model_copy(update={"confidence": trust * sure // 1000})
    return field.model_copy(update={"also": other}) if rtl and other != form else field


def _number_part(rest: Piece) -> Piece | None:
    """The words up to the first that is neither a number, a sign nor a short code."""
    end = digits = 0
    for index, word in enumerate(rest.words):
        core = [char for char in word.text if char.isalnum()]
        digit = any(char.isdigit() for char in core)
        code = len(core) <= _LONGEST_CODE and (digits == 0 or _joins(rest.words[index - 1].text, word.text))
        if not (digit or not core or code) or len(rest.joined.text) > 10 * _LONGEST:
            break
        digits += digit
        if digit or (code and core):
            end = rest.joined.starts[index] + len(word.text)
    return rest.part(0, min(end, _LONGEST)) if digits and end else None


def _joins(before: str, word: str) -> bool:
    return before[-1:] in _SEPARATORS or word[:1] in _SEPARATORS


def _shown(piece: Piece, numbers: Sequence[NumberReading]) -> NumberReading | None:
    """The number reader's reading of the same digits, where the words hold nothing else."""
    if any(char.isalpha() for char in piece.text):
        return None
    inside = [number for number in numbers if _covers(piece.box, number.box)]
    return inside[0] if len(inside) == 1 else None


def _covers(box: Box, number: Box) -> bool:
    """True if the boxes are the same but for edges: at least half of each lies in the other."""
    width = min(box.x + box.width, number.x + number.width) - max(box.x, number.x)
    height = min(box.y + box.height, number.y + number.height) - max(box.y, number.y)
    shared = max(0, width) * max(0, height)
    return 2 * shared >= max(number.width * number.height, 1) and 2 * width >= box.width


def _form(text: str) -> str:
    plain = _SPACED.sub(r"\1", folded(text).strip())
    return "".join(_ONE.get(char, char) for char in plain).strip(_SEPARATORS + " :،,؛;()[]")
