"""Does a page differ in places from a known one?"""

from collections.abc import Iterator

from verifyctl.model.base import Box
from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.model.matches import Compared, Comparison, Level, Match, Region, Relation
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import SAME_PICTURE, date_basis, every_match, seen_earlier, told_apart, values, where
from verifyctl.rules.likeness import compared, region_in_words, regions_in_order

_NAMED = 4
_AN_EDIT = 50
"""Thousandths of the text. More is as often another letter on the same form, which two drafts of one office are."""
_PAGE = SAME_PICTURE | {Relation.SAME_PAGE_CHANGED}


def judge(case: Case) -> Iterator[Hit]:
    """Name the places where a page and a known copy of it differ, with what was read in both.

    Only an edit that stands out weighs, and moderately only where it is of few words and an archive or an id dates the
    known page before the claim's own time. Curled or covered paper, places worth no more than a look, and a share of
    changed text that fits neither an edit nor another letter, weigh nothing.
    """
    for about, match in told_apart(filter(_concerns, every_match(case))):
        map_ = match.comparison
        if map_ is None:
            if match.relation is Relation.SAME_PAGE_CHANGED:
                yield _cannot_tell(case, about, match, "was not compared with it line by line")
        elif map_.outcome is Compared.NOT_COMPARABLE:
            yield _cannot_tell(case, about, match, "could not be compared with it line by line")
        elif map_.regions or map_.outcome in (Compared.EDITED, Compared.UNDECIDED):
            yield _differs(case, about, match, map_)


def _concerns(match: Match) -> bool:
    """Whether it is the page; or may be, which the comparison did not settle."""
    if match.relation in _PAGE:
        return True
    unsettled = match.comparison is not None and match.comparison.outcome in (
        Compared.UNDECIDED,
        Compared.NOT_COMPARABLE,
    )
    return match.relation is Relation.CANDIDATE and unsettled


def _cannot_tell(case: Case, about: str, match: Match, how: str) -> Hit:
    return Hit(
        about=about,
        observation=f"Against known image {match.image.id}{_unsettled(match)}, the page {how}",
        direction=Direction.NOT_ASSESSABLE,
        locations=(where(match),),
        evidence=values(case, match),
        next_step="Read both pages side by side, line by line.",
    )


def _differs(case: Case, about: str, match: Match, map_: Comparison) -> Hit:
    strength = _strength(case, match, map_)
    regions = regions_in_order(map_)
    return Hit(
        about=about,
        observation=f"Against known image {match.image.id}{_unsettled(match)}{_dated(match)}, {compared(map_)}"
        f"{_named(regions)}",
        direction=Direction.NEUTRAL if strength is Strength.NONE else Direction.CONTRADICTS,
        strength=strength,
        locations=(*(_area(number, region) for number, region in enumerate(regions, start=1)), where(match)),
        evidence=values(case, match),
    )


def _strength(case: Case, match: Match, map_: Comparison) -> Strength:
    stands_out = any(
        region.level is Level.CHANGED and not any(_touch(region.evidence, box) for box in map_.not_comparable)
        for region in map_.regions
    )
    if map_.outcome is not Compared.EDITED or not stands_out:
        return Strength.NONE
    earlier = seen_earlier(case, match)
    return Strength.MODERATE if map_.changed <= _AN_EDIT and earlier and earlier.dated else Strength.WEAK


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _unsettled(match: Match) -> str:
    return ", which may be related" if match.relation is Relation.CANDIDATE else ""


def _dated(match: Match) -> str:
    return f", first seen {match.image.first_seen} ({date_basis(match)})" if match.image.first_seen else ""


def _named(regions: tuple[Region, ...]) -> str:
    if not regions:
        return ""
    changed = [region for region in regions if region.level is Level.CHANGED]
    shown = changed or regions
    told = "; ".join(region_in_words(region) for region in shown[:_NAMED])
    rest = len(regions) - len(shown[:_NAMED])
    label = "" if changed else "; worth a look"
    return f"{label}; {told}" + (f"; and {rest} more place(s)" if rest else "")


def _area(number: int, region: Region) -> Location:
    return locate.box(f"difference {number} ({region.level.value})", region.evidence)


RULE = Rule(
    code="page-regions-differ",
    title="The page differs in places from a known one",
    axis=Axis.INTEGRITY,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("matches", "context"),
    proposition="the page was not changed since it was made",
    alternative="words on it were exchanged",
    limits=(
        "Which of the two pages was changed cannot be told by this: an edit of the known one is as possible",
        "The words of both are as a machine read them, and digits are often misread",
    ),
    innocent_explanations=(
        "The known image is the one that was changed.",
        "The two are separate letters of one series: another recipient, date or number on the same text.",
        "A draft and the final form, or a corrected edition, were both in circulation.",
        "A stamp, a signature, a note by hand or dirt was added to the paper later.",
    ),
    next_step="Look at the named places in both pictures, and find out which of the two is older.",
    judge=judge,
)
