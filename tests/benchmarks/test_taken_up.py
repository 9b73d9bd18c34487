"""Training goes on from shipped arrays: the network that is trained gives what the shipped one gave."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest

from verifyctl.reading.numbers.network import loaded
from verifyctl.reading.numbers.shipped import reader

FOLDER = Path(__file__).resolve().parents[2] / "training" / "number_reader"


def test_a_network_taken_up_gives_what_it_gave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch", reason="training needs torch, the package does not")
    monkeypatch.syspath_prepend(str(FOLDER))
    taken_up, export, network = (importlib.import_module(name) for name in ("taken_up", "export", "network"))
    shipped = reader().networks[0]
    np.savez(tmp_path / "shipped.npz", **shipped.arrays)
    rng = np.random.default_rng(3)
    strips = [torch.from_numpy(rng.random((8, 1, 32, 160), dtype=np.float32)) for _ in range(2)]

    trained = network.Network()
    taken_up.take_up(trained, tmp_path / "shipped.npz", strips)
    export.write(trained.eval(), tmp_path / "again.npz")
    with np.load(tmp_path / "again.npz") as stored:
        again = loaded({name: stored[name] for name in stored.files})

    strip = rng.random((32, 200), dtype=np.float32)
    assert float(np.abs(again.scores(strip) - shipped.scores(strip)).max()) < 0.02
