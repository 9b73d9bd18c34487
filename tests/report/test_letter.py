"""What was read, in the reports: everything with its place and its doubt, in logical order, and nothing escapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import (
    checked_pair,
    date_read,
    field_read,
    number_read,
    place_read,
    reading,
    text_facts,
)
from tests.report.conftest import HOSTILE, april, neutral
from verifyctl.model.base import Box
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.text import Screen, TextFacts
from verifyctl.model.verdict import Verdict
from verifyctl.report.letter import as_seen
from verifyctl.report.named import Named
from verifyctl.report.render import one
from verifyctl.report.terminal import render

Make = Callable[..., Verdict]

LETTER = text_facts(
    "الإدارة العامة",
    "التاريخ: ٨ رجب ١٤٣٦",
    "الموافق: ٢٧ نيسان ٢٠١٥",
    "إلى: ولاة الولايات",
    dates=(
        *checked_pair(weekday=1),
        date_read("2015-05-04", text="4/5/2015", line=3, days=("2015-05-04", "2015-04-05"), alternatives=("4/6/2015",)),
    ),
    fields=(
        field_read("reference", "96-1012", also="1012-96"),
        field_read("recipient", "ولاة الولايات", line=3),
        field_read("date_line", "حرر في", line=8),
    ),
    places=(place_read("iq-an", "الأنبار"), place_read("iq-an", "الانبار", line=2, how="near")),
    numbers=(
        number_read("١٦-١٢-٢٠٢٣", None, line=5),
        number_read("72", "72", line=6, accepted=True),
        number_read("7", "1", None, line=7),
    ),
    turned=90,
    script="Arabic",
)


def with_text(make: Make, facts: TextFacts, **changes: Any) -> Verdict:
    ended = StageResult(stage="text", version="2", status=StageStatus.RAN, facts=facts)
    others = tuple(stage for stage in april()["stages"] if stage.stage != "text")
    return make(stages=(*others, ended), **changes)


def flat(text: str) -> str:
    """Lines joined, without marks of direction."""
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


def shown(make: Make, facts: TextFacts = LETTER, *, verbose: int = 0, **changes: Any) -> str:
    return flat(render(with_text(make, facts, **changes), width=100, color=False, verbose=verbose))


def test_every_date_comes_with_calendar_days_status_and_place(make: Make) -> None:
    text = shown(make)
    assert (
        "- “hijri date” Hijri 1436-07-08: 2015-04-27 cross-checked: the other calendar on the letter agrees; line 1, "
        "80 × 20 pixels at x 0, y 0 Beside it: Monday" in text
    )
    assert (
        "- “4/5/2015” Gregorian: 2015-05-04 or 2015-04-05 candidate; line 4, 80 × 20 pixels at x 0, y 60 Also read as "
        "“4/6/2015”" in text
    )


def test_what_could_not_be_read_is_said_with_its_place(make: Make) -> None:
    text = shown(make)
    assert "- not read: a date seems to stand on the line “حرر في” Look at 80 × 20 pixels at x 0, y 160" in text
    assert "Numbers that could not be read surely - perhaps “" in text
    assert "”: look at 80 × 20 pixels at x 0, y 100" in text
    assert "“72”" not in text, "it was read surely"
    assert "“7”" not in text, "a stroke of a letter is taken for a digit often enough"


def test_fields_places_and_the_whole_transcript_follow(make: Make) -> None:
    text = shown(make)
    assert "reference 96-1012 or, in the other order, 1012-96 recipient ولاة الولايات" in text
    assert "Anbar “الأنبار” (line 1), “الانبار” (line 3, nearly)" in text
    assert "Transcript, 4 lines, as read by machine script Arabic, ara+eng, turned 90° clockwise to be read" in text
    assert all(line.text in text for line in LETTER.lines)


def test_what_a_person_read_is_told_of_each_date(make: Make) -> None:
    claim = april()["claim"].model_copy(update={"readings": (reading("27 April 2015", box=[0, 20, 80, 20]),)})
    text = shown(make, claim=claim)
    assert "“gregorian date” Gregorian: 2015-04-27 read by reader-1 and cross-checked" in text
    otherwise = april()["claim"].model_copy(update={"readings": (reading("27 April 2014"),)})
    assert "set aside: reader-1 read the date as “27 April 2014”" in shown(make, claim=otherwise)


def test_what_these_sections_say_is_not_said_again(make: Make) -> None:
    findings = (neutral("document-date-read", "Dates told."), neutral("other", "Other told."))
    text = shown(make, findings=findings)
    assert "Dates told." not in text
    assert "Other told." in text
    assert "Dates told." in flat(render(make(findings=findings), width=100, color=False))


def test_without_text_there_are_no_sections(make: Make, verdict: Verdict) -> None:
    for text in (shown(make, text_facts()), flat(render(verdict, width=100, color=False))):
        assert "Transcript" not in text
        assert "Dates on the picture" not in text


SCREEN = Screen(shown=Box(x=60, y=330, width=600, height=800), lines=text_facts("Photo of 4 May", "رد").lines)
POST = LETTER.model_copy(update={"screen": SCREEN})


def test_what_stands_around_the_picture_is_told_apart_from_the_letter(make: Make) -> None:
    text = shown(make, POST)
    assert "Transcript, 4 lines, as read by machine" in text
    assert "Around the picture, on the screen: 2 lines, not part of it" in text
    assert "the picture is 600 × 800 pixels at x 60, y 330 - Photo of 4 May - رد" in text
    for kind in ("markdown", "html"):
        form = flat(one(kind, Named("a.jpg", with_text(make, POST))))
        letter, around = form.split("Around the picture, on the screen", 1)
        assert "Photo of 4 May" in around
        assert "الموافق: ٢٧ نيسان ٢٠١٥" in letter
        assert "الموافق: ٢٧ نيسان ٢٠١٥" not in around.split("<h3>")[0].split("##")[0]


def test_why_nothing_was_read_around_is_said_even_if_no_letter_was_read(make: Make) -> None:
    facts = text_facts(screen=Screen(shown=Box(x=1, y=2, width=3, height=4), reason="no time was left"))
    assert "not read: no time was left" in shown(make, facts)


def test_floods_are_cut_and_the_cut_is_said(make: Make) -> None:
    flood = text_facts(
        *("word " * 300 for _ in range(500)),
        dates=tuple(date_read("2015-04-27", text="9" * 500) for _ in range(300)),
        numbers=tuple(number_read("11", "12", line=600) for _ in range(300)),
    )
    text = shown(make, flood)
    assert len(text) < 30_000
    assert "and 460 more; -v shows all" in text
    assert text.count("and 288 more; -v shows all") == 2
    assert "and 460 more" not in shown(make, flood, verbose=1)


@pytest.mark.parametrize("verbose", [0, 1])
def test_hostile_text_on_a_picture_cannot_write_into_the_report(make: Make, verbose: int) -> None:
    said = HOSTILE.replace("\ud800", "")
    facts = text_facts(
        said,
        dates=(date_read(said, text=said, alternatives=(said,), written=said),),
        fields=(field_read("issuer", said, also=said), field_read("date_line", said, line=9)),
        places=(place_read(said, said),),
        numbers=(number_read(said, said + "x"),),
        script=said,
        languages=said,
        screen=Screen(shown=Box(x=0, y=0, width=9, height=9), lines=text_facts(said).lines, reason=said),
    )
    text = render(with_text(make, facts), width=80, color=False, verbose=verbose, path="x.json")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff]", text)
    assert [line for line in text.splitlines() if line.startswith("Verdict file:")] == ["Verdict file: x.json"]
    assert all(line.count("\u2068") == line.count("\u2069") for line in text.splitlines())


def test_a_number_is_shown_in_the_order_in_which_it_was_seen() -> None:
    """In a left-to-right line a terminal puts groups of Arabic-Indic digits around a hyphen in reverse."""
    assert as_seen("١٦-١٢-٢٠٢٣") == "\u2068٢٠٢٣-١٢-١٦\u2069"
    assert as_seen("١٦/١٢/٢٠٢٣") == "\u2068١٦/١٢/٢٠٢٣\u2069"
    assert as_seen("16-12-2023") == "16-12-2023"


def test_direction_marks_of_the_engine_are_not_shown(make: Make) -> None:
    text = render(with_text(make, text_facts("التاريخ: \u200f١٤٣٦\u200e هـ")), width=100, color=False)
    assert "\u2068التاريخ: ١٤٣٦ هـ\u2069" in text
    assert "u{200f}" not in text
