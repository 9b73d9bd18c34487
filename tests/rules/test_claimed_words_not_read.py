"""Words that were not read say nothing: machines miss most of what is hard."""

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, case, claim, text_facts
from verifyctl.model.finding import Direction
from verifyctl.rules.claimed_words_not_read import RULE

LETTER = claim(assertion("A1", "order", look_for=("تعزيزات", "الأنبار")))


class TestContract(RuleContract):
    rule = RULE
    fires = {"other words": case(LETTER, text=text_facts("شيء آخر")), "no line": case(LETTER, text=text_facts())}
    quiet = {
        "one of them was": case(LETTER, text=text_facts("إرسال تعزيزات")),
        "nothing is sought": case(claim(assertion("A1", "order")), text=text_facts("شيء")),
        "no claim": case(text=text_facts("شيء")),
        "sought for what no reading can show": case(
            claim(assertion("A1", "stamp", look_for=("ختم",))), text=text_facts("شيء")
        ),
    }
    cannot_tell = {"text failed": case(LETTER)}
    innocent = {"under a stamp": case(LETTER, text=text_facts("تعز؟؟؟")), "a translation": fires["other words"]}


def test_it_is_neutral_and_counts_what_was_read() -> None:
    found = only(RULE, TestContract.fires["no line"])
    assert found.direction is Direction.NEUTRAL
    assert "among the 0 line(s)" in found.observation
    assert found.locations[0].end == 0


def test_one_finding_for_each_assertion() -> None:
    of = claim(*(assertion(f"A{number}", "order", look_for=("تعزيزات",)) for number in range(3)))
    assert len(findings(RULE, case(of, text=text_facts("شيء")))) == 3
