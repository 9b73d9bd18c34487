"""Does the tag of capture lie before the device that the file names had come out?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.metadata import TimeMeaning
from verifyctl.reference.releases import Kind
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.clocks import tagged
from verifyctl.rules.releases import MODEL, SOFTWARE, in_use_from, releases_named


def judge(case: Case) -> Iterator[Hit]:
    """Hold the tag of capture against the release of the device and of the system on it."""
    captured, metadata = tagged(case, TimeMeaning.CAPTURED), case.facts.metadata
    if captured is None or metadata is None:
        return
    for release in releases_named(metadata):
        if release.kind is Kind.EDITOR or captured.span.bounds()[1] >= in_use_from(release):
            continue
        named = MODEL if release.kind is Kind.DEVICE else SOFTWARE
        yield Hit(
            about=release.kind.value,
            observation=f"The tag {captured.tag} said {captured.text}, and {release.name}, which the file named, came "
            f"out on {release.released}",
            direction=Direction.NEUTRAL,
            locations=(locate.tag(captured.tag), locate.tag(named), locate.record(release.source)),
            evidence={"tag": captured.text, "named": release.name, "released": release.released},
        )


RULE = Rule(
    code="clock-before-device",
    title="The capture time lies before the device came out",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the clock that wrote the tag was right",
    alternative="it was not set, or the tag or the device's name was written later",
    limits=("It says that the capture time in the file is of no use, and nothing of when the picture was taken",),
    innocent_explanations=(
        "A clock that was never set, or lost its battery, begins at a fixed date of years ago.",
        "A program copied the tags of one picture into another.",
        "The device was a test version in use long before its release.",
    ),
    next_step="Do not rest anything on the capture time in the file.",
    judge=judge,
)
