"""A match in words: what it was, how much of both it covers, how it was turned; nothing that was not measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import comparison, known, overlap, region
from tests.properties.strategies import ODD_TEXT, READ, some_match
from verifyctl.model.base import Box
from verifyctl.model.matches import Compared, Level, Match, Point, Relation, Transform, Unsettled
from verifyctl.reasoning.sentences import BANNED
from verifyctl.rules.likeness import (
    bounds,
    compared,
    described,
    left_out,
    mirrored,
    percent,
    region_in_words,
    regions_in_order,
    unquoted,
)


@pytest.mark.parametrize(
    ("match", "words"),
    [
        (known(relation=Relation.IDENTICAL_BYTES), "had the same bytes"),
        (known(), "had the same pixels"),
        (
            known(relation=Relation.REENCODED, transform=Transform(scale=500, angle=0), overlap=overlap()),
            "was a copy of it, encoded or scaled anew, scaled to 50 %",
        ),
        (known(relation=Relation.REENCODED, transform=Transform(scale=1004, angle=-9)), None),
        (
            known(relation=Relation.MIRRORED, transform=Transform(scale=1000, angle=0, mirrored=True)),
            "was its mirror image",
        ),
        (
            known(relation=Relation.MIRRORED, transform=Transform(scale=1000, angle=1800, mirrored=True)),
            "was its mirror image, turned by 180°",
        ),
        (
            known(relation=Relation.ROTATED, transform=Transform(scale=1000, angle=900)),
            "was a turned copy of it, turned by 90° clockwise",
        ),
        (
            known(relation=Relation.RECOLOURED, also=(Relation.RECOLOURED, Relation.REENCODED)),
            "was a copy of it in other colours or tones",
        ),
        (
            known(relation=Relation.CROPPED_FROM, overlap=overlap(1000, 620)),
            "was a part of it, 62 % of the known image",
        ),
        (
            known(
                relation=Relation.CROPPED_FROM,
                also=(Relation.MIRRORED, Relation.CONTAINS),
                overlap=overlap(700, 620),
                transform=Transform(scale=1000, angle=-25, mirrored=True),
            ),
            "was a part of it, 62 % of the known image, on 70 % of this picture, mirrored, "
            "turned by 2.5° counterclockwise",
        ),
        (known(relation=Relation.CONTAINS, overlap=overlap(250, 1000)), "showed it and more, on 25 % of this picture"),
        (
            known(relation=Relation.SCREENSHOT_OF, also=(Relation.CROPPED_FROM,), overlap=overlap(480, 620)),
            "was a screenshot of it, with 62 % of the known image, on 48 % of this picture",
        ),
        (
            known(relation=Relation.SCREENSHOT_OF, also=(Relation.CROPPED_FROM, Relation.RECOLOURED)),
            "was a screenshot of it, cropped, in other colours or tones",
        ),
        (
            known(relation=Relation.SCREENSHOT_OF, overlap=overlap(480, 990)),
            "was a screenshot of it, on 48 % of this picture",
        ),
        (
            known(relation=Relation.NEAR_COPY, distance=6, orientation="mirrored"),
            "was a near copy of it, by perceptual hash alone, 6 of 256 bits differed, mirrored",
        ),
        (
            known(
                relation=Relation.PHOTOGRAPH_OF,
                transform=Transform(scale=1300, angle=0, stretch=1070, perspective=140),
            ),
            "was a photograph of a screen or print of it, scaled to 130 %, stretched by 7 %, tilted",
        ),
        (known(relation=Relation.SAME_TEMPLATE), "was on the same template, with other text"),
        (known(relation=Relation.CANDIDATE, distance=60), None),
        (
            known(relation=Relation.CANDIDATE, unsettled=Unsettled.NO_RENDITION),
            "may be related to it, which was not settled, "
            "since the store keeps no picture of that page to hold it against",
        ),
    ],
)
def test_a_match_in_words(match: Match, words: str | None) -> None:
    said = described(match)
    if words is None:
        words = {
            Relation.REENCODED: "was a copy of it, encoded or scaled anew",
            Relation.CANDIDATE: "may be related to it, which was not settled, 60 of 256 bits differed",
        }[match.relation]
    assert said == words


@pytest.mark.parametrize(
    ("orientation", "words"),
    [
        ("upright", ""),
        # The picture had to be turned clockwise to get back, so it was turned the other way.
        ("rotated_90", ", turned by 90° counterclockwise"),
        ("rotated_270", ", turned by 90° clockwise"),
        ("mirrored_rotated_90", ", mirrored, turned by 90° clockwise"),
    ],
)
def test_an_orientation_is_told_as_what_was_done_to_the_known_image(orientation: str, words: str) -> None:
    match = known(relation=Relation.NEAR_COPY, orientation=orientation)
    assert described(match) == f"was a near copy of it, by perceptual hash alone{words}"


def test_the_orientation_of_a_far_hash_says_nothing() -> None:
    match = known(relation=Relation.CROPPED_FROM, distance=120, orientation="mirrored_rotated_270")
    assert described(match) == "was a part of it"
    assert not mirrored(match)


@given(some_match())
def test_every_match_has_words_and_none_is_a_conclusion(match: Match) -> None:
    said = described(match)
    assert said.split()[0] in ("was", "had", "showed", "may")
    assert not any(word in said for word in BANNED)
    assert said.count("mirror") <= 1
    parts = said.split(", ")
    assert len(set(parts)) == len(parts)


@given(st.integers(0, 1000))
def test_no_share_is_rounded_to_all_or_nothing(permille: int) -> None:
    assert (percent(permille) == "0 %") is (permille == 0)
    assert (percent(permille) == "100 %") is (permille == 1000)


def test_a_comparison_in_words() -> None:
    assert compared(comparison(Compared.EDITED, changed=4, compared=970)) == (
        "under 1 % of the compared text differed; 97 % of the shared text could be compared"
    )
    assert "neither an edit nor another text" in compared(comparison(Compared.UNDECIDED))
    assert all(compared(comparison(outcome)) for outcome in Compared)


def test_a_region_is_told_with_both_texts_and_what_was_not_read() -> None:
    assert region_in_words(region("Anbar", None, line=2)) == (
        "at x 0, y 40 (80 × 20 pixels): \u201cAnbar\u201d was read here, nothing was read there"
    )


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        (
            "one two three four Diyala five six seven",
            "one two three four Anbar five six seven",
            "\u201c… three four Diyala five six …\u201d was read here, "
            "\u201c… three four Anbar five six …\u201d was read there",
        ),
        ("a b c d", "a b c d e", "\u201c… c d\u201d was read here, \u201c… c d e\u201d was read there"),
        ("no", "no no", "\u201cno\u201d was read here, \u201cno no\u201d was read there"),
        ("1437  May", "1437 May", "\u201c1437 May\u201d was read in both"),
        (None, None, "nothing was read in both"),
    ],
)
def test_of_long_texts_the_words_that_differ_are_told(here: str | None, there: str | None, words: str) -> None:
    assert region_in_words(region(here, there)) == f"at x 0, y 0 (80 × 20 pixels): {words}"


@given(READ, READ)
def test_texts_that_differ_are_told_differently(here: str | None, there: str | None) -> None:
    said = region_in_words(region(here, there))
    assert said.endswith(" in both") is ((here or "").split() == (there or "").split())


def test_regions_that_changed_come_before_those_to_look_at() -> None:
    listed = (region(line=1, level=Level.LOOK), region(line=3), region(line=2))
    assert [each.evidence.y for each in regions_in_order(comparison(Compared.EDITED, *listed))] == [40, 60, 20]


@given(ODD_TEXT | st.text(min_size=70, max_size=200))
def test_text_of_others_cannot_end_its_quotation(text: str) -> None:
    quoted = unquoted(text)
    assert "\u201c" not in quoted
    assert "\u201d" not in quoted
    assert len(quoted) <= 80


def test_the_bounds_of_a_polygon_stay_inside_the_picture() -> None:
    corners = (Point(x=-5, y=10), Point(x=90, y=-3), Point(x=80, y=60))
    found = bounds(corners)
    assert found is not None
    assert (found.x, found.y, found.width, found.height) == (0, 0, 90, 60)
    cut = bounds(corners, 50, 40)
    assert cut is not None
    assert (cut.width, cut.height) == (50, 40)
    assert bounds(()) is bounds(corners[:1]) is bounds(corners, 0, 0) is None


def test_what_lies_outside_is_told_by_its_sides() -> None:
    area = Box(x=100, y=0, width=800, height=395)
    assert left_out(area, 1000, 400) == "10 % on the left, 10 % on the right, 1 % at the bottom"
    assert left_out(Box(x=0, y=0, width=1000, height=400), 1000, 400) == ""
