"""IPTC fields of the older kind (Information Interchange Model 4.2), as they stand in a block of their own.

Text is UTF-8 where the block says so (record 1, dataset 90), else UTF-8 where it is valid and Latin-1 otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

MOST_FIELDS = 500
_MARK = 0x1C
_UTF8 = b"\x1b%G"
_CODED_CHARACTER_SET = (1, 90)

NAMES: dict[tuple[int, int], str] = {
    (1, 30): "ServiceIdentifier",
    (1, 70): "DateSent",
    (1, 80): "TimeSent",
    (2, 5): "ObjectName",
    (2, 7): "EditStatus",
    (2, 10): "Urgency",
    (2, 15): "Category",
    (2, 20): "SupplementalCategories",
    (2, 22): "FixtureIdentifier",
    (2, 25): "Keywords",
    (2, 30): "ReleaseDate",
    (2, 35): "ReleaseTime",
    (2, 40): "SpecialInstructions",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 62): "DigitalCreationDate",
    (2, 63): "DigitalCreationTime",
    (2, 65): "OriginatingProgram",
    (2, 70): "ProgramVersion",
    (2, 80): "By-line",
    (2, 85): "By-lineTitle",
    (2, 90): "City",
    (2, 92): "Sub-location",
    (2, 95): "Province-State",
    (2, 100): "Country-PrimaryLocationCode",
    (2, 101): "Country-PrimaryLocationName",
    (2, 103): "OriginalTransmissionReference",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 118): "Contact",
    (2, 120): "Caption-Abstract",
    (2, 122): "Writer-Editor",
}
"""Datasets that say something of a picture, by record and number."""


def read(block: bytes) -> tuple[tuple[str, str], ...]:
    """(name, text) of the named fields, in order, repeated fields one after the other. Never raises."""
    pairs = list(_datasets(block))
    utf8 = any(key == _CODED_CHARACTER_SET and value == _UTF8 for key, value in pairs)
    return tuple((NAMES[key], _text(value, utf8=utf8)) for key, value in pairs if key in NAMES and value)


def _datasets(block: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    for _ in range(MOST_FIELDS):
        if at + 5 > len(block) or block[at] != _MARK:
            return
        record, number = block[at + 1], block[at + 2]
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:
            length = size & 0x7FFF
            if length > 4:
                return
            size = int.from_bytes(block[at : at + length], "big")
            at += length
        if at + size > len(block):
            return
        yield (record, number), block[at : at + size]
        at += size


def _text(value: bytes, *, utf8: bool) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace") if utf8 else value.decode("latin-1")


def hexadecimal_profile(text: str) -> bytes:
    """The bytes of a PNG text `Raw profile type …`: a name, a length, then hexadecimal digits (ImageMagick's form)."""
    digits = "".join(text.split("\n")[3:]) if text.startswith("\n") else "".join(text.split("\n")[2:])
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


def in_resources(resources: bytes) -> bytes:
    """The IPTC block (number 1028) among Photoshop's image resources, or nothing."""
    at = 0
    while at + 12 <= len(resources) and resources[at : at + 4] == b"8BIM":
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        name = 1 + resources[at + 6]
        at += 6 + name + name % 2
        size = int.from_bytes(resources[at : at + 4], "big")
        at += 4
        if number == 0x0404:
            return resources[at : at + size]
        at += size + size % 2
    return b""
