"""What pydantic found, said to the person who wrote the claim file."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from verifyctl.claims.text import LONGEST, quoted
from verifyctl.claims.tree import Mapping, Node, Path, Place, Problem, Sequence, Unusable, find, is_empty, path_text
from verifyctl.model.claim import Claim

# Each pattern of the claim model, in words; a test holds the two against each other.
PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "is not a short name; use small letters a to z, digits and single hyphens",
    r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$": "is not an id; use up to 64 letters, digits, hyphens and underscores",
    r"^(sha256:)?[0-9a-f]{64}$": "is not a SHA-256; write 64 digits and small letters a to f",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "is not a language code such as ar, en or ar-SY",
}


def problem(error: ErrorDetails, root: Node, near_misses: frozenset[Path]) -> Problem | None:
    """One problem in words and in its place; None where it is the echo of one that is reported anyway.

    `near_misses` are the missing fields for which a misspelt name stands in the file.
    """
    path: Path = tuple(error["loc"])
    if error["type"] == "missing" and isinstance(path[-1], int):
        path = path[:-1]  # a list that is too short, rather than an entry that is missing
    node = find(root, path)
    if isinstance(node, Unusable) or error["type"] == "duplicate_id":
        return None
    if error["type"] == "missing" and path in near_misses:
        return None
    return Problem(_place(error, root, path), path, _what(error, node, path))


def near_misses(errors: list[ErrorDetails]) -> frozenset[Path]:
    """The fields that an unknown field's name was probably meant to be."""
    unknown = [tuple(error["loc"]) for error in errors if error["type"] == "extra_forbidden"]
    return frozenset(meant for path in unknown if (meant := _meant(path)))


def fields_at(path: Path) -> tuple[str, ...]:
    """The names of the fields that a claim has at this path, as they are written in the file."""
    model: type[BaseModel] | None = Claim
    for step in path:
        if isinstance(step, int):
            continue
        model = next(
            (
                _model_in(field.annotation)
                for name, field in (model.model_fields.items() if model else ())
                if step == (field.alias or name)
            ),
            None,
        )
    return tuple(field.alias or name for name, field in model.model_fields.items()) if model else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _place(error: ErrorDetails, root: Node, path: Path) -> Place:
    parent = find(root, path[:-1]) if path else root
    if isinstance(parent, Mapping) and isinstance(path[-1] if path else None, str):
        key = str(path[-1])
        node = parent.fields.get(key)
        if node is not None:
            return parent.keys[key] if error["type"] == "extra_forbidden" or is_empty(node) else node.place
        return parent.place
    for length in range(len(path), -1, -1):
        if (node := find(root, path[:length])) is not None:
            return node.place
    return root.place


def _what(error: ErrorDetails, node: Node | None, path: Path) -> str:  # noqa: PLR0911 - one way out a kind
    kind, given, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_field(path)
    if node is not None and is_empty(node):
        return "is empty"
    if kind == "missing":
        return "is missing" if node is None else "has too few values"
    if kind in ("enum", "literal_error"):
        return _not_one_of(str(given), str(context.get("expected", "")))
    if kind == "string_pattern_mismatch":
        return f"{quoted(str(given))} {PATTERNS[str(context['pattern'])]}"
    if kind == "value_error":
        return str(context["error"])
    if kind in _SHAPES:
        return _shape(kind, node, path)
    return _LIMITS[kind].format(**context) if kind in _LIMITS else error["msg"]


_LIMITS = {
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "too_long": "has more than {max_length} values",
    "greater_than_equal": "is less than {ge}",
}
_SHAPES = {
    "string_type": "a single text is expected",
    "model_type": "fields are expected",
    "tuple_type": "a list is expected",
}


def _shape(kind: str, node: Node | None, path: Path) -> str:
    if isinstance(node, Mapping):
        found = "holds fields"
    elif isinstance(node, Sequence):
        found = "is a list"
    else:
        found = "is a single text"
    advice = {
        "string_type": "",
        "model_type": f"; its fields are {', '.join(fields_at(path))}",
        "tuple_type": "; put [ ] around it, or begin each entry on a line of its own with '- '",
    }[kind]
    return f"{found} where {_SHAPES[kind]}{advice}"


def _unknown_field(path: Path) -> str:
    meant = _meant(path)
    if meant is None:
        return f"is not a known field; known here: {', '.join(fields_at(path[:-1]))}"
    if len(meant) > len(path):
        return f"is not a known field here; did you mean {path_text(meant)}?"
    return f"is not a known field; did you mean {meant[-1]}?"


def _meant(path: Path) -> Path | None:
    name = str(path[-1])
    if len(path) == 1 and name in fields_at(("claim",)):
        return ("claim", name)
    near = _nearest(name, fields_at(path[:-1]))
    return (*path[:-1], near) if near else None


def _not_one_of(given: str, expected: str) -> str:
    choices = tuple(part.strip("'") for part in expected.replace(" or ", ", ").split(", "))
    if near := _nearest(given, choices):
        return f"{quoted(given)} is not one of its values; did you mean {near}?"
    return f"{quoted(given)} is not one of {', '.join(choices)}"


def _nearest(word: str, choices: tuple[str, ...]) -> str | None:
    # Cut, since the time that difflib takes grows with the square of the length.
    plain = word[:LONGEST].strip().lower().replace("-", "_").replace(" ", "_")
    return next(iter(get_close_matches(plain, choices, n=1, cutoff=0.6)), None)
