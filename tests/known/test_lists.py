"""Hash lists of other tools: every form that ThreatExchange's tools write, and whatever else comes under that name."""

from __future__ import annotations

import io
import string
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.known.exchange.detect import kind_of, read
from verifyctl.known.exchange.lines import Incoming, Line, Mistake, lines_of
from verifyctl.known.exchange.lists import ListKind, PassedOver, pdq_lines, phash_lines, read_list
from verifyctl.known.items import Description, KnownItem
from verifyctl.model.matches import Hashes

PDQ = "f8f8f0cce0f4e84d0e370a22028f67f0b36e2ed596623e1d33e6339c4e9c9b22"
OTHER = "b0a10efd71cc3f429413d48d0ffffe12e34e0e17ada952a9d29684210aa9e5af"
PHASH = "97bc43cae133e426"


def taken(text: str, kind: ListKind = ListKind.PDQ) -> list[Incoming | PassedOver | Mistake]:
    return list(read_list(lines_of(io.BytesIO(text.encode())), kind))


def one(text: str, kind: ListKind = ListKind.PDQ) -> KnownItem:
    (line,) = taken(text, kind)
    assert isinstance(line, Incoming), line
    return line.item


@pytest.mark.parametrize(
    ("text", "name", "quality", "note"),
    [
        # pdq/cpp/io/hashio.h: a hash; a hash and whatever belongs to it; keys and values
        (PDQ, None, None, None),
        (f"hash={PDQ}", None, None, None),
        (f"{PDQ},file1.jpg", "file1.jpg", None, None),
        (f"hash={PDQ},norm=128,delta=0,quality=97,filename=a,b.jpg", "a,b.jpg", 97, None),
        # pdq-photo-hasher, whose names are not quoted
        (f"{PDQ},100,file.jpg", "file.jpg", 100, None),
        (f"{PDQ},100,a, b.jpg", "a, b.jpg", 100, None),
        (f'{PDQ},100,a"b.jpg', 'a"b.jpg', 100, None),
        (f'{PDQ},100,"a, b.jpg"', "a, b.jpg", 100, None),
        (f"{PDQ},,file.jpg", "file.jpg", None, None),
        (f"{PDQ},100", None, 100, None),
        (f"{PDQ},100,hash", "hash", 100, None),
        (f"{PDQ},{OTHER},{OTHER},97,a, b.jpg", "a, b.jpg", 97, None),
        # the threatexchange package: tx hash, local files, samples, tx dataset -P --csv
        (f"pdq {PDQ}", None, None, None),
        (
            f"{PDQ},99244958314735,2021-05-07T18:07:52+0000,a b c",
            None,
            None,
            "99244958314735,2021-05-07T18:07:52+0000,a b c",
        ),
        (
            f"collab,signal_type,signal_str,category,tags\nSample,pdq,{PDQ},POSITIVE_CLASS,x y",
            *(None, None, "collab Sample; category POSITIVE_CLASS; tags x y"),
        ),
        # any CSV with a header
        (f"quality,hash,name\n88,{PDQ},n.jpg", "n.jpg", 88, None),
        (f"PDQ,Filename\n{PDQ.upper()},n.jpg", "n.jpg", None, None),
        (f"\ufeffhash\r\n{PDQ}\r\n", None, None, None),
        (f"# a comment\n\n{PDQ}\n", None, None, None),
    ],
)
def test_every_form_of_a_pdq_list(text: str, name: str | None, quality: int | None, note: str | None) -> None:
    item = one(text)
    assert item.hashes == Hashes(version="list:pdq", pdq=PDQ, pdq_quality=quality, flat=False)
    assert item.names == (() if name is None else (name,))
    assert item.description == (Description() if note is None else Description(note=note))
    assert (item.sha256, item.pixel_digest, item.width) == (None, None, None)


def test_a_phash_list() -> None:
    assert one(PHASH, ListKind.PHASH).hashes == Hashes(version="list:phash", phash=PHASH)
    assert one(f"{PHASH.upper()},a.jpg", ListKind.PHASH).names == ("a.jpg",)
    assert one(f"phash,filename\n{PHASH},a.jpg", ListKind.PHASH).names == ("a.jpg",)
    (mistake,) = taken(PDQ, ListKind.PHASH)
    assert isinstance(mistake, Mistake)


def test_hashes_of_other_types_are_passed_over() -> None:
    text = f"collab,signal_type,signal_str,category,tags\nS,video_md5,{'a' * 32},X,\nS,pdq,{PDQ},X,\n"
    other, mine = taken(text)
    assert other == PassedOver(2, "a hash of type video_md5")
    assert isinstance(mine, Incoming)
    assert mine.number == 3
    assert taken(f"video_md5 {'a' * 32}") == [PassedOver(1, "a hash of type video_md5")]


def test_nearly_blank_pictures_are_flat() -> None:
    assert one(f"{PDQ},49,a.jpg").hashes.flat
    assert not one(f"{PDQ},50,a.jpg").hashes.flat
    assert one("0" * 64).hashes.flat
    assert one("f" * 40 + "0" * 24).hashes.flat
    assert one("8000000000000000", ListKind.PHASH).hashes.flat  # the pHash of white


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (PDQ[:-1], "no hash of 64 hexadecimal digits"),
        (PDQ[:-1] + "g", "no hash"),
        (f"{PDQ}{PDQ}", "no hash"),
        (f"hash={PDQ},quality=101,filename=a", "no quality"),
        (f"hash={PDQ},quality=many,filename=a", "no quality"),
        (f"{PDQ},100,{'n' * 1001}", "characters"),
        (",", "no hash"),
        ("=cmd()", "no hash"),
    ],
)
def test_mistakes_stand_alone(line: str, what: str) -> None:
    first, wrong, last = taken(f"{PDQ}\n{line}\n{OTHER}\n")
    assert isinstance(first, Incoming)
    assert isinstance(last, Incoming)
    assert isinstance(wrong, Mistake)
    assert wrong.number == 2
    assert what in wrong.what


def test_cells_that_do_not_fit_the_header() -> None:
    assert taken(f"hash,name\n{PDQ}\n") == [Mistake(2, "1 cells under a header of 2")]


def test_lines_are_bounded() -> None:
    stream = io.BytesIO(b"a" * 50 + b"\nb\n" + b"c" * 100 + b"\n\xff\n" + b"d" * 30)
    assert list(lines_of(stream, longest=30)) == [
        Mistake(1, "longer than 30 bytes"),
        Line(2, "b"),
        Mistake(3, "longer than 30 bytes"),
        Mistake(4, "not UTF-8 text (byte 1)"),
        Line(5, "d" * 30),
    ]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (PDQ, ListKind.PDQ),
        (f"{PDQ},100,a.jpg", ListKind.PDQ),
        ("collab,signal_type,signal_str,category,tags", ListKind.PDQ),
        (PHASH, ListKind.PHASH),
        (f"{PHASH},a.jpg", ListKind.PHASH),
        ("phash,filename", ListKind.PHASH),
        ('{"format":"verifyctl.known-export/1"}', "jsonl"),
        ('{"format":"other"}', None),
        ("{" * 3000, None),
        ("a,b,c", None),
    ],
)
def test_kinds_are_told_apart(first: str, kind: str | None) -> None:
    assert kind_of(first) == kind


def item(**hashes: object) -> KnownItem:
    return KnownItem(hashes=Hashes.model_validate({"version": "list:pdq", "pdq": PDQ, **hashes}))


def read_back(lines: Iterable[str], kind: ListKind) -> list[KnownItem]:
    found = list(read(lines_of(io.BytesIO("\n".join(lines).encode())), "list", kind))
    assert all(isinstance(each, Incoming) for each in found)
    return [each.item for each in found if isinstance(each, Incoming)]


def test_what_is_written() -> None:
    items = [
        item(pdq_quality=97).model_copy(update={"names": ("a, b.jpg", "z.jpg")}),
        item(pdq=OTHER).model_copy(update={"names": ("=cmd()",)}),
        item(flat=True),
        item(pdq=None, phash=PHASH).model_copy(update={"names": ("p.jpg",)}),
    ]
    assert list(pdq_lines(items, public=False)) == [f'{PDQ},97,"a, b.jpg"', f"{OTHER},,'=cmd()"]
    assert list(pdq_lines(items, public=True)) == [f"{PDQ},97,{items[0].id}", f"{OTHER},,{items[1].id}"]
    assert list(phash_lines(items, public=False)) == [f"{PHASH},p.jpg"]


@given(
    digits=st.text("0123456789abcdef", min_size=64, max_size=64),
    quality=st.none() | st.integers(50, 100),
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
)
def test_a_list_survives_a_round_trip_whatever_the_name(digits: str, quality: int | None, name: str) -> None:
    written = item(pdq=digits, pdq_quality=quality).model_copy(update={"names": (name,)})
    (line,) = pdq_lines([written], public=False)
    assert "\n" not in line
    assert line.isprintable()
    (back,) = read_back([line], ListKind.PDQ)
    assert (back.hashes.pdq, back.hashes.pdq_quality) == (digits, quality)
    if name.isprintable() and name == name.strip() and name[0] in string.ascii_letters:
        assert back.names == (name,)


@given(st.text(max_size=200), st.sampled_from(list(ListKind)))
def test_no_text_breaks_the_reading(text: str, kind: ListKind) -> None:
    for line in taken(text.encode("utf-8", "replace").decode(), kind):
        assert line.number >= 1
