"""Does a part of the picture have another JPEG grid than the rest?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.pixels import ForeignGrid
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Weigh regions whose grid differs from the picture's own; where it has none of its own, only name them."""
    pixels = case.facts.pixels
    regions = pixels.grids if pixels else ()
    if not regions:
        return
    against = [region for region in regions if region.has_own_grid]
    shown = against or list(regions)
    rest = "a grid of its own elsewhere" if against else "none elsewhere, as in screenshots, collages and drawings"
    yield Hit(
        observation=f"{_count(len(shown))} of the picture had traces of a JPEG grid that the rest does not have; "
        f"the picture had {rest}",
        direction=Direction.CONTRADICTS if against else Direction.NEUTRAL,
        strength=Strength.WEAK if against else Strength.NONE,
        locations=tuple(locate.box(f"region {number}", region.box) for number, region in enumerate(shown, start=1)),
        evidence={"regions": [_evidence(region) for region in shown]},
    )


def _count(regions: int) -> str:
    return "One region" if regions == 1 else f"{regions} regions"


def _evidence(region: ForeignGrid) -> dict[str, int]:
    return {
        "offset_x": region.offset_x,
        "offset_y": region.offset_y,
        "false_alarms_tenths_log10": region.nfa_tenths_log10,
    }


RULE = Rule(
    code="foreign-grid",
    title="A part of the picture has another JPEG grid",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="pixels",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("pixels",),
    proposition="all parts of the picture were saved together from the beginning",
    alternative="a part was saved as JPEG on its own and then placed in the picture",
    limits=("It says that a part was placed there, not when, by whom, nor whether it matters",),
    innocent_explanations=(
        "Screenshots, collages, slides and posters consist of pictures that were JPEGs before.",
        "A logo, a caption or a frame was laid on the picture by whoever published it.",
        "Retouching by the photographer, such as healing brushes and panoramas, moves pieces of a JPEG.",
        "A drawing or a pattern repeats every eight pixels and looks like the blocks of a JPEG.",
    ),
    next_step="Look at the region; ask whoever published the picture what was placed in it.",
    judge=judge,
)
