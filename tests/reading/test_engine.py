from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from verifyctl.reading import engine as module
from verifyctl.reading.engine import (
    Engine,
    EngineMissingError,
    find_engine,
    parse_folder,
    parse_languages,
    parse_version,
    programs_on,
    require,
)
from verifyctl.reading.install import DATA, PROGRAM, install_line

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in programs are shell scripts")


def having(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in programs else None


def stand_in(folder: Path, *, version: str = "tesseract 5.3.0", languages: str = "ara eng osd") -> Path:
    """A program that answers as Tesseract does, with the data folder it was told."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "data"
    data.mkdir(exist_ok=True)
    names = "\\n".join(languages.split())
    program = folder / PROGRAM
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = --version ]; then echo "{version}"; echo " leptonica-1.82.0"; exit 0; fi\n'
        f'echo "List of available languages in \\"${{TESSDATA_PREFIX:-{data}}}\\" (3):"; printf "{names}\\n"\n'
    )
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("platform", "manager", "expected"),
    [
        (
            "linux",
            "apt-get",
            "run: sudo apt-get install tesseract-ocr tesseract-ocr-ara tesseract-ocr-script-arab tesseract-ocr-eng"
            " tesseract-ocr-osd",
        ),
        (
            "linux",
            "dnf",
            "run: sudo dnf install tesseract tesseract-langpack-ara tesseract-script-arabic tesseract-langpack-eng"
            " tesseract-osd",
        ),
        ("linux", "pacman", "run: sudo pacman -S tesseract tesseract-data-ara tesseract-data-eng tesseract-data-osd"),
        ("darwin", "brew", "run: brew install tesseract tesseract-lang"),
        ("win32", "choco", "run: choco install tesseract"),
    ],
)
def test_the_install_line_is_that_of_the_system(platform: str, manager: str, expected: str) -> None:
    line = install_line((PROGRAM, *DATA), platform=platform, which=having(manager))
    assert line.split(";")[0] == expected


def test_only_missing_data_is_named() -> None:
    line = install_line(("Arabic",), platform="linux", which=having("apt-get"))
    assert line == "run: sudo apt-get install tesseract-ocr-script-arab"
    by_hand = install_line(("Arabic", "ara"), platform="linux", which=having("pacman"))
    assert by_hand.startswith("run: sudo pacman -S tesseract-data-ara; put Arabic.traineddata from https://")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "sunos5"])
def test_without_a_package_manager_it_says_where_to_read_on(platform: str) -> None:
    line = install_line((PROGRAM, *DATA), platform=platform, which=having())
    assert "https://tesseract-ocr.github.io" in line
    assert "ara.traineddata" in line
    assert PROGRAM not in install_line(("rus",), platform=platform, which=having()).split(" from ")[0]


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("tesseract 5.3.0\n leptonica-1.82.0\n", "5.3.0"),
        ("tesseract v5.0.1.20220118\n leptonica", "5.0.1.20220118"),
        ("tesseract 5.5.0-58-gabc1\n", "5.5.0-58-gabc1"),
        ("tesseract 4.1.1\n", "4.1.1"),
        ("tesseract 3.05.02\n", None),
        ("GNU bash, version 5.2", None),
        ("", None),
    ],
)
def test_versions(text: str, version: str | None) -> None:
    assert parse_version(text) == version


def test_languages_and_folder_of_the_listing(tmp_path: Path) -> None:
    listing = f'List of available languages in "{tmp_path}/" (3):\nosd\nscript/Arabic\nara\n../x\n\n'
    assert parse_languages(listing) == ("ara", "osd", "script/Arabic")
    assert parse_folder(listing) == tmp_path
    assert parse_folder("List of available languages (3):\nara\n") is None
    assert parse_folder('List of available languages in "/does/not/exist/" (1):') is None


@pytest.mark.parametrize(("listed", "known_as"), [("Arabic", "Arabic"), ("script/Arabic", "script/Arabic")])
def test_the_script_model_has_two_names(listed: str, known_as: str) -> None:
    engine = Engine(path=Path("/x"), version="5", languages=("eng", listed), tessdata=None)
    assert engine.named("Arabic") == known_as
    assert engine.missing(("Arabic", "eng", "osd")) == ("osd",)


def test_missing_data_is_named_with_an_install_line() -> None:
    engine = Engine(path=Path("/x"), version="5.3.0", languages=("eng",), tessdata=None)
    with pytest.raises(EngineMissingError, match=r"without the data for: ara, osd") as raised:
        require(engine, ("ara", "eng", "osd"))
    assert raised.value.install


@posix
def test_the_first_program_with_arabic_data_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "venv", languages="eng deu")
    good = stand_in(tmp_path / "system", languages="osd script/Arabic eng")
    monkeypatch.setattr(os, "get_exec_path", lambda: [str(tmp_path / "venv"), str(tmp_path / "system")])
    engine = find_engine(None, None)
    assert engine.path == good
    assert engine.languages == ("eng", "osd", "script/Arabic")
    assert engine.tessdata == tmp_path / "system" / "data"


@posix
def test_without_arabic_data_the_first_program_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = stand_in(tmp_path / "a", languages="eng")
    stand_in(tmp_path / "b", languages="deu")
    monkeypatch.setattr(os, "get_exec_path", lambda: [str(tmp_path / "a"), str(tmp_path / "b")])
    assert find_engine(None, None).path == first


@posix
def test_relative_folders_of_the_search_path_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert programs_on([".", "", "relative"]) == ()
    assert programs_on([str(tmp_path), str(tmp_path)]) == (program,)


@posix
def test_a_chosen_program_and_folder_are_used(tmp_path: Path) -> None:
    program = stand_in(tmp_path / "my tools")
    data = tmp_path / "my data"
    data.mkdir()
    engine = find_engine(str(program), str(data))
    assert (engine.path, engine.tessdata, engine.chosen) == (program, data, True)


@posix
@pytest.mark.parametrize("body", ["#!/bin/sh\necho tesseract 3.04\n", "#!/bin/sh\nexit 1\n", "not a program"])
def test_a_program_that_is_no_tesseract_is_refused(tmp_path: Path, body: str) -> None:
    program = tmp_path / PROGRAM
    program.write_text(body)
    program.chmod(0o755)
    with pytest.raises(EngineMissingError) as raised:
        find_engine(str(program), None)
    assert str(tmp_path) not in f"{raised.value} {raised.value.install}"


def test_no_program_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_exec_path", lambda: [str(tmp_path)])
    with pytest.raises(EngineMissingError, match="not installed") as raised:
        find_engine(None, None)
    assert raised.value.install == install_line((PROGRAM, *DATA), platform=sys.platform, which=module.shutil.which)


@pytest.mark.parametrize(("program", "tessdata"), [("missing-program", None), (None, "missing-folder")])
def test_wrong_settings_are_named_without_paths(tmp_path: Path, program: str | None, tessdata: str | None) -> None:
    paths = [str(tmp_path / name) if name else None for name in (program, tessdata)]
    with pytest.raises(EngineMissingError) as raised:
        find_engine(*paths)
    assert "setting" in raised.value.install
    assert str(tmp_path) not in str(raised.value)


def test_digests_follow_the_file(tmp_path: Path) -> None:
    (tmp_path / "script").mkdir()
    file = tmp_path / "script" / "Arabic.traineddata"
    file.write_bytes(b"one")
    engine = Engine(path=Path("/x"), version="5", languages=("script/Arabic", "eng"), tessdata=tmp_path)
    assert engine.digests(("Arabic", "eng", "rus")) == {"Arabic": "sha256:" + hashlib.sha256(b"one").hexdigest()}
    file.write_bytes(b"three")
    assert engine.digests(("Arabic",)) == {"Arabic": "sha256:" + hashlib.sha256(b"three").hexdigest()}
    assert Engine(path=Path("/x"), version="4", languages=("eng",), tessdata=None).digests(("eng",)) == {}


@posix
def test_a_program_is_asked_once_as_long_as_it_stays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answer = module._answer
    monkeypatch.setattr(module, "_answer", lambda *given: (asked.append(given[1]), answer(*given))[1])
    program = stand_in(tmp_path, languages="eng")
    assert find_engine(str(program), None) == find_engine(str(program), None)
    assert asked == ["--version", "--list-langs"]
    stand_in(tmp_path, languages="ara eng")
    os.utime(program, ns=(1, 1))
    assert find_engine(str(program), None).languages == ("ara", "eng")
