"""Was a file that this one was made from already changed after its own signing?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.credentials import CredentialState
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Name the ingredients whose own credentials did not hold, even where the file's do."""
    held = case.facts.credentials
    broken = [one for one in held.ingredients if one.state is CredentialState.BROKEN] if held else []
    if not broken:
        return
    names = ", ".join(one.title or "an unnamed file" for one in broken)
    yield Hit(
        observation=f"Of the files that this one names as its ingredients, {len(broken)} had credentials that did not "
        f"hold: {names}",
        direction=Direction.NEUTRAL,
        locations=(locate.tag("C2PA manifest"),),
        evidence={"ingredients": [{"title": one.title, "codes": [it.code for it in one.failures]} for one in broken]},
    )


RULE = Rule(
    code="ingredient-broken",
    title="An ingredient whose own credentials did not hold",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="c2pa",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("credentials",),
    proposition="an ingredient was as its signer left it when it was used",
    alternative="its bytes had been changed since it was signed",
    limits=("It bears on the ingredient and not on what was made from it",),
    innocent_explanations=(
        "The ingredient was saved anew by a program that knows nothing of credentials, then used.",
        "The ingredient was shortened or its metadata removed before it was used.",
    ),
    next_step="Ask who made the file for the ingredient itself, and look for its own earlier copy.",
    judge=judge,
)
