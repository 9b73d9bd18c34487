"""Known copies of the picture, what they share with it and when they were first seen, for rules to share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.dates import Span, When
from verifyctl.model.finding import Location
from verifyctl.model.matches import Compared, Match, Relation, SeenBasis
from verifyctl.rules import locate
from verifyctl.rules.base import Case
from verifyctl.rules.times import public_by, said_made, said_public_by

IDENTICAL = frozenset({Relation.IDENTICAL_BYTES, Relation.IDENTICAL_PIXELS})

# The known image is on the picture, together with something that may be newer: an app, a screen, other pictures.
SHOWN = frozenset({Relation.CONTAINS, Relation.SCREENSHOT_OF, Relation.PHOTOGRAPH_OF})

# A changed page and another text on the same template are not the same picture, and a candidate is nothing.
SAME_PICTURE = (
    IDENTICAL
    | SHOWN
    | {
        Relation.REENCODED,
        Relation.RECOLOURED,
        Relation.MIRRORED,
        Relation.ROTATED,
        Relation.CROPPED_FROM,
        Relation.FRAMED,
        Relation.NEAR_COPY,
    }
)

# A post is seldom the very first: where the claim says only when the picture was public, a copy of the same day
# is the ordinary course of things.
SAME_NEWS = timedelta(days=1)

# Less of a page's text than this compared, and the rest may hold the change.
NEARLY_ALL = 900


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
        return dated(self.match)

    @property
    def identical(self) -> bool:
        """Whether the bytes or pixels are the same; no likeness can say so."""
        return self.match.relation in IDENTICAL


def relations(match: Match) -> frozenset[Relation]:
    """All that holds of a match."""
    return frozenset((match.relation, *match.also))


def dated(match: Match) -> bool:
    """Whether the known image has a date that an archive holds or that was computed."""
    image = match.image
    return image.first_seen is not None and image.first_seen_basis in (SeenBasis.ARCHIVED, SeenBasis.COMPUTED)


def date_basis(match: Match) -> str:
    """How the known image's date is known; somebody's word where nothing is said."""
    return (match.image.first_seen_basis or SeenBasis.STATED).value


def every_match(case: Case) -> tuple[Match, ...]:
    """All matches, candidates too."""
    return case.facts.matches.matches if case.facts.matches else ()


def same_picture(case: Case) -> tuple[Match, ...]:
    """Matches that are the same picture; changed pages, other texts on one template and candidates are left out."""
    return tuple(match for match in every_match(case) if match.relation in SAME_PICTURE)


def of_document(case: Case) -> bool:
    """Whether the picture is of a page of text, by its looks or by what is claimed of it."""
    matches = case.facts.matches
    return (matches is not None and matches.page) or any(item.info.layer is Layer.DOCUMENT for item in case.assertions)


def same_text(case: Case, match: Match) -> bool:
    """Whether nothing on the two can differ that a claim may rest on.

    Two letters on one template come as close to every hash, and to every count of matched places, as one letter
    encoded twice. So a page counts only where it was compared line by line, nearly whole and without a difference.
    """
    if match.relation in IDENTICAL:
        return True
    map_ = match.comparison
    if map_ is None:
        return not of_document(case)
    return map_.outcome is Compared.UNCHANGED and map_.compared >= NEARLY_ALL and not map_.regions


def shown_within(match: Match) -> bool:
    """Whether the picture shows the known image beside something else that may be newer."""
    return bool(relations(match) & SHOWN)


def may_be_newer(case: Case, copy: EarlierCopy) -> bool:
    """Whether the picture as a whole may be as new as claimed although it shows an older one.

    A screenshot or photograph of a known page is not newer than the date that is claimed for the page itself. Whether
    another claimed time is that of the screenshot or of what is on it, only the claimant knows.
    """
    if not shown_within(copy.match):
        return False
    dates = case.claim.of_kind(AssertionKind.DOCUMENT_DATE) if case.claim else ()
    of_the_page = any(item.id in copy.claimed.assertions for item in dates)
    return Relation.CONTAINS in relations(copy.match) or not of_the_page


def is_what_is_claimed(case: Case, copy: EarlierCopy) -> bool:
    """Whether what was known earlier is what the claimed time is about: the same text, and not something around it."""
    return same_text(case, copy.match) and not may_be_newer(case, copy)


def earlier_copies(case: Case) -> tuple[EarlierCopy, ...]:
    """Known copies seen wholly before the claimed time, the one that weighs most first.

    Dated ones first, of them those that are what is claimed, of them identical ones, then the earliest.
    """
    found = [copy for match in same_picture(case) if (copy := seen_earlier(case, match))]
    return tuple(
        sorted(
            found,
            key=lambda copy: (
                not copy.dated,
                not is_what_is_claimed(case, copy),
                not copy.identical,
                copy.seen.earliest,
                copy.match.image.id,
            ),
        )
    )


def seen_earlier(case: Case, match: Match) -> EarlierCopy | None:
    """The match as an earlier copy, where it was seen wholly before the claimed time."""
    claimed = claimed_time(case)
    if claimed is None or match.image.first_seen is None:
        return None
    seen = When.parse(match.image.first_seen).span()
    return EarlierCopy(match, seen, claimed) if seen.wholly_before(claimed.span) else None


def claimed_time(case: Case) -> Claimed | None:
    """When the picture can first have existed if the claim holds; None where nothing was said of that."""
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


# what findings about matches have in common --------------------------------------------------------


def told_apart(matches: Iterable[Match]) -> Iterator[tuple[str, Match]]:
    """Every match with a name of its own: two stores may hold one image and say different things of it."""
    listed: Counter[str] = Counter()
    for match in matches:
        listed[match.image.id] += 1
        again = listed[match.image.id]
        yield (match.image.id if again == 1 else f"{match.image.id}:{again}"), match


def where(match: Match) -> Location:
    """Where the known image can be looked up."""
    return locate.record(match.image.source_url or f"known image {match.image.id}")


def values(case: Case, match: Match) -> dict[str, Any]:
    """The match as evidence of a finding: all that was measured and said, and the digest of the store that holds it."""
    stores = case.facts.matches.stores if case.facts.matches else ()
    found = match.as_json()
    del found["store"]
    return found | ({"store": stores[match.store].digest} if match.store < len(stores) else {})
