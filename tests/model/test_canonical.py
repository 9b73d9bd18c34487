"""The canonical form: the bytes of RFC 8785 inside the profile, and a named refusal outside it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.strategies import profile_values
from verifyctl.model.canonical import MAX_INTEGER, canonical, check_profile, digest, printable


@given(profile_values())
def test_the_bytes_are_those_of_the_standard(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(profile_values())
def test_it_reads_back_as_it_was(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(st.text(st.characters(max_codepoint=127)), st.integers(0, 9)))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ({"tag": "رجب ١٤٣٦"}, '{"tag":"رجب ١٤٣٦"}'),
        ("\u202e\u2066", '"\u202e\u2066"'),
        ("𝄞\U0010ffff", '"𝄞\U0010ffff"'),
        ("\u2028/\u007f", '"\u2028/\u007f"'),
        ('"\\\b\f\n\r\t\u0000\u001f', '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f"'),
        # composed and decomposed stay as they were read
        ("é", '"é"'),
        ("e\u0301", '"e\u0301"'),
        ((1, 2), "[1,2]"),
        (MAX_INTEGER, "9007199254740991"),
        (-MAX_INTEGER, "-9007199254740991"),
        ({}, "{}"),
    ],
)
def test_known_forms(value: Any, text: str) -> None:
    assert canonical(value) == text.encode()


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": [1, 0.5]}, r"\$\.a\[1\]: float"),
        (1.0, r"\$: float"),
        (float("nan"), r"\$: float"),
        (float("inf"), r"\$: float"),
        (MAX_INTEGER + 1, r"\$: integer beyond"),
        (-MAX_INTEGER - 1, r"\$: integer beyond"),
        ({"id": 592522217689153536}, r"\$\.id: integer beyond"),
        ("\ud800", r"\$: text holds a lone surrogate"),
        (["ok", "x\udfff"], r"\$\[1\]: text holds a lone surrogate"),
        ({"رجب": 1}, r"\$: key 'رجب' is not ASCII"),
        ({1: 1}, r"\$: key 1 is not ASCII"),
        ({"\ud800": 1}, "is not ASCII"),
        (b"x", r"\$: bytes"),
        ({1, 2}, r"\$: set"),
        (object(), r"\$: object"),
    ],
)
def test_what_is_outside_the_profile_is_refused_with_its_place(value: Any, where: str) -> None:
    with pytest.raises(ValueError, match=where):
        canonical(value)
    with pytest.raises(ValueError, match=where):
        check_profile(value)


@given(st.floats())
def test_no_float_passes(value: float) -> None:
    with pytest.raises(ValueError, match="float"):
        canonical({"value": value})


@given(st.integers(min_value=MAX_INTEGER + 1) | st.integers(max_value=-MAX_INTEGER - 1))
def test_no_integer_passes_that_a_reader_might_round(value: int) -> None:
    with pytest.raises(ValueError, match="store it as text"):
        canonical(value)


@given(profile_values(), st.sampled_from([None, 1]))
def test_what_is_shown_reads_back(value: Any, indent: int | None) -> None:
    assert json.loads(printable(value, indent)) == value


def test_nothing_that_is_shown_moves_a_cursor_or_turns_a_line() -> None:
    every = "".join(map(chr, range(0x110000)))
    moving = {"Cc", "Cs", "Co", "Zl", "Zp"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert [
        hex(ord(char))
        for char in printable(every)
        if unicodedata.category(char) in moving
        or unicodedata.bidirectional(char) in turning
        or char in "\u200e\u200f\u061c"
    ] == []


def test_letters_stay_readable_where_it_is_shown() -> None:
    assert printable({"tag": "رجب\u200f ١٤٣٦ \u202e"}) == '{"tag":"رجب\\u200f ١٤٣٦ \\u202e"}'
    assert printable("\U000e0001") == '"\\udb40\\udc01"'


def test_a_digest_is_that_of_the_bytes() -> None:
    assert digest({"a": 1}) == "sha256:" + hashlib.sha256(b'{"a":1}').hexdigest()


def test_true_and_one_are_different_values() -> None:
    assert digest(True) != digest(1)
    assert digest("1") != digest(1)
