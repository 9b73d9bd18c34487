"""The fonts that the letters are drawn with, fetched out of packages and not installed.

Two conditions: none is a font of the corpus' letters, and no set of digits is drawn in shapes that the number reader
was trained or validated on. `digits` names the sets that fulfil the second condition: in each of them the mean
difference of grey values to the nearest such face is at least the one under which training/number_reader/fonts.py
counts shapes as the same.

    python -m benchmarks.letters.faces FONTS LISTING    measures it: FONTS and LISTING as in training/number_reader
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from benchmarks import packages

CACHE = Path.home() / ".cache/verifyctl-benchmarks/fonts"
MEASURED = 100
"""Pixels of the em at which a face is measured."""

_UKIJ = ("apt", "fonts-ukij-uyghur")
_TYPEFACE = "usr/share/fonts/truetype"


@dataclass(frozen=True)
class Face:
    """A regular and a bold file in a package. `digits`: sets that may be drawn; `languages`: what it has letters for.

    Dates and numbers are drawn with the regular file only.
    """

    name: str
    package: tuple[str, str]
    regular: str
    bold: str
    digits: frozenset[str]
    languages: frozenset[str]


def _face(name: str, package: tuple[str, str], files: str, digits: str, languages: str) -> Face:
    regular, _, bold = files.partition("|")
    return Face(name, package, regular, bold or regular, frozenset(digits.split()), frozenset(languages.split()))


def _ukij(name: str, files: str, digits: str) -> Face:
    regular, _, bold = files.partition("|")
    folder = f"{_TYPEFACE}/fonts-ukij-uyghur"
    both = f"{folder}/UKIJ{regular}.ttf" + (f"|{folder}/UKIJ{bold}.ttf" if bold else "")
    return _face(name, _UKIJ, both, digits, "ar")


FACES = (
    _ukij("UKIJ Ekran", "Ekran", "arabic-indic western"),
    _ukij("UKIJ Nasq", "Nsq|Nsqb", "arabic-indic"),
    _ukij("UKIJ Tuz Basma", "TuzB|TuzBB", "arabic-indic"),
    _ukij("UKIJ Tuz Gezit", "TuzG|TuzGB", "arabic-indic"),
    _ukij("UKIJ Basma", "Basma|Tor", "arabic-indic"),
    _ukij("UKIJ Teng", "Teng|Teng-b", "arabic-indic western"),
    _ukij("UKIJ Tor", "Tor", "arabic-indic western"),
    _ukij("UKIJ Tuz", "Tuz|TuzBold", "western"),
    _ukij("UKIJ Merdane", "Me", "western"),
    _face(
        "Lateef",
        ("apt", "fonts-sil-lateef"),
        "usr/share/fonts/opentype/lateef/Lateef-Regular.ttf|usr/share/fonts/opentype/lateef/Lateef-Bold.ttf",
        "arabic-indic",
        "ar",
    ),
    _face(
        "Unikurd",
        ("apt", "fonts-unikurdweb"),
        f"{_TYPEFACE}/unikurdweb/Unikuweb.ttf",
        "arabic-indic western",
        "ar ckb",
    ),
    _face(
        "Sahel", ("npm", "sahel-font"), "package/dist/Sahel.ttf|package/dist/Sahel-Bold.ttf",
        "arabic-indic persian", "ar fa"
    ),
    _face(
        "Samim", ("npm", "samim-font"), "package/dist/Samim.ttf|package/dist/Samim-Bold.ttf",
        "arabic-indic", "ar"
    ),
    _face(
        "Shabnam", ("npm", "shabnam-font"), "package/dist/Shabnam.ttf|package/dist/Shabnam-Bold.ttf",
        "arabic-indic", "ar"
    ),
    _face("Tanha", ("npm", "tanha-font"), "package/dist/Tanha.ttf", "arabic-indic persian", "ar fa"),
    _face(
        "Open Sans",
        ("apt", "fonts-open-sans"),
        f"{_TYPEFACE}/open-sans/OpenSans-Regular.ttf|{_TYPEFACE}/open-sans/OpenSans-Bold.ttf",
        "western",
        "en ru uk",
    ),
    _face(
        "Free Sans",
        ("apt", "fonts-freefont-ttf"),
        f"{_TYPEFACE}/freefont/FreeSans.ttf|{_TYPEFACE}/freefont/FreeSansBold.ttf",
        "western",
        "en ru uk",
    ),
    _face(
        "Clear Sans",
        ("apt", "fonts-clear-sans"),
        f"{_TYPEFACE}/clear-sans/ClearSans-Regular.ttf|{_TYPEFACE}/clear-sans/ClearSans-Bold.ttf",
        "western",
        "en ru uk",
    ),
    _face(
        "Nimbus Roman",
        ("apt", "fonts-urw-base35"),
        "usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf"
        "|usr/share/fonts/opentype/urw-base35/NimbusRoman-Bold.otf",
        "western",
        "en ru uk",
    ),
    _face(
        "Junicode",
        ("apt", "fonts-junicode"),
        "usr/share/fonts/opentype/junicode/JunicodeTwoBeta-Regular.otf"
        "|usr/share/fonts/opentype/junicode/JunicodeTwoBeta-Bold.otf",
        "western",
        "en",
    ),
)  # fmt: skip


def fitting(language: str, digits: str) -> tuple[Face, ...]:
    """The faces at hand with letters for the language and unseen shapes of those digits."""
    return tuple(
        face for face in FACES if language in face.languages and digits in face.digits and folder_of(face) is not None
    )


@lru_cache(maxsize=64)
def folder_of(face: Face) -> Path | None:
    """Where its package is unpacked, fetched if need be; None where it cannot be had."""
    folder = packages.fetch(*face.package, CACHE)
    if folder is None or not (folder / face.regular).is_file():
        return None
    return folder


@lru_cache(maxsize=512)
def font(face: Face, height: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The face at the size at which an alef, or an H, is so many pixels high: faces fill their ems differently."""
    folder = folder_of(face)
    if folder is None:
        raise FileNotFoundError(face.name)
    path = str(folder / (face.bold if bold else face.regular))
    return ImageFont.truetype(path, round(MEASURED * height / _tall(path, _sample(face))))


def _sample(face: Face) -> str:
    return "ا" if face.languages & {"ar", "fa", "ckb"} else "H"


@lru_cache(maxsize=128)
def _tall(path: str, letter: str) -> int:
    _, top, _, bottom = ImageFont.truetype(path, MEASURED).getbbox(letter)
    return int(bottom - top)


def draws(face: Face, text: str) -> bool:
    """True if its regular file has a shape of its own for every character of the text."""
    sample = font(face, 40)
    return all(
        _drawn(str(sample.path), char) for char in set(text) if not char.isspace() and char not in "\u200c\u200d"
    )


@lru_cache(maxsize=20_000)
def _drawn(path: str, char: str) -> bool:
    face = ImageFont.truetype(path, 40, layout_engine=ImageFont.Layout.BASIC)
    mask = face.getmask(char)
    return mask.getbbox() is not None and bytes(mask) != bytes(face.getmask("\U0010fffd"))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("fonts", type=Path)
    parser.add_argument("listing", type=Path)
    given = parser.parse_args()
    print("\n".join(distances(given.fonts, given.listing)))


def distances(fonts: Path, listing: Path) -> Iterator[str]:
    """For each face and set of digits: how far the nearest face of training and validation is, and which it is."""
    import json

    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training" / "number_reader"))
    import fonts as survey  # type: ignore[import-not-found]

    sets = {"arabic-indic": "ar", "persian": "fa", "western": "la"}
    table = json.loads(listing.read_text(encoding="utf-8"))["faces"]
    seen = {}
    for digits, key in sets.items():
        rows = [*table[key]["training"], *table[key]["validation"]]
        shapes = ((row["family"], survey.surveyed(fonts / row["path"], fonts)) for row in rows)
        seen[digits] = [(family, face.shapes[key]) for family, face in shapes if face and key in face.shapes]
    for face in FACES:
        folder = folder_of(face)
        own = survey.surveyed(folder / face.regular, folder) if folder else None
        for digits in sorted(face.digits):
            key = sets[digits]
            if own is None or key not in own.shapes:
                yield f"{face.name}: {digits}: not at hand"
                continue
            apart, family = min((survey.alike(own.shapes[key], shape), family) for family, shape in seen[digits])
            verdict = "apart" if apart >= survey.ALIKE[key] else "TOO NEAR"
            yield f"{face.name}: {digits}: {apart:.3f} to {family}, {verdict}"


if __name__ == "__main__":
    main()
