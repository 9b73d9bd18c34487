"""Does the date on the document fall after a copy of the picture was already known?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifyctl.model.claim import Layer
from verifyctl.model.dates import Span, When
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.model.matches import Match, SeenBasis
from verifyctl.rules import document_dates
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import IDENTICAL, date_basis, dated, same_picture, same_text, shown_within, where
from verifyctl.rules.letter import LetterDate, read_by_machine, wholly_after
from verifyctl.rules.persons import DateRead, dates_read, group_of

_BASES = {
    SeenBasis.ARCHIVED: PremiseBasis.ARCHIVED,
    SeenBasis.COMPUTED: PremiseBasis.COMPUTED,
    SeenBasis.STATED: PremiseBasis.STATEMENT,
    None: PremiseBasis.STATEMENT,
}


@dataclass(frozen=True)
class _Copy:
    """A known copy with the time at which it was seen, and whether it bears the same text by all that is known."""

    match: Match
    seen: Span
    text: str
    same_text: bool


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """Hold every date on the letter against the known copy that is likest, then best dated, then earliest."""
    copies = _copies(case)
    if not copies:
        return
    ids = document_dates.claimed_dates(case)
    for read in dates_read(case):
        copy = next((copy for copy in copies if copy.seen.wholly_before(read.span)), None)
        if copy is not None:
            yield from _by_person(read, copy, ids)
    shown = 0
    for each in read_by_machine(case):
        copy = next((copy for copy in copies if wholly_after(each.date, copy.seen)), None)
        if copy is not None and shown < document_dates.SHOWN:
            shown += 1
            yield from _by_machine(each, copy, ids)


def _copies(case: Case) -> list[_Copy]:
    found = [
        _Copy(
            match=match,
            seen=When.parse(match.image.first_seen).span(),
            text=f"known image {match.image.id}, first seen {match.image.first_seen}, {date_basis(match)}",
            same_text=same_text(case, match) and not shown_within(match),
        )
        for match in same_picture(case)
        if match.image.first_seen is not None
    ]
    return sorted(
        found,
        key=lambda copy: (not copy.same_text, not dated(copy.match), copy.seen.latest, copy.match.image.id),
    )


def _by_person(read: DateRead, copy: _Copy, ids: tuple[str, ...]) -> Iterator[Hit | Contradiction]:
    # It bears on the times alone: what the paper bears stays what the person read on it.
    weighs = copy.same_text
    strength = Strength.MODERATE if dated(copy.match) else Strength.WEAK
    yield Hit(
        about=document_dates.about_person(read),
        observation=document_dates.observed_by_person(read, f"a copy of the picture was known ({copy.text})"),
        direction=Direction.CONTRADICTS if weighs else Direction.NOT_ASSESSABLE,
        strength=strength if weighs else Strength.NONE,
        basis=Basis.CONFIRMED,
        group=group_of(read.by),
        locations=(read.location, where(copy.match)),
        evidence={"read": read.text, "earliest": read.span.earliest, **_values(copy)},
        limits=(document_dates.BY_ONE_PERSON,)
        if weighs
        else ("The two pictures were not compared as a whole: the date may be what differs between them",),
    )
    yield _contradiction(document_dates.premise_by_person(read, RULE.code), copy, ids)


def _by_machine(each: LetterDate, copy: _Copy, ids: tuple[str, ...]) -> Iterator[Hit | Contradiction]:
    yield Hit(
        about=document_dates.about_machine(each),
        observation=document_dates.observed_by_machine(each, f"a copy of the picture was known ({copy.text})"),
        direction=Direction.NOT_ASSESSABLE,
        locations=(each.location, where(copy.match)),
        assertions=ids,
        evidence=document_dates.values_by_machine(each) | _values(copy),
        limits=(document_dates.BY_MACHINE_ALONE,),
    )
    yield _contradiction(document_dates.premise_by_machine(each, RULE.code), copy, ids)


def _values(copy: _Copy) -> dict[str, object]:
    return {
        "known_image": copy.match.image.id,
        "first_seen": copy.match.image.first_seen or "",
        "first_seen_basis": date_basis(copy.match),
        "relation": copy.match.relation.value,
        "same_text": copy.same_text,
    }


def _contradiction(premise: Premise, copy: _Copy, ids: tuple[str, ...]) -> Contradiction:
    identical = copy.match.relation in IDENTICAL
    same = Premise(
        text="the two files hold the same picture" if identical else "the known image bears the same date, by likeness",
        basis=PremiseBasis.COMPUTED if identical else PremiseBasis.LIKENESS,
        finding=premise.finding,
    )
    seen = Premise(text=copy.text, basis=_BASES[copy.match.image.first_seen_basis], finding=premise.finding)
    return Contradiction.resting_on(
        premise,
        seen,
        same,
        kind="document-date-after-copy",
        statement="The date on the document falls after a copy of the picture was known",
        assertions=ids,
        axes=(Axis.TIME_PLACE,),
    )


RULE = Rule(
    code="document-date-after-copy",
    title="The document's date falls after a known copy",
    axis=Axis.TIME_PLACE,
    layer=Layer.DOCUMENT,
    group="ocr-digits",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("text", "matches"),
    proposition="the document was dated before a copy of the picture was known",
    alternative="it bears a date on which a copy was already known",
    limits=("It rests on the date that the store gives for its image, and documents are post-dated",),
    innocent_explanations=(
        "The date was misread; digits are the first thing that is.",
        "The store's date is wrong, or is that of a page that held another picture then.",
        "The two pictures show two letters on one template, and the date is what differs.",
        "The document is dated ahead, as invitations and orders often are.",
    ),
    next_step="Have a second reader read the date, and compare the two pictures and the known one's date by eye.",
    judge=judge,
)
