"""Reading captures of web pages: WARC (also gzipped) and WACZ, from bytes, within bounds.

Nothing is fetched and no page is opened: only responses that hold a picture are looked at. The time is the one that was
written down by whoever made the capture; a payload digest shows that the payload is the one that was written with it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from verifyctl.media.formats import sniff
from verifyctl.model.captures import Capture, CaptureRecord

MAX_RECORDS = 20_000
MAX_PAYLOAD = 64 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
MAX_PICTURES = 200
MAX_MEMBERS = 64
INSTALL = "pip install 'verifyctl[archives]'"
_KINDS = frozenset({"response", "resource"})
_AT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z")

SamePixels = Callable[[bytes, str], bool]
"""Told the bytes and the media type of a picture: whether it is the evidence, pixel for pixel."""


class CaptureError(Exception):
    """The capture cannot be read; the message says why."""


class ReaderMissingError(Exception):
    """The package that reads captures is not installed."""


def read_capture(data: bytes, name: str, *, evidence: str, same_pixels: SamePixels) -> Capture:
    """The pictures in a capture, held against evidence with this SHA-256 (hexadecimal).

    Raises CaptureError for what is no capture or exceeds the bounds, ReaderMissingError without warcio.
    """
    digest = hashlib.sha256(data).hexdigest()
    problems: list[str] = []
    found: list[CaptureRecord] = []
    count = total = 0
    for member in _members(data, problems):
        for record, payload in _payloads(member, problems):
            count += 1
            total += len(payload)
            if count > MAX_RECORDS or total > MAX_TOTAL:
                raise CaptureError(f"more than {MAX_RECORDS} records or {MAX_TOTAL} bytes")
            kind = sniff(payload[:64])
            if kind is None or len(found) >= MAX_PICTURES:
                continue
            found.append(_picture(record, payload, kind, evidence, same_pixels))
    return Capture(name=name, sha256=digest, records=count, pictures=tuple(found), problems=tuple(problems[:20]))


def _picture(record: Any, payload: bytes, kind: str, evidence: str, same_pixels: SamePixels) -> CaptureRecord:
    sha256 = hashlib.sha256(payload).hexdigest()
    checked = record.digest_checker.passed
    same = "bytes" if sha256 == evidence else "pixels" if same_pixels(payload, kind) else None
    at = _AT.fullmatch(str(record.rec_headers.get_header("WARC-Date") or ""))
    return CaptureRecord.model_validate(
        {
            "url": str(record.rec_headers.get_header("WARC-Target-URI") or "")[:2000],
            "at": f"{at[1]}Z" if at else "",
            "record": str(record.rec_headers.get_header("WARC-Record-ID") or "")[:200],
            "sha256": sha256,
            "size": len(payload),
            "digest": {True: "fits", False: "differs"}.get(checked, "absent"),
            "same": same,
        }
    )


def _payloads(data: bytes, problems: list[str]) -> Iterator[tuple[Any, bytes]]:
    """Each record with its payload; a payload beyond the bound is passed over, and said so."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise ReaderMissingError("captures need the package warcio, which is not installed") from error
    try:
        for record in ArchiveIterator(io.BytesIO(data), check_digests=True):
            if record.rec_type not in _KINDS or _status(record) not in (None, "200"):
                yield record, b""
                continue
            payload = record.content_stream().read(MAX_PAYLOAD + 1)
            if len(payload) > MAX_PAYLOAD:
                problems.append(f"a payload has more than {MAX_PAYLOAD} bytes and was passed over")
                payload = b""
            else:
                record.content_stream().read(1)  # its end is where the digest is compared
            yield record, payload
    except ArchiveLoadFailed as error:
        raise CaptureError(f"not a WARC file: {error}") from error
    except (OSError, ValueError, EOFError, KeyError, AttributeError) as error:
        raise CaptureError(f"broken: {type(error).__name__}: {error}") from error


def _status(record: Any) -> str | None:
    return None if record.http_headers is None else str(record.http_headers.get_statuscode())


def _members(data: bytes, problems: list[str]) -> Iterator[bytes]:
    """The WARC files in a WACZ, each held against the digest that it names; or the WARC file itself."""
    if not data.startswith(b"PK"):
        yield data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info for info in archive.infolist() if re.search(r"\.warc(\.gz)?$", info.filename)]
            if len(names) > MAX_MEMBERS or sum(info.file_size for info in names) > MAX_TOTAL:
                raise CaptureError(f"more than {MAX_MEMBERS} WARC files or {MAX_TOTAL} bytes")
            recorded = _recorded(archive)
            for info in names:
                with archive.open(info) as stream:
                    member = stream.read(MAX_TOTAL + 1)
                sha256 = hashlib.sha256(member).hexdigest()
                if recorded.get(info.filename) not in (None, f"sha256:{sha256}"):
                    problems.append(f"{info.filename} is not the file whose digest the WACZ names")
                    continue
                yield member
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise CaptureError(f"not a WACZ file: {error}") from error


def _recorded(archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        if archive.getinfo("datapackage.json").file_size > MAX_PAYLOAD:
            return {}
        resources = json.loads(archive.read("datapackage.json"))["resources"]
        return {str(item["path"]): str(item["hash"]) for item in resources}
    except (KeyError, TypeError, ValueError, RecursionError):
        return {}
