"""Another text on one template is never the same document, and says nothing of who filled it in."""

from tests.contracts import RuleContract, only
from tests.factories import assertion, case, changed_page, claim, comparison, known, matches_facts
from verifyctl.model.finding import Direction
from verifyctl.model.matches import Compared, Label, Match, Relation
from verifyctl.rules.base import Case
from verifyctl.rules.same_template_only import RULE

LETTER = claim(assertion("A1", "order"))


def template(identifier: str = "aa" * 8, **changes: object) -> Match:
    return known(
        relation=Relation.SAME_TEMPLATE,
        comparison=comparison(Compared.OTHER_TEXT),
        id=identifier,
        **changes,  # type: ignore[arg-type]
    )


def page(*matches: Match) -> Case:
    return case(LETTER, matches=matches_facts(*matches, page=True))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "another letter on one letterhead": page(template()),
        "beside a near copy by hash alone": page(template(), known(relation=Relation.NEAR_COPY, distance=8)),
    }
    quiet = {
        "no match": page(),
        "the page itself is known": page(template(), known()),
        "the page was compared and is the same": page(
            template(), known(relation=Relation.REENCODED, comparison=comparison())
        ),
        "the page is known with changes": page(template(), changed_page()),
        "a candidate": page(known(relation=Relation.CANDIDATE, distance=40)),
    }
    cannot_tell = {"matches failed": case(LETTER)}
    innocent = {
        "one office, many letters": page(*(template(f"{number:016x}") for number in range(30))),
        "a template that somebody called debunked": page(template(label=Label.DEBUNKED)),
    }


def test_it_says_that_it_is_not_the_same_document() -> None:
    found = only(RULE, page(template()))
    assert found.direction is Direction.NEUTRAL
    assert found.observation == (
        f"The page was on the template of 1 known image(s) that held other text: {'aa' * 8} (31 % of the compared text "
        "differed); it was not the same document as any of them"
    )


def test_many_pages_of_one_template_are_one_finding() -> None:
    found = only(RULE, page(*(template(f"{number:016x}") for number in range(30))))
    assert "of 30 known image(s)" in found.observation
    assert "and 25 more" in found.observation
    assert len(found.evidence["known"]) == 30
