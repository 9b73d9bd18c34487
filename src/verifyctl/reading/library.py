"""Tesseract as a library, through tesserocr where that is installed: the data of a pass is then loaded once a process.

It is used only where it is the same version of Tesseract as the program: then both gave the same words, boxes and
confidences on every page and line that was tried, while 5.3 and 5.5 differ on most pages.
"""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from verifyctl.reading.engine import Engine, parse_version

if TYPE_CHECKING:
    from verifyctl.reading.page.picture import Grey

MOST_KEPT = 4
"""Sets of data kept loaded, up to 100 MB each."""


class LibraryTimeoutError(Exception):
    """Reading took longer than was given."""


def library(engine: Engine) -> Any | None:
    """The module tesserocr if it can stand in for the program: same version, and the folder of the data is known."""
    if engine.tessdata is None:
        return None
    # Its threads are counted once, when it is loaded.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        module = importlib.import_module("tesserocr")
        version = parse_version(str(module.tesseract_version()))
    except (ImportError, AttributeError):
        return None
    return module if version == engine.version else None


def table_of(module: Any, engine: Engine, greys: Sequence[Grey], *, models: str, psm: int, seconds: float) -> str:
    """The engine's table of words of these pictures, pages counting from 1.

    Raises LibraryTimeoutError where it took longer than `seconds`, RuntimeError where the data cannot be loaded.
    """
    api = _loaded(module, str(engine.tessdata), models)
    api.SetPageSegMode(psm)
    try:
        return "".join(_tables(api, greys, seconds))
    finally:
        api.Clear()


def _tables(api: Any, greys: Sequence[Grey], seconds: float) -> Iterator[str]:
    end = time.monotonic() + seconds
    for page, grey in enumerate(greys):
        height, width = grey.shape
        api.SetImageBytes(grey.tobytes(), width, height, 1, width)
        left = end - time.monotonic()
        if left <= 0 or not api.Recognize(max(1, int(1000 * left))):
            raise LibraryTimeoutError
        yield str(api.GetTSVText(page))


@lru_cache(maxsize=MOST_KEPT)
def _loaded(module: Any, folder: str, models: str) -> Any:
    return module.PyTessBaseAPI(path=folder, lang=models)
