"""`verifyctl when --sun` as people and scripts call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import run_text


def when(*args: str, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    return run_text("when", *args, cwd=Path.cwd(), stdin=given)


def test_the_page_shows_what_is_printed() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "when.md").read_text(encoding="utf-8")
    shown = page.partition("$ verifyctl when --sun 33.42,43.30 2015-04-27T12:00+03:00\n")[2].partition("```")[0]
    done = when("--sun", "33.42,43.30", "2015-04-27T12:00+03:00")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == shown.strip()


def test_south_and_west_may_follow_the_option() -> None:
    done = when("--sun", "-33.9,-70.5", "2015-04-27T12:00Z", "--format", "json")
    assert done.returncode == 0
    (found,) = json.loads(done.stdout)
    assert found["utc"] == "2015-04-27T12:00:00Z"
    assert found["light"] == "day"
    assert float(found["elevation"]) > 0


def test_a_time_without_an_offset_ends_with_3_and_the_others_are_answered() -> None:
    done = when("--sun", "33.42,43.30", "2015-04-27T12:00", "2015-04-27T01:00+03:00", "noon")
    assert done.returncode == 3
    assert "no offset from UTC" in done.stderr
    assert "noon: it is no time" in done.stderr
    assert "light     night" in done.stdout
    assert "shadows" not in done.stdout
    answers = json.loads(when("--sun", "33.42,43.30", "--format", "json", "2015-04-27T12:00").stdout)
    assert "no offset" in answers[0]["reason"]


@pytest.mark.parametrize("place", ["33.42", "33.42;43.30", "91,0", "0,181", "nan,0", "a,b", ""])
def test_no_place_ends_with_2(place: str) -> None:
    done = when("--sun", place, "2015-04-27T12:00Z")
    assert done.returncode == 2
    assert "degrees north and degrees east" in done.stderr


def test_lines_and_hostile_text() -> None:
    given = b"2015-04-27T12:00Z\n\x1b[31m2015\n\xff\n9999-12-31T23:59-12:00\n"
    done = when("--sun", "0,0", "-", given=given)
    assert done.returncode == 3
    assert "above the horizon" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "outside the years" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from verifyctl.cli.main import cli\n"
        "try:\n"
        "    cli.main(['when', '--sun', '0,0', '2015-04-27T12:00Z'], prog_name='verifyctl')\n"
        "except SystemExit as ended:\n"
        "    assert ended.code == 0\n"
        "heavy = {'pydantic', 'numpy', 'PIL', 'rich', 'cv2', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
