"""Do the places in which a file states its time of capture give different days?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.timeline import Event, TimelineEntry
from verifyctl.rules import dated_file
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.moments import Moment

_SHOWN = 4


def judge(case: Case) -> Iterator[Hit]:
    """Note statements of capture or digitising in EXIF, XMP and IPTC that share no moment in any zone."""
    stated = [
        entry
        for entry in dated_file.entries(case)
        if entry.event in (Event.CAPTURED, Event.DIGITISED) and entry.id.startswith(("tag:", "xmp:"))
    ]
    if not stated:
        return
    first = stated[0]
    others = [entry for entry in stated[1:] if not _may_be_one(first, entry)]
    if not others:
        return
    listed = (first, *others[: _SHOWN - 1])
    yield Hit(
        observation="The file stated different times of capture or digitising: "
        + "; ".join(f"{entry.location.where} {entry.text}" for entry in listed),
        direction=Direction.NEUTRAL,
        locations=tuple(entry.location for entry in listed),
        evidence={entry.location.where: entry.text for entry in listed},
    )


def _may_be_one(one: TimelineEntry, other: TimelineEntry) -> bool:
    if one.span.overlaps(other.span) and not (one.local and other.local):
        return True
    if not (one.local and other.local):
        return False
    # Two clock times without a zone in one file are taken as shown by one clock.
    first, second = (Moment(span=each.span, local=each.local).bare for each in (one, other))
    return first[0] <= second[1] and second[0] <= first[1]


RULE = Rule(
    code="file-times-differ",
    title="The file states different times of capture",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the file states one time of capture",
    alternative="its parts were written by different programs, or at different times",
    limits=("It says that the parts differ, and not which of them is right",),
    innocent_explanations=(
        "A print or a slide was scanned: it was digitised years after it was taken.",
        "A catalogue program corrected one of the times and left the others.",
        "A program wrote the times of its own work in its own zone.",
    ),
    judge=judge,
)
