"""Is the offset in the file that of clocks at the position in the file?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Note a tag whose offset is none of those that clocks at the stated position had then."""
    place = case.facts.place
    for entry in place.offsets if place else ():
        if place is None or entry.carried is None or not entry.offsets or entry.carried in entry.offsets:
            continue
        there = " or ".join(entry.offsets)
        yield Hit(
            about=entry.tag.casefold().replace(" ", "-"),
            observation=f"The tag {entry.tag} carried the offset {entry.carried}, and clocks at the stated position "
            f"({place.zone}) ran at {there} on {entry.local[:10]}",
            direction=Direction.NEUTRAL,
            locations=(locate.tag(entry.tag), locate.tag("GPS GPSLatitude")),
            evidence={"carried": entry.carried, "zone": place.zone, "there": list(entry.offsets), "local": entry.local},
        )


RULE = Rule(
    code="offset-against-place",
    title="The clock's zone is not that of the position",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("place",),
    proposition="clock and position of the file were those of one place",
    alternative="the clock was left in another zone, or one of the two was written later",
    limits=("Travellers' cameras keep the time of home, so the difference carries no weight",),
    innocent_explanations=(
        "The camera kept the zone of home, or summer time was not set.",
        "The position was added afterwards from another device.",
        "Borders of zones are disputed in places, and the zone's name is one side's.",
    ),
    next_step="Ask in which zone the clock ran, before any hour in the file is compared with anything.",
    judge=judge,
)
