"""What the file says about itself: EXIF by two readers, IPTC, colour profile, XMP, texts, the embedded thumbnail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from verifyctl.media import hidden_text, icc, iptc, thumbnail, xmp
from verifyctl.media import metadata as readers
from verifyctl.media.formats import PNG, WEBP
from verifyctl.media.metadata import Tag, tag_name
from verifyctl.media.pixels import stored_samples
from verifyctl.model.dates import EARLIEST_ZONE, LATEST_ZONE, Span
from verifyctl.model.metadata import (
    MetadataFacts,
    MetadataField,
    Property,
    Reader,
    Reading,
    Thumbnail,
    TimeField,
    TimeMeaning,
)
from verifyctl.model.stage import Component
from verifyctl.reference import generators, platforms
from verifyctl.reference.generators import Carried
from verifyctl.stages.base import Collected, FailedError, Job, UnavailableError

PILLOW, EXIFREAD, OWN = "Pillow", "exifread", "verifyctl"

# Tag, the tag with its offset from UTC (EXIF 2.31 and later), and what it is the time of.
_TIMES: tuple[tuple[Tag, Tag, TimeMeaning], ...] = (
    (("EXIF", 0x9003), ("EXIF", 0x9011), TimeMeaning.CAPTURED),
    (("EXIF", 0x9004), ("EXIF", 0x9012), TimeMeaning.DIGITISED),
    (("Image", 0x0132), ("EXIF", 0x9010), TimeMeaning.MODIFIED),
)
_GPS_DATE, _GPS_TIME = ("GPS", 0x001D), ("GPS", 0x0007)
_SOFTWARE_TAGS: tuple[Tag, ...] = (("Image", 0x0131), ("Image", 0x000B))
# A serial number names a device and so a person; a wrong one accuses. Shown only where both readers agree.
_SERIALS: frozenset[Tag] = frozenset({("EXIF", 0xA431), ("EXIF", 0xA435)})
_XMP_SOFTWARE = ("xmp:CreatorTool", "softwareAgent", "photoshop:History")

Result = TypeVar("Result")


def collect(job: Job) -> Collected:
    """Collect MetadataFacts. One reader's failure is recorded; the stage fails only if both fail."""
    data, media_type = job.data, job.evidence.media_type
    by_pillow, pillow_problem = _attempt(lambda: readers.read_blocks(data, media_type))
    blocks, pillow = by_pillow or (readers.Blocks(), {})
    by_exifread, exifread_problem = _attempt(lambda: readers.read_exifread(data, media_type, blocks.exif))
    exifread, embedded = by_exifread or ({}, b"")
    if pillow_problem and exifread_problem:
        raise FailedError(f"neither reader could open it: Pillow: {pillow_problem}; exifread: {exifread_problem}")
    properties, xmp_problem = _xmp(blocks.xmp)
    tags = {PILLOW: pillow, EXIFREAD: exifread}
    if exifread and "exif" not in blocks.present:
        blocks.present.insert(0, "exif")
    fields = (*_fields(tags), *_block_fields(blocks))
    facts = MetadataFacts(
        blocks=tuple(blocks.present),
        readers=(
            Reader(name=PILLOW, version=_version("PIL"), problem=pillow_problem),
            Reader(name=EXIFREAD, version=_version("exifread"), problem=exifread_problem),
        ),
        fields=fields,
        xmp=properties,
        xmp_problem=xmp_problem,
        comments=tuple(blocks.comments),
        times=tuple(_times(tags)),
        software=tuple(_software(tags, blocks, properties)),
        thumbnail=_thumbnail(job, embedded),
        generators=generators.marks(_carried(job, blocks, fields, properties)),
        platforms=platforms.marks((field.tag, field.text) for field in fields),
    )
    return Collected(
        facts=facts,
        components=(
            Component(name="Pillow", version=_version("PIL")),
            Component(name="exifread", version=_version("exifread")),
        ),
    )


def _attempt(read: Callable[[], Result]) -> tuple[Result | None, str | None]:
    try:
        return read(), None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - both readers raise nearly anything on hostile bytes
        text = " ".join(str(error).split())[:200]
        if "cannot identify image file" in text:
            text = "it does not recognise the file"
        return None, f"{type(error).__name__}: {text}" if text else type(error).__name__


def _version(package: str) -> str:
    from importlib import import_module

    return str(getattr(import_module(package), "__version__", "unknown"))


def _fields(tags: dict[str, dict[Tag, str]]) -> Iterator[MetadataField]:
    pillow, exifread = tags[PILLOW], tags[EXIFREAD]
    order = {"Image": 0, "EXIF": 1, "GPS": 2, "Thumbnail": 3}
    for tag in sorted(pillow.keys() | exifread.keys(), key=lambda tag: (order[tag[0]], tag[1])):
        values = [(name, found[tag]) for name, found in tags.items() if tag in found]
        agree = values[0][1] == values[1][1] if len(values) == 2 else None
        if tag in _SERIALS and not agree:
            continue
        yield MetadataField(
            tag=tag_name(tag), readings=tuple(Reading(reader=name, text=text) for name, text in values), agree=agree
        )


def _block_fields(blocks: readers.Blocks) -> Iterator[MetadataField]:
    """Fields of the blocks that one reader alone reads: IPTC by our own, the colour profile by Pillow's LittleCMS."""
    for reader, place, pairs in ((OWN, "IPTC", iptc.read(blocks.iptc)), (PILLOW, "ICC", icc.read(blocks.icc))):
        for name, text in pairs:
            yield MetadataField(tag=f"{place} {name}", readings=(Reading(reader=reader, text=readers.clean(text)),))


def _carried(
    job: Job, blocks: readers.Blocks, fields: Sequence[MetadataField], properties: Sequence[Property]
) -> Iterator[Carried]:
    """Every text in which a program may have said that it made the picture."""
    for place, key, text in blocks.texts:
        yield Carried(place, key, text)
    for field in fields:
        place, _, key = field.tag.partition(" ")
        yield Carried(place, key, field.text)
    for item in properties:
        yield Carried("XMP", item.path, item.text)
    if job.evidence.media_type in (PNG, WEBP) and (found := _hidden(job)):
        yield Carried(found[0], "", found[1])


def _hidden(job: Job) -> tuple[str, str] | None:
    try:
        stored = stored_samples(job.data, job.evidence.media_type, job.picture)
    except (FailedError, UnavailableError):
        return None
    return None if stored is None else hidden_text.hidden_text(stored)


def _agreed(tags: dict[str, dict[Tag, str]], tag: Tag) -> str | None:
    """The value of a tag; where the readers disagree, none, since a wrong time would accuse."""
    values = {found[tag] for found in tags.values() if tag in found}
    return values.pop() if len(values) == 1 else None


def _times(tags: dict[str, dict[Tag, str]]) -> Iterator[TimeField]:
    for tag, offset_tag, meaning in _TIMES:
        text = _agreed(tags, tag)
        moment = _moment(text) if text else None
        if text and moment:
            offset = _offset(_agreed(tags, offset_tag))
            yield _time_field(tag, meaning, text, moment, offset)
    day, clock = _agreed(tags, _GPS_DATE), _agreed(tags, _GPS_TIME)
    if day and clock and (moment := _gps_moment(day, clock)):
        yield _time_field(_GPS_DATE, TimeMeaning.GPS, f"{day} {clock}", moment, "+00:00")


def _time_field(tag: Tag, meaning: TimeMeaning, text: str, moment: datetime, offset: str | None) -> TimeField:
    if offset:
        known = datetime.fromisoformat(f"{moment.isoformat()}{offset}").astimezone(UTC)
        span = Span.of(known, known + timedelta(milliseconds=999))
    else:
        unknown = moment.replace(tzinfo=UTC)
        span = Span.of(unknown - EARLIEST_ZONE, unknown + LATEST_ZONE + timedelta(milliseconds=999))
    return TimeField(tag=tag_name(tag), meaning=meaning, text=text, local=moment.isoformat(), offset=offset, span=span)


def _moment(text: str) -> datetime | None:
    """`YYYY:MM:DD HH:MM:SS` of EXIF; None for placeholders such as all zeros."""
    try:
        moment = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - EXIF times carry no zone
    except ValueError:
        return None
    return moment if 1826 <= moment.year < 9999 else None


def _gps_moment(day: str, clock: str) -> datetime | None:
    from fractions import Fraction

    try:
        hour, minute, second = (int(Fraction(part.strip())) for part in clock.split(","))
        return _moment(f"{day.replace('-', ':')} {hour:02d}:{minute:02d}:{second:02d}")
    except (ValueError, ZeroDivisionError):
        return None


def _offset(text: str | None) -> str | None:
    if text is None or len(text) != 6 or text[0] not in "+-" or text[3] != ":":
        return None
    digits = text[1:3] + text[4:6]
    if not (digits.isascii() and digits.isdecimal()) or int(digits[:2]) > 14 or int(digits[2:]) > 59:
        return None
    return text


def _xmp(packet: bytes) -> tuple[tuple[Property, ...], str | None]:
    if not packet:
        return (), None
    try:
        return tuple(Property(path=path, text=text) for path, text in xmp.parse(packet)), None
    except xmp.XmpError as error:
        return (), str(error)


def _software(
    tags: dict[str, dict[Tag, str]], blocks: readers.Blocks, properties: tuple[Property, ...]
) -> Iterator[Reading]:
    seen: set[tuple[str, str]] = set()
    candidates = [(tag_name(tag), _agreed(tags, tag)) for tag in _SOFTWARE_TAGS]
    candidates += [(f"XMP {item.path}", item.text) for item in properties if item.path.endswith(_XMP_SOFTWARE)]
    candidates += blocks.software
    for where, text in candidates:
        if text and (where, text) not in seen:
            seen.add((where, text))
            yield Reading(reader=where, text=text)


def _thumbnail(job: Job, embedded: bytes) -> Thumbnail | None:
    if not embedded:
        return None
    try:
        picture = job.picture
    except (FailedError, UnavailableError):
        return None
    return thumbnail.compare(embedded, picture.rgb)
