"""The clocks of a file: its tags by what they are the time of, for rules to share."""

from __future__ import annotations

from datetime import datetime, timedelta

from verifyctl.model.metadata import TimeField, TimeMeaning
from verifyctl.rules.base import Case


def tagged(case: Case, meaning: TimeMeaning) -> TimeField | None:
    """The first tag with a time of this meaning."""
    metadata = case.facts.metadata
    return next((field for field in metadata.times if field.meaning is meaning), None) if metadata else None


def shown(field: TimeField) -> datetime:
    """What the clock showed, without a zone."""
    return datetime.fromisoformat(field.local)


def in_words(apart: timedelta) -> str:
    """A length of time in its two largest units: `3 days 2 hours`, `5 minutes`."""
    seconds = abs(int(apart.total_seconds()))
    parts = []
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(f"{count} {unit}{'s' if count > 1 else ''}")
    return " ".join(parts[:2]) or "no time"


def offset_text(offset: timedelta) -> str:
    """An offset from UTC: `+03:00`."""
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
