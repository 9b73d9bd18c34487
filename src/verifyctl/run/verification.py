"""Doing a verdict again: each stage on the same evidence, and what differs, told apart by why it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verifyctl.claims import loader
from verifyctl.claims.find import find
from verifyctl.errors import UsageError
from verifyctl.media.read import read_evidence
from verifyctl.model.base import reproducible
from verifyctl.model.claim import Claim, Source
from verifyctl.model.facts import ContextFacts
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.verdict import Verdict
from verifyctl.run.pipeline import Task, examine, worker_for
from verifyctl.settings import Settings

SAME, DIFFERS, VERSION, MISSING, REDACTED, NOT_DONE = (
    "same",
    "differs",
    "tool version differs",
    "tool missing",
    "redacted",
    "not repeated",
)
MOST_NAMED = 20
_LONGEST = 120


@dataclass(frozen=True)
class StageAnswer:
    """How one stage came out the second time, and where it differs."""

    stage: str
    answer: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Again:
    """A re-run held against the record: stage by stage, and the conclusions. `problems` are inputs that do not fit."""

    stages: tuple[StageAnswer, ...] = ()
    conclusions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    result: str | None = field(default=None)

    @property
    def answer(self) -> str:
        """`differs` if anything does of itself; else what kept it from being the same; else `same`."""
        answers = {stage.answer for stage in self.stages}
        if self.problems or DIFFERS in answers:
            return DIFFERS
        for why in (VERSION, MISSING, NOT_DONE, REDACTED):
            if why in answers:
                return why
        return DIFFERS if self.conclusions else SAME


def rerun(verdict: Verdict, image: Path, settings: Settings, *, claim: Path | None = None) -> Again:
    """Examine the evidence again under the recorded settings and compare.

    Raises UnreadableInputError or ClaimError where the inputs cannot be read, UsageError where the claim is not given.
    """
    settings = settings.model_copy(update=_shaping(verdict))
    evidence, data = read_evidence(image, max_bytes=settings.max_bytes)
    recorded = verdict.subject[0].digests.sha256
    if evidence.digests.sha256 != recorded:
        return Again(
            problems=(f"the evidence is another: its SHA-256 is {evidence.digests.sha256}, recorded is {recorded}",)
        )
    held = _claim(verdict, image, claim)
    if held is not None and verdict.claim is not None and held.digest() != verdict.claim.digest:
        return Again(
            problems=(f"the claim is another: its digest is {held.digest()}, recorded is {verdict.claim.digest}",)
        )
    task = Task(path=image, data=data, claim=held, found_at=_sources(verdict, held))
    with worker_for(settings) as worker:
        again = examine(task, settings, worker, created=verdict.time.created)
    return compare(verdict, again, stores=bool(settings.known))


def compare(old: Verdict, new: Verdict, *, stores: bool = True) -> Again:
    """Two verdicts on the same evidence, stage by stage and in their conclusions."""
    again = {result.stage: result for result in new.stages}
    redacted = old.redacted_from is not None
    stages = [_stage(result, again.pop(result.stage, None), redacted, stores=stores) for result in old.stages]
    stages += [StageAnswer(name, VERSION, ("not among the stages recorded",)) for name in again]
    conclusions = () if redacted or old.result_digest == new.result_digest else tuple(_conclusions(old, new))
    return Again(stages=tuple(stages), conclusions=conclusions, result=new.result_digest)


def _shaping(verdict: Verdict) -> dict[str, Any]:
    recorded = verdict.reproduce.settings
    known = {name: value for name, value in recorded.items() if name in Settings.model_fields}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}


def _claim(verdict: Verdict, image: Path, path: Path | None) -> Claim | None:
    if verdict.claim is None:
        return None
    found = path or find(image)
    if found is None:
        raise UsageError("the verdict is about a claim, and none was given", hint="Name its file with --claim.")
    return loader.load(found)


def _sources(verdict: Verdict, claim: Claim | None) -> tuple[Source, ...]:
    """Sources that were given beside the claim when the verdict was made."""
    in_claim = claim.claim.sources if claim else ()
    for result in verdict.stages:
        if isinstance(result.facts, ContextFacts):
            return tuple(source for source in result.facts.sources if source not in in_claim)
    return ()


def _stage(old: StageResult, new: StageResult | None, redacted: bool, *, stores: bool) -> StageAnswer:
    if new is None:
        return StageAnswer(old.stage, VERSION, ("this version of verifyctl has no such stage",))
    if (old.status, old.version, old.params, old.facts_digest()) == (
        new.status,
        new.version,
        new.params,
        new.facts_digest(),
    ):
        return StageAnswer(old.stage, SAME)
    if redacted:
        return StageAnswer(old.stage, REDACTED, ("values were taken out, so facts cannot be compared",))
    if old.stage == "matches" and old.status is StageStatus.RAN and not stores:
        return StageAnswer(old.stage, NOT_DONE, ("no store of known images was given (--known)",))
    if new.status is StageStatus.UNAVAILABLE and old.status is not StageStatus.UNAVAILABLE:
        return StageAnswer(old.stage, MISSING, tuple(text for text in (new.reason, new.next_step) if text))
    versions = tuple(_versions(old, new))
    changed = tuple(_changed(old, new))
    return StageAnswer(old.stage, VERSION if versions else DIFFERS, versions + changed[:MOST_NAMED])


def _versions(old: StageResult, new: StageResult) -> Iterator[str]:
    if old.version != new.version:
        yield f"the stage is of version {new.version}, recorded is {old.version}"
    before = {part.name: part for part in old.components}
    after = {part.name: part for part in new.components}
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was != now and not (old.facts is None or new.facts is None):
            yield f"{name}: {_part(now)}, recorded is {_part(was)}"
    if old.status is StageStatus.UNAVAILABLE and new.status is not StageStatus.UNAVAILABLE:
        yield f"a tool was missing then: {old.reason}"


def _part(part: Any) -> str:
    return "absent" if part is None else part.version or part.digest or "of no stated version"


def _changed(old: StageResult, new: StageResult) -> Iterator[str]:
    if old.status is not new.status:
        yield f"status: {new.status.value}, recorded is {old.status.value}"
    yield from _between("params", old.params, new.params)
    yield from _between("facts", reproducible(old.facts), reproducible(new.facts))


def _between(where: str, old: Any, new: Any) -> Iterator[str]:
    """Every value that differs, by its place."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _between(f"{where}.{key}", old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (was, now) in enumerate(zip(old, new, strict=True)):
            yield from _between(f"{where}[{index}]", was, now)
    elif isinstance(old, list) and isinstance(new, list):
        yield f"{where}: {len(new)} entries, recorded are {len(old)}"
    else:
        yield f"{where}: {_short(new)}, recorded is {_short(old)}"


def _short(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _conclusions(old: Verdict, new: Verdict) -> Iterator[str]:
    if old.outcome is not new.outcome:
        yield f"outcome: {new.outcome.value}, recorded is {old.outcome.value}"
    for kind, was, now in (("axis", old.axes, new.axes), ("assertion", old.assertions, new.assertions)):
        statuses = {item.id: item.status.value for item in now}
        yield from (
            f"{kind} {item.id}: {statuses.get(item.id, 'absent')}, recorded is {item.status.value}"
            for item in was
            if statuses.get(item.id) != item.status.value
        )
    before = {item.id: item for item in old.findings}
    after = {item.id: item for item in new.findings}
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield f"finding {name}: no longer found"
        elif name not in before:
            yield f"finding {name}: not among those recorded"
        else:
            names = ("direction", "strength", "basis", "group", "evidence")
            yield from (
                f"finding {name}: {each} differs"
                for each in names
                if getattr(before[name], each) != getattr(after[name], each)
            )
