"""Times inside ids, media names, file names and addresses: one way in for all of them.

Nothing is fetched, no clock is read, and no text makes it raise. A number that fits several schemes gets one
reading for each, none of them certain, so that nobody takes a guess for a fact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from verifyctl.reference import addresses, filenames, sums
from verifyctl.reference.filenames import NAME_SCHEMES
from verifyctl.reference.schemes import ID_SCHEMES, WORKERS
from verifyctl.reference.timed import (
    LAST_MS,
    MAX_LENGTH,
    Decoded,
    Examined,
    NoTime,
    Scheme,
    examined,
    resolve,
    to_ms,
)

SCHEMES: Mapping[str, Scheme] = MappingProxyType({**ID_SCHEMES, **NAME_SCHEMES})
"""Every scheme, of ids and of file names, by name."""

_PLATFORMS: Mapping[str, str] = MappingProxyType(
    {
        "twitter": "twitter-status",
        "x": "twitter-status",
        "discord": "discord",
        "instagram": "instagram",
        "threads": "threads",
        "tiktok": "tiktok",
        "linkedin": "linkedin",
        "mastodon": "mastodon",
        "truth": "mastodon",
        "bluesky": "atproto-tid",
        "bsky": "atproto-tid",
    }
)
_WITHOUT_TIMES: Mapping[str, str] = MappingProxyType(
    {
        "facebook": "Facebook's numbers hold no known time",
        "youtube": "YouTube's ids are random and hold no time",
        "telegram": "Telegram counts the messages of a channel one by one; a number holds no time",
        "whatsapp": "WhatsApp's messages have no public id that holds a time",
        "reddit": "Reddit counts its posts one by one; an id holds no time",
        "vk": "VK counts the posts of a page one by one; a number holds no time",
    }
)

_NUMERIC = (
    "twitter-status",
    "discord-id",
    "instagram",
    "tiktok",
    "linkedin",
    "mastodon",
)
_DIGITS = re.compile(r"[0-9]+")
_WITH_USER = re.compile(r"[0-9]{15,19}_[0-9]{1,20}")
_WORD = re.compile(r"[A-Za-z0-9_-]{11}")
_UUID_IN_NAME = re.compile(rf"(?<![0-9A-Za-z-]){sums.UUID.pattern}(?![0-9A-Za-z-])")
_SHOWN = 200


def decode(text: str, *, now: datetime | None = None) -> tuple[Decoded, ...]:
    """The times in a bare id, an address or a file name; empty where there is none. See `examine`."""
    return examine(text, now=now).decoded


def examine(text: str, *, now: datetime | None = None) -> Examined:
    """The times in a bare id, an address or a file name, and why other readings were refused.

    `now` (aware) bounds the times accepted; without it, everything before the year 2100 is. Never raises.
    """
    text = text.strip()
    last = LAST_MS if now is None else to_ms(now)
    if not text:
        return examined(NoTime("", "", "it is empty", recognised=False))
    if len(text) > MAX_LENGTH:
        reason = f"it is longer than {MAX_LENGTH} characters, and no id, address or file name is"
        return examined(NoTime("", text[:_SHOWN], reason, recognised=False))
    if addresses.is_address(text):
        return addresses.read(text, last=last)
    return _bare(text, last)


def decode_post(platform: str | None, id_: str, *, now: datetime | None = None) -> Decoded | NoTime:
    """The time in a post id (or a post's address) whose platform is stated. Never raises.

    Without a platform, or with one whose ids are not known, there is no reading: a number alone fits several.
    """
    id_ = id_.strip()
    name = " ".join((platform or "").split())[:_SHOWN]
    source = f"post id, {name}" if name else "post id"
    if addresses.is_address(id_):
        found = examine(id_, now=now)
        return found.decoded[0] if found.decoded else found.refused[0]
    words = set(re.findall(r"[a-z]+", name.casefold()))
    schemes = {_PLATFORMS[word] for word in words & _PLATFORMS.keys()}
    timeless = sorted(words & _WITHOUT_TIMES.keys())
    if len(schemes) == 1 and not timeless:
        scheme = ID_SCHEMES[schemes.pop()]
        last = LAST_MS if now is None else to_ms(now)
        return resolve(scheme, id_[:_SHOWN], WORKERS[scheme.name](id_), source=source, last=last)
    if timeless and not schemes:
        return NoTime(id_[:_SHOWN], source, _WITHOUT_TIMES[timeless[0]], recognised=True)
    reason = "it is not known how this platform numbers its posts" if name else "the platform is not stated"
    return NoTime(id_[:_SHOWN], source, f"{reason}, and a number alone fits several schemes", recognised=False)


def read_name(name: str) -> tuple[Decoded, ...]:
    """The times in the name of a file. A hint: anyone can rename a file.

    The readings hold only the part of the name that has the time, never the rest of it.
    """
    found = filenames.read(name[:MAX_LENGTH]) + _dated_ids(name[:MAX_LENGTH], LAST_MS)
    return found.decoded


def carries(scheme: str) -> bool:
    """True if the time of such an id was set by the platform at the upload, so that it can be a premise.

    False for keys that a writer or a server chooses, for archive addresses and for file names. Raises KeyError
    for an unknown scheme.
    """
    return SCHEMES[scheme].carries


def _bare(text: str, last: int) -> Examined:
    name = re.split(r"[/\\]", text)[-1]
    found = filenames.read(name, last=last) + _dated_ids(name, last)
    if found.decoded or found.refused:
        return found
    if _DIGITS.fullmatch(text):
        return _number(text, last)
    if _WITH_USER.fullmatch(text):
        found += examined(_guess("instagram", text, text, last))
    if sums.TID.fullmatch(text):
        found += examined(_guess("atproto-tid", text, text, last))
    if _WORD.fullmatch(text):
        youtube = "a YouTube id has the same form, is random and holds no time"
        found += examined(_guess("instagram", text, text, last), NoTime(text, text, youtube, recognised=False))
    if found.decoded or found.refused:
        return found
    return examined(NoTime("", text[:_SHOWN], "it has none of the known forms", recognised=False))


def _dated_ids(name: str, last: int) -> Examined:
    """UUIDs anywhere in a name, and a ULID that is all of it but the extension."""
    outcomes: list[Decoded | NoTime] = []
    for found in _UUID_IN_NAME.finditer(name):
        version = sums.uuid_version(found[0])
        if isinstance(version, str):
            outcomes.append(NoTime(found[0], found[0], version, recognised=True))
        else:
            scheme = ID_SCHEMES[f"uuid-v{version}"]
            outcomes.append(resolve(scheme, found[0], sums.uuid(found[0]), source=found[0], last=last))
    stem = name.split(".", 1)[0]
    if sums.ULID.fullmatch(stem):
        outcomes.append(_guess("ulid", stem, stem, last))
    return examined(*outcomes)


def _number(text: str, last: int) -> Examined:
    value = sums.number(text)
    if isinstance(value, str):
        return examined(NoTime(text[:_SHOWN], text[:_SHOWN], value, recognised=False))
    schemes = [*_NUMERIC, *({10: ("unix-seconds",), 13: ("unix-milliseconds",)}.get(len(text), ()))]
    # Twelve digits and more: below that an Instagram reading would take the number for a code.
    if len(text) < 12:
        schemes.remove("instagram")
    return examined(*(_guess(scheme, text, text, last) for scheme in schemes))


def _guess(scheme: str, id_: str, source: str, last: int) -> Decoded | NoTime:
    return resolve(ID_SCHEMES[scheme], id_, WORKERS[scheme](id_), source=source, certain=False, last=last)
