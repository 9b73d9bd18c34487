"""Was a copy known before the picture can have existed, if the claim holds?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.facts import SeenBasis
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import EarlierCopy, described, earlier_copies

_BASES = {
    SeenBasis.ARCHIVED: PremiseBasis.ARCHIVED,
    SeenBasis.COMPUTED: PremiseBasis.COMPUTED,
    SeenBasis.STATED: PremiseBasis.STATEMENT,
    None: PremiseBasis.STATEMENT,
}


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """Weigh the copy that is best dated, then earliest.

    Weakly where its date is only somebody's word, or where it is a near copy and the claim is about a document:
    another text on the same form comes as close to a hash as the same text re-encoded.
    """
    copies = earlier_copies(case)
    if not copies:
        return
    copy = copies[0]
    image = copy.match.image
    yield Hit(
        about=image.id,
        observation=f"A store of known images held {described(copy.match)}, first seen {image.first_seen} "
        f"({_how(copy)}), before {copy.claimed.text}",
        direction=Direction.CONTRADICTS,
        strength=Strength.MODERATE if copy.dated and _same_text(case, copy) else Strength.WEAK,
        locations=(locate.record(image.source_url or f"known image {image.id}"),),
        evidence={
            "relation": copy.match.relation.value,
            "distance": copy.match.distance,
            "first_seen": image.first_seen,
            "first_seen_basis": _how(copy),
            "claimed_from": copy.claimed.span.earliest,
        },
    )
    yield _contradiction(copy)


def _same_text(case: Case, copy: EarlierCopy) -> bool:
    return copy.identical or not any(item.info.layer is Layer.DOCUMENT for item in case.assertions)


def _how(copy: EarlierCopy) -> str:
    basis = copy.match.image.first_seen_basis
    return basis.value if basis else SeenBasis.STATED.value


def _contradiction(copy: EarlierCopy) -> Contradiction:
    identical = copy.identical
    seen = Premise(
        text=f"copy first seen {copy.match.image.first_seen} ({_how(copy)})",
        basis=_BASES[copy.match.image.first_seen_basis],
        finding=f"{RULE.code}:{copy.match.image.id}",
    )
    same = Premise(
        text="the two files hold " + ("the same picture" if identical else "near copies, by perceptual hash alone"),
        basis=PremiseBasis.COMPUTED if identical else PremiseBasis.LIKENESS,
        finding=f"{RULE.code}:{copy.match.image.id}",
    )
    return Contradiction.resting_on(
        seen,
        same,
        kind="copy-before-claimed-time",
        statement="The picture was known before the claimed time",
        assertions=copy.claimed.assertions,
        axes=(Axis.ORIGINALITY,),
    )


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
    limits=("It rests on the date that the store gives for its copy, and a hash does not see small changes",),
    innocent_explanations=(
        "The store's date is wrong, or is that of the page and not of the picture on it.",
        "The two pictures are of the same template or scene and only look alike to a hash.",
        "The claim has a slip in its date.",
    ),
    next_step="Compare the two pictures by eye, open the archived copy, and check its date.",
    judge=judge,
)
