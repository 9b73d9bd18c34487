"""Small builders that tests share: evidence, facts, claims, cases, findings. Everything has a plain default."""

from __future__ import annotations

from typing import Any

from verifyctl.model.base import Box
from verifyctl.model.claim import Assertion, Claim, FirstSeen, Layer, Media, Reading, Source, Statement
from verifyctl.model.credentials import CredentialsFacts, CredentialState
from verifyctl.model.dates import Calendar, HijriDate, Span, When
from verifyctl.model.evidence import Digests, EvidenceFile
from verifyctl.model.facts import ContextFacts, DecodedTime, Facts, FileFacts, NameFacts, PixelFacts
from verifyctl.model.finding import (
    CARRYING_BASES,
    AppliesTo,
    Axis,
    Basis,
    Contradiction,
    Direction,
    Finding,
    Location,
    Premise,
    PremiseBasis,
    Strength,
)
from verifyctl.model.matches import (
    Compared,
    Comparison,
    Distances,
    Hashes,
    KnownImage,
    Level,
    Match,
    MatchesFacts,
    Overlap,
    Point,
    Region,
    Relation,
    SeenBasis,
    StoreInfo,
)
from verifyctl.model.metadata import MetadataFacts, MetadataField, TimeField, TimeMeaning
from verifyctl.model.metadata import Reading as Read
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.structure import Coding, Embedded, Quantisation
from verifyctl.model.text import (
    DateReading,
    DateStatus,
    FieldName,
    FieldReading,
    Line,
    NumberReading,
    PlaceReading,
    TextFacts,
    Word,
)
from verifyctl.rules.base import Case

DIGESTS = Digests(sha256="ab" * 32, sha512="cd" * 64, sha1="ef" * 20, md5="01" * 16)
DIGEST = "sha256:" + "9c" * 32
STAGE_NAMES = ("file", "metadata", "text", "matches", "context")

# 592522217689153536 is a tweet of 27 April 2015, 592840649733046272 the first id of 28 April (UTC).
POST_ID = "592840649733046272"
POST_TIME = "2015-04-28T00:00:00Z"

# evidence and facts -------------------------------------------------------------------------------


def evidence(name: str = "picture.jpg", **changes: Any) -> EvidenceFile:
    """A JPEG of a thousand bytes."""
    return EvidenceFile(**{"name": name, "size": 1000, "digests": DIGESTS, "media_type": "image/jpeg"} | changes)


def pixel_facts(**changes: Any) -> PixelFacts:
    """A decoded RGB picture of 80 by 60."""
    values = {"width": 80, "height": 60, "stored_width": 80, "stored_height": 60, "mode": "RGB", "digest": DIGEST}
    return PixelFacts(**values | changes)


def name_facts(name: str = "picture.jpg", *, agrees: bool | None = True, media_type: str = "image/jpeg") -> NameFacts:
    """What a name says of the type."""
    return NameFacts(name=name, extension=name.rpartition(".")[2], media_type=media_type, agrees=agrees)


def file_facts(**changes: Any) -> FileFacts:
    """A decoded JPEG whose name agrees with its content."""
    values: dict[str, Any] = {
        "size": 1000,
        "digests": DIGESTS,
        "media_type": "image/jpeg",
        "name": name_facts(),
        "pixels": pixel_facts(),
    }
    return FileFacts(**values | changes)


def tag(name: str, *texts: str, agree: bool | None = True) -> MetadataField:
    """A metadata field with one reading for each text."""
    readers = ("Pillow", "exifread")
    readings = tuple(Read(reader=reader, text=text) for reader, text in zip(readers, texts, strict=False))
    return MetadataField(tag=name, readings=readings, agree=agree)


def captured(when: str = "2015-04-27T12:00:00+03:00", meaning: TimeMeaning = TimeMeaning.CAPTURED) -> TimeField:
    """A time tag that says `when`; without an offset it may have been anywhere on Earth."""
    local, offset = (when[:19], when[19:]) if len(when) > 19 else (when, None)
    text = local.replace("-", ":").replace("T", " ")
    return TimeField(
        tag="EXIF DateTimeOriginal",
        meaning=meaning,
        text=text,
        local=local,
        offset=offset,
        span=When.parse(when).span(),
    )


def coding(match: str = "exact", quality: int = 87, **changes: Any) -> Coding:
    """How a JPEG was saved with the tables of a quality."""
    values: dict[str, Any] = {
        "process": "baseline",
        "bits": 8,
        "components": 3,
        "subsampling": "4:2:0",
        "huffman": "default",
        "quantisation": Quantisation.model_validate(
            {"match": match, "quality": quality, "tables": 2, "digest": "sha256:" + "0" * 64}
        ),
    }
    return Coding.model_validate(values | changes)


def held(kind: str = "preview", **changes: Any) -> Embedded:
    """Something inside a file of a thousand bytes, from byte 600 on."""
    values: dict[str, Any] = {"kind": kind, "offset": 600, "size": 100, "note": "MPF index"}
    return Embedded(**values | changes)


def credentials_facts(state: str, **changes: Any) -> CredentialsFacts:
    """Credentials in a state, by a signer of no consequence."""
    values = {"state": CredentialState(state), "signer": "Specimen Camera", "trust_lists": ("a list",)}
    return CredentialsFacts(**values | changes)


def text_facts(*lines: str, dates: tuple[DateReading, ...] = (), **changes: Any) -> TextFacts:
    """Lines as an engine read them, one word a line where it matters to nobody."""
    made = tuple(
        Line(text=text, box=box(index), words=(Word(text=text, box=box(index), confidence=90),))
        for index, text in enumerate(lines)
    )
    return TextFacts(**{"languages": "ara+eng", "lines": made, "dates": dates} | changes)


def box(line: int = 0) -> Box:
    """The area of a line of text."""
    return Box(x=0, y=20 * line, width=80, height=20)


def date_read(
    day: str, *, text: str = "date", line: int = 0, calendar: Calendar = Calendar.GREGORIAN, **changes: Any
) -> DateReading:
    """A date that a machine believes to see."""
    values: dict[str, Any] = {"text": text, "line": line, "box": box(line), "calendar": calendar, "days": (day,)}
    return DateReading(**values | changes)


def checked_pair(
    gregorian: str = "2015-04-27", hijri: str = "1436-07-08", **changes: Any
) -> tuple[DateReading, DateReading]:
    """A Hijri and a Gregorian date on neighbouring lines that a machine read, and that agree."""
    umm_al_qura = HijriDate.parse(hijri).gregorian().isoformat()
    both: dict[str, Any] = {"status": DateStatus.CROSS_CHECKED} | changes
    first = {"agrees_with": (1,), "written": hijri, "calendar": Calendar.HIJRI, "text": "hijri date"} | both
    second = {"agrees_with": (0,), "written": gregorian, "line": 1, "text": "gregorian date"} | both
    return date_read(umm_al_qura, **first), date_read(gregorian, **second)


def number_read(*readings: str | None, line: int = 0, accepted: bool = False, **changes: Any) -> NumberReading:
    """A number as the number reader gave it in several readings."""
    values: dict[str, Any] = {
        "text": next((reading for reading in readings if reading), ""),
        "digits": "western",
        "box": box(line),
        "confidence": 900 if accepted else 300,
        "accepted": accepted,
        "readings": readings,
    }
    return NumberReading(**values | changes)


def field_read(name: str, text: str, *, line: int = 0, **changes: Any) -> FieldReading:
    """A part of a letter that was read on one line."""
    values: dict[str, Any] = {
        "name": FieldName(name),
        "text": text,
        "normalised": text,
        "box": box(line),
        "lines": (line,),
        "confidence": 900,
    }
    return FieldReading(**values | changes)


def place_read(place: str, text: str, *, line: int = 0, how: str = "exact") -> PlaceReading:
    """A place of the gazetteer that was met on a line."""
    values: dict[str, Any] = {"place": place, "text": text, "box": box(line), "line": line, "how": how}
    return PlaceReading(**values, confidence=900)


def known(
    first_seen: str | None = "2014-01-01",
    basis: SeenBasis | None = SeenBasis.ARCHIVED,
    *,
    relation: Relation = Relation.IDENTICAL_PIXELS,
    distance: int | None = None,
    **changes: Any,
) -> Match:
    """A known image that matches, seen in 2014 by an archive's date; `distance` is that of PDQ.

    `changes` are fields of the match, or of what the store says of the image.
    """
    archive = "https://web.archive.org/web/2014/https://example.org/a.jpg" if basis is SeenBasis.ARCHIVED else None
    measured: dict[str, Any] = {"relation": relation, "distances": Distances(pdq=distance)}
    measured |= {name: changes.pop(name) for name in Match.model_fields.keys() & changes.keys()}
    values: dict[str, Any] = {
        "id": "aa" * 8,
        "sha256": "aa" * 32,
        "source_url": "https://example.org/a.jpg",
        "archive_url": archive,
        "first_seen": first_seen,
        "first_seen_basis": basis if first_seen else None,
    }
    return Match(image=KnownImage(**values | changes), **measured)


def changed_page(*regions: Region, first_seen: str | None = "2014-01-01", **changes: Any) -> Match:
    """A known page with some words changed, seen in 2014 by an archive's date."""
    values: dict[str, Any] = {
        "relation": Relation.SAME_PAGE_CHANGED,
        "comparison": comparison(Compared.EDITED, *regions or (region(),)),
    }
    return known(first_seen, **values | changes)


def overlap(evidence_share: int = 1000, known_share: int = 1000) -> Overlap:
    """What two pictures share, in thousandths: all of 100 by 100 pixels, and an area within the known image."""
    corners = ((0, 0), (1, 0), (1, 1), (0, 1))
    return Overlap(
        evidence=tuple(Point(x=100 * x, y=100 * y) for x, y in corners),
        known=tuple(Point(x=40 + 120 * x, y=20 + 100 * y) for x, y in corners),
        evidence_share=evidence_share,
        known_share=known_share,
    )


def region(
    evidence_text: str | None = "Anbar", known_text: str | None = "Diyala", *, line: int = 0, **changes: Any
) -> Region:
    """A line in which two pages differ."""
    values: dict[str, Any] = {"level": Level.CHANGED, "evidence": box(line), "known": box(line), "difference": 480}
    return Region(**{"evidence_text": evidence_text, "known_text": known_text} | values | changes)


def comparison(outcome: Compared = Compared.UNCHANGED, *regions: Region, **changes: Any) -> Comparison:
    """A difference map of all of the text, of which as much differs as fits the outcome."""
    shares = {Compared.EDITED: 30, Compared.UNDECIDED: 90, Compared.OTHER_TEXT: 310}
    values: dict[str, Any] = {
        "compared": 0 if outcome is Compared.NOT_COMPARABLE else 1000,
        "changed": shares.get(outcome, 0),
    }
    return Comparison(**{"outcome": outcome, "regions": regions} | values | changes)


def matches_facts(*matches: Match, images: int = 10, flat: bool = False, page: bool = False) -> MatchesFacts:
    """A search in one store."""
    hashes = Hashes(version="1", phash="0" * 16, dhash="0" * 16, pdq="0" * 64, pdq_quality=100, flat=flat)
    stores = (StoreInfo(name="s", digest=DIGEST, images=images),)
    return MatchesFacts(hashes=hashes, page=page, stores=stores, matches=matches)


def decoded(at: str = POST_TIME, *, scheme: str = "twitter-status", id_: str = POST_ID) -> DecodedTime:
    """A post whose id holds its time."""
    return DecodedTime(scheme=scheme, id=id_, at=at, source="post id, twitter", basis="(id >> 22) + 1288834974657 ms")


def archived(at: str = "2015-04-28T06:00:00Z", **changes: Any) -> Source:
    """A source with a dated archive capture."""
    values = {
        "url": "https://example.org/post",
        "archive_url": "https://web.archive.org/web/x/https://example.org/post",
        "captured_at": at,
    }
    return Source(**values | changes)


def context_facts(*posts: DecodedTime, sources: tuple[Source, ...] = (), **changes: Any) -> ContextFacts:
    """Posts and sources that were named."""
    return ContextFacts(decoded=posts, sources=sources, **changes)


# claims and cases ---------------------------------------------------------------------------------


def assertion(
    identifier: str = "A1", kind: str = "document_date", value: str | None = None, **changes: Any
) -> Assertion:
    """One assertion; a dated kind is about 27 April 2015 unless told otherwise."""
    dated = kind in ("document_date", "publication", "capture_time")
    value = value or ("2015-04-27" if dated else "what is claimed")
    return Assertion.model_validate({"id": identifier, "kind": kind, "value": value} | changes, strict=False)


def claim(
    *assertions: Assertion,
    readings: tuple[Reading, ...] = (),
    first_seen: str | None = None,
    media: tuple[Media, ...] = (),
    **statement: Any,
) -> Claim:
    """A claim with these assertions and readings."""
    seen = FirstSeen(at=first_seen) if first_seen else None
    said = Statement(**{"id": "claim", "statement": "What is said.", "first_seen": seen} | statement)
    return Claim(format="verifyctl.claim/1", claim=said, assertions=assertions, readings=readings, media=media)


def reading(text: str, *, by: str = "reader-1", field: str = "document_date", **changes: Any) -> Reading:
    """What a person read."""
    return Reading.model_validate({"by": by, "field": field, "text": text} | changes, strict=False)


def case(of: Claim | None = None, *, about: EvidenceFile | None = None, **facts: Any) -> Case:
    """A case from a claim and the facts of stages by name; a stage that is not named gave none."""
    return Case(evidence=about or evidence(), facts=Facts(**facts), claim=of)


def full_facts() -> dict[str, Any]:
    """Facts of every stage in which nothing is remarkable."""
    return {
        "file": file_facts(),
        "metadata": MetadataFacts(),
        "text": text_facts("some line"),
        "matches": matches_facts(),
        "context": context_facts(),
    }


def results(case: Case) -> tuple[StageResult, ...]:
    """How the stages ended that gave the facts of a case: those without facts failed."""
    ended = []
    for name in STAGE_NAMES:
        facts = getattr(case.facts, name)
        status = StageStatus.FAILED if facts is None else StageStatus.RAN
        reason = "it was killed at its limit" if facts is None else None
        ended.append(StageResult(stage=name, version="1", status=status, reason=reason, facts=facts))
    return tuple(ended)


# findings -----------------------------------------------------------------------------------------


def finding(identifier: str = "some-code", *, direction: Direction = Direction.SUPPORTS, **changes: Any) -> Finding:
    """A finding of moderate weight for the content of A1, in its own group; without weight if `direction` has none."""
    weighs = direction in (Direction.SUPPORTS, Direction.CONTRADICTS)
    axes, assertions = changes.pop("axes", (Axis.CONTENT,)), changes.pop("assertions", ())
    values: dict[str, Any] = {
        "id": identifier,
        "code": identifier.partition(":")[0],
        "layer": Layer.DOCUMENT,
        "observation": "Something was seen",
        "proposition": "it is so",
        "alternative": "it is not",
        "direction": direction,
        "strength": Strength.MODERATE if weighs else Strength.NONE,
        "basis": Basis.MEASURED,
        "group": "group",
        "applies_to": AppliesTo(axes=axes, assertions=assertions),
        "limits": ("It was seen once",),
        "innocent_explanations": ("It is the ordinary course of things.",),
        "locations": (Location(kind="claim", where="assertions.A1"),),
    }
    return Finding(**values | changes)


def contradiction(*bases: PremiseBasis, **changes: Any) -> Contradiction:
    """A contradiction whose premises are known in these ways."""
    values: dict[str, Any] = {
        "kind": "two-things",
        "statement": "Two things cannot both hold",
        "premises": tuple(Premise(text=f"premise {number}", basis=basis) for number, basis in enumerate(bases)),
        "assertions": (),
        "axes": (Axis.TIME_PLACE,),
        "effective": all(basis in CARRYING_BASES for basis in bases),
    }
    return Contradiction(**values | changes)


def span(earliest: str, latest: str) -> Span:
    """An interval of UTC."""
    return Span(earliest=earliest, latest=latest)
