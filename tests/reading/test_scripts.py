from __future__ import annotations

from pathlib import Path

import pytest

from verifyctl.reading.engine import Engine, EngineMissingError
from verifyctl.reading.scripts import (
    Which,
    check_data,
    cyrillic_plans,
    joined,
    parse_languages_setting,
    plan_beyond_arabic,
    plan_for,
    reads_arabic,
)


def having(*languages: str) -> Engine:
    return Engine(path=Path("/x"), version="5", languages=languages, tessdata=None)


FULL = having("Arabic", "ara", "eng", "osd")


@pytest.mark.parametrize(
    ("setting", "names"),
    [("auto", None), ("eng", ("eng",)), ("ara+script/Arabic", ("ara", "Arabic")), ("ara+eng+ara", ("ara", "eng"))],
)
def test_language_settings(setting: str, names: tuple[str, ...] | None) -> None:
    assert parse_languages_setting(setting) == names


@pytest.mark.parametrize("setting", ["", "+", "ara+", "../ara", "ara eng", "ara;id", "-l", "a/b/c", "ara\n", "x" * 900])
def test_wrong_language_settings_are_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="languages"):
        parse_languages_setting(setting)


def again(script: str | None, engine: Engine) -> list[tuple[tuple[str, ...], Which]]:
    return [(one.models, one.which) for one in plan_for(script, engine).lines]


def test_arabic_is_read_as_a_whole_in_sparse_mode_and_then_by_lines() -> None:
    plan = plan_for("Arabic", FULL)
    assert (plan.page, plan.psm, plan.models) == (("ara",), 11, ("ara", "Arabic", "eng"))
    assert again("Arabic", FULL) == [
        (("Arabic",), Which.DOUBTFUL),
        (("ara",), Which.FOREIGN),
        (("eng",), Which.LATIN),
    ]
    assert again("Arabic", having("ara", "eng"))[1:] == [(("eng",), Which.FOREIGN)]
    assert plan_for("Arabic", having("script/Arabic", "eng")).page == ("Arabic",)


def test_an_unknown_script_is_read_with_both_arabic_data_together() -> None:
    assert (plan_for(None, FULL).page, plan_for(None, FULL).psm) == (("ara", "Arabic"), 11)


def test_english_has_its_own_order() -> None:
    assert (plan_for("Latin", FULL).page, plan_for("Latin", FULL).psm) == (("eng",), 3)
    assert again("Latin", FULL) == [(("eng",), Which.DOUBTFUL), (("ara",), Which.FOREIGN)]


def test_russian_and_ukrainian_are_read_when_installed() -> None:
    both = having("ara", "eng", "osd", "rus", "ukr")
    assert (plan_for("Cyrillic", both).page, plan_for("Cyrillic", both).psm) == (("rus",), 3)
    assert [models for models, _ in again("Cyrillic", both)] == [("rus",), ("ukr",), ("eng",)]
    assert [plan.page for plan in cyrillic_plans(both)] == [("rus",), ("ukr",)]
    assert [one.which for one in cyrillic_plans(both)[1].lines] == [Which.DOUBTFUL, Which.FOREIGN, Which.FOREIGN]
    assert [one.models for one in cyrillic_plans(both)[1].lines] == [("ukr",), ("rus",), ("eng",)]
    assert cyrillic_plans(FULL) == ()
    assert plan_for("Cyrillic", having("ara", "eng", "script/Cyrillic")).page == ("Cyrillic",)
    assert plan_for("Cyrillic", FULL).page == ("eng",)


def test_another_script_is_read_with_data_of_its_name() -> None:
    assert plan_for("Hebrew", having("ara", "eng", "Hebrew")).page == ("Hebrew",)
    assert plan_for("Hebrew", FULL).page == ("eng",)


def test_a_wish_is_kept() -> None:
    plan = plan_for("Arabic", FULL, ("eng", "ara"))
    assert (plan.page, plan.psm, plan.models) == (("eng", "ara"), 11, ("eng", "ara"))
    assert plan_for("Arabic", FULL, ("eng",)).psm == 3


@pytest.mark.parametrize("script", [None, "Arabic"])
@pytest.mark.parametrize("engine", [FULL, having("ara", "eng"), having("script/Arabic", "eng")])
def test_arabic_is_never_read_with_english_as_a_whole(script: str | None, engine: Engine) -> None:
    plan = plan_for(script, engine)
    assert "eng" not in plan.page
    assert all(one.which is not Which.DOUBTFUL for one in plan.lines if "eng" in one.models)


def test_other_languages_of_the_script_are_read_with_its_data_alone() -> None:
    assert plan_beyond_arabic().models == ("Arabic", "eng")


def test_names_are_those_the_engine_knows() -> None:
    assert joined(having("ara", "script/Arabic"), ("ara", "Arabic")) == "ara+script/Arabic"


def test_data_for_arabic_script() -> None:
    assert reads_arabic(("eng", "Arabic"))
    assert not reads_arabic(("eng", "rus"))


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
    with pytest.raises(EngineMissingError, match=f"data for: {missing}"):
        check_data(having(*languages), wanted)


def test_one_arabic_model_is_enough() -> None:
    check_data(having("script/Arabic", "eng", "osd"), None)
    check_data(having("eng"), ("eng",))
