"""The claim file to fill in: it loads as it is, its examples load, and no name or reading breaks out of its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import date_read, field_read, number_read, text_facts
from verifyctl.claims.lint import lint
from verifyctl.claims.loader import loads
from verifyctl.claims.template import PLACEHOLDER, template
from verifyctl.errors import ClaimError
from verifyctl.model.base import Box
from verifyctl.model.claim import AssertionKind
from verifyctl.model.dates import Calendar
from verifyctl.model.facts import DecodedTime
from verifyctl.model.text import DateReading, Line, TextFacts

SHA = "ab" * 32
BOX = Box(x=0, y=0, width=10, height=10)


def lines(*texts: str, dates: tuple[DateReading, ...] = ()) -> TextFacts:
    return TextFacts(languages="ara", lines=tuple(Line(text=text, box=BOX, words=()) for text in texts), dates=dates)


def test_the_template_loads_as_it_is() -> None:
    claim = loads(template("order.jpg", SHA), "t.yaml")
    assert claim.claim.id == "order"
    assert claim.claim.statement == PLACEHOLDER
    assert [(media.path, media.sha256) for media in claim.media] == [("order.jpg", SHA)]
    assert not (claim.assertions or claim.readings or claim.notes)


def test_lint_notices_that_nothing_was_filled_in() -> None:
    assert any("words of the template" in advice for advice in lint(loads(template("a.jpg", SHA), "t.yaml")))


def test_every_example_loads_once_its_mark_is_taken_away() -> None:
    text = re.sub(r"(?m)^( *)# ", r"\1", template("order.jpg", SHA, statement="An order"))
    claim = loads(text, "t.yaml")
    assert claim.claim.claimant is not None and claim.claim.first_seen is not None
    assert claim.claim.language == "ar"
    assert claim.claim.sources and claim.claim.denials and claim.readings and claim.notes
    assert claim.media[0].obtained is not None and claim.media[0].of
    assert [assertion.id for assertion in claim.assertions] == ["A1", "A2", "A3", "A4"]
    assert lint(claim) == ()


def test_every_kind_is_named() -> None:
    text = template("a.jpg", SHA)
    assert all(re.search(rf"^## .*\b{kind}\b", text, re.MULTILINE) for kind in AssertionKind)


def test_what_was_read_stands_in_comments_only() -> None:
    found = DateReading(text="٨ رجب ١٤٣٦", line=0, box=BOX, calendar=Calendar.HIJRI, days=("2015-04-27",))
    time = DecodedTime(scheme="name-android-camera", id="x", at="2015-04-27T20:15:00", source="x", basis="x")
    text = template("a.jpg", SHA, text=lines("الى ولاة الولايات", dates=(found,)), name_times=[time])
    assert "##   الى ولاة الولايات\n" in text
    assert "A date, perhaps: ٨ رجب ١٤٣٦ (hijri) may mean 2015-04-27." in text
    assert "(name-android-camera): 2015-04-27T20:15:00" in text
    assert loads(text, "t.yaml") == loads(template("a.jpg", SHA), "t.yaml")


def filled(text: str) -> str:
    """The places to be read, their marks taken away and by and text filled in."""
    start = text.index("## What should be read")
    bare = re.sub(r"(?m)^# ", "", text[start:])
    return text[:start] + re.sub(r"(?m)(by|text):$", r"\1: 'as it stands'", bare)


LETTER = text_facts(
    "التاريخ: ٨ رجب ١٤٣٦",
    dates=(date_read("2015-04-27", text="٨ رجب ١٤٣٦", calendar=Calendar.HIJRI, written="1436-07-08"),),
    fields=(
        field_read("reference", "72", line=1),
        field_read("date_line", "الموافق:", line=2),
        field_read("recipient", "ولاة الولايات", line=3),
        field_read("copy_to", "الأرشيف", line=4),
    ),
    numbers=(number_read("1436", "1438", line=5), number_read("72", "72", line=6, accepted=True)),
)


def test_places_to_be_read_become_readings_once_they_are_filled_in() -> None:
    text = template("order.jpg", SHA, text=LETTER, crops={"date-1": "order.date-1.png"})
    assert loads(text, "t.yaml").readings == ()
    assert '## date-1, line 1; a machine saw "٨ رجب ١٤٣٦" (hijri 1436-07-08) may mean 2015-04-27. Strip: ' in text
    readings = loads(filled(text), "t.yaml").readings
    assert [(reading.field, reading.box) for reading in readings] == [
        ("document_date", (0, 0, 80, 20)),
        ("serial", (0, 20, 80, 20)),
        ("document_date", (0, 40, 80, 20)),
        ("other", (0, 100, 80, 20)),
        ("recipient", (0, 60, 80, 20)),
    ]
    assert all(reading.value is None and reading.hijri is None for reading in readings)


def test_a_machine_s_words_are_no_reading_until_somebody_wrote_what_they_saw() -> None:
    text = template("order.jpg", SHA, text=LETTER)
    start = text.index("## What should be read")
    with pytest.raises(ClaimError) as raised:
        loads(text[:start] + re.sub(r"(?m)^# ", "", text[start:]), "t.yaml")
    assert [problem.split(": ", 1)[1] for problem in raised.value.problems] == [
        f"readings.{number}.{name}: is empty" for number in range(5) for name in ("by", "text")
    ]


def test_why_nothing_was_read_is_said() -> None:
    text = template("order.jpg", SHA, unread="no engine\nreadings: [x]")
    assert "## The text on the picture was not read: no engine\\u000areadings: [x]\n" in text
    assert loads(text, "t.yaml").readings == ()


HOSTILE = [
    'it\'s "quoted".jpg',
    "two\nlines: [.jpg",
    "\u202egpj.evil\u2066.png",
    "# comment.jpg",
    "- dash.jpg",
    "*alias &anchor !tag.jpg",
    "{{ jinja }} ${shell}.jpg",
    "\x1b[31m\x00\x85\u2028\u2029\ufeff.jpg",
    "ولاة.jpg",
    "😀.jpg",
    "null",
    " ",
    "a: b # c",
    "back\\slash.jpg",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_one_value(name: str) -> None:
    found = DateReading(text=name, line=0, box=BOX, calendar=Calendar.GREGORIAN, days=())
    time = DecodedTime(scheme=name, id=name, at=name, source=name, basis=name)
    text = template(
        name,
        SHA,
        statement=name,
        text=lines(name, dates=(found,)),
        crops={"date-1": name},
        name_times=[time],
    )
    claim = loads(text, "t.yaml")
    assert claim.media[0].path == claim.claim.statement == name
    assert all(line.isprintable() for line in text.split("\n"))
    assert len(text.split("\n")) == len(
        template("a", SHA, text=lines("x", dates=(found,)), crops={"date-1": "x"}, name_times=[time]).split("\n")
    )


def test_bytes_that_are_no_utf8_become_replacement_characters() -> None:
    assert loads(template("a\udcff.jpg", SHA), "t.yaml").media[0].path == "a\ufffd.jpg"


@given(name=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60), read=st.text(max_size=60))
def test_any_name_and_any_reading(name: str, read: str) -> None:
    claim = loads(template(name, SHA, statement=name, text=lines(read)), "t.yaml")
    assert claim.media[0].path == claim.claim.statement == name


def test_a_long_reading_is_cut_and_said_to_be() -> None:
    text = template("a.jpg", SHA, text=lines(*["x" * 500] * 300))
    assert "##   and 100 lines more\n" in text
    assert max(map(len, text.split("\n"))) < 250


def test_what_a_machine_took_from_the_statement_stands_in_comments_and_can_be_taken_over() -> None:
    from verifyctl.claims.statement import parse_statement

    said = 'An order of 8 Rajab 1436 to Anbar: "send: #reinforcements"'
    parsed = parse_statement(said).claim.assertions[1:]
    text = template("a.jpg", "0" * 64, statement=said, parsed=parsed)
    assert loads(text, "c.yaml").assertions == ()
    taken = loads(text.replace("#   - {id: S", "   - {id: S"), "c.yaml").assertions
    assert [(item.kind, item.value, item.hijri, item.look_for) for item in taken] == [
        (item.kind, item.value, item.hijri, item.look_for) for item in parsed
    ]
    assert len(taken) == 3
