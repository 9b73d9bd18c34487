"""What every rule says of pictures that nobody tampered with: its alarms, by direction and strength.

    python -m benchmarks.innocent [FOLDER] [--packages 200] [--stages NAMES] [--findings FILE] [--into PAGE PART]

FOLDER holds camera and document pictures (VERIFYCTL_CORPUS by default, of which the folders of broken, hostile and
machine-made files are left out). Besides, so many pictures are taken from the packages that `benchmarks.pictures`
fetched, as they lie there. All count as innocent, so every finding that leans against integrity or against time and
place is a false alarm; those above weak are named, and there should be none. No claim is given: rules that need one
stay quiet.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import packages
from benchmarks.pictures import CACHE
from benchmarks.reading import put
from verifyctl.errors import UnreadableInputError
from verifyctl.media.read import identify
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import Facts
from verifyctl.model.finding import Axis, Direction, Finding, Strength
from verifyctl.reasoning.judge import observe
from verifyctl.rules.base import Case
from verifyctl.rules.catalogue import RULES
from verifyctl.run.tasks import run_stage
from verifyctl.run.worker import ENVIRONMENT
from verifyctl.stages.base import Evidence, Job
from verifyctl.stages.registry import STAGES

NOT_INNOCENT = ("go-fuzz-corpus", "pillow", "c2pa-attacks", "generators", "bridge-mods", "invalid", "c2pa-python")
"""Folders of broken, hostile, generated or deliberately changed files."""

LEFT_OUT = ("text", "matches")
"""Stages that cost much and whose rules need a claim or a store."""

AXES = (Axis.INTEGRITY, Axis.TIME_PLACE)
STRENGTHS = list(Strength)


@dataclass
class Tally:
    """What all rules said of all pictures."""

    pictures: int = 0
    camera: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    fired_camera: Counter[str] = field(default_factory=Counter)
    against: Counter[tuple[str, str]] = field(default_factory=Counter)
    above_weak: list[str] = field(default_factory=list)

    def add(self, name: str, facts: Facts, findings: tuple[Finding, ...]) -> None:
        """Count one picture and what was found in it; a code counts once."""
        self.pictures += 1
        camera = facts.metadata is not None and facts.metadata.field("Image Make") is not None
        self.camera += camera
        codes = {found.code for found in findings}
        self.fired.update(codes)
        if camera:
            self.fired_camera.update(codes)
        for found in findings:
            if found.direction is Direction.CONTRADICTS and set(found.applies_to.axes) & set(AXES):
                self.against[found.code, found.strength.value] += 1
                if STRENGTHS.index(found.strength) > STRENGTHS.index(Strength.WEAK):
                    self.above_weak.append(f"{found.id} ({found.strength.value}): {name}")


def main() -> None:
    options = arguments()
    os.environ.update(ENVIRONMENT)
    stages = tuple(options.stages.split(",")) if options.stages else tuple(s for s in STAGES if s not in LEFT_OUT)
    tally = Tally()
    lines: list[str] = []
    for name, data in pictures(options.folder, options.packages):
        try:
            evidence = identify(data, Path(name).name, where=name)
        except UnreadableInputError:
            continue
        facts, findings = examined(evidence, data, stages)
        tally.add(name, facts, findings)
        lines += [f"{name}\t{found.code}\t{found.direction.value}\t{found.observation}" for found in findings]
    if options.findings:
        options.findings.write_text("\n".join(lines), encoding="utf-8")
    told = "\n".join(report(tally, stages, options.packages))
    print(told)
    if options.into:
        page, part = options.into
        Path(page).write_text(put(Path(page).read_text(encoding="utf-8"), part, told), encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    folder = os.environ.get("VERIFYCTL_CORPUS")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(folder) if folder else None)
    parser.add_argument("--packages", type=int, default=200, help="so many pictures from packages")
    parser.add_argument("--stages", help="run only these")
    parser.add_argument("--findings", type=Path, help="write every finding here, a line each")
    parser.add_argument("--into", nargs=2, metavar=("PAGE", "PART"), help="write the table into a page as well")
    options = parser.parse_args()
    if options.folder is None:
        parser.error("give a folder, or set VERIFYCTL_CORPUS")
    return options


def pictures(folder: Path, from_packages: int) -> Iterator[tuple[str, bytes]]:
    """The innocent pictures of the folder, then those of packages: a fixed choice, spread over all that are there."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part in inside.split("/") or part in inside for part in NOT_INNOCENT):
            yield from _once(inside, path.read_bytes(), seen)
    held = [
        path
        for kind in ("apt", "npm", "pip")
        for path in sorted((CACHE / kind).rglob("*"))
        if path.suffix.lower() in packages.SUFFIXES and path.is_file() and path.stat().st_size > 20_000
    ]
    held.sort(key=lambda path: hashlib.sha256(path.relative_to(CACHE).as_posix().encode()).hexdigest())
    taken = 0
    for path in held:
        if taken == from_packages:
            return
        for entry in _once(path.relative_to(CACHE).as_posix(), path.read_bytes(), seen):
            taken += 1
            yield entry


def _once(name: str, data: bytes, seen: set[str]) -> Iterator[tuple[str, bytes]]:
    digest = hashlib.sha256(data).hexdigest()
    if digest not in seen:
        seen.add(digest)
        yield name, data


def examined(evidence: EvidenceFile, data: bytes, stages: tuple[str, ...]) -> tuple[Facts, tuple[Finding, ...]]:
    """The facts of these stages, and what the rules find in them."""
    source = Evidence(evidence, data, max_pixels=100_000_000)
    collected = {}
    for name in stages:
        params = {"name": evidence.name} if name == "context" else {}
        result = run_stage(name, Job(source=source, params=params, scratch=Path.cwd()))
        if result.facts is not None:
            collected[name] = result.facts
    facts = Facts.model_validate(collected)
    return facts, observe(Case(evidence=evidence, facts=facts), RULES)[0]


def report(tally: Tally, stages: tuple[str, ...], from_packages: int) -> Iterator[str]:
    """The table, and the sum that must be nothing."""
    day = datetime.now(UTC)
    command = f"python -m benchmarks.innocent FOLDER --packages {from_packages} --stages {','.join(stages)}"
    yield f"`{command}`,"
    yield f"{day:%-d %B %Y}: {tally.pictures} pictures, {tally.camera} of which name a camera."
    yield ""
    yield "| finding | pictures | of those that name a camera | against, weak | against, above weak |"
    yield "|---|---|---|---|---|"
    for rule in RULES:
        fired = tally.fired[rule.code]
        if fired or (rule.stages and set(rule.stages) <= set(stages)):
            weak = tally.against[rule.code, Strength.WEAK.value]
            above = sum(n for (code, strength), n in tally.against.items() if code == rule.code) - weak
            of_all, of_camera = share(fired, tally.pictures), share(tally.fired_camera[rule.code], tally.camera)
            yield f"| `{rule.code}` | {of_all} | {of_camera} | {weak} | {above} |"
    yield ""
    yield f"Against integrity or time and place, stronger than weak: {len(tally.above_weak)}."
    yield from (f"- {line}" for line in tally.above_weak)


def share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / max(whole, 1):.1f} %)"


if __name__ == "__main__":
    main()
