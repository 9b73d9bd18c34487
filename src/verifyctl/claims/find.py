"""Which claim belongs to a picture, and which notes lie beside it. Only names in the picture's own folder count."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from verifyctl.claims.text import shown
from verifyctl.errors import UnreadableInputError
from verifyctl.media.read import read_bytes
from verifyctl.model.claim import SidecarNote

ENDINGS = (".yaml", ".yml", ".json")
NOTE_ENDINGS = (".notes.txt", ".notes.md")
MAX_NOTE_BYTES = 64 * 1024


def find(image: Path, explicit: Path | None = None) -> Path | None:
    """The claim file of a picture, or None.

    In this order: `explicit`; `order.jpg.claim.yaml`; `order.claim.yaml`; `claim.yaml` in the picture's folder; each
    also as .yml and .json. Whatever has such a name is returned, a folder or a broken link too: loading it then
    says what is wrong, where passing it over would read like "no claim".
    """
    if explicit is not None:
        return explicit
    names = [f"{name}.claim{ending}" for name in _names(image) for ending in ENDINGS]
    names += [f"claim{ending}" for ending in ENDINGS]
    return next((path for name in names if os.path.lexists(path := image.parent / name)), None)


def sidecar_notes(image: Path) -> tuple[SidecarNote, ...]:
    """The notes beside a picture: `order.jpg.notes.txt`, `.notes.md`, `order.notes.txt`, `order.notes.md`.

    Text as it stands, in UTF-8, with U+FFFD for bytes that are none; the digest is that of the bytes. Notes that
    cannot be read are left out here and named by `unread_notes`.
    """
    return _notes(image)[0]


def unread_notes(image: Path) -> tuple[str, ...]:
    """Why notes that lie beside a picture were not read: over 64 KiB, a link, not a regular file, no permission.

    A link is not followed, since what it leads to would be copied into the verdict.
    """
    return _notes(image)[1]


def _notes(image: Path) -> tuple[tuple[SidecarNote, ...], tuple[str, ...]]:
    notes: list[SidecarNote] = []
    unread: list[str] = []
    for name in (name + ending for name in _names(image) for ending in NOTE_ENDINGS):
        path = image.parent / name
        if not os.path.lexists(path):
            continue
        if path.is_symlink():
            unread.append(f"{shown(name)}: a link; notes are read only where they lie")
            continue
        try:
            data = read_bytes(path, max_bytes=MAX_NOTE_BYTES)
        except UnreadableInputError as error:
            unread.append(shown(f"{name}{str(error).removeprefix(str(path))}"))
        else:
            notes.append(_note(name, data))
    return tuple(notes), tuple(unread)


def _note(name: str, data: bytes) -> SidecarNote:
    return SidecarNote(
        name=name.encode("utf-8", "backslashreplace").decode(),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        text=data.decode("utf-8", "replace"),
    )


def _names(image: Path) -> tuple[str, ...]:
    return tuple(dict.fromkeys((image.name, image.stem)))
