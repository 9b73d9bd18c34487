from __future__ import annotations

import re

import cv2
import numpy as np
import pytest
from reading.conftest import Page as Drawn

from verifyctl.reading.page.page import bearing_of
from verifyctl.reading.page.picture import turn
from verifyctl.reading.page.sites import MOST, SIDE, fields
from verifyctl.reading.page.turn import SCRIPTS, digest, judged, loaded, network


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("dark", [False, True])
def test_an_arabic_page_is_set_upright(arabic_page: Drawn, turned: int, dark: bool) -> None:
    picture = turn(cv2.cvtColor(arabic_page.rgb, cv2.COLOR_RGB2GRAY), (360 - turned) % 360)
    seen = bearing_of(255 - picture if dark else picture)
    assert (seen.turned, seen.sure, seen.script) == (turned, True, "Arabic")
    assert seen.shares["Arabic"] > 600


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_an_english_page_is_set_upright(english_page: Drawn, turned: int) -> None:
    seen = bearing_of(np.rot90(english_page.rgb, turned // 90))
    assert seen.turned == turned
    assert seen.script in ("Latin", None)
    assert seen.shares["Latin"] == max(seen.shares.values())


@pytest.mark.parametrize("kind", ["white", "black", "noise", "one pixel", "circles"])
def test_nothing_is_said_of_what_is_no_page(kind: str) -> None:
    rng = np.random.default_rng(3)
    grey = np.full((700, 500), 255, np.uint8)
    if kind == "black":
        grey = np.zeros((700, 500), np.uint8)
    if kind == "noise":
        grey = rng.integers(0, 256, (700, 500), np.uint8)
    if kind == "one pixel":
        grey = np.full((1, 1), 90, np.uint8)
    if kind == "circles":
        for x, y in rng.integers(20, 480, (60, 2)):
            cv2.circle(grey, (int(x), int(y)), 9, 0, 2)
    seen = bearing_of(grey)
    assert not seen.sure
    assert seen.script is None


def test_fields_are_cut_alike_whichever_way_the_page_lies(arabic_page: Drawn) -> None:
    grey = cv2.cvtColor(arabic_page.rgb, cv2.COLOR_RGB2GRAY)
    upright, upside_down = fields(grey, 10_000), fields(turn(grey, 180), 10_000)
    assert upright.shape == upside_down.shape
    assert upright.shape[1:] == (SIDE, SIDE)
    assert float(upright.min()) >= 0
    assert float(upright.max()) <= 1
    assert len(fields(grey)) <= MOST
    back = np.rot90(upside_down[::-1], 2, (1, 2))
    assert np.abs(back.mean(axis=0) - upright.mean(axis=0)).mean() < 0.02


def test_chances_are_chances() -> None:
    cut = np.random.default_rng(1).random((5, SIDE, SIDE)).astype(np.float32)
    logs = network().logs(cut)
    assert logs.shape == (5, 4 * len(SCRIPTS) + 1)
    assert np.allclose(np.exp(logs).sum(axis=1), 1, atol=1e-4)
    assert np.allclose(network().logs(cut[2:3]), logs[2:3], atol=1e-4)


def test_a_few_fields_must_say_more_than_many() -> None:
    chances = np.full((150, 13), 0.04, np.float32)
    chances[:, 2] = 0.11
    assert judged(chances).turned == 180
    assert judged(chances).sure
    assert not judged(chances[:20]).sure


def test_a_page_in_two_scripts_is_turned_but_not_named() -> None:
    chances = np.full((160, 13), 0.01, np.float32)
    chances[:80, 1] = 0.88
    chances[80:, 5] = 0.88
    seen = judged(chances)
    assert (seen.turned, seen.sure, seen.script) == (90, True, None)
    assert seen.shares["Arabic"] == pytest.approx(seen.shares["Latin"], abs=20)


def test_a_long_line_is_not_turned_by_a_quarter_and_what_says_so_is_not_sure() -> None:
    chances = np.full((160, 13), 0.01, np.float32)
    chances[:, [1, 2]] = (0.8, 0.05)
    assert (judged(chances).turned, judged(chances).sure) == (90, True)
    assert (judged(chances, along=True).turned, judged(chances, along=True).sure) == (180, False)
    chances[:, [1, 2]] = (0.05, 0.8)
    assert judged(chances, along=True) == judged(chances)
    assert judged(chances).turned == 180


@pytest.mark.parametrize("change", ["missing", "other shape"])
def test_other_weights_are_refused(change: str) -> None:
    arrays = dict(network().arrays)
    if change == "missing":
        del arrays["last.weight"]
    else:
        arrays["last.weight"] = arrays["last.weight"][:, :-1]
    with pytest.raises(ValueError, match="weights"):
        loaded(arrays)


def test_the_data_file_has_a_digest() -> None:
    assert re.fullmatch("sha256:[0-9a-f]{64}", digest())
