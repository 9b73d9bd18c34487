"""Which metadata fields are read, and whether with the same value as exiftool, over a folder of files.

    python -m benchmarks.metadata_fields FOLDER [--exiftool PROGRAM] [--misses] [--into PAGE PART]

exiftool is the reference where it is right; nobody says that it always is. Ours is what the stages `metadata` and
`structure` give without exiftool, though they would use it where it is installed. Files that exiftool does not take for
JPEG, TIFF, PNG, WebP, HEIC or AVIF are run for exceptions and left out of the table.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.reading import put
from verifyctl.errors import UnreadableInputError
from verifyctl.media.read import read_evidence
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.structure import StructureFacts
from verifyctl.stages import metadata, structure
from verifyctl.stages.base import Evidence, FailedError, Job, NotApplicableError, UnavailableError

TYPES = ("JPEG", "TIFF", "PNG", "WEBP", "Extended WEBP", "HEIC", "HEIF", "AVIF")
Theirs = dict[str, Any]


@dataclass
class Ours:
    """What the two stages gave for one file; None where a stage gave nothing."""

    metadata: MetadataFacts | None = None
    structure: StructureFacts | None = None

    def tag(self, name: str) -> str | None:
        found = self.metadata.field(name) if self.metadata else None
        return found.text if found else None

    def xmp(self, ending: str) -> str | None:
        items = [item.text for item in self.metadata.xmp if item.path.endswith(ending)] if self.metadata else []
        return "; ".join(items) if items else None

    def embedded(self, note: str) -> str | None:
        there = self.structure is not None and any(note in (one.note or "") for one in self.structure.embedded)
        return "there" if there else None


@dataclass(frozen=True)
class Row:
    """A field: how exiftool calls it (the first that is there counts), how we give it, how the two are compared."""

    name: str
    keys: tuple[str, ...]
    ours: Callable[[Ours], str | None]
    compare: Callable[[Any, str], bool]
    serial: bool = False


@dataclass
class Count:
    """What became of one field over all files."""

    theirs: int = 0
    same: int = 0
    missed: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def same_text(theirs: Any, ours: str) -> bool:
    return plain(theirs) == plain(ours)


def same_number(theirs: Any, ours: str) -> bool:
    try:
        first, second = float(theirs), float(Fraction(ours.partition(",")[0]))
    except (ValueError, ZeroDivisionError):
        return same_text(theirs, ours)
    return abs(first - second) <= 1e-4 * max(1.0, abs(first))


def same_degrees(theirs: Any, ours: str) -> bool:
    """Decimal degrees against degrees, minutes and seconds."""
    try:
        parts = [float(Fraction(part)) for part in ours.split(",")]
        degrees = sum((part / 60**place for place, part in enumerate(parts)), 0.0)
        return abs(abs(float(theirs)) - degrees) < 1e-4
    except (ValueError, ZeroDivisionError):
        return str(theirs) in ("", "undef", "inf")


def same_clock(theirs: Any, ours: str) -> bool:
    try:
        parts = [float(Fraction(part)) for part in ours.split(",")]
        clock = [float(part) for part in str(theirs).split(":")]
    except (ValueError, ZeroDivisionError):
        return same_text(theirs, ours)
    return len(parts) == len(clock) and all(abs(a - b) < 0.01 for a, b in zip(parts, clock, strict=True))


def same_digits(theirs: Any, ours: str) -> bool:
    """Dates with and without marks between their parts."""
    return re.sub(r"\D", "", str(theirs)) == re.sub(r"\D", "", ours)


def both_there(_: Any, ours: str) -> bool:
    return bool(ours)


def same_list(theirs: Any, ours: str) -> bool:
    """A list of theirs against ours joined by semicolons; for texts of several languages the first of them."""
    items = theirs if isinstance(theirs, list) else [theirs]
    return [plain(item) for item in items] == [plain(item) for item in ours.split("; ")] or same_text(
        "; ".join(map(str, items)), ours
    )


def plain(value: Any) -> str:
    """Text for comparing: white space and the ends apart, dates with colons or dashes alike."""
    text = " ".join(str(value).replace("\0", " ").replace("\ufffd", "?").split()).strip(" ;")
    return re.sub(r"(?<=\d)[-/:T ](?=\d\d)", ":", text)


def tag(name: str) -> Callable[[Ours], str | None]:
    return lambda ours: ours.tag(name)


def xmp(ending: str) -> Callable[[Ours], str | None]:
    return lambda ours: ours.xmp(ending)


def text(name: str, keys: str | tuple[str, ...], ours: str) -> Row:
    return Row(name, (keys,) if isinstance(keys, str) else keys, tag(ours), same_text)


def noted(note: str) -> Callable[[Ours], str | None]:
    return lambda ours: ours.embedded(note)


def has_block(name: str) -> Callable[[Ours], str | None]:
    return lambda ours: "there" if ours.metadata and name in ours.metadata.blocks else None


def comment(ours: Ours) -> str | None:
    return "\n".join(ours.metadata.comments) if ours.metadata and ours.metadata.comments else None


def in_comments(theirs: Any, ours: str) -> bool:
    return "".join(plain(theirs)[:200].split()) in "".join(plain(ours).split())


PNG_TEXTS = ("PNG:Software", "PNG:Comment", "PNG:Description", "PNG:Parameters", "PNG:Title")
NOTE = "MakerNote {}SerialNumber"
INTERNAL = ("Olympus:InternalSerialNumber", "Panasonic:InternalSerialNumber", "FujiFilm:InternalSerialNumber")

ROWS: tuple[Row, ...] = (
    text("make", "IFD0:Make", "Image Make"),
    text("model", "IFD0:Model", "Image Model"),
    text("software", "IFD0:Software", "Image Software"),
    text("DateTime", "IFD0:ModifyDate", "Image DateTime"),
    text("DateTimeOriginal", "ExifIFD:DateTimeOriginal", "EXIF DateTimeOriginal"),
    text("DateTimeDigitized", "ExifIFD:CreateDate", "EXIF DateTimeDigitized"),
    text("SubSecTimeOriginal", "ExifIFD:SubSecTimeOriginal", "EXIF SubsecTimeOriginal"),
    text("OffsetTimeOriginal", "ExifIFD:OffsetTimeOriginal", "EXIF OffsetTimeOriginal"),
    Row("GPS latitude", ("GPS:GPSLatitude",), tag("GPS GPSLatitude"), same_degrees),
    Row("GPS longitude", ("GPS:GPSLongitude",), tag("GPS GPSLongitude"), same_degrees),
    Row("GPS altitude", ("GPS:GPSAltitude",), tag("GPS GPSAltitude"), same_number),
    text("GPS date", "GPS:GPSDateStamp", "GPS GPSDateStamp"),
    Row("GPS time", ("GPS:GPSTimeStamp",), tag("GPS GPSTimeStamp"), same_clock),
    Row("GPSImgDirection", ("GPS:GPSImgDirection",), tag("GPS GPSImgDirection"), same_number),
    Row("GPSSpeed", ("GPS:GPSSpeed",), tag("GPS GPSSpeed"), same_number),
    text("LensModel", "ExifIFD:LensModel", "EXIF LensModel"),
    text("ImageUniqueID", "ExifIFD:ImageUniqueID", "EXIF ImageUniqueID"),
    text("artist", "IFD0:Artist", "Image Artist"),
    text("copyright", "IFD0:Copyright", "Image Copyright"),
    text("HostComputer", "IFD0:HostComputer", "Image HostComputer"),
    Row("IFD1 thumbnail", ("IFD1:ThumbnailImage",), noted("EXIF IFD1"), both_there),
    Row("Photoshop thumbnail", ("Photoshop:PhotoshopThumbnail",), noted("Photoshop resource"), both_there),
    Row("JFIF thumbnail", ("JFXX:ThumbnailImage",), noted("JFIF extension"), both_there),
    Row("maker's preview", ("PreviewIFD:PreviewImage",), noted("in the maker's part"), both_there),
    Row("XMP packet", ("XMP-x:XMPToolkit",), lambda ours: ours.xmp("x:xmptk"), same_text),
    Row("XMP CreatorTool", ("XMP-xmp:CreatorTool",), xmp("xmp:CreatorTool"), same_text),
    Row("XMP ModifyDate", ("XMP-xmp:ModifyDate",), xmp("xmp:ModifyDate"), same_text),
    Row("xmpMM History", ("XMP-xmpMM:HistorySoftwareAgent",), xmp("stEvt:softwareAgent"), same_list),
    Row("xmpMM DocumentID", ("XMP-xmpMM:DocumentID",), xmp("xmpMM:DocumentID"), same_text),
    Row("xmpMM DerivedFrom", ("XMP-xmpMM:DerivedFromDocumentID",), xmp("DerivedFrom/stRef:documentID"), same_text),
    text("IPTC by-line", "IPTC:By-line", "IPTC By-line"),
    text("IPTC caption", "IPTC:Caption-Abstract", "IPTC Caption-Abstract"),
    text("IPTC object name", "IPTC:ObjectName", "IPTC ObjectName"),
    Row("IPTC date created", ("IPTC:DateCreated",), tag("IPTC DateCreated"), same_digits),
    text("IPTC SpecialInstructions", "IPTC:SpecialInstructions", "IPTC SpecialInstructions"),
    Row("ICC profile", ("ICC-header:ProfileVersion",), has_block("icc"), both_there),
    text("ICC description", "ICC_Profile:ProfileDescription", "ICC ProfileDescription"),
    text("ICC copyright", "ICC_Profile:ProfileCopyright", "ICC ProfileCopyright"),
    text("ICC creator", "ICC-header:ProfileCreator", "ICC ProfileCreator"),
    text("ICC date", "ICC-header:ProfileDateTime", "ICC ProfileDateTime"),
    Row("JPEG comment", ("File:Comment",), comment, in_comments),
    Row("MPF", ("MPF0:NumberOfImages",), has_block("mpf"), both_there),
    Row("PNG text", PNG_TEXTS, comment, in_comments),
    text("PNG tIME", "PNG:ModifyDate", "PNG tIME"),
    Row("EXIF serial number", ("ExifIFD:SerialNumber",), tag("EXIF BodySerialNumber"), same_text, serial=True),
    Row("EXIF lens serial number", ("ExifIFD:LensSerialNumber",), tag("EXIF LensSerialNumber"), same_text, serial=True),
    *(
        Row(f"maker note: {maker} serial", (f"{maker}:SerialNumber",), tag(NOTE.format("")), same_text, serial=True)
        for maker in ("Canon", "Nikon", "Olympus", "FujiFilm", "Pentax", "Sigma")
    ),
    Row("maker note: internal serial", INTERNAL, tag(NOTE.format("Internal")), same_text, serial=True),
    Row("maker note: lens serial", ("Olympus:LensSerialNumber",), tag(NOTE.format("Lens")), same_text, serial=True),
    Row("maker note: shutter count", ("Nikon:ShutterCount",), tag("MakerNote ShutterCount"), same_number),
)  # fmt: skip

SERIALS = tuple(row for row in ROWS if row.serial)


def main() -> None:
    options = arguments()
    paths = [path for path in sorted(options.folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    theirs = {entry["SourceFile"]: entry for entry in reference(options.exiftool, paths)}
    counts: dict[str, Count] = defaultdict(Count)
    serials = Count()
    opened = compared = 0
    escaped: list[str] = []
    for path in paths:
        try:
            ours = read(path)
        except UnreadableInputError:
            continue
        except Exception as error:  # noqa: BLE001 - what escapes is what is counted
            escaped.append(f"{path.name}: {type(error).__name__}: {error}")
            continue
        opened += 1
        entry = theirs.get(str(path), {})
        if entry.get("File:FileType") in TYPES:
            compared += 1
            for row in ROWS:
                held(counts[row.name], row, entry, ours, path.name)
            if any(key in entry for row in SERIALS for key in row.keys):
                with_third = read(path, exiftool=shutil.which(options.exiftool))
                for row in SERIALS:
                    held(serials, row, entry, with_third, path.name)
    version = subprocess.run([options.exiftool, "-ver"], capture_output=True, text=True, check=True).stdout.strip()
    told = "\n".join((heading(version), *report(counts, serials, (opened, compared), escaped)))
    print(told)
    if options.misses:
        print("\n".join(misses(counts)))
    if options.into:
        page, part = options.into
        Path(page).write_text(put(Path(page).read_text(encoding="utf-8"), part, told), encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--exiftool", default="exiftool", metavar="PROGRAM")
    parser.add_argument("--misses", action="store_true", help="name the files of every field that is not the same")
    parser.add_argument("--into", nargs=2, metavar=("PAGE", "PART"), help="write the table into a page as well")
    return parser.parse_args()


def reference(program: str, paths: list[Path]) -> list[Theirs]:
    """What exiftool reads, numbers as they stand in its answer, undecodable bytes replaced."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as names:
        names.write("\n".join(map(str, paths)))
        names.flush()
        command = [program, "-config", "", "-json", "-G1", "-n", "-charset", "filename=utf8", "-@", names.name]
        answer = subprocess.run(command, capture_output=True, check=False).stdout
    found: list[Theirs] = json.loads(answer.decode("utf-8", "replace"), parse_float=str, parse_int=str)
    return found


def read(path: Path, **params: Any) -> Ours:
    """Both stages on one file, with parameters of the stage `metadata`. Raises what escapes them."""
    evidence, data = read_evidence(path)
    ours = Ours()
    with tempfile.TemporaryDirectory() as scratch:
        job = Job(Evidence(evidence, data, max_pixels=100_000_000), params=params, scratch=Path(scratch))
        try:
            facts = metadata.collect(job).facts
            ours.metadata = facts if isinstance(facts, MetadataFacts) else None
        except (FailedError, UnavailableError):
            pass
        try:
            built = structure.collect(job).facts
            ours.structure = built if isinstance(built, StructureFacts) else None
        except (FailedError, UnavailableError, NotApplicableError):
            pass
    return ours


def held(count: Count, row: Row, entry: Theirs, ours: Ours, name: str) -> None:
    """Count one field of one file, if exiftool has it with anything in it."""
    theirs = next((entry[key] for key in row.keys if plain(entry.get(key, "")) not in ("", "undef")), None)
    if theirs is None:
        return
    count.theirs += 1
    found = row.ours(ours)
    if found is None:
        count.missed.append(f"{name}: {plain(theirs)[:60]!r}")
    elif row.compare(theirs, found):
        count.same += 1
    else:
        count.other.append(f"{name}: {plain(theirs)[:60]!r}, ours {plain(found)[:60]!r}")


def heading(version: str) -> str:
    """The command, the day and the reference."""
    return f"`python -m benchmarks.metadata_fields FOLDER`, {datetime.now(UTC):%-d %B %Y}, beside exiftool {version}."


def report(counts: dict[str, Count], third: Count, files: tuple[int, int], escaped: list[str]) -> Iterator[str]:
    """The table, with the sums under it.

    `third` are the serial numbers with exiftool as a third reader; `files` how many were opened, and how many compared.
    """
    yield f"{files[0]} files begin like a picture, {files[1]} of them are in one of the formats for exiftool too."
    yield ""
    yield "| field | exiftool has it | the same | not read | another value |"
    yield "|---|---|---|---|---|"
    for row in ROWS:
        count = counts[row.name]
        yield f"| {row.name} | {count.theirs} | {count.same} | {len(count.missed)} | {len(count.other)} |"
    plain_rows = [counts[row.name] for row in ROWS if not row.serial]
    serials = [counts[row.name] for row in ROWS if row.serial]
    total, same = sum(count.theirs for count in plain_rows), sum(count.same for count in plain_rows)
    yield ""
    yield f"Without serial numbers: {same} of {total} the same ({100 * same / max(total, 1):.2f} %)."
    known, shown = sum(count.theirs for count in serials), sum(count.same for count in serials)
    wrong = sum(len(count.other) for count in serials)
    yield f"Serial numbers: {shown} of {known} shown, the others had no second reader; wrong: {wrong}."
    yield f"With exiftool as a third reader: {third.same} of {third.theirs} shown; wrong: {len(third.other)}."
    yield f"Exceptions that escaped a stage: {len(escaped)}."
    yield from (f"- {line}" for line in escaped[:20])


def misses(counts: dict[str, Count]) -> Iterator[str]:
    for row in ROWS:
        for kind, lines in (("not read", counts[row.name].missed), ("other", counts[row.name].other)):
            yield from (f"{row.name}: {kind}: {line}" for line in lines)


if __name__ == "__main__":
    main()
