"""Lines of a terminal report: wrapped to a width, indented, styled, each complete in itself.

Text goes in as `rich.text.Text`, never as markup: brackets from a file stay brackets.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from verifyctl.report.safe import FSI, PDI

NARROWEST, WIDEST = 40, 100  # beyond a hundred columns a line of prose is hard to follow


class Page:
    """Collects lines and gives them out as one string; `color` adds ANSI styles and nothing else.

    `width` is in terminal columns; the page keeps between 40 and 100 of them.
    """

    def __init__(self, *, width: int, color: bool) -> None:
        self.width = min(max(width, NARROWEST), WIDEST)
        self._out = io.StringIO()
        self._console = Console(
            file=self._out,
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            legacy_windows=False,
            _environ={},  # the caller has decided; the report depends on nothing else
        )

    def gap(self) -> None:
        """An empty line."""
        self._out.write("\n")

    def heading(self, title: str) -> None:
        """The title of a section, after an empty line."""
        self.gap()
        self.add(Text(title, style="bold"))

    def add(self, text: Text | str, *, indent: int = 0, lead: Text | None = None, style: str = "") -> None:
        """One paragraph, `indent` columns from the left, hanging behind its `lead` where it has one.

        A lead that would leave less than a third of the page stands on a line of its own.
        """
        body = text if isinstance(text, Text) else Text(text, style=style)
        lead = Text.assemble(lead or "")
        if self.width - indent - lead.cell_len < self.width // 3:
            self._line(lead, indent)
            indent, lead = min(indent + 2, self.width // 2), Text()
        room = self.width - indent - lead.cell_len
        lines = _isolates_closed(list(body.wrap(self._console, room, overflow="fold"))) or [Text()]
        self._line(lead + lines[0], indent)
        for line in lines[1:]:
            self._line(line, indent + lead.cell_len)

    def item(self, text: Text | str, *, marker: str = "-", indent: int = 2, style: str = "") -> None:
        """A paragraph behind a marker."""
        self.add(text, indent=indent, lead=Text(f"{marker} "), style=style)

    def unwrapped(self, text: str, *, indent: int = 0) -> None:
        """One line that stays whole, however long: a command or a path that somebody will copy."""
        self._line(Text(text), indent)

    def columns(self, rows: Iterable[tuple[Text, ...]], *, indent: int = 2) -> None:
        """Cells side by side, each column as wide as its widest cell; the last one wraps."""
        table = [tuple(row) for row in rows]
        if not table:
            return
        widths = [max(row[index].cell_len for row in table) + 2 for index in range(len(table[0]) - 1)]
        for row in table:
            self.add(row[-1], indent=indent, lead=_padded(row[:-1], widths))

    def text(self) -> str:
        """All lines, each ended by a line feed."""
        return self._out.getvalue()

    def _line(self, line: Text, indent: int) -> None:
        line.rstrip()
        self._console.print(Text.assemble(" " * indent, line), soft_wrap=True, highlight=False)


def _padded(cells: tuple[Text, ...], widths: list[int]) -> Text:
    line = Text()
    for cell, width in zip(cells, widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width - cell.cell_len))
    return line


def _isolates_closed(lines: list[Text]) -> list[Text]:
    """Each line given the isolates that the line before left open: direction ends where a line ends."""
    closed: list[Text] = []
    depth = 0
    for line in lines:
        opened = FSI * depth
        depth = max(0, depth + line.plain.count(FSI) - line.plain.count(PDI))
        line.rstrip()
        closed.append(Text.assemble(opened, line, PDI * depth))
    return closed
