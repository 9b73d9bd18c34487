"""Telling what kind of file somebody gave, by its first line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from verifyctl.errors import UnreadableInputError
from verifyctl.known.exchange import lists, records
from verifyctl.known.exchange.lines import Incoming, Line, Mistake, lines_of, opened

RECORDS = "jsonl"


def kind_of_file(path: Path) -> str | None:
    """`jsonl`, or a kind of list; None for anything else. Raises UnreadableInputError where it cannot be opened."""
    with opened(path) as stream:
        first = next(lines_of(stream), None)
    return kind_of(first.text) if isinstance(first, Line) else None


def kind_of(first: str) -> str | None:
    """`jsonl`, or a kind of list, by the first line; None where that does not tell."""
    if not first.lstrip().startswith("{"):
        return lists.kind_of(first)
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return None
    return RECORDS if isinstance(value, dict) and value.get("format") == records.FORMAT else None


def read(
    lines: Iterable[Line | Mistake], name: str, kind: str | None
) -> Iterator[Incoming | lists.PassedOver | Mistake]:
    """What the lines of a file hold; `kind` is found out where it is None.

    Raises UnreadableInputError, naming the file as `name`, where it is of no kind that can be read.
    """
    coming = iter(lines)
    first = next(coming, None)
    if first is None:
        return iter(())
    if kind is None and isinstance(first, Line):
        # Records of another format are told apart where they are read, with words of their own.
        kind = RECORDS if first.text.lstrip().startswith("{") else lists.kind_of(first.text)
    if kind is None:
        raise UnreadableInputError(
            f"{name}:{first.number}: no export and no hash list that verifyctl knows",
            hint="Name its kind with --from, or put a header such as hash,filename in the first line.",
        )
    whole = chain((first,), coming)
    return records.read_records(whole, name) if kind == RECORDS else lists.read_list(whole, lists.ListKind(kind))
