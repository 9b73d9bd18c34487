"""Tests of the pixels, few and honest: first whether this copy can be tested at all. Silence of them means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verifyctl.forensics import assess, copies, grids, outside, traces, words
from verifyctl.media.formats import BMP, JPEG, PNG, TIFF, WEBP
from verifyctl.media.pixels import names_camera
from verifyctl.media.structure import chunks, jpeg, quantisation
from verifyctl.model.base import Box
from verifyctl.model.pixels import (
    Assessability,
    CopyMove,
    ForeignGrid,
    OddWord,
    OutsideDetector,
    PixelsFacts,
    PixelTest,
)
from verifyctl.model.stage import Component
from verifyctl.model.text import Point
from verifyctl.stages.base import Collected, FailedError, Job, UnavailableError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOREIGN_GRID, COPIED_REGION, ODD_WORDS = "foreign-grid", "copied-region", "odd-words"
LEAST_GRID_QUALITY = 98
"""JPEG quality below which an older grid shows in untouched crops as often as in pasted parts."""

MOST_TEXT = 50
"""Thousandths of a photograph that may look like text, from which its repeated letters would be taken for copies."""

LEAST_PHOTO_SIDE = 480


def collect(job: Job) -> Collected:
    """Collect PixelsFacts.

    Parameters: `detectors`, the names of outside detectors to run. Raises FailedError or UnavailableError where the
    picture cannot be decoded, UnavailableError with all other facts where a named detector is not installed.
    """
    import cv2
    import numpy as np

    from verifyctl.known.forms import Forms
    from verifyctl.known.pages import is_page, text_density

    named = _names(job.params)
    rgb = job.picture.rgb
    cv2.setNumThreads(1)
    forms = Forms(rgb)
    save = _save(job)
    page = is_page(forms)
    text = 0 if page else text_density(forms)
    grid_test, found = _grids(forms.grey, save)
    copy_test, copied = _copies(forms.grey, page=page, text=text)
    word_test, odd = _words(forms.grey, page=page)
    facts = PixelsFacts(
        assessability=_assessed(job, forms.grey, save, found, page=page),
        tests=(grid_test, copy_test, word_test),
        grids=tuple(_grid(region, found) for region in found.regions) if found else (),
        copies=copied,
        odd_words=odd,
    )
    parts = (
        Component(name="numpy", version=np.__version__),
        Component(name="opencv", version=cv2.__version__),
    )
    return _with_detectors(Collected(facts=facts, components=parts), facts, named, rgb)


# the last save ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Save:
    """How the file was saved: without loss, or as JPEG with these luma steps (natural order) and that quality."""

    lossless: bool
    table: tuple[int, ...] | None = None
    quality: int | None = None


def _save(job: Job) -> _Save:
    kind, data = job.evidence.media_type, job.data
    if kind == JPEG:
        tables = jpeg.tables(data, jpeg.walk(data))
        held = quantisation.compared(tables)
        return _Save(False, tables.get(0), held.quality if held else None)
    if kind == WEBP:
        return _Save(bool(chunks.walk_riff(data).named("VP8L")))
    return _Save(kind in (PNG, TIFF, BMP) and job.picture.facts.mode not in ("P", "1"))


def _assessed(
    job: Job, grey: NDArray[np.uint8], save: _Save, found: grids.Grids | None, *, page: bool
) -> Assessability:
    """Whether silence could mean anything, from the last save and the traces of what was before it."""
    height, width = grey.shape
    own = grids.own_grids(height, width) if save.table else frozenset()
    older = tuple(grid for grid in found.whole if grid not in own) if found else ()
    origin = older[0] if older else 0
    steps = traces.earlier_steps(grey, origin, None if older else save.table) if _shows_steps(save) else None
    places = {8 * down + across: step for (down, across), step in steps.steps.items()} if steps else {}
    earlier = quantisation.nearest_quality(places) if places else None
    copy = assess.Copy(
        long_side=max(height, width),
        names_camera=names_camera(job.data, job.evidence.media_type),
        lossless=save.lossless,
        quality=save.quality,
        earlier_quality=earlier,
        cropped=bool(older) and bool(save.table),
        enlarged=not page and traces.resized(grey),  # lines of text come by turns too
    )
    why = assess.reasons(copy)
    return Assessability(
        assessable=not why,
        lossless=save.lossless,
        quality=save.quality,
        earlier_quality=earlier,
        cropped=copy.cropped,
        enlarged=copy.enlarged,
        reasons=why,
    )


def _shows_steps(save: _Save) -> bool:
    """Whether steps of an earlier save can be told apart from those of the last."""
    return save.lossless or (save.quality is not None and save.quality >= assess.LEAST_QUALITY)


# the tests ----------------------------------------------------------------------------------------


def _grids(grey: NDArray[np.uint8], save: _Save) -> tuple[PixelTest, grids.Grids | None]:
    if not save.lossless and (save.quality or 0) < LEAST_GRID_QUALITY:
        why = f"the last save was with loss, below JPEG quality {LEAST_GRID_QUALITY}; no older grid would be left"
        return PixelTest(test=FOREIGN_GRID, ran=False, reason=why), None
    if min(grey.shape) < grids.LEAST_SIDE:
        return PixelTest(test=FOREIGN_GRID, ran=False, reason="the picture is too small"), None
    own = grids.own_grids(*grey.shape) if save.table else frozenset()
    return PixelTest(test=FOREIGN_GRID, ran=True), grids.grids(grey, own=own)


def _grid(region: grids.Region, found: grids.Grids) -> ForeignGrid:
    return ForeignGrid(
        box=Box(x=region.x, y=region.y, width=region.width, height=region.height),
        offset_x=region.grid % 8,
        offset_y=region.grid // 8,
        nfa_tenths_log10=round(10 * region.log_nfa),
        has_own_grid=bool(found.whole),
    )


def _copies(grey: NDArray[np.uint8], *, page: bool, text: int) -> tuple[PixelTest, tuple[CopyMove, ...]]:
    why = None
    if page or text >= MOST_TEXT:
        why = "there is text on the picture, and letters repeat by themselves"
    elif max(grey.shape) < LEAST_PHOTO_SIDE or min(grey.shape) < copies.LEAST_SIDE:
        why = "the picture is too small"
    if why:
        return PixelTest(test=COPIED_REGION, ran=False, reason=why), ()
    found = tuple(
        CopyMove(
            source=_points(pair.source),
            target=_points(pair.target),
            points=pair.points,
            grain=round(1000 * min(max(pair.grain, 0.0), 1.0)),
        )
        for pair in copies.pairs(grey)
    )
    return PixelTest(test=COPIED_REGION, ran=True), found


def _points(corners: NDArray[np.float32]) -> tuple[Point, ...]:
    return tuple(Point(x=round(10 * float(x)), y=round(10 * float(y))) for x, y in corners)


def _words(grey: NDArray[np.uint8], *, page: bool) -> tuple[PixelTest, tuple[OddWord, ...]]:
    if not page:
        return PixelTest(test=ODD_WORDS, ran=False, reason="the picture is no page of text"), ()
    found = words.odd_words(grey)
    if not found:
        return PixelTest(test=ODD_WORDS, ran=False, reason="too few words were told apart on the page"), ()
    return PixelTest(test=ODD_WORDS, ran=True), tuple(
        OddWord(box=Box(x=odd.x, y=odd.y, width=odd.width, height=odd.height), rank=rank, signs=odd.signs)
        for rank, odd in enumerate(found, start=1)
    )


# detectors from outside ---------------------------------------------------------------------------


def _names(params: Mapping[str, Any]) -> tuple[str, ...]:
    value = params.get("detectors", [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise FailedError("the parameter detectors is wrong: it is no list of names")
    return tuple(dict.fromkeys(value))


def _with_detectors(
    collected: Collected, facts: PixelsFacts, names: tuple[str, ...], rgb: NDArray[np.uint8]
) -> Collected:
    """The same with what the named detectors gave. One that fails is a test that did not run, with its reason."""
    tests, gave, missing = list(facts.tests), [], []
    for name in names:
        try:
            result = outside.run(name, rgb)
        except outside.NoDetectorError as error:
            missing.append(str(error))
            tests.append(PixelTest(test=f"detector {name}", ran=False, reason=str(error)))
        except outside.DetectorError as error:
            tests.append(PixelTest(test=f"detector {name}", ran=False, reason=f"it gave no usable answer: {error}"))
        else:
            tests.append(PixelTest(test=f"detector {name}", ran=True))
            gave.append(_detector(name, result))
    facts = facts.model_copy(update={"tests": tuple(tests), "detectors": tuple(gave)})
    if missing:
        step = "Install the package that brings the detector beside verifyctl, or do not name it."
        raise UnavailableError("; ".join(missing), next_step=step, facts=facts)
    parts = tuple(Component(name=f"detector {one.name}", version=one.version) for one in gave)
    params = {"detectors": list(names)} if names else {}
    return Collected(facts=facts, components=(*collected.components, *parts), params=params)


def _detector(name: str, result: outside.Result) -> OutsideDetector:
    return OutsideDetector(
        name=name,
        version=result.version,
        weights=result.weights,
        score=result.score,
        boxes=tuple(Box(x=area.x, y=area.y, width=area.width, height=area.height) for area in result.areas),
    )
