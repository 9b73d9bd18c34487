"""The stage `matches`: searched, not applicable, or failed; a search that did not happen never reads like no match."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from verifyctl.known.ingest import examine
from verifyctl.known.items import Description
from verifyctl.known.storage.sqlite import Store
from verifyctl.media.pixels import DEFAULT_MAX_PIXELS, decode
from verifyctl.media.read import read_evidence
from verifyctl.model.matches import MatchesFacts, Relation
from verifyctl.stages.base import Collected, Evidence, FailedError, Job, NotApplicableError
from verifyctl.stages.matches import collect

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def picture(tmp_path: Path, seed: int, name: str = "picture.png") -> Path:
    blocks = np.random.default_rng(seed).integers(0, 256, (12, 16, 3)).astype(np.uint8)
    path = tmp_path / name
    Image.fromarray(blocks.repeat(25, axis=0).repeat(25, axis=1)).save(path)
    return path


def run(path: Path, stores: Any) -> Collected:
    evidence, data = read_evidence(path)
    source = Evidence(evidence, data, max_pixels=DEFAULT_MAX_PIXELS)
    return collect(Job(source=source, params={"stores": stores}, scratch=path.parent))


def store_with(place: Path, *paths: Path) -> dict[str, str]:
    with Store.create(place) as store:
        for path in paths:
            evidence, data = read_evidence(path)
            examined = examine(decode(data, evidence.media_type), evidence)
            store.add(examined.item(Description(source_url=f"https://example.org/{path.name}")), NOW)
    return {"path": str(place), "name": place.name}


def test_stores_are_searched_and_named(tmp_path: Path) -> None:
    query, other = picture(tmp_path, 1, "query.png"), picture(tmp_path, 2, "other.png")
    first = store_with(tmp_path / "first.sqlite", other)
    second = store_with(tmp_path / "second.sqlite", other, query)
    collected = run(query, [first, second])
    facts = collected.facts
    assert isinstance(facts, MatchesFacts)
    assert [(store.name, store.images) for store in facts.stores] == [("first.sqlite", 1), ("second.sqlite", 2)]
    assert [match.relation for match in facts.matches] == [Relation.IDENTICAL_BYTES]
    assert facts.matches[0].image.source_url == "https://example.org/query.png"
    assert collected.params["stores"] == [store.digest for store in facts.stores]
    names = {component.name for component in collected.components}
    assert {"hashes", "ImageHash", "numpy", "Pillow"} <= names
    assert all(component.version for component in collected.components)


def test_no_path_gets_into_the_result(tmp_path: Path) -> None:
    query = picture(tmp_path, 1)
    collected = run(query, [store_with(tmp_path / "known.sqlite", query)])
    told = json.dumps(collected.facts.as_json()) + json.dumps(dict(collected.params))
    assert str(tmp_path) not in told


def test_the_strongest_relation_comes_first_whatever_the_order_of_stores(tmp_path: Path) -> None:
    query = picture(tmp_path, 1, "query.png")
    Image.open(query).save(tmp_path / "copy.jpg", quality=70)
    near = store_with(tmp_path / "near.sqlite", tmp_path / "copy.jpg")
    same = store_with(tmp_path / "same.sqlite", query)
    for order in ([near, same], [same, near]):
        facts = run(query, order).facts
        assert isinstance(facts, MatchesFacts)
        assert [match.relation for match in facts.matches] == [Relation.IDENTICAL_BYTES, Relation.NEAR_COPY]


@pytest.mark.parametrize("stores", [None, [], ()])
def test_without_a_store_it_does_not_apply(tmp_path: Path, stores: Any) -> None:
    with pytest.raises(NotApplicableError, match="no store of known images was given"):
        run(picture(tmp_path, 1), stores)


def test_empty_stores_are_named_and_nothing_was_searched(tmp_path: Path) -> None:
    empty = store_with(tmp_path / "empty.sqlite")
    with pytest.raises(NotApplicableError, match=r"every store that was given is empty: empty\.sqlite \(sha256:"):
        run(picture(tmp_path, 1), [empty])
    facts = run(picture(tmp_path, 1), [empty, store_with(tmp_path / "one.sqlite", picture(tmp_path, 2, "b.png"))]).facts
    assert isinstance(facts, MatchesFacts)
    assert [store.images for store in facts.stores] == [0, 1]


def _absent(place: Path) -> None:
    pass


def _no_store(place: Path) -> None:
    place.write_bytes(b"something else")


def _damaged(place: Path) -> None:
    store_with(place, picture(place.parent, 5, "kept.png"))
    data = place.read_bytes()
    with Store.open(place) as store:
        pdq = next(iter(store.items())).item.hashes.pdq
    assert pdq is not None
    raw = bytes.fromhex(pdq)
    place.write_bytes(data.replace(raw, bytes([raw[0] ^ 1, *raw[1:]])))  # one bit of one hash


@pytest.mark.parametrize("spoil", [_absent, _no_store, _damaged])
def test_a_store_that_cannot_be_searched_fails_the_stage_by_its_name(tmp_path: Path, spoil: Any) -> None:
    query = picture(tmp_path, 1, "query.png")
    good = store_with(tmp_path / "good.sqlite", query)
    place = tmp_path / "bad.sqlite"
    spoil(place)
    with pytest.raises(FailedError, match=r"bad\.sqlite") as caught:
        run(query, [good, {"path": str(place), "name": "bad.sqlite"}])
    assert caught.value.facts is None
    assert str(tmp_path) not in str(caught.value)


def test_a_picture_that_cannot_be_decoded_fails(tmp_path: Path) -> None:
    path = picture(tmp_path, 1)
    store = store_with(tmp_path / "known.sqlite", path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(FailedError, match="could not be decoded"):
        run(path, [store])
