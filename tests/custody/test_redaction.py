"""Redaction: nothing that was taken out can be found again or guessed, and what is left still holds."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.custody.test_seal import CLAIM, facts, verdict
from tests.factories import archived, context_facts, decoded, tag
from verifyctl.custody.redaction import Sidecar, commitment, expression, redacted
from verifyctl.custody.scrub import leaks, plain_digests
from verifyctl.custody.seal import check_seal
from verifyctl.custody.sensitive import KINDS
from verifyctl.errors import UsageError
from verifyctl.model.claim import Denial, SidecarNote, Source
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.verdict import Verdict
from verifyctl.reasoning import recheck

NAME = "Specimen Person"
FACTS: dict[str, Any] = {
    "metadata": MetadataFacts(
        fields=(
            tag("Image Make", "SpecimenPhone"),
            tag("Image Model", "SP-1 Pro"),
            tag("EXIF BodySerialNumber", "00420042"),
            tag("GPS GPSLatitude", "[33, 20, 15]", "(33.0, 20.0, 15.0)"),
            tag("GPS GPSLatitudeRef", "N", "N"),
            tag("Image Artist", NAME),
            tag("EXIF ExposureTime", "1/125"),
        )
    ),
    "context": context_facts(
        decoded(),
        sources=(
            archived(by="reader-7"),
            Source(url="https://twitter.com/a_specimen/status/592840649733046272", sha256="0f" * 32),
            Source(url="https://web.archive.org/web/2015/https://t.me/s_channel/77"),
        ),
        notes=(
            SidecarNote(name="order.jpg.notes.txt", size=9, sha256="ab" * 32, text=f"from {NAME}, 33.3375, 43.7889"),
        ),
    ),
}
ALL = CLAIM.model_copy(
    update={
        "claim": CLAIM.claim.model_copy(
            update={
                "statement": f"Order that @a_specimen posted, by {NAME}",
                "denials": (Denial(by="spokesman (specimen)", quote="no", url="https://example.org/denial"),),
            }
        )
    }
)
WHOLE = verdict(ALL, name="Specimen Person order.jpg", **FACTS)
SECRET = {
    "gps": ("[33, 20, 15]", "(33.0, 20.0, 15.0)", "33.3375, 43.7889"),
    "device": ("SpecimenPhone", "SP-1 Pro", "00420042"),
    "accounts": ("@a_specimen", "a_specimen", "s_channel", "592840649733046272"),
    "names": (NAME, "reader-7", "spokesman (specimen)", "Specimen Person order.jpg"),
    "urls": ("https://example.org/denial", "https://example.org/post", "twitter.com/a_specimen"),
}


def salts() -> Any:
    counter = itertools.count()
    return lambda: hashlib.sha256(str(next(counter)).encode()).digest()


def test_every_secret_of_the_test_is_in_the_whole_verdict() -> None:
    raw = WHOLE.to_bytes().decode()
    assert [text for texts in SECRET.values() for text in texts if json.dumps(text)[1:-1] not in raw] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_leaves_none_of_its_values_and_nothing_by_which_to_guess_them(kind: str) -> None:
    derived, sidecar = redacted(WHOLE, (kind,))
    raw = derived.to_bytes().decode()
    assert [text for text in SECRET[kind] if text in raw] == []
    taken = {item.value for item in sidecar.values}
    assert taken
    for value in taken:
        assert [digest for digest in plain_digests(value) if digest in raw] == []
    assert leaks(derived.to_bytes(), host="specimen-host", users=("specimen-user",), sidecars=(sidecar,)) == ()


@pytest.mark.parametrize("kinds", [KINDS, ("gps", "text:تعزيزات"), ("names", "urls")])
@pytest.mark.parametrize("public", [False, True])
def test_what_is_left_is_a_sealed_verdict_that_follows_from_its_findings(kinds: tuple[str, ...], public: bool) -> None:
    derived, _ = redacted(WHOLE, kinds, public=public)
    check_seal(derived.to_bytes(), Verdict.model_validate_json(derived.to_bytes()))
    assert (derived.outcome, derived.id != WHOLE.id) == (WHOLE.outcome, True)
    policy = recheck.policy_of(derived)
    assert policy is not None
    assert recheck.differences(derived, policy) == ()


def test_commitments_open_with_the_sidecar_and_not_without() -> None:
    derived, sidecar = redacted(WHOLE, KINDS)
    held = Sidecar.model_validate_json(sidecar.to_bytes())
    assert held == sidecar
    assert derived.redactions is not None
    by_number = {item.number: item for item in derived.redactions}
    for opened in held.values:
        assert by_number[opened.number].commit == commitment(bytes.fromhex(opened.salt), opened.value)
        assert by_number[opened.number].redacted == opened.kind
    assert derived.redacted_from == commitment(bytes.fromhex(held.link_salt), WHOLE.id)
    assert held.redacted_from == WHOLE.id
    assert len({opened.salt for opened in held.values} | {held.link_salt}) == len(held.values) + 1
    # The plain id covers what was taken out: with it, values could be tried.
    assert WHOLE.id.removeprefix("sha256:") not in derived.to_bytes().decode()


def test_digests_that_cover_what_was_taken_out_are_committed_to() -> None:
    derived, _ = redacted(WHOLE, ("names", "gps"))
    raw = derived.to_bytes().decode()
    assert WHOLE.claim is not None
    assert WHOLE.claim.digest not in raw
    assert raw.count("ab" * 32) == WHOLE.to_bytes().decode().count("ab" * 32) - 1  # of the note, not of the evidence


def test_the_evidence_and_what_was_not_asked_for_stay() -> None:
    derived, _ = redacted(WHOLE, ("gps",))
    raw = derived.to_bytes().decode()
    assert derived.subject == WHOLE.subject
    assert NAME in raw
    assert "SpecimenPhone" in raw
    assert "1/125" in raw
    assert derived.claim is not None
    assert WHOLE.claim is not None
    assert derived.claim.digest == WHOLE.claim.digest


def test_a_short_value_goes_where_it_stands_only() -> None:
    derived, sidecar = redacted(WHOLE, ("gps",))
    assert "N" in {item.value for item in sidecar.values}
    metadata = next(result.facts for result in derived.stages if result.stage == "metadata")
    assert isinstance(metadata, MetadataFacts)
    assert metadata.fields[4].text.startswith("[redacted gps ")
    assert "Nothing was uploaded" in " ".join(derived.limits)


def test_a_public_version_holds_no_facts_and_no_coordinates() -> None:
    derived, _ = redacted(WHOLE, public=True)
    value = derived.as_json()
    assert all("facts" not in stage for stage in value["stages"])
    assert [stage["reason"] for stage in value["stages"] if stage["status"] == "ran"]
    assert all(set(place) <= {"kind", "where"} for finding in value["findings"] for place in finding["locations"])
    assert not re.search(r'"(box|region|overlap)"', derived.to_bytes().decode())
    assert value["handling"]["share"] == "public"
    assert [(axis.status, axis.net) for axis in derived.axes] == [(axis.status, axis.net) for axis in WHOLE.axes]
    assert derived.outcome is WHOLE.outcome
    assert any("redacted version" in limit for limit in derived.limits)
    for kind in ("gps", "device", "accounts", "names"):
        assert [text for text in SECRET[kind] if text in derived.to_bytes().decode()] == []


def test_the_same_salts_give_the_same_file() -> None:
    assert redacted(WHOLE, KINDS, salt=salts()) == redacted(WHOLE, KINDS, salt=salts())
    assert redacted(WHOLE, KINDS)[0].id != redacted(WHOLE, KINDS)[0].id


@given(st.text(st.characters(categories=("L", "N")), min_size=4, max_size=12))
def test_an_expression_takes_out_whatever_it_matches(word: str) -> None:
    whole = verdict(
        CLAIM.model_copy(update={"claim": CLAIM.claim.model_copy(update={"statement": f"x{word}y {word}"})})
    )
    derived, _ = redacted(whole, (f"text:{re.escape(word)}",))
    assert word not in json.dumps(derived.as_json()["claim"], ensure_ascii=False)


@pytest.mark.parametrize("kind", ["GPS", "", "text:", "text:(", "text:x*", "text:" + "x" * 600])
def test_what_cannot_be_meant_is_refused(kind: str) -> None:
    with pytest.raises(UsageError):
        redacted(WHOLE, (kind,))


def test_nothing_asked_for_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing to redact"):
        redacted(WHOLE)


@pytest.mark.parametrize("pattern", ["text:contradicts|supports|neutral", "text:inconclusive", "text:[a-z]+-[a-z]+"])
def test_our_own_words_are_not_evidence(pattern: str) -> None:
    derived, _ = redacted(WHOLE, (pattern,))
    assert [finding.direction for finding in derived.findings] == [finding.direction for finding in WHOLE.findings]
    assert derived.outcome is WHOLE.outcome


def test_a_name_is_not_found_inside_other_words() -> None:
    assert re.search(expression("Reza", "names"), "Rezapour") is None
    assert re.search(expression("Reza", "names"), "by Reza.")
    assert re.search(expression("Reza", "text"), "Rezapour")


def test_facts_of_the_shared_test_are_still_of_every_kind() -> None:
    assert {"metadata", "text", "matches", "context"} <= set(facts())


# looking through outputs --------------------------------------------------------------------------

FOUND = {
    "the host": (b"made on specimen-host today", "host"),
    "the user": (b"by Specimen-User", "user"),
    "a path": (b'"/home/somebody/x.jpg"', "path"),
    "a path escaped as JSON": (rb'"\/home\/somebody\/x.jpg"', "path"),
    "a path in an address": (b"x%2Fhome%2Fsomebody%2Fx.jpg (/tmp/abc)", "path"),
    "a path of Windows": (rb'"C:\\Users\\somebody"', "path"),
    "a share": (rb"\\server\share", "path"),
    "a file address": (b"file:///home/somebody", "path"),
    "a value": (b"33.3375, 43.7889", "redacted value (gps)"),
    "a value escaped": (json.dumps("مكان الاختبار").encode(), "redacted value (names)"),
    "a value in HTML": (b"a &amp; b & co", "redacted value (names)"),
    "a digest": (hashlib.sha256(b"33.3375, 43.7889").hexdigest().encode(), "digest of a redacted value (gps)"),
    "a digest in capitals": (
        hashlib.md5(b"33.3375, 43.7889").hexdigest().upper().encode(),
        "digest of a redacted value (gps)",
    ),
    "UTF-16": ("made on specimen-host".encode("utf-16"), "host"),
}
SIDECAR = Sidecar.model_validate(
    {
        "redacted": "sha256:" + "11" * 32,
        "redacted_from": "sha256:" + "22" * 32,
        "link_salt": "00",
        "values": tuple(
            {"number": number, "kind": kind, "salt": "00", "value": value}
            for number, (kind, value) in enumerate(
                (("gps", "33.3375, 43.7889"), ("names", "مكان الاختبار"), ("names", "a & b & co")), start=1
            )
        ),
    }
)


@pytest.mark.parametrize("name", list(FOUND))
def test_what_should_not_be_given_away_is_found(name: str) -> None:
    data, kind = FOUND[name]
    found = leaks(data, host="specimen-host", users=("specimen-user",), sidecars=(SIDECAR,))
    assert kind in {leak.kind for leak in found}


@pytest.mark.parametrize(
    "text",
    ["and/or", "https://example.org/home/x", "text/html", "1/125", "a specimen-hostel", "32.3375, 43.7889", "// x"],
)
def test_what_may_be_given_away_is_passed_over(text: str) -> None:
    assert leaks(text.encode(), host="specimen-host", users=("specimen-user",), sidecars=(SIDECAR,)) == ()
