"""Known images: the picture's hashes, and what the given stores of known images hold that is the same or near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifyctl.errors import StoreError
from verifyctl.model.matches import Match, MatchesFacts, Relation, StoreInfo
from verifyctl.model.stage import Component
from verifyctl.stages.base import Collected, FailedError, Job, NotApplicableError
from verifyctl.stages.differing import Texts

if TYPE_CHECKING:
    from verifyctl.known.pairs import Examinee


def collect(job: Job) -> Collected:
    """Collect MatchesFacts from every store in `params["stores"]`, each `{"path": ..., "name": ...}`.

    `params["tesseract"]` and `params["tessdata"]` are paths, or null to search, of the engine that reads the text of
    regions that differ; without it the regions are named without text. A store that cannot be searched fails the stage:
    a search that did not happen must not read like one that found nothing. Raises NotApplicableError where there is no
    image to compare with.
    """
    stores = job.params.get("stores") or ()
    if not stores:
        raise NotApplicableError("no store of known images was given; nothing was searched for earlier copies")
    from verifyctl.known.bits import CANDIDATE_BITS, NEAR_COPY_BITS
    from verifyctl.known.pairs import Examinee

    examinee = Examinee(job.picture, job.evidence.digests.sha256)
    texts = Texts(job)
    searched: list[StoreInfo] = []
    matches: list[Match] = []
    for place, each in enumerate(stores):
        info, found = _searched(each, examinee, texts)
        searched.append(info)
        matches += [match.model_copy(update={"store": place}) for match in found]
    if not any(info.images for info in searched):
        raise NotApplicableError(_all_empty(searched))
    return Collected(
        facts=MatchesFacts(
            hashes=examinee.descriptors.hashes,
            page=examinee.page,
            stores=tuple(searched),
            matches=tuple(sorted(matches, key=_strength)),
        ),
        components=(*_components(examinee.descriptors.hashes.version), *texts.components()),
        params={
            "stores": [store.digest for store in searched],
            "near_copy_bits": NEAR_COPY_BITS,
            "candidate_bits": CANDIDATE_BITS,
            **texts.outcome(),
        },
    )


def _searched(given: Mapping[str, Any], examinee: Examinee, texts: Texts) -> tuple[StoreInfo, Sequence[Match]]:
    from verifyctl.known.leads import opened
    from verifyctl.known.search import search
    from verifyctl.known.storage.sqlite import Store

    name = str(given["name"])
    try:
        with Store.open(Path(given["path"]), name=name) as store:
            found = []
            for match in search(examinee, store):
                number = store.number_of(match.image.id)
                kept = store.rendition(number) if match.comparison and number is not None else None
                found.append(match if kept is None else texts.read(match, examinee.rgb, opened(kept)))
            return StoreInfo(name=name, digest=store.digest(), images=store.count), found
    except StoreError as error:
        raise FailedError(f"a store of known images could not be searched: {error}") from error


def _strength(match: Match) -> tuple[int, int, str, int]:
    return list(Relation).index(match.relation), -(match.inliers or 0), match.image.id, match.store


def _all_empty(searched: Sequence[StoreInfo]) -> str:
    named = ", ".join(f"{store.name} ({store.digest})" for store in searched)
    return f"there was no image to compare with: every store that was given is empty: {named}"


def _components(hash_version: str) -> tuple[Component, ...]:
    from importlib.metadata import version

    packages = ("ImageHash", "numpy", "opencv-python-headless", "Pillow")
    return (
        Component(name="hashes", version=hash_version),
        *(Component(name=package, version=version(package)) for package in packages),
    )
