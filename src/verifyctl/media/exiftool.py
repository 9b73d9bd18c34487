"""exiftool as a third reader, where it is installed: one process that stays open and is asked file after file.

The program is handed lists of arguments, its configuration files are switched off, and it is given the evidence as a
copy at an absolute path of our own, which cannot be taken for an option. It never sees the evidence's own name. What it
answers is data: JSON whose numbers stay text (`1.00` is a version, not a number), undecodable bytes replaced.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from verifyctl.media.metadata import Tag, clean

PROGRAM = "exiftool"
ANSWER_SECONDS = 20
MAX_ANSWER = 4 * 1024 * 1024
_READY = re.compile(rb"\{ready\}\r?\n\Z")
_VERSION = re.compile(r"\d{1,3}\.\d{1,3}")

# What exiftool calls a tag, and the tag. Only statements that people go by: it is asked for nothing else.
TAGS: dict[str, Tag] = {
    "IFD0:ImageDescription": ("Image", 0x010E),
    "IFD0:Make": ("Image", 0x010F),
    "IFD0:Model": ("Image", 0x0110),
    "IFD0:Software": ("Image", 0x0131),
    "IFD0:ModifyDate": ("Image", 0x0132),
    "IFD0:Artist": ("Image", 0x013B),
    "IFD0:HostComputer": ("Image", 0x013C),
    "IFD0:Copyright": ("Image", 0x8298),
    "ExifIFD:DateTimeOriginal": ("EXIF", 0x9003),
    "ExifIFD:CreateDate": ("EXIF", 0x9004),
    "ExifIFD:OffsetTime": ("EXIF", 0x9010),
    "ExifIFD:OffsetTimeOriginal": ("EXIF", 0x9011),
    "ExifIFD:OffsetTimeDigitized": ("EXIF", 0x9012),
    "ExifIFD:SubSecTime": ("EXIF", 0x9290),
    "ExifIFD:SubSecTimeOriginal": ("EXIF", 0x9291),
    "ExifIFD:SubSecTimeDigitized": ("EXIF", 0x9292),
    "ExifIFD:ImageUniqueID": ("EXIF", 0xA420),
    "ExifIFD:OwnerName": ("EXIF", 0xA430),
    "ExifIFD:SerialNumber": ("EXIF", 0xA431),
    "ExifIFD:LensModel": ("EXIF", 0xA434),
    "ExifIFD:LensSerialNumber": ("EXIF", 0xA435),
    "GPS:GPSLatitudeRef": ("GPS", 0x0001),
    "GPS:GPSLatitude": ("GPS", 0x0002),
    "GPS:GPSLongitudeRef": ("GPS", 0x0003),
    "GPS:GPSLongitude": ("GPS", 0x0004),
    "GPS:GPSAltitude": ("GPS", 0x0006),
    "GPS:GPSTimeStamp": ("GPS", 0x0007),
    "GPS:GPSSpeed": ("GPS", 0x000D),
    "GPS:GPSImgDirection": ("GPS", 0x0011),
    "GPS:GPSDateStamp": ("GPS", 0x001D),
}
# Its names of fields in maker notes, and ours.
NOTES: dict[str, str] = {
    "SerialNumber": "SerialNumber",
    "InternalSerialNumber": "InternalSerialNumber",
    "LensSerialNumber": "LensSerialNumber",
    "ShutterCount": "ShutterCount",
    "ImageCount": "ImageCount",
    "OwnerName": "OwnerName",
    "FileNumber": "ImageNumber",
    "CanonFirmwareVersion": "FirmwareVersion",
    "CanonImageType": "ImageType",
    "LensModel": "LensModel",
    "ContentIdentifier": "ContentIdentifier",
}
MAKERS = frozenset({"Canon", "Nikon", "FujiFilm", "Olympus", "Panasonic", "Pentax", "Sigma", "Apple"})
_OPTIONS = ("-json", "-G1", "-n", "-fast", "-charset", "filename=utf8")
_ASKED = tuple(f"-{name}" for name in (*TAGS, *(f"MakerNotes:{name}" for name in NOTES)))


_INSTALL = (
    ("apt-get", "sudo apt-get install libimage-exiftool-perl"),
    ("dnf", "sudo dnf install perl-Image-ExifTool"),
    ("pacman", "sudo pacman -S perl-image-exiftool"),
    ("brew", "brew install exiftool"),
    ("choco", "choco install exiftool"),
)
_MANAGERS = {"darwin": ("brew",), "win32": ("choco",)}


class ExifToolError(Exception):
    """exiftool is not there, did not answer, or answered nonsense; the message says which, without a path."""


def find(program: str | None = None) -> Path | None:
    """The program at a path, or the first on the search path; folders that are not absolute are passed over."""
    if program is not None:
        path = Path(program).absolute()
        return path if path.is_file() else None
    for folder in os.get_exec_path():
        found = shutil.which(PROGRAM, path=folder) if Path(folder).is_absolute() else None
        if found is not None and Path(found).parent == Path(folder):
            return Path(found)
    return None


def install_line(*, platform: str, which: Callable[[str], str | None]) -> str:
    """What to type to get exiftool, by the package manager at hand; `which` finds a program as `shutil.which` does."""
    fitting = _MANAGERS.get(platform, ("apt-get", "dnf", "pacman", "brew"))
    found = next((line for manager, line in _INSTALL if manager in fitting and which(manager)), None)
    return f"run: {found}" if found else "see https://exiftool.org/install.html"


class ExifTool:
    """One running exiftool, started when first asked and anew where it has ended."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.version = ""

    def read(self, data: bytes, scratch: Path) -> tuple[dict[Tag, str], dict[tuple[str, str], str]]:
        """What it reads in a file: tags, and fields of maker notes by (maker, our name). Raises ExifToolError.

        A copy of the file lies in `scratch` while it is read.
        """
        copy = scratch.absolute() / "exiftool-evidence"
        if "\n" in str(copy) or "\r" in str(copy):
            raise ExifToolError("the folder for temporary files has a name that cannot be handed over")
        try:
            copy.write_bytes(data)
            answer = self._ask((*_OPTIONS, *_ASKED, str(copy)))
        except OSError as error:
            raise ExifToolError(f"the copy for it could not be written: {error.strerror}") from error
        finally:
            copy.unlink(missing_ok=True)
        return parsed(answer)

    def close(self) -> None:
        """End the program."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _ask(self, arguments: tuple[str, ...]) -> bytes:
        if self._process is not None and self._process.poll() is not None:
            self.close()  # it has used up its time, or was ended from outside
        if self._process is None:
            self._start()
        return self._answer(arguments)

    def _start(self) -> None:
        environment = None if sys.platform == "win32" else {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        command = [str(self._program), "-config", "", "-stay_open", "True", "-@", "-"]
        self._pieces = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        except OSError as error:
            raise ExifToolError(f"the program could not be started: {error.strerror}") from error
        threading.Thread(target=_listen, args=(self._process.stdout, self._pieces), daemon=True).start()
        version = self._answer(("-ver",)).decode("ascii", "replace").strip()
        if not _VERSION.fullmatch(version):
            self.close()
            raise ExifToolError("the program that was found is not exiftool")
        self.version = version

    def _answer(self, arguments: tuple[str, ...]) -> bytes:
        process = self._process
        if process is None or process.stdin is None:
            raise ExifToolError("the program is not running")
        answer = b""
        try:
            process.stdin.write(("\n".join((*arguments, "-execute")) + "\n").encode("utf-8", "surrogateescape"))
            process.stdin.flush()
            while not _READY.search(answer):
                piece = self._pieces.get(timeout=ANSWER_SECONDS)
                answer += piece
                if not piece or len(answer) > MAX_ANSWER:
                    raise ExifToolError("the program ended" if not piece else "the answer was too long")
        except (OSError, queue.Empty) as error:
            self.close()
            why = f"no answer within {ANSWER_SECONDS} s" if isinstance(error, queue.Empty) else "the program ended"
            raise ExifToolError(why) from error
        except ExifToolError:
            self.close()
            raise
        return _READY.sub(b"", answer)


def _listen(stream: IO[bytes], pieces: queue.SimpleQueue[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError):
        while piece := os.read(stream.fileno(), 65536):
            pieces.put(piece)
    pieces.put(b"")


def parsed(answer: bytes) -> tuple[dict[Tag, str], dict[tuple[str, str], str]]:
    """The tags and the fields of maker notes in an answer. Raises ExifToolError where it is no answer."""
    try:
        held: Any = json.loads(answer.decode("utf-8", "replace") or "[]", parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise ExifToolError("the answer was not well-formed") from error
    entry = held[0] if isinstance(held, list) and held and isinstance(held[0], dict) else {}
    tags: dict[Tag, str] = {}
    notes: dict[tuple[str, str], str] = {}
    for name, value in entry.items():
        if not isinstance(value, str) or not (text := clean(value)):
            continue
        maker, _, field = name.partition(":")
        if name in TAGS:
            tags[TAGS[name]] = text
        elif maker in MAKERS and field in NOTES:
            notes[maker, NOTES[field]] = text
    return tags, notes


_running: dict[Path, ExifTool] = {}


def running(program: Path) -> ExifTool:
    """The one exiftool of this process at a path; it ends with the process."""
    if program not in _running:
        _running[program] = ExifTool(program)
        atexit.register(_running[program].close)
    return _running[program]
