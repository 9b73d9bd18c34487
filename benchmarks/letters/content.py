"""What one letter says, decided by its seed: parts with their lines, dates, numbers; and letters that were altered."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.letters import written
from benchmarks.letters.words import PLACES, WORDINGS, Place, Wording
from benchmarks.letters.written import Style, Written

RTL = frozenset({"ar", "mixed", "fa", "ckb"})
ALTERED_SHARE = 0.2
"""Of the letters with two calendars: how many bear dates that do not agree."""

_ANY = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Letter:
    """A letter before it is laid out. `date_lines` are lines of label and dates; `dates` all dates on it.

    `altered` says how its calendars came to disagree; None where they agree or there is one date.
    """

    language: str
    digits: str
    head: str
    issuer: str
    offices: tuple[str, ...]
    foreign: tuple[str, ...]
    reference: str
    reference_line: str
    date_lines: tuple[str, ...]
    dates: tuple[Written, ...]
    recipients: tuple[str, ...]
    recipient_lines: tuple[str, ...]
    subject: str
    subject_line: str
    greeting: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    closing: str
    name: str
    post: str
    copies: tuple[str, ...]
    contact: str
    places: tuple[Place, ...]
    altered: str | None

    @property
    def rtl(self) -> bool:
        return self.language in RTL


def letter(seed: str, language: str, digits: str) -> Letter:
    """The letter of a seed; the same each time."""
    rng = random.Random(f"letter {seed}")
    wording = WORDINGS[_tongue(language)]
    fill = _Filling(rng, digits, language)
    civil = date(1995, 1, 1) + timedelta(days=rng.randrange(33 * 365))
    how = written.style(rng, _tongue(language), digits)
    dates, altered = _dates(rng, civil, how)
    reference = _reference(rng, language)
    shown_reference = written.in_digits(reference, digits)
    recipients = [fill(text) for text in rng.sample(wording.recipients, rng.choice((1, 1, 2, 3)) if
                                                    len(wording.recipients) > 2 else 1)]  # fmt: skip
    to = rng.choice(wording.to)
    subject = fill(rng.choice(wording.subjects))
    bodies = _paragraphs(rng, wording, fill)
    earlier: tuple[Written, ...] = ()
    if language in ("ar", "mixed", "en") and rng.random() < 0.14:
        sentence, other = _earlier_letter(rng, civil, how)
        bodies, earlier = [sentence, *bodies], (other,)
    return Letter(
        language=language,
        digits=digits,
        head=rng.choice(wording.head),
        issuer=rng.choice(wording.issuers),
        offices=tuple(rng.sample(wording.offices, rng.choice((1, 1, 2)) if len(wording.offices) > 1 else 1)),
        foreign=_foreign(rng) if language == "mixed" else (),
        reference=reference,
        reference_line=_joined(rng.choice(wording.reference), shown_reference),
        date_lines=_date_lines(rng, wording, dates, how),
        dates=(*dates, *earlier),
        recipients=tuple(recipients),
        recipient_lines=tuple(_joined(to, text) for text in recipients),
        subject=subject,
        subject_line=_joined(rng.choice(wording.subject), subject),
        greeting=rng.choice(wording.greetings) if rng.random() < 0.8 else "",
        paragraphs=tuple(bodies),
        table=_table(rng, wording, fill, language) if rng.random() < 0.3 else (),
        closing=rng.choice(wording.closings) if rng.random() < 0.8 else "",
        name=rng.choice(wording.names),
        post=rng.choice(wording.posts),
        copies=_copies(rng, wording) if rng.random() < 0.6 else (),
        contact=fill(rng.choice(wording.contact)) if rng.random() < 0.4 else "",
        places=tuple(fill.places),
        altered=altered,
    )


def _tongue(language: str) -> str:
    """Mixed letters are Arabic ones with a letterhead in two languages."""
    return "ar" if language == "mixed" else language


def _joined(label: str, text: str) -> str:
    return f"{label} {text}".strip()


class _Filling:
    """Fills the gaps in templates and keeps the places that it used."""

    def __init__(self, rng: random.Random, digits: str, language: str) -> None:
        self._rng, self._digits, self._english = rng, digits, language == "en"
        self._pair = rng.sample(PLACES, 2)
        self.places: list[Place] = []
        self.things = WORDINGS[_tongue(language)].things

    def __call__(self, text: str) -> str:
        for gap, place in zip(("{place}", "{other}"), self._pair, strict=True):
            if gap in text and place not in self.places:
                self.places.append(place)
            text = text.replace(gap, place.english if self._english else place.drawn)
        text = text.replace("{thing}", self._rng.choice(self.things))
        while "{count}" in text:
            text = text.replace("{count}", self.number(self._rng.randint(12, 9999)), 1)
        while "{small}" in text:
            text = text.replace("{small}", self.number(self._rng.randint(3, 45)), 1)
        return text

    def number(self, number: int) -> str:
        return written.in_digits(str(number), self._digits)


def _reference(rng: random.Random, language: str) -> str:
    first, second, year = rng.randint(1, 999), rng.randint(1000, 99999), rng.randint(1998, 2027)
    low, middle = rng.randint(2, 49), rng.randint(2, 30)
    forms = [(str(second), 3), (f"{first}/{second}", 3), (f"{first}-{second}", 2), (f"{second}/{low}", 2)]
    forms += [(f"{first}/{middle}/{second}", 1), (f"{second}-{year}", 1)]
    if language in ("ar", "mixed", "en"):
        letters = rng.choice("صقدزخ") if language != "en" else rng.choice(("GX", "TR", "KB"))
        forms.append((f"{letters}/{second}", 2))
        forms.append((f"{letters}/{first}/{rng.randint(101, 989)}", 1))
    return rng.choices([form for form, _ in forms], [weight for _, weight in forms])[0]


def _dates(rng: random.Random, civil: date, how: Style) -> tuple[tuple[Written, ...], str | None]:
    """The letter's own dates: one in one calendar, or two; and how the second was altered, if it was."""
    if how.language == "fa":
        return (written.jalali(civil, how),), None
    first = written.gregorian(rng, civil, how)
    both = rng.random() < {"ar": 0.75, "en": 0.2}.get(how.language, 0.0)
    if not both:
        return (first,), None
    other_how = replace(how, numeric=not how.numeric) if rng.random() < 0.2 else how
    if how.language == "en":
        other_how = replace(other_how, numeric=False)
    if rng.random() < ALTERED_SHARE:
        return _altered(rng, civil, how, other_how)
    offset = rng.choices((0, -1, 1), (76, 8, 16))[0]
    second = written.hijri(rng, *written.hijri_of(civil + timedelta(days=offset)), other_how)
    return _in_order(rng, first, second), None


def _in_order(rng: random.Random, first: Written, second: Written) -> tuple[Written, ...]:
    return (first, second) if rng.random() < 0.6 else (second, first)


def _altered(rng: random.Random, civil: date, how: Style, other_how: Style) -> tuple[tuple[Written, ...], str]:
    """Two dates of which one was changed so that they are at least four days apart."""
    ways: dict[str, Callable[[], tuple[int, int, int]]] = {
        "days": lambda: _parts(civil + timedelta(days=rng.choice((-1, 1)) * rng.randint(5, 29))),
        "months": lambda: _parts(civil + timedelta(days=rng.choice((-1, 1)) * rng.randint(30, 330))),
        "years": lambda: (civil.year + rng.choice((-3, -2, -1, 1, 2, 3)), civil.month, civil.day),
        "digit": lambda: _one_digit(rng, _parts(civil)),
        "month": lambda: (civil.year, rng.choice([n for n in range(1, 13) if n != civil.month]), civil.day),
    }
    hijri = written.hijri_of(civil)
    for _ in range(200):
        kind = rng.choice(list(ways))
        try:
            if rng.random() < 0.5:
                year, month, day = ways[kind]()
                first = written.gregorian(rng, date(year, month, day), how)
                second = written.hijri(rng, *hijri, other_how)
            else:
                first = written.gregorian(rng, civil, how)
                second = written.hijri(rng, *_hijri_changed(rng, kind, hijri, civil), other_how)
        except (ValueError, OverflowError):
            continue
        if abs((first.civil - second.civil).days) >= 4 and 1343 <= second.year <= 1499:
            return _in_order(rng, first, second), kind
    raise RuntimeError(f"no altered pair for {civil}")


def _hijri_changed(
    rng: random.Random, kind: str, hijri: tuple[int, int, int], civil: date
) -> tuple[int, int, int]:  # fmt: skip
    year, month, day = hijri
    if kind == "digit":
        return _one_digit(rng, hijri)
    if kind == "month":
        return year, rng.choice([n for n in range(1, 13) if n != month]), day
    if kind == "years":
        return year + rng.choice((-3, -2, -1, 1, 2, 3)), month, day
    return written.hijri_of(civil + timedelta(days=rng.choice((-1, 1)) * rng.randint(5, 29 if kind == "days" else 330)))


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _one_digit(rng: random.Random, parts: tuple[int, int, int]) -> tuple[int, int, int]:
    text = "-".join(map(str, parts))
    place = rng.choice([match.start() for match in _ANY.finditer(text)][1:])
    other = rng.choice([char for char in "0123456789" if char != text[place]])
    year, month, day = (text[:place] + other + text[place + 1 :]).split("-")
    return int(year), int(month), int(day)


def _date_lines(rng: random.Random, wording: Wording, dates: tuple[Written, ...], how: Style) -> tuple[str, ...]:
    label = rng.choice(wording.dated)
    if how.language in ("ar", "en") and rng.random() < 0.15 and dates[0].calendar == "gregorian":
        day = written.WEEKDAYS[how.language][dates[0].civil.weekday()]
        label = f"{label} {day}" + ("," if how.language == "en" else "")
    first = _joined(label, dates[0].text)
    if len(dates) == 1:
        return (first,)
    between = rng.choice(("الموافق", "الموافق لـ", "الموافق:", "–")) if how.language == "ar" else "corresponding to"
    if rng.random() < 0.35:
        return (f"{first} {between} {dates[1].text}",)
    if how.language == "ar" and between == "–":
        between = rng.choice(("وفق:", "الموافق:"))
    return first, _joined(between if how.language == "ar" else "Corresponding to:", dates[1].text)


def _paragraphs(rng: random.Random, wording: Wording, fill: _Filling) -> list[str]:
    count = min(len(wording.sentences), rng.randint(4, 9))
    chosen = [fill(text) for text in rng.sample(wording.sentences, count)]
    made: list[str] = []
    while chosen:
        size = rng.randint(1, 3)
        made.append(" ".join(chosen[:size]))
        chosen = chosen[size:]
    return made


def _earlier_letter(rng: random.Random, civil: date, how: Style) -> tuple[str, Written]:
    other = written.gregorian(rng, civil - timedelta(days=rng.randint(2, 90)), how)
    number = written.in_digits(str(rng.randint(11, 9999)), how.digits)
    if how.language == "en":
        return f"We refer to your letter no. {number} of {other.text}.", other
    opening = rng.choice(
        ("كتابكم المرقم {} في {}.", "إشارة إلى رسالتكم ذات الرقم {} المؤرخة في {}.", "عطفاً على برقيتكم {} بتاريخ {}.")
    )
    return opening.format(number, other.text), other


def _foreign(rng: random.Random) -> tuple[str, ...]:
    """The other column of a letterhead in two languages."""
    return rng.choice(WORDINGS["en"].issuers), rng.choice(WORDINGS["en"].offices)


def _table(rng: random.Random, wording: Wording, fill: _Filling, language: str) -> tuple[tuple[str, ...], ...]:
    rows = [wording.columns]
    things = rng.sample(wording.things, min(len(wording.things), rng.randint(2, 4)))
    for number, thing in enumerate(things, start=1):
        place = fill("{place}" if rng.random() < 0.5 else "{other}") if language in ("ar", "mixed", "en") else "–"
        rows.append(
            (fill("{n}").replace("{n}", written.in_digits(str(number), fill._digits)), thing, fill("{count}"), place)
        )
    return tuple(rows)


def _copies(rng: random.Random, wording: Wording) -> tuple[str, ...]:
    chosen = rng.sample(wording.copies, min(len(wording.copies), rng.randint(1, 3)))
    return rng.choice(wording.copy_to), *(f"- {text}" for text in chosen)
