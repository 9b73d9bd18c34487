"""Fit the confidence on strips in unseen shapes, choose the level of acceptance, write the package's data file.

    python training/number_reader/calibrate.py FONTS LISTING FIRST.npz SECOND.npz WITNESS.npz OUT.npz
        [--strips N] [--light N] [--wrong SHARE]

The curves are fitted on `--strips` strips of the validation faces in every kind of damage. The level is the lowest at
which at most `--wrong` of the accepted numbers are wrong on `--light` others that are plain and damaged little, which
is what the number reader promises; what is accepted on worse strips is printed beside it.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from glyphs import Shelf
from judge import Judged, judged
from numpy.typing import NDArray
from render import strips

from verifyctl.reading.numbers.confidence import (
    FEATURES,
    FIGURES,
    JOINT_FEATURES,
    Confidence,
    Curve,
    chance,
)
from verifyctl.reading.numbers.network import loaded
from verifyctl.reading.numbers.reader import Reader
from verifyctl.reading.numbers.readings import Seen, weighed
from verifyctl.reading.numbers.shipped import CALIBRATION, NETWORKS

KINDS = {"bare": 0.68, "short": 0.25, "line": 0.04, "none": 0.03}
SEED, LIGHT_SEED = 5_000_000, 6_000_000
Damage = tuple[float, bool]
LIGHT: Damage = (0.25, True)
DAMAGES: tuple[Damage, ...] = (LIGHT, (0.25, False), (0.6, False), (1.0, False))
"""Strength, and whether the strips are plain."""

STEPS, PULL = 60, 1e-3
UNKNOWN = Confidence(Curve(np.zeros(FEATURES), 0.0), Curve(np.zeros(JOINT_FEATURES), 0.0), 0.0)

Figures = NDArray[np.float64]


def main() -> None:
    """Fit, choose, write."""
    parser = argparse.ArgumentParser()
    for name in ("fonts", "listing", "first", "second", "witness", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--strips", type=int, default=10_000)
    parser.add_argument("--light", type=int, default=12_000)
    parser.add_argument("--wrong", type=float, default=0.004)
    options = parser.parse_args()
    networks = trained(options.first), trained(options.second), trained(options.witness)
    first, second, witness = map(loaded, networks)
    reader = Reader((first, second, witness), UNKNOWN)
    shelf = Shelf(options.listing, options.fonts, "validation")
    read: dict[Damage, list[Judged]] = {}
    for number, damage in enumerate(DAMAGES):
        read[damage] = drawn(reader, shelf, SEED + number * 100_000, options.strips // len(DAMAGES), damage)
    every = [one for some in read.values() for one in some]
    single = curve([(found.figures, one.right) for one in every if one.seen and (found := one.seen.readings[0])])
    joint = curve(
        [(figures, one.says(text)) for one in every if one.seen for text, figures, _ in [known(one.seen, single)]]
    )
    light = drawn(reader, shelf, LIGHT_SEED, options.light, LIGHT)
    level = lowest_level(*chosen(light, single, joint), options.wrong)
    calibration = np.array([*single.weights, single.constant, *joint.weights, joint.constant, level], dtype=np.float64)
    assert calibration.shape == (FIGURES,)
    stored: dict[str, Any] = {CALIBRATION: calibration}
    for each, arrays in zip(NETWORKS, networks, strict=True):
        stored |= {f"{each}{name}": array for name, array in arrays.items()}
    with options.out.open("wb") as file:
        np.savez_compressed(file, **stored)
    print(f"level {level:.4f}")
    print(f"light, plain, for the level: {how_well(*chosen(light, single, joint), level)}")
    for (strength, plain), some in read.items():
        name = f"strength {strength}, {'plain' if plain else 'surrounded'}, fitted on"
        print(f"{name}: {how_well(*chosen(some, single, joint), level)}")


def how_well(sure: Figures, right: Figures, level: float) -> str:
    """How many numbers there are, how many are accepted at a level, and how many of those are wrong."""
    accepted = sure >= level
    wrong = f"{1 - right[accepted].mean():.4f}" if accepted.any() else "none"
    return f"{len(sure)} numbers, accepted {accepted.mean():.3f}, wrong among them {wrong}"


def drawn(reader: Reader, shelf: Shelf, seed: int, count: int, damage: Damage) -> list[Judged]:
    """The numbers on so many strips of the validation faces, as they were read."""
    strength, plain = damage
    return judged(reader, strips(shelf, "validation", seed, count, strength=strength, kinds=KINDS, plain=plain))


def trained(path: Path) -> dict[str, NDArray[np.float16]]:
    """The arrays of a network as `train.py` writes them."""
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


def known(seen: Seen, single: Curve) -> tuple[str, Figures, int]:
    """The text that its readings agree on, what is known of it by the curve of single readings, and the votes."""
    *readings, witness = (
        None if reading is None else replace(reading, logit=single.at(reading.figures))
        for reading in (*seen.readings, seen.witness)
    )
    return weighed(replace(seen, readings=tuple(readings), witness=witness))


def chosen(read: list[Judged], single: Curve, joint: Curve) -> tuple[Figures, Figures]:
    """The chance given to each number, 0 where it was not read or by one reading only, and whether it is right."""
    rows = [(0.0, 0.0)] * sum(one.seen is None for one in read)
    for one in read:
        if one.seen is not None:
            text, figures, votes = known(one.seen, single)
            rows.append((chance(joint.at(figures)) if votes > 1 else 0.0, float(one.says(text))))
    return np.array([sure for sure, _ in rows]), np.array([right for _, right in rows])


def curve(rows: list[tuple[Figures, bool]]) -> Curve:
    """The logistic curve by Newton's method, on standardised features."""
    features, right = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], dtype=float)
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = np.column_stack([(features - mean) / spread, np.ones(len(rows))])
    weights, pull = np.zeros(scaled.shape[1]), PULL * np.r_[np.ones(features.shape[1]), 1e-3]
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-(scaled @ weights)))
        slope = scaled.T @ (share - right) / len(right) + pull * weights
        bend = (scaled * (share * (1 - share))[:, None]).T @ scaled / len(right) + np.diag(pull)
        weights -= np.linalg.solve(bend, slope)
    plain = weights[:-1] / spread
    return Curve(plain, float(weights[-1] - plain @ mean))


def lowest_level(sure: Figures, right: Figures, wrong: float) -> float:
    """The lowest confidence from which on so few are wrong; 1 if there is none."""
    order = np.argsort(-sure)
    mistakes = np.cumsum(1 - right[order]) / (np.arange(len(order)) + 1)
    good = np.flatnonzero((mistakes <= wrong) & (sure[order] > 0))
    return float(sure[order[good[-1]]]) if len(good) else 1.0


if __name__ == "__main__":
    main()
