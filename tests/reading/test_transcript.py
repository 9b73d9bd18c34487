"""Words and numbers together: a day that was missed is looked for again, and stands in its line then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from tests.reading.conftest import FONTS
from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading import transcript
from verifyctl.reading.calls import Budget, ReadingTimeoutError
from verifyctl.reading.codes import LETTERS
from verifyctl.reading.dates.page import dates_of
from verifyctl.reading.desk import LINE_LETTERS, Desk
from verifyctl.reading.engine import Engine
from verifyctl.reading.numbers.find import Found, find_lines
from verifyctl.reading.numbers.readings import NumberRead, digit_set
from verifyctl.reading.page.page import Page, pages
from verifyctl.reading.read import Reading
from verifyctl.reading.scripts import LINE, RAW_LINE
from verifyctl.reading.transcript import transcript_of
from verifyctl.reading.tsv import around

FONT = "NotoNaskhArabic-Regular.ttf"
SIZE, EDGE, SPACE = 36, 1120, 12
ROW = 90


class Drawn:
    """A letter, drawn word by word from right to left, and what a text engine that reads no numbers makes of it."""

    def __init__(self) -> None:
        if not (FONTS / FONT).is_file():
            pytest.skip(f"the font {FONT} is not installed")
        if not features.check("raqm"):
            pytest.skip("Pillow has no Raqm here, so Arabic letters would not be joined")
        self.image = Image.new("L", (1200, 900), 252)
        self.pen = ImageDraw.Draw(self.image)
        self.font = ImageFont.truetype(str(FONTS / FONT), SIZE)
        self.lines: list[Line] = []
        self.places: dict[str, Box] = {}

    def row(self, *words: str) -> Drawn:
        x, y = EDGE, 60 + ROW * len(self.lines)
        seen: list[Word] = []
        for text in words:
            plain = text.isdecimal()
            where = {"anchor": "ra", "direction": "ltr" if plain else "rtl"}
            self.pen.text((x, y), text, font=self.font, fill=20, **where)
            left, top, right, bottom = map(round, self.pen.textbbox((x, y), text, font=self.font, **where))
            box = Box(x=left, y=top, width=right - left, height=bottom - top)
            self.places[text] = box
            if not plain:
                seen.append(Word(text=text, box=box, confidence=93))
            x = left - SPACE
        line = Line(text=" ".join(word.text for word in seen), box=around(word.box for word in seen), words=tuple(seen))
        self.lines.append(line)
        return self

    def reading(self) -> Reading:
        (page, *_) = pages(np.asarray(self.image))
        return Reading(
            script="Arabic",
            turned=0,
            page=page,
            found=find_lines(page.full),
            models=("ara",),
            tried=("ara",),
            psm=6,
            passes=(),
            lines=tuple(self.lines),
        )


def letter(*date: str) -> Drawn:
    drawn = Drawn().row("مديرية", "المكتبات", "التجريبية").row("إلى", "مكتب", "المتابعة").row("التاريخ", *date)
    return drawn.row("نرجو", "التفضل", "بالعلم", "أن", "أعمال", "الصيانة").row("ستبدأ", "في", "الأسبوع", "القادم")


def read(text: str, box: Box, votes: int = 3) -> NumberRead:
    readings = (*(text,) * votes, *(None,) * (3 - votes))
    return NumberRead(text, digit_set(text), box, 970, votes > 1, (), (), readings)


class Told:
    """In the reader's place: gives what it was told, and keeps what it was asked for."""

    def __init__(self, numbers: Sequence[NumberRead], days: Sequence[NumberRead] = ()) -> None:
        self.numbers, self.found, self.asked = tuple(numbers), tuple(days), list[tuple[Box, int]]()

    def page(self, page: np.ndarray, words: Sequence[Box], found: Found) -> tuple[NumberRead, ...]:
        assert page.ndim == 2
        assert found.lines
        assert words
        return self.numbers

    def days(
        self, page: np.ndarray, gaps: Sequence[tuple[Box, int]], found: Found, *, persian: bool = False
    ) -> tuple[NumberRead, ...]:
        assert page.ndim == 2
        assert found.lines
        self.asked += gaps
        return self.found


class Silent(Desk):
    """In the engine's place: gives the words it was told, and keeps what it was asked for."""

    def __init__(self, *words: Word) -> None:
        engine = Engine(path=Path("/none"), version="5", languages=(), tessdata=None)
        super().__init__(engine, Path("/none"), Budget(9))
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "asked", [])

    def lines(
        self,
        page: Page,
        boxes: Sequence[Box],
        letter: float,
        models: tuple[str, ...],
        *,
        psm: int = RAW_LINE,
        brought_to: int = LINE_LETTERS,
    ) -> tuple[tuple[Word, ...], ...]:
        assert letter > 0
        assert brought_to == (LETTERS if psm == LINE else LINE_LETTERS)
        self.asked.append((models, *boxes))
        return (self.words,) * len(boxes)


def told(monkeypatch: pytest.MonkeyPatch, numbers: Sequence[NumberRead], days: Sequence[NumberRead] = ()) -> Told:
    reader = Told(numbers, days)
    monkeypatch.setattr(transcript.shipped, "reader", lambda: reader)
    return reader


def test_a_day_that_was_missed_is_looked_for_beside_its_month(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = letter("٧", "نيسان", "٢٠١٥")
    day, name, year = (drawn.places[text] for text in ("٧", "نيسان", "٢٠١٥"))
    reader = told(monkeypatch, [read("٢٠١٥", year)], [read("٧", day)])
    seen = transcript_of(drawn.reading(), Silent())
    ((gap, end),) = reader.asked
    assert abs(gap.x - name.x) <= 2
    assert end >= day.x + day.width
    assert [number.text for number in seen.numbers] == ["٢٠١٥", "٧"]
    assert seen.lines[2].text == "التاريخ ٧ نيسان ٢٠١٥"
    assert [month.month for month in seen.months] == [4]
    assert [line.text for line in seen.lines[:2]] == [line.text for line in drawn.lines[:2]]


def test_what_was_read_in_the_days_place_gives_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = letter("٧", "نيسان", "٢٠١٥")
    day, year = drawn.places["٧"], drawn.places["٢٠١٥"]
    told(monkeypatch, [read("٢٠١٥", year), read("٦", day, votes=1)], [read("٧", day)])
    seen = transcript_of(drawn.reading(), Silent())
    assert [number.text for number in seen.numbers] == ["٢٠١٥", "٧"]
    told(monkeypatch, [read("٢٠١٥", year), read("٦", day, votes=1)])
    seen = transcript_of(drawn.reading(), Silent())
    assert [number.text for number in seen.numbers] == ["٢٠١٥", "٦"]


def test_a_figure_where_the_engine_read_a_word_like_it_is_seen_but_not_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = letter("٧", "نيسان", "٢٠١٥").row("ما", "لا", "يجوز", "إخراجه", "من", "المستودع")
    places = [drawn.places[text] for text in ("٧", "لا", "٢٠١٥")]
    told(monkeypatch, [read(text, box) for text, box in zip(("٧", "٧", "٢٠١٥"), places, strict=True)])
    seen = transcript_of(drawn.reading(), Silent())
    assert [(number.text, number.accepted) for number in seen.numbers] == [("٧", True), ("٧", False), ("٢٠١٥", True)]
    assert [line.text for line in seen.lines[-1:]] == ["ما لا يجوز إخراجه من المستودع"]


def test_a_word_before_a_months_name_is_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = letter("آذار", "و", "نيسان", "٢٠١٥")
    told(monkeypatch, [read("٢٠١٥", drawn.places["٢٠١٥"])], [read("٩", drawn.places["و"])])
    seen = transcript_of(drawn.reading(), Silent())
    assert [number.text for number in seen.numbers] == ["٢٠١٥"]


@pytest.mark.parametrize("numbers", [("٢٠١٥", "٧"), ("٧",), ()])
def test_nothing_is_looked_for_where_nothing_is_missing(
    numbers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = letter("٧", "نيسان", "٢٠١٥")
    reader = told(monkeypatch, [read(text, drawn.places[text]) for text in numbers])
    seen = transcript_of(drawn.reading(), Silent())
    assert reader.asked == []
    assert [number.text for number in seen.numbers] == list(numbers)


def test_a_page_without_words_or_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    (page, *_) = pages(np.full((300, 400), 250, np.uint8))
    seen = transcript_of(Reading(None, 0, page, Found((), 0.0), (), (), 6, (), ()), Silent())
    assert (seen.lines, seen.numbers, seen.months) == ((), (), ())


def misread(monkeypatch: pytest.MonkeyPatch) -> tuple[Reading, Box, Drawn]:
    """A letter whose month the engine took for something else, its numbers read; the month's box."""
    drawn = letter("٧", "نيسان", "٢٠١٥")
    told(monkeypatch, [read(text, drawn.places[text]) for text in ("٢٠١٥", "٧")])
    *before, line = drawn.lines[:3]
    words = tuple(word.model_copy(update={"text": "مكتب"}) if word.text == "نيسان" else word for word in line.words)
    changed = line.model_copy(update={"words": words, "text": " ".join(word.text for word in words)})
    drawn.lines = [*before, changed, *drawn.lines[3:]]
    return drawn.reading(), drawn.places["نيسان"], drawn


def test_a_name_that_was_misread_is_read_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, name, drawn = misread(monkeypatch)
    desk = Silent(Word(text="نيسان", box=name, confidence=88))
    seen = transcript_of(reading, desk)
    ((models, gap),) = desk.asked
    assert models == ("ara",)
    assert [(one.models, one.psm, one.words, one.kept) for one in seen.passes[-1:]] == [("ara", RAW_LINE, 1, True)]
    assert drawn.places["٢٠١٥"].x < gap.x <= name.x
    assert name.x + name.width <= gap.x + gap.width < drawn.places["٧"].x + drawn.places["٧"].width
    assert seen.lines[2].text == "التاريخ ٧ نيسان ٢٠١٥"
    assert "مكتب" in next(word for word in seen.lines[2].words if word.text == "نيسان").others
    assert [month.month for month in seen.months] == [4]
    assert [one.written for one in dates_of(seen.lines, seen.numbers, seen.months)] == ["2015-04-07"]


def test_what_is_no_month_or_does_not_come_in_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(Silent):
        def lines(self, *_: object, **__: object) -> tuple[tuple[Word, ...], ...]:
            raise ReadingTimeoutError(9)

    reading, name, _ = misread(monkeypatch)
    for desk in (Silent(Word(text="مدير", box=name, confidence=88)), Silent(), Late()):
        seen = transcript_of(reading, desk)
        assert seen.lines[2].text == "التاريخ ٧ مكتب ٢٠١٥"
        assert seen.months == ()
        assert not any(one.kept for one in seen.passes)


@pytest.mark.parametrize("day", ["٧", "٣"])
def test_a_lone_day_of_one_figure_is_among_the_numbers(day: str) -> None:
    drawn = letter(day, "نيسان", "٢٠١٥")
    seen = transcript_of(drawn.reading(), Silent())
    place = drawn.places[day]
    (found,) = [number for number in seen.numbers if number.text == day]
    assert found.box.x < place.x + place.width
    assert place.x < found.box.x + found.box.width
    assert seen.lines[2].text == f"التاريخ {day} نيسان ٢٠١٥"
    (date,) = dates_of(seen.lines, seen.numbers, seen.months)
    assert date.written == f"2015-04-0{'٠١٢٣٤٥٦٧٨٩'.index(day)}"


def test_the_letter_of_a_reference_number_is_read_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(Silent):
        def lines(self, *_: object, **__: object) -> tuple[tuple[Word, ...], ...]:
            raise ReadingTimeoutError(9)

    drawn = Drawn().row("مديرية", "المكتبات").row("العدد:", "٨٩٧٤", "دد").row("إلى", "مكتب", "المتابعة")
    drawn.row("نرجو", "التفضل", "بالعلم", "أن", "أعمال", "الصيانة").row("ستبدأ", "في", "الأسبوع", "القادم")
    box = drawn.places["٨٩٧٤"]
    told(monkeypatch, [replace(read("٨٩٧٤", box), readings=("٨٩٧٤/", "٨٩٧٤", "٨٩٧٤"), witness="٨٩٧٤/")])
    desk = Silent(Word(text="ز/", box=box, confidence=31))
    seen = transcript_of(drawn.reading(), desk)
    ((models, alone, labelled),) = desk.asked
    assert models == ("ara",)
    assert labelled.x <= box.x + 2
    assert alone.x >= box.x + box.width - 2
    assert labelled.x + labelled.width > alone.x + alone.width
    assert seen.lines[1].text == "العدد: ز/ ٨٩٧٤ دد"
    assert [(one.models, one.psm, one.words, one.kept) for one in seen.passes] == [("ara", LINE, 2, True)]
    assert transcript_of(drawn.reading(), Late()).lines[1].text == "العدد: ٨٩٧٤ دد"
    kept = transcript_of(drawn.reading(), Silent())
    assert (kept.lines[1].text, [one.kept for one in kept.passes]) == ("العدد: ٨٩٧٤ دد", [False])
