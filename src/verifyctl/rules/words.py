"""Looking for the claim's words in a text, for rules to share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifyctl.model.claim import Assertion, Layer
from verifyctl.rules.base import Case


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
