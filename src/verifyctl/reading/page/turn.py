"""Which way up a page lies and in which script it is written, by the shapes around its letters.

A small network looks at up to `sites.MOST` fields from all over the page, each as likely to be turned by any quarter;
their evidence is added up. It was trained on drawn text only (see `training/bearing`). It costs some hundredths of a
second, where the text engine's own look at a page costs nearly as much as reading it.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from verifyctl.reading.page.sites import SIDE, fields

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.page.picture import Grey

    Floats = NDArray[np.float32]

SCRIPTS = ("arabic", "latin", "cyrillic")
NAMES = {"arabic": "Arabic", "latin": "Latin", "cyrillic": "Cyrillic"}
"""The text engine's names for them."""

FEWEST_FIELDS = 12
SURE_OF_TURN, FEW_FIELDS, SURE_OF_SCRIPT = 0.3, 3.5, 0.2
"""How much more evidence a field (natural logarithm) there must be for the best answer than for the next; for turns no
less than the second figure over the root of the number of fields.
"""

MOST_OTHER = 400
"""Thousandths of the fields that may hold nothing of these scripts."""

LINE = 5.0
"""A picture so many times as wide as high holds lines along it: turned by a quarter they would be some letters long."""

DOUBT = 0.02
"""No field counts against an answer for more than the logarithm of this."""

WEIGHTS = "bearing.npz"


@dataclass(frozen=True)
class Bearing:
    """How a page lies.

    `turned` is how far to turn it clockwise (0, 90, 180, 270) to stand upright; `sure` whether that can be relied on;
    `script` the text engine's name of the script of most of its text, None where that is not clear or the script is
    none of `NAMES`; `shares` the thousandths of the page's fields in each script, by that name.
    """

    turned: int
    sure: bool
    script: str | None
    shares: dict[str, int]


def bearing(grey: Grey) -> Bearing:
    """The bearing of a picture, dark text on light, its short side about 1000 pixels if it has so many."""
    cut = fields(grey)
    if len(cut) < FEWEST_FIELDS:
        return Bearing(0, sure=False, script=None, shares={})
    chances = np.exp(network().logs(cut))
    height, width = grey.shape
    return judged(chances, along=width >= LINE * height)


def judged(chances: Floats, *, along: bool = False) -> Bearing:
    """The bearing from the chances of each field, shape (n, 13): four turns for each script, and no such text.

    With `along` the page is no quarter turn away from standing upright: where its letters say so, nothing is sure.
    """
    other = chances[:, -1]
    by_script = chances[:, :-1].reshape(-1, len(SCRIPTS), 4)
    ways = by_script.sum(axis=1) + other[:, None] / 4
    turned, clearer = _best(ways)
    if along and turned % 2:
        turned, clearer = 2 * _best(ways[:, ::2])[0], 0.0
    upright = by_script[:, :, turned]
    script, plainer = _best(upright)
    least = max(SURE_OF_TURN, FEW_FIELDS / math.sqrt(len(chances)))
    sure = clearer >= least and 1000 * float(other.mean()) <= MOST_OTHER
    shares = upright.sum(axis=0) / max(float(upright.sum()), 1e-9)
    named = {NAMES[name]: round(1000 * float(share)) for name, share in zip(SCRIPTS, shares, strict=True)}
    told = NAMES[SCRIPTS[script]] if sure and plainer >= SURE_OF_SCRIPT else None
    return Bearing(90 * turned, sure, told, named)


def _best(chances: Floats) -> tuple[int, float]:
    """The column with most evidence, and how much more that is, each row counted, than in the next column."""
    evidence = np.log(chances + DOUBT).mean(axis=0)
    order = np.argsort(-evidence)
    return int(order[0]), float(evidence[order[0]] - evidence[order[1]])


@dataclass(frozen=True)
class Network:
    """Weights by the names that training gives them."""

    arrays: dict[str, Floats]

    def logs(self, cut: Floats) -> Floats:
        """Log probabilities, shape (n, 13), of fields of shape (n, SIDE, SIDE)."""
        signal: Floats = cut[..., None]
        for name in ("first", "second", "third"):
            signal = _halved(signal, self.arrays[f"{name}.weight"], self.arrays[f"{name}.bias"])
        flat = signal.transpose(0, 3, 1, 2).reshape(len(cut), -1)
        out = flat @ self.arrays["last.weight"].T + self.arrays["last.bias"]
        out = out - out.max(axis=1, keepdims=True)
        return np.asarray(out - np.log(np.exp(out).sum(axis=1, keepdims=True)), dtype=np.float32)


def _halved(signal: Floats, weight: Floats, bias: Floats) -> Floats:
    """A convolution with stride 2, negative values set to 0. Channels last: (n, side, side, inputs)."""
    outputs, inputs, high, wide = weight.shape
    pad = high // 2
    padded = np.pad(signal, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    side = (signal.shape[1] + 1) // 2
    patches = np.empty((len(signal), side, side, high, wide, inputs), np.float32)
    for y in range(high):
        for x in range(wide):
            patches[:, :, :, y, x] = padded[:, y : y + 2 * side : 2, x : x + 2 * side : 2]
    kernel = weight.transpose(2, 3, 1, 0).reshape(-1, outputs)
    product = patches.reshape(-1, high * wide * inputs) @ kernel + bias
    np.maximum(product, 0, out=product)
    return np.asarray(product, dtype=np.float32).reshape(len(signal), side, side, outputs)


@cache
def network() -> Network:
    """The network of this version, read once a process. Raises ValueError if its file does not fit the code."""
    source = resources.files("verifyctl.reading.page") / WEIGHTS
    with resources.as_file(source) as path, np.load(path, allow_pickle=False) as stored:
        return loaded({name: stored[name] for name in stored.files})


@cache
def digest() -> str:
    """The SHA-256 of the network's data file, as `sha256:` and hexadecimal digits."""
    data = (resources.files("verifyctl.reading.page") / WEIGHTS).read_bytes()
    return "sha256:" + hashlib.sha256(data).hexdigest()


def loaded(arrays: Mapping[str, NDArray[np.float16]]) -> Network:
    """The network from its stored arrays. Raises ValueError if they are not those of this network."""
    channels = arrays["third.bias"].shape if "third.bias" in arrays else (0,)
    wanted = (4 * len(SCRIPTS) + 1, (SIDE // 8) ** 2 * channels[0])
    if "last.weight" not in arrays or arrays["last.weight"].shape != wanted:
        raise ValueError("the weights are not those of the network that tells how a page lies")
    return Network({name: np.ascontiguousarray(array, dtype=np.float32) for name, array in arrays.items()})
