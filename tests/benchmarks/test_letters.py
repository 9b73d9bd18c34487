"""The letters of the benchmark say what their truth says they say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from benchmarks.letters import content, faces, layout, truth, written
from benchmarks.letters.bidi import shown, visual_order
from benchmarks.letters.damage import DAMAGES
from benchmarks.letters.faces import Face

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
raqm = pytest.mark.skipif(
    not features.check("raqm") or not (DEJAVU / "DejaVuSans.ttf").is_file(),
    reason="needs Pillow with raqm, and DejaVu",
)
EVERYTHING = Face(
    "DejaVu",
    ("apt", "fonts-dejavu-core"),
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    frozenset(written.DIGITS),
    frozenset({"ar", "en", "fa", "ckb", "ru", "uk"}),
)


def part(line: str, text: str, *, rtl: bool = True) -> str:
    start = line.index(text)
    return shown(line, start, start + len(text), rtl=rtl)


@pytest.mark.parametrize(
    ("line", "typed", "seen"),
    [
        ("التاريخ: ٢٠٢٣/١٢/١٦", "٢٠٢٣/١٢/١٦", "٢٠٢٣/١٢/١٦"),
        ("التاريخ: 2023/12/16", "2023/12/16", "2023/12/16"),
        ("التاريخ: ٢٠٢٣-١٢-١٦", "٢٠٢٣-١٢-١٦", "١٦-١٢-٢٠٢٣"),
        ("التاريخ: 2023-12-16", "2023-12-16", "16-12-2023"),
        ("2023-12-16", "2023-12-16", "2023-12-16"),
        ("التاريخ: 16.12.2023", "16.12.2023", "16.12.2023"),
        ("2023 / 12 / 16", "2023 / 12 / 16", "16 / 12 / 2023"),
        ("العدد: ٩٦-١٠١٢", "٩٦-١٠١٢", "١٠١٢-٩٦"),
        ("العدد: ٤/١٢٣", "٤/١٢٣", "٤/١٢٣"),
        ("في ٧ نيسان ٢٠١٥ م", "٧ نيسان ٢٠١٥ م", "م ٢٠١٥ نيسان ٧"),
        ("في ٧ ربيع الأول ١٤٣٦هـ", "٧ ربيع الأول ١٤٣٦هـ", "هـ١٤٣٦ ربيع الأول ٧"),
    ],
)
def test_the_eye_meets_numbers_in_the_order_of_the_bidirectional_algorithm(line: str, typed: str, seen: str) -> None:
    assert part(line, typed) == seen


def test_a_hyphen_turns_arabic_digits_about_in_english_lines_too() -> None:
    assert part("Date: ٢٠٢٣-١٢-١٦", "٢٠٢٣-١٢-١٦", rtl=False) == "١٦-١٢-٢٠٢٣"
    assert part("Date: 8 Rajab 1436 AH", "8 Rajab 1436 AH", rtl=False) == "8 Rajab 1436 AH"


@raqm
@pytest.mark.parametrize("digits", ["western", "arabic-indic", "persian"])
@pytest.mark.parametrize("separator", ["/", "-", ".", " / ", " - "])
def test_what_is_said_to_be_shown_is_what_the_shaper_draws(digits: str, separator: str) -> None:
    groups = [written.in_digits(group, digits) for group in ("2016", "12", "27")]
    line = f"ا {separator.join(groups)}"
    font = ImageFont.truetype(str(DEJAVU / "DejaVuSans.ttf"), 40)
    drawn = Image.new("L", (500, 80), 0)
    ImageDraw.Draw(drawn).text((490, 60), line, font=font, fill=255, anchor="rs", direction="rtl", language="ar")
    orders = [separator.join(groups), separator.join(reversed(groups))]
    assert part(line, separator.join(groups)) == min(orders, key=lambda order: apart(drawn, order))


def apart(drawn: Image.Image, seen: str) -> float:
    """How far the left of a drawn line is from these characters, drawn one by one."""
    font = ImageFont.truetype(str(DEJAVU / "DejaVuSans.ttf"), 40, layout_engine=ImageFont.Layout.BASIC)
    glyphs = Image.new("L", drawn.size, 0)
    pen, x = ImageDraw.Draw(glyphs), 0.0
    for char in seen:
        pen.text((x, 60), char, font=font, fill=255, anchor="ls")
        x += font.getlength(char)
    boxes = drawn.getbbox(), glyphs.getbbox()
    assert boxes[0] is not None
    assert boxes[1] is not None
    width = boxes[1][2] - boxes[1][0]
    mine, theirs = (
        np.asarray(image.crop((box[0], 0, box[0] + width, 80)), np.float32)
        for image, box in ((drawn, boxes[0]), (glyphs, boxes[1]))
    )
    return float(np.abs(mine - theirs).mean())


def test_every_character_of_a_line_stands_somewhere_once() -> None:
    line = "العدد: 96-1012 في (٧ نيسان) X-12"
    assert sorted(visual_order(line, rtl=True)) == list(range(len(line)))


@pytest.mark.parametrize(
    ("civil", "jalali"),
    [
        (date(2023, 4, 27), (1402, 2, 7)),
        (date(2021, 3, 20), (1399, 12, 30)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(1996, 3, 20), (1375, 1, 1)),
    ],
)
def test_iranian_dates(civil: date, jalali: tuple[int, int, int]) -> None:
    assert written.jalali_of(civil) == jalali


def test_hijri_dates_are_those_of_umm_al_qura() -> None:
    assert written.civil_of(1436, 7, 8) == date(2015, 4, 27)
    assert written.hijri_of(date(2015, 4, 27)) == (1436, 7, 8)


def test_the_dates_of_a_letter_agree_but_for_altered_ones() -> None:
    kinds = set()
    for number in range(250):
        letter = content.letter(f"agree {number}", "ar", "arabic-indic")
        own = {one.calendar: one for one in letter.dates[:2]}
        if {"gregorian", "hijri"} <= own.keys():
            apart = abs((own["gregorian"].civil - own["hijri"].civil).days)
            assert apart >= 4 if letter.altered else apart <= 1
            kinds.add(letter.altered)
    assert kinds == {None, "days", "months", "years", "digit", "month"}


def test_a_letter_is_the_same_each_time_and_carries_its_dates_in_its_digits() -> None:
    for language, digits in (("ar", "arabic-indic"), ("mixed", "western"), ("fa", "persian"), ("ru", "western")):
        letter = content.letter("same", language, digits)
        assert letter == content.letter("same", language, digits)
        lines = " ".join((*letter.date_lines, *letter.paragraphs))
        for one in letter.dates:
            assert one.text in lines
            figures = re.findall(r"\d", one.text)
            assert figures
            assert set(figures) <= set(written.DIGITS[digits])


def test_numeric_dates_say_the_date_that_the_truth_names() -> None:
    for number in range(120):
        for one in content.letter(f"numeric {number}", "ar", "western").dates:
            figures = [int(text) for text in re.findall(r"\d+", one.text)]
            if one.form == "numeric":
                ordered = figures if figures[0] > 31 else figures[::-1]
                assert ordered == [one.year, one.month, one.day]
            else:
                assert figures == [one.day, one.year]


@raqm
def test_a_drawn_letter_is_described_by_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "FACES", (EVERYTHING,))
    monkeypatch.setattr(faces, "folder_of", lambda face: DEJAVU)
    for number, (language, digits) in enumerate((("ar", "arabic-indic"), ("mixed", "western"), ("en", "western"))):
        letter = content.letter(f"drawn {number}", language, digits)
        made = layout.draw(letter, f"drawn {number}")
        entry = truth.entry(letter, made)
        assert made.rgb.dtype == np.uint8
        assert made.rgb.std() > 10
        assert letter.head == entry["lines"][0]
        assert len(entry["fields"]["dates"]) == len(letter.dates)
        assert all(any(date["raw"] in line for line in entry["lines"]) for date in entry["fields"]["dates"])
        assert any(letter.reference_line == line for line in entry["lines"])
        for order in entry["other_orders"]:
            assert sorted(order) == sorted(entry["lines"])
        assert np.array_equal(made.rgb, layout.draw(letter, f"drawn {number}").rgb)


@pytest.mark.parametrize("name", DAMAGES)
def test_damages_give_the_same_jpeg_each_time(name: str) -> None:
    page = np.full((350, 250, 3), 250, np.uint8)
    page[50:55, 25:225] = 20
    page[150:210, 50:70] = (30, 40, 120)
    first = DAMAGES[name].file(page, np.random.default_rng(5))
    assert first[:2] == b"\xff\xd8"
    assert first == DAMAGES[name].file(page, np.random.default_rng(5))
