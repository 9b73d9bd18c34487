"""Which values of a verdict are positions, devices, accounts, names or addresses, and where they stand.

What is found by its place (a GPS tag, the name of whoever denied) is taken out there and wherever else it is repeated;
what is found by its form (an address, a handle, a pair of coordinates) wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from verifyctl.errors import UsageError

KINDS = ("gps", "device", "accounts", "names", "urls")
PUBLIC_KINDS = ("gps", "device", "accounts", "names")
TEXT = "text:"
LONGEST_EXPRESSION = 500
RELEASE = "release:"
"""With this begin the ids of timeline entries that say when a device or program came out; then kind and name."""

Path = tuple[str | int, ...]
Leaf = tuple[Path, str]


@dataclass
class Found:
    """`values`: what to take out, and of which kind. `whole`: places whose whole text goes, however short."""

    values: dict[str, str] = field(default_factory=dict)
    whole: set[Path] = field(default_factory=set)

    def add(self, kind: str, value: str, path: Path | None = None) -> None:
        """Note a value; with `path` it is what stands there."""
        if not value.strip():
            return
        self.values.setdefault(value, kind)
        if path is not None:
            self.whole.add(path)


_TAGS = {
    "gps": re.compile(r"gps|latitude|longitude|geotag|sub-?location|\bcity\b|country|province|iptccore:location", re.I),
    "device": re.compile(
        r"\bmake\b|\bmodel\b|lens|serial|hostcomputer|uniquecamera|imageuniqueid|camera|firmware|maker ?note"
        r"|documentid|instanceid|tiff:(make|model)|^aux:|tagsource",
        re.I,
    ),
    "names": re.compile(
        r"artist|copyright|author|by-?line|credit|creator|owner|writer|photographer|dc:rights|captionwriter|contact",
        re.I,
    ),
}
_KEYS = {
    "names": frozenset({"by", "credit", "name"}),
    "device": frozenset({"signer", "issuer", "generator", "software"}),
    "urls": frozenset({"url", "archive_url", "source_url", "remote_address"}),
    "gps": frozenset({"place"}),
}
# A name in these is a person's or a file's; elsewhere `name` names a program, a store or a part of a letter.
_NAMED = ("subject", "notes")
_PERSONS_ON_LETTERS = frozenset({"recipient", "signatory", "copy_to", "issuer"})

_URL = re.compile(r"\b(?:https?|ftp)://[^\s\"'<>\[\]{}|\\^`]{1,2000}|\bwww\.[^\s\"'<>\[\]{}|\\^`]{3,500}", re.I)
_HANDLE = re.compile(r"(?<![\w.@/])@([A-Za-z0-9_][\w.]{1,60})")
_COORDINATES = re.compile(
    r"(?<![\w.])[-+]?\d{1,3}\.\d{3,}\s{0,3}°?\s{0,3}[NS]?\s{0,3}[,;/ ]\s{0,3}[-+]?\d{1,3}\.\d{3,}\s{0,3}°?\s{0,3}[EW]?"
)
_SOCIAL = re.compile(
    r"^(?:https?://)?(?:[\w-]+\.){0,3}(?:twitter|x|fxtwitter|vxtwitter|nitter|facebook|fb|instagram|tiktok|telegram|t|"
    r"youtube|youtu|reddit|vk|ok|mastodon|bsky|threads|snapchat|linkedin|discord|discordapp|twimg|fbcdn|cdninstagram)"
    r"\.(?:com|net|org|me|be|ru|social|app|it)(?=[/:?#]|$)",
    re.I,
)


def secrets_of(verdict: dict[str, Any], kinds: Sequence[str]) -> Found:
    """What these kinds take out of a verdict's JSON. Raises UsageError for an unknown kind or a bad expression."""
    found = Found()
    leaves = tuple(_leaves(verdict, ()))
    for kind in kinds:
        if kind.startswith(TEXT):
            _by_expression(found, kind.removeprefix(TEXT), leaves)
        elif kind in KINDS:
            _FINDERS[kind](found, verdict, leaves)
        else:
            raise UsageError(f"--redact: no kind {kind!r}", hint=f"There are {', '.join(KINDS)} and text:REGEX.")
    return found


def _leaves(value: Any, path: Path) -> Iterator[Leaf]:
    match value:
        case str():
            yield path, value
        case dict():
            for key, each in value.items():
                yield from _leaves(each, (*path, key))
        case list():
            for index, each in enumerate(value):
                yield from _leaves(each, (*path, index))


def _by_expression(found: Found, expression: str, leaves: Sequence[Leaf]) -> None:
    try:
        pattern = re.compile(expression) if len(expression) <= LONGEST_EXPRESSION else None
    except re.error as error:
        raise UsageError(f"--redact: text:{expression}: not a regular expression: {error}") from error
    if pattern is None or pattern.search("") is not None:
        raise UsageError(
            "--redact: text: the expression is empty, matches nothing in particular or is too long",
            hint=f"Write what is to be taken out, in at most {LONGEST_EXPRESSION} characters.",
        )
    for path, text in leaves:
        for match in pattern.finditer(text):
            found.add("text", match[0], path if match[0] == text else None)


def _tagged(found: Found, kind: str, verdict: dict[str, Any]) -> None:
    """Values of metadata whose tag is of the kind, as each reader gave them."""
    pattern = _TAGS[kind]
    for number, stage in enumerate(verdict["stages"]):
        facts = stage.get("facts") or {}
        for index, item in enumerate(facts.get("fields", ()) if stage["stage"] == "metadata" else ()):
            if pattern.search(item["tag"]):
                for place, reading in enumerate(item["readings"]):
                    at = ("stages", number, "facts", "fields", index, "readings", place, "text")
                    found.add(kind, reading["text"], at)
        for index, item in enumerate(facts.get("xmp", ())):
            if pattern.search(item["path"]):
                found.add(kind, item["text"], ("stages", number, "facts", "xmp", index, "text"))


def _keyed(found: Found, kind: str, leaves: Sequence[Leaf]) -> None:
    for path, text in leaves:
        if path[-1] not in _KEYS.get(kind, ()) or path[0] in ("tool", "policy"):
            continue
        if path[-1] == "name" and not any(part in path for part in _NAMED):
            continue
        if path[-1] == "issuer" and "facts" not in path:
            continue
        found.add(kind, text, path)


def _gps(found: Found, verdict: dict[str, Any], leaves: Sequence[Leaf]) -> None:
    _tagged(found, "gps", verdict)
    for path, text in leaves:
        if (path[-1] == "place" and "image" in path) or path[-2:] == ("facts", "zone"):
            found.add("gps", text, path)
        for match in _COORDINATES.finditer(text):
            found.add("gps", match[0])


def _device(found: Found, verdict: dict[str, Any], leaves: Sequence[Leaf]) -> None:
    _tagged(found, "device", verdict)
    _keyed(found, "device", [leaf for leaf in leaves if "facts" in leaf[0]])
    for path, text in leaves:
        if path[0] == "timeline" and path[-1] == "id" and text.startswith(RELEASE):
            found.add("device", text.split(":", 2)[2])


def _names(found: Found, verdict: dict[str, Any], leaves: Sequence[Leaf]) -> None:
    _tagged(found, "names", verdict)
    _keyed(found, "names", leaves)
    for path, text in leaves:
        if path[-1] == "name" and path[-2:-1] == ("name",) and "file" in path:
            found.add("names", text, path)
    for number, stage in enumerate(verdict["stages"]):
        if stage["stage"] != "text":
            continue
        for index, item in enumerate((stage.get("facts") or {}).get("fields", ())):
            if item["name"] in _PERSONS_ON_LETTERS:
                at: Path = ("stages", number, "facts", "fields", index)
                for key in ("text", "normalised"):
                    found.add("names", item[key], (*at, key))


def _urls(found: Found, verdict: dict[str, Any], leaves: Sequence[Leaf]) -> None:
    _keyed(found, "urls", leaves)
    for _, text in leaves:
        for match in _URL.finditer(text):
            found.add("urls", match[0].rstrip(".,;:!?)"))


def _accounts(found: Found, verdict: dict[str, Any], leaves: Sequence[Leaf]) -> None:
    """Handles, ids of posts, and addresses on platforms, in which both stand."""
    for path, text in leaves:
        for match in _HANDLE.finditer(text):
            found.add("accounts", match[0])
            found.add("accounts", match[1])
        for match in _URL.finditer(text):
            if _SOCIAL.match(match[0]) or _archived_social(match[0]):
                found.add("accounts", match[0].rstrip(".,;:!?)"))
        if path[-1] in ("account", "post_id") or (path[-1] == "id" and "decoded" in path) or _undated(path):
            found.add("accounts", text, path)


def _archived_social(address: str) -> bool:
    inner = address.find("http", 4)
    return inner > 0 and _SOCIAL.match(address[inner:]) is not None


def _undated(path: Path) -> bool:
    return path[-1] == "id" and "undated" in path


_FINDERS: dict[str, Callable[[Found, dict[str, Any], Sequence[Leaf]], None]] = {
    "gps": _gps,
    "device": _device,
    "accounts": _accounts,
    "names": _names,
    "urls": _urls,
}
