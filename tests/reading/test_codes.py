"""The letter of a reference number, read once more: which numbers, what counts as a letter, who wins, where it goes."""

from __future__ import annotations

import pytest

from tests.reading.sheets import LETTER, sheet
from verifyctl.model.base import Box
from verifyctl.model.text import Line, NumberReading, Word
from verifyctl.reading.codes import Coded, Look, alone_in, among, chosen, coded, put
from verifyctl.reading.numbers.level import unchanged


def number(text: str, box: Box, *readings: str, witness: str | None = None) -> NumberReading:
    return NumberReading(
        text=text,
        digits="arabic-indic",
        box=box,
        confidence=900,
        accepted=False,
        readings=readings or (text, text),
        witness=witness,
    )


def at(y: int) -> Box:
    return Box(x=500, y=y, width=60, height=20)


def words(*texts: str) -> tuple[Word, ...]:
    return tuple(Word(text=text, box=at(0), confidence=40) for text in texts)


def test_letters_are_looked_for_beside_numbers_at_whose_end_two_networks_saw_a_slash_from_the_top() -> None:
    numbers = [
        number("٩٩/", at(400)),
        number("٤٨٠", at(300), "٤٨٠/", "٤٨٠", witness="٤٨٠/"),
        number("٤٨٢", at(250), "٤٨٢", "٤٨٢/", witness="٤٨٢"),
        number("٧٥٣/٥٣٣/", at(200)),
        number("٤٨٠", at(100), "٤٨٠", "٤٨٠", "٤٨٠/"),
        number("٤٨١", at(100), "٤٨٠/", "٤٨١", witness="٤٨٠/"),
        number("٢٧/٤/٢٠١٥/", at(50)),
        number("٧/", at(20)),
        number("١٢٣٤/", at(500)),
    ]
    assert coded(numbers, unchanged) == (at(200), at(300), at(400))


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("ص/480", "ص"),
        ("ص /", "ص"),
        ("/ص", "ص"),
        ("i ص/۱", "ص"),
        ("ص1", "ص"),
        ("صلا", "ص"),
        ("ق|", "ق"),
        ("خ", "خ"),
        ("ص\u200c/۹", "ص"),
        ("ه / ز/", "ز"),
        ("ه/", "ه"),
        ('ازا"', "ز"),
        ("ز9", "ز"),
        ("زد", None),
        ("ارقم / د", None),
        ("ارقم / د/", "د"),
        ("ازاره", None),
        ("صندوق", None),
        ("4/5", None),
        ("", None),
    ],
)
def test_a_letter_right_of_a_number(text: str, letter: str | None) -> None:
    assert alone_in(text) == letter


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("العدد / ز/٤٣٥", "ز"),
        ("العدد / ا / ز/٤٣٥", "ز"),
        ("العدد / ٤٣٥", None),
        ("العدد ص ٤٣٥", None),
        ("العدد | ز ۲۸۷/۲۰۲1", "ز"),
        ("رقم القید: زا٥ ۸۸۱٦", "ز"),
        ("العدد: هـ ٤٣٥", None),
        ("العدد: صندوق ٤٣٥", None),
        ("المرجع: و/12", "و"),
    ],
)
def test_a_letter_among_words(text: str, letter: str | None) -> None:
    assert among(text) == letter


def test_most_readings_decide_and_the_transcript_counts_as_one() -> None:
    assert chosen([("ص", 40), ("ص", 60), (None, 0), ("س", 90)], None) == ("ص", 50)
    assert chosen([("ص", 40)], "س") is None
    assert chosen([("ص", 40), ("ص", 20)], "س") == ("ص", 30)
    assert chosen([("ه", 40), ("ز", 20)], None) == ("ز", 20)
    assert chosen([(None, 0)], "س") is None
    assert chosen([], None) is None


def page(row: str) -> tuple[tuple[Line, ...], Coded]:
    """A row among others; its last word is the number, a space before it for the letter."""
    lines = sheet(["دائرة نموذجية", row, "إلى السيد المدير"])
    box = lines[1].words[-1].box
    letter = Box(x=box.x + box.width + 2, y=box.y, width=2 * LETTER, height=box.height)
    return lines, Coded(box, 15.0, letter)


def test_a_letter_that_was_lost_gets_its_place() -> None:
    lines, one = page("العدد اا ٤٣٥٠٥")
    looks = [Look(words("ز/"), words("العدد", "ز/435")), Look(words("زا"), words("العدد"))]
    changed = put(lines, one, looks, unchanged)
    assert [line.text for line in changed] == [lines[0].text, "العدد ز/ ٤٣٥٠٥", lines[2].text]
    new = changed[1].words[1]
    assert (new.box, new.confidence, new.number) == (one.placed, 40, False)
    assert "اا" in new.others


def test_a_slash_that_the_number_has_is_not_doubled() -> None:
    lines, one = page("العدد اا /٤٣٥٠٥")
    seen = lines[1].words[-1].model_copy(update={"number": True})
    lines = (lines[0], lines[1].model_copy(update={"words": (*lines[1].words[:-1], seen)}), lines[2])
    assert put(lines, one, [Look(words("ز/"), ())], unchanged)[1].text == "العدد ز /٤٣٥٠٥"


def test_a_letter_that_was_misread_is_exchanged_where_it_stands() -> None:
    lines, one = page("المرجع: س/٤٣٥٠٥")
    looks = [Look(words("ص/"), words("المرجع:", "ص/4"))]
    changed = put(lines, one, looks, unchanged)
    assert changed[1].text == "المرجع: ص/٤٣٥٠٥"
    assert changed[1].words[-1].others == ("س/٤٣٥٠٥",)
    assert put(lines, one, [Look(words("ص/"), ())], unchanged) == lines
    assert put(lines, one, [Look(words("س/"), ())], unchanged) == lines


def test_nothing_is_put_where_no_line_stands() -> None:
    lines, one = page("العدد ٤٣٥٠٥")
    below = Coded(one.number.model_copy(update={"y": 900}), one.letter, one.placed)
    assert put(lines, below, [Look(words("ز/"), words("ز/"))], unchanged) == lines
    assert put((), one, [Look(words("ز/"), ())], unchanged) == ()
