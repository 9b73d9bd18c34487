"""Does the file itself say that software made the picture?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.credentials import CredentialsFacts, CredentialState
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_MADE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")
_SHOWN = 300


def judge(case: Case) -> Iterator[Hit]:
    """Every statement of that kind: in texts, in XMP, in credentials that hold."""
    metadata, held = case.facts.metadata, case.facts.credentials
    marks = metadata.generators if metadata else ()
    signed = _signed(held)
    if not marks and not signed:
        return
    named = [f"{mark.name} ({mark.carrier})" for mark in marks]
    named += [f"{kind} (Content Credentials)" for kind in signed]
    yield Hit(
        observation=f"The file said that software made the picture: {', '.join(dict.fromkeys(named))}",
        direction=Direction.CONTRADICTS,
        strength=Strength.MODERATE,
        locations=(
            *(locate.tag(mark.carrier) for mark in marks),
            *((locate.tag("C2PA manifest"),) if signed else ()),
        ),
        evidence={
            "marks": [
                {"program": mark.name, "carrier": mark.carrier, "prompt": (mark.prompt or "")[:_SHOWN]}
                for mark in marks
            ],
            "digital_source_types": list(signed),
        },
    )


def _signed(held: CredentialsFacts | None) -> tuple[str, ...]:
    if held is None or held.state not in (CredentialState.TRUSTED, CredentialState.INTACT_UNLISTED):
        return ()
    kinds = (kind.rpartition("/")[2] for kind in held.digital_source_types)
    return tuple(dict.fromkeys(kind for kind in kinds if kind in _MADE))


RULE = Rule(
    code="made-by-software",
    title="The file says that software made the picture",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="generator",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("metadata", "credentials"),
    proposition="the picture was taken of what it shows",
    alternative="a program made it, in whole or in part",
    limits=("Whoever can write into a file can write this too, and can take it out: none found means nothing",),
    innocent_explanations=(
        "The picture was taken by a camera and only enlarged, cleaned or recoloured by such a program.",
        "The statement was copied into the file together with other metadata.",
        "The claim never said that it is a photograph: maps, charts and drawings are made by software.",
    ),
    next_step="Ask for the file as it was before that program, and look for an earlier copy without the statement.",
    judge=judge,
)
