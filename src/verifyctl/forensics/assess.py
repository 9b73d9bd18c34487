"""Whether silence of pixel tests could mean anything for this copy.

After a save below quality 90, or a change of size, most of what the tests look for is gone; how much of it is on the
page docs/explanation/what-pixels-can-tell.md. Then the answer is not that nothing was found.
"""

from __future__ import annotations

from dataclasses import dataclass

LEAST_QUALITY = 90
SMALL_SIDE = 1600
"""Pixels: copies that passed through messengers and platforms are no larger, as a rule."""


@dataclass(frozen=True)
class Copy:
    """What is known of how a copy was saved. Sizes in pixels; qualities are the nearest of the IJG's scale."""

    long_side: int
    names_camera: bool
    lossless: bool = False
    quality: int | None = None
    earlier_quality: int | None = None
    cropped: bool = False
    enlarged: bool = False


def reasons(copy: Copy) -> tuple[str, ...]:
    """Why silence would mean nothing, in words; empty where nothing speaks against the tests."""
    found = []
    if copy.quality is not None and copy.quality < LEAST_QUALITY:
        found.append(f"the last save as JPEG was at a quality of about {copy.quality}, below {LEAST_QUALITY}")
    if copy.earlier_quality is not None and copy.earlier_quality < LEAST_QUALITY:
        found.append(f"an earlier save as JPEG, at a quality of about {copy.earlier_quality}, still shows")
    if copy.cropped:
        found.append("an earlier save as JPEG shows on another grid than the file's own: it was cropped since")
    if copy.enlarged:
        found.append("neighbouring pixels depend on each other by turns, as after enlarging")
    if copy.lossless and not copy.names_camera:
        found.append(
            "it is stored without loss and no camera is named, as in screenshots and exports: its past is not seen"
        )
    if copy.long_side <= SMALL_SIDE and not copy.names_camera:
        found.append(
            f"it is small (longer side {copy.long_side} pixels) and no camera is named, as in copies that were sent on"
        )
    return tuple(found)
