"""Credentials that were not checked say nothing; an address is shown and not fetched."""

from tests.contracts import RuleContract, only
from tests.factories import case, credentials_facts
from verifyctl.rules.credentials_unreadable import RULE

ADDRESS = "https://manifests.example.org/1"


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "elsewhere": case(credentials=credentials_facts("unreadable", signer=None, remote_address=ADDRESS)),
        "odd": case(credentials=credentials_facts("unreadable", signer=None, problem="Other: no algorithm")),
    }
    quiet = {"absent": case(credentials=credentials_facts("absent", signer=None))}
    cannot_tell = {"not checked": case()}
    innocent = {"kept on a server": fires["elsewhere"]}


def test_the_address_is_shown() -> None:
    found = only(RULE, TestContract.fires["elsewhere"])
    assert ADDRESS in found.observation
    assert "not fetched" in found.observation
