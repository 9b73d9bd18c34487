"""Pages of text are told from photographs: in any script, tone and position; the careful side is page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verifyctl.known.pages import FEATURES, MIN_DENSITY, WEIGHTS, bare_share, is_page, text_density
from verifyctl.media.pixels import decode
from verifyctl.media.read import read_evidence

Rgb = NDArray[np.uint8]
Scene = Callable[..., Rgb]

WORDS = "the committee will meet on Monday and asks all members to return borrowed tools to the store before the end"


def typed(
    size: tuple[int, int] = (900, 1250), ink: object = "black", paper: object = (250, 248, 240), lines: int = 24
) -> Rgb:
    image = Image.new("RGB", size, paper)  # type: ignore[arg-type]
    pen = ImageDraw.Draw(image)
    height = size[1] // 40
    words = WORDS.split()
    for line in range(lines):
        shown = " ".join(words[(line * 3 + place) % len(words)] for place in range(9))
        at = (size[0] // 10, size[1] // 10 + line * height * 3 // 2)
        pen.text(at, shown, font=ImageFont.load_default(height * 5 // 6), fill=ink)  # type: ignore[arg-type]
    return np.asarray(image)


def ground(seed: int, roughness: float) -> Rgb:
    """Something like earth, foliage or cloud: noise whose strength falls with the frequency, as in nature."""
    rng = np.random.default_rng(seed)
    down, across = np.fft.fftfreq(700)[:, None], np.fft.fftfreq(1000)[None, :]
    falling = np.maximum(np.hypot(down, across), 1e-3) ** -roughness
    values = np.fft.ifft2(np.fft.fft2(rng.normal(size=(700, 1000))) * falling).real
    grey = np.clip(128 + 55 * (values - values.mean()) / values.std(), 0, 255)
    return np.repeat(grey[:, :, None], 3, axis=2).astype(np.uint8)


def test_a_typed_page() -> None:
    assert is_page(typed())


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head(turns: int) -> None:
    assert is_page(np.rot90(typed(), turns))


@pytest.mark.parametrize("degrees", [3, 12, 40])
def test_a_page_on_a_table(degrees: int) -> None:
    rng = np.random.default_rng(degrees)
    table = Image.fromarray(
        (np.full((1500, 1500, 3), (110, 84, 60)) + rng.integers(-8, 9, (1500, 1500, 1))).astype(np.uint8)
    )
    page = Image.fromarray(typed()).convert("RGBA").rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    page.thumbnail((1300, 1300))
    table.paste(page, ((1500 - page.width) // 2, (1500 - page.height) // 2), page)
    assert is_page(np.asarray(table))


def test_light_words_on_dark() -> None:
    assert is_page(typed((540, 1080), ink=(220, 224, 230), paper=(16, 18, 22)))


def test_a_receipt() -> None:
    assert is_page(typed((420, 1000), lines=22))


def test_a_short_letter() -> None:
    assert is_page(typed(lines=8))


@pytest.mark.parametrize("long_side", [4000, 600])
def test_large_and_small(long_side: int) -> None:
    assert is_page(typed((long_side * 7 // 10, long_side)))


@pytest.mark.parametrize("quality", [10, 60])
def test_a_page_that_was_pressed_hard(quality: int) -> None:
    _, data = cv2.imencode(".jpg", typed(), [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert is_page(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8))


def test_noise_and_blur() -> None:
    rng = np.random.default_rng(4)
    noisy = np.clip(typed() + rng.normal(0, 15, (1250, 900, 3)), 0, 255).astype(np.uint8)
    assert is_page(noisy)
    assert is_page(np.asarray(cv2.GaussianBlur(typed(), (0, 0), 2)))


def test_uneven_light() -> None:
    light = np.linspace(0.35, 1.0, 900)[None, :, None]
    assert is_page((typed() * light).astype(np.uint8))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_drawn_without_words_is_no_page(scene: Scene, seed: int) -> None:
    assert not is_page(scene(seed, 1200, 900))


@pytest.mark.parametrize("roughness", [0.5, 1.0, 1.5, 2.0])
def test_what_grows_and_drifts_is_no_page(roughness: float) -> None:
    assert not is_page(ground(9, roughness))


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_an_empty_picture_is_no_page(grey: int) -> None:
    assert text_density(np.full((700, 500, 3), grey, dtype=np.uint8)) == 0


def test_sky_over_a_field_with_one_line_of_caption() -> None:
    ramp = np.linspace(90, 220, 700).astype(np.uint8)
    picture = np.broadcast_to(ramp[:, None, None], (700, 1000, 3)).copy()
    image = Image.fromarray(picture)
    ImageDraw.Draw(image).text((60, 630), "a line of caption", font=ImageFont.load_default(40), fill="white")
    assert not is_page(np.asarray(image))


def test_the_same_every_time_and_a_weight_for_every_feature() -> None:
    page = typed()
    assert text_density(page) == text_density(page.copy())
    assert len(FEATURES) == len(WEIGHTS)


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=90)))
def test_any_picture_has_a_density(grey: NDArray[np.uint8]) -> None:
    assert 0 <= text_density(np.repeat(grey[:, :, None], 3, axis=2)) <= 1000


@pytest.mark.corpus
def test_all_letters_of_the_corpus_are_pages_in_every_damage() -> None:
    folder = os.environ.get("VERIFYCTL_CORPUS")
    if not folder:
        pytest.skip("VERIFYCTL_CORPUS is not set")
    missed = []
    paths = sorted(Path(folder, "ocr", "letters", "img").glob("*.jpg"))
    for path in paths:
        evidence, data = read_evidence(path)
        density = text_density(decode(data, evidence.media_type).rgb)
        if density < MIN_DENSITY:
            missed.append((path.name, density))
    assert len(paths) > 100
    assert missed == []


def test_a_form_with_hardly_anything_on_it_is_a_page() -> None:
    form = np.full((1400, 1000, 3), 250, np.uint8)
    form[100:130, 300:700:7] = 20
    assert is_page(form)


def test_a_busy_picture_is_not_bare() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (90, 120, 3), dtype=np.uint8)
    assert bare_share(noise.repeat(8, axis=0).repeat(8, axis=1)) < 0.3
