"""Looking things up in the timeline of a case, for tests to share."""

from __future__ import annotations

from tests.factories import case, context_facts, decoded
from verifyctl.model.claim import Claim
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.timeline import Timeline, TimelineEntry, TimeRelation
from verifyctl.rules.base import Case
from verifyctl.rules.timeline import timeline


def table(of: Case) -> Timeline:
    """The timeline of a case in which something is dated."""
    found = timeline(of)
    assert found is not None
    return found


def entry(of: Case, identifier: str) -> TimelineEntry:
    """The entry with this id."""
    found = table(of).entry(identifier)
    assert found is not None, [item.id for item in table(of).entries]
    return found


def pair(of: Case, first: str, second: str) -> TimeRelation:
    """How these two stand."""
    (found,) = [item for item in table(of).relations if (item.first, item.second) == (first, second)]
    return found


def tagged(*times: object, **changes: object) -> MetadataFacts:
    return MetadataFacts(times=times, **changes)  # type: ignore[arg-type]


POST = "id:twitter-status:592840649733046272"
CAPTURE = "tag:EXIF DateTimeOriginal"


def posted(of: Claim | None = None, *times: object, at: str = "2015-04-28T00:00:00.000Z", **facts: object) -> Case:
    return case(of, metadata=tagged(*times), context=context_facts(decoded(at)), **facts)
