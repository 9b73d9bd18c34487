"""Every fixed sentence by its key and locale. English is complete; other locales fall back to it, key by key.

The keys: `outcome.X`, `headline.X`, `status.X`, `axis.X`, `strength.X`, `direction.X`, `hypothesis.document.H1`,
`hypothesis.scene.H1`, `fixed.X`, `label.X`, and for each finding code `finding.CODE` (its title), `limit.CODE.1` and
`next_step.CODE`. A verdict file holds English: a locale is a matter of showing it, and changes no digest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from verifyctl.model.finding import AXIS_QUESTIONS, Direction, Strength
from verifyctl.model.verdict import Outcome, Status
from verifyctl.reasoning import sentences
from verifyctl.reasoning.hypotheses import DOCUMENT, SCENE
from verifyctl.rules.catalogue import RULES

Locale = Literal["en", "ar"]
LOCALES: tuple[Locale, ...] = get_args(Locale)
RIGHT_TO_LEFT = frozenset({"ar"})

BANNED: dict[str, tuple[str, ...]] = {
    "en": sentences.BANNED,
    # The same conclusions in Arabic: checked, authentic, forged, proves, confirms, refuted; without the article.
    "ar": (
        "تحقق", "متحقق", "محقق", "موثق", "موثوق", "أصلي", "أصيل", "حقيقي", "سليم", "مزيف", "مزور", "تزوير", "تزييف",
        "مفبرك", "زائف", "كاذب", "يثبت", "تثبت", "إثبات", "مثبت", "يؤكد", "تؤكد", "مؤكد", "دحض", "يدحض", "مدحوض",
    ),
}  # fmt: skip

_FIXED = {
    "choice_open": sentences.CHOICE_OPEN,
    "h1_from_h3": sentences.H1_FROM_H3,
    "apart": "At odds with one of H1 and H3 and not with the other: {names}.",
    "nothing_weighs": sentences.NOTHING_WEIGHS,
    "silence": "No contradiction found is not a statement that the claim is true.",
    "about": "It is about these bytes ({digest}), not about other copies of the picture.",
    "absence": "Absent metadata, credentials, matches or text carry no weight in either direction.",
    "network": "Nothing was uploaded and no network was used, so nothing was looked up.",
    "no_claim": "No claim was given: the five questions are asked of the file alone.",
    "machine_parsed": "The parts of the claim were taken from one sentence by machine.",
}
_LABELS = {
    "claim": "Claim",
    "does_not_say": "It does not say",
    "questions": "Five questions",
    "assertions": "Assertions of the claim",
    "side_issue": "not load-bearing",
    "weighed": "Findings that carried weight",
    "explanations": "Explanations side by side",
    "at_odds": "at odds with it",
    "untested": "could not tell",
    "nothing": "nothing",
    "details": "Verdict file: {path}",
}


@cache
def english() -> Mapping[str, str]:
    """Every sentence in English by its key."""
    texts = {f"outcome.{outcome.value}": outcome.value.replace("_", " ") for outcome in Outcome}
    texts |= {f"headline.{outcome.value}": text for outcome, text in sentences.HEADLINES.items()}
    texts |= {f"status.{status.value}": status.value.replace("_", " ") for status in Status}
    texts |= {f"axis.{axis.value}": text for axis, text in AXIS_QUESTIONS.items()}
    texts |= {f"strength.{word.value}": word.value.replace("_", " ") for word in Strength if word is not Strength.NONE}
    texts |= {f"direction.{Direction.SUPPORTS.value}": "for", f"direction.{Direction.CONTRADICTS.value}": "against"}
    texts |= {f"hypothesis.document.{name}": text for name, text in DOCUMENT.items()}
    texts |= {f"hypothesis.scene.{name}": text for name, text in SCENE.items()}
    texts |= {f"fixed.does_not_say.{place}": text for place, text in enumerate(sentences.DOES_NOT_SAY, start=1)}
    texts |= {f"fixed.{name}": text for name, text in _FIXED.items()}
    texts |= {f"label.{name}": text for name, text in _LABELS.items()}
    for rule in RULES:
        texts[f"finding.{rule.code}"] = rule.title
        texts |= {f"limit.{rule.code}.{place}": text for place, text in enumerate(rule.limits, start=1)}
        if rule.next_step:
            texts[f"next_step.{rule.code}"] = rule.next_step
    return texts


@cache
def translated(locale: Locale) -> Mapping[str, str]:
    """The sentences that a locale has of its own."""
    if locale == "en":
        return english()
    text = files("verifyctl.reasoning").joinpath(f"{locale}.json").read_text(encoding="utf-8")
    held: dict[str, str] = json.loads(text)
    return held


def summary_keys() -> tuple[str, ...]:
    """What a locale must have so that the summary is wholly in it: all but what is said of single findings."""
    return tuple(key for key in english() if key.partition(".")[0] not in ("finding", "limit", "next_step"))


def say(key: str, locale: Locale, **fields: str) -> str:
    """A sentence, in English where the locale lacks it. `fields` are put in as they are: isolate them before.

    Raises KeyError for a key that English lacks.
    """
    text = translated(locale).get(key) or english()[key]
    return text.format(**fields) if "{" in text else text
