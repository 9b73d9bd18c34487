"""A claimed date that no machine read waits for a person; until then nothing is said of it."""

from tests.contracts import RuleContract, only
from tests.factories import assertion, box, case, claim, date_read, field_read, number_read, reading, text_facts
from verifyctl.model.finding import Direction
from verifyctl.rules.document_date_not_read import RULE

LETTER = claim(assertion("A1"))
DATE_LINE = field_read("date_line", "التاريخ: / /", line=1)
ONE_READ = text_facts("a", "b", fields=(DATE_LINE,), dates=(date_read("2015-04-27"),))
BOX = [0, 20, 40, 20]


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "lines without a date": case(LETTER, text=text_facts("شيء")),
        "no line": case(LETTER, text=text_facts()),
        "a line for a date, and no claim": case(text=text_facts("a", "b", fields=(DATE_LINE,))),
        "a second line for a date": case(text=ONE_READ),
    }
    quiet = {
        "a date": case(LETTER, text=text_facts("27 April 2015", dates=(date_read("2015-04-27"),))),
        "no date is claimed": case(claim(assertion("A1", "order")), text=text_facts("شيء")),
        "a person read it": case(claim(assertion("A1"), readings=(reading("27 April 2015"),)), text=text_facts("شيء")),
        "no claim": case(text=text_facts("شيء")),
        "the date stands on the line": case(
            text=text_facts("a", "b", fields=(DATE_LINE,), dates=(date_read("2015-04-27", line=1),))
        ),
        "a person read the line": case(
            claim(assertion("A1"), readings=(reading("27 April 2015", box=BOX),)),
            text=text_facts("a", "b", fields=(DATE_LINE,)),
        ),
    }
    cannot_tell = {"text failed": case(LETTER), **fires}
    innocent = {"digits that the engine lacks": case(LETTER, text=text_facts("8 رجب ؟؟"))}


def test_it_asks_for_a_reader() -> None:
    found = only(RULE, case(LETTER, text=text_facts("شيء")))
    assert found.direction is Direction.NOT_ASSESSABLE
    assert found.next_step
    assert "reader" in found.next_step


def test_a_reading_of_something_else_does_not_settle_it() -> None:
    of = claim(assertion("A1"), readings=(reading("تعزيزات", field="order"),))
    assert only(RULE, case(of, text=text_facts("شيء"))).applies_to.assertions == ("A1",)


def test_the_places_to_look_at_are_given() -> None:
    numbers = (number_read("1436", "1438", line=1), number_read("72", "72", "72", line=0, accepted=True))
    found = only(RULE, case(LETTER, text=text_facts("a", "1471 م", fields=(DATE_LINE,), numbers=numbers)))
    assert found.observation == (
        "No date was read by machine among 2 line(s); a date seems to stand on the line “التاريخ: / /”; 1 number(s) "
        "could not be read surely"
    )
    assert [place.box for place in found.locations] == [box(1), box(1)]
    assert found.evidence["numbers"] == [{"readings": ["1436", "1438"], "box": box(1).as_json()}]


def test_a_line_without_its_date_is_told_beside_a_date_that_was_read() -> None:
    found = only(RULE, case(LETTER, text=ONE_READ))
    assert found.observation == "No date was read by machine on the line “التاريخ: / /”"
