from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading.order import direction, lines_of, reading_order
from verifyctl.reading.tsv import parse_tsv

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(line: int, left: int, width: int, text: str, *, top: int = 10, height: int = 20, conf: str = "91.5") -> str:
    return f"5\t1\t{line}\t1\t1\t1\t{left}\t{top}\t{width}\t{height}\t{conf}\t{text}\n"


def word(text: str, left: int, width: int = 40) -> Word:
    return Word(text=text, box=Box(x=left, y=10, width=width, height=20), confidence=90)


def texts(tsv: str) -> list[str]:
    return [line.text for line in lines_of(parse_tsv(HEAD + tsv))]


def test_words_boxes_and_confidences_are_taken() -> None:
    page = "1\t1\t0\t0\t0\t0\t0\t0\t600\t400\t-1\t\n" + row(1, 100, 50, "Date:") + row(1, 160, 30, "27", conf="96")
    (line,) = lines_of(parse_tsv(HEAD + page))
    assert line.text == "Date: 27"
    assert line.box == Box(x=100, y=10, width=90, height=20)
    assert [(word.text, word.confidence) for word in line.words] == [("Date:", 92), ("27", 96)]


def test_rows_that_hold_no_word_are_left_out() -> None:
    broken = (
        row(1, 1, 2, "  ")
        + row(1, 1, 2, "x", conf="-1")
        + row(1, 1, 0, "x")
        + row(1, 1, 2, "x", conf="nan")
        + "5\t1\t1\n5\ta\tb\tc\td\te\tf\tg\th\ti\tj\tk\n\n"
    )
    assert parse_tsv(HEAD + broken) == ()
    assert parse_tsv("") == ()


def test_a_quote_or_tab_in_a_word_breaks_nothing() -> None:
    assert texts(row(1, 10, 20, '"a') + row(1, 40, 20, 'b"')) == ['"a b"']
    assert texts(row(1, 10, 20, "a\tb")) == ["a\tb"]


def test_arabic_words_are_ordered_from_the_right() -> None:
    assert texts(row(1, 10, 50, "الولايات") + row(1, 70, 40, "ولاة") + row(1, 120, 30, "إلى")) == ["إلى ولاة الولايات"]


def test_fragments_of_one_row_are_one_line() -> None:
    assert texts(row(1, 10, 60, "١٤٣٦/٧/٨", top=12) + row(2, 100, 50, "الموافق:")) == ["الموافق: ١٤٣٦/٧/٨"]


def test_rows_come_from_top_to_bottom() -> None:
    assert texts(row(1, 10, 50, "two", top=50) + row(2, 10, 50, "one", top=10)) == ["one", "two"]


def test_columns_far_apart_and_other_sizes_stay_apart() -> None:
    assert len(texts(row(1, 10, 50, "left") + row(2, 900, 50, "right"))) == 2
    assert len(texts(row(1, 10, 50, "small", height=20) + row(2, 70, 90, "LARGE", top=5, height=80))) == 2
    assert len(texts(row(1, 10, 80, "over") + row(2, 20, 80, "stamp", top=14))) == 2


def test_runs_of_the_other_direction_keep_their_order() -> None:
    seen = [word("INC", 60), word("ACME", 10), word("شركة", 120), word("العدد", 0 + 180)]
    assert [item.text for item in reading_order(seen)] == ["العدد", "شركة", "ACME", "INC"]
    seen = [word("report", 10, 60), word("الأنبار", 90), word("ولاية", 140), word("arrived", 200)]
    assert [item.text for item in reading_order(seen)] == ["report", "ولاية", "الأنبار", "arrived"]


def test_numbers_in_a_right_to_left_line() -> None:
    seen = [word("٢٠١٥", 10), word("نيسان", 60), word("٢٧", 110), word("التاريخ", 160)]
    assert [item.text for item in reading_order(seen)] == ["التاريخ", "٢٧", "نيسان", "٢٠١٥"]
    seen = [word("ACME", 10), word("12", 60), word("شركة", 110), word("المدير", 160)]
    assert [item.text for item in reading_order(seen)] == ["المدير", "شركة", "ACME", "12"]


def test_direction_is_that_of_the_first_letter() -> None:
    assert [direction(text) for text in ("نص", "text", "٢٧", "27", "/", "", "\u200fx", "(نص")] == list("RLNN  RR")


@given(st.text(max_size=400))
def test_any_output_can_be_parsed(text: str) -> None:
    lines_of(parse_tsv(HEAD + text))


WORDS = st.builds(
    lambda text, x, y, width, height: Word(text=text, box=Box(x=x, y=y, width=width, height=height), confidence=5),
    st.sampled_from(["نص", "text", "٢٧", "27", "/", "ولاية"]),
    st.integers(0, 500),
    st.integers(0, 500),
    st.integers(1, 200),
    st.integers(1, 60),
)


@given(st.lists(WORDS, max_size=25))
def test_no_word_is_lost_or_doubled(words: list[Word]) -> None:
    tsv = "".join(
        f"5\t1\t{index % 7}\t1\t1\t1\t{item.box.x}\t{item.box.y}\t{item.box.width}\t{item.box.height}\t5\t{item.text}\n"
        for index, item in enumerate(words)
    )
    lines = lines_of(parse_tsv(HEAD + tsv))
    found = [(item.text, item.box) for line in lines for item in line.words]
    assert sorted(found, key=str) == sorted(((item.text, item.box) for item in words), key=str)
    assert all(line.text == " ".join(item.text for item in line.words) for line in lines)
