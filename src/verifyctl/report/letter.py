"""What was read on the picture, in the terminal: transcript, parts of the letter, dates, numbers, places.

All of it in logical order, each piece of foreign script isolated; nothing is reordered for a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from verifyctl.model.base import Box
from verifyctl.model.text import Screen, TextFacts
from verifyctl.model.verdict import Verdict
from verifyctl.reading.crops import doubtful
from verifyctl.reading.numbers.logical import logical
from verifyctl.report import words
from verifyctl.report.layout import Page
from verifyctl.report.safe import clipped, isolated
from verifyctl.rules.claimed_place_read import named
from verifyctl.rules.document_date_not_read import unread_date_lines
from verifyctl.rules.fields import IN_WORDS
from verifyctl.rules.letter import LetterDate, dates_heard, meaning, standing_in_words
from verifyctl.rules.persons import dates_in
from verifyctl.rules.weekday_differs import WEEKDAYS

# What these findings say, these sections say in their place.
TOLD_HERE = frozenset({"document-date-read", "letter-fields-read"})

_LINES = 40
_ITEMS = 12
_PROSE = 300
_MARKS = {ord(mark): None for mark in "\u200e\u200f\u061c"}


def add_text(page: Page, verdict: Verdict, *, verbose: bool) -> None:
    """All that was read: what a person looks at first, then the whole transcript, whatever the claim looks for."""
    facts = verdict.text
    if facts is None or not (facts.lines or facts.numbers or facts.screen):
        return
    readings = verdict.claim.readings if verdict.claim else ()
    dates = dates_heard(facts, dates_in(readings))
    if dates or unread_date_lines(facts):
        add_dates(page, facts, dates, all_of_them=verbose)
    if doubtful(facts):
        add_numbers(page, facts, all_of_them=verbose)
    if facts.fields:
        add_fields(page, facts)
    if facts.places:
        add_places(page, facts)
    add_transcript(page, facts, all_of_it=verbose)
    if facts.screen is not None:
        add_screen(page, facts.screen, all_of_it=verbose)


def add_transcript(page: Page, facts: TextFacts, *, all_of_it: bool) -> None:
    """Every line with its number; the first forty unless all are wanted."""
    page.heading(f"Transcript, {words.counted(len(facts.lines), 'line', 'lines')}, as read by machine")
    page.add(how_read(facts), indent=2, style="dim")
    lines = facts.lines if all_of_it else facts.lines[:_LINES]
    page.columns(
        (Text(f"{number:>3}", style="dim"), Text(shown(line.text))) for number, line in enumerate(lines, start=1)
    )
    _add_rest(page, len(facts.lines) - len(lines))


def add_screen(page: Page, screen: Screen, *, all_of_it: bool) -> None:
    """What stands around the picture that a screen shows."""
    page.heading(
        f"Around the picture, on the screen: {words.counted(len(screen.lines), 'line', 'lines')}, not part of it"
    )
    page.add(f"the picture is {place(screen.shown)}", indent=2, style="dim")
    if screen.reason is not None:
        page.add(f"not read: {isolated(screen.reason)}", indent=2)
    lines = screen.lines if all_of_it else screen.lines[:_LINES]
    page.columns((Text("  -", style="dim"), Text(shown(line.text))) for line in lines)
    _add_rest(page, len(screen.lines) - len(lines))


def how_read(facts: TextFacts) -> str:
    """Script, data and turn of the reading, in a line."""
    parts = [f"script {isolated(facts.script)}" if facts.script else "script not told", isolated(facts.languages)]
    if facts.turned:
        parts.append(f"turned {facts.turned}° clockwise to be read")
    return ", ".join(parts)


def add_fields(page: Page, facts: TextFacts) -> None:
    """Issuer, reference, recipients, subject and so on, as read; a reference number in both orders."""
    page.heading("Parts of the letter, as read by machine")
    rows = []
    for field in facts.fields:
        also = f"  or, in the other order, {shown(field.also)}" if field.also else ""
        read = Text.assemble(shown(field.text), (also, "dim"))
        rows.append((Text(IN_WORDS[field.name], style="dim"), read))
    page.columns(rows)


def add_dates(page: Page, facts: TextFacts, dates: Sequence[LetterDate], *, all_of_them: bool) -> None:
    """Every date: its calendar, each day that it can mean, how far it is believed, and its place on the picture."""
    page.heading("Dates on the picture")
    first = dates if all_of_them else dates[:_ITEMS]
    for each in first:
        _add_date(page, each)
    _add_rest(page, len(dates) - len(first))
    for field in unread_date_lines(facts):
        page.item(f"not read: a date seems to stand on the line “{shown(field.text)}”")
        page.add(f"Look at {place(field.box)}", indent=6, style="dim")
    if not dates and not unread_date_lines(facts):
        page.add("None was read. That does not mean that there is none.", indent=2)


def _add_date(page: Page, each: LetterDate) -> None:
    date = each.machine
    page.item(Text.assemble(f"“{shown(date.text)}”", f"  {isolated(meaning(date))}"))
    status = Text(isolated(standing_in_words(each)), style="cyan" if each.read_by else "")
    page.add(Text.assemble(status, (f"; line {date.line + 1}, {place(date.box)}", "dim")), indent=6)
    if date.weekday is not None:
        page.add(f"Beside it: {WEEKDAYS[date.weekday - 1]}", indent=6, style="dim")
    if date.alternatives:
        others = ", ".join(f"“{shown(other)}”" for other in date.alternatives)
        page.add(f"Also read as {others}", indent=6)


def add_numbers(page: Page, facts: TextFacts, *, all_of_them: bool) -> None:
    """Numbers that could not be read, where they stand, and what was tried."""
    numbers = doubtful(facts)
    page.heading("Numbers that could not be read surely")
    first = numbers if all_of_them else numbers[:_ITEMS]
    for number in first:
        tried = list(dict.fromkeys(reading for reading in (*number.readings, number.text) if reading))
        said = "perhaps " + " or ".join(f"“{as_seen(reading)}”" for reading in tried) if tried else "no digit was read"
        page.item(f"{said}: look at {place(number.box)}")
    _add_rest(page, len(numbers) - len(first))


def as_seen(number: str) -> str:
    """A number that was read from left to right, in the order of characters that looks the same in a terminal."""
    return isolated(logical(number, rightwards=True, before=""))


def add_places(page: Page, facts: TextFacts) -> None:
    """Places by name, with every spelling that was met and its line."""
    page.heading("Places named on the picture")
    met: dict[str, list[str]] = {}
    for found in facts.places:
        near = ", nearly" if found.how == "near" else ""
        spelled = f"“{shown(found.text)}” (line {found.line + 1}{near})"
        met.setdefault(found.place, []).append(spelled)
    page.columns((Text(isolated(named(each))), Text(", ".join(spelled))) for each, spelled in met.items())


def shown(text: str) -> str:
    """A text of the picture, harmless, bounded and isolated, which is what the direction marks in it were for."""
    return isolated(clipped(without_marks(text), _PROSE))


def without_marks(text: str) -> str:
    """The text without the direction marks that text engines add."""
    return text.translate(_MARKS)


def place(box: Box) -> str:
    """A box in words, in pixels of the upright picture."""
    return f"{box.width} × {box.height} pixels at x {box.x}, y {box.y}"


def _add_rest(page: Page, left_out: int) -> None:
    if left_out > 0:
        page.add(f"and {left_out:,} more; -v shows all", indent=2, style="dim")
