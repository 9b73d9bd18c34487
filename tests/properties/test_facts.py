"""What must hold of every case, from facts to statuses: absence, misread digits, names and notes change nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import (
    assertion,
    captured,
    case,
    claim,
    context_facts,
    decoded,
    evidence,
    file_facts,
    full_facts,
    matches_facts,
    name_facts,
    place_read,
    reading,
    results,
    text_facts,
)
from tests.properties.strategies import some_dates, some_match, some_matches_facts
from verifyctl.model.claim import AssertionKind, Claim, Layer, SidecarNote
from verifyctl.model.facts import DecodedTime, Facts, NameFacts
from verifyctl.model.finding import Axis, Direction
from verifyctl.model.matches import Match, MatchesFacts, Relation
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.text import DateStatus
from verifyctl.model.verdict import Status
from verifyctl.reasoning.judge import Judgement, judge
from verifyctl.reasoning.policy import default_policy
from verifyctl.rules.base import Case
from verifyctl.rules.catalogue import RULES

LINES = ("إلى: ولاة الولايات", "الموضوع: إرسال تعزيزات", "٨ رجب ١٤٣٦ 27/04/2015", "رقم ١٢٣/٤٥")
DAYS = st.dates(date(2010, 1, 1), date(2020, 12, 31)).map(str)


def judged(of: Case) -> Judgement:
    return judge(of, results(of), RULES, default_policy())


def statuses(of: Judgement) -> dict[str, Status]:
    return {str(item.id): item.status for item in (*of.axes, *of.assertions)} | {"outcome": of.conclusion.outcome}  # type: ignore[dict-item]


TIMES = ("publication", "capture_time")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Claims of every dated kind, of words with and without digits, of what is never assessed; with readings."""
    phrases = ("ولاة الولايات", "تعزيزات", "ديالى", "رجب ١٤٣٦", "1436", "رقم ١٢٣", "27/04/2015")
    kinds = ("document_date", "publication", "capture_time", "order", "serial", "issuer", "event")
    made = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(kinds), max_size=5))):
        dated = kind in kinds[:3]
        sought = draw(st.lists(st.sampled_from(phrases), max_size=0 if kind in TIMES else 3))
        hijri = "1436-07-08" if kind == "document_date" and draw(st.booleans()) else None
        made.append(assertion(f"A{number}", kind, draw(DAYS) if dated else None, look_for=tuple(sought), hijri=hijri))
    read = [reading(text, field=field) for text, field in draw(st.sets(st.sampled_from(PERSON)))]
    return claim(*made, readings=tuple(read), first_seen=draw(st.none() | DAYS))


PERSON = (("٨ رجب ١٤٣٦", "document_date"), ("20 May 2016", "document_date"), ("إرسال تعزيزات", "order"))


def posts() -> st.SearchStrategy[Any]:
    return st.lists(st.builds(decoded, DAYS.map(lambda day: f"{day}T12:00:00Z")), max_size=1).map(
        lambda found: context_facts(*found)
    )


def case_of(of: Claim, context: Any, **facts: Any) -> Case:
    return case(of, **full_facts() | {"context": context, "text": text_facts(*LINES)} | facts)


@settings(max_examples=150)
@given(claims(), posts(), some_dates(len(LINES)))
def test_a_date_that_a_machine_read_changes_no_status(of: Claim, context: Any, dates: tuple[Any, ...]) -> None:
    without = judged(case_of(of, context))
    with_dates = judged(case_of(of, context, text=text_facts(*LINES, dates=dates)))
    assert statuses(without) == statuses(with_dates)
    assert [axis.net for axis in without.axes] == [axis.net for axis in with_dates.axes]


@settings(max_examples=150)
@given(claims(), posts(), some_dates(len(LINES), status=DateStatus.CROSS_CHECKED))
def test_a_date_that_was_cross_checked_contradicts_nothing(of: Claim, context: Any, dates: tuple[Any, ...]) -> None:
    """At most it speaks for the claimed date: no machine's reading of digits speaks against anything."""
    without = judged(case_of(of, context))
    with_dates = judged(case_of(of, context, text=text_facts(*LINES, dates=dates)))
    assert [item for item in with_dates.contradictions if item.effective] == [
        item for item in without.contradictions if item.effective
    ]
    against = {item.id for item in without.findings if item.direction is Direction.CONTRADICTS}
    assert {item.id for item in with_dates.findings if item.direction is Direction.CONTRADICTS} == against
    dated = {item.id for item in of.of_kind(AssertionKind.DOCUMENT_DATE)}
    for before, after in zip(without.assertions, with_dates.assertions, strict=True):
        assert after.net >= before.net
        assert after.id in dated or after.net == before.net


@settings(max_examples=150)
@given(claims(), some_dates(len(LINES), status=DateStatus.CROSS_CHECKED))
def test_what_machines_read_supports_nothing_without_a_person(of: Claim, dates: tuple[Any, ...]) -> None:
    """Words, digits, dates and places of one picture are one group, however many agree with the claim."""
    places = (place_read("iq-an", "الأنبار"),)
    asked = assertion("A9", "destination", value="Anbar", look_for=("ولاة الولايات",))
    unread = of.model_copy(update={"readings": (), "assertions": (*of.assertions, asked)})
    judgement = judged(case(unread, **full_facts() | {"text": text_facts(*LINES, dates=dates, places=places)}))
    content = next(axis for axis in judgement.axes if axis.id is Axis.CONTENT)
    documents = [
        item
        for item in judgement.assertions
        if item.id in {each.id for each in unread.assertions if each.info.layer is Layer.DOCUMENT}
    ]
    assert content.groups.supporting == 1
    assert Status.SUPPORTED not in {content.status, *(item.status for item in documents)}


@settings(max_examples=150)
@given(claims(), posts(), st.lists(st.sampled_from("0123456789٠١٢٣٤٥٦٧٨٩"), min_size=24, max_size=24))
def test_misread_digits_change_no_status(of: Claim, context: Any, digits: list[str]) -> None:
    left = iter(digits)
    misread = tuple("".join(next(left) if char.isdigit() else char for char in line) for line in LINES)
    assert statuses(judged(case_of(of, context))) == statuses(judged(case_of(of, context, text=text_facts(*misread))))


@given(claims(), st.sets(st.sampled_from(("icc", "jfif", "comment"))).map(tuple))
def test_nothing_leans_against_a_picture_for_what_it_lacks(of: Claim, blocks: tuple[str, ...]) -> None:
    """No metadata, no text, no match, no source: and no person said otherwise."""
    bare = case(
        of.model_copy(update={"readings": ()}),
        file=file_facts(),
        metadata=MetadataFacts(blocks=blocks),
        text=text_facts(),
        matches=matches_facts(),
        context=context_facts(),
    )
    found = judged(bare).findings
    assert {item.direction for item in found} <= {Direction.NEUTRAL, Direction.NOT_ASSESSABLE}
    assert "metadata-absent" in {item.code for item in found}


@given(claims(), posts())
def test_metadata_that_is_absent_and_metadata_that_failed_weigh_alike(of: Claim, context: Any) -> None:
    absent, failed = case_of(of, context, metadata=MetadataFacts()), case_of(of, context, metadata=None)
    assert statuses(judged(absent)) == statuses(judged(failed))


@given(
    claims(),
    posts(),
    st.builds(name_facts, st.text(min_size=1, max_size=20), agrees=st.sampled_from([True, False, None])),
    st.lists(DAYS, max_size=2),
    st.text(max_size=20),
)
def test_names_and_notes_change_no_status(
    of: Claim, context: Any, named: NameFacts, days: list[str], note: str
) -> None:
    plain = case_of(of, context)
    name = named.name
    times = tuple(
        DecodedTime(scheme="name-screenshot", id=day, at=day, source=name, basis="as written") for day in days
    )
    notes = (SidecarNote(name=f"{name}.notes.txt", size=len(note), sha256="0" * 64, text=note),)
    renamed = Case(
        evidence=evidence(name=name),
        facts=plain.facts.model_copy(
            update={
                "file": file_facts(name=named),
                "context": context.model_copy(update={"name_times": times, "notes": notes}),
            }
        ),
        claim=of,
    )
    before, after = judged(plain), judged(renamed)
    assert statuses(before) == statuses(after)
    assert [item for item in before.findings if item.reproducible] == [
        item for item in after.findings if item.reproducible
    ]


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    """Facts of stages that ran or failed, with copies, capture times and dates of any kind."""
    facts = {
        "file": file_facts(),
        "metadata": MetadataFacts(times=tuple(captured(f"{day}T12:00:00") for day in draw(st.lists(DAYS, max_size=2)))),
        "text": text_facts(*LINES, dates=draw(some_dates(len(LINES)))),
        "matches": draw(some_matches_facts()),
        "context": draw(posts()),
    }
    failed = draw(st.sets(st.sampled_from(list(facts))))
    made = {name: None if name in failed else value for name, value in facts.items()}
    return Case(evidence=evidence(), facts=Facts(**made), claim=draw(st.none() | claims()))


@settings(max_examples=200)
@given(any_case())
def test_every_case_can_be_judged(of: Case) -> None:
    judgement = judged(of)
    ids = [item.id for item in judgement.findings]
    assert len(set(ids)) == len(ids)
    layers = {item.id: item.info for item in of.assertions}
    for item in judgement.findings:
        assert all(layers[name].layer is item.layer for name in item.applies_to.assertions)
    for standing in judgement.assertions:
        if layers[standing.id].layer is Layer.WORLD:
            assert standing.status is Status.NOT_ASSESSED
    assert judge(of, results(of), tuple(reversed(RULES)), default_policy()).axes == judgement.axes


@given(any_case())
def test_an_accusation_has_two_groups_or_premises_that_carry(of: Case) -> None:
    judgement = judged(of)
    held = {name for item in judgement.contradictions if item.effective for name in (*item.axes, *item.assertions)}
    for standing in (*judgement.axes, *judgement.assertions):
        if standing.status is Status.CONTRADICTED:
            assert standing.groups.contradicting >= 2 or standing.id in held


# matches ------------------------------------------------------------------------------------------

NO_COPY = (Relation.SAME_TEMPLATE, Relation.CANDIDATE)
LIKENESS = tuple(relation for relation in Relation if relation not in ("identical_bytes", "identical_pixels"))


@settings(max_examples=60)
@given(claims(), posts(), some_matches_facts(NO_COPY))
def test_other_text_on_one_template_and_candidates_change_no_status(
    of: Claim, context: Any, matches: MatchesFacts
) -> None:
    assert statuses(judged(case_of(of, context, matches=matches))) == statuses(judged(case_of(of, context)))


@settings(max_examples=60)
@given(claims(), posts(), some_matches_facts(LIKENESS))
def test_likeness_alone_makes_no_contradiction(of: Claim, context: Any, matches: MatchesFacts) -> None:
    found = judged(case_of(of, context, matches=matches)).contradictions
    assert not any(item.effective for item in found if item.kind == "copy-before-claimed-time")


@settings(max_examples=120)
@given(claims(), posts(), some_matches_facts(LIKENESS))
def test_a_page_without_a_whole_comparison_is_never_called_recirculated(
    of: Claim, context: Any, matches: MatchesFacts
) -> None:
    def uncompared(match: Match) -> Match:
        map_ = match.comparison
        whole = map_ is not None and map_.outcome == "unchanged" and map_.compared >= 900
        return match.model_copy(update={"comparison": None}) if whole else match

    pages = matches.model_copy(update={"page": True, "matches": tuple(map(uncompared, matches.matches))})
    axes = {axis.id: axis for axis in judged(case_of(of, context, matches=pages)).axes}
    assert axes[Axis.ORIGINALITY].status is not Status.CONTRADICTED
    assert axes[Axis.INTEGRITY].status is not Status.CONTRADICTED


@settings(max_examples=60)
@given(claims(), posts(), some_match(), st.data())
def test_what_a_store_says_beside_the_date_changes_no_status(
    of: Claim, context: Any, match: Match, data: st.DataObject
) -> None:
    """Labels, captions, notes and addresses are words, whoever's they are."""
    words = data.draw(some_match()).image.model_dump(include={"label", "caption", "note", "source_url"})
    other = match.model_copy(update={"image": match.image.model_copy(update=words)})
    before, after = (judged(case_of(of, context, matches=matches_facts(each))) for each in (match, other))
    assert statuses(before) == statuses(after)
    assert [axis.net for axis in before.axes] == [axis.net for axis in after.axes]


@settings(max_examples=60)
@given(claims(), posts(), some_matches_facts())
def test_an_empty_search_leaves_originality_unassessed(of: Claim, context: Any, matches: MatchesFacts) -> None:
    empty = matches.model_copy(
        update={"stores": tuple(store.model_copy(update={"images": 0}) for store in matches.stores), "matches": ()}
    )
    axes = {axis.id: axis.status for axis in judged(case_of(of, context, matches=empty)).axes}
    assert axes[Axis.ORIGINALITY] is Status.NOT_ASSESSED
