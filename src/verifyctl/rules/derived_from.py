"""Does the file say that it was made from another?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_FROM = "xmpMM:DerivedFrom"
_OWN = ("xmpMM:DocumentID", "xmpMM:OriginalDocumentID")


def judge(case: Case) -> Iterator[Hit]:
    """Note a document that the file says it was made from."""
    metadata = case.facts.metadata
    stated = [item for item in (metadata.xmp if metadata else ()) if item.path.startswith(_FROM)]
    sources = dict.fromkeys(item.text for item in stated if item.path.endswith(("ocumentID", "filePath")))
    if not sources:
        return
    own = {item.path: item.text for item in (metadata.xmp if metadata else ()) if item.path in _OWN}
    yield Hit(
        observation=f"The file stated that it was made from another document: {', '.join(sources)}",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.tag(f"XMP {item.path}") for item in stated),
        evidence={item.path: item.text for item in stated} | own,
    )


RULE = Rule(
    code="derived-from",
    title="The file names a document that it was made from",
    axis=Axis.ORIGINALITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="an earlier document with the stated id exists",
    alternative="the statement was carried over with metadata from elsewhere",
    limits=("The id names a document and does not say what was changed between the two",),
    innocent_explanations=(
        "Every conversion of a raw file, and every export for the web, states such an origin.",
        "Templates and copied metadata carry the ids of other works.",
    ),
    next_step="Ask the source for the earlier document; files with the same ids share an origin.",
    judge=judge,
)
