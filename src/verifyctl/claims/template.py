"""A claim file to fill in: valid as it is, with a commented example of every part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from verifyctl.claims.text import shown, yaml_quoted
from verifyctl.model.base import Box
from verifyctl.model.claim import CLAIM_FORMAT, Assertion, AssertionKind
from verifyctl.model.dates import Precision
from verifyctl.model.text import DateReading, FieldName, TextFacts

PLACEHOLDER = "(write here, in one sentence, what is said of the picture, as it circulates)"

_MAX_LINES = 200
_MAX_WIDTH = 200
_MAX_NUMBERS = 12
_STRIP_FIELDS = {
    "date": AssertionKind.DOCUMENT_DATE,
    "date-line": AssertionKind.DOCUMENT_DATE,
    "reference": AssertionKind.SERIAL,
    "number": AssertionKind.OTHER,
}
_FIELDS = {
    FieldName.ISSUER: AssertionKind.ISSUER,
    FieldName.RECIPIENT: AssertionKind.RECIPIENT,
    FieldName.SUBJECT: AssertionKind.SUBJECT,
}


class NameTime(Protocol):
    """A time that was found in a file name."""

    @property
    def scheme(self) -> str:
        """What kind of name it is."""

    @property
    def at(self) -> str:
        """The time, ISO 8601."""


_PARTS = """\
# language: ar             # of the statement
# claimant:                # who says so, where; ids in quotes or not, they are kept as written
#   name: A name or initials
#   platform: twitter
#   account: "@account"
#   post_id: "592522217689153536"
# first_seen: {at: 2015-04-28, precision: day, zone: Asia/Damascus}
# sources:                 # where it was found; captured_at is when somebody secured it
#   - url: https://example.org/post
#     archive_url: https://archive.example.org/post
#     captured_at: 2015-04-28T06:10:00Z
#     sha256: 0000000000000000000000000000000000000000000000000000000000000000
#     role: earliest-known
#     by: initials
# denials:                 # recorded and quoted, never weighed
#   - by: who
#     at: 2015-04-29
#     quote: the words of the denial
#     url: https://example.org/denial
#     archive_url: https://archive.example.org/denial
"""

_OBTAINED = """\
# obtained: {how: download, from: https://example.org/post, at: 2015-04-28T06:10:00Z, by: initials}
# of: sha256 of the file that this one is a copy of
"""

_ASSERTIONS = f"""\
## One checkable part of the claim each, of one of these kinds:
## {", ".join(list(AssertionKind)[:7])},
## {", ".join(list(AssertionKind)[7:])}.
## look_for: words as they would stand on the picture, in its script. load_bearing: no for a side issue.
assertions:
#   - {{id: A1, kind: document_date, value: 2015-04-27, hijri: 1436-07-08}}
#   - {{id: A2, kind: publication, value: 2015-04-27/2015-04-28}}
#   - {{id: A3, kind: recipient, value: governors, look_for: [ولاة الولايات]}}
#   - {{id: A4, kind: location, value: Raqqa, load_bearing: no}}
"""

_REST = """\
## What a person read on the picture, as it stands there; box is x, y, width, height in pixels.
readings:
#   - {by: reader-1, at: 2015-05-02, field: document_date, text: ٨ رجب ١٤٣٦, value: 2015-04-27, hijri: 1436-07-08,
#      box: [40, 60, 300, 48]}
"""

_TO_FILL_IN = """\
## What should be read on this picture, with its place. Look at the picture first and at the words of the machine last;
## to record a reading, take the '# ' away and fill in by and text (and value or hijri, where they are one day).
"""

_END = """\

notes:
#   - {at: 2015-05-02, by: reader-1, text: free words}

handling: {graphic: no, personal_data: no, share: internal}    # share: internal, partners or public
"""


def template(
    name: str,
    sha256: str,
    *,
    statement: str | None = None,
    text: TextFacts | None = None,
    unread: str | None = None,
    crops: Mapping[str, str] | None = None,
    name_times: Iterable[NameTime] = (),
    parsed: Iterable[Assertion] = (),
) -> str:
    """The text of a claim file for a picture.

    `name` is the picture's file name, `sha256` its digest in hexadecimal; `text` what was read on it (or `unread` why
    nothing was) and `name_times` what its name says, given as comments only, since a machine's reading is no claim.
    `crops` are the files into which strips of the picture were cut, by their names in `reading.crops`; `parsed` what a
    machine took from the statement.
    """
    return "".join(
        (
            f"format: {CLAIM_FORMAT}\n",
            "## Every value is kept as written. Lines with ## explain; to use an example, take its '# ' away.\n",
            "claim:\n",
            f"  id: {yaml_quoted(_slug(name, sha256))}\n",
            f"  statement: {yaml_quoted(statement or PLACEHOLDER)}\n",
            _indented(_PARTS, 2),
            "\nmedia:\n",
            f"  - path: {yaml_quoted(name)}\n",
            f"    sha256: {sha256}\n",
            "    role: working_copy    # or evidentiary_copy, earlier_copy, original, redacted_copy\n",
            _indented(_OBTAINED, 4),
            *(f"## {_one_line(line)}\n" for line in _name_lines(name_times)),
            "\n",
            _ASSERTIONS,
            *_parsed_lines(parsed),
            *(f"## {_one_line(line)}\n" for line in _text_lines(text, unread)),
            "\n",
            _REST,
            *(_to_fill_in(text, crops or {}) if text else ()),
            _END,
        )
    )


def _parsed_lines(parsed: Iterable[Assertion]) -> Iterator[str]:
    """Entries in comments, to be looked at and taken over by whoever writes the claim."""
    for number, item in enumerate(parsed):
        if number == 0:
            yield "## Taken from the statement by machine; take the '# ' away from what it does say:\n"
        hijri = f", hijri: {item.hijri}" if item.hijri else ""
        words = f", look_for: [{', '.join(map(yaml_quoted, item.look_for))}]" if item.look_for else ""
        yield f"#   - {{id: {item.id}, kind: {item.kind}, value: {yaml_quoted(item.value or '')}{hijri}{words}}}\n"


def _name_lines(times: Iterable[NameTime]) -> Iterator[str]:
    for found in times:
        yield f"The file name holds a time ({found.scheme}): {found.at}. Anyone can rename a file."


def _text_lines(text: TextFacts | None, unread: str | None) -> Iterator[str]:
    if text is None:
        if unread is not None:
            yield f"The text on the picture was not read: {unread}"
        return
    yield "What a machine read on the picture. Compare it with the picture before any of it goes into the claim."
    for line in text.lines[:_MAX_LINES]:
        yield f"  {line.text}"
    if len(text.lines) > _MAX_LINES:
        yield f"  and {len(text.lines) - _MAX_LINES} lines more"
    if text.screen is not None and text.screen.lines:
        yield "What stands around the picture, on the screen that shows it, and is not part of it:"
        for line in text.screen.lines[:_MAX_LINES]:
            yield f"  {line.text}"
    for found in text.dates:
        yield f"A date, perhaps: {found.text} {_meaning(found)}. Digits are often misread."


def _meaning(date: DateReading) -> str:
    days = "that month" if date.precision is Precision.MONTH else " or ".join(date.days) or "no day"
    own = f" {date.written}" if date.written and date.written not in date.days else ""
    checked = {"cross_checked": ", cross-checked"}.get(date.status, "")
    return f"({date.calendar}{own}{checked}) may mean {days}"


# readings to fill in ------------------------------------------------------------------------------


def _to_fill_in(text: TextFacts, crops: Mapping[str, str]) -> Iterator[str]:
    """An entry in comments for each place that a person should read: it says nothing until it is filled in."""
    entries = [*_strip_entries(text, crops), *_field_entries(text)]
    if entries:
        yield _TO_FILL_IN
        if not crops:
            yield "## verifyctl read IMAGE --crops DIR cuts dates and numbers out to be looked at.\n"
        yield from entries


def _strip_entries(text: TextFacts, crops: Mapping[str, str]) -> Iterator[str]:
    from verifyctl.reading.crops import strips

    numbers = 0
    for strip in strips(text):
        seen = f'"{strip.text}"'
        if strip.kind == "date":
            seen += f" {_meaning(text.dates[strip.place])}"
        elif strip.kind == "number":
            if text.numbers[strip.place].accepted or numbers == _MAX_NUMBERS:
                continue
            numbers += 1
        where = f", line {strip.line + 1}" if strip.line is not None else ""
        cut = f". Strip: {crops[strip.name]}" if strip.name in crops else ""
        yield _entry(f"{strip.name}{where}; a machine saw {seen}{cut}", _STRIP_FIELDS[strip.kind], strip.box)


def _field_entries(text: TextFacts) -> Iterator[str]:
    for field in text.fields:
        if field.name in _FIELDS:
            yield _entry(f'{field.name}; a machine saw "{field.text}"', _FIELDS[field.name], field.box)


def _entry(head: str, kind: AssertionKind, box: Box) -> str:
    dated = "#     value:\n#     hijri:\n" if kind is AssertionKind.DOCUMENT_DATE else ""
    return (
        f"## {_one_line(head)}\n#   - by:\n#     at:\n#     field: {kind}\n#     text:\n{dated}"
        f"#     box: [{box.x}, {box.y}, {box.width}, {box.height}]\n"
    )


def _one_line(text: str) -> str:
    return shown(text if len(text) <= _MAX_WIDTH else text[:_MAX_WIDTH] + "…")


def _indented(block: str, width: int) -> str:
    return "".join(" " * width + line for line in block.splitlines(keepends=True))


def _slug(name: str, sha256: str) -> str:
    stem = name.rpartition(".")[0] or name
    words = re.findall(r"[a-z0-9]+", stem.lower())
    return "-".join(words)[:60].strip("-") or f"claim-{sha256[:8]}"
