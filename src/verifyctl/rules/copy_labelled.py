"""What have people called a known copy of the picture?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import same_picture, same_text, told_apart, values, where
from verifyctl.rules.likeness import unquoted


def judge(case: Case) -> Iterator[Hit]:
    """Repeat a label as the word of whoever keeps the store.

    It never weighs: a label is about a picture with the claim that went with it then, which may not be this claim; it
    is not measured; and whose judgement it was, the store does not say in a way that could be checked.
    """
    for about, match in told_apart(same_picture(case)):
        image = match.image
        if image.label is None:
            continue
        only_alike = "" if same_text(case, match) else " (whose text was not shown to be the same)"
        said = [
            f"{name} \u201c{unquoted(text)}\u201d"
            for name, text in (("caption", image.caption), ("note", image.note))
            if text
        ]
        beside = f", beside the {' and the '.join(said)}" if said else ""
        yield Hit(
            about=about,
            observation=f"Known image {image.id}{only_alike} bore the label \u201c{image.label.value}\u201d in the "
            f"words of whoever keeps the store{beside}",
            direction=Direction.NEUTRAL,
            locations=(where(match),),
            evidence=values(case, match),
        )


RULE = Rule(
    code="copy-labelled",
    title="People have labelled a known copy",
    axis=Axis.ORIGINALITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("matches",),
    proposition="what was said of the known copy holds for this picture with this claim",
    alternative="it was said of another claim, or of a picture that is only alike",
    limits=("A label is somebody's word about the picture with the claim of that time, and nothing here was measured",),
    innocent_explanations=(
        "The label was given for another claim that used the same picture.",
        "Whoever gave it was mistaken, or repeated what others said.",
        "The label belongs to a picture that is alike and has other words on it.",
    ),
    next_step="Open the known image's source and read what was found out then, by whom, and of which claim.",
    judge=judge,
)
