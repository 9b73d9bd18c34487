"""Trains the network that tells a page's turn and script from the fields around its letters.

    python -m training.bearing.train FIELDS.npz VALIDATION.npz WEIGHTS.npz [--rounds 12] [--seed 1]

Every field is turned by quarters at random, so that the network learns all four turns from upright text. Seeded, on
one core. Writes half-precision arrays with the names that `verifyctl.reading.page.turn` reads, and prints how many
validation fields and blocks come out right.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from verifyctl.reading.page.turn import SCRIPTS

BATCH = 256
RATE = 4e-3
OTHER = 4 * len(SCRIPTS)

Fields = NDArray[np.uint8]
Labels = NDArray[np.int64]


class Network(nn.Module):
    """Three convolutions, each halving the field, and one layer over what remains."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 16, 5, 2, 2)
        self.second = nn.Conv2d(16, 32, 3, 2, 1)
        self.third = nn.Conv2d(32, 64, 3, 2, 1)
        self.last = nn.Linear(576, OTHER + 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, fields: torch.Tensor) -> torch.Tensor:
        fields = torch.relu(self.first(fields))
        fields = torch.relu(self.second(fields))
        fields = torch.relu(self.third(fields))
        return torch.as_tensor(self.last(self.drop(fields.flatten(1))))


def main() -> None:
    options = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    with np.load(options.fields) as held:
        fields, scripts = held["fields"], held["scripts"].astype(np.int64)
    network = trained(fields, scripts, options.rounds, rng)
    report(network, options.validation, rng)
    with options.weights.open("wb") as file:
        arrays = {name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()}
        np.savez_compressed(file, **arrays)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("fields", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def trained(fields: Fields, scripts: Labels, rounds: int, rng: np.random.Generator) -> Network:
    network = Network()
    steps = rounds * len(fields) // BATCH
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    rarity = (1 / np.sqrt(np.bincount(scripts)))[scripts]
    places = rng.choice(len(fields), steps * BATCH, p=rarity / rarity.sum()).reshape(steps, BATCH)
    total = 0.0
    for step, chosen in enumerate(places, start=1):
        seen, labels = turned(fields[chosen], scripts[chosen], rng.integers(0, 4, BATCH))
        loss = nn.functional.cross_entropy(network(as_input(seen)), torch.from_numpy(labels))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 500 == 0:
            print(f"step {step} of {steps}, loss {total / 500:.3f}", flush=True)
            total = 0.0
    return network.eval()


def turned(fields: Fields, scripts: Labels, quarters: Labels) -> tuple[Fields, Labels]:
    """Fields turned counter-clockwise, and their labels: the clockwise quarters that set them upright again."""
    seen = np.empty_like(fields)
    for quarter in range(4):
        seen[quarters == quarter] = np.rot90(fields[quarters == quarter], quarter, (1, 2))
    return seen, np.where(scripts == len(SCRIPTS), OTHER, scripts * 4 + quarters)


def as_input(fields: Fields) -> torch.Tensor:
    return torch.from_numpy(fields.astype(np.float32)[:, None] / 255)


@torch.no_grad()
def report(network: Network, path: Path, rng: np.random.Generator) -> None:
    with np.load(path) as held:
        fields, scripts, blocks = held["fields"], held["scripts"].astype(np.int64), held["blocks"]
    quarters = rng.integers(0, 4, blocks.max() + 1)[blocks]
    seen, labels = turned(fields, scripts, quarters)
    logs = torch.log_softmax(network(as_input(seen)), dim=1).numpy()
    print(f"fields: {np.mean(logs.argmax(axis=1) == labels):.3f} of {len(fields)} right")
    text = scripts < len(SCRIPTS)
    wrong = count = 0
    for block in np.unique(blocks[text]):
        chances = np.exp(logs[blocks == block][:, :OTHER]).reshape(-1, len(SCRIPTS), 4).sum(axis=1)
        count += 1
        wrong += int(np.log(chances + 0.01).sum(axis=0).argmax() != quarters[blocks == block][0])
    print(f"turn of blocks: {wrong} of {count} wrong")


if __name__ == "__main__":
    main()
