"""Which words of the page differ most from the others? Every page has some."""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Name the words in the order in which to look at them. It weighs nothing."""
    pixels = case.facts.pixels
    words = pixels.odd_words if pixels else ()
    if not words:
        return
    yield Hit(
        observation=f"The {len(words)} words that differed most from the others of the page were marked, "
        "as places to look at first; every page has such words",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.box(f"word {word.rank}", word.box) for word in words),
        evidence={"words": [{"rank": word.rank, "signs": list(word.signs)} for word in words]},
    )


RULE = Rule(
    code="odd-words",
    title="The words that differ most from their page",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="pixels",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("pixels",),
    proposition="all words of the page were written together",
    alternative="a word was added or replaced later",
    limits=("It is an order in which to look, nothing more: untouched pages have words that differ most, too",),
    innocent_explanations=(
        "Headings, bold words, numbers and letterheads are printed in another type than the rest.",
        "Handwriting, signatures and stamps are on most letters.",
        "Folds, shadows, a bent page and the edge of the focus change words where they lie.",
    ),
    next_step="Look at these words enlarged, beside words of the same line.",
    judge=judge,
)
