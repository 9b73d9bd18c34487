"""What `verifyctl known` says, as lines of at most 80 columns where words allow, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from verifyctl.known.items import KnownItem
from verifyctl.known.search import CANDIDATE_BITS, NEAR_COPY_BITS
from verifyctl.model.facts import KnownImage, Match, MatchesFacts, Relation
from verifyctl.report.safe import isolated, visible

WIDTH = 80
_LABEL = 12
_RELATIONS = {
    Relation.IDENTICAL_BYTES: "The same file, byte for byte",
    Relation.IDENTICAL_PIXELS: "The same pixels in another file",
    Relation.NEAR_COPY: "A near copy",
    Relation.CANDIDATE: "May be related; look at both",
}
_TURNED = {
    "rotated_90": "rotated 90° clockwise",
    "rotated_180": "rotated 180°",
    "rotated_270": "rotated 90° counterclockwise",
    "mirrored": "mirrored left to right",
    "mirrored_rotated_90": "mirrored left to right and rotated 90° clockwise",
    "mirrored_rotated_180": "mirrored top to bottom",
    "mirrored_rotated_270": "mirrored left to right and rotated 90° counterclockwise",
}
_SAID = ("caption", "label", "note")
_ABOUT_HASHES = (
    f"Near copies differ in at most {NEAR_COPY_BITS} of 256 bits, what may be related in at most {CANDIDATE_BITS}. "
    "Pages on one template come as close as copies do: hashes never say that two texts are the same."
)
_ABOUT_NOTHING = (
    "This speaks only of these images, and of copies that hashes can find: not of crops, screenshots or framed copies."
)


def images_in(store: str, count: int) -> str:
    """How many images a store holds, in a sentence."""
    return f"{isolated(store)} holds {_images(count)}"


def added_lines(result: Mapping[str, Any]) -> list[str]:
    """One line for an addition, and one for each thing worth knowing of it."""
    lines = [f"{result['status']:<9}  {result['id']}  {isolated(result['path'])}"]
    for change in result.get("changes", ()):
        before = f"was {change['before']}" if "before" in change else "was not given"
        lines += _field("", f"{change['field']} {before}")
    if result["flat"]:
        lines += _field("", "too little detail to be matched by hashes; only exact copies of it will be found")
    return lines


def item_lines(item: KnownItem, added_at: str) -> list[str]:
    """A record of a store."""
    lines = [f"{item.id}  {item.width} x {item.height}  added {visible(added_at)}"]
    lines += _field("names", ", ".join(item.names))
    lines += _image_lines(item.known_image())
    if item.hashes.flat:
        lines += _field("detail", "too little to be matched by hashes")
    return lines


def search_lines(image: str, store: str, facts: MatchesFacts, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The outcome of a search in one store; `names` are the file names of the known images by id."""
    info = facts.stores[0]
    lines = [f"{isolated(image)} in {isolated(store)} ({_images(info.images)})"]
    for match in facts.matches:
        lines += ["", *_match_lines(match, names.get(match.image.id, ()))]
    if not info.images:
        lines += ["", "The store is empty: there was nothing to compare with."]
    elif not facts.matches:
        lines += ["", *_paragraph(f"No match among {_images(info.images)}. {_ABOUT_NOTHING}")]
    if facts.hashes.flat:
        lines += ["", *_paragraph("The picture has too little detail for its hashes; only exact copies were sought.")]
    if any(match.relation in (Relation.NEAR_COPY, Relation.CANDIDATE) for match in facts.matches):
        lines += ["", *_paragraph(_ABOUT_HASHES)]
    return lines


def _match_lines(match: Match, names: tuple[str, ...]) -> list[str]:
    words = _RELATIONS[match.relation]
    if match.distance is not None and match.relation in (Relation.NEAR_COPY, Relation.CANDIDATE):
        words += f" ({match.distance} of 256 bits differ)"
    lines = [words]
    if match.orientation in _TURNED:
        lines += _field("turned", f"the picture examined has to be {_TURNED[match.orientation]}")
    return lines + _field("image", "  ".join((match.image.id, *names))) + _image_lines(match.image)


def _image_lines(image: KnownImage) -> list[str]:
    lines: list[str] = []
    if image.first_seen is not None:
        lines += _field("first seen", f"{image.first_seen} ({image.first_seen_basis})")
    lines += [line for name, text in _addresses(image) for line in _field(name, text)]
    for name in _SAID:
        if (value := getattr(image, name)) is not None:
            lines += _field(name, str(value))
    return lines


def _addresses(image: KnownImage) -> Iterator[tuple[str, str]]:
    if image.source_url is not None:
        yield "source", image.source_url
    if image.archive_url is not None:
        yield "archive", image.archive_url


def _field(name: str, text: str) -> list[str]:
    """A name and a text beside it. Words longer than a line, such as addresses, stay whole."""
    wrapped = textwrap.wrap(visible(text), WIDTH - _LABEL - 2, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"  {name if row == 0 else '':<{_LABEL}}{isolated(line)}" for row, line in enumerate(wrapped)]


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _images(count: int) -> str:
    return f"{count} image" if count == 1 else f"{count} images"
