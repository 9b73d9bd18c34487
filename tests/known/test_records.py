"""Records as lines of text: nothing is lost on the way, a public export is silent, and no line breaks the others."""

from __future__ import annotations

import base64
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.known.conftest import draw
from verifyctl.errors import UnreadableInputError
from verifyctl.known.descriptors import HASH_VERSION
from verifyctl.known.exchange.detect import read
from verifyctl.known.exchange.lines import Incoming, Mistake, lines_of, opened
from verifyctl.known.exchange.records import FORMAT, header_line, read_records, record_line
from verifyctl.known.features import MOST, Fineness, extract, pack
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.storage.interface import Stored
from verifyctl.model.base import Box
from verifyctl.model.matches import ContentHash, Hashes, Label, SeenBasis

HEX = "0123456789abcdef"
SHA256 = "19deebcc079fa24c69fec7b86da70cb56caf914e9cd80e2462c8492f1cfb25a3"
HASHES = Hashes(
    version=HASH_VERSION,
    pdq="9b" * 32,
    pdq_quality=100,
    phash="97" * 8,
    dhash="4c" * 8,
    colours="0f" * 192,
    content=ContentHash(box=Box(x=1, y=2, width=3, height=4), pdq="13" * 32, quality=88),
)
ITEM = KnownItem(
    sha256=SHA256,
    pixel_digest="sha256:" + "0" * 64,
    hashes=HASHES,
    width=800,
    height=600,
    page=True,
    names=("ولاة \x1b[2J\u202e.png",),
    description=Description(
        source_url="https://example.org/1",
        archive_url="https://a.example/1",
        first_seen="2015-04-27",
        first_seen_basis=SeenBasis.ARCHIVED,
        caption="ولاة\nالولايات",
        credit="A. Person",
        label=Label.DISPUTED,
        note="ours alone",
    ),
)
STORED = Stored(number=7, added_at="2026-11-22T11:45:57Z", added_by="desk", item=ITEM)


def taken(*lines: str | dict[str, Any], header: str | None = None) -> list[Incoming | Mistake]:
    texts = [header or header_line(), *(line if isinstance(line, str) else json.dumps(line) for line in lines)]
    return list(read_records(lines_of(io.BytesIO("\n".join(texts).encode())), "e.jsonl"))


def record(**changes: Any) -> dict[str, Any]:
    return {**json.loads(record_line(STORED)), **changes}


def wrong(**changes: Any) -> str:
    (mistake,) = taken(record(**changes))
    assert isinstance(mistake, Mistake)
    assert mistake.number == 2
    return mistake.what


WITHOUT_COLOURS = ITEM.model_copy(update={"hashes": HASHES.model_copy(update={"colours": None})})


def test_a_record_survives_a_round_trip() -> None:
    (back,) = taken(record_line(STORED))
    assert isinstance(back, Incoming)
    assert back.item == WITHOUT_COLOURS
    assert back.added_by == "desk"
    assert back.added_at is not None
    assert back.added_at.isoformat() == "2026-11-22T11:45:57+00:00"
    assert back.features == {}


def test_a_line_is_one_line_and_harmless() -> None:
    line = record_line(STORED)
    assert line.startswith('{"id":"19deebcc079fa24c","added_at":')
    assert "\n" not in line
    for harmful in "\x1b\u202e":
        assert harmful not in line
    assert "ولاة" in line
    assert '"number"' not in line


def test_local_features_go_along() -> None:
    packed = {Fineness.COARSE: pack(extract(draw(3))), Fineness.FINE: pack(extract(draw(3), Fineness.FINE))}
    line = record_line(STORED, features=packed)
    assert line == record_line(STORED, features=dict(reversed(packed.items())))
    (back,) = taken(line)
    assert isinstance(back, Incoming)
    assert back.features == packed
    assert back.item == ITEM


def test_a_public_record_names_nobody() -> None:
    line = record_line(STORED, public=True)
    (back,) = taken(line)
    assert isinstance(back, Incoming)
    assert back.item == WITHOUT_COLOURS.model_copy(
        update={
            "names": (),
            "description": Description.model_validate({**ITEM.description.given(), "note": None}),
        }
    )
    assert (back.added_at, back.added_by) == (None, None)
    for private in ("ours alone", "desk", "2026", ".png"):
        assert private not in line


@pytest.mark.parametrize(
    ("first", "what"),
    [
        ("{}", "names no format"),
        ("[]", "names no format"),
        ("words", "names no format"),
        ('{"format":"verifyctl.known-export/2"}', "of format 'verifyctl.known-export/2'"),
        ('{"format":5}', "of format '5'"),
    ],
)
def test_a_file_of_another_format_is_refused_whole(first: str, what: str) -> None:
    with pytest.raises(UnreadableInputError, match=r"e\.jsonl:1: ") as caught:
        taken(record_line(STORED), header=first)
    assert what in caught.value.message


def test_first_lines_of_joined_exports_are_passed_over() -> None:
    assert len(taken(record_line(STORED), header_line(), record_line(STORED))) == 2


def test_the_lines_around_a_mistake_are_read() -> None:
    first, *mistakes, last = taken(record_line(STORED), "{", "[1]", '{"id":1}', "[" * 100_000, record_line(STORED))
    assert isinstance(first, Incoming)
    assert isinstance(last, Incoming)
    assert [each.number for each in mistakes] == [3, 4, 5, 6]
    assert all(isinstance(each, Mistake) for each in mistakes)


def test_hashes_of_another_version_are_refused_with_both_versions() -> None:
    what = wrong(hashes=HASHES.as_json() | {"version": "1:pdq256(box512)"})
    assert "'1:pdq256(box512)'" in what
    assert repr(HASH_VERSION) in what


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"id": "0" * 16}, "its id is 0000000000000000, its digests make it 19deebcc079fa24c"),
        ({"id": None}, "id: "),
        ({"sha256": "ABC"}, "sha256: "),
        ({"surprise": 1}, "surprise: "),
        ({"added_at": "yesterday"}, "yesterday"),
        ({"added_at": "2026-11-22T11:45:57"}, "no zone"),
        ({"added_by": ""}, "added_by: "),
        ({"width": -1}, "width: "),
        ({"width": 2**60}, "width: "),
        ({"names": ["x" * 20_001]}, "names.0: "),
        ({"description": {"first_seen": "27.4.2015"}}, "first_seen: "),
        ({"description": {"label": "fake"}}, "label: "),
        ({"description": {"first_seen": "2015", "first_seen_basis": "archived"}}, "archive_url"),
        ({"sha256": None, "hashes": {"version": HASH_VERSION}}, "needs its sha256"),
        ({"features": []}, "features: "),
        ({"features": {"coarse": 5}}, "features: "),
        ({"features": {"coarser": ""}}, "features.coarser: there is no such set"),
        ({"features": {"coarse": "%%%"}}, "features.coarse: not base64"),
        ({"features": {"coarse": "AAAA"}}, "packed features"),
        ({"features": {"coarse": "A" * 600_000}}, "features.coarse: too long"),
    ],
)
def test_mistakes(changes: dict[str, Any], what: str) -> None:
    assert what in wrong(**changes)


def test_features_must_be_a_set_that_this_version_makes() -> None:
    coarse = pack(extract(draw(3)))
    assert "not a set" in wrong(features={"fine": base64.b64encode(coarse).decode()})
    header, first = coarse[:12], coarse[12:52]
    many = header[:8] + (MOST[Fineness.COARSE] + 1).to_bytes(2, "little") + header[10:]
    padded = many + first * (MOST[Fineness.COARSE] + 1)
    assert "not a set" in wrong(features={"coarse": base64.b64encode(padded).decode()})
    one = header[:8] + (1).to_bytes(2, "little") + header[10:] + first[:6] + b"\xff\xff" + first[8:]
    assert "not a set" in wrong(features={"coarse": base64.b64encode(one).decode()})


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent"):
        with pytest.raises(UnreadableInputError), opened(path):
            pass


def test_a_file_of_no_known_kind() -> None:
    with pytest.raises(UnreadableInputError, match=r"x\.csv:2: no export"):
        read(lines_of(io.BytesIO(b"\na,b,c\n")), "x.csv", None)
    assert list(read(lines_of(io.BytesIO(b"\n\n")), "x.csv", None)) == []


def hexes(digits: int) -> st.SearchStrategy[str]:
    return st.text(HEX, min_size=digits, max_size=digits)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(
    sha256=hexes(64),
    pdq=hexes(64),
    names=st.lists(TEXT, max_size=3, unique=True).map(lambda names: tuple(sorted(names))),
    caption=st.none() | TEXT,
    note=st.none() | TEXT,
    page=st.booleans(),
)
def test_any_record_survives_a_round_trip(  # noqa: PLR0917
    sha256: str, pdq: str, names: tuple[str, ...], caption: str | None, note: str | None, page: bool
) -> None:
    item = KnownItem(
        sha256=sha256,
        hashes=Hashes(version=HASH_VERSION, pdq=pdq),
        page=page,
        names=names,
        description=Description(caption=caption, note=note),
    )
    line = record_line(Stored(number=0, added_at="2026-11-22T11:45:57Z", item=item))
    assert len(line.splitlines()) == 1
    (back,) = taken(line)
    assert isinstance(back, Incoming)
    assert back.item == item


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda v: st.lists(v) | st.dictionaries(TEXT, v)))
def test_no_json_breaks_the_reading(value: Any) -> None:
    (line,) = taken(json.dumps(value))
    assert isinstance(line, Mistake)


def test_the_format_is_the_one_in_the_documents() -> None:
    assert json.loads(header_line()) == {"format": FORMAT, "hash_version": HASH_VERSION}
