"""Times in the names that phones, messengers and platforms give to files. A hint and no more: anyone can rename.

Most of these clocks are somebody's own, in a zone that the name does not state; such times get none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from verifyctl.reference.schemes import ID_SCHEMES
from verifyctl.reference.sums import media_id, twitter_media, unix
from verifyctl.reference.timed import LAST_MS, Decoded, Examined, NoTime, Scheme, examined, resolve, utc

_RENAMED = "anyone can rename a file; not when the picture was made"
_OLDEST = 631_152_000_000  # 1990-01-01: no such name is older


@dataclass(frozen=True)
class _Pattern:
    """A form of name. Its groups are the date, where there is one the time of day, and AM or PM if written."""

    scheme: Scheme
    form: re.Pattern[str]
    day_first: bool = False
    zone_utc: bool = False


def _scheme(name: str, title: str, clock: str, meaning: str, source: str = "names met in public collections") -> Scheme:
    return Scheme(
        name=name,
        title=title,
        role="name",
        set_by="file_name",
        formula=f"date and time as written in the name; clock: {clock}",
        epoch="none",
        source=source,
        checked="by its form only",
        bounds=f"{meaning}, if the name is the one that the program gave",
        limits=_RENAMED,
        not_before=_OLDEST,
    )


_NOT_DIGITS = re.compile(r"[^0-9]")
_PHONE = "the phone's own, its zone not stated"
_SAVER = "of whoever saved the file, its zone not stated"


def _named(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9]){form}(?![0-9])", re.IGNORECASE | re.ASCII)


_PATTERNS: tuple[_Pattern, ...] = (
    _Pattern(
        _scheme(
            "name-whatsapp-android",
            "a WhatsApp name (Android)",
            f"{_PHONE}; the day only",
            "the day on which a phone received or sent the file; the last digits count the files of that day",
        ),
        _named(r"(?:IMG|VID)-([0-9]{8})-WA[0-9]{4,6}"),
    ),
    _Pattern(
        _scheme(
            "name-whatsapp-desktop",
            "a WhatsApp name (desktop, web, iPhone export)",
            _SAVER,
            "the time of the message, as the saver's program showed it",
        ),
        _named(
            r"WhatsApp (?:Image|Video) ([0-9]{4}-[0-9]{2}-[0-9]{2}) at ([0-9]{1,2}\.[0-9]{2}\.[0-9]{2})(?: ?([AP]M))?"
        ),
    ),
    _Pattern(
        _scheme(
            "name-telegram",
            "a Telegram name (desktop)",
            _SAVER,
            "the time of the message or of saving, as the saver's program showed it",
        ),
        _named(r"photo_([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{2}-[0-9]{2}-[0-9]{2})"),
    ),
    _Pattern(
        _scheme(
            "name-telegram-export",
            "a Telegram name (chat export)",
            _SAVER,
            "the time of the message, as the exporter's program showed it",
        ),
        _named(r"photo_[0-9]{1,9}@([0-9]{2}-[0-9]{2}-[0-9]{4})_([0-9]{2}-[0-9]{2}-[0-9]{2})"),
        day_first=True,
    ),
    _Pattern(
        _scheme(
            "name-signal",
            "a Signal name",
            _SAVER,
            "the time of the message, as the saver's program showed it",
            "Signal's source, SaveAttachmentTask (newer form); names met in public collections (older form)",
        ),
        _named(r"signal-([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{2}-?[0-9]{2}-?[0-9]{2})"),
    ),
    _Pattern(
        _scheme(
            "name-screenshot",
            "a screenshot's name",
            _PHONE,
            "the time at which the screenshot was taken, not that of what it shows",
        ),
        _named(r"Screenshot_([0-9]{4}-?[0-9]{2}-?[0-9]{2})[-_]([0-9]{2}-?[0-9]{2}-?[0-9]{2})"),
    ),
    _Pattern(
        _scheme(
            "name-pixel",
            "a Google Pixel camera name",
            "UTC, as the phone knew it",
            "the time at which the phone took the picture",
            "tools for Pixel pictures (name2date); names met in public collections",
        ),
        _named(r"PXL_([0-9]{8})_([0-9]{9})"),
        zone_utc=True,
    ),
    _Pattern(
        _scheme(
            "name-android-camera",
            "an Android camera name",
            _PHONE,
            "the time at which the phone took or saved the picture",
        ),
        _named(r"(?:IMG|VID|PANO|BURST)_([0-9]{8})_([0-9]{6})(?:[0-9]{3})?"),
    ),
)

_FB_IMG = _named(r"FB_IMG_([0-9]{13})")
FACEBOOK_APP = Scheme(
    name="name-facebook-app",
    title="a Facebook app name",
    role="name",
    set_by="file_name",
    formula="the 13 digits are milliseconds since 1970 UTC",
    epoch="1970-01-01T00:00:00Z",
    source="names met in public collections",
    checked="by its form only",
    bounds="a phone saved the file from the Facebook app at this time by its own clock, if the name is the one given",
    limits=f"{_RENAMED}, nor when it was put on Facebook",
    not_before=1_104_537_600_000,
)

_SUFFIX = r"(?:jpe?g|png|webp|gif|mp4|bmp|tiff?|avif|heic|large|medium|small|orig|thumb|[0-9]{2,4}x[0-9]{2,4})"
_MEDIA_FILE = re.compile(rf"([A-Za-z0-9_-]{{15}})(?:[.:_-]{_SUFFIX}){{0,4}}(?: ?\([0-9]{{1,3}}\))?(?:\.{_SUFFIX})?")
# Twitter numbers the media of one millisecond from 0, so real counters are small. Arbitrary names of 15 characters
# seldom have a small one, and a bound keeps most of them from being mistaken for Twitter's.
_SEQUENCE_BELOW = 64

_TIMELESS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _named(r"received_[0-9]{15,20}"),
        "Messenger names saved files by an internal number that holds no known time",
    ),
    (
        _named(r"[0-9]{6,10}_[0-9]{14,17}_[0-9]{15,19}_[a-z]"),
        "Facebook and Instagram name delivered files by internal numbers that hold no known time",
    ),
)

NAME_SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {scheme.name: scheme for scheme in (*(pattern.scheme for pattern in _PATTERNS), FACEBOOK_APP)}
)
"""Every form of name with a time, by name of the scheme."""


def read(name: str, *, last: int = LAST_MS) -> Examined:
    """The times in a file name without folders; each reading's `id` and `source` are the part of the name it is in.

    Names in the form of Twitter's media are read too, but never as certain. `last` is the latest time accepted,
    in milliseconds since 1970 UTC. Empty where the name has none of the known forms.
    """
    return examined(*_dated(name, last), *_facebook(name, last), *_media(name, last), *_timeless(name))


def _dated(name: str, last: int) -> Iterator[Decoded | NoTime]:
    for pattern in _PATTERNS:
        for found in pattern.form.finditer(name):
            yield _written(pattern, found, last)


def _written(pattern: _Pattern, found: re.Match[str], last: int) -> Decoded | NoTime:
    scheme, part = pattern.scheme, found[0]
    date, time, half = (*(group or "" for group in found.groups()), "", "")[:3]
    try:
        moment = _moment(date, time, half.upper(), day_first=pattern.day_first)
    except ValueError:
        return NoTime(part, part, f"it has the form of {scheme.title}, but its digits are not a date", recognised=True)
    if not utc(_OLDEST)[:10] <= moment.date().isoformat() <= utc(last)[:10]:
        return NoTime(part, part, f"it has the form of {scheme.title}, but its date is not plausible", recognised=True)
    if not time:
        at = moment.date().isoformat()
    elif pattern.zone_utc:
        at = moment.isoformat(timespec="milliseconds") + "Z"
    else:
        at = moment.isoformat(timespec="seconds")
    steps = (f"{part} has the form of {scheme.title}", f"= {at}" + ("" if pattern.zone_utc else ", zone not known"))
    return Decoded(scheme.name, part, at, part, scheme.formula, steps, certain=True)


def _moment(date: str, time: str, half: str, *, day_first: bool) -> datetime:
    """Raises ValueError where the digits are no date or no time of day."""
    digits = _NOT_DIGITS.sub("", date)
    year, month, day = (digits[4:], digits[2:4], digits[:2]) if day_first else (digits[:4], digits[4:6], digits[6:])
    clock = _NOT_DIGITS.sub("", time).rjust(6, "0")
    hour = int(clock[:2])
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if half == "PM" else 0)
    millis = int(clock[6:] or 0)
    return datetime(int(year), int(month), int(day), hour, int(clock[2:4]), int(clock[4:6]), millis * 1000)  # noqa: DTZ001 - no zone is known


def _facebook(name: str, last: int) -> Iterator[Decoded | NoTime]:
    for found in _FB_IMG.finditer(name):
        yield resolve(FACEBOOK_APP, found[0], unix(1, "milliseconds")(found[1]), source=found[0], last=last)


def _media(name: str, last: int) -> Iterator[Decoded | NoTime]:
    found = _MEDIA_FILE.fullmatch(name)
    if not found:
        return
    id_, sequence = found[1], media_id(found[1]) % 4096
    if sequence >= _SEQUENCE_BELOW:
        reason = f"as a Twitter/X media name it would have the counter {sequence}, where Twitter's have a few at most"
        yield NoTime(id_, id_, reason, recognised=False)
        return
    yield resolve(ID_SCHEMES["twitter-media"], id_, twitter_media(id_), source=id_, certain=False, last=last)


def _timeless(name: str) -> Iterator[NoTime]:
    for form, reason in _TIMELESS:
        for found in form.finditer(name):
            yield NoTime(found[0], found[0], reason, recognised=True)
