"""`verifyctl known add`: images into a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import options
from verifyctl.cli.known import common

if TYPE_CHECKING:
    from verifyctl.cli.progress import Told
    from verifyctl.known.exchange.manifest import Entry, Gathered
    from verifyctl.run.adding import Outcome

KEEPS = ("pages", "all", "none")


@click.command("add", short_help="Add images to a store; make it if there is none.")
@click.argument("store", type=common.PATH)
@click.argument("images", nargs=-1, type=common.PATH, metavar="[IMAGE_OR_FOLDER]...")
@common.said
@common.added_by
@click.option("--manifest", type=common.PATH, metavar="FILE", help="A .jsonl or .csv file with a line for each image.")
@click.option(
    "--keep",
    type=click.Choice(KEEPS),
    default="pages",
    show_default=True,
    help="Of which pictures a small grey copy is kept: what differs between two pages can only be shown from pixels.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Workers; by default one a core, at most 4.")
@common.output_format
@common.manners("Print errors only.")
@common.progress
def command(store: Path, images: tuple[Path, ...], manifest: Path | None, **given: Any) -> int:
    """Add images to STORE; make it if there is none.

    What the options say holds for every image of this call. An image is kept once: added again, what is newly said
    replaces what was said before. A line is printed once an image is safely on the disk. What the store holds already
    is not decoded again: an addition that was interrupted goes on where it was when the command is given once more.
    Images that cannot be read are reported, and the others are added; the exit code is then 3.
    """
    gathered = _gathered(store, images, manifest, {name: given[name] for name in common.FIELDS})
    adding = _Adding(store, gathered, given)
    return adding.run()


def _gathered(store: Path, images: tuple[Path, ...], manifest: Path | None, said: dict[str, str | None]) -> Gathered:
    from verifyctl.errors import UsageError
    from verifyctl.known.exchange.manifest import Gathered, describe_all, gather, read_manifest

    if not images and manifest is None:
        raise UsageError("nothing to add", hint="Name an image, a folder or a --manifest.")
    found = gather(images, describe_all(said), leave_out=store)
    if manifest is not None:
        found = Gathered((*found.entries, *read_manifest(manifest, said)), found.unread)
    if not found.entries and not found.unread:
        raise UsageError("nothing to add: no file was found in what was named")
    return found


class _Adding:
    """One call of the command: what is added, what is told of it, what failed."""

    def __init__(self, store: Path, gathered: Gathered, given: dict[str, Any]) -> None:
        self._store = store
        self._gathered = gathered
        self._given = given
        self._results: list[dict[str, Any]] = []
        self._failed: list[dict[str, str]] = []
        self._passed_over = 0

    def run(self) -> int:
        from verifyctl.cli.progress import progress
        from verifyctl.known.ingest import Keep
        from verifyctl.known.storage.sqlite import Store
        from verifyctl.run.adding import MOST_JOBS, Adding
        from verifyctl.run.batch import default_jobs

        settings = options.settings_from(None)
        now = options.recorded_moment()
        jobs = self._given["jobs"] or settings.jobs or min(default_jobs(), MOST_JOBS)
        total = len(self._gathered.entries)
        with (
            Store.create(self._store) as opened,
            progress(self._given["progress"], quiet=self._given["quiet"], total=total, unit="images") as told,
        ):
            for problem in self._gathered.unread:
                self._fail(told, problem.partition(": ")[0], problem)
            adding = Adding(
                opened, settings, now=now, keep=Keep(self._given["keep"]), added_by=self._given["added_by"] or None
            )
            adding.run(self._gathered.entries, jobs, lambda outcome: self._done(told, outcome))
            held = opened.count
        self._finish(held)
        return 3 if self._failed else 0

    def _done(self, told: Told, outcome: Outcome) -> None:
        from verifyctl.cli.exits import raise_if_stopped

        raise_if_stopped()
        told.advance()
        if outcome.added is None:
            self._not_added(told, outcome)
            return
        flat = outcome.item is not None and outcome.item.hashes.flat
        result = {"path": str(outcome.entry.path), "flat": flat, **outcome.added.as_json()}
        if self._given["form"] == "json":
            self._results.append(result)
        elif not self._given["quiet"]:
            from verifyctl.cli.known.text import added_lines

            told.say("\n".join(added_lines(result)), err=False)

    def _not_added(self, told: Told, outcome: Outcome) -> None:
        from verifyctl.report.safe import visible

        path = outcome.entry.path
        if not outcome.decoded and _is_no_picture(outcome.entry):
            self._passed_over += 1
            if not self._given["quiet"]:
                told.say(f"passed over, no picture: {visible(str(path))}")
            return
        self._fail(told, str(path), str(outcome.problem), getattr(outcome.problem, "hint", ""))

    def _fail(self, told: Told, path: str, reason: str, hint: str = "") -> None:
        from verifyctl.report.safe import visible

        self._failed.append({"path": path, "reason": reason})
        told.say(f"error: {visible(reason, newlines=True)}")
        if hint:
            told.say(f"  {visible(hint, newlines=True)}")

    def _finish(self, held: int) -> None:
        if self._given["form"] == "json":
            from verifyctl.cli.output import write_json

            write_json(
                {
                    "store": str(self._store),
                    "images": held,
                    "results": self._results,
                    "failed": self._failed,
                    "passed_over": self._passed_over,
                }
            )
        elif not self._given["quiet"]:
            from verifyctl.cli.known.text import images_in
            from verifyctl.cli.output import write

            write(images_in(str(self._store), held) + "\n")


def _is_no_picture(entry: Entry) -> bool:
    """Whether a file only happened to lie in a folder that was named, and does not claim to be a picture."""
    from verifyctl.media.formats import by_extension

    return not entry.named and by_extension(entry.path.name) is None
