"""`verifyctl known` as a person and a script run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from verifyctl.cli.known import BASES, LABELS
from verifyctl.known.store import Store
from verifyctl.model.facts import Label, SeenBasis

COMMAND = (sys.executable, "-m", "verifyctl", "known")


def known(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


def picture(path: Path, seed: int, side: int = 20) -> Path:
    blocks = np.random.default_rng(seed).integers(0, 256, (12, 16, 3)).astype(np.uint8)
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(blocks.repeat(side, axis=0).repeat(side, axis=1)).save(path)
    return path


def listed(store: Path) -> Any:
    done = known("list", store, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(name="store")
def store_fixture(tmp_path: Path) -> Path:
    return tmp_path / "known.sqlite"


def test_choices_are_those_of_the_model() -> None:
    assert sorted(BASES) == sorted(SeenBasis)
    assert sorted(LABELS) == sorted(Label)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from verifyctl.cli.known import command\n"
        "for arguments in ([], ['add'], ['list'], ['search']):\n"
        "    assert CliRunner().invoke(command, [*arguments, '--help']).exit_code == 0\n"
        "print(sorted({'numpy', 'PIL', 'rich', 'pydantic'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "[]\n", done.stderr


def test_add_list_and_search(tmp_path: Path, store: Path) -> None:
    original = picture(tmp_path / "original.png", 1)
    done = known(
        *("add", store, original, "--source-url", "https://example.org/1", "--archive-url", "https://a.example/1"),
        *("--first-seen", "2015-04-27T20:00+03:00", "--first-seen-basis", "archived", "--caption", "ولاة الولايات"),
        *("--label", "disputed", "--note", "first copy"),
        SOURCE_DATE_EPOCH="0",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("added ")
    held = listed(store)
    (item,) = held["items"]
    assert held["images"] == 1
    assert item["added_at"] == "1970-01-01T00:00:00Z"
    assert item["names"] == ["original.png"]
    assert item["description"] == {
        "source_url": "https://example.org/1",
        "archive_url": "https://a.example/1",
        "first_seen": "2015-04-27T20:00+03:00",
        "first_seen_basis": "archived",
        "caption": "ولاة الولايات",
        "label": "disputed",
        "note": "first copy",
    }
    Image.open(original).transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "mirrored.jpg", quality=70)
    found = json.loads(known("search", store, tmp_path / "mirrored.jpg", "--format", "json").stdout)
    assert found["stores"] == [{"name": "known.sqlite", "digest": held["digest"], "images": 1}]
    (match,) = found["matches"]
    assert (match["relation"], match["orientation"], match["image"]["id"]) == ("near_copy", "mirrored", item["id"])
    told = known("search", store, tmp_path / "mirrored.jpg")
    assert told.returncode == 0
    assert "mirrored left to right" in told.stdout
    assert "2015-04-27T20:00+03:00 (archived)" in told.stdout
    assert "original.png" in told.stdout
    assert sorted(each.name for each in tmp_path.iterdir()) == ["known.sqlite", "mirrored.jpg", "original.png"]


def test_no_match_speaks_only_of_the_store(tmp_path: Path, store: Path) -> None:
    known("add", store, picture(tmp_path / "a.png", 1))
    done = known("search", store, picture(tmp_path / "b.png", 2))
    assert done.returncode == 0
    assert "No match among 1 image." in done.stdout


def test_an_empty_store_is_not_no_match(tmp_path: Path, store: Path) -> None:
    Store.create(store).close()
    done = known("search", store, picture(tmp_path / "b.png", 2))
    assert "store is empty" in done.stdout
    assert "No match" not in done.stdout


def test_bad_images_do_not_stop_the_rest(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "folder"
    picture(folder / "a.png", 1)
    (folder / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing behind")
    (folder / "c.jpg").write_bytes(b"no picture at all")
    (folder / "readme.txt").write_text("words")
    picture(folder / "z.png", 2)
    done = known("add", store, folder, tmp_path / "absent.png")
    assert done.returncode == 3
    assert done.stdout.count("added ") == 2
    for name in ("b.jpg", "c.jpg", "absent.png"):
        assert f"{name}:" in done.stderr
    assert "passed over, no picture" in done.stderr
    assert "Traceback" not in done.stderr
    assert listed(store)["images"] == 2


def test_the_same_bytes_again_are_said_to_be_known(tmp_path: Path, store: Path) -> None:
    path = picture(tmp_path / "a.png", 1)
    known("add", store, path, "--note", "old")
    again = known("add", store, path, "--note", "new", "--format", "json")
    (result,) = json.loads(again.stdout)["results"]
    assert result["status"] == "updated"
    assert result["changes"] == [{"field": "note", "before": "old"}]
    assert "unchanged" in known("add", store, path).stdout
    assert listed(store)["images"] == 1


def test_a_manifest(tmp_path: Path, store: Path) -> None:
    picture(tmp_path / "set" / "a.png", 1)
    picture(tmp_path / "set" / "b.png", 2)
    manifest = tmp_path / "set" / "m.csv"
    manifest.write_text("path,caption\na.png,one\nb.png,two\n")
    assert known("add", store, "--manifest", manifest, "--label", "unrelated").returncode == 0
    said = sorted((item["description"]["caption"], item["description"]["label"]) for item in listed(store)["items"])
    assert said == [("one", "unrelated"), ("two", "unrelated")]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ([], "nothing to add"),
        (["IMAGE", "--first-seen", "27.4.2015"], "first_seen"),
        (["IMAGE", "--first-seen", "2015", "--first-seen-basis", "archived"], "archive_url"),
        (["IMAGE", "--first-seen-basis", "computed"], "give first_seen"),
        (["IMAGE", "--label", "fake"], "fake"),
    ],
)
def test_wrong_usage_makes_no_store(tmp_path: Path, store: Path, arguments: list[str], what: str) -> None:
    image = str(picture(tmp_path / "a.png", 1))
    done = known("add", store, *(image if each == "IMAGE" else each for each in arguments))
    assert done.returncode == 2
    assert what in done.stderr
    assert not store.exists()


def test_a_wrong_epoch(tmp_path: Path, store: Path) -> None:
    done = known("add", store, picture(tmp_path / "a.png", 1), SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr


@pytest.mark.parametrize("content", [None, b"", b"no store"])
def test_what_is_no_store(tmp_path: Path, store: Path, content: bytes | None) -> None:
    if content is not None:
        store.write_bytes(content)
    for arguments in (("list", store), ("search", store, picture(tmp_path / "a.png", 1))):
        done = known(*arguments)
        assert done.returncode == 3
        assert done.stdout == ""
        assert done.stderr.startswith("error: ")
        assert "Traceback" not in done.stderr


def test_hostile_words_reach_no_terminal(tmp_path: Path, store: Path) -> None:
    hostile = "\x1b[31mred\x1b]0;title\x07 \u202efdp.exe \u2066 \x9b2J line\nbreak [/bold]"
    name = "a\x1b[2J\u202e.png"
    manifest = tmp_path / "m.jsonl"
    picture(tmp_path / name, 1)
    line = {"path": name, "caption": hostile, "note": hostile, "source_url": hostile}
    manifest.write_text(json.dumps(line) + "\n")
    outputs = [known("add", store, "--manifest", manifest)]
    outputs += [known("list", store), known("list", store, "--format", "json")]
    outputs += [known("search", store, tmp_path / name), known("search", store, tmp_path / name, "--format", "json")]
    outputs += [known("add", store, tmp_path / f"gone{name}")]
    for done in outputs:
        for harmful in "\x1b\x07\x9b\u202e\u2066":
            assert harmful not in done.stdout
            assert harmful not in done.stderr
    assert listed(store)["items"][0]["description"]["caption"] == hostile


def test_text_fits_eighty_columns(tmp_path: Path, store: Path) -> None:
    words = "a caption that goes on and on, as captions sometimes do, " * 5
    path = picture(tmp_path / "a.png", 1)
    done = subprocess.run(
        [*COMMAND, "add", store.name, path.name, "--caption", words, "--note", words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    Image.open(path).save(tmp_path / "copy.jpg", quality=50)
    outputs = done.stdout + known("list", store).stdout
    searched = subprocess.run(
        [*COMMAND, "search", store.name, "copy.jpg"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lines = outputs.replace(str(store), "S").splitlines() + searched.stdout.splitlines()
    assert max(map(len, lines)) <= 80


def test_two_adders_and_a_kill(tmp_path: Path, store: Path) -> None:
    for seed in range(60):
        picture(tmp_path / "one" / f"{seed:03}.png", seed, side=4)
        picture(tmp_path / "two" / f"{seed:03}.png", 1000 + seed, side=4)
    processes = [
        subprocess.Popen(
            [*COMMAND, "add", str(store), str(tmp_path / name)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "TMPDIR": str(tmp_path)},  # a killed process cannot tidy up
        )
        for name in ("one", "two")
    ]
    victim, other = processes
    assert victim.stdout is not None
    lines = [victim.stdout.readline() for _ in range(5)]
    victim.kill()
    lines += victim.communicate(timeout=60)[0].splitlines(keepends=True)
    finished, _ = other.communicate(timeout=120)
    assert other.returncode == 0
    lines += finished.splitlines(keepends=True)
    acknowledged = {line.split()[1] for line in lines if line.startswith("added") and line.endswith("\n")}
    assert len(acknowledged) >= 65
    with Store.open(store) as opened:
        assert acknowledged <= {sha256[:16] for sha256 in opened.index().sha256}
