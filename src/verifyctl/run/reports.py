"""Writing reports as files, with the pictures that they show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from verifyctl.errors import UnreadableInputError
from verifyctl.model.verdict import Verdict
from verifyctl.report.kinds import KINDS
from verifyctl.report.named import Named
from verifyctl.report.pictures import Pictures
from verifyctl.report.render import one
from verifyctl.run.artifacts import draw
from verifyctl.run.output import VERDICT_SUFFIX, write_atomically
from verifyctl.run.pool import Worker
from verifyctl.run.previews import Choice, Wanted, choice_for, pictures, thumbnail
from verifyctl.settings import Settings

THUMBNAIL_SUFFIX = ".thumb.jpg"


@dataclass(frozen=True)
class Evidence:
    """What pictures are made from: the file's name and bytes, folders with evidence pictures of matches and with maps.

    `stems` are what those may be called after, the likelier first. Without `maps`, no map is shown.
    """

    image: tuple[str, bytes] | None = None
    artifacts: Path | None = None
    stems: tuple[str, ...] = ()
    maps: Path | None = None


@contextmanager
def evidence_for(
    verdict: Verdict,
    artifacts: Path | None,
    stems: tuple[str, ...],
    worker: Worker,
    settings: Settings,
    *,
    maps: Path | None = None,
) -> Iterator[Evidence]:
    """The evidence on the worker's table as what pictures are made from.

    Pictures of matches come from `artifacts`; without it they are drawn for the time of the block. Maps come from
    `maps`; without it there are none.
    """
    taken = worker.taken
    image = (taken[0].name, taken[1]) if taken else None
    if artifacts is not None or verdict.matches is None or not verdict.matches.matches:
        yield Evidence(image, artifacts, stems, maps)
        return
    with TemporaryDirectory(prefix="verifyctl-") as folder:
        with suppress(UnreadableInputError):
            draw(Path(folder), "drawn", verdict.matches, worker, settings)
        yield Evidence(image, Path(folder), ("drawn", *stems), maps)


@dataclass(frozen=True)
class Reporter:
    """Which forms are written for each verdict, and which pictures they may show.

    With `thumbnails`, a small picture is written beside each page, for lists.
    """

    kinds: tuple[str, ...]
    previews: Choice | None = None
    thumbnails: bool = False

    def text(self, kind: str, entry: Named, evidence: Evidence, worker: Worker | None) -> str:
        """One form of a verdict. Raises UsageError where the image is another one."""
        shown = self._pictures(entry, evidence, worker) if kind == "html" and worker is not None else None
        return one(kind, entry, shown)

    def write(self, base: Path, entry: Named, evidence: Evidence, worker: Worker | None) -> tuple[Path, ...]:
        """Every form as a file: `base` with the form's own suffix. Raises OSError and UsageError."""
        written = []
        for kind in self.kinds:
            path = base.with_name(base.name + KINDS[kind].suffix)
            write_atomically(path, self.text(kind, entry, evidence, worker).encode())
            written.append(path)
        if self.thumbnails and "html" in self.kinds and evidence.image is not None and worker is not None:
            self._write_thumbnail(base, entry, evidence.image, worker)
        return tuple(written)

    def _write_thumbnail(self, base: Path, entry: Named, image: tuple[str, bytes], worker: Worker) -> None:
        with suppress(UnreadableInputError):
            made = thumbnail(entry.verdict, image, worker, choice_for(entry.verdict, self.previews))
            if made is not None:
                write_atomically(base.with_name(base.name + THUMBNAIL_SUFFIX), made.data)

    def missing(self, base: Path) -> bool:
        """Whether a form has not been written yet."""
        return any(not base.with_name(base.name + KINDS[kind].suffix).is_file() for kind in self.kinds)

    def _pictures(self, entry: Named, evidence: Evidence, worker: Worker) -> Pictures:
        choice = choice_for(entry.verdict, self.previews)
        wanted = Wanted(choice, evidence.image, evidence.artifacts, _stem(evidence), _maps(evidence))
        try:
            return pictures(entry.verdict, wanted, worker)
        except UnreadableInputError:
            return Pictures(choice=choice)


def base_of(verdict_file: Path) -> Path:
    """The path of a verdict file without its suffix: what its reports are called after."""
    name = verdict_file.name
    return verdict_file.with_name(name.removesuffix(VERDICT_SUFFIX).removesuffix(".json") or "verdict")


def _stem(evidence: Evidence) -> str:
    """The stem by which evidence pictures lie in the folder; the first where there are none."""
    for stem in evidence.stems:
        if evidence.artifacts is not None and next(evidence.artifacts.glob(f"{_literal(stem)}.*.png"), None):
            return stem
    return next(iter(evidence.stems), "")


def _maps(evidence: Evidence) -> dict[str, Path]:
    """The files of maps by the names of the maps, in the order of the names."""
    for stem in evidence.stems:
        if evidence.maps is not None and (found := sorted(evidence.maps.glob(f"{_literal(stem)}.map-*.png"))):
            return {path.name.removeprefix(f"{stem}.map-").removesuffix(".png"): path for path in found}
    return {}


def _literal(stem: str) -> str:
    from glob import escape

    return escape(stem)
