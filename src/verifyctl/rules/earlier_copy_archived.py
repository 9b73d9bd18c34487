"""Is the earlier date of a known copy held by an archive or computed from an id?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import date_basis, earlier_copies, is_what_is_claimed


def judge(case: Case) -> Iterator[Hit]:
    """Weigh the date of the best dated earlier copy.

    Weakly where it is not settled that the copy is what is claimed: a date says no more than what it is the date of.
    """
    dated = [copy for copy in earlier_copies(case) if copy.dated]
    if not dated:
        return
    image = dated[0].match.image
    basis = date_basis(dated[0].match)
    yield Hit(
        about=image.id,
        observation=f"The date {image.first_seen} of known image {image.id} was {basis}: "
        f"{image.archive_url or image.source_url}",
        direction=Direction.CONTRADICTS,
        strength=Strength.MODERATE if is_what_is_claimed(case, dated[0]) else Strength.WEAK,
        locations=(locate.record(image.archive_url or image.source_url or f"known image {image.id}"),),
        evidence={"first_seen": image.first_seen, "basis": basis, "archive_url": image.archive_url or ""},
    )


RULE = Rule(
    code="earlier-copy-archived",
    title="The earlier copy's date is archived or computed",
    axis=Axis.ORIGINALITY,
    layer=Layer.PICTURE,
    group="archive",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("matches", "context"),
    proposition="the picture did not exist before the claimed time",
    alternative="it did, and is used again",
    limits=("An archive's date is that of its capture of a page, and the store's entry was made by a person",),
    innocent_explanations=(
        "The archived page held another picture, or its picture was replaced later.",
        "The date belongs to another capture of the same address.",
    ),
    next_step="Open the archived page, check that it shows this picture, and save the capture with its digest.",
    judge=judge,
)
