"""`verifyctl explain`: the page of a code, the list of codes, and help with a mistyped one."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from verifyctl.cli.main import cli
from verifyctl.errors import UsageError, VerifyctlError
from verifyctl.report.pages import page_of
from verifyctl.rules.catalogue import RULES

CODES = [rule.code for rule in RULES]


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


def test_without_a_code_all_are_listed_with_their_titles() -> None:
    result = explain()
    assert result.exit_code == 0
    for rule in RULES:
        assert any(line.split(maxsplit=1) == [rule.code, rule.title] for line in result.stdout.splitlines())


def test_the_list_as_json() -> None:
    found = json.loads(explain("--format", "json").stdout)
    assert [entry["code"] for entry in found] == CODES
    assert all(entry["title"] and entry["axis"] for entry in found)


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_a_code_is_shown_as_it_is_in_the_docs(code: str) -> None:
    page = page_of(code)
    assert page is not None
    result = explain(code)
    assert result.exit_code == 0
    assert result.stdout == page.rstrip("\n") + "\n"


def test_the_page_and_the_declaration_as_json() -> None:
    found = json.loads(explain("metadata-absent", "--format", "json").stdout)
    assert found["code"] == "metadata-absent"
    assert found["strongest"] == "none"
    assert found["limits"]
    assert found["page"] == page_of("metadata-absent")


@pytest.mark.parametrize("pasted", ["metadata-absent:x.jpg", "metadata_absent", " Metadata-Absent "])
def test_a_code_may_be_pasted_from_a_verdict(pasted: str) -> None:
    assert explain(pasted).stdout == explain("metadata-absent").stdout


@pytest.mark.parametrize(("wrong", "near"), [("metadata-absnet", "metadata-absent"), ("no-matches", "no-match")])
def test_a_mistyped_code_gets_a_suggestion(wrong: str, near: str) -> None:
    result = explain(wrong)
    error = result.exception
    assert isinstance(error, UsageError)
    assert error.exit_code == 2
    assert near in error.hint
    assert "verifyctl explain" in error.hint


@pytest.mark.parametrize("code", ["../../../etc/passwd", "/etc/passwd", "..", "", "\x1b[2J"])
def test_a_code_is_no_path(code: str) -> None:
    assert isinstance(explain(code).exception, UsageError)


def test_a_missing_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifyctl.report.pages.page_of", lambda code: None)
    error = explain("metadata-absent").exception
    assert isinstance(error, VerifyctlError)
    assert "missing from this installation" in error.message
