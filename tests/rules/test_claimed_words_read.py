"""Words of the claim that a machine read support it; digits that it read weigh nothing."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, case, claim, field_read, reading, text_facts
from verifyctl.model.finding import Direction, Strength
from verifyctl.rules.base import Case
from verifyctl.rules.claimed_words_read import RULE


def sought(*phrases: str, kind: str = "destination") -> object:
    return claim(assertion("A1", kind, look_for=phrases), assertion("A2", "issuer", look_for=phrases))


def read(lines: tuple[str, ...], *phrases: str, kind: str = "destination") -> Case:
    return case(sought(*phrases, kind=kind), text=text_facts(*lines))  # type: ignore[arg-type]


LINES = ("إلى ولاية الأنبار", "وولاية صلاح الدين", "٨ رجب ١٤٣٦")


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "all of them": read(LINES, "الأنبار", "صلاح الدين"),
        "one of them": read(LINES, "الأنبار", "ديالى"),
        "across a line's end": read(("ولاية صلاح", "الدين"), "صلاح الدين"),
    }
    quiet = {
        "none": read(LINES, "ديالى"),
        "nothing to look for": case(claim(assertion("A1", "destination")), text=text_facts(*LINES)),
        "no claim": case(text=text_facts(*LINES)),
        "only asked of the issuer": case(
            claim(assertion("A1", "issuer", look_for=("الأنبار",))), text=text_facts(*LINES)
        ),
        "no lines": read((), "الأنبار"),
        "only marks to look for": read(LINES, "«»…"),
    }
    cannot_tell = {
        "text failed": case(sought("الأنبار")),  # type: ignore[arg-type]
        "digits only": read(LINES, "١٤٣٦", kind="document_date"),
    }
    innocent = {"the words stand in another sentence": read(("لا ترسلوا تعزيزات إلى الأنبار",), "تعزيزات")}
    innocent_weighs_at_most = Strength.MODERATE


@pytest.mark.parametrize(
    ("phrases", "direction", "strength"),
    [
        (("الأنبار", "صلاح الدين"), Direction.SUPPORTS, Strength.MODERATE),
        (("الأنبار", "ديالى"), Direction.SUPPORTS, Strength.WEAK),
        (("تعزيرات",), Direction.SUPPORTS, Strength.WEAK),
        (("الأنبار", "١٤٣٦"), Direction.SUPPORTS, Strength.MODERATE),
        (("الأنبار", "١٤٣٧"), Direction.SUPPORTS, Strength.MODERATE),
        (("ديالى", "١٤٣٦"), Direction.NOT_ASSESSABLE, Strength.NONE),
        (("1436",), Direction.NOT_ASSESSABLE, Strength.NONE),
    ],
)
def test_weight_goes_by_the_words_without_digits(
    phrases: tuple[str, ...], direction: Direction, strength: Strength
) -> None:
    lines = (*LINES, "صلاح الدين", "إرسال تعزيزات")
    found = only(RULE, read(lines, *phrases))
    assert (found.direction, found.strength) == (direction, strength)


def test_digits_are_named_as_a_limit() -> None:
    found = only(RULE, read(LINES, "رجب ١٤٣٦"))
    assert found.limits[0].startswith("Digits are misread")


def test_each_assertion_has_its_own_finding_with_the_boxes_of_its_lines() -> None:
    of = claim(
        assertion("A1", "destination", look_for=("الأنبار",)), assertion("A2", "order", look_for=("صلاح الدين",))
    )
    first, second = findings(RULE, case(of, text=text_facts(*LINES)))
    assert (first.applies_to.assertions, second.applies_to.assertions) == (("A1",), ("A2",))
    assert first.locations[0].box is not None
    assert (first.locations[0].box.y, second.locations[0].box.y) == (0, 20)  # type: ignore[union-attr]


def test_words_of_the_claim_are_quoted() -> None:
    found = only(RULE, read(("a fake stamp",), "fake"))
    assert found.observation.startswith("\u201cfake\u201d was read by machine")


RECIPIENT = field_read("recipient", "ولاة الولايات", line=1)
LETTER = ("أمر", "إلى: ولاة الولايات", "وعلى الولاة")


@pytest.mark.parametrize(
    ("phrase", "strength", "fields"),
    [("ولاة الولايات", Strength.MODERATE, ["recipient"]), ("أمر", Strength.WEAK, [])],
)
def test_words_of_a_recipient_weigh_less_outside_the_recipient_s_line(
    phrase: str, strength: Strength, fields: list[str]
) -> None:
    of = case(claim(assertion("A1", "recipient", look_for=(phrase,))), text=text_facts(*LETTER, fields=(RECIPIENT,)))
    found = only(RULE, of)
    assert (found.strength, found.evidence["fields"]) == (strength, fields)
    assert ("on the line of: recipient" in found.observation) is bool(fields)


def test_a_reference_number_is_found_in_its_other_order_too() -> None:
    reference = field_read("reference", "96-1012", also="1012-96")
    of = claim(assertion("A1", "serial", look_for=("1012-96",)))
    found = only(RULE, case(of, text=text_facts("العدد: 96-1012", fields=(reference,))))
    assert found.evidence["found"] == ["1012-96"]
    assert found.strength is Strength.NONE


@pytest.mark.parametrize(
    ("text", "box", "read"),
    [
        ("إلى: ولاة الولايات", [0, 20, 80, 20], True),
        ("إلى: ولاة الأقاليم", [0, 20, 80, 20], False),
        ("إلى: ولاة الأقاليم", [0, 20, 20, 20], True),
        ("إلى: ولاة الأقاليم", None, True),
    ],
)
def test_a_person_who_read_the_line_overrules_the_machine(text: str, box: list[int] | None, read: bool) -> None:
    readings = (reading(text, field="recipient", box=box),)
    of = claim(assertion("A1", "recipient", look_for=("ولاة الولايات",)), readings=readings)
    assert bool(findings(RULE, case(of, text=text_facts(*LETTER)))) is read
