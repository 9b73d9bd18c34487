"""`verifyctl known`: keep and search stores of known images."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import options
from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.known.ingest import Examined
    from verifyctl.known.manifest import Entry
    from verifyctl.known.store import Store
    from verifyctl.run.pool import Worker

BASES = ("archived", "computed", "stated")
LABELS = ("authentic_source", "debunked", "disputed", "investigation_seed", "unrelated")

_PATH = click.Path(path_type=Path)
_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)


@click.group("known", short_help="Keep and search stores of known images.")
def command() -> None:
    """Keep and search stores of known images.

    A store is one file. It keeps hashes of images and what people said of them, never the images themselves.
    """


@command.command("add")
@click.argument("store", type=_PATH)
@click.argument("images", nargs=-1, type=_PATH, metavar="[IMAGE_OR_FOLDER]...")
@click.option("--source-url", metavar="URL", help="Where the image was found.")
@click.option("--archive-url", metavar="URL", help="Where an archive holds it.")
@click.option("--first-seen", metavar="DATE", help="When it is known to have existed, such as 2015-04-27.")
@click.option("--first-seen-basis", type=click.Choice(BASES), help="How that is known; stated unless said.")
@click.option("--caption", metavar="TEXT", help="The words that went with it.")
@click.option("--label", type=click.Choice(LABELS), help="What people have found it to be.")
@click.option("--note", metavar="TEXT", help="Anything else.")
@click.option("--manifest", type=_PATH, metavar="FILE", help="A .jsonl or .csv file with a line for each image.")
@_FORMAT
@click.pass_context
def add(
    ctx: click.Context, /, store: Path, images: tuple[Path, ...], manifest: Path | None, form: str, **said: str | None
) -> None:
    """Add images to STORE; make it if there is none.

    What the options say holds for every image of this call. The bytes of an image are kept once: added again, what is
    newly said replaces what was said before. Images that cannot be read are reported, and the others are added; the
    exit code is then 3.
    """
    from verifyctl.cli.known_text import added_lines, images_in
    from verifyctl.known.store import Store

    entries = _entries(store, images, manifest, said)
    now = options.recorded_moment()
    results: list[dict[str, Any]] = []
    failed: list[dict[str, str]] = []
    with Store.create(store) as opened, _worker() as worker:
        for entry in entries:
            try:
                result = _add_one(opened, worker, entry, now)
            except _NotAddedError as error:
                _not_added(entry, error, failed)
                continue
            results.append(result)
            if form == "text":
                click.echo("\n".join(added_lines(result)))
        held = opened.count
    if form == "json":
        write_json({"store": str(store), "images": held, "results": results, "failed": failed})
    else:
        click.echo(f"{images_in(str(store), held)}")
    ctx.exit(3 if failed else 0)


@command.command("list")
@click.argument("store", type=_PATH)
@_FORMAT
def list_(store: Path, form: str) -> None:
    """List the images of STORE and what was said of them."""
    from verifyctl.cli.known_text import images_in, item_lines
    from verifyctl.known.store import Store

    with Store.open(store) as opened:
        if form == "json":
            items = [{"id": each.item.id, "added_at": each.added_at, **each.item.as_json()} for each in opened.items()]
            write_json({"store": str(store), "digest": opened.digest(), "images": opened.count, "items": items})
            return
        for each in opened.items():
            click.echo("\n".join(item_lines(each.item, each.added_at)))
        click.echo(images_in(str(store), opened.count))


@command.command("search")
@click.argument("store", type=_PATH)
@click.argument("image", type=_PATH)
@_FORMAT
def search(store: Path, image: Path, form: str) -> None:
    """Search STORE for IMAGE, in all its orientations.

    Finding nothing says that the picture is not in this store in a form that hashes can find, and nothing more.
    """
    from verifyctl.cli.known_text import search_lines
    from verifyctl.known.search import search as search_store
    from verifyctl.known.store import Store
    from verifyctl.model.facts import MatchesFacts, StoreInfo

    with Store.open(store) as opened:
        with _worker() as worker:
            examined = _examined(worker, image)
        found = search_store(examined.descriptors, examined.evidence.digests.sha256, examined.pixels.digest, opened)
        names = {match.image.id: opened.item(match.image.sha256).names for match in found}
        info = StoreInfo(name=store.name, digest=opened.digest(), images=opened.count)
    facts = MatchesFacts(hashes=examined.descriptors.hashes, stores=(info,), matches=found)
    if form == "json":
        write_json({"image": str(image), "sha256": examined.evidence.digests.sha256, **facts.as_json()})
    else:
        click.echo("\n".join(search_lines(str(image), str(store), facts, names)))


class _NotAddedError(Exception):
    """An image that could not be added; the others are not affected."""

    def __init__(self, reason: Exception, *, is_no_picture: bool) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.is_no_picture = is_no_picture


def _entries(
    store: Path, images: tuple[Path, ...], manifest: Path | None, said: dict[str, str | None]
) -> tuple[Entry, ...]:
    from verifyctl.errors import UsageError
    from verifyctl.known.manifest import describe_all, gather, read_manifest

    if not images and manifest is None:
        raise UsageError("nothing to add", hint="Name an image, a folder or a --manifest.")
    entries = tuple(gather(images, describe_all(said), leave_out=store))
    if manifest is not None:
        entries += read_manifest(manifest, said)
    if not entries:
        raise UsageError("nothing to add: no file was found in what was named")
    return entries


def _add_one(store: Store, worker: Worker, entry: Entry, now: datetime) -> dict[str, Any]:
    from verifyctl.errors import UnreadableInputError

    try:
        examined = _examined(worker, entry.path)
    except UnreadableInputError as error:
        raise _NotAddedError(error, is_no_picture=_is_no_picture(entry)) from error
    try:
        added = store.add(examined.item(entry.description), now)
    except ValueError as error:
        raise _NotAddedError(error, is_no_picture=False) from error
    return {"path": str(entry.path), "flat": examined.descriptors.hashes.flat, **added.as_json()}


def _examined(worker: Worker, path: Path) -> Examined:
    """Read a file, and have it decoded and hashed by the worker. Raises UnreadableInputError."""
    import json

    from pydantic import ValidationError

    from verifyctl.errors import UnreadableInputError
    from verifyctl.known.ingest import Examined
    from verifyctl.media.read import read_evidence
    from verifyctl.run.pool import WorkerError

    evidence, data = read_evidence(path)
    worker.take(evidence, data)
    try:
        return Examined.model_validate_json(json.dumps(worker.describe()))
    except WorkerError as error:
        raise UnreadableInputError(f"{path}: {error}") from error
    except ValidationError as error:
        raise UnreadableInputError(f"{path}: the worker's answer was not well-formed") from error


def _is_no_picture(entry: Entry) -> bool:
    """Whether a file only happened to lie in a folder that was named, and does not claim to be a picture."""
    from verifyctl.media.formats import by_extension

    return not entry.named and by_extension(entry.path.name) is None


def _not_added(entry: Entry, error: _NotAddedError, failed: list[dict[str, str]]) -> None:
    from verifyctl.cli.exits import complain
    from verifyctl.report.safe import visible

    if error.is_no_picture:
        click.echo(f"passed over, no picture: {visible(str(entry.path))}", err=True)
        return
    failed.append({"path": str(entry.path), "reason": str(error)})
    complain(error.reason)


def _worker() -> Worker:
    from verifyctl.run.pipeline import worker_for

    return worker_for(options.settings_from(None))
