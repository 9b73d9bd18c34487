"""What was worked out from a value gives the value away: the sun's height a position, a release the device.

Such conclusions go out together with what they rest on. That a rule spoke, and in which direction, stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from verifyctl.custody.sensitive import RELEASE

TAKEN_OUT = "What was observed was worked out from {what} that was taken out of this version"

_FROM_DEVICE = frozenset({"device-after-claimed", "clock-before-device", "saved-by-newer-program"})
_PAIRS = "times-cannot-all-hold"


def without_conclusions(verdict: dict[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    """A verdict's JSON without what was worked out from values of these kinds (names of `sensitive.KINDS`)."""
    if "gps" in kinds:
        verdict = _without_findings(verdict, _from_position, "a position")
    if "device" in kinds:
        verdict = _without_releases(_without_findings(verdict, _from_device, "a device or program"))
    return verdict


def _from_position(finding: dict[str, Any]) -> bool:
    return str(finding["code"]) == "claimed-sun"


def _from_device(finding: dict[str, Any]) -> bool:
    pairs = finding.get("evidence", {}).get("pairs", ()) if finding["code"] == _PAIRS else ()
    return finding["code"] in _FROM_DEVICE or any(RELEASE in name for pair in pairs for name in pair)


def _without_findings(verdict: dict[str, Any], gone: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
    ids = {finding["id"] for finding in verdict["findings"] if gone(finding)}
    premises = [premise for item in verdict["contradictions"] for premise in item["premises"]]
    said = {finding["observation"] for finding in verdict["findings"] if finding["id"] in ids}
    said |= {premise["text"] for premise in premises if premise.get("finding") in ids}
    told = TAKEN_OUT.format(what=what)

    def finding_emptied(finding: dict[str, Any]) -> dict[str, Any]:
        if finding["id"] not in ids:
            return finding
        locations = [each for each in finding["locations"] if each["kind"] in ("tag", "claim")]
        return finding | {"observation": told, "evidence": {}, "locations": locations or finding["locations"][:1]}

    def premise_emptied(premise: dict[str, Any]) -> dict[str, Any]:
        return premise | {"text": told} if premise.get("finding") in ids else premise

    return verdict | {
        "findings": [finding_emptied(finding) for finding in verdict["findings"]],
        "contradictions": [
            item | {"premises": [premise_emptied(premise) for premise in item["premises"]]}
            for item in verdict["contradictions"]
        ],
        "verdict": _in_texts(verdict["verdict"], said, told),
    }


def _in_texts(value: Any, said: set[str], told: str) -> Any:
    """The sentences of the conclusion, in which observations and premises are repeated."""
    if isinstance(value, str):
        for text in said:
            value = value.replace(text, told)
        return value
    if isinstance(value, list):
        return [_in_texts(each, said, told) for each in value]
    if isinstance(value, dict):
        return {key: _in_texts(each, said, told) for key, each in value.items()}
    return value


def _without_releases(verdict: dict[str, Any]) -> dict[str, Any]:
    """Without the days on which what the file names came out: whoever has the day has the device."""
    timeline = verdict.get("timeline")
    if timeline is None:
        return verdict
    entries = [entry for entry in timeline.get("entries", ()) if not entry["id"].startswith(RELEASE)]
    relations = [
        pair
        for pair in timeline.get("relations", ())
        if not pair["first"].startswith(RELEASE) and not pair["second"].startswith(RELEASE)
    ]
    return verdict | {"timeline": timeline | {"entries": entries, "relations": relations}}
