"""Stores of known images, made by verifyctl itself from a list beside them; the list of samples/april-27-order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from specimen import saving

# 2015-05-01T00:00:00Z: the time at which the store says that its images were added.
EPOCH = "1430438400"
STORE = "known.sqlite"
LIST = "known.jsonl"

IMAGES: tuple[dict[str, str], ...] = (
    {
        "path": "earlier.jpg",
        "source_url": "https://example.org/specimen/order",
        "first_seen": "2015-04-27T22:50:00Z",
        "first_seen_basis": "stated",
        "caption": "Specimen order, first copy",
        "label": "investigation_seed",
        "note": "The same photograph, saved smaller by another platform. Specimen.",
    },
    *(
        {
            "path": f"{name}.jpg",
            "source_url": f"https://example.org/specimen/{name}",
            "first_seen": day,
            "first_seen_basis": "stated",
            "caption": caption,
            "label": "unrelated",
            "note": "Synthetic picture. Specimen.",
        }
        for name, day, caption in (
            ("village", "2014-11-02", "A village"),
            ("harbour", "2015-01-18", "Three boats"),
            ("desk", "2015-03-09", "Books on a desk"),
        )
    ),
)


def list_images(folder: Path) -> None:
    """Write the list, one image a line."""
    saving.text(folder / LIST, "".join(json.dumps(image, ensure_ascii=False) + "\n" for image in IMAGES))


def build(folder: Path) -> None:
    """Build the store from the list. Ends with the command's own message if it fails."""
    (folder / STORE).unlink(missing_ok=True)
    command = [sys.executable, "-m", "verifyctl", "known", "add", STORE, "--manifest", LIST]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"make.py: {' '.join(command[1:])} ended with {done.returncode}:\n{done.stderr}")
