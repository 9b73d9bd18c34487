from __future__ import annotations

import pytest

from verifyctl.known.differences import Held
from verifyctl.known.page_outcome import settled
from verifyctl.model.matches import Compared, Comparison


def held(
    outcome: Compared, compared: int = 1000, *, legible: bool = True, missing: float = 0.0, new: float = 0.0
) -> Held:
    return Held(Comparison(outcome=outcome, compared=compared, changed=0), legible, missing, new)


@pytest.mark.parametrize("outcome", [Compared.UNCHANGED, Compared.EDITED])
def test_what_agrees_where_little_was_compared_may_be_the_form_alone(outcome: Compared) -> None:
    assert settled(held(outcome, 200), 0.92, 0.02, wide=True) is Compared.UNDECIDED
    assert settled(held(outcome, 200), 0.97, 0.02, wide=True) is outcome
    assert settled(held(outcome, 800), 0.92, 0.02, wide=True) is outcome
    assert settled(held(outcome, 800), 0.5, 0.02, wide=True) is Compared.OTHER_TEXT


@pytest.mark.parametrize("outcome", [Compared.UNCHANGED, Compared.EDITED])
def test_what_agrees_in_one_spot_only_may_be_a_stamp(outcome: Compared) -> None:
    assert settled(held(outcome, 800), 0.92, 0.02, wide=False) is Compared.UNDECIDED
    assert settled(held(outcome, 800), 0.97, 0.02, wide=False) is outcome


@pytest.mark.parametrize("outcome", [Compared.UNDECIDED, Compared.OTHER_TEXT])
def test_something_compact_over_the_page_leaves_it_the_same_page(outcome: Compared) -> None:
    assert settled(held(outcome, missing=0.1, new=0.3), 0.9, 0.1, wide=True) is Compared.EDITED


def test_a_frame_leaves_the_page_the_same_only_where_nothing_was_written() -> None:
    assert settled(held(Compared.OTHER_TEXT, missing=0.08, new=0.04), 0.85, 0.95, wide=True) is Compared.EDITED
    assert settled(held(Compared.OTHER_TEXT, missing=0.08, new=0.20), 0.85, 0.95, wide=True) is Compared.UNDECIDED
    assert settled(held(Compared.OTHER_TEXT, missing=0.15, new=0.04), 0.85, 0.95, wide=True) is Compared.UNDECIDED
    assert settled(held(Compared.OTHER_TEXT, 850, missing=0.02, new=0.03), 0.89, 0.40, wide=True) is Compared.UNDECIDED


def test_missing_lines_are_another_text() -> None:
    assert settled(held(Compared.OTHER_TEXT, missing=0.35), 0.92, 0.1, wide=True) is Compared.UNDECIDED
    assert settled(held(Compared.OTHER_TEXT, missing=0.35), 0.6, 0.1, wide=True) is Compared.OTHER_TEXT


def test_a_page_too_small_to_read_has_to_agree_more() -> None:
    small = held(Compared.UNDECIDED, legible=False, missing=0.05)
    assert settled(small, 0.82, 0.1, wide=True) is Compared.UNDECIDED
    assert settled(small, 0.88, 0.1, wide=True) is Compared.EDITED
    assert settled(small, 0.93, 0.5, wide=True) is Compared.UNDECIDED


def test_what_cannot_be_compared_stays_so() -> None:
    assert settled(held(Compared.NOT_COMPARABLE), 1.0, 0.0, wide=True) is Compared.NOT_COMPARABLE
