"""Changing a store, inside a transaction that the caller has begun: every table, and the state that covers them all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from verifyctl.known.items import Change, KnownItem
from verifyctl.known.storage import kept, packed, records, segments, sums
from verifyctl.known.storage.interface import Added, AddedAs, Stored
from verifyctl.known.storage.kept import Kind
from verifyctl.known.storage.state import MAX_NUMBER, DamagedError, State

_RECORD = "record"


def insert(
    connection: sqlite3.Connection,
    state: State,
    item: KnownItem,
    given: Mapping[Kind, bytes],
    *,
    added_at: str,
    added_by: str | None,
) -> Added:
    """Add an image that is not there yet, with what is to be kept of it. Raises DamagedError."""
    number = state.next
    if number > MAX_NUMBER:
        raise DamagedError("its numbers are used up")
    digest = records.insert(connection, number, item, added_at=added_at, added_by=added_by)
    state = replace(state, items=state.items + 1, next=number + 1)
    state = state.with_part(sums.element(item.id, _RECORD, digest))
    state = packed.insert(connection, state, packed.rows_of(number, item.hashes))
    _keep(connection, state, number, item.id, given).write(connection)
    return Added(id=item.id, status=AddedAs.ADDED)


def put(
    connection: sqlite3.Connection,
    state: State,
    old: Stored,
    changed: tuple[KnownItem, tuple[Change, ...]],
    given: Mapping[Kind, bytes],
) -> Added:
    """Put a changed record in the place of the old one, and keep what was not kept before. Raises DamagedError."""
    new, changes = changed
    there = kept.digests(connection, old.number)
    lacking = {kind: data for kind, data in given.items() if kind not in there}
    if new == old.item and not lacking:
        return Added(id=new.id, status=AddedAs.UNCHANGED)
    before = records.digest_at(connection, old.number)
    digest = records.rewrite(connection, old.number, new)
    state = state.without_part(sums.element(new.id, _RECORD, before)).with_part(sums.element(new.id, _RECORD, digest))
    rows = packed.rows_of(old.number, new.hashes)
    if rows != packed.rows_of(old.number, old.item.hashes):
        state = packed.insert(connection, packed.delete(connection, state, old.number), rows)
    if kept.FEATURES & set(lacking) and kept.FEATURES & set(there):
        state = segments.forget(connection, state, old.number)  # to be filed once more, with all it has
    _keep(connection, state, old.number, new.id, lacking).write(connection)
    more = tuple(Change(field=kind.name.lower()) for kind in lacking)
    return Added(id=new.id, status=AddedAs.UPDATED, changes=(*changes, *more))


def remove(connection: sqlite3.Connection, state: State, old: Stored) -> None:
    """Take an image out of every table. Raises DamagedError."""
    there = kept.digests(connection, old.number)
    parts = {kind.name.lower(): digest for kind, digest in there.items()}
    parts[_RECORD] = records.digest_at(connection, old.number)
    if kept.FEATURES & set(there):
        state = segments.forget(connection, state, old.number)
    state = packed.delete(connection, state, old.number)
    kept.delete(connection, old.number)
    records.delete(connection, old.number)
    for kind, digest in parts.items():
        state = state.without_part(sums.element(old.item.id, kind, digest))
    replace(state, items=state.items - 1).write(connection)


def _keep(connection: sqlite3.Connection, state: State, number: int, id_: str, given: Mapping[Kind, bytes]) -> State:
    for kind, data in given.items():
        digest = kept.write(connection, number, kind, data)
        state = state.with_part(sums.element(id_, kind.name.lower(), digest))
    if not kept.FEATURES & set(given):
        return state
    if Kind.COARSE not in kept.digests(connection, number):
        raise ValueError("fine features are kept beside coarse ones only")
    return segments.file(connection, state, number)
