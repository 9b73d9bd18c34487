"""Golden reports of the samples: what each sample's verdict looks like in every form."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from report.read_pages import shown_text

from tests.program import run
from verifyctl.api import load_verdict
from verifyctl.report.kinds import KINDS
from verifyctl.report.named import Named
from verifyctl.report.render import one, together
from verifyctl.report.terminal import render as terminal

SAMPLES = Path(__file__).parents[2] / "samples"
PICTURES = [
    *sorted(path for path in (SAMPLES / "evidence").iterdir() if path.suffix in (".jpg", ".png")),
    SAMPLES / "april-27-order" / "phone.jpg",
]
GOLDEN = Path(__file__).with_name("golden") / "samples"
FORMS = ("text", *KINDS)

# What these stages find depends on programs, data and stores that need not be installed.
LEFT_OUT = "text,matches,pixels,credentials,place"

# Of a page: the pages that explain findings, which are held to the docs; metadata by reader, of which one more may be
# installed; the record with all versions.
OF_OTHERS = ("pages", "file", "record")

VERSION = re.compile(r"(by verifyctl |\"semanticVersion\": \")[\w.\\+]+")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the verdict of every sample, made by the command line."""
    folder = tmp_path_factory.mktemp("verdicts")
    fixed = {"SOURCE_DATE_EPOCH": "1430092800"}
    done = run("check", *PICTURES, "--skip", LEFT_OUT, "-o", f"{folder}/", "-q", cwd=folder, env=fixed)
    assert done.returncode == 0, done.stderr
    return folder


def golden(picture: Path, form: str) -> Path:
    """Where the golden report lies; of a page, what is to be read on it."""
    suffix = {"text": ".txt", "html": ".html.txt"}.get(form) or KINDS[form].suffix
    return GOLDEN / f"{picture.stem}{suffix}"


def reported(form: str, entry: Named) -> str:
    """The report, without what differs from one machine or release to the next."""
    if form == "text":
        text = terminal(entry.verdict, width=80, color=False)
    elif form == "html":
        text = shown_text(one(form, entry), without=OF_OTHERS) + "\n"
    else:
        text = together(form, [entry]) if KINDS[form].together else one(form, entry)
    # The seals cover the versions of all components, and what optional readers read.
    for seal in (entry.verdict.id, entry.verdict.result_digest):
        text = text.replace(seal, "SEAL").replace(seal.removeprefix("sha256:"), "SEAL")
    return VERSION.sub(r"\g<1>VERSION", text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_report_of_a_sample_is_the_golden_one(picture: Path, form: str, verdicts: Path) -> None:
    """ACCEPT_GOLDEN=1 writes them anew."""
    file = verdicts / f"{picture.stem}.verdict.json"
    entry = Named(picture.relative_to(SAMPLES).as_posix(), load_verdict(file), file.name)
    text = reported(form, entry)
    path = golden(picture, form)
    if os.environ.get("ACCEPT_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file_held:
        assert text == file_held.read()


def test_no_golden_report_is_left_over() -> None:
    assert set(GOLDEN.iterdir()) == {golden(picture, form) for picture in PICTURES for form in FORMS}
