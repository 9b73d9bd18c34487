"""Claim files that are in order: values as written, the same in YAML and JSON, and nothing but ClaimError otherwise."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.claims.loader import MAX_BYTES, load, load_bytes, loads
from verifyctl.claims.tree import MAX_DEPTH, MAX_VALUES
from verifyctl.errors import ClaimError
from verifyctl.model import claim as model
from verifyctl.model.claim import Assertion, AssertionKind, Claim
from verifyctl.model.dates import hijri_of

CLAIM = """\
format: verifyctl.claim/1
claim:
  id: order-2015-04-27
  statement: Photo of an order of 27 April 2015
  language: en
  claimant: {name: no, platform: twitter, account: "@a", post_id: 592522217689153536}
  first_seen: {at: 2015-04-28, precision: 20:00, zone: Asia/Damascus}
  sources:
    - url: https://example.org/a#b
      captured_at: 2015-04-28T06:10:00Z
      role: 0123
  denials: [{by: "null", at: 2015, quote: 0x1F}]
media: [{path: order.jpg, obtained: {from: no, at: 2015-04}}]
assertions:
  - {id: A1, kind: document_date, value: 2015-04-27, hijri: 1436-07-08, load_bearing: no}
  - {id: A2, kind: recipient, value: 1e3, look_for: [ولاة الولايات, 1_000]}
readings: [{by: r, at: 2015-05-02, field: document_date, text: ٨ رجب ١٤٣٦, box: [1, 2, 3, 4]}]
notes:
handling: {graphic: YES, personal_data: no}
"""


def minimal(**fields: Any) -> str:
    return json.dumps({"format": "verifyctl.claim/1", "claim": {"id": "a", "statement": "b"}} | fields)


def test_every_scalar_is_kept_as_written() -> None:
    claim = loads(CLAIM, "c.yaml")
    assert claim.claim.claimant is not None and claim.claim.first_seen is not None
    assert claim.claim.claimant.name == "no"
    assert claim.claim.claimant.post_id == "592522217689153536"
    assert claim.claim.first_seen.precision == "20:00"
    assert claim.claim.sources[0].url == "https://example.org/a#b"
    assert claim.claim.sources[0].role == "0123"
    assert claim.claim.denials[0].by == "null"
    assert claim.claim.denials[0].quote == "0x1F"
    assert claim.media[0].obtained is not None and claim.media[0].obtained.source == "no"
    assert claim.assertions[0].hijri == "1436-07-08"
    assert claim.assertions[0].load_bearing is False
    assert claim.assertions[1].value == "1e3"
    assert claim.assertions[1].look_for == ("ولاة الولايات", "1_000")
    assert claim.readings[0].box == (1, 2, 3, 4)
    assert claim.notes == ()
    assert claim.handling.graphic is True


def test_yaml_and_json_say_the_same() -> None:
    as_json = json.dumps(yaml.load(CLAIM, Loader=yaml.BaseLoader), ensure_ascii=False)
    as_json = as_json.replace('"592522217689153536"', "592522217689153536").replace('"notes": ""', '"notes": null')
    assert loads(as_json, "c.json") == loads(CLAIM, "c.yaml") == loads(as_json, "<stdin>")
    assert loads(as_json, "c.json").digest() == loads(CLAIM, "c.yaml").digest()


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_json_in_every_layout(indent: int | str | None, ensure_ascii: bool) -> None:
    statement = "ولاة 😀 \u2028\x7f\x85\ufeff \"quoted\" \\ / \x1b \t\n\r\n#: 'x'"
    fields = {"claim": {"id": "a", "statement": statement}}
    text = json.dumps(json.loads(minimal(**fields)), indent=indent, ensure_ascii=ensure_ascii)
    assert loads(text, "c.json").claim.statement == statement


def test_a_hijri_day_is_held_against_the_length_of_its_month() -> None:
    # Safar 1436 had 30 days on Umm al-Qura, Rajab 1436 had 29; a Gregorian reading would refuse 30 February.
    def dated(hijri: str) -> str:
        return minimal(assertions=[{"id": "A", "kind": "document_date", "value": "2015", "hijri": hijri}])

    assert loads(dated("1436-02-30"), "c.json").assertions[0].hijri == "1436-02-30"
    assert loads(dated("1436-02-30"), "c.yaml").assertions[0].hijri == "1436-02-30"
    with pytest.raises(ClaimError, match="1436-07-30"):
        loads(dated("1436-07-30"), "c.json")


def test_the_27th_of_april_2015_is_the_8th_of_rajab_1436() -> None:
    assert str(hijri_of(date(2015, 4, 27))) == "1436-07-08"


# Nothing but ClaimError, and soon ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["c.yaml", "c.json", "c"])
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_arbitrary_bytes_raise_nothing_else(name: str, data: bytes) -> None:
    with pytest.raises(ClaimError) as caught:
        load_bytes(data, name)
    assert caught.value.problems


_YAML_BITS = st.lists(st.sampled_from([*"{}[]:,-?&*!|>'\"%@#ab1\t\n ", "\n  ", ": ", "- ", "\\u", "---\n", "<<", "~"]))


@pytest.mark.parametrize("name", ["c.yaml", "c.json"])
@given(bits=_YAML_BITS)
def test_pieces_of_syntax_raise_nothing_else(name: str, bits: list[str]) -> None:
    with pytest.raises(ClaimError):
        loads("".join(bits), name)


@given(
    at=st.integers(0, len(CLAIM) - 1), put=st.sampled_from(["", "\n", "[", "'", ": ", "\x00", "&a ", "999999999999"])
)
def test_a_damaged_claim_loads_or_is_refused(at: int, put: str) -> None:
    try:
        assert isinstance(loads(CLAIM[:at] + put + CLAIM[at + 1 :], "c.yaml"), Claim)
    except ClaimError as error:
        assert error.problems


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("[" * 20_000, "c.yaml", f"deeper than {MAX_DEPTH}"),
        ("[" * 20_000, "c.json", f"deeper than {MAX_DEPTH}"),
        ('{"a":' * 20_000, "c.json", f"deeper than {MAX_DEPTH}"),
        ("{a: " * 20_000, "c.yaml", f"deeper than {MAX_DEPTH}"),
        ("- " * 20_000, "c.yaml", f"deeper than {MAX_DEPTH}"),
        ("? " * 20_000, "c.yaml", f"deeper than {MAX_DEPTH}"),
        ("[" + "a," * 500_000 + "]", "c.yaml", f"more than {MAX_VALUES}"),
        ("[" + "1," * 500_000 + "1]", "c.json", f"more than {MAX_VALUES}"),
        ("format: " + "x " * 500_000, "c.yaml", "is not one of"),
        ("x" * MAX_BYTES, "c.yaml", "holds fields"),
        ("x" * (MAX_BYTES + 1), "c.yaml", "over the limit"),
        ('"' + "\\" * 1_000_000, "c.json", "not closed"),
        (minimal(claim={"id": "a", "statement": "b", "first_seen": {"at": "2015/" * 200_000}}), "c.json", "too long"),
        (minimal(readings=[{"by": "a", "field": "order", "text": "b", "box": ["9" * 5000]}]), "c.json", "whole number"),
        (minimal(assertions=[{"id": "A", "kind": "document_date", "value": "0001-01-01"}]), "c.json", "outside the"),
    ],
)
def test_monstrous_files_are_refused(text: str, name: str, words: str) -> None:
    with pytest.raises(ClaimError, match=words):
        loads(text, name)


def test_an_alias_bomb_is_refused_unexpanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(ClaimError) as caught:
        loads("\n".join(lines), "c.yaml")
    assert any("an alias (*a0); write the value out" in problem for problem in caught.value.problems)


# Files --------------------------------------------------------------------------------------------


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    for name, text in (("c.yaml", CLAIM), ("c.YML", CLAIM), ("c.JSON", minimal()), ("c", minimal())):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert isinstance(load(tmp_path / name), Claim)
    (tmp_path / "wrong.json").write_text(CLAIM, encoding="utf-8")
    with pytest.raises(ClaimError, match=r"wrong\.json:1:1: is not valid JSON"):
        load(tmp_path / "wrong.json")


def test_what_is_no_file_is_a_mistake_in_the_claim(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match="no such file"):
        load(tmp_path / "absent.yaml")
    with pytest.raises(ClaimError, match="a folder"):
        load(tmp_path)
    (tmp_path / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ClaimError, match="over the limit"):
        load(tmp_path / "large.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "claim.yaml")
    with pytest.raises(ClaimError, match="a pipe"):
        load(tmp_path / "claim.yaml")


# Any claim, written and read back -----------------------------------------------------------------

_text = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
_when = st.sampled_from(
    ["2015", "2015-04", "2015-04-27", "2015-04-27T20:00", "2015-04-27T20:00:01.5+03:00", "2014/2015"]
)
_zone = st.sampled_from([None, "+03:00", "Z", "UTC", "-11:30"])
_hijri = st.dates(date(1930, 1, 1), date(2070, 1, 1)).map(lambda day: str(hijri_of(day)))
_slug = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
_sha = st.from_regex(r"(sha256:)?[0-9a-f]{64}", fullmatch=True)
_side = st.integers(0, 2**31 - 1).filter(lambda number: number < 10**9)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=2).map(tuple)


@st.composite
def _assertion(draw: st.DrawFn) -> Assertion:
    kind = draw(st.sampled_from(AssertionKind))
    dated, timed = kind in model.DATED_KINDS, model.KINDS[kind].value == "time"
    return Assertion(
        id=draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True)),
        kind=kind,
        value=draw(_when if dated else _some(_text.map(lambda text: f"A {' '.join(text.split())}"))),
        zone=draw(_zone) if timed else None,
        hijri=draw(_some(_hijri)) if kind is AssertionKind.DOCUMENT_DATE else None,
        load_bearing=draw(st.booleans()),
        look_for=() if timed else draw(_tuples(_text)),
        origin=draw(st.sampled_from([None, "machine_parsed"])),
    )


_obtained = st.builds(
    lambda how, source, at, by: model.Obtained.model_validate({"how": how, "from": source, "at": at, "by": by}),
    *(_some(_text), _some(_text), _some(_when), _some(_text)),
)
_claims = st.builds(
    Claim,
    format=st.just("verifyctl.claim/1"),
    claim=st.builds(
        model.Statement,
        id=_slug,
        statement=_text,
        language=st.sampled_from([None, "ar", "en", "ar-SY"]),
        claimant=_some(st.builds(model.Claimant, name=_some(_text), account=_some(_text), post_id=_some(_text))),
        first_seen=_some(st.builds(model.FirstSeen, at=_when, precision=_some(_text), zone=_zone)),
        sources=_tuples(st.builds(model.Source, url=_some(_text), captured_at=_some(_when), sha256=_some(_sha))),
        denials=_tuples(st.builds(model.Denial, by=_text, at=_some(_when), quote=_some(_text), url=_some(_text))),
    ),
    media=_tuples(st.builds(model.Media, path=_text, of=_some(_text), sha256=_some(_sha), obtained=_some(_obtained))),
    assertions=st.lists(_assertion(), max_size=3, unique_by=lambda item: item.id).map(tuple),
    readings=_tuples(
        st.builds(
            model.Reading,
            by=_text,
            field=st.sampled_from(AssertionKind),
            text=_text,
            at=_some(_when),
            value=_some(_when),
            hijri=_some(_hijri),
            box=_some(st.tuples(_side.map(lambda x: -x), _side, _side, _side)),
        )
    ),
    notes=_tuples(st.builds(model.Note, text=_text, at=_some(_when), by=_some(_text))),
    handling=st.builds(model.Handling, graphic=st.booleans(), share=st.sampled_from(["internal", "public"])),
)


@given(claim=_claims, layout=st.sampled_from([None, 1, "\t"]), ensure_ascii=st.booleans(), sparse=st.booleans())
def test_any_claim_survives_json(claim: Claim, layout: int | str | None, ensure_ascii: bool, sparse: bool) -> None:
    dumped = claim.model_dump(mode="json", by_alias=True, exclude_none=sparse)
    assert loads(json.dumps(dumped, indent=layout, ensure_ascii=ensure_ascii), "c.json") == claim
    assert loads(claim.model_dump_json(by_alias=True), "c.json") == claim


@given(claim=_claims, flow=st.sampled_from([None, True, False]), style=st.sampled_from([None, '"']))
def test_any_claim_survives_yaml(claim: Claim, flow: bool | None, style: str | None) -> None:
    dumped = claim.model_dump(mode="json", by_alias=True, exclude_none=style is not None)
    text = yaml.safe_dump(dumped, default_flow_style=flow, default_style=style)
    if style is None:
        assert loads(text, "c.yaml") == claim
    else:  # numbers and booleans get tags in this style
        assert loads(text.replace("!!bool ", "").replace("!!int ", ""), "c.yaml") == claim
