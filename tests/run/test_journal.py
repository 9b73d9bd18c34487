"""The journal: what was acknowledged is there after a kill, and torn lines are dropped."""

from pathlib import Path

import pytest

from verifyctl.errors import UsageError
from verifyctl.run.journal import NAME, Entry, Header, Journal

POLICY = "sha256:" + "0" * 64


def header(created: str = "2026-01-01T00:00:00Z", **settings: object) -> Header:
    return Header(version="1", created=created, settings=dict(settings), policy=POLICY)


def test_a_resumed_run_keeps_its_entries_and_its_time(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, header(), fresh=False)
    journal.add(Entry.unread("a.jpg", "broken"))
    journal.close()
    again = Journal.open(tmp_path, header("2027-01-01T00:00:00Z"), fresh=False)
    assert again.entry("a.jpg") == Entry.unread("a.jpg", "broken")
    assert again.created == "2026-01-01T00:00:00Z"
    again.close()


@pytest.mark.parametrize("torn", [b'{"item":"b.jpg","probl', b"\0\0\0", b'{"item":1}\n', b"[]\n"])
def test_a_torn_line_is_dropped(tmp_path: Path, torn: bytes) -> None:
    journal = Journal.open(tmp_path, header(), fresh=False)
    journal.add(Entry.unread("a.jpg", "broken"))
    journal.close()
    with (tmp_path / NAME).open("ab") as stream:
        stream.write(torn)
    again = Journal.open(tmp_path, header(), fresh=False)
    again.add(Entry.unread("c.jpg", "broken"))
    assert [entry.item for entry in again.finish(["a.jpg", "c.jpg"])] == ["a.jpg", "c.jpg"]
    assert len((tmp_path / NAME).read_bytes().splitlines()) == 3


def test_another_run_is_not_overwritten(tmp_path: Path) -> None:
    Journal.open(tmp_path, header(languages="ara"), fresh=False).close()
    with pytest.raises(UsageError, match="other settings"):
        Journal.open(tmp_path, header(languages="eng"), fresh=False)
    Journal.open(tmp_path, header(languages="eng"), fresh=True).close()


def test_a_file_that_is_no_journal_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("my notes\n")
    with pytest.raises(UsageError, match="not a journal"):
        Journal.open(tmp_path, header(), fresh=False)
    assert (tmp_path / NAME).read_text() == "my notes\n"


def test_the_finished_journal_is_in_the_order_of_the_listing(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, header(), fresh=False)
    for name in ("c", "a", "b"):
        journal.add(Entry.unread(name, "broken"))
    assert [entry.item for entry in journal.finish(["a", "b", "c"])] == ["a", "b", "c"]


def test_a_result_counts_only_while_its_verdict_is_there(tmp_path: Path) -> None:
    entry = Entry(item="a.jpg", sha256="1" * 64, verdict="a.jpg.verdict.json", id=POLICY)
    assert not entry.holds(tmp_path, "1" * 64, None)
    (tmp_path / "a.jpg.verdict.json").write_text(f'{{"id": "{POLICY}"}}')
    assert entry.holds(tmp_path, "1" * 64, None)
    assert not entry.holds(tmp_path, "2" * 64, None)
    assert not entry.holds(tmp_path, "1" * 64, POLICY)
    (tmp_path / "a.jpg.verdict.json").write_text("{")
    assert not entry.holds(tmp_path, "1" * 64, None)
