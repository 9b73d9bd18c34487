"""Which parts of a letter were read, and what do they say, whatever the claim looks for?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.fields import IN_WORDS, quoted

_SHOWN = 12


def judge(case: Case) -> Iterator[Hit]:
    """List every field; the list weighs nothing."""
    text = case.facts.text
    if text is None or not text.fields:
        return
    shown = "; ".join(quoted(field) for field in text.fields[:_SHOWN])
    more = f"; and {len(text.fields) - _SHOWN} more" if len(text.fields) > _SHOWN else ""
    yield Hit(
        observation=f"Read by machine as parts of a letter: {shown}{more}",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.box(IN_WORDS[field.name], field.box) for field in text.fields),
        evidence={
            "fields": [
                {"name": field.name.value, "text": field.text, "also": field.also or "", "lines": list(field.lines)}
                for field in text.fields
            ]
        },
    )


RULE = Rule(
    code="letter-fields-read",
    title="Parts of a letter as read",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-text",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="the letter says what was read",
    alternative="its parts were misread or taken for one another",
    limits=(
        "A field is found by its place and the words before it, and what a paper says of its issuer does not show who "
        "wrote it",
    ),
    innocent_explanations=(
        "A line of the body or of another paper in the picture was taken for a field.",
        "The order of a reference number's groups cannot be seen on a picture.",
    ),
    judge=judge,
)
