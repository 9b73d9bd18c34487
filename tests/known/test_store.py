"""The store: one file, nothing lost, nothing left behind, damage said aloud."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from known_pieces import features, listed, made, packed, sha

from verifyctl.errors import StoreError
from verifyctl.known.features import Features, Fineness, pack
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.storage import sums
from verifyctl.known.storage.hashes import CONTENT
from verifyctl.known.storage.interface import AddedAs, KnownStore
from verifyctl.known.storage.packed import BLOCK_ROWS
from verifyctl.known.storage.sqlite import Store
from verifyctl.known.storage.state import State
from verifyctl.model.base import Box
from verifyctl.model.canonical import canonical
from verifyctl.model.matches import ContentHash, Hashes, Label, SeenBasis

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path) -> Path:
    return tmp_path / "known.sqlite"


def fill(path: Path, *items: KnownItem, when: datetime = NOW) -> str:
    with Store.create(path) as store:
        for item in items:
            store.add(item, when)
        return store.digest()


def items_of(path: Path) -> list[KnownItem]:
    with Store.open(path) as store:
        return [stored.item for stored in store.items()]


def test_a_store_is_what_the_interface_asks_for(path: Path) -> None:
    with Store.create(path) as store:
        known: KnownStore = store
        assert known.count == 0


def test_what_was_added_is_there(path: Path) -> None:
    item = made(
        1,
        source_url="https://example.org/1",
        archive_url="https://archive.example/1",
        first_seen="2015-04-27",
        first_seen_basis="archived",
        caption="ولاة الولايات",
        label="disputed",
        note="seen twice",
    )
    given = packed(1, page=True)
    with Store.create(path) as store:
        added = store.add(item, NOW, added_by="desk", features=given, rendition=b"jpeg")
        assert (added.id, added.status, added.changes) == (item.id, AddedAs.ADDED, ())
    with Store.open(path) as store:
        (stored,) = store.items()
        assert stored.item == item
        assert (stored.added_at, stored.added_by) == ("2026-01-02T03:04:05Z", "desk")
        number = store.number_of(item.id)
        assert number == stored.number
        assert store.item(number) == stored
        assert store.count == 1
        assert store.rendition(number) == b"jpeg"
        for fineness in Fineness:
            found = store.features(number, fineness)
            assert isinstance(found, Features)
            assert pack(found) == given[fineness]
    shown = item.known_image()
    assert shown.first_seen_basis is SeenBasis.ARCHIVED
    assert shown.label is Label.DISPUTED


def test_what_was_not_added_is_not_there(path: Path) -> None:
    fill(path, made(1))
    with Store.open(path) as store:
        assert store.number_of(made(2).id) is None
        assert store.number_of("no id") is None
        assert store.features(1, Fineness.FINE) is None
        assert store.rendition(1) is None
        for look in (store.item, store.rendition, lambda number: store.features(number, Fineness.COARSE)):
            with pytest.raises(KeyError):
                look(77)
            with pytest.raises(
                StoreError, match="no image with the number 77"
            ):  # a search must not end with a traceback
                look(77)


def test_nobody_is_named_who_was_not_given(path: Path) -> None:
    fill(path, made(1))
    with Store.open(path) as store:
        assert store.item(1).added_by is None


def test_nothing_lies_beside_the_store(path: Path) -> None:
    fill(path, made(1))
    with Store.open(path) as store:
        assert store.count == 1
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_searching_does_not_touch_the_file(path: Path) -> None:
    fill(path, made(1))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with Store.open(path) as store:
        store.hashes()
        list(store.postings().read(Fineness.COARSE, range(100)))
        for change in (
            lambda: store.add(made(2), NOW),
            lambda: store.update(1, Description(note="x")),
            lambda: store.remove(1),
        ):
            with pytest.raises(StoreError):
                change()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


class TestExact:
    def test_bytes_and_pixels(self, path: Path) -> None:
        same_pixels = made(2).model_copy(update={"pixel_digest": made(1).pixel_digest})
        fill(path, made(1), same_pixels, made(3), listed(4))
        with Store.open(path) as store:
            found = store.exact(made(1).sha256, made(1).pixel_digest)
            assert (found.same_bytes, found.same_pixels) == (1, (2,))
            found = store.exact(sha("other"), made(1).pixel_digest)
            assert (found.same_bytes, found.same_pixels) == (None, (1, 2))
            found = store.exact(made(3).sha256, None)
            assert (found.same_bytes, found.same_pixels) == (3, ())
            found = store.exact(None, "sha256:" + sha("other"))
            assert (found.same_bytes, found.same_pixels) == (None, ())

    def test_digests_that_only_begin_alike(self, path: Path) -> None:
        fill(path, made(1))
        item = made(1)
        assert item.sha256
        assert item.pixel_digest
        with Store.open(path) as store:
            found = store.exact(item.sha256[:16] + "0" * 48, item.pixel_digest[:23] + "0" * 48)
            assert (found.same_bytes, found.same_pixels) == (None, ())


class TestDigest:
    def test_it_knows_no_order_no_time_no_person_and_no_place(self, path: Path, tmp_path: Path) -> None:
        items = [made(number, note=f"note {number}") for number in range(20)]
        one = fill(path, *items)
        with Store.create(tmp_path / "other") as store:
            for item in reversed(items):
                store.add(item, datetime(2001, 1, 1, tzinfo=UTC), added_by="somebody")
            assert store.digest() == one
        assert fill(path, made(20)) != one

    def test_it_knows_what_else_is_kept(self, path: Path, tmp_path: Path) -> None:
        digests = {fill(path, made(1))}
        for place, more in enumerate(
            ({"features": packed(1)}, {"features": packed(2)}, {"rendition": b"1"}, {"rendition": b"2"})
        ):
            with Store.create(tmp_path / f"{place}") as store:
                store.add(made(1), NOW, **more)  # type: ignore[arg-type]
                digests.add(store.digest())
        assert len(digests) == 5

    def test_what_comes_and_goes_leaves_no_trace(self, path: Path) -> None:
        one = fill(path, made(1), made(2))
        with Store.create(path) as store:
            store.add(made(3), NOW, features=packed(3), rendition=b"jpeg")
            store.update(1, Description(note="x"))
            assert store.digest() != one
            store.update(1, Description(), withdrawn=["note"])
            store.remove(3)
            assert store.digest() == one

    def test_it_can_be_made_by_anyone(self, path: Path) -> None:
        """By the rule that docs/reference/known-store.md gives."""
        with Store.create(path) as store:
            store.add(made(1), NOW, rendition=b"jpeg")
            store.add(made(2), NOW)
            said = store.digest()
        lanes = [0] * 1024
        for item, kind, held in (
            (made(1), "record", canonical(made(1).as_json())),
            (made(1), "rendition", b"jpeg"),
            (made(2), "record", canonical(made(2).as_json())),
        ):
            part = f"verifyctl.known/2\n{item.id}\n{kind}\n".encode() + hashlib.sha256(held).digest()
            expanded = hashlib.shake_256(part).digest(2048)
            lanes = [
                (lane + int.from_bytes(expanded[2 * at : 2 * at + 2], "little")) % 2**16
                for at, lane in enumerate(lanes)
            ]
        state = b"".join(lane.to_bytes(2, "little") for lane in lanes)
        assert said == "sha256:" + hashlib.sha256(b"verifyctl.known/2\n" + state).hexdigest()

    def test_an_empty_store_has_a_digest_too(self, path: Path) -> None:
        said = fill(path)
        with Store.open(path) as store:
            assert store.count == 0
            assert store.digest() == said == sums.digest(sums.EMPTY)
            assert len(store.hashes()) == 0


class TestHashes:
    def rows(self, store: Store) -> set[tuple[int, int, str]]:
        index = store.hashes()
        return {
            (int(number), int(flags), row.tobytes().hex())
            for number, flags, row in zip(index.numbers, index.flags, index.pdq, strict=True)
        }

    def hashed(self, number: int, **hashes: object) -> KnownItem:
        item = made(number)
        return item.model_copy(update={"hashes": item.hashes.model_copy(update=hashes)})

    def test_only_those_that_mean_something_are_searched(self, path: Path) -> None:
        box = Box(x=0, y=0, width=2, height=2)
        content = ContentHash(box=box, pdq=sha("content"), quality=80)
        poor = ContentHash(box=box, pdq=sha("poor"), quality=49)
        fill(
            path,
            made(1),
            self.hashed(2, flat=True, content=content),
            self.hashed(3, pdq_quality=49),
            self.hashed(4, content=content),
            self.hashed(5, content=poor, pdq_quality=50),
            listed(6),
            KnownItem(hashes=Hashes(version="list:phash", phash="8000000000000000")),
            KnownItem(hashes=Hashes(version="list:phash", phash="c3a5c3a5c3a5c3a5")),
        )
        with Store.open(path) as store:
            query = np.frombuffer(bytes.fromhex("c3a5c3a5c3a5c3a4"), dtype=np.uint8)
            numbers, distances = store.phashes().within(query, 8)
            assert (numbers.tolist(), distances.tolist()) == ([8], [1])
            assert store.phashes().within(query, 0)[0].tolist() == []
            assert self.rows(store) == {
                (1, 0, sha("pdq 1")),
                (4, 0, sha("pdq 4")),
                (4, CONTENT, sha("content")),
                (5, 0, sha("pdq 5")),
                (6, 0, sha("listed 6")),
            }
            assert list(store.check()) == []

    def test_many_are_packed_and_none_is_lost(self, path: Path) -> None:
        count = BLOCK_ROWS + 30
        with Store.create(path) as store:
            with store.together():
                for number in range(count):
                    store.add(listed(number), NOW)
            assert len(store.hashes()) == count
            for number in (1, BLOCK_ROWS, BLOCK_ROWS + 1, count):  # first and last of the block, and of the tail
                store.remove(number)
            store.add(made(1), NOW)
            kept = {(number + 1, 0, sha(f"listed {number}")) for number in range(count)}
            gone = {1, BLOCK_ROWS, BLOCK_ROWS + 1, count}
            assert self.rows(store) == {row for row in kept if row[0] not in gone} | {(count + 1, 0, sha("pdq 1"))}
            assert list(store.check()) == []
        with sqlite3.connect(path) as other:
            assert other.execute("SELECT count(*) FROM hash_block").fetchone() == (1,)
        other.close()

    def test_a_block_of_which_nothing_is_left(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("verifyctl.known.storage.packed.BLOCK_ROWS", 4)
        with Store.create(path) as store:
            for number in range(9):
                store.add(made(number), NOW)
            for number in (1, 2, 3, 4, 9):
                store.remove(number)
            assert {number for number, _, _ in self.rows(store)} == {5, 6, 7, 8}
            assert list(store.check()) == []


class TestSameBytesAgain:
    def test_nothing_new_is_said(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1, note="a"), NOW, added_by="first")
            assert store.add(made(1, note="a"), NOW).status is AddedAs.UNCHANGED
            assert store.add(made(1), NOW, added_by="second").status is AddedAs.UNCHANGED  # silence takes nothing back
            assert store.count == 1
            assert store.item(1).added_by == "first"

    def test_what_is_new_replaces_and_is_reported(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1, note="a", caption="c"), NOW)
            added = store.add(made(1, "copy.png", note="b", label="debunked"), NOW)
            assert added.status is AddedAs.UPDATED
            assert {(change.field, change.before) for change in added.changes} == {
                ("note", "a"),
                ("label", None),
                ("names", "1.jpg"),
            }
            item = store.item(1).item
            assert item.description == Description(caption="c", note="b", label=Label.DEBUNKED)
            assert item.names == ("1.jpg", "copy.png")
            assert store.count == 1
            assert list(store.check()) == []

    def test_what_was_not_kept_before_is_kept_now(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1), NOW)
            added = store.add(made(1), NOW, features=packed(1), rendition=b"jpeg")
            assert (added.status, [change.field for change in added.changes]) == (
                AddedAs.UPDATED,
                ["coarse", "rendition"],
            )
            added = store.add(made(1), NOW, features=packed(1, page=True), rendition=b"another")
            assert [change.field for change in added.changes] == ["fine"]
            assert store.rendition(1) == b"jpeg"
            assert list(store.check()) == []
            assert store.add(made(1), NOW, features=packed(1, page=True)).status is AddedAs.UNCHANGED

    def test_hashes_and_pixels_of_another_decoder_take_the_place_of_the_old(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1), NOW)
            other = made(1).model_copy(update={"hashes": made(2).hashes, "pixel_digest": made(2).pixel_digest})
            store.add(other, NOW)
            assert [row.tobytes().hex() for row in store.hashes().pdq] == [sha("pdq 2")]
            assert store.exact(None, made(1).pixel_digest).same_pixels == ()
            assert store.exact(None, made(2).pixel_digest).same_pixels == (1,)
            assert list(store.check()) == []

    def test_another_file_with_the_same_id_is_refused(self, path: Path) -> None:
        item = made(1)
        twin = item.model_copy(update={"sha256": item.id + "0" * 48})
        with Store.create(path) as store:
            store.add(item, NOW)
            with pytest.raises(StoreError, match="same digits"):
                store.add(twin, NOW)
            assert store.add(made(2), NOW).status is AddedAs.ADDED
            assert store.count == 2

    def test_an_entry_of_a_list_again(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(listed(1), NOW)
            assert store.add(listed(1), NOW).status is AddedAs.UNCHANGED
            assert store.count == 1


class TestUpdate:
    def test_more_is_said_and_something_withdrawn(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1, note="a", caption="c"), NOW)
            done = store.update(1, Description(place="Anbar"), withdrawn=["note"])
            assert (done.status, {change.field for change in done.changes}) == (AddedAs.UPDATED, {"place", "note"})
            assert store.item(1).item.description == Description(caption="c", place="Anbar")
            assert store.update(1, Description(place="Anbar")).status is AddedAs.UNCHANGED
            assert list(store.check()) == []

    def test_of_what_is_not_there(self, path: Path) -> None:
        with Store.create(path) as store, pytest.raises(KeyError):
            store.update(1, Description(note="x"))


class TestRemove:
    def test_nothing_of_it_is_left_in_the_file(self, path: Path) -> None:
        gone = made(2, note="a note that must not stay behind")
        rendition = b"a picture that must not stay behind" * 500
        with Store.create(path) as store:
            store.add(made(1), NOW, features=packed(1))
            store.add(gone, NOW, features=packed(2), rendition=rendition)
            store.add(made(3), NOW)
            store.remove(2)
            assert store.count == 2
            assert store.number_of(gone.id) is None
            assert list(store.check()) == []
        held = path.read_bytes()
        for part in (b"must not stay behind", features(2).descriptors[0].tobytes(), bytes.fromhex(sha("pdq 2"))):
            assert part not in held

    def test_its_number_is_not_used_again(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1), NOW)
            store.remove(1)
            store.add(made(1), NOW)
            assert store.number_of(made(1).id) == 2

    def test_what_is_not_there(self, path: Path) -> None:
        with Store.create(path) as store, pytest.raises(KeyError):
            store.remove(1)


class TestTogether:
    def test_all_or_nothing(self, path: Path) -> None:
        with Store.create(path) as store:
            with pytest.raises(RuntimeError), store.together():
                store.add(made(1), NOW)
                raise RuntimeError
            assert store.count == 0
            with store.together():
                store.add(made(1), NOW)
                store.add(made(2), NOW)
            assert list(store.check()) == []
        assert len(items_of(path)) == 2

    def test_one_that_fails_takes_none_of_the_others_with_it(self, path: Path) -> None:
        archived = {"first_seen": "2015", "first_seen_basis": "archived", "archive_url": "https://a.example"}
        with Store.create(path) as store:
            with store.together():
                store.add(made(1, **archived), NOW)
                with pytest.raises(ValueError, match="features"):
                    store.add(made(2), NOW, features={Fineness.COARSE: b"nonsense"})
                with pytest.raises(KeyError):
                    store.remove(99)
                store.add(made(3), NOW)
            assert store.count == 2
            assert list(store.check()) == []


class TestWhatIsNotTaken:
    def test_features_that_are_none(self, path: Path) -> None:
        with Store.create(path) as store:
            for given in ({Fineness.COARSE: b""}, {Fineness.COARSE: packed(1)[Fineness.COARSE][:-1]}):
                with pytest.raises(ValueError, match="features"):
                    store.add(made(1), NOW, features=given)
            with pytest.raises(ValueError, match="fine"):
                store.add(made(1), NOW, features={Fineness.FINE: packed(1)[Fineness.COARSE]})
            with pytest.raises(ValueError, match="coarse ones"):
                store.add(made(1), NOW, features={Fineness.FINE: packed(1, page=True)[Fineness.FINE]})
            assert store.count == 0
            assert list(store.check()) == []

    def test_hashes_of_a_file_made_in_another_way(self, path: Path) -> None:
        with Store.create(path) as store:
            with pytest.raises(ValueError, match="0:other"):
                store.add(made(1, version="0:other"), NOW)
            store.add(listed(1, version="list:pdq"), NOW)
            assert store.count == 1


class TestWhatIsNoStore:
    def test_absent(self, path: Path) -> None:
        with pytest.raises(StoreError, match="no such store") as caught:
            Store.open(path)
        assert "known add" in caught.value.hint
        assert not path.exists()

    @pytest.mark.parametrize("data", [b"", b"hello", b"\xff\xd8\xff\xe0" + bytes(100), b"SQLite format 3"])
    def test_another_file(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        with pytest.raises(StoreError) as caught:
            Store.open(path)
        assert caught.value.hint
        assert path.read_bytes() == data

    def test_another_file_is_never_added_to(self, path: Path) -> None:
        path.write_bytes(b"my thesis")
        with pytest.raises(StoreError):
            Store.create(path)
        assert path.read_bytes() == b"my thesis"

    def test_another_database_is_never_touched(self, path: Path) -> None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE item (sha256, id, added_at, digest, content)")
        other.close()
        before = path.read_bytes()
        for opening in (Store.open, Store.create):
            with pytest.raises(StoreError, match="no store of known images"):
                opening(path)
        assert path.read_bytes() == before

    @pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
    def test_no_file_at_all(self, path: Path, make: Callable[[Path], None]) -> None:
        make(path)
        with pytest.raises(StoreError, match="not a file"):
            Store.open(path)

    def test_the_format_before_this_one(self, path: Path) -> None:
        with sqlite3.connect(path) as old:
            old.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
            old.execute(f"PRAGMA application_id = {0x76666B69}")
            old.execute("PRAGMA user_version = 1")
        old.close()
        for opening in (Store.open, Store.create):
            with pytest.raises(StoreError, match="a store of format 1") as caught:
                opening(path)
            assert "build the store anew" in caught.value.hint

    def test_a_view_in_place_of_a_table(self, path: Path) -> None:
        fill(path, made(1))
        with sqlite3.connect(path) as other:
            other.execute("ALTER TABLE item RENAME TO old")
            other.execute("CREATE VIEW item AS SELECT * FROM old UNION ALL SELECT * FROM item")
        other.close()
        with pytest.raises(StoreError, match="its tables"):
            Store.open(path)

    def test_a_later_format(self, path: Path) -> None:
        fill(path, made(1))
        with sqlite3.connect(path) as other:
            other.execute("PRAGMA user_version = 99")
        other.close()
        with pytest.raises(StoreError, match="format 99"):
            Store.open(path)


class TestDamage:
    def damage(self, path: Path, statement: str, *values: object) -> None:
        with sqlite3.connect(path) as other:
            other.execute(statement, values)
        other.close()

    @pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", "text"])
    def test_a_record_that_is_not_what_was_kept(self, path: Path, content: object) -> None:
        fill(path, made(1), made(2))
        self.damage(path, "UPDATE item SET content = ? WHERE number = 1", content)
        with Store.open(path) as store:
            for look in (
                lambda: store.item(1),
                lambda: list(store.items()),
                lambda: store.exact(made(1).sha256, None),
                lambda: store.exact(None, made(1).pixel_digest),
                lambda: store.number_of(made(1).id),
            ):
                with pytest.raises(StoreError, match="digest"):
                    look()
            assert store.item(2).item == made(2)

    @pytest.mark.parametrize("record", [{}, [], 1, {"sha256": "other"}, {"hashes": 3}])
    def test_a_record_of_another_shape_with_a_digest_that_fits(self, path: Path, record: object) -> None:
        fill(path, made(1))
        content = json.dumps(record).encode()
        self.damage(path, "UPDATE item SET content = ?, digest = ?", content, hashlib.sha256(content).digest())
        with Store.open(path) as store, pytest.raises(StoreError):
            store.item(1)

    def test_a_swapped_record(self, path: Path) -> None:
        fill(path, made(1), made(2))
        self.damage(
            path,
            "UPDATE item SET (content, digest) = (SELECT content, digest FROM item WHERE number = 1) WHERE number = 2",
        )
        with Store.open(path) as store, pytest.raises(StoreError):
            store.item(2)

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM state",
            "UPDATE state SET items = 7",
            "UPDATE state SET hashes = 1000000000",
            "UPDATE state SET sum = x'00'",
            "UPDATE state SET next = 'x'",
            "UPDATE state SET hash_version = x'ff'",
        ],
    )
    def test_a_state_that_is_not_what_was_written(self, path: Path, statement: str) -> None:
        fill(path, made(1))
        self.damage(path, statement)
        for look in (Store.digest, Store.hashes, Store.postings, Store.require_current_hashes):
            with Store.open(path) as store, pytest.raises(StoreError, match="state"):
                look(store)
        with pytest.raises(StoreError, match="state"):
            Store.create(path)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE hash_block SET rows = zeroblob(length(rows)) WHERE number = 1",
            "UPDATE hash_block SET rows = substr(rows, 38) WHERE number = 1",
            "UPDATE hash_block SET rows = (SELECT rows FROM hash_block WHERE number = 2) WHERE number = 1",
            "UPDATE hash_block SET rows = 'text', crc = 0",
            "UPDATE hash_block SET number = 9 WHERE number = 1",
            "DELETE FROM hash_block WHERE number = 2",
            "DELETE FROM hash_tail",
            "UPDATE hash_tail SET pdq = 'x'",
            "UPDATE hash_tail SET pdq = x'00'",
            "UPDATE hash_tail SET item = -1",
            "UPDATE hash_tail SET item = 'x'",
            "UPDATE hash_tail SET flags = 999",
            "INSERT INTO hash_tail VALUES (99, 0, zeroblob(32), 0)",
        ],
    )
    def test_hashes_that_are_not_what_was_written(
        self, path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("verifyctl.known.storage.packed.BLOCK_ROWS", 4)
        fill(path, *(made(number) for number in range(9)))
        self.damage(path, statement)
        with Store.open(path) as store:
            with pytest.raises(StoreError, match="hash"):
                store.hashes()
            assert list(store.check())

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE kept SET data = zeroblob(length(data))",
            "UPDATE kept SET data = 'text'",
            "UPDATE kept SET digest = zeroblob(32)",
            "UPDATE kept SET (data, digest) = (SELECT data, digest FROM kept WHERE place = 9) WHERE place = 5",
        ],
    )
    def test_features_and_renditions_that_are_not_what_was_written(self, path: Path, statement: str) -> None:
        with Store.create(path) as store:
            for number in (1, 2):
                store.add(made(number), NOW, features=packed(number), rendition=b"jpeg")
        self.damage(path, statement)
        with Store.open(path) as store:
            assert list(store.check())
            if "SELECT" not in statement:
                with pytest.raises(StoreError, match="digest"):
                    store.rendition(1)
                with pytest.raises(StoreError, match="digest"):
                    store.features(1, Fineness.COARSE)
                with pytest.raises(StoreError, match="digest"):
                    list(store.postings().read(Fineness.COARSE, [0]))

    @pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
    def test_bytes_overwritten_or_cut_off_never_lose_an_image_in_silence(self, path: Path, part: float) -> None:
        items = [made(number, note="x" * 500) for number in range(60)]
        fill(path, *items)
        whole = path.read_bytes()
        at = int(len(whole) * part)
        for broken in (
            whole[:at] + bytes(3000) + whole[at + 3000 :],
            whole[:at],
            whole[:at] + b"\x41" + whole[at + 1 :],
        ):
            path.write_bytes(broken)
            try:
                with Store.open(path) as store:
                    assert {stored.item.sha256 for stored in store.items()} == {item.sha256 for item in items}
                    found = store.hashes().pdq
                    assert {row.tobytes().hex() for row in found} == {item.hashes.pdq for item in items}
                    for item in items:
                        assert store.exact(item.sha256, None).same_bytes
            except StoreError as error:
                assert error.hint

    def test_hashes_made_in_another_way(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("verifyctl.known.storage.sqlite.HASH_VERSION", "older")
        fill(path)
        monkeypatch.undo()
        for look in (Store.require_current_hashes, Store.hashes, Store.postings):
            with Store.open(path) as store, pytest.raises(StoreError, match="older"):
                look(store)
        with pytest.raises(StoreError, match="cannot be compared"):
            Store.create(path)


class TestMadeByAnEnemy:
    """Checksums fit, because whoever made the file computed them: what is read must still end as a StoreError."""

    @pytest.mark.parametrize("change", [{"hashes": -1}, {"hashes": 10**9}, {"items": -5, "next": -1}, {"unfiled": 7}])
    def test_a_state_with_other_counts(self, path: Path, change: dict[str, int]) -> None:
        fill(path, made(1))
        with sqlite3.connect(path) as other:
            replace(State.read(other), **change).write(other)  # type: ignore[arg-type]
        other.close()
        with Store.open(path) as store:
            assert list(store.check())
            with pytest.raises(StoreError):
                (store.hashes(), store.postings())

    @pytest.mark.parametrize("number", [-1, 0, 2**32, 2**62])
    @pytest.mark.parametrize("table", ["feature_tail (item)", "segment (level, images, number)"])
    def test_numbers_that_were_never_given(self, path: Path, table: str, number: int) -> None:
        fill(path, made(1))
        with sqlite3.connect(path) as other:
            other.execute(f"INSERT INTO {table} VALUES ({'0, 1, ' if 'segment' in table else ''}{number})")
            replace(State.read(other), unfiled=int("tail" in table)).write(other)
        other.close()
        with Store.open(path) as store:
            with pytest.raises(StoreError):
                store.postings()
            assert list(store.check())

    def test_postings_of_an_image_that_is_not_there(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1), NOW, features=packed(1))
        with sqlite3.connect(path) as other:
            other.execute("DELETE FROM item")
        other.close()
        with Store.open(path) as store:
            owners = {
                int(row["owner"]) for _, rows in store.postings().read(Fineness.COARSE, range(2**14)) for row in rows
            }
            for owner in owners:
                with pytest.raises(StoreError):
                    store.item(owner)


class TestWithoutTheRightToWrite:
    """Run as another user where the tests run as root, who may write everywhere."""

    SCRIPT = """
import os, sys, urllib.parse, urllib.request
from pathlib import Path
import numpy
from verifyctl.errors import StoreError
from verifyctl.known.storage.sqlite import Store, made_as
made_as()
if os.getuid() == 0:  # all is imported: the interpreter's own files may be closed to the other user
    os.setgid(65534)
    os.setuid(65534)
try:
    with Store.open(Path(sys.argv[1])) as store:
        print(store.count, len(store.hashes()))
except StoreError as error:
    print("StoreError", error, error.hint)
"""

    @pytest.fixture(name="folder")
    def folder_fixture(self) -> Iterator[Path]:
        """A folder that another user can reach: pytest's own are closed to others."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "closed"
            folder.mkdir()
            Path(name).chmod(0o755)
            yield folder
            folder.chmod(0o755)

    def read_elsewhere(self, path: Path) -> str:
        for each in path.parent.iterdir():
            each.chmod(0o444)
        path.parent.chmod(0o555)
        command = [sys.executable, "-c", self.SCRIPT, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout + done.stderr

    def test_a_store_is_read_and_nothing_is_left(self, folder: Path) -> None:
        path = folder / "known.sqlite"
        fill(path, made(1), made(2))
        assert self.read_elsewhere(path) == "2 2\n"
        assert [each.name for each in folder.iterdir()] == [path.name]

    def test_additions_that_wait_in_a_log_are_not_passed_over(self, folder: Path, tmp_path: Path) -> None:
        live = tmp_path / "live.sqlite"
        with Store.create(live) as store:
            store.add(made(1), NOW)
            for ending in ("", "-wal"):  # copied while in use
                (folder / f"known.sqlite{ending}").write_bytes(Path(f"{live}{ending}").read_bytes())
        said = self.read_elsewhere(folder / "known.sqlite")
        if said != "1 1\n":
            assert said.startswith("StoreError")
            assert "Copy the store with its -wal file" in said
