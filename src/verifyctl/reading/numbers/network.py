"""The network of the number reader in plain numpy: a few matrix products for a strip, no framework.

Trained by `training/number_reader`; the weights are `weights.npz` beside this file. Convolutions bring a strip of
32 rows down to one, five residual blocks look along it, and each output column scores the classes of `alphabet`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from verifyctl.reading.numbers.alphabet import SYMBOLS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

STRIDES = ((1, 1), (2, 2), (2, 1), (2, 1), (1, 1))
PADDINGS = ((1, 1), (1, 1), (1, 1), (1, 1), (0, 1))
DILATIONS = (1, 1, 2, 4, 1)
TILE = 128


@dataclass(frozen=True)
class Network:
    """Weights by the names that training gives them, 32-bit, batch norm folded in."""

    arrays: dict[str, Floats]

    def scores(self, ink: Floats) -> Floats:
        """Log probabilities, shape (columns, classes), of a strip of shape (32, width); columns = ceil(width / 2).

        Raises ValueError for another height or an empty strip.
        """
        if ink.ndim != 2 or ink.shape[0] != 32 or ink.shape[1] == 0:
            raise ValueError(f"a strip is 32 pixels high, not of shape {ink.shape}")
        field = np.ascontiguousarray(ink[None], dtype=np.float32)
        for number, (stride, padding) in enumerate(zip(STRIDES, PADDINGS, strict=True)):
            weight, bias = self.arrays[f"down{number}.weight"], self.arrays[f"down{number}.bias"]
            field = _convolved(field, weight, bias, stride, padding)
        row = field[:, 0]
        for number, dilation in enumerate(DILATIONS):
            own = _along(row, self.arrays[f"along{number}.own"], dilation)
            mixed = self.arrays[f"along{number}.mix"] @ own + self.arrays[f"along{number}.bias"][:, None]
            row = row + np.maximum(mixed, 0)
        out = (self.arrays["out.weight"] @ row + self.arrays["out.bias"][:, None]).T
        out = out - out.max(axis=1, keepdims=True)
        return np.asarray(out - np.log(np.exp(out).sum(axis=1, keepdims=True)), dtype=np.float32)


def _convolved(
    field: Floats, weight: Floats, bias: Floats, stride: tuple[int, int], padding: tuple[int, int]
) -> Floats:
    """Channels first, one picture: (inputs, height, width) to (outputs, height', width'), negative values set to 0.

    Done in tiles of columns: what one product needs then stays in the processor's cache.
    """
    outputs, inputs, high, wide = weight.shape
    above, beside = padding
    padded = np.zeros((inputs, field.shape[1] + 2 * above, field.shape[2] + 2 * beside), np.float32)
    padded[:, above : above + field.shape[1], beside : beside + field.shape[2]] = field
    rows = (padded.shape[1] - high) // stride[0] + 1
    columns = (padded.shape[2] - wide) // stride[1] + 1
    kernel = weight.reshape(outputs, -1)
    result = np.empty((outputs, rows, columns), np.float32)
    for start in range(0, columns, TILE):
        count = min(TILE, columns - start)
        patches = np.empty((inputs, high, wide, rows, count), np.float32)
        for y in range(high):
            for x in range(wide):
                first = x + start * stride[1]
                patches[:, y, x] = padded[
                    :, y : y + rows * stride[0] : stride[0], first : first + count * stride[1] : stride[1]
                ]
        product = kernel @ patches.reshape(inputs * high * wide, rows * count)
        product += bias[:, None]
        result[:, :, start : start + count] = np.maximum(product, 0, out=product).reshape(outputs, rows, count)
    return result


def _along(row: Floats, weight: Floats, dilation: int) -> Floats:
    """Each channel with its own kernel along the row, zeros beyond the ends."""
    reach = weight.shape[1] // 2 * dilation
    width = row.shape[1]
    padded = np.zeros((len(row), width + 2 * reach), np.float32)
    padded[:, reach : reach + width] = row
    total = weight[:, :1] * padded[:, :width]
    for number in range(1, weight.shape[1]):
        total += weight[:, number : number + 1] * padded[:, number * dilation : number * dilation + width]
    return total


def loaded(arrays: Mapping[str, NDArray[np.floating[Any]]]) -> Network:
    """The network from its stored arrays. Raises ValueError if they are not those of this network."""
    classes = arrays["out.bias"].shape if "out.bias" in arrays else None
    if classes != (len(SYMBOLS),):
        raise ValueError(f"weights for {classes} classes, not for {len(SYMBOLS)}")
    return Network({name: np.ascontiguousarray(array, dtype=np.float32) for name, array in arrays.items()})
