from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from verifyctl.known.vocabulary import BRANCHES, WORDS, from_bytes, probes, words


def random_descriptors(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, 32), dtype=np.uint8)


def shipped() -> bytes:
    return resources.files("verifyctl.known").joinpath("data", "vocabulary.bin").read_bytes()


def test_the_shipped_vocabulary_is_small_and_whole() -> None:
    top, leaves = from_bytes(shipped())
    assert top.shape == (BRANCHES, 32)
    assert leaves.shape == (BRANCHES, WORDS // BRANCHES, 32)
    assert len(shipped()) < 1024 * 1024
    assert len(np.unique(leaves.reshape(-1, 32), axis=0)) > 0.9 * WORDS


def test_a_damaged_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        from_bytes(shipped()[:-1])


def test_a_word_is_the_nearest_leaf_of_the_nearest_branch() -> None:
    given = random_descriptors(50)
    top, leaves = from_bytes(shipped())
    for descriptor, word in zip(given, words(given), strict=True):
        branch = int(np.bitwise_count(top ^ descriptor).sum(axis=1).argmin())
        leaf = int(np.bitwise_count(leaves[branch] ^ descriptor).sum(axis=1).argmin())
        assert word == branch * leaves.shape[1] + leaf


def test_words_do_not_depend_on_the_company() -> None:
    given = random_descriptors(64)
    assert np.array_equal(words(given), np.concatenate([words(given[:1]), words(given[1:40]), words(given[40:])]))


def test_the_first_probe_of_one_branch_is_the_word() -> None:
    given = random_descriptors(200)
    assert np.array_equal(probes(given, 6, branches=1)[:, 0], words(given))


def test_probes_are_different_words_nearest_first() -> None:
    given = random_descriptors(100)
    _, leaves = from_bytes(shipped())
    found = probes(given, 6)
    assert found.shape == (100, 6)
    for descriptor, row in zip(given, found, strict=True):
        assert len(set(row.tolist())) == 6
        far = np.bitwise_count(leaves.reshape(-1, 32)[row] ^ descriptor).sum(axis=1)
        assert (np.diff(far.astype(int)) >= 0).all()


def test_nothing_has_no_words() -> None:
    assert words(random_descriptors(0)).shape == (0,)
    assert probes(random_descriptors(0), 4).shape == (0, 4)


def test_similar_descriptors_mostly_share_a_probed_word() -> None:
    given = random_descriptors(400)
    flips = np.packbits(np.random.default_rng(1).random((400, 256)) < 0.05, axis=1)
    shared = (probes(given ^ flips, 8) == words(given)[:, None]).any(axis=1)
    assert shared.mean() > 0.5
