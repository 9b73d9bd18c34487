from __future__ import annotations

import numpy as np
import pytest
from known_scenes import scene

from verifyctl.known.features import Fineness, extract
from verifyctl.known.postings import INDEXED, POSTING, MemoryPostings, entries


@pytest.mark.parametrize("fineness", Fineness)
def test_the_best_spread_features_are_filed(fineness: Fineness) -> None:
    found = extract(scene(1), fineness)
    words, postings = entries(7, found)
    count = min(INDEXED[fineness], len(found))
    assert postings.dtype == POSTING
    assert POSTING.itemsize == 42
    assert len(words) == len(postings) == count
    assert np.array_equal(words, found.words[:count])
    assert (postings["owner"] == 7).all()
    assert np.array_equal(postings["descriptor"], found.descriptors[:count])
    assert np.allclose(postings["x"] / 16, found.points[:count, 0])
    assert np.allclose(postings["y"] / 16, found.points[:count, 1])
    assert np.allclose(np.exp2(postings["size"] / 8), found.points[:count, 2])
    assert np.allclose(postings["angle"] * (360 / 256), found.points[:count, 3])


def test_a_blank_picture_has_nothing_to_file() -> None:
    words, postings = entries(1, extract(np.zeros((100, 100, 3), dtype=np.uint8)))
    assert len(words) == len(postings) == 0


def test_memory_gives_back_what_was_filed_under_a_word() -> None:
    parts = [entries(number, extract(scene(number))) for number in range(3)]
    held = MemoryPostings({Fineness.COARSE: parts})
    every = np.concatenate([words for words, _ in parts])
    read = dict(held.read(Fineness.COARSE, range(2**16)))
    assert sorted(read) == sorted(set(every.tolist()))
    assert sum(len(part) for part in read.values()) == len(every)
    for words, postings in parts:
        for word, posting in zip(words[:40], postings[:40], strict=True):
            assert posting in read[int(word)]


def test_other_words_and_the_other_fineness_are_silent() -> None:
    words, postings = entries(1, extract(scene(1)))
    held = MemoryPostings({Fineness.COARSE: [(words, postings)]})
    absent = sorted(set(range(100)) - set(words.tolist()))
    assert list(held.read(Fineness.COARSE, absent)) == []
    assert list(held.read(Fineness.FINE, words.tolist())) == []
    assert list(MemoryPostings({}).read(Fineness.COARSE, [1])) == []
    assert held.bytes >= postings.nbytes
