"""Progress of `check`: quiet when piped, told when asked for, never on standard output, time left from what is done."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.program import run
from verifyctl.cli.checking import SHARES, Checking
from verifyctl.stages.registry import STAGES

ONLY = ("--only", "file,metadata,structure")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    for name in ("a", "b", "c"):
        Image.linear_gradient("L").convert("RGB").resize((320, 200)).save(folder / f"{name}.jpg")
    return folder


def test_nothing_is_told_to_a_pipe_unless_asked_for(folder: Path, tmp_path: Path) -> None:
    pictures = [folder / f"{name}.jpg" for name in "abc"]
    quiet = run("check", *pictures, *ONLY, "-o", "out/", cwd=tmp_path)
    assert (quiet.returncode, quiet.stderr) == (0, b"")
    told = run("check", *pictures, *ONLY, "-o", "out/", "--progress", "always", cwd=tmp_path)
    assert told.stdout == quiet.stdout
    lines = told.stderr.decode().splitlines()
    assert len(lines) == 3
    assert re.fullmatch(r"a\.jpg: [\d.]+ s; 1 of 3, about \d+ s left", lines[0])
    assert re.fullmatch(r"c\.jpg: [\d.]+ s; 3 of 3, [\d.]+ a minute", lines[2])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_is_shown_a_bar_that_is_gone_before_results(folder: Path, tmp_path: Path) -> None:
    import pty

    above, below = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "verifyctl", "check", folder / "a.jpg", folder / "b.jpg", *ONLY, "-o", "out/"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=below,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "100", "NO_COLOR": ""},
    )
    os.close(below)
    seen = b""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        ready, _, _ = select.select([above], [], [], 1)
        try:
            part = os.read(above, 65536) if ready else b""
        except OSError:  # the other end was closed
            break
        seen += part
        if not part and started.poll() is not None:
            break
    os.close(above)
    stdout, _ = started.communicate(timeout=60)
    assert started.returncode == 0
    assert b"\x1b" not in stdout
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode("utf-8", "replace"))
    assert "a.jpg: file" in text
    assert "b.jpg: " in text
    assert "2 of 2" in text


def test_what_is_left_follows_from_what_is_done() -> None:
    checking = Checking("never", quiet=True, total=4, stages=("file", "text"))
    assert checking.left(0.0, 1.0) is None
    assert checking.left(0.5, 10.0) == 70
    assert checking.left(1.0, 10.0) == 30
    assert checking.rate() == ""


def test_shares_are_of_stages_that_there_are() -> None:
    assert SHARES.keys() <= set(STAGES)
