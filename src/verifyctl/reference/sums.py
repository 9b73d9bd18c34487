"""The arithmetic of times inside ids: whole numbers only, each step in words so that it can be redone by hand.

Every public function of one id takes any text and answers with a sum, or with the reason why there is none.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from verifyctl.reference.timed import Worked, Worker, to_ms

TWITTER_EPOCH = 1_288_834_974_657
DISCORD_EPOCH = 1_420_070_400_000
INSTAGRAM_EPOCH = 1_314_220_021_721
FIRST_SNOWFLAKE = 29_700_859_247
UUID_EPOCH = 0x01B21DD213814000  # 100-nanosecond steps from 1582-10-15 to 1970-01-01

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"

MEDIA_NAME = re.compile(r"[A-Za-z0-9_-]{15}")
SHORTCODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
UUID = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-([0-9a-fA-F])[0-9a-fA-F]{3}-([0-9a-fA-F])[0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
)
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}")
TID = re.compile(r"[2-7a-j][2-7a-z]{12}")

_NUMBER = re.compile(r"0|[1-9][0-9]*")
_MEDIA_NUMBER = re.compile(r"([0-9]{12,64})(?:_[0-9]{1,20})?")
_STAMP = re.compile(r"[0-9]{14}")
_SINCE = "milliseconds since 1970-01-01T00:00:00Z"


def number(text: str) -> int | str:
    """A decimal id as a number, or the reason why it is none. Ids are at most 63 bits long."""
    if len(text) <= 20 and not _NUMBER.fullmatch(text):
        return "its ids are written in the digits 0 to 9, without a leading zero"
    if len(text) > 20 or int(text) >= 2**63:
        return "it is longer than the 63 bits that such ids have"
    return int(text)


def in_alphabet(text: str, alphabet: str) -> int:
    """The number that the text writes in the alphabet's base. Raises ValueError for a foreign character."""
    value = 0
    for char in text:
        value = value * len(alphabet) + alphabet.index(char)
    return value


def _shifted(value: int, bits: int, epoch: int) -> Worked:
    high = value >> bits
    first = f"{value} divided by {1 << bits} (2 to the power {bits}), fraction dropped, is {high}"
    if not epoch:
        return Worked(high, (first, f"{high} are {_SINCE}"))
    return Worked(high + epoch, (first, f"{high} + {epoch} = {high + epoch} {_SINCE}"))


def snowflake(bits: int, epoch: int) -> Worker:
    """The sum of ids whose time stands above the lowest `bits`, in milliseconds from `epoch`."""

    def work(text: str) -> Worked | str:
        value = number(text)
        return value if isinstance(value, str) else _shifted(value, bits, epoch)

    return work


def twitter(text: str) -> Worked | str:
    """A Twitter/X id. Those from before November 2010 hold no time."""
    value = number(text)
    if isinstance(value, str):
        return value
    if value < FIRST_SNOWFLAKE:
        return (
            f"Twitter ids below {FIRST_SNOWFLAKE} (before November 2010) were counted one by one and hold no time; "
            "the dates of posts with neighbouring ids bracket it"
        )
    return _shifted(value, 22, TWITTER_EPOCH)


def media_id(name: str) -> int:
    """The id in a Twitter media name of 15 base64url characters: the first 8 of its 11 bytes."""
    return in_alphabet(name, BASE64) >> 26


def twitter_media(name: str) -> Worked | str:
    """A Twitter/X media name."""
    if not MEDIA_NAME.fullmatch(name):
        return "media names have 15 characters out of A-Z a-z 0-9 - _"
    value = media_id(name)
    inner = twitter(str(value))
    if isinstance(inner, str):
        return f"its first 8 bytes are the number {value}; {inner}"
    octets = (in_alphabet(name, BASE64) >> 2).to_bytes(11, "big").hex(" ")
    return Worked(
        inner.ms,
        (
            f"{name} read as base64url is the 11 bytes {octets}",
            f"the first 8 bytes as one number, most significant first, are {value}",
            *inner.steps,
        ),
    )


def instagram(text: str) -> Worked | str:
    """An Instagram or Threads code; or a media id, which has 12 digits or more, alone or before `_` and a user id."""
    if found := _MEDIA_NUMBER.fullmatch(text):
        return snowflake(23, INSTAGRAM_EPOCH)(found[1])
    if not SHORTCODE.fullmatch(text):
        return "codes are made of the characters A-Z a-z 0-9 - _"
    head = text[:11]
    value = in_alphabet(head, BASE64)
    if value >= 2**63:
        return "it is longer than the 63 bits that such ids have"
    worked = _shifted(value, 23, INSTAGRAM_EPOCH)
    return Worked(worked.ms, (f"{head} in base 64 (A-Z a-z 0-9 - _) is the number {value}", *worked.steps))


def tiktok(text: str) -> Worked | str:
    """A TikTok id: whole seconds above the lowest 32 bits."""
    value = number(text)
    if isinstance(value, str):
        return value
    high = value >> 32
    return Worked(
        high * 1000,
        (
            f"{value} divided by {1 << 32} (2 to the power 32), fraction dropped, is {high}",
            f"{high} are seconds since 1970-01-01T00:00:00Z",
        ),
        whole_seconds=True,
    )


def tid(text: str) -> Worked | str:
    """An AT protocol record key; microseconds, cut to milliseconds."""
    if not TID.fullmatch(text):
        return "record keys of this kind have 13 characters out of 2-7 a-z, the first out of 2-7 a-j"
    value = in_alphabet(text, SORTABLE)
    micros = value >> 10
    return Worked(
        micros // 1000,
        (
            f"{text} in base 32 (2-7 a-z) is the number {value}",
            f"{value} divided by 1024, fraction dropped, is {micros} microseconds since 1970-01-01T00:00:00Z",
        ),
    )


def ulid(text: str) -> Worked | str:
    """A ULID, in capitals or small letters."""
    if not ULID.fullmatch(text):
        return "a ULID has 26 characters of Crockford's base 32, the first from 0 to 7"
    head = text[:10].upper()
    value = in_alphabet(head, CROCKFORD)
    return Worked(value, (f"the first 10 characters, {head}, in Crockford's base 32 are {value} {_SINCE}",))


def uuid(text: str) -> Worked | str:
    """A UUID of version 1, 6 or 7; the other versions hold no time."""
    version = uuid_version(text)
    if isinstance(version, str):
        return version
    digits = text.replace("-", "").lower()
    match version:
        case 1:
            parts = [digits[13:16], digits[8:12], digits[:8]]
            order = "the third group without its first digit, then the second and the first"
        case 6:
            parts = [digits[:12], digits[13:16]]
            order = "the first two groups, then the third without its first digit"
        case _:
            ms = int(digits[:12], 16)
            return Worked(ms, (f"the first two groups, {digits[:12]} in base 16, are {ms} {_SINCE}",))
    ticks = int("".join(parts), 16)
    since = ticks - UUID_EPOCH
    return Worked(
        since // 10_000,
        (
            f"{order}: {' '.join(parts)} in base 16 is {ticks}",
            f"{ticks} - {UUID_EPOCH} = {since} steps of 100 nanoseconds since 1970-01-01T00:00:00Z",
        ),
    )


def uuid_version(text: str) -> int | str:
    """1, 6 or 7 for a UUID that holds a time, else the reason why it holds none."""
    found = UUID.fullmatch(text)
    if found is None or found[2].lower() not in "89ab":
        return "it is not a UUID of the common variant, so nothing says where it would hold a time"
    version = found[1].lower()
    if version in "167":
        return int(version)
    kinds = {"3": ": it is a hash of a name", "4": ": it is random", "5": ": it is a hash of a name"}
    return f"a UUID of version {version} holds no time{kinds.get(version, '')}"


def unix(factor: int, unit: str) -> Worker:
    """The sum of a plain count of `unit` since 1970; `factor` milliseconds make one."""

    def work(text: str) -> Worked | str:
        value = number(text)
        if isinstance(value, str):
            return value
        return Worked(value * factor, (f"{value} are {unit} since 1970-01-01T00:00:00Z",), whole_seconds=factor > 1)

    return work


def archive_stamp(text: str) -> Worked | str:
    """Fourteen digits, year to second, as archives write them into their addresses."""
    digits = text.replace(".", "").replace("-", "")
    if not _STAMP.fullmatch(digits):
        return "archives write the time of a capture as fourteen digits"
    try:
        moment = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return "its digits are not a date and a time"
    return Worked(to_ms(moment), (f"{digits} is year, month, day, hour, minute and second in UTC",), whole_seconds=True)
