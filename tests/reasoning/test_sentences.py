"""The verdict in words: limits in the same sentence, next steps in their order, no conclusion that is a person's."""

from __future__ import annotations

import re

import pytest

from tests.factories import assertion, case, claim, contradiction, evidence, finding, full_facts, results
from verifyctl.model.claim import KINDS, AssertionKind
from verifyctl.model.finding import Axis, Contradiction, Direction, Finding, PremiseBasis
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.verdict import AssertionStanding, Conclusion, Status
from verifyctl.reasoning import sentences
from verifyctl.reasoning.judge import judge_findings
from verifyctl.reasoning.policy import default_policy

OPEN = contradiction(PremiseBasis.MACHINE_READING, PremiseBasis.COMPUTED)
HOLDS = contradiction(PremiseBasis.HUMAN_CONFIRMED, PremiseBasis.COMPUTED)
BANNED = re.compile(rf"\b({'|'.join(map(re.escape, sentences.BANNED))})\b", re.IGNORECASE)


def concluded(
    *findings: Finding, held: tuple[Contradiction, ...] = (), also: tuple[StageResult, ...] = ()
) -> Conclusion:
    of = case(claim(assertion("A1", "order"), assertion("A2", "subject", load_bearing=False)), **full_facts())
    return judge_findings(of, (*results(of), *also), findings, held, default_policy()).conclusion


# says ---------------------------------------------------------------------------------------------


def test_nothing_that_weighs_is_said_as_such() -> None:
    assert concluded().says == (sentences.NOTHING_WEIGHS,)
    quiet = (finding("a", direction=Direction.NEUTRAL), finding("b", direction=Direction.NOT_ASSESSABLE))
    assert concluded(*quiet, held=(OPEN,)).says == (sentences.NOTHING_WEIGHS,)


def test_a_sentence_carries_its_limit() -> None:
    one = finding(observation="The tag said 2015", limits=("A clock shows what it was set to.", "Second"))
    assert concluded(one).says == ("The tag said 2015 (a clock shows what it was set to).",)


def test_every_finding_that_weighs_is_said_once_and_no_other() -> None:
    weighing = [finding(f"a-{number}", observation=f"Seen {number}") for number in range(3)]
    said = concluded(*weighing, finding("b", direction=Direction.NEUTRAL)).says
    assert [text.partition(" (")[0] for text in said] == ["Seen 0", "Seen 1", "Seen 2"]


def test_a_contradiction_comes_first_with_all_its_premises() -> None:
    said = concluded(finding("a"), held=(HOLDS,)).says
    assert said[0] == "Two things cannot both hold: premise 0; premise 1."
    assert len(said) == 2


def test_a_sentence_ends_once() -> None:
    assert concluded(finding(observation="Seen.", limits=("Once.",))).says == ("Seen (once).",)


def test_observations_of_one_rule_with_one_limit_are_one_sentence() -> None:
    alike = [finding(f"a:{number}", observation=f"Seen {number}") for number in range(2)]
    other = finding("a:2", observation="Seen 2", limits=("Of another kind",))
    assert concluded(*alike, other).says == ("Seen 0; Seen 1 (it was seen once).", "Seen 2 (of another kind).")


# next steps ---------------------------------------------------------------------------------------


def step(name: str, direction: Direction, *assertions: str) -> Finding:
    return finding(name, direction=direction, assertions=assertions, next_step=f"Do {name}.")


def test_next_steps_come_most_valuable_first() -> None:
    missing = StageResult(
        stage="text", version="1", status=StageStatus.UNAVAILABLE, reason="no tesseract", next_step="Install tesseract."
    )
    steps = concluded(
        step("neutral", Direction.NEUTRAL),
        step("unsure", Direction.NOT_ASSESSABLE),
        step("weighs", Direction.CONTRADICTS),
        step("beside", Direction.SUPPORTS, "A2"),
        step("neutral-bearing", Direction.NEUTRAL, "A1"),
        step("bearing", Direction.NOT_ASSESSABLE, "A1"),
        held=(OPEN,),
        also=(missing,),
    ).next_steps
    assert steps == (
        "Settle what a possible contradiction rests on: premise 0.",
        "Do bearing.",
        "Do weighs.",
        "Do beside.",
        "Do unsure.",
        "Install tesseract.",
        "Do neutral.",
        "Do neutral-bearing.",
    )


def test_each_step_is_named_once() -> None:
    same = [step(f"a-{number}", Direction.SUPPORTS).model_copy(update={"next_step": "Look."}) for number in range(5)]
    assert concluded(*same, held=(OPEN, OPEN)).next_steps.count("Look.") == 1
    assert len(concluded(*same, held=(OPEN, OPEN)).next_steps) == 2


def test_an_assertion_that_is_settled_asks_for_nothing_first() -> None:
    settled = (
        finding("a", group="a", assertions=("A1",), next_step="Read again."),
        finding("b", group="b", assertions=("A1",), axes=(Axis.SOURCE,)),
        step("unsure", Direction.CONTRADICTS),
    )
    assert concluded(*settled).next_steps == ("Read again.", "Do unsure.")


def test_only_open_premises_are_asked_for() -> None:
    three = contradiction(PremiseBasis.COMPUTED, PremiseBasis.STATEMENT, PremiseBasis.FILE_STATEMENT)
    assert sentences.possible(three).endswith("premise 1; premise 2.")


# what was not assessed ----------------------------------------------------------------------------


def test_what_no_tool_answers_is_always_listed() -> None:
    of = case(None, **full_facts())
    listed = judge_findings(of, results(of), (), (), default_policy()).not_assessed
    assert {question for question, _ in sentences.QUESTIONS} <= {entry.question for entry in listed}
    assert all(entry.why for entry in listed)


@pytest.mark.parametrize("status", [status for status in StageStatus if status is not StageStatus.RAN])
def test_a_stage_that_did_not_run_is_named_with_its_reason(status: StageStatus) -> None:
    of = case(None, **full_facts())
    ended = StageResult(stage="text", version="1", status=status, reason="because of this")
    listed = judge_findings(of, (ended,), (), (), default_policy()).not_assessed
    words = status.value.replace("_", " ")
    assert (f"Stage text: {words}", "because of this") in {(entry.question, entry.why) for entry in listed}


def test_without_a_store_originality_is_not_passed_over() -> None:
    of = case(None, **full_facts() | {"matches": None})
    listed = judge_findings(of, results(of), (), (), default_policy()).not_assessed
    assert "No store of known images was searched." in {entry.why for entry in listed}


def test_limits_name_the_bytes() -> None:
    assert evidence().digests.sha256 in sentences.limits(evidence(), claimed=True)[0]
    assert len(sentences.limits(evidence(), claimed=False)) == len(sentences.limits(evidence(), claimed=True)) + 1


# words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(AssertionKind))
@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("groups", [0, 1, 2])
def test_why_an_assertion_is_open(kind: AssertionKind, status: Status, groups: int) -> None:
    why = sentences.why_open(assertion("A1", kind.value), status, groups)
    if KINDS[kind].never_because:
        assert why == KINDS[kind].never_because
    elif status is Status.INCONCLUSIVE:
        assert why
        assert ("two are needed" in why) is (groups == 1)
    else:
        assert (why is not None) is (status is Status.NOT_ASSESSED)


def test_the_statement_of_an_assertion_never_is_empty() -> None:
    assert sentences.statement(assertion("A1", hijri="1436-07-08")) == "document date: 2015-04-27 = 1436-07-08 AH"
    assert sentences.statement(assertion("A1", "order").model_copy(update={"value": None})) == "order: (no value given)"
    sought = assertion("A1", "order", look_for=("a", "b")).model_copy(update={"value": None})
    assert sentences.statement(sought) == "order: a, b"


def test_no_word_that_only_people_may_say() -> None:
    fixed = [
        *sentences.HEADLINES.values(),
        *sentences.DOES_NOT_SAY,
        sentences.NOTHING_WEIGHS,
        *(text for pair in sentences.QUESTIONS for text in pair),
        *(info.never_because or "" for info in KINDS.values()),
        *sentences.limits(evidence(), claimed=False),
    ]
    assert [text for text in fixed if BANNED.search(text)] == []


def test_a_standing_says_why_two_groups_are_needed() -> None:
    of = case(claim(assertion("A1", "order")), **full_facts())
    standing: AssertionStanding = judge_findings(
        of, results(of), (finding(assertions=("A1",)),), (), default_policy()
    ).assertions[0]
    assert standing.reason == "1 independent group of findings bears on it; two are needed"
