"""`verifyctl known search` and `compare`: what a person reads and what a script gets."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.known_store import COMMAND, known, letter, listed, picture
from verifyctl.known.storage.sqlite import Store


@pytest.fixture(name="folder", scope="module")
def folder_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of pictures and pages, and copies of some of them, changed in various ways."""
    folder = tmp_path_factory.mktemp("search")
    known_pictures = folder / "known"
    for seed in range(3):
        picture(known_pictures / f"scene{seed}.png", seed)
    letter(known_pictures / "letter.png", 5)
    done = known(
        *("add", folder / "known.sqlite", known_pictures, "--label", "disputed", "--note", "first copy"),
        *("--first-seen", "2015-04-27T20:00+03:00", "--first-seen-basis", "archived"),
        *("--archive-url", "https://a.example/1"),
    )
    assert done.returncode == 0, done.stderr
    scene = Image.open(known_pictures / "scene1.png")
    scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(folder / "mirrored.jpg", quality=70)
    scene.crop((100, 80, 560, 420)).save(folder / "crop.jpg", quality=80)
    letter(folder / "edited.png", 5, changed=9)
    picture(folder / "other.png", 77)
    Image.new("RGB", (300, 200), "white").save(folder / "white.png")
    return folder


def found(folder: Path, name: str, *arguments: object) -> Any:
    done = known("search", folder / "known.sqlite", folder / name, "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def told(*arguments: object, cwd: Path | None = None) -> str:
    done = known(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_mirrored_copy_as_json_and_as_text(folder: Path) -> None:
    answer = found(folder, "mirrored.jpg")
    (store,) = answer["stores"]
    assert store == {"name": "known.sqlite", "digest": listed(folder / "known.sqlite")["digest"], "images": 4}
    match = answer["matches"][0]
    assert match["relation"] == "mirrored"
    assert match["transform"]["mirrored"] is True
    assert match["image"]["label"] == "disputed"
    text = told("search", "known.sqlite", "mirrored.jpg", cwd=folder)
    for words in (
        "mirrored.jpg in known.sqlite (4 images)",
        "The picture was its mirror image",
        "scene1.png",
        "2015-04-27T20:00+03:00 (archived)",
        "https://a.example/1",
        "first copy",
        "matched places",
    ):
        assert words in text, words
    assert max(map(len, text.splitlines())) <= 80
    row = next(line for line in text.splitlines() if line.startswith("1  "))
    assert row.split() == ["1", match["image"]["id"], "2015-04-27", "disputed", "mirrored"]


def test_a_crop_says_what_it_shares(folder: Path) -> None:
    match = found(folder, "crop.jpg")["matches"][0]
    assert match["relation"] == "cropped_from"
    text = told("search", "known.sqlite", "crop.jpg", "-v", cwd=folder)
    assert "The picture was a part of it" in text
    assert "of the picture, " in text
    assert "scale 1.0" in text
    assert "pHash" in text
    quiet = told("search", "known.sqlite", "crop.jpg", "-q", cwd=folder)
    assert quiet.splitlines()[1].endswith("a part of it")
    assert len(quiet.splitlines()) == 2
    assert "first copy" not in quiet


def test_an_edited_page_shows_the_places(folder: Path, tmp_path: Path) -> None:
    answer = found(folder, "edited.png", "--artifacts", tmp_path / "art")
    match = answer["matches"][0]
    assert match["relation"] == "same_page_changed"
    box = match["comparison"]["regions"][0]["evidence"]
    assert 120 + 9 * 58 - 30 <= box["y"] <= 120 + 10 * 58
    assert sorted(Path(path).name for path in answer["artifacts"]) == sorted(
        f"edited.{match['image']['id']}.{kind}.png" for kind in ("changed", "overlay", "side-by-side")
    )
    for path in answer["artifacts"]:
        with Image.open(path) as drawn:
            drawn.load()
    text = told("search", "known.sqlite", "edited.png", cwd=folder)
    assert "same page, changed" in text
    assert "line by line" in text
    assert "changed" in text
    assert f"x {box['x']}, y {box['y']}" in text


def test_no_match_names_the_stores_and_what_it_does_not_mean(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.sqlite"
    known("add", second, folder / "known" / "scene0.png")
    text = told("search", folder / "known.sqlite", second, folder / "other.png")
    flat = " ".join(text.split())
    assert "No match among 5 images in" in flat
    for store in (folder / "known.sqlite", second):
        assert listed(store)["digest"] in flat.replace(" ", "").replace("sha256:", " sha256:")
    assert "It does not say that the picture is new." in flat


def test_several_stores_are_told_apart(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "known.sqlite"
    known("add", second, folder / "known" / "scene1.png", "--caption", "in the second")
    answer = known("search", folder / "known.sqlite", second, folder / "mirrored.jpg", "--format", "json")
    matches = json.loads(answer.stdout)["matches"]
    assert sorted(match["store"] for match in matches if match["relation"] == "mirrored") == [0, 1]
    text = told("search", folder / "known.sqlite", second, folder / "mirrored.jpg")
    assert "in the second" in text
    assert "".join(text.split()).count(str(second)) == 2


def test_an_empty_store_is_not_no_match(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite"
    Store.create(empty).close()
    text = told("search", empty, folder / "other.png")
    assert "is empty: there was nothing to compare with" in text
    assert "No match" not in text
    both = " ".join(told("search", empty, folder / "known.sqlite", folder / "mirrored.jpg").split())
    assert "is empty" in both
    assert "mirror image" in both
    answer = json.loads(known("search", empty, folder / "other.png", "--format", "json").stdout)
    assert (answer["matches"], answer["stores"][0]["images"]) == ([], 0)


def test_flat_pictures_say_so(folder: Path) -> None:
    assert "too little detail" in " ".join(told("search", "known.sqlite", "white.png", cwd=folder).split())


def test_what_cannot_be_searched(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing behind")
    store = folder / "known.sqlite"
    for arguments in (
        *((store, tmp_path / "broken.jpg"), (store, tmp_path / "absent.jpg"), (store, store)),
        (tmp_path / "absent.sqlite", folder / "other.png"),
        (store, tmp_path / "absent.sqlite", folder / "other.png"),
    ):
        done = known("search", *arguments)
        assert done.returncode == 3, arguments
        assert done.stdout == ""
        assert done.stderr.startswith("error: ")
        assert "Traceback" not in done.stderr
    assert known("search", folder / "other.png").returncode == 2


def test_hostile_words_reach_no_terminal(tmp_path: Path) -> None:
    hostile = "\x1b[31mred\x1b]0;title\x07 \u202efdp.exe \u2066 \x9b2J line\nbreak [/bold]"
    path, store = picture(tmp_path / "a\x1b[2J\u202e.png", 1), tmp_path / "k\x1b[2J\u202e.sqlite"
    said = [word for name in ("caption", "note", "source-url", "place", "credit") for word in (f"--{name}", hostile)]
    assert known("add", store, path, *said).returncode == 0
    for arguments in (
        *(("search", store, path), ("search", store, path, "-v", "--format", "json"), ("search", store, path, "-q")),
        *(("compare", path, path), ("compare", path, path, "--format", "json")),
        ("search", store, path, "--artifacts", tmp_path / "art\x1b[2J"),
    ):
        done = known(*arguments)
        assert done.returncode == 0, done.stderr
        for harmful in "\x1b\x07\x9b\u202e\u2066":
            assert harmful not in done.stdout
            assert harmful not in done.stderr


def test_a_picture_on_standard_input(folder: Path) -> None:
    data = (folder / "known" / "scene1.png").read_bytes()
    done = subprocess.run(
        [*COMMAND, "search", str(folder / "known.sqlite"), "-", "-q"],
        input=data,
        capture_output=True,
        check=True,
        timeout=240,
    )
    assert b"same bytes" in done.stdout


def test_artifacts_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = known("search", folder / "known.sqlite", folder / "edited.png", "--artifacts", tmp_path / "file" / "art")
    assert done.returncode == 2
    assert "--artifacts" in done.stderr


def test_searching_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    store = Path(shutil.copy(folder / "known.sqlite", tmp_path))
    shutil.copy(folder / "crop.jpg", tmp_path)
    before = store.read_bytes()
    told("search", store, tmp_path / "crop.jpg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crop.jpg", "known.sqlite"]
    assert store.read_bytes() == before


# compare ------------------------------------------------------------------------------------------


def test_compare_two_pages(folder: Path, tmp_path: Path) -> None:
    a, b = folder / "edited.png", folder / "known" / "letter.png"
    answer = json.loads(told("compare", a, b, "--format", "json", "--artifacts", tmp_path / "art"))
    assert answer["match"]["relation"] == "same_page_changed"
    assert answer["match"]["comparison"]["regions"]
    assert (Path(answer["a"]["path"]), Path(answer["b"]["path"])) == (a, b)
    assert sorted(path.name for path in (tmp_path / "art").iterdir()) == [
        f"edited.letter.{kind}.png" for kind in ("changed", "overlay", "side-by-side")
    ]
    text = told("compare", a, b)
    assert "The picture is " in text
    assert "The picture was the same page with changes" in text
    assert len(told("compare", a, b, "-q").splitlines()) <= 2


def test_compare_what_has_nothing_in_common(folder: Path) -> None:
    a, b = folder / "other.png", folder / "known" / "scene0.png"
    assert json.loads(told("compare", a, b, "--format", "json"))["match"] is None
    text = " ".join(told("compare", a, b).split())
    assert "Nothing was found that the two have in common." in text
    flat = " ".join(told("compare", folder / "white.png", b).split())
    assert "too little detail" in flat


def test_compare_what_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing behind")
    for pair in ((tmp_path / "broken.jpg", folder / "other.png"), (folder / "other.png", tmp_path / "broken.jpg")):
        done = known("compare", *pair)
        assert done.returncode == 3
        assert "broken.jpg" in done.stderr
        assert "Traceback" not in done.stderr
    assert known("compare", folder / "other.png", tmp_path / "absent.png").returncode == 3
