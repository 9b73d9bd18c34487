"""Times inside web addresses: which platform an address belongs to, and where in it the id stands.

The platform is known by the host alone, so `https://twitter.com.example.org/…` is nobody's. No address is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, unquote, urlsplit

from verifyctl.reference import filenames
from verifyctl.reference.schemes import ID_SCHEMES, WORKERS
from verifyctl.reference.timed import Decoded, Examined, NoTime, examined, resolve

_ID = r"([0-9]{1,40})(?![0-9])"
_CODE = r"([A-Za-z0-9_-]{5,64})(?![A-Za-z0-9_-])"
_NAME = r"([A-Za-z0-9_-]{15})(?![A-Za-z0-9_-])"
_TID = r"([2-7a-j][2-7a-z]{12})(?![0-9A-Za-z])"
_STAMP = r"([0-9]{14}|[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6})"


@dataclass(frozen=True)
class _Form:
    """Hosts, and the paths on them in which the groups are ids of these schemes, in this order."""

    hosts: frozenset[str]
    path: re.Pattern[str]
    schemes: tuple[str, ...]


def _forms(hosts: str, *paths: tuple[str, str]) -> tuple[_Form, ...]:
    names = frozenset(hosts.split())
    return tuple(_Form(names, re.compile(path), tuple(schemes.split())) for path, schemes in paths)


_TWITTER_HOSTS = (
    "twitter.com x.com fxtwitter.com vxtwitter.com fixupx.com fixvx.com twittpr.com nitter.net xcancel.com "
    "threadreaderapp.com"
)
_FORMS: tuple[_Form, ...] = (
    *_forms(
        _TWITTER_HOSTS,
        (rf"/(?:status(?:es)?|thread)/{_ID}", "twitter-status"),
        (rf"^/pic/(?:orig/)?(?:media|tweet_video_thumb)/{_NAME}", "twitter-media"),
    ),
    *_forms(
        "pbs.twimg.com video.twimg.com",
        (rf"^/(?:media|tweet_video|tweet_video_thumb)/{_NAME}", "twitter-media"),
        (rf"^/(?:ext_tw_video|amplify_video)(?:_thumb)?/{_ID}", "twitter-video"),
    ),
    *_forms(
        "cdn.discordapp.com media.discordapp.net discord.com discordapp.com ptb.discord.com canary.discord.com",
        (rf"/(?:ephemeral-)?attachments/{_ID}/{_ID}", "discord-container discord"),
        (rf"^/channels/(?:@me|{_ID})/{_ID}/{_ID}", "discord-container discord-container discord"),
    ),
    *_forms(
        "instagram.com instagr.am ddinstagram.com",
        (rf"/(?:p|reels?|tv)/{_CODE}", "instagram"),
        (rf"^/stories/[^/]{{1,64}}/{_ID}", "instagram"),
    ),
    *_forms("threads.net threads.com", (rf"/(?:post|t)/{_CODE}", "threads")),
    *_forms("tiktok.com", (rf"/(?:video|photo|v|embed|embed/v2|player/v1)/{_ID}", "tiktok")),
    *_forms(
        "linkedin.com",
        (rf"-(?:activity|share|ugcPost)-{_ID}", "linkedin"),
        (rf"urn:li:(?:activity|share|ugcPost):{_ID}", "linkedin"),
    ),
    *_forms("bsky.app fxbsky.app bskyx.app", (rf"/profile/[^/]{{1,256}}/post/{_TID}", "atproto-tid")),
    *_forms("web.archive.org", (rf"^/web/{_STAMP}(?:[a-z]{{2}}_)?/", "archive-address")),
    *_forms(
        "archive.today archive.ph archive.is archive.li archive.vn archive.fo archive.md",
        (rf"^/{_STAMP}/", "archive-address"),
    ),
)
_KNOWN = frozenset(host for form in _FORMS for host in form.hosts)

# Any host may run Mastodon, so its addresses are known by their form.
_MASTODON = tuple(
    re.compile(path)
    for path in (
        rf"^/@[^/]{{1,256}}/(?:posts/)?{_ID}",
        rf"^/(?:web/)?(?:users/[^/]{{1,256}}/)?statuses/{_ID}",
        rf"^/web/@[^/]{{1,256}}/{_ID}",
    )
)
_MASTODON_FILE = re.compile(r"/media_attachments/files/((?:[0-9]{3}/){5,7})(?:original|small)/")

_FACEBOOK = "Facebook's numbers hold no known time"
_SHORT = "a short address holds no time: open it where it is safe to do so, and give the full address"
_TIMELESS: dict[str, str] = {
    "youtube.com": "YouTube's ids are random and hold no time",
    "youtu.be": "YouTube's ids are random and hold no time",
    "ytimg.com": "YouTube's ids are random and hold no time",
    "t.me": "Telegram counts the messages of a channel one by one; a number holds no time",
    "telegram.me": "Telegram counts the messages of a channel one by one; a number holds no time",
    "facebook.com": _FACEBOOK,
    "fb.com": _FACEBOOK,
    "fb.watch": _FACEBOOK,
    "messenger.com": _FACEBOOK,
    "fbcdn.net": "Facebook and Instagram name delivered files by internal numbers that hold no known time",
    "cdninstagram.com": "Facebook and Instagram name delivered files by internal numbers that hold no known time",
    "reddit.com": "Reddit counts its posts one by one; an id holds no time",
    "redd.it": "Reddit counts its posts one by one; an id holds no time",
    "imgur.com": "Imgur's ids are random and hold no time",
    "vk.com": "VK counts the posts of a page one by one; a number holds no time",
    "perma.cc": "Perma.cc's ids hold no time: the time of the capture stands on its page",
    "vm.tiktok.com": _SHORT,
    "vt.tiktok.com": _SHORT,
    "t.co": _SHORT,
    "bit.ly": _SHORT,
    "tinyurl.com": _SHORT,
}
_ARCHIVES = frozenset(host for form in _FORMS if "archive-address" in form.schemes for host in form.hosts)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")
_BARE_HOST = re.compile(r"(?:[A-Za-z0-9_-]{1,63}\.){1,10}[A-Za-z]{2,24}\.?(?::[0-9]{1,5})?/")
_INNER = re.compile(r"https?:/{1,2}(?=[^/])", re.IGNORECASE)
_AT_URI = re.compile(rf"at://[^/]{{1,256}}/[a-zA-Z0-9.-]{{1,317}}/{_TID}")
_DEPTH = 3


def is_address(text: str) -> bool:
    """True for text with a scheme (`https://…`, `at://…`; also percent-encoded) or that begins with a host and `/`."""
    text = _unquoted(text)
    return bool(_SCHEME.match(text) or _BARE_HOST.match(text))


def read(text: str, *, last: int) -> Examined:
    """The times in an address, and in addresses inside it (archives, redirects), outer ones first.

    `last` is the latest time accepted, in milliseconds since 1970 UTC. Never raises.
    """
    plain = _unquoted(text)
    found = Examined()
    for part in _nested(plain):
        found += _one(part, text, last)
    known = tuple(outcome for outcome in found.refused if outcome.recognised)
    if found.decoded or known:
        return Examined(found.decoded, known)
    return found


def _unquoted(text: str) -> str:
    for _ in range(_DEPTH):
        if "%" not in text:
            break
        text = unquote(text, errors="replace")
    return text


def _nested(text: str) -> tuple[str, ...]:
    starts = [found.start() for found in _INNER.finditer(text) if found.start() > 0][:_DEPTH]
    ends = [*starts, len(text)]
    whole = text[: ends[0]] if starts else text
    return (whole, *(text[start:end] for start, end in zip(starts, ends[1:], strict=True)))


def _one(text: str, source: str, last: int) -> Examined:
    if found := _AT_URI.match(text):
        return examined(_read("atproto-tid", found[1], source, last))
    # Archives write inner addresses with one slash.
    address = _INNER.sub("https://", text, count=1) if _INNER.match(text) else text
    try:
        parts = urlsplit(address if _SCHEME.match(address) else f"https://{address}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return examined(NoTime("", source, "it is not a well-formed address", recognised=False))
    return examined(*_on_host(_plain_host(host), parts, source, last))


def _plain_host(host: str) -> str:
    for prefix in ("www.", "mobile.", "m."):
        host = host.removeprefix(prefix)
    return "nitter.net" if host.startswith("nitter.") else host


def _on_host(host: str, parts: SplitResult, source: str, last: int) -> Iterator[Decoded | NoTime]:
    path = parts.path + (f"#{parts.fragment}" if parts.fragment.startswith("!") else "")
    if host in _TIMELESS or _parent(host) in _TIMELESS:
        reason = _TIMELESS.get(host) or _TIMELESS[_parent(host)]
        shown = f"{path}?{parts.query}" if parts.query else path
        yield NoTime(shown.strip("/")[:200], source, reason, recognised=True)
        return
    known = host if host in _KNOWN else _parent(host) if _parent(host) in {"linkedin.com", "tiktok.com"} else ""
    if not known:
        yield from _elsewhere(host, path, source, last)
        return
    ids = [pair for form in _FORMS if known in form.hosts for pair in _ids(form, path)]
    for scheme, id_ in sorted(ids, key=lambda pair: ID_SCHEMES[pair[0]].role == "container"):
        yield _read(scheme, id_, source, last)
    inside = tuple(_archived(path, source, last)) if known in _ARCHIVES else ()
    yield from inside
    if not ids and not inside:
        yield NoTime("", source, f"no id that holds a time stands in this address of {known}", recognised=False)


def _parent(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _ids(form: _Form, path: str) -> Iterator[tuple[str, str]]:
    if found := form.path.search(path):
        yield from ((scheme, id_) for scheme, id_ in zip(form.schemes, found.groups(), strict=True) if id_)


def _archived(path: str, source: str, last: int) -> Iterator[Decoded | NoTime]:
    """What an archived address without `https://` of its own says."""
    inner = path.strip("/").split("/", 2 if path.startswith("/web/") else 1)[-1]
    if _BARE_HOST.match(inner):
        inside = _one(inner, source, last)
        yield from inside.decoded
        yield from (outcome for outcome in inside.refused if outcome.recognised)


def _elsewhere(host: str, path: str, source: str, last: int) -> Iterator[Decoded | NoTime]:
    if found := _MASTODON_FILE.search(path):
        yield _mastodon(found[1].replace("/", "").lstrip("0"), source, last)
        return
    for form in _MASTODON:
        if found := form.search(path):
            yield _mastodon(found[1], source, last)
            return
    named = filenames.read(path.rsplit("/", 1)[-1][:300], last=last)
    yield from named.decoded
    yield from named.refused
    if not named.decoded and not named.refused:
        whose = f"of {host}" if host else "without a host"
        yield NoTime("", source, f"no kind of id is known for addresses {whose}", recognised=False)


def _read(scheme: str, id_: str, source: str, last: int) -> Decoded | NoTime:
    return resolve(ID_SCHEMES[scheme], id_, WORKERS[scheme](id_), source=source, last=last)


def _mastodon(id_: str, source: str, last: int) -> Decoded | NoTime:
    outcome = _read("mastodon", id_, source, last)
    # Only the form of the address speaks for Mastodon, so a number that does not fit is nobody's id.
    return replace(outcome, recognised=False) if isinstance(outcome, NoTime) else outcome
