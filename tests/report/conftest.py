"""Verdicts as they come out of a real run: the April sample, one without a claim, one full of hostile text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from verifyctl.model.claim import AssertionKind, Denial, Layer
from verifyctl.model.claim import Reading as PersonReading
from verifyctl.model.evidence import Digests
from verifyctl.model.facts import ContextFacts, FileFacts, NameFacts
from verifyctl.model.finding import (
    AXIS_QUESTIONS,
    AppliesTo,
    Axis,
    Basis,
    Contradiction,
    Direction,
    Finding,
    Location,
    Premise,
    PremiseBasis,
    Strength,
)
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.stage import Component, StageResult, StageStatus
from verifyctl.model.verdict import (
    AssertionStanding,
    AxisStanding,
    ClaimInfo,
    Conclusion,
    Groups,
    NotAssessed,
    Outcome,
    PolicyInfo,
    Reproduce,
    Status,
    Subject,
    Time,
    Tool,
    Verdict,
)

HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07[bold red]x[/] \u202egnp.\u202c =cmd() <script> \ud800 \u2066 end\nVerdict file: /forged"
)

DIGESTS = Digests(sha256="b3" * 32, sha512="51" * 64, sha1="a1" * 20, md5="d5" * 16)
DIGEST = "sha256:" + "9c" * 32


def finding(code: str, observation: str, **changes: Any) -> Finding:
    """A finding of moderate weight for the content, unless `changes` say otherwise."""
    about = changes.pop("about", "")
    values: dict[str, Any] = {
        "id": f"{code}:{about}" if about else code,
        "code": code,
        "layer": Layer.DOCUMENT,
        "observation": observation,
        "proposition": "the visible text says what the claim says",
        "alternative": "it says something else",
        "direction": Direction.SUPPORTS,
        "strength": Strength.MODERATE,
        "basis": Basis.ASSIGNED,
        "group": "ocr-text",
        "applies_to": AppliesTo(axes=(Axis.CONTENT,), assertions=(about,) if about else ()),
        "limits": ("Read by one engine and not by a person", "The words were taken from the claim itself"),
        "locations": (Location(kind="text_span", where="line 3", start=0, end=18),),
    }
    return Finding(**(values | changes))


def neutral(code: str, observation: str, **changes: Any) -> Finding:
    """A finding without weight."""
    return finding(code, observation, **({"direction": Direction.NEUTRAL, "strength": Strength.NONE} | changes))


def axis(identifier: Axis, status: Status, support: str = "none", net: int = 0, **changes: Any) -> AxisStanding:
    """One of the five, its question as the model words it."""
    values: dict[str, Any] = {"groups": Groups(supporting=int(net > 0), contradicting=int(net < 0))}
    question = AXIS_QUESTIONS[identifier]
    return AxisStanding(id=identifier, question=question, status=status, support=support, net=net, **(values | changes))


def assertion(identifier: str, kind: str, statement: str, **changes: Any) -> AssertionStanding:
    """An assertion that nothing bears on, unless `changes` say otherwise."""
    values: dict[str, Any] = {
        "status": Status.NOT_ASSESSED,
        "support": "none",
        "net": 0,
        "groups": Groups(supporting=0, contradicting=0),
        "load_bearing": True,
    }
    return AssertionStanding(id=identifier, kind=kind, statement=statement, **(values | changes))


ONE_FOR = Groups(supporting=1, contradicting=0)


def april() -> dict[str, Any]:
    """The fields of the April verdict: inconclusive, one possible contradiction, no text from digits."""
    return {
        "id": DIGEST,
        "result_digest": DIGEST,
        "time": Time(created="2026-11-22T06:05:00Z"),
        "tool": Tool(
            version="0.1.0",
            python="3.11.7",
            platform="linux-x86_64",
            components=(Component(name="Pillow", version="13.0.0"), Component(name="tesseract", version="5.3.0")),
        ),
        "policy": PolicyInfo(id="verifyctl-default", version="1", scale="enfsi-2015", digest=DIGEST),
        "subject": (
            Subject(name="phone.jpg", digests=DIGESTS, bytes=60_290, media_type="image/jpeg", width=600, height=780),
        ),
        "claim": ClaimInfo(
            id="order-2015-04-27",
            digest=DIGEST,
            statement="Photo of an order of 27 April 2015 to the governors of the Syrian provinces\n"
            "to send reinforcements to Anbar and Salah al-Din",
            denials=(Denial(by="An account close to the group", at="2015-04-28", quote="لا صحة لهذه الوثيقة"),),
            readings=(PersonReading(by="reader-1", field=AssertionKind.RECIPIENT, text="إلى ولاة الولايات"),),
        ),
        "verdict": Conclusion(
            outcome=Outcome.INCONCLUSIVE,
            headline="Not settled by this file.",
            says=(
                "The visible text names the claimed recipients, order and destinations, as read by machine and "
                "not yet by a person.",
                "The two dates in the claim agree with each other (8 Rajab 1436 is 27 April 2015), which shows "
                "only that the claim agrees with itself.",
            ),
            does_not_say=(
                "who wrote, stamped or signed it",
                "whether it is what it appears to be",
                "whether the order was given",
            ),
            next_steps=(
                "A reader of Arabic reads the year on the date line (line 2) and records it in the claim file.",
                "Find the earliest post, archive it, and record its id.",
                "Compare form, stamp and serial number with dated reference documents.",
            ),
        ),
        "assertions": (
            assertion(
                "A1",
                "document_date",
                "The document is dated 2015-04-27 (8 Rajab 1436)",
                findings=("date-read:A1",),
                steps=("date-read:A1: cannot tell, no weight",),
            ),
            assertion(
                "A2",
                "issuer",
                "The leadership of the group issued it",
                fixed=True,
                reason="No test of a picture can establish who issued a document.",
                who_could="a specialist with reference documents; records that corroborate it",
            ),
            *(
                assertion(
                    identifier,
                    kind,
                    statement,
                    status=Status.INCONCLUSIVE,
                    support="for moderate",
                    net=10,
                    groups=ONE_FOR,
                    findings=(f"claimed-words-present:{identifier}",),
                    steps=(f"group ocr-text: claimed-words-present:{identifier}, moderate, +10",),
                )
                for identifier, kind, statement in (
                    ("A3", "recipient", "It is addressed to the governors: ولاة الولايات"),
                    ("A4", "order", "It orders that reinforcements be sent"),
                    ("A5", "destination", "They are to go to Anbar and Salah al-Din"),
                )
            ),
            assertion(
                "A6",
                "publication",
                "The photo was posted on 2015-04-27",
                load_bearing=False,
                findings=("post-time:A6",),
            ),
        ),
        "axes": (
            axis(Axis.INTEGRITY, Status.NOT_ASSESSED),
            axis(Axis.ORIGINALITY, Status.INCONCLUSIVE, "against weak", -3, steps=("group known-images: -3",)),
            axis(Axis.CONTENT, Status.INCONCLUSIVE, "for moderate", 10, steps=("group ocr-text: +10, counted once",)),
            axis(Axis.TIME_PLACE, Status.NOT_ASSESSED),
            axis(Axis.SOURCE, Status.NOT_ASSESSED),
        ),
        "findings": (
            neutral(
                "metadata-absent",
                "The file carried no EXIF, XMP or IPTC block.",
                limits=("Platforms strip metadata from almost every upload.",),
                group="container",
            ),
            finding(
                "claimed-words-present",
                'The line "إلى: ولاة الولايات" was read 3 times.',
                about="A3",
            ),
            finding(
                "claimed-words-present",
                'The word "تعزيزات" was read in line 5.',
                about="A4",
            ),
            finding(
                "claimed-words-present",
                '"ولاية الأنبار" and "ولاية صلاح الدين" were read in lines 6 and 7.',
                about="A5",
            ),
            finding(
                "earlier-known-copy",
                "A known image that a person dated 2014-02-11 differed from this one in 12 of 256 bits.",
                direction=Direction.CONTRADICTS,
                strength=Strength.WEAK,
                group="known-images",
                innocent_explanations=("The date of the known image was entered wrongly.",),
                limits=("A near copy is not the same file.",),
                applies_to=AppliesTo(axes=(Axis.ORIGINALITY,)),
                locations=(Location(kind="external_record", where="known.sqlite: k1"),),
            ),
            neutral(
                "date-read",
                'The date line was read "8 رجب 1271" (confidence 72 of 100); the year is not reliable.',
                about="A1",
                direction=Direction.NOT_ASSESSABLE,
                group="ocr-digits",
            ),
            neutral("post-time", "The post id 592522217689153536 gave 2015-04-27T02:54:39Z.", about="A6"),
        ),
        "contradictions": (
            Contradiction(
                kind="document-date-after-publication",
                statement="The date on the document falls after the post.",
                premises=(
                    Premise(text="The document date, as read", basis=PremiseBasis.MACHINE_READING, finding="date-read"),
                    Premise(text="The time of the post, from its id", basis=PremiseBasis.COMPUTED),
                ),
                assertions=("A1",),
                effective=False,
            ),
        ),
        "not_assessed": (
            NotAssessed(question="Is the document what it appears to be?", why="Nothing in the pixels shows that."),
            NotAssessed(question="Who photographed it?", why="No archived first post was supplied."),
            NotAssessed(question="Was the order carried out?", why="The picture cannot show it."),
        ),
        "limits": ("The digest is of this file, not of the picture that first circulated.",),
        "stages": (
            StageResult(
                stage="file",
                version="1",
                status=StageStatus.RAN,
                components=(Component(name="Pillow", version="13.0.0"),),
                facts=FileFacts(
                    size=60_290,
                    digests=DIGESTS,
                    media_type="image/jpeg",
                    name=NameFacts(name="phone.jpg", extension="jpg"),
                ),
            ),
            StageResult(stage="metadata", version="1", status=StageStatus.RAN, facts=MetadataFacts()),
            StageResult(
                stage="text",
                version="1",
                status=StageStatus.UNAVAILABLE,
                reason="The program tesseract was not found.",
                next_step="sudo apt-get install tesseract-ocr tesseract-ocr-ara tesseract-ocr-script-arab",
            ),
            StageResult(stage="matches", version="1", status=StageStatus.SKIPPED, reason="Left out with --skip."),
            StageResult(stage="context", version="1", status=StageStatus.RAN, facts=ContextFacts()),
        ),
        "reproduce": Reproduce(command=("verifyctl", "check", "phone.jpg"), settings={"languages": "auto"}),
    }


@pytest.fixture
def make() -> Callable[..., Verdict]:
    """The April verdict with some of its fields replaced."""

    def made(**changes: Any) -> Verdict:
        return Verdict(**(april() | changes))

    return made


@pytest.fixture
def verdict(make: Callable[..., Verdict]) -> Verdict:
    """The April verdict."""
    return make()


@pytest.fixture
def bare(make: Callable[..., Verdict]) -> Verdict:
    """No claim, nothing found, all stages ran."""
    return make(
        claim=None,
        assertions=(),
        findings=(),
        contradictions=(),
        axes=tuple(axis(each, Status.NOT_ASSESSED) for each in Axis),
        verdict=Conclusion(
            outcome=Outcome.NOT_ASSESSABLE,
            headline="Nothing here can be assessed.",
            does_not_say=("whether the picture is what it appears to be",),
        ),
        stages=tuple(stage for stage in april()["stages"] if stage.status is StageStatus.RAN),
    )


@pytest.fixture
def hostile(make: Callable[..., Verdict]) -> Verdict:
    """Every text that a file or a claim may supply tries to take over the terminal."""
    safe = april()
    # A lone surrogate has no place in a claim or a fact; a file name may hold one.
    text = HOSTILE.replace("\ud800", "")
    return make(
        subject=(safe["subject"][0].model_copy(update={"name": HOSTILE, "media_type": text}),),
        claim=safe["claim"].model_copy(
            update={"statement": text, "denials": (Denial(by=text, quote=text),), "readings": ()}
        ),
        verdict=Conclusion(outcome=Outcome.CONFLICTING, headline=text, says=(text,), does_not_say=(text,)),
        assertions=(assertion("A1", text, text, reason=text, who_could=text, steps=(text,)),),
        findings=(finding("claimed-words-present", text, about="A1", limits=(text,), group=text),),
        contradictions=(
            Contradiction(
                kind="two-things",
                statement=text,
                premises=(
                    Premise(text=text, basis=PremiseBasis.COMPUTED),
                    Premise(text=text, basis=PremiseBasis.ARCHIVED),
                ),
                assertions=("A1",),
                effective=True,
            ),
        ),
        not_assessed=(NotAssessed(question=text, why=text),),
        limits=(text,),
        stages=(
            StageResult(
                stage="text",
                version=text,
                status=StageStatus.FAILED,
                reason=text,
                next_step=text,
                components=(Component(name=text, version=text),),
            ),
        ),
    )
