"""One piece of evidence from its bytes to a sealed verdict."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from verifyctl import __version__
from verifyctl.claims import loader
from verifyctl.claims.find import find, sidecar_notes, unread_notes
from verifyctl.custody.seal import UNSEALED, seal
from verifyctl.media.read import identify, read_evidence
from verifyctl.model.claim import Claim, Handling, Media, SidecarNote, Source
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import Facts
from verifyctl.model.stage import Component, StageResult, StageStatus
from verifyctl.model.verdict import ClaimInfo, Related, Reproduce, Subject, Time, Tool, Verdict
from verifyctl.reasoning.judge import judge
from verifyctl.rules.base import Case
from verifyctl.rules.catalogue import RULES
from verifyctl.rules.timeline import timeline
from verifyctl.run.captures import sources_in
from verifyctl.run.facts_cache import FactsCache
from verifyctl.run.limits import Limits
from verifyctl.run.policies import policy_for
from verifyctl.run.pool import Worker
from verifyctl.settings import Settings
from verifyctl.stages.registry import STAGES

Collected = dict[str, tuple[dict[str, Any], StageResult]]
"""What stages were asked of one file, and how they ended."""

Listener = Callable[[str], None]
"""Called with a stage's name before it runs."""


@dataclass(frozen=True)
class Task:
    """What is to be examined: the file (or its bytes, where it has none), its claim, where it was found, notes.

    `captures` are WARC and WACZ files in which to look for it; `found_at` sources that are known already.
    """

    path: Path
    data: bytes | None = None
    claim: Claim | None = None
    source_urls: tuple[str, ...] = ()
    notes: tuple[SidecarNote, ...] = ()
    unread_notes: tuple[str, ...] = ()
    captures: tuple[Path, ...] = ()
    found_at: tuple[Source, ...] = ()


def task_for(
    image: Path,
    *,
    claim: Claim | Path | None = None,
    source_urls: tuple[str, ...] = (),
    captures: tuple[Path, ...] = (),
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
        captures=captures,
    )


def worker_for(settings: Settings) -> Worker:
    """A worker with the limits of the settings."""
    limits = Limits(memory_mb=settings.memory_mb, cpu_seconds=settings.cpu_seconds, wall_seconds=settings.wall_seconds)
    return Worker(limits, max_pixels=settings.max_pixels)


def examine(
    task: Task,
    settings: Settings,
    worker: Worker,
    *,
    created: str,
    listener: Listener | None = None,
    collected: Collected | None = None,
    told: Listener | None = None,
) -> Verdict:
    """Examine one file and judge it. Raises UnreadableInputError where it cannot be opened as evidence.

    `created` is the time to record, ISO 8601 UTC. What is in `collected` is not asked again and the rest is added,
    so that one file is held against several claims without being read for each. `told` is called with what there is
    to say of captures.
    """
    if task.data is None:
        evidence, data = read_evidence(task.path, max_bytes=settings.max_bytes)
    else:
        evidence, data = identify(task.data, task.path.name, where=str(task.path)), task.data
    worker.take(evidence, data)
    task = _looked_up(task, worker, told)
    parameters = stage_parameters(task, evidence, settings)
    cache = FactsCache(Path(settings.facts_cache), settings) if settings.facts_cache else None
    results = []
    for name in STAGES:
        if listener:
            listener(name)
        asked, result = (collected or {}).get(name, (None, None))
        if result is None or asked != parameters[name]:
            result = _run(name, worker, parameters[name], settings, cache)
        if collected is not None:
            collected[name] = (parameters[name], result)
        results.append(result)
    return conclude(task, evidence, results, settings, created=created)


def stages_of(settings: Settings) -> tuple[str, ...]:
    """The stages that run, in their order."""
    return tuple(name for name in STAGES if name not in settings.skip and (not settings.only or name in settings.only))


def _looked_up(task: Task, worker: Worker, told: Listener | None) -> Task:
    """The task with the sources that its captures give."""
    found = [sources_in(path, worker) for path in task.captures]
    for line in (line for captured in found for line in captured.told):
        if told:
            told(line)
    return replace(task, found_at=(*task.found_at, *(source for captured in found for source in captured.sources)))


def conclude(
    task: Task, evidence: EvidenceFile, results: Sequence[StageResult], settings: Settings, *, created: str
) -> Verdict:
    """Judge collected facts and seal the verdict."""
    facts = Facts.model_validate({result.stage: result.facts for result in results if result.facts is not None})
    policy = policy_for(settings)
    case = Case(evidence=evidence, facts=facts, claim=task.claim)
    judgement = judge(case, results, RULES, policy)
    verdict = Verdict(
        id=UNSEALED,
        result_digest=UNSEALED,
        time=Time(created=created),
        tool=_tool(results),
        policy=policy.info(),
        subject=(_subject(evidence, facts, task.claim),),
        claim=_claim_info(task.claim, evidence),
        verdict=judgement.conclusion,
        assertions=judgement.assertions,
        axes=judgement.axes,
        findings=judgement.findings,
        contradictions=judgement.contradictions,
        timeline=timeline(case),
        hypotheses=judgement.hypotheses,
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
        "metadata": {"exiftool": settings.exiftool},
        "structure": {},
        "credentials": {"trust_anchors": [str(Path(path).absolute()) for path in settings.trust_anchors]},
        "place": {},
        "text": text_parameters(settings),
        "matches": {
            "stores": stores_of(settings),
            "tesseract": settings.tesseract,
            "tessdata": settings.tessdata,
        },
        "pixels": {"detectors": list(settings.detectors)},
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
    sources = [*(Source(url=url) for url in task.source_urls), *task.found_at]
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


def _run(
    name: str, worker: Worker, parameters: Mapping[str, Any], settings: Settings, cache: FactsCache | None
) -> StageResult:
    if name not in stages_of(settings):
        why = "skipped on request (--skip)" if name in settings.skip else "not among the stages asked for (--only)"
        return StageResult(stage=name, version=STAGES[name].version, status=StageStatus.SKIPPED, reason=why)
    return worker.run_stage(name, dict(parameters)) if cache is None else cache.run(name, worker, dict(parameters))


def _tool(results: Sequence[StageResult]) -> Tool:
    components = {(part.name, part.version, part.digest): part for result in results for part in result.components}
    ordered: list[Component] = [components[key] for key in sorted(components, key=lambda key: tuple(map(str, key)))]
    return Tool(
        version=__version__,
        python=platform.python_version(),
        platform=f"{sys.platform}-{platform.machine()}",
        components=tuple(ordered),
    )


def _subject(evidence: EvidenceFile, facts: Facts, claim: Claim | None) -> Subject:
    pixels = facts.file.pixels if facts.file else None
    named = next((item for item in claim.media if _is(item, evidence)), None) if claim else None
    return Subject(
        name=evidence.name,
        role=named.role if named else "working_copy",
        digests=evidence.digests,
        pixel_digest=pixels.digest if pixels else None,
        bytes=evidence.size,
        media_type=evidence.media_type,
        width=pixels.width if pixels else None,
        height=pixels.height if pixels else None,
    )


def _is(item: Media, evidence: EvidenceFile) -> bool:
    """Whether a file that the claim names is this one: by its digest, since a name ties an entry to nothing."""
    return item.sha256 is not None and item.sha256.removeprefix("sha256:") == evidence.digests.sha256


def _claim_info(claim: Claim | None, evidence: EvidenceFile) -> ClaimInfo | None:
    if claim is None:
        return None
    parsed = any(assertion.origin for assertion in claim.assertions)
    return ClaimInfo(
        id=claim.claim.id,
        digest=claim.digest(),
        statement=claim.claim.statement,
        origin="machine_parsed" if parsed else None,
        media=tuple(
            Related(
                name=PurePosixPath(item.path.replace("\\", "/")).name, role=item.role, sha256=item.sha256, of=item.of
            )
            for item in claim.media
            if not _is(item, evidence)
        ),
        denials=claim.claim.denials,
        readings=claim.readings,
    )
