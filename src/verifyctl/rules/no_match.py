"""Was the picture looked for and not found? That says nothing of pictures elsewhere."""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import same_picture


def judge(case: Case) -> Iterator[Hit]:
    """Name the stores that were searched without result, with their sizes and digests."""
    matches = case.facts.matches
    if matches is None or not matches.stores or same_picture(case):
        return
    searched = sum(store.images for store in matches.stores)
    if matches.hashes.flat:
        yield Hit(
            observation="The picture had too little detail to be matched by perceptual hash",
            direction=Direction.NOT_ASSESSABLE,
            locations=(locate.whole_file(case),),
            evidence={"images": searched},
        )
        return
    yield Hit(
        observation=f"No copy was found among {searched} image(s) in {len(matches.stores)} store(s)",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.record(f"store {store.digest}") for store in matches.stores),
        evidence={
            "images": searched,
            "stores": [{"digest": store.digest, "images": store.images} for store in matches.stores],
            "candidates": len(matches.matches),
        },
    )


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
    alternative="none is, or none that a hash of the whole picture can find",
    limits=(
        "Only the named stores were searched, and crops, frames, captions and screenshots escape hashes of the whole "
        "picture",
    ),
    innocent_explanations=("Most pictures are in no store.",),
    next_step="Search the web by image and in archives by hand, and add what is found to a store with its date.",
    judge=judge,
)
