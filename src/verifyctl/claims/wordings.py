"""What the wording of an assertion gives away: several things in one, and words that only the claimant uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifyctl.claims.normal import place_name, places
from verifyctl.model.claim import KINDS, Assertion, AssertionKind
from verifyctl.reference.place_search import place_ids
from verifyctl.reference.spelling import plain

# Words for the people of a country, which a gazetteer does not hold. Assigned; English, as claims are mostly written.
DEMONYMS = {
    "syrian": "sy", "iraqi": "iq", "lebanese": "lb", "jordanian": "jo", "turkish": "tr", "iranian": "ir",
    "palestinian": "ps", "israeli": "il", "saudi": "sa", "yemeni": "ye", "egyptian": "eg", "libyan": "ly",
    "kuwaiti": "kw", "qatari": "qa", "russian": "ru", "ukrainian": "ua", "afghan": "af", "sudanese": "sd",
}  # fmt: skip

_JOINED = re.compile(r"\s+(?:and|as well as|und|et)\s+|\s*[;&]\s*|[،؛]\s*|\s+و(?=[^\W\d_]{3})", re.IGNORECASE)
_SPLIT_KINDS = frozenset(
    {
        AssertionKind.RECIPIENT,
        AssertionKind.ORDER,
        AssertionKind.DESTINATION,
        AssertionKind.ISSUER,
        AssertionKind.EVENT,
        AssertionKind.LOCATION,
    }
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{4,}")
_SHORT_WORDS = frozenset({"from", "that", "this", "with", "their", "which", "into", "about", "over", "said"})
_MOST = 4


def bundled(assertion: Assertion) -> tuple[str, ...]:
    """The parts of a value that says several things; empty where it says one.

    Places are counted by the gazetteer, so that a name which holds "and" stays one; other values are cut at "and",
    semicolons and their Arabic likes.
    """
    if assertion.value is None or assertion.kind not in _SPLIT_KINDS:
        return ()
    named = places(assertion)
    if len(named) > 1 and KINDS[assertion.kind].value == "place":
        return tuple(map(place_name, named[:_MOST]))
    if len(named) == 1 and KINDS[assertion.kind].value == "place":
        return ()
    parts = [part.strip() for part in _JOINED.split(assertion.value) if part.strip()]
    return tuple(parts[:_MOST]) if len(parts) > 1 else ()


def glosses(assertion: Assertion) -> tuple[str, ...]:
    """Words of the value that are not among the words looked for: the claimant's own, as far as it can be told.

    Places are held against each other across languages; other words only where both are in Latin letters, since
    nothing here translates.
    """
    if not assertion.value or not assertion.look_for:
        return ()
    return tuple(dict.fromkeys([*_places(assertion), *_words(assertion)]))


def _places(assertion: Assertion) -> Iterator[str]:
    value = assertion.value or ""
    sought = {place for phrase in assertion.look_for for place in place_ids(phrase)}
    for place in places(assertion):
        if place not in sought:
            yield place_name(place)
    words = {plain(word) for phrase in assertion.look_for for word in phrase.split()}
    for word in re.findall(r"[^\W\d_]+", value):
        country = DEMONYMS.get(plain(word))
        if country and country not in sought and plain(word) not in words:
            yield word


def _words(assertion: Assertion) -> Iterator[str]:
    if not all(phrase.isascii() for phrase in assertion.look_for):
        return
    sought = {plain(word) for phrase in assertion.look_for for word in _LATIN.findall(phrase)}
    if not sought:
        return
    for word in _LATIN.findall(assertion.value or ""):
        if plain(word) not in sought | _SHORT_WORDS and plain(word) not in DEMONYMS:
            yield word
