"""Which of the dated things of the case cannot hold together?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.timeline import Expected, Held, Timeline, TimelineEntry, TimeRelation
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.timeline import timeline

_SHOWN = 3


def judge(case: Case) -> Iterator[Hit]:
    """List the pairs of times that no zone and no precision brings into order."""
    table = timeline(case)
    pairs = [pair for pair in table.relations if pair.held is Held.IMPOSSIBLE] if table else []
    if table is None or not pairs:
        return
    shown = [_in_words(table, pair) for pair in pairs[:_SHOWN]]
    entries = [entry for pair in pairs for entry in _entries(table, pair)]
    yield Hit(
        observation=f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} of times could not both hold: "
        + "; ".join(shown),
        direction=Direction.NEUTRAL,
        locations=tuple(dict.fromkeys(entry.location for entry in entries)),
        evidence={"pairs": [[pair.first, pair.second] for pair in pairs]},
    )


def _in_words(table: Timeline, pair: TimeRelation) -> str:
    first, second = _entries(table, pair)
    one, other = (f"\u201c{entry.text}\u201d ({entry.label})" for entry in (first, second))
    if pair.expected is Expected.SAME:
        return f"{one} would have to be the time of {other}"
    return f"{one} would have to come before {other}"


def _entries(table: Timeline, pair: TimeRelation) -> tuple[TimelineEntry, TimelineEntry]:
    by_id = {entry.id: entry for entry in table.entries}
    return by_id[pair.first], by_id[pair.second]


RULE = Rule(
    code="times-cannot-all-hold",
    title="Times that cannot all hold",
    axis=Axis.TIME_PLACE,
    layer=Layer.FILE,
    group="calendar",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(),
    proposition="all times of the case are right and are those of one picture",
    alternative="one of them is wrong, or is the time of something else",
    limits=("It says that two statements exclude each other, and not which of them is wrong",),
    innocent_explanations=(
        "A clock was wrong: cameras lose their date, and nobody sets them.",
        "The file is a later copy, scan or photograph, and its times are those of the copying.",
        "The named post or archive shows another picture, or the claim has a slip in it.",
        "Documents are dated ahead.",
    ),
    next_step="Look at the timeline, and settle the times of the pair that does not fit, beginning with the weaker.",
    judge=judge,
)
