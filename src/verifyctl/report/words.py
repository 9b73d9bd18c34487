"""The words and styles that reports share. Every status is a word; a colour only repeats it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from verifyctl.model.finding import Direction, Finding, PremiseBasis, Strength
from verifyctl.model.matches import Match, MatchesFacts, Relation
from verifyctl.model.stage import StageStatus
from verifyctl.model.verdict import AssertionStanding, Groups, Outcome, Standing, Status, Verdict
from verifyctl.rules.copies import SAME_PICTURE

SILENCE = "No contradiction found is not a statement that the claim is true."

# Blue-green, yellow and magenta stay apart in the common kinds of colour blindness; red and green would not.
STATUS_STYLES: dict[Status, str] = {
    Status.SUPPORTED: "cyan",
    Status.CONTRADICTED: "bold yellow",
    Status.CONFLICTING: "magenta",
    Status.INCONCLUSIVE: "",
    Status.NOT_ASSESSED: "dim",
}

OUTCOME_STYLES: dict[Outcome, str] = {
    Outcome.CONTRADICTED: "bold yellow",
    Outcome.RECIRCULATED: "bold yellow",
    Outcome.ALTERED: "bold yellow",
    Outcome.CONFLICTING: "bold magenta",
    Outcome.INCONCLUSIVE: "bold",
    Outcome.NOT_ASSESSABLE: "bold",
    Outcome.CONSISTENT: "bold cyan",
}

DIRECTIONS: dict[Direction, str] = {
    Direction.SUPPORTS: "for",
    Direction.CONTRADICTS: "against",
    Direction.NEUTRAL: "neutral",
    Direction.NOT_ASSESSABLE: "cannot tell",
}

PREMISE_BASES: dict[PremiseBasis, str] = {
    PremiseBasis.COMPUTED: "computed",
    PremiseBasis.ARCHIVED: "archived",
    PremiseBasis.HUMAN_CONFIRMED: "confirmed by a person",
    PremiseBasis.MACHINE_READING: "only read by machine",
    PremiseBasis.LIKENESS: "only alike, not the same bytes or pixels",
    PremiseBasis.FILE_STATEMENT: "only stated by the file",
    PremiseBasis.STATEMENT: "only stated by somebody",
}

STAGE_ENDINGS: dict[StageStatus, str] = {
    StageStatus.RAN: "ran",
    StageStatus.NOT_APPLICABLE: "not applicable",
    StageStatus.UNAVAILABLE: "unavailable",
    StageStatus.SKIPPED: "skipped",
    StageStatus.FAILED: "failed",
}

_STRENGTHS = list(Strength)

# None stands for all that are the same picture.
_KINDS: dict[Relation | None, tuple[str, str]] = {
    None: ("known copy", "known copies"),
    Relation.SAME_PAGE_CHANGED: ("known page with changes", "known pages with changes"),
    Relation.SAME_TEMPLATE: ("page on the same template", "pages on the same template"),
    Relation.CANDIDATE: ("that may be related", "that may be related"),
}
_NO_COPY = (Relation.SAME_TEMPLATE, Relation.CANDIDATE)


def plain(word: str) -> str:
    """A value of the contract as words: `not_assessed` is "not assessed"."""
    return word.replace("_", " ")


def weight(finding: Finding) -> int:
    """The place of the finding's strength on the scale, 0 for none."""
    return _STRENGTHS.index(finding.strength)


def reason(standing: AssertionStanding) -> str:
    """Why an assertion stands where it stands, in a few words."""
    if standing.reason:
        return standing.reason
    if not standing.findings:
        return "no finding bears on it"
    if standing.status is Status.NOT_ASSESSED:
        return "no finding on it carried weight"
    return f"{support(standing)}; {groups(standing.groups)}"


def groups(counts: Groups) -> str:
    """How many independent groups of findings speak for and against."""
    return f"{counted(counts.supporting, 'group', 'groups')} of findings for it, {counts.contradicting} against"


def support(standing: Standing) -> str:
    """The sum in words, such as "moderate support for it"; empty where there is none."""
    side, _, strength = standing.support.partition(" ")
    return "" if standing.status is Status.NOT_ASSESSED or not strength else f"{plain(strength)} support {side} it"


def stopped(text: str) -> str:
    """The text with a full stop, where it does not end in a mark of its own."""
    return text if text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}."


def counted(number: int, one: str, many: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{number:,} {one if number == 1 else many}"


def matches_of(verdict: Verdict) -> MatchesFacts | None:
    """What the search in stores gave; None where no store was searched."""
    return verdict.matches if verdict.matches and verdict.matches.stores else None


def in_short(verdict: Verdict) -> tuple[str, ...]:
    """How many known copies and changed pages were found, for one line; empty where none was."""
    facts = matches_of(verdict)
    return kinds(match for match in facts.matches if match.relation not in _NO_COPY) if facts else ()


def kinds(matches: Iterable[Match]) -> tuple[str, ...]:
    """How many matches of each kind there are: `2 known copies`, `1 that may be related`."""
    found = Counter(None if match.relation in SAME_PICTURE else match.relation for match in matches)
    return tuple(counted(found[kind], one, many) for kind, (one, many) in _KINDS.items() if found[kind])
