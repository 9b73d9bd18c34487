"""What a batch works on: pictures by content or name, in stable order; manifests with every bad row at its line."""

import os
from pathlib import Path

import pytest

from verifyctl.errors import UsageError
from verifyctl.run.listing import list_folder, list_manifest


def test_a_folder_is_listed_by_path_with_its_subfolders(tmp_path: Path, jpeg: bytes) -> None:
    for name in ("b.jpg", "a/z.jpg", "a/é.jpg", "a/unnamed", "B.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(jpeg)
    (tmp_path / "notes.txt").write_text("words")
    (tmp_path / "broken.jpg").write_text("words")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "c.jpg").write_bytes(jpeg)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "d.jpg").write_bytes(jpeg)
    listing = list_folder(tmp_path, leave_out=tmp_path / "out")
    assert [item.name for item in listing.items] == ["B.jpg", "a/unnamed", "a/z.jpg", "a/é.jpg", "b.jpg", "broken.jpg"]
    assert listing.passed_over == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.csv", "image,claim,source_url\na.jpg,a.yaml,https://example.org/1\nsub/b.jpg,,\n"),
        (
            "m.jsonl",
            '{"image": "a.jpg", "claim": "a.yaml", "source_url": "https://example.org/1"}\n\n{"image": "sub/b.jpg"}\n',
        ),
    ],
)
def test_manifests_are_relative_to_their_place(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    first, second = list_manifest(tmp_path / name).items
    assert (first.path, first.claim) == (tmp_path / "a.jpg", tmp_path / "a.yaml")
    assert first.source_urls == ("https://example.org/1",)
    assert (second.path, second.claim, second.source_urls) == (tmp_path / "sub" / "b.jpg", None, ())


def test_outputs_stay_inside_the_folder_and_apart(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("image\n../../etc/a.jpg\n/abs/b.jpg\nc.jpg\nc.jpg\n")
    outputs = [item.output for item in list_manifest(tmp_path / "m.csv").items]
    assert outputs == [
        "etc/a.jpg.verdict.json",
        "abs/b.jpg.verdict.json",
        "c.jpg.verdict.json",
        "c.jpg.2.verdict.json",
    ]


def test_every_bad_row_is_named_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "m.jsonl").write_text('{"image": "a.jpg"}\n{"picture": "b.jpg"}\nnot json\n[1]\n{"image": 5}\n')
    with pytest.raises(UsageError) as caught:
        list_manifest(tmp_path / "m.jsonl")
    lines = [line.split(": ")[0].rpartition(":")[2] for line in str(caught.value).splitlines()]
    assert sorted(lines) == ["2", "3", "4", "5"]


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    listing = list_folder(tmp_path)
    assert [item.name for item in listing.items] == ["a.jpg"]
    assert listing.unread == ("closed: the folder could not be read: Permission denied",)
