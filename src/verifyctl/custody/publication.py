"""What a public version leaves out besides redacted values: facts, coordinates, the detail of comparisons.

A report that explains precisely where a page was changed teaches the next one; conclusions and limits stay.
"""

from __future__ import annotations

from typing import Any

LEFT_OUT = "it ran; its facts were left out of this public version"
_WHERE = ("box", "region", "corner", "overlap", "transform", "polygon")
_COMPARED = frozenset({"known-images"})


def reduced(value: dict[str, Any]) -> dict[str, Any]:
    """A verdict's JSON without the facts of its stages, boxes, ranges, and values behind comparisons of pictures."""
    return value | {
        "stages": [_without_facts(stage) for stage in value["stages"]],
        "findings": [_finding(finding) for finding in value["findings"]],
        "handling": value["handling"] | {"share": "public"},
    }


def _without_facts(stage: dict[str, Any]) -> dict[str, Any]:
    kept = {key: each for key, each in stage.items() if key != "facts"}
    if "facts" in stage and stage["status"] == "ran":
        kept["reason"] = LEFT_OUT
    return kept


def _finding(finding: dict[str, Any]) -> dict[str, Any]:
    locations = [
        {key: each for key, each in location.items() if key in ("kind", "where")} for location in finding["locations"]
    ]
    evidence = {} if finding["group"] in _COMPARED else _without_places(finding.get("evidence", {}))
    return finding | {"locations": locations, "evidence": evidence}


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_places(each) for key, each in value.items() if not any(word in key.lower() for word in _WHERE)
        }
    if isinstance(value, list):
        return [_without_places(each) for each in value]
    return value
