"""Known images: the picture's hashes, and what the given stores of known images hold that is the same or near."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifyctl.errors import StoreError
from verifyctl.model.facts import Match, MatchesFacts, Relation, StoreInfo
from verifyctl.model.stage import Component
from verifyctl.stages.base import Collected, FailedError, Job, NotApplicableError

if TYPE_CHECKING:
    from verifyctl.known.descriptors import Descriptors


def collect(job: Job) -> Collected:
    """Collect MatchesFacts from every store in `params["stores"]`, each `{"path": ..., "name": ...}`.

    A store that cannot be searched fails the stage: a search that did not happen must not read like one that found
    nothing. Raises NotApplicableError without stores.
    """
    stores = job.params.get("stores") or ()
    if not stores:
        raise NotApplicableError("no store of known images was given; nothing was searched for earlier copies")
    from verifyctl.known.descriptors import describe
    from verifyctl.known.search import CANDIDATE_BITS, MAX_CANDIDATES, NEAR_COPY_BITS

    picture = job.picture
    descriptors = describe(picture.rgb)
    searched: list[StoreInfo] = []
    matches: list[Match] = []
    for each in stores:
        info, found = _searched(each, descriptors, job.evidence.digests.sha256, picture.facts.digest)
        searched.append(info)
        matches += found
    rank = list(Relation)
    matches.sort(key=lambda match: (rank.index(match.relation), match.distance or 0, match.image.sha256))
    return Collected(
        facts=MatchesFacts(hashes=descriptors.hashes, stores=tuple(searched), matches=tuple(matches)),
        components=_components(descriptors.hashes.version),
        params={
            "stores": [store.digest for store in searched],
            "near_copy_bits": NEAR_COPY_BITS,
            "candidate_bits": CANDIDATE_BITS,
            "candidates_per_store": MAX_CANDIDATES,
        },
    )


def _searched(
    given: Mapping[str, Any], descriptors: Descriptors, sha256: str, pixel_digest: str
) -> tuple[StoreInfo, tuple[Match, ...]]:
    from verifyctl.known.search import search
    from verifyctl.known.store import Store

    name = str(given["name"])
    try:
        with Store.open(Path(given["path"]), name=name) as store:
            found = search(descriptors, sha256, pixel_digest, store)
            return StoreInfo(name=name, digest=store.digest(), images=store.count), found
    except StoreError as error:
        raise FailedError(f"a store of known images could not be searched: {error}") from error


def _components(hash_version: str) -> tuple[Component, ...]:
    from importlib.metadata import version

    packages = ("ImageHash", "numpy", "Pillow", "scipy")
    return (
        Component(name="hashes", version=hash_version),
        *(Component(name=package, version=version(package)) for package in packages),
    )
