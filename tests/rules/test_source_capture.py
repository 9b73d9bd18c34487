"""The same bytes as a recorded capture support the source; other bytes say nothing."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import DIGESTS, archived, case, context_facts
from verifyctl.model.claim import Source
from verifyctl.model.finding import Direction, Strength
from verifyctl.rules.base import Case
from verifyctl.rules.source_capture import RULE

OURS, OTHERS = DIGESTS.sha256, "00" * 32


def recorded(*sources: Source) -> Case:
    return case(context=context_facts(sources=sources))


class TestContract(RuleContract):
    rule = RULE
    fires = {"archived, the same": recorded(archived(sha256=OURS)), "the same": recorded(Source(url="u", sha256=OURS))}
    quiet = {"no digest": recorded(archived()), "no source": recorded()}
    cannot_tell = {"context failed": case()}
    innocent = {"re-encoded by the platform": recorded(archived(sha256=OTHERS))}


@pytest.mark.parametrize(
    ("source", "direction", "strength"),
    [
        (archived(sha256=OURS), Direction.SUPPORTS, Strength.MODERATE),
        (archived(sha256=f"sha256:{OURS}"), Direction.SUPPORTS, Strength.MODERATE),
        (Source(url="u", sha256=OURS), Direction.SUPPORTS, Strength.WEAK),
        (Source(archive_url="u", sha256=OURS), Direction.SUPPORTS, Strength.WEAK),
        (archived(sha256=OTHERS), Direction.NEUTRAL, Strength.NONE),
    ],
)
def test_weight(source: Source, direction: Direction, strength: Strength) -> None:
    found = only(RULE, recorded(source))
    assert (found.direction, found.strength) == (direction, strength)


def test_sources_are_told_apart() -> None:
    of = recorded(archived(), archived(sha256=OURS), Source(sha256=OTHERS))
    assert [found.id for found in findings(RULE, of)] == ["source-capture:source-2", "source-capture:source-3"]
