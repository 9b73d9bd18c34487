from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reading.page.drawn import page, photographed

from verifyctl.reading.page.ink import ink_of
from verifyctl.reading.page.light import flattened, inverted, light_on_dark
from verifyctl.reading.page.scale import LARGEST_LETTER, LETTER, MOST_PIXELS, PAGE_SIDE, for_reading, kept

CORNERS = [(120.0, 90.0), (600.0, 100.0), (610.0, 800.0), (100.0, 790.0)]


def test_light_is_evened_out_and_ink_kept() -> None:
    shade = np.linspace(90, 250, 600)[None, :].repeat(400, axis=0)
    seen = shade.copy()
    seen[100:110, 50:550:20] = shade[100:110, 50:550:20] * 0.2
    flat = flattened(seen.astype(np.uint8), 12)
    assert int(flat[200:300, 20:580].min()) > 225
    assert int(flat[100:110, 50:550:20].max()) < 110


def test_large_letters_keep_their_inside() -> None:
    grey = np.full((300, 900), 240, np.uint8)
    for x in range(40, 860, 120):
        grey[80:220, x : x + 40] = 20
    assert int(flattened(grey, 140)[90:210, 50:70].max()) < 40


def test_light_text_on_dark_is_found_and_turned_round() -> None:
    dark = (255 - page(360, 480, size=0.5)).astype(np.uint8)
    parts = light_on_dark(dark)
    assert parts is not None
    assert np.count_nonzero(parts) > 0.8 * parts.size
    assert float(np.median(inverted(dark, parts))) > 240


def test_a_dark_post_around_a_letter_is_turned_and_the_letter_is_not() -> None:
    post = np.full((640, 360), 20, np.uint8)
    text = (255 - page(360, 200, size=0.5)).astype(np.uint8)
    post[20:220] = np.maximum(text, 20)
    post[260:600, 30:330] = page(300, 340, size=0.5)
    parts = light_on_dark(post)
    assert parts is not None
    assert (parts[30:210, 10:350] == 255).all()
    assert (parts[270:590, 40:320] == 0).all()


@pytest.mark.parametrize(("size", "shape"), [(40, (48, 140)), (40, (80, 160)), (150, (300, 900)), (200, (360, 1000))])
def test_holes_of_thick_figures_are_no_light_text(size: int, shape: tuple[int, int]) -> None:
    drawn = Image.new("L", shape[::-1], 245)
    font = ImageFont.load_default(size)
    ImageDraw.Draw(drawn).text(
        (shape[1] // 2, shape[0] // 2), "8086", font=font, fill=10, anchor="mm", stroke_width=size // 16
    )
    assert light_on_dark(np.asarray(drawn)) is None


def test_a_line_of_light_text_on_dark_is_turned_round() -> None:
    drawn = Image.new("L", (700, 90), 25)
    ImageDraw.Draw(drawn).text((20, 20), "No. 504/96 of 27 April", font=ImageFont.load_default(44), fill=235)
    parts = light_on_dark(np.asarray(drawn))
    assert parts is not None
    assert (parts == 255).mean() > 0.9


@pytest.mark.parametrize("kind", ["page", "dark table", "shadow", "black", "noise"])
def test_what_is_merely_dark_is_left(kind: str) -> None:
    grey = page(360, 480, size=0.5)
    if kind == "dark table":
        grey, _ = photographed(page(), CORNERS, (700, 900), table=40)
    if kind == "shadow":
        grey = (grey * 0.3).astype(np.uint8)
    if kind == "black":
        grey = np.zeros((300, 300), np.uint8)
    if kind == "noise":
        grey = np.random.default_rng(1).integers(0, 70, (300, 300), np.uint8)
    assert light_on_dark(grey) is None


@pytest.mark.parametrize("size", [0.5, 0.8, 1.4])
def test_letters_measure_the_same_when_slanted(size: float) -> None:
    from reading.page.drawn import turned

    upright = ink_of(page(size=size)).letter()
    slanted = ink_of(turned(page(size=size), 9)).letter(9)
    assert upright is not None
    assert slanted == pytest.approx(upright, abs=2 + 0.1 * upright)


def test_too_few_letters_are_not_measured() -> None:
    assert ink_of(np.full((100, 100), 255, np.uint8)).letter() is None


def test_shapes_of_all_sizes_are_no_letters() -> None:
    grey = np.full((700, 800), 240, np.uint8)
    places = [(20 + 130 * (n % 6), 20 + 130 * n // 6, 90) for n in range(0, 18, 2)]
    places += [(20 + 24 * (n % 31), 480 + 24 * (n // 31), 14) for n in range(62)]
    for x, y, side in places:
        grey[y : y + side, x : x + side] = 30
        grey[y + 2 : y + side - 2, x + 2 : x + side - 2] = 240
    found = ink_of(grey)
    assert len(found.sizes) >= 60
    assert found.letter() is None


def test_pages_are_read_at_the_size_of_their_letters() -> None:
    assert for_reading(1654, 2339, 2 * LETTER) == 0.5
    assert for_reading(4000, 3000, LETTER) == 1
    assert round(for_reading(1654, 2339, None) * 1654) == PAGE_SIDE
    assert for_reading(600, 848, LETTER / 1.5) == pytest.approx(1.5)
    assert for_reading(600, 848, LETTER / 9) <= 2
    assert for_reading(1500, 900, 8) * 1500 == pytest.approx(1600)


def test_no_more_is_kept_than_readers_use() -> None:
    assert kept(1654, 2339, LETTER) == 1
    assert kept(5000, 7000, 4 * LARGEST_LETTER) == 0.25
    assert kept(20_000, 10_000, None) ** 2 * 200_000_000 == pytest.approx(MOST_PIXELS)
