"""Addresses: which platform, which id, and what is not taken for one."""

from __future__ import annotations

import pytest

from verifyctl.reference.ids import SCHEMES, decode, examine

TWEET = "608576484588945408"
TWEET_AT = "2015-06-10T10:08:35.387Z"
MEDIA_AT = "2015-06-10T10:08:35.130Z"


@pytest.mark.parametrize(
    "address",
    [
        f"https://twitter.com/someone/status/{TWEET}",
        f"https://twitter.com/someone/statuses/{TWEET}?s=20&t=abc",
        f"https://twitter.com/#!/someone/status/{TWEET}",
        f"http://TWITTER.COM/someone/status/{TWEET}/photo/1",
        f"HTTPS://WWW.X.COM/i/web/status/{TWEET}#m",
        f"https://x.com/i/status/{TWEET}",
        f"mobile.twitter.com/someone/status/{TWEET}",
        f"https://mobile.twitter.com./someone/status/{TWEET}",
        f"https://fxtwitter.com/someone/status/{TWEET}",
        f"https://vxtwitter.com/someone/status/{TWEET}",
        f"https://nitter.net/someone/status/{TWEET}#m",
        f"https://nitter.example.org/someone/status/{TWEET}",
        f"https://threadreaderapp.com/thread/{TWEET}.html",
        f"https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F{TWEET}",
        f"https%253A%252F%252Fx.com%252Fsomeone%252Fstatus%252F{TWEET}",
        f"https://example.org/redirect?to=https://x.com/someone/status/{TWEET}&x=1",
        f"https://example.org/redirect?to=https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F{TWEET}",
        f"https://archive.ph/https://twitter.com/someone/status/{TWEET}",
        f"https://x.com/\u202esomeone/status/{TWEET}",
    ],
)
def test_posts_on_twitter(address: str) -> None:
    (reading,) = decode(address)
    assert (reading.scheme, reading.id, reading.at, reading.certain) == ("twitter-status", TWEET, TWEET_AT, True)
    assert reading.source == address


@pytest.mark.parametrize(
    ("address", "scheme", "at"),
    [
        ("https://pbs.twimg.com/media/CHIZFl5U0AAENRU.jpg", "twitter-media", MEDIA_AT),
        ("https://pbs.twimg.com/media/CHIZFl5U0AAENRU.jpg:large", "twitter-media", MEDIA_AT),
        ("https://pbs.twimg.com/media/CHIZFl5U0AAENRU?format=jpg&name=4096x4096", "twitter-media", MEDIA_AT),
        ("https://nitter.net/pic/orig/media%2FCHIZFl5U0AAENRU.jpg", "twitter-media", MEDIA_AT),
        ("https://pbs.twimg.com/tweet_video_thumb/HSBC53PawAEXZLa.jpg", "twitter-media", "2026-09-12T12:30:03.152Z"),
        (f"https://pbs.twimg.com/ext_tw_video_thumb/{TWEET}/pu/img/x.jpg", "twitter-video", TWEET_AT),
        ("https://www.instagram.com/p/BsOGulcndj-/", "instagram", "2019-01-04T17:05:45.106Z"),
        ("https://instagram.com/someone/reel/BsOGulcndj-?igsh=1", "instagram", "2019-01-04T17:05:45.106Z"),
        ("https://instagram.com/stories/a/1949525278281554174/", "instagram", "2019-01-04T17:05:45.106Z"),
        ("https://www.threads.net/@zuck/post/C9wK8SrvY5T", "threads", "2024-07-23T04:59:40.720Z"),
        ("https://www.tiktok.com/@a/video/6823365830239013125?lang=en", "tiktok", "2020-05-05T14:24:18Z"),
        ("https://m.tiktok.com/v/6823365830239013125.html", "tiktok", "2020-05-05T14:24:18Z"),
        ("https://mastodon.social/@a/109349973247843234", "mastodon", "2022-11-15T21:36:15.778Z"),
        ("https://example.social/@a@b.example/109349973247843234", "mastodon", "2022-11-15T21:36:15.778Z"),
        ("https://example.social/users/a/statuses/109349973247843234", "mastodon", "2022-11-15T21:36:15.778Z"),
        ("https://truthsocial.com/@a/posts/109349973247843234", "mastodon", "2022-11-15T21:36:15.778Z"),
        (
            "https://files.example.social/cache/media_attachments/files/109/349/973/247/843/234/original/0a.png",
            "mastodon",
            "2022-11-15T21:36:15.778Z",
        ),
        ("https://bsky.app/profile/a.bsky.social/post/3jzfcijpj2z2a", "atproto-tid", "2023-06-30T15:03:01.887Z"),
        ("at://did:plc:abc/app.bsky.feed.post/3jzfcijpj2z2a", "atproto-tid", "2023-06-30T15:03:01.887Z"),
        (
            "https://de.linkedin.com/posts/terenceeden_did-you-know-activity-7075043149462556672-fxiw",
            "linkedin",
            "2023-06-15T09:35:34.777Z",
        ),
        (
            "https://www.linkedin.com/feed/update/urn:li:activity:7075043149462556672/",
            "linkedin",
            "2023-06-15T09:35:34.777Z",
        ),
        ("https://example.org/up/IMG-20150428-WA0003.jpg?x=1", "name-whatsapp-android", "2015-04-28"),
    ],
)
def test_other_addresses(address: str, scheme: str, at: str) -> None:
    assert [(reading.scheme, reading.at) for reading in decode(address)] == [(scheme, at)]


@pytest.mark.parametrize(
    "address",
    [
        "https://cdn.discordapp.com/attachments/172000000000000000/175928847299117063/a.png?ex=1&is=2",
        "https://media.discordapp.net/attachments/172000000000000000/175928847299117063/a.png",
        "https://discord.com/channels/171000000000000000/172000000000000000/175928847299117063",
        "https://ptb.discord.com/channels/@me/172000000000000000/175928847299117063",
    ],
)
def test_discord_names_the_upload_first_and_keeps_its_containers_apart(address: str) -> None:
    first, *others = decode(address)
    assert (first.scheme, first.at) == ("discord", "2016-04-30T11:18:25.796Z")
    assert {reading.scheme for reading in others} == {"discord-container"}
    assert all(reading.at < first.at for reading in others)
    assert SCHEMES["discord-container"].role == "container"


@pytest.mark.parametrize(
    "address",
    [
        f"https://web.archive.org/web/20150612081500/https://twitter.com/a/status/{TWEET}",
        f"https://web.archive.org/web/20150612081500if_/http:/twitter.com/a/status/{TWEET}",
        f"web.archive.org/web/20150612081500/twitter.com/a/status/{TWEET}",
        f"https://archive.today/2015.06.12-081500/https://twitter.com/a/status/{TWEET}",
        f"https://archive.is/20150612081500/https://twitter.com/a/status/{TWEET}",
    ],
)
def test_an_archived_post_gives_the_capture_and_the_post(address: str) -> None:
    assert [(reading.scheme, reading.at) for reading in decode(address)] == [
        ("archive-address", "2015-06-12T08:15:00Z"),
        ("twitter-status", TWEET_AT),
    ]


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube"),
        ("https://youtu.be/dQw4w9WgXcQ", "YouTube"),
        ("https://t.me/channel/4711", "Telegram"),
        ("https://m.facebook.com/photo.php?fbid=10153231379946729", "Facebook"),
        ("https://scontent-a.xx.fbcdn.net/v/t1/12345678_1015_1015_n.jpg", "Facebook"),
        ("https://scontent.cdninstagram.com/v/t51/123_n.jpg", "Instagram"),
        ("https://old.reddit.com/r/a/comments/abc/", "Reddit"),
        ("https://t.co/abcDEF", "short address"),
        ("https://vm.tiktok.com/abcDEF", "short address"),
        ("https://twitter.com/jack/status/20", "one by one"),
        ("https://bsky.app/profile/a/post/2222222222222", "no such id is older"),
    ],
)
def test_ids_of_known_kinds_without_a_time_are_recognised(address: str, word: str) -> None:
    found = examine(address)
    assert not found.decoded
    assert word in found.refused[0].reason
    assert found.refused[0].recognised


@pytest.mark.parametrize(
    "address",
    [
        f"https://twitter.com.example.org/a/status/{TWEET}",
        f"https://twitter.com@example.org/a/status/{TWEET}",
        f"https://nottwitter.com/a/status/{TWEET}",
        f"https://example.org/twitter.com/a/status/{TWEET}",
        "https://twitter.com/someone",
        "https://twitter.com/a/status/" + "9" * 60,
        "https://pbs.twimg.com/profile_images/378800000123456789/abcdef_400x400.jpeg",
        "https://pbs.twimg.com/media/CHIZFl5U0AAENRUxx.jpg",
        "https://medium.com/@someone/4711",
        "https://archive.ph/AbCdE",
        "https://web.archive.org/web/2015/https://example.org/",
        "https://example.org/article",
    ],
)
def test_what_is_not_taken_for_an_id(address: str) -> None:
    found = examine(address)
    assert not found.decoded
    assert found.refused
    assert not any(item.recognised for item in found.refused)
