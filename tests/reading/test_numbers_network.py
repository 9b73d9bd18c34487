import numpy as np
import pytest

from verifyctl.reading.numbers.alphabet import SYMBOLS
from verifyctl.reading.numbers.network import DILATIONS, PADDINGS, STRIDES, TILE, Network, loaded

SHAPES = ((3, 1, 3, 3), (4, 3, 3, 3), (5, 4, 3, 3), (6, 5, 3, 3), (7, 6, 4, 3))


def small() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(4)
    arrays = {}
    for number, shape in enumerate(SHAPES):
        arrays[f"down{number}.weight"] = rng.normal(0, 0.3, shape)
        arrays[f"down{number}.bias"] = rng.normal(0, 0.3, shape[0])
    for number in range(len(DILATIONS)):
        arrays[f"along{number}.own"] = rng.normal(0, 0.3, (7, 9))
        arrays[f"along{number}.mix"] = rng.normal(0, 0.3, (7, 7))
        arrays[f"along{number}.bias"] = rng.normal(0, 0.3, 7)
    arrays["out.weight"] = rng.normal(0, 0.3, (len(SYMBOLS), 7))
    arrays["out.bias"] = rng.normal(0, 0.3, len(SYMBOLS))
    return {name: array.astype(np.float16) for name, array in arrays.items()}


def by_definition(arrays: dict[str, np.ndarray], ink: np.ndarray) -> np.ndarray:
    """The same network written as sums over places, slow and plain."""
    arrays = {name: array.astype(np.float64) for name, array in arrays.items()}
    field = ink[None].astype(np.float64)
    for number, ((down, right), (high, wide)) in enumerate(zip(STRIDES, PADDINGS, strict=True)):
        weight, bias = arrays[f"down{number}.weight"], arrays[f"down{number}.bias"]
        padded = np.pad(field, ((0, 0), (high, high), (wide, wide)))
        rows = (padded.shape[1] - weight.shape[2]) // down + 1
        columns = (padded.shape[2] - weight.shape[3]) // right + 1
        made = np.zeros((len(weight), rows, columns))
        for y in range(rows):
            for x in range(columns):
                window = padded[:, y * down : y * down + weight.shape[2], x * right : x * right + weight.shape[3]]
                made[:, y, x] = (weight * window).sum(axis=(1, 2, 3)) + bias
        field = np.maximum(made, 0)
    row = field[:, 0]
    for number, dilation in enumerate(DILATIONS):
        own = arrays[f"along{number}.own"]
        padded = np.pad(row, ((0, 0), (4 * dilation, 4 * dilation)))
        seen = np.stack(
            [(own * padded[:, x : x + 8 * dilation + 1 : dilation]).sum(axis=1) for x in range(row.shape[1])], axis=1
        )
        row = row + np.maximum(arrays[f"along{number}.mix"] @ seen + arrays[f"along{number}.bias"][:, None], 0)
    out = (arrays["out.weight"] @ row).T + arrays["out.bias"]
    return (
        out
        - np.log(np.exp(out - out.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True))
        - out.max(axis=1, keepdims=True)
    )


@pytest.mark.parametrize("width", [1, 8, 37, 2 * TILE, 2 * TILE + 3])
def test_it_computes_what_its_layers_say(width: int) -> None:
    arrays = small()
    ink = np.random.default_rng(width).random((32, width)).astype(np.float32)
    got = loaded(arrays).scores(ink)
    assert got.shape == ((width + 1) // 2, len(SYMBOLS))
    np.testing.assert_allclose(got, by_definition(arrays, ink), atol=2e-4)
    np.testing.assert_allclose(np.exp(got).sum(axis=1), 1, atol=1e-4)


@pytest.mark.parametrize("shape", [(31, 10), (32, 0), (1, 32, 10)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="32 pixels high"):
        loaded(small()).scores(np.zeros(shape, np.float32))


def test_weights_of_another_alphabet_are_refused() -> None:
    arrays = small() | {"out.bias": np.zeros(7, np.float16)}
    with pytest.raises(ValueError, match="classes"):
        loaded(arrays)


def test_the_same_strip_gives_the_same_scores() -> None:
    network: Network = loaded(small())
    ink = np.random.default_rng(1).random((32, 90)).astype(np.float32)
    assert np.array_equal(network.scores(ink), network.scores(ink.copy()))
