"""One query of the measurement of copies, and the store it is asked of. Runs in several processes; see `copies`."""

from __future__ import annotations

import hashlib
import io
import itertools
import time
from collections.abc import Iterable
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
from verifyctl.known.features import Features, Fineness, pack, unpack
from verifyctl.known.ingest import examine
from verifyctl.known.items import Description, KnownItem
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

    def add(self, picture: Prepared) -> None:
        self.names.append(picture.name)
        self.orb.append(picture.orb)
        self.sizes.append(picture.size)
        for method, bits in picture.prints.bits.items():
            self.hashes[method].append(bits[0])

    def save(self, path: Path) -> None:
        packed = [np.frombuffer(pack(each), np.uint8) for each in self.orb]
        tables: dict[str, Any] = {f"hash {method}": np.stack(rows) for method, rows in self.hashes.items()}
        tables |= {"names": np.array(self.names), "sizes": np.array(self.sizes)}
        tables |= {"orb": np.concatenate(packed), "ends": np.cumsum([len(each) for each in packed])}
        np.savez(path, **tables)

    @classmethod
    def load(cls, path: Path) -> Rival:
        with np.load(path) as held:
            packed = np.split(held["orb"], held["ends"][:-1])
            return cls(
                names=[str(name) for name in held["names"]],
                hashes={method: list(held[f"hash {method}"]) for method in peers.HASHES},
                orb=[unpack(each.tobytes()) for each in packed],
                sizes=[(int(wide), int(high)) for wide, high in held["sizes"]],
            )


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be stored, by us and by the peers, and the CPU seconds that each took."""

    name: str
    item: KnownItem
    features: dict[Fineness, bytes]
    rendition: bytes | None
    prints: peers.Prints
    orb: Features
    size: tuple[int, int]
    ours: float
    theirs: float


def prepared(known: Known) -> Prepared:
    """What is done to a picture before it is stored."""
    cv2.setNumThreads(1)
    began = time.process_time()
    data = known.path.read_bytes()
    evidence = identify(data, known.name, where=known.name)
    picture = decode(data, evidence.media_type)
    examined = examine(picture, evidence)
    between = time.process_time()
    prints, orb = peers.prints(picture.rgb), peers.plain_orb(picture.rgb)
    return Prepared(
        name=known.name,
        item=examined.item(Description(note=known.name)),
        features=examined.features(),
        rendition=examined.rendition(),
        prints=prints,
        orb=orb,
        size=(picture.facts.width, picture.facts.height),
        ours=between - began,
        theirs=time.process_time() - between,
    )


def build(folder: Path, pictures: Iterable[Prepared]) -> dict[str, float]:
    """The store and the peers' tables in `folder`; returns CPU ms an image for each, and the store's bytes."""
    rival = Rival()
    ours = theirs = 0.0
    with Store.create(folder / "new.sqlite") as store:
        waiting = iter(pictures)
        while some := list(itertools.islice(waiting, 64)):
            began = time.process_time()
            with store.together():
                for each in some:
                    store.add(each.item, datetime.now(UTC), features=each.features, rendition=each.rendition)
            ours += time.process_time() - began + sum(each.ours for each in some)
            theirs += sum(each.theirs for each in some)
            for each in some:
                rival.add(each)
    rival.save(folder / "rival.npz")
    (folder / "new.sqlite").rename(folder / "store.sqlite")
    return {
        "adding_ms": 1000 * ours / len(rival.names),
        "peers_ms": 1000 * theirs / len(rival.names),
        "store_bytes": (folder / "store.sqlite").stat().st_size,
    }


class Asker:
    """Asks the store and the peers. One for each process."""

    def __init__(self, folder: Path) -> None:
        cv2.setNumThreads(1)
        self.store = Store.open(folder / "store.sqlite")
        rival = Rival.load(folder / "rival.npz")
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
