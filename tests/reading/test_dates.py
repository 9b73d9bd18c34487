from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.dates import Calendar, hijri_of
from verifyctl.reading.dates.find import find_dates
from verifyctl.reading.normalise import folded
from verifyctl.reference.months import MONTHS

G, H = Calendar.GREGORIAN, Calendar.HIJRI
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
        "1436/7/8 م",
    ],
)  # fmt: skip
def test_one_hijri_day_in_many_forms(text: str) -> None:
    assert read(text) == [(H, ("2015-04-27",))]


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2015", "30 شباط 2015", "2015/13/13", "0/4/2015", "27/0/2015", "31 نيسان 2015", "30/9/1436", "31/1/1436",
        "1296/3/4 هـ", "1342/12/29", "1501/1/1", "27/4/15", "27/4/215", "27/4/20155", "12015/4/27", "2015/4/271",
        "10.27.4.2015", "2015/4/27/12", "274/2019", "96-1012", "27 4 2015", "April 2015", "نيسان 2015", "27 نيسان",
        "8 رجب/نيسان 1436", "27 رجب 2015", "8 نيسان 1436", "1402/02/07 هـ.ش", "1402/2/7 ه ش", "1402/02/07 هجري شمسي",
        "١٤٠٢/٠٢/٠٧ هـ ش", "27 Aprilis 2015", "27 وشباطي 2015", "1799/1/1", "2101/1/1", "", " / / ", "٢٧/نيسان",
    ],
)  # fmt: skip
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read(text) == []


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


@pytest.mark.parametrize("row", MONTHS, ids=lambda row: f"{row.tradition}-{row.month}")
def test_every_name_in_the_table_is_read(row) -> None:  # type: ignore[no-untyped-def]
    for name in row.names:
        year, calendar = (1436, H) if row.calendar == "hijri" else (2015, G)
        ((found_calendar, days),) = read(f"9 {name} {year}")
        assert found_calendar is calendar
        (day,) = days
        if calendar is G:
            assert day == f"2015-{row.month:02d}-09"
        else:
            hijri = hijri_of(date.fromisoformat(day))
            assert hijri is not None
            assert (hijri.year, hijri.month, hijri.day) == (1436, row.month, 9)


def test_no_name_stands_for_two_months() -> None:
    seen: dict[str, tuple[str, int]] = {}
    for row in MONTHS:
        for name in row.names:
            key = folded(name).replace(" ", "").replace("-", "").replace("'", "")
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
            assert date(1799, 1, 1) < date.fromisoformat(day) < date(2102, 1, 1) + timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    ["1" * 50_000, "1/" * 50_000, "من " * 30_000, "27 " + "من " * 30_000, "كانون " * 20_000, "1 . " * 20_000,
     "27" + " " * 50_000, "2015 " * 20_000, "27 of the " * 5_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_long_hostile_lines_end(text: str) -> None:
    assert find_dates(text) == ()
