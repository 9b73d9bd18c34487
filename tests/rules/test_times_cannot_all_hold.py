"""The table's impossible pairs, summed up without weight."""

from tests.contracts import RuleContract, findings, only
from tests.factories import (
    assertion,
    captured,
    case,
    checked_pair,
    claim,
    context_facts,
    date_read,
    decoded,
    known,
    matches_facts,
    text_facts,
)
from verifyctl.model.metadata import MetadataFacts
from verifyctl.rules.times_cannot_all_hold import RULE

LATE = MetadataFacts(times=(captured("2016-01-01T10:00:00Z"),))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "captured after the post": case(
            claim(assertion("A1", "event")), metadata=LATE, context=context_facts(decoded())
        ),
        "dated after the post": case(
            claim(assertion(value="2015-06-01")), context=context_facts(decoded("2015-04-28T00:00:00Z"))
        ),
    }
    quiet = {
        "nothing dated": case(),
        "in order": case(claim(assertion()), context=context_facts(decoded())),
        "a machine's reading": case(
            context=context_facts(decoded()), text=text_facts("x", dates=(date_read("2016-01-01"),))
        ),
        "a letter in two calendars": case(text=text_facts("x", dates=checked_pair())),
    }
    cannot_tell = {"no stage ran": case(claim(assertion("A1", "event")))}
    innocent = {
        "a later scan": case(claim(assertion()), metadata=LATE, context=context_facts(decoded())),
        "an old copy": case(claim(assertion("A1", "capture_time")), matches=matches_facts(known("2014-01-01"))),
    }


def test_the_pair_is_named() -> None:
    found = only(RULE, TestContract.fires["captured after the post"])
    assert found.evidence == {"pairs": [["tag:EXIF DateTimeOriginal", "id:twitter-status:592840649733046272"]]}
    assert "1 pair of times could not both hold" in found.observation
    assert {place.kind for place in found.locations} == {"tag", "external_record"}


def test_what_only_a_name_or_a_machine_says_is_no_such_pair() -> None:
    assert findings(RULE, TestContract.quiet["a machine's reading"]) == ()
