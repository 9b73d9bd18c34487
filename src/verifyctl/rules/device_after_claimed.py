"""Had the device that the file names come out by the claimed time of capture?"""

from collections.abc import Iterator

from verifyctl.model.claim import Assertion, AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.reference.releases import Kind, Release
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.releases import MODEL, SOFTWARE, in_use_from, releases_named


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """Hold the release of the device, and of the system on it, against every claimed capture that lies before it."""
    metadata = case.facts.metadata
    if metadata is None or case.claim is None:
        return
    made_with = [each for each in releases_named(metadata) if each.kind is not Kind.EDITOR]
    for assertion in case.claim.of_kind(AssertionKind.CAPTURE_TIME):
        later = [each for each in made_with if assertion.when and assertion.when.span().bounds()[1] < in_use_from(each)]
        if later:
            yield from _newer(assertion, max(later, key=lambda each: each.released))


def _newer(assertion: Assertion, release: Release) -> Iterator[Hit | Contradiction]:
    tag = MODEL if release.kind is Kind.DEVICE else SOFTWARE
    yield Hit(
        about=assertion.id,
        observation=f"The file named {release.name}, which came out on {release.released}, after the claimed capture "
        f"time {assertion.when}",
        direction=Direction.CONTRADICTS,
        strength=Strength.WEAK,
        locations=(locate.tag(tag), locate.record(release.source), locate.claim(f"assertions.{assertion.id}")),
        assertions=(assertion.id,),
        evidence={"named": release.name, "released": release.released, "claimed": str(assertion.when)},
    )
    device = Premise(
        text=f"device: the tag {tag} names {release.name}, which came out on {release.released}",
        basis=PremiseBasis.FILE_STATEMENT,
        finding=f"{RULE.code}:{assertion.id}",
    )
    claimed = Premise(text=f"claimed capture time {assertion.when}", basis=PremiseBasis.STATEMENT)
    yield Contradiction.resting_on(
        device,
        claimed,
        kind="device-after-claimed",
        statement="The device that the file names came out after the claimed time of capture",
        assertions=(assertion.id,),
        axes=(Axis.TIME_PLACE,),
    )


RULE = Rule(
    code="device-after-claimed",
    title="The device came out after the claimed capture",
    axis=Axis.TIME_PLACE,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("metadata",),
    proposition="the file was taken at the claimed time",
    alternative="it was taken later, with a device that had not come out by then",
    limits=("Anyone can write the tags that name a device, and programs copy them from file to file",),
    innocent_explanations=(
        "The file is a later photograph of a print, a paper or a screen that is as old as claimed.",
        "A program that converted or scanned the picture wrote its own device's name into the file.",
        "The tags were copied from another picture.",
    ),
    next_step="Ask with which device the picture was taken, and for the file as it left that device.",
    judge=judge,
)
