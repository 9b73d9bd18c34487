"""What a claim's values mean in the forms that the reading stages use: places by name, words in one spelling, times."""

from __future__ import annotations

from verifyctl.model.claim import KINDS, Assertion, Claim
from verifyctl.model.dates import HijriDate
from verifyctl.model.windows import is_window
from verifyctl.reference.letters import HONORIFICS
from verifyctl.reference.place_search import place_ids
from verifyctl.reference.places import place as row_of
from verifyctl.reference.spelling import folded, plain

_MOST = 6


def understood(claim: Claim) -> tuple[str, ...]:
    """One line for every assertion whose value means more than its letters: `A5: places Anbar (iq-an)`."""
    return tuple(f"{item.id}: {'; '.join(parts)}" for item in claim.assertions if (parts := meaning(item)))


def places(assertion: Assertion) -> tuple[str, ...]:
    """The ids of the places that the value names, each once; none for a value that is no place or name."""
    if assertion.value is None or KINDS[assertion.kind].value in ("day", "time", "serial"):
        return ()
    return place_ids(assertion.value)


def place_name(place: str) -> str:
    """The English name of a place of the gazetteer."""
    return row_of(place).name


def role(text: str) -> str:
    """A person's role or an office in the spelling in which letters are compared, without forms of address."""
    words = folded(text).split()
    while len(words) > 1 and plain(words[0]) in HONORIFICS:
        words = words[1:]
    return " ".join(words)


def meaning(assertion: Assertion) -> tuple[str, ...]:
    """What the value of an assertion was taken to mean, where that is more than its letters; each in a few words."""
    parts = []
    when = assertion.when
    if when is not None and assertion.value is not None and (is_window(assertion.value) or assertion.zone):
        parts.append(f"from {when.text} to {when.end or when.text}" + ("" if when.zone else ", in whichever zone"))
    if assertion.hijri:
        parts.append(f"{assertion.hijri} AH is {HijriDate.parse(assertion.hijri).gregorian()} on Umm al-Qura")
    if named := places(assertion):
        parts.append(f"places {', '.join(f'{place_name(place)} ({place})' for place in named[:_MOST])}")
    if KINDS[assertion.kind].value == "name" and assertion.value and not assertion.value.isascii():
        parts.append(f"compared as {role(assertion.value)}")
    return tuple(parts)
