"""From a trained network to the file that the package ships: batch norm folded in, half precision, no pickle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from network import Network
from numpy.typing import NDArray


@torch.no_grad()
def write(network: Network, path: Path) -> None:
    """Write `network`'s weights as float16 arrays; names as `verifyctl.reading.numbers.network` reads them."""
    arrays: dict[str, NDArray[np.float32]] = {}
    for number, layer in enumerate(network.down):
        convolution, norm = layer[0], layer[1]
        scale, shift = folded(norm)
        arrays[f"down{number}.weight"] = (convolution.weight * scale[:, None, None, None]).numpy()
        arrays[f"down{number}.bias"] = shift.numpy()
    for number, block in enumerate(network.along):
        scale, shift = folded(block.norm)
        mix = block.mix.weight[:, :, 0, 0]
        arrays[f"along{number}.own"] = (block.own.weight[:, 0, 0] * scale[:, None]).numpy()
        arrays[f"along{number}.mix"] = mix.numpy()
        arrays[f"along{number}.bias"] = (block.mix.bias + mix @ shift).numpy()
    arrays["out.weight"] = network.out.weight[:, :, 0, 0].numpy()
    arrays["out.bias"] = network.out.bias.numpy()
    with path.open("wb") as file:
        np.savez_compressed(file, **{name: array.astype(np.float16) for name, array in arrays.items()})


def folded(norm: torch.nn.BatchNorm2d) -> tuple[torch.Tensor, torch.Tensor]:
    """Scale and shift that the norm comes to once its statistics are fixed."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return scale, norm.bias - norm.running_mean * scale
