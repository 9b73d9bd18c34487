import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.numbers.months import FURTHEST, _names, _within_reach, distance, months_in


def line(text: str) -> Line:
    """Words 100 pixels apart, the first at the right."""
    words = tuple(
        Word(text=word, box=Box(x=900 - 100 * place, y=50, width=90, height=30), confidence=90)
        for place, word in enumerate(text.split())
    )
    return Line(text=text, box=Box(x=0, y=50, width=1000, height=30), words=words)


def found(text: str) -> list[tuple[str, int, bool]]:
    return [(one.calendar.value, one.month, one.accepted) for one in months_in([line(text)])]


@pytest.mark.parametrize(
    ("text", "calendar", "month"),
    [
        ("التاريخ: ٢٧ نيسان ٢٠١٥", "gregorian", 4),
        ("التاريخ: ١٤ كانون الثاني ٢٠٢٣", "gregorian", 1),
        ("٦ كانون الأول 2014", "gregorian", 12),
        ("٨ مايو ٢٠١٥", "gregorian", 5),
        ("٣ جويلية ٢٠١٩", "gregorian", 7),
        ("٢١ جمادى الآخرة ١٤٤٤ هـ", "hijri", 6),
        ("١ ذو القعدة ١٤٣٤ هـ", "hijri", 11),
        ("٢٩ رمضان ١٤٤٠هـ", "hijri", 9),
        ("٢٢ ربيع الأول ١٤٣٤", "hijri", 3),
    ],
)
def test_months_are_known_by_their_names(text: str, calendar: str, month: int) -> None:
    assert found(text) == [(calendar, month, True)]


@pytest.mark.parametrize(
    ("text", "calendar", "month"),
    [
        ("٢٧ بيسان ٢٠١٥", "gregorian", 4),
        ("٣ حزبران ٢٠١٩", "gregorian", 6),
        ("١٤ كانون التاني ٢٠٢٣", "gregorian", 1),
        ("٧ سبتمير ٢٠١٣", "gregorian", 9),
        ("٢٩ رمصان ١٤٤٠", "hijri", 9),
        ("٢١ جمادي الاخرة ١٤٤٤", "hijri", 6),
        ("١٧ ذوالحجة ١٤٤١", "hijri", 12),
    ],
)
def test_a_misread_letter_is_allowed_beside_a_number(text: str, calendar: str, month: int) -> None:
    assert found(text) == [(calendar, month, True)]


@pytest.mark.parametrize("text", ["٧ أذيار ٢٠١٣", "٧ ابار ٢٠١٣", "٧ اار ٢٠١٣", "٣ يوثيو ٢٠١٣", "٦ تشرين ٢٠١٣"])
def test_what_may_be_another_month_is_refused(text: str) -> None:
    assert not any(accepted for _, _, accepted in found(text))


def test_a_tie_names_the_other_month() -> None:
    (tie,) = months_in([line("٧ اار ٢٠١٣")])
    assert tie.tie
    assert not tie.accepted
    assert {"أيار", "آذار"} & {tie.text, *tie.others}


def test_two_names_of_one_month_are_one_reading() -> None:
    (both,) = months_in([line("٧ أيار/مايو ٢٠١٣")])
    assert (both.text, both.month, both.accepted) == ("أيار/مايو", 5, True)
    (rescued,) = months_in([line("٧ ابار/مايو ٢٠١٣")])
    assert (rescued.month, rescued.accepted) == (5, True)


def test_two_names_of_different_months_are_a_tie() -> None:
    readings = months_in([line("٧ نيسان/مايو ٢٠١٣")])
    assert len(readings) == 2
    assert all(one.tie and not one.accepted for one in readings)


def test_words_far_from_numbers_are_not_bent_into_months() -> None:
    assert found("نرجو التفضل بالعلم أن بيسان مدينة") == []
    assert found("ماي اب می") == []
    assert found("في شهر رمضان المبارك") == [("hijri", 9, True)]


def test_nothing_is_found_in_nothing() -> None:
    assert months_in([]) == ()
    assert months_in([Line(text="", box=Box(x=0, y=0, width=0, height=0), words=())]) == ()


letters = st.text(alphabet="ابتثنيدذرزكنسحقةهوم", min_size=1, max_size=9)


@given(letters, letters)
def test_the_distance_is_one(one: str, other: str) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert distance(one, other) <= max(len(one), len(other))


@given(st.text("ابتثجحخدرزسشصضطعغفقكلمنهويةأ", min_size=1, max_size=14))
def test_no_name_that_may_count_is_passed_over(text: str) -> None:
    fitting = [name for name in _names() if abs(len(name.folded) - len(text)) <= 2]
    assert {name for name in fitting if distance(text, name.folded) <= FURTHEST} <= set(_within_reach(text))


def test_few_names_are_compared_in_full() -> None:
    assert 0 < len(list(_within_reach("نيسان"))) < len(_names()) / 3
