"""An in-toto statement (v1) with a test result (v0.1), for policy engines that read attestations.

PASSED is "supported by the findings named" and nothing more; what could not be told is WARNED, never PASSED.
"""

from __future__ import annotations

from typing import Any

from verifyctl.model.canonical import printable
from verifyctl.model.verdict import Outcome, Status, Verdict
from verifyctl.report.named import Named
from verifyctl.report.safe import visible
from verifyctl.report.standings import items

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"

_RESULTS: dict[Outcome, str] = {
    Outcome.CONTRADICTED: "FAILED",
    Outcome.RECIRCULATED: "FAILED",
    Outcome.ALTERED: "FAILED",
    Outcome.CONFLICTING: "WARNED",
    Outcome.INCONCLUSIVE: "WARNED",
    Outcome.NOT_ASSESSABLE: "WARNED",
    Outcome.CONSISTENT: "PASSED",
}
_LISTS: dict[Status, str] = {
    Status.SUPPORTED: "passedTests",
    Status.CONTRADICTED: "failedTests",
    Status.CONFLICTING: "warnedTests",
    Status.INCONCLUSIVE: "warnedTests",
    Status.NOT_ASSESSED: "warnedTests",
}


def render(entry: Named) -> str:
    """The statement, unsigned, as JSON."""
    verdict = entry.verdict
    tests: dict[str, list[str]] = {"passedTests": [], "warnedTests": [], "failedTests": []}
    for item in items(verdict):
        tests[_LISTS[item.status]].append(visible(f"{item.id}={item.status.value}"))
    statement = {
        "_type": STATEMENT,
        "subject": [_descriptor(one.name, one.digests.sha256) for one in verdict.subject],
        "predicateType": PREDICATE,
        "predicate": {"result": _RESULTS[verdict.outcome], "configuration": _configuration(verdict), **tests},
    }
    return printable(statement, indent=1) + "\n"


def _configuration(verdict: Verdict) -> list[dict[str, Any]]:
    """What led to the result: the verdict, the claim and the weights, each by its digest."""
    described = [_descriptor("verdict", verdict.id), _descriptor("policy", verdict.policy.digest)]
    if verdict.claim is not None:
        described.append(_descriptor("claim", verdict.claim.digest))
    return described


def _descriptor(name: str, sha256: str) -> dict[str, Any]:
    return {"name": visible(name), "digest": {"sha256": sha256.removeprefix("sha256:")}}
