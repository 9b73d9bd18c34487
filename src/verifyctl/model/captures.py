"""What a capture of web pages (WARC or WACZ) holds that bears on a picture."""

from __future__ import annotations

from typing import Literal

from verifyctl.model.base import Count, Model


class CaptureRecord(Model):
    """A response in a capture that holds a picture: address, time of the capture, and what its digests say.

    `digest`: `fits` where the recorded payload digest fits the payload, `differs`, or `absent`. `same`: the payload is
    the evidence by its `bytes`, or the same picture by its `pixels`; absent where it is another.
    """

    url: str
    at: str
    record: str
    sha256: str
    size: Count
    digest: Literal["fits", "differs", "absent"]
    same: Literal["bytes", "pixels"] | None = None


class Capture(Model):
    """A capture that was read: its file's name and digest, how many records it has, the pictures, and problems."""

    name: str
    sha256: str
    records: Count
    pictures: tuple[CaptureRecord, ...] = ()
    problems: tuple[str, ...] = ()
