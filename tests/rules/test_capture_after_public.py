"""A capture tag after the picture was public weighs weakly and can never carry a contradiction."""

import pytest

from tests.contracts import RuleContract, contradictions, only
from tests.factories import archived, assertion, captured, case, claim, context_facts, decoded, known, matches_facts
from verifyctl.model.facts import ContextFacts
from verifyctl.model.finding import Direction, PremiseBasis, Strength
from verifyctl.model.matches import Match, Relation, SeenBasis
from verifyctl.model.metadata import MetadataFacts, TimeField, TimeMeaning
from verifyctl.rules.base import Case
from verifyctl.rules.capture_after_public import RULE

LATER = captured("2015-06-10T12:00:00+03:00")
TAKEN = claim(assertion("A1", "capture_time"), assertion("A2", "publication"))


def tagged(time: TimeField, context: ContextFacts | None = None, of: object = TAKEN) -> Case:
    return case(of, metadata=MetadataFacts(times=(time,)), context=context or context_facts())  # type: ignore[arg-type]


def copied(*matches: Match, time: TimeField = LATER, page: bool = False) -> Case:
    of = claim(assertion("A1", "order"))
    return case(of, metadata=MetadataFacts(times=(time,)), matches=matches_facts(*matches, page=page))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "after the post": tagged(LATER, context_facts(decoded()), claim(assertion("A1", "order"))),
        "after the archive's capture": tagged(LATER, context_facts(sources=(archived(),)), claim()),
        "after the claimed publication": tagged(LATER),
        "after it was first seen": tagged(LATER, of=claim(first_seen="2015-04-28")),
        "after a copy was archived": copied(known("2015-01-01")),
    }
    quiet = {
        "a copy that somebody dated": copied(known("2015-01-01", SeenBasis.STATED)),
        "a copy beside something newer": copied(known("2015-01-01", relation=Relation.SCREENSHOT_OF)),
        "another text on the same template": copied(known("2015-01-01", relation=Relation.REENCODED), page=True),
        "a later copy": copied(known("2016-01-01")),
        "before": tagged(captured("2015-04-26T12:00:00Z"), context_facts(decoded())),
        "another kind of time": tagged(captured("2015-06-10T12:00:00Z", meaning=TimeMeaning.MODIFIED)),
        "nothing public": tagged(LATER, of=claim(assertion("A1", "order"))),
        "saved by somebody, held by no archive": tagged(
            LATER, context_facts(sources=(archived(archive_url=None),)), claim()
        ),
        "no claim": tagged(LATER, context_facts(decoded()), None),
    }
    cannot_tell = {
        "metadata failed": case(TAKEN, context=context_facts(decoded())),
        "a client's own id": tagged(LATER, context_facts(decoded(scheme="atproto-tid")), claim()),
    }
    innocent = {
        "the same day, zone unknown": tagged(captured("2015-04-28T13:00:00"), context_facts(decoded())),
        "a later scan of the paper": tagged(LATER),
        "a phone repaired": tagged(captured("2031-01-01T00:00:00"), context_facts(decoded())),
    }
    innocent_weighs_at_most = Strength.WEAK


def test_it_weighs_weakly() -> None:
    found = only(RULE, tagged(LATER, context_facts(decoded())))
    assert (found.direction, found.strength) == (Direction.CONTRADICTS, Strength.WEAK)
    assert found.applies_to.assertions == ("A1",)


@pytest.mark.parametrize("name", list(TestContract.fires))
def test_a_camera_s_clock_carries_no_contradiction(name: str) -> None:
    (held,) = contradictions(RULE, TestContract.fires[name])
    assert held.premises[0].basis is PremiseBasis.FILE_STATEMENT
    assert not held.effective


@pytest.mark.parametrize(
    ("match", "basis"),
    [
        (known("2015-01-01"), PremiseBasis.ARCHIVED),
        (known("2015-01-01", SeenBasis.COMPUTED), PremiseBasis.COMPUTED),
        (known("2015-01-01", SeenBasis.ARCHIVED, relation=Relation.NEAR_COPY, distance=10), PremiseBasis.LIKENESS),
    ],
)
def test_a_likeness_is_no_identity(match: Match, basis: PremiseBasis) -> None:
    of = claim(assertion("A1", "capture_time"))
    scene = case(of, metadata=MetadataFacts(times=(LATER,)), matches=matches_facts(match))
    (held,) = contradictions(RULE, scene)
    assert held.premises[1].basis is basis


def test_a_day_s_slack_for_an_unknown_zone() -> None:
    late, later = captured("2015-04-28T13:59:00"), captured("2015-04-28T14:01:00")
    by_post = context_facts(decoded())
    of = claim(assertion("A1", "capture_time"))
    assert contradictions(RULE, tagged(late, by_post, of)) == ()
    assert contradictions(RULE, tagged(later, by_post, of)) != ()
