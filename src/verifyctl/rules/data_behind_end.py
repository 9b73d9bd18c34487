"""Is there anything in the file behind the picture's end?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.rules.base import Case, Hit, Rule

_SILENT = frozenset({"padding"})
_WORDS = {
    "second-picture": "another picture",
    "gain-map": "a gain map for bright screens",
    "depth-map": "a depth map",
    "preview": "a preview picture",
    "motion-photo": "a short film (motion photo)",
    "trailer": "a phone maker's trailer",
    "archive": "a ZIP archive",
    "unknown": "data of no kind known here",
}


def judge(case: Case) -> Iterator[Hit]:
    """Name what lies behind the end; zeros and blanks are not worth a word."""
    structure = case.facts.structure
    if structure is None or not structure.trailing:
        return
    end = case.evidence.size - structure.trailing
    behind = [one for one in structure.embedded if one.offset >= end and one.kind not in _SILENT]
    if not behind:
        return
    named = ", ".join(dict.fromkeys(_WORDS.get(one.kind, one.kind) for one in behind))
    yield Hit(
        observation=f"Behind the end of the picture the file held {structure.trailing} more byte(s): {named}",
        direction=Direction.NEUTRAL,
        locations=tuple(
            Location(kind="byte_range", where=one.kind, start=one.offset, end=one.offset + one.size) for one in behind
        ),
        evidence={"bytes": structure.trailing, "kinds": [one.kind for one in behind]},
    )


RULE = Rule(
    code="data-behind-end",
    title="The file goes on behind the picture",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("structure",),
    proposition="what lies behind the end was put there by the camera or phone",
    alternative="somebody or a later program attached it",
    limits=("Programs that show pictures pass over such data, so it says nothing of what the picture shows",),
    innocent_explanations=(
        "Phones put films, depth maps and gain maps behind the picture.",
        "Cameras put large previews there, and makers their own trailers.",
        "A server or a recovery program left the rest of a block in the file.",
    ),
    next_step="Cut the data out by the byte range and look at it; films of phones show the moment before.",
    judge=judge,
)
