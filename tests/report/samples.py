"""A verdict with facts of every stage: the altered April letter, its words left out, credentials and custody added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from verifyctl.model.verdict import Verdict

LETTER = Path(__file__).with_name("letter.verdict.json")

# Texts that a stage computes or that a fixed form is asked of: no file puts words of its own there.
_COMPUTED = {
    "days",
    "written",
    "earliest",
    "latest",
    "first_seen",
    "at",
    "created",
    "local",
    "offset",
    "place",
    "readings",
    "carrier",
    "id",
    "steps",
    "format_version",
    "known",
    "first",
    "second",
    "stage",
}


_STAGES = {"file", "metadata", "structure", "credentials", "text", "matches", "pixels", "place", "context"}


@cache
def letter() -> Verdict:
    """The verdict, its seal not held."""
    return Verdict.model_validate_json(LETTER.read_bytes())


def with_texts(replace: Callable[[str], str]) -> Verdict:
    """The letter with every free text exchanged."""
    return _exchanged(_free(), replace)


@cache
def _free() -> tuple[tuple[Any, ...], ...]:
    """Where any text at all may stand."""
    free = dict.fromkeys(_leaves(json.loads(LETTER.read_bytes()), ()))
    while True:
        try:
            _exchanged(free, lambda _: "any, 'text' <at> all")
        except ValidationError as error:
            # In a union, the names of its members stand in the location and not in the file.
            refused = {_plain(detail["loc"]) for detail in error.errors()}
            kept = {path: None for path in free if path not in refused}
            if len(kept) == len(free):
                raise
            free = kept
        else:
            return tuple(free)


def _plain(location: tuple[Any, ...]) -> tuple[Any, ...]:
    """A location without the name of a union's member behind `facts`."""
    if "facts" in location:
        at = location.index("facts") + 1
        if at < len(location) and location[at] in _STAGES:
            return (*location[:at], *location[at + 1 :])
    return location


def _exchanged(paths: Iterable[tuple[Any, ...]], replace: Callable[[str], str]) -> Verdict:
    value = json.loads(LETTER.read_bytes())
    for path in paths:
        holder = value
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = replace(holder[path[-1]])
    return Verdict.model_validate_json(json.dumps(value))


def _leaves(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in _COMPUTED:
                yield from _leaves(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _leaves(each, (*path, index))
    elif isinstance(value, str) and path[0] not in ("policy", "reproduce"):
        yield path
