"""Looking through outputs, before they are given away, for what should not be in them.

Searched for are the names of this machine and its user, absolute paths, and values that were redacted, with their plain
digests; in the bytes as they are and as JSON, HTML and addresses would write them.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from verifyctl.custody.redaction import SHORTEST_EVERYWHERE, Sidecar, expression

_PATHS = (
    re.compile(
        r"(?<![\w./:@-])/(?:home|Users|root|tmp|var|usr|opt|srv|mnt|media|private|Volumes|workspace|data|etc)"
        r"/[\w.@~+-][^\s\"'<>|]{0,200}"
    ),
    re.compile(
        r"(?<![\w])[A-Za-z]:[\\/]{1,2}(?:Users|Documents|Windows|Program|home|[\w-]{1,40}[\\/])[^\s\"'<>|]{0,200}"
    ),
    re.compile(r"\\\\[\w.-]{2,60}\\[\w$.-]{1,60}"),
    re.compile(r"\bfile://[^\s\"'<>]{1,200}"),
)
_SHOWN = 60


@dataclass(frozen=True)
class Leak:
    """Something that was found: of which kind, at which byte of the text that was looked at, and what, cut short."""

    kind: str
    at: int
    text: str


def leaks(data: bytes, *, host: str, users: Iterable[str], sidecars: Iterable[Sidecar] = ()) -> tuple[Leak, ...]:
    """What is in these bytes that should not be given away, each place once."""
    found: dict[tuple[str, str], Leak] = {}
    for text in _forms(data):
        for leak in _leaks(text, host, tuple(users), tuple(sidecars)):
            found.setdefault((leak.kind, leak.text.casefold()), leak)
    return tuple(found.values())


def _forms(data: bytes) -> Iterator[str]:
    """The text as it stands, and as it reads without the escapes of JSON, HTML and addresses."""
    seen: set[str] = set()
    texts = [data.decode("utf-8", "replace")]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:200]:
        texts += [data.decode("utf-16-le", "replace"), data.decode("utf-16-be", "replace")]
    for text in texts:
        for form in (text, _without_escapes(text), html.unescape(text), unquote(text)):
            if form not in seen:
                seen.add(form)
                yield form


def _without_escapes(text: str) -> str:
    return re.sub(r"\\(u[0-9a-fA-F]{4}|[\"\\/])", _plain, text)


def _plain(match: re.Match[str]) -> str:
    return chr(int(match[1][1:], 16)) if match[1].startswith("u") else match[1]


def _leaks(text: str, host: str, users: tuple[str, ...], sidecars: tuple[Sidecar, ...]) -> Iterator[Leak]:
    for kind, names in (("host", (host,)), ("user", users)):
        for name in names:
            if len(name) >= 3:
                yield from _found(kind, rf"(?<![\w]){re.escape(name)}(?![\w])", text)
    for pattern in _PATHS:
        yield from (Leak("path", match.start(), match[0][:_SHOWN]) for match in pattern.finditer(text))
    for sidecar in sidecars:
        yield from _found("origin", re.escape(sidecar.redacted_from.removeprefix("sha256:")), text)
        for item in sidecar.values:
            for digest in plain_digests(item.value):
                yield from _found(f"digest of a redacted value ({item.kind})", digest, text)
            if len(item.value) >= SHORTEST_EVERYWHERE:
                yield from _found(f"redacted value ({item.kind})", expression(item.value, item.kind), text)


def _found(kind: str, pattern: str, text: str) -> Iterator[Leak]:
    match = re.search(pattern, text, re.IGNORECASE)
    if match is not None:
        yield Leak(kind, match.start(), match[0][:_SHOWN])


def plain_digests(value: str) -> tuple[str, ...]:
    """Digests without salt by which a value could be guessed: of the text, as JSON, and without what stands around."""
    forms = dict.fromkeys((value, value.strip(), value.lower(), json.dumps(value, ensure_ascii=False), quote(value)))
    return tuple(
        hashlib.new(name, form.encode(), usedforsecurity=False).hexdigest()
        for form in forms
        for name in ("md5", "sha1", "sha256", "sha512")
    )
