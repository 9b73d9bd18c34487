"""The time inside an id is stated; it dates an upload and nothing else."""

from tests.contracts import RuleContract, findings, only
from tests.factories import case, context_facts, decoded
from verifyctl.model.finding import Direction
from verifyctl.rules.post_time_decoded import RULE


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a tweet": case(context=context_facts(decoded())),
        "any scheme": case(context=context_facts(decoded(scheme="x"))),
    }
    quiet = {"no id": case(context=context_facts())}
    cannot_tell = {"context failed": case()}
    innocent = {"the id of a repost": case(context=context_facts(decoded("2020-01-01T00:00:00Z")))}


def test_it_states_id_and_time_and_bears_on_nothing() -> None:
    found = only(RULE, case(context=context_facts(decoded())))
    assert found.direction is Direction.NEUTRAL
    assert found.evidence["id"] == "592840649733046272"
    assert found.applies_to.assertions == ()


def test_several_ids_are_told_apart() -> None:
    posts = context_facts(decoded(), decoded(scheme="discord"), decoded(id_="1"))
    assert len({found.id for found in findings(RULE, case(context=posts))}) == 3
