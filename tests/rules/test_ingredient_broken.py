"""A broken ingredient is shown even where the file's own seal holds, and weighs nothing."""

from tests.contracts import RuleContract, only
from tests.factories import case, credentials_facts
from verifyctl.model.credentials import CredentialState, Failure, Ingredient
from verifyctl.rules.ingredient_broken import RULE

BROKEN = Ingredient(
    title="base.jpg",
    state=CredentialState.BROKEN,
    failures=(Failure(part="signature", code="claimSignature.mismatch"),),
)
WHOLE = Ingredient(title="logo.png", state=CredentialState.INTACT_UNLISTED)


class TestContract(RuleContract):
    rule = RULE
    fires = {"under a seal that holds": case(credentials=credentials_facts("trusted", ingredients=(BROKEN, WHOLE)))}
    quiet = {
        "whole": case(credentials=credentials_facts("trusted", ingredients=(WHOLE,))),
        "none": case(credentials=credentials_facts("trusted")),
    }
    cannot_tell = {"not checked": case()}
    innocent = {"saved anew, then used": fires["under a seal that holds"]}


def test_it_names_the_ingredient() -> None:
    assert "base.jpg" in only(RULE, TestContract.fires["under a seal that holds"]).observation
