"""What stands around a picture that a screen shows is read by itself, and is no part of the letter."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.reading.conftest import ARABIC, draw
from verifyctl.model.base import Box
from verifyctl.model.text import TextFacts
from verifyctl.reading import surroundings as module
from verifyctl.reading.calls import Budget, ReadingTimeoutError
from verifyctl.reading.desk import Desk, Sight
from verifyctl.reading.engine import Engine, find_engine
from verifyctl.reading.page.picture import View
from verifyctl.reading.page.screen import Shown, shown_on
from verifyctl.reading.page.turn import Bearing
from verifyctl.reading.read import read
from verifyctl.reading.surroundings import read_around
from verifyctl.stages.text import facts_of

FULL = Engine(path=Path("/x"), version="5", languages=("Arabic", "ara", "eng", "osd"), tessdata=None)
SAID = ["Sample Reader", "An order of 27 April 2015"]
GROUND = (240, 242, 246)


def screen_of(page: Any, said: list[str], font: str, *, right: bool = False) -> NDArray[np.uint8]:
    """The page in a post, with words above it."""
    height, width = page.rgb.shape[:2]
    above = draw(said, font, right=right, size=(width + 80, 420)).rgb
    screen = np.full((height + 560, width + 80, 3), GROUND, np.uint8)
    screen[:420] = np.minimum(above, GROUND)
    screen[420 : 420 + height, 40 : 40 + width] = page.rgb
    return screen


def read_on(screen: NDArray[np.uint8], scratch: Path) -> TextFacts:
    if shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    desk = Desk(find_engine(None, None), scratch, Budget(120))
    shown = shown_on(screen)
    assert shown is not None
    reading = read(View(screen, shown.box), desk, wanted=None)
    around = read_around(screen, shown, desk, script=reading.script, wanted=None)
    assert set(around.facts.languages.split("+")) <= set(around.tried)
    return facts_of(reading, desk).model_copy(update={"screen": around.facts})


def test_a_date_in_the_post_is_no_date_of_the_letter(arabic_page: Any, tmp_path: Path) -> None:
    facts = read_on(screen_of(arabic_page, SAID, "NotoSans-Regular.ttf"), tmp_path)
    assert facts.screen is not None
    assert [line.text for line in facts.screen.lines] == SAID
    assert facts.dates == ()
    assert "April" not in facts.transcript
    assert "الأنبار" in facts.transcript
    assert all(420 <= line.box.y <= 420 + arabic_page.rgb.shape[0] for line in facts.lines)
    assert all(line.box.y < 420 for line in facts.screen.lines)
    assert facts.screen.shown == Box(x=40, y=420, width=1200, height=1000)


def test_arabic_around_an_english_letter_is_not_read_with_english(english_page: Any, tmp_path: Path) -> None:
    facts = read_on(screen_of(english_page, ARABIC[1:3], "NotoNaskhArabic-Regular.ttf", right=True), tmp_path)
    assert facts.screen is not None
    assert "تعزيزات" in facts.screen.lines[-1].text
    assert [date.days for date in facts.dates] == [("2015-04-27",)]


@pytest.mark.parametrize(
    ("shares", "script", "expected"),
    [
        ({"Latin": 900, "Arabic": 40}, "Arabic", [Sight(0, "Latin")]),
        ({"Latin": 600, "Arabic": 260}, "Latin", [Sight(0, None)]),
        ({"Latin": 600, "Arabic": 30}, "Cyrillic", [Sight(0, "Latin"), Sight(0, "Cyrillic")]),
    ],
)
def test_what_stands_around_is_taken_for_what_it_looks_like(
    shares: dict[str, int], script: str, expected: list[Sight], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "bearing_of", lambda _: Bearing(0, True, None, shares))
    assert list(module._sights(View(np.zeros((9, 9, 3), np.uint8)), script)) == expected


def test_what_prevents_it_is_said_and_loses_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_time(*_: Any, **__: Any) -> None:
        raise ReadingTimeoutError("no time was left")

    monkeypatch.setattr(module, "read_as", out_of_time)
    shown = Shown(Box(x=2, y=2, width=90, height=90), (250, 250, 250))
    around = read_around(
        np.full((100, 100, 3), 250, np.uint8), shown, Desk(FULL, tmp_path, Budget(1)), script=None, wanted=None
    )
    assert around.facts.reason == "no time was left"
    assert (around.facts.lines, around.tried) == ((), ())


def test_the_april_sample_shown_on_a_screen(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "samples/april-27-order/screenshot.png"
    facts = read_on(np.asarray(Image.open(sample).convert("RGB")), tmp_path)
    assert facts.screen is not None
    assert "Photo of an order of 27 April 2015 (specimen)" in [line.text for line in facts.screen.lines]
    assert [(date.status, date.days) for date in facts.dates] == [("cross_checked", ("2015-04-27",))] * 2
