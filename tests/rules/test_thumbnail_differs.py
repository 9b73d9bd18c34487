"""A thumbnail of another picture weighs weakly; one that was turned or is too flat does not."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import case
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.metadata import MetadataFacts, Thumbnail
from verifyctl.rules.base import Case
from verifyctl.rules.thumbnail_differs import DIFFERS_BELOW, RULE


def like(likeness: int | None) -> Case:
    return case(metadata=MetadataFacts(blocks=("exif",), thumbnail=Thumbnail(width=160, height=120, likeness=likeness)))


class TestContract(RuleContract):
    rule = RULE
    fires = {"another picture": like(-20), "just below": like(DIFFERS_BELOW - 1)}
    quiet = {"the same picture": like(980), "just at it": like(DIFFERS_BELOW), "none": case(metadata=MetadataFacts())}
    cannot_tell = {"metadata failed": case(), "too little contrast": like(None)}
    innocent = {"turned upright, thumbnail left as it was": like(950)}


def test_a_crop_that_left_the_old_thumbnail_weighs_weakly_at_most() -> None:
    found = only(RULE, like(120))
    assert (found.direction, found.strength) == (Direction.CONTRADICTS, Strength.WEAK)
    assert any("cropped" in text for text in found.innocent_explanations)


@pytest.mark.parametrize(("likeness", "fires"), [(-1000, True), (0, True), (1000, False)])
def test_the_ends_of_the_scale(likeness: int, fires: bool) -> None:
    assert bool(findings(RULE, like(likeness))) is fires


def test_too_little_contrast_is_said() -> None:
    assert only(RULE, like(None)).direction is Direction.NOT_ASSESSABLE
