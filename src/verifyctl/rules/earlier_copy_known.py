"""Was a copy known before the picture can have existed, if the claim holds?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.model.matches import Relation, SeenBasis
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import (
    EarlierCopy,
    date_basis,
    earlier_copies,
    is_what_is_claimed,
    may_be_newer,
    relations,
    same_text,
    shown_within,
    values,
    where,
)
from verifyctl.rules.likeness import described

_BASES = {
    SeenBasis.ARCHIVED: PremiseBasis.ARCHIVED,
    SeenBasis.COMPUTED: PremiseBasis.COMPUTED,
    SeenBasis.STATED: PremiseBasis.STATEMENT,
    None: PremiseBasis.STATEMENT,
}


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """Weigh the copy that is best dated, then likest, then earliest.

    Weakly where its date is only somebody's word; where it is a page whose text was not compared; and where the
    picture shows the known image within something that may itself be as new as claimed.
    """
    copies = earlier_copies(case)
    if not copies:
        return
    copy = copies[0]
    image = copy.match.image
    yield Hit(
        about=image.id,
        observation=f"Against known image {image.id}, first seen {image.first_seen} ({date_basis(copy.match)}) and so "
        f"before {copy.claimed.text}, the picture {described(copy.match)}{_what_is_older(copy)}",
        direction=Direction.CONTRADICTS,
        strength=Strength.MODERATE if copy.dated and is_what_is_claimed(case, copy) else Strength.WEAK,
        locations=(where(copy.match),),
        evidence=values(case, copy.match)
        | {"first_seen_basis": date_basis(copy.match), "claimed_from": copy.claimed.span.earliest},
    )
    yield _contradiction(case, copy)


def _what_is_older(copy: EarlierCopy) -> str:
    if shown_within(copy.match):
        return "; the date is that of what it showed, and not of the whole"
    if Relation.CROPPED_FROM in relations(copy.match):
        return "; the shared part existed by then"
    return ""


def _contradiction(case: Case, copy: EarlierCopy) -> Contradiction:
    finding = f"{RULE.code}:{copy.match.image.id}"
    seen = Premise(
        text=f"copy first seen {copy.match.image.first_seen} ({date_basis(copy.match)})",
        basis=_BASES[copy.match.image.first_seen_basis],
        finding=finding,
    )
    same = Premise(
        text="the two files hold the same picture" if copy.identical else _likeness(case, copy),
        basis=PremiseBasis.COMPUTED if copy.identical else PremiseBasis.LIKENESS,
        finding=finding,
    )
    return Contradiction.resting_on(
        seen,
        same,
        kind="copy-before-claimed-time",
        statement="The picture was known before the claimed time",
        assertions=copy.claimed.assertions,
        axes=(Axis.ORIGINALITY,),
    )


def _likeness(case: Case, copy: EarlierCopy) -> str:
    text = "the picture holds what the known image holds, by their likeness"
    if not same_text(case, copy.match):
        text += " and with the same words on it"
    if may_be_newer(case, copy):
        text += ", and the claimed time is that of what it shows"
    return text


RULE = Rule(
    code="earlier-copy-known",
    title="A copy was known before the claimed time",
    axis=Axis.ORIGINALITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("matches", "context"),
    proposition="the picture did not exist before the claimed time",
    alternative="it did, and is used again",
    limits=("It rests on the date that the store gives for its image, and likeness says nothing of small changes",),
    innocent_explanations=(
        "The store's date is wrong, or is that of the page and not of the picture on it.",
        "The two pictures are of the same template or scene and are only alike, or share a logo or sign.",
        "The claim has a slip in its date.",
        "The claimed time is that of a screenshot, a photograph or a collage, and not of the picture within it.",
    ),
    next_step="Compare the two pictures by eye, open the archived copy, and check its date.",
    judge=judge,
)
