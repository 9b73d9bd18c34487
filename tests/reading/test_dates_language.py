from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.dates import Calendar
from verifyctl.reading.dates.language import is_labelled, language_of, mark_beside
from verifyctl.reading.dates.meaning import Beside, Written, calendars_for, impossible, meanings, numeric
from verifyctl.reference.spelling import folded

G, H, J = Calendar.GREGORIAN, Calendar.HIJRI, Calendar.JALALI


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مديرية المكتبات التجريبية شعبة التجهيز، تحية طيبة وبعد", "arabic"),
        ("سازمان کتابخانه‌های آزمایشی، به پیوست گزارش چاپ ارسال می‌گردد", "persian"),
        ("به استحضار می رساند که نشست هیات امنا برگزار می شود", "persian"),
        ("بەڕێوەبەرایەتی کتێبخانە تاقیکارییەکان، بەشی کڕین", "kurdish"),
        ("Directorate of Test Libraries, Supply Section", "other"),
        ("Управление опытных библиотек", "other"),
        ("التاريخ", None), ("", None), ("١٤٣٦/٧/٨", None),
    ],
)  # fmt: skip
def test_languages(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("0 هـ", H), ("0هـ", H), ("0 ه.ق", H), ("0 هـ ق", H), ("0 هجري", H), ("0 هجرية", H), ("0 هجري قمري", H),
        ("0 AH", H), ("0 هـ.ش", J), ("0 ه ش", J), ("0 هجري شمسي", J), ("0 شمسی", J), ("0 م", G), ("0م", G),
        ("0 ميلادية", G), ("0 AD", G), ("هـ 0", H), ("ه.ش 0", J), ("0", None), ("0 مكتب", None), ("0 هذا", None),
        ("0 قسم", None), ("0 ahead", None), ("وجه 0", None), ("هذا 0", None),
    ],
)  # fmt: skip
def test_marks(text: str, mark: Calendar | None) -> None:
    plain = folded(text)
    place = plain.index("0")
    assert mark_beside(plain, place, place + 1) is mark


@pytest.mark.parametrize(
    ("text", "labelled", "strictly"),
    [("التاريخ: 0", True, True), ("بتاريخ 0", True, True), ("تاريخه / 0", True, True), ("في 0", True, False),
     ("Date: 0", True, True), ("Dated 0", True, True), ("on 0", True, False), ("المؤرخ 0", True, True),
     ("المؤرخة في 0", True, False), ("от 0", True, False), ("العدد: 0", False, False), ("update 0", False, False),
     ("التاريخ كذا 0", False, False), ("0", False, False)],
)  # fmt: skip
def test_labels(text: str, labelled: bool, strictly: bool) -> None:
    plain = folded(text)
    place = plain.index("0")
    assert is_labelled(plain, place) is labelled
    assert is_labelled(plain, place, strictly=True) is strictly


@pytest.mark.parametrize(
    ("year", "beside", "calendars"),
    [
        (2015, Beside(), (G,)), (1436, Beside(), (H,)), (1402, Beside(), (H, J)), (1600, Beside(), ()),
        (1402, Beside(persian_digits=True), (J, H)), (1402, Beside(language="persian"), (J,)),
        (1402, Beside(language="arabic"), (H,)), (1402, Beside(mark=H), (H,)), (1402, Beside(mark=J), (J,)),
        (1436, Beside(mark=J), (J,)), (1402, Beside(mark=H, language="persian"), (J, H)),
        (1402, Beside(mark=H, language="kurdish"), (H,)), (1402, Beside(language="kurdish"), (H, J)),
        (2015, Beside(mark=H), (G,)), (1402, Beside(mark=G), (H, J)), (1436, Beside(language="persian"), (H,)),
    ],
)  # fmt: skip
def test_which_calendar_a_year_is_of(year: int, beside: Beside, calendars: tuple[Calendar, ...]) -> None:
    assert calendars_for(year, beside) == calendars


def test_a_month_name_decides_unless_the_year_cannot_be_of_its_calendar() -> None:
    assert calendars_for(1402, Beside(language="arabic"), J) == (J,)
    assert calendars_for(1450, Beside(), J) == (J,)
    assert calendars_for(2015, Beside(), H) == ()
    assert calendars_for(1436, Beside(), G) == ()


def test_the_parts_of_a_number() -> None:
    assert numeric(("2015", "4", "27"), Beside()) == ((2015, ((4, 27),)),)
    assert numeric(("2015", "27", "4"), Beside()) == ((2015, ((4, 27),)),)
    assert numeric(("27", "4", "2015"), Beside()) == ((2015, ((4, 27), (27, 4))),)
    assert numeric(("27", "4", "15"), Beside()) == ()
    assert numeric(("27", "4", "15"), Beside(labelled=True)) == ((2015, ((4, 27),)), (2027, ((4, 15),)))
    assert numeric(("8", "7", "36"), Beside(mark=H, labelled=True)) == ((1436, ((7, 8),)),)
    assert numeric(("8", "7", "98"), Beside(mark=J, labelled=True)) == ((1398, ((7, 8),)),)
    assert numeric(("2015", "4", "2015"), Beside()) == ()
    assert numeric(("1", "444", "2015"), Beside()) == ()


def test_impossible_dates_keep_their_likeliest_form() -> None:
    orders = ((2, 30), (30, 2))
    assert meanings(2015, orders, Beside()) == ()
    assert impossible(2015, orders, Beside()) == Written(G, 2015, 2, 30)
    assert impossible(2015, ((2, 3),), Beside()) is None
    assert impossible(1600, orders, Beside()) is None


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_text_is_allowed(text: str, start: int, end: int) -> None:
    assert language_of(text) in ("arabic", "persian", "kurdish", "other", None)
    mark_beside(text, start, end)
    is_labelled(text, start)
