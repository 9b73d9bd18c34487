"""Fit the confidence on strips in unseen shapes, choose the level of acceptance, write the package's data file.

    python training/number_reader/calibrate.py FONTS LISTING WEIGHTS.npz OUT.npz [--strips 6000] [--wrong 0.003]

The level is the lowest at which at most `--wrong` of the accepted readings are wrong, judged on strips of the
validation faces that the curve was not fitted on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from glyphs import Shelf
from judge import Reading, readings
from numpy.typing import NDArray
from render import strips

from verifyctl.reading.numbers.network import loaded

KINDS = {"bare": 0.65, "short": 0.25, "line": 0.05, "none": 0.05}
SEED = 5_000_000
STRENGTHS = (0.25, 0.6, 1.0)
STEPS, RATE, PULL = 4000, 0.2, 1e-3


def main() -> None:
    """Fit, choose, write."""
    parser = argparse.ArgumentParser()
    for name in ("fonts", "listing", "weights", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--strips", type=int, default=6000)
    parser.add_argument("--wrong", type=float, default=0.003)
    options = parser.parse_args()
    with np.load(options.weights) as stored:
        arrays = {name: stored[name] for name in stored.files if name != "calibration"}
    network, shelf = loaded(arrays), Shelf(options.listing, options.fonts, "validation")
    read: list[Reading] = []
    for number, strength in enumerate(STRENGTHS):
        seed = SEED + number * 100_000
        count = options.strips // len(STRENGTHS)
        read += readings(network, strips(shelf, "validation", seed, count, strength=strength, kinds=KINDS))
    made = np.array([one.features for one in read])
    right = np.array([one.right for one in read], dtype=float)
    half = np.arange(len(read)) % 2 == 0
    weights, constant = fitted(made[half], right[half])
    sure = 1 / (1 + np.exp(-(made[~half] @ weights + constant)))
    level = lowest_level(sure, right[~half], options.wrong)
    arrays["calibration"] = np.array([*weights, constant, level])
    with options.out.open("wb") as file:
        np.savez_compressed(file, **arrays)
    accepted = sure >= level
    print(
        f"{len(read)} numbers, right {right.mean():.3f}; level {level:.4f}: accepted {accepted.mean():.3f}, "
        f"wrong among them {1 - right[~half][accepted].mean():.4f}"
    )


def fitted(features: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Weights and constant of the logistic curve, by gradient descent on standardised features."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = (features - mean) / spread
    weights, constant = np.zeros(features.shape[1]), 0.0
    for _ in range(STEPS):
        gap = 1 / (1 + np.exp(-(scaled @ weights + constant))) - right
        weights -= RATE * (scaled.T @ gap / len(right) + PULL * weights)
        constant -= RATE * float(gap.mean())
    return weights / spread, constant - float((weights / spread) @ mean)


def lowest_level(sure: NDArray[np.float64], right: NDArray[np.float64], wrong: float) -> float:
    """The lowest confidence from which on so few are wrong."""
    order = np.argsort(-sure)
    mistakes = np.cumsum(1 - right[order]) / (np.arange(len(order)) + 1)
    good = np.flatnonzero(mistakes <= wrong)
    return float(sure[order[good[-1]]]) if len(good) else 1.0


if __name__ == "__main__":
    main()
