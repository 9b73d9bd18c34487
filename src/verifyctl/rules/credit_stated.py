"""Does the file name who made it, who owns it or what it shows?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_FIELDS = (
    "IPTC By-line",
    "IPTC Credit",
    "IPTC Source",
    "IPTC CopyrightNotice",
    "IPTC Caption-Abstract",
    "IPTC Headline",
    "Image Artist",
    "Image Copyright",
    "Image ImageDescription",
)
_PROPERTIES = (
    "dc:creator",
    "dc:rights",
    "dc:description",
    "photoshop:Credit",
    "photoshop:Source",
    "photoshop:Headline",
)
_LONGEST = 160


def judge(case: Case) -> Iterator[Hit]:
    """List captions, credits and owners as the file states them."""
    metadata = case.facts.metadata
    if metadata is None:
        return
    stated = {
        field.tag: field.text
        for name in _FIELDS
        if (field := metadata.field(name)) and field.agree is not False and field.text.strip()
    }
    stated |= {f"XMP {item.path}": item.text for item in metadata.xmp if item.path.startswith(_PROPERTIES)}
    if not stated:
        return
    shown = "; ".join(f"{tag} \u201c{text[:_LONGEST]}\u201d" for tag, text in list(stated.items())[:4])
    yield Hit(
        observation=f"The file stated who made it, who owns it or what it shows: {shown}",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.tag(tag) for tag in stated),
        evidence=dict(list(stated.items())[:20]),
    )


RULE = Rule(
    code="credit-stated",
    title="A caption, a credit or an owner is stated",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="whoever is named made the picture or wrote the caption",
    alternative="the statement was copied, preset or written by hand",
    limits=("Anyone can write a caption, and nothing ties it to the picture",),
    innocent_explanations=(
        "Cameras and programs fill in a preset owner or an empty description.",
        "Agencies put their name on pictures that they pass on.",
    ),
    next_step="Ask the person or agency named for the picture and its caption.",
    judge=judge,
)
