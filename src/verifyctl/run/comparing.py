"""What a worker does with two pictures at once: compare two files, draw the evidence pictures of matches."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifyctl.model.matches import Match, MatchesFacts
from verifyctl.stages.base import Evidence, Job
from verifyctl.stages.differing import Texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def compare(job: Job, other: Evidence) -> dict[str, Any]:
    """The match of the evidence with another file, or none, and its pictures where `params["artifacts"]` asks for them.

    Raises FailedError or UnavailableError where one of the two cannot be decoded.
    """
    from verifyctl.known.compare import compare as compare_pictures
    from verifyctl.known.pairs import Examinee

    known = other.picture
    examinee = Examinee(job.picture, job.evidence.digests.sha256)
    taken = Examinee(known, other.file.digests.sha256)
    match = compare_pictures(examinee, taken)
    answer: dict[str, Any] = {"flat": examinee.descriptors.hashes.flat or taken.descriptors.hashes.flat}
    if match is None:
        return answer
    texts = Texts(job)
    match = texts.read(match, examinee.rgb, known.rgb)
    answer |= {"match": match.as_json(), **texts.outcome()}
    if job.params.get("artifacts"):
        answer["files"] = _drawn(match, examinee.rgb, known.rgb)
    return answer


def artifacts(job: Job, facts: MatchesFacts, stores: Sequence[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The pictures of every match of which its store keeps something to look at: by its place among the matches.

    PNG files in base64 by name. Raises StoreError where a store cannot be read.
    """
    from verifyctl.known.leads import opened
    from verifyctl.known.storage.sqlite import Store

    files = {}
    for place, given in enumerate(stores):
        with Store.open(Path(given["path"]), name=given["name"]) as store:
            for index, match in enumerate(facts.matches):
                number = store.number_of(match.image.id) if match.store == place else None
                kept = None if number is None else store.rendition(number)
                if kept is not None:
                    files[str(index)] = _drawn(match, job.picture.rgb, opened(kept))
    return files


def _drawn(match: Match, evidence: NDArray[np.uint8], known: NDArray[np.uint8]) -> dict[str, str]:
    from verifyctl.known.artifacts import draw

    return {name: base64.b64encode(data).decode() for name, data in draw(match, evidence, known).items()}
