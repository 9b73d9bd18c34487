"""Records of known images: what identifies one, and how two records of one image become one."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_pieces import listed, made, sha
from pydantic import ValidationError

from verifyctl.known.items import Description, KnownItem, described, merged
from verifyctl.model.matches import Hashes, Label, SeenBasis

ARCHIVED = {"first_seen": "2015-04-27", "first_seen_basis": "archived", "archive_url": "https://a.example"}


class TestId:
    def test_of_a_file(self) -> None:
        assert made(1).id == made(1).sha256[:16]  # type: ignore[index]

    def test_of_an_entry_of_a_list(self) -> None:
        pdq = sha("x")
        item = KnownItem(hashes=Hashes(version="list:pdq", pdq=pdq))
        assert item.id == hashlib.sha256(b"pdq:" + pdq.encode()).hexdigest()[:16]
        item = KnownItem(hashes=Hashes(version="list:phash", phash=pdq[:16]))
        assert item.id == hashlib.sha256(b"phash:" + pdq[:16].encode()).hexdigest()[:16]

    def test_nothing_to_tell_it_by(self) -> None:
        with pytest.raises(ValidationError, match="needs its sha256"):
            KnownItem(hashes=Hashes(version="1", dhash="0" * 16))

    def test_a_match_without_a_file_names_no_sha256(self) -> None:
        shown = listed(1).known_image()
        assert (shown.id, shown.sha256) == (listed(1).id, None)


class TestDescription:
    def test_every_part_is_read_and_shown(self) -> None:
        said = {
            **ARCHIVED,
            "source_url": "https://example.org/1",
            "caption": "ولاة الولايات",
            "language": "ar",
            "credit": "A. Photographer",
            "place": "Anbar",
            "event_date": "2015-04",
            "label": "disputed",
            "note": "seen twice",
        }
        description = Description.read(said)
        assert {name: str(value) for name, value in description.given().items()} == said
        shown = made(1).model_copy(update={"description": description}).known_image()
        assert (shown.place, shown.language, shown.event_date) == ("Anbar", "ar", "2015-04")

    @pytest.mark.parametrize(
        "said",
        [
            {"event_date": "soon"},
            {"first_seen": "yesterday"},
            {"label": "fake"},
            {"first_seen_basis": "stated"},
            {"first_seen": "2015", "first_seen_basis": "archived"},
            {"caption": "x" * 20_001},
            {"who": "me"},
        ],
    )
    def test_mistakes(self, said: dict[str, str]) -> None:
        with pytest.raises(ValidationError):
            Description.read(said)

    def test_a_date_is_stated_unless_said(self) -> None:
        assert Description.read({"first_seen": "2015"}).first_seen_basis is SeenBasis.STATED


class TestMerged:
    def test_what_is_new_replaces_and_what_is_silent_stays(self) -> None:
        new, changes = merged(made(1, note="a", caption="c"), made(1, "copy.png", note="b", label="debunked"))
        assert new.description == Description(caption="c", note="b", label=Label.DEBUNKED)
        assert new.names == ("1.jpg", "copy.png")
        assert {(change.field, change.before) for change in changes} == {
            ("note", "a"),
            ("label", None),
            ("names", "1.jpg"),
        }

    def test_a_new_date_does_not_inherit_the_old_basis(self) -> None:
        new, _ = merged(made(1, **ARCHIVED), made(1, first_seen="2014-01-01"))
        assert new.description.first_seen_basis is SeenBasis.STATED

    def test_a_record_without_the_file_takes_no_digest_away(self) -> None:
        old = made(1)
        bare = KnownItem(sha256=old.sha256, hashes=old.hashes)
        new, changes = merged(old, bare)
        assert new == old
        assert changes == ()

    def test_other_hashes_are_told(self) -> None:
        old = made(1)
        other = old.model_copy(update={"hashes": made(2).hashes})
        new, changes = merged(old, other)
        assert new.hashes == other.hashes
        assert [(change.field, change.before) for change in changes] == [("hashes", old.hashes.pdq)]

    @given(st.dictionaries(st.sampled_from(["note", "caption", "place", "credit"]), st.text("ab ", min_size=1)))
    def test_the_same_again_changes_nothing(self, said: dict[str, str]) -> None:
        item = made(1, **said)
        assert merged(item, item) == (item, ())
        assert merged(item, made(1)) == (item, ())


class TestDescribed:
    def test_more_is_said(self) -> None:
        new, changes = described(made(1, note="a"), Description(place="Anbar", note="b"))
        assert new.description == Description(place="Anbar", note="b")
        assert {change.field for change in changes} == {"place", "note"}

    def test_something_is_withdrawn(self) -> None:
        new, changes = described(made(1, **ARCHIVED), Description(), ["first_seen"])
        assert new.description == Description(archive_url="https://a.example")
        assert {change.field for change in changes} == {"first_seen", "first_seen_basis"}

    def test_what_something_else_rests_on_stays(self) -> None:
        with pytest.raises(ValueError, match="archive_url"):
            described(made(1, **ARCHIVED), Description(), ["archive_url"])

    def test_no_such_field(self) -> None:
        with pytest.raises(ValueError, match="colour is no field"):
            described(made(1), Description(), ["colour"])


@given(st.integers(0, 50))
def test_the_canonical_bytes_give_the_record_back(number: int) -> None:
    for item in (made(number, note="ولاة"), listed(number)):
        assert KnownItem.model_validate_json(item.content()) == item
