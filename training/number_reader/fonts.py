"""Which fonts there are, how their digits look, and which of them may be trained on.

    python training/number_reader/fonts.py FOLDER OUT.json

FOLDER holds unpacked font packages, one folder a package. OUT.json lists faces by split. Fonts are told apart by the
shapes of their digits and not by their names, since many fonts share the same outlines: what looks like a face set
aside for the test, or belongs to its family, is never trained on; what looks like one for validation, likewise.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import ImageFont

ARABIC, PERSIAN, WESTERN = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "0123456789"
SETS = {"ar": ARABIC, "fa": PERSIAN, "la": WESTERN}
MARKS = "/-.,:()[]\\٫٬،"
SIDE = 24
EM = 64
ALIKE = {"ar": 0.058, "fa": 0.058, "la": 0.05}
"""Mean difference of grey values, 0 to 1, under which two sets of digits count as the same shapes."""

SET_ASIDE = re.compile(
    r"Amiri-|DejaVu|Kacst(Book|Office|One)|NotoKufiArabic|NotoNaskhArabic|NotoSansArabic|Scheherazade|ae_AlArabiya|"
    r"Noto(Sans|Serif|SansMono|Mono)-|Liberation",
    re.IGNORECASE,
)
"""The test faces: those that the letters of the benchmarks are drawn with."""

SKIPPED = re.compile(
    r"Noto(?!Naskh|Kufi|SansArabic|NastaliqUrdu|(Sans|Serif|SansMono|Mono)-)|Emoji|Symbol|Dingbats|math|"
    r"Math|Rampart|seto|kiloji|Klee|UKIJ(3D|Ka3D|Ku3D|KuYol|Chechek|Tiken|CJK)|DroidSansFallback|unifont_csur|"
    r"unifont_upper|Biolinum_K|UKIJ(Elipbe|KuChi|TzNeqish)|latin-ext|vietnamese|cyrillic|hebrew|Thin|ExtraLight|Hairline"
)
MISLEADING = {
    "ar": re.compile(r"^(titr|UKIJQol|UKIJTughra|UKIJEsN|unifont_jp)"),
    "fa": re.compile(r"Nastaliq|Nafees|Urdu|baloo|Lemonada|UKIJTughra|unifont_jp|PakType", re.IGNORECASE),
    "la": re.compile(r"UKIJTughra|UKIJSaet|Decorative|unifont_jp"),
}
"""Faces seen to draw pictures, or one set's digits (Urdu's among them) at another's places."""

WEIGHTS = re.compile(
    r"[ -]*\b(Thin|(Extra|Ultra|Semi|Demi)[ -]?(Light|Bold|Condensed)|Light|Regular|Medium|Book|Bold|Black|Heavy|"
    r"Condensed|Italic|Oblique|Slanted|UI|WOL|Mono|Web)\b",
    re.IGNORECASE,
)
VALIDATION_SHARE = 0.12


@dataclass(eq=False)
class Face:
    """One face: where it is, its family, the digit sets it draws and their shapes."""

    path: str
    family: str
    marks: str
    shapes: dict[str, NDArray[np.float32]]


def main() -> None:
    """Survey the folder and write the list."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    faces = [face for path in fonts_in(options.folder) if (face := surveyed(path, options.folder)) is not None]
    table = {script: split(faces, script) for script in SETS}
    rows = json.dumps({"em": EM, "alike": ALIKE, "faces": table}, ensure_ascii=False).replace(
        '}, {"path"', '},\n{"path"'
    )
    options.out.write_text(rows + "\n", encoding="utf-8")
    for script, parts in table.items():
        print(script, {name: len(paths) for name, paths in parts.items()})


def fonts_in(folder: Path) -> list[Path]:
    """Font files under the folder, sorted, without those that hold no ordinary digits."""
    endings = {".ttf", ".otf", ".woff2", ".ttc"}
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in endings)
    return [path for path in found if not SKIPPED.search(path.name) and "aenigma" not in path.parts[-2]]


def surveyed(path: Path, folder: Path) -> Face | None:
    """The face with the digit sets that it truly draws; None where there is none or the file cannot be read."""
    try:
        with TTFont(path, fontNumber=0, lazy=True) as file:
            known = set(file.getBestCmap() or ())
            family = str(file["name"].getDebugName(16) or file["name"].getDebugName(1) or path.stem)
            family = WEIGHTS.sub("", family).strip()
        font = ImageFont.truetype(str(path), EM, layout_engine=ImageFont.Layout.BASIC)
        marks = "".join(mark for mark in MARKS if ord(mark) in known and ink_box(ink(font, mark)) is not None)
        shapes = {
            script: shape(font, digits)
            for script, digits in SETS.items()
            if all(ord(digit) in known for digit in digits)
        }
    except Exception as problem:  # noqa: BLE001  font files break in many ways
        print("left out", path.name, type(problem).__name__)
        return None
    kept = {script: drawn for script, drawn in shapes.items() if drawn is not None and distinct(drawn)}
    masquerade(kept)
    return Face(str(path.relative_to(folder)), family, marks, kept) if kept else None


def shape(font: ImageFont.FreeTypeFont, digits: str) -> NDArray[np.float32] | None:
    """Grey images of the ten digits, (10, SIDE, SIDE), 0 to 1, scaled together so that the tallest fills the field."""
    drawn = [np.asarray(ink(font, digit)) for digit in digits]
    tops = [ink_box(one) for one in drawn]
    if any(box is None for box in tops):
        return None
    boxes = [box for box in tops if box is not None]
    tallest = max(bottom - top for top, bottom, _, _ in boxes)
    fields = []
    for image, (top, bottom, left, right) in zip(drawn, boxes, strict=True):
        side = max(tallest, right - left)
        field = np.zeros((side, side), np.float32)
        y, x = (side - (bottom - top)) // 2, (side - (right - left)) // 2
        field[y : y + bottom - top, x : x + right - left] = image[top:bottom, left:right]
        fields.append(cv2.GaussianBlur(cv2.resize(field, (SIDE, SIDE), interpolation=cv2.INTER_AREA), (0, 0), 0.8))
    return np.stack(fields) / 255


def ink(font: ImageFont.FreeTypeFont, text: str) -> NDArray[np.uint8]:
    """Coverage 0 to 255 of a text on a field of 4 by 4 em."""
    mask, offset = font.getmask2(text, mode="L", anchor="ls")
    field = np.zeros((4 * EM, 4 * EM), np.uint8)
    width, height = mask.size
    if not width or not height:
        return field
    image = np.array(mask, dtype=np.uint8).reshape(height, width)
    x, y = max(EM + offset[0], 0), max(2 * EM + offset[1], 0)
    part = image[: 4 * EM - y, : 4 * EM - x]
    field[y : y + part.shape[0], x : x + part.shape[1]] = part
    return field


def ink_box(image: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """Top, bottom, left, right of the ink, ends exclusive; None where there is none."""
    rows, columns = np.flatnonzero(image.max(axis=1) > 64), np.flatnonzero(image.max(axis=0) > 64)
    if not len(rows):
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def distinct(drawn: NDArray[np.float32]) -> bool:
    """True if no two of the ten look the same: boxes for missing glyphs, and pictures of dice, do not pass."""
    apart = np.abs(drawn[:, None] - drawn[None]).mean(axis=(2, 3)) + np.eye(10)
    return bool(apart.min() > 0.012)


def masquerade(shapes: dict[str, NDArray[np.float32]]) -> None:
    """Drop sets that are drawn with another set's shapes: the label would say what nobody sees."""
    if "ar" in shapes and "la" in shapes and alike(shapes["ar"], shapes["la"]) < 0.03:
        del shapes["ar"]
    if "fa" in shapes and "la" in shapes and alike(shapes["fa"], shapes["la"]) < 0.03:
        del shapes["fa"]
    if "ar" in shapes and "fa" in shapes and alike(shapes["ar"][4:7], shapes["fa"][4:7]) < 0.02:
        del shapes["ar"], shapes["fa"]


def alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Mean difference of grey values, 0 (the same) to 1."""
    return float(np.abs(one - other).mean())


def split(faces: list[Face], script: str) -> dict[str, list[dict[str, str]]]:
    """Faces for `test`, `validation` and `training`.

    The test takes the faces set aside and what looks like them; validation takes a seeded choice of the rest and what
    looks like it. What is left of a family of which a weight went there is used nowhere.
    """
    able = [face for face in faces if script in face.shapes and not MISLEADING[script].search(Path(face.path).name)]
    test = [face for face in able if SET_ASIDE.search(Path(face.path).name)]
    near = related(able, test, script)
    rest = [face for face in able if face not in near]
    families = sorted({face.family for face in rest})
    random.Random(20150427).shuffle(families)
    chosen = set(families[: max(2, round(len(families) * VALIDATION_SHARE))])
    validation = related(rest, [face for face in rest if face.family in chosen], script)
    tested, validated = {face.family for face in near}, {face.family for face in validation}
    validation = [face for face in validation if face.family not in tested]
    training = [face for face in rest if face not in validation and face.family not in tested | validated]
    return {
        "training": [row(face) for face in training],
        "validation": [row(face) for face in validation],
        "test": [row(face) for face in near],
    }


def row(face: Face) -> dict[str, str]:
    """What the list holds of a face."""
    return {"path": face.path, "family": face.family, "marks": face.marks}


def related(faces: list[Face], seeds: list[Face], script: str) -> list[Face]:
    """The seeds, their families, and all faces whose digits look like one of those (one step, not a chain)."""
    families = {face.family for face in seeds}
    core = [face for face in faces if face.family in families]
    return [
        face
        for face in faces
        if face in core or any(alike(face.shapes[script], one.shapes[script]) < ALIKE[script] for one in core)
    ]


if __name__ == "__main__":
    main()
