"""Is there any metadata? Its absence says nothing."""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_SPEAKING = {"exif", "xmp", "iptc"}


def judge(case: Case) -> Iterator[Hit]:
    """Note that no EXIF, XMP or IPTC block is present."""
    metadata = case.facts.metadata
    if metadata is None or _SPEAKING & set(metadata.blocks) or metadata.fields or metadata.xmp_problem:
        return
    yield Hit(
        observation="The file carried no EXIF, XMP or IPTC block",
        direction=Direction.NEUTRAL,
        locations=(locate.whole_file(case),),
        evidence={"blocks": list(metadata.blocks)},
    )


RULE = Rule(
    code="metadata-absent",
    title="No EXIF, XMP or IPTC in the file",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the file is as a camera or program first wrote it",
    alternative="the file has passed through a platform, a messenger or a program that strips metadata",
    limits=("Platforms and messengers strip metadata from almost every picture, so its absence carries no weight",),
    innocent_explanations=(
        "Nearly every social network and messenger removes metadata at upload.",
        "Screenshots and many scans never had any.",
        "People remove metadata to protect themselves or their sources.",
    ),
    next_step="Look for an earlier copy, or ask whoever first had the picture for the file as it left the camera.",
    judge=judge,
)
