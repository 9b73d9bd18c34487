"""Text brought to one form for comparison, so that spellings that readers do not tell apart are one.

The form follows the scoring of Arabic text recognition: NFKC; diacritics, tatweel and direction marks
dropped; alef forms, ya, ta marbuta and Persian letters unified; digits to ASCII.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_UNIFIED = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ې": "ي", "ؤ": "و",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "گ": "ك",
}  # fmt: skip

# What Arabic data make of the letters of Kurdish and Persian; the Turkish i without a dot.
_LIKE = {"ۆ": "و", "ێ": "ي", "ڵ": "ل", "ڕ": "ر", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ء": "", "ı": "i"}


def folded(text: str) -> str:
    """The text in the form for comparison, lower case. What stands between words is kept."""
    return "".join(map(_folded_char, text))


def folded_with_places(text: str) -> Iterator[tuple[str, int]]:
    """Each character of the form for comparison with the index in `text` of the character that it came from."""
    for place, original in enumerate(text):
        for char in _folded_char(original):
            yield char, place


def plain(text: str) -> str:
    """The folded text without the accents of Latin letters, Kurdish and Persian letters as their Arabic likes."""
    return "".join(map(_plain_char, text))


def plain_with_places(text: str) -> tuple[str, Sequence[int]]:
    """As `plain`, with the index in `text` that each character came from."""
    parts = [_plain_char(char) for char in text]
    if all(len(part) == 1 for part in parts):
        return "".join(parts), range(len(text))
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=4096)
def _plain_char(original: str) -> str:
    bare = unicodedata.normalize("NFD", _folded_char(original))
    return "".join(_LIKE.get(char, char) for char in bare if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def _folded_char(original: str) -> str:
    """What one character becomes: nothing, itself, or several where it is a ligature."""
    return "".join(
        _UNIFIED.get(char, char) if (digit := unicodedata.decimal(char, None)) is None else str(digit)
        for char in unicodedata.normalize("NFKC", original).lower()
        if unicodedata.category(char) not in ("Mn", "Me", "Cf") and char != "ـ"
    )
