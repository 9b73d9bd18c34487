"""What the file itself dates: tags, packets, its colour profile, its signature, its name, the device that it names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from verifyctl.model.claim import Layer
from verifyctl.model.credentials import CredentialState
from verifyctl.model.finding import Location
from verifyctl.model.metadata import MetadataFacts, TimeField, TimeMeaning
from verifyctl.model.timeline import Bound, Event, Known, TimelineEntry
from verifyctl.reference.releases import Kind, Release
from verifyctl.rules import locate, moments
from verifyctl.rules.base import Case
from verifyctl.rules.moments import Moment
from verifyctl.rules.releases import releases_named

MOST_XMP = 12
MOST_ACTIONS = 6

_MEANINGS: dict[TimeMeaning, tuple[Event, str, Known]] = {
    TimeMeaning.CAPTURED: (Event.CAPTURED, "capture time, by a tag", Known.WRITTEN_BY_DEVICE),
    TimeMeaning.DIGITISED: (Event.DIGITISED, "time of digitising, by a tag", Known.WRITTEN_BY_DEVICE),
    TimeMeaning.MODIFIED: (Event.MODIFIED, "time of the last change, by a tag", Known.WRITTEN_BY_SOFTWARE),
    TimeMeaning.GPS: (Event.POSITIONED, "time of the position, by the satellites' clock", Known.WRITTEN_BY_DEVICE),
}
_SUBSECONDS = {
    TimeMeaning.CAPTURED: "EXIF SubsecTimeOriginal",
    TimeMeaning.DIGITISED: "EXIF SubsecTimeDigitized",
    TimeMeaning.MODIFIED: "EXIF SubsecTime",
}
_XMP: dict[str, tuple[Event, str]] = {
    "exif:DateTimeOriginal": (Event.CAPTURED, "capture time, in XMP"),
    "photoshop:DateCreated": (Event.CAPTURED, "date of creation, in XMP"),
    "exif:DateTimeDigitized": (Event.DIGITISED, "time of digitising, in XMP"),
    "xmp:CreateDate": (Event.DIGITISED, "time of digitising, in XMP"),
    "xmp:ModifyDate": (Event.MODIFIED, "time of the last change, in XMP"),
    "xmp:MetadataDate": (Event.MODIFIED, "time of the last change to the metadata, in XMP"),
    "tiff:DateTime": (Event.MODIFIED, "time of the last change, in XMP"),
    "stEvt:when": (Event.MODIFIED, "a step of the history, in XMP"),
}
_IPTC: tuple[tuple[str, str, Event, str], ...] = (
    ("IPTC DateCreated", "IPTC TimeCreated", Event.CAPTURED, "date of creation, in IPTC"),
    ("IPTC DigitalCreationDate", "IPTC DigitalCreationTime", Event.DIGITISED, "date of digitising, in IPTC"),
)
_PROFILE = "ICC ProfileDateTime"
_PNG_TIME = "PNG tIME"
# The names that a camera gives hold the time of the picture; those of other programs that of receiving or saving.
_CAMERA_NAMES = frozenset({"name-pixel", "name-android-camera"})


def entries(case: Case) -> Iterator[TimelineEntry]:
    """Every dated thing that the bytes, or the name of the file, speak of."""
    metadata = case.facts.metadata
    if metadata is not None:
        tags = [_tag(metadata, field) for field in metadata.times]
        yield from tags
        yield from _png(metadata, {entry.id for entry in tags})
        yield from _packets(metadata)
        yield from _iptc(metadata)
        yield from _profile(metadata)
        yield from (_release(release) for release in releases_named(metadata))
    yield from _signed(case)
    yield from _actions(case)
    yield from _names(case)


def made(
    identifier: str,
    event: Event,
    label: str,
    moment: Moment,
    *,
    layer: Layer = Layer.FILE,
    bound: Bound = Bound.AT,
    known: Known,
    text: str,
    location: Location,
    **more: object,
) -> TimelineEntry:
    """An entry whose zone, clock time and span are those of a moment."""
    values = {"zone": moment.zone, "local": moment.local, "span": moment.span, **more}
    return TimelineEntry.model_validate(
        {
            "id": identifier,
            "event": event,
            "label": label,
            "layer": layer,
            "bound": bound,
            "known": known,
            "text": text,
            "location": location,
            **values,
        }
    )


def _tag(metadata: MetadataFacts, field: TimeField) -> TimelineEntry:
    event, label, known = _MEANINGS[field.meaning]
    moment = moments.read(f"{field.local}{field.offset or ''}") or Moment(span=field.span)
    fractions = metadata.field(_SUBSECONDS[field.meaning]) if field.meaning in _SUBSECONDS else None
    if fractions is not None and fractions.agree is not False:
        moment = moments.with_subseconds(moment, fractions.text)
    picture = event in (Event.CAPTURED, Event.POSITIONED)
    return made(
        f"tag:{field.tag}",
        event,
        label,
        moment,
        layer=Layer.PICTURE if picture else Layer.FILE,
        known=known,
        text=field.text,
        location=locate.tag(field.tag),
    )


def _png(metadata: MetadataFacts, there: set[str]) -> Iterator[TimelineEntry]:
    """The chunk tIME of a PNG. The standard asks for UTC and the chunk carries no zone, so it is given none."""
    field = metadata.field(_PNG_TIME)
    if field is None or f"tag:{_PNG_TIME}" in there or (moment := moments.read(field.text)) is None:
        return
    yield made(
        f"tag:{_PNG_TIME}",
        Event.MODIFIED,
        "time of the last change, in a PNG chunk",
        moment,
        known=Known.WRITTEN_BY_SOFTWARE,
        text=field.text,
        location=locate.tag(_PNG_TIME),
    )


def _packets(metadata: MetadataFacts) -> Iterator[TimelineEntry]:
    yield from islice(_xmp(metadata), MOST_XMP)


def _xmp(metadata: MetadataFacts) -> Iterator[TimelineEntry]:
    seen: dict[str, int] = {}
    for item in metadata.xmp:
        known_as = next((name for name in _XMP if item.path == name or item.path.endswith(f"/{name}")), None)
        moment = moments.read(item.text) if known_as else None
        if known_as is None or moment is None:
            continue
        event, label = _XMP[known_as]
        seen[item.path] = again = seen.get(item.path, 0) + 1
        yield made(
            f"xmp:{item.path}" + (f":{again}" if again > 1 else ""),
            event,
            label,
            moment,
            layer=Layer.PICTURE if event is Event.CAPTURED else Layer.FILE,
            known=Known.WRITTEN_BY_SOFTWARE,
            text=item.text,
            location=locate.tag(f"XMP {item.path}"),
        )


def _iptc(metadata: MetadataFacts) -> Iterator[TimelineEntry]:
    for day_tag, clock_tag, event, label in _IPTC:
        day, clock = metadata.field(day_tag), metadata.field(clock_tag)
        moment = moments.read_iptc(day.text, clock.text if clock else None) if day else None
        if day is None or moment is None:
            continue
        yield made(
            f"tag:{day_tag}",
            event,
            label,
            moment,
            layer=Layer.PICTURE if event is Event.CAPTURED else Layer.FILE,
            known=Known.WRITTEN_BY_SOFTWARE,
            text=f"{day.text} {clock.text}" if clock else day.text,
            location=locate.tag(day_tag),
        )


def _profile(metadata: MetadataFacts) -> Iterator[TimelineEntry]:
    field = metadata.field(_PROFILE)
    moment = moments.read(field.text) if field else None
    if field is not None and moment is not None:
        yield made(
            f"tag:{_PROFILE}",
            Event.PROFILE_MADE,
            "the colour profile was made",
            moment,
            bound=Bound.NOT_BEFORE,
            known=Known.WRITTEN_BY_SOFTWARE,
            text=field.text,
            location=locate.tag(_PROFILE),
        )


def _release(release: Release) -> TimelineEntry:
    """An editor's release bounds the file, that of a camera or of the system on it the picture."""
    return made(
        f"release:{release.kind.value}:{release.name}",
        Event.RELEASED,
        f"{release.name} came out",
        moments.of_day(release.released),
        layer=Layer.FILE if release.kind is Kind.EDITOR else Layer.PICTURE,
        bound=Bound.NOT_BEFORE,
        known=Known.PUBLISHED_TABLE,
        text=release.released,
        location=locate.record(release.source),
    )


def _signed(case: Case) -> Iterator[TimelineEntry]:
    credentials = case.facts.credentials
    moment = moments.read(credentials.signed_at) if credentials and credentials.signed_at else None
    if credentials is None or credentials.signed_at is None or moment is None:
        return
    intact = credentials.state in (CredentialState.TRUSTED, CredentialState.INTACT_UNLISTED)
    stamped = intact and credentials.time_source == "timestamp"
    yield made(
        "credentials:signed",
        Event.SIGNED,
        "signed, by a time-stamp in the credentials" if stamped else "signed, as the signer states",
        moment,
        bound=Bound.NOT_AFTER,
        known=Known.SIGNED if stamped else Known.STATED,
        text=credentials.signed_at,
        location=locate.tag("C2PA signature time"),
    )


def _actions(case: Case) -> Iterator[TimelineEntry]:
    """What the credentials say was done, and when by the clock of the program that says so."""
    credentials = case.facts.credentials
    dated = [action for action in (credentials.actions if credentials else ()) if action.when]
    for number, action in enumerate(dated[:MOST_ACTIONS], start=1):
        moment = moments.read(action.when or "")
        if moment is None:
            continue
        made_here = action.action == "c2pa.created"
        by_camera = made_here and (action.digital_source_type or "").endswith("/digitalCapture")
        event = Event.CAPTURED if by_camera else Event.DIGITISED if made_here else Event.MODIFIED
        yield made(
            f"credentials:action.{number}",
            event,
            "a step that the credentials name",
            moment,
            layer=Layer.PICTURE if by_camera else Layer.FILE,
            known=Known.WRITTEN_BY_SOFTWARE,
            text=action.when or "",
            location=locate.tag(f"C2PA action {action.action}"),
        )


def _names(case: Case) -> Iterator[TimelineEntry]:
    context = case.facts.context
    for decoded in context.name_times if context else ():
        moment = moments.read(decoded.at)
        if moment is None:
            continue
        yield made(
            f"name:{decoded.scheme}:{decoded.id}",
            Event.NAMED,
            "time in the file's name",
            moment,
            bound=Bound.AT if decoded.scheme in _CAMERA_NAMES else Bound.NOT_AFTER,
            known=Known.NAMED,
            text=decoded.id,
            location=Location(kind="file_name", where=decoded.source),
        )
