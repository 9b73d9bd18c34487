"""A change before the capture is odd and says nothing: two clocks, or one in another zone."""

from tests.contracts import RuleContract, only
from tests.factories import captured, case
from verifyctl.model.metadata import MetadataFacts, TimeMeaning
from verifyctl.rules.base import Case
from verifyctl.rules.modified_before_captured import RULE


def changed(modified: str, taken: str = "2015-04-27T12:00:00") -> Case:
    times = (captured(taken), captured(modified, TimeMeaning.MODIFIED))
    return case(metadata=MetadataFacts(times=times))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a day before": changed("2015-04-25T12:00:00"),
        "with offsets": changed("2015-04-27T08:00:00+00:00", "2015-04-27T12:00:00+03:00"),
    }
    quiet = {
        "later": changed("2015-04-28T09:00:00"),
        "the same": changed("2015-04-27T12:00:00"),
        "the same moment in two zones": changed("2015-04-27T09:00:00+00:00", "2015-04-27T12:00:00+03:00"),
        "only a capture": case(metadata=MetadataFacts(times=(captured(),))),
    }
    cannot_tell = {"metadata failed": case()}
    innocent = {"a computer in another zone": changed("2015-04-27T05:00:00")}


def test_it_says_where_a_zone_explains_it() -> None:
    near = only(RULE, TestContract.innocent["a computer in another zone"])
    assert near.evidence["a_zone_explains_it"] is True
    assert "7 hours before" in near.observation
    assert "two clocks in different zones" in near.observation
    far = only(RULE, changed("2015-04-20T05:00:00"))
    assert far.evidence["a_zone_explains_it"] is False
    assert "zones" not in far.observation
