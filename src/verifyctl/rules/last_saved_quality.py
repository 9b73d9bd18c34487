"""How was the JPEG last saved?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import LARGER_COPY, Case, Hit, Rule

_HIGH = 90  # from here on a save leaves little that the eye could take for something else


def judge(case: Case) -> Iterator[Hit]:
    """Describe the last save of a JPEG whose tables are exactly those of the common library."""
    structure = case.facts.structure
    coding = structure.coding if structure else None
    tables = coding.quantisation if coding else None
    if coding is None or tables is None or tables.match == "nearest":
        return
    quality = str(tables.quality)
    if tables.match == "split" and tables.chroma_quality is not None:
        quality += f" for brightness and {tables.chroma_quality} for colour"
    details: list[str] = [coding.process]
    if coding.subsampling:
        details.append(f"colour {coding.subsampling}")
    if coding.huffman == "optimised":
        details.append("code tables made for this picture")
    yield Hit(
        observation=f"The picture was last saved with the common library's tables of quality {quality} "
        f"({', '.join(details)})",
        direction=Direction.NEUTRAL,
        locations=(locate.whole_file(case),),
        evidence={"quality": tables.quality, "match": tables.match, "process": coding.process},
        next_step=None if tables.quality < _HIGH else "",
    )


RULE = Rule(
    code="last-saved-quality",
    title="The quality with which the JPEG was last saved",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("structure",),
    proposition="the file comes as a program saved it with these settings",
    alternative="it was saved several times, the last time so",
    limits=("Only the last save is seen; a high quality may follow a low one",),
    innocent_explanations=(
        "Cameras, platforms and programs all save with these tables.",
        "A low quality is what messengers and websites use for everything.",
    ),
    next_step=LARGER_COPY,
    judge=judge,
)
