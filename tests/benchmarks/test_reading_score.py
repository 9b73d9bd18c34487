"""The scoring of readings: what counts as right, what as wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import reading
from benchmarks.letters import score, tables

ITEM: dict[str, Any] = {
    "image": "img/x_clean.jpg",
    "lang": "ar",
    "deg": "clean",
    "lines": ["التاريخ: ٢٠١٥/٤/٢٧ م", "الموافق: ٨ رجب ١٤٣٦ هـ", "العدد: ٩٦-١٠١٢"],
    "fields": {
        "ref": "96-1012",
        "issuer": "دائرة المثال",
        "subject": "نقل البذور",
        "recipients": ["أمين المخزن"],
        "signatory": "غسان المصنوع",
        "places": [{"ar": "الرقة", "en": "Raqqa"}],
        "dates": [
            {"calendar": "gregorian", "y": 2015, "m": 4, "d": 27, "iso": "2015-04-27", "raw": "2015/4/27"},
            {"calendar": "hijri", "y": 1436, "m": 7, "d": 8, "iso": "2015-04-27", "raw": "٨ رجب ١٤٣٦ هـ"},
        ],
    },
}


def facts(**parts: Any) -> dict[str, Any]:
    return {"lines": [], "numbers": [], "dates": [], "fields": [], "places": [], **parts}


def date(calendar: str, written: str | None, *days: str, status: str = "candidate", agrees: bool = False) -> Any:
    return {
        "calendar": calendar, "written": written, "days": list(days), "status": status,
        "agrees_with": [0] if agrees else [],
    }  # fmt: skip


def test_text_is_compared_in_one_form() -> None:
    assert score.fold("مُديريّةُ الـــآبار\u200f ١٢۳") == "مديريه الابار 123"
    assert score.fold("کتابی") == "كتابي"
    assert score.fold("Ref:  A") == "Ref: A"


@pytest.mark.parametrize(
    ("first", "second", "steps"), [("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 2)]
)
def test_edit_distance(first: str, second: str, steps: int) -> None:
    assert score.edit_distance(first, second) == steps


def test_the_nearest_order_counts_and_words_count_as_often_as_they_stand() -> None:
    orders = [["one two", "three three"], ["three three", "one two"]]
    rate, recall = score.text_score(orders, "three three one two")
    assert (rate, recall) == (0.0, 1.0)
    assert score.text_score(orders, "one two three")[1] == 0.75


def test_form_and_digits_are_found_where_the_entry_does_not_say() -> None:
    numeric, named = score.printed_dates(ITEM)
    assert (numeric.form, numeric.digits) == ("numeric", "arabic-indic")
    assert (named.form, named.digits) == ("name", "arabic-indic")


def test_a_date_is_right_by_calendar_year_month_and_day() -> None:
    read = [
        date("gregorian", "2015-04-27", "2015-04-27", status="cross_checked", agrees=True),
        date("hijri", "1436-07-18", "2015-05-07"),
    ]
    found = score.date_score(ITEM, facts(dates=read))
    assert found.right == (True, False)
    assert found.checked == (True, False)
    assert found.cross_checked == 1
    assert found.wrong_checked == ()
    assert found.wrong_candidates == ("hijri 1436-7-18",)


def test_the_right_day_in_the_wrong_calendar_is_wrong() -> None:
    found = score.date_score(ITEM, facts(dates=[date("jalali", "1394-02-07", "2015-04-27", status="cross_checked")]))
    assert found.right == (False, False)
    assert found.wrong_checked == ("jalali 1394-2-7",)


def test_a_second_meaning_is_neither_right_nor_wrong() -> None:
    found = score.date_score(ITEM, facts(dates=[date("gregorian", None, "2027-04-15", "2015-04-27")]))
    assert found.right == (False, False)
    assert found.open == (True, False)
    assert found.wrong_candidates == ()


def test_a_month_without_a_day_is_wrong_only_if_it_is_another_month() -> None:
    read = [date("gregorian", "2015-04"), date("gregorian", "2015-05")]
    found = score.date_score(ITEM, facts(dates=read))
    assert found.right == (False, False)
    assert found.wrong_candidates == ("gregorian 2015-5",)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("96-1012", "1012-96"), ("ق/15/2023", "15/2023/ق"), ("4/123", "4/123"), ("5875-2015", "2015-5875")],
)
def test_a_reference_may_be_displayed_in_another_order(typed: str, seen: str) -> None:
    assert {typed, seen} <= score.reference_forms(typed)


def test_agreement_on_an_altered_letter_is_counted() -> None:
    read = [date("gregorian", "2015-04-27", "2015-04-27", status="cross_checked", agrees=True)]
    assert score.date_score(ITEM, facts(dates=read)).false_agreements == 0
    assert score.date_score({**ITEM, "altered": "digit"}, facts(dates=read)).false_agreements == 1


@pytest.mark.parametrize(
    "field", [{"normalised": "96-1012"}, {"normalised": "1012-96"}, {"normalised": "x", "also": "٩٦-١٠١٢"}]
)
def test_a_reference_counts_in_either_order(field: dict[str, str]) -> None:
    found = score.reference_score(ITEM, facts(fields=[{"name": "reference", "text": "", "also": None, **field}]))
    assert found == score.ReferenceScore(first=True, among=True, seen=False)


def test_a_reference_with_a_wrong_digit_does_not_count() -> None:
    field = {"name": "reference", "text": "", "normalised": "96-1013", "also": "1013-96"}
    number = {"text": "١٠١٢-٩٦"}
    found = score.reference_score(ITEM, facts(fields=[field], numbers=[number]))
    assert found == score.ReferenceScore(first=False, among=False, seen=True)


def test_accepted_numbers_stand_on_a_line_with_all_their_groups() -> None:
    texts = {"٢٧/٤/٢٠١٥": True, "2015": True, "٨/٤/٢٠١٥": True, "9": True, "7": False}
    numbers = [{"text": text, "accepted": accepted} for text, accepted in texts.items()]
    item = {**ITEM, "lines": ["التاريخ: 2015/4/27", "٨ رجب ١٤٣٦"]}
    assert score.accepted_numbers(item, facts(numbers=numbers)) == (4, ("٨/٤/٢٠١٥", "9"))


def test_fields_may_carry_their_label_and_a_letter_in_ten_wrong() -> None:
    fields = [
        {"name": "subject", "text": "الموضوع: نقل البدور"},
        {"name": "recipient", "text": "أمين"},
        {"name": "issuer", "text": "دائرة المثال"},
    ]
    found = score.field_score(ITEM, facts(fields=fields))
    assert found == {"issuer": (1, 1), "subject": (1, 1), "recipients": (0, 1), "signatory": (0, 1)}


def test_places_are_found_or_stray() -> None:
    places = [{"text": "الرقه", "place": "sy-raqqa"}, {"text": "حلب", "place": "sy-aleppo"}]
    assert score.place_score(ITEM, facts(places=places)) == (1, 1, 1)


def test_readings_are_kept_by_picture_and_code(tmp_path: Path) -> None:
    raw = tmp_path / "raw.jsonl"
    rows = [{"key": "a", "code": "1", "n": 1}, {"key": "a", "code": "1", "n": 2}, {"key": "b", "code": "0", "n": 3}]
    raw.write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"key": "c", "co', encoding="utf-8")
    assert {key: row["n"] for key, row in reading.kept(raw, "1").items()} == {"a": 2}
    assert reading.kept(raw, None).keys() == {"a", "b"}
    assert reading.kept(tmp_path / "none", "1") == {}


def test_the_report_names_every_wrong_date() -> None:
    ours = {
        "ended": "ran", "seconds": 1.0, "numbers_seconds": 0.2, "memory": [1024, 2048],
        "facts": facts(
            lines=[{"text": line} for line in ITEM["lines"]],
            dates=[date("gregorian", "2015-04-21", "2015-04-21", status="cross_checked")],
        ),
    }  # fmt: skip
    plain = {"ara": {"text": "nothing", "seconds": 0.5}}
    told = "\n".join(tables.report([tables.Read(ITEM, ours, plain)]))
    assert "Wrong and cross-checked: img/x_clean.jpg: gregorian 2015-4-21" in told
    assert "| of these wrong | 1 |" in told
    assert "| times plain `ara`, Arabic and mixed | 2.00 (plain: 0.50 s) |" in told
    assert "| ar | 1 | 0.000 / 1.000 |" in told


def test_a_letter_that_was_not_read_counts_as_nothing_read() -> None:
    ours = {"ended": "UnavailableError: no data", "facts": None, "seconds": 0.1, "numbers_seconds": 0, "memory": [1, 1]}
    told = "\n".join(tables.report([tables.Read(ITEM, ours, {})]))
    assert "Not read: 1 letters (ar): UnavailableError: no data" in told
    assert "| ar | 1 | 1.000 / 0.000 |" in told


def test_tables_are_put_between_their_marks() -> None:
    page = "a\n<!-- fresh -->\nold\n<!-- end of fresh -->\nb\n"
    filled = reading.put(page, "fresh", "new")
    assert filled == "a\n<!-- fresh -->\n\nnew\n\n<!-- end of fresh -->\nb\n"
    assert reading.put(filled, "fresh", "new") == filled
    with pytest.raises(ValueError, match="no part 'other'"):
        reading.put(page, "other", "new")
