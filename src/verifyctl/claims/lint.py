"""Advice on a claim that is valid but could say more. Questions and gaps, never errors and never suspicions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from verifyctl.claims.template import PLACEHOLDER
from verifyctl.claims.text import quoted
from verifyctl.claims.wordings import bundled, glosses
from verifyctl.model.claim import KINDS, Assertion, AssertionKind, Claim
from verifyctl.model.dates import HijriDate, Precision, When

_READ_KINDS = frozenset(
    {
        AssertionKind.RECIPIENT,
        AssertionKind.ORDER,
        AssertionKind.DESTINATION,
        AssertionKind.SUBJECT,
        AssertionKind.SERIAL,
    }
)
_MOST_WORDS = 6
# The tabular Hijri calendar gives days from one before to two after Umm al-Qura (counted over 2013 to 2019:
# same day 33 %, +1 61 %, +2 4 %, -1 1 %), so a value in this range is in order.
_EARLIER, _LATER = timedelta(days=1), timedelta(days=2)


def lint(claim: Claim) -> tuple[str, ...]:
    """Advice, in the order of the file; empty where there is none."""
    return tuple(_advice(claim))


def _advice(claim: Claim) -> Iterator[str]:
    yield from _on_statement(claim)
    if not claim.assertions:
        yield "assertions: there are none; the picture is examined, but no part of the claim is held against it"
    for assertion in claim.assertions:
        yield from _on_assertion(assertion)


def _on_statement(claim: Claim) -> Iterator[str]:
    said = claim.claim
    if said.statement == PLACEHOLDER:
        yield "claim.statement: still the words of the template; write the claim in one sentence, as it circulates"
    if said.claimant is not None and said.claimant.post_id is None and not said.sources:
        yield (
            "claim.claimant: neither a post_id nor a source; with one, a reader can go back to the post, and the "
            "time inside some ids can be computed"
        )
    for index, denial in enumerate(said.denials):
        lacking = [name for name, value in (("quote", denial.quote), ("at", denial.at)) if value is None]
        if lacking:
            yield f"claim.denials.{index}: no {' and no '.join(lacking)}; give the words and the time of the denial"


def _on_assertion(assertion: Assertion) -> Iterator[str]:
    if assertion.kind in _READ_KINDS and not assertion.look_for:
        yield (
            f"{assertion.id} ({assertion.kind}): no look_for; give the words as they would stand on the picture, in "
            "its script, or no text can be held against it"
        )
    if parts := bundled(assertion):
        yield (
            f"{assertion.id} ({assertion.kind}): says several things at once ({'; '.join(map(quoted, parts))}); split "
            "it into one assertion each, or its status will not say which of them it is about"
        )
    if own := glosses(assertion):
        yield (
            f"{assertion.id} ({assertion.kind}): {', '.join(map(quoted, own[:_MOST_WORDS]))} in the value and not in "
            "look_for: finding the words looked for does not bear on it. Is it the claimant's gloss? Then put it into "
            "an assertion of its own"
        )
    if _lacks_zone(assertion):
        yield (
            f"{assertion.id} ({assertion.kind}): a time of day without a zone, so it is taken as that time anywhere on "
            "Earth; give the claimant's zone, such as +03:00 or Asia/Damascus"
        )
    if assertion.hijri is not None and assertion.when is not None:
        yield from _on_calendars(assertion.id, assertion.when, HijriDate.parse(assertion.hijri))


def _lacks_zone(assertion: Assertion) -> bool:
    when = assertion.when
    timed = when is not None and when.precision in (Precision.MINUTE, Precision.SECOND) and not when.zone
    return timed and KINDS[assertion.kind].value == "time"


def _on_calendars(identifier: str, when: When, hijri: HijriDate) -> Iterator[str]:
    day = hijri.gregorian()
    first, last = _days(when)
    if first - _LATER <= day <= last + _EARLIER:
        return
    days = (first - day).days if day < first else (day - last).days
    side = "earlier" if day < first else "later"
    yield (
        f"{identifier}: {hijri} is {day} on Umm al-Qura, {days} days {side} than the value {when}. Were both copied "
        "as they stand? Months begun by sighting and slips of the pen make such differences too"
    )


def _days(when: When) -> tuple[date, date]:
    first, _ = when.as_written()
    _, last = When.parse(when.end).as_written() if when.end else when.as_written()
    return first.date(), last.date()
