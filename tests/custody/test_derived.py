"""What was worked out from a redacted value goes with it: the sun of a position, the release of a device."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.custody.test_seal import CLAIM, verdict
from tests.factories import assertion, claim, tag
from verifyctl.custody.derived import TAKEN_OUT
from verifyctl.custody.reading import parse_verdict
from verifyctl.custody.redaction import redacted
from verifyctl.custody.scrub import leaks
from verifyctl.custody.seal import check_seal
from verifyctl.model.canonical import digest, printable
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.verdict import Verdict
from verifyctl.reasoning import recheck

PLACE = "33.3375, 43.7889"
TELLING = claim(
    assertion("A1", "capture_time", value="2013-04-27T12:00+03:00"),
    assertion("A2", "location", value=PLACE),
)
METADATA = MetadataFacts(
    fields=(
        tag("Image Make", "Apple"),
        tag("Image Model", "iPhone 6"),
        tag("Image Software", "8.3"),
        tag("EXIF DateTimeOriginal", "2014:04:27 12:00:00"),
    )
)
WHOLE = verdict(TELLING, metadata=METADATA)
OF_THE_PHONE = ("iPhone", "Apple", "iOS 8", "2014-09-19", "2014-09-17", "endoflife.date", "tutsandtips.com")


def raw_of(of: Verdict) -> str:
    return of.to_bytes().decode()


def codes(of: Verdict) -> list[str]:
    return [finding.code for finding in of.findings]


def test_the_whole_verdict_holds_all_that_the_tests_look_for() -> None:
    raw = raw_of(WHOLE)
    assert [text for text in (*OF_THE_PHONE, "azimuth_tenths", "elevation_tenths", PLACE) if text not in raw] == []
    assert {"claimed-sun", "device-after-claimed"} <= set(codes(WHOLE))
    assert WHOLE.timeline is not None
    assert any(entry.id.startswith("release:") for entry in WHOLE.timeline.entries)


@pytest.mark.parametrize("public", [False, True])
def test_without_the_device_nothing_says_when_it_came_out(public: bool) -> None:
    derived, sidecar = redacted(WHOLE, ("device",), public=public)
    assert [text for text in OF_THE_PHONE if text in raw_of(derived)] == []
    assert derived.timeline is not None
    ids = {entry.id for entry in derived.timeline.entries}
    assert {pair.first for pair in derived.timeline.relations} | {
        pair.second for pair in derived.timeline.relations
    } <= ids
    # Looked for afterwards: a report that was made of the whole verdict is found out.
    assert {"Apple iPhone 6", "iOS 8"} <= {item.value for item in sidecar.values}
    assert leaks(b"made with an Apple iPhone 6", host="", users=(), sidecars=(sidecar,)) != ()
    assert leaks(derived.to_bytes(), host="", users=(), sidecars=(sidecar,)) == ()


@pytest.mark.parametrize("public", [False, True])
def test_without_the_position_nothing_says_where_the_sun_stood(public: bool) -> None:
    derived, sidecar = redacted(WHOLE, ("gps",), public=public)
    raw = raw_of(derived)
    assert [text for text in (PLACE, "azimuth", "elevation", "degrees", "shadow is", '"light"') if text in raw] == []
    (sun,) = (finding for finding in derived.findings if finding.code == "claimed-sun")
    assert sun.observation == TAKEN_OUT.format(what="a position")
    assert PLACE in {item.value for item in sidecar.values}


@pytest.mark.parametrize("kinds", [("device",), ("gps",), ("device", "gps")])
def test_what_is_left_is_sealed_and_follows_from_its_findings(kinds: tuple[str, ...]) -> None:
    derived, _ = redacted(WHOLE, kinds)
    check_seal(derived.to_bytes(), Verdict.model_validate_json(derived.to_bytes()))
    assert codes(derived) == codes(WHOLE)
    policy = recheck.policy_of(derived)
    assert policy is not None
    assert recheck.differences(derived, policy) == ()
    assert [item.effective for item in derived.contradictions] == [item.effective for item in WHOLE.contradictions]


def test_other_kinds_leave_both_where_they_are() -> None:
    derived, _ = redacted(WHOLE, ("accounts", "urls", "text:notinthere"))
    raw = raw_of(derived)
    assert "azimuth_tenths" in raw
    assert "Apple iPhone 6" in raw


def test_what_a_redacted_value_was_taken_to_mean_goes_too() -> None:
    whole = verdict(
        claim(assertion("A1", "recipient", value="السيد أحمد المثال"), assertion("A2", "subject", value="Raqqa"))
    )
    assert "احمد" in raw_of(whole)
    derived, _ = redacted(whole, ("text:أحمد",))
    assert "احمد" not in raw_of(derived)
    assert derived.assertions[0].understood is None
    assert derived.assertions[1].understood == whole.assertions[1].understood is not None


def test_fields_of_a_later_minor_version_are_kept_and_redacted_like_the_rest() -> None:
    value: dict[str, Any] = json.loads(verdict(CLAIM).to_bytes()) | {"format_version": "1.99.0"}
    value["later"] = {"field": [1, "seen by Specimen Person"], "url": "https://example.org/later"}
    value["axes"][0]["later"] = "x"
    value["stages"][0]["facts"]["later"] = {"deep": "Specimen Person"}
    value["id"] = digest({key: each for key, each in value.items() if key != "id"})
    read = parse_verdict((printable(value, indent=1) + "\n").encode(), "later.json")
    derived, _ = redacted(read, ("text:Specimen Person", "urls"))
    after = json.loads(derived.to_bytes())
    assert after["format_version"] == "1.99.0"
    assert after["later"]["field"][0] == 1
    assert after["later"]["field"][1].startswith("seen by [redacted text ")
    assert after["later"]["url"].startswith("[redacted urls ")
    assert after["axes"][0]["later"] == "x"
    assert after["stages"][0]["facts"]["later"]["deep"].startswith("[redacted text ")
    # What the later version's digest covers is unknown here, and it covers what was taken out.
    assert after["result_digest"] != value["result_digest"]
    check_seal(derived.to_bytes(), parse_verdict(derived.to_bytes(), "derived"))
