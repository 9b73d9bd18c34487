"""What the properties are tried on: findings over a few groups, dates, matches, values inside the canonical profile."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.factories import assertion, date_read, finding, known
from verifyctl.model.base import Box
from verifyctl.model.canonical import MAX_INTEGER
from verifyctl.model.dates import Calendar
from verifyctl.model.finding import Axis, Basis, Direction, Finding, Strength
from verifyctl.model.matches import (
    Compared,
    Comparison,
    Distances,
    Hashes,
    Label,
    Level,
    Match,
    MatchesFacts,
    Overlap,
    Point,
    Region,
    Relation,
    SeenBasis,
    StoreInfo,
    Transform,
)
from verifyctl.model.text import DateReading, DateStatus

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


def some_dates(lines: int = 3, status: DateStatus = DateStatus.CANDIDATE) -> st.SearchStrategy[tuple[DateReading, ...]]:
    """Dates as a machine may misread them: any day, in either calendar."""
    day = (st.dates(date(2005, 1, 1), date(2060, 1, 1)) | st.dates(date(100, 1, 1), date(9000, 1, 1))).map(str)
    one = st.builds(
        date_read,
        day,
        text=st.text(max_size=8),
        line=st.integers(0, lines - 1),
        calendar=st.sampled_from(Calendar),
        status=st.just(status),
        agrees_with=st.sampled_from(((), (0,))),
        weekday=st.none() | st.integers(1, 7),
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


# matches ------------------------------------------------------------------------------------------

PIXELS = st.integers(0, 4000)
PERMILLE = st.integers(0, 1000)
BITS = st.none() | st.integers(0, 256)
ORIENTATIONS = ("upright", "rotated_90", "rotated_270", "mirrored", "mirrored_rotated_90", "mirrored_rotated_180")
BOXES = st.builds(Box, x=PIXELS, y=PIXELS, width=PIXELS, height=PIXELS)
READ = st.none() | ODD_TEXT.filter(bool)
POINTS = st.lists(st.builds(Point, x=st.integers(-400, 4000), y=st.integers(-400, 4000)), max_size=6).map(tuple)
DAYS = st.dates(date(2010, 1, 1), date(2020, 12, 31)).map(str)


def some_comparison() -> st.SearchStrategy[Comparison]:
    """A difference map of any outcome, with any regions, some of them where nothing can be compared."""
    regions = st.builds(
        Region,
        level=st.sampled_from(Level),
        evidence=BOXES,
        known=BOXES,
        difference=PERMILLE,
        evidence_text=READ,
        known_text=READ,
    )
    return st.builds(
        Comparison,
        outcome=st.sampled_from(Compared),
        compared=PERMILLE,
        changed=PERMILLE,
        regions=st.lists(regions, max_size=3).map(tuple),
        not_comparable=st.lists(BOXES, max_size=2).map(tuple),
    )


def some_match(relations: tuple[Relation, ...] = tuple(Relation), stores: int = 1) -> st.SearchStrategy[Match]:
    """A match of any kind with any measurements, dated or not, in one of some stores."""
    return st.builds(
        known,
        st.none() | DAYS,
        st.sampled_from([*SeenBasis, None]),
        relation=st.sampled_from(relations),
        also=st.sets(st.sampled_from(Relation), max_size=3).map(lambda also: tuple(sorted(also))),
        distances=st.builds(Distances, pdq=BITS, content=BITS, phash=BITS),
        orientation=st.sampled_from(ORIENTATIONS),
        inliers=st.none() | PERMILLE,
        transform=st.none()
        | st.builds(
            Transform,
            scale=st.integers(0, 9000),
            angle=st.integers(-1799, 1800),
            mirrored=st.booleans(),
            stretch=st.integers(1000, 3000),
            perspective=PERMILLE,
        ),
        overlap=st.none()
        | st.builds(Overlap, evidence=POINTS, known=POINTS, evidence_share=PERMILLE, known_share=PERMILLE),
        comparison=st.none() | some_comparison(),
        store=st.integers(0, stores - 1),
        id=st.sampled_from(("aa" * 8, "bb" * 8, "cc" * 8)),
        sha256=st.none() | st.just("aa" * 32),
        source_url=st.none() | st.just("https://example.org/a.jpg"),
        caption=READ,
        note=READ,
        label=st.none() | st.sampled_from(Label),
    )


@st.composite
def some_matches_facts(draw: st.DrawFn, relations: tuple[Relation, ...] = tuple(Relation)) -> MatchesFacts:
    """A search in up to three stores, empty ones among them."""
    sizes = draw(st.lists(st.integers(0, 10**6), max_size=3))
    stores = tuple(
        StoreInfo(name=f"store {number}", digest=f"sha256:{number:064x}", images=images)
        for number, images in enumerate(sizes)
    )
    match = some_match(relations, len(stores)) if any(sizes) else st.nothing()
    return MatchesFacts(
        hashes=Hashes(version="1", flat=draw(st.booleans())),
        page=draw(st.booleans()),
        stores=stores,
        matches=tuple(draw(st.lists(match, max_size=4))) if any(sizes) else (),
    )


def profile_values() -> st.SearchStrategy[Any]:
    """Any JSON inside the profile of verdict files."""
    plain = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | ODD_TEXT
    return st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=20,
    )
