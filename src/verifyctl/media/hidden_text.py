"""Text that some generators hide in the lowest bits of the alpha channel, or of the colours.

The form is that of NovelAI and of the "stealth pnginfo" extension: bits column by column, a signature
(`stealth_pnginfo`, `stealth_pngcomp` for compressed text; `stealth_rgbinfo`, `stealth_rgbcomp` in the colours), then
the length in bits as 32 bits, then the text.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_BYTES = 1_000_000
_SIGNATURE = 15
_ALPHA = {b"stealth_pnginfo": False, b"stealth_pngcomp": True}
_COLOURS = {b"stealth_rgbinfo": False, b"stealth_rgbcomp": True}


def hidden_text(pixels: NDArray[np.uint8]) -> tuple[str, str] | None:
    """(channel, text) hidden in stored pixels of shape (height, width, 3 or 4), or None. Never raises."""
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or not pixels.size:
        return None
    ways = [("colour channels", pixels[:, :, :3], _COLOURS)]
    if pixels.shape[2] == 4:
        ways.insert(0, ("alpha channel", pixels[:, :, 3:], _ALPHA))
    for channel, values, signatures in ways:
        columns = -(-_SIGNATURE * 8 // (values.shape[0] * values.shape[2]))
        head = _bytes(_stream(values[:, :columns]), 0, _SIGNATURE)
        if head not in signatures:
            continue
        bits = _stream(values)
        size = int.from_bytes(_bytes(bits, _SIGNATURE, 4), "big") // 8
        if not 0 < size <= MAX_BYTES:
            return None
        text = _text(_bytes(bits, _SIGNATURE + 4, size), compressed=signatures[head])
        return (channel, text) if text else None
    return None


def _stream(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The values column by column."""
    return values.transpose(1, 0, 2).reshape(-1)


def _bytes(values: NDArray[np.uint8], start: int, count: int) -> bytes:
    """Bytes `start` to `start + count` of the stream of lowest bits; fewer where it ends."""
    import numpy as np

    return np.packbits(values[start * 8 : (start + count) * 8] & 1).tobytes()


def _text(raw: bytes, *, compressed: bool) -> str | None:
    try:
        if compressed:
            raw = zlib.decompressobj(wbits=31).decompress(raw, MAX_BYTES)
        return raw.decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return None
