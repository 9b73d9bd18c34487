"""Worked examples, refusals, the way there and back for every scheme, and text of any kind."""

from __future__ import annotations

import base64
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.model.dates import parse_utc
from verifyctl.reference import sums
from verifyctl.reference.ids import SCHEMES, carries, decode, decode_post, examine, read_name
from verifyctl.reference.timed import LAST_MS, Decoded, NoTime, to_ms

TWEET = "608576484588945408"


def times(text: str) -> dict[str, str]:
    return {reading.scheme: reading.at for reading in decode(text)}


# Every row was checked by hand against the formula; those of schemes.py's `checked` also against the platform.
WORKED = [
    ("twitter", TWEET, "2015-06-10T10:08:35.387Z"),
    ("twitter", "592478261867446272", "2015-04-27T00:00:00.000Z"),
    ("twitter", "592840649733046272", "2015-04-28T00:00:00.000Z"),
    ("x", "29700859247", "2010-11-04T01:43:01.738Z"),
    ("discord", "175928847299117063", "2016-04-30T11:18:25.796Z"),
    ("instagram", "1949525278281554174", "2019-01-04T17:05:45.106Z"),
    ("instagram", "1949525278281554174_123456", "2019-01-04T17:05:45.106Z"),
    ("instagram", "BsOGulcndj-", "2019-01-04T17:05:45.106Z"),
    ("threads", "C9wK8SrvY5T", "2024-07-23T04:59:40.720Z"),
    ("tiktok", "6823365830239013125", "2020-05-05T14:24:18Z"),
    ("tiktok", "6854717870488702213", "2020-07-29T02:06:13Z"),
    ("linkedin", "7075043149462556672", "2023-06-15T09:35:34.777Z"),
    ("mastodon", "109349973247843234", "2022-11-15T21:36:15.778Z"),
    ("mastodon", "109320015478035897", "2022-11-10T14:37:36.488Z"),
    ("bluesky", "3jzfcijpj2z2a", "2023-06-30T15:03:01.887Z"),
    ("bluesky", "3l25zusnsfctk", "2024-08-20T16:31:35.793Z"),
]


@pytest.mark.parametrize(("platform", "id_", "at"), WORKED)
def test_worked_examples(platform: str, id_: str, at: str) -> None:
    found = decode_post(platform, id_)
    assert isinstance(found, Decoded)
    assert (found.at, found.certain) == (at, True)
    assert found.steps[-1] == f"= {at}"
    assert found.basis == SCHEMES[found.scheme].formula


@pytest.mark.parametrize(
    ("text", "scheme", "at"),
    [
        ("CHIZFl5U0AAENRU", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("CHIZFl5U0AAENRU.jpg", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("CHIZFl5U0AAENRU.jpg:large", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("CHIZFl5U0AAENRU.jpg_large", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("CHIZFl5U0AAENRU_large.jpg", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("CHIZFl5U0AAENRU-4096x4096.png", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("CHIZFl5U0AAENRU (1).jpg", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("folder/CHIZFl5U0AAENRU.jpg", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("D5tPa7vUIAAePq2", "twitter-media", "2019-05-04T07:41:46.032Z"),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", "ulid", "2016-07-30T23:54:10.259Z"),
        ("01arz3ndektsv4rrffq69g5fav.png", "ulid", "2016-07-30T23:54:10.259Z"),
        ("C232AB00-9414-11EC-B3C8-9F6BDECED846", "uuid-v1", "2022-02-22T19:22:22.000Z"),
        ("1EC9414C-232A-6B00-B3C8-9F6BDECED846", "uuid-v6", "2022-02-22T19:22:22.000Z"),
        ("photo_017f22e2-79b0-7cc3-98c4-dc0c0c07398f.jpg", "uuid-v7", "2022-02-22T19:22:22.000Z"),
        ("3jzfcijpj2z2a", "atproto-tid", "2023-06-30T15:03:01.887Z"),
        ("1430136000", "unix-seconds", "2015-04-27T12:00:00Z"),
        ("1436113520000", "unix-milliseconds", "2015-07-05T16:25:20.000Z"),
    ],
)
def test_bare_texts(text: str, scheme: str, at: str) -> None:
    assert times(text)[scheme] == at


def test_the_media_name_holds_the_media_id_that_the_api_gave() -> None:
    assert sums.media_id("CHIZFl5U0AAENRU") == 608576483511029760


@given(st.text(st.sampled_from(sums.BASE64), min_size=15, max_size=15))
def test_media_names_are_read_as_the_standard_library_reads_base64(name: str) -> None:
    octets = base64.urlsafe_b64decode(f"{name}=")
    assert len(octets) == 11
    assert sums.media_id(name) == int.from_bytes(octets[:8], "big")


def test_the_steps_can_be_redone_by_hand() -> None:
    found = decode_post("twitter", TWEET)
    assert isinstance(found, Decoded)
    assert found.steps == (
        "608576484588945408 divided by 4194304 (2 to the power 22), fraction dropped, is 145095940730",
        "145095940730 + 1288834974657 = 1433930915387 milliseconds since 1970-01-01T00:00:00Z",
        "= 2015-06-10T10:08:35.387Z",
    )
    assert 608576484588945408 // 4194304 == 145095940730
    assert 145095940730 + 1288834974657 == 1433930915387


def test_a_bare_number_gets_every_reading_that_fits_and_none_is_certain() -> None:
    found = examine(TWEET)
    assert times(TWEET) == {
        "twitter-status": "2015-06-10T10:08:35.387Z",
        "discord-id": "2019-08-07T08:25:40.730Z",
        "instagram": "2013-12-11T13:19:52.086Z",
    }
    assert not any(reading.certain for reading in found.decoded)
    assert {item.recognised for item in found.refused} == {False}


def test_now_drops_readings_that_lie_ahead() -> None:
    tiktok = "6823365830239013125"
    assert "twitter-status" in times(tiktok)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert {reading.scheme for reading in decode(tiktok, now=now)} == {"tiktok", "linkedin"}
    assert any("has not come yet" in item.reason for item in examine(tiktok, now=now).refused)


@pytest.mark.parametrize(
    ("platform", "id_", "word"),
    [
        ("twitter", "20", "29700859247"),
        ("twitter", "29700859246", "29700859247"),
        ("instagram", "CHIZ", "no such id is older"),
        ("discord", "123", "no such id is older"),
        ("tiktok", "123", "no such id is older"),
        ("mastodon", "101", "no such id is older"),
        ("bluesky", "2222222222222", "no such id is older"),
        ("facebook", "10153231379946729", "hold no known time"),
        ("youtube", "dQw4w9WgXcQ", "random"),
        ("telegram", "4711", "one by one"),
        ("twitter", "0608576484588945408", "without a leading zero"),
        ("twitter", "٦٠٨٥٧٦", "digits 0 to 9"),
        ("twitter", "-608576484588945408", "digits 0 to 9"),
        ("twitter", "9223372036854775808", "63 bits"),
        ("twitter", "9" * 4000, "63 bits"),
        ("twitter", "9" * 100_000, "longer than"),
        ("instagram", "_________________", "63 bits"),
        ("bluesky", "zzzzzzzzzzzzz", "13 characters"),
        ("", TWEET, "not stated"),
        ("some board", TWEET, "not known"),
        ("facebook and x", TWEET, "not known"),
    ],
)
def test_refusals_say_why(platform: str, id_: str, word: str) -> None:
    found = decode_post(platform, id_)
    assert isinstance(found, NoTime)
    assert word in found.reason
    assert len(found.id) <= 200


@pytest.mark.parametrize("platform", ["Twitter", "X", "twitter.com", "X (Twitter)", " twitter/x ", "https://x.com"])
def test_platforms_are_known_by_their_usual_names(platform: str) -> None:
    found = decode_post(platform, f" {TWEET}\n")
    assert isinstance(found, Decoded)
    assert found.at == "2015-06-10T10:08:35.387Z"


def test_an_address_in_place_of_a_post_id_is_read_as_an_address() -> None:
    found = decode_post("twitter", f"https://x.com/a/status/{TWEET}")
    assert isinstance(found, Decoded)
    assert found.id == TWEET


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 8, 0, 15])
def test_uuids_of_other_versions_and_variants_are_refused(version: int) -> None:
    text = f"c232ab00-9414-{version:x}1ec-b3c8-9f6bdeced846"
    found = examine(text)
    assert bool(found.decoded) == (version == 1)
    if version != 1:
        assert f"version {version:x} holds no time" in found.refused[0].reason
        assert found.refused[0].recognised
    assert not decode(text.replace("-b3c8-", "-c3c8-"))


def test_a_name_of_fifteen_letters_is_not_taken_for_a_media_name() -> None:
    found = examine("Document-letter.jpg")
    assert not found.decoded
    assert "counter" in found.refused[0].reason


def test_only_what_a_platform_numbers_can_be_a_premise() -> None:
    assert {name for name in SCHEMES if carries(name)} == {
        "twitter-status",
        "twitter-media",
        "twitter-video",
        "discord",
        "instagram",
        "threads",
        "tiktok",
        "linkedin",
    }
    with pytest.raises(KeyError):
        carries("astrology")


def test_every_scheme_says_what_it_bounds_and_where_its_rule_is_from() -> None:
    for name, scheme in SCHEMES.items():
        assert scheme.name == name
        assert all((scheme.title, scheme.formula, scheme.epoch, scheme.source, scheme.checked))
        assert all((scheme.bounds, scheme.limits))
        assert "not " in scheme.limits or "nothing" in scheme.limits


# there and back ------------------------------------------------------------------------------------


def moments(first: str, last: datetime = datetime(2090, 1, 1, tzinfo=UTC)) -> st.SearchStrategy[int]:
    start = datetime.fromisoformat(first).replace(tzinfo=UTC)
    return st.integers(to_ms(start), to_ms(last))


def written(value: int, alphabet: str, length: int) -> str:
    digits = []
    for _ in range(length):
        value, index = divmod(value, len(alphabet))
        digits.append(alphabet[index])
    return "".join(reversed(digits))


def read_ms(found: Decoded | NoTime) -> int:
    assert isinstance(found, Decoded), found
    return to_ms(parse_utc(found.at))


@given(moments("2010-11-05", datetime(2075, 1, 1, tzinfo=UTC)), st.integers(0, 2**22 - 1))
def test_twitter_there_and_back(ms: int, low: int) -> None:
    id_ = str((ms - sums.TWITTER_EPOCH) << 22 | low)
    assert read_ms(decode_post("twitter", id_)) == ms
    (found,) = decode(f"https://twitter.com/a/status/{id_}")
    assert read_ms(found) == ms


@given(
    moments("2010-11-05", datetime(2075, 1, 1, tzinfo=UTC)),
    st.integers(0, 1023),
    st.integers(0, 63),
    st.integers(0, 2**26 - 1),
)
def test_twitter_media_there_and_back(ms: int, worker: int, sequence: int, tail: int) -> None:
    id_ = (ms - sums.TWITTER_EPOCH) << 22 | worker << 12 | sequence
    name = written(id_ << 26 | tail, sums.BASE64, 15)
    assert sums.media_id(name) == id_
    found = [reading for reading in decode(f"{name}.jpg") if reading.scheme == "twitter-media"]
    assert [read_ms(reading) for reading in found] == [ms]
    assert [read_ms(reading) for reading in decode(f"https://pbs.twimg.com/media/{name}?format=jpg&name=large")] == [ms]


@given(moments("2015-01-29", datetime(2080, 1, 1, tzinfo=UTC)), st.integers(0, 2**22 - 1))
def test_discord_there_and_back(ms: int, low: int) -> None:
    id_ = str((ms - sums.DISCORD_EPOCH) << 22 | low)
    assert read_ms(decode_post("discord", id_)) == ms


@given(moments("2011-08-26", datetime(2045, 1, 1, tzinfo=UTC)), st.integers(0, 2**23 - 1))
def test_instagram_there_and_back(ms: int, low: int) -> None:
    id_ = (ms - sums.INSTAGRAM_EPOCH) << 23 | low
    code = written(id_, sums.BASE64, 11)
    assert read_ms(decode_post("instagram", str(id_))) == ms
    assert read_ms(decode(f"https://www.instagram.com/p/{code}/")[0]) == ms
    private = f"{code}Xabcdefghijklmnopqrstuvwxyz1"
    assert read_ms(decode(f"https://www.instagram.com/p/{private}/")[0]) == ms


@given(moments("2014-01-02", datetime(2038, 1, 1, tzinfo=UTC)), st.integers(0, 2**32 - 1))
def test_tiktok_there_and_back(ms: int, low: int) -> None:
    seconds = ms // 1000
    assert read_ms(decode_post("tiktok", str(seconds << 32 | low))) == seconds * 1000


@given(moments("2016-01-02"), st.integers(0, 2**16 - 1))
def test_mastodon_there_and_back(ms: int, low: int) -> None:
    id_ = ms << 16 | low
    assert read_ms(decode(f"https://example.social/@someone/{id_}")[0]) == ms


@given(moments("2010-01-02", datetime(2035, 1, 1, tzinfo=UTC)), st.integers(0, 2**22 - 1))
def test_linkedin_there_and_back(ms: int, low: int) -> None:
    assert read_ms(decode_post("linkedin", str(ms << 22 | low))) == ms


@given(moments("2022-11-18"), st.integers(0, 999), st.integers(0, 1023))
def test_tid_there_and_back(ms: int, micros: int, clock: int) -> None:
    text = written((ms * 1000 + micros) << 10 | clock, sums.SORTABLE, 13)
    assert read_ms(decode_post("bluesky", text)) == ms


@given(moments("2016-01-02"), st.integers(0, 2**80 - 1))
def test_ulid_there_and_back(ms: int, low: int) -> None:
    text = written(ms << 80 | low, sums.CROCKFORD, 26)
    assert [read_ms(reading) for reading in decode(text) if reading.scheme == "ulid"] == [ms]


@given(moments("1990-01-02"), st.integers(0, 9999), st.integers(0, 2**14 - 1), st.integers(0, 2**48 - 1))
def test_uuid_v1_agrees_with_the_standard_library(ms: int, ticks: int, clock: int, node: int) -> None:
    count = ms * 10_000 + ticks + sums.UUID_EPOCH
    fields = (count & 0xFFFFFFFF, count >> 32 & 0xFFFF, count >> 48 & 0xFFF | 0x1000, clock >> 8 | 0x80, clock & 0xFF)
    text = uuid.UUID(fields=(*fields, node))
    assert text.version == 1
    assert text.time == count
    assert [read_ms(reading) for reading in decode(str(text))] == [ms]
    digits = f"{count:015x}"
    v6 = f"{digits[:8]}-{digits[8:12]}-6{digits[12:]}-{str(text)[19:]}"
    assert [read_ms(reading) for reading in decode(v6)] == [ms]


@given(moments("2020-01-02"), st.integers(0, 2**12 - 1), st.integers(0, 2**62 - 1))
def test_uuid_v7_there_and_back(ms: int, high: int, low: int) -> None:
    text = str(uuid.UUID(int=ms << 80 | 7 << 76 | high << 64 | 2 << 62 | low))
    assert [read_ms(reading) for reading in decode(text)] == [ms]


# text of any kind ----------------------------------------------------------------------------------

HOSTILE = [
    "",
    " \t\n",
    "\x00",
    "\u202e904545849884845 6806",
    f"\x1b[2J{TWEET}",
    f"{TWEET}\n{TWEET}",
    "https://",
    "https://[",
    "https://[::1",
    "http://\u2100/status/1",
    "https://twitter.com:99999999/a/status/1",
    "//twitter.com/a/status/1",
    "https://twitter.com/a/status/",
    "%" * 4000,
    "%25" * 1300,
    "https://" * 500,
    "https://web.archive.org/web/99999999999999/https://x.com/",
    "https://web.archive.org/web/20150231000000/https://x.com/",
    "at://",
    "at://a/b/zzzzzzzzzzzzz",
    "\ud800",
    "https://x.com/\ud800/status/608576484588945408",
    "-" * 15,
    "_" * 11,
    "IMG-99999999-WA0001",
    "FB_IMG_9999999999999",
    "a." * 2000 + "/",
    "A" * 100_000,
    "9" * 100_000,
    "https://x.com/" + "a" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_answered_and_never_raises(text: str) -> None:
    found = examine(text)
    assert found.decoded or found.refused
    assert all(len(item.source) <= 4096 and len(item.id) <= 4096 for item in found.refused)
    read_name(text)
    decode_post(text, text)


TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=80),
    st.text(st.sampled_from("0123456789abcdefABCDEF-_./:%?#@ "), max_size=60),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "https://", "HTTP://", "at://", "https%3A%2F%2F"]),
        st.sampled_from(
            ["x.com", "TWITTER.com", "pbs.twimg.com", "www.instagram.com", "web.archive.org", "a.b", "t.me"]
        ),
        st.sampled_from(["/a/status/", "/media/", "/p/", "/web/", "/@a/", "/media_attachments/files/"]),
        st.text(max_size=40),
    ),
)


@given(TEXTS)
def test_no_text_raises_and_every_text_is_answered(text: str) -> None:
    found = examine(text)
    assert found.decoded or found.refused
    for reading in found.decoded:
        assert reading.scheme in SCHEMES
        assert reading.id in text or reading.scheme == "mastodon" or "%" in text
        assert datetime.fromisoformat(reading.at)
        if reading.at.endswith("Z"):
            assert to_ms(parse_utc(reading.at)) <= LAST_MS
    assert examine(text) == found
    decode_post(text, text)


def test_the_page_names_every_scheme() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "when.md").read_text(encoding="utf-8")
    assert [name for name in SCHEMES if f"`{name}`" not in page] == []


def test_reading_ids_loads_no_package_of_others() -> None:
    code = (
        "import sys, verifyctl.reference.ids\n"
        "heavy = {'pydantic', 'numpy', 'PIL', 'rich', 'cv2', 'yaml', 'click'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_bound_in_the_past_refuses_what_is_later() -> None:
    now = datetime(2015, 6, 10, 10, 8, 35, 387000, tzinfo=UTC)
    address = f"https://x.com/a/status/{TWEET}"
    assert decode(address, now=now)
    assert not decode(address, now=now - timedelta(milliseconds=1))
