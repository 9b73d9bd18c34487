"""A file that says software made it is taken at its word, moderately; silence says nothing."""

from tests.contracts import RuleContract, only
from tests.factories import case, credentials_facts
from verifyctl.model.finding import Strength
from verifyctl.model.metadata import GeneratorMark, MetadataFacts
from verifyctl.rules.made_by_software import RULE

TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
MARK = GeneratorMark(name="ComfyUI", carrier="PNG text prompt", prompt="a street at night")


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "text": case(metadata=MetadataFacts(generators=(MARK,))),
        "signed": case(
            credentials=credentials_facts("trusted", digital_source_types=(TYPE + "trainedAlgorithmicMedia",))
        ),
    }
    quiet = {
        "no statement": case(metadata=MetadataFacts(), credentials=credentials_facts("trusted")),
        "captured": case(credentials=credentials_facts("trusted", digital_source_types=(TYPE + "digitalCapture",))),
        "under a broken seal": case(
            credentials=credentials_facts("broken", digital_source_types=(TYPE + "trainedAlgorithmicMedia",))
        ),
    }
    cannot_tell = {"nothing was read": case()}
    # It repeats what the file says of itself; that the picture was only enlarged is among its explanations.
    innocent_weighs_at_most = Strength.MODERATE
    innocent = {"only enlarged": fires["text"]}


def test_the_prompt_is_in_the_evidence_with_its_carrier() -> None:
    found = only(RULE, TestContract.fires["text"])
    assert found.evidence["marks"] == [
        {"program": "ComfyUI", "carrier": "PNG text prompt", "prompt": "a street at night"}
    ]
