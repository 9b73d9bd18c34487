"""What every rule keeps to, whatever it looks for. A rule's test names cases of four kinds and inherits the rest.

The four kinds: the rule fires; it stays quiet; it cannot tell, because a stage gave no facts or what it gave is not
enough; and the known false alarm, an innocent case that must not weigh, or no more than is declared.
"""

from __future__ import annotations

import re
from typing import ClassVar

from tests.factories import case
from verifyctl.model.claim import Layer
from verifyctl.model.facts import Facts
from verifyctl.model.finding import CARRYING_BASES, Axis, Basis, Contradiction, Direction, Finding, Strength
from verifyctl.reasoning.judge import observe
from verifyctl.reasoning.policy import default_policy
from verifyctl.reasoning.sentences import BANNED, says
from verifyctl.rules.base import Case, Rule

STRENGTHS = list(Strength)
WEIGHING = (Direction.SUPPORTS, Direction.CONTRADICTS)

_QUOTED = re.compile("\u201c[^\u201d]*\u201d")
_BANNED = re.compile(rf"\b({'|'.join(map(re.escape, BANNED))})\b", re.IGNORECASE)


def findings(rule: Rule, of: Case) -> tuple[Finding, ...]:
    """What the rule found in a case."""
    return observe(of, (rule,))[0]


def contradictions(rule: Rule, of: Case) -> tuple[Contradiction, ...]:
    """What, by this rule, cannot both hold in a case."""
    return observe(of, (rule,))[1]


def only(rule: Rule, of: Case) -> Finding:
    """The one finding of the rule in a case."""
    (found,) = findings(rule, of)
    return found


def own_words(text: str) -> str:
    """A text without what it quotes of others between curly quotation marks."""
    return _QUOTED.sub("", text)


def without(of: Case, *stages: str) -> Case:
    """The same case as if these stages had failed."""
    kept = {name: getattr(of.facts, name) for name in Facts.model_fields if name not in stages}
    return Case(evidence=of.evidence, facts=Facts(**kept), claim=of.claim)


class RuleContract:
    """Inherit as `TestContract`, with the rule and at least one case of each kind."""

    rule: ClassVar[Rule]
    fires: ClassVar[dict[str, Case]]
    quiet: ClassVar[dict[str, Case]]
    cannot_tell: ClassVar[dict[str, Case]]
    innocent: ClassVar[dict[str, Case]]
    innocent_weighs_at_most: ClassVar[Strength] = Strength.NONE

    def every(self) -> list[Case]:
        """All cases of all kinds."""
        return [each for kind in (self.fires, self.quiet, self.cannot_tell, self.innocent) for each in kind.values()]

    # the four kinds

    def test_it_fires(self) -> None:
        assert self.fires
        assert {name: bool(findings(self.rule, each)) for name, each in self.fires.items()} == dict.fromkeys(
            self.fires, True
        )

    def test_it_stays_quiet(self) -> None:
        assert self.quiet
        for name, each in self.quiet.items():
            assert observe(each, (self.rule,)) == ((), ()), name

    def test_it_says_nothing_where_it_cannot_tell(self) -> None:
        assert self.cannot_tell
        for name, each in self.cannot_tell.items():
            directions = {found.direction for found in findings(self.rule, each)}
            assert directions <= {Direction.NOT_ASSESSABLE}, name
            assert not any(item.effective for item in contradictions(self.rule, each)), name

    def test_without_facts_it_does_not_weigh(self) -> None:
        for name, each in self.fires.items():
            blind = without(each, *self.rule.stages) if self.rule.stages else case(about=each.evidence)
            assert observe(blind, (self.rule,)) == ((), ()), name

    def test_any_failed_stage_gives_no_weight_in_its_place(self) -> None:
        for name, each in self.fires.items():
            before = {(found.id, found.direction) for found in findings(self.rule, each)}
            for stage in self.rule.stages:
                after = findings(self.rule, without(each, stage))
                weighing = {(found.id, found.direction) for found in after if found.direction in WEIGHING}
                assert weighing <= before, (name, stage)

    def test_the_innocent_case_weighs_no_more_than_declared(self) -> None:
        assert self.innocent
        most = STRENGTHS.index(self.innocent_weighs_at_most)
        for name, each in self.innocent.items():
            for found in findings(self.rule, each):
                assert STRENGTHS.index(found.strength) <= most, name
            assert not any(item.effective for item in contradictions(self.rule, each)), name

    # every finding

    def test_findings_keep_to_the_declaration(self) -> None:
        most = STRENGTHS.index(self.rule.strongest)
        for each in self.every():
            for found in findings(self.rule, each):
                assert found.code == self.rule.code
                assert found.id == found.code or found.id.startswith(f"{found.code}:")
                assert STRENGTHS.index(found.strength) <= most
                assert found.applies_to.axes == (self.rule.axis,)
                assert found.group.startswith(self.rule.group) or found.group.startswith("human-reading:")
                assert found.basis in (self.rule.basis, Basis.CONFIRMED)

    def test_the_declared_strength_is_reached(self) -> None:
        found = [item for each in self.every() for item in findings(self.rule, each)]
        assert max(STRENGTHS.index(item.strength) for item in found) == STRENGTHS.index(self.rule.strongest)

    def test_findings_have_what_a_reader_needs(self) -> None:
        for each in self.every():
            for found in findings(self.rule, each):
                assert found.locations
                assert all(place.where for place in found.locations)
                assert found.limits
                assert found.innocent_explanations

    def test_observations_are_plain(self) -> None:
        for each in self.every():
            for found in findings(self.rule, each):
                assert not _BANNED.search(own_words(found.observation)), found.observation
                assert not found.observation.endswith("."), found.observation
                if found.direction in WEIGHING:
                    (said,) = says((found,), ())
                    assert found.observation in said
                    assert found.limits[0][1:] in said

    def test_ids_are_unique(self) -> None:
        for each in self.every():
            ids = [found.id for found in findings(self.rule, each)]
            assert len(set(ids)) == len(ids)

    def test_it_bears_on_assertions_of_its_own_layer_only(self) -> None:
        for each in self.every():
            layers = {item.id: item.info.layer for item in each.assertions}
            never = {item.id for item in each.assertions if item.info.never_because}
            for found in findings(self.rule, each):
                assert {layers[item] for item in found.applies_to.assertions} <= {self.rule.layer}
                assert never.isdisjoint(found.applies_to.assertions)
            for held in contradictions(self.rule, each):
                assert set(held.assertions) <= layers.keys() - never
        assert self.rule.layer is not Layer.WORLD

    def test_contradictions_name_the_findings_that_they_rest_on(self) -> None:
        for each in self.every():
            ids = {found.id for found in findings(self.rule, each)}
            for held in contradictions(self.rule, each):
                named = {premise.finding for premise in held.premises if premise.finding}
                assert named
                assert named <= ids
                assert held.axes == (self.rule.axis,)
                assert held.effective == all(premise.basis in CARRYING_BASES for premise in held.premises)
                assert not _BANNED.search(held.statement)

    # purity

    def test_it_gives_the_same_twice_and_changes_nothing(self) -> None:
        for each in self.every():
            before = (each.facts.model_dump_json(), each.claim.model_dump_json() if each.claim else "")
            assert observe(each, (self.rule,)) == observe(each, (self.rule,))
            assert before == (each.facts.model_dump_json(), each.claim.model_dump_json() if each.claim else "")

    def test_what_it_finds_is_a_value_that_can_be_written(self) -> None:
        for each in self.every():
            for found in findings(self.rule, each):
                assert Finding.model_validate_json(found.model_dump_json()) == found


def declaration_problems(rule: Rule) -> list[str]:
    """What is wrong with a rule's declaration as such."""
    problems = []
    words = (rule.title, rule.proposition, rule.alternative, *rule.limits, *rule.innocent_explanations)
    problems += [f"banned word: {text}" for text in (*words, rule.next_step or "") if _BANNED.search(text)]
    problems += [f"no end: {text}" for text in rule.innocent_explanations if not text.endswith(".")]
    problems += [f"an end: {text}" for text in rule.limits if text.endswith(".")]
    if rule.next_step and not rule.next_step.endswith("."):
        problems.append(f"no end: {rule.next_step}")
    if not rule.limits or not rule.innocent_explanations:
        problems.append("no limits or no innocent explanations")
    cap = default_policy().caps.get(rule.basis)
    if cap and STRENGTHS.index(rule.strongest) > STRENGTHS.index(cap):
        problems.append(f"{rule.basis} is capped at {cap}")
    if rule.strongest is not Strength.NONE and rule.basis is Basis.LOGICAL:
        problems.append("weighs by logic alone")
    if rule.axis not in Axis:
        problems.append("no axis")
    return problems
