"""A claim file (YAML or JSON) to a `Claim`, or all of its mistakes at once, each with its line and column.

Both formats go through one tree (`claims.tree`), so that a value means the same in either, and through one model.
"""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path

from pydantic import ValidationError

from verifyctl.claims.json_reader import read_json
from verifyctl.claims.text import quoted, shown
from verifyctl.claims.tree import (
    Builder,
    Mapping,
    Place,
    Places,
    Problem,
    Scalar,
    Sequence,
    StopReadingError,
    find,
    plain,
)
from verifyctl.claims.wording import near_misses, problem
from verifyctl.claims.yaml_reader import read_yaml
from verifyctl.errors import ClaimError, UnreadableInputError
from verifyctl.media.read import read_bytes
from verifyctl.model.claim import Claim

MAX_BYTES = 1024 * 1024
MAX_PROBLEMS = 100

_START = Place(1, 1)
# On standard input there is no extension to go by: an opening brace before a quote or its own end is JSON.
_LOOKS_LIKE_JSON = re.compile(r'[ \t\r\n]*\{[ \t\r\n]*["}]')
_HALVES = re.compile("[\ud800-\udfff]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def load(path: Path) -> Claim:
    """The claim in a file. Raises ClaimError with every mistake, or with why the file could not be read.

    Only a regular file of at most 1 MiB is read. A name that ends in `.json` is read as JSON.
    """
    try:
        data = read_bytes(path, max_bytes=MAX_BYTES)
    except UnreadableInputError as error:
        raise ClaimError((shown(str(error)),)) from error
    return load_bytes(data, str(path))


def load_bytes(data: bytes, name: str) -> Claim:
    """The claim in the bytes of a file; `name` stands before each mistake. Raises ClaimError."""
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            raise _one(name, f"the file is in {encoding}; save it as UTF-8")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        place = Places(before).at(len(before))
        byte = error.object[error.start]
        raise _one(name, f"the byte 0x{byte:02x} is not UTF-8; save the file as UTF-8", place) from None
    return loads(text, name)


def loads(text: str, name: str) -> Claim:
    """The claim in a text. Raises ClaimError.

    `name` stands before each mistake; where it ends in `.json`, `.yaml` or `.yml` it says how to read the text.
    """
    if len(text) > MAX_BYTES:
        raise _too_large(name)
    places = Places(text)
    if half := _HALVES.search(text):
        raise _one(name, "half of a character (a lone surrogate); this is not UTF-8 text", places.at(half.start()))
    builder = Builder(places.at)
    try:
        (read_json if _is_json(text, name) else read_yaml)(text, builder)
    except StopReadingError as error:
        raise _error(name, [*builder.problems, error.problem]) from None
    return _validated(builder, name)


def _is_json(text: str, name: str) -> bool:
    ending = name.lower().rpartition(".")[2]
    if ending in ("json", "yaml", "yml"):
        return ending == "json"
    return _LOOKS_LIKE_JSON.match(text) is not None


def _validated(builder: Builder, name: str) -> Claim:
    root, problems = builder.root, builder.problems
    if root is None or (isinstance(root, Scalar) and not root.text):
        raise _one(name, "the file is empty; `verifyctl claim new IMAGE` writes one to fill in")
    if not isinstance(root, Mapping):
        if not problems:
            problems.append(Problem(root.place, (), "a claim file holds fields: format, claim, media, assertions"))
        raise _error(name, problems)
    problems += _repeated_ids(root)
    try:
        claim = Claim.model_validate_json(json.dumps(plain(root)))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        missed = near_misses(errors)
        found = (problem(item, root, missed) for item in errors)
        raise _error(name, [*problems, *(item for item in found if item is not None)]) from None
    if problems:
        raise _error(name, problems)
    return claim


def _repeated_ids(root: Mapping) -> list[Problem]:
    # The model refuses these too, but only once every other mistake is mended, and without a place.
    assertions = find(root, ("assertions",))
    seen: dict[str, int] = {}
    problems = []
    for index, item in enumerate(assertions.items if isinstance(assertions, Sequence) else ()):
        identifier = find(item, ("id",))
        if isinstance(identifier, Scalar) and identifier.text:
            if identifier.text in seen:
                what = f"{quoted(identifier.text)} is used twice; first on line {seen[identifier.text]}"
                problems.append(Problem(identifier.place, ("assertions", index, "id"), what))
            seen.setdefault(identifier.text, identifier.place.line)
    return problems


def _error(name: str, problems: list[Problem]) -> ClaimError:
    ordered = sorted(problems, key=lambda found: found.place)
    lines = [found.line(name) for found in ordered[:MAX_PROBLEMS]]
    if len(ordered) > MAX_PROBLEMS:
        lines.append(f"{shown(name)}: and {len(ordered) - MAX_PROBLEMS} more")
    return ClaimError(tuple(lines))


def _one(name: str, what: str, place: Place = _START) -> ClaimError:
    return ClaimError((Problem(place, (), what).line(name),))


def _too_large(name: str) -> ClaimError:
    return ClaimError((f"{shown(name)}: over the limit of {MAX_BYTES} bytes for a claim file",))
