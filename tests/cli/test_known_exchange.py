"""`verifyctl known export` and `import`: desks share what they know, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.known_store import COMMAND, inside, known, letter, listed, picture
from verifyctl.known.features import Fineness
from verifyctl.known.storage.sqlite import Store


@pytest.fixture(name="filled", scope="module")
def filled_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a picture, a page and a blank picture, and the pictures beside it."""
    folder = tmp_path_factory.mktemp("filled")
    Image.new("RGB", (200, 100), "white").save(folder / "white.png")
    paths = [picture(folder / "a.png", 1), letter(folder / "b.png", 2), folder / "white.png"]
    said = ("--caption", "as posted", "--note", "ours alone", "--label", "disputed", "--added-by", "Somebody")
    done = known("add", folder / "ours.sqlite", *paths, *said)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(name="store")
def store_fixture(filled: Path, tmp_path: Path) -> Path:
    """The test's own copy of the store and the pictures."""
    for name in ("a.png", "b.png"):
        shutil.copy(filled / name, tmp_path)
    return Path(shutil.copy(filled / "ours.sqlite", tmp_path))


def exported(store: Path, *arguments: str) -> str:
    done = inside("export", store, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def reports(store: Path, *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    done = inside("import", store, *arguments, "--format", "json")
    return done.returncode, json.loads(done.stdout)["files"]


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["added"], report["updated"], report["unchanged"]


def test_a_round_trip_loses_nothing_but_pictures(tmp_path: Path, store: Path) -> None:
    text = exported(store, "--features")
    (tmp_path / "e.jsonl").write_text(text)
    theirs = tmp_path / "theirs.sqlite"
    assert reports(theirs, tmp_path / "e.jsonl")[1][0]["added"] == 3
    assert exported(theirs, "--features") == text
    assert counts(reports(theirs, tmp_path / "e.jsonl")[1][0]) == (0, 0, 3)
    assert inside("check", theirs).returncode == 0
    with Store.open(theirs) as opened:
        for each in opened.items():
            assert opened.rendition(each.number) is None
            assert opened.features(each.number, Fineness.COARSE) is not None


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_text_merges_in_git(tmp_path: Path, store: Path) -> None:
    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
            cwd=tmp_path / "shared",
            check=True,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull},
        ).stdout

    (tmp_path / "shared").mkdir()
    file = tmp_path / "shared" / "known.jsonl"
    ids = sorted(item["id"] for item in listed(store)["items"])
    git("init", "--quiet", "--initial-branch=main")
    inside("export", store, "-o", file)
    git("add", "known.jsonl")
    git("commit", "--quiet", "-m", "all")
    git("checkout", "--quiet", "-b", "theirs")
    inside("note", store, ids[2], "--note", "theirs")
    inside("export", store, "-o", file)
    git("commit", "--quiet", "-am", "theirs")
    changed = git("diff", "--numstat", "main", "theirs").split()
    assert changed[:2] == ["1", "1"]
    git("checkout", "--quiet", "main")
    inside("note", store, ids[2], "--note", "ours alone")
    inside("note", store, ids[0], "--note", "mine")
    inside("export", store, "-o", file)
    git("commit", "--quiet", "-am", "mine")
    git("merge", "--quiet", "-m", "both", "theirs")
    code, (report,) = reports(tmp_path / "merged.sqlite", file)
    assert (code, counts(report)) == (0, (3, 0, 0))
    notes = {item["id"]: item["description"]["note"] for item in listed(tmp_path / "merged.sqlite")["items"]}
    assert [notes[id_] for id_ in ids] == ["mine", "ours alone", "theirs"]


@pytest.mark.parametrize("form", ["jsonl", "pdq-csv", "phash-list"])
def test_a_public_export_names_nobody(tmp_path: Path, store: Path, form: str) -> None:
    private = ("ours alone", "Somebody", "a.png", "b.png", "white.png", "added_at")
    text = exported(store, "--format", form, "--public")
    for words in private:
        assert words not in text
    assert any(words in exported(store, "--format", form) for words in private)
    (tmp_path / "e").write_text(text)
    theirs = tmp_path / "theirs.sqlite"
    assert reports(theirs, tmp_path / "e")[0] == 0
    if form == "jsonl":
        said = [item["description"] for item in listed(theirs)["items"]]
        assert said == [{"caption": "as posted", "label": "disputed"}] * 3


def test_hash_lists_in_the_form_of_other_tools(tmp_path: Path, store: Path) -> None:
    hashes = {item["names"][0]: item["hashes"] for item in listed(store)["items"]}
    lines = [line.split(",") for line in exported(store, "--format", "pdq-csv").splitlines()]
    # The blank picture is not given to others: its hash is near that of every other blank picture.
    assert sorted(lines, key=lambda line: line[2]) == [
        [hashes[name]["pdq"], str(hashes[name]["pdq_quality"]), name] for name in ("a.png", "b.png")
    ]
    lines = [line.split(",") for line in exported(store, "--format", "phash-list").splitlines()]
    assert sorted(lines, key=lambda line: line[1]) == [[hashes[name]["phash"], name] for name in ("a.png", "b.png")]


def test_hash_lists_are_taken_in_with_what_is_said_of_them(tmp_path: Path) -> None:
    pdq = "f8f8f0cce0f4e84d0e370a22028f67f0b36e2ed596623e1d33e6339c4e9c9b22"
    (tmp_path / "pdq.csv").write_text(f"{pdq},100,a, b.jpg\nno hash\n{pdq[::-1]}\n")
    (tmp_path / "ph.txt").write_text("97bc43cae133e426\n")
    store = tmp_path / "k.sqlite"
    said = ("--note", "list of May", "--label", "debunked", "--added-by", "desk")
    done = inside("import", store, tmp_path / "pdq.csv", tmp_path / "ph.txt", *said)
    assert done.returncode == 3
    assert f"error: {tmp_path / 'pdq.csv'}:2: 'no hash' is no hash of 64 hexadecimal digits" in done.stderr
    items = listed(store)["items"]
    assert sorted(item["hashes"]["version"] for item in items) == ["list:pdq", "list:pdq", "list:phash"]
    assert {item["description"]["note"] for item in items} == {"list of May"}
    assert {item["added_by"] for item in items} == {"desk"}
    assert sum(item.get("names") == ["a, b.jpg"] for item in items) == 1
    assert all("sha256" not in item for item in items)
    assert inside("check", store).returncode == 0
    assert "known by its hash only" in inside("show", store, items[0]["id"]).stdout


def test_a_list_from_another_kind_of_tool_needs_its_kind(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hash,name\n97bc43cae133e426,a.jpg\n")
    refused = known("import", tmp_path / "k.sqlite", tmp_path / "x")
    assert refused.returncode == 3
    assert "--from" in refused.stderr
    assert inside("import", tmp_path / "k.sqlite", tmp_path / "x", "--from", "phash-list").returncode == 0


def test_standard_input_and_output(tmp_path: Path, store: Path) -> None:
    done = known("import", tmp_path / "k.sqlite", "-", stdin=exported(store, "-o", "-"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "-: 3 added, 0 updated, 0 unchanged"


def test_ours_stand_and_conflicts_are_told(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "e.jsonl"
    inside("export", store, "-o", file)
    id_ = listed(store)["items"][0]["id"]
    inside("note", store, id_, "--label", "debunked", "--withdraw", "caption")
    told = inside("import", store, file)
    assert told.returncode == 0
    assert "label: ours debunked, theirs disputed; ours stands" in told.stdout
    item = listed(store)["items"][0]["description"]
    assert (item["label"], item["caption"]) == ("debunked", "as posted")
    _, (report,) = reports(store, file, "--prefer", "theirs")
    assert counts(report) == (0, 1, 2)
    assert report["conflicts"] == [{"line": 2, "id": id_, "field": "label", "ours": "debunked", "theirs": "disputed"}]
    assert listed(store)["items"][0]["description"]["label"] == "disputed"


def test_wrong_lines_and_files_do_not_stop_the_rest(tmp_path: Path, store: Path) -> None:
    head, *records = exported(store).splitlines()
    old = records[0].replace('"version":"2:', '"version":"1:')
    (tmp_path / "mixed.jsonl").write_text("\n".join([head, records[1], old, "{", records[2]]) + "\n")
    (tmp_path / "other.jsonl").write_text('{"format":"verifyctl.known-export/9"}\n')
    theirs = tmp_path / "theirs.sqlite"
    files = [tmp_path / name for name in ("absent.jsonl", "other.jsonl", "mixed.jsonl")]
    code, told = reports(theirs, *files)
    assert code == 3
    absent, other, mixed = told
    assert "absent.jsonl: could not be opened" in absent["problem"]
    assert "other.jsonl:1: is of format 'verifyctl.known-export/9'" in other["problem"]
    assert [mistake["line"] for mistake in mixed["mistakes"]] == [3, 4]
    assert counts(mixed) == (2, 0, 0)
    assert listed(theirs)["images"] == 2


def test_an_export_replaces_only_exports(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "e.jsonl"
    assert inside("export", store, "-o", file).returncode == 0
    assert inside("export", store, "-o", file, "--public").returncode == 0
    before = store.read_bytes()
    for target in (store, tmp_path / "a.png", tmp_path):
        done = inside("export", store, "-o", target)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert inside("export", store, "-o", file, "--format", "pdq-csv").returncode == 2
    assert inside("export", store, "-o", file, "--format", "pdq-csv", "--force").returncode == 0
    assert inside("export", store, "-o", tmp_path / "absent" / "e.jsonl").returncode == 2
    assert inside("export", store, "--format", "pdq-csv", "--features").returncode == 2
    assert store.read_bytes() == before
    assert not list(tmp_path.glob(".verifyctl-*"))


def test_on_a_terminal_a_bar_shows_how_far_it_is(tmp_path: Path, store: Path) -> None:
    (tmp_path / "e.jsonl").write_text(exported(store))
    ours, theirs = pytest.importorskip("pty").openpty()
    done = subprocess.run(
        [*COMMAND, "import", str(tmp_path / "k.sqlite"), str(tmp_path / "e.jsonl"), "-v"],
        check=True,
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=120,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert b"left" in shown
    # Results go where standard output leads, and nothing of the bar does.
    assert [line.split()[0] for line in done.stdout.splitlines()[:3]] == [b"added"] * 3
    assert b"\x1b" not in done.stdout


def test_only_a_label(store: Path) -> None:
    inside("note", store, listed(store)["items"][0]["id"], "--label", "debunked")
    assert len(exported(store, "--label", "debunked").splitlines()) == 2


def test_a_store_of_hashes_is_filled_in_by_the_pictures(tmp_path: Path, store: Path) -> None:
    theirs = tmp_path / "theirs.sqlite"
    (tmp_path / "e.jsonl").write_text(exported(store))
    inside("import", theirs, tmp_path / "e.jsonl")
    done = known("add", theirs, tmp_path / "a.png", tmp_path / "b.png", "--format", "json")
    changes = [{change["field"] for change in result["changes"]} for result in json.loads(done.stdout)["results"]]
    # The grid of colours does not travel without the features, so the hashes are filled in too.
    assert changes == [{"coarse", "hashes"}, {"coarse", "fine", "hashes", "rendition"}]
