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
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from verifyctl.errors import StoreError
from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.store import AddedAs, Store
from verifyctl.model.canonical import canonical
from verifyctl.model.facts import Hashes, Label, SeenBasis

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def made(number: int, name: str = "", version: str = HASH_VERSION, **said: str) -> KnownItem:
    raw = hashlib.sha256(b"%d" % number)
    return KnownItem(
        sha256=raw.hexdigest(),
        pixel_digest="sha256:" + hashlib.sha256(b"pixels %d" % number).hexdigest(),
        hashes=Hashes(
            version=version,
            phash=raw.hexdigest()[:16],
            dhash=raw.hexdigest()[16:32],
            pdq=hashlib.sha256(raw.digest()).hexdigest(),
            pdq_quality=100,
            flat=False,
        ),
        width=4,
        height=3,
        names=(name or f"{number}.jpg",),
        description=Description.read(dict(said)),
    )


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path) -> Path:
    return tmp_path / "known.sqlite"


def fill(path: Path, *items: KnownItem, when: datetime = NOW) -> str:
    with Store.create(path) as store:
        for item in items:
            store.add(item, when)
        return store.digest()


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
    with Store.create(path) as store:
        added = store.add(item, NOW)
        assert (added.id, added.status, added.changes) == (item.sha256[:16], AddedAs.ADDED, ())
    with Store.open(path) as store:
        (stored,) = store.items()
        assert stored.item == item
        assert stored.added_at == "2026-01-02T03:04:05Z"
        assert store.item(item.sha256) == item
        assert store.count == 1
    shown = item.known_image()
    assert shown.first_seen_basis is SeenBasis.ARCHIVED
    assert shown.label is Label.DISPUTED


def test_nothing_lies_beside_the_store(path: Path) -> None:
    fill(path, made(1))
    with Store.open(path) as store:
        assert store.count == 1
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_searching_does_not_touch_the_file(path: Path) -> None:
    fill(path, made(1))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with Store.open(path) as store:
        store.index()
        with pytest.raises(StoreError):
            store.add(made(2), NOW)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_digest_knows_no_order_no_time_and_no_place(path: Path, tmp_path: Path) -> None:
    items = [made(number, note=f"note {number}") for number in range(20)]
    one = fill(path, *items)
    other = fill(tmp_path / "other", *reversed(items), when=datetime(2001, 1, 1, tzinfo=UTC))
    assert one == other
    assert fill(path, made(20)) != one


def test_the_digest_can_be_made_by_anyone(path: Path) -> None:
    items = [made(1), made(2)]
    said = fill(path, *items)
    records = sorted(hashlib.sha256(canonical(item.as_json())).digest() for item in items)
    assert said == "sha256:" + hashlib.sha256(b"verifyctl.known/1\n" + b"".join(records)).hexdigest()


def test_an_empty_store_has_a_digest_too(path: Path) -> None:
    said = fill(path)
    with Store.open(path) as store:
        assert store.count == 0
        assert store.digest() == said
        assert store.matrix().shape == (0, 32)


def test_the_matrix_is_in_order_of_the_digests(path: Path) -> None:
    items = [made(number) for number in range(30)]
    fill(path, *items)
    with Store.open(path) as store:
        index = store.index()
    expected = sorted(items, key=lambda item: item.sha256)
    assert index.sha256 == tuple(item.sha256 for item in expected)
    assert [row.tobytes().hex() for row in index.pdq] == [item.hashes.pdq for item in expected]
    assert index.pdq.dtype == np.uint8


class TestSameBytesAgain:
    def test_nothing_new_is_said(self, path: Path) -> None:
        with Store.create(path) as store:
            store.add(made(1, note="a"), NOW)
            assert store.add(made(1, note="a"), NOW).status is AddedAs.UNCHANGED
            assert store.add(made(1), NOW).status is AddedAs.UNCHANGED  # silence takes nothing back
            assert store.count == 1

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
            item = store.item(made(1).sha256)
            assert item.description == Description(caption="c", note="b", label=Label.DEBUNKED)
            assert item.names == ("1.jpg", "copy.png")
            assert store.count == 1

    def test_a_new_date_does_not_inherit_the_old_basis(self, path: Path) -> None:
        with Store.create(path) as store:
            archived = {"first_seen": "2015-04-27", "first_seen_basis": "archived", "archive_url": "https://a.example"}
            store.add(made(1, **archived), NOW)
            store.add(made(1, first_seen="2014-01-01"), NOW)
            assert store.item(made(1).sha256).description.first_seen_basis is SeenBasis.STATED

    def test_another_file_with_the_same_id_is_refused(self, path: Path) -> None:
        item = made(1)
        twin = item.model_copy(update={"sha256": item.sha256[:16] + "0" * 48})
        with Store.create(path) as store:
            store.add(item, NOW)
            with pytest.raises(StoreError, match="same digits"):
                store.add(twin, NOW)
            assert store.add(made(2), NOW).status is AddedAs.ADDED
            assert store.count == 2


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
        self.damage(path, "UPDATE item SET content = ? WHERE sha256 = ?", content, made(1).sha256)
        with Store.open(path) as store, pytest.raises(StoreError, match="digest"):
            store.index()
        with Store.open(path) as store, pytest.raises(StoreError, match="digest"):
            list(store.items())

    @pytest.mark.parametrize(
        "record",
        [{}, [], 1, {"sha256": "other"}, {"hashes": 3}, {"hashes": {"version": HASH_VERSION, "pdq": "00", "flat": 0}}],
    )
    def test_a_record_of_another_shape_with_a_digest_that_fits(self, path: Path, record: object) -> None:
        fill(path, made(1))
        if isinstance(record, dict) and "hashes" in record:
            record = {**record, "sha256": made(1).sha256, "pixel_digest": ""}
        content = json.dumps(record).encode()
        self.damage(path, "UPDATE item SET content = ?, digest = ?", content, hashlib.sha256(content).digest())
        with Store.open(path) as store, pytest.raises(StoreError):
            store.index()

    def test_a_swapped_record(self, path: Path) -> None:
        fill(path, made(1), made(2))
        self.damage(
            path,
            "UPDATE item SET (content, digest) = (SELECT content, digest FROM item WHERE sha256 = ?) WHERE sha256 = ?",
            made(1).sha256,
            made(2).sha256,
        )
        with Store.open(path) as store, pytest.raises(StoreError):
            store.index()

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
                    assert sorted(store.index().sha256) == sorted(item.sha256 for item in items)
            except StoreError as error:
                assert error.hint

    def test_hashes_made_in_another_way(self, path: Path) -> None:
        fill(path, made(1))
        self.damage(path, "UPDATE meta SET value = 'older'")
        with Store.open(path) as store, pytest.raises(StoreError, match="older"):
            store.require_current_hashes()
        with pytest.raises(StoreError, match="cannot be compared"):
            Store.create(path)

    def test_one_record_with_hashes_made_in_another_way(self, path: Path) -> None:
        fill(path, made(1), made(2, version="0:other"))
        with Store.open(path) as store, pytest.raises(StoreError, match="0:other"):
            store.index()


class TestWithoutTheRightToWrite:
    """Run as another user where the tests run as root, who may write everywhere."""

    SCRIPT = """
import os, sys, urllib.parse, urllib.request
from pathlib import Path
import numpy
from verifyctl.errors import StoreError
from verifyctl.known.store import Store
if os.getuid() == 0:  # all is imported: the interpreter's own files may be closed to the other user
    os.setgid(65534)
    os.setuid(65534)
try:
    with Store.open(Path(sys.argv[1])) as store:
        print(store.count, len(store.index().sha256))
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


ADDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_store import made
from verifyctl.known.store import Store
start = int(sys.argv[2])
with Store.create(Path(sys.argv[1])) as store:
    for number in range(start, start + int(sys.argv[4])):
        print(store.add(made(number), datetime.now(UTC)).id, flush=True)
"""


def adder(path: Path, start: int, count: int) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", ADDER, str(path), str(start), here, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_several_add_at_once_and_none_is_lost(path: Path) -> None:
    adders = [adder(path, start, 60) for start in (0, 30, 1000)]  # the first two overlap
    acknowledged = set()
    for process in adders:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        acknowledged |= set(out.split())
    with Store.open(path) as store:
        assert {sha256[:16] for sha256 in store.index().sha256} == acknowledged
        assert store.count == 150
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("after", [1, 7, 40])
def test_kill_9_loses_nothing_that_was_acknowledged(path: Path, after: int) -> None:
    process = adder(path, 0, 100_000)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(after)]
    process.kill()
    rest, _ = process.communicate(timeout=60)
    acknowledged += [line for line in rest.split("\n")[:-1] if line]  # whole lines only
    with Store.open(path) as store:
        held = {sha256[:16] for sha256 in store.index().sha256}
    assert set(acknowledged) <= held
    assert fill(path, made(200_000)).startswith("sha256:")
