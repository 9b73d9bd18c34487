"""What it costs to read what a file says of itself, beside exiftool and forensic-image, in processor time.

    python -m benchmarks.file_costs [PICTURE] [--runs 5] [--forensic-image PYTHON] [--into PAGE PART]

Without PICTURE, a photograph of the pictures of `benchmarks.pictures` is enlarged to 12 megapixels, grained and saved
with tags and a thumbnail as a camera writes them. The stages `metadata`, `structure` and `credentials` are run one
after the other as a worker runs them, with nothing decoded before; decoding and its digest, which the stage `file` does
once for all others, stand by themselves. PYTHON is an interpreter with forensic-image (0.1.1) installed: its analyses
of structure and metadata are run, then all that it does by default. The least of the runs counts.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from benchmarks.pictures import CACHE
from benchmarks.reading import put
from verifyctl.media import exiftool
from verifyctl.media.read import identify
from verifyctl.media.structure import jpeg
from verifyctl.model.evidence import EvidenceFile
from verifyctl.run.worker import ENVIRONMENT
from verifyctl.stages.base import Evidence, Job
from verifyctl.stages.registry import load

STAGES = ("metadata", "structure", "credentials")
SIZE = (4000, 3000)
WALKED = 5_000_000
GOAL_STAGES, GOAL_WALK = 60.0, 6.0

_THEIRS = """
import sys, time
import forensic_image
path, runs, everything = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "all"
off = {} if everything else dict(
    hashes=False, similarity=False, recompression=False, transformation=False, tampering=False, screenshot=False
)
least = 1e9
for _ in range(runs):
    begun = time.process_time()
    forensic_image.analyze(path, **off)
    least = min(least, time.process_time() - begun)
print(1000 * least)
"""


def main() -> None:
    options = arguments()
    os.environ.update(ENVIRONMENT)
    data = options.picture.read_bytes() if options.picture else camera_file()
    told = "\n".join(report(data, options.runs, options.forensic_image))
    print(told)
    if options.into:
        page, part = options.into
        Path(page).write_text(put(Path(page).read_text(encoding="utf-8"), part, told), encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("picture", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--forensic-image", metavar="PYTHON", help="an interpreter that has it installed")
    parser.add_argument("--into", nargs=2, metavar=("PAGE", "PART"), help="write the table into a page as well")
    return parser.parse_args()


def camera_file() -> bytes:
    """A JPEG of 12 megapixels as a camera would save it: grain, tags of all three directories, a thumbnail."""
    folder = CACHE / "prepared-2" / "photographs"
    source = max(folder.iterdir(), key=lambda path: path.stat().st_size)
    with Image.open(source) as image:
        large = image.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
    grain = np.random.default_rng(1).integers(-6, 7, (SIZE[1], SIZE[0], 1))
    pixels = np.clip(np.asarray(large).astype(np.int16) + grain, 0, 255).astype(np.uint8)
    picture = Image.fromarray(pixels)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=92, exif=tags(picture))
    return stream.getvalue()


def tags(picture: Image.Image) -> bytes:
    """An EXIF block with some forty tags and a thumbnail of 160 by 120."""
    exif = Image.Exif()
    exif.update({0x010F: "Specimen", 0x0110: "Specimen 1", 0x0131: "Firmware 1.00", 0x0132: "2015:04:27 09:30:00"})
    inner = exif.get_ifd(0x8769)
    inner.update({0x9003: "2015:04:27 09:30:00", 0x9004: "2015:04:27 09:30:00", 0x9291: "250", 0xA434: "A lens"})
    inner.update(dict.fromkeys((0x829A, 0x829D, 0x9201, 0x9202, 0x9205, 0x920A), (1, 100)))
    inner.update(dict.fromkeys((0x8822, 0x9207, 0x9208, 0x9209, 0xA001, 0xA217, 0xA401, 0xA402, 0xA403), 1))
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (33.0, 25.0, 12.0), 3: "E", 4: (43.0, 18.0, 0.0), 29: "2015:04:27", 7: (6.0, 30.0, 0.0)})
    block = bytearray(exif.tobytes().removeprefix(b"Exif\0\0"))
    small = io.BytesIO()
    picture.resize((160, 120)).save(small, "JPEG", quality=75)
    order: Literal["little", "big"] = "little" if block[:2] == b"II" else "big"
    first = int.from_bytes(block[4:8], order)
    count = int.from_bytes(block[first : first + 2], order)
    behind = len(block) + len(block) % 2
    block = block.ljust(behind, b"\0")
    block[first + 2 + 12 * count : first + 6 + 12 * count] = behind.to_bytes(4, order)
    picture_at = behind + 2 + 2 * 12 + 4
    directory = (2).to_bytes(2, order)
    for number, value in ((0x0201, picture_at), (0x0202, len(small.getvalue()))):
        directory += (
            number.to_bytes(2, order) + (4).to_bytes(2, order) + (1).to_bytes(4, order) + value.to_bytes(4, order)
        )
    return b"Exif\0\0" + bytes(block) + directory + b"\0" * 4 + small.getvalue()


def report(data: bytes, runs: int, theirs: str | None) -> Iterator[str]:
    """The tables."""
    evidence = identify(data, "picture.jpg", where="picture.jpg")
    costs = stages(evidence, data, runs)
    ours = sum(costs.values())
    with Image.open(io.BytesIO(data)) as image:
        size = image.size
    day = datetime.now(UTC)
    yield f"`python -m benchmarks.file_costs`, {day:%-d %B %Y}: a JPEG of {size[0]} by {size[1]} pixels, {len(data)}"
    yield "bytes. Milliseconds of processor time, the least of the runs; only ratios mean anything on another machine."
    yield ""
    yield "| what | ms | beside ours |"
    yield "|---|---|---|"
    for stage in STAGES:
        yield f"| stage `{stage}` | {costs[stage]:.1f} | |"
    yield f"| **the three stages** (goal: {GOAL_STAGES:.0f}) | **{ours:.1f}** | 1 |"
    rows = {
        "four digests of the bytes": cost(lambda: identify(data, "picture.jpg", where=""), runs),
        "decoding the picture and its digest, once for all stages": cost(lambda: decoded(evidence, data), min(runs, 3)),
        **others(data, runs, theirs),
    }
    for name, spent in rows.items():
        yield f"| {name} | {spent:.1f} | {spent / ours:.1f} |"
    large = walked(data)
    spent = cost(lambda: jpeg.walk(large), max(runs, 10))
    yield f"| the walker alone, {len(large)} bytes (goal: {GOAL_WALK:.0f}) | {spent:.1f} | |"


def stages(evidence: EvidenceFile, data: bytes, runs: int) -> dict[str, float]:
    """Milliseconds of processor time of each stage in the cheapest run of the three; the first run does not count."""
    found: list[dict[str, float]] = []
    for _ in range(runs + 1):
        source = Evidence(evidence, data, max_pixels=100_000_000)
        spent = {}
        for stage in STAGES:
            begun = time.process_time()
            load(stage).collect(Job(source, params={}, scratch=Path.cwd()))
            spent[stage] = 1000 * (time.process_time() - begun)
        found.append(spent)
    return min(found[1:], key=lambda spent: sum(spent.values()))


def decoded(evidence: EvidenceFile, data: bytes) -> None:
    _ = Evidence(evidence, data, max_pixels=100_000_000).picture


def cost(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of processor time of this process, the least of the runs; the first warms up and does not count."""
    work()
    least = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        work()
        least = min(least, time.process_time() - begun)
    return 1000 * least


def walked(data: bytes) -> bytes:
    """The JPEG with its coded data repeated until it has five million bytes."""
    scan = jpeg.walk(data).named("SOS")[0]
    coded = data[scan.content + 10 : scan.end]
    times = max(0, WALKED - len(data)) // len(coded) + 1
    return (data[: scan.end] + coded * times)[: WALKED - 2] + b"\xff\xd9"


def others(data: bytes, runs: int, theirs: str | None) -> dict[str, float]:
    """exiftool by itself and staying open, and forensic-image, where they are here."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.jpg"
        path.write_bytes(data)
        program = shutil.which("exiftool")
        if program is not None:
            command = [program, "-config", "", "-json", "-G1", "-n", str(path)]
            found["exiftool, a process a file"] = min(children(command) for _ in range(runs))
            found["exiftool, staying open, as a third reader"] = staying_open(Path(program), data, Path(folder), runs)
        if theirs is not None:
            for what, name in (("own", "metadata and structure"), ("all", "all that it does by default")):
                command = [theirs, "-c", _THEIRS, str(path), str(min(runs, 3)), what]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    print(done.stderr[-300:], file=sys.stderr)
                else:
                    found[f"forensic-image, {name}"] = float(done.stdout.split()[-1])
    return found


def children(command: list[str]) -> float:
    """Milliseconds of processor time of a program."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return 1000 * (usage.ru_utime + usage.ru_stime)


def staying_open(program: Path, data: bytes, folder: Path, runs: int) -> float:
    """Milliseconds of processor time for one file more, once it has started: what many take, less its start."""

    def total(files: int) -> float:
        tool = exiftool.ExifTool(program)
        before = os.times()
        for _ in range(files):
            tool.read(data, folder)
        tool.close()
        after = os.times()
        return 1000 * (after.children_user + after.children_system - before.children_user - before.children_system)

    return max(0.0, (total(1 + 4 * runs) - total(1)) / (4 * runs))


if __name__ == "__main__":
    main()
