"""Is the picture known, in which form, from where and with which words of others?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.matches import Match
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import IDENTICAL, date_basis, of_document, same_picture, told_apart, values, where
from verifyctl.rules.likeness import compared, described, unquoted


def judge(case: Case) -> Iterator[Hit]:
    """State every known copy with what the store says of it; the weight lies in earlier-copy-known."""
    for about, match in told_apart(same_picture(case)):
        yield Hit(
            about=about,
            observation=f"Against known image {match.image.id} of a named store, the picture {described(match)}"
            f"{_text(case, match)}{_said(match)}",
            direction=Direction.NEUTRAL,
            locations=(where(match),),
            evidence=values(case, match),
        )


def _text(case: Case, match: Match) -> str:
    """Whether the text was compared: of a page, no likeness says that."""
    if match.comparison is not None:
        return f"; {compared(match.comparison)}"
    if match.relation in IDENTICAL or not of_document(case):
        return ""
    return "; its text was not compared with the known one"


def _said(match: Match) -> str:
    image = match.image
    parts = []
    if image.first_seen:
        parts.append(f"first seen {image.first_seen} ({date_basis(match)})")
    if image.caption:
        parts.append(f"captioned \u201c{unquoted(image.caption)}\u201d")
    return f"; the known image was {' and '.join(parts)}" if parts else ""


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
    alternative="the known image only looks like it",
    limits=(
        "Likeness says nothing of small changes or of which of the two was first, and captions and dates are the words "
        "of whoever added the image to the store",
    ),
    innocent_explanations=("Pictures are re-posted in good faith, and the known image may be the later one.",),
    next_step="Open the known image's source, compare the pictures by eye, and follow it to the earliest post.",
    judge=judge,
)
