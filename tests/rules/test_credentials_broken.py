"""A broken seal says that bytes changed, and no more than that."""

from tests.contracts import RuleContract, only
from tests.factories import case, credentials_facts
from verifyctl.model.credentials import Failure
from verifyctl.model.finding import Strength
from verifyctl.rules.credentials_broken import RULE

HASH = Failure(part="data_hash", code="assertion.dataHash.mismatch")
UNLISTED = Failure(part="credential", code="signingCredential.untrusted")


class TestContract(RuleContract):
    rule = RULE
    fires = {"a changed byte": case(credentials=credentials_facts("broken", failures=(HASH, UNLISTED)))}
    quiet = {
        "unlisted": case(credentials=credentials_facts("intact_unlisted", failures=(UNLISTED,))),
        "absent": case(credentials=credentials_facts("absent", signer=None)),
    }
    cannot_tell = {"not checked": case()}
    innocent_weighs_at_most = Strength.WEAK
    innocent = {"saved anew by a platform": fires["a changed byte"]}


def test_it_names_what_broke_and_leaves_the_signer_s_standing_out() -> None:
    found = only(RULE, TestContract.fires["a changed byte"])
    assert "the digest of the file's bytes" in found.observation
    assert found.evidence["codes"] == ["assertion.dataHash.mismatch"]
