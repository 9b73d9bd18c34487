"""exiftool as a third reader: found safely, asked safely, its answers taken as data, and nothing lost without it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import encoded
from verifyctl.media import exiftool
from verifyctl.media.exiftool import ExifTool, ExifToolError, find, install_line, parsed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
installed = pytest.mark.skipif(shutil.which("exiftool") is None, reason="the exiftool program is not installed")


def program(folder: Path, script: str) -> Path:
    """A stand-in for exiftool that does as the script says."""
    path = folder / "exiftool"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def answering(folder: Path, answer: str) -> Path:
    """A stand-in that writes what it is handed into `asked`, and answers the first request with a version."""
    return program(
        folder,
        f'echo "$@" >> {folder}/asked\n'
        "count=0\n"
        'while read -r line; do echo "$line" >> ' + str(folder / "asked") + "\n"
        'if [ "$line" = -execute ]; then count=$((count+1)); '
        f"if [ $count = 1 ]; then echo 12.57; else printf '%s\\n' '{answer}'; fi; echo '{{ready}}'; fi; done",
    )


def test_it_is_looked_for_in_absolute_folders_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    program(tmp_path / "evidence", "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "evidence:.")
    assert find() is None
    monkeypatch.setenv("PATH", f"evidence:{tmp_path / 'evidence'}")
    assert find() == tmp_path / "evidence" / "exiftool"
    assert find(str(tmp_path / "nothing")) is None


def test_it_is_asked_with_its_configuration_off_and_a_name_of_ours(tmp_path: Path) -> None:
    tool = ExifTool(answering(tmp_path, '[{"IFD0:Make":"Maker","Canon:SerialNumber":123}]'))
    try:
        for _ in range(2):
            tags, notes = tool.read(b"data", tmp_path)
            assert tags == {("Image", 0x010F): "Maker"}
            assert notes == {("Canon", "SerialNumber"): "123"}
        assert tool.version == "12.57"
    finally:
        tool.close()
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[0] == "-config  -stay_open True -@ -"
    assert asked.count(str(tmp_path / "exiftool-evidence")) == 2
    assert not (tmp_path / "exiftool-evidence").exists()


def test_numbers_keep_their_form() -> None:
    tags, _ = parsed(b'[{"IFD0:Software":1.00,"ExifIFD:SerialNumber":"007","IFD0:Model":12345678901234567890}]')
    assert tags == {("Image", 0x0131): "1.00", ("EXIF", 0xA431): "007", ("Image", 0x0110): "12345678901234567890"}


def test_what_is_not_text_or_not_asked_for_is_left_out() -> None:
    assert parsed(
        b'[{"IFD0:Make":["a"],"IFD0:Model":null,"Other:Make":"x","XMP:Serial":"1","Nobody:SerialNumber":"1"}]'
    ) == ({}, {})
    assert parsed(b"") == ({}, {})
    assert parsed(b"[]") == ({}, {})
    assert parsed(b'[{"IFD0:Make":"\xff\xfe"}]')[0] == {("Image", 0x010F): "\ufffd\ufffd"}


@given(st.binary(max_size=300))
def test_any_answer_gives_values_or_a_reason(answer: bytes) -> None:
    try:
        parsed(answer)
    except ExifToolError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 0", "ended"),
        (
            "while read -r line; do if [ \"$line\" = -execute ]; then echo I am no exiftool; echo '{ready}'; fi; done",
            "not exiftool",
        ),
    ],
)
def test_a_program_that_is_no_exiftool_is_a_reason(tmp_path: Path, script: str, words: str) -> None:
    tool = ExifTool(program(tmp_path, script))
    with pytest.raises(ExifToolError, match=words):
        tool.read(b"data", tmp_path)
    assert not (tmp_path / "exiftool-evidence").exists()


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(exiftool, "ANSWER_SECONDS", 0.3)
    tool = ExifTool(program(tmp_path, "exec sleep 600"))
    with pytest.raises(ExifToolError, match="no answer within"):
        tool.read(b"data", tmp_path)
    assert tool._process is None


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(exiftool, "MAX_ANSWER", 100_000)
    tool = ExifTool(program(tmp_path, "exec yes"))
    with pytest.raises(ExifToolError, match="too long"):
        tool.read(b"data", tmp_path)


def test_it_is_started_anew_where_it_has_ended(tmp_path: Path) -> None:
    tool = ExifTool(answering(tmp_path, "[]"))
    try:
        tool.read(b"data", tmp_path)
        assert tool._process is not None
        tool._process.kill()
        tool._process.wait()
        assert tool.read(b"data", tmp_path) == ({}, {})
    finally:
        tool.close()


def test_how_to_install_it_is_one_line_by_the_manager_at_hand() -> None:
    assert install_line(platform="linux", which=lambda name: name if name == "dnf" else None).startswith(
        "run: sudo dnf"
    )
    assert install_line(platform="darwin", which=lambda name: name) == "run: brew install exiftool"
    assert install_line(platform="linux", which=lambda _: None).startswith("see ")


@installed
def test_the_real_program_reads_what_pillow_wrote(tmp_path: Path) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F], exif[0x0131] = "Maker", "1.00"
    found = find()
    assert found is not None
    tool = ExifTool(found)
    try:
        tags, _ = tool.read(encoded(Image.new("RGB", (8, 8)), "JPEG", exif=exif), tmp_path)
        assert tags == {("Image", 0x010F): "Maker", ("Image", 0x0131): "1.00"}
        assert tool.read(b"no picture", tmp_path) == ({}, {})
    finally:
        tool.close()
