"""Does the clock of the satellites differ from that of the camera by more than a zone?"""

from collections.abc import Iterator
from datetime import timedelta

from verifyctl.model.claim import Layer
from verifyctl.model.dates import EARLIEST_ZONE, LATEST_ZONE
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.metadata import TimeField, TimeMeaning
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.clocks import in_words, offset_text, shown, tagged

# Offsets from UTC are whole quarters of an hour. A position may be some seconds old, and clocks drift.
_QUARTER = timedelta(minutes=15)
_ROOM = timedelta(minutes=2)


def judge(case: Case) -> Iterator[Hit]:
    """Hold the tag of capture against the time in UTC that the position was taken at."""
    captured, position = tagged(case, TimeMeaning.CAPTURED), tagged(case, TimeMeaning.GPS)
    if captured is None or position is None:
        return
    apart = shown(captured) - shown(position)
    steps = round(apart / _QUARTER)
    zone = _QUARTER * steps
    fits = abs(apart - zone) <= _ROOM and -LATEST_ZONE <= zone <= EARLIEST_ZONE
    if fits and captured.offset in (None, offset_text(zone)):
        return
    yield Hit(
        observation=f"The satellites' clock said {position.text} (UTC) and the tag {captured.tag} {captured.text}"
        f"{_carried(captured)}: {_told_apart(apart, zone, fits=fits)}",
        direction=Direction.NEUTRAL,
        locations=(locate.tag(position.tag), locate.tag(captured.tag)),
        evidence={
            "gps": position.text,
            "captured": captured.text,
            "offset": captured.offset or "none",
            "seconds": int(apart.total_seconds()),
        },
    )


def _carried(captured: TimeField) -> str:
    return f" {captured.offset}" if captured.offset else ""


def _told_apart(apart: timedelta, zone: timedelta, *, fits: bool) -> str:
    if fits:
        return f"the camera's clock ran at UTC{offset_text(zone)}, which is not the offset in the file"
    return f"they were {in_words(apart)} apart, which no zone explains"


RULE = Rule(
    code="gps-time-differs",
    title="The satellites' time differs from the camera's",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the camera's clock was right when the picture was taken",
    alternative="it was wrong, or the position is older than the picture, or one of them was written later",
    limits=("Untouched files differ so often that the difference carries no weight",),
    innocent_explanations=(
        "The position was an old one: a phone without a view of the sky writes the last that it had.",
        "The camera's clock was some minutes off, or one hour where summer time was not set.",
        "Some cameras write a wrong date beside the satellites' time, one model exactly a day late.",
    ),
    next_step="Take the satellites' time as the likelier one, and compare other pictures of the same device.",
    judge=judge,
)
