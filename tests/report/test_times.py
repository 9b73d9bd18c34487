"""The timeline in text reports: in order, every interval with how it is known, what cannot both hold marked."""

from __future__ import annotations

import re
import unicodedata

import pytest
from markdown_it import MarkdownIt
from report.samples import letter, with_texts
from rich.cells import cell_len

from verifyctl.model.timeline import Expected, Held, TimeRelation
from verifyctl.model.verdict import Verdict
from verifyctl.report.chart import moment
from verifyctl.report.chart import of as chart_of
from verifyctl.report.layout import Page
from verifyctl.report.named import Named
from verifyctl.report.render import one
from verifyctl.report.times import add_timeline

FSI, PDI = "\u2068", "\u2069"
ANSI = re.compile(r"\x1b\[[0-9;]*m")
POST = "id:twitter-status:592835899197902849"


def shown(verdict: Verdict, width: int = 80, *, color: bool = False, verbose: bool = False) -> str:
    page = Page(width=width, color=color)
    add_timeline(page, verdict, verbose=verbose)
    return page.text()


def clashing() -> Verdict:
    """The letter, its claimed date and its post made impossible together."""
    verdict = letter()
    assert verdict.timeline is not None
    clash = TimeRelation(
        first="claim:A1", second=POST, expected=Expected.IN_ORDER, held=Held.IMPOSSIBLE, reason="no moment fits"
    )
    timeline = verdict.timeline.model_copy(update={"relations": (clash, *verdict.timeline.relations)})
    return verdict.model_copy(update={"timeline": timeline})


def test_rows_come_in_order_of_time_with_interval_and_basis() -> None:
    text = shown(letter())
    starts = re.findall(r"^  (\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?) {2,}\S", text, re.MULTILINE)
    chart = chart_of(letter())
    assert chart is not None
    assert starts == sorted(starts)
    assert starts == [moment(row.span.earliest) for row in chart.rows]
    flat = " ".join(text.split())
    for row in chart.rows:
        assert row.known in flat
        if moment(row.span.latest) != moment(row.span.earliest):
            assert f"until {moment(row.span.latest)}" in flat
    assert "claimed date of the document (A1) “2015-04-27”; until 2015-04-28 11:59:59; only stated" in flat
    assert "1436-07-08" in flat


def test_nothing_is_marked_where_nothing_clashes() -> None:
    text = shown(letter())
    assert "!" not in text
    assert "Cannot both hold" not in text
    assert "could not be tested against each other; -v says why" in text


@pytest.mark.parametrize("color", [False, True])
def test_what_cannot_both_hold_is_marked_in_words_and_by_a_sign(color: bool) -> None:
    text = ANSI.sub("", shown(clashing(), color=color))
    marked = [line for line in text.splitlines() if line.startswith("  !  ")]
    assert len(marked) == 2
    assert any("claimed date of the document" in line for line in marked)
    flat = " ".join(text.split())
    assert "cannot stand with: registered, by the id of a Twitter/X post id" in flat
    assert "Cannot both hold: claimed date of the document, and registered, by the id" in flat
    assert "never which of them is wrong" in flat


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("verbose", [False, True])
def test_lines_fit_and_colour_changes_no_word(width: int, verbose: bool) -> None:
    plain = shown(clashing(), width, verbose=verbose)
    assert ANSI.sub("", shown(clashing(), width, color=True, verbose=verbose)) == plain
    assert all(cell_len(line) <= min(width, 100) for line in plain.splitlines())


@pytest.mark.parametrize("width", [40, 60, 80])
def test_arabic_is_isolated_and_every_line_closes_what_it_opens(width: int) -> None:
    text = shown(letter(), width)
    assert "نيسان/أبريل" in text
    for line in text.splitlines():
        assert line.count(FSI) == line.count(PDI)
        outside = re.sub(f"{FSI}[^{PDI}]*{PDI}", "", line)
        assert not [char for char in outside if unicodedata.bidirectional(char) in ("R", "AL", "AN")]


def test_verbose_says_what_could_not_be_tested_and_why() -> None:
    text = " ".join(shown(letter(), verbose=True).split())
    chart = chart_of(letter())
    assert chart is not None
    assert text.count("Could not be tested: ") == len(chart.untested) > 3
    assert chart.untested[0].reason in text


def test_hostile_text_stays_text() -> None:
    hostile = "\x1b[2J\x1b]0;owned\x07[bold]x[/]\u202egnp.\nend"
    text = shown(with_texts(lambda _: hostile), verbose=True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]", text)
    assert "[bold]x[/]" in " ".join(text.split())


def test_long_timelines_are_cut_but_never_a_clash() -> None:
    verdict = clashing()
    assert verdict.timeline is not None
    first = verdict.timeline.entries[0]
    many = tuple(first.model_copy(update={"id": f"x:{number:03d}"}) for number in range(60))
    timeline = verdict.timeline.model_copy(update={"entries": (*many, *verdict.timeline.entries)})
    text = shown(verdict.model_copy(update={"timeline": timeline}))
    assert len([line for line in text.splitlines() if line.startswith("  !  ")]) == 2
    assert re.search(r"and \d+ more; -v shows all", text)
    assert not re.search(r"more; -v shows all", shown(verdict.model_copy(update={"timeline": timeline}), verbose=True))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("2015-04-27T23:41:07.384Z", "2015-04-27 23:41:07"),
        ("2015-04-27T10:00:00Z", "2015-04-27 10:00"),
        ("2015-04-27T06:10:00.999Z", "2015-04-27 06:10"),
        ("2015-04-27T11:59:59.999Z", "2015-04-27 11:59:59"),
        ("2015-04-27", "2015-04-27"),
    ],
)
def test_a_moment_is_written_without_what_says_nothing(given: str, told: str) -> None:
    assert moment(given) == told


def test_markdown_marks_what_cannot_both_hold() -> None:
    text = one("markdown", Named("a.jpg", clashing()))
    marked = [line for line in text.splitlines() if line.startswith("| **!** ")]
    assert len(marked) == 2
    assert all("**Cannot stand with: " in line for line in marked)
    assert "Cannot both hold: claimed date of the document and registered" in text
    cells = [token.content for token in MarkdownIt("commonmark").enable("table").parse(text) if token.type == "inline"]
    assert "only stated; the picture is no younger" in cells


def test_a_time_that_is_none_is_left_out() -> None:
    verdict = letter()
    assert verdict.timeline is not None
    first, *rest = verdict.timeline.entries
    broken = first.model_copy(update={"span": first.span.model_copy(update={"earliest": "soon"})})
    timeline = verdict.timeline.model_copy(update={"entries": (broken, *rest)})
    chart = chart_of(verdict.model_copy(update={"timeline": timeline}))
    assert chart is not None
    assert [row.id for row in chart.rows] == [entry.id for entry in rest]
    alone = timeline.model_copy(update={"entries": (broken,)})
    assert chart_of(verdict.model_copy(update={"timeline": alone})) is None
