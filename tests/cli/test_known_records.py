"""`verifyctl known list`, `show`, `note`, `remove` and `check`."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.known_store import COMMAND, inside, known, letter, listed, picture


@pytest.fixture(name="filled", scope="module")
def filled_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two pictures and a page, each with another label, and the pictures beside it."""
    folder = tmp_path_factory.mktemp("filled")
    manifest = folder / "m.jsonl"
    picture(folder / "a.png", 1)
    picture(folder / "b.png", 2)
    letter(folder / "c.png", 3)
    lines = [
        {"path": "a.png", "label": "disputed", "first_seen": "2015-04-27T22:50:00Z", "caption": "ولاة الولايات"},
        {"path": "b.png", "label": "unrelated", "note": "kept for comparison"},
        {"path": "c.png"},
    ]
    manifest.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = known("add", folder / "known.sqlite", "--manifest", manifest, "--added-by", "desk")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(name="store")
def store_fixture(filled: Path, tmp_path: Path) -> Path:
    """The test's own copy of the store."""
    shutil.copy(filled / "b.png", tmp_path)
    return Path(shutil.copy(filled / "known.sqlite", tmp_path))


def id_of(store: Path, name: str) -> str:
    return next(item["id"] for item in listed(store)["items"] if name in item["names"])


def shown(store: Path, name: str) -> Any:
    done = inside("show", store, id_of(store, name), "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["items"][0]


def test_list_is_a_table(store: Path) -> None:
    head, *rows, last = inside("list", store).stdout.splitlines()
    assert head.split() == ["id", "first", "seen", "label", "caption", "or", "name"]
    assert last.endswith("holds 3 images")
    assert sorted(row.split()[0] for row in rows) == sorted(item["id"] for item in listed(store)["items"])
    (first,) = (row for row in rows if "disputed" in row)
    assert "2015-04-27 " in first
    assert "ولاة الولايات" in first
    assert any("b.png" in row for row in rows)
    assert max(map(len, rows)) <= 80


def test_list_by_label(store: Path) -> None:
    done = inside("list", store, "--label", "disputed", "--label", "debunked", "--quiet")
    assert done.stdout.splitlines() == [id_of(store, "a.png")]
    told = inside("list", store, "--label", "debunked")
    assert told.stdout.endswith("holds 3 images; 0 with the label debunked\n")
    assert json.loads(inside("list", store, "--label", "unrelated", "--format", "json").stdout)["images"] == 3


def test_show(store: Path) -> None:
    item = shown(store, "a.png")
    assert (item["added_by"], item["description"]["label"]) == ("desk", "disputed")
    told = inside("show", store, item["id"], item["sha256"].upper()).stdout
    for words in (f"{item['id']}  640 x 480 pixels", "by desk", item["sha256"], item["hashes"]["pdq"], "ولاة الولايات"):
        assert told.count(words) == 2, words
    assert "2015-04-27T22:50:00Z (stated)" in told
    assert ", a page of text" in inside("show", store, id_of(store, "c.png")).stdout


@pytest.mark.parametrize("id_", ["0" * 16, "abc", "ولاة", "x" * 64, "\x1b[2J"])
def test_an_id_that_is_not_there(store: Path, id_: str) -> None:
    for arguments in (("show", store, id_), ("note", store, id_, "--note", "x"), ("remove", store, id_, "--yes")):
        done = inside(*arguments)
        assert done.returncode == 2
        assert "no image has the id" in done.stderr
        assert "\x1b" not in done.stderr
    assert listed(store)["images"] == 3


def test_note_changes_what_is_said_and_prints_what_stood_there(store: Path) -> None:
    id_ = id_of(store, "a.png")
    done = inside("note", store, id_, "--label", "debunked", "--place", "Anbar", "--withdraw", "caption")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"updated    {id_}"
    for words in ("label was disputed", "place was not given", "caption was"):
        assert words in done.stdout
    assert shown(store, "a.png")["description"] == {
        "first_seen": "2015-04-27T22:50:00Z",
        "first_seen_basis": "stated",
        "place": "Anbar",
        "label": "debunked",
    }
    again = inside("note", store, id_, "--label", "debunked", "--format", "json")
    assert json.loads(again.stdout) == {"store": str(store), "id": id_, "status": "unchanged", "changes": []}
    assert inside("check", store).returncode == 0


def test_a_date_can_be_archived_later(store: Path) -> None:
    id_ = id_of(store, "a.png")
    refused = inside("note", store, id_, "--first-seen-basis", "archived")
    assert refused.returncode == 2
    assert "archive_url" in refused.stderr
    assert inside("note", store, id_, "--archive-url", "https://a.example/1").returncode == 0
    assert inside("note", store, id_, "--first-seen-basis", "archived").returncode == 0
    assert shown(store, "a.png")["description"]["first_seen_basis"] == "archived"
    # What a basis rests on cannot be taken from under it.
    assert inside("note", store, id_, "--withdraw", "archive_url").returncode == 2
    assert inside("note", store, id_, "--withdraw", "first_seen").returncode == 0
    assert "first_seen_basis" not in shown(store, "a.png")["description"]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ([], "nothing to change"),
        (["--note", "x", "--withdraw", "note"], "both said and withdrawn"),
        (["--first-seen", "27.4.2015"], "first_seen"),
        (["--withdraw", "sha256"], "sha256"),
    ],
)
def test_wrong_notes(store: Path, arguments: list[str], what: str) -> None:
    before = listed(store)
    done = inside("note", store, id_of(store, "a.png"), *arguments)
    assert done.returncode == 2
    assert what in done.stderr
    assert listed(store) == before


def test_remove_with_yes(store: Path) -> None:
    first, second = id_of(store, "a.png"), id_of(store, "c.png")
    refused = inside("remove", store, first)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    none = inside("remove", store, first, "0" * 16, "--yes")
    assert none.returncode == 2
    assert listed(store)["images"] == 3
    done = inside("remove", store, first, second, first, "--yes", "--format", "json")
    assert json.loads(done.stdout) == {"store": str(store), "images": 1, "removed": [first, second]}
    assert [item["names"] for item in listed(store)["items"]] == [["b.png"]]
    assert inside("check", store).returncode == 0


@pytest.mark.parametrize(("answer", "left"), [(b"n\n", 3), (b"\n", 3), (b"y\n", 2)])
def test_on_a_terminal_a_person_is_asked(store: Path, answer: bytes, left: int) -> None:
    ours, theirs = pytest.importorskip("pty").openpty()
    process = subprocess.Popen(
        [*COMMAND, "remove", str(store), id_of(store, "a.png")],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    os.write(ours, answer)
    _, errors = process.communicate(timeout=60)
    os.close(ours)
    assert b"Remove 1 image from" in errors
    assert process.returncode == (0 if left == 2 else 130)
    assert listed(store)["images"] == left


def test_check(store: Path) -> None:
    done = inside("check", store)
    assert done.returncode == 0
    assert done.stdout.endswith("holds 3 images; nothing is amiss\n")
    assert inside("check", store, "--quiet").stdout == ""
    told = json.loads(inside("check", store, "--format", "json").stdout)
    assert told == {"store": str(store), "ok": True, "images": 3, "digest": listed(store)["digest"], "problems": []}


def test_check_names_what_is_wrong_and_where(store: Path) -> None:
    id_ = id_of(store, "a.png")
    with sqlite3.connect(store) as connection:
        connection.execute(
            "UPDATE item SET content = replace(content, 'disputed', 'debunked') WHERE id = ?", (bytes.fromhex(id_),)
        )
    connection.close()
    done = inside("check", store)
    assert done.returncode == 3
    assert str(store) in done.stdout
    assert done.stderr.startswith("error: ")
    told = json.loads(inside("check", store, "--format", "json").stdout)
    assert told["ok"] is False
    assert all(set(problem) == {"where", "what"} for problem in told["problems"])
    assert len(told["problems"]) >= 1
    for other in (("list", store), ("search", store, store.parent / "b.png"), ("export", store)):
        assert known(*other).returncode == 3


def test_hostile_words_reach_no_terminal(tmp_path: Path) -> None:
    store = tmp_path / "k.sqlite"
    hostile = "\x1b[31mred\x1b]0;title\x07 \u202efdp.exe \u2066 \x9b2J line\nbreak [/bold]"
    name = "a\x1b[2J\u202e.png"
    manifest = tmp_path / "m.jsonl"
    picture(tmp_path / name, 1)
    words = ("caption", "note", "source_url", "language", "credit", "place")
    manifest.write_text(json.dumps({"path": name} | dict.fromkeys(words, hostile)) + "\n")
    outputs = [known("add", store, "--manifest", manifest, "--added-by", hostile)]
    (item,) = listed(store)["items"]
    assert item["description"]["caption"] == hostile
    other = {**item, "description": {**item["description"], "note": hostile + "!"}}
    export = tmp_path / "e.jsonl"
    export.write_text(inside("export", store).stdout.splitlines()[0] + "\n" + json.dumps(other) + "\n" + hostile + "\n")
    outputs += [
        inside(*arguments)
        for arguments in (
            *(("list", store), ("show", store, item["id"]), ("check", store), ("export", store)),
            *(("list", store, "--format", "json"), ("show", store, item["id"], "--format", "json")),
            *(("export", store, "--format", form) for form in ("pdq-csv", "phash-list")),
            *(("import", store, export), ("import", store, export, "--format", "json")),
            *(("note", store, item["id"], "--note", hostile + "?"), ("add", store, tmp_path / f"gone{name}")),
        )
    ]
    for done in outputs:
        assert done.returncode in (0, 3)
        for harmful in "\x1b\x07\x9b\u202e\u2066":
            assert harmful not in done.stdout
            assert harmful not in done.stderr


def test_text_fits_eighty_columns(tmp_path: Path) -> None:
    words = "a caption that goes on and on, as captions sometimes do, " * 5
    picture(tmp_path / "a.png", 1)
    said = ("--caption", words, "--note", words, "--place", words, "--label", "investigation_seed")
    outputs = [known("add", "k.sqlite", "a.png", *said, cwd=tmp_path)]
    outputs.append(
        known("note", "k.sqlite", listed(tmp_path / "k.sqlite")["items"][0]["id"], "--caption", "x", cwd=tmp_path)
    )
    outputs.append(known("list", "k.sqlite", cwd=tmp_path))
    assert all(done.returncode == 0 for done in outputs)
    assert max(len(line) for done in outputs for line in done.stdout.splitlines()) <= 80
