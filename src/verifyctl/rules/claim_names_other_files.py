"""Does the claim name files by their digests, and is this one not among them?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Note that none of the digests under `media` is that of the evidence."""
    media = case.claim.media if case.claim else ()
    digests = [item.sha256.removeprefix("sha256:") for item in media if item.sha256]
    if not digests or case.evidence.digests.sha256 in digests:
        return
    yield Hit(
        observation=f"The claim named {len(digests)} file(s) by digest, and this was none of them",
        direction=Direction.NEUTRAL,
        locations=(locate.claim("media"), locate.whole_file(case)),
        evidence={"named_sha256": digests},
    )


RULE = Rule(
    code="claim-names-other-files",
    title="The claim names other files",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="source-statement",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(),
    proposition="the claim is about this file",
    alternative="the claim is about another copy, or about another picture",
    limits=("A copy of the same picture has another digest as soon as it is saved again",),
    innocent_explanations=(
        "The file is another copy of the picture that the claim is about, re-encoded by a platform or cropped.",
        "A claim.yaml serves for every picture in its folder, and not all of them are named in it.",
    ),
    next_step="Make sure that the claim is about this picture, and name the file under media in the claim.",
    judge=judge,
)
