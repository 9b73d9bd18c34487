"""Isolated workers: whatever a stage does, it ends as a result, in bounded time, and nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from verifyctl.media.read import identify
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.run import pool
from verifyctl.run.limits import Limits, enforced
from verifyctl.run.pool import Worker

HERE = Path(__file__).parent
LIMITS = Limits(memory_mb=1024, cpu_seconds=20, wall_seconds=60)


@pytest.fixture
def rogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers run rogue.py in place of the real program."""
    monkeypatch.setattr(pool, "PROGRAM", "rogue")
    monkeypatch.setenv("PYTHONPATH", str(HERE))


def ended(stage: str, jpeg: bytes, limits: Limits = LIMITS) -> StageResult:
    with Worker(limits, max_pixels=10**6) as worker:
        worker.take(identify(jpeg, "a.jpg", where="a.jpg"), jpeg)
        return worker.run_stage(stage, {})


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    return state != "Z"


def test_a_stage_runs_and_the_scratch_folder_is_removed(jpeg: bytes) -> None:
    with Worker(LIMITS, max_pixels=10**6) as worker:
        worker.take(identify(jpeg, "a.jpg", where="a.jpg"), jpeg)
        assert worker.run_stage("file", {}).status is StageStatus.RAN
        scratch = worker._scratch
        assert scratch is not None
        assert scratch.is_dir()
    assert not scratch.exists()


def test_one_worker_serves_many_files(jpeg: bytes) -> None:
    with Worker(LIMITS, max_pixels=10**6) as worker:
        for name in ("a.jpg", "b.jpg", "c.png"):
            worker.take(identify(jpeg, name, where=name), jpeg)
            found = worker.run_stage("file", {}).facts
            assert found is not None
            assert found.stage == "file"
            assert found.name.name == name


@pytest.mark.usefixtures("rogue")
@pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")
def test_a_crash_is_named_and_the_next_stage_gets_a_new_worker(jpeg: bytes) -> None:
    with Worker(LIMITS, max_pixels=10**6) as worker:
        worker.take(identify(jpeg, "a.jpg", where="a.jpg"), jpeg)
        first = worker.run_stage("file", {})
        assert first.status is StageStatus.FAILED
        assert "crashed (SIGSEGV)" in (first.reason or "")
        second = worker.run_stage("file", {})
        assert "crashed (SIGSEGV)" in (second.reason or "")


@pytest.mark.usefixtures("rogue")
def test_a_worker_that_leaves_is_noticed(jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFYCTL_TEST_ROGUE", "leave")
    assert "ended by itself (code 7)" in (ended("file", jpeg).reason or "")


@pytest.mark.usefixtures("rogue")
def test_a_hang_is_ended_after_the_wall_limit(jpeg: bytes) -> None:
    result = ended("metadata", jpeg, Limits(memory_mb=1024, cpu_seconds=60, wall_seconds=2))
    assert "took longer than 2 s" in (result.reason or "")


@pytest.mark.usefixtures("rogue")
@pytest.mark.skipif(not enforced()["cpu_time"], reason="the system has no limit on CPU time")
def test_a_busy_loop_is_ended_after_the_cpu_limit(jpeg: bytes) -> None:
    result = ended("text", jpeg, Limits(memory_mb=1024, cpu_seconds=1, wall_seconds=60))
    assert "used more than 1 s of CPU time" in (result.reason or "")


@pytest.mark.usefixtures("rogue")
@pytest.mark.skipif(not enforced()["memory"], reason="the system enforces no limit on memory")
def test_hoarding_memory_ends_at_the_limit(jpeg: bytes) -> None:
    limits = Limits(memory_mb=1024, cpu_seconds=120, wall_seconds=120)
    assert ended("matches", jpeg, limits).reason == "the memory limit was reached"


@pytest.mark.usefixtures("rogue")
@pytest.mark.skipif(not enforced()["process_group"], reason="the system has no process groups")
def test_what_a_stage_started_dies_with_its_group(jpeg: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "child"
    monkeypatch.setenv("VERIFYCTL_TEST_CHILD", str(note))
    ended("context", jpeg, Limits(memory_mb=1024, cpu_seconds=60, wall_seconds=3))
    child = int(note.read_text())
    for _ in range(50):
        if not alive(child):
            return
        time.sleep(0.1)
    pytest.fail(f"process {child} was left behind")


@pytest.mark.usefixtures("rogue")
def test_noise_on_the_output_does_not_reach_the_answers(jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFYCTL_TEST_ROGUE", "shout")
    assert ended("file", jpeg).reason == "ValueError: a reason"


@pytest.mark.usefixtures("rogue")
def test_malformed_facts_are_a_failure_and_not_a_verdict(jpeg: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIFYCTL_TEST_ROGUE", "answer")
    result = ended("file", jpeg)
    assert result.status is StageStatus.FAILED
    assert result.facts is None


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_a_killed_program_leaves_no_worker(tmp_path: Path, jpeg: bytes) -> None:
    """The program is killed with -9 in the middle of a hang; the worker notices the end of its input."""
    (tmp_path / "a.jpg").write_bytes(jpeg)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from verifyctl.run import pool; pool.PROGRAM = 'rogue';"
        "from verifyctl.media.read import read_evidence; from pathlib import Path;"
        "from verifyctl.run.limits import Limits;"
        "w = pool.Worker(Limits(), max_pixels=10**6); w.take(*read_evidence(Path('a.jpg')));"
        "w._start(); print(w._process.pid, flush=True); w.run_stage('metadata', {})"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(HERE)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(HERE)},
    )
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    assert alive(worker)
    process.kill()
    process.wait()
    process.stdout.close()
    for _ in range(100):
        if not alive(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker was left behind")


def test_modules_are_not_taken_from_the_current_folder(
    tmp_path: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "PIL.py").write_text("raise SystemExit('taken from the evidence folder')")
    (tmp_path / "numpy.py").write_text("raise SystemExit('taken from the evidence folder')")
    monkeypatch.chdir(tmp_path)
    assert ended("file", jpeg).status is StageStatus.RAN
