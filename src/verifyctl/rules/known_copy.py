"""Is the picture known, from where and with which words of others?"""

from collections import Counter
from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.facts import Match, SeenBasis
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import described, same_picture


def judge(case: Case) -> Iterator[Hit]:
    """State every known copy with what the store says of it; the weight lies in earlier-copy-known."""
    listed: Counter[str] = Counter()
    for match in same_picture(case):
        # Two stores may hold the same image and say different things of it.
        listed[match.image.id] += 1
        again = listed[match.image.id]
        yield Hit(
            about=match.image.id if again == 1 else f"{match.image.id}:{again}",
            observation=f"A store of known images held {described(match)}{_said(match)}",
            direction=Direction.NEUTRAL,
            locations=(locate.record(match.image.source_url or f"known image {match.image.id}"),),
            evidence={
                "relation": match.relation.value,
                "distance": match.distance,
                "orientation": match.orientation,
                **match.image.as_json(),
            },
        )


def _said(match: Match) -> str:
    image = match.image
    parts = []
    if image.first_seen:
        basis = image.first_seen_basis or SeenBasis.STATED
        parts.append(f"first seen {image.first_seen} ({basis.value})")
    if image.caption:
        parts.append(f"captioned \u201c{image.caption}\u201d")
    if image.label:
        parts.append(f"labelled by people \u201c{image.label.value}\u201d")
    return ", " + ", ".join(parts) if parts else ""


RULE = Rule(
    code="known-copy",
    title="The picture is in a store of known images",
    axis=Axis.ORIGINALITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("matches",),
    proposition="the picture is known from elsewhere",
    alternative="the stored picture only looks like it",
    limits=(
        "A perceptual hash does not see small changes, and captions, dates and labels are the words of whoever added "
        "the picture to the store",
    ),
    innocent_explanations=("Pictures are re-posted in good faith, and the stored copy may be the later one.",),
    next_step="Open the stored copy's source, compare the pictures by eye, and follow it to the earliest post.",
    judge=judge,
)
