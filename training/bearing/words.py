"""Words of the spelling lists that Debian ships, by script, and letters of scripts that the network only has to refuse.

The lists are fetched with apt-get and unpacked, not installed; nothing of them goes into the package.
"""

from __future__ import annotations

import gzip
import random
import re
import unicodedata
from pathlib import Path

from benchmarks import packages

LATIN, CYRILLIC, ARABIC = "[A-Za-zÀ-ɏ'-]+", "[Ѐ-ӿ-]+", "[ء-يپچژکگی]+"
LISTS: dict[str, list[tuple[str, str, str]]] = {
    "arabic": [
        ("hunspell-ar", "hunspell/ar.dic", "utf-8"),
        ("aspell-fa", "aspell/fa-common.cwl.gz", "utf-8"),
    ],
    "latin": [
        ("hunspell-en-us", "hunspell/en_US.dic", "utf-8"),
        ("hunspell-tr", "hunspell/tr_TR.dic", "utf-8"),
    ],
    "cyrillic": [
        ("hunspell-ru", "hunspell/ru_RU.dic", "koi8-r"),
        ("hunspell-uk", "hunspell/uk_UA.dic", "utf-8"),
    ],
}
SPELLED = {"arabic": ARABIC, "latin": LATIN, "cyrillic": CYRILLIC}
REFUSED = {
    "Hebrew": (0x5D0, 0x5EB),
    "Armenian": (0x561, 0x587),
    "Georgian": (0x10D0, 0x10F1),
    "Devanagari": (0x905, 0x93A),
    "Thai": (0xE01, 0xE2F),
    "Bengali": (0x995, 0x9A9),
    "Tamil": (0xB95, 0xBAA),
    "Ethiopic": (0x1200, 0x1246),
}
SORANI = str.maketrans({"ي": "ێ", "و": "ۆ", "ر": "ڕ", "ل": "ڵ", "ة": "ە", "ث": "ڤ"})
ENDINGS = {"arabic": "،؛:.", "latin": ",.;:", "cyrillic": ",.;:"}
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


def lists(cache: Path) -> dict[str, list[list[str]]]:
    """Words by script, one list a language."""
    return {
        script: [_words(cache, package, name, encoding, SPELLED[script]) for package, name, encoding in held]
        for script, held in LISTS.items()
    }


def _words(cache: Path, package: str, name: str, encoding: str, spelled: str) -> list[str]:
    folder = packages.fetch("apt", package, cache)
    if folder is None:
        raise SystemExit(f"the package {package} cannot be had")
    data = (folder / "usr/share" / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode(encoding, "ignore")
    words = {_bare(entry.split("/")[0]) for entry in text.split() if not entry[0].isdigit()}
    return sorted(word for word in words if len(word) > 1 and re.fullmatch(spelled, word))


def _bare(word: str) -> str:
    return "".join(letter for letter in word if not unicodedata.combining(letter))


def word(rng: random.Random, script: str, held: dict[str, list[list[str]]]) -> str:
    """A word as letters have it, at times a number, with a mark at its end now and then."""
    if rng.random() < 0.07:
        return number(rng, script)
    text = rng.choice(rng.choice(held[script]))
    chance = rng.random()
    if script == "arabic":
        text = "ال" + text if chance < 0.25 else text.translate(SORANI) if chance < 0.32 else text
        text += rng.choice("ًٌٍَُِّْ") if rng.random() < 0.05 else ""
    else:
        text = text.upper() if chance < 0.12 else text.title() if chance < 0.3 else text
    return text + (rng.choice(ENDINGS[script]) if rng.random() < 0.08 else "")


def number(rng: random.Random, script: str) -> str:
    """A number or a date in figures."""
    text = str(rng.randint(1, 9999))
    if rng.random() < 0.4:
        text = rng.choice("/-.").join((text, str(rng.randint(1, 12)), str(rng.randint(1, 30))))
    digits = rng.choice(DIGITS) if script == "arabic" else DIGITS[0]
    return text.translate(str.maketrans(DIGITS[0], digits))


def refused(rng: random.Random, name: str) -> str:
    """Letters of a script that is not read."""
    return "".join(chr(rng.randrange(*REFUSED[name])) for _ in range(rng.randint(2, 7)))
