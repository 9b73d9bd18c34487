import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifyctl.reading.numbers.alphabet import DIGITS, INDEX, PERSIAN, SETS, SYMBOLS, WESTERN, ascii_digits
from verifyctl.reading.numbers.decode import AGAINST, ALTERNATIVES, APART, runs, tokens


def scores(text: str, sure: float = 0.98, apart: int = 2) -> np.ndarray:
    """Log probabilities of a network that sees `text`: each symbol for two columns, blanks between."""
    columns: list[int] = [0] * apart
    for symbol in text:
        columns += [INDEX[symbol]] * 2 + [0] * apart
    made = np.full((len(columns), len(SYMBOLS)), (1 - sure) / (len(SYMBOLS) - 1))
    made[np.arange(len(columns)), columns] = sure
    return np.log(made).astype(np.float32)


def mixed(made: np.ndarray, column: int, symbol: str, chance: float) -> np.ndarray:
    """The same with another symbol nearly as likely in two columns."""
    changed = np.exp(made)
    changed[column : column + 2] *= 1 - chance
    changed[column : column + 2, INDEX[symbol]] += chance
    return np.log(changed)


numbers = st.sampled_from(list(SETS.values())).flatmap(
    lambda digits: st.text(alphabet=st.sampled_from(digits + "/-.,"), min_size=1, max_size=12).filter(
        lambda text: any(symbol in digits for symbol in text)
    )
)


def test_classes_are_distinct_and_few() -> None:
    assert len(set(SYMBOLS)) == len(SYMBOLS) == 39
    assert len(DIGITS) == 23


def test_all_three_sets_become_ordinary_digits() -> None:
    assert ascii_digits("١٤٣٦/٠٧/٠٨") == "1436/07/08"
    assert ascii_digits("۱۲۳۴".translate(str.maketrans("۱۲۳", "١٢٣"))) == "1234"


@settings(deadline=None, max_examples=60)
@given(numbers)
def test_a_number_that_is_plainly_seen_is_read_as_it_stands(text: str) -> None:
    (run,) = runs(scores(text))
    assert run.text == text
    assert run.margin > 1
    assert all(other.logarithm <= run.candidates[0].logarithm for other in run.candidates)
    assert len(run.candidates) <= ALTERNATIVES + 1


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(2, 40))
def test_no_digit_is_printed_that_no_column_saw(seed: int, columns: int) -> None:
    made = np.random.default_rng(seed).normal(0, 4, (columns, len(SYMBOLS)))
    made -= np.log(np.exp(made).sum(axis=1, keepdims=True))
    for run in runs(made.astype(np.float32)):
        for candidate in run.candidates:
            used = [INDEX[symbol] for symbol in candidate.text]
            assert all(made[:, number].max() > np.log(1e-4) for number in used)
            sets = [name for name, digits in SETS.items() if DIGITS.intersection(candidate.text) <= set(digits)]
            assert sets


def test_words_and_spaces_part_numbers() -> None:
    found = runs(scores("W ٩٦-١٠١٢ W ١٢ W"))
    assert [run.text for run in found] == ["٩٦-١٠١٢", "١٢"]
    assert found[0].end <= found[1].start


def test_a_number_set_wide_is_one_number() -> None:
    assert [run.text for run in runs(scores("2023 / 12 / 16"))] == ["2023/12/16"]
    assert [run.text for run in runs(scores("2023 12"))] == ["2023", "12"]


def test_a_calendar_letter_beside_a_number_is_told() -> None:
    (hijri,) = runs(scores("ه ١٤٣٦/٧/٨ W"))
    (common,) = runs(scores("٢٠١٥م"))
    assert (hijri.letters, common.letters) == (("ه",), ("م",))
    assert runs(scores("W ه W")) == ()


def test_words_marks_and_nothing_give_no_number() -> None:
    for text in ("", "W", "W W", "/", "W - W", "()", "ه م ق"):
        assert runs(scores(text)) == ()


def test_sets_are_never_mixed_in_one_number() -> None:
    made = mixed(scores("٢٠١٥", 0.9), 2 + 4, "0", 0.6)
    (run,) = runs(made)
    for candidate in run.candidates:
        used = DIGITS.intersection(candidate.text)
        assert any(used <= set(digits) for digits in SETS.values()), candidate
    assert run.text == "٢٠١٥"


def test_persian_shapes_settle_the_set() -> None:
    (run,) = runs(scores("١٤٠۴"))
    assert run.text == "١٤٠۴" or not {"٤", "۴"} <= set(run.text)
    assert set(run.text) & DIGITS <= set(PERSIAN) or set(run.text) <= set(SETS["arabic-indic"])


def test_doubt_is_kept_as_an_alternative_with_a_small_margin() -> None:
    plain = runs(scores("1436"))[0]
    (run,) = runs(mixed(scores("1436"), 2 + 2 * 4, "8", 0.45))
    assert {"1436", "1486"} <= {candidate.text for candidate in run.candidates}
    assert run.margin < 1 < plain.margin
    assert run.weakest < plain.weakest


def test_repeats_are_kept_apart_by_blanks() -> None:
    assert runs(scores("1100"))[0].text == "1100"
    assert [token.symbol for token in tokens(scores("11", apart=0))] == ["1"]


def test_places_follow_the_columns() -> None:
    for before, after in itertools.product(("", "W "), repeat=2):
        made = scores(before + "27" + after)
        (run,) = runs(made)
        seen = np.flatnonzero(np.isin(made.argmax(axis=1), [INDEX[symbol] for symbol in WESTERN]))
        assert (run.start, run.end) == (seen[0], seen[-1] + 1)


def test_signs_at_the_ends_take_no_room() -> None:
    for text in ("/27", "27/", "-27-", "W .27, W"):
        made = scores(text)
        (run,) = runs(made)
        seen = np.flatnonzero(np.isin(made.argmax(axis=1), [INDEX[symbol] for symbol in WESTERN]))
        assert (run.start, run.end) == (seen[0], seen[-1] + 1)
        assert "27" in run.text


@given(st.integers(1, 3 * APART), st.sampled_from(["27", "٢٧", "۴۵"]))
def test_digits_with_room_for_a_word_between_are_two_numbers(apart: int, text: str) -> None:
    wanted = [text] if apart <= APART else list(text)
    assert [run.text for run in runs(scores(text, apart=apart))] == wanted


def test_a_sign_far_off_belongs_to_no_number() -> None:
    made = np.concatenate([scores("27"), scores("", apart=APART), scores("/")])
    (run,) = runs(made)
    assert run.text == "27"
    assert run.end < 10


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        ("ه٣٢٤٠-٣٩٣", "٥٣٢٤٠-٣٩٣"),
        ("ه١١/٣٢٦٠١", "٥١١/٣٢٦٠١"),
        ("ه٩٦٦", "٥٩٦٦"),
        ("ه١٤٣٦", "١٤٣٦"),
        ("ه١٢٣/١٤٣٦", "١٢٣/١٤٣٦"),
        ("ه٢٠/٦/٣٥", "٢٠/٦/٣٥"),
        ("ه٣٦", "٣٦"),
        ("ه1999", "1999"),
        ("ه ٩٦٦", "٩٦٦"),
    ],
)
def test_what_looks_like_a_five_against_digits_is_one_where_no_hijri_date_can_stand(seen: str, wanted: str) -> None:
    (run,) = runs(scores(seen))
    assert run.text == wanted
    assert run.letters == (("ه",) if wanted == seen.strip("ه ") else ())


def test_a_letter_that_stands_apart_is_no_five() -> None:
    (run,) = runs(scores("ه٩٦٦", apart=AGAINST + 1))
    assert run.text == "٩٦٦"


@pytest.mark.parametrize(
    ("seen", "five"), [("ه١٣٣٣", True), ("ه ١٣٣٣", False), ("ه١/٥/١٤٤٠", True), ("٥١٣٣٣", False), ("م١٣٣٣", False)]
)
def test_where_a_hijri_date_can_stand_a_number_says_that_it_may_begin_with_a_five(seen: str, *, five: bool) -> None:
    (run,) = runs(scores(seen))
    assert run.doubted == (f"٥{run.text}" if five else None)
