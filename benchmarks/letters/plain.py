"""Plain pytesseract: the picture as it is, page segmentation as it comes. What it read is kept by digest."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.letters.ours import processor_seconds

CACHE = Path.home() / ".cache/verifyctl-benchmarks/plain-tesseract"
LIMIT = 300
_ARABIC = ("ara+eng", "ara", "Arabic")
WAYS: dict[str, tuple[str, ...]] = {
    "ar": _ARABIC,
    "mixed": _ARABIC,
    "en": ("eng", "ara+eng"),
    "fa": (*_ARABIC, "fas"),
    "ckb": (*_ARABIC, "fas"),
    "ru": ("rus",),
    "uk": ("ukr", "rus"),
}
"""With which data a letter in each language is read by the peers; data that is not installed is left out."""


@lru_cache(maxsize=1)
def installed() -> dict[str, Path]:
    """Names of the data as WAYS has them, and their files."""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    folder = re.search(r'in "(.+)"', listed)
    names = listed.splitlines()[1:]
    root = Path(folder[1] if folder else "")
    return {name.split("/")[-1]: root / f"{name}.traineddata" for name in names}


@lru_cache(maxsize=1)
def version() -> str:
    return subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]


def ways(language: str) -> tuple[str, ...]:
    """The installed ones of WAYS."""
    return tuple(way for way in WAYS[language] if installed().keys() >= set(way.split("+")))


def read(path: Path, way: str, *, anew: bool = False) -> dict[str, Any]:
    """Its text and the processor seconds, from the cache where it is there."""
    kept = CACHE / f"{hashlib.sha256(path.read_bytes()).hexdigest()[:32]}-{way}-{_data(way)}.json"
    if kept.is_file() and not anew:
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    import pytesseract
    from PIL import Image

    names = "+".join(_called(name) for name in way.split("+"))
    before = processor_seconds()
    with Image.open(path) as image:
        text = str(pytesseract.image_to_string(image, lang=names, timeout=LIMIT))
    made = {"text": text, "seconds": round(processor_seconds() - before, 4)}
    CACHE.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}.new")
    unfinished.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(kept)
    return made


def _called(name: str) -> str:
    """As the program knows it: `script/Arabic` on some systems."""
    file = installed()[name]
    return f"script/{name}" if file.parent.name == "script" else name


@lru_cache(maxsize=16)
def _data(way: str) -> str:
    """The program's version and the digests of its data, in short."""
    held = hashlib.sha256(version().encode())
    for name in way.split("+"):
        held.update(hashlib.sha256(installed()[name].read_bytes()).digest())
    return held.hexdigest()[:10]
