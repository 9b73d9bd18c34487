"""`verifyctl when` as people and scripts call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import run_text

TWEET = "608576484588945408"
POST = f"https://twitter.com/someone/status/{TWEET}"


def when(*args: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    return run_text("when", *args, cwd=Path.cwd(), stdin=given)


def test_the_sum_is_worked_out_step_by_step() -> None:
    done = when(POST)
    assert (done.returncode, done.stderr) == (0, "")
    plain = " ".join(done.stdout.split())
    assert "2015-06-10T10:08:35.387Z from a Twitter/X post id: 608576484588945408" in plain
    assert "divided by 4194304 (2 to the power 22), fraction dropped, is 145095940730" in plain
    assert "145095940730 + 1288834974657 = 1433930915387" in plain
    assert "existed no later than this" in plain
    assert "not when the picture was made" in plain
    assert "if it is" not in plain


def test_the_page_shows_what_is_printed() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "when.md").read_text(encoding="utf-8")
    shown = page.partition(f"$ verifyctl when {POST}\n")[2].partition("```")[0]
    assert when(POST).stdout.strip() == shown.strip()


def test_a_guess_is_named_as_one() -> None:
    done = when(TWEET)
    assert done.returncode == 0
    assert "2015-06-10T10:08:35.387Z  if it is a Twitter/X post id" in done.stdout
    assert "2019-08-07T08:25:40.730Z  if it is a Discord id" in done.stdout
    assert "The text alone does not say what kind of id it is" in done.stdout


def test_a_time_without_a_zone_says_so() -> None:
    done = when("IMG_20150428_201533.jpg")
    assert "2015-04-28T20:15:33 (zone not known)" in done.stdout


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", "YouTube's ids are random and hold no time"),
        ("https://twitter.com/jack/status/20", "counted one by one"),
        ("received_1234567890123456.jpeg", "Messenger"),
        ("nothing", "none of the known forms"),
        ("", "it is empty"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_holds_no_time_ends_with_3_and_the_reason(text: str, reason: str, form: str) -> None:
    done = when("--format", form, "--", text)
    assert done.returncode == 3
    assert reason in " ".join(done.stderr.split())
    assert done.stdout == "" if form == "text" else json.loads(done.stdout)[0]["readings"] == []


def test_one_failure_does_not_hide_the_others() -> None:
    done = when("nothing", POST)
    assert done.returncode == 3
    assert "2015-06-10T10:08:35.387Z" in done.stdout
    assert done.stderr.startswith("nothing: no time could be read")


def test_json() -> None:
    done = when("--format", "json", POST, "IMG-20150428-WA0003.jpg")
    assert done.returncode == 0
    first, second = json.loads(done.stdout)
    assert first["input"] == POST
    (reading,) = first["readings"]
    assert (reading["at"], reading["zone"], reading["id"]) == ("2015-06-10T10:08:35.387Z", "UTC", TWEET)
    assert (reading["scheme"], reading["certain"], reading["set_by"]) == ("twitter-status", True, "platform")
    assert reading["steps"][-1] == "= 2015-06-10T10:08:35.387Z"
    assert (second["readings"][0]["at"], second["readings"][0]["zone"]) == ("2015-04-28", None)


def test_lines_of_standard_input() -> None:
    given = f"{POST}\r\n\n  CHIZFl5U0AAENRU.jpg\nIMG-20150428-WA0003.jpg".encode()
    done = when("-", "--format", "json", given=given)
    assert done.returncode == 0
    assert [item["input"] for item in json.loads(done.stdout)] == [
        POST,
        "CHIZFl5U0AAENRU.jpg",
        "IMG-20150428-WA0003.jpg",
    ]


def test_hostile_lines_reach_no_terminal() -> None:
    lines = [b"\x1b[31mred", "\u202e8045".encode(), b"\xff\xfe", b"9" * 100_000, b"a\x00b", POST.encode()]
    done = when("-", given=b"\n".join(lines))
    assert done.returncode == 3
    assert "2015-06-10T10:08:35.387Z" in done.stdout
    assert "\\u{1b}[31mred: no time could be read" in done.stderr
    for char in ("\x1b", "\u202e", "\x00"):
        assert char not in done.stdout + done.stderr
    assert done.stderr.count("no time could be read") == 5
    assert len(done.stderr) < 3000


def test_right_to_left_text_does_not_reorder_the_line() -> None:
    done = when("صورة")
    assert done.stderr.startswith("\u2068صورة\u2069: no time could be read")


def test_hostile_address_around_a_good_id() -> None:
    done = when(f"https://x.com/\u202e\x1b[2J/status/{TWEET}")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_empty_standard_input_is_no_error() -> None:
    done = when("-", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize("args", [(), ("--format", "xml", POST), ("--no-such", POST)])
def test_usage_errors_end_with_2(args: tuple[str, ...]) -> None:
    done = when(*args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_it_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from verifyctl.cli.main import cli\n"
        f"cli.main(['when', '{POST}'], prog_name='verifyctl', standalone_mode=False)\n"
        "heavy = {'pydantic', 'numpy', 'PIL', 'rich', 'cv2', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
