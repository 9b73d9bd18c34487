"""Are the places that the claim names also named on the picture, in whichever spelling?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifyctl.model.claim import Assertion, AssertionKind, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.text import PlaceReading, TextFacts
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.persons import readings_of
from verifyctl.rules.screenshot_signs import around_untold
from verifyctl.rules.words import quoted

_KINDS = (
    AssertionKind.DESTINATION,
    AssertionKind.RECIPIENT,
    AssertionKind.ORDER,
    AssertionKind.SUBJECT,
    AssertionKind.LOCATION,
    AssertionKind.ISSUER,
)
_SHOWN = 12
_NOT_WHERE = "A place that a paper names is not the place where the paper or the picture was made"


def judge(case: Case) -> Iterator[Hit]:
    """Hold the places of every assertion against those that were read; other places on the picture are named too."""
    text = case.facts.text
    if text is None or not text.lines:
        return
    for assertion in case.claim.of_kind(*_KINDS) if case.claim else ():
        wanted = claimed_places(assertion)
        found = [place for place in text.places if place.place in wanted]
        if wanted and (found or assertion.info.layer is Layer.DOCUMENT):
            yield _hit(case, text, assertion, wanted, found)


def claimed_places(assertion: Assertion) -> tuple[str, ...]:
    """The ids of the places in an assertion's value and words to look for, each once."""
    from verifyctl.reference.place_search import place_ids

    texts = (*((assertion.value,) if assertion.value else ()), *assertion.look_for)
    return tuple(dict.fromkeys(place for text in texts for place in place_ids(text)))


def named(place: str) -> str:
    """A place's English name; its id where the gazetteer lacks it."""
    from verifyctl.reference import places

    try:
        return places.place(place).name
    except KeyError:
        return place


def _hit(
    case: Case, text: TextFacts, assertion: Assertion, wanted: tuple[str, ...], found: Sequence[PlaceReading]
) -> Hit:
    met = {place.place for place in found}
    missing = [place for place in wanted if place not in met]
    others = list(dict.fromkeys(place.place for place in text.places if place.place not in wanted))
    of_document = assertion.info.layer is Layer.DOCUMENT
    untold = around_untold(case)
    strength = _strength(assertion, found, missing) if of_document else Strength.NONE
    if untold and strength is Strength.MODERATE:
        strength = Strength.WEAK
    where = tuple(locate.box(f"line {place.line + 1} of the transcript", place.box) for place in found)
    return Hit(
        about=assertion.id,
        observation=_observation(found, missing, others),
        direction=Direction.NEUTRAL if strength is Strength.NONE else Direction.SUPPORTS,
        strength=strength,
        locations=where or (locate.claim(f"assertions.{assertion.id}"),),
        assertions=(assertion.id,) if of_document else (),
        evidence={
            "found": [{"place": place.place, "text": place.text, "how": place.how} for place in found],
            "missing": missing,
            "others": others,
        },
        limits=untold if of_document else (_NOT_WHERE,),
        next_step="" if any(readings_of(case, assertion.kind)) or not of_document else None,
    )


def _strength(assertion: Assertion, found: Sequence[PlaceReading], missing: Sequence[str]) -> Strength:
    if not found:
        return Strength.NONE
    whole = not missing and all(place.how == "exact" for place in found)
    return Strength.MODERATE if whole and assertion.kind is AssertionKind.DESTINATION else Strength.WEAK


def _observation(found: Sequence[PlaceReading], missing: Sequence[str], others: Sequence[str]) -> str:
    parts = []
    if found:
        texts: dict[str, list[str]] = {}
        for place in found:
            texts.setdefault(place.place, []).append(place.text)
        shown = ", ".join(f"{named(place)} ({quoted(list(dict.fromkeys(read)))})" for place, read in texts.items())
        parts.append(f"Of the places in the claim, {shown} {'was' if len(texts) == 1 else 'were'} read by machine")
    if missing:
        lacking = ", ".join(map(named, missing))
        parts.append(f"{lacking} not" if found else f"The places in the claim were not read by machine: {lacking}")
    if others:
        shown = ", ".join(map(named, others[:_SHOWN]))
        parts.append(f"also named on the picture: {shown}" + (" and more" if len(others) > _SHOWN else ""))
    return "; ".join(parts)


RULE = Rule(
    code="claimed-place-read",
    title="Places of the claim were read on the picture",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-text",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("text",),
    proposition="the visible text names the claimed places",
    alternative="it names others, or none",
    limits=("A machine met a spelling of the name in a small gazetteer; no person has read the sentence it stands in",),
    innocent_explanations=(
        "The name stands in another sentence, in a letterhead or in somebody's own name.",
        "Two places share a name, or a name is also a common word.",
    ),
    next_step="Have a reader of the language read the lines concerned and record them under readings in the claim.",
    judge=judge,
)
