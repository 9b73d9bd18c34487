"""The custody log: many writers, torn lines, and every way to tamper with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.custody.log import START, Action, Event, Log, Record, append, intact, parse, read
from verifyctl.errors import CustodyError
from verifyctl.model.canonical import canonical
from verifyctl.model.verdict import Custody

AT = "2026-11-22T06:05:00Z"


def written(path: Path, count: int) -> Log:
    for number in range(count):
        append(path, Event(action=Action.ANNOTATE, note=f"note {number}"), at=AT, clock="yes", tool="verifyctl 1")
    return read(path)


@pytest.fixture(scope="module")
def twenty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("log") / "custody.jsonl"
    written(path, 20)
    return path.read_bytes()


def rewritten(raw: bytes) -> bytes:
    """All of a log anew, with another word in one record and every hash made to fit."""
    before, lines = START, []
    for record in parse(raw, "x").records:
        changed = record.model_copy(update={"prev": before, "note": (record.note or "").replace("3", "THREE")})
        changed = changed.model_copy(update={"hash": changed.computed()})
        before = changed.hash
        lines.append(canonical(changed.as_json()))
    return b"\n".join(lines) + b"\n"


def test_records_follow_each_other_and_say_what_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    event = Event(action=Action.RECEIVE, actor="desk 1", object="sha256:" + "ab" * 32, params={"name": "صورة.jpg"})
    first = append(path, event, at=AT, clock="unknown", tool="verifyctl 1")
    second = append(path, Event(action=Action.CORRECT, note="x", corrects=1), at=AT, clock="no", tool="verifyctl 1")
    assert (first.seq, first.prev, first.actor, first.object) == (1, START, "desk 1", event.object)
    assert (second.seq, second.prev, second.corrects, second.clock) == (2, first.hash, 1, "no")
    log = read(path)
    assert (log.records, log.problems, log.head) == ((first, second), (), second.hash)
    assert log.custody() == Custody(log="custody.jsonl", records=2, head=second.hash)


def test_nobody_is_named_unless_asked_and_only_the_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    assert append(path, Event(action=Action.READ, note="x"), at=AT, clock="yes", tool="v").actor == "unset"
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_a_record_that_is_not_there_is_not_corrected(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    with pytest.raises(CustodyError, match="no record 1"):
        append(path, Event(action=Action.CORRECT, corrects=1), at=AT, clock="yes", tool="v")
    assert path.read_bytes() == b""


WRITER = """
import sys
from pathlib import Path
from verifyctl.custody.log import Action, Event, append
for number in range(50):
    append(Path(sys.argv[1]), Event(action=Action.ANNOTATE, note=f"{sys.argv[2]}-{number}"),
           at="2026-11-22T06:05:00Z", clock="unknown", tool="verifyctl")
"""


def test_eight_writers_of_fifty_notes_leave_the_chain_intact(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(number)]) for number in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8
    log = intact(read(path))
    assert len(log.records) == 400
    assert {record.note for record in log.records} == {f"{one}-{two}" for one in range(8) for two in range(50)}
    for writer in range(8):  # what one writer wrote stands in its order
        own = [record.note for record in log.records if str(record.note).startswith(f"{writer}-")]
        assert own == [f"{writer}-{number}" for number in range(50)]


# tampering ----------------------------------------------------------------------------------------


@given(st.data())
def test_every_flipped_byte_is_seen(twenty: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(twenty) - 1))
    changed = bytearray(twenty)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    assert parse(bytes(changed), "x").problems


@given(st.data())
def test_a_line_taken_out_put_in_twice_or_exchanged_is_seen(twenty: bytes, data: st.DataObject) -> None:
    lines = twenty.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 2))
    other = data.draw(st.integers(0, len(lines) - 1).filter(lambda place: place != at))
    swapped = list(lines)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    for changed in (lines[:at] + lines[at + 1 :], [*lines[:at], lines[at], *lines[at:]], swapped):
        assert parse(b"".join(changed), "x").problems


@pytest.mark.parametrize("kept", range(20))
def test_a_cut_end_is_seen_against_the_head_alone(twenty: bytes, kept: int) -> None:
    head = parse(twenty, "x").custody()
    cut = parse(b"".join(twenty.splitlines(keepends=True)[:kept]), "x")
    assert cut.problems == ()
    assert "cut off" in cut.against(head)[0]


def test_a_log_written_anew_is_seen_against_the_head_alone(twenty: bytes) -> None:
    head = parse(twenty, "x").custody()
    anew = parse(rewritten(twenty), "x")
    assert (anew.problems, len(anew.records)) == ((), 20)
    assert "rewritten" in anew.against(head)[0]


def test_a_log_that_has_grown_still_fits_an_old_head(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    head = written(path, 3).custody()
    assert written(path, 2).against(head) == ()
    assert written(tmp_path / "other.jsonl", 5).against(head) == ()  # the same records: nothing tells them apart


# torn lines and files that are none ---------------------------------------------------------------


@pytest.mark.parametrize("torn", [b"{", b'{"seq":3,"prev":"sha', b"\xff\xfe", b"{" * 3000])
def test_a_torn_line_is_told_and_taken_away_on_record(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "custody.jsonl"
    written(path, 2)
    path.write_bytes(path.read_bytes() + torn)
    assert "torn line" in read(path).problems[0]
    record = append(path, Event(action=Action.ANNOTATE, note="next"), at=AT, clock="yes", tool="v")
    assert record.seq == 3
    assert record.params["torn_line"]["bytes"] == len(torn)
    assert intact(read(path)).records[-1] == record


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0" * 40000, b"hello\n", b'{"a": 1}\n', b"x"])
def test_nothing_is_added_to_a_file_that_is_no_log(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(content)
    with pytest.raises(CustodyError):
        append(path, Event(action=Action.ANNOTATE), at=AT, clock="yes", tool="v")
    assert path.read_bytes() == content


def test_nothing_is_added_after_a_last_line_that_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    written(path, 2)
    path.write_bytes(path.read_bytes().replace(b"note 1", b"note 7"))
    before = path.read_bytes()
    with pytest.raises(CustodyError, match="does not hold"):
        append(path, Event(action=Action.ANNOTATE), at=AT, clock="yes", tool="v")
    assert path.read_bytes() == before


def test_a_record_too_long_to_be_read_again_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    with pytest.raises(CustodyError, match="over the limit"):
        append(path, Event(action=Action.ANNOTATE, params={"x": "y" * 70_000}), at=AT, clock="yes", tool="v")
    assert path.read_bytes() == b""


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_failing(raw: bytes) -> None:
    log = parse(raw, "x")
    assert log.problems or log.records or not raw


def test_a_record_can_be_checked_with_nothing_but_json(tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "custody.jsonl"
    (record,) = written(path, 1).records
    value = json.loads(path.read_text(encoding="utf-8"))
    stated = value.pop("hash")
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert stated == record.hash == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    assert isinstance(record, Record)
