"""The search: every item finds itself, turned copies are found, flat pictures never by hash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from verifyctl.errors import StoreError
from verifyctl.known.descriptors import describe
from verifyctl.known.ingest import Examined
from verifyctl.known.items import Description
from verifyctl.known.pdq import ORIENTATIONS
from verifyctl.known.search import CANDIDATE_BITS, MAX_CANDIDATES, NEAR_COPY_BITS, search
from verifyctl.known.store import Store
from verifyctl.model.facts import Match, Relation

Rgb = NDArray[np.uint8]
Look = Callable[[Path], Examined]
Saved = Callable[..., Path]
Scene = Callable[..., Rgb]

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(name="store_of")
def store_of_fixture(tmp_path: Path, look: Look) -> Callable[..., Path]:
    def store_of(*paths: Path) -> Path:
        place = tmp_path / "known.sqlite"
        with Store.create(place) as store:
            for path in paths:
                store.add(look(path).item(Description()), NOW)
        return place

    return store_of


def found(place: Path, examined: Examined) -> tuple[Match, ...]:
    with Store.open(place) as store:
        return search(examined.descriptors, examined.evidence.digests.sha256, examined.pixels.digest, store)


def test_each_item_finds_itself(scene: Scene, saved: Saved, look: Look, store_of: Callable[..., Path]) -> None:
    paths = [saved(f"{seed}.png", scene(seed)) for seed in range(1, 13)]
    place = store_of(*paths)
    for path in paths:
        examined = look(path)
        matches = found(place, examined)
        assert [match.relation for match in matches] == [Relation.IDENTICAL_BYTES]
        assert matches[0].image.sha256 == examined.evidence.digests.sha256
        assert (matches[0].distance, matches[0].orientation) == (0, "upright")


@pytest.mark.parametrize("orientation", ORIENTATIONS[1:])
def test_turned_copies_are_found_and_said_how(
    scene: Scene, saved: Saved, look: Look, store_of: Callable[..., Path], orientation: str
) -> None:
    original = scene(5, 640, 480)
    place = store_of(saved("original.png", original), saved("other.png", scene(6)))
    # The evidence is the original with the turn undone, so that this turn brings it back.
    degrees = int(orientation.rpartition("_")[2]) if "rotated" in orientation else 0
    evidence = np.rot90(original, degrees // 90)
    if orientation.startswith("mirrored"):
        evidence = evidence[:, ::-1]
    (match,) = found(place, look(saved("evidence.jpg", np.ascontiguousarray(evidence), quality=80)))
    assert match.relation is Relation.NEAR_COPY
    assert match.orientation == orientation


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((160, 120)),
        lambda image: image.filter(ImageFilter.GaussianBlur(2)),
        lambda image: image.convert("L").convert("RGB"),
        lambda image: image.point(lambda value: int(value * 0.7)),
    ],
)
def test_usual_damage_is_a_near_copy(
    change: Callable[[Image.Image], Image.Image], scene: Scene, saved: Saved, look: Look, store_of: Callable[..., Path]
) -> None:
    picture = scene(9, 640, 480)
    place = store_of(saved("original.png", picture))
    changed = np.asarray(change(Image.fromarray(picture)))
    (match,) = found(place, look(saved("changed.jpg", changed, quality=60)))
    assert match.relation is Relation.NEAR_COPY
    assert match.distance is not None
    assert match.distance <= NEAR_COPY_BITS


def test_the_same_pixels_in_another_file(scene: Scene, saved: Saved, look: Look, store_of: Callable[..., Path]) -> None:
    place = store_of(saved("a.png", scene(1)))
    (match,) = found(place, look(saved("a.bmp", scene(1))))
    assert (match.relation, match.distance) == (Relation.IDENTICAL_PIXELS, 0)


def test_unrelated_pictures_are_no_match(scene: Scene, saved: Saved, look: Look, store_of: Callable[..., Path]) -> None:
    place = store_of(*(saved(f"{seed}.png", scene(seed)) for seed in range(10, 40)))
    for seed in range(50, 60):
        assert found(place, look(saved("query.png", scene(seed)))) == ()


def page(words: str) -> Rgb:
    """A white page with a few dark strokes that differ by the words."""
    picture = np.full((800, 600, 3), 255, dtype=np.uint8)
    for place, letter in enumerate(words.encode()):
        picture[60 : 60 + letter % 9, 60 + 12 * place : 68 + 12 * place] = 0
    return picture


def test_flat_pictures_are_never_matched_by_hash(
    saved: Saved, look: Look, store_of: Callable[..., Path], scene: Scene
) -> None:
    place = store_of(saved("white.png", np.full((300, 400, 3), 255, np.uint8)), saved("a.png", page("short note")))
    for name, picture in (("black", np.zeros((300, 400, 3), np.uint8)), ("b", page("other word")), ("c", scene(1))):
        assert found(place, look(saved(f"{name}.png", picture))) == ()


def test_a_flat_picture_is_found_by_its_digests(saved: Saved, look: Look, store_of: Callable[..., Path]) -> None:
    white = np.full((300, 400, 3), 255, np.uint8)
    place = store_of(saved("white.png", white))
    (same,) = found(place, look(saved("white.png", white)))
    assert (same.relation, same.distance) == (Relation.IDENTICAL_BYTES, None)
    (again,) = found(place, look(saved("white.bmp", white)))
    assert (again.relation, again.distance) == (Relation.IDENTICAL_PIXELS, None)


def test_candidates_are_few_and_the_nearest(tmp_path: Path, scene: Scene, saved: Saved, look: Look) -> None:
    query = look(saved("query.png", scene(1)))
    raw = int(query.descriptors.hashes.pdq, 16)
    place = tmp_path / "near.sqlite"
    bits = [0, 31, 32, 40, 41, 42, 43, 50, 60, 70, 71, 90]
    with Store.create(place) as store:
        for number, count in enumerate(bits):
            item = query.item(Description())
            hashes = item.hashes.model_copy(update={"pdq": f"{raw ^ ((1 << count) - 1):064x}"})
            digest = f"sha256:{number:064x}"
            store.add(
                item.model_copy(update={"sha256": f"{number:016x}" * 4, "hashes": hashes, "pixel_digest": digest}), NOW
            )
    matches = found(place, query)
    assert [match.distance for match in matches] == [0, 31, 32, 40, 41, 42, 43]
    assert [match.relation for match in matches[:2]] == [Relation.NEAR_COPY] * 2
    assert {match.relation for match in matches[2:]} == {Relation.CANDIDATE}
    assert len(matches[2:]) == MAX_CANDIDATES
    assert max(bits) > CANDIDATE_BITS


def test_the_order_of_adding_changes_nothing(scene: Scene, saved: Saved, look: Look, tmp_path: Path) -> None:
    copies = [saved(f"{quality}.jpg", scene(3), quality=quality) for quality in (20, 40, 60, 80, 95)]
    answers = []
    for number, order in enumerate((copies, copies[::-1])):
        place = tmp_path / f"{number}.sqlite"
        with Store.create(place) as store:
            for path in order:
                store.add(look(path).item(Description()), NOW)
        answers.append(found(place, look(copies[2])))
    assert answers[0] == answers[1]
    assert len(answers[0]) == len(copies)
    assert answers[0][0].relation is Relation.IDENTICAL_BYTES


def test_an_empty_store_gives_nothing(saved: Saved, scene: Scene, look: Look, store_of: Callable[..., Path]) -> None:
    assert found(store_of(), look(saved("a.png", scene(1)))) == ()


def test_other_hashes_are_an_error_and_not_no_match(
    saved: Saved, scene: Scene, look: Look, store_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved("a.png", scene(1))
    place = store_of(path)
    monkeypatch.setattr("verifyctl.known.store.HASH_VERSION", "2:something")
    with pytest.raises(StoreError, match="cannot be compared"):
        found(place, look(path))


def test_imagehash_values_are_the_packages_own(scene: Scene) -> None:
    import imagehash

    picture = scene(7, 640, 480)
    hashes = describe(picture).hashes
    assert hashes.phash == str(imagehash.phash(Image.fromarray(picture)))
    assert hashes.dhash == str(imagehash.dhash(Image.fromarray(picture)))
