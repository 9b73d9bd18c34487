"""What CI and other programs read: read back with their own tools, within their limits, golden for one verdict."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from report.conftest import axis
from report.samples import letter
from sarif_pydantic import Sarif

from verifyctl.model.finding import Axis
from verifyctl.model.verdict import Conclusion, Outcome, Status, Verdict
from verifyctl.reasoning.sentences import BANNED
from verifyctl.report import github, intoto, words
from verifyctl.report.kinds import KINDS
from verifyctl.report.named import Named, Unread
from verifyctl.report.render import one, together

GOLDEN = Path(__file__).with_name("golden")
Make = Callable[..., Verdict]


def concluded(make: Make, outcome: Outcome, statuses: dict[Axis, Status]) -> Verdict:
    """A verdict with this outcome and these axes, everything else of the April one."""
    return make(
        verdict=Conclusion(outcome=outcome, headline="A headline.", does_not_say=("that it is true",)),
        axes=tuple(axis(each, statuses.get(each, Status.NOT_ASSESSED)) for each in Axis),
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "html"])
def test_golden(kind: str) -> None:
    """ACCEPT_GOLDEN=1 writes them anew."""
    entry = Named("evidence/letter.jpg", letter(), "letter.verdict.json")
    text = together(kind, [entry]) if KINDS[kind].together else one(kind, entry)
    path = GOLDEN / f"letter{KINDS[kind].suffix}"
    if os.environ.get("ACCEPT_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_form_says_what_only_people_say(kind: str, verdict: Verdict) -> None:
    entry = Named("a.jpg", verdict)
    text = (together(kind, [entry], everything=True) if KINDS[kind].together else one(kind, entry)).lower()
    assert [word for word in BANNED if f" {word} " in text] == []


# JUnit --------------------------------------------------------------------------------------------


def test_junit_has_a_case_for_each_question_and_assertion(make: Make) -> None:
    statuses = {
        Axis.INTEGRITY: Status.CONTRADICTED,
        Axis.ORIGINALITY: Status.CONFLICTING,
        Axis.CONTENT: Status.SUPPORTED,
        Axis.TIME_PLACE: Status.INCONCLUSIVE,
    }
    entry = Named("folder/a.jpg", concluded(make, Outcome.CONFLICTING, statuses))
    read = JUnitXml.fromstring(together("junit", [entry, Unread("b.jpg", "it is cut short")]))
    assert (read.tests, read.failures, read.errors, read.skipped) == (12, 2, 1, 8)
    suite, unread = list(read)
    assert suite.name == "folder/a.jpg"
    cases = {case.name.partition(":")[0]: case.result for case in suite}
    assert [type(cases[f"axis.{each.value}"][0]) for each in Axis if cases[f"axis.{each.value}"]] == [
        Failure,
        Failure,
        Skipped,
        Skipped,
    ]
    assert cases["axis.integrity"][0].type == "contradicted"
    assert cases["axis.originality"][0].type == "conflicting"
    assert {"assertion.A1", "assertion.A6"} <= cases.keys()
    assert {item.name: item.value for item in suite.properties()}["outcome"] == "conflicting"
    (case,) = list(unread)
    assert isinstance(case.result[0], Error)
    assert "cut short" in case.result[0].message


# SARIF --------------------------------------------------------------------------------------------


def test_sarif_holds_only_problems_unless_asked(make: Make) -> None:
    statuses = {Axis.INTEGRITY: Status.CONTRADICTED, Axis.CONTENT: Status.CONFLICTING, Axis.SOURCE: Status.SUPPORTED}
    entry = Named("folder/a b.jpg", concluded(make, Outcome.CONFLICTING, statuses))
    value = json.loads(together("sarif", [entry]))
    Sarif.model_validate(value)
    (run,) = value["runs"]
    assert [(each["kind"], each["level"]) for each in run["results"]] == [("fail", "error"), ("review", "none")]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"]] == [True, True]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "folder/a%20b.jpg"
    everything = json.loads(together("sarif", [entry], everything=True))
    Sarif.model_validate(everything)
    kinds = {each["kind"] for each in everything["runs"][0]["results"]}
    assert kinds == {"fail", "review", "pass", "open", "notApplicable"}


def test_sarif_fingerprints_follow_the_evidence_and_not_its_name(make: Make) -> None:
    verdict = concluded(make, Outcome.ALTERED, {Axis.INTEGRITY: Status.CONTRADICTED})

    def fingerprint(name: str) -> str:
        value = json.loads(together("sarif", [Named(name, verdict)]))
        return str(value["runs"][0]["results"][0]["partialFingerprints"])

    assert fingerprint("a.jpg") == fingerprint("elsewhere/b.jpg")


def test_sarif_tells_of_what_was_not_read() -> None:
    value = json.loads(together("sarif", [Unread("../b.jpg", "it is cut short")]))
    Sarif.model_validate(value)
    (notice,) = value["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "cut short" in notice["message"]["text"]


# GitHub -------------------------------------------------------------------------------------------


def test_no_more_than_ten_annotations_of_a_kind_and_the_rest_are_counted(make: Make) -> None:
    verdict = concluded(make, Outcome.ALTERED, {Axis.INTEGRITY: Status.CONTRADICTED})
    lines = github.commands([Named(f"{number}.jpg", verdict) for number in range(25)]).splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == github.MOST_OF_A_KIND
    assert "and 16 more" in errors[-1]
    assert all(len([line for line in lines if line.startswith(f"::{kind} ")]) <= 10 for kind in ("warning", "notice"))


def test_exactly_ten_are_all_shown(make: Make) -> None:
    verdict = concluded(make, Outcome.ALTERED, {Axis.INTEGRITY: Status.CONTRADICTED})
    lines = github.commands([Named(f"{number}.jpg", verdict) for number in range(10)]).splitlines()
    assert sum("file=" in line for line in lines if line.startswith("::error ")) == 10


def test_a_summary_stays_below_a_mebibyte_with_the_worst_first(make: Make) -> None:
    altered = concluded(make, Outcome.ALTERED, {Axis.INTEGRITY: Status.CONTRADICTED})
    entries: list[Any] = [Named(f"{number:05d}-{'n' * 300}.jpg", make()) for number in range(4000)]
    text = github.summary([*entries, Named("z.jpg", altered)])
    assert len(text.encode()) < 1024 * 1024
    assert "z.jpg" in text.splitlines()[4]
    assert "more; the reports hold them all" in text
    assert text.rstrip().endswith(words.SILENCE)


# in-toto and ClaimReview --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "result"),
    [
        (Outcome.CONTRADICTED, "FAILED"),
        (Outcome.RECIRCULATED, "FAILED"),
        (Outcome.ALTERED, "FAILED"),
        (Outcome.CONFLICTING, "WARNED"),
        (Outcome.INCONCLUSIVE, "WARNED"),
        (Outcome.NOT_ASSESSABLE, "WARNED"),
        (Outcome.CONSISTENT, "PASSED"),
    ],
)
def test_an_in_toto_statement_names_the_picture_and_never_passes_what_could_not_be_told(
    make: Make, outcome: Outcome, result: str
) -> None:
    statement = json.loads(intoto.render(Named("a.jpg", concluded(make, outcome, {}))))
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["subject"][0]["digest"]["sha256"] == "b3" * 32
    assert statement["predicate"]["result"] == result
    assert "axis.integrity=not_assessed" in statement["predicate"]["warnedTests"]
    assert statement["predicate"]["passedTests"] == []


def test_a_claim_review_leaves_the_judgement_to_a_person(verdict: Verdict, bare: Verdict) -> None:
    draft = json.loads(one("claimreview-draft", Named("a.jpg", verdict)))
    assert draft["@context"] == "https://schema.org"
    assert (draft["reviewRating"], draft["author"], draft["url"]) == (None, None, None)
    assert draft["claimReviewed"]
    assert len(draft["claimReviewed"]) <= 75
    for text in (one("claimreview-draft", Named("a.jpg", each)) for each in (verdict, bare, letter())):
        assert "MediaReview" not in text
        assert "mediaAuthenticityCategory" not in text


def test_a_contradiction_is_told_before_the_sum() -> None:
    from verifyctl.report.standings import items, why

    verdict = letter()
    for item in items(verdict):
        assert why(item, verdict).strip()
