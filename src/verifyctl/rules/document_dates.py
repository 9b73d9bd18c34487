"""A date on the document that falls after some time: what the rules share that hold it against one bound or another."""

from __future__ import annotations

from verifyctl.model.claim import AssertionKind
from verifyctl.model.finding import Premise, PremiseBasis
from verifyctl.rules.base import Case
from verifyctl.rules.letter import LetterDate, meaning, standing_in_words
from verifyctl.rules.persons import DateRead

SHOWN = 3
"""Of so many dates that a machine read each rule speaks."""

BY_MACHINE_ALONE = "A machine's reading of digits carries no contradiction until a person has read them"
BY_ONE_PERSON = "It rests on one person's reading"


def claimed_dates(case: Case) -> tuple[str, ...]:
    """The assertions of the claim that date the document."""
    return tuple(item.id for item in case.claim.of_kind(AssertionKind.DOCUMENT_DATE)) if case.claim else ()


def about_person(read: DateRead) -> str:
    """What a finding on a date that a person read is about."""
    return f"reading-{read.index}"


def about_machine(each: LetterDate) -> str:
    """What a finding on a date that a machine read is about."""
    return f"date-{each.number}"


def observed_by_person(read: DateRead, bound: str) -> str:
    """That a person read a date after a bound."""
    return f"{read.by} read the date on the document as \u201c{read.text}\u201d, after {bound}"


def observed_by_machine(each: LetterDate, bound: str) -> str:
    """That a date, as a machine read it, would fall after a bound."""
    read = f"\u201c{each.date.text}\u201d ({meaning(each.date)}; {standing_in_words(each)})"
    return f"Read by machine, {read} would fall after {bound}"


def values_by_machine(each: LetterDate) -> dict[str, object]:
    """What the machine read, as a finding's evidence."""
    return {
        "read": each.date.text,
        "days": list(each.date.days),
        "status": each.status.value,
        "alternatives": list(each.date.alternatives),
    }


def premise_by_person(read: DateRead, code: str) -> Premise:
    """The date as a premise that a person stands for, for the finding of a rule."""
    return Premise(
        text=f"document date, read by {read.by} as \u201c{read.text}\u201d",
        basis=PremiseBasis.HUMAN_CONFIRMED,
        finding=f"{code}:{about_person(read)}",
    )


def premise_by_machine(each: LetterDate, code: str) -> Premise:
    """The date as a premise that no contradiction may rest on, for the finding of a rule."""
    return Premise(
        text=f"document date, read by machine as \u201c{each.date.text}\u201d",
        basis=PremiseBasis.MACHINE_READING,
        finding=f"{code}:{about_machine(each)}",
    )
