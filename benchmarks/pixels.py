"""What the pixel tests find on made changes, and how often they are false alarms on innocent files; and what they cost.

    python -m benchmarks.pixels [--most 40] [--seed 1] [--parts innocent,splices,copies,words,cost] [--into PAGE PART]

Every file goes through the stage and the rules as in a check. Photographs are those of benchmarks/pictures; camera
files are those of the folder named by VERIFYCTL_CORPUS that name a camera; letters are drawn by benchmarks/letters. All
changes are made here from a seed: nobody was out to deceive, so real changes may be found more or less often.
"""

from __future__ import annotations

import argparse
import io
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import changes, pictures, pixels_made, screens
from benchmarks.reading import put
from verifyctl.errors import UnreadableInputError
from verifyctl.media.pixels import names_camera
from verifyctl.media.read import identify
from verifyctl.model.facts import Facts
from verifyctl.model.pixels import PixelsFacts
from verifyctl.rules.base import Case
from verifyctl.rules.copied_region import RULE as COPIED
from verifyctl.rules.foreign_grid import RULE as GRID
from verifyctl.run.tasks import run_stage
from verifyctl.stages.base import Evidence, Job

RGB = NDArray[np.uint8]
PARTS = ("innocent", "splices", "copies", "words", "cost")


@dataclass(frozen=True)
class Seen:
    """What came of one file: facts, processor seconds of the stage, codes of findings by their strength."""

    facts: PixelsFacts
    seconds: float
    codes: dict[str, str]

    def found(self, code: str, *strengths: str) -> bool:
        return code in self.codes and (not strengths or self.codes[code] in strengths)


def seen(data: bytes) -> Seen | None:
    """Through the stage and its rules; None for what cannot be decoded."""
    try:
        file = identify(data, "picture", where="picture")
    except UnreadableInputError:
        return None
    source = Evidence(file, data, max_pixels=100_000_000)
    job = Job(source=source, params={}, scratch=Path())
    try:
        _ = source.picture
    except Exception:  # noqa: BLE001 - test collections hold broken files
        return None
    start = time.process_time()
    facts = run_stage("pixels", job).facts
    seconds = time.process_time() - start
    if not isinstance(facts, PixelsFacts):
        return None
    case = Case(evidence=file, facts=Facts(pixels=facts))
    hits = [rule.finding(hit) for rule in (GRID, COPIED) for hit in rule.judge(case)]  # type: ignore[arg-type]
    return Seen(facts, seconds, {hit.code: hit.strength.value for hit in hits})


def png(rgb: RGB) -> bytes:
    held = io.BytesIO()
    Image.fromarray(rgb).save(held, "PNG", compress_level=1)
    return held.getvalue()


def jpeg(quality: int) -> Callable[[RGB], bytes]:
    return lambda rgb: changes.encoded(rgb, quality)


def messenger(rgb: RGB) -> bytes:
    """Saved at 90, reduced to seven tenths, saved at 75."""
    return changes.encoded(changes.resized(changes.jpeg(rgb, 90), 0.7), 75)


# innocent files -----------------------------------------------------------------------------------


def cut(rgb: RGB) -> RGB:
    return rgb[5:-2, 3:-6]


INNOCENT: dict[str, Callable[[RGB], bytes]] = {
    "photograph, JPEG 92": jpeg(92),
    "saved again, 98": lambda rgb: changes.encoded(changes.jpeg(rgb, 85), 98),
    "saved again, 75": lambda rgb: changes.encoded(changes.jpeg(rgb, 85), 75),
    "as PNG": lambda rgb: png(changes.jpeg(rgb, 85)),
    "cropped, PNG": lambda rgb: png(cut(changes.jpeg(rgb, 85))),
    "cropped, saved at 99": lambda rgb: changes.encoded(cut(changes.jpeg(rgb, 85)), 99),
    "cropped, saved at 98": lambda rgb: changes.encoded(cut(changes.jpeg(rgb, 85)), 98),
    "cropped, saved at 95": lambda rgb: changes.encoded(cut(changes.jpeg(rgb, 85)), 95),
    "reduced, PNG": lambda rgb: png(changes.resized(changes.jpeg(rgb, 85), 0.7)),
    "enlarged, PNG": lambda rgb: png(changes.resized(changes.jpeg(rgb, 85), 1.3)),
    "brightened, saved at 98": lambda rgb: changes.encoded(changes.toned(changes.jpeg(rgb, 85), 1.08), 98),
    "messenger": messenger,
    "screenshot of a post, PNG": lambda rgb: png(screens.feed(rgb, np.random.default_rng(3), screens.LIGHT)),
}


def innocent(photographs: Sequence[pictures.Picture], others: Sequence[pictures.Picture], seed: int) -> Iterator[str]:
    """How often each finding is made on files that nobody changed with intent."""
    yield "| innocent files | files | assessable | foreign-grid, weak | neutral | copied-region, weak |"
    yield "|---|---|---|---|---|---|"
    total: Counter[str] = Counter()
    for name, files in _innocent_sets(photographs, others, seed):
        counts: Counter[str] = Counter()
        for data in files:
            result = seen(data)
            if result is None:
                continue
            counts["files"] += 1
            counts["assessable"] += result.facts.assessability.assessable
            counts["weak"] += result.found(GRID.code, "weak")
            counts["neutral"] += result.found(GRID.code, "none")
            counts["copied"] += result.found(COPIED.code)
        total += counts
        yield _row(name, *(counts[key] for key in ("files", "assessable", "weak", "neutral", "copied")))
    yield _row("together", *(total[key] for key in ("files", "assessable", "weak", "neutral", "copied")))


def _innocent_sets(
    photographs: Sequence[pictures.Picture], others: Sequence[pictures.Picture], seed: int
) -> Iterator[tuple[str, Iterator[bytes]]]:
    if os.environ.get("VERIFYCTL_CORPUS"):
        yield "camera files as they are", camera_files(Path(os.environ["VERIFYCTL_CORPUS"]))
    for name, change in INNOCENT.items():
        yield name, (change(picture.rgb()) for picture in photographs)
    yield "figures, drawings, wallpapers, JPEG 92", (picture.path.read_bytes() for picture in others)
    for name, make in pixels_made.LETTERS.items():
        yield name, (make(number, seed) for number in range(max(2, len(photographs) // 2)))


def camera_files(folder: Path) -> Iterator[bytes]:
    """Files that name the model of a camera; damaged ones among them are passed over later."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".jpg", ".jpeg") and path.is_file():
            data = path.read_bytes()
            if names_camera(data, "image/jpeg"):
                yield data


# made changes -------------------------------------------------------------------------------------

CHAINS: dict[str, Callable[[RGB], bytes]] = {
    "PNG": png,
    "JPEG 99": jpeg(99),
    "JPEG 98": jpeg(98),
    "JPEG 95": jpeg(95),
    "JPEG 90": jpeg(90),
    "JPEG 75": jpeg(75),
    "messenger": messenger,
}


def splices(photographs: Sequence[pictures.Picture], seed: int) -> Iterator[str]:
    """How often a piece of another JPEG is found, by how the picture was saved afterwards."""
    yield f"| foreign-grid: a piece of another JPEG | {' | '.join(CHAINS)} |"
    yield "|---|" + "---|" * len(CHAINS)
    for name, reduced in (("in a JPEG", False), ("in a picture without a grid", True)):
        found: Counter[str] = Counter()
        for number, picture in enumerate(photographs):
            rng = np.random.default_rng([seed, number])
            other = photographs[(number + 1) % len(photographs)].rgb()
            made = pixels_made.splice(picture.rgb(), other, rng, reduced=reduced)
            for chain, save in CHAINS.items():
                result = seen(save(made))
                found[chain] += bool(result and result.found(GRID.code))
        yield _row(name, *(f"{found[chain]}/{len(photographs)}" for chain in CHAINS))


def copies(photographs: Sequence[pictures.Picture], seed: int) -> Iterator[str]:
    """How often a piece that was copied within the picture is found."""
    yield f"| copied-region: a piece of the same picture | {' | '.join(CHAINS)} |"
    yield "|---|" + "---|" * len(CHAINS)
    for name, turned in (("copied", False), ("copied, turned by 15 degrees, enlarged by a tenth", True)):
        found: Counter[str] = Counter()
        for number, picture in enumerate(photographs):
            made = pixels_made.copy_move(picture.rgb(), np.random.default_rng([seed, number]), turned=turned)
            for chain, save in CHAINS.items():
                result = seen(save(made))
                found[chain] += bool(result and result.found(COPIED.code))
        yield _row(name, *(f"{found[chain]}/{len(photographs)}" for chain in CHAINS))


def words(count: int, seed: int) -> Iterator[str]:
    """How often a word that was changed is named first, or among the three."""
    yield "| odd-words: one word of a letter | JPEG 90: first | among three | messenger: first | among three |"
    yield "|---|---|---|---|---|"
    places: dict[tuple[str, str], list[int | None]] = {}
    for number in range(count):
        page = pixels_made.word_page(number, seed)
        for edit, (rgb, box) in page.items():
            for chain, save, factor in (("90", jpeg(90), 1.0), ("messenger", messenger, 0.7)):
                result = seen(save(rgb))
                ranks = [
                    word.rank
                    for word in (result.facts.odd_words if result else ())
                    if pixels_made.meets(word.box, box, factor)
                ]
                places.setdefault((edit, chain), []).append(min(ranks, default=None))
    for edit in pixels_made.WORD_EDITS:
        cells = []
        for chain in ("90", "messenger"):
            ranks = places[edit, chain]
            cells += [f"{sum(rank == 1 for rank in ranks)}/{len(ranks)}"]
            cells += [f"{sum(rank is not None for rank in ranks)}/{len(ranks)}"]
        yield _row(edit, *cells)


def cost(photographs: Sequence[pictures.Picture]) -> Iterator[str]:
    """Processor seconds of the stage on pictures of 12 megapixels, decoding not counted."""
    yield "| 12 megapixels | processor seconds, mean | most |"
    yield "|---|---|---|"
    for name, save in (("JPEG 92", jpeg(92)), ("JPEG 98", jpeg(98)), ("PNG", png)):
        spent = []
        for picture in photographs[:6]:
            large = np.asarray(Image.fromarray(picture.rgb()).resize((4000, 3000), Image.Resampling.BICUBIC))
            result = seen(save(large))
            if result is not None:
                spent.append(result.seconds)
        yield _row(name, f"{fmean(spent):.2f}", f"{max(spent):.2f}")


def _row(name: str, *cells: object) -> str:
    return f"| {name} | " + " | ".join(map(str, cells)) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=40, help="photographs of each row")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--into", nargs=2, metavar=("PAGE", "PART"), help="write the tables into a page as well")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    held = pictures.collect()
    photographs, others = held.photographs[1::2][: given.most], held.distractors[1::2][: 3 * given.most]
    tables = {
        "innocent": lambda: innocent(photographs, others, given.seed),
        "splices": lambda: splices(photographs, given.seed),
        "copies": lambda: copies(photographs, given.seed),
        "words": lambda: words(given.most, given.seed),
        "cost": lambda: cost(photographs),
    }
    day = datetime.now(UTC)
    lines = [f"`python -m benchmarks.pixels --most {given.most} --seed {given.seed}`, {day:%-d %B %Y}."]
    for part in given.parts.split(","):
        lines += ["", *tables[part]()]
        print("\n".join(lines[-20:]), flush=True)
    if given.into:
        page, part = given.into
        Path(page).write_text(put(Path(page).read_text("utf-8"), part, "\n".join(lines)), "utf-8")


if __name__ == "__main__":
    main()
