"""Detectors from outside: what they must offer, how they are found, and what is taken of their answer.

A package announces a detector in the entry-point group `verifyctl.detectors`. It is loaded only when it is named, and
nothing that it says is weighed. docs/how-to/outside-detectors.md shows one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from numpy.typing import NDArray

GROUP = "verifyctl.detectors"
MARKED = 0.5
"""What a map must reach for an area to be named."""

MOST_AREAS = 5
_LONGEST_TEXT = 300


class Answer(Protocol):
    """What a detector answers.

    `map` has two dimensions, any size, values 0 to 1, over the whole picture, or is None; `score` is 0 to 1000 or None.
    """

    map: NDArray[np.floating] | None
    score: int | None


class Detector(Protocol):
    """What an entry point's object gives when it is called without arguments.

    `weights` says in a sentence where its weights come from; `version` is its own.
    """

    version: str
    weights: str

    def examine(self, rgb: NDArray[np.uint8]) -> Answer:
        """Look at an upright picture, shape (height, width, 3), dtype uint8. It must not be changed."""
        ...


@dataclass(frozen=True)
class Area:
    """A part of the picture that a map marks, in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Result:
    """A detector's answer as far as it is of the agreed form; `map` has values 0 to 1 in the detector's own size."""

    version: str
    weights: str
    score: int | None
    map: NDArray[np.float32] | None
    areas: tuple[Area, ...]


class NoDetectorError(Exception):
    """No installed package offers a detector of this name; the message says which do."""


class DetectorError(Exception):
    """A detector could not be loaded, failed, or answered in another form; the message says which."""


def installed() -> tuple[EntryPoint, ...]:
    """The detectors that installed packages announce, by name. None of them is loaded."""
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)))


def run(name: str, rgb: NDArray[np.uint8]) -> Result:
    """Load the detector of a name and let it look at a picture.

    Raises NoDetectorError where no package or more than one offers it, DetectorError for whatever goes wrong in it.
    """
    offered = [point for point in installed() if point.name == name]
    if len(offered) != 1:
        known = ", ".join(dict.fromkeys(point.name for point in installed())) or "none"
        why = "no installed package offers" if not offered else "more than one installed package offers"
        raise NoDetectorError(f"{why} a detector {name!r}; installed detectors: {known}")
    seen = rgb.view()
    seen.flags.writeable = False
    try:
        detector = offered[0].load()()
        version, weights = _text(detector.version), _text(detector.weights)
        answer = detector.examine(seen)
        return Result(version, weights, _score(answer.score), *_mapped(answer.map, rgb.shape[:2]))
    except MemoryError:
        raise
    except Exception as error:  # it is somebody else's code: whatever it raises is its answer
        raise DetectorError(f"{type(error).__name__}: {' '.join(str(error).split())[:_LONGEST_TEXT]}") from error


def _text(value: Any) -> str:
    text = " ".join(str(value).split()) if isinstance(value, str) else ""
    if not text:
        raise ValueError("version and weights must be said in words")
    return text[:_LONGEST_TEXT]


def _score(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not 0 <= value <= 1000:
        raise ValueError(f"the score {value!r} is no whole number of thousandths, 0 to 1000")
    return int(value)


def _mapped(value: Any, shape: tuple[int, ...]) -> tuple[NDArray[np.float32] | None, tuple[Area, ...]]:
    if value is None:
        return None, ()
    values = np.nan_to_num(np.asarray(value, dtype=np.float32), nan=0.0, posinf=1.0, neginf=0.0)
    if values.ndim != 2 or not values.size or values.size > 4 * shape[0] * shape[1]:
        raise ValueError(f"the map has the shape {values.shape}, not (height, width) of the picture or smaller")
    values = np.clip(values, 0.0, 1.0)
    return values, tuple(_areas(values, shape))


def _areas(values: NDArray[np.float32], shape: tuple[int, ...]) -> Iterator[Area]:
    """The largest marked areas, the largest first."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((values >= MARKED).astype(np.uint8), connectivity=8)
    down, across = shape[0] / values.shape[0], shape[1] / values.shape[1]
    for left, top, wide, high, _ in sorted(stats[1:].tolist(), key=lambda row: (-row[4], row[1], row[0]))[:MOST_AREAS]:
        yield Area(round(left * across), round(top * down), max(1, round(wide * across)), max(1, round(high * down)))
