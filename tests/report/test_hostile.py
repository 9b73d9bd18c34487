"""Whatever stands in any field of a verdict does nothing in any form but be read."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report.samples import letter, with_texts

from verifyctl.model.verdict import Verdict
from verifyctl.report.kinds import KINDS
from verifyctl.report.named import Named, Unread
from verifyctl.report.render import one, together

HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07[bold red]x[/]\u202egnp.\u202c</script></style><script>alert(1)</script>"
    "<img src=x onerror=alert(1)>' onload='x \" onfocus=\"y javascript:alert(1)=cmd()|{{7*7}}{%x%}"
    "\n::error::owned\r\n[link](http://evil.example) ![i](http://evil.example/i.png) <!-- ]]> &amp; \u2066end"
)
FORMULAS = ("=", "+", "-", "@")
BAD = {"Cc", "Cs", "Co", "Cn"}
# Isolates are ours, joiners are spelling.
KEPT = set("\u2068\u2069\u200c\u200d\ufe0e\ufe0f\n")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = re.compile(
    "html|head|meta|title|style|body|header|footer|main|nav|section|article|figure|figcaption|blockquote|p|a|b|q|h1|h2|"
    "h3|h4|ul|ol|li|dl|dt|dd|div|span|bdi|code|details|summary|table|caption|thead|tbody|tr|th|td|fieldset|legend|"
    "label|input|script|strong|img"
)


def render(kind: str, verdict: Verdict, name: str) -> str:
    entry = Named(name, verdict, name)
    if KINDS[kind].together:
        return together(kind, [entry, Unread(name, name)], everything=True)
    return one(kind, entry)


def no_raw_controls(text: str) -> None:
    raw = {char for char in text if unicodedata.category(char) in BAD or char in "\u202a\u202b\u202d\u202e\u2066\u2067"}
    assert raw - KEPT == set()


def holds(kind: str, text: str) -> None:
    """What every form must keep to, whatever the verdict holds."""
    no_raw_controls(text)
    match kind:
        case "html":
            page_holds(text)
        case "junit":
            ET.fromstring(text)
        case "github":
            assert all(re.match(r"::(error|warning|notice) ", line) for line in text.splitlines())
        case "csv":
            rows = list(csv.reader(io.StringIO(text)))
            assert {len(row) for row in rows} == {len(rows[0])}
            assert not [cell for row in rows for cell in row if cell.startswith(FORMULAS)]
        case "markdown":
            tokens = [child for token in MARKDOWN.parse(text) for child in (token, *(token.children or ()))]
            assert not {"link_open", "image", "html_block"} & {token.type for token in tokens}
            assert {token.content for token in tokens if token.type == "html_inline"} <= {"<!-- -->"}
        case _:
            json.loads(text)


def page_holds(text: str) -> None:
    tree = html5lib.parse(text)
    scripts = 0
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        assert ALLOWED.fullmatch(name) or element.tag.startswith(SVG), name
        scripts += element.tag == f"{HTML}script"
        assert not [key for key in element.attrib if str(key).startswith("on") or key == "style"]
        for key in ("href", "src"):
            value = element.attrib.get(key, "")
            assert value == "" or value.startswith(("#", "data:image/jpeg;base64,"))
    assert scripts == 1
    assert "alert(1)" not in "".join(node.text or "" for node in tree.iter(f"{HTML}script"))


@pytest.mark.parametrize("kind", list(KINDS))
def test_hostile_text_in_every_field(kind: str) -> None:
    holds(kind, render(kind, with_texts(lambda _: HOSTILE), HOSTILE))


@pytest.mark.parametrize("formula", ['=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_formulas_are_dead_in_csv(formula: str) -> None:
    holds("csv", render("csv", letter(), formula))


@pytest.mark.parametrize("kind", list(KINDS))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60))
def test_any_text_in_every_field(kind: str, text: str) -> None:
    holds(kind, render(kind, with_texts(lambda _: text), text))


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_same_verdict_gives_the_same_bytes(kind: str) -> None:
    assert render(kind, letter(), "letter.jpg") == render(kind, letter(), "letter.jpg")


@pytest.mark.parametrize("kind", list(KINDS))
def test_small_and_odd_verdicts_are_rendered(kind: str, verdict: Verdict, bare: Verdict, hostile: Verdict) -> None:
    for each in (verdict, bare, hostile):
        holds(kind, render(kind, each, "a.jpg"))
