"""`verifyctl check` as a subprocess: what it writes, prints, refuses and exits with."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import ROOT, Run, encoded
from tests.program import command
from verifyctl import load_verdict
from verifyctl.stages.registry import STAGES

APRIL = ROOT / "samples" / "april-27-order"
NO_TEXT = ("--skip", "text")
KEPT = (*NO_TEXT, "--facts-cache", "facts")  # where what is judged is tested, and the picture stays the same


@pytest.fixture
def photo(tmp_path: Path, jpeg: bytes) -> Path:
    path = tmp_path / "evidence" / "photo.jpg"
    path.parent.mkdir()
    path.write_bytes(jpeg)
    return path


def lines(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_one_picture_and_nothing_else(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    done = verifyctl("check", photo, *NO_TEXT)
    assert done.returncode == 0
    assert done.stderr == b""
    verdict = load_verdict(tmp_path / "photo.verdict.json")
    assert verdict.outcome == "inconclusive"
    assert [stage.stage for stage in verdict.stages] == list(STAGES)
    text = done.stdout.decode()
    assert "Inconclusive" in text
    assert "photo.verdict.json" in text
    assert text.rstrip().endswith("No contradiction found is not a statement that the claim is true.")
    assert list(photo.parent.iterdir()) == [photo]


def test_the_evidence_is_left_as_it_was(verifyctl: Run, photo: Path, jpeg: bytes) -> None:
    os.utime(photo, ns=(10**18, 10**18))
    before = photo.stat()
    verifyctl("check", photo, *NO_TEXT)
    after = photo.stat()
    assert photo.read_bytes() == jpeg
    assert (after.st_mtime_ns, after.st_ctime_ns) == (before.st_mtime_ns, before.st_ctime_ns)


def test_two_runs_differ_in_time_and_id_only(verifyctl: Run, photo: Path) -> None:
    first = json.loads(verifyctl("check", photo, "-o", "-", env={"SOURCE_DATE_EPOCH": "1"}, fresh=True).stdout)
    second = json.loads(verifyctl("check", photo, "-o", "-", env={"SOURCE_DATE_EPOCH": "2"}, fresh=True).stdout)
    assert first["result_digest"] == second["result_digest"]
    for verdict in (first, second):
        del verdict["time"], verdict["id"]
    assert first == second


def test_the_same_time_gives_the_same_bytes(verifyctl: Run, photo: Path) -> None:
    fixed = {"SOURCE_DATE_EPOCH": "1430092800"}
    first, second = (verifyctl("check", photo, "-o", "-", env=fixed, fresh=True).stdout for _ in range(2))
    assert first == second


def test_locale_zone_folder_and_name_change_no_result(verifyctl: Run, tmp_path: Path) -> None:
    original = (APRIL / "platform.jpg").read_bytes()
    claim = (APRIL / "claim.yaml").read_bytes()
    digests = set()
    for name, folder, env in (
        ("platform.jpg", "a", {}),
        ("IMG-20150428-WA0003.jpg", "b/c d", {"LC_ALL": "C", "TZ": "Asia/Damascus"}),
        ("ملف.PNG", "é", {"LC_ALL": "tr_TR.UTF-8", "LANG": "ar_SY.UTF-8", "TZ": "America/Los_Angeles"}),
        ("noextension", "z", {"LC_ALL": "POSIX", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}),
    ):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(original)
        (path.parent / "claim.yaml").write_bytes(claim)
        (path.parent / f"{name}.notes.txt").write_text("a note")
        done = verifyctl("check", path, "-o", "-", env=env, fresh=True)
        assert done.returncode == 0, done.stderr
        digests.add(json.loads(done.stdout)["result_digest"])
    assert len(digests) == 1


def test_nothing_of_this_machine_is_in_a_verdict(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    import getpass
    import socket

    text = verifyctl("check", photo, "-o", "-").stdout.decode()
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text
    assert f'"{getpass.getuser()}"' not in text
    assert socket.gethostname() not in text


def test_no_metadata_is_never_held_against_a_picture(verifyctl: Run, photo: Path) -> None:
    verdict = json.loads(verifyctl("check", photo, *NO_TEXT, "-o", "-").stdout)
    assert "metadata-absent" in {finding["code"] for finding in verdict["findings"]}
    assert {finding["direction"] for finding in verdict["findings"]} <= {"neutral", "not_assessable"}
    assert {axis["status"] for axis in verdict["axes"]} == {"not_assessed"}


def test_several_pictures_to_standard_output_are_one_a_line(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    done = verifyctl("check", photo, APRIL / "crop.jpg", *NO_TEXT, "-o", "-")
    assert [verdict["subject"][0]["name"] for verdict in lines(done.stdout)] == ["photo.jpg", "crop.jpg"]
    assert list(tmp_path.glob("*.json")) == []


@pytest.mark.parametrize("separator", ["\0", "\n"])
def test_lists_of_paths(verifyctl: Run, photo: Path, separator: str) -> None:
    listed = separator.join([str(photo), str(APRIL / "crop.jpg")]).encode() + separator.encode()
    flags = ("-0",) if separator == "\0" else ()
    done = verifyctl("check", "--files-from", "-", *flags, *NO_TEXT, "-o", "-", stdin=listed)
    assert len(lines(done.stdout)) == 2
    (photo.parent / "list.txt").write_bytes(listed)
    done = verifyctl("check", f"@{photo.parent / 'list.txt'}", *NO_TEXT, "-o", "-")
    assert len(lines(done.stdout)) == 2


def test_an_empty_list_is_no_error(verifyctl: Run) -> None:
    done = verifyctl("check", "--files-from", "-", "-o", "-", stdin=b"")
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_picture_on_standard_input(verifyctl: Run, jpeg: bytes, tmp_path: Path) -> None:
    done = verifyctl("check", "-", *NO_TEXT, stdin=jpeg)
    assert done.returncode == 0
    assert (tmp_path / "stdin.verdict.json").exists()


def test_bad_inputs_do_not_cost_the_others(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    text = tmp_path / "words.jpg"
    text.write_text("words")
    done = verifyctl("check", tmp_path / "absent.jpg", text, tmp_path, photo, *NO_TEXT, "-o", "-")
    assert done.returncode == 3
    assert len(lines(done.stdout)) == 1
    errors = done.stderr.decode()
    assert errors.count("error:") == 3
    assert "no such file" in errors
    assert "Traceback" not in errors


def test_a_name_taken_by_another_picture_gets_the_digest(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "photo.png"
    other.parent.mkdir()
    other.write_bytes(encoded(Image.new("RGB", (9, 9)), "PNG"))
    for path in (photo, other, photo, other):
        assert verifyctl("check", path, "--only", "file", "-q").returncode == 0
    found = sorted(path.name for path in tmp_path.glob("*.verdict.json"))
    assert len(found) == 2
    digest = load_verdict(tmp_path / found[0]).subject[0].digests.sha256
    assert found[0] == f"photo.{digest[:8]}.verdict.json"


def test_output_names(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    verifyctl("check", photo, "--only", "file", "-o", "named.json")
    assert (tmp_path / "named.json").exists()
    verifyctl("check", photo, "--only", "file", "-o", "new/")
    assert (tmp_path / "new" / "photo.verdict.json").exists()


def test_nothing_but_a_verdict_is_overwritten(verifyctl: Run, photo: Path, jpeg: bytes) -> None:
    done = verifyctl("check", photo, "--only", "file", "-o", photo)
    assert done.returncode == 2
    assert photo.read_bytes() == jpeg


def test_gates(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    assert verifyctl("check", photo, *KEPT, "--fail-on", "inconclusive").returncode == 5
    assert verifyctl("check", photo, *KEPT, "--fail-on", "contradicted,altered").returncode == 0
    done = verifyctl("check", photo, *KEPT, "--require", "text")
    assert done.returncode == 4
    assert b"the required stage text ended skipped" in done.stderr
    assert verifyctl("check", photo, *KEPT, "--require", "text", "--fail-on", "inconclusive").returncode == 5
    assert verifyctl("check", photo, tmp_path / "absent", *KEPT, "--require", "text").returncode == 4


def test_expectations(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    expected = tmp_path / "expected.yaml"
    expected.write_text("format: verifyctl.expected/1\nexpect:\n  photo.jpg: {outcome: inconclusive}\n")
    assert verifyctl("check", photo, *KEPT, "--expect", expected).returncode == 0
    expected.write_text("format: verifyctl.expected/1\nexpect:\n  photo.jpg: {axes: {integrity: supported}}\n")
    done = verifyctl("check", photo, *KEPT, "--expect", expected)
    assert done.returncode == 5
    assert b"axis integrity: expected supported, found not_assessed" in done.stderr
    expected.write_text("format: verifyctl.expected/1\nexpect:\n  photo.jpg: {outcom: inconclusive}\n")
    assert verifyctl("check", photo, *KEPT, "--expect", expected).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "a.jpg", "--only", "nothing"),
        ("check", "a.jpg", "--fail-on", "nothing"),
        ("check", "a.jpg", "--format", "nothing"),
        ("check", "-", "-"),
        ("check", "a.jpg", "--config", "absent.toml"),
        ("check", "a.jpg", "--expect", "absent.yaml"),
        ("chekc", "a.jpg"),
    ],
)
def test_usage_errors(verifyctl: Run, arguments: tuple[str, ...]) -> None:
    done = verifyctl(*arguments)
    assert done.returncode in (2, 3)
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_a_wrong_claim_is_named_and_exits_2(verifyctl: Run, photo: Path) -> None:
    (photo.parent / "claim.yaml").write_text("format: verifyctl.claim/1\nclaim: {id: a, statment: x}\n")
    done = verifyctl("check", photo, *NO_TEXT)
    assert done.returncode == 2
    assert b"claim.yaml:2:" in done.stderr


def test_settings_come_from_file_environment_and_flag(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "verifyctl.toml").write_text('skip = ["text", "metadata"]\n')

    def skipped(*arguments: str, env: dict[str, str] | None = None) -> set[str]:
        verdict = json.loads(verifyctl("check", photo, "-o", "-", *arguments, env=env).stdout)
        return {stage["stage"] for stage in verdict["stages"] if stage["status"] == "skipped"}

    assert skipped() == {"text", "metadata"}
    assert skipped(env={"VERIFYCTL_SKIP": "text,matches"}) == {"text", "matches"}
    assert skipped("--skip", "text", env={"VERIFYCTL_SKIP": "text,matches"}) == {"text"}


def test_a_file_beside_the_evidence_may_not_name_programs(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "verifyctl.toml").write_text('tesseract = "./evil"\nskipp = ["text"]\nmax_pixels = "many"\n')
    done = verifyctl("check", photo)
    assert done.returncode == 2
    errors = done.stderr.decode()
    assert "may not name programs" in errors
    assert "did you mean skip?" in errors
    assert "max_pixels" in errors


def test_a_picture_over_the_limits_is_a_failed_stage(verifyctl: Run, photo: Path) -> None:
    verdict = json.loads(verifyctl("check", photo, "-o", "-", env={"VERIFYCTL_MAX_PIXELS": "100"}).stdout)
    by_name = {stage["stage"]: stage for stage in verdict["stages"]}
    assert by_name["file"]["status"] == "failed"
    assert "over the limit of 100" in by_name["file"]["reason"]
    assert by_name["file"]["facts"]["digests"]
    assert verdict["verdict"]["outcome"] == "not_assessable"


def test_a_closed_pipe_is_no_error(photo: Path, tmp_path: Path) -> None:
    program = subprocess.Popen(
        command("check", *[photo] * 30, "--only", "file", "-o", "-"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    errors = program.stderr.read()
    program.stderr.close()
    assert program.wait(timeout=120) == 0, errors
    assert b"Traceback" not in errors


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_an_interrupt_exits_130_and_leaves_nothing(photo: Path, tmp_path: Path) -> None:
    import signal

    (tmp_path / "list").write_text(f"{photo}\n" * 400)
    with subprocess.Popen(
        command("check", "--files-from", "list", "-o", "out/"),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as program:
        while not list(tmp_path.glob("out/*.json")):
            time.sleep(0.05)
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=120)
    # Python ends itself by the signal where it hit in the middle of an import; a shell sees 130 for both.
    assert program.returncode in (130, -signal.SIGINT), errors
    assert b"Traceback" not in errors
    assert not list(tmp_path.glob("out/*.part"))


HOSTILE = "\x1b[31mred\x1b]0;title\x07 \u202egnp.exe [bold]x[/] <script>"


def test_hostile_text_does_not_reach_the_terminal(verifyctl: Run, picture: Image.Image, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0131] = "Photoshop " + HOSTILE.encode("ascii", "replace").decode()
    exif[0x010F] = "Make\x1b[2J"
    path = tmp_path / "a\x1b[31m\nb.jpg"
    path.write_bytes(encoded(picture, "JPEG", exif=exif, comment=HOSTILE.encode()))
    done = verifyctl("check", path, "-v", *NO_TEXT)
    assert done.returncode == 0, done.stderr
    for stream in (done.stdout, done.stderr):
        assert b"\x1b" not in stream
        assert "\u202e" not in stream.decode()
    missing = verifyctl("check", tmp_path / "\x1b[31mabsent")
    assert b"\x1b" not in missing.stderr


BLOCK = """
import os, socket
def refuse(*arguments, **options):
    open(os.environ["VERIFYCTL_TEST_NETWORK"], "a").write("used")
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.create_connection = refuse
open(os.environ["VERIFYCTL_TEST_LOADED"], "a").write("x")
"""


def test_no_process_touches_the_network(verifyctl: Run, tmp_path: Path) -> None:
    """Sockets fail in the program and in its workers alike, and nothing tries to use one."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(BLOCK)
    env = {
        "PYTHONPATH": str(tmp_path / "blocked"),
        "VERIFYCTL_TEST_NETWORK": str(tmp_path / "used"),
        "VERIFYCTL_TEST_LOADED": str(tmp_path / "loaded"),
    }
    done = verifyctl("check", APRIL / "platform.jpg", "--known", APRIL / "known" / "known.sqlite", env=env)
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "loaded").read_text()) >= 2
    assert not (tmp_path / "used").exists()


def test_artifacts_are_drawn_on_request(verifyctl: Run, tmp_path: Path) -> None:
    folder = ROOT / "samples" / "april-27-order"
    done = verifyctl(
        "check",
        folder / "altered.jpg",
        "--known",
        folder / "known" / "known.sqlite",
        "--skip",
        "text",
        "--artifacts",
        "pictures",
    )
    assert done.returncode == 0, done.stderr
    kinds = sorted(path.name.split(".")[-2] for path in (tmp_path / "pictures").iterdir())
    assert kinds == ["changed", "overlay", "side-by-side"]
    assert b"3 evidence pictures" in done.stderr


@pytest.mark.tesseract
def test_strips_are_cut_out_on_request(verifyctl: Run, tmp_path: Path) -> None:
    done = verifyctl("check", APRIL / "platform.jpg", "--only", "text", "--crops", "strips")
    assert done.returncode == 0, done.stderr
    index = json.loads((tmp_path / "strips" / "platform.crops.json").read_text(encoding="utf-8"))
    assert index["image"] == "platform.jpg"
    assert sorted(path.name for path in (tmp_path / "strips").iterdir()) == sorted(
        ["platform.crops.json", *(entry["file"] for entry in index["crops"])]
    )
    assert b"to look at, listed in strips/platform.crops.json" in done.stderr


def test_without_text_there_are_no_strips_and_it_is_said(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    done = verifyctl("check", photo, *NO_TEXT, "--crops", "strips")
    assert (done.returncode, done.stderr) == (0, b"no strips: the text was not read\n")
    assert not (tmp_path / "strips").exists()
