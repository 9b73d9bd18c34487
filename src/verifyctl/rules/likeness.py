"""How a known image relates to the picture under examination, in words, for rules and reports to share.

The words are verb phrases about the picture under examination, and "it" is the known image: "was a part of it, 62 % of
the known image, mirrored". They say what was measured and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verifyctl.model.base import Box
from verifyctl.model.matches import Compared, Comparison, Level, Match, Point, Region, Relation, Transform, Unsettled

# Below these a figure is what re-encoding, rounding and a hand leave: 1 % of size, 1 degree, 5 % of shape or area.
_SCALED: Final = 10
_TURNED: Final = 10
_STRETCHED: Final = 1050
_TILTED: Final = 50
_ALL: Final = 950
_LONGEST_TEXT: Final = 80
_NEIGHBOURS: Final = 2

_PHRASES: dict[Relation, str] = {
    Relation.IDENTICAL_BYTES: "had the same bytes",
    Relation.IDENTICAL_PIXELS: "had the same pixels",
    Relation.REENCODED: "was a copy of it, encoded or scaled anew",
    Relation.RECOLOURED: "was a copy of it in other colours or tones",
    Relation.MIRRORED: "was its mirror image",
    Relation.ROTATED: "was a turned copy of it",
    Relation.CROPPED_FROM: "was a part of it",
    Relation.CONTAINS: "showed it and more",
    Relation.FRAMED: "was a copy of it with a frame or caption",
    Relation.SCREENSHOT_OF: "was a screenshot of it",
    Relation.PHOTOGRAPH_OF: "was a photograph of a screen or print of it",
    Relation.NEAR_COPY: "was a near copy of it, by perceptual hash alone",
    Relation.SAME_PAGE_CHANGED: "was the same page with changes",
    Relation.SAME_TEMPLATE: "was on the same template, with other text",
    Relation.CANDIDATE: "may be related to it, which was not settled",
}

_UNSETTLED: dict[Unsettled, str] = {
    Unsettled.NO_RENDITION: "since the store keeps no picture of that page to hold it against",
}

# What a further relation adds to the phrase. Those that are not here say nothing beside another one.
_BESIDES: dict[Relation, str] = {
    Relation.RECOLOURED: "in other colours or tones",
    Relation.MIRRORED: "mirrored",
    Relation.CROPPED_FROM: "cropped",
    Relation.CONTAINS: "with more around it",
    Relation.FRAMED: "with a frame or caption",
    Relation.SCREENSHOT_OF: "in a screenshot",
    Relation.PHOTOGRAPH_OF: "photographed from a screen or print",
}
_IN_SHARES = (Relation.CROPPED_FROM, Relation.CONTAINS)

# `Match.orientation` turns the evidence; here the known image is turned, which is the inverse. Mirrored first and then
# turned is its own inverse.
_ORIENTATIONS: dict[str, tuple[str, ...]] = {
    "rotated_90": ("turned by 90° counterclockwise",),
    "rotated_180": ("turned by 180°",),
    "rotated_270": ("turned by 90° clockwise",),
    "mirrored": ("mirrored",),
    "mirrored_rotated_90": ("mirrored", "turned by 90° clockwise"),
    "mirrored_rotated_180": ("mirrored", "turned by 180°"),
    "mirrored_rotated_270": ("mirrored", "turned by 90° counterclockwise"),
}


# Where the hash was far off, its nearest orientation means nothing.
_BY_HASH = (Relation.NEAR_COPY, Relation.CANDIDATE, Relation.ROTATED, Relation.MIRRORED)


def described(match: Match) -> str:
    """A match in words: the relation, the shares of both pictures, what else holds, and the transform."""
    parts = [_PHRASES[match.relation], *_reason(match), *_figures(match)]
    parts += [_BESIDES[relation] for relation in match.also if relation in _BESIDES and not _told(match, relation)]
    parts += [change for change in _changes(match) if change != _BESIDES.get(match.relation)]
    return ", ".join(dict.fromkeys(parts))


def _reason(match: Match) -> tuple[str, ...]:
    return () if match.unsettled is None else (_UNSETTLED[match.unsettled],)


def _told(match: Match, relation: Relation) -> bool:
    """Whether the phrase or the shares say of a further relation what there is to say."""
    return relation is match.relation or (match.overlap is not None and relation in _IN_SHARES)


def _figures(match: Match) -> Iterator[str]:
    if match.relation in (Relation.NEAR_COPY, Relation.CANDIDATE):
        bits = [each for each in (match.distances.pdq, match.distances.content) if each is not None]
        if bits:
            yield f"{min(bits)} of 256 bits differed"
    if match.overlap is not None:
        known, own = match.overlap.known_share, match.overlap.evidence_share
        if match.relation is Relation.CROPPED_FROM:
            yield f"{percent(known)} of the known image"
        elif known < _ALL:
            yield f"with {percent(known)} of the known image"
        if own < _ALL or match.relation is Relation.CONTAINS:
            yield f"on {percent(own)} of this picture"


def _changes(match: Match) -> tuple[str, ...]:
    if match.transform is not None:
        return tuple(transformed(match.transform))
    return _ORIENTATIONS.get(match.orientation, ()) if match.relation in _BY_HASH else ()


def mirrored(match: Match) -> bool:
    """Whether the picture shows the known image the other way round."""
    if Relation.MIRRORED in (match.relation, *match.also):
        return True
    if match.transform is not None:
        return match.transform.mirrored
    return match.relation is Relation.NEAR_COPY and match.orientation.startswith("mirrored")


def transformed(transform: Transform) -> Iterator[str]:
    """What was done to the known image to lie on the picture, but for what rounding leaves."""
    if transform.mirrored:
        yield "mirrored"
    if abs(transform.angle) >= _TURNED:
        side = "" if abs(transform.angle) == 1800 else " clockwise" if transform.angle > 0 else " counterclockwise"
        yield f"turned by {_degrees(abs(transform.angle))}{side}"
    if abs(transform.scale - 1000) >= _SCALED:
        yield f"scaled to {percent(transform.scale)}"
    if transform.stretch >= _STRETCHED:
        yield f"stretched by {percent(transform.stretch - 1000)}"
    if transform.perspective >= _TILTED:
        yield "tilted"


def _degrees(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}°" if rest else f"{whole}°"


def percent(permille: int) -> str:
    """Thousandths as a percentage, rounded to whole ones; never 0 % or 100 % of what is not none or all."""
    if 0 < permille < 10:
        return "under 1 %"
    if 990 < permille < 1000:
        return "over 99 %"
    return f"{(permille + 5) // 10} %"


def compared(comparison: Comparison) -> str:
    """A difference map in words, with the share of the shared text that could be compared where that is not all."""
    share = percent(comparison.compared)
    changed = f"{percent(comparison.changed)} of the compared text differed"
    match comparison.outcome:
        case Compared.NOT_COMPARABLE:
            return "the two could not be compared line by line"
        case Compared.UNCHANGED:
            told = "no change was found in the compared text"
        case Compared.UNDECIDED:
            told = f"{changed}, which fits neither an edit nor another text"
        case Compared.EDITED | Compared.OTHER_TEXT:
            told = changed
    return told if comparison.compared == 1000 else f"{told}; {share} of the shared text could be compared"


def regions_in_order(comparison: Comparison) -> tuple[Region, ...]:
    """The differing regions: those that changed first, from top to bottom."""
    return tuple(
        sorted(
            comparison.regions,
            key=lambda region: (region.level is not Level.CHANGED, region.evidence.y, region.evidence.x),
        )
    )


def region_in_words(region: Region) -> str:
    """Where the two differ in this picture, and what a machine read in both: the words that differ, with their next."""
    here, there = apart(region.evidence_text or "", region.known_text or "")
    if here == there:
        return f"at {place(region.evidence)}: {_read(here)} in both"
    return f"at {place(region.evidence)}: {_read(here)} here, {_read(there)} there"


def place(box: Box) -> str:
    """A box in pixels in words."""
    return f"x {box.x}, y {box.y} ({box.width} × {box.height} pixels)"


def apart(first: str, second: str) -> tuple[str, str]:
    """Both texts without the words that they begin and end with in common, but for the two next to a difference."""
    ours, theirs = first.split(), second.split()
    if ours == theirs or not ours or not theirs:
        return " ".join(ours), " ".join(theirs)
    before = _common(ours, theirs)
    after = _common(ours[before:][::-1], theirs[before:][::-1])
    cut, kept = max(0, before - _NEIGHBOURS), max(0, after - _NEIGHBOURS)
    return _between(ours, cut, kept), _between(theirs, cut, kept)


def _common(ours: list[str], theirs: list[str]) -> int:
    """How many words the two begin with in common."""
    pairs = zip(ours, theirs, strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(theirs)))


def _between(words: list[str], first: int, last: int) -> str:
    shown = words[first : len(words) - last]
    return " ".join(["…"] * bool(first) + shown + ["…"] * bool(last))


def _read(text: str) -> str:
    return f"\u201c{unquoted(text)}\u201d was read" if text else "nothing was read"


def unquoted(text: str) -> str:
    """Text of others for use between curly quotation marks: cut at 80 characters, its own such marks made straight."""
    folded = " ".join(text.split()).replace("\u201c", '"').replace("\u201d", '"')
    return folded if len(folded) <= _LONGEST_TEXT else f"{folded[: _LONGEST_TEXT - 1].rstrip()}…"


def bounds(points: tuple[Point, ...], width: int | None = None, height: int | None = None) -> Box | None:
    """The smallest upright box around a polygon, cut at the edges of a picture of this size; None without an area."""
    if not points:
        return None
    columns, rows = [point.x for point in points], [point.y for point in points]
    left, top = max(0, min(columns)), max(0, min(rows))
    right = max(columns) if width is None else min(max(columns), width)
    bottom = max(rows) if height is None else min(max(rows), height)
    return Box(x=left, y=top, width=right - left, height=bottom - top) if right > left and bottom > top else None


def left_out(box: Box, width: int, height: int) -> str:
    """How much of a picture of this size lies outside a box in it, side by side; empty where nothing does."""
    margins = {
        "on the left": (box.x, width),
        "on the right": (width - box.x - box.width, width),
        "at the top": (box.y, height),
        "at the bottom": (height - box.y - box.height, height),
    }
    shares = {side: 1000 * max(0, margin) // max(1, of) for side, (margin, of) in margins.items()}
    return ", ".join(f"{percent(share)} {side}" for side, share in shares.items() if share >= _SCALED)
