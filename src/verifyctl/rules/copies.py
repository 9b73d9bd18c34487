"""Known copies of the picture and when they were first seen, for rules to share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from verifyctl.model.dates import Span, When
from verifyctl.model.facts import Match, Relation, SeenBasis
from verifyctl.rules.base import Case
from verifyctl.rules.times import public_by, said_made, said_public_by

SAME_PICTURE = (Relation.IDENTICAL_BYTES, Relation.IDENTICAL_PIXELS, Relation.NEAR_COPY)
IDENTICAL = (Relation.IDENTICAL_BYTES, Relation.IDENTICAL_PIXELS)

# A post is seldom the very first: where the claim says only when the picture was public, a copy of the same day
# is the ordinary course of things.
SAME_NEWS = timedelta(days=1)


@dataclass(frozen=True)
class Claimed:
    """The earliest moment from which the picture can exist if the claim holds, and who says so."""

    text: str
    assertions: tuple[str, ...]
    span: Span


@dataclass(frozen=True)
class EarlierCopy:
    """A known copy of the same picture that was seen before it can have existed."""

    match: Match
    seen: Span
    claimed: Claimed

    @property
    def dated(self) -> bool:
        """Whether its date rests on an archive or a computation, not on somebody's word."""
        return self.match.image.first_seen_basis in (SeenBasis.ARCHIVED, SeenBasis.COMPUTED)

    @property
    def identical(self) -> bool:
        """Whether the bytes or pixels are the same; a perceptual hash alone cannot say so."""
        return self.match.relation in IDENTICAL


def same_picture(case: Case) -> tuple[Match, ...]:
    """Matches that are the same picture; candidates are left out."""
    matches = case.facts.matches
    return tuple(match for match in matches.matches if match.relation in SAME_PICTURE) if matches else ()


def earlier_copies(case: Case) -> tuple[EarlierCopy, ...]:
    """Known copies seen wholly before the claimed time: dated ones first, of them identical ones, then the earliest."""
    claimed = _claimed(case)
    if claimed is None:
        return ()
    found = []
    for match in same_picture(case):
        if match.image.first_seen is None:
            continue
        seen = When.parse(match.image.first_seen).span()
        if seen.wholly_before(claimed.span):
            found.append(EarlierCopy(match=match, seen=seen, claimed=claimed))
    return tuple(
        sorted(found, key=lambda copy: (not copy.dated, not copy.identical, copy.seen.earliest, copy.match.image.id))
    )


def _claimed(case: Case) -> Claimed | None:
    made = said_made(case)
    if made:
        # A picture of a document is as old as the younger of the two.
        identifier, span = max(made, key=lambda item: item[1].bounds()[0])
        return Claimed(text=f"the claimed time of assertion {identifier}", assertions=(identifier,), span=span)
    public = said_public_by(case) or public_by(case)
    if not public:
        return None
    first = min(public, key=lambda known: known.span.earliest)
    earliest, latest = first.span.bounds()
    return Claimed(text=first.text, assertions=(), span=Span.of(earliest - SAME_NEWS, latest))


def described(match: Match) -> str:
    """A match in words: relation and orientation."""
    words = {
        Relation.IDENTICAL_BYTES: "the same bytes",
        Relation.IDENTICAL_PIXELS: "the same pixels",
        Relation.NEAR_COPY: f"a near copy by perceptual hash ({match.distance} of 256 bits differ)",
        Relation.CANDIDATE: f"a picture that may be related ({match.distance} of 256 bits differ)",
    }[match.relation]
    return words if match.orientation == "upright" else f"{words}, {match.orientation.replace('_', ' ')}"
