"""A claim that names other files by digest: said, and never weighed."""

from tests.contracts import RuleContract, only
from tests.factories import case, claim
from verifyctl.model.claim import Media
from verifyctl.model.finding import Direction
from verifyctl.rules.claim_names_other_files import RULE

OTHER = Media(path="other.jpg", sha256="0" * 64)
THIS = Media(path="renamed.jpg", sha256="sha256:" + case().evidence.digests.sha256)
UNNAMED = Media(path="order.jpg")


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "another file": case(claim(media=(OTHER,))),
        "others among them": case(claim(media=(UNNAMED, OTHER, OTHER))),
    }
    quiet = {
        "this file": case(claim(media=(THIS,))),
        "this file under another name, among others": case(claim(media=(OTHER, THIS))),
        "no digests": case(claim(media=(UNNAMED,))),
        "no files": case(claim()),
    }
    cannot_tell = {"no claim": case()}
    innocent = {"another copy of the same picture": case(claim(media=(OTHER,)))}


def test_it_is_neutral() -> None:
    found = only(RULE, case(claim(media=(OTHER,))))
    assert found.direction is Direction.NEUTRAL
    assert found.evidence == {"named_sha256": ["0" * 64]}
