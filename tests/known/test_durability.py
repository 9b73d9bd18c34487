"""Several processes at one store, and processes that are killed: what was acknowledged is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from known_pieces import made

from verifyctl.known.features import Fineness
from verifyctl.known.storage.sqlite import Store

PREPARE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from known_pieces import made, packed
from verifyctl.known.features import Fineness
from verifyctl.known.storage import packed as blocks, segments
from verifyctl.known.storage.sqlite import Store
segments.TAIL_IMAGES = 8  # the moments between filing and merging are many
blocks.BLOCK_ROWS = 16
"""
ADDER = (
    PREPARE
    + """
start, count = int(sys.argv[3]), int(sys.argv[4])
with Store.create(Path(sys.argv[1])) as store:
    for number in range(start, start + count):
        added = store.add(made(number), datetime.now(UTC), features=packed(number, 20), rendition=b"jpeg")
        print(added.id, flush=True)
"""
)
SEARCHER = (
    PREPARE
    + """
import numpy as np
while True:
    with Store.open(Path(sys.argv[1])) as store:
        numbers = {stored.number for stored in store.items()}
        index = store.hashes()
        assert set(index.numbers.tolist()) == numbers, "hashes and records of different moments"
        found = {int(owner) for _, rows in store.postings().read(Fineness.COARSE, range(128 * 128))
                 for owner in np.unique(rows["owner"])}
        assert found == numbers, "postings and records of different moments"
        assert len(numbers) == store.count
        print(len(numbers), flush=True)
"""
)
TESTS = str(Path(__file__).parents[1])


def started(script: str, path: Path, *more: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(path), TESTS, *map(str, more)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def assert_holds(path: Path, acknowledged: set[str]) -> None:
    with Store.open(path) as store:
        assert list(store.check()) == []
        held = {stored.item.id: stored.number for stored in store.items()}
        assert acknowledged <= set(held)
        for id_ in acknowledged:
            assert store.features(held[id_], Fineness.COARSE) is not None
            assert store.rendition(held[id_]) == b"jpeg"


def test_two_add_while_a_third_searches(tmp_path: Path) -> None:
    path = tmp_path / "known.sqlite"
    with Store.create(path):
        pass
    searcher = started(SEARCHER, path)
    adders = [started(ADDER, path, start, 60) for start in (0, 30)]  # half of the images are added by both
    acknowledged: set[str] = set()
    for process in adders:
        out, err = process.communicate(timeout=200)
        assert process.returncode == 0, err
        acknowledged |= set(out.split())
    assert searcher.poll() is None, searcher.communicate()[1]
    searcher.kill()
    seen, _ = searcher.communicate()
    counts = [int(line) for line in seen.split("\n")[:-1]]
    assert counts == sorted(counts)
    assert len(acknowledged) == 90
    assert_holds(path, acknowledged)
    with Store.create(path) as store:  # the killed reader's log files are folded in
        assert store.count == 90
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
@pytest.mark.parametrize("after", [1, 8, 33, 70])
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path, after: int) -> None:
    path = tmp_path / "known.sqlite"
    process = started(ADDER, path, 0, 100_000)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    acknowledged += rest.split("\n")[:-1]  # whole lines only
    assert_holds(path, {line for line in acknowledged if line})
    with Store.create(path) as store:
        store.add(made(200_000), datetime(2026, 1, 1, tzinfo=UTC))
        assert list(store.check()) == []
