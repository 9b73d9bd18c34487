"""The claim model: each mistake stands at its own field, and none hides another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from verifyctl.model.claim import DATED_KINDS, KINDS, Assertion, AssertionKind, Claim, Handling, Layer, Reading


def errors_of(assertion: dict[str, Any]) -> list[tuple[object, ...]]:
    with pytest.raises(ValidationError) as caught:
        Assertion.model_validate_json(json.dumps(assertion))
    return [error["loc"] for error in caught.value.errors()]


def test_every_kind_has_a_layer_and_those_of_the_world_say_why() -> None:
    assert set(KINDS) == set(AssertionKind)
    for info in KINDS.values():
        assert (info.layer is Layer.WORLD) == (info.never_because is not None) == (info.who_could is not None)


@pytest.mark.parametrize("kind", sorted(DATED_KINDS))
def test_a_dated_kind_needs_a_date(kind: str) -> None:
    assert errors_of({"id": "A", "kind": kind}) == [("value",)]
    assert errors_of({"id": "A", "kind": kind, "value": "20150427"}) == [("value",)]
    assert Assertion(id="A", kind=AssertionKind(kind), value="2015-04-27").when is not None


def test_one_mistake_hides_no_other() -> None:
    wrong = {"id": "A B", "kind": "publication", "hijri": "1436-07-08", "look_for": "x", "load_bearing": "perhaps"}
    assert errors_of(wrong) == [("id",), ("value",), ("hijri",), ("load_bearing",), ("look_for",)]


def test_an_unknown_kind_makes_no_second_mistake_of_its_hijri_date() -> None:
    assert errors_of({"id": "A", "kind": "date", "value": "27 April", "hijri": "1436-07-08"}) == [("kind",)]


def test_the_value_of_an_undated_kind_is_free_text() -> None:
    assertion = Assertion(id="A", kind=AssertionKind.SERIAL, value="20150427")
    assert assertion.value == "20150427"
    assert assertion.when is None


def test_an_id_stands_once() -> None:
    twice = [{"id": "A", "kind": "order"}, {"id": "A", "kind": "order"}]
    with pytest.raises(ValidationError, match="assertion id 'A' is used twice"):
        Claim.model_validate_json(
            json.dumps({"format": "verifyctl.claim/1", "claim": {"id": "a", "statement": "b"}, "assertions": twice})
        )


@pytest.mark.parametrize(
    ("box", "good"),
    [
        (["1", "2", "3", "4"], True),
        ([-1, -2, 0, 0], True),
        ([1, 2, -3, 4], False),
        (["--1", "2", "3", "4"], False),
        (["1.5", "2", "3", "4"], False),
        (["٣", "2", "3", "4"], False),
        (["9" * 5000, "2", "3", "4"], False),
        ([1, 2, 3], False),
    ],
)
def test_a_box_is_four_whole_numbers_and_no_less_than_empty(box: list[Any], good: bool) -> None:
    text = json.dumps({"by": "r", "field": "order", "text": "t", "box": box})
    if good:
        assert Reading.model_validate_json(text).box == tuple(map(int, box))
    else:
        with pytest.raises(ValidationError):
            Reading.model_validate_json(text)


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("NO", False), ("true", True), ("False", False)])
def test_flags_are_words(word: str, value: bool) -> None:
    assert Handling.model_validate_json(json.dumps({"graphic": word})).graphic is value


@pytest.mark.parametrize("word", ["", "y", "on", "1", "none"])
def test_other_words_are_no_flags(word: str) -> None:
    with pytest.raises(ValidationError, match="write yes or no"):
        Handling.model_validate_json(json.dumps({"graphic": word}))


def test_the_digest_does_not_depend_on_layout_or_defaults() -> None:
    short = {"format": "verifyctl.claim/1", "claim": {"id": "a", "statement": "b"}}
    long = {"handling": {"graphic": "no"}, "notes": [], "claim": {"statement": "b", "id": "a", "language": None}}
    digests = {Claim.model_validate_json(json.dumps(value)).digest() for value in (short, short | long)}
    assert len(digests) == 1
