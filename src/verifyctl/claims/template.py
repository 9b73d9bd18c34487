"""A claim file to fill in: valid as it is, with a commented example of every part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from verifyctl.claims.text import shown, yaml_quoted
from verifyctl.model.claim import CLAIM_FORMAT, AssertionKind
from verifyctl.model.text import TextFacts

PLACEHOLDER = "(write here, in one sentence, what is said of the picture, as it circulates)"

_MAX_LINES = 200
_MAX_WIDTH = 200


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
    name_times: Iterable[NameTime] = (),
) -> str:
    """The text of a claim file for a picture.

    `name` is the picture's file name, `sha256` its digest in hexadecimal; `text` what was read on it and
    `name_times` what its name says, both given as comments only, since a machine's reading is no claim.
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
            *(f"## {_one_line(line)}\n" for line in _text_lines(text)),
            "\n",
            _REST,
        )
    )


def _name_lines(times: Iterable[NameTime]) -> Iterator[str]:
    for found in times:
        yield f"The file name holds a time ({found.scheme}): {found.at}. Anyone can rename a file."


def _text_lines(text: TextFacts | None) -> Iterator[str]:
    if text is None:
        return
    yield "What a machine read on the picture. Compare it with the picture before any of it goes into the claim."
    for line in text.lines[:_MAX_LINES]:
        yield f"  {line.text}"
    if len(text.lines) > _MAX_LINES:
        yield f"  and {len(text.lines) - _MAX_LINES} lines more"
    for found in text.dates:
        days = " or ".join(found.days) or "no day"
        yield f"A date, perhaps ({found.calendar}): {found.text} may mean {days}. Digits are often misread."


def _one_line(text: str) -> str:
    return shown(text if len(text) <= _MAX_WIDTH else text[:_MAX_WIDTH] + "…")


def _indented(block: str, width: int) -> str:
    return "".join(" " * width + line for line in block.splitlines(keepends=True))


def _slug(name: str, sha256: str) -> str:
    stem = name.rpartition(".")[0] or name
    words = re.findall(r"[a-z0-9]+", stem.lower())
    return "-".join(words)[:60].strip("-") or f"claim-{sha256[:8]}"
