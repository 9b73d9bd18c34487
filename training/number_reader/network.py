"""The network: convolutions down to one row, then along the row; a column of output for two columns of the strip."""

from __future__ import annotations

import torch
from torch import nn

from verifyctl.reading.numbers.alphabet import SYMBOLS

CHANNELS = (16, 32, 64, 80, 128)
DILATIONS = (1, 1, 2, 4, 1)
REACH = 9


class Along(nn.Module):
    """A residual block along the row: each channel for itself, then all together."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        padding = (0, dilation * (REACH // 2))
        self.own = nn.Conv2d(
            channels, channels, (1, REACH), padding=padding, dilation=(1, dilation), groups=channels, bias=False
        )
        self.norm = nn.BatchNorm2d(channels)
        self.mix = nn.Conv2d(channels, channels, 1)

    def forward(self, row: torch.Tensor) -> torch.Tensor:
        """The row with what the block adds."""
        with torch.autocast("cpu", enabled=False):  # dilated and channel by channel, half precision is six times slower
            own = self.norm(self.own(row.float()))
        return row + torch.relu(self.mix(own))


def _layer(
    inputs: int, outputs: int, size: int | tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class Network(nn.Module):
    """Strips of shape (n, 1, 32, width) to scores of shape (n, classes, width / 2)."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third, fourth, last = CHANNELS
        self.down = nn.Sequential(
            _layer(1, first, 3, (1, 1), (1, 1)),
            _layer(first, second, 3, (2, 2), (1, 1)),
            _layer(second, third, 3, (2, 1), (1, 1)),
            _layer(third, fourth, 3, (2, 1), (1, 1)),
            _layer(fourth, last, (4, 3), (1, 1), (0, 1)),
        )
        self.along = nn.Sequential(*(Along(last, dilation) for dilation in DILATIONS))
        self.out = nn.Conv2d(last, len(SYMBOLS), 1)

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        """Scores before the softmax."""
        return self.out(self.along(self.down(strips)))[:, :, 0]
