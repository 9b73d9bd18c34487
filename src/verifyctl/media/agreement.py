"""Several readers' values of one field put side by side: who read it, and whether they mean the same.

Readers write the same value in different ways: a position as three fractions or as one decimal number, a time of
day as three fractions or with colons. Two values are alike if they are equal, or if both are numbers and are equal,
fractions to within what a decimal form can carry. Whole numbers must be the same: they may be serial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from verifyctl.model.metadata import MetadataField, Reading

# Decimal forms are rounded; a hundred-thousandth of a degree is a metre.
_TOLERANCE = Fraction(1, 50_000)
_NUMBER = re.compile(r"[+-]?\d{1,20}(?:[./]\d{1,20})?")


def alike(first: str, second: str) -> bool:
    """Whether two texts are the same value."""
    if first == second or " ".join(first.split()) == " ".join(second.split()):
        return True
    one, other = _numbers(first), _numbers(second)
    if not one or not other:
        return False
    if len(one) != len(other):
        one, other = [_sexagesimal(one)], [_sexagesimal(other)]
    allowed = _TOLERANCE if any(mark in text for text in (first, second) for mark in "./") else Fraction(0)
    return all(abs(a - b) <= allowed * max(Fraction(1), abs(a)) for a, b in zip(one, other, strict=True))


def _numbers(text: str) -> list[Fraction]:
    """The numbers of `43, 28, 1407/500`, `14:27:07.24` or `43.4674`; none where it is not made of numbers alone."""
    if len(text) > 200:
        return []
    parts = [part.strip() for part in (text.split(", ") if ", " in text else text.split(":"))]
    if not all(_NUMBER.fullmatch(part) for part in parts):
        return []
    try:
        return [Fraction(part) for part in parts]
    except ZeroDivisionError:
        return []


def _sexagesimal(parts: Sequence[Fraction]) -> Fraction:
    return sum((part / 60**place for place, part in enumerate(parts)), Fraction(0))


def field(name: str, values: Mapping[str, str], *, confirmed: bool = False) -> MetadataField | None:
    """A field with every reader's value, the value that most readers give first.

    With `confirmed`, only a field for which two readers at least give the same value; None otherwise.
    """
    readings = [Reading(reader=reader, text=text) for reader, text in values.items()]
    shared = [sum(alike(one.text, other.text) for other in readings) for one in readings]
    if not readings or (confirmed and max(shared) < 2):
        return None
    best = shared.index(max(shared))
    readings.insert(0, readings.pop(best))
    agree = all(alike(readings[0].text, other.text) for other in readings[1:]) if len(readings) > 1 else None
    return MetadataField(tag=name, readings=tuple(readings), agree=agree)


def settled(values: Mapping[str, str]) -> str | None:
    """The value that all readers that have one agree on; None where two disagree or none has it."""
    texts = list(values.values())
    return texts[0] if texts and all(alike(texts[0], other) for other in texts[1:]) else None
