"""How far our PDQ is from the reference implementation, and how well its orientations hold.

    python benchmarks/pdq_agreement.py [FOLDER_WITH_PICTURES]

Without a folder, VERIFYCTL_CORPUS is used if set, and pictures drawn here in any case. Needs `pip install pdqhash`.
For every picture: differing bits to pdqhash on the same pre-scaled pixels; to pdqhash on all pixels (what the
pre-scale costs); and between our hash of each orientation and the hash of the picture turned by its pixels, beside
the same for the reference's own eight hashes from one transform.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

# Idle threads of the linear algebra library would be counted as CPU time; the tool's workers set this too.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from verifyctl.errors import UnreadableInputError
from verifyctl.known.pdq import ORIENTATIONS, distances, from_hex, pdq, prescaled
from verifyctl.media.pixels import UndecodableError, decode
from verifyctl.media.read import read_evidence

Rgb = NDArray[np.uint8]
Bits = NDArray[np.uint8]

MOST_PICTURES = 400
# The reference's order, in our words: its "flip x" turns top to bottom, "flip y" left to right.
REFERENCE_ORDER = (
    "upright",
    "rotated_270",
    "rotated_180",
    "rotated_90",
    "mirrored_rotated_180",
    "mirrored",
    "mirrored_rotated_270",
    "mirrored_rotated_90",
)


def main() -> int:
    """Print the distributions."""
    try:
        import pdqhash
    except ImportError:
        print("pdqhash is not installed, and without it there is nothing to compare with: pip install pdqhash")
        print("(It has no wheels for every system; on Linux it is built from source and needs a C++ compiler.)")
        return 1
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("VERIFYCTL_CORPUS")
    same, whole, quality, ours, theirs = Counter[int](), Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    spent = reference_spent = 0.0
    for picture in pictures(Path(folder) if folder else None):
        small = np.ascontiguousarray(prescaled(picture))
        start = time.process_time()
        found = pdq(picture)
        spent += time.process_time() - start
        if found.flat:
            continue
        bits, their_quality = pdqhash.compute(small)
        same[apart(found.turned[0], bits)] += 1
        quality[abs(found.quality - their_quality)] += 1
        whole[apart(found.turned[0], pdqhash.compute(np.ascontiguousarray(picture))[0])] += 1
        start = time.process_time()
        dihedral = dict(zip(REFERENCE_ORDER, pdqhash.compute_dihedral(small)[0], strict=True))
        reference_spent += time.process_time() - start
        for row, orientation in enumerate(ORIENTATIONS[1:], start=1):
            by_pixels = from_hex(pdq(turned(picture, orientation)).hexes[0])
            ours[apart(found.turned[row], np.unpackbits(by_pixels))] += 1
            theirs[apart(by_pixels, dihedral[orientation])] += 1
    print(f"{same.total()} pictures with detail")
    show("ours against pdqhash, same pixels", same)
    show("quality, ours against pdqhash", quality)
    show("ours (at 512) against pdqhash on all pixels", whole)
    show("our orientation against the picture turned by its pixels", ours)
    show("the reference's orientation against the same", theirs)
    each = 1000 / max(same.total(), 1)
    print(
        f"CPU ms a picture: ours {spent * each:.1f}, pre-scale included; pdqhash {reference_spent * each:.1f} without"
    )
    return 0


def pictures(folder: Path | None) -> Iterator[Rgb]:
    """Drawn pictures, then those of a folder that can be decoded, in a stable order."""
    for seed in range(60):
        generator = np.random.default_rng(seed)
        blocks = generator.integers(0, 256, (8 + seed % 9, 12, 3)).astype(np.uint8)
        # Cut so that no frequency vanishes: where one does, its bits are rounding noise in every implementation.
        yield blocks.repeat(20 + seed, axis=0).repeat(25 + seed % 7, axis=1)[7:, 11:]
    if folder is None:
        return
    left = MOST_PICTURES
    for path in sorted(folder.rglob("*")):
        if left and path.is_file() and path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp"):
            try:
                evidence, data = read_evidence(path, max_bytes=20_000_000)
                yield decode(data, evidence.media_type, max_pixels=20_000_000).rgb
                left -= 1
            except (UnreadableInputError, UndecodableError):
                continue


def turned(picture: Rgb, orientation: str) -> Rgb:
    """The picture mirrored and rotated clockwise, as the orientation's name says."""
    if orientation.startswith("mirrored"):
        picture = picture[:, ::-1]
    degrees = int(orientation.rpartition("_")[2]) if "rotated" in orientation else 0
    return np.ascontiguousarray(np.rot90(picture, -degrees // 90))


def apart(packed: Bits, bits: Bits) -> int:
    """Differing bits of a packed hash (32 bytes) and one of single bits (256)."""
    return int(distances(packed[None], np.packbits(bits)[None])[0, 0])


def show(title: str, counts: Counter[int]) -> None:
    """Mean, quantiles and maximum of a distribution."""
    values = np.array(sorted(counts.elements()) or [0])
    quantiles = ", ".join(f"{round(share * 100)} %: {int(np.quantile(values, share))}" for share in (0.5, 0.9, 0.99))
    print(f"{title}: mean {values.mean():.2f}; {quantiles}; most {values.max()} (n = {len(values)})")


if __name__ == "__main__":
    sys.exit(main())
