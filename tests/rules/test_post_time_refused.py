"""Ids that hold no time are named, with the reason."""

from tests.contracts import RuleContract, findings
from tests.factories import case, context_facts, decoded
from verifyctl.model.facts import UndatedId
from verifyctl.rules.base import Case
from verifyctl.rules.post_time_refused import RULE


def refused(*ids: str) -> Case:
    undated = tuple(
        UndatedId(id=id_, source=f"post id, facebook {id_}", reason="Facebook's numbers hold no known time")
        for id_ in ids
    )
    return case(context=context_facts(undated=undated))


class TestContract(RuleContract):
    rule = RULE
    fires = {"one": refused("1015"), "two": refused("1015", "1016")}
    quiet = {"none": case(context=context_facts()), "a post with a time": case(context=context_facts(decoded()))}
    cannot_tell = {"context failed": case(), "one": refused("1015")}
    innocent = {"an ordinary number": refused("7")}


def test_hostile_input_does_not_flood_the_file() -> None:
    assert len(findings(RULE, refused(*map(str, range(50))))) == 10
