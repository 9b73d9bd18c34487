"""Strings collected to attack readers of Content Credentials, in every field of a verdict and in every report."""

from __future__ import annotations

import os
import re
from itertools import cycle, islice
from pathlib import Path

import pytest
from report.samples import with_texts
from report.test_hostile import holds, no_raw_controls, render

from verifyctl.report.html import listing
from verifyctl.report.kinds import KINDS
from verifyctl.report.localised import summary
from verifyctl.report.terminal import render as terminal

pytestmark = pytest.mark.corpus
LONGEST = 12_000


@pytest.fixture(scope="module")
def strings() -> list[str]:
    folder = Path(os.environ["VERIFYCTL_CORPUS"]) / "credentials" / "contentauth+c2pa-attacks" / "attacks"
    files = [path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.glob("*.attack"))]
    lines = dict.fromkeys(line[:LONGEST] for text in files for line in (*text.splitlines(), text) if line.strip())
    assert len(lines) > 30
    return list(lines)


@pytest.mark.parametrize("first", [0, 11, 23])
def test_no_report_lets_one_of_them_live(strings: list[str], first: int) -> None:
    texts = islice(cycle(strings), first, None)
    verdict = with_texts(lambda _: next(texts))
    for kind in KINDS:
        holds(kind, render(kind, verdict, strings[first]))
    for text in (terminal(verdict, width=80, color=False, verbose=1), summary(verdict, "ar")):
        no_raw_controls(text.replace("\u200f", ""))


def test_no_list_of_a_run_lets_one_of_them_live(strings: list[str]) -> None:
    page = listing.render([listing.Row(text, problem=text) for text in strings], created="2026-11-22T00:00:00Z")
    assert len(re.findall("<script", page)) == 2
    no_raw_controls(page)
