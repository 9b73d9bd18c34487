"""A draft of a schema.org ClaimReview. The rating, the author and the address are a person's, and stay empty.

No MediaReview is written: its categories are judgements about a context of publication, which no machine makes.
"""

from __future__ import annotations

from typing import Any

from verifyctl.model.canonical import printable
from verifyctl.model.verdict import Verdict
from verifyctl.report import words
from verifyctl.report.named import Named
from verifyctl.report.safe import clipped, sentence, visible

_SHORT = 75  # characters that are advised for claimReviewed
_LONG = 2000


def render(entry: Named) -> str:
    """The draft as JSON-LD; null marks what a person has to fill in before it is published."""
    verdict = entry.verdict
    statement = verdict.claim.statement if verdict.claim else ""
    draft = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": sentence(clipped(statement, _SHORT)) or None,
        "url": None,
        "datePublished": None,
        "author": None,
        "reviewRating": None,
        "itemReviewed": _claim(verdict, statement) if verdict.claim else None,
        "isBasedOn": _basis(verdict),
        "abstract": f"{sentence(clipped(verdict.verdict.headline, _LONG))} {words.SILENCE}",
    }
    return printable(draft, indent=1) + "\n"


def _claim(verdict: Verdict, statement: str) -> dict[str, Any]:
    claim: dict[str, Any] = {
        "@type": "Claim",
        "text": sentence(clipped(statement, _LONG)),
        "author": None,
        "datePublished": None,
    }
    context = next((stage.facts for stage in verdict.stages if stage.facts and stage.facts.stage == "context"), None)
    if context is not None:
        found = [source.url for source in context.sources if source.url]
        claim["appearance"] = [{"@type": "CreativeWork", "url": visible(url)} for url in found]
    return claim


def _basis(verdict: Verdict) -> dict[str, Any]:
    subject = verdict.subject[0]
    return {
        "@type": "CreativeWork",
        "name": f"Verdict of verifyctl on {visible(clipped(subject.name, 200))}",
        "identifier": verdict.id,
        "dateCreated": verdict.time.created,
        "about": {"@type": "ImageObject", "identifier": f"sha256:{subject.digests.sha256}"},
    }
