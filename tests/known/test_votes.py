from __future__ import annotations

import numpy as np
import pytest
from known_scenes import scene

from verifyctl.known.features import Features, Fineness, extract, extract_query
from verifyctl.known.postings import POSTING, MemoryPostings, entries
from verifyctl.known.vocabulary import words
from verifyctl.known.votes import APART, ASKERS, CAP, NEAREST, candidates, rank, scan

KNOWN = 24


@pytest.fixture(scope="module")
def known() -> list[Features]:
    return [extract(scene(number)) for number in range(KNOWN)]


@pytest.fixture(scope="module")
def filed(known: list[Features]) -> MemoryPostings:
    return MemoryPostings({Fineness.COARSE: [entries(number, each) for number, each in enumerate(known)]})


@pytest.mark.parametrize("number", [0, 7, 23])
def test_a_picture_finds_itself_where_it_lies(known: list[Features], filed: MemoryPostings, number: int) -> None:
    first, *others = candidates(known[number], filed)
    assert first.owner == number
    assert all(other.score < first.score / 5 for other in others)
    assert first.similarity == pytest.approx(np.eye(2, 3), abs=1e-3)


def test_a_small_part_of_another_picture_is_found_and_placed(filed: MemoryPostings) -> None:
    host = scene(90, 1280, 960)
    host[500:740, 700:1020] = scene(5, 320, 240)
    query = extract_query(host)
    first = candidates(query, filed)[0]
    assert first.owner == 5
    corners = np.array([[0, 0, 1], [640, 480, 1.0]]) @ first.similarity.T
    assert corners == pytest.approx(np.array([[350, 250], [510, 370]]), abs=25)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_quarter_turns_are_found(filed: MemoryPostings, turns: int) -> None:
    first = candidates(extract_query(np.rot90(scene(9), turns)), filed)[0]
    assert first.owner == 9
    angle = np.rad2deg(np.arctan2(first.similarity[1, 0], first.similarity[0, 0]))
    assert (angle + 90 * turns) % 360 == pytest.approx(0, abs=4) or (angle + 90 * turns) % 360 > 356


def test_a_mirrored_picture_is_found_by_the_flipped_query(filed: MemoryPostings) -> None:
    assert candidates(extract_query(scene(11)[:, ::-1][:, ::-1]), filed)[0].owner == 11
    mirrored = scene(11)[:, ::-1]
    assert candidates(extract_query(mirrored[:, ::-1]), filed)[0].owner == 11


def test_an_unrelated_picture_has_few_votes(known: list[Features], filed: MemoryPostings) -> None:
    own = candidates(known[3], filed)[0].score
    for candidate in candidates(extract_query(scene(500)), filed):
        assert candidate.score < own / 10


def test_hits_keep_the_cap_and_the_nearest_few(known: list[Features], filed: MemoryPostings) -> None:
    hits = scan(known[2], filed)
    assert hits.distance.max() <= CAP
    assert np.bincount(hits.feature).max() <= NEAREST
    bits = np.bitwise_count(known[2].descriptors[hits.feature] ^ hits.posting["descriptor"]).sum(axis=1)
    assert np.array_equal(bits, hits.distance)


def test_parts_of_a_store_give_what_one_gives(known: list[Features], filed: MemoryPostings) -> None:
    class Parts:
        def read(self, fineness, words):  # type: ignore[no-untyped-def]
            for word, part in filed.read(fineness, sorted(words, reverse=True)):
                yield word, part[1:]
                yield word, part[:1]

    query = extract_query(scene(8)[100:400, 50:500])
    assert [(each.owner, each.score) for each in candidates(query, Parts())] == [
        (each.owner, each.score) for each in candidates(query, filed)
    ]


def test_a_crowd_of_equal_letters_has_one_vote(known: list[Features]) -> None:
    """One known image holds the same letter 300 times, the query 300 times too; the true image must stay first."""
    query = known[4]
    letters = np.repeat(query.descriptors[:1], 300, axis=0)
    spots = query.points[:1].repeat(300, axis=0)
    spots[:, 0] = 20 + np.arange(300) % 20 * 2
    spots[:, 1] = 20 + np.arange(300) // 20 * 2
    glyphs = Features(640, 480, spots, letters, query.words[:1].repeat(300))
    filed = MemoryPostings({Fineness.COARSE: [entries(0, glyphs), entries(1, query)]})
    mixed = Features(
        640,
        480,
        np.concatenate([spots, query.points[:250]]),
        np.concatenate([letters, query.descriptors[:250]]),
        np.concatenate([glyphs.words, query.words[:250]]),
    )
    assert candidates(mixed, filed)[0].owner == 1
    asked = scan(glyphs, filed)
    assert len(np.unique(asked.feature)) <= ASKERS * 4


def test_nothing_asks_nothing(filed: MemoryPostings) -> None:
    blank = extract_query(np.zeros((300, 300, 3), dtype=np.uint8))
    assert candidates(blank, filed) == []
    assert candidates(extract_query(scene(1)), MemoryPostings({})) == []


def test_wild_postings_do_no_harm(known: list[Features]) -> None:
    """What a damaged or hostile store might hold: every number at its largest."""
    words, postings = entries(2**32 - 1, known[1])
    for name in ("x", "y", "size", "angle"):
        postings[name] = np.iinfo(POSTING[name]).max
    found = rank(known[1], scan(known[1], MemoryPostings({Fineness.COARSE: [(words, postings)]})), count=5)
    assert [each.owner for each in found] == [2**32 - 1]
    assert np.isfinite(found[0].similarity).all()


def test_a_crowded_word_is_searched_like_any_other(known: list[Features], filed: MemoryPostings) -> None:
    class Crowded:
        """Every word holds its postings and 2,000 that differ in every bit from all that is asked for."""

        def read(self, fineness, words):  # type: ignore[no-untyped-def]
            for word, part in filed.read(fineness, words):
                strange = np.repeat(part[:1], 2000)
                strange["descriptor"] = ~strange["descriptor"]
                yield word, np.concatenate([strange, part])

    query = known[8]
    assert [(each.owner, each.score) for each in candidates(query, Crowded())] == [
        (each.owner, each.score) for each in candidates(query, filed)
    ]


def test_what_stands_between_the_buttons_of_an_app_comes_with_the_other_screenshots_of_it() -> None:
    """Twelve screenshots have the query's buttons in common, one known picture what is shown between them."""
    rng = np.random.default_rng(3)
    buttons, shown = _spots(rng, 120, (0, 130)), _spots(rng, 25, (200, 500))
    filed = [entries(number, _joined(buttons, _spots(rng, 60, (200, 500)))) for number in range(12)]
    filed += [entries(12, shown), *(entries(number, _spots(rng, 90, (0, 640))) for number in range(13, 40))]
    query, postings = _joined(buttons, shown), MemoryPostings({Fineness.COARSE: filed})
    by_votes = rank(query, scan(query, postings), count=40)
    assert {each.owner for each in by_votes[:12]} == set(range(12))
    few = rank(query, scan(query, postings), count=4)
    assert [each.owner for each in few[:4]] == [each.owner for each in by_votes[:4]]
    assert 12 in [each.owner for each in few[4:]]
    assert len(few) <= 4 + APART


def _spots(rng: np.random.Generator, count: int, rows: tuple[int, int]) -> Features:
    """Features of a frame of 640 x 640 pixels, anywhere between two rows."""
    points = np.c_[
        rng.uniform(0, 640, count), rng.uniform(*rows, count), np.full(count, 31.0), rng.uniform(0, 360, count)
    ]
    descriptors = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    return Features(640, 640, points.astype(np.float32), descriptors, words(descriptors))


def _joined(first: Features, second: Features) -> Features:
    return Features(
        640,
        640,
        np.concatenate([first.points, second.points]),
        np.concatenate([first.descriptors, second.descriptors]),
        np.concatenate([first.words, second.words]),
    )
