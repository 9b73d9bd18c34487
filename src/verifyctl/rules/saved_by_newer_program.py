"""Was the file saved by a program that came out after the claimed time?"""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.reference.releases import Kind
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.releases import SOFTWARE, in_use_from, releases_named


def judge(case: Case) -> Iterator[Hit]:
    """Note an editor that is newer than every claimed time of capture or publication."""
    metadata = case.facts.metadata
    if metadata is None or case.claim is None:
        return
    claimed = [
        (assertion, assertion.when)
        for assertion in case.claim.of_kind(AssertionKind.CAPTURE_TIME, AssertionKind.PUBLICATION)
        if assertion.when is not None
    ]
    if not claimed:
        return
    assertion, last = max(claimed, key=lambda pair: pair[1].span().latest)
    for release in releases_named(metadata):
        if release.kind is Kind.EDITOR and last.span().bounds()[1] < in_use_from(release):
            yield Hit(
                about=release.name.casefold().replace(" ", "-"),
                observation=f"The file was saved by {release.name}, which came out in {release.released}, after the "
                f"claimed {last}",
                direction=Direction.NEUTRAL,
                locations=(
                    locate.tag(SOFTWARE),
                    locate.record(release.source),
                    locate.claim(f"assertions.{assertion.id}"),
                ),
                evidence={"program": release.name, "released": release.released, "claimed": str(last)},
            )


RULE = Rule(
    code="saved-by-newer-program",
    title="The file was saved by a newer program",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the file is as it was at the claimed time",
    alternative="it was saved again later",
    limits=("Pictures are saved again for many reasons, so this says only that these bytes are younger",),
    innocent_explanations=(
        "Somebody cropped, converted or catalogued an old picture years later.",
        "An archive or a news desk opens every picture in its own program.",
    ),
    next_step="Look for a copy that was not saved again.",
    judge=judge,
)
