"""Redaction: values taken out of a verdict, each replaced by a marker and a salted commitment.

A bare digest of a telephone number or a place can be guessed, so every commitment is `sha256(salt ‖ value)` with a
fresh salt of 32 bytes; salts and values stay in a private sidecar. What a reader gets is a verdict of its own, sealed
anew. Its `redacted_from` is such a commitment too: the plain id of the origin covers the values that were taken out,
so whoever has all the rest could try values until it fits.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError

from verifyctl.custody import publication
from verifyctl.custody.derived import without_conclusions
from verifyctl.custody.reading import unknown_fields
from verifyctl.custody.seal import UNSEALED, is_later, seal, with_id
from verifyctl.custody.sensitive import KINDS, PUBLIC_KINDS, Found, secrets_of
from verifyctl.errors import UsageError, VerdictError
from verifyctl.model.base import Count, Digest, Model
from verifyctl.model.verdict import Redaction, Verdict

SIDECAR_FORMAT = "verifyctl.redactions/1"
SALT_BYTES = 32
SHORTEST_EVERYWHERE = 4
"""Characters from which a value is looked for in the whole file; shorter ones are taken out where they stand."""

Salt = Callable[[], bytes]


class Opened(Model):
    """What opens one commitment: the salt, hexadecimal, and the value."""

    number: Count
    kind: str
    salt: str
    value: str


class Sidecar(Model):
    """The private side of a redaction. `link` opens `redacted_from` to the id of the verdict that was redacted."""

    format: Literal["verifyctl.redactions/1"] = "verifyctl.redactions/1"
    redacted: Digest
    redacted_from: Digest
    link_salt: str
    values: tuple[Opened, ...] = Field(default=())

    def to_bytes(self) -> bytes:
        """The file: JSON in UTF-8, a newline at the end."""
        return (json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n").encode()


def commitment(salt: bytes, value: str) -> str:
    """`sha256:` and the SHA-256 of the salt followed by the value in UTF-8."""
    return "sha256:" + hashlib.sha256(salt + value.encode()).hexdigest()


def fresh_salt() -> bytes:
    """A new random salt."""
    return secrets.token_bytes(SALT_BYTES)


def redacted(
    verdict: Verdict, kinds: Iterable[str] = (), *, public: bool = False, salt: Salt = fresh_salt
) -> tuple[Verdict, Sidecar]:
    """A verdict without the values of these kinds, sealed anew, and the private sidecar that opens the commitments.

    `kinds` are names of `KINDS` or `text:REGEX`. `public` adds `PUBLIC_KINDS`, and leaves out what the stages
    collected, coordinates and the detail of comparisons: conclusions and limits stay.

    Raises UsageError for an unknown kind or a bad expression, VerdictError where a value cannot be taken out.
    """
    asked = tuple(dict.fromkeys((*kinds, *(PUBLIC_KINDS if public else ()))))
    if not asked:
        raise UsageError("nothing to redact was named", hint=f"Name some of {', '.join(KINDS)}, text:REGEX.")
    before = verdict.as_json()
    found = secrets_of(before, asked)
    before = without_conclusions(before, asked)
    if public:
        before = publication.reduced(before)
    listed = {value: (number, kind) for number, (value, kind) in enumerate(found.values.items(), start=1)}
    opened = tuple(
        Opened(number=number, kind=kind, salt=salt().hex(), value=value) for value, (number, kind) in listed.items()
    )
    after, places = _replaced(before, found, listed)
    link = salt()
    after |= {
        "redacted_from": commitment(link, verdict.id),
        "redactions": [
            Redaction(
                number=item.number,
                redacted=item.kind,
                commit=commitment(bytes.fromhex(item.salt), item.value),
                places=places.get(item.number, 0),
            ).as_json()
            for item in opened
        ],
        "limits": [*after["limits"], _limit(opened, public=public)],
        "id": UNSEALED,
        "result_digest": UNSEALED,
    }
    _without_other_forms(before, after, salt)
    derived = seal(_validated(after, before))
    if is_later(verdict.format_version):
        # What a later version's result digest covers is not known here, and it covers what was taken out.
        derived = with_id(derived.model_copy(update={"result_digest": commitment(salt(), verdict.result_digest)}))
    sidecar = Sidecar(redacted=derived.id, redacted_from=verdict.id, link_salt=link.hex(), values=opened)
    return derived, sidecar


def _limit(opened: tuple[Opened, ...], *, public: bool) -> str:
    kinds = ", ".join(dict.fromkeys(item.kind for item in opened)) or "none found"
    left_out = "; the facts of the stages and coordinates were left out" if public else ""
    return (
        f"This is a redacted version: {len(opened)} values ({kinds}) were replaced by markers with salted "
        f"commitments{left_out}."
    )


def _replaced(
    value: dict[str, Any], found: Found, listed: Mapping[str, tuple[int, str]]
) -> tuple[dict[str, Any], dict[int, int]]:
    """The tree with markers in the place of values, and how often each number was put in."""
    everywhere = sorted((item for item in listed if len(item) >= SHORTEST_EVERYWHERE), key=len, reverse=True)
    pattern = (
        re.compile("|".join(expression(item, listed[item][1]) for item in everywhere), re.IGNORECASE)
        if everywhere
        else None
    )
    by_folded = {item.casefold(): listed[item] for item in everywhere}
    places: dict[int, int] = {}

    def marker(number: int, kind: str) -> str:
        places[number] = places.get(number, 0) + 1
        return f"[redacted {kind} {number}]"

    def exchanged(match: re.Match[str]) -> str:
        entry = by_folded.get(match[0].casefold())
        return marker(*entry) if entry else match[0]

    def walk(item: Any, path: tuple[str | int, ...]) -> Any:
        match item:
            case str() if _ours(path):
                return item
            case str():
                if path in found.whole and item in listed:
                    return marker(*listed[item])
                return pattern.sub(exchanged, item) if pattern else item
            case list():
                return [walk(each, (*path, index)) for index, each in enumerate(item)]
            case dict():
                keyed = "evidence" in path or (bool(path) and path[-1] == "evidence")
                return {
                    (pattern.sub(exchanged, key) if keyed and pattern else key): walk(each, (*path, key))
                    for key, each in item.items()
                }
            case _:
                return item

    after = {key: walk(each, (key,)) for key, each in value.items()}
    return after, places


def expression(value: str, kind: str) -> str:
    """What finds a value in a text: not as a part of a longer word, unless it was asked for by an expression."""
    if kind == "text":
        return re.escape(value)
    start = r"(?<!\w)" if value[:1].isalnum() else ""
    end = r"(?!\w)" if value[-1:].isalnum() else ""
    return start + re.escape(value) + end


_OURS = frozenset(
    {"format", "format_version", "code", "kind", "status", "direction", "strength", "basis", "stage", "outcome"}
)


def _ours(path: tuple[str | int, ...]) -> bool:
    """Whether what stands there is our own vocabulary, or a digest that identifies the verdict or the policy."""
    return path[0] in ("policy", "tool", "id", "result_digest") or (path[-1] in _OURS and "facts" not in path)


def _without_other_forms(before: dict[str, Any], after: dict[str, Any], salt: Salt) -> None:
    """Other forms of texts in which something was taken out would let it be guessed.

    Their plain digests are committed to; what a claim's words were taken to mean goes out.
    """
    for old, new in zip(_texts_with_digest(before), _texts_with_digest(after), strict=True):
        if old[0] != new[0]:
            holder, key = new[1], new[2]
            holder[key] = commitment(salt(), holder[key])
    for old, new in zip(before["assertions"], after["assertions"], strict=True):
        if old["statement"] != new["statement"]:
            new.pop("understood", None)  # the same words in another spelling
    if "claim" in before and before["claim"] != after["claim"]:
        after["claim"]["digest"] = commitment(salt(), before["claim"]["digest"])


def _texts_with_digest(value: dict[str, Any]) -> list[tuple[str, dict[str, Any], str]]:
    notes = [
        note for stage in value["stages"] for note in (stage.get("facts") or {}).get("notes", ()) if "sha256" in note
    ]
    return [(note["text"], note, "sha256") for note in notes]


def _validated(value: dict[str, Any], before: dict[str, Any]) -> Verdict:
    """The verdict. A marker that does not fit its field is made fit, or the field is left out."""
    for _ in range(50):
        try:
            return Verdict.model_validate_json(json.dumps(value), extra=unknown_fields(value["format_version"]))
        except ValidationError as error:
            for detail in error.errors():
                _made_fit(value, before, detail["loc"], detail["type"])
    raise VerdictError("the values named by --redact stand where a verdict cannot be without them")


def _made_fit(value: dict[str, Any], before: dict[str, Any], location: tuple[int | str, ...], kind: str) -> None:
    holder: Any = value
    original: Any = before
    path: list[int | str] = []
    for last, step in zip(("", *location), location, strict=False):
        # Which kind of facts it is stands in the location, and not in the file.
        inside = last != "facts" and (
            (isinstance(holder, list) and isinstance(step, int) and step < len(holder))
            or (isinstance(holder, dict) and step in holder)
        )
        if not inside:
            continue
        if isinstance(holder[step], (dict, list)):
            holder = holder[step]
            original = original.get(step, {}) if isinstance(original, dict) else original[step]
        else:
            path.append(step)
    if not path or not isinstance(holder, dict):
        raise VerdictError("the values named by --redact stand where a verdict cannot be without them")
    key = path[-1]
    if kind in ("enum", "literal_error"):
        holder[key] = original.get(key)
    elif key == "id":
        holder[key] = re.sub(r"[^a-z0-9]+", "-", str(holder[key]).lower()).strip("-")
    else:
        del holder[key]
