"""Known images in the reports: what relates to what, in which store, where pages differ; others' words as theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.factories import box, changed_page, comparison, known, matches_facts, overlap, region
from tests.properties.strategies import some_matches_facts
from tests.report.conftest import HOSTILE, april, neutral
from verifyctl.model.matches import (
    Compared,
    Distances,
    Label,
    Level,
    Match,
    MatchesFacts,
    Relation,
    StoreInfo,
    Transform,
)
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.verdict import Verdict
from verifyctl.report.summary import one_line
from verifyctl.report.terminal import render

Make = Callable[..., Verdict]

SCREENSHOT = known(
    relation=Relation.SCREENSHOT_OF,
    also=(Relation.CROPPED_FROM,),
    overlap=overlap(480, 620),
    inliers=57,
    distances=Distances(pdq=102, phash=31),
    transform=Transform(scale=620, angle=-25),
    caption="أمر إلى الولايات",
    label=Label.DEBUNKED,
)
CHANGED = changed_page(
    id="bb" * 8,
    comparison=comparison(
        Compared.EDITED,
        region("ولاية الأنبار", "ولاية ديالى", line=4),
        region("1437", None, line=2, level=Level.LOOK),
        compared=910,
        not_comparable=(box(9),),
    ),
)


def searched(make: Make, *matches: Match, **changes: Any) -> Verdict:
    """The April verdict with these matches in its stage."""
    return with_facts(make, matches_facts(*matches), **changes)


def with_facts(make: Make, facts: MatchesFacts, **changes: Any) -> Verdict:
    ended = StageResult(stage="matches", version="1", status=StageStatus.RAN, facts=facts)
    others = tuple(stage for stage in april()["stages"] if stage.stage != "matches")
    return make(stages=(*others, ended), **changes)


def shown(verdict: Verdict, *, verbose: int = 0) -> str:
    """The section, its lines joined, without marks of direction."""
    text = render(verdict, width=100, color=False, verbose=verbose)
    section = re.search(r"^Known images\n(.*?)^$", text, re.MULTILINE | re.DOTALL)
    return " ".join(re.sub("[\u2066-\u2069]", "", section[1]).split()) if section else ""


def test_a_match_is_told_in_words_with_its_store_and_what_others_said(make: Make) -> None:
    text = shown(searched(make, SCREENSHOT))
    assert text.startswith("s: 10 images, sha256:9c9c9c9c9c9c…: 1 known copy - known image aaaaaaaaaaaaaaaa: ")
    assert (
        "the picture was a screenshot of it, with 62 % of the known image, on 48 % of this picture, turned by 2.5° "
        "counterclockwise, scaled to 62 %." in text
    )
    assert (
        "first seen 2014-01-01 (archived); captioned “أمر إلى الولايات”; labelled by people “debunked” "
        "https://example.org/a.jpg" in text
    )


def test_both_texts_of_a_changed_page_are_shown_and_what_was_not_read(make: Make) -> None:
    text = shown(searched(make, CHANGED))
    assert "Line by line, 3 % of the compared text differed; 91 % of the shared text could be compared." in text
    changed = "- changed at x 0, y 80 (80 × 20 pixels): “ولاية الأنبار” was read here, “ولاية ديالى” was read there"
    look = "- worth a look at x 0, y 40 (80 × 20 pixels): “1437” was read here, nothing was read there"
    assert f"{changed} {look}" in text


def test_figures_are_told_when_they_are_asked_for(make: Make) -> None:
    verdict = searched(make, SCREENSHOT, CHANGED)
    figures = (
        "57 places agreed on one transform",
        "Bits that differed: PDQ 102 of 256, pHash 31 of 64",
        "The known image scaled to 62 %, turned by -2.5°, stretched by 0 %, perspective 0 %",
        "Shared: 48 % of this picture, 62 % of the known image; x 0, y 0 (100 × 100 pixels) here, "
        "x 40, y 20 (120 × 100 pixels) there",
        "Not comparable: x 0, y 180 (80 × 20 pixels)",
    )
    assert [figure for figure in figures if figure in shown(verdict)] == []
    assert [figure for figure in figures if figure not in shown(verdict, verbose=1)] == []


def test_each_store_is_named_with_its_own_matches(make: Make) -> None:
    stores = tuple(
        StoreInfo(name=name, digest=f"sha256:{number:064x}", images=images)
        for number, (name, images) in enumerate((("first", 0), ("second", 7), ("third", 1200)))
    )
    facts = matches_facts(known(store=2), CHANGED.model_copy(update={"store": 2})).model_copy(update={"stores": stores})
    text = shown(with_facts(make, facts))
    assert "first: 0 images, sha256:000000000000…: it is empty second: 7 images" in text
    assert "sha256:000000000000…: nothing found third: 1,200 images" in text
    assert ": 1 known copy, 1 known page with changes - known image" in text


def test_without_a_search_there_is_no_section(verdict: Verdict, make: Make) -> None:
    assert shown(verdict) == ""
    assert shown(with_facts(make, matches_facts().model_copy(update={"stores": ()}))) == ""


def test_what_the_section_says_is_not_said_again_below(make: Make) -> None:
    findings = (neutral("known-copy", "Copy told."), neutral("no-match", "None told."), neutral("other", "Other told."))
    with_section = render(searched(make, SCREENSHOT, findings=findings), width=100, color=False)
    assert "told" not in with_section.replace("Other told.", "")
    assert "Other told." in with_section
    without = render(make(findings=findings), width=100, color=False)
    assert all(told in without for told in ("Copy told.", "None told.", "Other told."))
    assert "Copy told." in render(searched(make, SCREENSHOT, findings=findings), width=100, color=False, verbose=1)


def test_one_line_counts_copies_and_changed_pages(make: Make) -> None:
    template = known(relation=Relation.SAME_TEMPLATE)
    assert "(1 possible contradiction; 2 known copies; 1 known page with changes; not run: text)" in one_line(
        searched(make, SCREENSHOT, known(), CHANGED, template)
    )
    assert "known" not in one_line(searched(make, template))


def test_floods_of_matches_and_regions_are_cut_and_the_cut_is_said(make: Make) -> None:
    regions = tuple(region("word " * 300, "x" * 9000, line=line) for line in range(200))
    flood = (changed_page(*regions, caption="c" * 50_000), *(known(id=f"{number:016x}") for number in range(300)))
    text = render(searched(make, *flood), width=100, color=False)
    assert len(text) < 20_000
    assert "and 194 more in the verdict file" in text
    assert "and 293 more in the verdict file" in text


@pytest.mark.parametrize("verbose", [0, 1])
def test_hostile_words_in_a_store_cannot_write_into_the_report(make: Make, verbose: int) -> None:
    said = HOSTILE.replace("\ud800", "")
    match = known(
        relation=Relation.SAME_PAGE_CHANGED,
        id=said,
        first_seen=said,
        caption=said,
        credit=said,
        source_url=said,
        comparison=comparison(Compared.EDITED, region(said, said)),
    )
    facts = matches_facts(match)
    named = facts.model_copy(update={"stores": (facts.stores[0].model_copy(update={"name": said}),)})
    text = render(with_facts(make, named), width=80, color=False, verbose=verbose, path="x.json")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff]", text)
    assert [line for line in text.splitlines() if line.startswith("Verdict file:")] == ["Verdict file: x.json"]
    assert all(line.count("\u2068") == line.count("\u2069") for line in text.splitlines())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(some_matches_facts())
def test_any_search_can_be_shown(make: Make, facts: MatchesFacts) -> None:
    verdict = with_facts(make, facts)
    for verbose in (0, 1):
        text = render(verdict, width=60, color=False, verbose=verbose)
        assert text.isascii() or all(line.count("\u2068") == line.count("\u2069") for line in text.splitlines())
        assert ("\nKnown images\n" in text) is bool(facts.stores)
    assert "\n" not in one_line(verdict)
