"""What the readings of many letters come to, as Markdown tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from benchmarks.letters import score

Json = dict[str, Any]
OURS = "verifyctl"
ARABIC = ("ar", "mixed")
EASY = ("clean", "w1200", "w800", "photo", "skew")
LIGHT = ("clean", "w1200", "w800", "w600", "photo", "skew", "jpeg30", "recomp", "moire", "screenshot")
HARD = ("blur", "noise", "photohard")
GROUPS = {"ten light damages": LIGHT, "blur, noise, hard photo": HARD, "turned by a quarter or a half": ("rot",)}


@dataclass(frozen=True)
class Read:
    """A letter: its entry in truth.json, our reading, and the peers' by their data."""

    item: Json
    ours: Json
    plain: dict[str, Json]

    @property
    def language(self) -> str:
        return str(self.item["lang"])

    @property
    def damage(self) -> str:
        return str(self.item["deg"])

    @cached_property
    def facts(self) -> Json:
        """What was found; nothing where the stage did not end well."""
        nothing: Json = {name: [] for name in ("lines", "dates", "numbers", "fields", "places")}
        return self.ours["facts"] or nothing

    @cached_property
    def texts(self) -> dict[str, tuple[float, float]]:
        """Character error rate and word recall by way of reading."""
        return {way: score.text_score([self.item["lines"]], text) for way, text in self._found().items()}

    @cached_property
    def texts_in_any_order(self) -> dict[str, tuple[float, float]]:
        """The same where columns may be read straight across as well."""
        others = self.item.get("other_orders", ())
        if not others:
            return self.texts
        return {way: score.text_score([self.item["lines"], *others], text) for way, text in self._found().items()}

    def _found(self) -> dict[str, str]:
        transcript = "\n".join(line["text"] for line in self.facts["lines"])
        return {OURS: transcript, **{way: read["text"] for way, read in self.plain.items()}}

    @cached_property
    def dates(self) -> score.DateScore:
        return score.date_score(self.item, self.facts)

    @cached_property
    def plain_dates(self) -> dict[str, tuple[bool, ...]]:
        """Which of the printed dates our finder of dates meets in the peers' texts."""
        return {way: dates_in(self.item, read["text"]) for way, read in self.plain.items()}


def dates_in(item: Json, text: str) -> tuple[bool, ...]:
    from verifyctl.reading.dates.find import find_dates

    found = {(date.calendar.value, date.days[0]) for line in text.splitlines() for date in find_dates(line)}
    return tuple((one.calendar, one.iso) in found for one in score.printed_dates(item))


def mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / max(1, len(every))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"
    yield ""


def share(right: int, of: int) -> str:
    return f"{right} of {of} ({right / of:.3f})" if of else "none"


def report(reads: Sequence[Read], *, plain: bool = True) -> Iterator[str]:
    """All tables, line by line."""
    yield from ended(reads)
    if plain:
        yield from by_language(reads)
        yield from by_damage("Arabic and mixed letters", [read for read in reads if read.language in ARABIC])
        yield from by_damage("English letters", [read for read in reads if read.language == "en"])
    yield from dates(reads)
    yield from dates_by_damage(reads)
    yield from others(reads)
    yield from wrong(reads)
    yield from cost(reads)


def ended(reads: Sequence[Read]) -> Iterator[str]:
    """Which letters were not read at all, and why."""
    for why in sorted({read.ours["ended"] for read in reads} - {"ran"}):
        languages = [read.language for read in reads if read.ours["ended"] == why]
        yield f"Not read: {len(languages)} letters ({', '.join(sorted(set(languages)))}): {why}"
        yield ""


def ways_of(reads: Sequence[Read]) -> list[str]:
    return [OURS, *sorted({way for read in reads for way in read.plain})]


def by_language(reads: Sequence[Read]) -> Iterator[str]:
    yield "Text: character error rate / word recall"
    yield ""
    ways = ways_of(reads)
    parts = {language: [read for read in reads if read.language == language] for language in languages(reads)}
    both = [read for read in reads if read.language in ARABIC]
    rows: list[Sequence[object]] = []
    if both:
        across = (text_cell([read.texts_in_any_order for read in both], way) for way in ways)
        rows.append(("ar and mixed, columns in either order", len(both), *across))
        parts = {"ar and mixed": both} | parts
    rows += [(name, len(part), *text_cells(part, ways)) for name, part in parts.items()]
    yield from table(("language", "letters", *ways), rows)


def languages(reads: Sequence[Read]) -> list[str]:
    return list(dict.fromkeys(sorted((read.language for read in reads), key="ar mixed en fa ckb ru uk".find)))


def text_cells(reads: Sequence[Read], ways: Iterable[str]) -> list[str]:
    return [text_cell([read.texts for read in reads], way) for way in ways]


def text_cell(texts: Sequence[dict[str, tuple[float, float]]], way: str) -> str:
    able = [each[way] for each in texts if way in each]
    return f"{mean(rate for rate, _ in able):.3f} / {mean(recall for _, recall in able):.3f}" if able else "–"


def by_damage(which: str, reads: Sequence[Read]) -> Iterator[str]:
    if not reads:
        return
    yield f"{which} by damage: character error rate / word recall"
    yield ""
    ways = ways_of(reads)
    parts = {name: [read for read in reads if read.damage == name] for name in damages(reads)}
    parts |= {", ".join(EASY): [read for read in reads if read.damage in EASY]}
    parts |= {"all but screenshot": [read for read in reads if read.damage != "screenshot"], "all": list(reads)}
    yield from table(
        ("damage", "letters", *ways),
        ((name, len(part), *text_cells(part, ways)) for name, part in parts.items()),
    )


def damages(reads: Sequence[Read]) -> list[str]:
    order = [*LIGHT, *HARD, "rot"]
    return sorted({read.damage for read in reads}, key=lambda name: order.index(name) if name in order else 99)


@dataclass(frozen=True)
class Printed:
    """A date on a letter, and what became of it."""

    date: score.PrintedDate
    read: Read
    place: int

    @property
    def outcomes(self) -> tuple[bool, bool, bool]:
        """Right; right and cross-checked; among the meanings of a reading."""
        found = self.read.dates
        return found.right[self.place], found.checked[self.place], found.open[self.place]


def printed(reads: Iterable[Read]) -> list[Printed]:
    return [Printed(date, read, place) for read in reads for place, date in enumerate(read.dates.printed)]


def share_of(part: Sequence[Printed], outcome: int) -> str:
    return share(sum(one.outcomes[outcome] for one in part), len(part))


def dates(reads: Sequence[Read]) -> Iterator[str]:
    """By group of damage, by form and digits; the peers' texts through the same finder of dates."""
    every = printed(reads)
    ways = sorted({way for read in reads for way in read.plain})
    kinds: dict[str, Callable[[score.PrintedDate], bool]] = {
        "numeric": lambda date: date.form == "numeric",
        "numeric, Arabic-Indic": lambda date: date.form == "numeric" and date.digits == "arabic-indic",
        "numeric, Western": lambda date: date.form == "numeric" and date.digits == "western",
        "month name": lambda date: date.form == "name",
        "month name, Arabic-Indic": lambda date: date.form == "name" and date.digits == "arabic-indic",
        "month name, Western": lambda date: date.form == "name" and date.digits == "western",
    }
    rows: list[Sequence[object]] = []
    for group, names in GROUPS.items():
        for kind, fits in kinds.items():
            part = [one for one in every if one.read.damage in names and fits(one.date)]
            if part:
                cells = (share_of(part, outcome) for outcome in range(3))
                rows.append((group, kind, *cells, *(plain_cell(part, way) for way in ways)))
    yield "Dates: calendar, year, month and day all right"
    yield ""
    yield from table(("damage", "form", "right", "cross-checked", "among the meanings", *ways), rows)


def plain_cell(part: Sequence[Printed], way: str) -> str:
    able = [one.read.plain_dates[way][one.place] for one in part if way in one.read.plain]
    return f"{sum(able)} of {len(able)}" if able else "–"


def dates_by_damage(reads: Sequence[Read]) -> Iterator[str]:
    rows: list[Sequence[object]] = []
    for name in damages(reads):
        part = [read for read in reads if read.damage == name]
        every = printed(part)
        forms = [[one for one in every if one.date.form == form] for form in ("numeric", "name")]
        stray = sum(len(read.dates.wrong_candidates) for read in part)
        references = [one for read in part if (one := score.reference_score(read.item, read.facts))]
        found = share(sum(one.first for one in references), len(references))
        rows.append((name, len(part), *(share_of(some, 0) for some in forms), share_of(every, 1), stray, found))
    yield from table(
        ("damage", "letters", "numeric dates", "month-name dates", "cross-checked", "wrong candidates", "references"),
        rows,
    )


def others(reads: Sequence[Read]) -> Iterator[str]:
    """Reference numbers, fields, places."""
    rows: list[Sequence[object]] = []
    references = [one for read in reads if (one := score.reference_score(read.item, read.facts))]
    rows.append(("reference number, the field", share(sum(one.first for one in references), len(references))))
    rows.append(("reference number, among the fields", share(sum(one.among for one in references), len(references))))
    rows.append(("reference number, anywhere", share(sum(one.seen for one in references), len(references))))
    fields = [score.field_score(read.item, read.facts) for read in reads]
    rows += [
        (name, share(sum(one[name][0] for one in fields), sum(one[name][1] for one in fields))) for name in score.FIELDS
    ]
    places = [score.place_score(read.item, read.facts) for read in reads if read.language in (*ARABIC, "en")]
    rows.append(("places", share(sum(one[0] for one in places), sum(one[1] for one in places))))
    rows.append(("places that stand nowhere on the letter, a page", f"{mean(one[2] for one in places):.3f}"))
    yield f"Numbers, fields (at most {score.NEAR:.0%} of the characters wrong) and places"
    yield ""
    yield from table(("what", "read"), rows)


def wrong(reads: Sequence[Read]) -> Iterator[str]:
    """The two figures that matter most, and every case by name."""
    checked = sum(read.dates.cross_checked for read in reads)
    bad = [(read.item["image"], told) for read in reads for told in read.dates.wrong_checked]
    stray = [(read.item["image"], told) for read in reads for told in read.dates.wrong_candidates]
    altered = [read for read in reads if read.item.get("altered")]
    numbers = [
        (read.item["image"], *score.accepted_numbers(read.item, read.facts))
        for read in reads
        if read.damage != "screenshot"
    ]
    misread = [(image, text) for image, _, texts in numbers for text in texts]
    yield from table(
        ("doubt", ""),
        (
            ("dates marked cross_checked", checked),
            ("of these wrong", len(bad)),
            ("letters whose calendars do not agree", len(altered)),
            ("agreements claimed on those", sum(read.dates.false_agreements for read in altered)),
            ("wrong candidates", len(stray)),
            ("wrong candidates a page", f"{len(stray) / max(1, len(reads)):.3f}"),
            ("numbers accepted, screenshots left out", sum(count for _, count, _ in numbers)),
            ("of these on no line of the letter", len(misread)),
        ),
    )
    cases = (("Wrong and cross-checked", bad), ("Wrong candidates", stray), ("Accepted and on no line", misread))
    for title, some in cases:
        for image, told in some[:60]:
            yield f"{title}: {image}: {told}"
    if bad or stray or misread:
        yield ""


def cost(reads: Sequence[Read]) -> Iterator[str]:
    """Processor time beside plain readings of the same pages, and memory."""
    read_ones = [read for read in reads if read.ours["ended"] == "ran"]
    if not read_ones:
        return
    rows: list[Sequence[object]] = [
        ("processor seconds a page", f"{mean(read.ours['seconds'] for read in read_ones):.2f}"),
        ("of these the number reader", f"{mean(read.ours['numbers_seconds'] for read in read_ones):.2f}"),
        ("most for one page", f"{max(read.ours['seconds'] for read in read_ones):.2f}"),
    ]
    for way in sorted({way for read in read_ones for way in read.plain}):
        for title, wanted in (("Arabic and mixed", ARABIC), ("English", ("en",))):
            able = [read for read in read_ones if way in read.plain and read.language in wanted]
            if able:
                theirs = mean(read.plain[way]["seconds"] for read in able)
                mine = mean(read.ours["seconds"] for read in able)
                rows.append((f"times plain `{way}`, {title}", f"{mine / theirs:.2f} (plain: {theirs:.2f} s)"))
    memory = [max(read.ours["memory"][place] for read in read_ones) // 1024 for place in (0, 1)]
    rows.append(("peak memory of the worker, MiB", memory[0]))
    rows.append(
        ("peak memory of its largest child, MiB (on Linux at least the worker's own when it started it)", memory[1])
    )
    rows.append(("both together at most, MiB", sum(memory)))
    yield from table(("cost", ""), rows)


def misses(reads: Sequence[Read]) -> Iterator[str]:
    """Every date and reference number that was not read, with what was read instead."""
    for read in reads:
        told = [
            f"{date['calendar']} {date['written'] or date['days']} {date['status']}" for date in read.facts["dates"]
        ]
        for entry, right in zip(read.item["fields"]["dates"], read.dates.right, strict=True):
            if not right:
                yield f"date: {read.item['image']}: {entry['raw']!r} {entry['calendar']}; read: {told}"
        reference = score.reference_score(read.item, read.facts)
        if reference and not reference.first:
            fields = [field["normalised"] for field in read.facts["fields"] if field["name"] == "reference"]
            yield f"reference: {read.item['image']}: {read.item['fields']['ref']!r}; read: {fields}"
