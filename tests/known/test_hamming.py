from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known_scenes import scene

from verifyctl.known import hamming, votes
from verifyctl.known.features import Fineness, extract, extract_query
from verifyctl.known.geometry import match
from verifyctl.known.hamming import MOST, by_faiss, by_numpy, distances
from verifyctl.known.postings import MemoryPostings, entries
from verifyctl.known.storage.hashes import HashIndex


@pytest.fixture
def faiss() -> hamming.Counter:
    try:
        return by_faiss()
    except ImportError as error:
        pytest.skip(f"FAISS is not installed: {error}")


@pytest.fixture
def with_each(faiss: hamming.Counter, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], list]:
    def both(of: Callable[[], object]) -> list:
        found = []
        for counter in (by_numpy, faiss):
            monkeypatch.setattr(hamming, "counter", lambda counter=counter: counter)
            found.append(of())
        return found

    return both


def slowly(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    bits = np.unpackbits(left[:, None] ^ right[None], axis=2).sum(axis=2)
    return np.minimum(bits, MOST)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), rows=st.integers(0, 60), columns=st.integers(0, 60))
def test_distances_are_counts_of_bits(seed: int, rows: int, columns: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = (rng.integers(0, 256, (count, 32), dtype=np.uint8) for count in (rows, columns))
    assert np.array_equal(distances(left, right), slowly(left, right))


def test_opposites_are_as_far_as_can_be_told() -> None:
    rows = np.array([[0] * 32, [255] * 32, [0] * 16 + [255] * 16], dtype=np.uint8)
    assert distances(rows, rows).tolist() == [[0, 255, 128], [255, 0, 128], [128, 128, 0]]


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        distances(np.zeros((2, 8), np.uint8), np.zeros((2, 32), np.uint8))


def test_rows_need_not_lie_together() -> None:
    rng = np.random.default_rng(3)
    table = rng.integers(0, 256, (50, 42), dtype=np.uint8)
    assert np.array_equal(distances(table[:, :32], table[:, 5:37]), slowly(table[:, :32], table[:, 5:37]))


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 200_000), (700, 1500)])
def test_faiss_counts_as_numpy_does(faiss: hamming.Counter, rows: int, columns: int) -> None:
    rng = np.random.default_rng(rows)
    left, right = (rng.integers(0, 256, (count, 32), dtype=np.uint8) for count in (rows, columns))
    right[: min(rows, columns)] = ~left[: min(rows, columns)]
    found = np.empty((2, rows, columns), dtype=np.uint8)
    by_numpy(left, right, found[0])
    faiss(left, right, found[1])
    assert np.array_equal(found[0], found[1])


def test_hashes_are_searched_with_one_result(with_each: Callable[[Callable[[], object]], list]) -> None:
    rng = np.random.default_rng(5)
    held = rng.integers(0, 256, (20_000, 32), dtype=np.uint8)
    query = held[rng.integers(0, 20_000, 8)] ^ np.packbits(rng.random((8, 256)) < 0.1, axis=1)
    index = HashIndex(np.arange(20_000, dtype=np.uint32), np.zeros(20_000, np.uint8), held)
    first, second = with_each(lambda: index.near(query))
    assert len(first) == 8
    for name in ("rows", "distances", "queries"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


def test_features_vote_and_match_with_one_result(with_each: Callable[[Callable[[], object]], list]) -> None:
    known = [extract(scene(seed)) for seed in range(6)]
    postings = MemoryPostings({Fineness.COARSE: [entries(number, each) for number, each in enumerate(known)]})
    query = extract_query(np.ascontiguousarray(scene(4)[40:, 30:]))
    first, second = with_each(lambda: votes.scan(query, postings))
    for name in ("feature", "distance", "posting"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
    first, second = with_each(lambda: match(known[4], query, (640, 480), (610, 440)))
    assert first.inliers == second.inliers > 30
    assert np.array_equal(first.homography, second.homography)


def test_without_faiss_numpy_counts() -> None:
    code = (
        "import sys; sys.modules['faiss'] = None\n"
        "from verifyctl.known import hamming\n"
        "assert hamming.counter() is hamming.by_numpy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_faiss_is_loaded_when_it_is_needed_and_not_before() -> None:
    code = "import sys; import verifyctl.known.search, verifyctl.known.ingest; sys.exit('faiss' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
