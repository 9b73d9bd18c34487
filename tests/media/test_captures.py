"""Captures of web pages: which pictures are found, what counts as archived, and what hostile files do."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from verifyctl.media import captures
from verifyctl.media.captures import CaptureError, read_capture
from verifyctl.media.read import hash_bytes
from verifyctl.model.captures import Capture
from verifyctl.run.captures import sources_of

pytest.importorskip("warcio")

# The writer of warcio, by which these tests make captures, leaves its temporary files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

URL = "https://example.org/a.jpg"
AT = "2015-04-28T06:10:00Z"


def warc(*payloads: bytes, gzip: bool = True, at: str = AT, status: str = "200 OK", encoded: bool = False) -> bytes:
    """A capture of these payloads, each at an address of its own."""
    import zlib

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("x", {"software": "specimen"}))
    for payload in payloads:
        headers = [("Content-Type", "image/jpeg")] + ([("Content-Encoding", "gzip")] if encoded else [])
        body = zlib.compress(payload, wbits=31) if encoded else payload
        record = writer.create_warc_record(
            URL,
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": at},
        )
        writer.write_record(record)
    return stream.getvalue()


def wacz(member: bytes, digest: str | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/data.warc.gz", member)
        recorded = digest or f"sha256:{hash_bytes(member).sha256}"
        package = {"resources": [{"path": "archive/data.warc.gz", "hash": recorded}]}
        archive.writestr("datapackage.json", json.dumps(package))
    return stream.getvalue()


def reading(data: bytes, evidence: bytes, *, same_pixels: bool = False) -> Capture:
    return read_capture(data, "page.warc.gz", evidence=hash_bytes(evidence).sha256, same_pixels=lambda *_: same_pixels)


@pytest.mark.parametrize("gzip", [True, False])
def test_the_picture_itself_becomes_an_archived_source(jpeg: bytes, gzip: bool) -> None:
    capture = reading(warc(b"<html></html>", jpeg, gzip=gzip), jpeg)
    (record,) = capture.pictures
    assert (record.url, record.at, record.digest, record.same) == (URL, AT, "fits", "bytes")
    (source,) = sources_of(capture).sources
    assert (source.captured_at, source.sha256) == (AT, hash_bytes(jpeg).sha256)
    assert source.archive_url == f"page.warc.gz {record.record}"
    assert capture.sha256 in str(source.role)


def test_a_picture_sent_compressed_is_found(jpeg: bytes) -> None:
    (record,) = reading(warc(jpeg, encoded=True), jpeg).pictures
    assert (record.same, record.digest) == ("bytes", "fits")


def test_an_exchanged_payload_is_a_lead_only(jpeg: bytes) -> None:
    other = jpeg[:-2] + b"\x00\x00"
    raw = warc(other, gzip=False)
    forged = raw.replace(other, jpeg)
    assert forged != raw
    capture = reading(forged, jpeg)
    assert [(record.same, record.digest) for record in capture.pictures] == [("bytes", "differs")]
    captured = sources_of(capture)
    assert captured.sources[0].archive_url is None
    assert captured.sources[0].captured_at is None
    assert "payload digest does not fit" in captured.told[0]


def test_a_payload_without_a_digest_is_a_lead_only(jpeg: bytes) -> None:
    import re

    raw = warc(jpeg, gzip=False)
    bare = re.sub(rb"WARC-(Payload|Block)-Digest: [^\r]*\r\n", b"", raw)
    (record,) = reading(bare, jpeg).pictures
    assert record.digest == "absent"
    assert sources_of(reading(bare, jpeg)).sources[0].archive_url is None


def test_the_same_pixels_in_another_file_are_a_lead_only(jpeg: bytes) -> None:
    capture = reading(warc(jpeg + b"x"), jpeg, same_pixels=True)
    assert [record.same for record in capture.pictures] == ["pixels"]
    assert sources_of(capture).sources[0].captured_at is None


def test_another_picture_and_an_error_page_give_no_source(jpeg: bytes) -> None:
    assert sources_of(reading(warc(jpeg + b"x"), jpeg)).sources == ()
    capture = reading(warc(jpeg, status="404 Not Found"), jpeg)
    assert (capture.pictures, capture.records) == ((), 2)
    assert "none of 0 pictures" in sources_of(capture).told[0]


def test_a_record_without_a_time_dates_nothing(jpeg: bytes) -> None:
    capture = reading(warc(jpeg, at="yesterday"), jpeg)
    assert capture.pictures[0].at == ""
    assert sources_of(capture).sources[0].archive_url is None


def test_fractions_of_seconds_are_left_out(jpeg: bytes) -> None:
    assert reading(warc(jpeg, at="2015-04-28T06:10:00.123456Z"), jpeg).pictures[0].at == AT


def test_a_wacz_is_read_and_its_digests_are_held_against_it(jpeg: bytes) -> None:
    member = warc(jpeg)
    assert reading(wacz(member), jpeg).pictures[0].same == "bytes"
    capture = reading(wacz(member, "sha256:" + "00" * 32), jpeg)
    assert capture.pictures == ()
    assert "not the file whose digest" in capture.problems[0]


def hostile(jpeg: bytes) -> Iterator[bytes]:
    whole = warc(jpeg)
    yield b""
    yield b"hello"
    yield b"PK\x03\x04 no zip"
    yield b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n"
    yield b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\nx"
    yield whole[: len(whole) // 2]
    yield whole[:-9]
    yield wacz(b"\x00" * 1000)
    for place in range(20, len(whole), max(1, len(whole) // 40)):
        yield whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]


def test_broken_captures_are_refused_or_give_nothing_archived(jpeg: bytes) -> None:
    for data in hostile(jpeg):
        try:
            capture = reading(data, jpeg)
        except CaptureError:
            continue
        for source in sources_of(capture).sources:
            assert source.sha256 in (None, hash_bytes(jpeg).sha256)


def test_bounds_hold(jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captures, "MAX_RECORDS", 3)
    with pytest.raises(CaptureError, match="more than 3 records"):
        reading(warc(*[jpeg] * 5), jpeg)
    monkeypatch.setattr(captures, "MAX_RECORDS", 100)
    monkeypatch.setattr(captures, "MAX_PAYLOAD", len(jpeg) - 1)
    capture = reading(warc(jpeg), jpeg)
    assert (capture.pictures, "passed over" in capture.problems[0]) == ((), True)


def test_a_bomb_in_a_response_is_bounded(jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captures, "MAX_PAYLOAD", 1_000_000)
    capture = reading(warc(b"\x00" * 50_000_000, encoded=True), jpeg)
    assert capture.pictures == ()
    assert "passed over" in capture.problems[0]
