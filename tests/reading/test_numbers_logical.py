import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.reading.numbers.logical import logical

# Seen left to right; typed, in a right-to-left line, after an Arabic word and at its start.
IN_ARABIC = [
    ("٢٠٢٣/١٢/١٦", "٢٠٢٣/١٢/١٦", "٢٠٢٣/١٢/١٦"),
    ("١٦.١٢.٢٠٢٣", "١٦.١٢.٢٠٢٣", "١٦.١٢.٢٠٢٣"),
    ("١٠:٣٥", "١٠:٣٥", "١٠:٣٥"),
    ("١٠١٢-٩٦", "٩٦-١٠١٢", "٩٦-١٠١٢"),
    ("16-12-2023", "2023-12-16", "16-12-2023"),
    ("2023/12/16", "2023/12/16", "2023/12/16"),
    ("12,500", "12,500", "12,500"),
    ("(٤٩٠", "٤٩٠)", "٤٩٠)"),
    ("[٣١]", "[٣١]", "[٣١]"),
    (".٢٠١٥", "٢٠١٥.", "٢٠١٥."),
    ("٥\\٣\\٢٠١٥", "٢٠١٥\\٣\\٥", "٢٠١٥\\٣\\٥"),
    ("1404-7", "7-1404", "1404-7"),
    ("۷-۱۴۰۴", "۱۴۰۴-۷", "۷-۱۴۰۴"),
]


@pytest.mark.parametrize(("seen", "after", "first"), IN_ARABIC)
def test_numbers_in_arabic_lines_are_put_as_they_were_typed(seen: str, after: str, first: str) -> None:
    assert logical(seen, rightwards=False, before="R") == after
    assert logical(seen, rightwards=False, before="") == first


def test_numbers_in_latin_lines_stay_but_arabic_hyphens_turn() -> None:
    assert logical("2023-12-16", rightwards=True, before="") == "2023-12-16"
    assert logical("(96-1012).", rightwards=True, before="L") == "(96-1012)."
    assert logical("(١٠١٢-٩٦).", rightwards=True, before="L") == "(٩٦-١٠١٢)."
    assert logical("WM/570/2016"[3:], rightwards=False, before="L") == "570/2016"


@given(
    st.text(alphabet="0123٤٥٦۷۸/-.,:()[]\\", max_size=14),
    st.booleans(),
    st.sampled_from(("R", "L", "")),
)
def test_no_digit_is_lost_and_groups_stay_whole(seen: str, rightwards: bool, before: str) -> None:
    typed = logical(seen, rightwards=rightwards, before=before)  # type: ignore[arg-type]
    assert len(typed) == len(seen)
    assert sorted(sign for sign in typed if sign.isdigit()) == sorted(sign for sign in seen if sign.isdigit())
