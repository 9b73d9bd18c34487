"""A person who read the words supports the claim; a partial reading says nothing against it."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, case, claim, reading
from verifyctl.model.claim import Reading
from verifyctl.model.finding import Basis, Direction, Strength
from verifyctl.rules.base import Case
from verifyctl.rules.person_read_words import RULE

ORDER = assertion("A1", "order", look_for=("تعزيزات", "الأنبار"))


def read(*readings: Reading) -> Case:
    return case(claim(ORDER, readings=readings))


WHOLE = reading("إرسال تعزيزات إلى الأنبار", field="order")


class TestContract(RuleContract):
    rule = RULE
    fires = {"all words": read(WHOLE), "with a box": read(WHOLE.model_copy(update={"box": (1, 2, 3, 4)}))}
    quiet = {
        "no reading": read(),
        "of something else": read(reading("إرسال تعزيزات", field="recipient")),
        "nothing is sought": case(claim(assertion("A1", "order"), readings=(WHOLE,))),
        "a date, which another rule holds": case(
            claim(assertion("A1", look_for=("رجب",)), readings=(reading("٨ رجب ١٤٣٧"),))
        ),
    }
    cannot_tell = {"no claim": case()}
    innocent = {"the reader noted a part": read(reading("إرسال تعزيزات", field="order"))}


def test_weight_and_basis() -> None:
    found = only(RULE, read(WHOLE))
    assert (found.direction, found.strength, found.basis) == (Direction.SUPPORTS, Strength.MODERATE, Basis.CONFIRMED)


def test_a_part_is_neutral_and_names_what_is_missing() -> None:
    found = only(RULE, TestContract.innocent["the reader noted a part"])
    assert found.direction is Direction.NEUTRAL
    assert found.observation.endswith("which lacks \u201cالأنبار\u201d")


@pytest.mark.parametrize(
    ("names", "groups"),
    [(("Reader 1", "reader 2"), 2), (("Reader 1", "Reader 1"), 1), (("Reader 1", " reader  1 "), 1)],
)
def test_a_person_counts_once(names: tuple[str, str], groups: int) -> None:
    of = read(*(WHOLE.model_copy(update={"by": name}) for name in names))
    assert len({found.group for found in findings(RULE, of)}) == groups


def test_digits_that_a_person_read_do_weigh() -> None:
    of = claim(assertion("A1", "serial", look_for=("١٢٣",)), readings=(reading("رقم 123", field="serial"),))
    assert only(RULE, case(of)).direction is Direction.SUPPORTS
