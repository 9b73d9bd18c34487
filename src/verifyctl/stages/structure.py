"""How the file is built: segments, tables, what lies inside and behind it. Says who may have saved it, not why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from verifyctl.media import packets, thumbnail
from verifyctl.media.formats import AVIF, GIF, HEIC, JPEG, PNG, TIFF, WEBP
from verifyctl.media.structure import chunks, embedded, jpeg, quantisation
from verifyctl.media.structure.walk import Walk
from verifyctl.model.structure import Coding, Embedded, Segment, StructureFacts
from verifyctl.reference.encoders import families
from verifyctl.stages.base import Collected, Job, NotApplicableError

WALKERS: dict[str, Callable[[bytes], Walk]] = {
    JPEG: jpeg.walk,
    PNG: chunks.walk_png,
    WEBP: chunks.walk_riff,
    AVIF: chunks.walk_boxes,
    HEIC: chunks.walk_boxes,
    TIFF: chunks.walk_tiff,
    GIF: chunks.walk_gif,
}
MOST_SEGMENTS = 400
LARGEST_THUMBNAIL = 4 * 1024 * 1024
_MARKS = (
    b"JFIF\0", b"JFXX\0", b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0",
    b"ICC_PROFILE\0", b"MPF\0", b"Photoshop 3.0\0", b"Adobe", b"Ducky", b"JP\x00\x01",
)  # fmt: skip


def collect(job: Job) -> Collected:
    """Collect StructureFacts. Raises NotApplicableError for a type without a walker."""
    walker = WALKERS.get(job.evidence.media_type)
    if walker is None:
        raise NotApplicableError(f"{job.evidence.media_type} is not walked")
    data = job.data
    found = walker(data)
    is_jpeg = job.evidence.media_type == JPEG
    inside = tuple(_inside(data, found, job.evidence.media_type))[: embedded.MOST]
    behind = tuple(embedded.behind(data, found.end, inside))[: embedded.MOST]
    coding = _coding(data, found) if is_jpeg else None
    frame = jpeg.frame(data, found) if is_jpeg else None
    segments = tuple(_segments(data, found))
    facts = StructureFacts(
        segments=segments[:MOST_SEGMENTS],
        order=" ".join(segment.name for segment in segments[:MOST_SEGMENTS]),
        coding=coding,
        encoders=families(coding, segments) if coding else (),
        embedded=tuple(_compared(job, one) for one in (*inside, *behind)),
        declared_width=frame.width if frame else None,
        declared_height=frame.height if frame else None,
        trailing=max(len(data) - found.end, 0),
        also=embedded.other_readings(data),
        damage=tuple(found.damage),
    )
    return Collected(facts=facts)


def _inside(data: bytes, found: Walk, media_type: str) -> Iterator[Embedded]:
    if media_type == JPEG:
        yield from embedded.in_jpeg(data, found)
    elif media_type == TIFF:
        yield from embedded.in_tiff(data)
    else:
        block = packets.exif_block(data, media_type)
        if block:
            yield from embedded.in_exif(*block)
        if media_type in (HEIC, AVIF):
            yield from embedded.in_items(data, found)


def _segments(data: bytes, found: Walk) -> list[Segment]:
    return [
        Segment(
            name=part.name, offset=part.offset, size=part.size, detail=_mark(data[part.content : part.content + 40])
        )
        for part in found.parts
    ]


def _mark(head: bytes) -> str | None:
    """The name that an application segment bears, if it is one of the usual."""
    mark = next((mark for mark in _MARKS if head.startswith(mark)), None)
    return mark.rstrip(b"\0").decode("ascii", "replace") if mark else None


def _coding(data: bytes, found: Walk) -> Coding | None:
    frame = jpeg.frame(data, found)
    if frame is None:
        return None
    tables = jpeg.huffman(data, found)
    process: str = frame.process
    return Coding.model_validate(
        {
            "process": process,
            "bits": frame.bits,
            "components": len(frame.sampling),
            "subsampling": jpeg.subsampling(frame.sampling),
            "huffman": {True: "default", False: "optimised", None: "absent"}[tables],
            "restart_interval": jpeg.restart_interval(data, found),
            "scans": len(found.named("SOS")),
            "adobe_transform": _adobe_transform(data, found),
            "quantisation": quantisation.compared(jpeg.tables(data, found)),
        }
    )


def _adobe_transform(data: bytes, found: Walk) -> int | None:
    """The colour transform that Adobe's segment names (Adobe technical note 5116), None without one."""
    for part in found.named("APP14"):
        content = jpeg.payload(data, part)
        if content.startswith(b"Adobe") and len(content) >= 12:
            return content[11]
    return None


def _compared(job: Job, one: Embedded) -> Embedded:
    """A thumbnail or preview with its likeness to the picture; anything else as it is."""
    if one.kind not in ("thumbnail", "preview") or one.media_type != JPEG or one.size > LARGEST_THUMBNAIL:
        return one
    picture = job.source.small
    if picture is None:
        return one
    held = thumbnail.compare(job.data[one.offset : one.offset + one.size], picture)
    return one.model_copy(update={"likeness": held.likeness}) if held else one
