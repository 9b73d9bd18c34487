"""The inverted file on disk: it says what one in memory says, however images came, were filed, merged and removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_pieces import features, made, packed

from verifyctl.errors import StoreError
from verifyctl.known.features import Fineness
from verifyctl.known.postings import MemoryPostings, Postings, entries
from verifyctl.known.storage import segments
from verifyctl.known.storage.sqlite import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = 300
COUNT = 20


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path) -> Path:
    return tmp_path / "known.sqlite"


@pytest.fixture(name="_small", autouse=True)
def small_fixture(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Segments of four images, so that few images go through all that many would."""
    monkeypatch.setattr(segments, "TAIL_IMAGES", 4)
    yield


def add(store: Store, *numbers: int, page: Callable[[int], bool] = lambda number: number % 3 == 0) -> None:
    for number in numbers:
        store.add(made(number), NOW, features=packed(number, COUNT, WORDS, page=page(number)))


def read(postings: Postings, fineness: Fineness, words: range = range(WORDS)) -> list[tuple[int, bytes]]:
    """Every posting with its word, in an order that does not depend on where it stands."""
    return sorted((word, row.tobytes()) for word, rows in postings.read(fineness, words) for row in rows)


def expected(numbers: dict[int, int], fineness: Fineness) -> list[tuple[int, bytes]]:
    """What the images with these numbers in the store should give, filed in memory."""
    parts = [
        entries(number, features(which, COUNT, fineness, WORDS))
        for which, number in numbers.items()
        if fineness is Fineness.COARSE or which % 3 == 0
    ]
    return read(MemoryPostings({fineness: parts}), fineness)


def all_rows(postings: Postings) -> list[tuple[int, np.void]]:
    return [(word, row) for word, rows in postings.read(Fineness.COARSE, range(WORDS)) for row in rows]


def levels(path: Path) -> list[int]:
    with sqlite3.connect(path) as file:
        found = [level for (level,) in file.execute("SELECT level FROM segment ORDER BY number")]
    file.close()
    return found


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 15, 16, 17, 40, 64, 70])
def test_as_in_memory(path: Path, count: int) -> None:
    with Store.create(path) as store:
        add(store, *range(count))
        numbers = {which: store.number_of(made(which).id) or 0 for which in range(count)}
    with Store.open(path) as store:
        for fineness in Fineness:
            assert read(store.postings(), fineness) == expected(numbers, fineness)
        assert list(store.check()) == []


def test_segments_become_larger_and_fewer(path: Path) -> None:
    seen = []
    with Store.create(path) as store:
        for number in range(4**4 + 4):
            add(store, number, page=lambda _: False)
            seen.append(levels(path))
    assert seen[2] == []
    assert seen[3] == [0]
    assert seen[11] == [0, 0, 0]
    assert seen[15] == [1]
    assert sorted(seen[62]) == [0, 0, 0, 1, 1, 1]
    assert seen[63] == [2]
    assert seen[255] == [3]
    assert sorted(seen[-1]) == [0, 3]


def test_the_largest_segments_stay(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "TAIL_IMAGES", 1)
    monkeypatch.setattr(segments, "LAST_LEVEL", 1)
    with Store.create(path) as store:
        add(store, *range(33))
        assert levels(path) == [1] * 8 + [0]
        assert len({int(row["owner"]) for _, row in all_rows(store.postings())}) == 33
        assert list(store.check()) == []


def test_only_the_words_asked_for_are_read(path: Path) -> None:
    with Store.create(path) as store:
        add(store, *range(6))
        (first, _), *_ = read(store.postings(), Fineness.COARSE)
        given = {word for word, _ in store.postings().read(Fineness.COARSE, [first])}
        assert given == {first}
        assert list(store.postings().read(Fineness.COARSE, [])) == []
        assert list(store.postings().read(Fineness.COARSE, [WORDS + 1, 2**16 - 1])) == []


def test_a_word_with_more_postings_than_a_row_takes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "ROW_POSTINGS", 7)
    with Store.create(path) as store:
        for number in range(16):
            store.add(made(number), NOW, features=packed(number, COUNT, 2))
        assert sum(len(rows) for _, rows in store.postings().read(Fineness.COARSE, [0, 1])) == 16 * COUNT
        store.remove(5)
        assert sum(len(rows) for _, rows in store.postings().read(Fineness.COARSE, [0, 1])) == 15 * COUNT
        assert list(store.check()) == []


def test_pictures_without_features(path: Path) -> None:
    with Store.create(path) as store:
        for number in range(9):
            store.add(made(number), NOW, features=packed(number, 0))
        assert read(store.postings(), Fineness.COARSE) == []
        store.remove(2)
        assert list(store.check()) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["add", "add", "add", "remove"]), st.integers(0, 25)), max_size=60))
def test_added_and_removed_in_any_order(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]) -> None:
    path = tmp_path_factory.mktemp("any") / "known.sqlite"
    held: dict[int, int] = {}
    with Store.create(path) as store:
        for step, which in steps:
            if step == "add":
                add(store, which)
                held[which] = store.number_of(made(which).id) or 0
            elif which in held:
                store.remove(held.pop(which))
        assert list(store.check()) == []
    with Store.open(path) as store:
        for fineness in Fineness:
            assert read(store.postings(), fineness) == expected(held, fineness)


def test_fine_features_that_come_later_are_filed_too(path: Path) -> None:
    with Store.create(path) as store:
        add(store, *range(1, 6), page=lambda _: False)
        for which in (2, 5):  # one is in a segment, the other waits
            store.add(made(which), NOW, features=packed(which, COUNT, WORDS, page=True))
        found = {int(row["owner"]) for _, rows in store.postings().read(Fineness.FINE, range(WORDS)) for row in rows}
        assert found == {2, 5}
        assert list(store.check()) == []


def test_removed_from_a_segment_nothing_is_left_in_the_file(path: Path) -> None:
    with Store.create(path) as store:
        add(store, *range(23))
        held = path.read_bytes() + Path(f"{path}-wal").read_bytes()
        gone = features(3, COUNT, Fineness.COARSE, WORDS).descriptors
        assert gone[0].tobytes() in held
        store.remove(store.number_of(made(3).id) or 0)
    held = path.read_bytes()
    assert not any(row.tobytes() in held for row in gone)


def test_what_is_read_belongs_to_one_moment(path: Path) -> None:
    with Store.create(path) as writing:
        add(writing, *range(15))
        with Store.open(path) as reading:
            before = read(reading.postings(), Fineness.COARSE)
            add(writing, *range(15, 40))  # the segments that were there are merged away
            assert read(reading.postings(), Fineness.COARSE) == before
            assert reading.count == 15
            assert list(reading.check()) == []
        with Store.open(path) as reading:
            assert len(read(reading.postings(), Fineness.COARSE)) == 40 * COUNT


class TestDamage:
    def damaged(self, path: Path, statement: str) -> None:
        with Store.create(path) as store:
            add(store, *range(6))
        with sqlite3.connect(path) as other:
            assert other.execute(statement).rowcount
        other.close()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE posting SET rows = zeroblob(length(rows))",
            "UPDATE posting SET rows = rows || x'00'",
            "UPDATE posting SET rows = x''",
            "UPDATE posting SET rows = 'text'",
            "UPDATE posting SET crc = 0",
            "UPDATE posting SET place = place + 4096 WHERE place = (SELECT max(place) FROM posting)",
            "UPDATE feature_tail SET item = 77 WHERE item = 5",
            "DELETE FROM feature_tail WHERE item = 5",
            "DELETE FROM kept WHERE place >> 2 = 5",
        ],
    )
    def test_it_is_said_and_never_read_as_nothing_found(self, path: Path, statement: str) -> None:
        self.damaged(path, statement)
        with Store.open(path) as store:
            with pytest.raises(StoreError) as caught:
                for fineness in Fineness:
                    read(store.postings(), fineness, range(2**16))
            assert caught.value.message.startswith(str(path))
            assert list(store.check())

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM posting WHERE place = (SELECT max(place) FROM posting)",
            "DELETE FROM segment",
            "INSERT INTO kept VALUES (999, x'00', x'00')",
            "UPDATE item SET pixels = x'0011223344556677' WHERE number = 2",
            "DELETE FROM item WHERE number = 2",
        ],
    )
    def test_what_is_missing_is_found_by_a_check(self, path: Path, statement: str) -> None:
        self.damaged(path, statement)
        with Store.open(path) as store:
            problems = list(store.check())
        assert problems
        assert all(problem.where and problem.what for problem in problems)

    def test_features_that_do_not_fit_their_postings(self, path: Path) -> None:
        """Records, blobs and checksums agree; only the search would not find the image."""
        self.damaged(path, "UPDATE segment SET level = 0")
        with Store.create(path) as store:
            rows = store._connection.execute("SELECT place, rows FROM posting ORDER BY place").fetchall()
            place, data = rows[0]
            turned = np.frombuffer(data, dtype=np.uint8).copy()
            turned[-1] ^= 1
            store._connection.execute(
                "UPDATE posting SET rows = ?, crc = ? WHERE place = ?",
                (turned.tobytes(), segments._crc(place, turned.tobytes()), place),
            )
            assert [problem.where for problem in store.check()] == [f"image {data[0]}"]
