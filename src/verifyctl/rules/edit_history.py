"""Does the file carry a history of what programs did?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_ENTRY = "stEvt:"
_SHOWN = 12


def judge(case: Case) -> Iterator[Hit]:
    """Count the entries of the history and list what they say."""
    metadata = case.facts.metadata
    entries = [item for item in (metadata.xmp if metadata else ()) if "xmpMM:History[" in item.path]
    actions = [item.text for item in entries if item.path.endswith(f"{_ENTRY}action")]
    agents = dict.fromkeys(item.text for item in entries if item.path.endswith(f"{_ENTRY}softwareAgent"))
    if not actions and not agents:
        return
    by = f" by {', '.join(list(agents)[:_SHOWN])}" if agents else ""
    yield Hit(
        observation=f"The file carried a history of {max(len(actions), 1)} step(s){by}: {', '.join(actions[:_SHOWN])}",
        direction=Direction.NEUTRAL,
        locations=tuple(locate.tag(f"XMP {item.path}") for item in entries[:_SHOWN]),
        evidence={item.path: item.text for item in entries[: 4 * _SHOWN]},
    )


RULE = Rule(
    code="edit-history",
    title="A history of what programs did",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("metadata",),
    proposition="the steps listed are those that the file went through",
    alternative="the list is incomplete, or came from another file with its metadata",
    limits=("Only some programs keep such a history; it can be cut short or written by hand",),
    innocent_explanations=(
        "Converting a raw file, adding a caption and saving for the web are listed like any other step.",
        "Agencies and newsrooms pass every picture through such programs.",
        "Templates carry the history of the work that they were made from.",
    ),
    next_step="Ask for the file before the first step listed.",
    judge=judge,
)
