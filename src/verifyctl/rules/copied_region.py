"""Does the photograph hold the same piece twice, down to its grain?"""

from collections.abc import Iterator

from verifyctl.model.base import Box
from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.model.pixels import CopyMove
from verifyctl.model.text import Point
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Name the pairs of places, and how many points say so."""
    pixels = case.facts.pixels
    pairs = pixels.copies if pixels else ()
    if not pairs:
        return
    most = max(pair.points for pair in pairs)
    places = "Two places" if len(pairs) == 1 else f"{len(pairs)} pairs of places"
    yield Hit(
        observation=f"{places} of the picture held the same, down to the grain around up to {most} matching points",
        direction=Direction.CONTRADICTS,
        strength=Strength.WEAK,
        locations=tuple(place for number, pair in enumerate(pairs, start=1) for place in _locations(number, pair)),
        evidence={"pairs": [{"points": pair.points, "grain_thousandths": pair.grain} for pair in pairs]},
    )


def _locations(number: int, pair: CopyMove) -> Iterator[Location]:
    yield locate.box(f"pair {number}, one place", _around(pair.source))
    yield locate.box(f"pair {number}, other place", _around(pair.target))


def _around(corners: tuple[Point, ...]) -> Box:
    """The upright box, in pixels, around corners in tenths of a pixel."""
    left, right = min(point.x for point in corners) // 10, max(point.x for point in corners) // 10
    top, bottom = min(point.y for point in corners) // 10, max(point.y for point in corners) // 10
    return Box(x=left, y=top, width=right - left + 1, height=bottom - top + 1)


RULE = Rule(
    code="copied-region",
    title="The picture holds the same piece twice",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="pixels",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("pixels",),
    proposition="every part of the picture was taken of the scene",
    alternative="a part of the picture was copied to another place in it",
    limits=("It says that two places are the same, not which was first, nor why it was done",),
    innocent_explanations=(
        "Printed and woven patterns, tiles, logos, signs and screens in the scene are the same by nature.",
        "Collages and memes show one picture twice.",
        "Dust, sensor faults and small blemishes were healed with a piece from nearby.",
        "A drawing or a computed picture repeats one element.",
        "Phones that smooth or sharpen by computation draw repeated textures alike.",
    ),
    next_step="Look at both places side by side, enlarged; ask for the camera's own file.",
    judge=judge,
)
