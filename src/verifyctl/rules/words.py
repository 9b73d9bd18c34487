"""Looking for the claim's words in a text, for rules to share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifyctl.model.base import Box
from verifyctl.model.claim import Assertion, Layer
from verifyctl.model.text import TextFacts
from verifyctl.rules.base import Case

# A person who named the box of a word did not read the whole line.
_WHOLE_LINE = 0.8


@dataclass(frozen=True)
class Sought:
    """One phrase that an assertion asks for, the indices of the lines where it stands, and whether exactly so."""

    phrase: str
    lines: tuple[int, ...]
    exact: bool


def seek(assertion: Assertion, lines: Sequence[str]) -> tuple[Sought, ...]:
    """Every phrase of the assertion with the lines in which it was found (none: an empty tuple)."""
    from verifyctl.reading.normalise import How, find_words

    def sought(phrase: str) -> Sought:
        found = find_words(phrase, lines)
        where = tuple(sorted({line for place in found for line in place.lines}))
        return Sought(phrase, where, exact=any(place.how is How.EXACT for place in found))

    return tuple(sought(phrase) for phrase in assertion.look_for)


def seek_on_picture(assertion: Assertion, case: Case) -> tuple[Sought, ...]:
    """The same in what a machine read on the picture; lines that a person read without the phrase do not count."""
    from verifyctl.reading.normalise import How, find_words

    text = case.facts.text
    if text is None:
        return ()
    lines, owners = _searched(text)

    def sought(phrase: str) -> Sought:
        overruled = _overruled(phrase, text, case)
        found = [
            (at, place.how is How.EXACT)
            for place in find_words(phrase, lines)
            if overruled.isdisjoint(at := {owners[line] for line in place.lines})
        ]
        return Sought(phrase, tuple(sorted({line for at, _ in found for line in at})), any(exact for _, exact in found))

    return tuple(sought(phrase) for phrase in assertion.look_for)


def _searched(text: TextFacts) -> tuple[list[str], list[int]]:
    """All lines, then reference numbers in their other display order; and the line that each belongs to."""
    lines, owners = [line.text for line in text.lines], list(range(len(text.lines)))
    for field in text.fields:
        if field.also is not None and field.lines and field.lines[0] < len(text.lines):
            lines.append(field.also)
            owners.append(field.lines[0])
    return lines, owners


def _overruled(phrase: str, text: TextFacts, case: Case) -> set[int]:
    """Lines that a person read, naming their box, and on which the person did not read the phrase."""
    from verifyctl.reading.normalise import find_words

    lines: set[int] = set()
    for reading in case.claim.readings if case.claim else ():
        if reading.box is not None and not find_words(phrase, reading.text.splitlines()):
            x, y, width, height = reading.box
            box = Box(x=x, y=y, width=width, height=height)
            lines |= {index for index, line in enumerate(text.lines) if _covered(line.box, box) >= _WHOLE_LINE}
    return lines


def _covered(line: Box, box: Box) -> float:
    """The share of a line's box that another covers, 0 to 1."""
    across = min(line.x + line.width, box.x + box.width) - max(line.x, box.x)
    down = min(line.y + line.height, box.y + box.height) - max(line.y, box.y)
    return max(0, across) * max(0, down) / max(1, line.width * line.height)


def with_words(case: Case) -> Iterator[Assertion]:
    """The assertions about the readable surface of a document that name words to look for."""
    for assertion in case.assertions:
        if assertion.look_for and assertion.info.layer is Layer.DOCUMENT:
            yield assertion


def in_digits(phrase: str) -> bool:
    """Whether the phrase holds a digit, which machines misread as other digits: found by machine, it weighs nothing."""
    return any(char.isdigit() for char in phrase)


def quoted(phrases: Sequence[str]) -> str:
    """Phrases in quotation marks, by commas."""
    return ", ".join(f"\u201c{phrase}\u201d" for phrase in phrases)
