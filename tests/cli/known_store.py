"""What the tests of `verifyctl known` share: running it, and pictures to run it on."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import numpy as np
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from tests.program import run_text
from verifyctl.cli.exits import run
from verifyctl.cli.main import cli

COMMAND = (sys.executable, "-P", "-m", "verifyctl", "known")
WORDS = (
    "order",
    "province",
    "governor",
    "number",
    "letter",
    "seal",
    "copy",
    "office",
    "road",
    "water",
    "bread",
    "river",
)
LINES = 20


def known(
    *arguments: object, cwd: Path | None = None, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `verifyctl known` as a person would."""
    return run_text("known", *arguments, cwd=cwd or Path.cwd(), stdin=stdin.encode(), env=environment)


def inside(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run `verifyctl known` in this process, from its entry to its exit code: a tenth of the time, the same outcome."""
    given = ["known", *map(str, arguments)]

    class Given(click.Group):
        def main(self, *_: Any, **how: Any) -> Any:
            return cli.main(args=given, **how)

    handlers = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        with CliRunner().isolation(input=stdin) as (out, err, _):
            code = run(Given())
            sys.stdout.flush()
    finally:
        for name, handler in handlers.items():
            signal.signal(name, handler)
    return subprocess.CompletedProcess(given, code, out.getvalue().decode(), err.getvalue().decode())


def listed(store: Path) -> Any:
    """What a store holds, as JSON."""
    done = inside("list", store, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def picture(path: Path, seed: int, width: int = 640, height: int = 480) -> Path:
    """A picture of coloured rectangles, another one for each seed."""
    random = np.random.default_rng(seed)
    pixels = np.full((height, width, 3), 128, dtype=np.uint8)
    for _ in range(120):
        x, y = random.integers(width), random.integers(height)
        pixels[y : y + 4 + random.integers(height // 3), x : x + 4 + random.integers(width // 3)] = random.integers(
            0, 256, 3
        )
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(pixels).save(path)
    return path


def letter(path: Path, seed: int, changed: int | None = None) -> Path:
    """A page of text, another one for each seed; `changed` is a line of which one word is another."""
    random = np.random.default_rng(seed)
    image = Image.new("L", (1000, 1400), 255)
    drawing = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    for line in range(LINES):
        words = list(random.choice(WORDS, 8))
        if line == changed:
            words[3] = "EVERYTHING"
        drawing.text((90, 120 + line * 58), " ".join(words), fill=0, font=font)
    path.parent.mkdir(exist_ok=True)
    image.save(path)
    return path
