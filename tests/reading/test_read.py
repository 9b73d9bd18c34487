from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.reading.conftest import draw
from verifyctl.model.base import Box
from verifyctl.model.text import Word
from verifyctl.reading import drafts as module
from verifyctl.reading.calls import (
    Budget,
    Orientation,
    ReadingFailedError,
    ReadingTimeoutError,
    parse_orientation,
    table,
)
from verifyctl.reading.desk import Desk, Draft, Sight
from verifyctl.reading.drafts import drafts_of, mostly_latin
from verifyctl.reading.engine import Engine, EngineMissingError, find_engine
from verifyctl.reading.lexicon import Lexicon
from verifyctl.reading.normalise import find_words, folded
from verifyctl.reading.page.page import Page
from verifyctl.reading.page.picture import View
from verifyctl.reading.page.turn import Bearing
from verifyctl.reading.read import Reading, read
from verifyctl.reading.scripts import Plan, Which, check_data, plan_for

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in programs are shell scripts")
FULL = Engine(path=Path("/x"), version="5", languages=("Arabic", "ara", "eng", "osd"), tessdata=None)


def look(rgb: NDArray[np.uint8], scratch: Path, wanted: tuple[str, ...] | None = None) -> Reading:
    if shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    return read(View(rgb), Desk(find_engine(None, None), scratch, Budget(120)), wanted=wanted)


def in_common(page: Any, reading: Reading) -> float:
    wanted = set(folded(" ".join(page.lines)).split())
    found = set(folded(" ".join(line.text for line in reading.lines)).split())
    return len(wanted & found) / len(wanted)


def test_models_follow_the_script() -> None:
    assert plan_for("Arabic", FULL).page == ("ara",)
    assert plan_for("Arabic", FULL).models == ("ara", "Arabic", "eng")
    assert plan_for("Latin", FULL).page == ("eng",)
    assert plan_for(None, FULL).page == ("ara", "Arabic")
    assert plan_for("Greek", FULL).page == ("eng",)
    more = Engine(path=Path("/x"), version="5", languages=("ara", "script/Cyrillic", "eng"), tessdata=None)
    assert plan_for("Cyrillic", more).page == ("Cyrillic",)
    assert plan_for("Arabic", more).page == ("ara",)


def test_arabic_is_never_read_with_english_as_a_page() -> None:
    assert "eng" not in plan_for("Arabic", FULL).page
    assert {again.which for again in plan_for("Arabic", FULL).lines if "eng" in again.models} <= {
        Which.LATIN,
        Which.FOREIGN,
    }


@pytest.mark.parametrize(
    ("languages", "wanted", "missing"),
    [
        (("eng", "osd"), None, "ara, Arabic"),
        (("ara", "eng"), None, "osd"),
        (("script/Arabic", "osd"), None, "eng"),
        (("eng",), ("eng", "rus"), "rus"),
    ],
)
def test_data_that_is_missing_is_named(
    languages: tuple[str, ...], wanted: tuple[str, ...] | None, missing: str
) -> None:
    engine = Engine(path=Path("/x"), version="5", languages=languages, tessdata=None)
    with pytest.raises(EngineMissingError, match=f"data for: {missing}"):
        check_data(engine, wanted)


def test_one_arabic_model_is_enough() -> None:
    check_data(Engine(path=Path("/x"), version="5", languages=("script/Arabic", "eng", "osd"), tessdata=None), None)
    check_data(Engine(path=Path("/x"), version="5", languages=("eng",), tessdata=None), ("eng",))


def test_the_engines_word_on_orientation() -> None:
    answer = (
        "Page number: 0\nOrientation in degrees: 90\nRotate: 270\nOrientation confidence: 8.75\n"
        "Script: Arabic\nScript confidence: 100.00\n"
    )
    assert parse_orientation(answer) == Orientation(270, 8.75, "Arabic", 100.0)
    assert parse_orientation(answer.replace("270", "45")) is None
    assert parse_orientation("Too few characters") is None


def test_mostly_latin_needs_a_clear_surplus() -> None:
    def words(*texts: str) -> list[Word]:
        return [Word(text=text, box=Box(x=0, y=0, width=1, height=1), confidence=1) for text in texts]

    assert mostly_latin(words("Subject", "meters", "27"))
    assert not mostly_latin(words("Subject", "الموضوع"))
    assert not mostly_latin(words("27", "/"))
    assert not mostly_latin([])


class Told(Desk):
    """In the engine's place: takes a page for what it was told, and reads it well only as what it is."""

    def __init__(self, taken_for: Sight, really: Sight) -> None:
        engine = Engine(path=Path("/x"), version="5", languages=("Arabic", "ara", "eng", "osd", "rus"), tessdata=None)
        super().__init__(engine, Path("/none"), Budget(9))
        object.__setattr__(self, "told", (taken_for, really))
        object.__setattr__(self, "tried", [])

    def sight(self, grey: NDArray[np.uint8]) -> Sight:
        return self.told[0]

    def draft(self, page: Page, plan: Plan, sight: Sight) -> Draft:
        self.tried.append(sight)
        made = Draft(page, plan, sight, (), Lexicon())
        made.__dict__["share"] = 0.9 if sight == self.told[1] else 0.1
        return made


@pytest.mark.parametrize("really", [Sight(0, "Cyrillic"), Sight(180, "Cyrillic")])
def test_the_engines_word_on_the_script_is_tried_our_way_up_first(
    really: Sight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "bearing_of", lambda _: Bearing(0, True, None, {"Latin": 463, "Cyrillic": 416}))
    monkeypatch.setattr(Draft, "share", property(lambda self: self.__dict__["share"]))
    desk = Told(taken_for=Sight(180, "Cyrillic"), really=really)
    drafts = drafts_of(View(np.full((300, 400, 3), 250, np.uint8)), None, desk)
    order = [Sight(0, "Latin"), Sight(0, "Cyrillic"), Sight(180, "Cyrillic")]
    assert list(dict.fromkeys(desk.tried)) == order[: 2 if really.turned == 0 else 3]
    assert drafts[-1].sight == really


@pytest.mark.parametrize(("as_it_lies", "turned", "kept"), [(54, 99, 0), (54, 120, 180), (60, 20, 0), (0, 10, 180)])
def test_a_picture_is_turned_only_where_that_reads_clearly_better(
    as_it_lies: int, turned: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "bearing_of", lambda _: Bearing(180, False, None, {"Arabic": 900}))
    monkeypatch.setattr(Draft, "share", property(lambda self: 0.1))
    monkeypatch.setattr(Draft, "surely_read", property(lambda self: turned if self.sight.turned else as_it_lies))
    drafts = drafts_of(
        View(np.full((300, 400, 3), 250, np.uint8)), None, Told(taken_for=Sight(0, None), really=Sight(0, None))
    )
    assert drafts[-1].sight.turned == kept


@pytest.mark.parametrize("shape", [(1, 1), (7, 4000), (3000, 5)])
def test_pictures_too_small_for_letters_hold_none(shape: tuple[int, int], tmp_path: Path) -> None:
    reading = read(View(np.zeros((*shape, 3), np.uint8)), Desk(FULL, tmp_path, Budget(1)), wanted=None)
    assert (reading.lines, reading.tried) == ((), ())


def stand_in(tmp_path: Path, body: str) -> Engine:
    program = tmp_path / "tesseract"
    program.write_text(f'#!/bin/sh\nif [ "$1" = --version ]; then echo tesseract 5.3.0; exit 0; fi\n{body}\n')
    program.chmod(0o755)
    return Engine(path=program, version="5.3.0", languages=FULL.languages, tessdata=tmp_path, chosen=True)


GREY = np.full((40, 60), 255, np.uint8)


@posix
def test_a_call_has_one_thread_its_data_folder_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    engine = stand_in(tmp_path, 'printf "%s\\n" "$OMP_THREAD_LIMIT" "$TESSDATA_PREFIX" "$@" > "$2.tsv"')
    before, folder = dict(os.environ), tempfile.tempdir
    answer = table(engine, GREY, models="ara", psm=11, scratch=tmp_path / "scratch", budget=Budget(60))
    threads, data, picture, *rest = answer.splitlines()
    assert (threads, data) == ("1", str(tmp_path))
    assert Path(picture).parent.parent == tmp_path / "scratch"
    assert rest[1:3] == ["-l", "ara"]
    assert "11" in rest
    assert list((tmp_path / "scratch").iterdir()) == []
    assert (dict(os.environ), tempfile.tempdir) == (before, folder)


@posix
def test_a_hanging_engine_ends_at_the_limit(tmp_path: Path) -> None:
    engine = stand_in(tmp_path, "exec sleep 30")
    with pytest.raises(ReadingTimeoutError, match=r"limit of 0\.5 seconds"):
        table(engine, GREY, models="ara", psm=11, scratch=tmp_path, budget=Budget(0.5))


@posix
@pytest.mark.parametrize("body", ["echo /secret/path >&2; exit 3", "printf '\\377' >&2; exit 1", "exit 0"])
def test_a_failing_engine_is_named_without_paths(tmp_path: Path, body: str) -> None:
    with pytest.raises(ReadingFailedError) as raised:
        table(stand_in(tmp_path, body), GREY, models="ara", psm=11, scratch=tmp_path, budget=Budget(60))
    assert "/" not in str(raised.value)


def test_a_vanished_engine_is_named(tmp_path: Path) -> None:
    engine = Engine(path=tmp_path / "gone", version="5", languages=FULL.languages, tessdata=None)
    with pytest.raises(ReadingFailedError):
        table(engine, GREY, models="ara", psm=11, scratch=tmp_path, budget=Budget(60))


def test_a_spent_budget_starts_nothing(tmp_path: Path) -> None:
    with pytest.raises(ReadingTimeoutError):
        table(FULL, GREY, models="ara", psm=11, scratch=tmp_path, budget=Budget(0))


@pytest.mark.tesseract
def test_an_english_page(english_page: Any, tmp_path: Path) -> None:
    page = english_page
    reading = look(page.rgb, tmp_path)
    assert (reading.script, reading.turned, reading.languages, reading.psm) == ("Latin", 0, "eng", 3)
    assert [line.text for line in reading.lines] == list(page.lines)
    for line, (left, top, right, bottom) in zip(reading.lines, page.boxes, strict=True):
        assert abs(line.box.x - left) <= 8
        assert abs(line.box.x + line.box.width - right) <= 8
        assert top - 12 <= line.box.y <= line.box.y + line.box.height <= bottom + 12
        assert all(0 <= word.confidence <= 100 for word in line.words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.tesseract
def test_an_arabic_page_in_reading_order(arabic_page: Any, tmp_path: Path) -> None:
    page = arabic_page
    reading = look(page.rgb, tmp_path)
    assert (reading.script, reading.psm) == ("Arabic", 11)
    assert set(reading.models) <= {"ara", "Arabic"}
    assert in_common(page, reading) > 0.85
    assert find_words("ولاة الولايات", [line.text for line in reading.lines])
    assert len(reading.lines) == len(page.lines)


@pytest.mark.tesseract
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_read_and_its_boxes_lie_on_the_page_as_given(
    quarters: int, arabic_page: Any, tmp_path: Path
) -> None:
    page = arabic_page
    turned = np.ascontiguousarray(np.rot90(page.rgb, quarters))
    reading = look(turned, tmp_path)
    assert reading.turned == 90 * quarters
    assert in_common(page, reading) > 0.85
    ink = turned.min(axis=2) < 128
    for line in reading.lines:
        for word in line.words:
            box = word.box
            assert ink[box.y : box.y + box.height, box.x : box.x + box.width].any()
    first = reading.lines[0].box
    assert (first.width > first.height) == (quarters == 2)


@pytest.mark.tesseract
def test_a_crop_of_one_line_is_read(english_page: Any, tmp_path: Path) -> None:
    reading = look(english_page.rgb[190:260, 60:500], tmp_path)
    assert "27 April 2015" in " ".join(line.text for line in reading.lines)


@pytest.mark.tesseract
@pytest.mark.parametrize("level", [0, 255])
def test_an_empty_picture_has_no_lines(level: int, tmp_path: Path) -> None:
    assert look(np.full((300, 400, 3), level, np.uint8), tmp_path).lines == ()


@pytest.mark.tesseract
def test_the_same_picture_gives_the_same_reading(tmp_path: Path) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    first, second = look(noise, tmp_path), look(noise, tmp_path)
    assert (first.lines, first.passes, first.turned) == (second.lines, second.passes, second.turned)
    assert first.page.facts() == second.page.facts()


@pytest.mark.tesseract
def test_chosen_languages_are_used(english_page: Any, tmp_path: Path) -> None:
    reading = look(english_page.rgb, tmp_path, ("eng",))
    assert (reading.models, reading.tried) == (("eng",), ("eng",))


RUSSIAN = [
    "Образцовое управление водоснабжения",
    "Дата: 27 апреля 2023 г.",
    "Всем начальникам отделов",
    "Просим направить подробный отчёт о результатах проверки",
    "до конца текущего месяца и сообщить о выполнении",
    "Работы по перевозке книжных полок начнутся на следующей неделе",
]
UKRAINIAN = [
    "Зразкове управління бібліотек",
    "Дата: 27 квітня 2023 р.",
    "Усім начальникам відділів",
    "Просимо надіслати докладний звіт про результати перевірки",
    "до кінця поточного місяця і повідомити про виконання",
    "Роботи з перевезення полиць почнуться наступного тижня",
]


@pytest.mark.tesseract
@pytest.mark.parametrize(("lines", "data"), [(RUSSIAN, "rus"), (UKRAINIAN, "ukr")])
def test_a_cyrillic_page_is_read_with_the_data_of_its_language(lines: list[str], data: str, tmp_path: Path) -> None:
    if shutil.which("tesseract") is None or find_engine(None, None).missing(("rus", "ukr")):
        pytest.skip("the tesseract data for Russian and Ukrainian are not installed")
    page = draw(lines, "NotoSans-Regular.ttf")
    reading = look(page.rgb, tmp_path)
    assert (reading.script, reading.models[0]) == ("Cyrillic", data)
    assert in_common(page, reading) > 0.9


@pytest.mark.tesseract
def test_a_copy_of_the_data_in_a_folder_with_odd_letters_works(english_page: Any, tmp_path: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    engine = find_engine(None, None)
    name = engine.named("eng")
    if engine.tessdata is None or name is None:
        pytest.skip("the data folder of this Tesseract is not known")
    folder = tmp_path / 'my "data" [1]'
    folder.mkdir()
    shutil.copy(engine.tessdata / f"{name}.traineddata", folder / "eng.traineddata")
    chosen = find_engine(str(engine.path), str(folder))
    assert chosen.languages == ("eng",)
    reading = read(View(english_page.rgb), Desk(chosen, tmp_path, Budget(60)), wanted=("eng",))
    assert "27 April 2015" in " ".join(line.text for line in reading.lines)
