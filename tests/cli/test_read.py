"""`verifyctl read` as people run it: what it prints in which order, its JSON, its strips, its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import Run, encoded
from tests.letters import letter

LINES = [
    "To the office of works",
    "Date: 27 April 2015",
    "Subject: replacement of meters in Anbar",
    "Please note that the work will begin next week",
    "and will continue for five days in the province",
]


@pytest.fixture(scope="session")
def png() -> bytes:
    return encoded(Image.fromarray(letter(LINES)), "PNG")


@pytest.fixture
def page(tmp_path: Path, png: bytes) -> Path:
    path = tmp_path / "page.png"
    path.write_bytes(png)
    return path


@pytest.mark.tesseract
def test_transcript_fields_and_dates_with_their_places(verifyctl: Run, page: Path) -> None:
    done = verifyctl("read", page)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    places = [
        text.index(part) for part in ("page.png", "Transcript", "Dates on the picture", "Read by machine. Compare")
    ]
    assert places == sorted(places)
    assert "Gregorian: 2015-04-27" in text
    assert "candidate; line " in text or "cross-checked: two independent readers agree; line " in text
    assert "pixels at x 1" in text
    assert "five days in the province" in text


@pytest.mark.tesseract
def test_json_has_iso_days_boxes_and_the_whole_transcript(verifyctl: Run, page: Path) -> None:
    answer = json.loads(verifyctl("read", page, "--format", "json").stdout)
    assert answer["image"] == "page.png"
    assert answer["transcript"].splitlines() == [line["text"] for line in answer["lines"]]
    (date,) = answer["dates"]
    assert (date["days"], date["calendar"]) == (["2015-04-27"], "gregorian")
    assert date["status"] in ("candidate", "cross_checked")
    assert date["box"].keys() == {"x", "y", "width", "height"}
    assert isinstance(answer["unread"], list)
    assert "crops" not in answer


@pytest.mark.tesseract
def test_strips_are_cut_out_and_listed(verifyctl: Run, page: Path, tmp_path: Path) -> None:
    done = verifyctl("read", page, "--crops", "strips", "--format", "json")
    answer = json.loads(done.stdout)
    index = json.loads((tmp_path / answer["crops"]["index"]).read_text(encoding="utf-8"))
    assert index["sha256"] == answer["sha256"]
    assert {entry["file"] for entry in index["crops"]} == {
        Path(path).name for path in answer["crops"]["files"].values()
    }
    with Image.open(io.BytesIO((tmp_path / "strips" / "page.date-1.png").read_bytes())) as strip:
        assert strip.info == {}
        assert strip.width > strip.height
    assert b"to look at, listed in strips/page.crops.json" in done.stderr


@pytest.mark.tesseract
def test_quiet_prints_the_transcript_and_nothing_else(verifyctl: Run, png: bytes) -> None:
    done = verifyctl("read", "-", "-q", stdin=png)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "and will continue for five days in the province" in done.stdout.decode().splitlines()
    assert b"Transcript" not in done.stdout


@pytest.mark.tesseract
def test_a_picture_without_text_is_no_failure(verifyctl: Run, tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "plain.jpg").write_bytes(jpeg)
    done = verifyctl("read", "plain.jpg")
    assert done.returncode == 0
    assert "None was read. That does not mean that there is none." in done.stdout.decode()


def test_without_the_engine_it_says_what_to_install(verifyctl: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    done = verifyctl("read", page, env={"PATH": str(tmp_path / "bin")})
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"error: " in done.stderr
    assert b"install" in done.stderr


@pytest.mark.parametrize("name", ["gone.jpg", "text.jpg", "."])
def test_what_is_no_picture(verifyctl: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    done = verifyctl("read", name)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"error: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.tesseract
def test_a_folder_that_cannot_be_written_to(verifyctl: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    done = verifyctl("read", page, "--crops", tmp_path / "file" / "strips")
    assert done.returncode == 2
    assert b"--crops" in done.stderr


def test_an_unknown_language_is_a_mistake_of_the_caller(verifyctl: Run, page: Path) -> None:
    assert verifyctl("read", page, "--lang", "no language!").returncode == 2
