"""A claim from one sentence: dates, places and quoted words are taken from it, and marked as parsed by machine.

What no machine takes from a sentence is usually what carries it. So nothing that was parsed is load-bearing, and the
whole sentence stands beside it as an assertion that no tool assesses: such a claim can be held against a picture, and
can come out neither as consistent nor as contradicted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from verifyctl.errors import UsageError
from verifyctl.model.claim import Assertion, AssertionKind, Claim, Statement
from verifyctl.model.dates import Calendar, Precision
from verifyctl.model.windows import WINDOWS
from verifyctl.reading.dates.find import FoundDate, find_dates, find_months
from verifyctl.reference.place_search import find_places
from verifyctl.reference.places import place

LONGEST = 1_000
_MOST = 12
_NEAR = 40

_ISO = re.compile(r"(?<![\d-])\d{4}-\d{2}(?:-\d{2})?(?![\d-])", re.ASCII)
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,120})[\"”“»]")
_ARABIC_RUN = re.compile(r"[\u0620-\u06ff]+(?:[ \t]+[\u0620-\u06ff]+)*")
_DOCUMENT = re.compile(
    r"\b(order|letter|document|decree|circular|memo|memorandum|certificate|permit|receipt|directive|statement|"
    r"instruction)s?\b|كتاب|رسالة|وثيقة|أمر|قرار|تعميم|بيان",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(post(?:ed)?|publish(?:ed)?|tweet(?:ed)?|shared|uploaded|circulat(?:ed|es|ing)|appeared|online)\b|نشر|تداول",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"\b(taken|photographed|shot|captured|filmed)\b|التقط|صور[تت]", re.IGNORECASE)
_TO = re.compile(r"\b(to|for|towards)\s+(?:the\s+)?$|إلى\s*$", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:and|,|و|،)\s*", re.IGNORECASE)
_HOURS = re.compile(rf"\b({'|'.join(sorted(WINDOWS, key=len, reverse=True))})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Parsed:
    """A claim from a sentence, and what in the sentence could mean several things and was left out, in words."""

    claim: Claim
    left_out: tuple[str, ...] = ()


def parse_statement(text: str) -> Parsed:
    """The claim that a sentence makes, as far as a machine can tell. Raises UsageError for one without words."""
    text = " ".join(text.split())
    if not any(map(str.isalpha, text)):
        raise UsageError("--statement: holds no words", hint="Say in one sentence what is said of the picture.")
    if len(text) > LONGEST:
        raise UsageError(f"--statement: longer than {LONGEST} characters", hint="Write a claim file instead.")
    left_out: list[str] = []
    found = [*_dated(text, left_out), *_placed(text), *_worded(text)][:_MOST]
    assertions = [
        Assertion.model_validate(
            {"id": f"S{number}", "load_bearing": False, "origin": "machine_parsed"} | values, strict=False
        )
        for number, values in enumerate(found, start=1)
    ]
    whole = Assertion(id="S0", kind=AssertionKind.OTHER, value=text, origin="machine_parsed")
    said = Statement(id=f"statement-{hashlib.sha256(text.encode()).hexdigest()[:12]}", statement=text)
    claim = Claim(format="verifyctl.claim/1", claim=said, assertions=(whole, *assertions))
    return Parsed(claim, tuple(left_out))


# dates --------------------------------------------------------------------------------------------


def _dated(text: str, left_out: list[str]) -> Iterator[dict[str, object]]:
    months = [date for date in find_months(text) if date.precision is Precision.MONTH]
    dates = sorted((*find_dates(text), *months), key=lambda date: date.start)
    taken: set[tuple[AssertionKind, str]] = set()
    reached = 0
    for date in dates:
        if date.start < reached:
            continue
        reached = date.end
        values = _value_of(date)
        if values is None:
            left_out.append(f"{date.text}: can mean {' or '.join(date.days) or 'no day'}; write it as 2015-04-27")
            continue
        kind = _kind_of(text, date)
        if kind is AssertionKind.PUBLICATION and (hours := _hours(text, date)) and len(values["value"]) > 7:
            values = {"value": f"{values['value']} {hours}"}
        if kind is not AssertionKind.DOCUMENT_DATE:
            values.pop("hijri", None)
        if (kind, values["value"]) not in taken:
            taken.add((kind, values["value"]))
            yield {"kind": kind, **values}


def _value_of(date: FoundDate) -> dict[str, str] | None:
    """The value (and Hijri date) of a date that can mean only one day, or of a Gregorian month."""
    if date.precision is Precision.MONTH:
        return {"value": date.written} if date.calendar is Calendar.GREGORIAN else None
    if len(set(date.days)) != 1:
        return None
    hijri = {"hijri": date.written} if date.calendar is Calendar.HIJRI else {}
    return {"value": date.days[0], **hijri}


def _kind_of(text: str, date: FoundDate) -> AssertionKind:
    """What a date is the date of: by the nearest word before it that tells, else by what the picture is of."""
    before = text[max(0, date.start - _NEAR) : date.start]
    cues = [
        (found.end(), kind)
        for pattern, kind in (
            (_PUBLISHED, AssertionKind.PUBLICATION),
            (_TAKEN, AssertionKind.CAPTURE_TIME),
            (_DOCUMENT, AssertionKind.DOCUMENT_DATE),
        )
        for found in pattern.finditer(before)
    ]
    if cues:
        return max(cues)[1]
    return AssertionKind.DOCUMENT_DATE if _DOCUMENT.search(text) else AssertionKind.CAPTURE_TIME


def _hours(text: str, date: FoundDate) -> str | None:
    found = _HOURS.search(text, max(0, date.start - _NEAR), date.end + _NEAR)
    return found.group().lower() if found else None


# places and words ---------------------------------------------------------------------------------


def _placed(text: str) -> Iterator[dict[str, object]]:
    of_document = _DOCUMENT.search(text) is not None
    seen: set[str] = set()
    goes_to = reached = 0
    for found in find_places(text):
        joined = reached == goes_to and reached and _JOINS.fullmatch(text[reached : found.start])
        to = bool(_TO.search(text[: found.start])) or bool(joined)
        reached = found.end
        goes_to = reached if to else -1
        if found.place in seen:
            continue
        seen.add(found.place)
        kind = AssertionKind.LOCATION
        if of_document:
            kind = AssertionKind.DESTINATION if to else AssertionKind.SUBJECT
        yield {"kind": kind, "value": place(found.place).name}


def _worded(text: str) -> Iterator[dict[str, object]]:
    phrases = [found.group(1).strip() for found in _QUOTED.finditer(text)]
    if sum(map(str.isascii, text)) * 2 > len(text):
        phrases += [found.group() for found in _ARABIC_RUN.finditer(text)]
    kept: list[str] = []
    for phrase in phrases:
        if any(map(str.isalpha, phrase)) and not any(phrase in other for other in kept) and not _ISO.fullmatch(phrase):
            kept.append(phrase)
            yield {"kind": AssertionKind.SUBJECT, "value": phrase, "look_for": [phrase]}
