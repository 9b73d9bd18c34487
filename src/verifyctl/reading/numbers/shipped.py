"""The reader that comes with the package: its data file, read once a process."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.numbers.confidence import Confidence
from verifyctl.reading.numbers.network import loaded
from verifyctl.reading.numbers.reader import Reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = "weights.npz"
CALIBRATION = "calibration"
NETWORKS = ("first.", "second.", "witness.")
"""What the names of each network's arrays begin with."""


@cache
def reader() -> Reader:
    """The reader of this version. Raises ValueError if the data file does not fit the code."""
    source = resources.files("verifyctl.reading.numbers") / WEIGHTS
    with resources.as_file(source) as path, np.load(path, allow_pickle=False) as stored:
        return reader_from({name: stored[name] for name in stored.files})


def reader_from(arrays: dict[str, NDArray[np.float64]]) -> Reader:
    """A reader from stored arrays: all networks' and the calibration's. Raises ValueError if they do not fit."""
    confidence = Confidence.stored(np.asarray(arrays.get(CALIBRATION, ()), dtype=np.float64))
    first, second, witness = (
        loaded({name.removeprefix(each): array for name, array in arrays.items() if name.startswith(each)})
        for each in NETWORKS
    )
    return Reader((first, second, witness), confidence)


@cache
def digest() -> str:
    """The SHA-256 of the data file, as `sha256:` and hexadecimal digits."""
    data = (resources.files("verifyctl.reading.numbers") / WEIGHTS).read_bytes()
    return "sha256:" + hashlib.sha256(data).hexdigest()
