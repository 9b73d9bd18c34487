"""Read rendered strips with the package's own code and hold what it read against the labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from render import Strip

from verifyctl.reading.numbers.alphabet import DIGITS, SEPARATORS
from verifyctl.reading.numbers.confidence import features
from verifyctl.reading.numbers.decode import runs
from verifyctl.reading.numbers.network import Network

_DIGIT = f"[{''.join(sorted(DIGITS))}]"
WIDE = re.compile(rf"(?<={_DIGIT}) (?=[-/\\])|(?<=[-/\\]) (?={_DIGIT})")
"""Spaces beside a slash or hyphen: parts of one number, set wide."""


@dataclass(frozen=True)
class Reading:
    """A number on a strip as read and as it is; `truth` is empty for a number where there is none."""

    text: str
    truth: str
    name: str
    features: NDArray[np.float64]

    @property
    def right(self) -> bool:
        """Every sign right, digits of the right set."""
        return self.text == self.truth


NOTHING = np.array([9.0, 0.0, 0.0, 0.0, 0.0, 1.0])
"""Features of a number that was not read: sure of nothing."""


def readings(network: Network, made: Iterable[Strip]) -> list[Reading]:
    """One reading for every number on the strips, and one for every number read where none is."""
    found: list[Reading] = []
    for one in made:
        scores = network.scores(one.ink)
        for truth, run in zip_longest(numbers_in(one.text), runs(scores)):
            figures = NOTHING if run is None else features(run, len(scores))
            found.append(Reading("" if run is None else run.text, truth or "", one.name, figures))
    return found


def numbers_in(label: str) -> list[str]:
    """The numbers of a label from left to right, without the spaces within them."""
    label = WIDE.sub("", label)
    parts = "".join(sign if sign in DIGITS or sign in SEPARATORS else " " for sign in label).split()
    return [part for part in parts if DIGITS.intersection(part)]
