"""Batches: what is in a folder or a manifest, and examining it with several workers without losing a result."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path, PurePath

from verifyctl.errors import UnreadableInputError, UsageError
from verifyctl.media.formats import by_extension, sniff
from verifyctl.media.read import identify, read_bytes
from verifyctl.model.claim import Claim
from verifyctl.model.verdict import Verdict
from verifyctl.report.named import Named
from verifyctl.run.artifacts import draw
from verifyctl.run.crops import cut
from verifyctl.run.journal import Entry, Journal
from verifyctl.run.maps import draw_maps
from verifyctl.run.output import VERDICT_SUFFIX, write_atomically
from verifyctl.run.pipeline import examine, task_for, worker_for
from verifyctl.run.pool import Worker
from verifyctl.run.reports import Reporter, base_of, evidence_for
from verifyctl.settings import Settings

MAX_MANIFEST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Item:
    """One row of a batch: its name in the run, the picture, its claim file if one was named, the verdict's file."""

    name: str
    path: Path
    output: str
    claim: Path | None = None
    source_urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """What a batch works on, in stable order; how many other files were passed over; folders that could not be read."""

    items: tuple[Item, ...]
    passed_over: int = 0
    unread: tuple[str, ...] = ()


def list_folder(folder: Path, *, leave_out: Path | None = None) -> Listing:
    """Every picture below a folder, by content or by the name it bears, ordered by path.

    Hidden folders and `leave_out` (the output) are not entered. A file that is named like a picture and is none is
    listed, so that it is reported and not passed over in silence.
    """
    items: list[Item] = []
    unread: list[str] = []
    passed_over = 0

    def note(error: OSError) -> None:
        where = os.path.relpath(error.filename or folder, folder)
        unread.append(f"{where}: the folder could not be read: {error.strerror}")

    skipped = leave_out.resolve() if leave_out else None
    for root, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(root) / name).resolve() != skipped
        )
        for file in files:
            path = Path(root) / file
            if by_extension(file) is None and not _looks_like_picture(path):
                passed_over += 1
                continue
            name = path.relative_to(folder).as_posix()
            items.append(Item(name=name, path=path, output=f"{name}.verdict.json"))
    items.sort(key=lambda item: os.fsencode(item.name))
    return Listing(items=tuple(items), passed_over=passed_over, unread=tuple(sorted(unread)))


def _looks_like_picture(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return sniff(stream.read(64)) is not None
    except OSError:
        return False


def list_manifest(manifest: Path) -> Listing:
    """The rows of a CSV or JSONL manifest: `image`, and if wanted `claim` and `source_url`, relative to it.

    Raises UsageError with every bad row at its line.
    """
    text = read_bytes(manifest, max_bytes=MAX_MANIFEST_BYTES).decode("utf-8-sig", "replace")
    items: list[Item] = []
    problems: list[str] = []
    taken: dict[str, int] = {}
    for line, row in _rows(manifest, text, problems):
        image = row.get("image")
        if not image:
            problems.append(f"{manifest}:{line}: the row names no image")
            continue
        output = _output_name(image)
        taken[output] = taken.get(output, 0) + 1
        number = f".{taken[output]}" if taken[output] > 1 else ""
        items.append(
            Item(
                name=image + number,
                path=manifest.parent / image,
                output=f"{output}{number}.verdict.json",
                claim=manifest.parent / row["claim"] if row.get("claim") else None,
                source_urls=(row["source_url"],) if row.get("source_url") else (),
            )
        )
    if problems:
        raise UsageError("\n".join(problems))
    return Listing(items=tuple(items))


def _rows(manifest: Path, text: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    if manifest.suffix.lower() == ".csv":
        reader = csv.DictReader(io.StringIO(text), strict=True)
        try:
            for row in reader:
                yield reader.line_num, {key: value for key, value in row.items() if key and isinstance(value, str)}
        except csv.Error as error:
            problems.append(f"{manifest}:{reader.line_num}: not CSV: {error}")
        return
    for line, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
        except (ValueError, RecursionError) as error:
            problems.append(f"{manifest}:{line}: not JSON: {error}")
            continue
        if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
            problems.append(f'{manifest}:{line}: not an object with texts, such as {{"image": "a.jpg"}}')
            continue
        yield line, row


def _output_name(image: str) -> str:
    """A relative path below the output folder for whatever path a manifest names."""
    parts = [
        part for part in PurePath(image).parts if part not in ("..", ".", "/", "\\") and not part.endswith((":", ":\\"))
    ]
    return "/".join(parts) or "unnamed"


Done = Callable[[Item, Entry], None]


class Batch:
    """A batch under way. One thread and one worker process for each job; every result is on disk before it is told."""

    def __init__(
        self,
        listing: Listing,
        journal: Journal,
        settings: Settings,
        *,
        claim: Claim | None = None,
        artifacts: Path | None = None,
        crops: Path | None = None,
        maps: Path | None = None,
        reporter: Reporter | None = None,
    ) -> None:
        self._listing = listing
        self._journal = journal
        self._settings = settings
        self._claim = claim
        self._artifacts = artifacts
        self._crops = crops
        self._maps = maps
        self._reporter = reporter
        self.undrawn: list[str] = []
        """Pictures for a person to look at that could not be made, and why; the verdicts are not affected."""
        self._local = threading.local()
        self._workers: list[Worker] = []
        self._stopping = threading.Event()
        self._lock = threading.Lock()

    def run(self, jobs: int, done: Done) -> None:
        """Examine what the journal does not hold yet; `done` is called in this thread for every item, old and new."""
        try:
            with ThreadPoolExecutor(max_workers=jobs) as pool:
                try:
                    self._feed(pool, jobs, done)
                except BaseException:
                    self._stop()
                    raise
        finally:
            self._stop()

    def _feed(self, pool: ThreadPoolExecutor, jobs: int, done: Done) -> None:
        waiting: dict[Future[Entry], Item] = {}
        for item in self._listing.items:
            waiting[pool.submit(self._one, item)] = item
            if len(waiting) >= 2 * jobs:
                self._collect(waiting, done)
        while waiting:
            self._collect(waiting, done)

    def _collect(self, waiting: dict[Future[Entry], Item], done: Done) -> None:
        finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in finished:
            item = waiting.pop(future)
            done(item, future.result())

    def _one(self, item: Item) -> Entry:
        entry = self._examined(item)
        if self._stopping.is_set():
            raise KeyboardInterrupt
        self._journal.add(entry)
        return entry

    def _examined(self, item: Item) -> Entry:
        sha256 = ""
        try:
            data = read_bytes(item.path, max_bytes=self._settings.max_bytes)
            sha256 = identify(data, item.path.name, where=item.name).digests.sha256
            task = task_for(item.path, claim=self._claim or item.claim, source_urls=item.source_urls, data=data)
            old = self._journal.entry(item.name)
            if old is not None and old.holds(self._journal.folder, sha256, task.claim.digest() if task.claim else None):
                self._catch_up(item, data)
                return old
            verdict = examine(task, self._settings, self._worker(), created=self._journal.created)
        except UnreadableInputError as error:
            return Entry.unread(item.name, str(error).replace(str(item.path), item.name), sha256=sha256)
        except UsageError as error:
            reason = str(error).replace(str(item.path.parent) + os.sep, "")
            return Entry.unread(item.name, f"its claim is wrong: {reason}", sha256=sha256, claim_wrong=True)
        if not self._stopping.is_set():
            target = self._journal.folder / item.output
            target.parent.mkdir(parents=True, exist_ok=True)
            self._draw(item, verdict)  # before the verdict: a picture whose verdict is there is not examined again
            write_atomically(target, verdict.to_bytes())
        return Entry.of(item.name, item.output, verdict)

    def _draw(self, item: Item, verdict: Verdict) -> None:
        """Evidence pictures of matches, strips to look at and maps, where they were asked for."""
        verdict_file = Path(item.output)
        stem = verdict_file.name.removesuffix(VERDICT_SUFFIX)
        try:
            if self._artifacts is not None:
                draw(self._artifacts / verdict_file.parent, stem, verdict.matches, self._worker(), self._settings)
            if self._crops is not None and verdict.text is not None:
                subject, folder = verdict.subject[0], self._crops / verdict_file.parent
                cut(folder, stem, verdict.text, self._worker(), name=subject.name, sha256=subject.digests.sha256)
            if self._maps is not None:
                draw_maps(self._maps / verdict_file.parent, stem, self._worker(), self._settings)
        except UnreadableInputError as error:
            self.undrawn.append(str(error))
        if self._reporter is not None:
            self._report(self._reporter, item, verdict)

    def _catch_up(self, item: Item, data: bytes) -> None:
        """Write the reports of a verdict that was there already, where one of them is not."""
        target = self._journal.folder / item.output
        if self._reporter is None or not self._reporter.missing(base_of(target)):
            return
        self._worker().take(identify(data, item.path.name, where=item.name), data)
        self._report(self._reporter, item, Verdict.model_validate_json(target.read_bytes()))

    def _report(self, reporter: Reporter, item: Item, verdict: Verdict) -> None:
        target = self._journal.folder / item.output
        base = base_of(target)
        folder = self._artifacts / Path(item.output).parent if self._artifacts is not None else None
        entry = Named(item.name, verdict, target.name)
        with evidence_for(verdict, folder, (base.name,), self._worker(), self._settings) as evidence:
            reporter.write(base, entry, evidence, self._worker())

    def _worker(self) -> Worker:
        worker: Worker | None = getattr(self._local, "worker", None)
        if worker is None:
            worker = worker_for(self._settings)
            self._local.worker = worker
            with self._lock:
                self._workers.append(worker)
        return worker

    def _stop(self) -> None:
        self._stopping.set()
        with self._lock:
            for worker in self._workers:
                worker.close()


def default_jobs() -> int:
    """As many workers as there are cores to run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
