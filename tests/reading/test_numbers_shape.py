from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.reading.numbers.shape import can_be_a_date, groups_of, is_like_a_date


@pytest.mark.parametrize("text", ["27/04/2015", "٢٠١٥/٤/٢٧", "١-٧-١٤٣٦", "۱۳۹۴/۲/۷", "7.4.15", "/27/4/2015"])
def test_what_can_be_a_date(text: str) -> None:
    assert can_be_a_date(text)


@pytest.mark.parametrize(
    "text",
    ["58/12/1353", "16/98/2032", "2/10", "7/8/9/2015", "13/11/13955", "007/1/1389", "27/04/1750", "0/4/2015", ""],
)
def test_what_cannot(text: str) -> None:
    assert not can_be_a_date(text)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from("/-."), st.booleans())
def test_days_of_the_calendars_years_can_either_way(day: date, sign: str, reverse: bool) -> None:
    groups = [str(day.year), str(day.month), str(day.day)]
    text = sign.join(reversed(groups) if reverse else groups)
    assert can_be_a_date(text) == (1300 <= day.year < 1500 or 1900 <= day.year < 2100)
    assert not can_be_a_date(text) or is_like_a_date(groups_of(text))
