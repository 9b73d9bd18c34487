"""The text stage: what it gives, and how it ends where reading is not possible."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from verifyctl.model.canonical import canonical
from verifyctl.model.dates import Calendar
from verifyctl.model.evidence import Digests, EvidenceFile
from verifyctl.model.text import TextFacts
from verifyctl.reading import engine as engines
from verifyctl.stages.base import Collected, Evidence, FailedError, Job, UnavailableError
from verifyctl.stages.text import collect

FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in programs are shell scripts")


def png(text: str = "", size: tuple[int, int] = (900, 300)) -> bytes:
    image = Image.new("RGB", size, "white")
    if text:
        if not FONT.is_file():
            pytest.skip(f"the font {FONT.name} is not installed")
        ImageDraw.Draw(image).multiline_text((40, 40), text, font=ImageFont.truetype(str(FONT), 34), fill="black")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def run(data: bytes, scratch: Path, **params: Any) -> Collected:
    digests = Digests(sha256="0" * 64, sha512="0" * 128, sha1="0" * 40, md5="0" * 32)
    file = EvidenceFile(name="secret-name.png", size=len(data), digests=digests, media_type="image/png")
    return collect(Job(source=Evidence(file, data, max_pixels=10_000_000), params=params, scratch=scratch))


def test_without_the_program_it_is_unavailable_and_says_how_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines.os, "get_exec_path", lambda: [str(tmp_path)])
    with pytest.raises(UnavailableError, match="not installed") as raised:
        run(png(), tmp_path)
    assert "tesseract" in raised.value.next_step.lower()


def stand_in(folder: Path, languages: str, reading: str) -> str:
    program = folder / "tesseract"
    program.write_text(
        '#!/bin/sh\ncase "$1" in\n--version) echo "tesseract 5.3.0";;\n'
        f'--list-langs) printf "List of available languages in \\"{folder}\\" (9):\\n{languages}\\n";;\n'
        f"*) {reading};;\nesac\n"
    )
    program.chmod(0o755)
    return str(program)


@posix
def test_missing_data_is_named(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "eng\\nosd", "exit 1")
    with pytest.raises(UnavailableError, match="ara, Arabic") as raised:
        run(png(), tmp_path, tesseract=program)
    assert str(tmp_path) not in f"{raised.value} {raised.value.next_step}"
    with pytest.raises(UnavailableError, match="rus"):
        run(png(), tmp_path, tesseract=program, languages="rus+eng")


@posix
def test_at_the_time_limit_it_fails_and_names_the_limit(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "eng\\nosd\\nara", "exec sleep 30")
    with pytest.raises(FailedError, match="limit of 1 seconds"):
        run(png(), tmp_path, tesseract=program, timeout=1)


@posix
def test_a_failing_engine_fails_the_stage_without_paths(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "eng\\nosd\\nara", "echo $2 >&2; exit 7")
    with pytest.raises(FailedError, match="status 7") as raised:
        run(png(), tmp_path, tesseract=program)
    assert str(tmp_path) not in str(raised.value)


@pytest.mark.parametrize("params", [{"languages": "../../etc"}, {"timeout": 0}, {"timeout": "9"}, {"timeout": True}])
def test_wrong_parameters_are_named(tmp_path: Path, params: dict[str, Any]) -> None:
    with pytest.raises(FailedError, match=f"the parameter {next(iter(params))} is wrong"):
        run(png(), tmp_path, **params)


@pytest.mark.tesseract
def test_a_page_gives_lines_dates_components_and_no_paths(tmp_path: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    data = png("Specimen Department of Works\nDate: 27 April 2015\nTo all office managers of the provinces")
    collected = run(data, tmp_path)
    facts = collected.facts
    assert isinstance(facts, TextFacts)
    assert "Date: 27 April 2015" in facts.transcript
    (found,) = facts.dates
    assert (found.days, found.calendar) == (("2015-04-27",), Calendar.GREGORIAN)
    assert "27 April 2015" in facts.lines[found.line].text
    names = {component.name: component for component in collected.components}
    assert names["tesseract"].version
    assert {"pytesseract", "opencv", "number reader", "eng.traineddata", "osd.traineddata"} <= set(names)
    assert {number.text for number in facts.numbers} >= {"27", "2015"}
    assert facts.preparation is not None
    assert facts.preparation.width <= 900
    assert [one.kept for one in facts.passes].count(True) >= 1
    assert str(names["eng.traineddata"].digest).startswith("sha256:")
    assert set(collected.params) == {"languages", "psm", "scale_permille"}
    written = canonical([facts.as_json(), dict(collected.params), [item.as_json() for item in collected.components]])
    assert b"secret-name" not in written
    assert str(tmp_path).encode() not in written
    assert b"/usr" not in written
    assert run(data, tmp_path) == collected
    assert list(tmp_path.iterdir()) == []


@pytest.mark.tesseract
def test_a_picture_without_text_ran_with_no_lines(tmp_path: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    facts = run(png(), tmp_path).facts
    assert isinstance(facts, TextFacts)
    assert (facts.lines, facts.dates, facts.script, facts.turned) == ((), (), None, 0)


def test_a_picture_that_cannot_be_decoded_fails(tmp_path: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("the tesseract program is not installed")
    noise = np.random.default_rng(1).integers(0, 256, 100, dtype=np.uint8).tobytes()
    with pytest.raises(FailedError, match="could not be decoded"):
        run(noise, tmp_path)
