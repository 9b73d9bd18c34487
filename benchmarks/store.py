#!/usr/bin/env python3
"""The store of known images: searching a million hashes, adding, a hundred thousand images with local features, kills.

    python -m benchmarks.store hashes [--rows 1000000]
    python -m benchmarks.store adding [--images FOLDER]
    python -m benchmarks.store postings [--images-held 100000]
    python -m benchmarks.store kills [--rounds 20]

Everything is made by the script. Times are CPU seconds of this process and of those it started; run them one at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.counters import counted_by, counters
from verifyctl.known.descriptors import HASH_VERSION, describe
from verifyctl.known.features import MOST, Features, Fineness, extract, pack
from verifyctl.known.ingest import Examined
from verifyctl.known.items import Description, KnownItem
from verifyctl.known.leads import ASKING_IN_LARGE_STORES
from verifyctl.known.pages import is_page
from verifyctl.known.pdq import distances
from verifyctl.known.postings import INDEXED
from verifyctl.known.storage.hashes import SCANNED, HashIndex
from verifyctl.known.storage.sqlite import Store
from verifyctl.known.vocabulary import WORDS, words
from verifyctl.media.pixels import decode
from verifyctl.media.read import read_evidence
from verifyctl.model.matches import Hashes
from verifyctl.run.limits import Limits
from verifyctl.run.pool import Worker

SEED = 20150427
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def cpu() -> float:
    """CPU seconds so far, of this process and of the ended ones that it started."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_mib() -> float:
    """The most memory that this process has had, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# hashes -------------------------------------------------------------------------------------------


def listed(pdq: NDArray[np.uint8]) -> KnownItem:
    """An item that has only a hash."""
    return KnownItem(hashes=Hashes(version="list:pdq", pdq=pdq.tobytes().hex()))


def near(query: NDArray[np.uint8], bits: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The hash with so many bits flipped."""
    flips = np.zeros(256, dtype=np.uint8)
    flips[rng.choice(256, bits, replace=False)] = 1
    return query ^ np.packbits(flips)


def hashes(folder: Path, rows: int) -> None:
    """Loading, and searching in eight orientations, held against counting every bit of every pair."""
    rng = np.random.default_rng(SEED)
    held = rng.integers(0, 256, (rows, 32), dtype=np.uint8)
    queries = rng.integers(0, 256, (25, 8, 32), dtype=np.uint8)
    for query in queries:  # at every distance up to 40 bits, from one of the orientations
        for bits in range(41):
            held[rng.integers(rows)] = near(query[rng.integers(8)], bits, rng)
    path = folder / "hashes.sqlite"
    began = cpu()
    with Store.create(path) as store:
        for first in range(0, rows, 5000):
            with store.together():
                for pdq in held[first : first + 5000]:
                    store.add(listed(pdq), NOW)
    print(
        f"{rows} hashes added as records in {cpu() - began:.0f} s; the file has {path.stat().st_size / 2**20:.0f} MiB"
    )
    for _ in range(3):
        began = cpu()
        with Store.open(path) as store:
            store.digest()
            opened = cpu()
            index = store.hashes()
            loaded = cpu()
            index.prepare()
            prepared = cpu()
        print(
            f"open and digest {(opened - began) * 1000:.0f} ms, load {(loaded - opened) * 1000:.0f} ms, "
            f"put in order {(prepared - loaded) * 1000:.0f} ms, together {(prepared - began) * 1000:.0f} ms"
        )
    began = cpu()
    found = [index.within(query) for query in queries]
    spent = (cpu() - began) / len(queries)
    wrong = 0
    for query, hits in zip(queries, found, strict=True):
        every = distances(query, index.pdq)
        truth = np.flatnonzero(every.min(axis=0) <= 31)
        same = np.array_equal(hits.rows, truth) and np.array_equal(hits.distances, every[:, truth].min(axis=0))
        wrong += not (same and np.array_equal(hits.queries, every[:, truth].argmin(axis=0)))
    print(
        f"within 31 bits, eight orientations: {spent * 1000:.1f} ms a query; "
        f"{sum(map(len, found))} found, {wrong} of {len(queries)} queries differ from a full count"
    )
    began = cpu()
    for query in queries:
        index.near(query)
    print(f"near (70 bits): {(cpu() - began) / len(queries) * 1000:.1f} ms a query; peak memory {peak_mib():.0f} MiB")
    scanned(index, queries)


def scanned(index: HashIndex, queries: NDArray[np.uint8]) -> None:
    """The first searches of a large store, and all of a small one, are scans: by numpy, and by FAISS if it is there."""
    truth = None
    for name, counter in counters().items():
        for size in (SCANNED, len(index)):
            part = HashIndex(index.numbers[:size], index.flags[:size], index.pdq[:size])
            with counted_by(counter):
                began = cpu()
                hits = part.within(queries[0])
                print(f"scanning {len(part)} hashes by {name}: {(cpu() - began) * 1000:.0f} ms")
        truth = hits if truth is None else truth
        if not all(
            np.array_equal(getattr(truth, each), getattr(hits, each)) for each in ("rows", "distances", "queries")
        ):
            raise SystemExit("FAISS and numpy do not find the same")


# adding -------------------------------------------------------------------------------------------


def drawn(number: int) -> NDArray[np.uint8]:
    """A picture with detail at every scale, 1,600 x 1,200: noise of several sizes under rectangles."""
    rng = np.random.default_rng([SEED, number])
    picture = np.zeros((1200, 1600, 3), dtype=np.float32)
    for step in (8, 16, 32, 64, 128, 400):
        coarse = rng.normal(0, step**0.7, (1200 // step + 2, 1600 // step + 2, 3)).astype(np.float32)
        picture += cv2.resize(coarse, (1600, 1200), interpolation=cv2.INTER_CUBIC)
    for _ in range(40):
        x, y, width, height = rng.integers(0, (1600, 1200, 300, 300))
        picture[y : y + height, x : x + width] += rng.normal(0, 30, 3)
    return np.clip(picture + 128, 0, 255).astype(np.uint8)


def drawings(folder: Path, count: int) -> list[Path]:
    """JPEGs of drawn pictures."""
    paths = [folder / f"{number:03}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        Image.fromarray(drawn(number)).save(path, quality=88)
    return paths


def alone(path: Path) -> float:
    """CPU seconds for decoding, hashing and local features, in this process and nothing else."""
    evidence, data = read_evidence(path)
    began = cpu()
    rgb = decode(data, evidence.media_type).rgb
    describe(rgb)
    spent = cpu() - began
    wanted = Fineness if is_page(rgb) else (Fineness.COARSE,)
    began = cpu()
    for fineness in wanted:
        extract(rgb, fineness)
    return spent + cpu() - began


BASELINE = "from benchmarks.store import alone_on_request; alone_on_request()"


def alone_on_request() -> None:
    """For each path on standard input, the CPU seconds that `alone` takes; this process has memory as a worker has."""
    cv2.setNumThreads(1)
    for line in sys.stdin:
        print(alone(Path(line.rstrip("\n"))), flush=True)


def cpu_of(worker: Worker) -> float:
    """CPU seconds of a running worker process (Linux)."""
    process = worker._process
    return 0.0 if process is None else time.clock_gettime(~process.pid << 3 | 2)  # the kernel's clock of that process


def added(store: Store, worker: Worker, path: Path) -> float:
    """CPU seconds for adding as `known add` does: reading, digests, the worker, its answer, the store."""
    began = cpu() + cpu_of(worker)
    evidence, data = read_evidence(path)
    worker.take(evidence, data)
    examined = Examined.model_validate_json(json.dumps(worker.describe()))
    store.add(examined.item(Description()), NOW, features=examined.features(), rendition=examined.rendition())
    return cpu() + cpu_of(worker) - began


def adding(folder: Path, images: Path | None) -> None:
    """Images per CPU second against decoding, hashing and local features alone, image by image in turns."""
    paths = drawings(folder, 120) if images is None else sorted(each for each in images.rglob("*") if each.is_file())
    first, rest = paths[:4], paths[4:]
    with (
        running(BASELINE) as other,
        Store.create(folder / "adding.sqlite") as store,
        Worker(Limits(), max_pixels=100_000_000) as worker,
    ):
        if other.stdin is None or other.stdout is None:
            raise RuntimeError("nothing to talk to")
        spent = []
        for path in paths:
            print(path, file=other.stdin, flush=True)
            spent.append((float(other.stdout.readline()), added(store, worker, path)))
    spent = spent[len(first) :]  # the first ones import and read things that the others find
    baseline, whole = (sum(each) / len(rest) for each in zip(*spent, strict=True))
    print(f"{len(rest)} images: decode, hash and features alone {baseline * 1000:.1f} ms an image")
    print(f"adding {whole * 1000:.1f} ms an image, {1 / whole:.1f} images a CPU second: {whole / baseline:.2f} times")


# postings -----------------------------------------------------------------------------------------


def random_features(number: int, centres: NDArray[np.uint8], count: int = INDEXED[Fineness.COARSE]) -> Features:
    """Features of no picture: descriptors are random centres with a quarter of their bits left to chance."""
    rng = np.random.default_rng([SEED, number])
    points = np.empty((count, 4), dtype=np.float32)
    points[:, :2] = rng.integers(0, 480 * 16, (count, 2)) / 16
    points[:, 2] = 32
    points[:, 3] = rng.integers(0, 256, count) * 360 / 256
    noise = rng.integers(0, 256, (2, count, 32), dtype=np.uint8)
    descriptors = centres[rng.integers(0, len(centres), count)] ^ (noise[0] & noise[1])
    return Features(640, 480, points, descriptors, words(descriptors))


def asked(number: int, held: int, centres: NDArray[np.uint8]) -> Features:
    """What a search asks with: the features of a known image among as many others as a large store is asked with."""
    own = random_features(number, centres)
    other = random_features(held + number, centres, ASKING_IN_LARGE_STORES - len(own))
    joined = (np.concatenate(both) for both in ((own.points, other.points), (own.descriptors, other.descriptors)))
    return Features(own.width, own.height, *joined, np.concatenate([own.words, other.words]))


def named(number: int) -> KnownItem:
    """A record as an added picture has."""
    rng = np.random.default_rng([SEED, number, 1])
    sha256, pixels, pdq = (rng.bytes(32).hex() for _ in range(3))
    return KnownItem(
        sha256=sha256,
        pixel_digest=f"sha256:{pixels}",
        hashes=Hashes(version=HASH_VERSION, pdq=pdq, pdq_quality=100),
        names=(f"{number}.jpg",),
    )


def postings(folder: Path, held: int) -> None:
    """A store of many images with local features: adding to it, its size, and retrieval from it."""
    from verifyctl.known.votes import candidates

    centres = np.random.default_rng(SEED).integers(0, 256, (20_000, 32), dtype=np.uint8)
    path = folder / "postings.sqlite"
    spent = 0.0
    with Store.create(path) as store:
        for first in range(0, held, 500):
            ready = [
                (named(number), {Fineness.COARSE: pack(random_features(number, centres))})
                for number in range(first, min(first + 500, held))
            ]
            began = cpu()
            with store.together():
                for item, features in ready:
                    store.add(item, NOW, features=features)
            spent += cpu() - began
    print(
        f"{held} images with {INDEXED[Fineness.COARSE]} of {MOST[Fineness.COARSE]} features: "
        f"{spent / held * 1000:.2f} ms an image for the store, file {path.stat().st_size / 2**30:.2f} GiB"
    )
    for name, counter in counters().items():
        rng = random.Random(SEED)
        before, times, found = peak_mib(), [], 0
        with Store.open(path) as store, counted_by(counter):
            began = cpu()
            inverted = store.postings()
            print(f"opening the inverted file: {(cpu() - began) * 1000:.0f} ms")
            for _ in range(20):
                number = rng.randrange(held)
                query = asked(number, held, centres)
                began = cpu()
                best = candidates(query, inverted, features=ASKING_IN_LARGE_STORES)
                times.append(cpu() - began)
                found += bool(best) and store.item(best[0].owner).item.id == named(number).id
        print(
            f"retrieval by {name}: {np.median(times) * 1000:.0f} ms a query (most {max(times) * 1000:.0f}), {found} of "
            f"{len(times)} own images first; peak memory {peak_mib():.0f} MiB ({before:.0f} before)"
        )


# kills --------------------------------------------------------------------------------------------

ADDER = "import sys; from benchmarks.store import add_for_ever; add_for_ever(sys.argv[1], int(sys.argv[2]))"
SEARCHER = "import sys; from benchmarks.store import search_for_ever; search_for_ever(sys.argv[1])"


def add_for_ever(path: str, start: int) -> None:
    """Add made-up images one by one, and print the id of each once it is acknowledged."""
    centres = np.random.default_rng(SEED).integers(0, 256, (2_000, 32), dtype=np.uint8)
    features = {Fineness.COARSE: pack(random_features(start, centres))}
    with Store.create(Path(path)) as store:
        for number in range(start, start + 10**6):
            print(store.add(named(number), NOW, features=features, rendition=b"rendition").id, flush=True)


def search_for_ever(path: str) -> None:
    """Open the store, read it whole, and see that everything read belongs together."""
    while True:
        with Store.open(Path(path)) as store:
            numbers = {stored.number for stored in store.items()}
            owners = {
                int(owner)
                for _, rows in store.postings().read(Fineness.COARSE, range(WORDS))
                for owner in np.unique(rows["owner"])
            }
            if not numbers == owners == set(store.hashes().numbers.tolist()):
                raise SystemExit("what was read does not belong to one moment")


@contextmanager
def running(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process that is killed at the end, if it has not ended."""
    command = [sys.executable, "-c", code, *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def kills(folder: Path, rounds: int) -> None:
    """Two processes add and a third searches; one that adds is killed at a random moment; nothing is lost."""
    path = folder / "kills.sqlite"
    with Store.create(path):
        pass
    acknowledged: set[str] = set()
    rng = random.Random(SEED)
    for number in range(rounds):
        start = number * 10**7
        with (
            running(SEARCHER, str(path)) as searcher,
            running(ADDER, str(path), str(start)) as killed,
            running(ADDER, str(path), str(start + 10**6)) as survivor,
        ):
            if killed.stdout is None or survivor.stdout is None:
                raise RuntimeError("no output to read")
            acknowledged.add(killed.stdout.readline().strip())
            moment = rng.uniform(0, 2)
            time.sleep(moment)
            killed.send_signal(signal.SIGKILL)
            acknowledged.update(killed.stdout.read().split("\n")[:-1])
            time.sleep(0.2)
            if survivor.poll() is not None or searcher.poll() is not None:
                raise SystemExit("another process ended with the one that was killed")
            survivor.send_signal(signal.SIGKILL)
            acknowledged.update(survivor.stdout.read().split("\n")[:-1])
        with Store.open(path) as store:
            lost = [id_ for id_ in acknowledged if store.number_of(id_) is None]
            count = store.count
            problems = list(store.check()) if number % 5 == 4 or number == rounds - 1 else []
        print(
            f"round {number + 1}, killed after {moment:.2f} s: {len(acknowledged)} acknowledged, {count} held, ", end=""
        )
        print(f"{len(lost)} lost, {len(problems)} problems", flush=True)
        if lost or problems:
            raise SystemExit("\n".join(f"{each.where}: {each.what}" for each in problems[:10]) or "lost")


def main() -> None:
    """Run one of the measurements in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["hashes", "adding", "postings", "kills"])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--images-held", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        match given.what:
            case "hashes":
                hashes(folder, given.rows)
            case "adding":
                adding(folder, given.images)
            case "postings":
                postings(folder, given.images_held)
            case _:
                kills(folder, given.rounds)


if __name__ == "__main__":
    main()
