"""Maps in pages: only where they were asked for, without their drawn captions, within the page's limit."""

from __future__ import annotations

import base64
import io
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.program import run
from verifyctl import api
from verifyctl.reference.maps import MAPS
from verifyctl.settings import Settings

STAGES = ("file", "metadata")
ONLY = ("--only", ",".join(STAGES))
LIMIT = 1_500_000
CLAIM = """
format: verifyctl.claim/1
claim: {id: c, statement: A scene.}
assertions: []
handling: {graphic: yes}
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture that packs badly, its verdict and its maps."""
    folder = tmp_path_factory.mktemp("maps")
    samples = np.random.default_rng(7).integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif[0x010E] = "a description in the file"
    Image.fromarray(samples).save(folder / "a.jpg", quality=95, exif=exif, comment=b"a comment in the file")
    done = run("check", "a.jpg", *ONLY, "--maps", "maps", "-o", "a.verdict.json", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def pictures(page: str) -> list[bytes]:
    return [base64.b64decode(text) for text in re.findall(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", page)]


def test_a_page_shows_maps_if_they_were_asked_for(case: Path, tmp_path: Path) -> None:
    arguments = ("report", case / "a.verdict.json", "--image", case / "a.jpg", "-o")
    assert run(*arguments, "without.html", cwd=tmp_path).returncode == 0
    assert run(*arguments, "with.html", "--maps", case / "maps", cwd=tmp_path).returncode == 0
    without, page = ((tmp_path / name).read_text("utf-8") for name in ("without.html", "with.html"))
    assert 'id="maps"' not in without
    assert 'id="maps"' in page
    for words in MAPS.values():
        assert words.caption in page
        assert all(text in page for text in words.innocent)
    assert len(pictures(without)) == 1
    assert len(page.encode()) <= LIMIT


def test_pictures_of_a_page_hold_nothing_of_the_file_but_its_pixels(case: Path, tmp_path: Path) -> None:
    done = run(
        *("report", case / "a.verdict.json", "--image", case / "a.jpg", "--maps", case / "maps", "-o", "-"),
        cwd=tmp_path,
    )
    shown = pictures(done.stdout.decode())
    assert len(shown) > 1
    for data in shown:
        assert b"in the file" not in data
        with Image.open(io.BytesIO(data)) as image:
            assert set(image.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }


def test_the_drawn_caption_is_left_out_of_a_map(case: Path, tmp_path: Path) -> None:
    small = tmp_path / "b.jpg"
    Image.linear_gradient("L").convert("RGB").resize((600, 300)).save(small)
    done = run("check", small, *ONLY, "--maps", "maps", "--format", "html", "-o", "b.verdict.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "maps" / "b.map-noise.png") as sheet:
        assert sheet.height > 300
    _, *maps = pictures((tmp_path / "b.html").read_text("utf-8"))
    assert [Image.open(io.BytesIO(data)).size for data in maps] == [(600, 300), (600, 300)]


@pytest.mark.parametrize("choice", ["none", "blur"])
def test_what_keeps_pictures_back_keeps_maps_back(choice: str, case: Path, tmp_path: Path) -> None:
    done = run(
        *("report", case / "a.verdict.json", "--image", case / "a.jpg", "--maps", case / "maps"),
        *("--previews", choice, "-o", "-"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert b'id="maps"' not in done.stdout


def test_a_graphic_picture_has_no_map_on_its_page_unless_it_is_shown_whole(case: Path, tmp_path: Path) -> None:
    shutil.copy(case / "a.jpg", tmp_path / "a.jpg")
    (tmp_path / "a.jpg.claim.yaml").write_text(CLAIM, encoding="utf-8")
    common = ("check", "a.jpg", *ONLY, "--maps", "maps", "--format", "html", "-q")
    assert run(*common, cwd=tmp_path).returncode == 0
    assert 'id="maps"' not in (tmp_path / "a.html").read_text("utf-8")
    assert run(*common, "--previews", "full", cwd=tmp_path).returncode == 0
    assert 'id="maps"' in (tmp_path / "a.html").read_text("utf-8")


def test_a_batch_shows_maps_on_its_pages(case: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    shutil.copy(case / "a.jpg", tmp_path / "in" / "sub" / "a.jpg")
    done = run(*("batch", "in", "-o", "out", "--jobs", "1", "--maps", "maps", "--format", "html", *ONLY), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert 'id="maps"' in (tmp_path / "out" / "sub" / "a.jpg.html").read_text("utf-8")


def test_maps_of_another_picture_are_not_shown(case: Path, tmp_path: Path) -> None:
    Image.new("RGB", (64, 64), "red").save(tmp_path / "other.jpg")
    verdict = api.check(tmp_path / "other.jpg", settings=Settings(only=STAGES))
    (tmp_path / "other.verdict.json").write_bytes(verdict.to_bytes())
    done = run("report", "other.verdict.json", "--maps", case / "maps", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b'id="maps"' not in done.stdout


@pytest.mark.parametrize("arguments", [("--maps", "nowhere"), ("--public", "--maps", "maps")])
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], case: Path) -> None:
    done = run("report", "a.verdict.json", *arguments, "-o", "-", cwd=case)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
