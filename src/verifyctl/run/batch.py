"""Batches: examining what a folder or a manifest lists with several workers, without losing a result."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from verifyctl.errors import CustodyError, UnreadableInputError, UsageError
from verifyctl.media.read import identify, read_bytes
from verifyctl.model.claim import Claim
from verifyctl.model.verdict import Verdict
from verifyctl.report.named import Named
from verifyctl.run.artifacts import draw
from verifyctl.run.crops import cut
from verifyctl.run.journal import Entry, Journal
from verifyctl.run.listing import Item, Listing
from verifyctl.run.maps import draw_maps
from verifyctl.run.output import VERDICT_SUFFIX, write_atomically
from verifyctl.run.pipeline import Task, examine, task_for, worker_for
from verifyctl.run.pool import Worker
from verifyctl.run.reports import Reporter, base_of, evidence_for
from verifyctl.settings import Settings

Done = Callable[[Item, Entry], None]

Attach = Callable[[Verdict, Path], Verdict]
"""Called from several threads with a verdict and its evidence, to tie it to its case. May raise CustodyError."""


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
        attach: Attach | None = None,
    ) -> None:
        self._listing = listing
        self._journal = journal
        self._settings = settings
        self._claim = claim
        self._artifacts = artifacts
        self._crops = crops
        self._maps = maps
        self._reporter = reporter
        self._attach = attach
        self.undrawn: list[str] = []
        """Pictures for a person to look at that could not be made, and why; the verdicts are not affected."""
        self.told: list[str] = []
        """What there is to say of captures."""
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
            task = task_for(
                item.path,
                claim=self._claim or item.claim,
                source_urls=item.source_urls,
                captures=item.captures,
                data=data,
            )
            old = self._journal.entry(item.name)
            if old is not None and old.holds(self._journal.folder, sha256, task.claim.digest() if task.claim else None):
                self._catch_up(item, data)
                return old
            verdict = self._judged(item, task)
        except (UnreadableInputError, CustodyError) as error:
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

    def _judged(self, item: Item, task: Task) -> Verdict:
        told: list[str] = []
        verdict = examine(
            task, self._settings_of(item), self._worker(), created=self._journal.created, told=told.append
        )
        self.told += [f"{item.name}: {line}" for line in told]
        if self._attach is None or self._stopping.is_set():
            return verdict
        return self._attach(verdict, item.path)

    def _settings_of(self, item: Item) -> Settings:
        """The settings of the run, and the stores that the item's own row names."""
        if not item.known:
            return self._settings
        return self._settings.model_copy(update={"known": (*self._settings.known, *item.known)})

    def _draw(self, item: Item, verdict: Verdict) -> None:
        """Evidence pictures of matches, strips to look at and maps, where they were asked for."""
        verdict_file = Path(item.output)
        stem = verdict_file.name.removesuffix(VERDICT_SUFFIX)
        try:
            if self._artifacts is not None:
                draw(
                    self._artifacts / verdict_file.parent,
                    stem,
                    verdict.matches,
                    self._worker(),
                    self._settings_of(item),
                )
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
        parent = Path(item.output).parent
        artifacts, maps = (each / parent if each is not None else None for each in (self._artifacts, self._maps))
        entry = Named(item.name, verdict, target.name)
        with evidence_for(
            verdict, artifacts, (base.name,), self._worker(), self._settings_of(item), maps=maps
        ) as evidence:
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
