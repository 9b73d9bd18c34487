"""Does what a person read contain the words that the claim asks for?"""

from collections.abc import Iterator

from verifyctl.model.claim import Assertion, Layer, Reading
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.persons import dates_read, group_of, readings_of, where
from verifyctl.rules.words import quoted, seek, with_words


def judge(case: Case) -> Iterator[Hit]:
    """Hold every person's reading against the assertions of the same kind that name words.

    A reading that is a date is left to person-read-date: a month's name in it would speak against the rest of it.
    """
    as_dates = {read.index for read in dates_read(case)}
    for assertion in with_words(case):
        for index, reading in readings_of(case, assertion.kind):
            if index in as_dates:
                continue
            yield _compare(assertion, index, reading)


def _compare(assertion: Assertion, index: int, reading: Reading) -> Hit:
    sought = seek(assertion, reading.text.splitlines())
    found = [item.phrase for item in sought if item.lines]
    whole = len(found) == len(sought)
    missing = [item.phrase for item in sought if not item.lines]
    # A reading is often a part of the text: words that it lacks are a question, not a contradiction.
    return Hit(
        about=f"{assertion.id}:reading-{index}",
        observation=f"{reading.by} read \u201c{reading.text}\u201d, which "
        + (f"has {quoted(found)}" if whole else f"lacks {quoted(missing)}"),
        direction=Direction.SUPPORTS if whole else Direction.NEUTRAL,
        strength=Strength.MODERATE if whole else Strength.NONE,
        group=group_of(reading.by),
        locations=(where(index, reading), locate.claim(f"assertions.{assertion.id}")),
        assertions=(assertion.id,),
        evidence={"read": reading.text, "by": reading.by, "found": found, "missing": missing},
    )


RULE = Rule(
    code="person-read-words",
    title="A person read the words",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="human-reading",
    basis=Basis.CONFIRMED,
    strongest=Strength.MODERATE,
    stages=(),
    proposition="the visible text says what is claimed",
    alternative="it does not",
    limits=("It is one person's reading of what the paper says, which need not be true",),
    innocent_explanations=("The reader noted a part of the text only, or in other words.",),
    next_step="Have a second person read the lines concerned without knowing the first reading.",
    judge=judge,
)
