from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading.order import direction, lines_of, reading_order, side
from verifyctl.reading.tsv import Fragment, fragment_of


def word(text: str, left: int, width: int = 40, *, top: int = 10, height: int = 20) -> Word:
    return Word(text=text, box=Box(x=left, y=top, width=width, height=height), confidence=90)


def texts(*fragments: Fragment) -> list[str]:
    return [line.text for line in lines_of(fragments)]


def piece(*words: Word) -> Fragment:
    return fragment_of(words)


def test_arabic_words_are_ordered_from_the_right() -> None:
    assert texts(piece(word("الولايات", 10, 50), word("ولاة", 70), word("إلى", 120, 30))) == ["إلى ولاة الولايات"]


def test_fragments_of_one_row_are_one_line() -> None:
    assert texts(piece(word("١٤٣٦/٧/٨", 10, 60, top=12)), piece(word("الموافق:", 100, 50))) == ["الموافق: ١٤٣٦/٧/٨"]


def test_a_low_sign_joins_its_line_and_a_low_word_does_not() -> None:
    line = piece(word("قسم", 100, 50, top=10, height=40))
    assert texts(line, piece(word("-", 160, 10, top=28, height=6))) == ["- قسم"]
    assert len(texts(line, piece(word("قسم", 160, 20, top=24, height=10)))) == 2


def test_rows_come_from_top_to_bottom() -> None:
    assert texts(piece(word("two", 10, top=50)), piece(word("one", 10))) == ["one", "two"]


def test_columns_far_apart_and_other_sizes_stay_apart() -> None:
    assert len(texts(piece(word("left", 10)), piece(word("right", 900)))) == 2
    assert len(texts(piece(word("small", 10)), piece(word("LARGE", 70, 90, top=5, height=80)))) == 2
    assert len(texts(piece(word("over", 10, 80)), piece(word("stamp", 20, 80, top=14)))) == 2


def test_pieces_at_one_height_begin_where_the_page_begins() -> None:
    assert texts(piece(word("المدير", 10)), piece(word("العدد", 900))) == ["العدد", "المدير"]
    assert texts(piece(word("Date", 900)), piece(word("Number", 10))) == ["Number", "Date"]


def test_a_letterhead_in_two_languages_is_read_one_language_after_the_other() -> None:
    head = [
        piece(word("Water Authority", 10, 150, top=12)),
        piece(word("مديرية المياه", 700, 150)),
        piece(word("Metering", 10, 90, top=50)),
        piece(word("قسم العدادات", 720, 130, top=52)),
    ]
    assert texts(*head, piece(word("الموضوع صيانة", 300, 200, top=120))) == [
        "مديرية المياه",
        "قسم العدادات",
        "Water Authority",
        "Metering",
        "الموضوع صيانة",
    ]


def letter(*head: Fragment) -> list[str]:
    """The order of a head above a body whose lines are 40 pixels apart, without the body."""
    body = [piece(word(f"body{row}", 10, 900, top=300 + 40 * row)) for row in range(12)]
    return [text for text in texts(*head, *body) if not text.startswith("body")]


def test_a_number_and_a_date_beside_the_letterhead_are_read_after_it() -> None:
    head = [
        piece(word("Museum", 10, 150, top=20)),
        piece(word("Ref: 101", 700, 120, top=21)),
        piece(word("Registry", 10, 130, top=60)),
        piece(word("Date: 2019", 700, 150, top=59)),
    ]
    to = piece(word("Attn: Warden", 10, 190, top=140))
    assert letter(*head, to) == ["Museum", "Registry", "Ref: 101", "Date: 2019", "Attn: Warden"]
    assert letter(*head[:3], to) == ["Museum", "Registry", "Ref: 101", "Attn: Warden"]


def test_a_number_and_a_date_on_one_row_are_one_after_the_other() -> None:
    row = [piece(word("Ref: 101", 10, 120, top=20)), piece(word("Date: 2019", 700, 150, top=21))]
    assert letter(*row, piece(word("Attn: Warden", 10, 190, top=60))) == ["Ref: 101", "Date: 2019", "Attn: Warden"]


def test_one_language_of_a_letterhead_may_have_fewer_lines() -> None:
    head = [
        piece(word("مديرية المياه", 700, 150, top=20)),
        piece(word("Water Authority", 10, 150, top=21)),
        piece(word("قسم العدادات", 720, 130, top=60)),
        piece(word("وحدة المحفوظات", 720, 130, top=100)),
        piece(word("الى السادة المدراء المحترمين جميعا", 500, 350, top=180)),
    ]
    assert texts(*head) == [
        "مديرية المياه",
        "قسم العدادات",
        "وحدة المحفوظات",
        "Water Authority",
        "الى السادة المدراء المحترمين جميعا",
    ]


def test_two_columns_further_down_or_of_many_lines_are_a_table() -> None:
    cells = [(f"{side}{row}", left, 20 + 40 * row) for row in range(9) for side, left in (("a", 10), ("b", 700))]
    found = letter(*(piece(word(text, left, 60, top=top)) for text, left, top in cells[:16]))
    assert found == [text for text, _, _ in cells[:16]]
    low = [piece(word(text, left, 60, top=top + 800)) for text, left, top in cells[:4]]
    assert letter(*low) == ["a0", "b0", "a1", "b1"]


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        piece(word(text, left, top=top)) for top in (10, 60) for left, text in ((900, "ت"), (500, "مادة"), (10, "عدد"))
    ]
    assert texts(*rows) == ["ت", "مادة", "عدد"] * 2


def test_two_scripts_beside_each_other_are_sooner_two_lines() -> None:
    assert len(texts(piece(word("Model", 10, 60)), piece(word("مثال", 140, 60)))) == 2
    assert texts(piece(word("مثل", 10, 60)), piece(word("مثال", 140, 60))) == ["مثال مثل"]


def test_runs_of_the_other_direction_keep_their_order() -> None:
    seen = [word("INC", 60), word("ACME", 10), word("شركة", 120), word("العدد", 180)]
    assert [item.text for item in reading_order(seen)] == ["العدد", "شركة", "ACME", "INC"]
    seen = [word("report", 10, 60), word("الأنبار", 90), word("ولاية", 140), word("arrived", 200)]
    assert [item.text for item in reading_order(seen)] == ["report", "ولاية", "الأنبار", "arrived"]


def test_numbers_in_a_right_to_left_line() -> None:
    seen = [word("٢٠١٥", 10), word("نيسان", 60), word("٢٧", 110), word("التاريخ", 160)]
    assert [item.text for item in reading_order(seen)] == ["التاريخ", "٢٧", "نيسان", "٢٠١٥"]
    seen = [word("ACME", 10), word("12", 60), word("شركة", 110), word("المدير", 160)]
    assert [item.text for item in reading_order(seen)] == ["المدير", "شركة", "ACME", "12"]


def test_a_date_with_spaced_strokes_comes_back_as_typed() -> None:
    """Spaces let the groups run from right to left, so that the year stands at the right."""
    seen = [
        word("16", 10, 20),
        word("/", 40, 5),
        word("12", 55, 20),
        word("/", 85, 5),
        word("2023", 100),
        word("في", 150),
    ]
    assert [item.text for item in reading_order(seen)] == ["في", "2023", "/", "12", "/", "16"]


def test_direction_is_that_of_the_first_letter() -> None:
    assert [direction(text) for text in ("نص", "text", "٢٧", "27", "/", "", "\u200fx", "(نص")] == list("RLNN  RR")


def test_the_side_is_that_of_most_letters() -> None:
    assert side([word("نصوص", 1), word("ab", 50)]) == "R"
    assert side([word("نص", 1), word("abc", 50), word("1234567", 90)]) == "L"
    assert side([word("12", 1)]) == " "


WORDS = st.builds(
    lambda text, x, y, width, height: Word(text=text, box=Box(x=x, y=y, width=width, height=height), confidence=5),
    st.sampled_from(["نص", "text", "٢٧", "27", "/", "ولاية"]),
    st.integers(0, 500),
    st.integers(0, 500),
    st.integers(1, 200),
    st.integers(1, 60),
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=8))
def test_no_word_is_lost_or_doubled(pieces: list[list[Word]]) -> None:
    lines = lines_of(fragment_of(words) for words in pieces)
    found = [(item.text, item.box) for line in lines for item in line.words]
    assert sorted(found, key=str) == sorted(((item.text, item.box) for words in pieces for item in words), key=str)
    assert all(line.text == " ".join(item.text for item in line.words) for line in lines)
