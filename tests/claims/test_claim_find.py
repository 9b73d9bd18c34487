"""Which claim and which notes belong to a picture."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from verifyctl.claims.find import MAX_NOTE_BYTES, find, sidecar_notes, unread_notes

ORDER = [
    "order.jpg.claim.yaml",
    "order.jpg.claim.yml",
    "order.jpg.claim.json",
    "order.claim.yaml",
    "order.claim.yml",
    "order.claim.json",
    "claim.yaml",
    "claim.yml",
    "claim.json",
]


def test_the_nearest_name_wins(tmp_path: Path) -> None:
    image = tmp_path / "order.jpg"
    assert find(image) is None
    for name in reversed(ORDER):
        (tmp_path / name).touch()
        assert find(image) == tmp_path / name


def test_an_explicit_claim_comes_first_even_if_it_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "claim.yaml").touch()
    assert find(tmp_path / "order.jpg", tmp_path / "other.yaml") == tmp_path / "other.yaml"


def test_other_folders_and_other_pictures_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("claim.yaml", "order.jpg.claim.yaml", "sub/other.jpg.claim.yaml"):
        (tmp_path / name).touch()
    assert find(tmp_path / "sub" / "order.jpg") is None


def test_what_cannot_be_a_claim_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "order.jpg.claim.yaml").symlink_to(tmp_path / "gone")
    (tmp_path / "claim.yaml").touch()
    assert find(tmp_path / "order.jpg") == tmp_path / "order.jpg.claim.yaml"


@pytest.mark.parametrize("name", ["a" * 4000, "a\0b", "order", ".jpg", "-", "a.b.c.jpg", "\udcff.jpg"])
def test_strange_names_have_no_claim(tmp_path: Path, name: str) -> None:
    assert find(tmp_path / name) is None
    assert sidecar_notes(tmp_path / name) == ()
    assert unread_notes(tmp_path / name) == ()


def test_notes_are_kept_as_they_stand(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfsent by \xd9\x88\r\n\xff \x1b[31m"
    (tmp_path / "order.jpg.notes.txt").write_bytes(data)
    (tmp_path / "order.notes.md").write_bytes(b"")
    (tmp_path / "other.notes.txt").write_bytes(b"of another picture")
    first, second = sidecar_notes(tmp_path / "order.jpg")
    assert (first.name, first.size, first.sha256) == (
        "order.jpg.notes.txt",
        len(data),
        hashlib.sha256(data).hexdigest(),
    )
    assert first.text == "\ufeffsent by و\r\n\ufffd \x1b[31m"
    assert (second.name, second.size, second.text) == ("order.notes.md", 0, "")


def test_a_name_without_ending_gives_each_note_once(tmp_path: Path) -> None:
    (tmp_path / "order.notes.txt").write_text("once")
    assert len(sidecar_notes(tmp_path / "order")) == 1


def test_notes_that_are_not_read_are_named(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not to be published")
    (tmp_path / "order.jpg.notes.txt").symlink_to(secret)
    (tmp_path / "order.jpg.notes.md").write_bytes(b"x" * (MAX_NOTE_BYTES + 1))
    (tmp_path / "order.notes.txt").mkdir()
    (tmp_path / "order.notes.md").write_bytes(b"x" * MAX_NOTE_BYTES)
    image = tmp_path / "order.jpg"
    assert [note.name for note in sidecar_notes(image)] == ["order.notes.md"]
    link, large, folder = sorted(unread_notes(image), key=lambda line: ("link" not in line, "over" not in line))
    assert link == "order.jpg.notes.txt: a link; notes are read only where they lie"
    assert large.startswith("order.jpg.notes.md: 65537 bytes or more, over the limit")
    assert folder == "order.notes.txt: a folder, not a regular file"
    assert not any(str(tmp_path) in line for line in unread_notes(image))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_beside_a_picture_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "order.notes.txt")
    assert sidecar_notes(tmp_path / "order.jpg") == ()
    assert unread_notes(tmp_path / "order.jpg") == ("order.notes.txt: a pipe, not a regular file",)
