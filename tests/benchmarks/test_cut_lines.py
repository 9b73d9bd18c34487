import random
from typing import Any

from benchmarks.cut_lines import DIGITS, counts, wording


def number(text: str, *readings: str | None, accepted: bool = True) -> dict[str, Any]:
    return {"text": text, "readings": list(readings), "accepted": accepted}


def test_every_line_has_its_numbers_as_they_are_displayed() -> None:
    for seed in range(200):
        text, numbers = wording(random.Random(seed))
        assert numbers
        assert all(each.translate(DIGITS) in text for each in numbers)


def test_read_by_two_accepted_and_wrong_are_counted_apart() -> None:
    read = [
        number("[٨٧٤]", "[٨٧٤", "٨٧٤", "١٨٧٤"),
        number("١٢/٣٠", "١٢/٣٠", None, "١٢", accepted=False),
        number("٩٩", "٩٩", "٩٩", "٩٩"),
    ]
    found = counts(("874", "12/30", "55"), read)
    assert dict(found) == {"numbers": 3, "read": 2, "by two": 1, "right": 1, "accepted": 2, "accepted right": 1}
