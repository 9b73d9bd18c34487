from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.reading.tsv import around, parse_pictures, parse_tsv

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(line: int, left: int, width: int, text: str, *, conf: str = "91.5", page: str = "1") -> str:
    return f"5\t{page}\t{line}\t1\t1\t1\t{left}\t10\t{width}\t20\t{conf}\t{text}\n"


def test_words_boxes_and_confidences_are_taken() -> None:
    page = "1\t1\t0\t0\t0\t0\t0\t0\t600\t400\t-1\t\n" + row(1, 100, 50, "Date:") + row(1, 160, 30, "27", conf="96")
    (line,) = parse_tsv(HEAD + page)
    assert line.box == Box(x=100, y=10, width=90, height=20)
    assert [(word.text, word.confidence) for word in line.words] == [("Date:", 92), ("27", 96)]


def test_each_line_of_the_engine_is_a_fragment() -> None:
    found = parse_tsv(HEAD + row(1, 10, 20, "a") + row(2, 10, 20, "b") + row(1, 40, 20, "c"))
    assert [[word.text for word in one.words] for one in found] == [["a", "c"], ["b"]]


def test_rows_that_hold_no_word_are_left_out() -> None:
    broken = (
        row(1, 1, 2, "  ")
        + row(1, 1, 2, "\u200f")
        + row(1, 1, 2, "x", conf="-1")
        + row(1, 1, 0, "x")
        + row(1, 1, 2, "x", conf="nan")
        + "5\t1\t1\n5\ta\tb\tc\td\te\tf\tg\th\ti\tj\tk\n\n"
    )
    assert parse_tsv(HEAD + broken) == ()
    assert parse_tsv("") == ()


def test_a_quote_or_tab_in_a_word_breaks_nothing() -> None:
    (line,) = parse_tsv(HEAD + row(1, 10, 20, '"a') + row(1, 40, 20, "b\tc"))
    assert [word.text for word in line.words] == ['"a', "b\tc"]


def test_direction_marks_go_and_joiners_stay() -> None:
    (line,) = parse_tsv(HEAD + row(1, 10, 20, "١١\u200f") + row(1, 40, 20, "می\u200cرساند"))
    assert [word.text for word in line.words] == ["١١", "می\u200cرساند"]


def test_words_of_several_pictures_are_told_apart() -> None:
    rows = row(1, 10, 20, "b", page="2") + row(1, 10, 20, "a") + row(1, 40, 20, "c", page="2")
    odd = "".join(row(1, 10, 20, "x", page=page) for page in ("0", "4", "-1", "²", "9" * 40, ""))
    found = parse_pictures(HEAD + rows + odd, 3)
    assert [[word.text for word in words] for words in found] == [["a"], ["b", "c"], []]


def test_a_box_around_boxes() -> None:
    boxes = [Box(x=5, y=9, width=10, height=2), Box(x=2, y=10, width=4, height=6)]
    assert around(boxes) == Box(x=2, y=9, width=13, height=7)


@given(st.text(max_size=400), st.integers(0, 5))
def test_any_output_can_be_parsed(text: str, count: int) -> None:
    parse_tsv(HEAD + text)
    assert len(parse_pictures(HEAD + text, count)) == count
