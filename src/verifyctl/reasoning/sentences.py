"""The verdict in words. Every sentence that states something carries its limit in itself.

No template here, in the rules or in the reports may hold one of the banned words (`BANNED`): they are conclusions that
only people draw. A test holds every template against the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifyctl.model.claim import KINDS, Assertion
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import Facts
from verifyctl.model.finding import CARRYING_BASES, Contradiction, Direction, Finding
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.verdict import AssertionStanding, Hypothesis, NotAssessed, Outcome, Status
from verifyctl.reasoning.hypotheses import telling_apart, undecided

BANNED = (
    "verified",
    "authentic",
    "genuine",
    "fake",
    "forged",
    "forgery",
    "proves",
    "proven",
    "confirms",
    "debunked",
    "no manipulation detected",
)

HEADLINES: dict[Outcome, str] = {
    Outcome.CONTRADICTED: "What carries the claim is contradicted, on premises that are named below.",
    Outcome.RECIRCULATED: "The picture was known before the claimed time, by the records named below.",
    Outcome.ALTERED: "Independent findings speak for a change of the picture after it was made.",
    Outcome.CONFLICTING: "The findings point both ways; a person has to look.",
    Outcome.INCONCLUSIVE: "Not settled by this file.",
    Outcome.NOT_ASSESSABLE: "Nothing of what was asked could be assessed with this file and these tools.",
    Outcome.CONSISTENT: "What carries the claim is supported by the findings named below, which does not make it true.",
}

NOTHING_WEIGHS = "No finding carried weight, which speaks neither for nor against what is said of the picture."

CHOICE_OPEN = (
    "The tests that ran do not help to choose between H1, H2, H3, H4 and H5: nothing is at odds with one of them that "
    "is not at odds with them all."
)
H1_FROM_H3 = "No finding tells H1 from H3: a photograph of what was made up is as much a photograph as any other."

DOES_NOT_SAY = (
    "that the document is what it claims to be",
    "that it was made up",
    "that what it says was done",
)

QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "Is the document what it claims to be?",
        "A photograph of a made-up paper is a real photograph: no test of the file tells the two apart.",
    ),
    ("Who wrote, stamped or signed it?", "That needs reference documents and a specialist."),
    ("Was what it says carried out?", "That is an event in the world, which the file cannot show."),
    ("Why was it made and circulated?", "Motive is outside what a file can show."),
    ("Where was the picture made?", "A position in a file is a statement, and what is visible needs a person."),
    ("Are there copies elsewhere?", "Only the named stores were searched; nothing was looked up on a network."),
)


def headline(outcome: Outcome) -> str:
    """The one sentence for the outcome."""
    return HEADLINES[outcome]


def choice(of: Sequence[Hypothesis]) -> tuple[str, ...]:
    """Whether the tests help to choose between the explanations, and whether any tells H1 from H3."""
    if not of:
        return ()
    apart = telling_apart(of, "H1", "H3")
    h1_and_h3 = (
        f"At odds with one of H1 and H3 and not with the other: {', '.join(apart)}; H1 and H3 are explained below."
        if apart
        else H1_FROM_H3
    )
    return (CHOICE_OPEN, h1_and_h3) if undecided(of) else (h1_and_h3,)


def says(weighing: Sequence[Finding], contradictions: Sequence[Contradiction]) -> tuple[str, ...]:
    """One sentence for every finding that carried weight, its first limit within; that none did, where true."""
    sentences = [
        f"{item.statement}: {'; '.join(premise.text for premise in item.premises)}."
        for item in contradictions
        if item.effective
    ]
    together: dict[tuple[str, str], list[str]] = {}
    for finding in weighing:
        together.setdefault((finding.code, finding.limits[0]), []).append(finding.observation.rstrip("."))
    sentences += [with_limit(observations, limit) for (_, limit), observations in together.items()]
    return tuple(sentences) or (NOTHING_WEIGHS,)


def with_limit(observations: Sequence[str], limit: str) -> str:
    """Observations of one rule and their limit in one sentence, so that neither is quoted without the other."""
    return f"{'; '.join(observations)} ({limit[:1].lower()}{limit[1:].rstrip('.')})."


def possible(item: Contradiction) -> str:
    """What would have to be known for a possible contradiction to hold."""
    open_premises = [premise.text for premise in item.premises if premise.basis not in CARRYING_BASES]
    return f"Settle what a possible contradiction rests on: {'; '.join(open_premises)}."


def next_steps(
    findings: Iterable[Finding],
    contradictions: Iterable[Contradiction],
    results: Iterable[StageResult],
    assertions: Iterable[AssertionStanding],
) -> tuple[str, ...]:
    """Observable things to do, most valuable first, each once.

    Possible contradictions come first, then what bears on load-bearing assertions, then other findings that weigh or
    could not tell, then tools to install, then the rest.
    """
    bearing = {item.id for item in assertions if item.load_bearing and item.status is not Status.SUPPORTED}
    steps = [possible(item) for item in contradictions if not item.effective]
    ranked = sorted(findings, key=lambda finding: _rank(finding, bearing))
    urgent = [finding.next_step for finding in ranked if finding.next_step and _rank(finding, bearing) < 3]
    later = [finding.next_step for finding in ranked if finding.next_step and _rank(finding, bearing) >= 3]
    tools = [result.next_step for result in results if result.next_step]
    return tuple(dict.fromkeys(steps + urgent + tools + later))


def _rank(finding: Finding, bearing: set[str]) -> int:
    open_question = finding.direction is not Direction.NEUTRAL
    if open_question and bearing & set(finding.applies_to.assertions):
        return 0
    if finding.direction in (Direction.SUPPORTS, Direction.CONTRADICTS):
        return 1
    return 2 if open_question else 3


def not_assessed(
    assertions: Iterable[AssertionStanding], results: Iterable[StageResult], facts: Facts
) -> tuple[NotAssessed, ...]:
    """What was not answered: fixed assertions, stages that did not run, and what no tool can answer."""
    listed = [
        NotAssessed(question=f"{item.id}: {item.statement}", why=item.reason or "") for item in assertions if item.fixed
    ]
    listed += [
        NotAssessed(question=f"Stage {result.stage}: {result.status.value.replace('_', ' ')}", why=result.reason or "")
        for result in results
        if result.status is not StageStatus.RAN
    ]
    searched = facts.matches.stores if facts.matches else ()
    if not any(store.images for store in searched):
        why = "The stores of known images held no image." if searched else "No store of known images was searched."
        listed.append(NotAssessed(question="Is this the first known copy?", why=why))
    return tuple(listed + [NotAssessed(question=question, why=why) for question, why in QUESTIONS])


def limits(evidence: EvidenceFile, claimed: bool) -> tuple[str, ...]:
    """What bounds the whole verdict."""
    about = f"It is about these bytes (SHA-256 {evidence.digests.sha256}), not about other copies of the picture."
    return (
        about,
        "Absent metadata, credentials, matches or text carry no weight in either direction.",
        "Nothing was uploaded and no network was used, so nothing was looked up.",
        *(() if claimed else ("No claim was given: there are no assertions to hold the file against.",)),
    )


def statement(assertion: Assertion) -> str:
    """An assertion in words: what it is about, and the claimed value."""
    kind = assertion.kind.value.replace("_", " ")
    value = assertion.value or ", ".join(assertion.look_for) or "(no value given)"
    hijri = f" = {assertion.hijri} AH" if assertion.hijri else ""
    when = assertion.when
    span = f" ({when})" if when is not None and str(when) != value.strip() else ""
    return f"{kind}: {value}{span}{hijri}"


def why_open(assertion: Assertion, standing_status: Status, groups: int) -> str | None:
    """Why an assertion is not settled, in a few words."""
    info = KINDS[assertion.kind]
    if info.never_because:
        return info.never_because
    if standing_status is Status.INCONCLUSIVE:
        return (
            f"{groups} independent group of findings bears on it; two are needed"
            if groups == 1
            else ("the findings do not weigh enough")
        )
    return "no finding with weight bears on it" if standing_status is Status.NOT_ASSESSED else None
