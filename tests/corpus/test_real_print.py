"""Figures of real print, each scanned as a picture of its own and named by its number: read, and none of them wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.corpus


def test_scanned_figures_are_read(verifyctl: Run) -> None:
    folder = Path(os.environ["VERIFYCTL_CORPUS"], "ocr", "tesseract-test", "testing")
    pictures = sorted(path for path in folder.glob("*.tif") if path.stem.isdecimal())
    assert len(pictures) > 10
    read, accepted = {}, {}
    for path in pictures:
        facts = json.loads(verifyctl("read", "--format", "json", path).stdout)
        read[path.stem] = {number["text"] for number in facts["numbers"]}
        accepted[path.stem] = {number["text"] for number in facts["numbers"] if number["accepted"]}
    assert [stem for stem, texts in read.items() if stem not in texts] == []
    assert [stem for stem, texts in accepted.items() if texts - {stem}] == []
    sure = sum(map(len, accepted.values()))
    assert sure >= len(pictures) / 2
    print(f"scanned numbers: {len(pictures)} read, {sure} accepted")  # noqa: T201 - shown with -s
