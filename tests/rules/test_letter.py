"""What persons make of the dates that a machine read: they settle, correct, set aside, or leave alone."""

from __future__ import annotations

import pytest

from tests.factories import case, checked_pair, claim, date_read, reading, text_facts
from verifyctl.model.claim import Reading
from verifyctl.model.dates import Calendar, Precision
from verifyctl.model.text import DateReading, DateStatus
from verifyctl.rules.base import Case
from verifyctl.rules.letter import LetterDate, letter_dates, meaning, read_by_machine, standing, standing_in_words

HIJRI = date_read("2049-04-10", text="٨ رجب ١٤٧١", calendar=Calendar.HIJRI, written="1471-07-08")
HERE, BELOW = [0, 0, 40, 20], [0, 20, 40, 20]


def of(*readings: Reading, dates: tuple[DateReading, ...] = (HIJRI,)) -> Case:
    return case(claim(readings=readings), text=text_facts("a", "b", dates=dates))


def heard(*readings: Reading, dates: tuple[DateReading, ...] = (HIJRI,)) -> LetterDate:
    return letter_dates(of(*readings, dates=dates))[0]


def test_without_persons_the_machine_s_status_stands() -> None:
    each = heard()
    assert (each.status, each.stands, each.overruled) == (DateStatus.CANDIDATE, True, False)
    assert standing_in_words(each) == "candidate"


def test_a_person_who_reads_the_same_makes_it_read_by_a_person() -> None:
    each = heard(reading("٨ رجب ١٤٧١"))
    assert (each.status, each.stands) == (DateStatus.READ_BY_PERSON, True)
    assert standing_in_words(each) == "read by reader-1"
    assert read_by_machine(of(reading("٨ رجب ١٤٧١"))) == ()


def test_a_person_who_reads_another_date_in_its_box_corrects_it() -> None:
    each = heard(reading("٨ رجب ١٤٣٦", box=HERE))
    assert each.overruled
    assert (each.status, each.date.days, each.date.written) == (
        DateStatus.READ_BY_PERSON,
        ("2015-04-27",),
        "1436-07-08",
    )
    assert standing_in_words(each) == "read by reader-1; by machine as “٨ رجب ١٤٧١”"


def test_a_person_who_names_no_box_sets_other_dates_aside() -> None:
    each = heard(reading("٨ رجب ١٤٣٦"))
    assert (each.overruled, each.stands) == (False, False)
    assert standing_in_words(each) == "set aside: reader-1 read the date as “٨ رجب ١٤٣٦”"
    assert standing(of(reading("٨ رجب ١٤٣٦"))) == ()


def test_a_person_who_read_elsewhere_says_nothing_of_it() -> None:
    each = heard(reading("٨ رجب ١٤٣٦", box=BELOW))
    assert (each.read_by, each.otherwise, each.status) == ((), (), DateStatus.CANDIDATE)


@pytest.mark.parametrize(("value", "stands"), [("2049", True), ("2049-04", True), ("2015", False)])
def test_who_could_read_only_a_year_excludes_other_years(value: str, stands: bool) -> None:
    assert heard(reading("illegible", value=value)).stands is stands


def test_persons_who_differ_leave_it_a_candidate() -> None:
    each = heard(
        reading("٨ رجب ١٤٧١", box=HERE),
        reading("٨ رجب ١٤٣٦", by="reader-2", box=HERE),
    )
    assert (each.status, each.stands) == (DateStatus.CANDIDATE, True)
    assert standing_in_words(each) == "read so by reader-1, otherwise by reader-2"


def test_two_persons_with_two_corrections_correct_nothing() -> None:
    each = heard(reading("٨ رجب ١٤٣٦", box=HERE), reading("٨ رجب ١٤٣٧", by="reader-2", box=HERE))
    assert not each.overruled
    assert not each.stands


def test_a_checked_date_is_a_candidate_again_once_its_partner_was_misread() -> None:
    first, second = letter_dates(of(reading("28 April 2015", box=BELOW), dates=checked_pair()))
    assert second.overruled
    assert (first.status, first.stands) == (DateStatus.CANDIDATE, True)


def test_a_person_s_reading_of_one_of_a_pair_keeps_the_other_checked() -> None:
    first, second = letter_dates(of(reading("27 April 2015", box=BELOW), dates=checked_pair()))
    assert (first.status, second.status) == (DateStatus.CROSS_CHECKED, DateStatus.READ_BY_PERSON)
    assert standing_in_words(first) == "cross-checked: the other calendar on the letter agrees"
    assert standing_in_words(second) == "read by reader-1 and cross-checked: the other calendar on the letter agrees"


@pytest.mark.parametrize(
    ("text", "hijri", "gregorian"),
    [
        ("٨ رجب ١٤٣٦", DateStatus.READ_BY_PERSON, DateStatus.CROSS_CHECKED),
        ("27 April 2015", DateStatus.CROSS_CHECKED, DateStatus.READ_BY_PERSON),
        ("٨ رجب ١٤٣٦ الموافق 27/4/2015", DateStatus.READ_BY_PERSON, DateStatus.READ_BY_PERSON),
    ],
)
def test_who_names_no_box_read_the_date_in_their_own_calendar(
    text: str, hijri: DateStatus, gregorian: DateStatus
) -> None:
    assert [each.status for each in letter_dates(of(reading(text), dates=checked_pair()))] == [hijri, gregorian]


@pytest.mark.parametrize(("day", "stands"), [("2015-04-29", True), ("2015-05-15", False)])
def test_another_calendar_s_date_is_set_aside_only_beyond_the_room_between_calendars(day: str, stands: bool) -> None:
    assert heard(reading("٨ رجب ١٤٣٦"), dates=(date_read(day),)).stands is stands


def test_what_a_date_means_is_said_with_every_day() -> None:
    open_order = date_read("2015-05-04", text="4/5/2015", days=("2015-05-04", "2015-04-05"), written="2015-05-04")
    assert meaning(open_order) == "Gregorian: 2015-05-04 or 2015-04-05"
    assert meaning(HIJRI) == "Hijri 1471-07-08: 2049-04-10"
    assert meaning(date_read("x", days=())) == "Gregorian: no day that the calendar has"


APRIL = date_read("x", text="نيسان 2015", days=(), written="2015-04", precision=Precision.MONTH)
RAJAB = date_read("x", days=(), written="1436-07", precision=Precision.MONTH, calendar=Calendar.HIJRI)


@pytest.mark.parametrize(
    ("month", "text", "value", "status", "stands"),
    [
        (APRIL, "27 April 2015", None, DateStatus.READ_BY_PERSON, True),
        (RAJAB, "٨ رجب ١٤٣٦", None, DateStatus.READ_BY_PERSON, True),
        (APRIL, "27 June 2015", None, DateStatus.CANDIDATE, False),
        (RAJAB, "٨ شوال ١٤٣٦", None, DateStatus.CANDIDATE, False),
        (APRIL, "illegible", "2015", DateStatus.CANDIDATE, True),
        (RAJAB, "27 June 2015", None, DateStatus.CANDIDATE, True),
    ],
)
def test_a_date_without_a_day_is_read_so_by_who_read_a_day_in_it(
    month: DateReading, text: str, value: str | None, status: DateStatus, stands: bool
) -> None:
    each = heard(reading(text, value=value), dates=(month,))
    assert (each.status, each.stands) == (status, stands)


def test_a_date_without_a_day_is_told_as_such() -> None:
    assert meaning(RAJAB) == "Hijri 1436-07, without a day"
