from importlib import resources

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from verifyctl.reading.numbers.alphabet import SYMBOLS, ascii_digits
from verifyctl.reading.numbers.confidence import FIGURES
from verifyctl.reading.numbers.merge import LIKELY
from verifyctl.reading.numbers.shipped import CALIBRATION, NETWORKS, WEIGHTS, reader, reader_from


def test_the_weights_are_small_and_hold_no_objects() -> None:
    data = resources.files("verifyctl.reading.numbers") / WEIGHTS
    assert len(data.read_bytes()) <= 2 * 1024 * 1024
    with resources.as_file(data) as path, np.load(path, allow_pickle=False) as stored:
        assert all(stored[f"{each}out.bias"].shape == (len(SYMBOLS),) for each in NETWORKS)
        assert all(stored[name].dtype.kind == "f" for name in stored.files)


def test_the_level_of_acceptance_is_a_high_one() -> None:
    assert 0.9 <= reader().confidence.level <= 1


@pytest.mark.parametrize("size", [20, 28, 44])
def test_it_reads_a_plain_date(size: int) -> None:
    picture = Image.new("L", (size * 14, size * 2), 245)
    ImageDraw.Draw(picture).text((size, size * 0.4), "2015/04/27", font=ImageFont.load_default(size), fill=25)
    read = reader().strip(np.asarray(picture)).readings
    assert [ascii_digits(one.run.text) for one in read] == ["2015/04/27"]


def test_a_page_of_words_has_no_likely_numbers_but_a_date_is_one() -> None:
    picture = Image.new("L", (900, 400), 250)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(30)
    for row, text in enumerate(("To all office managers", "of the provinces", "Subject: Replacement of meters")):
        pen.text((60, 40 + 70 * row), text, font=font, fill=20)
    assert not any(one.permille >= LIKELY for one in reader().page(np.asarray(picture)))
    pen.text((60, 270), "Date: 27/04/2015", font=font, fill=20)
    (date,) = [one for one in reader().page(np.asarray(picture)) if one.permille >= LIKELY]
    assert (date.text, date.digits) == ("27/04/2015", "western")
    assert 50 < date.box.x < 300
    assert 240 < date.box.y + date.box.height / 2 < 320


def test_data_of_another_network_are_refused() -> None:
    with pytest.raises(ValueError, match="calibration"):
        reader_from({})
    with pytest.raises(ValueError, match="classes"):
        reader_from({CALIBRATION: np.zeros(FIGURES), "first.out.bias": np.zeros(3)})
