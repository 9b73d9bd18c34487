"""Taking in what another desk says: what is missing is filled in, what differs is reported and not replaced."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.known.conftest import draw
from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.exchange import merge
from verifyctl.known.exchange.lines import Incoming, Mistake
from verifyctl.known.exchange.lists import PassedOver
from verifyctl.known.exchange.merge import Conflict, Imported, completed, import_into, reconciled
from verifyctl.known.features import Fineness, extract, pack
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.storage.interface import AddedAs
from verifyctl.known.storage.sqlite import Store
from verifyctl.model.matches import Hashes

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def item(digit: str = "1", *, pdq: str = "9b", names: tuple[str, ...] = (), **said: Any) -> KnownItem:
    return KnownItem(
        sha256=digit * 64,
        pixel_digest="sha256:" + digit * 64,
        hashes=Hashes(version=HASH_VERSION, pdq=pdq * 32, pdq_quality=100),
        width=8,
        height=6,
        names=names,
        description=Description.read(said),
    )


def line(number: int, what: KnownItem, **more: Any) -> Incoming:
    return Incoming(number=number, item=what, **more)


@pytest.fixture(name="store")
def store_fixture(tmp_path: Path) -> Any:
    with Store.create(tmp_path / "k.sqlite") as store:
        yield store


def test_what_is_missing_is_filled_in() -> None:
    old = item(caption="ours", names=("a.jpg",))
    new, conflicts = reconciled(old, item(caption="ours", place="Anbar", label="disputed", names=("b.jpg",)))
    assert conflicts == ()
    assert new.description == Description.read({"caption": "ours", "place": "Anbar", "label": "disputed"})
    assert new.names == ("b.jpg",)


def test_ours_stand_unless_asked_otherwise() -> None:
    old, new = item(label="disputed", note="ours"), item(label="debunked", note="theirs", place="Anbar")
    kept, conflicts = reconciled(old, new)
    assert kept.description == Description.read({"place": "Anbar"})
    assert conflicts == (
        Conflict(field="label", ours="disputed", theirs="debunked"),
        Conflict(field="note", ours="ours", theirs="theirs"),
    )
    replaced, same = reconciled(old, new, theirs=True)
    assert replaced.description == new.description
    assert same == conflicts


def test_a_date_never_comes_without_what_it_rests_on() -> None:
    theirs = item(first_seen="2015", first_seen_basis="archived", archive_url="https://a.example/theirs")
    for ours in ({"first_seen": "2014"}, {"first_seen": "2015"}, {"archive_url": "https://a.example/ours"}):
        kept, conflicts = reconciled(item(**ours), theirs)
        assert "first_seen" not in kept.description.given()
        assert "first_seen_basis" not in kept.description.given()
        assert conflicts
    kept, conflicts = reconciled(item(), theirs)
    assert kept.description == theirs.description
    assert conflicts == ()


def test_what_was_measured_here_is_never_replaced() -> None:
    old = item()
    for theirs in (False, True):
        new, conflicts = reconciled(old, item(pdq="13"), theirs=theirs)
        assert new.hashes == old.hashes
        assert conflicts == (Conflict(field="hashes"),)


def test_colours_that_were_left_out_are_filled_in_and_no_conflict() -> None:
    with_colours = item().model_copy(update={"hashes": item().hashes.model_copy(update={"colours": "0f" * 192})})
    for old, new in ((item(), with_colours), (with_colours, item())):
        merged, conflicts = reconciled(old, new)
        assert merged.hashes == with_colours.hashes
        assert conflicts == ()


def test_another_image_under_the_same_id_is_refused() -> None:
    other = item().model_copy(update={"sha256": "1" * 16 + "2" * 48})
    with pytest.raises(ValueError, match="another image"):
        reconciled(item(), other)


def test_what_is_said_of_every_line() -> None:
    said = Description.read({"first_seen": "2015", "note": "list of May", "label": "unrelated"})
    silent, dated = completed(line(1, item()), said, "me"), completed(line(2, item(first_seen="2014")), said, "me")
    assert silent.item.description == said
    assert dated.item.description == Description.read(
        {"first_seen": "2014", "note": "list of May", "label": "unrelated"}
    )
    assert (silent.added_by, completed(line(3, item(), added_by="them"), said, "me").added_by) == ("me", "them")


def test_an_import(store: Store) -> None:
    packed = {Fineness.COARSE: pack(extract(draw(3)))}
    store.add(item("1", label="disputed"), NOW)
    when = datetime(2020, 1, 2, tzinfo=UTC)
    coming = [
        line(2, item("1", label="debunked"), features=packed),
        PassedOver(3, "a hash of type video_md5"),
        Mistake(4, "not a JSON object"),
        line(5, item("2", names=("b.jpg",)), added_at=when, added_by="them"),
        line(6, item("2", names=("b.jpg",))),
    ]
    updated, *passed, added, again = import_into(store, coming, NOW)
    assert passed == coming[1:3]
    assert isinstance(updated, Imported)
    assert updated.added.status is AddedAs.UPDATED
    assert [conflict.field for conflict in updated.conflicts] == ["label"]
    assert isinstance(added, Imported)
    assert added.added.status is AddedAs.ADDED
    assert isinstance(again, Imported)
    assert again.added.status is AddedAs.UNCHANGED
    first, second = store.items()
    assert first.item.description.label == "disputed"
    assert store.features(first.number, Fineness.COARSE) is not None
    assert (second.added_at, second.added_by) == ("2020-01-02T00:00:00Z", "them")
    assert list(store.check()) == []


def test_lines_are_told_of_only_when_they_are_on_the_disk(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "IN_ONE_GO", 2)
    told = 0
    for _ in import_into(store, (line(number, item(str(number))) for number in range(1, 6)), NOW):
        told += 1
        with Store.open(tmp_path / "k.sqlite") as other:
            assert other.count >= told
    assert store.count == told == 5


def test_a_line_that_contradicts_the_store_is_a_mistake(store: Store) -> None:
    store.add(item(), NOW)
    other = item().model_copy(update={"sha256": "1" * 16 + "2" * 48})
    (mistake,) = import_into(store, [line(2, other)], NOW)
    assert isinstance(mistake, Mistake)
    assert store.count == 1
