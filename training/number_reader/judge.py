"""Read rendered strips with the package's own code and hold what it read against the labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from render import Strip

from verifyctl.reading.numbers.alphabet import DIGITS, SEPARATORS
from verifyctl.reading.numbers.reader import Reader
from verifyctl.reading.numbers.readings import Seen

_DIGIT = f"[{''.join(sorted(DIGITS))}]"
WIDE = re.compile(rf"(?<={_DIGIT}) (?=[-/\\])|(?<=[-/\\]) (?={_DIGIT})")
"""Spaces beside a slash or hyphen: parts of one number, set wide."""


@dataclass(frozen=True)
class Judged:
    """A number on a strip as it is and as it was seen.

    `truth` is empty for a number where there is none, `seen` None for one that was not seen.
    """

    truth: str
    seen: Seen | None
    name: str

    @property
    def exact(self) -> bool:
        """Whether the first reading has every sign right, digits of the right set."""
        return self.first == self.truth

    @property
    def right(self) -> bool:
        """Whether the first reading is the number."""
        return self.says(self.first)

    @property
    def first(self) -> str | None:
        """The text of the first reading."""
        return None if self.seen is None else _first(self.seen)

    def says(self, text: str | None) -> bool:
        """Whether a text is the number, marks at the ends aside, which belong to the sentence; . and , are one."""
        return text is not None and _bare(text) == _bare(self.truth)


def _first(seen: Seen) -> str:
    first = seen.readings[0]
    assert first is not None, "it is what a number is found by"
    return first.run.text


def _bare(text: str) -> str:
    return text.strip(SEPARATORS).replace(",", ".")


def judged(reader: Reader, made: Iterable[Strip]) -> list[Judged]:
    """One for every number on the strips, and one for every number read where none is."""
    found: list[Judged] = []
    for one in made:
        read = reader.seen(one.grey)
        truths = numbers_in(one.text)
        texts = [_first(seen) for seen in read]
        for _, start, end, first, last in SequenceMatcher(a=truths, b=texts, autojunk=False).get_opcodes():
            for place in range(max(end - start, last - first)):
                truth = truths[start + place] if start + place < end else ""
                found.append(Judged(truth, read[first + place] if first + place < last else None, one.name))
    return found


def numbers_in(label: str) -> list[str]:
    """The numbers of a label from left to right, without the spaces within them."""
    label = WIDE.sub("", label)
    parts = "".join(sign if sign in DIGITS or sign in SEPARATORS else " " for sign in label).split()
    return [part for part in parts if DIGITS.intersection(part)]
