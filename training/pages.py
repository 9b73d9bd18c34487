"""Fits the weights of known/pages.py: a logistic regression on cells of drawn pages against cells of photographs.

    python -m training.pages [--seed 1]

Pages are drawn by benchmarks/pages.py and damaged by benchmarks/attacks.py, photographs are the first half of those
that benchmarks/pictures.py collects. On a page the cells of the tone with more of them (dark on light, or light on
dark) count as text. Prints the line to put into the module, and the quantiles 0, 1, 5, 50, 95, 99, 100 % of both kinds'
densities; benchmarks/content.py has the figures on the other half.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import content, pictures
from verifyctl.known.pages import Cells, text_cells

MOST_CELLS = 150  # of a picture, so that none outweighs the others
RIDGE = 1e-3
ROUNDS = 15

Floats = NDArray[np.float64]


def sampled(cells: Cells, rng: np.random.Generator) -> Floats:
    features = cells.features
    if len(features) > MOST_CELLS:
        features = features[rng.choice(len(features), MOST_CELLS, replace=False)]
    return features


def fitted(features: Floats, text: Floats) -> Floats:
    """Logistic regression by Newton's method, both kinds weighing the same."""
    balance = np.where(text == 1, 0.5 / text.mean(), 0.5 / (1 - text.mean()))
    weights = np.zeros(features.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        steepness = balance * chance * (1 - chance) + 1e-6
        curvature = features.T @ (features * steepness[:, None]) + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, features.T @ (balance * (chance - text)) + RIDGE * weights)
    return weights


def density(both: tuple[Cells, Cells], weights: Floats) -> float:
    return max(
        float((1 / (1 + np.exp(-np.clip(each.features @ weights, -30, 30)))).sum()) / each.count for each in both
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=40)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    rng = np.random.default_rng(given.seed)
    first, _ = pictures.halves(pictures.collect().photographs)
    photographs = [text_cells(picture.rgb()) for picture in first]
    drawn = [
        text_cells(copy)
        for number, (_, rgb) in enumerate(content.texts(given.pages, given.seed))
        for _, copy in content.damaged(rgb, number, given.seed, 4)
    ]
    parts = [(sampled(each, rng), 0.0) for both in photographs for each in both]
    parts += [(sampled(max(both, key=lambda each: len(each.features)), rng), 1.0) for both in drawn]
    features = np.concatenate([cells for cells, _ in parts])
    text = np.concatenate([np.full(len(cells), kind) for cells, kind in parts])
    weights = fitted(features, text).round(2)
    print(f"WEIGHTS = np.array({weights.tolist()})  # {len(drawn)} pages, {len(photographs)} photographs")
    for name, pictured in (("pages", drawn), ("photographs", photographs)):
        quantiles = np.quantile(
            [1000 * density(both, weights) for both in pictured], [0, 0.01, 0.05, 0.5, 0.95, 0.99, 1]
        )
        print(f"{name}: " + " ".join(f"{value:.0f}" for value in quantiles))


if __name__ == "__main__":
    main()
