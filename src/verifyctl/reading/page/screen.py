"""The picture that a screen shows: a letter in a post, in a chat or in a viewer, an application's words around it.

What stands around a letter is not the letter. A post says what its picture is, when it was put up and by whom; read as
a part of the letter, these words would bear out the very claim that is to be checked.

An application draws its own surface in one even colour, and sets pictures into it with straight edges. Paper in front
of a camera or on a scanner is not so even, and what is drawn on a page leaves its paper around every word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from verifyctl.model.base import Box
from verifyctl.reading.page import light
from verifyctl.reading.page.ink import boxes_of, ink_of
from verifyctl.reading.page.picture import scaled, to_grey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

SMALL_SIDE, LOOK_SIDE = 360, 800
"""Pixels of the short side of the copies on which the picture and the ink are looked for."""

EVEN, SAME = 2, (2, 4, 8)
"""Levels by which a surface may differ from pixel to pixel, and from its colour, the less first: papers are hardly
darker than some applications, and compression spoils narrow edges.
"""

LEAST_SURFACE, MOST_SURFACES = 0.04, 5
"""The share of all pixels that have the colour of a surface, and how many colours are tried."""

SAMPLED = 4
"""Colours are counted on one in so many even pixels."""

LEAST_SHOWN, LEAST_WIDE, LEAST_HIGH = 0.15, 0.4, 0.15
"""The shares of all pixels, of the width and of the height that the shown picture has."""

FILLED, EDGED = 0.6, 0.95
"""The part of its box, and of each of its edges, that is not of the surface's colour."""

EDGE, FRAYED = slice(1, 3), 6
"""The lines next to an edge that are looked at, and how many compression may have added to a part beyond its edge."""

ROUNDED = 0.06
"""The part of an edge at either end that is not looked at: corners are often rounded."""

BESIDE = 0.02
"""Pictures of one post lie no farther apart than this share of the short side."""

LEAST_BESIDE = 0.05
"""The share of all pixels that such a further picture has."""

PALE, DARK, GREYISH = 225, 70, 40
"""A surface that does not go all around the picture must be so pale or so dark, its channels so near each other:
coloured bands at the head and the foot of a page belong to it.
"""

SHEETS, SHEET_BY = (2**0.5, 11 / 8.5), 0.01
"""Height by width of sheets of paper, A4 and letter, and by how much a picture of one may differ: on a pale ground of
that shape a coloured box is a table or a notice. Telephones and tablets have other shapes.
"""

FEWEST_SHOWN, FEWEST_AROUND, LEAST_PART = 30, 8, 0.5
"""Pieces of ink that may be letters: in the picture shown, around it, and the least there are in it for each around."""


@dataclass(frozen=True)
class Shown:
    """Where the picture lies that a screen shows, in pixels of the screen's picture, and the colour of what is around.

    `surface` is red, green and blue, 0 to 255.
    """

    box: Box
    surface: tuple[int, int, int]

    def painted_over(self, rgb: Picture) -> Picture:
        """The screen without the picture that it shows."""
        around = rgb.copy()
        around[self.box.y : self.box.y + self.box.height, self.box.x : self.box.x + self.box.width] = self.surface
        return around


def shown_on(rgb: Picture) -> Shown | None:
    """What the screen shows on a picture of it, shape (height, width, 3), 8-bit RGB.

    None where there is no screen, no writing around, or hardly any in what is shown.
    """
    small = _without_specks(_small(rgb, SMALL_SIDE))
    framed = sorted(_framed(small), key=lambda one: one.box.area)
    if not framed:
        return None
    ink = _writing(rgb, small)
    found = next((one for one in framed if _is_written_on(one.box, ink)), None)
    return None if found is None else Shown(_exactly(rgb, found, small.shape), found.surface)


@dataclass(frozen=True)
class _Part:
    """A box in whole pixels: its edges, the right and the lower one beyond it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    def around(self, other: _Part) -> _Part:
        return _Part(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def is_near(self, other: _Part) -> bool:
        """Whether the edges of two boxes are those of one picture."""
        edges = zip(astuple(self), astuple(other), strict=True)
        return all(abs(mine - theirs) <= FRAYED for mine, theirs in edges)

    def gap(self, other: _Part) -> int:
        """Pixels between two boxes, 0 where they touch or overlap."""
        across = max(self.left, other.left) - min(self.right, other.right)
        down = max(self.top, other.top) - min(self.bottom, other.bottom)
        return max(0, across, down)


@dataclass(frozen=True)
class _Framed:
    """A picture set into a surface of this colour."""

    box: _Part
    surface: tuple[int, int, int]


def _small(rgb: Picture, side: int) -> Picture:
    return scaled(rgb, min(1.0, side / min(rgb.shape[:2])))


def _without_specks(small: Picture) -> Picture:
    """Without what compression leaves around letters and edges."""
    import cv2
    import numpy as np

    return np.asarray(cv2.medianBlur(small, 3), dtype=np.uint8)


def _framed(small: Picture) -> Iterator[_Framed]:
    """Pictures set into a surface, those told with less tolerance first: with more they lose some of their edges."""
    told: list[_Part] = []
    for colour in _surfaces(small):
        for within in SAME:
            part = _largest(small, colour, within)
            if part is not None and not any(part.is_near(other) for other in told):
                told.append(part)
                yield _Framed(part, colour)


def _largest(small: Picture, colour: tuple[int, int, int], within: int) -> _Part | None:
    """The largest picture that is set into a surface of that colour."""
    height, width = small.shape[:2]
    parts = [part for part in _parts(_other_than(small, colour, within)) if _is_set_in(part, small.shape, colour)]
    if not parts:
        return None
    largest = _with_beside(parts, BESIDE * min(width, height))
    wide = largest.right - largest.left >= LEAST_WIDE * width
    high = largest.bottom - largest.top >= LEAST_HIGH * height
    return largest if wide and high and largest.area >= LEAST_SHOWN * width * height else None


def _parts(other: Picture) -> Iterator[_Part]:
    """Large connected parts of another colour than the surface that fill their boxes up to straight edges."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(other, connectivity=4)
    for number, (x, y, width, height, area) in enumerate(np.asarray(stats).tolist()):
        if number == 0 or area < max(LEAST_BESIDE * other.size, FILLED * width * height):
            continue
        mask = np.asarray(labels[y : y + height, x : x + width] == number)
        top, bottom = _ends(mask.mean(axis=1) >= EDGED)
        left, right = _ends(mask.mean(axis=0) >= EDGED)
        frayed = max(top, left, height - bottom, width - right)
        if frayed <= FRAYED and _has_edges(mask[top:bottom, left:right]):
            yield _Part(x + left, y + top, x + right, y + bottom)


def _has_edges(mask: NDArray[np.bool_]) -> bool:
    """Whether a part reaches up to all four edges of its box."""
    across, down = (slice(round(ROUNDED * size), size - round(ROUNDED * size)) for size in mask.shape[::-1])
    edges = (mask[EDGE, across], mask[::-1][EDGE, across], mask[down, EDGE], mask[down, ::-1][:, EDGE])
    return min(mask.shape) > 2 * EDGE.stop and all(edge.mean() >= EDGED for edge in edges)


def _ends(inside: NDArray[np.bool_]) -> tuple[int, int]:
    """The first and behind the last of the lines that are mostly in a part: compression frays its edges."""
    import numpy as np

    lines = np.flatnonzero(inside)
    return (int(lines[0]), int(lines[-1]) + 1) if len(lines) else (0, 0)


def _is_set_in(part: _Part, shape: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    """Whether a surface of that colour goes around enough of a part, and is not that of a sheet of paper."""
    if min(colour) >= PALE and any(abs(shape[0] / shape[1] - sheet) <= SHEET_BY for sheet in SHEETS):
        return False
    edges = sum((part.top > 0, part.left > 0, part.bottom < shape[0], part.right < shape[1]))
    return edges > 2 or (edges > 0 and _is_plain(colour))


def _with_beside(parts: Sequence[_Part], near: float) -> _Part:
    """The largest part and what lies beside it, as the pictures of one post do."""
    largest = max(parts, key=lambda part: part.area)
    for part in sorted(parts, key=largest.gap):
        if largest.gap(part) <= near:
            largest = largest.around(part)
    return largest


def _surfaces(small: Picture) -> Iterator[tuple[int, int, int]]:
    """The commonest colours of what is even."""
    import cv2
    import numpy as np

    window = np.ones((3, 3), np.uint8)
    uneven = cv2.subtract(cv2.dilate(small, window), cv2.erode(small, window)).max(axis=2)
    even = small[uneven <= EVEN][::SAMPLED].astype(np.int32)
    packed, counts = np.unique(even @ (65536, 256, 1), return_counts=True)
    colours = np.column_stack((packed >> 16, packed >> 8 & 255, packed & 255))
    for _ in range(min(MOST_SURFACES, len(colours))):
        commonest = colours[np.argmax(counts)]
        alike = np.abs(colours - commonest).max(axis=1) <= SAME[0]
        if SAMPLED * counts[alike].sum() < LEAST_SURFACE * uneven.size:
            return
        yield int(commonest[0]), int(commonest[1]), int(commonest[2])
        counts[alike] = 0


def _other_than(rgb: Picture, colour: tuple[int, int, int], within: int) -> Picture:
    """1 where a picture has another colour, else 0."""
    import cv2
    import numpy as np

    low, high = (tuple(float(value + by) for value in colour) for by in (-within, within))
    return np.asarray(cv2.inRange(rgb, low, high) == 0, dtype=np.uint8)


def _is_plain(colour: tuple[int, int, int]) -> bool:
    """Whether it is a colour of applications rather than of bands on a page."""
    return (min(colour) >= PALE or max(colour) <= DARK) and max(colour) - min(colour) <= GREYISH


def _writing(rgb: Picture, small: Picture) -> NDArray[np.float64]:
    """Where pieces of ink that may be letters lie, x and y on the small copy, shape (n, 2)."""
    import numpy as np

    look = to_grey(_small(rgb, LOOK_SIDE))
    dark = light.light_on_dark(to_grey(small))
    boxes = boxes_of(ink_of(look if dark is None else light.inverted(look, dark)).mask)
    return np.asarray((boxes[:, :2] + boxes[:, 2:] / 2) * (small.shape[0] / look.shape[0]), dtype=np.float64)


def _is_written_on(part: _Part, ink: NDArray[np.float64]) -> bool:
    """Whether there is writing around the picture shown, and enough in it."""
    import numpy as np

    x, y = ink.T
    inside = int(np.count_nonzero((x > part.left) & (x < part.right) & (y > part.top) & (y < part.bottom)))
    around = len(ink) - inside
    return around >= FEWEST_AROUND and inside >= max(FEWEST_SHOWN, LEAST_PART * around)


def _exactly(rgb: Picture, found: _Framed, shape: tuple[int, ...]) -> Box:
    """The box in pixels of the whole picture, each edge where the surface ends."""
    height, width = rgb.shape[:2]
    across, down = width / shape[1], height / shape[0]
    left, right = round(found.box.left * across), round(found.box.right * across)
    top, bottom = round(found.box.top * down), round(found.box.bottom * down)
    reach = 1 + round(2 * max(across, down))
    other = _other_than(rgb, found.surface, SAME[0])
    rows = other[:, left:right].mean(axis=1) > 0.5
    columns = other[top:bottom].mean(axis=0) > 0.5
    top, bottom = _span(rows, top, bottom, reach)
    left, right = _span(columns, left, right, reach)
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def _span(inside: NDArray[np.bool_], start: int, end: int, reach: int) -> tuple[int, int]:
    """The first and the last line of the picture shown, near where they were found on the small copy."""
    import numpy as np

    first = np.flatnonzero(inside[max(0, start - reach) : start + reach])
    last = np.flatnonzero(inside[max(0, end - reach) : end + reach])
    return (
        int(first[0]) + max(0, start - reach) if len(first) else start,
        int(last[-1]) + max(0, end - reach) + 1 if len(last) else min(end, len(inside)),
    )
