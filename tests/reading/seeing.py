"""In the network's place: a reader of numbers that sees black blocks as digits, the same on every machine."""

from __future__ import annotations

import numpy as np

from verifyctl.reading.numbers.alphabet import INDEX, SYMBOLS
from verifyctl.reading.numbers.confidence import FEATURES, JOINT_FEATURES, Confidence, Curve
from verifyctl.reading.numbers.network import Network
from verifyctl.reading.numbers.reader import Reader

SURE = Confidence(Curve(np.zeros(FEATURES), 4.0), Curve(np.zeros(JOINT_FEATURES), 4.0), 0.9)


def alike(network: Network, confidence: Confidence = SURE) -> Reader:
    """A reader whose networks are one."""
    return Reader((network, network, network), confidence)


class Seeing(Network):
    """Tells a number wherever a strip's upper half is black, one digit a block."""

    def __init__(self, digit: str = "7") -> None:
        super().__init__({})
        object.__setattr__(self, "digit", digit)

    def scores(self, ink: np.ndarray) -> np.ndarray:
        columns = (ink.shape[1] + 1) // 2
        made = np.full((columns, len(SYMBOLS)), 1e-6)
        dark = ink[4:-4, ::2].max(axis=0) > 0.5
        edges = np.flatnonzero(np.diff(np.r_[0, dark.astype(int), 0]))
        made[:, 0] = 1
        for place, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
            middle = (start + min(end, columns)) // 2
            made[middle, 0], made[middle, INDEX[self.symbol(place)]] = 1e-6, 1
        return np.log(made / made.sum(axis=1, keepdims=True)).astype(np.float32)

    def symbol(self, place: int) -> str:
        """What the block at this place of the strip is taken for."""
        return str(self.digit)


class Unseeing(Seeing):
    """Sees nothing but paper."""

    def scores(self, ink: np.ndarray) -> np.ndarray:
        return super().scores(np.zeros_like(ink))
