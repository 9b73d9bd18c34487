"""The keys that are shipped are those of the gazetteer."""

from __future__ import annotations

from verifyctl.reference.place_index import computed, spellings


def test_the_shipped_keys_are_those_of_the_gazetteer() -> None:
    assert spellings() == computed(), "run script/update-places"
    assert len(spellings()) > 4000
