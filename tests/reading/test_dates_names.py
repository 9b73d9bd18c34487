from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.dates import Calendar
from verifyctl.reading.dates.named import script_of
from verifyctl.reading.dates.names import LEAST_AHEAD, SCRIPTS, distance, exact, key, nearest, words_of
from verifyctl.reading.dates.weekdays import first_weekday
from verifyctl.reference.months import MONTHS
from verifyctl.reference.weekdays import WEEKDAYS

G, H, J = Calendar.GREGORIAN, Calendar.HIJRI, Calendar.JALALI


def month(text: str, *calendars: Calendar, arabic: bool = True) -> tuple[int, ...] | None:
    found = nearest(words_of(text), calendars, script_of(text), arabic=arabic)
    return found.months if found else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("نيسان", 4), ("نيسا", 4), ("نبسان", 4), ("تموزا", 7), ("حزبران", 6), ("ايلون", 9), ("تشرين الاوا", 10),
     ("تشرين الفاني", 11), ("كانون الثاتي", 1), ("سبنمبر", 9), ("بونيو", 6), ("اغسطص", 8), ("* نيسان >", 4),
     ("أيار/مايو", 5), ("ايار ا مايو", 5), ("حزبران/بونبو", 6), ("(أبريل) نيسان", 4), ("مايس", 5),
     ("تموزايوليو", 7), ("آبلأغسطس", 8), ("نيسانلأبريل", 4), ("تموزليوليو", 7),
     ("Septernber", 9), ("Apri", 4), ("0ctober", 10), ("апрепя", 4), ("Янваpя", 1),
     ("شهر نيسان من عام", 4)],
)  # fmt: skip
def test_misread_names(text: str, wanted: int) -> None:
    assert month(text, G) == (wanted,)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("ربيع الأول", 3), ("ربيع الاخز", 4), ("ربيغ الثاني", 4), ("جمادى الاولى", 5), ("جمادي الاجره", 6), ("رحب", 7),
     ("شعبات", 8), ("رمضان المبارك", 9), ("ذو الججة", 12), ("ذو القعله", 11), ("محرم الحرام", 1)],
)  # fmt: skip
def test_misread_hijri_names(text: str, wanted: int) -> None:
    assert month(text, H) == (wanted,)


@pytest.mark.parametrize(
    "text",
    ["اار", "اداز", "اثار", "تشرين", "كانون", "تشرين ال", "", "،", "xyz", "ا", "مدير القسم", "مكتب المتابعة",
     "سي", "Ju", "Mo", "المجلس", "كا ا"],
)  # fmt: skip
def test_what_could_be_two_months_or_none_is_refused(text: str) -> None:
    assert month(text, G) is None


@pytest.mark.parametrize("text", ["ربيع", "ربيع ال", "جمادى", "جمادى ال", "ذو", "ذو الـ", "صغار", "رب"])
def test_hijri_names_that_lost_what_tells_them_apart_are_refused(text: str) -> None:
    assert month(text, H) is None


def test_the_calendar_is_that_of_the_year() -> None:
    assert month("نيسان", H) is None
    assert month("رجب", G) is None
    assert month("مهر", H, J, arabic=False) == (7,)
    assert month("مهر", H, J) is None


@pytest.mark.parametrize("text", ["تموزاحزيران", "تموزلحزيران", "آبلأبريل", "آبلرجب", "آبل", "لأغسطس"])
def test_months_that_differ_are_not_run_together(text: str) -> None:
    assert exact((key(text),)) is None


def test_any_double_name_that_was_run_together_is_its_month_and_no_other() -> None:
    names = [(name, row) for row in MONTHS if row.script == "arabic" for name in map(key, row.names)]
    for (one, first), (two, second) in itertools.product(names, repeat=2):
        for sign in "ال":
            found = exact((one + sign + two,))
            if found is not None and found.doubled:
                assert (first.calendar, first.month) == (second.calendar, second.month) == (
                    found.calendar, found.months[0]
                ), (one, two)  # fmt: skip


def test_halves_that_name_two_months_keep_both_only_if_both_are_exact() -> None:
    assert month("أيار/مارس", G) == (5, 3)
    assert month("ايارز/مارس", G) is None
    found = nearest(words_of("تموز/يوليو"), [G], "arabic")
    assert found is not None
    assert found.doubled


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_name_is_nearest_to_its_own_month(script) -> None:  # type: ignore[no-untyped-def]
    for row in MONTHS:
        for name in row.names:
            if row.script == script:
                found = nearest(words_of(name), [Calendar(row.calendar)], script) or exact((key(name),))
                assert found is not None, name
                assert (found.calendar, found.months, found.cost) == (row.calendar, (row.month,), 0), name


@given(st.data())
def test_one_lost_letter_never_makes_another_month(data) -> None:  # type: ignore[no-untyped-def]
    """A name that lost or changed a letter is read as its own month, or as none, unless it is another's name now."""
    rows = [row for row in MONTHS if row.script == "arabic" and row.tradition != "Afghanistan"]
    row = data.draw(st.sampled_from(rows))
    name = key(data.draw(st.sampled_from(row.names)))
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(["", *"ابتثجحخدذرزسشصضطظعغفقكلمنهوي"]))
    changed = name[:place] + letter + name[place + 1 :]
    found = nearest((changed,), [Calendar(row.calendar)], "arabic")
    if found is not None and found.months != (row.month,):
        names = [key(other) for one in MONTHS if one.month in found.months for other in one.names]
        assert min(distance(changed, other) for other in names) + LEAST_AHEAD <= distance(changed, name) + 1e-9


@given(st.text(max_size=60), st.sampled_from(SCRIPTS), st.booleans())
def test_any_text_is_allowed(text: str, script, arabic: bool) -> None:  # type: ignore[no-untyped-def]
    found = nearest(words_of(text), list(Calendar), script, arabic=arabic)
    assert found is None or all(1 <= month <= 12 for month in found.months)
    assert script_of(text) in SCRIPTS


@given(st.text("ابيأرنسcdр", max_size=12), st.text("ابيأرنسcdр", max_size=12))
def test_distance_is_even_handed(one: str, other: str) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, other) <= max(len(one), len(other)) + 1e-9 or len(one) != len(other)


@pytest.mark.parametrize("row", WEEKDAYS, ids=lambda row: f"{row.language}-{row.number}")
def test_weekdays(row) -> None:  # type: ignore[no-untyped-def]
    for name in row.names:
        assert first_weekday(name.split()) == row.number


def test_weekdays_are_told_apart_and_stand_right_beside() -> None:
    names = [name for row in WEEKDAYS for name in row.names]
    assert {row.number for row in WEEKDAYS} == set(range(1, 8))
    assert len(names) == len(set(names))
    assert first_weekday(["يوم", "الاثنين،"]) == 1
    assert first_weekday(["on", "Monday,"]) == 1
    assert first_weekday(["سێ", "شەممە"]) == 2
    assert first_weekday(["شنبه", "سه"]) == 2
    assert first_weekday(["التاريخ:", "الاثنين"]) is None
    assert first_weekday([]) is None
