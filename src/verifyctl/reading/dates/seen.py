"""What was seen of one date on a page, before it is compared with others: its meanings and how well it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from verifyctl.model.base import Box
from verifyctl.model.text import NumberReading
from verifyctl.reading.dates.find import NUMERIC, in_longer_chain
from verifyctl.reading.dates.meaning import Beside, Written, impossible, numeric, numeric_meanings
from verifyctl.reference.spelling import folded


@dataclass(frozen=True)
class Seen:
    """A date by the number reader, with its place on the level page.

    `written` are its meanings, the likelier first; where `exists` is false there is one, which is no day of its
    calendar. `votes` is how many of the three readings gave it, of its worst number where it has several; `permille` the
    least confidence; `agreed` whether every number was accepted as it stands. `engine` is whether the text engine,
    able to read these digits, gave the same date. `rivals` are dates that other readings gave. `numbers` are places
    in the list of numbers, `boxes` what else belongs to it, on the picture.
    """

    written: tuple[Written, ...]
    votes: int
    permille: int
    agreed: bool
    box: Box
    numbers: tuple[int, ...]
    exists: bool = True
    named: bool = False
    engine: bool = False
    boxes: tuple[Box, ...] = ()
    rivals: frozenset[Written] = frozenset()
    alternatives: tuple[str, ...] = ()

    @property
    def first(self) -> Written:
        """The likeliest meaning."""
        return self.written[0]


def dates_in_number(number: NumberReading, beside: Beside) -> Iterator[tuple[tuple[Written, ...], bool, int]]:
    """(meanings, whether they exist, votes) of each date in a number; the readings of the number vote."""
    votes = Counter(
        taken for reading in number.readings or (number.text,) if reading for taken in set(taken_from(reading, beside))
    )
    given = list(dict.fromkeys(taken_from(number.text, beside)))
    most = [taken for taken, count in votes.most_common() if count > 1]
    for written, exists in most or given:
        yield written, exists, votes[written, exists]


def taken_from(seen: str, beside: Beside) -> Iterator[tuple[tuple[Written, ...], bool]]:
    """The dates in a number as it looks from left to right: meanings, and whether they exist."""
    plain = folded(seen)
    for match in NUMERIC.finditer(plain):
        if in_longer_chain(plain, match):
            continue
        parts = (match["first"], match["second"], match["third"])
        written = numeric_meanings(parts, beside)
        if written:
            yield written, True
            continue
        for year, orders in numeric(parts, beside):
            none = impossible(year, orders, beside)
            if none is not None:
                yield (none,), False
                break


def rivals_of(number: NumberReading, beside: Beside, chosen: Written) -> frozenset[Written]:
    """Other dates among the readings and alternatives of a number."""
    texts = (*(reading for reading in number.readings if reading), *number.alternatives)
    found = (written[0] for text in texts for written, exists in taken_from(text, beside) if exists)
    return frozenset(written for written in found if written != chosen)


def group(number: NumberReading, sizes: Sequence[int]) -> tuple[str, int] | None:
    """The digits of a number that is one group of such a size, and how many readings gave them.

    None where the number is something else, or readings of these sizes differ without a majority.
    """
    votes = Counter(digits for reading in number.readings or (number.text,) if (digits := _alone(reading or "", sizes)))
    if not votes:
        return None
    ranked = votes.most_common(2)
    digits, count = ranked[0]
    if len(ranked) > 1 and ranked[1][1] == count:
        return (own, count) if (own := _alone(number.text, sizes)) is not None else None
    return digits, count


def _alone(text: str, sizes: Sequence[int]) -> str | None:
    digits = folded(text).strip(" /-.,:()[]\\|ـ")
    return digits if digits.isascii() and digits.isdigit() and len(digits) in sizes else None


def best_of(found: Iterable[Seen]) -> list[Seen]:
    """One for each number: of several dates that use the same one, that which more readings gave."""
    kept: list[Seen] = []
    for seen in sorted(found, key=lambda one: (-one.votes, -len(one.numbers), -one.permille, one.numbers)):
        if all(_apart(seen, other) for other in kept):
            kept.append(seen)
    return sorted(kept, key=lambda one: one.numbers)


def _apart(one: Seen, other: Seen) -> bool:
    # Two dates may stand in one number, run together.
    return not set(one.numbers) & set(other.numbers) or (
        len(one.numbers) == len(other.numbers) == 1 and one.written != other.written
    )


def with_engine(seen: Seen, *, agrees: bool) -> Seen:
    """The same with the word of the text engine."""
    return replace(seen, engine=agrees)
