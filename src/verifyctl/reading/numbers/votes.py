"""How many readings of a number agree, counted alike whether it was read three times or, in doubt, more often."""

from __future__ import annotations

USUAL = 3
"""Readings of a number on which they agree."""

IN_LINE = 2
"""How many of them, the first ones, are within its line: one by each network."""

CODE = "/"
"""What stands between a number and the letter at its right."""


MARKS = ".,:()[]"
"""Signs at a number's ends that belong to the sentence: readings that differ in them agree on the number."""


def bare(text: str) -> str:
    """A number without marks at its ends; itself where it is nothing else."""
    return text.strip(MARKS) or text


def gives(seen: str, text: str) -> bool:
    """Whether a reading gives this text of a number. Of one before a slash and a letter all but its last digit count.

    Cut out, the slash that leans over that digit hides it, changes it (٣ to ٢) or is taken for a further one.
    """
    plain, seen_plain = text.rstrip(CODE), seen.rstrip(CODE)
    if plain == text:
        return bare(seen) == bare(text)
    short = len(plain) > 1 and seen_plain[: len(plain) - 1] == plain[:-1] and len(seen_plain) <= len(plain) + 1
    return seen_plain == plain or short


def of_three(agreeing: int, readings: int) -> int:
    """What agreeing readings of so many amount to in three: all of five make three, three of them two, two one."""
    if readings <= USUAL:
        return agreeing
    if agreeing == readings:
        return USUAL
    return min(USUAL - 1, max(agreeing - (readings - USUAL) // 2, min(agreeing, 1)))
