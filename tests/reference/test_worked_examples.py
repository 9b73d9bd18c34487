"""Worked examples of ids, names, zones and the sun, one row each: what `verifyctl when` and the tables must answer.

Those of platforms were met beside a stated time or stand in the platform's documentation; the others follow from the
published formula.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from verifyctl.media.zones import offsets_at
from verifyctl.model.dates import parse_utc
from verifyctl.reference import sums
from verifyctl.reference.ids import SCHEMES, carries, decode, decode_post, examine
from verifyctl.reference.sun import sun
from verifyctl.reference.timed import Decoded, NoTime


@pytest.mark.parametrize(
    ("platform", "id_", "at"),
    [
        ("twitter", "608576484588945408", "2015-06-10T10:08:35.387Z"),
        ("twitter", "608576483511029760", "2015-06-10T10:08:35.130Z"),
        ("twitter", "592478261867446272", "2015-04-27T00:00:00.000Z"),
        ("twitter", "592840649733046272", "2015-04-28T00:00:00.000Z"),
        ("twitter", "592522217689153536", "2015-04-27T02:54:39.884Z"),
        ("discord", "175928847299117063", "2016-04-30T11:18:25.796Z"),
        ("instagram", "1949525278281554174", "2019-01-04T17:05:45.106Z"),
        ("instagram", "BsOGulcndj-", "2019-01-04T17:05:45.106Z"),
        ("tiktok", "6823365830239013125", "2020-05-05T14:24:18Z"),
        ("mastodon", "109349973247843234", "2022-11-15T21:36:15.778Z"),
        ("bluesky", "3jzfcijpj2z2a", "2023-06-30T15:03:01.887Z"),
    ],
)
def test_posts(platform: str, id_: str, at: str) -> None:
    found = decode_post(platform, id_)
    assert isinstance(found, Decoded)
    assert found.at == at


@pytest.mark.parametrize(
    ("text", "scheme", "at"),
    [
        ("CHIZFl5U0AAENRU", "twitter-media", "2015-06-10T10:08:35.130Z"),
        ("D5tPa7vUIAAePq2", "twitter-media", "2019-05-04T07:41:46.032Z"),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", "ulid", "2016-07-30T23:54:10.259Z"),
        ("FB_IMG_1436113520000.jpg", "name-facebook-app", "2015-07-05T16:25:20.000Z"),
        ("IMG-20150428-WA0003.jpg", "name-whatsapp-android", "2015-04-28"),
        ("WhatsApp Image 2015-04-28 at 20.15.33.jpeg", "name-whatsapp-desktop", "2015-04-28T20:15:33"),
        ("photo_2015-04-28_20-15-33.jpg", "name-telegram", "2015-04-28T20:15:33"),
        ("Screenshot_20150428-201533.png", "name-screenshot", "2015-04-28T20:15:33"),
        ("signal-2020-05-06-101112.jpg", "name-signal", "2020-05-06T10:11:12"),
        ("PXL_20240813_051351918.jpg", "name-pixel", "2024-08-13T05:13:51.918Z"),
        ("IMG_20150428_201533.jpg", "name-android-camera", "2015-04-28T20:15:33"),
    ],
)
def test_names(text: str, scheme: str, at: str) -> None:
    assert {reading.scheme: reading.at for reading in decode(text)}[scheme] == at


def test_the_media_was_uploaded_a_quarter_of_a_second_before_the_post_that_shows_it() -> None:
    media, post = decode("CHIZFl5U0AAENRU")[0], decode_post("twitter", "608576484588945408")
    assert isinstance(post, Decoded)
    assert sums.media_id("CHIZFl5U0AAENRU") == 608576483511029760
    assert 0.25 < (parse_utc(post.at) - parse_utc(media.at)).total_seconds() < 0.26


@pytest.mark.parametrize(
    ("prefix", "first", "last"),
    [
        ("CDjn1w", "2015-04-27T00:00:00Z", "2015-04-28T00:00:00Z"),
        ("CDoxbg", "2015-04-28T00:00:00Z", "2015-04-29T00:00:00Z"),
    ],
)
def test_days_as_prefixes_of_media_names(prefix: str, first: str, last: str) -> None:
    """The integers are compared, never the texts: the alphabet's order is not that of characters."""
    (found,) = decode(f"https://pbs.twimg.com/media/{prefix}{'A' * 9}.jpg")
    start = parse_utc(first)
    assert abs((parse_utc(found.at) - start).total_seconds()) < 600
    assert parse_utc(found.at) < parse_utc(last)


@pytest.mark.parametrize(
    ("platform", "id_", "reason"),
    [
        ("twitter", "20", "before November 2010"),
        ("twitter", "29700859246", "before November 2010"),
        ("youtube", "dQw4w9WgXcQ", "random"),
        ("facebook", "10153231379946729", "no known time"),
        ("telegram", "4711", "one by one"),
    ],
)
def test_refused_by_name(platform: str, id_: str, reason: str) -> None:
    found = decode_post(platform, id_)
    assert isinstance(found, NoTime)
    assert found.recognised or platform == "twitter"
    assert reason in found.reason


@pytest.mark.parametrize(
    "name", ["received_1234567890123456.jpeg", "11193246_10153231379946729_1234567890123456_n.jpg"]
)
def test_names_without_a_time(name: str) -> None:
    found = examine(name)
    assert not [item for item in found.decoded if item.certain]
    assert any(item.recognised for item in found.refused)


def test_keys_that_a_writer_or_a_server_sets_are_no_premise() -> None:
    assert {scheme: carries(scheme) for scheme in ("twitter-status", "mastodon", "atproto-tid", "ulid", "uuid-v1")} == {
        "twitter-status": True,
        "mastodon": False,
        "atproto-tid": False,
        "ulid": False,
        "uuid-v1": False,
    }
    assert "forge" in SCHEMES["atproto-tid"].limits or "can choose any time" in SCHEMES["atproto-tid"].limits
    assert "random" in SCHEMES["mastodon"].limits


@pytest.mark.parametrize(
    ("zone", "shown", "offset"),
    [
        ("Asia/Damascus", "2015-04-27T12:00:00", "+03:00"),
        ("Asia/Damascus", "2015-12-27T12:00:00", "+02:00"),
        ("Asia/Damascus", "2025-12-27T12:00:00", "+03:00"),
        ("Asia/Baghdad", "2007-07-01T12:00:00", "+04:00"),
        ("Asia/Baghdad", "2007-12-01T12:00:00", "+03:00"),
        ("Asia/Baghdad", "2014-07-01T12:00:00", "+03:00"),
        ("Asia/Riyadh", "2015-04-27T12:00:00", "+03:00"),
        ("Etc/GMT-3", "2015-04-27T12:00:00", "+03:00"),
    ],
)
def test_zones(zone: str, shown: str, offset: str) -> None:
    assert offsets_at(zone, datetime.fromisoformat(shown)) == (offset,)


def test_the_sun_over_ramadi() -> None:
    found = sun(33.42, 43.30, parse_utc("2015-04-27T09:00:00Z"))
    assert (round(found.elevation, 1), round(found.azimuth, 1)) == (70.3, 176.7)
