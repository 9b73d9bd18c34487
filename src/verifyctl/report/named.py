"""What reports are made of: a verdict with the name that it goes by, or an input that got none."""

from __future__ import annotations

from dataclasses import dataclass

from verifyctl.model.verdict import Verdict


@dataclass(frozen=True)
class Named:
    """A verdict, the name of its evidence where it was examined, and that of its file, if it lies in one.

    Both names may hold folders, never absolute ones.
    """

    name: str
    verdict: Verdict
    file: str | None = None


@dataclass(frozen=True)
class Unread:
    """An input without a verdict, and why."""

    name: str
    problem: str


Entry = Named | Unread
