"""How often the clocks inside untouched files disagree: the alarms of the rules on times that need no claim.

    python benchmarks/file_clocks.py FOLDER

Every file with a capture time is read; those with a position count for the rules that need one. Pictures of one camera
model fail together, so the counts say what occurs and not how often it will.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from verifyctl.errors import VerifyctlError
from verifyctl.media.read import read_evidence
from verifyctl.model.facts import Facts, StageFacts
from verifyctl.model.metadata import TimeMeaning
from verifyctl.rules import (
    clock_before_device,
    file_times_differ,
    gps_time_differs,
    modified_before_captured,
    offset_against_place,
    times_cannot_all_hold,
)
from verifyctl.rules.base import Case
from verifyctl.rules.clocks import tagged
from verifyctl.stages import metadata, place
from verifyctl.stages.base import Evidence, FailedError, Job, NotApplicableError, UnavailableError

RULES = [
    module.RULE
    for module in (
        modified_before_captured,
        file_times_differ,
        gps_time_differs,
        clock_before_device,
        offset_against_place,
        times_cannot_all_hold,
    )
]


def case_of(path: Path, scratch: Path) -> Case | None:
    """A case with what the file says of itself, or None for what cannot be read."""
    try:
        evidence, data = read_evidence(path, max_bytes=100_000_000)
    except VerifyctlError:
        return None
    job = Job(source=Evidence(evidence, data, max_pixels=100_000_000), params={}, scratch=scratch)
    facts: dict[str, StageFacts] = {}
    for name, module in (("metadata", metadata), ("place", place)):
        try:
            facts[name] = module.collect(job).facts
        except (FailedError, NotApplicableError, UnavailableError):
            continue
    return Case(evidence=evidence, facts=Facts.model_validate(facts))


def main(folder: Path) -> None:
    files, alarms, examples = Counter[str](), Counter[str](), dict[str, list[str]]()
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            case = case_of(path, Path(scratch))
            if case is None or tagged(case, TimeMeaning.CAPTURED) is None:
                continue
            files["a capture time"] += 1
            for meaning in (TimeMeaning.MODIFIED, TimeMeaning.GPS):
                files[f"a capture time and one of {meaning.value}"] += tagged(case, meaning) is not None
            place_facts = case.facts.place
            files["a position whose zone is known"] += place_facts is not None
            files["an offset and such a position"] += place_facts is not None and any(
                entry.carried for entry in place_facts.offsets
            )
            for rule in RULES:
                if any(True for _ in rule.judge(case)):
                    alarms[rule.code] += 1
                    examples.setdefault(rule.code, []).append(path.name)
    for what, count in files.items():
        print(f"{count:5}  files with {what}")
    for rule in RULES:
        print(f"{alarms[rule.code]:5}  {rule.code}  {', '.join(examples.get(rule.code, [])[:4])}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
