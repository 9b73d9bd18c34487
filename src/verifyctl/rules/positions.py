"""Positions on Earth as claims write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verifyctl.model.claim import AssertionKind
from verifyctl.model.finding import Location
from verifyctl.rules import locate
from verifyctl.rules.base import Case

_DECIMAL = r"([+-]?\d{1,3}\.\d{1,8})"
_PAIR = re.compile(rf"(?:geo:|(?<![\d.]))\s{{0,3}}{_DECIMAL}\s{{0,3}}[,;]\s{{0,3}}{_DECIMAL}(?![\d.])", re.ASCII)
_NAMED = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d{1,8})?)\s{0,3}°?\s{0,3}([NS])[\s,;]{1,4}(\d{1,3}(?:\.\d{1,8})?)\s{0,3}°?\s{0,3}([EW])\b",
    re.ASCII | re.IGNORECASE,
)
_WHOLE = re.compile(r"([+-]?\d{1,3}(?:\.\d{1,10})?)\s{0,3}[,;]\s{0,3}([+-]?\d{1,3}(?:\.\d{1,10})?)", re.ASCII)
_LONGEST = 300


@dataclass(frozen=True)
class Position:
    """Degrees, north and east positive; `text` as written; `location` where it stands."""

    latitude: float
    longitude: float
    text: str
    location: Location


def in_text(text: str) -> tuple[float, float] | None:
    """Latitude and longitude: `33.42, 43.30`, `geo:33.42,43.30`, `33.42 N 43.30 E`; whole numbers only alone."""
    text = text.strip()[:_LONGEST]
    if found := _WHOLE.fullmatch(text):
        return _on_earth(float(found[1]), float(found[2]))
    if found := _NAMED.search(text):
        latitude, longitude = float(found[1]), float(found[3])
        return _on_earth(-latitude if found[2] in "sS" else latitude, -longitude if found[4] in "wW" else longitude)
    if found := _PAIR.search(text):
        return _on_earth(float(found[1]), float(found[2]))
    return None


def claimed(case: Case) -> Position | None:
    """The first coordinates that an assertion of kind location gives."""
    for assertion in case.claim.of_kind(AssertionKind.LOCATION) if case.claim else ():
        found = in_text(assertion.value or "")
        if found is not None:
            return Position(*found, assertion.value or "", locate.claim(f"assertions.{assertion.id}"))
    return None


def _on_earth(latitude: float, longitude: float) -> tuple[float, float] | None:
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
