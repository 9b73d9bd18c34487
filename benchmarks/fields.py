"""How well the parts of a letter and the places on it are found, from exact text and from pictures.

    python -m benchmarks.fields FOLDER [--read] [--bases even|odd] [--misses]

FOLDER holds `truth.json` (`items` with `image`, `base`, `lines`, `fields`) and the pictures it names. Without `--read`
the lines of the truth are taken as an engine would give them if it read everything rightly; with it each picture goes
through the text stage. A field is right if nine tenths of its characters are (rapidfuzz's ratio on folded text), a
reference number if one of its two orders is the truth's, a place if it is the row of the gazetteer that the truth's
name leads to. Fields that the truth of a letter does not name at all are not counted against the precision. Rules were
made while looking at the letters whose base is even: `--bases odd` are the others.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from benchmarks.letters import ours
from verifyctl.model.base import Box
from verifyctl.model.text import Line, Word
from verifyctl.reading.fields import fields_of
from verifyctl.reading.normalise import tokens
from verifyctl.reading.places import places_of
from verifyctl.reference.place_search import place_ids

NEAR = 90
PARTS = {
    "issuer": "issuer",
    "subject": "subject",
    "recipients": "recipient",
    "signatory": "signatory",
    "ref": "reference",
}
LETTER, HEIGHT, STEP, WIDTH = 9, 20, 40, 1400


@dataclass
class Count:
    """Found rightly, found, and to be found."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    missed: list[str] = field(default_factory=list)


def main() -> None:
    options = arguments()
    counts: dict[str, Count] = defaultdict(Count)
    items = [item for item in truth(options.folder) if options.bases in (None, half(item["base"]))]
    if options.read:
        ours.prepare()
    pages = 0
    for item in items:
        facts = from_picture(options.folder / item["image"]) if options.read else from_truth(item)
        if facts is None:
            print(f"not read: {item['image']}")
            continue
        pages += 1
        score(item, facts, counts)
    show(counts, pages, misses=options.misses)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--read", action="store_true", help="from the pictures, through the text stage")
    parser.add_argument("--bases", choices=("even", "odd"))
    parser.add_argument("--misses", action="store_true")
    return parser.parse_args()


def truth(folder: Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["items"]
    return items


def half(base: str) -> str:
    """Even or odd by the number in the base; the others by its letters."""
    digits = "".join(char for char in base if char.isdigit())
    return "even" if (int(digits) if digits else sum(map(ord, base))) % 2 == 0 else "odd"


def from_picture(path: Path) -> dict[str, Any] | None:
    facts: dict[str, Any] | None = ours.read(path)["facts"]
    return facts


def from_truth(item: dict[str, Any]) -> dict[str, Any]:
    """Fields and places of the truth's lines, each laid out on a line of its own."""
    lines = tuple(laid(text, number) for number, text in enumerate(item["lines"]) if text.strip())
    return {
        "fields": [found.as_json() for found in fields_of(lines)],
        "places": [found.as_json() for found in places_of(lines)],
    }


def laid(text: str, number: int) -> Line:
    rtl = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    words, start = [], 80
    for part in text.split():
        width = LETTER * len(part)
        box = Box(x=WIDTH - start - width if rtl else start, y=STEP * number, width=width, height=HEIGHT)
        words.append(Word(text=part, box=box, confidence=100))
        start += width + LETTER
    left = min(word.box.x for word in words)
    right = max(word.box.x + word.box.width for word in words)
    box = Box(x=left, y=STEP * number, width=right - left, height=HEIGHT)
    return Line(text=text, box=box, words=tuple(words))


def score(item: dict[str, Any], facts: dict[str, Any], counts: dict[str, Count]) -> None:
    for name, called in PARTS.items():
        wanted = listed(item["fields"].get(name))
        if name == "issuer":
            wanted += listed(item["fields"].get("issuer_en"))
        found = [entry for entry in facts["fields"] if entry["name"] == called]
        if not wanted:
            continue
        count = counts[name]
        count.wanted += len(wanted)
        count.found += len(found)
        left = list(found)
        for text in wanted:
            hit = next((entry for entry in left if alike(name, text, entry)), None)
            if hit is None:
                count.missed.append(f"{item['image']}: {text!r}; read {[entry['text'] for entry in found]}")
            else:
                left.remove(hit)
                count.right += 1
    places = {place_ids(place["ar"])[0]: place["en"] for place in item["fields"].get("places", ())}
    read = {place["place"] for place in facts["places"]}
    count = counts["places"]
    count.wanted += len(places)
    count.found += len(read)
    count.right += len(read & places.keys())
    count.missed += [f"{item['image']}: {places[place]}" for place in places.keys() - read]
    count.missed += [f"{item['image']}: {place} is not on it" for place in sorted(read - places.keys())]


def listed(value: str | Iterable[str] | None) -> list[str]:
    if value is None or value == "":
        return []
    return [value] if isinstance(value, str) else list(value)


def alike(name: str, wanted: str, entry: dict[str, Any]) -> bool:
    if name == "ref":
        return tokens(wanted) in (tokens(entry["normalised"]), tokens(entry.get("also") or ""))
    return bool(ratio(" ".join(tokens(wanted)), " ".join(tokens(entry["text"]))) >= NEAR)


def show(counts: dict[str, Count], pages: int, *, misses: bool) -> None:
    print(f"{pages} letters\n{'':12}{'recall':>8}{'precision':>11}   right, found, wanted")
    for name, count in counts.items():
        recall, precision = count.right / max(1, count.wanted), count.right / max(1, count.found)
        print(f"{name:12}{recall:8.3f}{precision:11.3f}   {count.right}, {count.found}, {count.wanted}")
    if misses:
        print("\n".join(line for count in counts.values() for line in count.missed))


if __name__ == "__main__":
    main()
