"""Which time zone the position in the file lies in, and how clocks ran there when the file's clock showed its time."""

from __future__ import annotations

from verifyctl.media import position, zones
from verifyctl.model.place import LocalOffset, PlaceFacts
from verifyctl.model.stage import Component
from verifyctl.stages.base import Collected, FailedError, Job, NotApplicableError, UnavailableError


def collect(job: Job) -> Collected:
    """Collect PlaceFacts.

    Raises NotApplicableError where the file states no position, UnavailableError where no zone can be looked up.
    """
    stated = _stated(job)
    if stated is None:
        raise NotApplicableError("the file states no position")
    try:
        zone = zones.zone_of(stated.latitude, stated.longitude)
        if zone is None:
            raise FailedError("no time zone is known for the stated position")
        offsets = tuple(
            LocalOffset(
                tag=clock.tag,
                local=clock.shown.isoformat(),
                carried=clock.offset,
                offsets=zones.offsets_at(zone, clock.shown),
            )
            for clock in stated.clocks
        )
    except zones.NoZonesError as error:
        raise UnavailableError(str(error), next_step=zones.INSTALL) from error
    facts = PlaceFacts(zone=zone, offsets=offsets)
    return Collected(
        facts=facts, components=tuple(Component(name=name, version=version) for name, version in zones.versions())
    )


def _stated(job: Job) -> position.Stated | None:
    try:
        return position.stated(job.data, job.evidence.media_type)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - what Pillow cannot read states nothing; the stage metadata says why
        return None
