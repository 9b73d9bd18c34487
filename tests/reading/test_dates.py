from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.calendars import jalali_of
from verifyctl.model.dates import Calendar, Precision, hijri_of
from verifyctl.reading.dates.find import find_dates, find_months
from verifyctl.reference.months import MONTHS
from verifyctl.reference.spelling import folded

G, H, J = Calendar.GREGORIAN, Calendar.HIJRI, Calendar.JALALI
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def read(text: str) -> list[tuple[Calendar, tuple[str, ...]]]:
    return [(found.calendar, found.days) for found in find_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2015/4/27", "2015-04-27", "2015.4.27", "27/4/2015", "27-04-2015", "27.4.2015", "27 / 4 / 2015", "4/27/2015",
        "التاريخ: ٢٠١٥/٤/٢٧ م", "٢٧-٤-٢٠١٥", "۲۰۱۵/۰۴/۲۷", "\u202b٢٠١٥\u200f/٤/\u200f٢٧\u202c", "٢٠١٥ـ/٤/٢٧",
        "٢٧؍٤؍٢٠١٥", "27\u20134\u20132015", "２０１５/４/２７", "2015/27/4", "2015\\4\\27",
        "27 April 2015", "27 APR 2015", "27th of April, 2015", "April 27, 2015", "Monday, 27 April 2015",
        "Apr. 27 2015", "27-Apr-2015", "27.April.2015", "2015 April 27",
        "٢٧ نيسان ٢٠١٥", "27 نيسان/أبريل 2015", "٢٧ نيسان (أبريل) ٢٠١٥", "27 أبريل 2015", "27 ابريل 2015م",
        "27 إبريل 2015", "27 أفريل 2015", "الاثنين ٢٧ نيسان ٢٠١٥", "27 من شهر نيسان لسنة 2015", "27/نيسان/2015",
        "٢٧ نيـسـان ٢٠١٥", "٢٧ نِيسان، ٢٠١٥", "2015 نيسان 27", "في 27 نيسان عام 2015",
    ],
)  # fmt: skip
def test_one_gregorian_day_in_many_forms(text: str) -> None:
    assert read(text) == [(G, ("2015-04-27",))]


@pytest.mark.parametrize(
    "text",
    [
        "1436/7/8 هـ", "1436/07/08", "٨/٧/١٤٣٦ هـ", "الموافق: ١٤٣٦/٧/٨ هـ", "هـ ١٤٣٦/٧/٨", "8-7-1436", "۱۴۳۶/۷/۸",
        "٨ رجب ١٤٣٦", "8 رجب 1436 هـ", "٨ من رجب سنة ١٤٣٦ هجرية", "8 Rajab 1436", "8 Rajab 1436 AH", "1436 رجب 8",
        "1436/7/8 م", "8 رجب الفرد 1436", "٨ شهر رجب المرجب ١٤٣٦ هـ", "في ٨/٧/٣٦ هـ", "بتاريخ 8-7-36 هجري",
    ],
)  # fmt: skip
def test_one_hijri_day_in_many_forms(text: str) -> None:
    assert read(text) == [(H, ("2015-04-27",))]


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2015", "30 شباط 2015", "2015/13/13", "0/4/2015", "27/0/2015", "31 نيسان 2015", "31/9/1436",
        "31/1/1436", "1296/3/4 هـ", "1501/1/1", "27/4/15", "العدد 27/4/15", "1402/12/30 هـ.ش", "27/4/215",
        "27/4/20155", "12015/4/27", "2015/4/271",
        "10.27.4.2015", "2015/4/27/12", "274/2019", "96-1012", "27 4 2015", "April 2015", "نيسان 2015", "27 نيسان",
        "8 رجب/نيسان 1436", "27 رجب 2015", "8 نيسان 1436", "7 اردیبهشت 2023", "27 اردیبهشت/رجب 1402",
        "27 Aprilis 2015", "27 De Abril 2015", "8 رمضان المبارك", "بتاريخ 27/40/15",
        "27 وشباطي 2015", "1799/1/1", "2101/1/1", "", " / / ", "٢٧/نيسان",
    ],
)  # fmt: skip
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1402/02/07 هـ.ش", "1402/2/7 ه ش", "1402/02/07 هجري شمسي", "١٤٠٢/٠٢/٠٧ هـ ش", "٧ اردیبهشت ١٤٠٢",
        "7 اردیبهشت ماه 1402", "تاریخ: ۱۴۰۲/۰۲/۰۷ شماره نامه ۱۲", "7 Ordibehesht 1402", "٧ی گوڵانی ١٤٠٢", "7 ثور 1402",
        "هـ.ش ١٤٠٢/٠٢/٠٧",
    ],
)  # fmt: skip
def test_one_solar_day_in_many_forms(text: str) -> None:
    assert read(text) == [(J, ("2023-04-27",))]


def test_lunar_and_solar_are_both_kept_where_nothing_tells_them_apart() -> None:
    assert read("1402/02/07") == [(H, ("1981-12-03", "2023-04-27"))]
    assert read("۱۴۰۲/۰۲/۰۷") == [(J, ("2023-04-27", "1981-12-03"))]
    assert read("1402/02/07 هـ") == read("1402/02/07 ق") == [(H, ("1981-12-03",))]
    assert read("صدر هذا الكتاب بتاريخ 1402/02/07 للتفضل") == [(H, ("1981-12-03",))]
    # In a Persian letter هـ may stand for either; a solar 1436 would be 2057.
    assert read("پیوست: گزارش چهارم به تاریخ 1402/02/07 هـ") == [(J, ("2023-04-27", "1981-12-03"))]
    assert read("۱۴۳۶/۷/۸") == [(H, ("2015-04-27",))]
    assert read("1380/1/31") == [(J, ("2001-04-20",))]


def test_days_that_only_arithmetical_calendars_have() -> None:
    assert [(found.days, found.written) for found in find_dates("30/9/1436")] == [(("2015-07-17",), "1436-09-30")]
    assert read("1320/1/1 هـ") == [(H, ("1902-04-10",))]


def test_short_years_are_read_after_a_label_only_and_at_either_end() -> None:
    assert read("بتاريخ 27/4/15") == [(G, ("2015-04-27", "2027-04-15"))]
    assert read("Date: 27/4/98") == [(G, ("1998-04-27",))]
    assert read("التاريخ: 98-4-27") == [(G, ("1998-04-27",))]
    assert read("في ٨/٧/٣٦ هـ") == [(H, ("2015-04-27",))]
    assert read("Ref. 27/4/15") == []


@pytest.mark.parametrize(
    ("text", "calendar", "written"),
    [("بتاريخ نيسان ٢٠١٥", G, "2015-04"), ("Date: April 2015", G, "2015-04"), ("التاريخ: رجب 1436 هـ", H, "1436-07"),
     ("تاریخ: اردیبهشت ۱۴۰۲", J, "1402-02")],
)  # fmt: skip
def test_months_without_a_day_after_a_label(text: str, calendar: Calendar, written: str) -> None:
    (found,) = find_months(text)
    assert (found.calendar, found.written, found.days) == (calendar, written, ())
    assert found.precision is Precision.MONTH
    assert text[found.start : found.end] == found.text
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "text", ["خلال نيسان 2015", "في نيسان ٢٠١٥", "بتاريخ 27 نيسان 2015", "بتاريخ رجب 2015", "April 2015"]
)
def test_months_without_a_label_are_not_taken(text: str) -> None:
    assert find_months(text) == ()


def test_both_orders_are_kept_where_both_are_possible() -> None:
    assert read("4/5/2015") == [(G, ("2015-05-04", "2015-04-05"))]
    assert read("٤-٥-٢٠١٥") == [(G, ("2015-05-04", "2015-04-05"))]
    assert read("5/5/2015") == [(G, ("2015-05-05",))]
    assert read("2015/5/4") == [(G, ("2015-05-04",))]
    assert read("8/7/1436") == [(H, ("2015-04-27",))]


def test_double_names_that_disagree_keep_both_months() -> None:
    assert read("27 نيسان/مايو 2015") == [(G, ("2015-04-27", "2015-05-27"))]


def test_two_calendars_on_one_line() -> None:
    line = "التاريخ ٢٧ نيسان ٢٠١٥ م الموافق ٨ رجب ١٤٣٦ هـ"
    first, second = find_dates(line)
    assert (first.calendar, first.days, first.text) == (G, ("2015-04-27",), "٢٧ نيسان ٢٠١٥")
    assert (second.calendar, second.days, second.text) == (H, ("2015-04-27",), "٨ رجب ١٤٣٦")
    assert read("2015/4/27-1436/7/8") == [(G, ("2015-04-27",)), (H, ("2015-04-27",))]


def test_the_span_is_that_of_the_text_as_it_stands() -> None:
    line = "رقم ٧ في \u200f٢٧ نيـسان ٢٠١٥\u200f م"
    (found,) = find_dates(line)
    assert found.text == line[found.start : found.end] == "٢٧ نيـسان ٢٠١٥"


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: f"{row.calendar}-{row.tradition}-{row.month}")
def test_every_name_in_the_table_is_read(row) -> None:  # type: ignore[no-untyped-def]
    years = {"gregorian": 2015, "hijri": 1436, "jalali": 1402}
    for name in row.names:
        (found,) = find_dates(f"9 {name} {years[row.calendar]}")
        assert found.calendar == row.calendar
        assert found.written == f"{years[row.calendar]}-{row.month:02d}-09"
        day = date.fromisoformat(found.days[0])
        own = {"gregorian": day, "hijri": hijri_of(day), "jalali": jalali_of(day)}[row.calendar]
        assert str(own) == found.written


def test_no_name_stands_for_two_months() -> None:
    seen: dict[str, tuple[str, int]] = {}
    for row in MONTHS:
        for name in row.names:
            key = "".join(char for char in folded(name) if char.isalnum())
            assert seen.setdefault(key, (row.calendar, row.month)) == (row.calendar, row.month), name


def test_the_table_has_twelve_months_of_every_tradition() -> None:
    for tradition in {(row.calendar, row.tradition) for row in MONTHS}:
        months = [row.month for row in MONTHS if (row.calendar, row.tradition) == tradition]
        assert months == list(range(1, 13))


DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 12, 31))
DIGITS = st.sampled_from([{}, ARABIC, PERSIAN])
SEPARATORS = st.sampled_from(["/", "-", ".", " / ", "–", "؍", " - "])


@given(DAYS, DIGITS, SEPARATORS, st.booleans())
def test_numeric_round_trip(day: date, digits: dict[int, str], separator: str, year_first: bool) -> None:
    parts = [str(day.year), str(day.month), str(day.day)]
    text = separator.join(parts if year_first else parts[::-1]).translate(digits)
    ((calendar, days),) = read(f"بتاريخ {text} م")
    assert calendar is G
    assert days[0] == day.isoformat()
    assert len(days) == 1 or (not year_first and day.day <= 12)


@given(st.dates(min_value=date(1924, 8, 1), max_value=date(2077, 11, 16)), DIGITS, SEPARATORS, st.booleans())
def test_hijri_round_trip(day: date, digits: dict[int, str], separator: str, year_first: bool) -> None:
    hijri = hijri_of(day)
    assert hijri is not None
    parts = [str(hijri.year), str(hijri.month), str(hijri.day)]
    text = separator.join(parts if year_first else parts[::-1]).translate(digits)
    assert read(f"الموافق {text} هـ") == [(H, (day.isoformat(),))]


@given(DAYS, DIGITS, st.sampled_from([row for row in MONTHS if row.calendar == "gregorian"]), st.data())
def test_month_name_round_trip(day: date, digits: dict[int, str], row, data) -> None:  # type: ignore[no-untyped-def]
    name = data.draw(st.sampled_from(row.names))
    day = date(day.year, row.month, min(day.day, 28))
    text = f"{day.day} {name} {day.year}".translate(digits)
    assert read(text) == [(G, (day.isoformat(),))]


@given(st.text(max_size=300))
def test_any_text_is_allowed(text: str) -> None:
    reached = 0
    for found in find_dates(text):
        assert reached <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.days
        reached = found.end


@given(st.text(alphabet="0123456789٠١٤٣٦٧٨ /-. \u200fهـمشنيسان", max_size=120))
def test_texts_like_dates_give_days_of_the_named_years(text: str) -> None:
    for found in find_dates(text):
        for day in found.days:
            assert date(1799, 1, 1) < date.fromisoformat(day) < date(2123, 1, 1) + timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    ["1" * 50_000, "1/" * 50_000, "من " * 30_000, "27 " + "من " * 30_000, "كانون " * 20_000, "1 . " * 20_000,
     "27" + " " * 50_000, "2015 " * 20_000, "27 of the " * 5_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_long_hostile_lines_end(text: str) -> None:
    assert find_dates(text) == ()
