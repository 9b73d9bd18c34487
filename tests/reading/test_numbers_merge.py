import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.model.text import Line, NumberReading, Word
from verifyctl.reading.numbers.level import levelling
from verifyctl.reading.numbers.merge import likely, merged


def box(x: int, width: int, y: int = 50, height: int = 30) -> Box:
    return Box(x=x, y=y, width=width, height=height)


def line(*words: tuple[str, int, int], y: int = 50) -> Line:
    """Words in reading order: text, left edge, width."""
    made = tuple(Word(text=text, box=box(x, width, y), confidence=88) for text, x, width in words)
    return Line(text=" ".join(word.text for word in made), box=box(0, 1000, y), words=made)


def number(
    text: str, x: int, width: int, *, y: int = 50, accepted: bool = True, letters: str = "", sure: int = 970
) -> NumberReading:
    return NumberReading(
        text=text,
        digits="arabic-indic" if any(sign in "٠١٢٣٤٥٦٧٨٩" for sign in text) else "western",
        box=box(x, width, y),
        confidence=sure,
        accepted=accepted,
        letters=tuple(letters),
        readings=(text, text, None),
    )


DATE = line(("التاريخ:", 800, 120), ("5071", 640, 60), ("3/15", 560, 70), ("م", 520, 20))


def test_what_the_engine_made_of_a_number_gives_way_and_is_kept() -> None:
    (got,) = merged([DATE], [number("٢٠٢٣/١٢/١٦", 555, 150)])
    assert got.text == "التاريخ: ٢٠٢٣/١٢/١٦ م"
    word = got.words[1]
    assert word.number
    assert word.others == ("5071", "3/15")
    assert word.box == box(555, 150)
    assert word.confidence == 97


def test_hyphens_are_put_in_the_order_of_typing() -> None:
    reference = line(("العدد:", 800, 120), ("ل3-9", 640, 100))
    (got,) = merged([reference], [number("١٠١٢-٩٦", 636, 108)])
    assert got.text == "العدد: ٩٦-١٠١٢"


def test_a_slash_that_stands_beside_a_number_is_not_doubled_by_it() -> None:
    seen = [line(("الرقم:", 400, 60), ("00", 340, 40), ("/", 320, 8), ("نموذج", 240, 60))]
    (made,) = merged(seen, [number("/٧٢", 330, 50)])
    assert made.text == "الرقم: ٧٢ / نموذج"
    seen = [line(("الرقم", 400, 60), ("/", 385, 8), ("00", 320, 60))]
    (made,) = merged(seen, [number("٧٢/", 320, 60)])
    assert made.text == "الرقم / ٧٢"
    seen = [line(("الرقم:", 400, 60), ("00", 340, 40), ("نموذج", 240, 60))]
    (made,) = merged(seen, [number("/٧٢", 330, 50)])
    assert made.text == "الرقم: ٧٢/ نموذج"


def test_what_is_likely_is_a_better_guess_than_the_engines() -> None:
    (got,) = merged([DATE], [number("٢٠٢٣/١٢/١٦", 555, 150, accepted=False, sure=700)])
    assert got.text == "التاريخ: ٢٠٢٣/١٢/١٦ م"
    assert got.words[1].confidence == 70
    rows = [line(("كتاب", 800, 100), y=50)]
    assert merged(rows, [number("٩٦", 100, 60, y=250, accepted=False, sure=700)]) == tuple(rows)


@pytest.mark.parametrize(
    ("engine", "seen", "shown"),
    [
        ("ص/10417", "٨٠٨١٦/", "ص/٨٠٨١٦"),
        ("خ/15؟21/7/1", "٨٧٢/٢٧٦/", "خ/٨٧٢/٢٧٦"),
        ("خ/83915/4", "٨٣٩١٥/٤", "خ/٨٣٩١٥"),
        ("ق/455/114", "455/114/", "ق/455/114"),
    ],
)
def test_the_letter_before_a_reference_number_is_the_engines(engine: str, seen: str, shown: str) -> None:
    reference = line(("العدد:", 800, 120), (engine, 640, 100))
    (got,) = merged([reference], [number(seen, 640, 98, letters="ق")])
    assert got.text == f"العدد: {shown}"
    assert got.words[1].others == (engine,)


def test_a_figure_of_the_number_is_no_letter() -> None:
    reference = line(("العدد:", 800, 120), ("خ/83915/47", 640, 130))
    (got,) = merged([reference], [number("٨٣٩١٥/٤٧", 640, 98)])
    assert got.text == "العدد: خ/٨٣٩١٥/٤٧"


def test_a_weak_reading_of_a_long_number_beats_an_engine_without_such_digits() -> None:
    reference = line(("العدد:", 800, 120), ("2738", 640, 100))
    (got,) = merged([reference], [number("٣٠٧٥٨", 640, 98, accepted=False, sure=349)])
    assert got.text == "العدد: ٣٠٧٥٨"
    (got,) = merged([reference], [number("٣٠٧٥٨", 640, 98, accepted=False, sure=200)])
    assert got.text == reference.text


@pytest.mark.parametrize(
    ("seen", "sure", "wanted"),
    [
        ("١٢٣/٤/٥", 300, True),
        ("٥/٤/١٢٣٤٥", 300, True),
        ("٨٧٢-٢٧٦-١١", 450, True),
        ("١٢٣/٤/٥", 299, False),
        ("٢٠١٥/٤/٢٧", 450, False),
        ("٢٧/٤/٢٠١٥", 450, False),
        ("١٢/٣/٤٥", 450, False),
        ("١/٢/٣", 450, False),
        ("١٢٣", 450, False),
        ("123/4/5", 450, False),
    ],
)
def test_three_groups_that_can_be_no_date_are_likely_sooner(seen: str, sure: int, wanted: bool) -> None:
    read = number(seen, 555, 150, accepted=False, sure=sure)
    assert likely(read) is wanted
    assert not likely(read.model_copy(update={"readings": (seen, f"{seen}١", None)}))


@given(st.integers(1300, 2100), st.integers(1, 12), st.integers(1, 31), st.booleans(), st.integers(0, 599))
def test_no_date_that_is_not_accepted_is_likely_below_the_level(
    year: int, month: int, day: int, year_first: bool, sure: int
) -> None:
    parts = (year, month, day) if year_first else (day, month, year)
    seen = "/".join(map(str, parts)).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert not likely(number(seen, 555, 150, accepted=False, sure=sure))


def test_what_is_not_likely_changes_no_text_but_is_not_lost() -> None:
    (got,) = merged([DATE], [number("٢٠٢٣/١٢/١٦", 555, 150, accepted=False, sure=500)])
    assert got.text == DATE.text
    assert "٢٠٢٣/١٢/١٦" in got.words[1].others
    assert not any(word.number for word in got.words)


def test_a_number_that_the_engine_did_not_see_gets_its_place() -> None:
    seen = line(("التاريخ:", 800, 120), ("نيسان", 600, 80))
    (got,) = merged([seen], [number("٢٠١٥", 480, 90), number("٢٧", 710, 50)])
    assert got.text == "التاريخ: ٢٧ نيسان ٢٠١٥"


def test_in_latin_lines_too() -> None:
    seen = line(("Date:", 100, 80), ("April", 260, 80))
    (got,) = merged([seen], [number("27", 200, 40), number("2015", 360, 80)])
    assert got.text == "Date: 27 April 2015"


def test_a_number_alone_becomes_a_line_between_its_neighbours() -> None:
    rows = [line(("كتاب", 800, 100), y=50), line(("نص", 800, 100), y=450)]
    got = merged(rows, [number("٩٦", 100, 60, y=250)])
    assert [one.text for one in got] == ["كتاب", "٩٦", "نص"]


def test_figures_joined_to_a_word_are_cut_off_it() -> None:
    joined = line(("العدد:5071", 500, 400))
    (got,) = merged([joined], [number("٢٠١٥", 505, 150)])
    assert got.text == "العدد: ٢٠١٥"
    assert "5071" not in got.text
    assert any("العدد:5071" in word.others for word in got.words)


def test_the_calendar_letter_in_the_engines_word_stays() -> None:
    joined = line(("الموافق:", 800, 120), ("1440ه", 560, 120))
    (got,) = merged([joined], [number("١٤٤٠", 590, 90, letters="ه")])
    assert got.text.split() == ["الموافق:", "١٤٤٠", "ه"]


def test_a_figure_or_two_do_not_stand_for_a_word() -> None:
    words = line(("الأوليات", 500, 100), ("كافة", 380, 60))
    (got,) = merged([words], [number("١", 510, 80)])
    assert "الأوليات" in got.text


def test_words_of_other_rows_that_are_the_number_are_not_said_twice() -> None:
    rows = [line(("التاريخ:", 800, 120), y=50), line(("5071", 640, 60), y=58)]
    got = merged(rows, [number("٢٠١٥", 636, 70, y=54)])
    assert " ".join(one.text for one in got).count("٢٠١٥") == 1
    assert "5071" not in " ".join(one.text for one in got)


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0, 4, -7])
def test_turned_pages_are_merged_as_level_ones(quarter: int, degrees: int) -> None:
    angle = np.radians(degrees + 90 * quarter)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1.0]])
    matrix = np.array([[1, 0, 1500], [0, 1, 1500], [0, 0, 1.0]]) @ turn

    def placed(one: Box) -> Box:
        corners = np.array(
            [
                [one.x, one.y, 1],
                [one.x + one.width, one.y, 1],
                [one.x, one.y + one.height, 1],
                [one.x + one.width, one.y + one.height, 1],
            ]
        )
        seen = (matrix @ corners.T)[:2].T
        low, high = np.floor(seen.min(axis=0)).astype(int), np.ceil(seen.max(axis=0)).astype(int)
        return Box(x=int(low[0]), y=int(low[1]), width=int(high[0] - low[0]), height=int(high[1] - low[1]))

    def on_picture(one: Line) -> Line:
        words = tuple(word.model_copy(update={"box": placed(word.box)}) for word in one.words)
        return one.model_copy(update={"words": words, "box": placed(one.box)})

    other = line(("كتابكم", 800, 120), ("12", 560, 150), y=105)
    read = number("٢٠٢٣/١٢/١٦", 555, 150)
    got = merged(
        [on_picture(DATE), on_picture(other)], [read.model_copy(update={"box": placed(read.box)})], levelling(matrix)
    )
    assert [one.text for one in got] == ["التاريخ: ٢٠٢٣/١٢/١٦ م", other.text]
    back = levelling(matrix)(placed(read.box))
    assert abs(back.x - 555) <= 2 >= abs(back.width - 150)
    assert abs(back.y - 50) <= 2 >= abs(back.height - 30)


boxes = st.builds(
    Box, x=st.integers(0, 300), y=st.integers(0, 300), width=st.integers(0, 200), height=st.integers(0, 60)
)
texts = st.text(alphabet="ابج 12:-/م", max_size=8).map(str.strip)
lines = st.lists(
    st.lists(
        st.builds(Word, text=texts.filter(bool), box=boxes, confidence=st.integers(0, 100)), min_size=1, max_size=4
    ),
    max_size=4,
).map(lambda rows: [Line(text=" ".join(word.text for word in row), box=row[0].box, words=tuple(row)) for row in rows])
numbers = st.lists(
    st.builds(
        NumberReading,
        text=st.text(alphabet="0123456789/-", min_size=1, max_size=8).filter(
            lambda text: any(s.isdigit() for s in text)
        ),
        digits=st.just("western"),
        box=boxes,
        confidence=st.integers(0, 1000),
        accepted=st.booleans(),
    ),
    max_size=5,
)


@given(lines, numbers)
def test_only_likely_numbers_change_the_text_and_no_word_is_lost(rows: list[Line], read: list[NumberReading]) -> None:
    got = merged(rows, read)
    words = [word for one in got for word in one.words]
    digits = "".join(sorted(s for word in words if word.number for s in word.text if s.isdigit()))
    assert all(one.text == " ".join(word.text for word in one.words) for one in got)
    everything = " ".join(text for word in words for text in (word.text, *word.others))
    for word in (word for row in rows for word in row.words):
        assert word.text in everything
    if not any(likely(one) for one in read):
        assert digits == ""
        assert [one.text for one in got] == [row.text for row in rows]


@pytest.mark.parametrize(
    ("text", "sure", "stands"), [("٥٨٠٦٣/٣٣", 950, True), ("٥٨٠٦٣/٣٣", 850, False), ("٣٣", 950, False)]
)
def test_a_sure_number_of_some_digits_gets_a_line_of_its_own_unaccepted(text: str, sure: int, stands: bool) -> None:
    rows = [line(("كتاب", 800, 100), y=50)]
    got = merged(rows, [number(text, 100, 90, y=250, accepted=False, sure=sure)])
    assert [one.text for one in got] == (["كتاب", text] if stands else ["كتاب"])
