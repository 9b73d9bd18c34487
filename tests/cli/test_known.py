"""`verifyctl known` as a person and a script run it: the group, adding, and what is no store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest
from click import Command

from tests.cli.known_store import COMMAND, known, letter, listed, picture
from verifyctl.cli.known.add import KEEPS
from verifyctl.cli.known.common import BASES, FIELDS, LABELS
from verifyctl.cli.known.group import COMMANDS
from verifyctl.known.features import Fineness
from verifyctl.known.ingest import Keep
from verifyctl.known.items import Description
from verifyctl.known.storage.sqlite import Store
from verifyctl.model.matches import Label, SeenBasis


@pytest.fixture(name="store")
def store_fixture(tmp_path: Path) -> Path:
    return tmp_path / "known.sqlite"


# the group ----------------------------------------------------------------------------------------


def test_choices_are_those_of_the_model() -> None:
    assert sorted(BASES) == sorted(SeenBasis)
    assert sorted(LABELS) == sorted(Label)
    assert sorted(KEEPS) == sorted(Keep)
    assert tuple(Description.model_fields) == FIELDS


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_short_help_of_a_command_is_its_own(name: str) -> None:
    module, text = COMMANDS[name]
    command = import_module(module).command
    assert isinstance(command, Command)
    assert command.name == name
    assert command.get_short_help_str(limit=200) == text


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from verifyctl.cli.known.group import COMMANDS, command\n"
        "for arguments in ([], *([name] for name in COMMANDS)):\n"
        "    assert CliRunner().invoke(command, [*arguments, '--help']).exit_code == 0, arguments\n"
        "print(sorted({'numpy', 'PIL', 'rich', 'pydantic', 'cv2', 'yaml'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "[]\n", done.stderr


def test_a_mistyped_command_is_told_the_nearest() -> None:
    done = known("serach", "k.sqlite", "a.jpg")
    assert done.returncode == 2
    assert "Did you mean search?" in done.stderr


# adding -------------------------------------------------------------------------------------------


def test_add_and_list(tmp_path: Path, store: Path) -> None:
    original = picture(tmp_path / "original.png", 1)
    done = known(
        *("add", store, original, "--source-url", "https://example.org/1", "--archive-url", "https://a.example/1"),
        *("--first-seen", "2015-04-27T20:00+03:00", "--first-seen-basis", "archived", "--caption", "ولاة الولايات"),
        *("--language", "ar", "--credit", "A. Person", "--place", "Anbar", "--event-date", "2015-04"),
        *("--label", "disputed", "--note", "first copy", "--added-by", "desk"),
        SOURCE_DATE_EPOCH="0",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("added ")
    held = listed(store)
    (item,) = held["items"]
    assert held["images"] == 1
    assert (item["added_at"], item["added_by"]) == ("1970-01-01T00:00:00Z", "desk")
    assert item["names"] == ["original.png"]
    assert item["page"] is False
    assert item["description"] == {
        "source_url": "https://example.org/1",
        "archive_url": "https://a.example/1",
        "first_seen": "2015-04-27T20:00+03:00",
        "first_seen_basis": "archived",
        "caption": "ولاة الولايات",
        "language": "ar",
        "credit": "A. Person",
        "place": "Anbar",
        "event_date": "2015-04",
        "label": "disputed",
        "note": "first copy",
    }
    assert sorted(each.name for each in tmp_path.iterdir()) == ["known.sqlite", "original.png"]


def test_nothing_of_who_adds_is_taken_by_itself(tmp_path: Path, store: Path) -> None:
    known("add", store, picture(tmp_path / "a.png", 1), USER="somebody", LOGNAME="somebody")
    assert "added_by" not in listed(store)["items"][0]


def test_bad_images_do_not_stop_the_rest(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "folder"
    picture(folder / "a.png", 1)
    (folder / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing behind")
    (folder / "c.jpg").write_bytes(b"no picture at all")
    (folder / "d").write_bytes(b"\xff\xd8\xff\xe0 nothing behind, and no extension")
    (folder / "readme.txt").write_text("words")
    picture(folder / "z.png", 2)
    done = known("add", store, folder, tmp_path / "absent.png", "--format", "json")
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert [result["status"] for result in told["results"]] == ["added", "added"]
    assert [Path(each["path"]).name for each in told["failed"]] == ["b.jpg", "c.jpg", "d", "absent.png"]
    assert told["passed_over"] == 1
    for name in ("b.jpg", "c.jpg", "d", "absent.png"):
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
    assert known("add", store, path, "--quiet").stdout == ""
    assert listed(store)["images"] == 1


def test_what_the_store_holds_is_not_decoded_again(tmp_path: Path, store: Path) -> None:
    paths = [picture(tmp_path / "a.png", 1), letter(tmp_path / "b.png", 2)]
    assert known("add", store, *paths).returncode == 0
    # A worker that may decode nothing: only what is not decoded can succeed.
    nothing = {"VERIFYCTL_MAX_PIXELS": "1"}
    again = known("add", store, *paths, "--caption", "told later", "--format", "json", **nothing)
    assert again.returncode == 0, again.stderr
    assert [result["status"] for result in json.loads(again.stdout)["results"]] == ["updated", "updated"]
    assert {item["description"]["caption"] for item in listed(store)["items"]} == {"told later"}
    other = known("add", store, picture(tmp_path / "c.png", 3), **nothing)
    assert other.returncode == 3


def test_renditions_are_kept_of_what_was_asked_for(tmp_path: Path) -> None:
    paths = [picture(tmp_path / "a.png", 1), letter(tmp_path / "b.png", 2)]
    kept = {}
    for keep in KEEPS:
        store = tmp_path / f"{keep}.sqlite"
        assert known("add", store, *paths, "--keep", keep).returncode == 0
        with Store.open(store) as opened:
            kept[keep] = [opened.rendition(each.number) is not None for each in sorted_by_page(opened)]
    assert kept == {"none": [False, False], "pages": [False, True], "all": [True, True]}
    # Asked for later, they are made up for: that needs the pictures once more.
    again = known("add", tmp_path / "none.sqlite", *paths, "--keep", "pages", "--format", "json")
    changes = [result.get("changes", []) for result in json.loads(again.stdout)["results"]]
    assert changes == [[], [{"field": "rendition"}]]


def sorted_by_page(store: Store) -> list:
    return sorted(store.items(), key=lambda each: each.item.page)


def test_workers_are_pooled_and_results_keep_their_order(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "set"
    for seed in range(9):
        picture(folder / f"{seed}.png", seed, 200 + 60 * (seed % 3), 160)
    done = known("add", store, folder, "--jobs", "3", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert [Path(each["path"]).name for each in json.loads(done.stdout)["results"]] == [f"{n}.png" for n in range(9)]
    with Store.open(store) as opened:
        assert list(opened.check()) == []
        assert all(opened.features(each.number, Fineness.COARSE) is not None for each in opened.items())


def test_a_manifest(tmp_path: Path, store: Path) -> None:
    picture(tmp_path / "set" / "a.png", 1)
    picture(tmp_path / "set" / "b.png", 2)
    manifest = tmp_path / "set" / "m.csv"
    manifest.write_text("path,caption,event_date\na.png,one,2015-04-27\nb.png,two,\n")
    assert known("add", store, "--manifest", manifest, "--label", "unrelated").returncode == 0
    said = [item["description"] for item in listed(store)["items"]]
    assert sorted(said, key=lambda each: each["caption"]) == [
        {"caption": "one", "event_date": "2015-04-27", "label": "unrelated"},
        {"caption": "two", "label": "unrelated"},
    ]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ([], "nothing to add"),
        (["IMAGE", "--first-seen", "27.4.2015"], "first_seen"),
        (["IMAGE", "--event-date", "27.4.2015"], "event_date"),
        (["IMAGE", "--first-seen", "2015", "--first-seen-basis", "archived"], "archive_url"),
        (["IMAGE", "--first-seen-basis", "computed"], "give first_seen"),
        (["IMAGE", "--label", "fake"], "fake"),
        (["IMAGE", "--keep", "some"], "some"),
        (["IMAGE", "--jobs", "0"], "jobs"),
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
    assert not store.exists()


def test_progress_is_shown_when_asked_for_and_results_stay_on_standard_output(tmp_path: Path, store: Path) -> None:
    path = picture(tmp_path / "a.png", 1)
    done = known("add", store, path, "--progress", "always")
    assert done.stdout.splitlines()[0].startswith("added ")
    assert done.stderr.startswith("1 of 1 images, ")
    assert known("add", store, path).stderr == ""


def test_two_adders_and_a_kill(tmp_path: Path, store: Path) -> None:
    for seed in range(30):
        picture(tmp_path / "one" / f"{seed:03}.png", seed, 64, 48)
        picture(tmp_path / "two" / f"{seed:03}.png", 1000 + seed, 64, 48)
    processes = [
        subprocess.Popen(
            [*COMMAND, "add", str(store), str(tmp_path / name), "--jobs", "2"],
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
    assert len(acknowledged) >= 35
    with Store.open(store) as opened:
        assert acknowledged <= {each.item.id for each in opened.items()}
        assert list(opened.check()) == []
    # The same command again adds the rest and leaves what is there.
    again = known("add", store, tmp_path / "one", "--format", "json")
    statuses = [result["status"] for result in json.loads(again.stdout)["results"]]
    assert set(statuses) <= {"added", "unchanged"}
    assert statuses.count("unchanged") >= 5
    assert listed(store)["images"] == 60


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_ends_the_workers(tmp_path: Path, store: Path) -> None:
    for seed in range(40):
        picture(tmp_path / "set" / f"{seed:03}.png", seed)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [*COMMAND, "add", str(store), str(tmp_path / "set"), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.split() == ["interrupted"]
    for _ in range(100):
        if not list(scratch.iterdir()):
            break
        time.sleep(0.05)
    assert list(scratch.iterdir()) == []
    assert 1 <= listed(store)["images"] < 40


# what is no store ---------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [None, b"", b"no store"])
def test_what_is_no_store(tmp_path: Path, store: Path, content: bytes | None) -> None:
    if content is not None:
        store.write_bytes(content)
    image = picture(tmp_path / "a.png", 1)
    for arguments in (
        *(("list", store), ("show", store, "0" * 16), ("search", store, image), ("check", store)),
        *(("note", store, "0" * 16, "--note", "x"), ("remove", store, "0" * 16, "--yes"), ("export", store)),
    ):
        done = known(*arguments)
        assert done.returncode == 3, arguments
        assert done.stdout == ""
        assert done.stderr.startswith("error: ")
        assert "Traceback" not in done.stderr
    assert store.exists() is (content is not None)
    assert content is None or store.read_bytes() == content
