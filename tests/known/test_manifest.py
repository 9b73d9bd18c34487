"""Manifests and folders: what is to be added, and every mistake at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from verifyctl.errors import UnreadableInputError, UsageError
from verifyctl.known.exchange.manifest import COLUMNS, describe_all, gather, read_manifest
from verifyctl.known.items import Description
from verifyctl.model.matches import Label, SeenBasis


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text(
        '{"path": "a.jpg", "caption": "ولاة", "first_seen": "2015-04-27"}\n\n'
        '{"path": "sub/b.jpg", "label": "disputed"}\n',
        encoding="utf-8",
    )
    first, second = read_manifest(path, {"note": "for all", "caption": None})
    assert first.path == tmp_path / "a.jpg"
    assert first.description == Description(
        caption="ولاة", first_seen="2015-04-27", first_seen_basis=SeenBasis.STATED, note="for all"
    )
    assert second.path == tmp_path / "sub" / "b.jpg"
    assert second.description == Description(label=Label.DISPUTED, note="for all")


def test_csv_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes('\ufeffpath,note,label\r\na.jpg,"two\r\nlines, and a comma",\r\n'.encode())
    (entry,) = read_manifest(path, {})
    assert entry.description == Description(note="two\r\nlines, and a comma")


def test_a_lines_own_date_does_not_inherit_a_basis(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"path": "a.jpg", "first_seen": "2014"}\n{"path": "b.jpg"}\n')
    options = {"first_seen": "2015", "first_seen_basis": "archived", "archive_url": "https://a.example"}
    first, second = read_manifest(path, options)
    assert first.description.first_seen_basis is SeenBasis.STATED
    assert second.description.first_seen_basis is SeenBasis.ARCHIVED


def test_every_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text(
        '{"path": "a.jpg", "captoin": "x"}\n'
        "{}\n"
        "[1]\n"
        "{broken\n"
        '{"path": "b.jpg", "first_seen": "27.4.2015"}\n'
        '{"path": "c.jpg", "first_seen": "2015", "first_seen_basis": "archived"}\n'
        '{"path": "d.jpg", "label": "fake"}\n'
        '{"path": "e.jpg", "first_seen_basis": "computed"}\n'
        '{"path": 5}\n'
    )
    with pytest.raises(UsageError) as caught:
        read_manifest(path, {})
    lines = caught.value.message.split("\n")
    assert [line.removeprefix(f"{path}:").split(":")[0] for line in lines] == list("123456789")
    assert "did you mean caption?" in lines[0]
    assert "archive_url" in lines[5]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("path,note\na.jpg\n", "2: 1 cells"),
        ("note\nx\n", "2: path is missing"),
        ('path\n"a.jpg\n', "not CSV"),
        ("path,colour\na.jpg,red\n", "'colour' is no field"),
        ("path,note,path\na.jpg,x,b.jpg\n", "1: the column 'path' is there twice"),
        ("path,note\na.jpg," + "x" * 200_000, "2: not CSV"),
        ("path,event_date\na.jpg,27.4.2015\n", "2: event_date"),
    ],
)
def test_mistakes_in_csv(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "m.csv"
    path.write_text(text)
    with pytest.raises(UsageError, match=what):
        read_manifest(path, {})


def test_what_is_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl or a \.csv"):
        read_manifest(tmp_path / "m.txt", {})
    with pytest.raises(UnreadableInputError):
        read_manifest(tmp_path / "absent.csv", {})
    (tmp_path / "latin.csv").write_bytes(b"path\n\xe9.jpg\n")
    with pytest.raises(UsageError, match="UTF-8"):
        read_manifest(tmp_path / "latin.csv", {})


def test_every_field_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    values = {
        "path": "a.jpg",
        "source_url": "https://example.org/1",
        "archive_url": "https://a.example/1",
        "first_seen": "2015-04-27",
        "first_seen_basis": "archived",
        "caption": "ولاة",
        "language": "ar",
        "credit": "A. Person",
        "place": "Anbar",
        "event_date": "2015-04",
        "label": "disputed",
        "note": "x",
    }
    assert tuple(values) == COLUMNS
    path.write_text(",".join(values) + "\n" + ",".join(values.values()) + "\n", encoding="utf-8")
    (entry,) = read_manifest(path, {})
    assert entry.description.as_json() == {name: value for name, value in values.items() if name != "path"}


def test_options_with_mistakes_are_named_all_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        describe_all({"first_seen": "27.4.2015", "event_date": "soon", "label": "fake"})
    assert [line.split(":")[0] for line in caught.value.message.split("\n")] == ["first_seen", "event_date", "label"]


def test_folders_in_a_stable_order_without_the_store_and_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.jpg", "sub/c.jpg", ".hidden/d.jpg", ".e.jpg", "k.sqlite", "k.sqlite-wal", "sub/k.sqlite"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    found = gather((tmp_path, tmp_path / "absent.jpg"), Description(), leave_out=tmp_path / "k.sqlite")
    assert [str(entry.path.relative_to(tmp_path)) for entry in found.entries] == [
        "a.jpg",
        "b.jpg",
        "sub/c.jpg",
        "sub/k.sqlite",
        "absent.jpg",
    ]
    assert [entry.named for entry in found.entries] == [False] * 4 + [True]
    assert found.unread == ()


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.jpg").touch()
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = gather((tmp_path,), Description(), leave_out=tmp_path / "k.sqlite")
    assert found.entries == ()
    (problem,) = found.unread
    assert problem == f"{tmp_path / 'sub'}: the folder could not be read: Permission denied"
