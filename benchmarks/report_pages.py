"""What pages cost: bytes and processor time of one verdict's page, and a list of ten thousand in Chromium.

    python -m benchmarks.report_pages [--rows 10000] [--times 5]

Processor time is that of the process that writes a form from a verdict, the first time with what has to be imported;
pictures are made before, in a worker, and not counted. Of the list, besides the time that passed, the processor time of
the tab's own thread is told, which other work on the machine does not lengthen. Needs Tesseract for the text of the
sample, and Playwright with the system's Chromium for the list; what is missing is left out.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from verifyctl import api
from verifyctl.report.html import listing
from verifyctl.report.kinds import KINDS
from verifyctl.report.named import Named
from verifyctl.report.render import one, together
from verifyctl.settings import Settings

APRIL = Path(__file__).resolve().parent.parent / "samples" / "april-27-order"
STATUSES = ("not_assessed", "inconclusive", "supported", "contradicted", "conflicting")
OUTCOMES = ("inconclusive", "contradicted", "not_assessable")
SEARCH = """(text) => { const search = document.getElementById('search'), start = performance.now();
    search.value = text; search.dispatchEvent(new Event('input', {bubbles: true}));
    document.body.offsetHeight; return performance.now() - start; }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages(Path(folder), given.times)
        lists(Path(folder), given.rows, given.times)


def pages(folder: Path, times: int) -> None:
    """The page of the April sample with its pictures and maps, and each form of its verdict."""
    maps = folder / "maps"
    settings = Settings(known=(str(APRIL / "known" / "known.sqlite"),))
    verdict = api.check(APRIL / "phone.jpg", settings=settings)
    file = folder / "april.verdict.json"
    file.write_bytes(verdict.to_bytes())
    check = [
        "check",
        str(APRIL / "phone.jpg"),
        "--only",
        "file",
        "--maps",
        str(maps),
        "-q",
        "-o",
        str(folder / "x.json"),
    ]
    subprocess.run([sys.executable, "-m", "verifyctl", *check], check=True, capture_output=True)
    for label, more in (("default previews", []), ("with maps", ["--maps", str(maps)])):
        page = folder / "page.html"
        report = ["report", str(file), "--image", str(APRIL / "phone.jpg"), *more, "-q", "-o", str(page)]
        subprocess.run([sys.executable, "-m", "verifyctl", *report], check=True)
        print(f"page of the April sample, {label}: {page.stat().st_size:,} bytes")
    entry = Named("phone.jpg", verdict, file.name)
    for kind, form in KINDS.items():
        seconds = []
        for _ in range(times):
            start = time.process_time()
            text = together(kind, [entry]) if form.together else one(kind, entry)
            seconds.append(time.process_time() - start)
        print(
            f"{kind}: {len(text.encode()):,} bytes, processor time {seconds[0]:.3f} s the first time, "
            f"{statistics.median(seconds):.3f} s in the middle of {times}"
        )


def lists(folder: Path, count: int, times: int) -> None:
    """The list of a run: written, opened, searched."""
    rows = [
        listing.Row(
            f"folder/picture-{number:05d}.jpg",
            OUTCOMES[number % 3],
            STATUSES,
            (number % 2, number % 5),
            number % 7,
            "near_copy",
            (),
            f"picture-{number:05d}.jpg.html",
            f"picture-{number:05d}.jpg.verdict.json",
        )
        for number in range(count)
    ]
    start = time.process_time()
    text = listing.render(rows, created="2026-11-22T00:00:00Z")
    print(f"list of {count:,}: {len(text.encode()):,} bytes, processor time {time.process_time() - start:.2f} s")
    page = folder / "index.html"
    page.write_text(text, encoding="utf-8")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser = None
    if browser is None:
        print("no Chromium or no Playwright: the list was not opened")
        return
    opened, searched, busy, busy_searching = [], [], [], []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        for _ in range(times):
            tab = chromium.new_page()
            session = tab.context.new_cdp_session(tab)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            start = time.monotonic()
            tab.goto(page.as_uri())
            tab.locator("#rows li").first.wait_for()
            opened.append(time.monotonic() - start)
            busy.append(worked(session))
            for word in (f"{count - 1:05d}", "picture-00", ""):
                before = worked(session)
                searched.append(tab.evaluate(SEARCH, word) / 1000)
                busy_searching.append(worked(session) - before)
            tab.close()
        chromium.close()
    for label, passed, used in (("opened", opened, busy), ("searched", searched, busy_searching)):
        print(
            f"{label} in {statistics.median(passed):.3f} s (most {max(passed):.3f}), "
            f"processor time of the tab {statistics.median(used):.3f} s (most {max(used):.3f})"
        )


def worked(session: Any) -> float:
    """Seconds of processor time that the tab's thread has used so far."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


if __name__ == "__main__":
    main()
