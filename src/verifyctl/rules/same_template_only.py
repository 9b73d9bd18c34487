"""Is the page on a template that is known with other text?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.matches import Compared, Match, Relation
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import every_match, same_picture, same_text, where
from verifyctl.rules.likeness import percent

_NAMED = 5


def judge(case: Case) -> Iterator[Hit]:
    """Say in one finding which known pages are on the same template, unless the page itself is known."""
    matches = every_match(case)
    if any(match.relation is Relation.SAME_PAGE_CHANGED for match in matches):
        return
    if any(same_text(case, match) for match in same_picture(case)):
        return
    alike = [match for match in matches if match.relation is Relation.SAME_TEMPLATE]
    if not alike:
        return
    named = ", ".join(_named(match) for match in alike[:_NAMED])
    rest = f" and {len(alike) - _NAMED} more" if len(alike) > _NAMED else ""
    yield Hit(
        observation=f"The page was on the template of {len(alike)} known image(s) that held other text: {named}{rest}; "
        "it was not the same document as any of them",
        direction=Direction.NEUTRAL,
        locations=tuple(where(match) for match in alike[:_NAMED]),
        evidence={"known": [match.image.id for match in alike]},
    )


def _named(match: Match) -> str:
    map_ = match.comparison
    if map_ is None or map_.outcome is not Compared.OTHER_TEXT:
        return match.image.id
    return f"{match.image.id} ({percent(map_.changed)} of the compared text differed)"


RULE = Rule(
    code="same-template-only",
    title="On the template of known pages with other text",
    axis=Axis.CONTENT,
    layer=Layer.PICTURE,
    group="known-images",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("matches",),
    proposition="the page is on a template that is known from elsewhere",
    alternative="the two are laid out alike by chance",
    limits=(
        "A shared template says nothing of who filled it in: it is used again by whoever issues it and by imitators",
    ),
    innocent_explanations=(
        "One office uses one letterhead for all its letters.",
        "Word processors and forms of common use lay out unrelated pages alike.",
    ),
    next_step="Compare letterhead, stamps, signatures, serial numbers and dates of the pages by eye.",
    judge=judge,
)
