"""The file of a store: its marks, its tables, and opening it without leaving anything behind.

SQLite with a write-ahead log and full synchronisation: what was acknowledged survives the death of the process and of
the machine. A store may come from somebody else, so its tables must be exactly ours before anything is asked of them.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from verifyctl.errors import StoreError
from verifyctl.known.storage.state import DamagedError, State

APPLICATION_ID = 0x76666B69  # "vfki"
SCHEMA_VERSION = 2
PAGE_SIZE = 8192
BUSY_SECONDS = 60
LOG = "-wal"  # beside the store: additions that are not yet folded into it

_MAGIC = b"SQLite format 3\0"
_MAX_VALUE = 64 * 1024 * 1024  # bytes of one value; a damaged length must not fill the memory

TABLES = {
    "state": (
        "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), hash_version TEXT NOT NULL, "
        "items INTEGER NOT NULL, hashes INTEGER NOT NULL, loose INTEGER NOT NULL, unfiled INTEGER NOT NULL, "
        "next INTEGER NOT NULL, sum BLOB NOT NULL, crc INTEGER NOT NULL)"
    ),
    "item": (
        "CREATE TABLE item (number INTEGER PRIMARY KEY, id BLOB NOT NULL, pixels BLOB, added_at TEXT NOT NULL, "
        "added_by TEXT, digest BLOB NOT NULL, content BLOB NOT NULL)"
    ),
    "item_id": "CREATE UNIQUE INDEX item_id ON item (id)",
    "item_pixels": "CREATE INDEX item_pixels ON item (pixels) WHERE pixels IS NOT NULL",
    "kept": "CREATE TABLE kept (place INTEGER PRIMARY KEY, digest BLOB NOT NULL, data BLOB NOT NULL)",
    "hash_tail": (
        "CREATE TABLE hash_tail (item INTEGER NOT NULL, flags INTEGER NOT NULL, pdq BLOB NOT NULL, "
        "crc INTEGER NOT NULL, "
        "PRIMARY KEY (item, flags)) WITHOUT ROWID"
    ),
    "hash_block": (
        "CREATE TABLE hash_block (number INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL, "
        "rows BLOB NOT NULL, crc INTEGER NOT NULL)"
    ),
    "feature_tail": "CREATE TABLE feature_tail (item INTEGER PRIMARY KEY)",
    "segment": ("CREATE TABLE segment (number INTEGER PRIMARY KEY, level INTEGER NOT NULL, images INTEGER NOT NULL)"),
    "posting": "CREATE TABLE posting (place INTEGER PRIMARY KEY, rows BLOB NOT NULL, crc INTEGER NOT NULL)",
}
"""Records are canonical JSON with their SHA-256; `id` and `pixels` are the first eight bytes of the digests.

`kept` holds what else belongs to an image: its features and its rendition. `hash_block` and `posting` are packed for
searching (`packed`, `segments`); `hash_tail` and `feature_tail` wait to be packed.
"""

REPAIR = "The file is damaged or was changed by something else. Use a backup, or build the store anew from the images."


def open_for_adding(path: Path, name: str, *, hash_version: str) -> sqlite3.Connection:
    """Open a store, or make one where there is no file or an empty one. Raises StoreError."""
    if path.exists() and path.stat().st_size:
        _check_file(path, name)
    try:
        with _opened(f"{path.absolute().as_uri()}?mode=rwc") as connection:
            _create(connection, hash_version)
            _check_tables(connection, name)
            _keep_a_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten, wherever it was copied to
    except sqlite3.Error as error:
        raise failure(name, error) from error
    return connection


def open_for_reading(path: Path, name: str) -> sqlite3.Connection:
    """Open a store so that all that is read belongs to one moment. Raises StoreError.

    Where the place is writable, SQLite's own log files come and go. Where it is not, the file is read as one that
    nobody changes, unless a log beside it says that additions wait to be folded in.
    """
    _check_file(path, name)
    log = path.with_name(path.name + LOG)
    waiting = log.exists() and log.stat().st_size > 0
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        query = "mode=rw"
    elif waiting:
        query = "mode=ro"
    else:
        query = "mode=ro&immutable=1"
    try:
        with _opened(f"{path.absolute().as_uri()}?{query}") as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _check_tables(connection, name)
    except sqlite3.Error as error:
        if waiting and query == "mode=ro":
            raise StoreError(
                f"{name}: additions wait in {log.name}, which cannot be read in a folder without right to write",
                hint="Copy the store with its -wal file to a folder that you may write to, and search it there.",
            ) from error
        raise failure(name, error) from error
    return connection


def failure(name: str, error: sqlite3.Error) -> StoreError:
    """What SQLite said, for people."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(
            f"{name}: another process has held the store for more than {BUSY_SECONDS} s",
            hint="Wait until it is done. On a network folder, copy the store to a local disk.",
        )
    if "readonly" in text or "unable to open" in text:
        return StoreError(f"{name}: {text}", hint="Check that the folder exists and that you may write to it.")
    if "full" in text:
        return StoreError(f"{name}: {text}", hint="Free some space; what was acknowledged is kept.")
    return StoreError(f"{name}: {text}", hint=REPAIR)


@contextmanager
def errors_of(name: str) -> Iterator[None]:
    """What goes wrong inside becomes a StoreError that names the store."""
    try:
        yield
    except DamagedError as error:
        raise StoreError(f"{name}: {error}", hint=REPAIR) from error
    except sqlite3.Error as error:
        raise failure(name, error) from error


def _check_file(path: Path, name: str) -> None:
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise StoreError(f"{name}: not a file", hint="A store is one file, written by verifyctl known add.")
        with path.open("rb") as stream:
            head = stream.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise StoreError(f"{name}: no such store", hint="Make it with: verifyctl known add STORE IMAGE…") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{name}: could not be opened: {reason}", hint="Check the path and your rights.") from error
    if head != _MAGIC:
        what = "an empty file" if not head else "not a store of known images"
        raise StoreError(f"{name}: {what}", hint="Give the file that verifyctl known add wrote.")


def _check_tables(connection: sqlite3.Connection, name: str) -> None:
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    except sqlite3.Error as error:
        raise failure(name, error) from error
    if mark != APPLICATION_ID:
        problem = StoreError(
            f"{name}: a database, but no store of known images",
            hint="Give the file that verifyctl known add wrote.",
        )
    elif version != SCHEMA_VERSION:
        problem = StoreError(
            f"{name}: a store of format {version}; this version of verifyctl reads format {SCHEMA_VERSION}",
            hint="Use the version of verifyctl that wrote it, or build the store anew from the images.",
        )
    elif dict(found) != TABLES:
        problem = StoreError(f"{name}: its tables are not those of a store", hint=REPAIR)
    else:
        return
    raise problem


@contextmanager
def _opened(uri: str) -> Iterator[sqlite3.Connection]:
    """A connection that stays open unless setting it up fails."""
    # Transactions are begun and ended by hand: what is acknowledged must be what is committed.
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        yield connection
    except BaseException:
        connection.close()
        raise


def _create(connection: sqlite3.Connection, hash_version: str) -> None:
    if not _is_blank(connection):
        return
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.execute("BEGIN IMMEDIATE")
    if _is_blank(connection):  # another process may have made the tables while this one waited
        for statement in TABLES.values():
            connection.execute(statement)
        State(hash_version).write(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("COMMIT")


def _is_blank(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    return bool(tables == 0 and mark == 0)


def _keep_a_log(connection: sqlite3.Connection) -> None:
    # Changing to a log needs the file for oneself for a moment, and SQLite does not wait for it by itself.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
