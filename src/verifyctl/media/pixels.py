"""Decoding: from hashed bytes to one upright 8-bit RGB picture, the same way every time.

First frame, EXIF orientation applied, CMYK and palettes through Pillow, alpha laid on white (and recorded),
16-bit and float samples scaled, never clipped. Only the decoder of the announced type is tried.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifyctl.media.formats import DECODERS, HEIC
from verifyctl.model.facts import PixelFacts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

DEFAULT_MAX_PIXELS = 100_000_000
MAX_FRAMES_COUNTED = 10_000

_ORIENTATION_TAG = 0x0112
_MODEL_TAG = 0x0110
_STRIP = 256


class UndecodableError(Exception):
    """The bytes could not be decoded into a picture; the message says why."""


class DecoderMissingError(Exception):
    """The format's decoder is an optional package that is not installed; `install` is the line that installs it."""

    def __init__(self, message: str, *, install: str) -> None:
        super().__init__(message)
        self.install = install


@dataclass(frozen=True)
class Picture:
    """`rgb` has shape (height, width, 3), dtype uint8, values 0 to 255, upright. `facts` describe how it came to be."""

    rgb: NDArray[np.uint8]
    facts: PixelFacts


def decode(data: bytes, media_type: str, *, max_pixels: int = DEFAULT_MAX_PIXELS) -> Picture:
    """Decode the first frame.

    Raises UndecodableError, also for more than `max_pixels` pixels, and DecoderMissingError.
    """
    import numpy as np
    from PIL import Image, ImageOps

    allow_optional(media_type)
    try:
        with warnings.catch_warnings():
            # Decoders warn of oddities in hostile files; what matters is whether a picture comes out.
            warnings.simplefilter("ignore")
            # The limit is our own, checked before a pixel is decoded; Pillow's would only repeat it.
            Image.MAX_IMAGE_PIXELS = None
            with Image.open(io.BytesIO(data), formats=DECODERS[media_type]) as image:
                stored = image.size
                if stored[0] * stored[1] > max_pixels:
                    raise UndecodableError(
                        f"{stored[0]} x {stored[1]} pixels, over the limit of {max_pixels} (setting max_pixels)"
                    )
                orientation = _orientation(image)
                frames = _frames(image)
                mode = image.mode
                icc = bool(image.info.get("icc_profile"))
                image.load()
                upright = ImageOps.exif_transpose(image) if orientation != 1 else image
                rgb, bits, alpha, converted = _to_rgb(upright)
    except UndecodableError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # decoders raise nearly anything on hostile bytes
        raise UndecodableError(_reason(error)) from error
    pixels: NDArray[np.uint8] = np.ascontiguousarray(rgb, dtype=np.uint8)
    height, width = pixels.shape[:2]
    facts = PixelFacts(
        width=width,
        height=height,
        stored_width=stored[0],
        stored_height=stored[1],
        orientation=orientation,
        frames=frames,
        mode=mode,
        bits=bits,
        has_alpha=alpha,
        has_icc_profile=icc,
        converted=converted,
        digest=_digest(pixels),
    )
    return Picture(rgb=pixels, facts=facts)


def stored_samples(data: bytes, media_type: str, picture: Picture) -> NDArray[np.uint8] | None:
    """The samples as stored, shape (height, width, 3 or 4), of a decoded RGB or RGBA picture; None for other modes."""
    import numpy as np
    from PIL import Image

    if picture.facts.mode == "RGB" and picture.facts.orientation == 1:
        return picture.rgb
    if picture.facts.mode not in ("RGB", "RGBA"):
        return None
    try:
        with Image.open(io.BytesIO(data), formats=DECODERS[media_type]) as image:
            return np.asarray(image, dtype=np.uint8)
    except (OSError, ValueError, SyntaxError):
        return None


def names_camera(data: bytes, media_type: str) -> bool:
    """Whether EXIF names the model of a camera; False where EXIF cannot be read."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=DECODERS[media_type]) as image:
                return bool(str(image.getexif().get(_MODEL_TAG, "")).strip("\0 "))
    except Exception:  # noqa: BLE001 - decoders raise nearly anything on hostile bytes
        return False


def _digest(pixels: NDArray[np.uint8]) -> str:
    height, width = pixels.shape[:2]
    found = hashlib.sha256(b"%d %d RGB8\n" % (width, height))
    found.update(pixels.data.cast("B"))
    return "sha256:" + found.hexdigest()


def allow_optional(media_type: str) -> None:
    """Register the decoder of an optional format. Raises DecoderMissingError where it is absent."""
    if media_type != HEIC:
        return
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise DecoderMissingError(
            "HEIC pictures need the package pillow-heif, which is not installed",
            install="pip install 'verifyctl[heic]'",
        ) from error
    register_heif_opener()


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001 - a broken EXIF block does not make the pixels unreadable
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _frames(image: Image.Image) -> int:
    try:
        frames = int(getattr(image, "n_frames", 1))
        image.seek(0)
    except Exception:  # noqa: BLE001 - a damaged later frame does not make the first one unreadable
        return 1
    return min(max(frames, 1), MAX_FRAMES_COUNTED)


def _to_rgb(image: Image.Image) -> tuple[Any, int, bool, tuple[str, ...]]:
    import numpy as np
    from PIL import Image

    mode = image.mode
    if mode.startswith("I;16") or mode in ("I", "F"):
        bits = 32 if mode in ("I", "F") else 16
        return _scaled(np.asarray(image), mode), bits, False, (f"{mode} samples scaled to 8 bits",)
    alpha = mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    if alpha:
        straight = image.convert("RGBA")
        white = Image.new("RGBA", straight.size, (255, 255, 255, 255))
        return np.asarray(Image.alpha_composite(white, straight).convert("RGB")), 8, True, ("alpha laid on white",)
    converted = () if mode == "RGB" else (f"{mode} converted to RGB",)
    plain = image if mode == "RGB" else image.convert("RGB")
    return np.asarray(plain), 1 if mode == "1" else 8, False, converted


def _scaled(samples: Any, mode: str) -> Any:
    """Grey samples brought to 0..255 by the sample type's range; for 32-bit and float by what occurs."""
    import numpy as np

    low, high = _range(samples, mode)
    scale = 255.0 / (high - low) if high > low else 0.0
    rgb = np.empty((*samples.shape, 3), dtype=np.uint8)
    # In strips: the samples of a large picture as floating numbers would need many times its own memory.
    for top in range(0, samples.shape[0], _STRIP):
        strip = np.nan_to_num(samples[top : top + _STRIP].astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
        rgb[top : top + _STRIP] = np.clip(np.rint((strip - low) * scale), 0, 255).astype(np.uint8)[:, :, None]
    return rgb


def _range(samples: Any, mode: str) -> tuple[float, float]:
    import numpy as np

    if mode.startswith("I;16"):
        return 0.0, 65535.0
    finite = samples if mode == "I" else samples[np.isfinite(samples)]
    low, high = float(finite.min(initial=0)), float(finite.max(initial=0))
    # Pillow opens 16-bit PNGs as mode I on some versions; their range is known then.
    return (0.0, 65535.0) if mode == "I" and low >= 0 and high <= 65535 else (low, high)


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())[:300]
    if "cannot identify" in text:
        return "the decoder does not recognise it; it is damaged or only begins like a picture"
    if "truncated" in text.lower():
        return f"it is cut short ({text})"
    return f"it is damaged, or uses what the decoder lacks ({type(error).__name__}{': ' if text else ''}{text})"
