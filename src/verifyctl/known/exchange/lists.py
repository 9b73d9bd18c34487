"""Hash lists of other tools: PDQ in the forms of ThreatExchange's tools, pHash as the imagehash package writes it.

The forms of a PDQ list, all a hash of 64 hexadecimal digits a line, are those of

- `pdq/cpp/io/hashio.h` and `HashReaderUtil.java`, which `mih-query` and `clusterize256` read: a hash, bare or after
  `hash=`, and after the first comma whatever belongs to it;
- `pdq-photo-hasher`, which writes `hash,quality,filename`, or `hash=…,norm=…,delta=…,quality=…,filename=…`;
- the `threatexchange` package: `tx dataset -P --csv` writes a header with `signal_type` and `signal_str`, its local
  files hold `pdq HASH`, and its samples hold a hash, an id, a time and tags;

and any CSV whose header names a column for the hash. All are in https://github.com/facebook/ThreatExchange.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from verifyctl.known.exchange.lines import Incoming, Line, Mistake, reason
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.pdq import MIN_QUALITY
from verifyctl.model.matches import Hashes


class ListKind(StrEnum):
    """The kinds of hash lists."""

    PDQ = "pdq-csv"
    PHASH = "phash-list"


LIST_VERSIONS = {ListKind.PDQ: "list:pdq", ListKind.PHASH: "list:phash"}
"""The `Hashes.version` of items from lists: how the pictures were decoded and scaled before hashing is not known."""

HASH_COLUMNS = ("hash", "pdq", "pdq_hash", "pdqhash", "phash", "p_hash", "hash_value", "signal_str", "signal", "value")
NAME_COLUMNS = ("filename", "name", "file", "path")
QUALITY_COLUMNS = ("quality", "pdq_quality")
TYPE_COLUMNS = ("signal_type", "hash_type", "type")
NOTE_COLUMNS = ("collab", "category", "tags")
_PDQ_NAMES = ("pdq", "hash_pdq")

_HASH = {ListKind.PDQ: re.compile(r"[0-9a-fA-F]{64}"), ListKind.PHASH: re.compile(r"[0-9a-fA-F]{16}")}
_PDQ_ANYWHERE = re.compile(r"\b[0-9a-fA-F]{64}\b")
_TYPED = re.compile(r"([A-Za-z][A-Za-z0-9_]{1,40}) ([0-9a-fA-F]{8,128})")
_DIGITS = re.compile(r"[0-9]{1,20}")
_MAX_NAME = 1000
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class PassedOver:
    """A line that is right and holds nothing for a store, and why."""

    number: int
    why: str


def kind_of(first: str) -> ListKind | None:
    """What a list is by its first line; None where that does not tell."""
    cells = [cell.strip().lower() for cell in first.split(",")]
    if _PDQ_ANYWHERE.search(first) or any(name in cells for name in ("signal_str", "pdq", "pdq_hash", "pdqhash")):
        return ListKind.PDQ
    if _HASH[ListKind.PHASH].fullmatch(cells[0]) or any(name in cells for name in ("phash", "p_hash")):
        return ListKind.PHASH
    return None


def read_list(lines: Iterable[Line | Mistake], kind: ListKind) -> Iterator[Incoming | PassedOver | Mistake]:
    """What each line of a list is: an item, nothing for a store, or a mistake. The first line may be a header."""
    header: tuple[str, ...] | None = None
    first = True
    for line in lines:
        if isinstance(line, Mistake):
            yield line
            continue
        if line.text.startswith("#"):
            continue
        if first:
            first = False
            header = _header(line.text, kind)
            if header is not None:
                continue
        yield _read_line(line, kind, header)


def pdq_lines(items: Iterable[KnownItem], *, public: bool) -> Iterator[str]:
    """`hash,quality,filename`, as pdq-photo-hasher writes it, for every item with a PDQ that is not flat.

    The third cell is what other tools show for a match: a file name, or the id where `public` or there is no name.
    """
    for item in items:
        if item.hashes.pdq is not None and not item.hashes.flat:
            quality = item.hashes.pdq_quality
            yield _row(item.hashes.pdq, "" if quality is None else str(quality), _name(item, public))


def phash_lines(items: Iterable[KnownItem], *, public: bool) -> Iterator[str]:
    """`hash,filename` with the 64-bit pHash, for every item with one that is not flat."""
    for item in items:
        if item.hashes.phash is not None and not item.hashes.flat:
            yield _row(item.hashes.phash, _name(item, public))


def _name(item: KnownItem, public: bool) -> str:
    name = item.id if public or not item.names else item.names[0]
    # One line a record, whatever a name holds; no cell may be a formula to a spreadsheet.
    shown = "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in name)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _row(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _header(text: str, kind: ListKind) -> tuple[str, ...] | None:
    cells = tuple(cell.strip().lower() for cell in text.split(","))
    if any(_HASH[kind].fullmatch(cell) for cell in cells):  # a picture may be called "hash"
        return None
    return cells if any(cell in HASH_COLUMNS for cell in cells) else None


def _read_line(line: Line, kind: ListKind, header: tuple[str, ...] | None) -> Incoming | PassedOver | Mistake:
    try:
        found = _by_position(line.text) if header is None else _by_name(line.text, header)
    except (csv.Error, ValueError) as error:
        return Mistake(line.number, str(error))
    if found.kind and found.kind not in _PDQ_NAMES and kind is ListKind.PDQ:
        return PassedOver(line.number, f"a hash of type {found.kind}")
    if _HASH[kind].fullmatch(found.hash) is None:
        digits = 64 if kind is ListKind.PDQ else 16
        return Mistake(line.number, f"{found.hash[:80]!r} is no hash of {digits} hexadecimal digits")
    if len(found.name) > _MAX_NAME:
        return Mistake(line.number, f"the name has {len(found.name)} characters, more than {_MAX_NAME}")
    try:
        return Incoming(line.number, _item(found, kind))
    except ValueError as error:
        return Mistake(line.number, reason(error))


@dataclass(frozen=True)
class _Found:
    hash: str
    quality: int | None = None
    name: str = ""
    note: str = ""
    kind: str = ""


def _by_name(text: str, header: tuple[str, ...]) -> _Found:
    cells = next(csv.reader([text]))
    if len(cells) != len(header):
        raise ValueError(f"{len(cells)} cells under a header of {len(header)}")
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    return _Found(
        hash=_cell(row, HASH_COLUMNS),
        quality=_quality(_cell(row, QUALITY_COLUMNS)),
        name=_cell(row, NAME_COLUMNS),
        note="; ".join(f"{name} {row[name]}" for name in NOTE_COLUMNS if row.get(name)),
        kind=_cell(row, TYPE_COLUMNS).lower(),
    )


def _cell(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _by_position(text: str) -> _Found:
    head, _, rest = text.partition(",")
    kind = ""
    if typed := _TYPED.fullmatch(head.strip()):
        kind, head = typed.groups()
    if head.startswith("hash="):
        return _by_key(head, rest, kind)
    second, _, third = rest.partition(",")
    while _HASH[ListKind.PDQ].fullmatch(second):  # the other orientations, with --pdqdih-across
        second, _, third = third.partition(",")
    if second == "" or (_DIGITS.fullmatch(second) and int(second) <= 100):
        return _Found(hash=head.strip(), quality=_quality(second), name=_unquoted(third), kind=kind.lower())
    if _DIGITS.fullmatch(second):  # an id, a time and tags, as in ThreatExchange's samples
        return _Found(hash=head.strip(), note=rest.strip(), kind=kind.lower())
    return _Found(hash=head.strip(), name=_unquoted(f"{second},{third}" if third else second), kind=kind.lower())


def _by_key(head: str, rest: str, kind: str) -> _Found:
    before, _, name = rest.partition("filename=")  # comes last, and may hold commas
    values = dict(part.partition("=")[::2] for part in before.split(","))
    return _Found(
        hash=head.removeprefix("hash=").strip(),
        quality=_quality(values.get("quality", "")),
        name=name,
        kind=kind.lower(),
    )


def _unquoted(text: str) -> str:
    """A name that may be quoted as CSV, or, as pdq-photo-hasher writes it, hold commas unquoted."""
    text = text.strip()
    if not text.startswith('"'):
        return text
    cells = next(csv.reader([text]))
    return cells[0] if len(cells) == 1 else text


def _quality(text: str) -> int | None:
    if not text:
        return None
    if not _DIGITS.fullmatch(text) or int(text) > 100:
        raise ValueError(f"{text[:80]!r} is no quality from 0 to 100")
    return int(text)


def _item(found: _Found, kind: ListKind) -> KnownItem:
    digits = found.hash.lower()
    name = "pdq" if kind is ListKind.PDQ else "phash"
    flat = found.quality < MIN_QUALITY if found.quality is not None else _is_lopsided(digits)
    hashes = Hashes.model_validate(
        {"version": LIST_VERSIONS[kind], name: digits, "pdq_quality": found.quality, "flat": flat}
    )
    return KnownItem(
        hashes=hashes,
        names=(found.name,) if found.name else (),
        description=Description(note=found.note) if found.note else Description(),
    )


def _is_lopsided(digits: str) -> bool:
    """Whether far from half of the bits are set, which both hashes are made to have: the picture was nearly blank."""
    bits = 4 * len(digits)
    return abs(int(digits, 16).bit_count() - bits // 2) > bits // 16
