"""The group `verifyctl known`: its commands, each imported when it is run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from verifyctl.cli.main import LazyGroup

_HERE = "verifyctl.cli.known"
COMMANDS: dict[str, tuple[str, str]] = {
    "add": (f"{_HERE}.add", "Add images to a store; make it if there is none."),
    "list": (f"{_HERE}.list", "List the images of a store."),
    "show": (f"{_HERE}.show", "Show all that a store holds of images."),
    "search": (f"{_HERE}.search", "Search stores for a picture."),
    "compare": (f"{_HERE}.compare", "Compare two pictures with each other."),
    "note": (f"{_HERE}.note", "Change what is said of an image."),
    "remove": (f"{_HERE}.remove", "Take images out of a store."),
    "export": (f"{_HERE}.export", "Write hashes and descriptions as text to share; never pictures."),
    "import": (f"{_HERE}.imports", "Take in exports and hash lists of others."),
    "check": (f"{_HERE}.check", "Hold all that a store keeps against itself."),
}


class _Group(LazyGroup):
    table: ClassVar[Mapping[str, tuple[str, str]]] = COMMANDS


@click.group("known", cls=_Group, short_help="Keep and search stores of known images.")
def command() -> None:
    """Keep and search stores of known images.

    A store is one file. It keeps hashes and local features of images and what people said of them; of pages of text
    also a small grey picture, because only from pixels can it be shown what differs. The images themselves it never
    keeps.
    """
