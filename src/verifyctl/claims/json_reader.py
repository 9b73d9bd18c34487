"""JSON (RFC 8259) into the tree, with places, which the standard library's reader does not keep.

Numbers, `true` and `false` stay text as written, so that a long post id loses no digit; `null` is nothing.
"""

from __future__ import annotations

import json
import re
from enum import Enum, auto

from verifyctl.claims.tree import Builder

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')
_LITERAL = re.compile(r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![\w.+-])")
_CLOSERS = {"{": "}", "[": "]"}


class _Next(Enum):
    VALUE = auto()
    FIRST = auto()
    KEY = auto()
    AFTER = auto()


def read_json(text: str, builder: Builder) -> None:
    """Drive the builder with the JSON value in `text`. Raises StopReadingError where JSON ends."""
    reader = _Reader(text, builder)
    state = _Next.VALUE
    while not (state is _Next.AFTER and not reader.opened):
        reader.skip()
        match state:
            case _Next.VALUE:
                state = reader.value()
            case _Next.FIRST:
                state = reader.first()
            case _Next.KEY:
                state = reader.key()
            case _Next.AFTER:
                state = reader.after()
    reader.end()


class _Reader:
    def __init__(self, text: str, builder: Builder) -> None:
        self.opened: list[tuple[str, int]] = []
        self._text = text
        self._at = 0
        self._builder = builder

    def skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def value(self) -> _Next:
        char = self._char()
        if char in _CLOSERS:
            (self._builder.open_mapping if char == "{" else self._builder.open_sequence)(self._at)
            self.opened.append((char, self._at))
            self._at += 1
            return _Next.FIRST
        if char == '"':
            self._string()
        elif found := _LITERAL.match(self._text, self._at):
            self._builder.scalar(self._at, None if found.group() == "null" else found.group())
            self._at = found.end()
        else:
            raise self._wrong(
                "a value is expected here; text stands in double quotes, and nothing follows the last comma"
            )
        return _Next.AFTER

    def first(self) -> _Next:
        return self._closed() or self._next_member()

    def key(self) -> _Next:
        if self._char() != '"':
            raise self._wrong("a field name in double quotes is expected here; nothing follows the last comma")
        self._string()
        self.skip()
        if self._char() != ":":
            raise self._wrong("a colon is expected here")
        self._at += 1
        return _Next.VALUE

    def after(self) -> _Next:
        if closed := self._closed():
            return closed
        if self._char() != ",":
            raise self._wrong(f"a comma or {_CLOSERS[self.opened[-1][0]]} is expected here")
        self._at += 1
        return self._next_member()

    def end(self) -> None:
        self.skip()
        if self._at < len(self._text):
            raise self._wrong("the file goes on after its end; a claim file holds one claim")

    def _closed(self) -> _Next | None:
        if self._char() != _CLOSERS[self.opened[-1][0]]:
            return None
        self._builder.close()
        self.opened.pop()
        self._at += 1
        return _Next.AFTER

    def _next_member(self) -> _Next:
        return _Next.KEY if self.opened[-1][0] == "{" else _Next.VALUE

    def _string(self) -> None:
        found = _STRING.match(self._text, self._at)
        if not found:
            raise self._wrong("the text that begins here is not closed on its line, or holds a control character")
        try:
            self._builder.scalar(self._at, json.loads(found.group()))
        except json.JSONDecodeError as error:
            self._at += error.pos
            raise self._wrong("an escape that JSON does not have; write a backslash as \\\\") from None
        self._at = found.end()

    def _char(self) -> str:
        return self._text[self._at : self._at + 1]

    def _wrong(self, what: str) -> Exception:
        if self._at >= len(self._text) and self.opened:
            self._at = self.opened[-1][1]
            what = "the bracket that opens here is never closed"
        return self._builder.stop(self._at, f"is not valid JSON: {what}")
