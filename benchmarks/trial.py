"""One query of the measurement of copies, and the store it is asked of. Runs in several processes; see `copies`."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import peers
from benchmarks.attacks import attacked_file
from benchmarks.changes import decoded
from verifyctl.known.features import Features
from verifyctl.known.ingest import examine
from verifyctl.known.items import Description
from verifyctl.known.pairs import Examinee
from verifyctl.known.search import search
from verifyctl.known.storage.sqlite import Store
from verifyctl.media.pixels import decode
from verifyctl.media.read import identify
from verifyctl.model.matches import Relation

RGB = NDArray[np.uint8]
CONFIRMED = frozenset(Relation) - {Relation.SAME_TEMPLATE, Relation.CANDIDATE}
"""What we say when we say that it is the same picture or page."""


@dataclass(frozen=True)
class Known:
    """What goes into the store: a name and the bytes of a file."""

    name: str
    path: Path


@dataclass(frozen=True)
class Query:
    """A known picture, one of the attacks on it, and what the attack needs."""

    part: str
    half: str
    attack: str
    known: Known
    seed: int
    others: tuple[Path, ...] = ()
    orb: bool = False

    @property
    def key(self) -> str:
        return f"{self.part} {self.attack} {self.known.name}"


@dataclass
class Rival:
    """The tables of the peers for one store, in the store's order."""

    names: list[str] = field(default_factory=list)
    hashes: dict[str, list[NDArray[np.uint8]]] = field(default_factory=lambda: {name: [] for name in peers.HASHES})
    orb: list[Features] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)


def build(folder: Path, known: Sequence[Known]) -> dict[str, float]:
    """The store and the peers' tables in `folder`; returns CPU ms an image for each, and the store's bytes."""
    cv2.setNumThreads(1)
    rival = Rival()
    ours = theirs = 0.0
    with Store.create(folder / "new.sqlite") as store:
        for start in range(0, len(known), 64):
            with store.together():
                for each in known[start : start + 64]:
                    before = time.process_time()
                    data = each.path.read_bytes()
                    evidence = identify(data, each.name, where=each.name)
                    picture = decode(data, evidence.media_type)
                    examined = examine(picture, evidence)
                    item = examined.item(Description(note=each.name))
                    store.add(item, datetime.now(UTC), features=examined.features(), rendition=examined.rendition())
                    ours += time.process_time() - before
                    before = time.process_time()
                    rival.names.append(each.name)
                    for method, bits in peers.prints(picture.rgb).bits.items():
                        rival.hashes[method].append(bits[0])
                    rival.orb.append(peers.plain_orb(picture.rgb))
                    rival.sizes.append((picture.facts.width, picture.facts.height))
                    theirs += time.process_time() - before
    (folder / "rival.pickle").write_bytes(pickle.dumps(rival))  # our own file, written and read by this script alone
    (folder / "new.sqlite").rename(folder / "store.sqlite")
    return {
        "adding_ms": 1000 * ours / len(known),
        "peers_ms": 1000 * theirs / len(known),
        "store_bytes": (folder / "store.sqlite").stat().st_size,
    }


class Asker:
    """Asks the store and the peers. One for each process."""

    def __init__(self, folder: Path) -> None:
        cv2.setNumThreads(1)
        self.store = Store.open(folder / "store.sqlite")
        rival: Rival = pickle.loads((folder / "rival.pickle").read_bytes())
        self.names = rival.names
        self.place = {name: number for number, name in enumerate(rival.names)}
        self.tables = {method: np.stack(rows) for method, rows in rival.hashes.items()}
        self.orb = peers.OrbStore(rival.orb, rival.sizes)
        self._pictures: dict[Path, RGB] = {}

    def ask(self, query: Query) -> dict[str, Any]:
        """What everybody says to one query."""
        data = attacked_file(
            query.attack, self._rgb(query.known.path), query.seed, [self._rgb(path) for path in query.others]
        )
        rgb = decoded(data)
        return {
            "key": query.key,
            "part": query.part,
            "half": query.half,
            "attack": query.attack,
            "known": query.known.name,
            **self._ours(data),
            **self._hashes(rgb, query.known.name),
            **(self._orb(rgb, query.known.name) if query.orb else {}),
        }

    def _ours(self, data: bytes) -> dict[str, Any]:
        before = time.process_time()
        picture = decode(data, "image/jpeg")
        read = time.process_time()
        examinee = Examinee(picture, hashlib.sha256(data).hexdigest())
        matches = search(examinee, self.store)
        done = time.process_time()
        found = []
        for match in matches:
            bits = [each for each in (match.distances.pdq, match.distances.content) if each is not None]
            outcome = match.comparison.outcome.value if match.comparison else None
            found.append([match.image.note, match.relation.value, match.inliers or 0, min(bits, default=256), outcome])
        return {"found": found, "ms": 1000 * (done - read), "decode_ms": 1000 * (read - before)}

    def _hashes(self, rgb: RGB, own: str) -> dict[str, Any]:
        made = peers.prints(rgb)
        said = {}
        for method, bits in made.bits.items():
            far = peers.distances(bits, self.tables[method])
            mine = int(far[self.place[own]])
            far[self.place[own]] = 1000
            nearest = np.argsort(far, kind="stable")[:5]
            said[method] = [mine, [int(far[other]) for other in nearest], self.names[int(nearest[0])]]
        return {"hashes": said, "hash_ms": made.ms}

    def _orb(self, rgb: RGB, own: str) -> dict[str, Any]:
        before = time.process_time()
        features = peers.plain_orb(rgb)
        size = (rgb.shape[1], rgb.shape[0])
        voted = self.orb.candidates(features)
        counts = {number: self.orb.inliers(number, features, size) for number in voted}
        spent = 1000 * (time.process_time() - before)
        mine = self.place[own]
        return {
            "orb": {
                "given": counts.get(mine) if mine in counts else self.orb.inliers(mine, features, size),
                "retrieved": counts.get(mine, 0),
                "wrong": max((count for number, count in counts.items() if number != mine), default=0),
                "ms": spent,
            }
        }

    def _rgb(self, path: Path) -> RGB:
        if path not in self._pictures:
            if len(self._pictures) > 12:
                self._pictures.clear()
            with Image.open(path) as image:
                self._pictures[path] = np.asarray(image.convert("RGB"))
        return self._pictures[path]


_asker: Asker | None = None


def begin(folder: str) -> None:
    """Make this process ready."""
    global _asker  # noqa: PLW0603 - one for each process
    os.nice(5)
    _asker = Asker(Path(folder))


def run(query: Query) -> dict[str, Any]:
    """Ask in this process."""
    if _asker is None:
        raise RuntimeError("begin first")
    return _asker.ask(query)


def written(known: Known, rgb: RGB) -> Known:
    """A picture, as a PNG file unless it is there already, to be known by."""
    if not known.path.is_file():
        held = io.BytesIO()
        Image.fromarray(rgb).save(held, "PNG", compress_level=1)
        known.path.write_bytes(held.getvalue())
    return known
