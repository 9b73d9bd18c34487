"""The text on both sides of the places where two aligned pictures differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from verifyctl.known.artifacts import transform_of
from verifyctl.model.base import Box
from verifyctl.model.matches import Match
from verifyctl.model.stage import Component
from verifyctl.reading.strips import Strip, read_strips
from verifyctl.stages.base import Job

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verifyctl.reading.engine import Engine

SECONDS = 30
MAX_REGIONS = 16

_WANTED = (0.8, 0.2)
"""Of a region's height, sideways and upright: where a word may lie, to show a changed digit with its number."""
_CONTEXT = (4.0, 1.2)
"""Likewise, what is read with it, since an engine reads words better among others."""


class Texts:
    """Reads the text of differing regions for one job, with the engine that the job names, if there is one."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._engine: Engine | None = None
        self._problem: str | None = None
        self._asked = False

    def read(self, match: Match, evidence: NDArray[np.uint8], known: NDArray[np.uint8]) -> Match:
        """The match with the text of each region; as it was where there is nothing to read or no engine to read it.

        Pictures are RGB of shape (height, width, 3); `known` may be smaller than the image was, in its proportions.
        """
        from verifyctl.reading.calls import ReadingFailedError, ReadingTimeoutError
        from verifyctl.reading.engine import EngineMissingError, find_engine

        if match.comparison is None or not match.comparison.regions or self._problem is not None:
            return match
        self._asked = True
        try:
            if self._engine is None:
                self._engine = find_engine(self._job.params.get("tesseract"), self._job.params.get("tessdata"))
            return with_texts(match, evidence, known, self._engine, scratch=self._job.scratch)
        except (EngineMissingError, ReadingFailedError, ReadingTimeoutError) as error:
            self._problem = str(error)
            return match

    def outcome(self) -> dict[str, str]:
        """Whether the regions' texts were read, and if not, why; nothing where there were none."""
        if not self._asked:
            return {}
        return {"region_texts": "read" if self._problem is None else f"not read: {self._problem}"}

    def components(self) -> tuple[Component, ...]:
        """The engine, where it was used."""
        if self._engine is None or self._problem is not None:
            return ()
        return (Component(name="tesseract", version=self._engine.version),)


def with_texts(
    match: Match,
    evidence: NDArray[np.uint8],
    known: NDArray[np.uint8],
    engine: Engine,
    *,
    scratch: Path,
) -> Match:
    """The match with the text that an engine reads in each region, in the evidence and in the known image.

    Pictures are RGB of shape (height, width, 3); `known` may be smaller than the image was, in its proportions. Both
    sides are cut in the known image's frame, so that turned and photographed pages are read upright. The first sixteen
    regions are read. Raises what the reading raises.
    """
    comparison, homography = match.comparison, transform_of(match)
    if comparison is None or not comparison.regions or homography is None:
        return match
    scale = known.shape[1] / (match.image.width or known.shape[1])
    to_evidence = homography @ np.diag([1 / scale, 1 / scale, 1.0])
    regions = comparison.regions[:MAX_REGIONS]
    strips = []
    for region in regions:
        wanted = _enlarged(region.known.scaled(scale), *_WANTED, known)
        part = _enlarged(wanted, *_CONTEXT, known)
        strips += [_strip(_cut(known, part), wanted, part), _strip(_warped(evidence, part, to_evidence), wanted, part)]
    texts = read_strips(strips, engine, scratch=scratch, seconds=SECONDS)
    read = tuple(
        region.model_copy(update={"known_text": there, "evidence_text": here})
        for region, there, here in zip(regions, texts[::2], texts[1::2], strict=True)
    )
    changed = comparison.model_copy(update={"regions": read + comparison.regions[MAX_REGIONS:]})
    return match.model_copy(update={"comparison": changed})


def _strip(grey: NDArray[np.uint8], wanted: Box, part: Box) -> Strip:
    inside = wanted.model_copy(update={"x": wanted.x - part.x, "y": wanted.y - part.y})
    return Strip(grey, inside)


def _enlarged(box: Box, sideways: float, upright: float, picture: NDArray[np.uint8]) -> Box:
    """A box with more around it, by shares of its height, inside the picture."""
    height, width = picture.shape[:2]
    left = max(0, round(box.x - sideways * box.height))
    right = min(width, round(box.x + box.width + sideways * box.height))
    top = max(0, round(box.y - upright * box.height))
    bottom = min(height, round(box.y + (1 + upright) * box.height))
    return Box(x=left, y=top, width=max(1, right - left), height=max(1, bottom - top))


def _cut(picture: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    part = picture[box.y : box.y + box.height, box.x : box.x + box.width]
    return _grey(part if part.size else picture[:1, :1])


def _warped(picture: NDArray[np.uint8], box: Box, to_picture: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The place on the picture that a box stands for, brought to the box."""
    import cv2

    shift = np.array([(1.0, 0.0, box.x), (0.0, 1.0, box.y), (0.0, 0.0, 1.0)])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = (box.width, box.height)
    return _grey(cv2.warpPerspective(picture, to_picture @ shift, size, flags=flags, borderValue=(255, 255, 255)))


def _grey(rgb: Any) -> NDArray[np.uint8]:
    import cv2

    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
