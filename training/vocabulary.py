#!/usr/bin/env python3
"""Train the vocabulary of visual words that verifyctl ships: src/verifyctl/known/data/vocabulary.bin.

The pictures come from Debian packages, unpacked and not installed: panoramas and drawings of a planetarium, photographs
of things on white, screenshots of a manual; and from pages of words that are rendered here in Latin and Arabic letters.
None of these packages lends a picture to the measurements under benchmarks/. Run it on a Debian system with the
verifyctl package installed:

    python training/vocabulary.py [OUTPUT]

Binary k-majority (Grana et al., "A fast approach for integrating ORB descriptors in the bag of words model", 2013): as
k-means, with the distance in bits and each centre the majority of its members' bits. First the branches, then in
each branch its leaves. The seed is fixed; other versions of the packages or of OpenCV give another vocabulary, and with
it another version of the store's format.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verifyctl.known.features import GRID, LONG_SIDE, Fineness, descriptors_of, framed
from verifyctl.known.vocabulary import BRANCHES, LEAVES

PICTURES = {
    "gnome-user-docs": ("help/C",),
    "stellarium-data": ("landscapes", "skycultures"),
    "tuxpaint-stamps-default": ("stamps",),
}
"""What is taken: packages, and the folders in them."""
LEFT_OUT = "cartoon"
ENDINGS = (".jpg", ".png", ".webp")
LEAST_BYTES = 30_000
PAGES = 16
OF_A_PICTURE = 1200
ROUNDS = 12
SEED = 0
LETTERS = ("abcdefghijklmnopqrstuvwxyz0123456789.,", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي٠١٢٣٤٥٦٧٨٩،")
OUTPUT = Path(__file__).parent.parent / "src/verifyctl/known/data/vocabulary.bin"


def main() -> None:
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    rng = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory() as folder:
        found = [_descriptors(picture) for picture in (*_pictures(Path(folder)), *_pages(rng))]
    signs = np.unpackbits(np.unique(np.concatenate(found), axis=0), axis=1).astype(np.float32) * 2 - 1
    print(f"{len(found)} pictures, {len(signs)} different descriptors", file=sys.stderr)
    top = _majorities(signs, BRANCHES, rng)
    branch = (signs @ top.T).argmax(axis=1)
    leaves = [_majorities(signs[branch == index], LEAVES, rng) for index in range(BRANCHES)]
    output.write_bytes(np.packbits(np.concatenate([top, *leaves]) > 0, axis=1).tobytes())


def _pictures(folder: Path) -> Iterator[NDArray[np.uint8]]:
    Image.MAX_IMAGE_PIXELS = None
    for package, parts in PICTURES.items():
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = folder.glob(f"{package}_*.deb")
        subprocess.run(["dpkg", "-x", archive, folder / package], check=True)
        for part in parts:
            for path in sorted((folder / package).glob(f"**/{part}/**/*")):
                if path.suffix in ENDINGS and path.stat().st_size >= LEAST_BYTES and LEFT_OUT not in str(path):
                    with Image.open(path) as image:
                        yield _on_white(image)


def _on_white(image: Image.Image) -> NDArray[np.uint8]:
    seen = image.convert("RGBA")
    return np.asarray(Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB"))


def _pages(rng: np.random.Generator) -> Iterator[NDArray[np.uint8]]:
    """Pages of meaningless words, alternately in Latin and in Arabic letters."""
    for number in range(PAGES):
        letters = LETTERS[number % 2]
        size = int(rng.integers(14, 40))
        font = _font(size)
        page = Image.new("RGB", (900, 1200), "white")
        draw = ImageDraw.Draw(page)
        for y in range(60, 1140, int(size * 1.6)):
            line = " ".join(
                "".join(rng.choice(list(letters), int(rng.integers(2, 9)))) for _ in range(int(700 / size / 2.6) + 1)
            )
            draw.text((60, y), line, font=font, fill=(20, 20, 20))
        yield np.asarray(page)


def _font(size: int) -> ImageFont.FreeTypeFont:
    """DejaVu has Arabic letters too; package fonts-dejavu-core."""
    return ImageFont.truetype("DejaVuSans.ttf", size)


def _descriptors(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    picture = framed(rgb, LONG_SIDE[Fineness.COARSE])
    return descriptors_of(picture, OF_A_PICTURE, GRID[Fineness.COARSE])[1]


def _majorities(signs: NDArray[np.float32], count: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Centres of shape (count, 256), values -1 and 1, of rows of the same kind."""
    if not len(signs):
        return np.ones((count, 256), dtype=np.float32)
    centres = signs[rng.choice(len(signs), count, replace=len(signs) < count)]
    for _ in range(ROUNDS):
        nearest = (signs @ centres.T).argmax(axis=1)
        for index in range(count):
            members = signs[nearest == index]
            centres[index] = (
                np.where(members.sum(axis=0) >= 0, 1, -1) if len(members) else signs[rng.integers(len(signs))]
            )
    return centres


if __name__ == "__main__":
    main()
