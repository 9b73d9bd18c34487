"""All rules together: what holds of each declaration, and of any case under all of them."""

import pytest

from tests.contracts import declaration_problems
from verifyctl.model.finding import Axis, Basis, Strength
from verifyctl.rules.base import Rule
from verifyctl.rules.catalogue import BY_CODE, RULES

SILENT_BY_DESIGN = {"metadata-absent", "no-match", "text-absent", "claimed-words-not-read", "document-date-not-read"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_declaration(rule: Rule) -> None:
    assert declaration_problems(rule) == []


def test_every_question_has_a_rule() -> None:
    assert {rule.axis for rule in RULES} == set(Axis)
    assert BY_CODE.keys() == {rule.code for rule in RULES}


def test_absence_never_weighs() -> None:
    assert {BY_CODE[code].strongest for code in SILENT_BY_DESIGN} == {Strength.NONE}


def test_nothing_is_called_measured_before_it_was() -> None:
    assert [rule.code for rule in RULES if rule.basis is Basis.MEASURED] == []


def test_titles_are_short_and_different() -> None:
    titles = [rule.title for rule in RULES]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 60
