"""The timeline as it arrives in a verdict file."""

from pathlib import Path

from tests.conftest import ROOT
from verifyctl import check, load_verdict
from verifyctl.model.timeline import Held
from verifyctl.settings import Settings

LATE = ROOT / "samples" / "evidence" / "captured-after-post.jpg"
FILE_ONLY = Settings(only=("file", "metadata", "context"))


def test_a_verdict_holds_the_table_and_is_read_back(tmp_path: Path) -> None:
    found = check(LATE, settings=FILE_ONLY)
    assert found.timeline is not None
    impossible = [(item.first, item.second) for item in found.timeline.relations if item.held is Held.IMPOSSIBLE]
    assert ("tag:EXIF DateTimeOriginal", "id:twitter-status:595139674088558593") in impossible
    path = tmp_path / "a.verdict.json"
    path.write_bytes(found.to_bytes())
    assert load_verdict(path).timeline == found.timeline


def test_where_nothing_is_dated_there_is_none(tmp_path: Path, jpeg: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg)
    found = check(path, settings=FILE_ONLY)
    assert found.timeline is None
    assert b'"timeline"' not in found.to_bytes()
