"""Judging whole cases: the table of the method, contradictions by their premises, what no tool may decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import (
    assertion,
    case,
    changed_page,
    claim,
    comparison,
    context_facts,
    contradiction,
    decoded,
    finding,
    full_facts,
    known,
    matches_facts,
    reading,
    region,
    results,
    text_facts,
)
from verifyctl.model.claim import Assertion, Layer, Reading
from verifyctl.model.finding import (
    CARRYING_BASES,
    Axis,
    Basis,
    Contradiction,
    Direction,
    Finding,
    PremiseBasis,
    Strength,
)
from verifyctl.model.matches import Match, Relation
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.verdict import Outcome, Status
from verifyctl.reasoning.judge import Judgement, judge, judge_findings
from verifyctl.reasoning.policy import default_policy
from verifyctl.rules.base import Case
from verifyctl.rules.catalogue import RULES

DATE = assertion("A1", value="2015-04-27", hijri="1436-07-08")
ISSUER = assertion("A2", "issuer")
RECIPIENT = assertion("A3", "recipient", look_for=("ولاة الولايات",))
ORDER = assertion("A4", "order", look_for=("تعزيزات",))
DESTINATION = assertion("A5", "destination", look_for=("الأنبار", "صلاح الدين"))
POSTED = assertion("A6", "publication", "2015-04-27T18:00Z/2015-04-28T06:00Z", load_bearing=False)
CAPTURED = assertion("A8", "capture_time", load_bearing=False)
EVENT = assertion("A7", "event", load_bearing=False)
ALL = (DATE, ISSUER, RECIPIENT, ORDER, DESTINATION, POSTED, EVENT)

LETTER = text_facts("إلى: ولاة الولايات", "الموضوع: إرسال تعزيزات", "إلى ولاية الأنبار", "وولاية صلاح الدين")


def read_by(by: str, date: str = "٨ رجب ١٤٣٦") -> tuple[Reading, ...]:
    return (
        reading(date, by=by),
        reading("إلى: ولاة الولايات", by=by, field="recipient"),
        reading("إرسال تعزيزات", by=by, field="order"),
        reading("إلى ولاية الأنبار وولاية صلاح الدين", by=by, field="destination"),
    )


def judged(of: Case) -> Judgement:
    return judge(of, results(of), RULES, default_policy())


def april(*assertions: Assertion, readings: tuple[Reading, ...] = ()) -> Judgement:
    facts = full_facts() | {"text": LETTER, "context": context_facts(decoded())}
    return judged(case(claim(*assertions, readings=readings), **facts))


def weighed(*findings: Finding, held: tuple[Contradiction, ...] = (), of: Case | None = None) -> Judgement:
    of = of or case(claim(assertion("A1", "order")), **full_facts())
    return judge_findings(of, results(of), findings, held, default_policy())


def statuses(of: Judgement) -> dict[str, Status]:
    return {item.id: item.status for item in of.assertions}


# the table of the method --------------------------------------------------------------------------


def test_the_example_as_it_stands_is_inconclusive() -> None:
    of = april(*ALL)
    assert of.conclusion.outcome is Outcome.INCONCLUSIVE
    assert statuses(of) == {
        "A1": Status.NOT_ASSESSED,
        "A2": Status.NOT_ASSESSED,
        "A3": Status.INCONCLUSIVE,
        "A4": Status.INCONCLUSIVE,
        "A5": Status.INCONCLUSIVE,
        "A6": Status.INCONCLUSIVE,
        "A7": Status.NOT_ASSESSED,
    }


def test_one_reader_settles_the_words_and_not_the_date() -> None:
    of = april(*ALL, readings=read_by("reader-1"))
    assert of.conclusion.outcome is Outcome.INCONCLUSIVE
    found = statuses(of)
    assert found["A3"] == found["A4"] == found["A5"] == Status.SUPPORTED
    assert found["A1"] is Status.INCONCLUSIVE
    assert found["A2"] is Status.NOT_ASSESSED


def test_a_date_that_a_reader_read_after_the_post_contradicts() -> None:
    of = april(*ALL, readings=(reading("20 May 2015"),))
    assert of.conclusion.outcome is Outcome.CONTRADICTED
    assert statuses(of)["A1"] is Status.CONTRADICTED
    assert of.conclusion.says[0].startswith("The date on the document falls after the picture was public: ")


def test_an_earlier_archived_copy_of_the_same_pixels_is_recirculated() -> None:
    facts = full_facts() | {"matches": matches_facts(known()), "context": context_facts(decoded())}
    assert judged(case(claim(ORDER), **facts)).conclusion.outcome is Outcome.RECIRCULATED


def test_hash_match_and_archive_both_measured_are_recirculated() -> None:
    of = weighed(
        *(
            finding(
                f"code-{group}",
                direction=Direction.CONTRADICTS,
                layer=Layer.PICTURE,
                group=group,
                axes=(Axis.ORIGINALITY,),
            )
            for group in ("known-images", "archive")
        )
    )
    assert of.conclusion.outcome is Outcome.RECIRCULATED


def pixel_tests(*groups: str, strength: Strength, basis: Basis) -> tuple[Finding, ...]:
    return tuple(
        finding(
            f"code-{number}",
            direction=Direction.CONTRADICTS,
            layer=Layer.PICTURE,
            strength=strength,
            basis=basis,
            group=group,
            axes=(Axis.INTEGRITY,),
        )
        for number, group in enumerate(groups)
    )


def test_three_pixel_tests_of_one_group_and_assigned_are_inconclusive() -> None:
    of = weighed(*pixel_tests("pixels", "pixels", "pixels", strength=Strength.VERY_STRONG, basis=Basis.ASSIGNED))
    assert of.conclusion.outcome is Outcome.INCONCLUSIVE
    assert of.axes[0].net == -10


def test_a_pixel_and_a_container_test_both_measured_strong_are_altered() -> None:
    of = weighed(*pixel_tests("pixels", "container", strength=Strength.STRONG, basis=Basis.MEASURED))
    assert of.conclusion.outcome is Outcome.ALTERED
    assert of.axes[0].net == -60


def test_without_the_issuer_the_date_still_waits_for_a_second_reader() -> None:
    rest = (DATE, RECIPIENT, ORDER, DESTINATION, POSTED, EVENT)
    one = april(*rest, readings=read_by("reader-1"))
    two = april(*rest, readings=read_by("reader-1") + read_by("reader-2"))
    same = april(*rest, readings=read_by("reader-1") + read_by("Reader-1 "))
    assert one.conclusion.outcome is Outcome.INCONCLUSIVE
    assert statuses(one)["A1"] is Status.INCONCLUSIVE
    assert two.conclusion.outcome is Outcome.CONSISTENT
    assert same.conclusion.outcome is Outcome.INCONCLUSIVE


# known false alarms, whole ------------------------------------------------------------------------


def with_match(match: Match, *assertions: Assertion, page: bool = False) -> Judgement:
    facts = full_facts() | {"matches": matches_facts(match, page=page), "context": context_facts(decoded())}
    return judged(case(claim(*assertions), **facts))


def test_another_order_on_the_same_form_is_not_called_recirculated() -> None:
    near = known(relation=Relation.NEAR_COPY, distance=18)
    assert with_match(near, DATE).conclusion.outcome is Outcome.INCONCLUSIVE
    assert with_match(near, POSTED, page=True).conclusion.outcome is Outcome.INCONCLUSIVE
    assert with_match(near, POSTED).conclusion.outcome is Outcome.RECIRCULATED


@pytest.mark.parametrize(
    ("match", "outcome"),
    [
        (known(relation=Relation.REENCODED, inliers=900), Outcome.INCONCLUSIVE),
        (known(relation=Relation.REENCODED, comparison=comparison()), Outcome.RECIRCULATED),
        (known(relation=Relation.REENCODED, comparison=comparison(compared=500)), Outcome.INCONCLUSIVE),
        (known(relation=Relation.SAME_TEMPLATE), Outcome.NOT_ASSESSABLE),
        # One group, whatever it found: the known page may be the one that was changed.
        (changed_page(), Outcome.INCONCLUSIVE),
        (changed_page(region("a", "b"), region("c", "d", line=4)), Outcome.INCONCLUSIVE),
    ],
)
def test_a_letter_is_recirculated_only_where_its_text_was_compared(match: Match, outcome: Outcome) -> None:
    assert with_match(match, DATE, page=True).conclusion.outcome is outcome


@pytest.mark.parametrize(
    ("relation", "outcome"),
    [
        (Relation.CROPPED_FROM, Outcome.RECIRCULATED),
        (Relation.FRAMED, Outcome.RECIRCULATED),
        (Relation.MIRRORED, Outcome.RECIRCULATED),
        (Relation.CONTAINS, Outcome.INCONCLUSIVE),
        (Relation.SCREENSHOT_OF, Outcome.INCONCLUSIVE),
        (Relation.PHOTOGRAPH_OF, Outcome.INCONCLUSIVE),
    ],
)
def test_what_only_shows_an_older_picture_is_not_called_recirculated(relation: Relation, outcome: Outcome) -> None:
    assert with_match(known(relation=relation), CAPTURED).conclusion.outcome is outcome


def test_a_changed_page_speaks_against_integrity_alone_and_is_not_called_altered() -> None:
    of = with_match(changed_page(), DATE, page=True)
    nets = {axis.id: axis.net for axis in of.axes}
    assert nets[Axis.INTEGRITY] == -10
    assert not any(net for axis, net in nets.items() if axis is not Axis.INTEGRITY)
    assert "Anbar" in " ".join(of.conclusion.says)
    assert "Which of the two pages was changed cannot be told by this".lower() in of.conclusion.says[0].lower()


def test_a_finding_that_speaks_against_is_not_passed_over_in_the_headline() -> None:
    """Consistent is about what carries the claim: elsewhere something may speak against it, and the words allow it."""
    supported = tuple(
        finding(f"code-{group}", group=group, assertions=("A1",), axes=(Axis.CONTENT,)) for group in ("a", "b")
    )
    against = pixel_tests("container", strength=Strength.WEAK, basis=Basis.ASSIGNED)
    of = weighed(*supported, *against)
    assert of.conclusion.outcome is Outcome.CONSISTENT
    assert "nothing" not in of.conclusion.headline.casefold()
    assert len(of.conclusion.says) == 3


def test_a_claim_of_nothing_checkable_is_not_consistent() -> None:
    of = judged(case(claim(EVENT, ISSUER), **full_facts()))
    assert of.conclusion.outcome is Outcome.NOT_ASSESSABLE


def test_without_a_claim_a_plain_picture_is_inconclusive() -> None:
    of = judged(case(None, **full_facts()))
    assert of.conclusion.outcome is Outcome.INCONCLUSIVE
    assert of.assertions == ()


def test_when_every_stage_failed_nothing_could_be_assessed() -> None:
    of = judged(case())
    assert of.conclusion.outcome is Outcome.NOT_ASSESSABLE
    assert of.findings == ()
    assert sum(entry.question.startswith("Stage ") for entry in of.not_assessed) == 5


# contradictions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("first", list(PremiseBasis))
@pytest.mark.parametrize("second", list(PremiseBasis))
def test_a_contradiction_holds_only_if_every_premise_carries(first: PremiseBasis, second: PremiseBasis) -> None:
    of = weighed(held=(contradiction(first, second, assertions=("A1",)),))
    carried = {first, second} <= CARRYING_BASES
    assert statuses(of)["A1"] is (Status.CONTRADICTED if carried else Status.NOT_ASSESSED)
    assert of.conclusion.outcome is (Outcome.CONTRADICTED if carried else Outcome.NOT_ASSESSABLE)
    assert any("contradiction two-things" in step for step in of.assertions[0].steps) is carried


def test_a_contradiction_overrules_the_sum_and_says_so() -> None:
    support = tuple(finding(f"code-{group}", group=group, assertions=("A1",)) for group in ("a", "b"))
    held = contradiction(PremiseBasis.COMPUTED, PremiseBasis.HUMAN_CONFIRMED, assertions=("A1",))
    of = weighed(*support, held=(held,))
    (standing,) = of.assertions
    assert (standing.status, standing.net) == (Status.CONTRADICTED, 20)
    assert standing.reason == held.statement
    assert standing.steps[-1] == "contradiction two-things: every premise carries, outside the sum"


def test_a_contradiction_beside_what_carries_the_claim_is_not_the_outcome() -> None:
    of = case(claim(assertion("A1", "order", load_bearing=False)), **full_facts())
    held = contradiction(PremiseBasis.COMPUTED, PremiseBasis.ARCHIVED, assertions=("A1",))
    assert weighed(held=(held,), of=of).conclusion.outcome is Outcome.INCONCLUSIVE


def test_no_contradiction_decides_what_no_tool_can() -> None:
    of = case(claim(ISSUER), **full_facts())
    held = contradiction(PremiseBasis.COMPUTED, PremiseBasis.ARCHIVED, assertions=("A2",))
    assert statuses(weighed(held=(held,), of=of))["A2"] is Status.NOT_ASSESSED


# layers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", [Layer.FILE, Layer.PICTURE, Layer.WORLD])
def test_a_finding_may_not_reach_beyond_its_layer(layer: Layer) -> None:
    with pytest.raises(ValueError, match="may not bear on A1"):
        weighed(finding(layer=layer, assertions=("A1",)))


@pytest.mark.parametrize("kind", ["issuer", "stamp", "form", "location", "event", "other"])
def test_what_belongs_to_the_world_is_never_assessed(kind: str) -> None:
    of = case(claim(assertion("A1", kind)), **full_facts())
    pushed = tuple(
        finding(f"code-{group}", layer=Layer.WORLD, group=group, assertions=("A1",), strength=Strength.VERY_STRONG)
        for group in ("a", "b", "c")
    )
    (standing,) = weighed(*pushed, of=of).assertions
    assert standing.status is Status.NOT_ASSESSED
    assert (standing.fixed, standing.net, standing.findings) == (True, 0, ())
    assert standing.reason
    assert standing.who_could


# what a judgement is made of ----------------------------------------------------------------------


def test_the_same_case_gives_the_same_judgement() -> None:
    assert april(*ALL, readings=read_by("reader-1")) == april(*ALL, readings=read_by("reader-1"))


def test_the_five_questions_come_in_their_order() -> None:
    assert [axis.id for axis in april(*ALL).axes] == list(Axis)


def test_rules_that_are_not_applied_leave_no_trace() -> None:
    of = case(claim(DATE), **full_facts() | {"metadata": MetadataFacts()})
    fewer = judge(of, results(of), RULES[:3], default_policy())
    assert {finding.code for finding in fewer.findings} <= {rule.code for rule in RULES[:3]}


def test_a_rule_that_overreaches_is_caught() -> None:
    rule = next(rule for rule in RULES if rule.code == "claimed-words-read")
    of = case(claim(ORDER), **full_facts() | {"text": LETTER})
    with pytest.raises(ValueError, match="claimed-words-read:A4 is about the picture"):
        judge(of, results(of), (replace(rule, layer=Layer.PICTURE),), default_policy())
