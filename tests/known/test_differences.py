from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known.drawn import curled, lines, page, photographed, place, saved, scaling, with_word

from verifyctl.known.differences import difference_map, hold
from verifyctl.model.base import Box
from verifyctl.model.matches import Compared, Comparison, Level

WORDS = lines()
PAGE = page(WORDS)
HERE = np.eye(3)


def covers(box: Box, point: tuple[float, float]) -> bool:
    return box.x <= point[0] <= box.x + box.width and box.y <= point[1] <= box.y + box.height


def assert_only_at(result: Comparison, row: int, column: int, scale: float = 1.0) -> None:
    x, y = place(row, column)
    assert result.outcome is Compared.EDITED
    assert result.regions[0].level is Level.CHANGED
    assert covers(result.regions[0].known, (x, y))
    assert covers(result.regions[0].evidence, (x * scale, y * scale))
    for region in result.regions:
        assert abs(region.known.x + region.known.width / 2 - x) < 80
        assert abs(region.known.y + region.known.height / 2 - y) < 30


def test_the_same_picture_is_unchanged() -> None:
    result = difference_map(PAGE, PAGE, HERE)
    assert result.outcome is Compared.UNCHANGED
    assert result.regions == () and result.changed == 0
    assert result.compared > 950


def test_a_copy_saved_anew_and_smaller_is_unchanged() -> None:
    result = difference_map(PAGE, saved(PAGE, 80, 0.75), scaling(0.75))
    assert result.outcome is Compared.UNCHANGED and result.regions == ()


def test_one_digit_is_found() -> None:
    digit = "8" if WORDS[3][2][1] != "8" else "3"
    changed = page(with_word(WORDS, 3, 2, WORDS[3][2][0] + digit))
    assert_only_at(difference_map(PAGE, saved(changed), HERE), 3, 2)


def test_one_word_is_found_in_a_smaller_copy() -> None:
    changed = page(with_word(WORDS, 7, 4, "open"))
    assert_only_at(difference_map(PAGE, saved(changed, 85, 0.8), scaling(0.8)), 7, 4, 0.8)


def test_an_emptied_place_and_an_added_word_are_found() -> None:
    emptied = page(with_word(WORDS, 5, 1, ""))
    assert_only_at(difference_map(PAGE, emptied, HERE), 5, 1)
    assert_only_at(difference_map(emptied, PAGE, HERE), 5, 1)


def test_a_blackened_word_is_found() -> None:
    changed = PAGE.copy()
    x, y = place(4, 3)
    changed[y - 14 : y + 18, x - 24 : x + 70] = 0
    result = difference_map(PAGE, changed, HERE)
    assert result.outcome is Compared.EDITED and covers(result.regions[0].known, (x, y))


def test_two_changes_come_worst_first() -> None:
    changed = page(with_word(with_word(WORDS, 2, 1, "bb"), 11, 4, "WWWW"))
    result = difference_map(PAGE, changed, HERE)
    assert len(result.regions) >= 2
    assert [r.difference for r in result.regions] == sorted((r.difference for r in result.regions), reverse=True)
    assert all(any(covers(r.known, place(*at)) for r in result.regions) for at in ((2, 1), (11, 4)))


def test_another_letter_on_the_same_letterhead_is_other_text() -> None:
    result = difference_map(PAGE, saved(page(lines(9))), HERE)
    assert result.outcome is Compared.OTHER_TEXT
    assert result.changed >= 150


def test_a_few_other_lines_are_neither_edited_nor_other_text() -> None:
    other = lines(9)
    result = difference_map(PAGE, page([*WORDS[:10], *other[10:15], WORDS[15]]), HERE)
    assert result.outcome is Compared.UNDECIDED and result.regions
    assert 50 < result.changed < 150


def test_large_words_over_the_page_and_a_ring_around_it_leave_its_text() -> None:
    high, wide = PAGE.shape[:2]
    over = cv2.rectangle(PAGE.copy(), (0, 0), (wide - 1, high - 1), (0, 0, 0), 60)
    over = cv2.putText(over, "LOOK", (120, high - 90), cv2.FONT_HERSHEY_SIMPLEX, 6.0, (0, 0, 0), 40)
    held = hold(PAGE, over, HERE)
    assert held.comparison.outcome in (Compared.UNDECIDED, Compared.OTHER_TEXT)
    assert held.legible and held.missing < 0.1 and held.written < 0.06


@pytest.mark.parametrize("first", [1, 6, 10])
def test_other_lines_are_missing_and_new(first: int) -> None:
    other = lines(9)
    held = hold(PAGE, page([*WORDS[:first], *other[first : first + 5], *WORDS[first + 5 :]]), HERE)
    assert held.comparison.outcome is not Compared.EDITED
    assert held.missing > 0.05 and held.written > 0.05


def test_lines_added_to_a_form_are_new_and_nothing_is_missing() -> None:
    form = page([*WORDS[:4], *([[]] * (len(WORDS) - 4))])
    held = hold(form, PAGE, HERE)
    assert held.comparison.outcome is Compared.OTHER_TEXT
    assert held.missing < 0.05 and held.written > 0.5


def test_a_page_too_small_to_read_is_not_legible() -> None:
    assert not hold(PAGE, saved(PAGE, 85, 0.22), scaling(0.22)).legible
    assert hold(PAGE, saved(PAGE, 85), HERE).legible


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_photograph_of_the_page_is_unchanged_though_the_start_is_off(seed: int) -> None:
    rng = np.random.default_rng(seed)
    picture, homography = photographed(PAGE, rng)
    nudge = np.array([[1 + rng.uniform(-0.003, 0.003), 0.002, 4], [-0.002, 1, -3], [0, 0, 1.0]])
    result = difference_map(PAGE, picture, homography @ nudge)
    assert result.outcome is Compared.UNCHANGED and result.regions == ()


def test_a_digit_is_found_in_a_photograph() -> None:
    digit = "8" if WORDS[6][2][0] != "8" else "3"
    changed = page(with_word(WORDS, 6, 2, digit + WORDS[6][2][1]))
    picture, homography = photographed(changed, np.random.default_rng(4))
    result = difference_map(PAGE, picture, homography)
    assert len(result.regions) == 1 and covers(result.regions[0].known, (place(6, 2)[0] - 10, place(6, 2)[1]))


def test_a_crop_has_no_boxes_at_its_rim() -> None:
    left, top = 130, 260
    crop = saved(PAGE[top:980, left:860], 85)
    result = difference_map(PAGE, crop, np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]))
    assert result.outcome is Compared.UNCHANGED and result.regions == ()
    assert result.compared < 1000


def test_a_framed_page_is_unchanged_and_boxes_lie_in_the_evidence() -> None:
    changed = page(with_word(WORDS, 9, 2, "none"))
    framed = cv2.copyMakeBorder(changed, 120, 60, 80, 40, cv2.BORDER_CONSTANT, value=20)
    move = np.array([[1, 0, 80], [0, 1, 120], [0, 0, 1.0]])
    result = difference_map(PAGE, framed, move)
    x, y = place(9, 2)
    assert result.outcome is Compared.EDITED
    assert covers(result.regions[0].known, (x, y)) and covers(result.regions[0].evidence, (x + 80, y + 120))
    assert (
        difference_map(PAGE, cv2.copyMakeBorder(PAGE, 120, 60, 80, 40, cv2.BORDER_CONSTANT, value=20), move).regions
        == ()
    )


def test_turned_and_mirrored_evidence() -> None:
    high, wide = PAGE.shape
    turned = np.ascontiguousarray(PAGE[::-1, ::-1])
    assert (
        difference_map(PAGE, turned, np.array([[-1, 0, wide - 1], [0, -1, high - 1], [0, 0, 1.0]])).outcome
        is Compared.UNCHANGED
    )
    changed = page(with_word(WORDS, 9, 2, "none"))
    mirrored = np.ascontiguousarray(changed[:, ::-1])
    result = difference_map(PAGE, mirrored, np.array([[-1, 0, wide - 1], [0, 1, 0], [0, 0, 1.0]]))
    x, y = place(9, 2)
    assert result.outcome is Compared.EDITED and covers(result.regions[0].evidence, (wide - 1 - x, y))


@pytest.mark.parametrize("size", [4.0, 7.0])
def test_curled_paper_has_no_boxes(size: float) -> None:
    result = difference_map(PAGE, curled(PAGE, size), HERE)
    assert result.regions == ()
    assert result.outcome in (Compared.UNCHANGED, Compared.NOT_COMPARABLE)


def test_a_word_on_curled_paper_is_found_or_its_place_said_to_be_not_comparable() -> None:
    found = difference_map(PAGE, curled(page(with_word(WORDS, 8, 2, "open")), 4), HERE)
    assert any(covers(region.known, place(8, 2)) for region in found.regions)
    for row, column, word in ((8, 2, "MMMM"), (6, 3, "12"), (10, 4, "8")):
        result = difference_map(PAGE, curled(page(with_word(WORDS, row, column, word)), 4), HERE)
        x, y = place(row, column)
        boxes = (*(region.evidence for region in result.regions), *result.not_comparable)
        assert any(
            box.x - 12 <= x <= box.x + box.width + 12 and box.y - 12 <= y <= box.y + box.height + 12 for box in boxes
        )


def test_a_thumb_on_the_page_is_not_comparable_and_no_change() -> None:
    covered = PAGE.copy()
    thumb = np.zeros_like(PAGE)
    cv2.ellipse(thumb, (880, 700), (190, 70), 10, 0, 360, 255, -1, cv2.LINE_AA)
    share = cv2.GaussianBlur(thumb, (0, 0), 2).astype(np.float32) / 255
    covered = (covered * (1 - share) + 140 * share).astype(np.uint8)
    result = difference_map(PAGE, covered, HERE)
    assert result.outcome is Compared.UNCHANGED and result.regions == ()
    assert any(covers(box, (800, 700)) for box in result.not_comparable)


def test_too_small_to_read_is_never_called_unchanged() -> None:
    result = difference_map(PAGE, saved(PAGE, 85, 0.3), scaling(0.3))
    assert result.outcome is Compared.NOT_COMPARABLE
    assert result.not_comparable and result.compared == 0


@pytest.mark.parametrize("grey", [0, 255])
@pytest.mark.parametrize("known", [False, True])
def test_empty_pictures_are_not_comparable_or_full_of_changes(grey: int, known: bool) -> None:
    empty = np.full_like(PAGE, grey)
    pair = (empty, PAGE) if known else (PAGE, empty)
    assert difference_map(*pair, HERE).outcome is Compared.NOT_COMPARABLE
    assert difference_map(empty, empty, HERE).outcome is Compared.NOT_COMPARABLE


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (40, 2000), (2000, 40), (95, 95)])
def test_tiny_pictures_are_not_comparable(shape: tuple[int, int]) -> None:
    tiny = np.full(shape, 128, np.uint8)
    for first, second in ((tiny, tiny), (tiny, PAGE), (PAGE, tiny)):
        assert difference_map(first, second, HERE).outcome is Compared.NOT_COMPARABLE


@pytest.mark.parametrize(
    "matrix",
    [
        np.zeros((3, 3)),
        np.full((3, 3), np.nan),
        np.diag([1e-6, 1e-6, 1]),
        np.diag([1e6, 1e6, 1]),
        np.array([[1, 0, 5000], [0, 1, 5000], [0, 0, 1.0]]),
        np.array([[1, 0, 0], [0, 1, 0], [0.01, -0.02, 1.0]]),
        np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1.0]]),
    ],
)
def test_a_senseless_homography_is_not_comparable(matrix: np.ndarray) -> None:
    assert difference_map(PAGE, PAGE, matrix).outcome is Compared.NOT_COMPARABLE


def test_noise_against_a_page_is_no_copy() -> None:
    noise = np.random.default_rng(0).integers(0, 256, PAGE.shape, dtype=np.uint8)
    assert difference_map(PAGE, noise, HERE).outcome in (Compared.NOT_COMPARABLE, Compared.OTHER_TEXT)


def test_photographs_an_object_pasted_in_is_a_region() -> None:
    rng = np.random.default_rng(5)
    rough = cv2.GaussianBlur(rng.normal(0, 1, (700, 1000)).astype(np.float32), (0, 0), 3)
    photo = np.clip(128 + rough * 400, 0, 255).astype(np.uint8)
    pasted = photo.copy()
    cv2.circle(pasted, (500, 300), 60, 230, -1)
    result = difference_map(photo, saved(pasted, 90), HERE)
    assert any(covers(region.known, (500, 300)) for region in result.regions)
    assert difference_map(photo, saved(photo, 85), HERE).outcome is Compared.UNCHANGED


def test_colour_and_grey_may_be_mixed_and_the_result_is_the_same_each_time() -> None:
    changed = page(with_word(WORDS, 9, 2, "none"), colour=True)
    first = difference_map(PAGE, changed, HERE)
    assert first == difference_map(PAGE, changed, HERE) == difference_map(page(WORDS, colour=True), changed, HERE)


@settings(max_examples=8, deadline=None)
@given(gain=st.floats(0.5, 1.0), lift=st.floats(0, 60), gamma=st.floats(0.7, 1.4), slope=st.floats(-0.25, 0.25))
def test_light_and_tone_make_no_boxes(gain: float, lift: float, gamma: float, slope: float) -> None:
    light = 1 + slope * np.linspace(-1, 1, PAGE.shape[1])[None, :]
    toned = ((PAGE / 255.0) ** gamma * gain * 255 + lift) * light
    result = difference_map(PAGE, np.clip(toned, 0, 255).astype(np.uint8), HERE)
    assert result.regions == ()


@settings(max_examples=6, deadline=None)
@given(row=st.integers(0, 15), column=st.integers(0, 5), seed=st.integers(0, 50))
def test_any_word_is_found_where_it_is(row: int, column: int, seed: int) -> None:
    words = lines(seed)
    # No letter may stay as it was: the middle of "48" made "88" is beside what changed.
    other = "no" if words[row][column].isdigit() else "88"
    changed = page(with_word(words, row, column, other))
    assert_only_at(difference_map(page(words), saved(changed), HERE), row, column)
