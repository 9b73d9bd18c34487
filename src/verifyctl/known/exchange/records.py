"""Records of a store as text, one a line: merged by git, read by any script, and never with a picture in them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import StringConstraints

from verifyctl.errors import UnreadableInputError
from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.exchange.lines import Incoming, Line, Mistake, reason
from verifyctl.known.exchange.lists import LIST_VERSIONS
from verifyctl.known.features import MOST, Fineness, pack, unpack
from verifyctl.known.items import Description, ItemId, KnownItem, Said
from verifyctl.known.storage.interface import KnownStore, Stored
from verifyctl.known.vocabulary import WORDS
from verifyctl.model.base import Model
from verifyctl.model.canonical import printable
from verifyctl.model.dates import parse_utc

FORMAT = "verifyctl.known-export/1"
NOT_PUBLIC = ("added_at", "added_by", "names", "note")
"""What a public export leaves out: who added an image and when, its file names, and free notes."""

_MAX_FEATURES_TEXT = 512 * 1024  # characters; 2,000 features take 107,000


class Added(Model):
    """What a record says besides the item: its id, and who added the image to the store it came from, and when."""

    id: ItemId
    added_at: Annotated[str, StringConstraints(max_length=40)] | None = None
    added_by: Said | None = None


def header_line() -> str:
    """The first line of an export. It holds nothing that differs between two exports of one version."""
    return printable({"format": FORMAT, "hash_version": HASH_VERSION})


def record_line(stored: Stored, *, public: bool = False, features: Mapping[Fineness, bytes] | None = None) -> str:
    """A record as one line of JSON, keys in a fixed order; `features` are packed ones to go with it.

    The mean colours of its parts, which are a picture of 64 pixels, go along with the features only.
    """
    item = _without_names(stored.item) if public else stored.item
    if not features:
        item = item.model_copy(update={"hashes": item.hashes.model_copy(update={"colours": None})})
    added = {} if public else {"added_at": stored.added_at, "added_by": stored.added_by}
    value = {"id": item.id, **{name: said for name, said in added.items() if said is not None}, **item.as_json()}
    if features:
        value["features"] = {
            fineness.value: base64.b64encode(features[fineness]).decode() for fineness in sorted(features)
        }
    return printable(value)


def packed_features(store: KnownStore, number: int) -> dict[Fineness, bytes]:
    """The local features of an image of a store, packed."""
    sets = {fineness: store.features(number, fineness) for fineness in Fineness}
    return {fineness: pack(features) for fineness, features in sets.items() if features is not None}


def _without_names(item: KnownItem) -> KnownItem:
    said = {name: value for name, value in item.description.given().items() if name not in NOT_PUBLIC}
    return item.model_copy(update={"names": (), "description": Description.model_validate(said)})


def read_records(lines: Iterable[Line | Mistake], name: str) -> Iterator[Incoming | Mistake]:
    """The records of an export, and a mistake for each line that holds none.

    Raises UnreadableInputError, naming the file as `name`, where the first line is not that of an export.
    Exports that were put together keep their first lines; those are passed over.
    """
    first = True
    for line in lines:
        if isinstance(line, Mistake):
            yield line
            continue
        try:
            value = json.loads(line.text)
        except (ValueError, RecursionError):
            value = None
        if first:
            first = False
            _check_header(value, f"{name}:{line.number}")
            continue
        if isinstance(value, dict) and value.get("format") == FORMAT:
            continue
        yield _read_record(line.number, value)


def _check_header(value: Any, where: str) -> None:
    form = value.get("format") if isinstance(value, dict) else None
    if form != FORMAT:
        said = "names no format" if form is None else f"is of format {str(form)[:80]!r}"
        raise UnreadableInputError(
            f"{where}: {said}; this version reads {FORMAT}",
            hint="Give a file that verifyctl known export wrote, or name its kind with --from.",
        )


def _read_record(number: int, value: Any) -> Incoming | Mistake:
    if not isinstance(value, dict):
        return Mistake(number, "not a JSON object")
    try:
        packed = _features(value.pop("features", None))
        added = Added.model_validate({name: value.pop(name, None) for name in Added.model_fields})
        item = KnownItem.model_validate_json(json.dumps(value))
        return Incoming(
            number=number,
            item=_checked(item, added.id),
            added_at=None if added.added_at is None else parse_utc(added.added_at),
            added_by=added.added_by,
            features=packed,
        )
    except ValueError as error:
        return Mistake(number, reason(error))


def _checked(item: KnownItem, id_: str) -> KnownItem:
    if item.id != id_:
        raise ValueError(f"its id is {id_}, its digests make it {item.id}")
    if item.hashes.version not in (HASH_VERSION, *LIST_VERSIONS.values()):
        raise ValueError(
            f"its hashes were made as {item.hashes.version[:120]!r}, this version of verifyctl makes {HASH_VERSION!r}; "
            "they cannot be compared"
        )
    return item


def _features(value: Any) -> Mapping[Fineness, bytes]:
    """Packed features from base64, each set held against what this version makes. Raises ValueError."""
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError("features: not an object with texts")
    found = {}
    for name, text in value.items():
        if name not in set(Fineness):
            raise ValueError(f"features.{name[:40]}: there is no such set")
        if len(text) > _MAX_FEATURES_TEXT:
            raise ValueError(f"features.{name}: too long")
        try:
            packed = base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise ValueError(f"features.{name}: not base64") from error
        features = unpack(packed)
        known_words = not len(features) or int(features.words.max()) < WORDS
        if features.fineness != name or len(features) > MOST[features.fineness] or not known_words:
            raise ValueError(f"features.{name}: not a set that this version makes")
        found[features.fineness] = packed
    return found
