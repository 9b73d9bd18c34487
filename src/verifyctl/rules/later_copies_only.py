"""Are all known copies later than the claimed time?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.dates import When
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import claimed_time, date_basis, same_picture, where


def judge(case: Case) -> Iterator[Hit]:
    """Say that nothing earlier is known, where every known copy has a date and each lies after the claimed time."""
    claimed = claimed_time(case)
    copies = same_picture(case)
    if claimed is None or not copies or any(match.image.first_seen is None for match in copies):
        return
    spans = [(When.parse(match.image.first_seen or "").span(), match) for match in copies]
    if not all(claimed.span.wholly_before(span) for span, _ in spans):
        return
    earliest, first = min(spans, key=lambda item: (item[0].earliest, item[1].image.id))
    all_of_them = f"All {len(copies)} known copies were" if len(copies) > 1 else "The one known copy was"
    yield Hit(
        observation=f"{all_of_them} dated after {claimed.text}, the earliest by image "
        f"{first.image.id}, first seen {first.image.first_seen} ({date_basis(first)}); nothing earlier was in the "
        "stores that were searched",
        direction=Direction.NEUTRAL,
        locations=(where(first),),
        evidence={
            "claimed_until": claimed.span.latest,
            "earliest": earliest.earliest,
            "known": [match.image.id for match in copies],
        },
    )


RULE = Rule(
    code="later-copies-only",
    title="Known only from after the claimed time",
    axis=Axis.ORIGINALITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("matches", "context"),
    proposition="no copy was seen before the claimed time",
    alternative="one was, elsewhere",
    limits=("Nothing earlier in these stores is no statement about the rest of the world",),
    innocent_explanations=(
        "A picture that is as new as claimed has later copies only, and so has an old one that was never stored.",
        "The stores' dates are those at which somebody noticed a copy.",
    ),
    next_step="Search for earlier copies by hand, and add what is found to a store with its date.",
    judge=judge,
)
