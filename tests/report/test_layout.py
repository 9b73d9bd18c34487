"""Lines fit the page, keep their words, and leave no direction open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from verifyctl.report.layout import Page
from verifyctl.report.safe import FSI, PDI, sentence

ARABIC = "إلى ولاة الولايات في الشام وبعد فأرسلوا تعزيزات إلى ولاية الأنبار وولاية صلاح الدين على وجه السرعة"


def page(width: int = 60, *, color: bool = False) -> Page:
    return Page(width=width, color=color)


def test_isolates_are_closed_at_the_end_of_each_line() -> None:
    made = page(40)
    made.item(sentence(ARABIC))
    lines = made.text().splitlines()
    assert len(lines) > 2
    for line in lines:
        assert line.count(FSI) == line.count(PDI) == 1
    assert lines[0].startswith(f"  - {FSI}")
    assert lines[1].startswith(f"    {FSI}")


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=400), st.integers(0, 200))
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    made = page(width)
    made.item(sentence(text), indent=4)
    made.columns([(Text("A1"), Text("not assessed"), Text(sentence(text)))])
    for line in made.text().splitlines():
        assert cell_len(line) <= min(max(width, 40), 100)
        assert line == line.rstrip(" ")


@pytest.mark.parametrize("width", [40, 80])
def test_columns_keep_all_cells_at_any_width(width: int) -> None:
    made = page(width)
    made.columns([(Text("x" * 30), Text("the last cell of the row")), (Text("y"), Text("z"))])
    text = made.text()
    assert all(cell in text for cell in ("x" * 30, "the last cell", "y", "z"))


def test_markup_is_text() -> None:
    made = page(color=True)
    made.add("[bold red]x[/] :smile: [link=http://a]b[/link]")
    assert made.text() == "[bold red]x[/] :smile: [link=http://a]b[/link]\n"


def test_styles_of_a_lead_end_with_it() -> None:
    made = page(color=True)
    made.add("plain", lead=Text("Bold: ", style="bold"))
    assert made.text() == "\x1b[1mBold: \x1b[0mplain\n"


def test_a_command_stays_on_one_line() -> None:
    made = page(40)
    made.unwrapped("x " * 60 + "end", indent=2)
    assert made.text().count("\n") == 1
