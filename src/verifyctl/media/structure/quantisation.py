"""Quantisation tables held against those of the Independent JPEG Group's library at every quality.

The tables are those of ITU-T T.81, annex K.1, scaled as the library's `jpeg_quality_scaling` does. Half of all
cameras write others, so a table that is not exact says only that another encoder, or another setting, wrote it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from operator import sub

from verifyctl.model.structure import Quantisation

Table = tuple[int, ...]

_LUMA: Table = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17,
    22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78,
    87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_CHROMA: Table = (
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66,
    99, 99, 99, 99, 99, 99, *(99,) * 32,
)  # fmt: skip


def ijg(base: Table, quality: int) -> Table:
    """The library's table for a quality of 1 to 100, in natural order, values 1 to 255."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return tuple(min(max((value * scale + 50) // 100, 1), 255) for value in base)


@cache
def _exact() -> tuple[dict[Table, int], dict[Table, int]]:
    """Both tables to the lowest quality that makes them."""
    luma: dict[Table, int] = {}
    chroma: dict[Table, int] = {}
    for quality in range(1, 101):
        luma.setdefault(ijg(_LUMA, quality), quality)
        chroma.setdefault(ijg(_CHROMA, quality), quality)
    return luma, chroma


def compared(tables: dict[int, Table]) -> Quantisation | None:
    """How the tables, by number, relate to the library's: table 0 is luma, 1 chroma. None without table 0."""
    first = tables.get(0)
    if first is None:
        return None
    second = tables.get(1)
    digest = "sha256:" + hashlib.sha256(repr(sorted(tables.items())).encode()).hexdigest()
    luma, chroma = _exact()
    quality = luma.get(first)
    other = quality if second is None else chroma.get(second)
    if quality is not None and other is not None:
        if second is not None and ijg(_CHROMA, quality) == second:
            other = quality
        same = other == quality
        return Quantisation(
            match="exact" if same else "split",
            quality=quality,
            chroma_quality=None if same else other,
            tables=len(tables),
            digest=digest,
        )
    nearest, error = _nearest(first)
    return Quantisation(match="nearest", quality=nearest, error=error, tables=len(tables), digest=digest)


def _nearest(table: Table) -> tuple[int, int]:
    """The quality whose luma table is nearest, and the mean difference of a value in thousandths."""

    distances = [sum(map(abs, map(sub, table, other))) for other in _luma_tables()]
    nearest = min(distances)
    return distances.index(nearest) + 1, round(1000 * nearest / 64)


def nearest_quality(steps: Mapping[int, int]) -> int:
    """The quality whose luma table comes nearest to some of its steps, given by their place in natural order.

    Differences are relative to the step; the highest of equally near qualities counts.
    """

    def distance(quality: int) -> float:
        table = _luma_tables()[quality - 1]
        return sum(abs(table[place] - step) / step for place, step in steps.items())

    return min(range(100, 0, -1), key=distance)


@cache
def _luma_tables() -> tuple[Table, ...]:
    return tuple(ijg(_LUMA, quality) for quality in range(1, 101))
