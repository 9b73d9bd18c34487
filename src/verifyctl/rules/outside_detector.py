"""What did a detector from outside say, and where do its weights come from? It is never weighed."""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.model.pixels import OutsideDetector
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """One neutral finding for each detector that was named and answered."""
    for detector in case.facts.pixels.detectors if case.facts.pixels else ():
        gave = "no figure" if detector.score is None else f"{detector.score} of 1000 on a scale of its own"
        yield Hit(
            observation=f"A detector from outside, \u201c{detector.name}\u201d, was run on request and gave {gave}; "
            f"it marked {len(detector.boxes)} areas",
            about=detector.name,
            direction=Direction.NEUTRAL,
            locations=_locations(case, detector),
            evidence={
                "version": detector.version,
                "origin_of_weights": detector.weights,
                **({} if detector.score is None else {"thousandths": detector.score}),
            },
        )


def _locations(case: Case, detector: OutsideDetector) -> tuple[Location, ...]:
    marked = tuple(locate.box(f"area {number}", box) for number, box in enumerate(detector.boxes, start=1))
    return marked or (locate.whole_file(case),)


RULE = Rule(
    code="outside-detector",
    title="What a detector from outside said",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="pixels",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("pixels",),
    proposition="the detector was made for pictures like this one, and its figures were measured on such",
    alternative="its answer on this picture means nothing that anybody measured",
    limits=("Its figure is no measure of likelihood, and verifyctl gives it no weight",),
    innocent_explanations=(
        "Detectors answer to compression, reducing, text and smooth areas as they answer to changes.",
        "A detector was trained on other cameras, other subjects and other kinds of change than are met here.",
        "Most detectors mark something in every picture.",
    ),
    next_step="Read what its makers measured, on which pictures, before you quote it.",
    judge=judge,
)
