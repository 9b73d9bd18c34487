"""Strips as files: their names, their index, and what a worker that lies can write."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.conftest import encoded
from tests.factories import checked_pair, field_read, number_read, text_facts
from verifyctl.errors import UnreadableInputError
from verifyctl.media.read import identify
from verifyctl.run.crops import Crops, cut, safe_stem
from verifyctl.run.limits import Limits
from verifyctl.run.pool import Worker, WorkerError

SHA, OTHER = "ab" * 32, "cd" * 32
FACTS = text_facts(
    "a",
    dates=checked_pair(),
    fields=(field_read("reference", "96-1012", line=4, also="1012-96"),),
    numbers=(number_read("1436", "1438", line=6),),
)
PNG = encoded(Image.new("RGB", (4, 4)), "PNG")


class Answers:
    """A worker that answers what it was told to."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer

    def crops(self, _: object) -> dict[str, Any]:
        return self.answer


def written(folder: Path, answer: dict[str, Any], stem: str = "order", sha256: str = SHA) -> Crops:
    worker: Any = Answers(answer)
    return cut(folder, stem, FACTS, worker, name="order.jpg", sha256=sha256)


def index_of(crops: Crops) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(crops.index.read_text(encoding="utf-8"))
    return found


def test_a_real_worker_cuts_what_the_index_lists(tmp_path: Path) -> None:
    data = encoded(Image.new("RGB", (200, 200), "white"), "PNG")
    with Worker(Limits(memory_mb=1024, cpu_seconds=20, wall_seconds=60), max_pixels=10**6) as worker:
        worker.take(identify(data, "order.png", where="order.png"), data)
        crops = cut(tmp_path / "new" / "folder", "order", FACTS, worker, name="order.png", sha256=SHA)
    index = index_of(crops)
    assert (index["format"], index["image"], index["sha256"]) == ("verifyctl.crops/1", "order.png", SHA)
    assert [entry["file"] for entry in index["crops"]] == [
        "order.date-1.png",
        "order.date-2.png",
        "order.reference-1.png",
        "order.number-1.png",
    ]
    for entry in index["crops"]:
        data = (crops.index.parent / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        with Image.open(io.BytesIO(data)) as image:
            assert image.format == "PNG"
            assert image.info == {}
    date, _, reference, number = index["crops"]
    assert (date["status"], date["days"], date["line"]) == ("cross_checked", ["2015-04-27"], 1)
    assert reference["also"] == "1012-96"
    assert (number["accepted"], number["readings"]) == (False, ["1436", "1438"])


def test_without_strips_the_index_says_so(tmp_path: Path) -> None:
    worker: Any = Answers({})
    crops = cut(tmp_path, "order", text_facts("a"), worker, name="order.jpg", sha256=SHA)
    assert index_of(crops)["crops"] == []
    assert list(tmp_path.iterdir()) == [crops.index]


def test_another_picture_of_the_same_name_keeps_its_strips(tmp_path: Path) -> None:
    answer = {"date-1": base64.b64encode(PNG).decode()}
    first, again = written(tmp_path, answer), written(tmp_path, answer)
    other = written(tmp_path, answer, sha256=OTHER)
    assert first.files == again.files == {"date-1": tmp_path / "order.date-1.png"}
    assert other.files == {"date-1": tmp_path / "order.cdcdcdcd.date-1.png"}
    assert (index_of(first)["sha256"], index_of(other)["sha256"]) == (SHA, OTHER)


def test_a_file_that_is_no_index_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "order.crops.json").write_text("mine")
    assert written(tmp_path, {}).index.name == "order.abababab.crops.json"
    assert (tmp_path / "order.crops.json").read_text() == "mine"


@pytest.mark.parametrize("answer", ["", "no base64!", base64.b64encode(b"#!/bin/sh").decode(), 7, None, ["x"]])
def test_what_is_no_png_is_not_written(tmp_path: Path, answer: Any) -> None:
    crops = written(tmp_path, {"date-1": answer, "../../evil": base64.b64encode(PNG).decode()})
    assert crops.files == {}
    assert [path.name for path in tmp_path.iterdir()] == ["order.crops.json"]


def test_a_worker_that_dies_is_said(tmp_path: Path) -> None:
    class Dies(Answers):
        def crops(self, _: object) -> dict[str, Any]:
            raise WorkerError("crashed")

    worker: Any = Dies({})
    with pytest.raises(UnreadableInputError, match=r"order\.jpg: the strips could not be cut: crashed"):
        cut(tmp_path, "order", FACTS, worker, name="order.jpg", sha256=SHA)


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ("أمر", "أمر"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\u202eb\n", "a_b_"),
        ("...", "picture"),
        ("", "picture"),
        ("x" * 300, "x" * 80),
    ],
)
def test_stems(stem: str, safe: str) -> None:
    assert safe_stem(stem) == safe


@given(st.text(max_size=200))
def test_any_stem_is_one_part_of_a_path(stem: str) -> None:
    safe = safe_stem(stem)
    assert safe
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert not safe.startswith(".")
    assert len(safe) <= 80
