"""`verifyctl known search`: is a picture in stores, in whatever form?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import options
from verifyctl.cli.known import common

if TYPE_CHECKING:
    from verifyctl.model.matches import MatchesFacts
    from verifyctl.model.stage import StageResult
    from verifyctl.run.pool import Worker
    from verifyctl.settings import Settings


@click.command("search", short_help="Search stores for a picture.")
@click.argument("stores", nargs=-1, required=True, type=common.PATH, metavar="STORE...")
@click.argument("image", type=common.PATH)
@click.option("--artifacts", type=common.PATH, metavar="DIR", help="Draw matched pages with the picture into DIR.")
@common.output_format
@common.manners("Print the table only.", "Show candidates, transforms and every hash too.")
@common.color
def command(stores: tuple[Path, ...], image: Path, **given: Any) -> None:
    """Search STORE... for IMAGE: whole, cropped, framed, turned, mirrored, in a screenshot, photographed.

    An IMAGE of - is standard input.
    Pages of text are held against the known page line by line, and what differs is shown with the text of both. Finding
    nothing says that the picture is not in these stores in a form that the search can find, and nothing more.
    """
    from verifyctl.cli.output import write, write_json
    from verifyctl.run.pipeline import worker_for

    settings = options.settings_from(None).model_copy(update={"known": tuple(map(str, stores))})
    for store in stores:
        common.require(store, searchable=True)
    evidence, data = common.read_picture(image, max_bytes=settings.max_bytes)
    with worker_for(settings) as worker:
        worker.take(evidence, data)
        result = _searched(worker, image, settings)
        facts = _facts(result, image)
        drawn = (
            ()
            if given["artifacts"] is None or facts is None
            else _draw(given["artifacts"], image, facts, worker, settings)
        )
    if facts is None:
        _print_empty(stores, image, evidence.digests.sha256, given["form"])
        return
    if given["form"] == "json":
        more = {name: value for name, value in result.params.items() if name == "region_texts"}
        files = {"artifacts": [str(path) for path in drawn]} if given["artifacts"] is not None else {}
        write_json({"image": str(image), "sha256": evidence.digests.sha256, **more, **files, **facts.as_json()})
        return
    from verifyctl.cli.known.matches import Searched, show_search

    page = common.page(given["color"])
    searched = Searched(str(image), tuple(map(str, stores)), _names(stores, facts))
    show_search(page, searched, facts, quiet=given["quiet"], verbose=given["verbose"])
    write(page.text())
    common.tell(given, drawn, str(result.params.get("region_texts", "")))


def _searched(worker: Worker, image: Path, settings: Settings) -> StageResult:
    from verifyctl.errors import UnreadableInputError
    from verifyctl.model.stage import StageStatus
    from verifyctl.run.pipeline import stores_of

    params = {"stores": stores_of(settings), "tesseract": settings.tesseract, "tessdata": settings.tessdata}
    result = worker.run_stage("matches", params)
    if result.status not in (StageStatus.RAN, StageStatus.NOT_APPLICABLE):
        raise UnreadableInputError(f"{image}: {result.reason}", hint=result.next_step or "")
    return result


def _facts(result: StageResult, image: Path) -> MatchesFacts | None:
    """What was found; None where there was no image to compare with."""
    from verifyctl.errors import UnreadableInputError
    from verifyctl.model.matches import MatchesFacts
    from verifyctl.model.stage import StageStatus

    if result.status is StageStatus.NOT_APPLICABLE:
        return None
    if not isinstance(result.facts, MatchesFacts):
        raise UnreadableInputError(f"{image}: the worker's answer was not well-formed")
    return result.facts


def _draw(folder: Path, image: Path, facts: MatchesFacts, worker: Worker, settings: Settings) -> tuple[Path, ...]:
    from verifyctl.run.artifacts import draw

    with common.writing_into(folder):
        return draw(folder, common.stem_of(image), facts, worker, settings)


def _names(stores: tuple[Path, ...], facts: MatchesFacts) -> dict[tuple[int, str], tuple[str, ...]]:
    """The file names of the known images that were found, by place of the store and id."""
    from verifyctl.known.storage.sqlite import Store

    names: dict[tuple[int, str], tuple[str, ...]] = {}
    for place, store in enumerate(stores):
        ids = [match.image.id for match in facts.matches if match.store == place]
        if not ids:
            continue
        with Store.open(store) as opened:
            numbers = {id_: opened.number_of(id_) for id_ in ids}
            names |= {(place, id_): opened.item(at).item.names for id_, at in numbers.items() if at is not None}
    return names


def _print_empty(stores: tuple[Path, ...], image: Path, sha256: str, form: str) -> None:
    from verifyctl.cli.output import write, write_json
    from verifyctl.known.storage.sqlite import Store
    from verifyctl.model.matches import StoreInfo
    from verifyctl.report.safe import isolated

    infos = []
    for store in stores:
        with Store.open(store) as opened:
            infos.append(StoreInfo(name=store.name, digest=opened.digest(), images=opened.count))
    if form == "json":
        write_json({"image": str(image), "sha256": sha256, "stores": [info.as_json() for info in infos], "matches": []})
        return
    for store, info in zip(stores, infos, strict=True):
        write(f"{isolated(str(store))} is empty: there was nothing to compare with ({info.digest})\n")
