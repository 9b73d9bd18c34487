from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.sheets import sheet
from tests.reading.test_fields import LINES
from verifyctl.model.text import Line
from verifyctl.reading.places import places_of
from verifyctl.reference.places import gazetteer


def test_places_have_their_words_line_and_box() -> None:
    lines = sheet(["الموضوع / حملة", "إلى محافظتي دير الزور وصلاح الدين لإنجاز"])
    first, second = places_of(lines)
    assert (first.place, first.text, first.line, first.how, first.confidence) == (
        "sy-dy",
        "دير الزور",
        1,
        "exact",
        950,
    )
    deir, zor = lines[1].words[2:4]
    assert first.box.x == zor.box.x
    assert first.box.x + first.box.width == deir.box.x + deir.box.width
    assert (second.place, second.text) == ("iq-sd", "وصلاح الدين")


def test_a_name_runs_over_the_end_of_a_line() -> None:
    lines = sheet(["teams will be sent to Salah al-Din and Deir", "ez-Zor to complete the work"])
    assert [(place.place, place.text, place.line) for place in places_of(lines)] == [
        ("iq-sd", "Salah al-Din", 0),
        ("sy-dy", "Deir ez-Zor", 0),
    ]
    last = places_of(lines)[1].box
    assert last.y == lines[0].box.y
    assert last.y + last.height == lines[1].box.y + lines[1].box.height


def test_misread_names_are_near_and_less_sure() -> None:
    (place,) = places_of(sheet(["بلدية السليمانبة المحترم"]))
    assert (place.place, place.how) == ("iq-su", "near")
    assert 0 < place.confidence < 950


def test_the_engine_s_doubt_is_kept() -> None:
    (place,) = places_of(sheet(["في محافظة حمص"], confidence=40))
    assert place.confidence == 400


def test_lines_without_words_are_read_as_they_are() -> None:
    (whole,) = sheet(["في محافظة حمص"])
    (place,) = places_of((whole.model_copy(update={"words": ()}),))
    assert (place.place, place.box, place.confidence) == ("sy-hi", whole.box, 0)


@pytest.mark.parametrize("text", ["", "\x00", "\u202e\u2066\u200f", "ـــ", "''''", "al-", "١٢٣"])
def test_rubbish_names_no_place(text: str) -> None:
    (line,) = sheet(["كلمة"])
    assert places_of((line.model_copy(update={"text": text, "words": ()}),)) == ()


@settings(max_examples=100)
@given(st.lists(LINES, max_size=12))
def test_any_lines_can_be_searched(lines: list[Line]) -> None:
    for place in places_of(tuple(lines)):
        assert place.place in gazetteer()
        assert 0 <= place.line < len(lines)
        assert 0 <= place.confidence <= 1000
