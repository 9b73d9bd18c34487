"""The steps that a file lists are counted and named, without weight."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.finding import Direction
from verifyctl.model.metadata import MetadataFacts, Property
from verifyctl.rules.base import Case
from verifyctl.rules.edit_history import RULE


def history(*steps: tuple[str, str]) -> Case:
    """A file that lists steps: action and program."""
    found = []
    for number, (action, agent) in enumerate(steps, start=1):
        path = f"xmpMM:History[{number}]/stEvt:"
        found += [Property(path=path + "action", text=action), Property(path=path + "softwareAgent", text=agent)]
    return case(metadata=MetadataFacts(xmp=tuple(found)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"two steps": history(("created", "Program 1"), ("saved", "Program 2"))}
    quiet = {
        "none": history(),
        "other properties": case(metadata=MetadataFacts(xmp=(Property(path="xmp:CreatorTool", text="a"),))),
    }
    cannot_tell = {"metadata failed": case()}
    innocent = {"a raw file developed and saved": history(("converted", "Raw 1"), ("saved", "Raw 1"))}


def test_steps_and_programs_are_named_once() -> None:
    found = only(RULE, history(("created", "Program 1"), ("saved", "Program 1")))
    assert found.direction is Direction.NEUTRAL
    assert found.observation == "The file carried a history of 2 step(s) by Program 1: created, saved"


def test_a_long_history_gives_a_short_finding() -> None:
    found = only(RULE, history(*(("saved", f"Program {number}") for number in range(500))))
    assert "500 step(s)" in found.observation
    assert len(found.locations) == 12
    assert len(found.evidence) == 48
