"""A network to be trained on from arrays that were shipped, its batch norms fitted anew to the same outputs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from network import Along, Network
from torch import nn


@torch.no_grad()
def take_up(network: Network, path: Path, strips: list[torch.Tensor]) -> None:
    """Fill `network` from arrays as `export.write` makes them.

    Shipped layers hold no norms: each norm gets the mean and spread that its layer has on `strips`, tensors of shape
    (n, 1, 32, width), and the scale and shift that undo it, so that the outputs stay as they were. Raises KeyError
    where an array is missing.
    """
    with np.load(path) as stored:
        arrays = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files}
    for number, layer in enumerate(network.down):
        layer[0].weight.copy_(arrays[f"down{number}.weight"])
    for number, block in enumerate(network.along):
        block.own.weight.copy_(arrays[f"along{number}.own"][:, None, None])
        block.mix.weight.copy_(arrays[f"along{number}.mix"][:, :, None, None])
        block.mix.bias.copy_(arrays[f"along{number}.bias"])
    network.out.weight.copy_(arrays["out.weight"][:, :, None, None])
    network.out.bias.copy_(arrays["out.bias"])
    shifts = [arrays[f"down{number}.bias"] for number in range(len(network.down))]
    norms = [layer[1] for layer in network.down]
    for block in network.along:
        assert isinstance(block, Along)
        norms.append(block.norm)
        shifts.append(torch.zeros(block.norm.num_features))
    network.eval()
    for norm, shift in zip(norms, shifts, strict=True):
        mean, variance = seen(network, norm, strips)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_(torch.sqrt(variance + norm.eps))
        norm.bias.copy_(mean + shift)


def seen(network: Network, norm: nn.BatchNorm2d, strips: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and variance of each channel that reaches a norm."""
    reached: list[torch.Tensor] = []
    hook = norm.register_forward_pre_hook(lambda _, given: reached.append(given[0].transpose(0, 1).flatten(1)))
    for batch in strips:
        network(batch)
    hook.remove()
    columns = torch.cat(reached, 1)
    return columns.mean(1), columns.var(1)
