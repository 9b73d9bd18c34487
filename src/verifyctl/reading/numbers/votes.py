"""How many readings of a number agree, counted alike whether it was read three times or, in doubt, five times."""

from __future__ import annotations

USUAL = 3


def of_three(agreeing: int, readings: int) -> int:
    """What agreeing readings of so many amount to in three: all of five make three, three of them two, two one."""
    if readings <= USUAL:
        return agreeing
    if agreeing == readings:
        return USUAL
    return min(USUAL - 1, max(agreeing - (readings - USUAL) // 2, min(agreeing, 1)))
