#!/usr/bin/env python3
"""How often the finding thumbnail-differs would be a false alarm: likeness of embedded thumbnails in a folder of files.

Every file counts as untouched, so each one below the threshold is an alarm to look at. Run it on camera files:

    python benchmarks/thumbnails.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from verifyctl.errors import UnreadableInputError
from verifyctl.media.read import read_evidence
from verifyctl.model.metadata import MetadataFacts
from verifyctl.rules.thumbnail_differs import DIFFERS_BELOW
from verifyctl.run.limits import Limits
from verifyctl.run.pool import Worker


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    likeness: list[tuple[int, str]] = []
    files = flat = 0
    with Worker(Limits(), max_pixels=100_000_000) as worker:
        for path in sorted(Path(sys.argv[1]).rglob("*")):
            if not path.is_file():
                continue
            try:
                evidence, data = read_evidence(path)
            except UnreadableInputError:
                continue
            files += 1
            worker.take(evidence, data)
            facts = worker.run_stage("metadata", {}).facts
            if not isinstance(facts, MetadataFacts) or facts.thumbnail is None:
                continue
            if facts.thumbnail.likeness is None:
                flat += 1
            else:
                likeness.append((facts.thumbnail.likeness, path.name))
    likeness.sort()
    alarms = [entry for entry in likeness if entry[0] < DIFFERS_BELOW]
    print(f"{files} pictures, {len(likeness)} with a thumbnail that could be compared, {flat} too flat to tell")
    print(f"below {DIFFERS_BELOW} of 1000 (finding thumbnail-differs): {len(alarms)}")
    print("the least like: " + ", ".join(f"{value} {name}" for value, name in likeness[:8]))


if __name__ == "__main__":
    main()
