"""The Python API does what the command line does."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import verifyctl
from tests.conftest import ROOT, Run
from verifyctl.errors import ClaimError, UnreadableInputError, VerdictError
from verifyctl.settings import Settings

APRIL = ROOT / "samples" / "april-27-order"
NO_TEXT = Settings(skip=("text",))


def test_check_gives_what_the_command_line_writes(verifyctl: Run, tmp_path: Path) -> None:
    from verifyctl import check

    fixed = {"SOURCE_DATE_EPOCH": "1430092800"}
    written = verifyctl("check", APRIL / "platform.jpg", "--skip", "text", "-o", "-", env=fixed)
    found = check(APRIL / "platform.jpg", settings=NO_TEXT, created=datetime.fromtimestamp(1430092800, UTC))
    assert found.to_bytes() == written.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_claim_may_be_given_as_a_path_or_as_itself() -> None:
    claim = verifyctl.load_claim(APRIL / "claim.yaml")
    by_value = verifyctl.check(APRIL / "crop.jpg", claim=claim, settings=NO_TEXT)
    by_path = verifyctl.check(str(APRIL / "crop.jpg"), claim=str(APRIL / "claim.yaml"), settings=NO_TEXT)
    assert by_value.claim is not None
    assert by_value.result_digest == by_path.result_digest


def test_a_source_is_decoded(tmp_path: Path, jpeg: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg)
    url = "https://x.com/name/status/592835899197902849"
    found = verifyctl.check(path, settings=NO_TEXT, source_urls=(url,))
    (decoded,) = [finding for finding in found.findings if finding.code == "post-time-decoded"]
    assert decoded.evidence["utc"] == "2015-04-27T23:41:07.384Z"


def test_a_verdict_is_read_back_and_its_seal_checked(tmp_path: Path) -> None:
    found = verifyctl.check(APRIL / "crop.jpg", settings=NO_TEXT)
    path = tmp_path / "crop.verdict.json"
    path.write_bytes(found.to_bytes())
    assert verifyctl.load_verdict(path) == found
    path.write_bytes(found.to_bytes().replace(b'"inconclusive"', b'"supported"', 1))
    with pytest.raises(VerdictError):
        verifyctl.load_verdict(path)


def test_another_major_version_is_refused(tmp_path: Path) -> None:
    value = json.loads(verifyctl.check(APRIL / "crop.jpg", settings=NO_TEXT).to_bytes())
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value | {"format_version": "2.0.0"}))
    with pytest.raises(VerdictError, match=r"2\.0\.0"):
        verifyctl.load_verdict(path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": "verifyctl.verdict"}', b"\xff\xfe", b"null"])
def test_what_is_no_verdict_is_an_error_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(VerdictError, match="not a verdict"):
        verifyctl.load_verdict(path)


def test_errors_are_those_of_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError):
        verifyctl.check(tmp_path / "absent.jpg")
    (tmp_path / "claim.yaml").write_text("format: nothing\n")
    with pytest.raises(ClaimError):
        verifyctl.load_claim(tmp_path / "claim.yaml")


def test_importing_the_package_is_light() -> None:
    program = "import sys, verifyctl; print(sorted({'numpy', 'PIL', 'pydantic', 'rich', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in verifyctl.__all__:
        assert getattr(verifyctl, name) is not None
    with pytest.raises(AttributeError):
        verifyctl.nothing  # noqa: B018
