"""How to install the reading engine and its data here: one line to copy, by the package manager at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

WhichFunction = Callable[[str], str | None]

PROGRAM = "tesseract"
ENGLISH = "eng"
ARABIC = "ara"
ARABIC_SCRIPT = "Arabic"
ORIENTATION = "osd"
PERSIAN = "fas"
RUSSIAN, UKRAINIAN = "rus", "ukr"
CYRILLIC_SCRIPT = "Cyrillic"
DATA = (ARABIC, ARABIC_SCRIPT, ENGLISH, ORIENTATION)
"""What is read with: the Arabic language and script models, English, orientation and script detection."""

_SOURCE = "https://tesseract-ocr.github.io/tessdoc/Installation.html"

# Manager: the command, and the package of each part. A part without a package of its own comes with another.
_MANAGERS: dict[str, tuple[str, dict[str, str]]] = {
    "apt-get": (
        "sudo apt-get install",
        {
            PROGRAM: "tesseract-ocr",
            ARABIC: "tesseract-ocr-ara",
            ARABIC_SCRIPT: "tesseract-ocr-script-arab",
            ENGLISH: "tesseract-ocr-eng",
            ORIENTATION: "tesseract-ocr-osd",
            RUSSIAN: "tesseract-ocr-rus",
            UKRAINIAN: "tesseract-ocr-ukr",
        },
    ),
    "dnf": (
        "sudo dnf install",
        {
            PROGRAM: "tesseract",
            ARABIC: "tesseract-langpack-ara",
            ARABIC_SCRIPT: "tesseract-script-arabic",
            ENGLISH: "tesseract-langpack-eng",
            ORIENTATION: "tesseract-osd",
            RUSSIAN: "tesseract-langpack-rus",
            UKRAINIAN: "tesseract-langpack-ukr",
        },
    ),
    "pacman": (
        "sudo pacman -S",
        {
            PROGRAM: "tesseract",
            ARABIC: "tesseract-data-ara",
            ENGLISH: "tesseract-data-eng",
            ORIENTATION: "tesseract-data-osd",
            RUSSIAN: "tesseract-data-rus",
            UKRAINIAN: "tesseract-data-ukr",
        },
    ),
    "brew": (
        "brew install",
        {
            PROGRAM: "tesseract",
            ARABIC: "tesseract-lang",
            ARABIC_SCRIPT: "tesseract-lang",
            ENGLISH: "tesseract",
            RUSSIAN: "tesseract-lang",
            UKRAINIAN: "tesseract-lang",
        },
    ),
    "choco": ("choco install", {PROGRAM: "tesseract"}),
}

_BY_PLATFORM = {"darwin": ("brew",), "win32": ("choco",)}
_ELSEWHERE = ("apt-get", "dnf", "pacman", "brew")


def install_line(missing: Iterable[str], *, platform: str, which: WhichFunction) -> str:
    """What to type to get the missing parts: `PROGRAM` or names of data.

    `platform` is as in `sys.platform`; `which` finds a program by name, as `shutil.which` does. Pure apart from
    what `which` does. Never empty: without a known package manager it says where to read on.
    """
    wanted = tuple(dict.fromkeys(missing))
    for manager in _BY_PLATFORM.get(platform, _ELSEWHERE):
        if which(manager) is None:
            continue
        command, packages = _MANAGERS[manager]
        named = tuple(dict.fromkeys(packages[part] for part in wanted if part in packages))
        by_hand = tuple(part for part in wanted if part not in packages)
        line = f"run: {command} {' '.join(named)}" if named else ""
        return "; ".join(filter(None, (line, _download(by_hand))))
    if PROGRAM in wanted:
        rest = tuple(part for part in wanted if part != PROGRAM)
        return "; ".join(filter(None, (f"install Tesseract 4 or newer (see {_SOURCE})", _download(rest))))
    return _download(wanted)


def _download(parts: tuple[str, ...]) -> str:
    if not parts:
        return ""
    files = ", ".join(f"{part}.traineddata" for part in parts)
    return f"put {files} from https://github.com/tesseract-ocr/tessdata_fast into Tesseract's tessdata folder"
