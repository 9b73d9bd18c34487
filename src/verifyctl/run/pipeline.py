"""One piece of evidence from its bytes to a sealed verdict."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verifyctl import __version__
from verifyctl.claims import loader
from verifyctl.claims.find import find, sidecar_notes, unread_notes
from verifyctl.custody.seal import UNSEALED, seal
from verifyctl.media.read import identify, read_evidence
from verifyctl.model.claim import Claim, Handling, SidecarNote, Source
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import Facts
from verifyctl.model.stage import Component, StageResult, StageStatus
from verifyctl.model.verdict import ClaimInfo, Reproduce, Subject, Time, Tool, Verdict
from verifyctl.reasoning.judge import judge
from verifyctl.reasoning.policy import default_policy
from verifyctl.rules.base import Case
from verifyctl.rules.catalogue import RULES
from verifyctl.run.limits import Limits
from verifyctl.run.pool import Worker
from verifyctl.settings import Settings
from verifyctl.stages.registry import STAGES

Listener = Callable[[str], None]
"""Called with a stage's name before it runs."""


@dataclass(frozen=True)
class Task:
    """What is to be examined: the file (or its bytes, where it has none), its claim, where it was found, notes."""

    path: Path
    data: bytes | None = None
    claim: Claim | None = None
    source_urls: tuple[str, ...] = ()
    notes: tuple[SidecarNote, ...] = ()
    unread_notes: tuple[str, ...] = ()


def task_for(
    image: Path,
    *,
    claim: Claim | Path | None = None,
    source_urls: tuple[str, ...] = (),
    data: bytes | None = None,
    beside: bool = True,
) -> Task:
    """A task with its claim read and, if `beside`, the claim and notes that lie beside the picture looked up.

    Raises ClaimError where the claim file is wrong.
    """
    if claim is None and beside:
        claim = find(image)
    notes, unread = (sidecar_notes(image), unread_notes(image)) if beside else ((), ())
    return Task(
        path=image,
        data=data,
        claim=loader.load(claim) if isinstance(claim, Path) else claim,
        source_urls=source_urls,
        notes=notes,
        unread_notes=unread,
    )


def worker_for(settings: Settings) -> Worker:
    """A worker with the limits of the settings."""
    limits = Limits(memory_mb=settings.memory_mb, cpu_seconds=settings.cpu_seconds, wall_seconds=settings.wall_seconds)
    return Worker(limits, max_pixels=settings.max_pixels)


def examine(
    task: Task, settings: Settings, worker: Worker, *, created: str, listener: Listener | None = None
) -> Verdict:
    """Examine one file and judge it. Raises UnreadableInputError where it cannot be opened as evidence.

    `created` is the time to record, ISO 8601 UTC.
    """
    if task.data is None:
        evidence, data = read_evidence(task.path, max_bytes=settings.max_bytes)
    else:
        evidence, data = identify(task.data, task.path.name, where=str(task.path)), task.data
    worker.take(evidence, data)
    parameters = stage_parameters(task, evidence, settings)
    results = []
    for name in STAGES:
        if listener:
            listener(name)
        results.append(_run(name, worker, parameters[name], settings))
    return conclude(task, evidence, results, settings, created=created)


def conclude(
    task: Task, evidence: EvidenceFile, results: Sequence[StageResult], settings: Settings, *, created: str
) -> Verdict:
    """Judge collected facts and seal the verdict."""
    facts = Facts.model_validate({result.stage: result.facts for result in results if result.facts is not None})
    policy = default_policy()
    judgement = judge(Case(evidence=evidence, facts=facts, claim=task.claim), results, RULES, policy)
    verdict = Verdict(
        id=UNSEALED,
        result_digest=UNSEALED,
        time=Time(created=created),
        tool=_tool(results),
        policy=policy.info(),
        subject=(_subject(evidence, facts),),
        claim=_claim_info(task.claim),
        verdict=judgement.conclusion,
        assertions=judgement.assertions,
        axes=judgement.axes,
        findings=judgement.findings,
        contradictions=judgement.contradictions,
        not_assessed=judgement.not_assessed,
        limits=judgement.limits,
        stages=tuple(results),
        handling=task.claim.handling if task.claim else Handling(),
        reproduce=Reproduce(command=("verifyctl", "check", evidence.name), settings=settings.shaping()),
    )
    return seal(verdict)


def stage_parameters(task: Task, evidence: EvidenceFile, settings: Settings) -> dict[str, dict[str, Any]]:
    """What each stage is asked. Paths go in; stages keep them out of what they report."""
    return {
        "file": {},
        "metadata": {},
        "structure": {},
        "credentials": {"trust_anchors": [str(Path(path).absolute()) for path in settings.trust_anchors]},
        "text": text_parameters(settings),
        "matches": {
            "stores": stores_of(settings),
            "tesseract": settings.tesseract,
            "tessdata": settings.tessdata,
        },
        "context": _context(task, evidence),
    }


def text_parameters(settings: Settings) -> dict[str, Any]:
    """What the stage that reads text is asked."""
    return {
        "languages": settings.languages,
        "tesseract": settings.tesseract,
        "tessdata": settings.tessdata,
        "timeout": max(1, settings.wall_seconds // 2),
    }


def stores_of(settings: Settings) -> list[dict[str, str]]:
    """The stores to search: where they lie, and what to call them."""
    return [{"path": str(Path(store).absolute()), "name": Path(store).name} for store in settings.known]


def _context(task: Task, evidence: EvidenceFile) -> dict[str, Any]:
    sources = [Source(url=url) for url in task.source_urls]
    post_ids: list[dict[str, str]] = []
    if task.claim is not None:
        sources += task.claim.claim.sources
        claimant = task.claim.claim.claimant
        if claimant is not None and claimant.post_id is not None:
            post_ids.append({"platform": claimant.platform or "", "id": claimant.post_id})
    return {
        "sources": [source.as_json() for source in sources],
        "post_ids": post_ids,
        "name": evidence.name,
        "notes": [note.as_json() for note in task.notes],
        "unread_notes": list(task.unread_notes),
    }


def _run(name: str, worker: Worker, parameters: Mapping[str, Any], settings: Settings) -> StageResult:
    if name in settings.skip or (settings.only and name not in settings.only):
        why = "skipped on request (--skip)" if name in settings.skip else "not among the stages asked for (--only)"
        return StageResult(stage=name, version=STAGES[name].version, status=StageStatus.SKIPPED, reason=why)
    return worker.run_stage(name, dict(parameters))


def _tool(results: Sequence[StageResult]) -> Tool:
    components = {(part.name, part.version, part.digest): part for result in results for part in result.components}
    ordered: list[Component] = [components[key] for key in sorted(components, key=lambda key: tuple(map(str, key)))]
    return Tool(
        version=__version__,
        python=platform.python_version(),
        platform=f"{sys.platform}-{platform.machine()}",
        components=tuple(ordered),
    )


def _subject(evidence: EvidenceFile, facts: Facts) -> Subject:
    pixels = facts.file.pixels if facts.file else None
    return Subject(
        name=evidence.name,
        digests=evidence.digests,
        pixel_digest=pixels.digest if pixels else None,
        bytes=evidence.size,
        media_type=evidence.media_type,
        width=pixels.width if pixels else None,
        height=pixels.height if pixels else None,
    )


def _claim_info(claim: Claim | None) -> ClaimInfo | None:
    if claim is None:
        return None
    return ClaimInfo(
        id=claim.claim.id,
        digest=claim.digest(),
        statement=claim.claim.statement,
        denials=claim.claim.denials,
        readings=claim.readings,
    )
