"""Text around the picture that a screen shows is told, weighs nothing, and bears out no claim."""

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, box, case, claim, text_facts
from verifyctl.model.base import Box
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.text import Screen, TextFacts
from verifyctl.rules.claimed_words_read import RULE as WORDS_READ
from verifyctl.rules.text_around_picture import RULE

ORDER = claim(assertion("A1", "order", look_for=("تعزيزات", "الأنبار")))
SHOWN = Box(x=60, y=330, width=600, height=800)


def on_a_screen(*around: str, on_it: tuple[str, ...] = ("تحية طيبة",), reason: str | None = None) -> TextFacts:
    lines = text_facts(*around).lines
    return text_facts(*on_it, screen=Screen(shown=SHOWN, lines=lines, reason=reason))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "a post": case(text=on_a_screen("Reply", "Share")),
        "the claim's words in the post": case(ORDER, text=on_a_screen("أمر بإرسال تعزيزات إلى الأنبار")),
        "what could not be read": case(text=on_a_screen(reason="no time was left")),
    }
    quiet = {"no screen": case(ORDER, text=text_facts("تعزيزات"))}
    cannot_tell = {"text failed or tesseract is missing": case(ORDER)}
    innocent = {"a screenshot of a post": case(ORDER, text=on_a_screen("What does this letter say?"))}


def test_words_that_only_the_post_says_are_named_and_bear_nothing_out() -> None:
    seen = case(ORDER, text=on_a_screen("صورة", "أمر بإرسال تعزيزات إلى الأنبار"))
    found = only(RULE, seen)
    assert found.observation == (
        "The picture looked as if a screen showed it; 2 lines of text were read around it, not as a part of it; "
        "“تعزيزات”, “الأنبار” were read there, not on the picture"
    )
    assert (found.direction, found.strength) == (Direction.NEUTRAL, Strength.NONE)
    assert found.applies_to.assertions == ("A1",)
    assert [place.box for place in found.locations] == [SHOWN, box(1)]
    assert not findings(WORDS_READ, seen)


def test_words_that_the_picture_says_too_are_not_named() -> None:
    found = only(RULE, case(ORDER, text=on_a_screen("تعزيزات", "الأنبار", on_it=("إرسال تعزيزات",))))
    assert found.evidence["found_around"] == ["الأنبار"]


def test_why_nothing_was_read_is_kept() -> None:
    found = only(RULE, case(text=on_a_screen(reason="no time was left")))
    assert found.evidence["not_read"] == "no time was left"
    assert "no text could be read around it" in found.observation
