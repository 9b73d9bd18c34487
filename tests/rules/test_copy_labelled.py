"""A label is repeated as somebody's word, with who said it and beside what; it never weighs, whatever it says."""

import pytest

from tests.contracts import RuleContract, findings, only, own_words
from tests.factories import assertion, case, changed_page, claim, comparison, context_facts, known, matches_facts
from tests.factories import results as ended
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.matches import Label, Match, Relation
from verifyctl.reasoning.judge import judge
from verifyctl.reasoning.policy import default_policy
from verifyctl.rules.catalogue import RULES
from verifyctl.rules.copy_labelled import RULE

LETTER = claim(assertion("A1", "order"))


def labelled(label: Label | None = Label.DEBUNKED, **changes: object) -> Match:
    return known(label=label, **changes)  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {label.value: case(matches=matches_facts(labelled(label))) for label in Label}
    quiet = {
        "no label": case(matches=matches_facts(known())),
        "another text on a labelled template": case(matches=matches_facts(labelled(relation=Relation.SAME_TEMPLATE))),
        "a changed page": case(matches=matches_facts(changed_page(label=Label.DEBUNKED))),
        "a candidate": case(matches=matches_facts(labelled(relation=Relation.CANDIDATE, distance=40))),
    }
    cannot_tell = {"matches failed": case(LETTER)}
    innocent = {
        "called debunked for another claim": case(LETTER, matches=matches_facts(labelled(caption="another claim"))),
        "a near copy on one template": case(
            LETTER, matches=matches_facts(labelled(relation=Relation.NEAR_COPY, distance=4))
        ),
    }


def test_it_says_whose_word_it_is_and_beside_what() -> None:
    found = only(RULE, case(matches=matches_facts(labelled(caption="An \u201corder\u201d", note="seen by R."))))
    assert found.observation == (
        f"Known image {'aa' * 8} bore the label \u201cdebunked\u201d in the words of whoever keeps the store, beside "
        'the caption \u201cAn "order"\u201d and the note \u201cseen by R.\u201d'
    )
    assert "debunked" not in own_words(found.observation)
    assert found.locations[0].where == "https://example.org/a.jpg"


@pytest.mark.parametrize(
    ("match", "doubted"),
    [
        (labelled(), False),
        (labelled(relation=Relation.REENCODED), True),
        (labelled(relation=Relation.REENCODED, comparison=comparison()), False),
    ],
)
def test_of_a_page_it_says_whether_the_text_is_that_which_was_labelled(match: Match, doubted: bool) -> None:
    said = only(RULE, case(LETTER, matches=matches_facts(match))).observation
    assert ("whose text was not shown to be the same" in said) is doubted


@pytest.mark.parametrize("label", Label)
def test_no_label_changes_a_sum(label: Label) -> None:
    def judged(match: Match) -> object:
        of = case(LETTER, matches=matches_facts(match), context=context_facts())
        made = judge(of, ended(of), RULES, default_policy())
        return [(axis.id, axis.status, axis.net) for axis in made.axes], made.conclusion.outcome

    assert judged(labelled(label)) == judged(known())
    (found,) = findings(RULE, case(matches=matches_facts(labelled(label))))
    assert (found.direction, found.strength) == (Direction.NEUTRAL, Strength.NONE)
