"""Kinds of id that hold a time: how each is worked out, where the rule comes from, and what it bounds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from verifyctl.reference import sums
from verifyctl.reference.timed import Scheme, Worker

_UPLOAD = "what was uploaded existed no later than this"
_PICTURE = "not when the picture was made, and not that this was the first upload"
_TYPED = "anyone can write a number into an address, a text or a screenshot: open the post to see that it exists"
_TWITTER_SUM = "divided by 2^22, fraction dropped, plus 1288834974657, is the time in milliseconds since 1970 UTC"
_DISCORD_SUM = (
    "the id divided by 2^22, fraction dropped, plus 1420070400000, is the time in milliseconds since 1970 UTC"
)
_INSTAGRAM_SUM = (
    "the id (or the first 11 characters of the code in base 64) divided by 2^23, fraction dropped, plus "
    "1314220021721, is the time in milliseconds since 1970 UTC"
)
_UNIX_EPOCH = "1970-01-01T00:00:00Z"
_DISCORD_SOURCE = "Discord's developer documentation, Snowflakes"
_DISCORD_CHECK = "175928847299117063, the documentation's own example: equal"
_ANY_CLOCK = "not what the id was made for; a clock may be wrong and an id made up"

_POSTS: tuple[tuple[Scheme, Worker], ...] = (
    (
        Scheme(
            name="twitter-status",
            title="a Twitter/X post id",
            role="upload",
            set_by="platform",
            formula=f"the id {_TWITTER_SUM}",
            epoch="2010-11-04T01:42:54.657Z",
            source="Twitter's published id generator, snowflake (IdWorker, twepoch 1288834974657)",
            checked="608576484588945408 against the created_at that the API gave for it: equal to the second",
            bounds=f"the post was registered at this time; {_UPLOAD}",
            limits=f"{_PICTURE}; {_TYPED}",
            not_before=sums.TWITTER_EPOCH,
        ),
        sums.twitter,
    ),
    (
        Scheme(
            name="twitter-media",
            title="a Twitter/X media name",
            role="upload",
            set_by="platform",
            formula=f"the first 8 of the 11 bytes that the 15 base64url characters make are an id; this {_TWITTER_SUM}",
            epoch="2010-11-04T01:42:54.657Z",
            source="worked out from media names and media ids that the API gave side by side",
            checked="CHIZFl5U0AAENRU against the media id that the API gave for it: equal",
            bounds=f"this file was uploaded at this time, for a post, a draft or a message; {_UPLOAD}",
            limits=f"{_PICTURE}; the name stays when the media is quoted or used again; {_TYPED}",
            not_before=sums.TWITTER_EPOCH,
        ),
        sums.twitter_media,
    ),
    (
        Scheme(
            name="twitter-video",
            title="a Twitter/X video id",
            role="upload",
            set_by="platform",
            formula=f"the id {_TWITTER_SUM}",
            epoch="2010-11-04T01:42:54.657Z",
            source="the rule of media ids, of which it is one",
            checked="not checked against a page",
            bounds=f"this file was uploaded at this time, for a post, a draft or a message; {_UPLOAD}",
            limits=f"{_PICTURE}; {_TYPED}",
            not_before=sums.TWITTER_EPOCH,
        ),
        sums.twitter,
    ),
    (
        Scheme(
            name="discord",
            title="a Discord message or attachment id",
            role="upload",
            set_by="platform",
            formula=_DISCORD_SUM,
            epoch="2015-01-01T00:00:00Z",
            source=_DISCORD_SOURCE,
            checked=_DISCORD_CHECK,
            bounds=f"the message or file was registered at this time; {_UPLOAD}",
            limits=f"{_PICTURE}; {_TYPED}",
            not_before=1_422_403_200_000,
        ),
        sums.snowflake(22, sums.DISCORD_EPOCH),
    ),
    (
        Scheme(
            name="discord-container",
            title="the id of a Discord channel or server",
            role="container",
            set_by="platform",
            formula=_DISCORD_SUM,
            epoch="2015-01-01T00:00:00Z",
            source=_DISCORD_SOURCE,
            checked=_DISCORD_CHECK,
            bounds="the channel or server was opened at this time; what was posted in it was posted later",
            limits="not when anything in it was posted or made",
            not_before=1_422_403_200_000,
        ),
        sums.snowflake(22, sums.DISCORD_EPOCH),
    ),
    (
        Scheme(
            name="discord-id",
            title="a Discord id",
            role="generic",
            set_by="platform",
            formula=_DISCORD_SUM,
            epoch="2015-01-01T00:00:00Z",
            source=_DISCORD_SOURCE,
            checked=_DISCORD_CHECK,
            bounds="the message, file, account, channel or server with this id was registered at this time",
            limits="not which of these it is, and not when a picture was made",
            not_before=1_422_403_200_000,
        ),
        sums.snowflake(22, sums.DISCORD_EPOCH),
    ),
    (
        Scheme(
            name="instagram",
            title="an Instagram code or media id",
            role="upload",
            set_by="platform",
            formula=_INSTAGRAM_SUM,
            epoch="2011-08-24T21:07:01.721Z",
            source="Instagram's engineering blog, Sharding and IDs at Instagram",
            checked="BsOGulcndj- against the known day of that post, 4 January 2019",
            bounds=f"the upload was registered at this time; {_UPLOAD}",
            limits=f"not when the post became public (drafts, scheduled posts), {_PICTURE}; {_TYPED}",
            not_before=1_314_230_400_000,
        ),
        sums.instagram,
    ),
    (
        Scheme(
            name="threads",
            title="a Threads code",
            role="upload",
            set_by="platform",
            formula=_INSTAGRAM_SUM,
            epoch="2011-08-24T21:07:01.721Z",
            source="the rule of Instagram, whose ids Threads uses",
            checked="C9wK8SrvY5T against the known day of that post, 23 July 2024",
            bounds=f"the upload was registered at this time; {_UPLOAD}",
            limits=f"not when the post became public (drafts, scheduled posts), {_PICTURE}; {_TYPED}",
            not_before=1_672_531_200_000,
        ),
        sums.instagram,
    ),
    (
        Scheme(
            name="tiktok",
            title="a TikTok post id",
            role="upload",
            set_by="platform",
            formula="the id divided by 2^32, fraction dropped, is the time in seconds since 1970 UTC",
            epoch=_UNIX_EPOCH,
            source="R. Benson, Tinkering with TikTok Timestamps (DFIR Review, 2020)",
            checked="6854717870488702213 against the createTime of its page: 4 seconds before it",
            bounds=f"the upload was registered at this time; {_UPLOAD}",
            limits=f"{_PICTURE}; {_TYPED}",
            not_before=1_388_534_400_000,
        ),
        sums.tiktok,
    ),
    (
        Scheme(
            name="linkedin",
            title="a LinkedIn post id",
            role="upload",
            set_by="platform",
            formula="the id divided by 2^22, fraction dropped, is the time in milliseconds since 1970 UTC",
            epoch=_UNIX_EPOCH,
            source="worked out from posts whose pages state the time of publication",
            checked="7075043149462556672 and 7074702026084884480 against datePublished: within 0.03 seconds",
            bounds=f"the post was registered at this time; {_UPLOAD}",
            limits=f"{_PICTURE}; {_TYPED}",
            not_before=1_262_304_000_000,
        ),
        sums.snowflake(22, 0),
    ),
    (
        Scheme(
            name="mastodon",
            title="a Mastodon id",
            role="upload",
            set_by="server",
            formula="the id divided by 2^16, fraction dropped, is the time in milliseconds since 1970 UTC",
            epoch=_UNIX_EPOCH,
            source="Mastodon's source, lib/mastodon/snowflake.rb",
            checked="109320015478035897 against the time that its server states: 0.04 seconds before it",
            bounds="the server that shows this address gave the post or file this time",
            limits="for a post that came from another server it is the time which that server stated, with random "
            "milliseconds; whoever runs a server can set any id; the lowest 16 bits mean nothing; " + _PICTURE,
            not_before=1_451_606_400_000,
        ),
        sums.snowflake(16, 0),
    ),
    (
        Scheme(
            name="atproto-tid",
            title="a Bluesky (AT protocol) record key",
            role="upload",
            set_by="client",
            formula="the 13 characters in base 32, divided by 2^10, fraction dropped, are microseconds since 1970 UTC",
            epoch=_UNIX_EPOCH,
            source="the AT protocol specification, Timestamp Identifiers",
            checked="3l25zusnsfctk, an example in a library's documentation: equal",
            bounds="the program that wrote the post stated this time",
            limits="the writer's program chooses the key and can choose any time, so nothing rests on it: look up "
            f"when the network first saw the post; {_PICTURE}",
            not_before=1_668_643_200_000,
        ),
        sums.tid,
    ),
)

_GENERIC: tuple[tuple[Scheme, Worker], ...] = (
    *(
        (
            Scheme(
                name=f"uuid-v{version}",
                title=f"a UUID of version {version}",
                role="generic",
                set_by="client",
                formula=formula,
                epoch=epoch,
                source="RFC 9562",
                checked="the example in the RFC's appendix: equal",
                bounds="some program made the id at this time by its own clock",
                limits=_ANY_CLOCK,
                not_before=floor,
            ),
            sums.uuid,
        )
        for version, formula, epoch, floor in (
            (1, "60 bits count steps of 100 nanoseconds since 1582-10-15", "1582-10-15T00:00:00Z", 631_152_000_000),
            (6, "60 bits count steps of 100 nanoseconds since 1582-10-15", "1582-10-15T00:00:00Z", 631_152_000_000),
            (7, "the first 48 bits are milliseconds since 1970 UTC", _UNIX_EPOCH, 1_577_836_800_000),
        )
    ),
    (
        Scheme(
            name="ulid",
            title="a ULID",
            role="generic",
            set_by="client",
            formula="the first 10 characters in Crockford's base 32 are milliseconds since 1970 UTC",
            epoch=_UNIX_EPOCH,
            source="the ULID specification",
            checked="01ARZ3NDEKTSV4RRFFQ69G5FAV, worked out by hand: equal",
            bounds="some program made the id at this time by its own clock",
            limits=_ANY_CLOCK,
            not_before=1_451_606_400_000,
        ),
        sums.ulid,
    ),
    *(
        (
            Scheme(
                name=f"unix-{unit}",
                title=f"a count of {unit} since 1970",
                role="generic",
                set_by="client",
                formula=f"the number is {unit} since 1970 UTC",
                epoch=_UNIX_EPOCH,
                source="POSIX, Seconds Since the Epoch",
                checked="by definition",
                bounds="whoever wrote the number meant this time, if it is a time at all",
                limits="not what happened then",
                not_before=1_000_000_000_000,
            ),
            sums.unix(factor, unit),
        )
        for unit, factor in (("seconds", 1000), ("milliseconds", 1))
    ),
    (
        Scheme(
            name="archive-address",
            title="the capture time in an archive's address",
            role="archive",
            set_by="address",
            formula="fourteen digits are year, month, day, hour, minute and second in UTC",
            epoch="none",
            source="the Internet Archive's and archive.today's addresses",
            checked="by definition",
            bounds="if the archive shows a capture of exactly this time, the page existed no later than this",
            limits="an archive answers a time at which it has nothing with its nearest capture, so a typed time means "
            "nothing until the page is opened and shows the same; not when the picture was made",
            not_before=820_454_400_000,
        ),
        sums.archive_stamp,
    ),
)

ID_SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.name: scheme for scheme, _ in (*_POSTS, *_GENERIC)})
"""Every scheme of an id, by name."""

WORKERS: Mapping[str, Worker] = MappingProxyType({scheme.name: worker for scheme, worker in (*_POSTS, *_GENERIC)})
"""The sum of every scheme, by name."""
