"""An earlier copy weighs by how its date is known and by what it shares; a contradiction needs the same pixels."""

import pytest

from tests.contracts import RuleContract, contradictions, findings, only
from tests.factories import (
    archived,
    assertion,
    captured,
    case,
    changed_page,
    claim,
    comparison,
    context_facts,
    decoded,
    known,
    matches_facts,
    overlap,
    reading,
    region,
)
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.matches import Compared, Level, Match, Relation, SeenBasis
from verifyctl.model.metadata import MetadataFacts
from verifyctl.rules.base import Case
from verifyctl.rules.earlier_copy_known import RULE

LETTER = claim(assertion("A1"))
SCENE = claim(assertion("A1", "capture_time"))
POSTED = claim(assertion("A1", "publication"))


UNCHANGED = comparison()
LOOK = comparison(Compared.UNCHANGED, region(level=Level.LOOK))


def with_copy(match: Match, of: object = LETTER) -> Case:
    return case(of, matches=matches_facts(match), context=context_facts())  # type: ignore[arg-type]


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "same pixels, archived": with_copy(known()),
        "same bytes, computed": with_copy(known(basis=SeenBasis.COMPUTED, relation=Relation.IDENTICAL_BYTES)),
        "somebody's word": with_copy(known(basis=SeenBasis.STATED)),
        "near copy of a scene": with_copy(known(relation=Relation.NEAR_COPY, distance=10), SCENE),
        "before the claimed post": with_copy(known(), POSTED),
        "a part of an older picture": with_copy(known(relation=Relation.CROPPED_FROM), SCENE),
        "a collage that shows an older picture": with_copy(known(relation=Relation.CONTAINS), SCENE),
        "before the post's own time": case(
            claim(assertion("A1", "subject")), matches=matches_facts(known()), context=context_facts(decoded())
        ),
    }
    quiet = {
        "later copy": with_copy(known("2016-01-01")),
        "undated copy": with_copy(known(None, None)),
        "the year alone overlaps": with_copy(known("2015")),
        "posted the morning before the claimed day": with_copy(known("2015-04-26T08:00:00Z"), POSTED),
        "a candidate": with_copy(known(relation=Relation.CANDIDATE, distance=60)),
        "another text on one template": with_copy(known(relation=Relation.SAME_TEMPLATE)),
        "the page with changes": with_copy(changed_page()),
        "no claim, no post": case(matches=matches_facts(known()), context=context_facts()),
        "no time is claimed": with_copy(known(), claim(assertion("A1", "subject"))),
    }
    cannot_tell = {"matches failed": case(LETTER, context=context_facts())}
    innocent = {
        "same day, elsewhere on Earth": with_copy(known("2015-04-26T11:00:00Z")),
        "the first post was a day earlier": with_copy(known("2015-04-26"), POSTED),
        "another order on the same form": with_copy(known(relation=Relation.NEAR_COPY, distance=18)),
        "a date on somebody's word": with_copy(known("2015-04-20", SeenBasis.STATED)),
        "a page whose text was not compared": with_copy(known(relation=Relation.SCREENSHOT_OF, inliers=300)),
        "a new photograph of an old poster": with_copy(known(relation=Relation.PHOTOGRAPH_OF), SCENE),
        "a new collage of old pictures": with_copy(known(relation=Relation.CONTAINS), SCENE),
        "a new screenshot of an old post": with_copy(known(relation=Relation.SCREENSHOT_OF), POSTED),
    }
    innocent_weighs_at_most = Strength.WEAK


@pytest.mark.parametrize(
    ("match", "of", "strength"),
    [
        (known(), LETTER, Strength.MODERATE),
        (known(basis=SeenBasis.COMPUTED), LETTER, Strength.MODERATE),
        (known(basis=SeenBasis.STATED), LETTER, Strength.WEAK),
        (known(basis=None), LETTER, Strength.WEAK),
        (known(relation=Relation.NEAR_COPY, distance=18), SCENE, Strength.MODERATE),
        # Two receipts of one shop with other texts were found at a distance of 18 bits.
        (known(relation=Relation.NEAR_COPY, distance=18), LETTER, Strength.WEAK),
        # On pages no count of matched places says that the text is the same. A whole comparison without a mark does.
        (known(relation=Relation.REENCODED, inliers=700), LETTER, Strength.WEAK),
        (known(relation=Relation.REENCODED, comparison=UNCHANGED), LETTER, Strength.MODERATE),
        (known(relation=Relation.REENCODED, comparison=comparison(compared=899)), LETTER, Strength.WEAK),
        (known(relation=Relation.REENCODED, comparison=LOOK), LETTER, Strength.WEAK),
        (known(relation=Relation.PHOTOGRAPH_OF, comparison=comparison(Compared.UNDECIDED)), LETTER, Strength.WEAK),
        # Where the known image is a page, the picture is held to the comparison, whatever it looks like itself.
        (known(relation=Relation.PHOTOGRAPH_OF, comparison=comparison(compared=300)), SCENE, Strength.WEAK),
        # A crop is as old as what it was cut from.
        (known(relation=Relation.CROPPED_FROM, overlap=overlap(1000, 300)), SCENE, Strength.MODERATE),
        (known(relation=Relation.FRAMED), SCENE, Strength.MODERATE),
        (known(relation=Relation.MIRRORED), POSTED, Strength.MODERATE),
        # What shows an older picture may itself be new.
        (known(relation=Relation.CONTAINS, overlap=overlap(200, 1000)), SCENE, Strength.WEAK),
        (known(relation=Relation.SCREENSHOT_OF), SCENE, Strength.WEAK),
        (known(relation=Relation.CROPPED_FROM, also=(Relation.CONTAINS,)), SCENE, Strength.WEAK),
        # But a screenshot of a page is not younger than the date on the page.
        (known(relation=Relation.SCREENSHOT_OF, comparison=UNCHANGED), LETTER, Strength.MODERATE),
        (
            known(relation=Relation.SCREENSHOT_OF, also=(Relation.CONTAINS,), comparison=UNCHANGED),
            LETTER,
            Strength.WEAK,
        ),
    ],
)
def test_the_weight_follows_the_date_and_the_likeness(match: Match, of: object, strength: Strength) -> None:
    found = only(RULE, with_copy(match, of))
    assert (found.direction, found.strength) == (Direction.CONTRADICTS, strength)


@pytest.mark.parametrize(
    ("match", "effective"),
    [
        (known(), True),
        (known(relation=Relation.IDENTICAL_BYTES, basis=SeenBasis.COMPUTED), True),
        (known(basis=SeenBasis.STATED), False),
        (known(relation=Relation.NEAR_COPY, distance=0), False),
        (known(relation=Relation.REENCODED, comparison=UNCHANGED), False),
        (known(relation=Relation.CONTAINS), False),
    ],
)
def test_only_the_same_pixels_with_a_founded_date_contradict(match: Match, effective: bool) -> None:
    (held,) = contradictions(RULE, with_copy(match))
    assert held.effective is effective
    assert held.assertions == ("A1",)


def test_the_best_founded_copy_is_taken() -> None:
    copies = (
        known("2001-01-01", SeenBasis.STATED, id="stated"),
        known("2002-01-01", relation=Relation.NEAR_COPY, distance=3, id="near"),
        known("2003-01-01", id="later"),
        known("2002-02-01", relation=Relation.CROPPED_FROM, also=(Relation.CONTAINS,), id="shown"),
        known("2002-06-01", id="best"),
    )
    for order in (copies, copies[::-1]):
        found = only(RULE, case(LETTER, matches=matches_facts(*order), context=context_facts()))
        assert found.id == "earlier-copy-known:best"


def test_a_photograph_of_an_old_letter_is_as_old_as_its_capture() -> None:
    old_letter = claim(assertion("A1", value="1990-05-01"), assertion("A2", "capture_time", "2015-04-27"))
    (held,) = contradictions(RULE, with_copy(known("2014-01-01"), old_letter))
    assert held.assertions == ("A2",)


def test_a_copy_between_a_letter_s_date_and_its_capture_says_nothing_of_the_letter() -> None:
    letter = claim(assertion("A1", value="1990-05-01"))
    assert findings(RULE, with_copy(known("2014-01-01"), letter)) == ()


def test_metadata_and_readings_play_no_part() -> None:
    of = claim(assertion("A1"), readings=(reading("27 April 2015"),))
    plain = case(LETTER, matches=matches_facts(known()), context=context_facts(sources=(archived(),)))
    more = Case(
        evidence=plain.evidence,
        facts=plain.facts.model_copy(update={"metadata": MetadataFacts(times=(captured("2013-01-01T00:00:00Z"),))}),
        claim=of,
    )
    assert findings(RULE, plain) == findings(RULE, more)


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (known(relation=Relation.CROPPED_FROM, overlap=overlap(1000, 300)), "; the shared part existed by then"),
        (known(relation=Relation.CONTAINS), "; the date is that of what it showed, and not of the whole"),
        (known(relation=Relation.PHOTOGRAPH_OF), "; the date is that of what it showed, and not of the whole"),
        (known(), "the picture had the same pixels"),
    ],
)
def test_it_says_what_of_the_picture_is_older(match: Match, said: str) -> None:
    observed = only(RULE, with_copy(match, SCENE)).observation
    assert observed.startswith(
        f"Against known image {'aa' * 8}, first seen 2014-01-01 (archived) and so before the claimed time of"
    )
    assert observed.endswith(said)


@pytest.mark.parametrize(
    ("match", "of", "needed"),
    [
        (known(relation=Relation.FRAMED), SCENE, "the picture holds what the known image holds, by their likeness"),
        (known(relation=Relation.FRAMED), LETTER, "by their likeness and with the same words on it"),
        (known(relation=Relation.CONTAINS), SCENE, ", and the claimed time is that of what it shows"),
    ],
)
def test_a_possible_contradiction_says_what_would_have_to_hold(match: Match, of: object, needed: str) -> None:
    (held,) = contradictions(RULE, with_copy(match, of))
    assert held.premises[1].text.endswith(needed)
