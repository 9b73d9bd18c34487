"""Trains the network that tells a page's turn and script from the fields around its letters.

    python -m training.bearing.train FIELDS.npz VALIDATION.npz WEIGHTS.npz [--rounds 10] [--seed 1]

Every field is turned by further quarters at random. Seeded, on one core. Writes half-precision arrays with the names
that `verifyctl.reading.page.turn` reads, and prints how many validation fields and blocks come out right.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
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
        self.last = nn.Linear(9 * 64, OTHER + 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, fields: torch.Tensor) -> torch.Tensor:
        fields = torch.relu(self.first(fields))
        fields = torch.relu(self.second(fields))
        fields = torch.relu(self.third(fields))
        return torch.as_tensor(self.last(self.drop(fields.flatten(1))))


@dataclass(frozen=True)
class Held:
    """Fields, shape (n, side, side), and for each its script, its counter-clockwise quarters and its block."""

    fields: Fields
    scripts: Labels
    quarters: Labels
    blocks: Labels


def main() -> None:
    options = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    network = trained(held(options.fields), options.rounds, rng)
    report(network, held(options.validation))
    with options.weights.open("wb") as file:
        arrays = {name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()}
        np.savez_compressed(file, **arrays)


def held(path: Path) -> Held:
    with np.load(path) as stored:
        labels = [stored[name].astype(np.int64) for name in ("scripts", "quarters", "blocks")]
        return Held(stored["fields"], *labels)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("fields", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def trained(known: Held, rounds: int, rng: np.random.Generator) -> Network:
    network = Network()
    count = len(known.fields)
    steps = rounds * count // BATCH
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    rarity = (1 / np.sqrt(np.bincount(known.scripts)))[known.scripts]
    places = rng.choice(count, steps * BATCH, p=rarity / rarity.sum()).reshape(steps, BATCH)
    total = 0.0
    for step, chosen in enumerate(places, start=1):
        further = rng.integers(0, 4, BATCH)
        seen = np.empty_like(known.fields[chosen])
        for quarter in range(4):
            seen[further == quarter] = np.rot90(known.fields[chosen][further == quarter], quarter, (1, 2))
        wanted = torch.from_numpy(labels(known.scripts[chosen], known.quarters[chosen] + further))
        loss = nn.functional.cross_entropy(network(as_input(seen)), wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 500 == 0:
            print(f"step {step} of {steps}, loss {total / 500:.3f}", flush=True)
            total = 0.0
    return network.eval()


def labels(scripts: Labels, quarters: Labels) -> Labels:
    """Classes: a script and the clockwise quarters that set it upright, or no such text."""
    return np.where(scripts == len(SCRIPTS), OTHER, scripts * 4 + quarters % 4)


def as_input(fields: Fields) -> torch.Tensor:
    return torch.from_numpy(fields.astype(np.float32)[:, None] / 255)


@torch.no_grad()
def report(network: Network, known: Held) -> None:
    logs = torch.log_softmax(network(as_input(known.fields)), dim=1).numpy()
    right = logs.argmax(axis=1) == labels(known.scripts, known.quarters)
    print(f"fields: {right.mean():.3f} of {len(right)} right")
    wrong = {script: [0, 0] for script in SCRIPTS}
    for block in np.unique(known.blocks[known.scripts < len(SCRIPTS)]):
        own = known.blocks == block
        chances = np.exp(logs[own][:, :OTHER]).reshape(-1, len(SCRIPTS), 4).sum(axis=1)
        counted = wrong[SCRIPTS[known.scripts[own][0]]]
        counted[0] += int(np.log(chances + 0.01).sum(axis=0).argmax() != known.quarters[own][0])
        counted[1] += 1
    print("blocks turned wrongly:", {script: f"{count} of {total}" for script, (count, total) in wrong.items()})


if __name__ == "__main__":
    main()
