"""Does the picture stand on a screen, with text around it that is not its own?"""

from collections.abc import Iterator

from verifyctl.model.claim import Assertion, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.text import Screen
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.words import Sought, quoted, seek, seek_on_picture, with_words


def judge(case: Case) -> Iterator[Hit]:
    """Note the picture shown, the lines around it, and words of the claim that were read in these alone."""
    text = case.facts.text
    if text is None or text.screen is None:
        return
    screen = text.screen
    found = {assertion.id: _only_around(case, screen, assertion) for assertion in with_words(case)}
    phrases = list(dict.fromkeys(item.phrase for some in found.values() for item in some))
    lines = sorted({line for some in found.values() for item in some for line in item.lines})
    there = f"; {quoted(phrases)} {'were' if len(phrases) > 1 else 'was'} read there, not on the picture"
    yield Hit(
        observation=f"The picture looked as if a screen showed it; {_read(screen)} around it, not as a part of it"
        f"{there if phrases else ''}",
        direction=Direction.NEUTRAL,
        locations=(
            locate.box("the picture shown", screen.shown),
            *(locate.box(f"line {line + 1} around it", screen.lines[line].box) for line in lines),
        ),
        assertions=tuple(name for name, some in found.items() if some),
        evidence={
            "around": [line.text for line in screen.lines],
            "found_around": phrases,
            "not_read": screen.reason or "",
        },
    )


def _only_around(case: Case, screen: Screen, assertion: Assertion) -> tuple[Sought, ...]:
    """The phrases that stand around the picture and were not read on it."""
    on_it = {item.phrase for item in seek_on_picture(assertion, case) if item.lines}
    around = seek(assertion, [line.text for line in screen.lines])
    return tuple(item for item in around if item.lines and item.phrase not in on_it)


def _read(screen: Screen) -> str:
    if screen.reason is not None:
        return "no text could be read"
    count = len(screen.lines)
    return f"{count} line{'s' if count != 1 else ''} of text {'were' if count != 1 else 'was'} read"


RULE = Rule(
    code="text-around-picture",
    title="Text stands around the picture, on a screen",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-text",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("text",),
    proposition="a screen shows the picture, and what stands around it is not its own",
    alternative="what stands around is a part of the page",
    limits=(
        "What a post says of a picture is not what the picture says: words, dates and places around it were not held "
        "against the claim",
        "The picture is told by its straight edges on an even surface; a page with a large coloured box can look so",
    ),
    innocent_explanations=("Whoever could not save a picture takes a screenshot of it.",),
    next_step="Look for the post that was on the screen, and for the picture itself; if the text around belongs to the "
    "page, read the page as a whole and record the reading in the claim.",
    judge=judge,
)
