"""Train the number reader: seeded, on one core, stopped and taken up again at will.

    python training/number_reader/train.py FONTS LISTING STATE [--strips 400000] [--decay 40000] [--seed 1] [--bent 0]
        [--after WEIGHTS.npz] [--once]

Every strip is used twice, the second time varied, but for `--once`, where drawing costs little beside a step. STATE is
a folder: `state.pt` (all that is needed to go on), `log.jsonl`, and `weights.npz`, what the package ships but for the
calibration. The learning rate stays level and falls over the last `--decay` strips; running averages of the weights are
what is judged and shipped. A file named `decay` in STATE begins the fall at once. Strip number n is the same in every
run of the same seed. With `--after` a new STATE goes on from weights that such a run wrote: strips are damaged in full
from the start, the rate rises again.
"""

from __future__ import annotations

import argparse
import copy
import dataclasses
import json
import random
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from export import write
from glyphs import Shelf
from network import Network
from render import SEEDS, Strip, strip, strips
from taken_up import take_up
from torch import nn
from torch.nn import functional

from verifyctl.reading.numbers.alphabet import INDEX, SYMBOLS
from verifyctl.reading.numbers.strip import STEP

CHUNK = 512
COLUMNS_A_BATCH = 4480
MOST_A_BATCH = 48
RATE, WARM = 2e-3, 4000
AVERAGE = 0.9985
RAMP = 60_000
HINTED = 200_000
LIGHT, LIGHT_STRENGTHS = 0.45, (0.1, 0.4)
"""The share of strips that are damaged little, half of them plain: most print is clean, and must not be given up for
what is hard.
"""

LOUDER = torch.tensor([0.4] + [2.0] * (len(SYMBOLS) - 1))
"""Blank columns are many and easy, symbols few."""

HALF = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
"""Half precision, on processors that have it; where it is emulated a step takes eight times as long."""

UNSAID = -100
JUDGED_EVERY, JUDGED = 10_240, 300
SAVED_EVERY = 2048


def main() -> None:
    """Train until the strips are used up."""
    options = arguments()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)
    shelf = Shelf(options.listing, options.fonts, "training")
    judged = judged_strips(options)
    state = State(options, shelf)
    earlier: list[Strip] = []
    while state.seen < options.strips:
        began = time.process_time()
        strength = 1.0 if options.after else min(1.0, 0.3 + 0.7 * state.seen / RAMP)
        first = options.seed * 10_000_000 + state.seen
        made = [fitting(shelf, first + number, strength, options.bent) for number in range(CHUNK)]
        rendered = time.process_time() - began
        both = made + varied(earlier, options.seed + state.seen)
        losses = [state.step(batch) for batch in batches(both, options.seed + state.seen)]
        state.seen, earlier = state.seen + CHUNK, [] if options.once else made
        entry: dict[str, Any] = {
            "seen": state.seen,
            "loss": round(float(np.mean(losses)), 4),
            "rate": round(state.rate(), 6),
            "render_s": round(rendered, 1),
            "cpu_s": round(time.process_time() - began, 1),
            "at": round(time.time()),
        }
        if state.seen % JUDGED_EVERY == 0 or state.seen >= options.strips:
            entry |= {kind: round(exact(state.average, one), 4) for kind, one in judged.items()}
        if state.seen % SAVED_EVERY == 0 or state.seen >= options.strips:
            state.save()
        with (options.state / "log.jsonl").open("a") as log:
            log.write(json.dumps(entry) + "\n")


def arguments() -> argparse.Namespace:
    """What to train on, where to keep it, for how long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("fonts", type=Path)
    parser.add_argument("listing", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("--strips", type=int, default=400_000)
    parser.add_argument("--decay", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bent", type=float, default=0.0, help="share of strips in faces bent anew")
    parser.add_argument("--once", action="store_true", help="use every strip once")
    parser.add_argument("--after", type=Path, help="weights to go on from where STATE is new")
    options = parser.parse_args()
    options.state.mkdir(parents=True, exist_ok=True)
    return options


class State:
    """Network, running average, optimiser and the count of strips seen, kept in one file."""

    def __init__(self, options: argparse.Namespace, shelf: Shelf) -> None:
        self.options = options
        self.network = Network()
        self.path = options.state / "state.pt"
        if options.after and not self.path.exists():
            first = options.seed * 10_000_000 - CHUNK
            made = [fitting(shelf, first + number, 1.0, options.bent) for number in range(CHUNK)]
            take_up(self.network, options.after, [stacked(batch)[0] for batch in batches(made, options.seed)])
        self.network = self.network.to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network).eval()
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=RATE, weight_decay=0.01)
        self.seen, self.falls_from = 0, options.strips - options.decay
        if self.path.exists():
            kept = torch.load(self.path, weights_only=True)
            self.network.load_state_dict(kept["network"])
            self.average.load_state_dict(kept["average"])
            self.optimiser.load_state_dict(kept["optimiser"])
            self.seen = kept["seen"]

    def save(self) -> None:
        """Write everything, replacing the file in one go."""
        kept = {"network": self.network.state_dict(), "average": self.average.state_dict(),
                "optimiser": self.optimiser.state_dict(), "seen": self.seen}  # fmt: skip
        torch.save(kept, self.path.with_suffix(".new"))
        self.path.with_suffix(".new").replace(self.path)
        write(self.average, self.options.state / "weights.npz")

    def rate(self) -> float:
        """Rises over the first strips, level, falls to nothing at the end."""
        if (self.options.state / "decay").exists() and self.falls_from > self.seen:
            self.falls_from = self.seen
            self.options.strips = self.seen + self.options.decay
        left = (self.falls_from + self.options.decay - self.seen) / self.options.decay
        return RATE * min(1.0, (self.seen + CHUNK) / WARM, max(left, 0.01))

    def step(self, batch: list[Strip]) -> float:
        """One step down the gradient; the loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        inputs, lengths = stacked(batch)
        targets = [torch.tensor([INDEX[sign] for sign in one.text], dtype=torch.long) for one in batch]
        self.network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            outputs = self.network(inputs)
        scores = outputs.float().log_softmax(1).permute(2, 0, 1)
        sizes = torch.tensor([len(one) for one in targets])
        loss = functional.ctc_loss(scores, torch.cat(targets), lengths, sizes, zero_infinity=True)
        loss = loss + self.hint() * functional.nll_loss(scores.permute(1, 2, 0), placed(batch, len(scores)), LOUDER)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self._follow()
        return float(loss.detach())

    def hint(self) -> float:
        """The weight of what says where each symbol stands: much at first, little once they are found."""
        return 0.1 if self.options.after else max(0.1, 1 - self.seen / HINTED)

    @torch.no_grad()
    def _follow(self) -> None:
        for mean, now in zip(self.average.state_dict().values(), self.network.state_dict().values(), strict=True):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, 1 - (AVERAGE if self.seen > 2 * WARM else 0.95))


def fitting(shelf: Shelf, seed: int, strength: float, bent_share: float) -> Strip:
    """The strip of this seed, or of the next one whose label fits into its columns."""
    rng = random.Random(seed)
    light = rng.random() < LIGHT
    strength, plain = (rng.uniform(*LIGHT_STRENGTHS), rng.random() < 0.5) if light else (strength, False)
    bent = rng.random() < bent_share
    while True:
        one = strip(shelf, SEEDS["training"] + seed, strength=strength, plain=plain, bent=bent)
        repeats = sum(first == second for first, second in zip(one.text, one.text[1:], strict=False))
        if one.ink.shape[1] // STEP >= len(one.text) + repeats + 1:
            return one
        seed += 500_000_000


def varied(made: list[Strip], seed: int) -> list[Strip]:
    """The strips of the chunk before once more, moved, stretched, noisier: drawing costs nearly as much as a step."""
    rng = np.random.default_rng(seed)
    result = []
    for one in made:
        height, width = one.ink.shape
        stretch, shift = rng.uniform(0.95, 1.12), rng.normal(0, 1.0)
        matrix = np.array([[stretch, 0, 0], [0, 1, np.clip(shift, -2, 2)]], np.float32)
        size = (max(8, round(width * stretch)), height)
        ink = cv2.warpAffine(one.ink, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        ink = ink * rng.uniform(0.8, 1.1) + rng.normal(0, rng.uniform(0, 0.08), ink.shape)
        result.append(dataclasses.replace(one, ink=np.clip(ink, -0.25, 1.25).astype(np.float32)))
    return result


def batches(made: list[Strip], seed: int) -> list[list[Strip]]:
    """Strips of like width together, the batches in random order."""
    rng = np.random.default_rng(seed)
    made = sorted(made, key=lambda one: one.ink.shape[1])
    groups: list[list[Strip]] = [[]]
    for one in made:
        if len(groups[-1]) >= MOST_A_BATCH or (len(groups[-1]) + 1) * one.ink.shape[1] > COLUMNS_A_BATCH:
            groups.append([])
        groups[-1].append(one)
    return [groups[number] for number in rng.permutation(len(groups)) if groups[number]]


def stacked(batch: list[Strip]) -> tuple[torch.Tensor, torch.Tensor]:
    """Strips padded with paper to one width, and the columns of output that belong to each."""
    widest = max(one.ink.shape[1] for one in batch)
    field = np.zeros((len(batch), 1, batch[0].ink.shape[0], widest), np.float32)
    for number, one in enumerate(batch):
        field[number, 0, :, : one.ink.shape[1]] = one.ink
    lengths = torch.tensor([(one.ink.shape[1] + STEP - 1) // STEP for one in batch])
    return torch.from_numpy(field).to(memory_format=torch.channels_last), lengths


def placed(batch: list[Strip], columns: int) -> torch.Tensor:
    """For every column the class to be seen there: a symbol at its middle, nothing said beside it or at words."""
    field = np.zeros((len(batch), columns), np.int64)
    for row, one in zip(field, batch, strict=True):
        size = (one.ink.shape[1] + STEP - 1) // STEP
        row[size:] = UNSAID
        for start, end in one.spans:
            row[max(int(start * size) - 1, 0) : int(end * size) + 2] = UNSAID
        middles = [min(max(int(place * size), 0), size - 1) for _, place in one.places]
        for middle in middles:
            row[max(middle - 1, 0) : middle + 2] = UNSAID
        for (symbol, _), middle in zip(one.places, middles, strict=True):
            row[middle] = INDEX[symbol]
    return torch.from_numpy(field)


def judged_strips(options: argparse.Namespace) -> dict[str, list[Strip]]:
    """Strips in faces of the validation split: plain, light and full damage, numbers alone and among words."""
    shelf = Shelf(options.listing, options.fonts, "validation")
    return {
        "plain": list(strips(shelf, "validation", 1, JUDGED, strength=0.25, kinds={"bare": 1.0}, plain=True)),
        "light": list(strips(shelf, "validation", 1, JUDGED, strength=0.25, kinds={"bare": 1.0})),
        "heavy": list(strips(shelf, "validation", 100_001, JUDGED, strength=1.0, kinds={"bare": 1.0})),
        "short": list(strips(shelf, "validation", 200_001, JUDGED // 2, strength=0.6, kinds={"short": 1.0})),
    }


@torch.no_grad()
def exact(network: nn.Module, made: list[Strip]) -> float:
    """The share of strips whose best path is the label."""
    right = 0
    for batch in batches(made, 0):
        inputs, lengths = stacked(batch)
        best = network(inputs).argmax(1)
        for one, path, length in zip(batch, best, lengths, strict=True):
            kept = path[: int(length)].tolist()
            text = "".join(
                SYMBOLS[now] for before, now in zip([0, *kept], kept, strict=False) if now not in (0, before)
            )
            right += text == one.text
    return right / len(made)


if __name__ == "__main__":
    main()
