"""Taking in what another desk says of images: what is missing here is filled in, what differs is reported.

What was measured here on a picture is never replaced by what a file says of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from verifyctl.known.exchange.lines import Incoming, Mistake, reason
from verifyctl.known.exchange.lists import PassedOver
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.storage.interface import Added, KnownStore
from verifyctl.model.base import Model
from verifyctl.model.matches import SeenBasis

if TYPE_CHECKING:
    from collections.abc import Mapping

IN_ONE_GO = 500
"""Lines that are acknowledged together: one write to the disk for each line would take minutes for a long list."""

_DATE = ("first_seen", "first_seen_basis")


class Conflict(Model):
    """A field in which an import and the store say different things."""

    field: str
    ours: str | None = None
    theirs: str | None = None


@dataclass(frozen=True)
class Imported:
    """A line that is in the store, on the disk, with what it brought and where it and the store differ."""

    number: int
    added: Added
    conflicts: tuple[Conflict, ...] = ()


def import_into(
    store: KnownStore, lines: Iterable[Incoming | PassedOver | Mistake], now: datetime, *, theirs: bool = False
) -> Iterator[Imported | PassedOver | Mistake]:
    """Add what each line holds; yields a line once it is on the disk. In conflicts ours stands, unless `theirs`.

    Lines that contradict themselves or the store come back as mistakes. Raises StoreError.
    """
    waiting: list[Incoming | PassedOver | Mistake] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) >= IN_ONE_GO:
            yield from _taken(store, waiting, now, theirs)
            waiting = []
    yield from _taken(store, waiting, now, theirs)


def _taken(
    store: KnownStore, lines: list[Incoming | PassedOver | Mistake], now: datetime, theirs: bool
) -> list[Imported | PassedOver | Mistake]:
    with store.together():
        return [_one(store, line, now, theirs) if isinstance(line, Incoming) else line for line in lines]


def _one(store: KnownStore, line: Incoming, now: datetime, theirs: bool) -> Imported | Mistake:
    number = store.number_of(line.item.id)
    item = line.item
    conflicts: tuple[Conflict, ...] = ()
    try:
        if number is not None:
            item, conflicts = reconciled(store.item(number).item, item, theirs=theirs)
        added = store.add(item, line.added_at or now, added_by=line.added_by, features=line.features or None)
    except ValueError as error:
        return Mistake(line.number, reason(error))
    return Imported(line.number, added, conflicts)


def completed(line: Incoming, said: Description, added_by: str | None) -> Incoming:
    """The line with what is said of every line, where it is silent itself."""
    own = line.item.description.given()
    # A line's own date does not inherit how another date is known.
    more = {name: value for name, value in said.given().items() if "first_seen" not in own or name not in _DATE}
    description = Description.model_validate({**more, **own})
    item = line.item.model_copy(update={"description": description})
    return replace(line, item=item, added_by=line.added_by or added_by)


def reconciled(old: KnownItem, new: KnownItem, *, theirs: bool = False) -> tuple[KnownItem, tuple[Conflict, ...]]:
    """What of `new` may be added to the record `old` of the same image, and where the two say different things.

    Raises ValueError where they cannot be the same image: one id, and other digests.
    """
    if old.sha256 != new.sha256:
        raise ValueError(f"its id {new.id} is that of another image of the store")
    given, mine = new.description.given(), old.description.given()
    differ = [name for name, value in given.items() if name in mine and mine[name] != value]
    if not theirs:
        given = _without(given, _kept_out(differ, mine, given))
    conflicts = [Conflict(field=name, ours=str(mine[name]), theirs=str(value)) for name, value in _pairs(new, differ)]
    if _measured_otherwise(old, new):
        conflicts.append(Conflict(field="hashes"))
    measured = {name: getattr(old, name) for name in ("pixel_digest", "width", "height", "page")}
    # Exports without features come without colours; a later one with them fills that in too.
    measured["hashes"] = old.hashes.model_copy(update={"colours": old.hashes.colours or new.hashes.colours})
    return new.model_copy(update={**measured, "description": Description.model_validate(given)}), tuple(conflicts)


def _measured_otherwise(old: KnownItem, new: KnownItem) -> bool:
    pairs = [(old.pixel_digest, new.pixel_digest), *((getattr(old.hashes, name), value) for name, value in new.hashes)]
    return any(theirs is not None and ours is not None and ours != theirs for ours, theirs in pairs)


def _pairs(new: KnownItem, names: Iterable[str]) -> Iterator[tuple[str, object]]:
    for name in names:
        yield name, getattr(new.description, name)


def _kept_out(differ: list[str], mine: Mapping[str, object], given: Mapping[str, object]) -> set[str]:
    """The fields of an import that must not be taken: those that differ, and a date without what it rests on."""
    out = set(differ)
    if "first_seen" in mine or (given.get("first_seen_basis") is SeenBasis.ARCHIVED and "archive_url" in differ):
        out.update(_DATE)
    return out


def _without(given: Mapping[str, object], names: set[str]) -> dict[str, object]:
    return {name: value for name, value in given.items() if name not in names}
