"""Was the picture looked for and not found? That says nothing of pictures elsewhere."""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.model.matches import MatchesFacts, Relation, StoreInfo
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import same_picture

_NAMED = 5
_DIGITS = len("sha256:") + 12


def judge(case: Case) -> Iterator[Hit]:
    """Name the stores that were searched without result, by their sizes and digests."""
    matches = case.facts.matches
    if matches is None or not matches.stores or same_picture(case):
        return
    if any(match.relation is Relation.SAME_PAGE_CHANGED for match in matches.matches):
        return
    searched = sum(store.images for store in matches.stores)
    if not searched or matches.hashes.flat:
        reason = (
            "The picture had too little detail to be matched otherwise than by its digests, which were not among "
            if searched
            else "No image was in the stores that were named, so nothing was searched: "
        )
        yield Hit(
            observation=reason + _stores(matches),
            direction=Direction.NOT_ASSESSABLE,
            locations=_locations(matches),
            evidence=_values(matches),
        )
        return
    unsettled = sum(match.relation is Relation.CANDIDATE for match in matches.matches)
    yield Hit(
        observation=f"No copy was found among {_stores(matches)}"
        + (f"; {unsettled} known image(s) may be related, which was not settled" if unsettled else ""),
        direction=Direction.NEUTRAL,
        locations=_locations(matches),
        evidence=_values(matches) | {"candidates": unsettled},
    )


def _stores(matches: MatchesFacts) -> str:
    named = ", ".join(_store(store) for store in matches.stores[:_NAMED])
    rest = f" and {len(matches.stores) - _NAMED} more" if len(matches.stores) > _NAMED else ""
    images = sum(store.images for store in matches.stores)
    return f"{images:,} image(s) in {len(matches.stores)} store(s) ({named}{rest})"


def _store(store: StoreInfo) -> str:
    return f"{store.images:,} in {store.digest[:_DIGITS]}…"


def _locations(matches: MatchesFacts) -> tuple[Location, ...]:
    return tuple(locate.record(f"store {store.digest}") for store in matches.stores)


def _values(matches: MatchesFacts) -> dict[str, object]:
    return {
        "images": sum(store.images for store in matches.stores),
        "stores": [{"digest": store.digest, "images": store.images} for store in matches.stores],
    }


RULE = Rule(
    code="no-match",
    title="No copy in the stores that were searched",
    axis=Axis.ORIGINALITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("matches",),
    proposition="a copy of the picture is in these stores",
    alternative="none is, or none that the search can find",
    limits=(
        "Only the named stores were searched, and copies that are blurred, small or much changed may escape the search",
    ),
    innocent_explanations=("Most pictures are in no store.",),
    next_step="Search the web by image and in archives by hand, and add what is found to a store with its date.",
    judge=judge,
)
