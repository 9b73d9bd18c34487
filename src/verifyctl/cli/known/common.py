"""What the commands of `verifyctl known` share: their options, and how they print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verifyctl.cli import options

if TYPE_CHECKING:
    from verifyctl.known.storage.interface import Stored
    from verifyctl.known.storage.sqlite import Store
    from verifyctl.model.evidence import EvidenceFile
    from verifyctl.report.layout import Page

Command = TypeVar("Command", bound=Callable[..., Any])

STDIN = "-"
PATH = click.Path(path_type=Path)
BASES = ("archived", "computed", "stated")
LABELS = ("authentic_source", "debunked", "disputed", "investigation_seed", "unrelated")
FIELDS = (
    *("source_url", "archive_url", "first_seen", "first_seen_basis", "caption", "language", "credit", "place"),
    *("event_date", "label", "note"),
)
"""The parts of a description. Their types are too heavy to be imported for help; a test holds the two equal."""

output_format = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)


def said(command: Command) -> Command:
    """The options that say something of an image, one for each of `FIELDS`."""
    declared = (
        click.option("--source-url", metavar="URL", help="Where the image was found."),
        click.option("--archive-url", metavar="URL", help="Where an archive holds it."),
        click.option("--first-seen", metavar="DATE", help="When it is known to have existed, such as 2015-04-27."),
        click.option("--first-seen-basis", type=click.Choice(BASES), help="How that is known; stated unless said."),
        click.option("--caption", metavar="TEXT", help="The words that went with it."),
        click.option("--language", metavar="LANG", help="The language of those words, such as ar."),
        click.option("--credit", metavar="NAME", help="Whom the picture is credited to."),
        click.option("--place", metavar="TEXT", help="Where what it shows is said to have happened."),
        click.option("--event-date", metavar="DATE", help="When what it shows is said to have happened."),
        click.option("--label", type=click.Choice(LABELS), help="What people have found it to be."),
        click.option("--note", metavar="TEXT", help="Anything else."),
    )
    return _with(command, declared)


def manners(quiet: str, verbose: str | None = None) -> Callable[[Command], Command]:
    """-q, and -v where there is more to say; `quiet` and `verbose` are their help."""
    declared = [click.option("-q", "--quiet", is_flag=True, help=quiet)]
    if verbose is not None:
        declared.append(click.option("-v", "--verbose", is_flag=True, help=verbose))
    return lambda command: _with(command, declared)


color = click.option("--color", type=options.WHEN, default="auto", show_default=True, help="Colours in the text.")


progress = click.option(
    "--progress", type=options.WHEN, default="auto", show_default=True, help="Progress on standard error."
)
added_by = click.option("--added-by", metavar="NAME", help="Who adds it; nothing is taken from the system.")


def _with(command: Command, declared: Iterable[Callable[[Command], Command]]) -> Command:
    for option in reversed(tuple(declared)):
        command = option(command)
    return command


def page(choice: str) -> Page:
    """A page for standard output."""
    from verifyctl.report.layout import Page

    return Page(width=options.width_of(sys.stdout), color=options.wants_color(choice, sys.stdout))


def number_in(store: Store, id_: str) -> int:
    """The number of an image by its id or the SHA-256 of its file. Raises UsageError where there is none."""
    from verifyctl.errors import UsageError
    from verifyctl.known.items import ID_DIGITS

    digits = id_.lower().removeprefix("sha256:")
    number = store.number_of(digits[:ID_DIGITS]) if len(digits) in (ID_DIGITS, 64) else None
    if number is not None and len(digits) == 64 and store.item(number).item.sha256 != digits:
        number = None
    if number is None:
        raise UsageError(
            f"{store.name}: no image has the id {id_}",
            hint="An id has sixteen hexadecimal digits; verifyctl known list prints them.",
        )
    return number


def read_picture(path: Path, *, max_bytes: int) -> tuple[EvidenceFile, bytes]:
    """A picture from a file, or from standard input for `-`. Raises UnreadableInputError."""
    from verifyctl.errors import UnreadableInputError
    from verifyctl.media.read import identify, read_evidence

    if str(path) != STDIN:
        return read_evidence(path, max_bytes=max_bytes)
    data = sys.stdin.buffer.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise UnreadableInputError(f"standard input: over the limit of {max_bytes} bytes")
    return identify(data, "standard input", where="standard input"), data


def stem_of(path: Path) -> str:
    """What evidence pictures of a picture are called after."""
    return "stdin" if str(path) == STDIN else path.stem


def images(count: int) -> str:
    """`1 image`, `2 images`."""
    from verifyctl.report.words import counted

    return counted(count, "image", "images")


def record(stored: Stored) -> dict[str, Any]:
    """A record as JSON: its id, who added it and when, and all that is held."""
    added = {"added_at": stored.added_at} | ({"added_by": stored.added_by} if stored.added_by else {})
    return {"id": stored.item.id, **added, **stored.item.as_json()}


def require(store: Path, *, searchable: bool = False) -> None:
    """Raise StoreError where there is no store, or, if it is to be searched, one with hashes of another version."""
    from verifyctl.known.storage.sqlite import Store

    with Store.open(store) as opened:
        if searchable:
            opened.require_current_hashes()


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Raise UsageError for what goes wrong while files are written into a folder."""
    from verifyctl.errors import UsageError

    try:
        yield
    except OSError as error:
        raise UsageError(f"--artifacts: {folder}: {error.strerror}") from error


def tell(given: Mapping[str, Any], drawn: Iterable[Path], texts: str) -> None:
    """Say on standard error which evidence pictures were drawn, and if texts could not be read."""
    from verifyctl.report.safe import visible

    if texts.startswith("not read"):
        click.echo(visible(f"the texts of places that differ were {texts}"), err=True)
    if given["artifacts"] is not None and not given["quiet"]:
        for path in drawn:
            click.echo(visible(f"wrote {path}"), err=True)
        if not drawn:
            click.echo("no evidence pictures: nothing was matched of which the pixels are kept", err=True)
