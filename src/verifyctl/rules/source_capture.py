"""Does the evidence hold the same bytes as a recorded capture of its source?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer, Source
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Compare every digest that a source records with the evidence's own."""
    context = case.facts.context
    for number, source in enumerate(context.sources if context else (), start=1):
        if source.sha256 is not None:
            yield _compare(case, number, source, source.sha256.removeprefix("sha256:"))


def _compare(case: Case, number: int, source: Source, recorded: str) -> Hit:
    same = recorded == case.evidence.digests.sha256
    where = source.archive_url or source.url or f"source {number}"
    captured = f" captured {source.captured_at}" if source.captured_at else ""
    archived = same and bool(source.archive_url and source.captured_at)
    return Hit(
        about=f"source-{number}",
        observation=f"The bytes {'were' if same else 'were not'} those recorded for the source{captured}: {where}",
        direction=Direction.SUPPORTS if same else Direction.NEUTRAL,
        strength=(Strength.MODERATE if archived else Strength.WEAK) if same else Strength.NONE,
        locations=(locate.record(where), locate.whole_file(case)),
        evidence={"recorded_sha256": recorded, "same": same},
    )


RULE = Rule(
    code="source-capture",
    title="The bytes against a recorded capture",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="source-statement",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("context",),
    proposition="the file is the one that the named source held",
    alternative="it came from elsewhere, or was re-encoded since",
    limits=("The record was written by whoever wrote the claim, and says nothing of where that source had it from",),
    innocent_explanations=("Platforms re-encode pictures, so that two downloads of one post can differ in bytes.",),
    next_step="Keep the capture together with the file, so that others can compare the digests.",
    judge=judge,
)
