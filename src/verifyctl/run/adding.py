"""Adding many images to a store: several workers decode, and this process alone writes, acknowledging each image.

What the store holds already with the same bytes is not decoded again: a run that was cut off goes on where it was when
the same command is given once more.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from pydantic import ValidationError

from verifyctl.errors import UnreadableInputError
from verifyctl.known.exchange.lines import reason
from verifyctl.known.exchange.manifest import Entry
from verifyctl.known.features import Fineness
from verifyctl.known.ingest import Examined, Keep
from verifyctl.known.items import ID_DIGITS, KnownItem
from verifyctl.known.storage.interface import Added, KnownStore
from verifyctl.media.read import read_evidence
from verifyctl.model.evidence import EvidenceFile
from verifyctl.run.pipeline import worker_for
from verifyctl.run.pool import Worker, WorkerError
from verifyctl.settings import Settings

MOST_JOBS = 4
"""Workers by default, at most: one process writes, and more than a few readers of one disk wait for each other."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file: in the store, or why not.

    `decoded` is false where no worker was asked: the store held its bytes already, or it could not be read.
    """

    entry: Entry
    added: Added | None = None
    item: KnownItem | None = None
    problem: Exception | None = None
    decoded: bool = True


Done = Callable[[Outcome], None]
_Read = tuple[EvidenceFile, bytes]


class Adding:
    """An addition of many files under way. Use once; `run` ends every worker, whatever happens."""

    def __init__(
        self,
        store: KnownStore,
        settings: Settings,
        *,
        now: datetime,
        keep: Keep = Keep.PAGES,
        added_by: str | None = None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._now = now
        self._keep = keep
        self._added_by = added_by
        self._local = threading.local()
        self._workers: list[Worker] = []
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, entries: Iterable[Entry], jobs: int, done: Done) -> None:
        """Add every file, in order; `done` is called in this thread once a file is on the disk, or cannot be added.

        Raises StoreError; what was acknowledged before stays.
        """
        with ThreadPoolExecutor(max_workers=jobs) as pool:
            try:
                self._feed(pool, entries, jobs, done)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                self._stop()

    def _feed(self, pool: ThreadPoolExecutor, entries: Iterable[Entry], jobs: int, done: Done) -> None:
        """Read ahead, decode ahead, and write in the order of the entries."""
        read: deque[tuple[Entry, Future[_Read]]] = deque()
        decoded: deque[tuple[Entry, Future[Examined] | Outcome]] = deque()
        coming = iter(entries)
        while True:
            read += [(entry, pool.submit(self._read, entry)) for entry in islice(coming, jobs + 1 - len(read))]
            if read:
                decoded.append(self._looked_up(pool, *read.popleft()))
            while decoded and (not read or len(decoded) > jobs or _is_ready(decoded[0][1])):
                done(self._written(*decoded.popleft()))
            if not read:
                return

    def _read(self, entry: Entry) -> _Read:
        return read_evidence(entry.path, max_bytes=self._settings.max_bytes)

    def _looked_up(
        self, pool: ThreadPoolExecutor, entry: Entry, read: Future[_Read]
    ) -> tuple[Entry, Future[Examined] | Outcome]:
        """Hand a file to a worker, unless the store holds all that would come of it."""
        try:
            evidence, data = read.result()
        except UnreadableInputError as error:
            return entry, Outcome(entry, problem=error, decoded=False)
        held = self._held(evidence)
        if held is None:
            return entry, pool.submit(self._examined, entry, evidence, data)
        return entry, self._add(entry, held.model_copy(update={"names": (evidence.name,)}), None)

    def _held(self, evidence: EvidenceFile) -> KnownItem | None:
        """The record of these bytes, where nothing is missing that decoding them would give."""
        number = self._store.number_of(evidence.digests.sha256[:ID_DIGITS])
        if number is None:
            return None
        item = self._store.item(number).item
        if item.sha256 != evidence.digests.sha256 or self._store.features(number, Fineness.COARSE) is None:
            return None
        wanted = self._keep is Keep.ALL or (self._keep is Keep.PAGES and item.page)
        return None if wanted and self._store.rendition(number) is None else item

    def _examined(self, entry: Entry, evidence: EvidenceFile, data: bytes) -> Examined:
        try:
            worker = self._worker()
            worker.take(evidence, data)
            return Examined.model_validate_json(json.dumps(worker.describe({"keep": self._keep.value})))
        except WorkerError as error:
            raise UnreadableInputError(f"{entry.path}: {error}") from error
        except ValidationError as error:
            raise UnreadableInputError(f"{entry.path}: the worker's answer was not well-formed") from error

    def _written(self, entry: Entry, state: Future[Examined] | Outcome) -> Outcome:
        if isinstance(state, Outcome):
            return state
        try:
            examined = state.result()
        except UnreadableInputError as error:
            return Outcome(entry, problem=error)
        return self._add(entry, examined.item(entry.description), examined)

    def _add(self, entry: Entry, item: KnownItem, examined: Examined | None) -> Outcome:
        try:
            added = self._store.add(
                item.model_copy(update={"description": entry.description}),
                self._now,
                added_by=self._added_by,
                features=examined.features() if examined else None,
                rendition=examined.rendition() if examined else None,
            )
        except ValueError as error:
            return Outcome(entry, problem=ValueError(f"{entry.path}: {reason(error)}"))
        return Outcome(entry, added=added, item=item, decoded=examined is not None)

    def _worker(self) -> Worker:
        worker: Worker | None = getattr(self._local, "worker", None)
        if worker is None:
            worker = worker_for(self._settings)
            with self._lock:
                if self._stopped:  # nobody would end a worker that starts now
                    raise WorkerError("the run was ended")
                self._workers.append(worker)
            self._local.worker = worker
        return worker

    def _stop(self) -> None:
        with self._lock:
            self._stopped = True
            for worker in self._workers:
                worker.close()


def _is_ready(state: Future[Examined] | Outcome) -> bool:
    return isinstance(state, Outcome) or state.done()
