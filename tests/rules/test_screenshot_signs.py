"""Signs of a screenshot are listed; the size of a screen alone counts for no photograph."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import assertion, box, case, claim, file_facts, name_facts, pixel_facts, tag, text_facts
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.metadata import MetadataFacts, Reading
from verifyctl.model.text import PlaceReading, Screen
from verifyctl.rules import claimed_place_read, claimed_words_read
from verifyctl.rules.base import Case
from verifyctl.rules.screenshot_signs import AROUND_UNTOLD, RULE


def looking(
    name: str = "picture.png", size: tuple[int, int] = (80, 60), media_type: str = "image/png", **metadata: object
) -> Case:
    """A picture of a name, size and type."""
    pixels = pixel_facts(width=size[0], height=size[1], stored_width=size[0], stored_height=size[1])
    file = file_facts(media_type=media_type, name=name_facts(name, media_type=media_type), pixels=pixels)
    return case(file=file, metadata=MetadataFacts.model_validate(metadata))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "by name": looking("Screenshot_20150427-101112.png"),
        "by Apple's comment": looking(fields=(tag("EXIF UserComment", "Screenshot"),)),
        "by the program": looking(software=(Reading(reader="PNG text Software", text="gnome-screenshot"),)),
        "by size": looking(size=(1170, 2532)),
    }
    quiet = {
        "none": looking(),
        "a photograph of that size": looking("a.jpg", (1920, 1080), "image/jpeg"),
        "a camera named": looking(size=(1080, 1920), fields=(tag("Image Make", "Canon"),)),
        "a telephone's screen lying down is one": looking(size=(1000, 2000)),
    }
    cannot_tell = {"not decoded": case(file=file_facts(pixels=None)), "file failed": case(metadata=MetadataFacts())}
    innocent = {"a wallpaper": looking(size=(1920, 1080))}


@pytest.mark.parametrize(
    "name", ["Screen Shot 2015-04-27.png", "Bildschirmfoto 1.png", "Capture d\u2019\u00e9cran.png", "screenshot.png"]
)
def test_names_in_several_languages(name: str) -> None:
    found = only(RULE, looking(name))
    assert found.direction is Direction.NEUTRAL
    assert not found.reproducible


def test_words_read_on_a_screen_from_which_no_letter_was_told_weigh_less() -> None:
    said = claim(assertion("A1", "order", look_for=("تعزيزات",)), assertion("A2", "destination", look_for=("الأنبار",)))
    place = PlaceReading(place="iq-an", text="الأنبار", box=box(1), line=1, how="exact", confidence=900)
    text = text_facts("إرسال تعزيزات", "إلى الأنبار", places=(place,))
    shot = looking("Screenshot_20150427-101112.png").facts.file
    told = text.model_copy(update={"screen": Screen(shown=box())})
    for rule in (claimed_words_read.RULE, claimed_place_read.RULE):
        apart, whole, photo = (
            findings(rule, case(said, file=file, text=read))[-1]
            for file, read in ((shot, told), (shot, text), (looking().facts.file, text))
        )
        assert (apart.strength, whole.strength, photo.strength) == (Strength.MODERATE, Strength.WEAK, Strength.MODERATE)
        assert AROUND_UNTOLD in whole.limits
        assert AROUND_UNTOLD not in (*apart.limits, *photo.limits)


def test_a_name_in_the_middle_is_no_sign() -> None:
    assert not findings(RULE, looking("my-screenshot.png"))
