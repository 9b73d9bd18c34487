"""Golden reports of the samples: what each sample's verdict looks like in the forms for notes and for CI."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from verifyctl.api import load_verdict
from verifyctl.report.kinds import KINDS
from verifyctl.report.named import Named
from verifyctl.report.render import one, together

SAMPLES = Path(__file__).parents[2] / "samples"
PICTURES = [
    *sorted(path for path in (SAMPLES / "evidence").iterdir() if path.suffix in (".jpg", ".png")),
    SAMPLES / "april-27-order" / "phone.jpg",
]
GOLDEN = Path(__file__).with_name("golden") / "samples"
FORMS = ("markdown", "junit", "sarif", "github", "csv")

# What these stages find depends on programs, data and stores that need not be installed.
LEFT_OUT = "text,matches,pixels,credentials,place"

# The seals cover the versions of all components, and what optional readers read.
SEAL = re.compile(
    r"((?:Verdict|Result) \| `|\"(?:verdict|result_digest)\" value=\"|\"verdict\": \")sha256:[0-9a-f]{64}"
)
VERSION = re.compile(r"(by verifyctl |\"semanticVersion\": \")[\w.\\+]+")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the verdict of every sample, made by the command line."""
    folder = tmp_path_factory.mktemp("verdicts")
    done = subprocess.run(
        [sys.executable, "-m", "verifyctl", "check", *map(str, PICTURES), "--skip", LEFT_OUT, "-o", f"{folder}/", "-q"],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1430092800"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    return folder


def golden(picture: Path, form: str) -> Path:
    return GOLDEN / f"{picture.stem}{KINDS[form].suffix}"


def settled(text: str) -> str:
    """A report without what differs from one machine or release to the next."""
    return VERSION.sub(r"\g<1>VERSION", SEAL.sub(r"\g<1>SEAL", text))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_report_of_a_sample_is_the_golden_one(picture: Path, form: str, verdicts: Path) -> None:
    """ACCEPT_GOLDEN=1 writes them anew."""
    file = verdicts / f"{picture.stem}.verdict.json"
    entry = Named(picture.relative_to(SAMPLES).as_posix(), load_verdict(file), file.name)
    text = settled(together(form, [entry]) if KINDS[form].together else one(form, entry))
    path = golden(picture, form)
    if os.environ.get("ACCEPT_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file_held:
        assert text == file_held.read()


def test_no_golden_report_is_left_over() -> None:
    assert set(GOLDEN.iterdir()) == {golden(picture, form) for picture in PICTURES for form in FORMS}
