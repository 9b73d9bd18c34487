"""`verifyctl claim` as people run it: streams, exit codes, and what is never overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests import program
from tests.letters import letter

GOOD = """\
format: verifyctl.claim/1
claim: {id: a, statement: b}
assertions: [{id: A1, kind: location, value: Raqqa}]
"""
BAD = "format: verifyctl.claim/1\nclaim:\n  id: A\n  statment: b\n"


def run(*args: str | Path, cwd: Path, given: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return program.run("claim", *args, cwd=cwd, stdin=given, env=env)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_20150427_201500.jpg"
    Image.new("RGB", (16, 16), "white").save(path)
    return path


def test_a_new_claim_checks_out(image: Path) -> None:
    made = run("new", image.name, cwd=image.parent)
    assert (made.returncode, made.stderr) == (0, b"")
    text = made.stdout.decode()
    assert hashlib.sha256(image.read_bytes()).hexdigest() in text
    assert "2015-04-27T20:15:00" in text
    checked = run("check", "-", cwd=image.parent, given=made.stdout)
    assert checked.returncode == 0
    assert checked.stdout.decode().startswith("<stdin>: ok (0 assertions)\n  advice: claim.statement: still the words")


def test_the_evidence_is_not_touched(image: Path) -> None:
    before = (image.read_bytes(), image.stat().st_mtime_ns)
    assert run("new", image, "-o", image, "--force", cwd=image.parent).returncode == 2
    (image.parent / "link.yaml").hardlink_to(image)
    linked = run("new", image, "-o", "link.yaml", "--force", cwd=image.parent)
    assert (linked.returncode, linked.stdout) == (2, b"")
    assert b"evidence is never written to" in linked.stderr
    assert (image.read_bytes(), image.stat().st_mtime_ns) == before


def test_a_file_that_is_there_is_kept_unless_forced(image: Path) -> None:
    target = image.parent / "a.claim.yaml"
    target.write_text("mine")
    refused = run("new", image, "-o", target, cwd=image.parent)
    assert refused.returncode == 2
    assert b"is already there" in refused.stderr and b"--force" in refused.stderr
    assert target.read_text() == "mine"
    done = run("new", image, "-o", target, "--force", "--statement", "An order: of # 'April'", cwd=image.parent)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "An order: of # 'April'" in target.read_text(encoding="utf-8")
    assert sorted(path.name for path in image.parent.iterdir()) == [image.name, "a.claim.yaml"]


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="this system has no /dev/null")
def test_a_device_is_not_replaced(image: Path) -> None:
    refused = run("new", image, "-o", "/dev/null", "--force", cwd=image.parent)
    assert refused.returncode == 2
    assert Path("/dev/null").is_char_device()


def test_json_by_the_name_of_the_file_or_by_choice(image: Path) -> None:
    assert run("new", image, "-o", "c.json", "--statement", "ولاة", cwd=image.parent).returncode == 0
    claim = json.loads((image.parent / "c.json").read_text(encoding="utf-8"))
    assert claim["claim"]["statement"] == "ولاة"
    assert run("check", "c.json", cwd=image.parent).returncode == 0
    shown = run("new", image, "--format", "json", "--statement", "ولاة", cwd=image.parent)
    assert json.loads(shown.stdout) == claim
    assert run("new", image, "-o", "d.json", "--format", "yaml", cwd=image.parent).returncode == 2


@pytest.mark.parametrize("name", ["gone.jpg", "text.jpg", "."])
def test_what_is_no_picture_gets_no_claim(image: Path, name: str) -> None:
    (image.parent / "text.jpg").write_text("no picture")
    made = run("new", name, "-o", "c.yaml", cwd=image.parent)
    assert (made.returncode, made.stdout) == (3, b"")
    assert made.stderr.startswith(b"error: ")
    assert not (image.parent / "c.yaml").exists()


def test_a_folder_that_is_not_there_is_said(image: Path) -> None:
    made = run("new", image, "-o", "gone/c.yaml", cwd=image.parent)
    assert made.returncode == 2
    assert b"could not be written" in made.stderr and b"Traceback" not in made.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names that are no UTF-8 exist on Linux only")
def test_a_name_that_is_no_utf8(image: Path) -> None:
    odd = os.fsencode(image.parent) + b"/caf\xe9\n\x1b[31m.jpg"
    os.link(image, odd)
    made = run("new", os.fsdecode(odd), cwd=image.parent)
    assert made.returncode == 0
    assert run("check", "-", cwd=image.parent, given=made.stdout).returncode == 0


def test_check_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)
    done = run("check", "bad.yaml", "gone.yaml", "good.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b"good.yaml: ok (1 assertion)\n  understood: A1: places Raqqa (sy-ra)\n"
    assert done.stderr.decode().splitlines() == [
        "bad.yaml:3:7: claim.id: 'A' is not a short name; use small letters a to z, digits and single hyphens",
        "bad.yaml:4:3: claim.statment: is not a known field; did you mean statement?",
        "gone.yaml: no such file",
    ]


def test_check_as_json(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD)
    done = run("check", "good.yaml", "-", "--format", "json", cwd=tmp_path, given=BAD.encode())
    assert (done.returncode, done.stderr) == (2, b"")
    good, bad = json.loads(done.stdout)
    assert (good["file"], good["ok"], good["id"], good["assertions"], good["advice"]) == ("good.yaml", True, "a", 1, [])
    assert good["digest"].startswith("sha256:")
    assert good["understood"] == ["A1: places Raqqa (sy-ra)"]
    assert (bad["file"], bad["ok"], len(bad["problems"])) == ("<stdin>", False, 2)


def test_advice_is_no_mistake(tmp_path: Path) -> None:
    done = run("check", "-", cwd=tmp_path, given=GOOD.replace("location", "recipient").encode())
    assert done.returncode == 0
    assert b"  advice: A1 (recipient): no look_for;" in done.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "claim.yaml")
    done = run("check", "claim.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, b"claim.yaml: a pipe, not a regular file\n")


def test_an_endless_standard_input_is_cut_off(tmp_path: Path) -> None:
    done = run("check", "-", cwd=tmp_path, given=b"#" * (3 * 1024 * 1024))
    assert done.returncode == 2
    assert b"over the limit" in done.stderr


def test_hostile_bytes_cannot_move_the_cursor(tmp_path: Path) -> None:
    done = run("check", "-", cwd=tmp_path, given=b'{"\\u001b[2J\\u202e": 1, "format": "\\u009b"}')
    assert done.returncode == 2
    assert all(line.isprintable() for line in done.stderr.decode().splitlines())


def test_an_ascii_terminal_is_no_obstacle(image: Path) -> None:
    made = run("new", image, "--statement", "ولاة", cwd=image.parent, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert made.returncode == 0
    assert "ولاة" in made.stdout.decode()


def test_no_file_is_a_usage_mistake(tmp_path: Path) -> None:
    assert run("check", cwd=tmp_path).returncode == 2
    assert run("new", cwd=tmp_path).returncode == 2


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom verifyctl.cli.claim import command\n"
        "command.main(['check', '--help'], standalone_mode=False)\n"
        "print(sorted({'pydantic', 'yaml', 'numpy', 'PIL', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.tesseract
def test_what_was_read_stands_in_comments_to_be_filled_in(tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    Image.fromarray(letter(["To the office of works", "Date: 27 April 2015", "Subject: new meters"])).save(page)
    made = run("new", page.name, "--crops", "strips", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    text = made.stdout.decode()
    assert "##   Subject: new meters\n" in text
    assert "Strip: page.date-1.png\n" in text
    assert (tmp_path / "strips" / "page.date-1.png").is_file()
    assert (tmp_path / "strips" / "page.crops.json").is_file()
    start = text.index("## What should be read")
    filled = text[:start] + re.sub(r"(?m)^# ", "", text[start:])
    filled = re.sub(r"(?m)(by|text):$", r"\1: reader-1", filled)
    checked = run("check", "-", cwd=tmp_path, given=filled.encode())
    assert checked.returncode == 0, checked.stderr


def test_nothing_is_read_where_nobody_asked(image: Path) -> None:
    text = run("new", image, "--no-text", cwd=image.parent).stdout.decode()
    assert "machine" not in text


def test_without_the_engine_the_claim_says_why_nothing_was_read(image: Path) -> None:
    (image.parent / "bin").mkdir()
    made = run("new", image, cwd=image.parent, PATH=str(image.parent / "bin"))
    assert made.returncode == 0
    assert re.search(r"(?m)^## The text on the picture was not read: .*install", made.stdout.decode())
