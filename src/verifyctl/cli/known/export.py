"""`verifyctl known export`: hashes and descriptions as text; never pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifyctl.cli.known import common

if TYPE_CHECKING:
    from verifyctl.known.items import KnownItem
    from verifyctl.known.storage.interface import Stored
    from verifyctl.known.storage.sqlite import Store

FORMATS = ("jsonl", "pdq-csv", "phash-list")


@click.command("export", short_help="Write hashes and descriptions as text to share; never pictures.")
@click.argument("store", type=common.PATH)
@click.option("-o", "--output", metavar="FILE", help="Where to write; by default, and with -, standard output.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="What to write.")
@click.option("--public", is_flag=True, help="Leave out notes, file names, and who added an image and when.")
@click.option(
    "--features",
    is_flag=True,
    help="With jsonl: local features too. Up to 145 kB an image, and a likeness may be drawn from them.",
)
@click.option("--label", "labels", type=click.Choice(common.LABELS), multiple=True, help="Only images with this label.")
@click.option("--force", is_flag=True, help="Replace FILE also where it is no earlier export.")
@common.manners("Print errors only.")
def command(store: Path, output: str | None, form: str, labels: tuple[str, ...], **given: bool) -> None:
    """Write what STORE holds as text to share: hashes and descriptions, never pictures.

    jsonl is one record a line, in the order of ids, so that git can merge it; pdq-csv is hash,quality,filename, as
    ThreatExchange's tools read and write it; phash-list is hash,filename. Hashes alone find whole pictures; with
    --features crops, screenshots and framed copies are found too.
    """
    from verifyctl.cli.output import write
    from verifyctl.errors import UsageError
    from verifyctl.known.storage.sqlite import Store

    if given["features"] and form != "jsonl":
        raise UsageError("--features goes with --format jsonl only")
    counted = [0, 0]
    with Store.open(store) as opened:
        lines = _counting(_lines(opened, form, labels, public=given["public"], features=given["features"]), counted)
        if output is None or output == "-":
            for line in lines:
                write(line + "\n")
        else:
            _write(Path(output), store, lines, form, force=given["force"])
        of = opened.count
    if not given["quiet"] and output not in (None, "-"):
        from verifyctl.report.safe import isolated

        click.echo(f"wrote {common.images(counted[0])} of {of:,} to {isolated(str(output))}", err=True)


def _counting(lines: Iterable[tuple[str, bool]], counted: list[int]) -> Iterator[str]:
    for line, is_item in lines:
        counted[0] += is_item
        yield line


def _lines(
    store: Store, form: str, labels: tuple[str, ...], *, public: bool, features: bool
) -> Iterator[tuple[str, bool]]:
    """The lines of an export, and whether each is one of an image."""
    from verifyctl.known.exchange import lists, records

    chosen: Iterator[Stored] = (each for each in store.items() if not labels or each.item.description.label in labels)
    if form == "jsonl":
        yield records.header_line(), False
        for each in chosen:
            packed = records.packed_features(store, each.number) if features else None
            yield records.record_line(each, public=public, features=packed), True
        return
    items: Iterator[KnownItem] = (each.item for each in chosen)
    written = lists.pdq_lines if form == "pdq-csv" else lists.phash_lines
    for line in written(items, public=public):
        yield line, True


def _write(path: Path, store: Path, lines: Iterator[str], form: str, *, force: bool) -> None:
    from verifyctl.errors import UsageError
    from verifyctl.known.exchange.detect import kind_of_file
    from verifyctl.run.output import writing_atomically

    if path.exists():
        if path.is_dir() or path.samefile(store):
            raise UsageError(f"{path}: {'a folder' if path.is_dir() else 'the store itself'}; nothing was written")
        if not force and path.stat().st_size and kind_of_file(path) != form:
            raise UsageError(
                f"{path}: is there already and is no earlier export of this kind",
                hint="Give another name, or --force to replace it.",
            )
    try:
        with writing_atomically(path) as stream:
            for line in lines:
                stream.write(line.encode() + b"\n")
    except OSError as error:
        raise UsageError(f"{path}: could not be written: {error.strerror}") from error
