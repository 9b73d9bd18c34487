"""How near a reading comes to the truth: text, dates, the reference number, fields, places.

Text is compared by the rule of the letters' corpus: NFKC; diacritics, tatweel and direction marks dropped; alef forms,
ya, ta marbuta and Persian letters unified; digits to ASCII; white space as one space. Case and punctuation count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.letters.bidi import shown

Json = dict[str, Any]
_UNIFIED = str.maketrans("أإآٱىیېےةۀەہھکگ", "ااااييييههههه" + "كك")
_DATE = re.compile(r"(\d{1,4})-(\d{1,2})(?:-(\d{1,2}))?")
_ARABIC_INDIC, _PERSIAN = re.compile("[٠-٩]"), re.compile("[۰-۹]")
_TO_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_NAMED = re.compile(r"[^\W\d_]{3,}")
_RUN = re.compile(r"\d+")
CROSS_CHECKED, CANDIDATE = "cross_checked", "candidate"


def fold(text: str) -> str:
    """The text in the form for comparison."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFKC", text):
        if unicodedata.category(char) in ("Mn", "Me", "Cf") or char == "ـ":
            continue
        digit = unicodedata.decimal(char, None)
        kept.append(char if digit is None else str(digit))
    return " ".join("".join(kept).translate(_UNIFIED).split())


def edit_distance(first: str, second: str) -> int:
    """Levenshtein distance, one row of the table at a time, in numpy along the row."""
    codes = np.fromiter(map(ord, second), dtype=np.int64, count=len(second))
    steps = np.arange(len(second) + 1)
    row = steps.copy()
    for index, char in enumerate(first, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        row = np.minimum.accumulate(np.concatenate(([index], best)) - steps) + steps
    return int(row[-1])


def text_score(orders: Sequence[Sequence[str]], text: str) -> tuple[float, float]:
    """Character error rate, against the nearest of the orders in which the page can be read, and recall of words.

    Recall is the part of the truth's words that stand in the text, each as often as it does.
    """
    found = fold(text)
    truths = [fold("\n".join(lines)) for lines in orders]
    rate = min(edit_distance(truth, found) / max(1, len(truth)) for truth in truths)
    words = Counter(truths[0].split())
    return rate, sum((words & Counter(found.split())).values()) / max(1, words.total())


@dataclass(frozen=True)
class PrintedDate:
    """A date on the letter. `form` is numeric or name, `digits` western, arabic-indic or persian."""

    calendar: str
    written: tuple[int, int, int]
    iso: str
    form: str
    digits: str


@dataclass(frozen=True)
class ReadDate:
    """A date that was read; `written` is year, month and day, without the day where none was read, or None."""

    calendar: str
    written: tuple[int, ...] | None
    days: tuple[str, ...]
    status: str
    agrees: bool

    def is_date(self, printed: PrintedDate) -> bool:
        """True if its first meaning is that date, in that calendar."""
        if self.calendar != printed.calendar:
            return False
        return self.written == printed.written if self.written else self.days[:1] == (printed.iso,)

    def may_be(self, printed: PrintedDate) -> bool:
        """True if one of its meanings is, or if it is the month of that date and no day was read."""
        if self.calendar != printed.calendar:
            return False
        return self.is_date(printed) or printed.iso in self.days or self.written == printed.written[:2]


def printed_dates(item: Json) -> tuple[PrintedDate, ...]:
    """The dates of an entry of truth.json, with form and digits found in the lines where the entry does not say."""
    return tuple(
        PrintedDate(
            calendar=date["calendar"],
            written=(date["y"], date["m"], date["d"]),
            iso=date["iso"],
            form=date.get("form") or ("name" if _NAMED.search(date["raw"]) else "numeric"),
            digits=date.get("digits") or _digits_of(date["raw"], item["lines"]),
        )
        for date in item["fields"]["dates"]
    )


def _digits_of(raw: str, lines: Iterable[str]) -> str:
    """The digit set in the line where the date stands; entries may give it in ASCII."""
    where = next((line for line in lines if fold(raw) in fold(line)), raw)
    if _PERSIAN.search(where):
        return "persian"
    return "arabic-indic" if _ARABIC_INDIC.search(where) else "western"


def read_dates(facts: Json) -> tuple[ReadDate, ...]:
    """The dates among the facts of the text stage."""
    made = []
    for date in facts["dates"]:
        parts = _DATE.fullmatch(date.get("written") or "")
        made.append(
            ReadDate(
                calendar=date["calendar"],
                written=tuple(int(part) for part in parts.groups() if part) if parts else None,
                days=tuple(date["days"]),
                status=date.get("status", CANDIDATE),
                agrees=bool(date.get("agrees_with")),
            )
        )
    return tuple(made)


@dataclass(frozen=True)
class DateScore:
    """What became of the dates of one page.

    `right` goes by the printed dates: read exactly, first meaning; `checked` whether as cross_checked; `open`
    whether among the meanings of a reading. `wrong_checked` and `wrong_candidates` are readings of dates that do not
    stand on the letter. `false_agreements` are cross_checked ones said to agree with another date where the letter's
    calendars do not agree.
    """

    printed: tuple[PrintedDate, ...]
    right: tuple[bool, ...]
    checked: tuple[bool, ...]
    open: tuple[bool, ...]
    cross_checked: int
    wrong_checked: tuple[str, ...]
    wrong_candidates: tuple[str, ...]
    false_agreements: int


def date_score(item: Json, facts: Json) -> DateScore:
    printed, read = printed_dates(item), read_dates(facts)
    sure = [date for date in read if date.status == CROSS_CHECKED]
    return DateScore(
        printed=printed,
        right=tuple(any(date.is_date(one) for date in read) for one in printed),
        checked=tuple(any(date.is_date(one) for date in sure) for one in printed),
        open=tuple(any(date.may_be(one) for date in read) for one in printed),
        cross_checked=len(sure),
        wrong_checked=tuple(_told(date) for date in sure if not any(date.is_date(one) for one in printed)),
        wrong_candidates=tuple(
            _told(date) for date in read if date.status == CANDIDATE and not any(date.may_be(one) for one in printed)
        ),
        false_agreements=sum(date.agrees for date in sure) if item.get("altered") else 0,
    )


def _told(date: ReadDate) -> str:
    written = "-".join(map(str, date.written)) if date.written else "/".join(date.days)
    return f"{date.calendar} {written}"


def reference_forms(typed: str) -> frozenset[str]:
    """A reference number as typed and in the orders in which it may be displayed, in either digits."""
    lines = [f"ا {typed.translate(digits)}" for digits in ({}, _TO_ARABIC)]
    seen = {squeezed(shown(line, 2, len(line), rtl=True)) for line in lines}
    groups = re.split(r"([-/.])", squeezed(typed))
    return frozenset({squeezed(typed), "".join(reversed(groups)), *seen})


def squeezed(text: str) -> str:
    """The form for comparison without white space, lower case."""
    return fold(text).replace(" ", "").lower()


@dataclass(frozen=True)
class ReferenceScore:
    """Of a page that has a reference number: read as the field, as a field beside others, seen anywhere."""

    first: bool
    among: bool
    seen: bool


def reference_score(item: Json, facts: Json) -> ReferenceScore | None:
    """None where the letter has no reference number."""
    typed = item["fields"].get("ref")
    if not typed:
        return None
    forms = reference_forms(typed)
    fields = [field for field in facts["fields"] if field["name"] == "reference"]
    hits = [any(squeezed(field.get(part) or "") in forms for part in ("normalised", "also")) for field in fields]
    seen = any(squeezed(number["text"]).strip("/-.,:()") in forms for number in facts["numbers"])
    lines = [squeezed(line["text"]) for line in facts["lines"]]
    return ReferenceScore(
        first=bool(hits) and hits[0],
        among=any(hits),
        seen=seen or any(form in line for form in forms for line in lines),
    )


def accepted_numbers(item: Json, facts: Json) -> tuple[int, tuple[str, ...]]:
    """How many numbers were accepted, and those of them whose groups of digits stand together on no line."""
    lines = [set(_RUN.findall(fold(line))) for line in item["lines"]]
    accepted = [number["text"] for number in facts["numbers"] if number["accepted"]]
    stray = (text for text in accepted if not any(line.issuperset(_RUN.findall(fold(text))) for line in lines))
    return len(accepted), tuple(stray)


NEAR = 0.1
"""Part of its characters that may be wrong in a field that counts as read."""

FIELDS = {"issuer": "issuer", "subject": "subject", "recipients": "recipient", "signatory": "signatory"}


def field_score(item: Json, facts: Json) -> dict[str, tuple[int, int]]:
    """For each kind of field: how many were read with at most NEAR wrong characters, and how many there are."""
    made = {}
    for name, called in FIELDS.items():
        truth = item["fields"].get(name) or ()
        wanted = [fold(text) for text in ([truth] if isinstance(truth, str) else truth)]
        read = [fold(field["text"]) for field in facts["fields"] if field["name"] == called]
        made[name] = (sum(any(near(one, text) for text in read) for one in wanted), len(wanted))
    return made


def near(wanted: str, text: str) -> bool:
    """True if the wanted text makes up the end of the other, or all of it, with few wrong characters.

    A label that stands before it does not count against it.
    """
    allowed = int(NEAR * len(wanted))
    tails = {text, text[max(0, len(text) - len(wanted)) :]}
    return any(edit_distance(wanted, tail) <= allowed for tail in tails)


def place_score(item: Json, facts: Json) -> tuple[int, int, int]:
    """Places of the truth that were found, places of the truth, places found that stand nowhere on the letter."""
    page = fold(" ".join(item["lines"])).lower()
    found = {(squeezed(place["text"]), place["place"].lower()) for place in facts["places"]}
    wanted = item["fields"].get("places", ())
    hits = sum(any(_same_place(place, text, name) for text, name in found) for place in wanted)
    stray = sum(not any(_same_place(place, text, name) for place in wanted) and text not in page.replace(" ", "")
                for text, name in found)  # fmt: skip
    return hits, len(wanted), stray


def _same_place(place: Json, text: str, name: str) -> bool:
    slug = re.sub(r"[^a-z]", "", place["en"].lower())
    stem = squeezed(place["ar"]).removeprefix("ال")
    return slug in re.sub(r"[^a-z]", "", name) or stem in text
