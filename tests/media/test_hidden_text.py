"""Text in the lowest bits: found where its signature stands, nothing else, and nothing raised."""

from __future__ import annotations

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from verifyctl.media.hidden_text import hidden_text

TEXT = "a specimen prompt\nSteps: 20, Sampler: Euler a"


def hiding(signature: bytes, text: bytes, *, alpha: bool) -> NDArray[np.uint8]:
    stream = signature + (8 * len(text)).to_bytes(4, "big") + text
    bits = np.unpackbits(np.frombuffer(stream, np.uint8))
    pixels = np.full((40, 60, 4 if alpha else 3), 254, np.uint8)
    channels = pixels[:, :, 3:] if alpha else pixels
    flat = channels.transpose(1, 0, 2).reshape(-1).copy()
    flat[: len(bits)] |= bits
    shape = (60, 40, channels.shape[2])
    channels[:] = flat.reshape(shape).transpose(1, 0, 2)
    return pixels


@pytest.mark.parametrize(
    ("signature", "alpha", "channel"),
    [
        (b"stealth_pnginfo", True, "alpha channel"),
        (b"stealth_pngcomp", True, "alpha channel"),
        (b"stealth_rgbinfo", False, "colour channels"),
        (b"stealth_rgbcomp", False, "colour channels"),
    ],
)
def test_it_is_found_plain_and_compressed(signature: bytes, alpha: bool, channel: str) -> None:
    text = gzip.compress(TEXT.encode()) if signature.endswith(b"comp") else TEXT.encode()
    assert hidden_text(hiding(signature, text, alpha=alpha)) == (channel, TEXT)


def test_a_length_over_the_picture_and_broken_compression_give_nothing() -> None:
    assert hidden_text(hiding(b"stealth_pngcomp", b"no gzip at all", alpha=True)) is None
    cut = hiding(b"stealth_pnginfo", TEXT.encode(), alpha=True)[:, :8]
    found = hidden_text(cut)
    assert found is None or TEXT.startswith(found[1])


@given(arrays.arrays(np.uint8, st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([1, 3, 4]))))
def test_ordinary_pixels_hide_nothing(pixels: NDArray[np.uint8]) -> None:
    assert hidden_text(pixels) is None
