"""How many readings of a number agree, counted alike whether it was read three times or, in doubt, more often."""

from __future__ import annotations

USUAL, WITH_ANOTHER_WIDTH = 3, 4
"""Readings of a number, and with one that differs from all the usual ones."""


def of_three(agreeing: int, readings: int) -> int:
    """What agreeing readings of so many amount to in three: all of five make three, three of them two, two one.

    A fourth that differs from three in another width makes them no fewer; the confidence takes it into account.
    """
    if readings <= WITH_ANOTHER_WIDTH:
        return agreeing
    if agreeing == readings:
        return USUAL
    return min(USUAL - 1, max(agreeing - (readings - USUAL) // 2, min(agreeing, 1)))
