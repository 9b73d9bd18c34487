"""Searching hashes: looking up chunks finds what a scan finds, and nothing is missed within the radius."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from verifyctl.known.storage import hashes as module
from verifyctl.known.storage.hashes import EXACT_RADIUS, NEAR_RADIUS, HashIndex, Hits

Bytes = NDArray[np.uint8]


def index_of(rows: Bytes) -> HashIndex:
    return HashIndex(np.arange(len(rows), dtype=np.uint32) + 1, np.zeros(len(rows), dtype=np.uint8), rows)


def flipped(row: Bytes, places: NDArray[np.integer]) -> Bytes:
    bits = np.unpackbits(row)
    bits[places] ^= 1
    return np.packbits(bits)


def planted(random: np.random.Generator, count: int, queries: int) -> tuple[Bytes, Bytes]:
    """Random rows, among them some at every distance from 0 to 80 from one of the queries."""
    rows = random.integers(0, 256, (count, 32), dtype=np.uint8)
    asked = random.integers(0, 256, (queries, 32), dtype=np.uint8)
    for distance in range(81):
        for _ in range(3):
            places = random.choice(256, distance, replace=False)
            rows[random.integers(count)] = flipped(asked[random.integers(queries)], places)
    return rows, asked


def expected(rows: Bytes, asked: Bytes, radius: int) -> dict[int, tuple[int, int]]:
    """By counting every bit of every pair."""
    far = (np.unpackbits(rows, axis=1)[:, None, :] != np.unpackbits(asked, axis=1)[None, :, :]).sum(axis=2)
    return {
        int(row): (int(far[row].min()), int(far[row].argmin())) for row in np.flatnonzero(far.min(axis=1) <= radius)
    }


def as_dict(hits: Hits) -> dict[int, tuple[int, int]]:
    assert (np.diff(hits.rows) > 0).all()
    return {
        int(row): (int(far), int(query))
        for row, far, query in zip(hits.rows, hits.distances, hits.queries, strict=True)
    }


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 3000), queries=st.integers(1, 9))
def test_scanned_or_looked_up_the_same_is_found(seed: int, count: int, queries: int) -> None:
    rows, asked = planted(np.random.default_rng(seed), max(count, 1), queries)
    scanned, chunked = index_of(rows), index_of(rows)
    chunked.prepare()
    for radius in (0, 1, 2, 5, 16, 30, EXACT_RADIUS):
        truth = expected(rows, asked, radius)
        assert as_dict(scanned.within(asked, radius)) == truth
        assert as_dict(chunked.within(asked, radius)) == truth
    assert as_dict(scanned.near(asked)) == expected(rows, asked, NEAR_RADIUS)


def test_bits_in_the_worst_places() -> None:
    """Two differing bits in fifteen chunks and one in the last: only that one is found by its chunk."""
    random = np.random.default_rng(3)
    rows = random.integers(0, 256, (70_000, 32), dtype=np.uint8)
    query = random.integers(0, 256, (1, 32), dtype=np.uint8)
    for spared in range(16):
        places = [chunk * 16 + bit for chunk in range(16) for bit in ((3,) if chunk == spared else (5, 11))]
        rows[1000 + spared] = flipped(query[0], np.array(places))
    index = index_of(rows)
    index.prepare()
    assert as_dict(index.within(query)) == {1000 + spared: (31, 0) for spared in range(16)}


def test_equal_hashes_do_not_stop_a_search() -> None:
    """A million equal rows would be a million candidates under every chunk; then a scan is made."""
    rows = np.zeros((60_000, 32), dtype=np.uint8)
    rows[7] = 0xFF
    index = index_of(rows)
    index.prepare()
    found = index.within(np.zeros((8, 32), dtype=np.uint8))
    assert len(found) == 59_999
    assert not found.distances.any()
    assert not found.queries.any()


@pytest.mark.parametrize("seed", range(4))
def test_beyond_what_is_scanned_near_holds_all_that_within_holds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SCANNED", 100)
    rows, asked = planted(np.random.default_rng(seed), 4000, 8)
    scanned, chunked = index_of(rows), index_of(rows)
    chunked.prepare()
    near = as_dict(chunked.near(asked))
    assert as_dict(scanned.near(asked)) == near  # the same verdict, searched for once or many times
    close = expected(rows, asked, EXACT_RADIUS)
    assert {row: hit for row, hit in near.items() if hit[0] <= EXACT_RADIUS} == close
    assert set(near) <= set(expected(rows, asked, NEAR_RADIUS))
    assert len(near) > len(close)  # and some from beyond


def test_near_among_equal_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SCANNED", 100)
    rows = np.zeros((9000, 32), dtype=np.uint8)
    scanned, chunked = index_of(rows), index_of(rows)
    chunked.prepare()
    for index in (scanned, chunked):
        assert len(index.near(np.zeros((8, 32), dtype=np.uint8))) == 9000
        assert len(index.near(np.full((8, 32), 0xFF, dtype=np.uint8))) == 0


def test_a_large_matrix_is_put_in_order_when_it_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNKED_FROM", 100)
    rows, asked = planted(np.random.default_rng(6), 2000, 8)
    index = index_of(rows)
    made = []
    monkeypatch.setattr(module, "_in_order", lambda pdq, real=module._in_order: made.append(1) or real(pdq))
    found = [as_dict(index.within(asked)) for _ in range(6)]
    assert all(each == found[0] for each in found)
    assert len(made) == 1


def test_nothing_in_it_and_nothing_asked() -> None:
    empty = index_of(np.empty((0, 32), dtype=np.uint8))
    query = np.zeros((8, 32), dtype=np.uint8)
    assert len(empty.within(query)) == len(empty.near(query)) == 0
    empty.prepare()
    assert len(empty.within(query)) == 0
    full = index_of(np.zeros((3, 32), dtype=np.uint8))
    assert len(full.within(query[:0])) == 0
    full.prepare()
    assert len(full.within(query[:0])) == 0


@pytest.mark.parametrize("radius", [-1, 32, 256])
def test_a_radius_that_would_miss_something_is_refused(radius: int) -> None:
    with pytest.raises(ValueError, match="radius"):
        index_of(np.zeros((1, 32), dtype=np.uint8)).within(np.zeros((1, 32), dtype=np.uint8), radius)


@pytest.mark.parametrize("shape", [(32,), (1, 31), (1, 8)])
def test_queries_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        index_of(np.zeros((1, 32), dtype=np.uint8)).within(np.zeros(shape, dtype=np.uint8))


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        HashIndex(np.zeros(2, dtype=np.uint32), np.zeros(2, dtype=np.uint8), np.zeros((3, 32), dtype=np.uint8))
