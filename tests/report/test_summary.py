"""One line, and rows that a spreadsheet will not run."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.verdict import Verdict
from verifyctl.report.summary import COLUMNS, csv_text, one_line, row, spreadsheet_safe, unread_row


def test_one_line_names_what_weakens_it(verdict: Verdict) -> None:
    assert one_line(verdict) == (
        "phone.jpg: inconclusive. Not settled by this file. (1 possible contradiction; not run: text, matches)"
    )


def test_one_line_is_one_harmless_line(hostile: Verdict) -> None:
    line = one_line(hostile)
    assert line.isprintable() or "\u2068" in line
    assert "\n" not in line
    assert "\x1b" not in line
    assert "1 contradiction;" in line


def test_one_line_without_asides(bare: Verdict) -> None:
    assert one_line(bare) == "phone.jpg: not assessable. Nothing here can be assessed."


def made(**changes: Any) -> tuple[str, ...]:
    values: dict[str, Any] = {
        "name": "phone.jpg",
        "sha256": "b3" * 32,
        "outcome": "inconclusive",
        "axes": {"source": "not_assessed", "content": "inconclusive", "integrity": "supported"},
        "contradictions": (0, 1),
        "stages_not_run": ("text", "matches"),
        "verdict_file": "phone.verdict.json",
    }
    return row(**(values | changes))


def test_a_row_answers_every_column() -> None:
    assert dict(zip(COLUMNS, made(), strict=True)) == {
        "name": "phone.jpg",
        "sha256": "b3" * 32,
        "outcome": "inconclusive",
        "integrity": "supported",
        "originality": "",
        "content": "inconclusive",
        "time_place": "",
        "source": "not_assessed",
        "contradictions": "0",
        "possible_contradictions": "1",
        "matches": "",
        "best_match": "",
        "stages_not_run": "text; matches",
        "verdict_file": "phone.verdict.json",
        "problem": "",
    }


def test_a_search_that_found_nothing_is_not_one_that_was_not_made() -> None:
    column = COLUMNS.index("matches")
    assert made()[column : column + 2] == ("", "")
    assert made(matches=0)[column : column + 2] == ("0", "")
    assert made(matches=2, best_match="cropped_from")[column : column + 2] == ("2", "cropped_from")


def test_an_unread_input_has_a_row_of_the_same_length() -> None:
    cells = unread_row("x.jpg", "empty file")
    assert len(cells) == len(COLUMNS)
    assert (cells[0], cells[-1]) == ("x.jpg", "empty file")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert spreadsheet_safe(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert spreadsheet_safe(f"a{start}b") == f"a{start}b"


def test_hostile_names_stay_inside_their_cell() -> None:
    name = '=HYPERLINK("http://x";"y"),\n\x1b[2J'
    text = csv_text([COLUMNS, made(name=name, verdict_file="-x.json")])
    header, cells = csv.reader(io.StringIO(text))
    assert tuple(header) == COLUMNS
    assert cells[0] == '\'=HYPERLINK("http://x";"y"),\\u{a}\\u{1b}[2J'
    assert cells[COLUMNS.index("verdict_file")] == "'-x.json"
    assert text.count("\n") == 2


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_csv_comes_back_as_it_went(rows: list[list[str]]) -> None:
    text = csv_text(tuple(cells) for cells in rows)
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert back == [[spreadsheet_safe(cell) for cell in cells] for cells in rows]
