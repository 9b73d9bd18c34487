"""Sealing a verdict: the digest of what a re-run must reproduce, and the id over the whole file."""

from __future__ import annotations

import json
from typing import Any

from verifyctl.errors import VerdictError
from verifyctl.model.base import reproducible
from verifyctl.model.canonical import digest, printable
from verifyctl.model.verdict import FORMAT_VERSION, Verdict

UNSEALED = "sha256:" + "0" * 64


def seal(verdict: Verdict) -> Verdict:
    """The same verdict with its `result_digest` and `id` filled in."""
    return with_id(verdict.model_copy(update={"result_digest": result_digest(verdict)}))


def with_id(verdict: Verdict) -> Verdict:
    """The same verdict with its `id` filled in."""
    return verdict.model_copy(update={"id": file_id(verdict)})


def result_digest(verdict: Verdict) -> str:
    """The digest of what was found and concluded, whatever the file was called and wherever and whenever it was done.

    Prose is left out, so that a better wording breaks no digest; so are the versions of tools, which are listed beside
    it, and findings that rest on the file's name alone.
    """
    named = {finding.id for finding in verdict.findings if not finding.reproducible}

    def standing(item: Any) -> dict[str, Any]:
        return {
            "id": item.id,
            "status": item.status.value,
            "net_tenths_log10": item.net,
            "independent_groups": item.groups.as_json(),
            "findings": [identifier for identifier in item.findings if identifier not in named],
        }

    return digest(
        {
            "policy": verdict.policy.digest,
            "subject": [reproducible(subject) for subject in verdict.subject],
            "claim": verdict.claim.digest if verdict.claim else None,
            "settings": verdict.reproduce.settings,
            "outcome": verdict.outcome.value,
            "axes": [standing(axis) for axis in verdict.axes],
            "assertions": [standing(assertion) for assertion in verdict.assertions],
            "findings": [
                {
                    "id": finding.id,
                    "direction": finding.direction.value,
                    "strength": finding.strength.value,
                    "basis": finding.basis.value,
                    "group": finding.group,
                    "applies_to": finding.applies_to.as_json(),
                    "evidence": finding.evidence,
                }
                for finding in verdict.findings
                if finding.reproducible
            ],
            "contradictions": [
                {
                    "kind": item.kind,
                    "effective": item.effective,
                    "assertions": list(item.assertions),
                    "premises": [premise.basis.value for premise in item.premises],
                }
                for item in verdict.contradictions
            ],
            "stages": [
                {
                    "stage": result.stage,
                    "version": result.version,
                    "status": result.status.value,
                    "params": result.params,
                    "facts": result.facts_digest(),
                }
                for result in verdict.stages
            ],
        }
    )


def file_id(verdict: Verdict) -> str:
    """The digest over everything in the verdict but the id itself."""
    value = verdict.as_json()
    value.pop("id", None)
    return digest(value)


def check_seal(raw: bytes, verdict: Verdict) -> None:
    """Raise VerdictError if the bytes or the digests are not those that were sealed.

    The id is taken over the file's own JSON, so that fields of a later minor version are covered as well. What such a
    version puts into the result digest is not known here; the id covers the digest that it states.
    """
    value = json.loads(raw)
    # A newline at the end is lost when lines are split; nothing else may differ.
    forms = (printable(value, indent=1), printable(value))
    if raw not in {form.encode() + end for form in forms for end in (b"", b"\n")}:
        raise VerdictError("the file is not laid out as it was issued; its seal does not hold")
    stated = value.pop("id", None)
    try:
        computed = digest(value)
    except ValueError as error:
        raise VerdictError(f"the seal is broken: the content is not that of a verdict: {error}") from error
    if stated != computed:
        raise VerdictError("the seal is broken: the content does not give the id that the file states")
    if not is_later(verdict.format_version) and verdict.result_digest != result_digest(verdict):
        raise VerdictError("the seal is broken: the findings do not give the result digest that the file states")


def is_later(version: str) -> bool:
    """Whether a format version is later than the one that is written here, so that fields may be unknown."""
    return _numbers(version) > _numbers(FORMAT_VERSION)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3] if part.isascii() and part.isdigit())
