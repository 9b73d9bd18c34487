"""What the file says about itself: EXIF by two readers or three, maker notes where two agree, IPTC, XMP, texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from verifyctl.media import agreement, exiftool, hidden_text, icc, iptc, thumbnail, xmp
from verifyctl.media import metadata as readers
from verifyctl.media.formats import PNG, WEBP
from verifyctl.media.gather import EXIFREAD, EXIFTOOL, OWN, PILLOW, Gathered, ThirdReader, gather
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

# Tag, the tag with its offset from UTC (EXIF 2.31 and later), and what it is the time of.
_TIMES: tuple[tuple[Tag, Tag, TimeMeaning], ...] = (
    (("EXIF", 0x9003), ("EXIF", 0x9011), TimeMeaning.CAPTURED),
    (("EXIF", 0x9004), ("EXIF", 0x9012), TimeMeaning.DIGITISED),
    (("Image", 0x0132), ("EXIF", 0x9010), TimeMeaning.MODIFIED),
)
_GPS_DATE, _GPS_TIME = ("GPS", 0x001D), ("GPS", 0x0007)
_SOFTWARE_TAGS: tuple[Tag, ...] = (("Image", 0x0131), ("Image", 0x000B))
# A serial number names a device and so a person; a wrong one accuses. Shown only where two readers agree.
_SERIALS: frozenset[Tag] = frozenset(
    {("EXIF", 0xA431), ("EXIF", 0xA435), ("Image", 0xC62F), ("Image", 0xFDE8), ("Image", 0xFDE9)}
)
_SERIAL_PROPERTY = "SerialNumber"
_XMP_SOFTWARE = ("xmp:CreatorTool", "softwareAgent", "photoshop:History")


def collect(job: Job) -> Collected:
    """Collect MetadataFacts. One reader's failure is recorded; the stage fails only if Pillow and exifread both fail.

    Parameters: `exiftool`, a path, or null to look for the program; without it that reader is not asked.
    """
    program = _program(job)
    found = gather(job.data, job.evidence.media_type, _third(job, program))
    if not found.readable:
        pillow, exifread = found.problems[PILLOW], found.problems[EXIFREAD]
        raise FailedError(f"neither reader could open it: Pillow: {pillow}; exifread: {exifread}")
    blocks = found.blocks
    properties, xmp_problem = _xmp(found)
    fields = (*_fields(found), *_block_fields(blocks))
    asked = tuple(_readers(found, job, program))
    facts = MetadataFacts(
        blocks=tuple(blocks.present),
        readers=asked,
        fields=fields,
        xmp=properties,
        xmp_problem=xmp_problem,
        comments=tuple(blocks.comments),
        times=tuple(_times(found.tags)),
        software=tuple(_software(found.tags, blocks, properties)),
        thumbnail=_thumbnail(job, found.embedded),
        generators=generators.marks(_carried(job, blocks, fields, properties)),
        platforms=platforms.marks((field.tag, field.text) for field in fields),
    )
    components = tuple(Component(name=one.name, version=one.version) for one in asked if one.version)
    return Collected(facts=facts, components=components)


def _program(job: Job) -> Path | None:
    """exiftool, where it is to be asked and is there."""
    if "exiftool" not in job.params:
        return None
    asked = job.params["exiftool"]
    return exiftool.find(asked if isinstance(asked, str) else None)


def _third(job: Job, program: Path | None) -> ThirdReader | None:
    if program is None:
        return None
    return lambda: exiftool.running(program).read(job.data, job.scratch)


def _readers(found: Gathered, job: Job, program: Path | None) -> Iterator[Reader]:
    """Every reader with its version and what stopped it; exiftool with the reason for which it was not asked."""
    yield Reader(name=PILLOW, version=_version("PIL"), problem=found.problems[PILLOW])
    yield Reader(name=EXIFREAD, version=_version("exifread"), problem=found.problems[EXIFREAD])
    if EXIFTOOL in found.problems and program is not None:
        running = exiftool.running(program)
        yield Reader(name=EXIFTOOL, version=running.version, problem=found.problems[EXIFTOOL])
    elif "exiftool" in job.params and program is None:
        yield Reader(name=EXIFTOOL, version="", problem="the program is not installed")


def _version(package: str) -> str:
    from importlib import import_module

    return str(getattr(import_module(package), "__version__", "unknown"))


def _fields(found: Gathered) -> Iterator[MetadataField]:
    order = {"Image": 0, "EXIF": 1, "GPS": 2, "Thumbnail": 3}
    for tag in sorted(found.tags, key=lambda tag: (order[tag[0]], tag[1])):
        field = agreement.field(tag_name(tag), found.tags[tag], confirmed=tag in _SERIALS)
        if field:
            yield field
    for name in sorted(found.notes):
        field = agreement.field(f"MakerNote {name}", found.notes[name], confirmed=True)
        if field:
            yield field
    if found.changed:
        yield MetadataField(tag="PNG tIME", readings=(Reading(reader=OWN, text=found.changed),))


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


def _agreed(tags: Mapping[Tag, Mapping[str, str]], tag: Tag) -> str | None:
    """The value of a tag; where the readers disagree, none, since a wrong time would accuse."""
    return agreement.settled(tags.get(tag, {}))


def _times(tags: Mapping[Tag, Mapping[str, str]]) -> Iterator[TimeField]:
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


def _xmp(found: Gathered) -> tuple[tuple[Property, ...], str | None]:
    """The properties of the packet and of its extensions, and the first reason why one could not be read.

    A serial number is left out unless a reader of EXIF or of the maker note gives the same.
    """
    properties: list[Property] = []
    problem: str | None = None
    elsewhere = {text for tag in _SERIALS for text in found.values(tag).values()}
    elsewhere |= {
        text for name, values in found.notes.items() if name.endswith(_SERIAL_PROPERTY) for text in values.values()
    }
    for packet in filter(None, (found.blocks.xmp, *found.more_xmp)):
        try:
            properties += [
                Property(path=path, text=text)
                for path, text in xmp.parse(packet)
                if not path.endswith(_SERIAL_PROPERTY) or text in elsewhere
            ]
        except xmp.XmpError as error:
            problem = problem or str(error)
    return tuple(properties[: xmp.MAX_PROPERTIES]), problem


def _software(
    tags: Mapping[Tag, Mapping[str, str]], blocks: readers.Blocks, properties: tuple[Property, ...]
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
    picture = job.source.small if embedded else None
    return thumbnail.compare(embedded, picture) if picture else None
