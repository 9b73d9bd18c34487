"""The parts of the letter that were read, in words, for rules and reports to share."""

from __future__ import annotations

from collections.abc import Iterable

from verifyctl.model.claim import AssertionKind
from verifyctl.model.text import FieldName, FieldReading, TextFacts

IN_WORDS = {
    FieldName.ISSUER: "issuer",
    FieldName.LETTERHEAD: "letterhead",
    FieldName.REFERENCE: "reference",
    FieldName.DATE_LINE: "line for a date",
    FieldName.RECIPIENT: "recipient",
    FieldName.SUBJECT: "subject",
    FieldName.COPY_TO: "copy to",
    FieldName.SIGNATORY: "signatory",
}

FIELDS_OF: dict[AssertionKind, tuple[FieldName, ...]] = {
    AssertionKind.ISSUER: (FieldName.ISSUER, FieldName.LETTERHEAD),
    AssertionKind.RECIPIENT: (FieldName.RECIPIENT, FieldName.COPY_TO),
    AssertionKind.SUBJECT: (FieldName.SUBJECT,),
    AssertionKind.SERIAL: (FieldName.REFERENCE,),
}
"""Where on a letter the words of an assertion would stand. Other kinds may stand anywhere."""


def fields_on(text: TextFacts, lines: Iterable[int]) -> tuple[FieldName, ...]:
    """The names of the fields that hold one of these lines, each once, in the order of the letter."""
    wanted = frozenset(lines)
    return tuple(dict.fromkeys(field.name for field in text.fields if not wanted.isdisjoint(field.lines)))


def in_words(names: Iterable[FieldName]) -> str:
    """Names of fields, by commas."""
    return ", ".join(IN_WORDS[name] for name in names)


def quoted(field: FieldReading) -> str:
    """A field as it was read, with its other order where it has one."""
    also = f" (or, from right to left, \u201c{field.also}\u201d)" if field.also else ""
    return f"{IN_WORDS[field.name]} \u201c{field.text}\u201d{also}"
