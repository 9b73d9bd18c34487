"""The claim file to fill in: it loads as it is, its examples load, and no name or reading breaks out of its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.claims.lint import lint
from verifyctl.claims.loader import loads
from verifyctl.claims.template import PLACEHOLDER, template
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
    assert "(hijri): ٨ رجب ١٤٣٦ may mean 2015-04-27." in text
    assert "(name-android-camera): 2015-04-27T20:15:00" in text
    assert loads(text, "t.yaml") == loads(template("a.jpg", SHA), "t.yaml")


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
    text = template(name, SHA, statement=name, text=lines(name, dates=(found,)), name_times=[time])
    claim = loads(text, "t.yaml")
    assert claim.media[0].path == claim.claim.statement == name
    assert all(line.isprintable() for line in text.split("\n"))
    assert len(text.split("\n")) == len(
        template("a", SHA, text=lines("x", dates=(found,)), name_times=[time]).split("\n")
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
