"""Kept facts: the same verdict without a worker, and nothing believed that does not fit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.factories import DIGESTS, claim
from verifyctl.media.read import read_evidence
from verifyctl.model.verdict import Verdict
from verifyctl.run import facts_cache, tools
from verifyctl.run.facts_cache import FactsCache
from verifyctl.run.pipeline import Task, examine
from verifyctl.run.pool import Worker, WorkerError
from verifyctl.settings import Settings
from verifyctl.stages.registry import STAGES, StageInfo

AT = "2026-11-22T06:05:00Z"


class Counting(Worker):
    """A worker that counts what it is asked, and can be forbidden to start."""

    def __init__(self, settings: Settings, *, forbidden: bool = False) -> None:
        from verifyctl.run.limits import Limits

        super().__init__(Limits(memory_mb=settings.memory_mb, cpu_seconds=60, wall_seconds=120), max_pixels=10**7)
        self.asked: list[str] = []
        self._forbidden = forbidden

    def run_stage(self, name: str, params: dict[str, Any]) -> Any:
        self.asked.append(name)
        if self._forbidden:
            raise WorkerError("the picture was touched")
        return super().run_stage(name, params)


@pytest.fixture
def image(tmp_path: Path, jpeg: bytes) -> Path:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg)
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(facts_cache=str(tmp_path / "facts"), skip=("text", "matches"))


def run(image: Path, settings: Settings, *, forbidden: bool = False, **task: Any) -> tuple[Verdict, list[str]]:
    with Counting(settings, forbidden=forbidden) as worker:
        verdict = examine(Task(path=image, **task), settings, worker, created=AT)
        return verdict, worker.asked


def entries(settings: Settings) -> list[Path]:
    return sorted(Path(str(settings.facts_cache)).rglob("*.facts"))


def test_a_second_verdict_is_the_same_and_touches_no_picture(image: Path, settings: Settings) -> None:
    plain, _ = run(image, settings.model_copy(update={"facts_cache": None}))
    first, asked = run(image, settings)
    again, none = run(image, settings, forbidden=True)
    assert asked
    assert none == []
    assert plain.to_bytes() == first.to_bytes() == again.to_bytes()


def test_a_changed_claim_is_judged_without_touching_the_picture(image: Path, settings: Settings) -> None:
    run(image, settings)
    verdict, asked = run(image, settings, forbidden=True, claim=claim(), source_urls=("https://example.org/a",))
    assert asked == []
    assert verdict.claim is not None
    context = next(result for result in verdict.stages if result.stage == "context")
    assert "https://example.org/a" in str(context.as_json())


def test_a_copy_under_another_name_reads_only_its_name_anew(image: Path, settings: Settings) -> None:
    run(image, settings)
    other = image.with_name("b.png")
    other.write_bytes(image.read_bytes())
    verdict, asked = run(other, settings)
    assert asked == ["file"]
    assert verdict.subject[0].name == "b.png"
    assert "name-type-mismatch" in {finding.code for finding in verdict.findings}


def test_other_evidence_limits_or_stage_versions_are_read_anew(
    image: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(image, settings)
    assert run(image, settings.model_copy(update={"max_pixels": 10_000_000}))[1]
    changed = image.with_name("c.jpg")
    changed.write_bytes(image.read_bytes() + b"x")
    assert "structure" in run(changed, settings)[1]
    monkeypatch.setitem(STAGES, "structure", StageInfo("999", "x"))
    evidence = run(image, settings.model_copy(update={"only": ("file",)}))[0]
    assert evidence
    cache = FactsCache(Path(str(settings.facts_cache)), settings)
    file, _ = read_evidence(image)
    key = cache.key("structure", file, {})
    assert cache.find(key, "structure", file) is None


@pytest.mark.parametrize("what", ["packages", "reading"])
def test_other_tools_are_another_key(
    image: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    run(image, settings)
    if what == "packages":
        monkeypatch.setattr(facts_cache, "installed", lambda _: ("pillow-99.dist-info",))
    else:
        monkeypatch.setattr(facts_cache, "reading_tools", lambda *_: ["9.9", [["ara.traineddata", "00"]]])
    assert "metadata" in run(image, settings)[1]


FORGED = {
    "a byte of the facts": lambda raw: raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:],
    "a cut end": lambda raw: raw[:-5],
    "nothing": lambda _: b"",
    "another format": lambda raw: raw.replace(b"facts/1", b"facts/2", 1),
    "no head": lambda raw: raw.partition(b"\n")[2],
}


@pytest.mark.parametrize("how", list(FORGED))
def test_an_entry_that_does_not_fit_is_not_believed(image: Path, settings: Settings, how: str) -> None:
    run(image, settings.model_copy(update={"only": ("file",)}))
    (path,) = entries(settings)
    whole = path.read_bytes()
    path.write_bytes(FORGED[how](whole))
    cache = FactsCache(Path(str(settings.facts_cache)), settings)
    key = "sha256:" + path.stem
    file, _ = read_evidence(image)
    assert cache.find(key, "file", file) is None
    path.write_bytes(whole)
    assert cache.find(key, "file", file) is not None
    assert cache.find(key, "metadata", file) is None
    other = file.model_copy(update={"digests": DIGESTS})
    assert cache.find(key, "file", other) is None  # facts about other bytes, whatever the key says


def test_an_entry_under_another_key_is_not_believed(image: Path, settings: Settings) -> None:
    run(image, settings)
    paths = entries(settings)
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    assert set(run(image, settings)[1]) >= {"file", "metadata"}


def test_facts_are_for_their_owner_alone(image: Path, settings: Settings) -> None:
    run(image, settings)
    folder = Path(str(settings.facts_cache))
    assert entries(settings)
    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0
    held = b"".join(path.read_bytes() for path in entries(settings))
    assert os.fsencode(str(image.parent)) not in held


def test_what_failed_is_tried_again(image: Path, settings: Settings) -> None:
    image.write_bytes(image.read_bytes()[:200])
    verdict, asked = run(image, settings)
    failed = {result.stage for result in verdict.stages if result.status.value == "failed"}
    assert failed
    assert failed <= set(run(image, settings)[1]) <= set(asked)


def test_a_folder_that_came_with_the_evidence_cannot_name_the_cache() -> None:
    from verifyctl.settings import TRUSTED

    assert "facts_cache" in TRUSTED


# tools --------------------------------------------------------------------------------------------


def test_a_file_that_is_replaced_is_another(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert tools.state_of(path) == [str(path)]
    path.write_bytes(b"1")
    before = tools.state_of(path)
    info = path.stat()
    path.write_bytes(b"2")
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert tools.state_of(path) != before  # the time of change cannot be put back


def test_packages_are_known_by_name_and_version(tmp_path: Path) -> None:
    (tmp_path / "pillow-13.0.0.dist-info").mkdir()
    (tmp_path / "x.py").write_text("", encoding="utf-8")
    assert tools.installed([str(tmp_path), str(tmp_path / "none")]) == ("pillow-13.0.0.dist-info",)


def test_data_files_are_hashed_once_and_again_when_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "tessdata"
    data.mkdir()
    (data / "ara.traineddata").write_bytes(b"1")

    class Found:
        version, tessdata = "5.3.0", data

    monkeypatch.setattr(tools, "surroundings", lambda *_: ((str(tmp_path / "tesseract"),), ("", "")))
    monkeypatch.setattr(tools, "find_engine", lambda *_: Found)
    first = tools.reading_tools(None, None, tmp_path)
    monkeypatch.setattr(tools, "find_engine", lambda *_: pytest.fail("asked again"))
    assert tools.reading_tools(None, None, tmp_path) == first
    (data / "ara.traineddata").write_bytes(b"2")
    assert tools.reading_tools(None, None, tmp_path) != first
    (tmp_path / tools.MEMO).write_bytes(b"[")
    with pytest.raises(pytest.fail.Exception):
        tools.reading_tools(None, None, tmp_path)
