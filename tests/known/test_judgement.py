"""In which order leads are judged, and that only so many pages are held against the picture."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.known import judgement
from verifyctl.known.geometry import WORTH_A_LOOK, Geometry
from verifyctl.known.judgement import Judgement
from verifyctl.known.leads import Lead
from verifyctl.model.matches import Compared, Comparison, Distances, KnownImage, Match, Relation

SIZE = (1080, 1920)
BUTTONS, BETWEEN = (0, 200), (600, 1200)
"""Rows of a screenshot: where the app's buttons are, and where the page is that it shows."""


@dataclass
class Asked:
    """Every lead that was judged, by name: those held against the picture, and those about which something was said."""

    held: list[str]
    said: list[str]


@pytest.fixture(name="asked")
def asked_fixture(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Leads called "right..." are the picture, others are not; photographs are never held against it."""
    asked = Asked([], [])

    def judged(examinee: Any, image: Any, found: Geometry | None, *, compare: bool = True) -> Match:
        page = bool(image.item.page)
        asked.said.append(image.item.name)
        right = image.item.name.startswith("right")
        relation = Relation.REENCODED if right else Relation.SAME_TEMPLATE if page else Relation.CANDIDATE
        if not page or not compare or found is None:
            return match(image.item.name, Relation.CANDIDATE if page else relation, None)
        asked.held.append(image.item.name)
        outcome = Compared.UNCHANGED if right else Compared.OTHER_TEXT
        return match(image.item.name, relation, Comparison(outcome=outcome, compared=1000, changed=0))

    monkeypatch.setattr(judgement, "judged", judged)
    return asked


def match(name: str, relation: Relation, comparison: Comparison | None) -> Match:
    image = KnownImage(id=f"{hash(name) % 16**16:016x}", sha256="0" * 64)
    return Match(relation=relation, distances=Distances(), image=image, comparison=comparison)


def lead(name: str, inliers: int, rows: tuple[int, int], *, page: bool = True) -> Lead:
    """Leads that agree in the same rows agree in the same places, one in more of them than another."""
    rng = np.random.default_rng(abs(rows[0]))
    points = np.c_[rng.uniform(0, SIZE[0], 300), rng.uniform(*rows, 300)][:inliers]
    image: Any = SimpleNamespace(item=SimpleNamespace(page=page, name=name))
    return Lead(image, Geometry(np.eye(3), inliers, False, points, points))


def judge(leads: dict[int, Lead], most: int = 4) -> Judgement:
    examinee: Any = SimpleNamespace(size=SIZE)
    made = Judgement(examinee)
    made.judge(leads, most)
    return made


def test_a_page_between_the_buttons_comes_before_other_screenshots_of_the_app(asked: Asked) -> None:
    leads = {number: lead(f"screenshot {number}", 60 - number, BUTTONS) for number in range(9)}
    leads[9] = lead("right", 34, BETWEEN)
    assert judge(leads).answered
    assert asked.held[:2] == ["screenshot 0", "right"]


def test_the_page_with_most_places_in_common_comes_first(asked: Asked) -> None:
    leads = {number: lead(f"letter {number}", 60 + number, (0, 400)) for number in range(9)}
    leads[9] = lead("right", 200, (0, 1920))
    assert judge(leads).answered
    assert asked.held[0] == "right"
    assert len(asked.held) == 2  # and the next best, to be sure


def test_of_the_pages_that_are_left_something_is_said_without_holding_them_against_it(asked: Asked) -> None:
    leads = {number: lead(f"letter {number}", 60 - number, BUTTONS) for number in range(9)}
    made = judge(leads, 3)
    assert not made.answered
    assert asked.held == ["letter 0", "letter 1", "letter 2"]
    said = made.complete(leads)
    assert len(asked.held) == 3
    assert sorted(asked.said) == sorted(each.image.item.name for each in leads.values())  # type: ignore[attr-defined]
    assert [said[number].relation for number in range(9)] == [Relation.SAME_TEMPLATE] * 3 + [Relation.CANDIDATE] * 6


def test_photographs_are_judged_when_no_page_may_be_held_against_it_any_more(asked: Asked) -> None:
    leads = {number: lead(f"letter {number}", 60, BUTTONS) for number in range(4)}
    leads[4] = lead("right photograph", 31, BETWEEN, page=False)
    assert judge(leads, 2).answered
    assert len(asked.held) == 2


def test_a_lead_is_judged_again_only_after_a_better_look(asked: Asked) -> None:
    leads = {1: lead("letter 1", 40, BUTTONS), 2: lead("letter 2", 30, BUTTONS)}
    made = judge(leads)
    made.judge(leads, 4)
    assert asked.held == ["letter 1", "letter 2"]
    leads[2] = lead("letter 2", 90, BETWEEN)
    made.judge(leads, 4)
    assert asked.held == ["letter 1", "letter 2", "letter 2"]
    assert set(made.complete(leads)) == {1, 2}


def test_pages_that_hardly_agree_are_not_held_against_the_picture(asked: Asked) -> None:
    leads = {number: lead(f"letter {number}", WORTH_A_LOOK - 2 + number, BUTTONS) for number in range(4)}
    assert set(judge(leads).complete(leads)) == set(leads)
    assert asked.held == ["letter 3", "letter 2"]


def test_a_lead_of_a_hash_alone_is_judged_and_held_against_nothing(asked: Asked) -> None:
    leads = {1: Lead(lead("letter", 9, BUTTONS).image, None)}
    assert set(judge(leads).complete(leads)) == {1}
    assert asked.held == []


@given(
    inliers=st.lists(st.integers(6, 90), max_size=20),
    most=st.integers(0, 5),
    at=st.lists(st.sampled_from([BUTTONS, BETWEEN, (-500, 3000)]), min_size=20, max_size=20),
)
def test_never_more_than_so_many(inliers: list[int], most: int, at: list[tuple[int, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        held: list[Any] = []

        def judged(examinee: Any, image: Any, found: Geometry | None, *, compare: bool = True) -> Match:
            held.extend([image] if compare else [])
            comparison = Comparison(outcome=Compared.OTHER_TEXT, compared=0, changed=0) if compare else None
            return match(image.item.name, Relation.SAME_TEMPLATE if compare else Relation.CANDIDATE, comparison)

        patch.setattr(judgement, "judged", judged)
        leads = {number: lead(str(number), count, at[number]) for number, count in enumerate(inliers)}
        said = judge(leads, most).complete(leads)
    assert len(held) == min(most, sum(count >= WORTH_A_LOOK for count in inliers))
    assert set(said) == set(leads)
