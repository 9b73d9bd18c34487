"""The wording of the letters, out of wording.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Place:
    """A real place in the spelling that is drawn, and its English name."""

    drawn: str
    english: str


@dataclass(frozen=True)
class Wording:
    """One language. Labels come with the mark after them."""

    head: tuple[str, ...]
    issuers: tuple[str, ...]
    offices: tuple[str, ...]
    reference: tuple[str, ...]
    dated: tuple[str, ...]
    to: tuple[str, ...]
    recipients: tuple[str, ...]
    subject: tuple[str, ...]
    subjects: tuple[str, ...]
    greetings: tuple[str, ...]
    sentences: tuple[str, ...]
    closings: tuple[str, ...]
    names: tuple[str, ...]
    posts: tuple[str, ...]
    copy_to: tuple[str, ...]
    copies: tuple[str, ...]
    columns: tuple[str, ...]
    things: tuple[str, ...]
    contact: tuple[str, ...]


_TABLE = yaml.safe_load((Path(__file__).parent / "wording.yaml").read_text(encoding="utf-8"))
PLACES = tuple(Place(drawn, english) for english, drawn in _TABLE.pop("places").items())
WORDINGS = {
    language: Wording(**{part: tuple(texts) for part, texts in parts.items()}) for language, parts in _TABLE.items()
}
