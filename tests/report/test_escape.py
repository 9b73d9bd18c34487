"""Text of evidence stays text in formats that have markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from verifyctl.report.escape import code_span, command_data, command_property, markdown

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=120)
NASTY = st.text("<>&`*_[]()!|\\~#@:/.-+=1 \n\t\"'wxhtpsb\u202e\x1b\x07", max_size=60)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HARMLESS = {"inline", "paragraph_open", "paragraph_close", "text", "softbreak"}


def kinds(source: str) -> set[str]:
    """The kinds of token in a document, without the comments that we put in."""
    found = set()
    for token in PARSER.parse(source):
        for each in (token, *(token.children or ())):
            if each.type in ("html_inline", "html_block") and not each.content.replace("<!-- -->", "").strip():
                continue
            found.add(each.type)
    return found


@given(ANYTHING | NASTY)
def test_escaped_text_is_a_plain_paragraph(text: str) -> None:
    assert kinds(f"Claim: {markdown(text)}") <= HARMLESS | {"text_special"}


@given(ANYTHING | NASTY)
def test_escaped_text_at_the_start_of_a_line_is_a_plain_paragraph(text: str) -> None:
    assert kinds(markdown(text)) <= HARMLESS | {"text_special"}


@given(NASTY)
def test_a_cell_stays_one_cell(text: str) -> None:
    tokens = PARSER.parse(f"| a | b |\n|---|---|\n| {markdown(text)} | {code_span(text)} |\n")
    assert [token.type for token in tokens].count("td_open") == 2


@given(NASTY)
def test_a_code_span_is_one_code_span(text: str) -> None:
    (inline,) = [token for token in PARSER.parse(f"a {code_span(text)} b") if token.type == "inline"]
    assert [child.type for child in inline.children or ()] == ["text", "code_inline", "text"]


@pytest.mark.parametrize("text", ["@somebody", "see #12", "https://example.org/x", "www.example.org", "a:smile:b"])
def test_what_github_turns_into_links_is_broken_up(text: str) -> None:
    shown = markdown(text)
    assert not re.search(r"(?<!\\)[@#]\w|(?<!\\)://|www\.e|(?<!\\):smile:", shown)


def test_ordinary_prose_and_arabic_are_left_readable() -> None:
    assert markdown("dated 2015-04-27, at 21:14:05 (UTC)") == "dated 2015-04-27, at 21:14:05 (UTC)"
    assert "ولاة الولايات" in markdown("the line “ولاة الولايات” was read")


@given(ANYTHING)
def test_workflow_commands_are_one_line(text: str) -> None:
    data, value = command_data(text), command_property(text)
    assert not any(ord(char) < 32 for char in data + value)
    assert len(f"{data}x".splitlines()) == 1
    assert not set(":,") & set(value)


def test_a_percent_sign_cannot_smuggle_a_line_end_into_a_command() -> None:
    assert command_data("%0A::error::x") == "%250A::error::x"
