"""The search: every item finds itself, copies are found however they were changed, unrelated pictures never."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from tests.letters import letter, lines_of
from verifyctl.errors import StoreError
from verifyctl.known.bits import CANDIDATE_BITS, NEAR_COPY_BITS
from verifyctl.known.ingest import Examined
from verifyctl.known.items import Description
from verifyctl.known.pairs import Examinee
from verifyctl.known.pdq import ORIENTATIONS
from verifyctl.known.search import MAX_UNCONFIRMED, search
from verifyctl.known.storage.sqlite import Store
from verifyctl.media.pixels import decode
from verifyctl.media.read import read_evidence
from verifyctl.model.matches import Match, Relation, Unsettled

Rgb = NDArray[np.uint8]
Look = Callable[[Path], Examined]
Saved = Callable[..., Path]
Scene = Callable[..., Rgb]
StoreOf = Callable[..., Path]

NOW = datetime(2026, 1, 2, tzinfo=UTC)
WIDTH, HEIGHT = 640, 480


@pytest.fixture(name="store_of")
def store_of_fixture(tmp_path: Path, look: Look) -> StoreOf:
    def store_of(*paths: Path) -> Path:
        place = tmp_path / "known.sqlite"
        with Store.create(place) as store:
            for path in paths:
                add(store, look(path))
        return place

    return store_of


def add(store: Store, examined: Examined, *, keep: bool = True) -> None:
    features, rendition = examined.features(), examined.rendition() if keep else None
    store.add(examined.item(Description()), NOW, features=features, rendition=rendition)


def found(place: Path, evidence: Path) -> tuple[Match, ...]:
    file, data = read_evidence(evidence)
    with Store.open(place) as store:
        return search(Examinee(decode(data, file.media_type), file.digests.sha256), store)


def busy(scene: Scene, seed: int, width: int = WIDTH, height: int = HEIGHT) -> Rgb:
    """A scene with as much to see as a photograph: rectangles in two sizes, and some grain."""
    return _busy(scene, seed, width, height).copy()


@lru_cache(maxsize=64)
def _busy(scene: Scene, seed: int, width: int, height: int) -> Rgb:
    grain = np.random.default_rng(seed).integers(0, 24, (height // 4, width // 4, 3), dtype=np.uint8)
    fine = scene(seed + 1000, width, height, boxes=600)
    mixed = scene(seed, width, height) // 2 + fine // 3 + np.repeat(np.repeat(grain, 4, 0), 4, 1)
    return np.array(Image.fromarray(mixed).filter(ImageFilter.GaussianBlur(0.7)))


def in_frame(picture: Rgb, width: int, height: int, x: int, y: int) -> Rgb:
    canvas = np.full((height, width, 3), 250, np.uint8)
    canvas[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return canvas


def in_app(picture: Rgb) -> Rgb:
    """A post in an app: lines of words above and below the picture."""
    image = Image.fromarray(in_frame(picture, picture.shape[1], 1200, 0, 300))
    pen = ImageDraw.Draw(image)
    for y in (40, 80, 200, 240, 830, 900, 960, 1100):
        for x in range(30, 560, 70):
            pen.rectangle((x, y, x + 12 + x % 45, y + 12), fill=(40, 40, 40))
    return np.asarray(image)


def tilted(picture: Rgb) -> Rgb:
    height, width = picture.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = np.array([(60, 40), (width + 20, 90), (width - 30, height + 60), (20, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    return np.asarray(cv2.warpPerspective(picture, matrix, (width + 80, height + 100), borderValue=(90, 80, 70)))


def test_each_item_finds_itself(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    paths = [saved(f"{seed}.png", scene(seed)) for seed in range(1, 13)]
    place = store_of(*paths)
    for path in paths:
        matches = found(place, path)
        assert [match.relation for match in matches] == [Relation.IDENTICAL_BYTES]
        assert matches[0].image.sha256 == read_evidence(path)[0].digests.sha256
        assert matches[0].distances.pdq == 0


def test_a_store_with_one_item(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    place = store_of(saved("only.png", busy(scene, 1)))
    (match,) = found(place, saved("copy.jpg", busy(scene, 1), quality=50))
    assert match.relation is Relation.REENCODED
    assert found(place, saved("other.jpg", busy(scene, 2), quality=50)) == ()


def test_duplicates_are_each_listed_once(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    copies = [saved(f"{quality}.jpg", busy(scene, 3), quality=quality) for quality in (60, 80, 95)]
    matches = found(store_of(*copies), saved("query.jpg", busy(scene, 3), quality=40))
    assert [match.relation for match in matches] == [Relation.REENCODED] * 3
    assert len({match.image.id for match in matches}) == 3


@pytest.mark.parametrize("orientation", ORIENTATIONS[1:])
def test_turned_copies_are_found_and_said_how(scene: Scene, saved: Saved, store_of: StoreOf, orientation: str) -> None:
    original = busy(scene, 5)
    place = store_of(saved("original.png", original), saved("other.png", busy(scene, 6)))
    # The evidence is the original with the turn undone, so that this turn brings it back.
    degrees = int(orientation.rpartition("_")[2]) if "rotated" in orientation else 0
    evidence = np.rot90(original, degrees // 90)
    if orientation.startswith("mirrored"):
        evidence = evidence[:, ::-1]
    (match,) = found(place, saved("evidence.jpg", np.ascontiguousarray(evidence), quality=80))
    assert match.orientation == orientation
    assert match.transform is not None
    assert match.transform.mirrored is orientation.startswith("mirrored")
    said = (match.relation, *match.also)
    assert (Relation.MIRRORED in said) is orientation.startswith("mirrored")
    assert (Relation.ROTATED in said) is bool(degrees)
    assert abs(abs(match.transform.angle) - min(degrees, 360 - degrees) * 10) <= 3


@pytest.mark.parametrize(
    ("change", "relation"),
    [
        (lambda rgb: rgb[::2, ::2], Relation.REENCODED),
        (lambda rgb: cv2.GaussianBlur(rgb, (0, 0), 2), Relation.REENCODED),
        (lambda rgb: rgb // 2, Relation.RECOLOURED),
        (lambda rgb: rgb[60:360, 100:560], Relation.CROPPED_FROM),
        (lambda rgb: in_frame(rgb, 800, 640, 80, 80), Relation.FRAMED),
        (in_app, Relation.SCREENSHOT_OF),
        (tilted, Relation.PHOTOGRAPH_OF),
    ],
    ids=["half", "blurred", "dark", "crop", "frame", "app", "tilted"],
)
def test_copies_are_found_and_named(
    change: Callable[[Rgb], Rgb], relation: Relation, scene: Scene, saved: Saved, store_of: StoreOf
) -> None:
    picture = busy(scene, 9)
    place = store_of(saved("original.png", picture), saved("other.png", busy(scene, 10)))
    (match,) = found(place, saved("changed.jpg", np.ascontiguousarray(change(picture)), quality=80))
    assert match.relation is relation
    assert match.image.id == read_evidence(saved("original.png", picture))[0].digests.sha256[:16]
    assert match.overlap is not None
    assert match.inliers is not None


def test_shares_and_transform_of_a_crop(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    picture = busy(scene, 11)
    place = store_of(saved("original.png", picture))
    part = Image.fromarray(picture[120:360, 160:480]).resize((640, 480))
    (match,) = found(place, saved("part.jpg", np.asarray(part), quality=85))
    assert match.transform is not None
    assert match.overlap is not None
    assert match.transform.scale == pytest.approx(2000, abs=20)
    assert match.overlap.known_share == pytest.approx(250, abs=12)
    assert match.overlap.evidence_share >= 980


def test_several_known_images_in_one_picture(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    parts = [busy(scene, seed) for seed in (21, 22, 23, 24)]
    place = store_of(*(saved(f"{number}.png", part) for number, part in enumerate(parts)))
    collage = np.vstack([np.hstack(parts[:2]), np.hstack(parts[2:])])
    matches = found(place, saved("collage.jpg", collage, quality=80))
    assert [match.relation for match in matches] == [Relation.CONTAINS] * 4


def test_words_over_a_photograph_do_not_make_it_a_page(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    picture = busy(scene, 41, 960, 720)
    place = store_of(saved("original.png", picture))
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 520, 960, 720), fill="white")
    for y in (535, 580, 625, 670):
        pen.text((30, y), "words of somebody laid over the lower third of it", fill="black", font_size=34)
    (match,) = found(place, saved("captioned.jpg", np.asarray(image), quality=85))
    assert match.relation in (Relation.REENCODED, Relation.CROPPED_FROM)


def test_a_sign_that_both_show_makes_no_copy(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    first, second = busy(scene, 31, 800, 600), busy(scene, 32, 800, 600)
    sign = np.ascontiguousarray(busy(scene, 33, 200, 152)[:150])
    first[420:570, 560:760] = sign
    second[420:570, 560:760] = sign
    matches = found(store_of(saved("first.png", first)), saved("second.jpg", second, quality=90))
    assert {match.relation for match in matches} <= {Relation.CANDIDATE}


def test_the_same_pixels_in_another_file(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    place = store_of(saved("a.png", scene(1)))
    (match,) = found(place, saved("a.bmp", scene(1)))
    assert (match.relation, match.distances.pdq) == (Relation.IDENTICAL_PIXELS, 0)


def test_unrelated_pictures_are_no_match(scene: Scene, saved: Saved, store_of: StoreOf) -> None:
    place = store_of(*(saved(f"{seed}.png", scene(seed)) for seed in range(10, 40)))
    for seed in range(50, 60):
        assert found(place, saved("query.png", scene(seed))) == ()


def page(words: str) -> Rgb:
    """A white page with a few dark strokes that differ by the words."""
    picture = np.full((800, 600, 3), 255, dtype=np.uint8)
    for place, code in enumerate(words.encode()):
        picture[60 : 60 + code % 9, 60 + 12 * place : 68 + 12 * place] = 0
    return picture


def test_flat_pictures_are_never_matched_by_hash(saved: Saved, store_of: StoreOf, scene: Scene) -> None:
    place = store_of(saved("white.png", np.full((300, 400, 3), 255, np.uint8)), saved("a.png", page("short note")))
    for name, picture in (("black", np.zeros((300, 400, 3), np.uint8)), ("b", page("other word")), ("c", scene(1))):
        assert found(place, saved(f"{name}.png", picture)) == ()


def test_a_flat_picture_is_found_by_its_digests(saved: Saved, store_of: StoreOf) -> None:
    white = np.full((300, 400, 3), 255, np.uint8)
    place = store_of(saved("white.png", white))
    (same,) = found(place, saved("white.png", white))
    assert (same.relation, same.distances.pdq) == (Relation.IDENTICAL_BYTES, None)
    (again,) = found(place, saved("white.bmp", white))
    assert (again.relation, again.distances.pdq) == (Relation.IDENTICAL_PIXELS, None)


def test_hashes_alone_make_near_copies_and_few_candidates(
    tmp_path: Path, scene: Scene, saved: Saved, look: Look
) -> None:
    evidence = saved("query.png", scene(1))
    query = look(evidence)
    assert query.descriptors.hashes.pdq is not None
    raw = int(query.descriptors.hashes.pdq, 16)
    place = tmp_path / "near.sqlite"
    bits = [0, 31, 32, 40, 41, 42, 43, 50, 60, 70, 71, 90]
    with Store.create(place) as store:
        for number, count in enumerate(bits):
            item = query.item(Description())
            near = f"{raw ^ ((1 << count) - 1):064x}"
            hashes = item.hashes.model_copy(update={"pdq": near, "content": None})
            changes = {
                "sha256": f"{number:016x}" * 4,
                "hashes": hashes,
                "pixel_digest": f"sha256:{number:064x}",
                "page": False,
            }
            store.add(item.model_copy(update=changes), NOW)
    matches = found(place, evidence)
    assert [match.distances.pdq for match in matches] == [0, 31, 32, 40, 41, 42, 43]
    assert [match.relation for match in matches[:2]] == [Relation.NEAR_COPY] * 2
    assert {match.relation for match in matches[2:]} == {Relation.CANDIDATE}
    assert len(matches[2:]) == MAX_UNCONFIRMED
    assert NEAR_COPY_BITS < CANDIDATE_BITS < max(bits)


def test_the_order_of_adding_changes_nothing(scene: Scene, saved: Saved, look: Look, tmp_path: Path) -> None:
    copies = [saved(f"{quality}.jpg", busy(scene, 3), quality=quality) for quality in (20, 40, 60, 80, 95)]
    answers = []
    for number, order in enumerate((copies, copies[::-1])):
        place = tmp_path / f"{number}.sqlite"
        with Store.create(place) as store:
            for path in order:
                add(store, look(path))
        answers.append(found(place, copies[2]))
    assert answers[0] == answers[1]
    assert len(answers[0]) == len(copies)
    assert answers[0][0].relation is Relation.IDENTICAL_BYTES


def test_an_empty_store_gives_nothing(saved: Saved, scene: Scene, store_of: StoreOf) -> None:
    assert found(store_of(), saved("a.png", scene(1))) == ()


def test_features_that_are_not_what_was_written_are_an_error_and_not_no_match(
    saved: Saved, scene: Scene, store_of: StoreOf
) -> None:
    import sqlite3

    place = store_of(saved("a.png", busy(scene, 1)))
    connection = sqlite3.connect(place)
    (table,) = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%data BLOB%'").fetchone()
    connection.execute(f"UPDATE {table} SET data = zeroblob(length(data))")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError):
        found(place, saved("b.jpg", busy(scene, 1), quality=60))


def saved_as(rgb: Rgb, scale: float, quality: int) -> Rgb:
    height, width = rgb.shape[:2]
    small = Image.fromarray(rgb).resize((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"))


def test_a_page_saved_again_is_the_same_page(saved: Saved, store_of: StoreOf) -> None:
    known = letter(lines_of(1))
    (match,) = found(store_of(saved("known.png", known)), saved("again.png", saved_as(known, 0.8, 80)))
    assert match.relation is Relation.REENCODED
    assert match.comparison is not None
    assert match.comparison.regions == ()


def test_a_page_with_another_word_is_the_same_page_changed(saved: Saved, store_of: StoreOf) -> None:
    lines = lines_of(1)
    known = letter(lines)
    lines[10] = lines[10].replace(lines[10].split()[3], "EIGHTY", 1)
    evidence = saved_as(letter(lines), 0.8, 80)
    (match,) = found(store_of(saved("known.png", known)), saved("changed.png", evidence))
    assert match.relation is Relation.SAME_PAGE_CHANGED
    assert match.comparison is not None
    y = (240 + 44 * 10) * 0.8
    assert any(
        region.evidence.y - 20 <= y <= region.evidence.y + region.evidence.height for region in match.comparison.regions
    )


def test_a_page_of_which_no_picture_is_kept_is_not_settled_and_says_so(
    saved: Saved, look: Look, tmp_path: Path
) -> None:
    place = tmp_path / "known.sqlite"
    page = letter(lines_of(1))
    with Store.create(place) as store:
        add(store, look(saved("known.png", page)), keep=False)
    (match,) = found(place, saved("copy.png", saved_as(page, 0.8, 80)))
    assert match.relation is Relation.CANDIDATE
    assert match.unsettled is Unsettled.NO_RENDITION
    assert match.inliers is not None and match.comparison is None


def test_another_letter_on_the_same_letterhead_is_never_the_same_page(saved: Saved, store_of: StoreOf) -> None:
    place = store_of(saved("known.png", letter(lines_of(1))))
    matches = found(place, saved("other.png", saved_as(letter(lines_of(2)), 0.8, 80)))
    assert {match.relation for match in matches} <= {Relation.SAME_TEMPLATE, Relation.CANDIDATE}


def in_window(picture: Rgb) -> Rgb:
    """A picture in the window of an application, with rows of words above and below it."""
    image = Image.new("RGB", (800, 1200), (236, 240, 244))
    image.paste(Image.fromarray(picture).resize((560, 784), Image.Resampling.LANCZOS), (120, 230))
    pen = ImageDraw.Draw(image)
    for row, words in enumerate(lines_of(90)[:10]):
        pen.text((20 + 7 * row, (12 if row < 5 else 860) + 36 * row), words, fill=(20, 60, 120), font_size=22)
    return np.asarray(image)


def test_a_letter_in_a_window_is_found_among_other_pictures_in_that_window(
    scene: Scene, saved: Saved, store_of: StoreOf
) -> None:
    """Upright and mirrored. Other screenshots have the words of the window in common with it, the letter has not."""
    page = letter(lines_of(1))
    others = [saved(f"{seed}.png", in_window(busy(scene, seed, 560, 784))) for seed in range(2, 8)]
    known = saved("letter.png", page)
    place = store_of(*others, known)
    for shown in (page, page[:, ::-1]):
        first, *rest = found(place, saved("shot.jpg", in_window(shown), quality=80))
        assert first.image.id == read_evidence(known)[0].digests.sha256[:16]
        assert first.relation in (Relation.SCREENSHOT_OF, Relation.CONTAINS, Relation.FRAMED)
        assert (Relation.MIRRORED in first.also) is (shown is not page)
        assert {match.relation for match in rest} <= {Relation.SAME_TEMPLATE, Relation.CANDIDATE}
