"""What the properties are tried on: findings over a few groups, claims, dates, values inside the canonical profile."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.factories import assertion, date_read, finding
from verifyctl.model.canonical import MAX_INTEGER
from verifyctl.model.dates import Calendar
from verifyctl.model.facts import DateReading
from verifyctl.model.finding import Axis, Basis, Direction, Finding, Strength

ASSERTIONS = (
    assertion("A1", "order"),
    assertion("A2", "destination"),
    assertion("A3", "subject", load_bearing=False),
)
IDS = tuple(item.id for item in ASSERTIONS)
WEIGHTS = tuple(strength for strength in Strength if strength is not Strength.NONE)
WITHOUT_WEIGHT = (Direction.NEUTRAL, Direction.NOT_ASSESSABLE)


@st.composite
def some_finding(draw: st.DrawFn, directions: tuple[Direction, ...] = tuple(Direction), about: str = "") -> Finding:
    """A finding in one of three groups that bears on some axes and assertions."""
    direction = draw(st.sampled_from(directions))
    strength = Strength.NONE if direction in WITHOUT_WEIGHT else draw(st.sampled_from(WEIGHTS))
    return finding(
        f"code:{about or draw(st.integers(0, 10**9))}",
        direction=direction,
        strength=strength,
        basis=draw(st.sampled_from(Basis)),
        group=draw(st.sampled_from("abc")),
        axes=draw(st.sets(st.sampled_from(Axis), min_size=1, max_size=2).map(lambda axes: tuple(sorted(axes)))),
        assertions=draw(st.sets(st.sampled_from(IDS), max_size=2).map(lambda ids: tuple(sorted(ids)))),
    )


def some_findings(most: int = 7) -> st.SearchStrategy[tuple[Finding, ...]]:
    """Several findings with different ids."""
    return st.lists(some_finding(), max_size=most, unique_by=lambda item: item.id).map(tuple)


def some_dates(lines: int = 3) -> st.SearchStrategy[tuple[DateReading, ...]]:
    """Dates as a machine may misread them: any day, in either calendar."""
    day = (st.dates(date(2005, 1, 1), date(2060, 1, 1)) | st.dates(date(100, 1, 1), date(9000, 1, 1))).map(str)
    one = st.builds(
        date_read, day, text=st.text(max_size=8), line=st.integers(0, lines - 1), calendar=st.sampled_from(Calendar)
    )
    return st.lists(one, max_size=4).map(tuple)


# Arabic, marks of direction, stretching and diacritics, and characters beyond the basic plane.
ODD_TEXT = st.text(
    st.one_of(
        st.sampled_from('ابتةىئ٠١٤٣٦ـًّ\u200e\u200f\u202a\u202e\u2066\u2069\u0000\u001f\u007f\u2028\ufffd\uffff"\\/'),
        st.sampled_from("𝄞🂡😀\U0010ffff\U000e0001"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=20,
)
KEYS = st.text(st.characters(max_codepoint=127), max_size=8)


def profile_values() -> st.SearchStrategy[Any]:
    """Any JSON inside the profile of verdict files."""
    plain = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | ODD_TEXT
    return st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=20,
    )
