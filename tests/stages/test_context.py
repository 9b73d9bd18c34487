"""The context stage: what it keeps of sources, post ids, the file's name and notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from verifyctl.model.base import reproducible
from verifyctl.model.canonical import canonical
from verifyctl.model.evidence import Digests, EvidenceFile
from verifyctl.model.facts import ContextFacts
from verifyctl.stages.base import Evidence, Job
from verifyctl.stages.context import collect

TWEET = "608576484588945408"
POST = f"https://twitter.com/someone/status/{TWEET}"
NOTE = {"name": "order.notes.txt", "size": 5, "sha256": "0" * 64, "text": "note\n"}


def run(params: dict[str, Any], tmp_path: Path) -> ContextFacts:
    digests = Digests(sha256="0" * 64, sha512="0" * 128, sha1="0" * 40, md5="0" * 32)
    file = EvidenceFile(name="secret-name.jpg", size=1, digests=digests, media_type="image/jpeg")
    job = Job(source=Evidence(file, b"x", max_pixels=1), params=params, scratch=tmp_path)
    collected = collect(job)
    assert collected.params == {}
    assert isinstance(collected.facts, ContextFacts)
    canonical(collected.facts.as_json())
    return collected.facts


def test_sources_are_kept_and_the_times_in_them_decoded(tmp_path: Path) -> None:
    sources = [
        {
            "url": POST,
            "archive_url": f"https://web.archive.org/web/20150612081500/{POST}",
            "captured_at": "2015-06-12T08:15:00Z",
            "role": "earliest-known",
        },
        {"url": "https://youtu.be/dQw4w9WgXcQ"},
        {"url": "https://example.org/article"},
    ]
    facts = run({"sources": sources}, tmp_path)
    assert [source.as_json() for source in facts.sources] == sources
    assert [(item.scheme, item.id, item.at, item.source) for item in facts.decoded] == [
        ("twitter-status", TWEET, "2015-06-10T10:08:35.387Z", POST),
        ("archive-address", "20150612081500", "2015-06-12T08:15:00Z", sources[0]["archive_url"]),
    ]
    assert [(item.source, item.reason) for item in facts.undated] == [
        ("https://youtu.be/dQw4w9WgXcQ", "YouTube's ids are random and hold no time")
    ]
    assert facts.decoded[0].basis.startswith("the id divided by 2^22")


def test_post_ids_are_decoded_by_their_platform_only(tmp_path: Path) -> None:
    post_ids = [
        {"platform": "Twitter", "id": TWEET},
        {"platform": "twitter", "id": "20"},
        {"platform": "", "id": TWEET},
        {"platform": "some board", "id": TWEET},
        {"platform": "bluesky", "id": "3jzfcijpj2z2a"},
    ]
    facts = run({"post_ids": post_ids}, tmp_path)
    assert [(item.scheme, item.id) for item in facts.decoded] == [
        ("twitter-status", TWEET),
        ("atproto-tid", "3jzfcijpj2z2a"),
    ]
    assert [item.id for item in facts.undated] == ["20", TWEET, TWEET]
    assert facts.decoded[0].source == "post id, Twitter"


def test_the_same_id_is_kept_once_from_where_it_stood_first(tmp_path: Path) -> None:
    facts = run(
        {
            "sources": [{"url": POST}, {"url": POST}, {"archive_url": f"https://archive.ph/{POST}"}],
            "post_ids": [{"platform": "x", "id": TWEET}],
        },
        tmp_path,
    )
    assert len(facts.sources) == 2
    assert [(item.id, item.source) for item in facts.decoded] == [(TWEET, POST)]


def test_neither_a_channel_nor_a_guess_dates_an_upload(tmp_path: Path) -> None:
    urls = [
        "https://cdn.discordapp.com/attachments/172000000000000000/175928847299117063/a.png",
        TWEET,
        "https://example.org/CHIZFl5U0AAENRU.jpg",
        "https://example.org/IMG-20150428-WA0003.jpg",
        "C232AB00-9414-11EC-B3C8-9F6BDECED846",
    ]
    facts = run({"sources": [{"url": url} for url in urls]}, tmp_path)
    assert [(item.scheme, item.id) for item in facts.decoded] == [("discord", "175928847299117063")]


def test_what_the_name_says_is_a_circumstance(tmp_path: Path) -> None:
    named = run({"sources": [{"url": POST}], "name": "IMG-20150428-WA0003 of Somebody.jpg"}, tmp_path)
    plain = run({"sources": [{"url": POST}], "name": "order.jpg"}, tmp_path)
    assert [(item.scheme, item.at) for item in named.name_times] == [("name-whatsapp-android", "2015-04-28")]
    assert "Somebody" not in named.model_dump_json()
    assert "secret-name" not in named.model_dump_json()
    assert reproducible(named) == reproducible(plain)


def test_a_media_name_is_a_hint_not_a_decoded_id(tmp_path: Path) -> None:
    facts = run({"name": "CHIZFl5U0AAENRU.jpg"}, tmp_path)
    assert facts.decoded == ()
    assert [(item.scheme, item.at) for item in facts.name_times] == [("twitter-media", "2015-06-10T10:08:35.130Z")]


def test_notes_are_kept_and_are_a_circumstance(tmp_path: Path) -> None:
    facts = run({"notes": [NOTE, NOTE]}, tmp_path)
    assert [note.as_json() for note in facts.notes] == [NOTE]
    assert "order.notes.txt" not in str(reproducible(facts))


@pytest.mark.parametrize(
    "params",
    [{}, {"sources": [], "post_ids": [], "notes": [], "name": "order.jpg"}, {"sources": None, "name": None}],
)
def test_nothing_given_gives_empty_facts(params: dict[str, Any], tmp_path: Path) -> None:
    assert run(params, tmp_path) == ContextFacts()


def test_unread_notes_are_a_circumstance(tmp_path: Path) -> None:
    facts = run({"unread_notes": ["order.notes.txt: a link"]}, tmp_path)
    assert facts.unread_notes == ("order.notes.txt: a link",)
    assert reproducible(facts) == reproducible(ContextFacts())


def test_the_same_input_gives_the_same_facts(tmp_path: Path) -> None:
    params = {
        "sources": [{"url": f"https://x.com/a/status/{int(TWEET) + index}"} for index in range(50)],
        "post_ids": [{"platform": "twitter", "id": TWEET}],
        "name": "PXL_20240813_051351918.jpg",
    }
    assert run(params, tmp_path).model_dump_json() == run(params, tmp_path).model_dump_json()
    assert [item.id for item in run(params, tmp_path).decoded] == [str(int(TWEET) + index) for index in range(50)]


@pytest.mark.parametrize(
    "text",
    ["\x1b[31m", "\u202e\u2066", "a\nb", "%" * 4000, "9" * 15_000, "https://[", "https://x.com/a/status/" + "9" * 90],
)
def test_hostile_text_in_sources_ids_and_names(text: str, tmp_path: Path) -> None:
    facts = run(
        {"sources": [{"url": text}], "post_ids": [{"platform": text, "id": text}], "name": text, "notes": [NOTE]},
        tmp_path,
    )
    assert facts.decoded == ()
    assert facts.name_times == ()


def test_a_name_that_is_no_utf8_does_not_stop_the_stage(tmp_path: Path) -> None:
    facts = run({"name": "\udcff IMG-20150428-WA0003.jpg", "notes": [NOTE]}, tmp_path)
    assert [item.at for item in facts.name_times] == ["2015-04-28"]


def test_params_of_another_shape_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        run({"sources": [{"address": POST}]}, tmp_path)
