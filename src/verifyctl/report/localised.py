"""The summary of a verdict in another language: a page of text, each line with the direction of its language.

Names, numbers, ids and what is in English stand in isolates, so that none reorders the words beside it. What is said of
single findings beyond their titles stays in the verdict file, in English.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifyctl.model.finding import Finding, Strength
from verifyctl.model.verdict import Hypothesis, Verdict
from verifyctl.reasoning.catalogue import RIGHT_TO_LEFT, Locale, say, translated
from verifyctl.reasoning.hypotheses import DOCUMENT, SCENE, telling_apart, undecided
from verifyctl.report.pages import command
from verifyctl.report.safe import FSI, PDI, clipped, visible

_RLM = "\u200f"
_LONGEST = 400
_ITEMS = 8


def summary(verdict: Verdict, locale: Locale, *, path: str | None = None) -> str:
    """The summary, lines ended by line feeds; `path` is where the verdict file lies, if it was written."""
    mark = _RLM if locale in RIGHT_TO_LEFT else ""
    return "".join(f"{mark}{line}\n" if line else "\n" for line in _lines(verdict, locale, path))


def apart(text: str) -> str:
    """Text of the evidence, a number or a name, made visible and kept from reordering what stands beside it."""
    return f"{FSI}{visible(clipped(' '.join(text.split()), _LONGEST))}{PDI}"


def _lines(verdict: Verdict, locale: Locale, path: str | None) -> Iterator[str]:
    subject, conclusion = verdict.subject[0], verdict.verdict
    yield f"{apart(subject.name)}  {apart(f'SHA-256 {subject.digests.sha256[:12]}…')}"
    if verdict.claim is None:
        yield say("fixed.no_claim", locale)
    else:
        yield f"{say('label.claim', locale)}: {apart(verdict.claim.statement)}"
        if verdict.claim.origin:
            yield say("fixed.machine_parsed", locale)
    yield ""
    outcome = conclusion.outcome.value
    yield f"{say(f'outcome.{outcome}', locale)}. {say(f'headline.{outcome}', locale)}"
    yield from (f"  - {text}" for text in choice(verdict, locale))
    if not any(finding.strength is not Strength.NONE for finding in verdict.findings):
        yield f"  - {say('fixed.nothing_weighs', locale)}"
    denied = (say(f"fixed.does_not_say.{place}", locale) for place in (1, 2, 3))
    yield f"  {say('label.does_not_say', locale)}: {'؛ '.join(denied) if locale == 'ar' else '; '.join(denied)}."
    yield from _standings(verdict, locale)
    yield from _weighed(verdict, locale)
    yield from _explanations(verdict, locale)
    yield ""
    yield say("fixed.about", locale, digest=apart(f"SHA-256 {subject.digests.sha256}"))
    yield say("fixed.absence", locale)
    yield say("fixed.network", locale)
    if path is not None:
        yield say("label.details", locale, path=apart(path))
    yield say("fixed.silence", locale)


def choice(verdict: Verdict, locale: Locale) -> tuple[str, ...]:
    """Whether anything helps to choose between the explanations, in a locale."""
    if not verdict.hypotheses:
        return ()
    names = {each.id: apart(each.id) for each in verdict.hypotheses}
    between = telling_apart(verdict.hypotheses, "H1", "H3")
    told = (
        say("fixed.apart", locale, **names, names=", ".join(map(apart, between)))
        if between
        else say("fixed.h1_from_h3", locale, **names)
    )
    return (say("fixed.choice_open", locale, **names), told) if undecided(verdict.hypotheses) else (told,)


def _standings(verdict: Verdict, locale: Locale) -> Iterator[str]:
    yield from ("", say("label.questions", locale))
    for axis in verdict.axes:
        yield f"  {say(f'axis.{axis.id.value}', locale)} {say(f'status.{axis.status.value}', locale)}"
    if verdict.assertions:
        yield from ("", say("label.assertions", locale))
    for item in verdict.assertions:
        aside = "" if item.load_bearing else f" ({say('label.side_issue', locale)})"
        yield f"  {apart(item.id)} {say(f'status.{item.status.value}', locale)}: {apart(item.statement)}{aside}"


def _weighed(verdict: Verdict, locale: Locale) -> Iterator[str]:
    yield from ("", say("label.weighed", locale))
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in verdict.findings:
        if finding.strength is not Strength.NONE:
            found.setdefault((finding.code, finding.direction.value, finding.strength.value), finding)
    for code, direction, strength in list(found)[:_ITEMS]:
        title = translated(locale).get(f"finding.{code}")
        words = f"{say(f'direction.{direction}', locale)}، " if locale == "ar" else f"{direction}, "
        yield f"  {words}{say(f'strength.{strength}', locale)}: {title or apart(code)} ({apart(command(code))})"
    if not found:
        yield f"  {say('label.nothing', locale)}"


def _explanations(verdict: Verdict, locale: Locale) -> Iterator[str]:
    if not verdict.hypotheses:
        return
    yield from ("", say("label.explanations", locale))
    for each in verdict.hypotheses:
        yield f"  {apart(each.id)} {_text(each, locale)}"
        if each.inconsistent:
            yield f"     {say('label.at_odds', locale)}: {', '.join(map(apart, each.inconsistent[:_ITEMS]))}"


def _text(each: Hypothesis, locale: Locale) -> str:
    for kind, texts in (("document", DOCUMENT), ("scene", SCENE)):
        if texts.get(each.id) == each.text:
            return say(f"hypothesis.{kind}.{each.id}", locale)
    return apart(each.text)
