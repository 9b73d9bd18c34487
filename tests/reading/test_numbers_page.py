import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from tests.reading.seeing import SURE, Seeing, Unseeing, alike
from verifyctl.reading.numbers.alphabet import WORD
from verifyctl.reading.numbers.confidence import FEATURES, JOINT_FEATURES, Confidence, Curve, features
from verifyctl.reading.numbers.decode import Candidate, Run
from verifyctl.reading.numbers.find import find_lines
from verifyctl.reading.numbers.reader import Reader
from verifyctl.reading.numbers.readings import digit_set
from verifyctl.reading.numbers.strip import HEIGHT, LONGEST, MARGIN, STRETCH, brought


def page(*lines: str, size: int = 30, width: int = 900) -> np.ndarray:
    picture = Image.new("L", (width, 70 * len(lines) + 80), 245)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size)
    for number, line in enumerate(lines):
        pen.text((80, 50 + 70 * number), line, font=font, fill=20)
    return np.asarray(picture)


def test_every_line_is_found_in_its_place() -> None:
    found = find_lines(page("Reference 4312", "Date 27 April 2015", "To all offices"))
    assert len(found.lines) == 3
    for number, box in enumerate(found.lines):
        assert abs(box.x - 80) < 8
        assert 40 + 70 * number < box.y < box.y + box.height < 100 + 70 * number
    assert 10 < found.letter < 32


@pytest.mark.parametrize("shape", [(40, 40), (1, 500), (500, 1), (3, 3), (700, 500)])
@pytest.mark.parametrize("value", [0, 128, 255])
def test_empty_pages_have_no_lines_and_no_numbers(shape: tuple[int, int], value: int) -> None:
    empty = np.full(shape, value, np.uint8)
    assert find_lines(empty).lines == ()
    assert alike(Seeing()).page(empty) == ()


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(1, 160), st.integers(1, 160), st.booleans())
def test_any_picture_is_survived_and_boxes_lie_on_it(seed: int, height: int, width: int, coarse: bool) -> None:
    rng = np.random.default_rng(seed)
    picture = rng.integers(0, 256, (height, width), dtype=np.uint8)
    if coarse:
        picture = np.where(picture > 128, 255, 0).astype(np.uint8)
    for number in alike(Seeing()).page(picture):
        box = number.box
        assert box.x >= 0 <= box.y
        assert box.x + box.width <= width
        assert box.y + box.height <= height
        assert 0 <= number.permille <= 1000


def test_figures_that_touch_are_a_line_where_it_was_cut_out_and_none_on_a_page() -> None:
    cut = np.full((90, 130), 245, np.uint8)
    cut[30:60, 30:100] = 10
    ((box,), letter) = find_lines(cut).lines, find_lines(cut).letter
    assert (abs(box.x - 30), abs(box.y - 30)) <= (3, 3)
    assert 15 < letter <= 30
    sheet = np.full((900, 700), 245, np.uint8)
    sheet[400:490, 300:430] = cut
    assert find_lines(sheet).lines == ()


def test_rules_frames_and_specks_are_no_lines() -> None:
    picture = np.array(page("Words in a line", "and more of them"))
    picture[20:23, 20:880] = 0
    picture[:, 30:32] = 0
    rng = np.random.default_rng(3)
    picture[rng.integers(0, picture.shape[0], 40), rng.integers(100, 800, 40)] = 0
    found = find_lines(picture)
    assert sum(box.width > 100 for box in found.lines) == 2
    assert all(box.width < 500 for box in found.lines)


def blocks(*places: int) -> np.ndarray:
    picture = np.full((200, 600), 240, np.uint8)
    for place in places:
        picture[80:110, place : place + 14] = 10
    return picture


def test_a_number_read_alike_three_times_is_accepted_with_its_place() -> None:
    (number,) = alike(Seeing()).page(blocks(200, 226, 252, 278))
    assert number.text == "7777"
    assert number.readings == ("7777", "7777", "7777")
    assert number.accepted
    assert number.permille == 982
    assert number.digits == "western"
    assert 190 <= number.box.x <= 206
    assert 286 <= number.box.x + number.box.width <= 302


def test_what_is_not_sure_enough_is_not_accepted() -> None:
    doubtful = Confidence(Curve(np.zeros(FEATURES), 0.0), Curve(np.zeros(JOINT_FEATURES), 0.0), 0.9)
    (number,) = alike(Seeing(), doubtful).page(blocks(200, 226, 252, 278))
    assert (number.text, number.accepted, number.permille) == ("7777", False, 500)


def test_readings_that_do_not_agree_are_not_accepted() -> None:
    (number,) = alike(Changing("0")).page(blocks(200, 226, 252, 278))
    assert sorted(filter(None, number.readings)) == ["1111", "2222", "3333", "4444", "5555"]
    assert not number.accepted
    assert number.permille <= 500
    assert {number.text, *number.alternatives} >= {"1111", "2222", "3333"}


def test_what_the_second_network_reads_otherwise_is_kept_and_costs_confidence() -> None:
    (number,) = Reader((Seeing("7"), Seeing("8"), Seeing("7")), SURE).page(blocks(200, 226, 252, 278))
    assert (number.text, number.readings) == ("7777", ("7777", "8888", "7777", "7777", "8888"))
    assert "8888" in number.alternatives
    trusting = np.zeros(JOINT_FEATURES)
    trusting[4] = 2.0
    wary = Confidence(SURE.single, Curve(trusting, -4.0), 0.9)
    (number,) = Reader((Seeing("7"), Unseeing(), Seeing("7")), wary).page(blocks(200, 226, 252, 278))
    assert (number.readings, number.accepted) == (("7777", None, "7777", "7777", None), False)
    (number,) = alike(Seeing(), wary).page(blocks(200, 226, 252, 278))
    assert (number.readings, number.accepted) == (("7777",) * 3, True)


def test_the_witness_has_no_vote_and_counts_in_the_confidence() -> None:
    trusting = np.zeros(JOINT_FEATURES)
    trusting[5], trusting[6] = 1.2, 2.0
    wary = Confidence(SURE.single, Curve(trusting, -4.0), 0.9)
    for witness, said, sure in ((Seeing("7"), "7777", True), (Seeing("8"), "8888", False), (Unseeing(), None, False)):
        (number,) = Reader((Seeing("7"), Seeing("7"), witness), wary).page(blocks(200, 226, 252, 278))
        assert (number.text, number.readings) == ("7777", ("7777",) * 3)
        assert (number.witness, number.accepted) == (said, sure)


def test_the_witness_is_not_asked_where_no_two_readings_agree() -> None:
    (number,) = Reader((Changing("0"), Changing("4"), Failing()), SURE).page(blocks(200, 226, 252, 278))
    assert number.witness is None


class Changing(Seeing):
    """Sees the next digit each time."""

    def scores(self, ink: np.ndarray) -> np.ndarray:
        object.__setattr__(self, "digit", str((int(self.digit) + 1) % 10))
        return super().scores(ink)


class Failing(Seeing):
    """Must not be asked."""

    def scores(self, ink: np.ndarray) -> np.ndarray:
        raise AssertionError


def test_before_a_letter_a_number_is_as_its_line_shows_it() -> None:
    class Leaning(Seeing):
        """Sees a slash behind the number within the line, and another last digit where it is cut out."""

        def symbol(self, place: int) -> str:
            if place == 0:
                object.__setattr__(self, "strips", getattr(self, "strips", 0) + 1)
            if place == 3:
                return "/" if self.strips == 1 else "1"
            return "6" if place == 2 and self.strips > 1 else super().symbol(place)

    (number,) = alike(Leaning()).page(blocks(200, 226, 252, 278))
    assert (number.text, number.accepted) == ("777/", False)
    assert number.permille == 982
    assert number.readings[0] == "777/"


def test_of_the_parts_of_a_number_that_fell_apart_the_largest_is_its_reading() -> None:
    class Parting(Seeing):
        """Takes the second block for a word, but not in the line."""

        def symbol(self, place: int) -> str:
            if place == 0:
                object.__setattr__(self, "strips", getattr(self, "strips", 0) + 1)
            return WORD if place == 1 and self.strips > 1 else super().symbol(place)

    (number,) = alike(Parting()).page(blocks(200, 226, 252, 278))
    assert number.readings == ("7777", "77", "77", "77", "77")
    assert number.text == "77"
    assert number.box.x > 226


def test_digit_sets_are_told_by_their_own_shapes() -> None:
    assert digit_set("2015/04/27") == "western"
    assert digit_set("٢٠١٥") == "arabic-indic"
    assert digit_set("١٣٩۴") == "persian"
    assert digit_set("١٢٣") == "arabic-indic"


def test_strips_come_to_one_height_with_ink_near_one() -> None:
    ink = brought(page("2015", width=300)[40:100])
    assert ink.shape == (HEIGHT, round(300 * HEIGHT * STRETCH / 60) + 2 * MARGIN)
    assert ink.dtype == np.float32
    assert abs(float(np.median(ink))) < 0.05
    assert 0.9 < float(ink.max()) <= 1.25


def test_light_and_dark_paper_look_alike() -> None:
    plain = page("2015", width=300)[40:100]
    dim = (plain * 0.5 + 40).astype(np.uint8)
    assert float(np.abs(brought(plain) - brought(dim)).mean()) < 0.02


@pytest.mark.parametrize("shape", [(0, 10), (10, 0), (2, LONGEST)])
def test_strips_that_are_none_are_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="strip"):
        brought(np.zeros(shape, np.uint8))


def test_a_run_at_the_strips_side_is_told_apart() -> None:
    candidates = (Candidate("12", -0.1), Candidate("1", -4.0))
    inside = features(Run(candidates, 10, 20, (), 0.9), 40)
    aside = features(Run(candidates, 0, 20, (), 0.9), 40)
    assert inside.shape == (FEATURES,)
    assert (inside[-1], aside[-1]) == (0.0, 1.0)
