"""The specimens: complete, unchanged, headed as specimens, and what README.md says that they are."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import exifread
import numpy as np
import pytest
import yaml
from PIL import Image, ImageChops, ImageOps

from verifyctl.claims.loader import load
from verifyctl.media.formats import JPEG, PNG, sniff
from verifyctl.media.pixels import decode
from verifyctl.model.claim import AssertionKind
from verifyctl.model.dates import HijriDate, When

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
APRIL = SAMPLES / "april-27-order"
EVIDENCE = SAMPLES / "evidence"
CASES = SAMPLES / "cases"
SETS = (APRIL, EVIDENCE, CASES)
PICTURES = sorted(path for folder in SETS for path in folder.rglob("*") if path.suffix in (".jpg", ".png"))
CLAIMS = sorted(path for folder in SETS for path in folder.rglob("*claim.yaml"))
WITH_EXIF = {
    "april-27-order/phone.jpg",
    "cases/01-posted-overnight/picture.jpg",
    *(
        f"evidence/{name}.jpg"
        for name in ("camera-scene", "thumbnail-rotated", "captured-after-post", "thumbnail-other")
    ),
}
GREY = {
    "evidence/scan.jpg",
    "cases/known/april-invitation.jpg",
    "cases/known/postponement.jpg",
    "cases/12-made-and-changed/picture.png",
    *(f"cases/{name}/picture.jpg" for name in ("02-two-readers", "03-calendars-two-days")),
    *(f"cases/{name}/picture.jpg" for name in ("04-same-form", "10-word-changed")),
}
WITH_TEXT = {"resized-in-editor.png": {"Software": "GIMP 2.10.36"}}


def named(path: Path) -> str:
    return path.relative_to(SAMPLES).as_posix()


def sums() -> tuple[str, dict[str, str]]:
    head, *lines = (SAMPLES / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return head, {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def grey(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("L")


def test_the_list_of_digests_names_every_file_and_every_digest_matches() -> None:
    present = {
        named(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in SETS
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert sums()[1] == present


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 7_500_000


def test_the_readme_describes_every_file() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    missing = [named(path) for path in PICTURES if f"{path.name}`" not in readme]
    assert missing == []
    assert all(f"{path.parent.name}/{path.name}`" in readme for path in PICTURES if path.is_relative_to(CASES))
    assert "synthetic specimen" in readme


@pytest.mark.parametrize("path", PICTURES, ids=named)
def test_every_picture_decodes(path: Path) -> None:
    data = path.read_bytes()
    media_type = sniff(data[:32])
    assert media_type == (PNG if path.suffix == ".png" or path.name == "png-named.jpg" else JPEG)
    picture = decode(data, media_type)
    assert min(picture.rgb.shape[:2]) >= 400
    assert picture.facts.converted == (("L converted to RGB",) if named(path) in GREY else ())


@pytest.mark.parametrize("path", PICTURES, ids=named)
def test_only_those_that_should_carry_metadata_do(path: Path) -> None:
    with Image.open(path) as image:
        exif, keys = image.getexif(), set(image.info)
        text = getattr(image, "text", {})
    assert bool(exif) == (named(path) in WITH_EXIF)
    assert "xmp" not in keys
    if path.parent.name == "12-made-and-changed":
        assert list(text) == ["parameters"]
    else:
        assert dict(text) == WITH_TEXT.get(path.name, {})
    if exif:
        assert exif[0x010E].startswith("SPECIMEN")


@pytest.mark.tesseract
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs the tesseract program")
@pytest.mark.parametrize("path", PICTURES, ids=named)
def test_every_picture_says_that_it_is_a_specimen(path: Path) -> None:
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    if "mirrored" in path.as_posix():
        upright = ImageOps.mirror(upright)
    assert any("SPECIMEN" in read_english(part).upper() for part in views(upright))


def views(picture: Image.Image) -> Iterator[Image.Image]:
    """The whole, its lower corners, also enlarged (where the boards stand), and the whole turned (for the margin)."""
    yield picture
    width, height = picture.size
    for left in (0, width // 2):
        corner = picture.crop((left, height * 2 // 3, left + width // 2, height))
        yield corner
        yield corner.resize((corner.width * 2, corner.height * 2))
    yield picture.rotate(-90, expand=True)


def read_english(picture: Image.Image) -> str:
    held = io.BytesIO()
    picture.save(held, "PNG")
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", "eng", "--psm", "11"],
        input=held.getvalue(),
        capture_output=True,
        check=True,
        timeout=120,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8")


def test_the_phone_stored_its_picture_sideways_with_camera_time_and_thumbnail() -> None:
    data = (APRIL / "phone.jpg").read_bytes()
    facts = decode(data, JPEG).facts
    assert (facts.orientation, facts.stored_width, facts.stored_height) == (6, 1600, 1200)
    assert (facts.width, facts.height) == (1200, 1600)
    tags = exifread.process_file(io.BytesIO(data))
    assert str(tags["EXIF DateTimeOriginal"]) == "2015:04:27 21:14:05"
    assert "EXIF OffsetTimeOriginal" not in tags
    assert str(tags["Image Make"]) == "SpecimenPhone"
    assert likeness(tags["JPEGThumbnail"], data) > 0.95


def likeness(thumbnail: bytes, data: bytes, turn: int = 0) -> float:
    """The correlation of the grey values of an embedded thumbnail and the picture as stored, the former turned."""
    with Image.open(io.BytesIO(thumbnail)) as small, Image.open(io.BytesIO(data)) as large:
        turned = small.convert("L").rotate(turn, expand=True)
        first = np.asarray(turned, dtype=float).ravel()
        second = np.asarray(large.convert("L").resize(turned.size), dtype=float).ravel()
    return float(np.corrcoef(first, second)[0, 1])


def test_the_thumbnails_in_the_evidence_are_what_the_readme_says() -> None:
    def thumbnail(name: str) -> tuple[bytes, bytes]:
        data = (EVIDENCE / name).read_bytes()
        return exifread.process_file(io.BytesIO(data))["JPEGThumbnail"], data

    assert likeness(*thumbnail("camera-scene.jpg")) > 0.95
    assert likeness(*thumbnail("thumbnail-rotated.jpg")) < 0.5
    assert likeness(*thumbnail("thumbnail-rotated.jpg"), turn=-90) > 0.95
    assert max(likeness(*thumbnail("thumbnail-other.jpg"), turn=turn) for turn in (0, 90, 180, 270)) < 0.5


def test_the_altered_letter_differs_in_one_word_only() -> None:
    difference = ImageChops.difference(grey(APRIL / "platform.jpg"), grey(APRIL / "altered.jpg"))
    left, top, right, bottom = difference.getbbox() or (0, 0, 0, 0)
    assert 0 < right - left < 100
    assert 0 < bottom - top < 60


def test_the_mirrored_copy_is_the_mirror_image_of_the_platform_copy() -> None:
    difference = ImageChops.difference(ImageOps.mirror(grey(APRIL / "mirrored.jpg")), grey(APRIL / "platform.jpg"))
    assert np.asarray(difference, dtype=float).mean() < 2


@pytest.mark.parametrize("path", CLAIMS, ids=named)
def test_every_claim_loads(path: Path) -> None:
    claim = load(path)
    assert path.read_text(encoding="utf-8").startswith("# SPECIMEN")
    assert claim.assertions
    for assertion in claim.of_kind(AssertionKind.DOCUMENT_DATE):
        if assertion.hijri and assertion.when:
            apart = assertion.when.civil_day - HijriDate.parse(assertion.hijri).gregorian()  # type: ignore[operator]
            assert apart.days == (2 if path.parent.name == "03-calendars-two-days" else 0)


def test_the_claim_of_the_order_names_the_pictures_that_lie_beside_it() -> None:
    claim = load(APRIL / "claim.yaml")
    for entry in claim.media:
        assert entry.sha256 == hashlib.sha256((APRIL / entry.path).read_bytes()).hexdigest()
    claimant = claim.claim.claimant
    assert claimant is not None
    assert claimant.post_id is not None
    # Milliseconds of 2015-04-27T23:41:07.384Z in the scheme of these ids.
    assert (int(claimant.post_id) >> 22) + 1_288_834_974_657 == 1_430_178_067_384
    assert f"/status/{claimant.post_id}" in str(claim.claim.sources[0].url)
    assert {assertion.id for assertion in claim.assertions} == {f"A{number}" for number in range(1, 8)}


def test_each_piece_of_evidence_has_a_claim_and_an_expected_outcome() -> None:
    pictures = {path.name for path in PICTURES if path.parent == EVIDENCE}
    expected = yaml.safe_load((EVIDENCE / "expected.yaml").read_text(encoding="utf-8"))
    assert expected["format"] == "verifyctl.expected/1"
    assert set(expected["expect"]) == pictures
    assert {path.name.removesuffix(".claim.yaml") for path in CLAIMS if path.parent == EVIDENCE} == pictures


def test_the_letter_dated_after_its_post_rests_on_a_persons_reading() -> None:
    claim = load(EVIDENCE / "dated-after-post.jpg.claim.yaml")
    reading = claim.readings[0]
    assert reading.value is not None
    assert claim.claim.claimant is not None
    posted = (int(str(claim.claim.claimant.post_id)) >> 22) + 1_288_834_974_657
    earliest = When.parse(reading.value).span().bounds()[0]
    assert earliest.timestamp() * 1000 > posted


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.syspath_prepend(str(SAMPLES))
    from specimen.lettering import problems
    from specimen.lettering import tools as named_tools

    if found := problems():
        pytest.skip("; ".join(found))
    return named_tools()


def test_made_again_every_file_has_the_same_bytes(tools: str, tmp_path: Path) -> None:
    head, listed = sums()
    if head != f"# {tools}":
        pytest.skip(f"made with other versions: {head[2:]}; here {tools}")
    subprocess.run([sys.executable, str(SAMPLES / "make.py"), "-o", str(tmp_path)], check=True, timeout=280)
    made = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert dict(reversed(line.split("  ", 1)) for line in made[1:]) == listed  # type: ignore[misc]
