"""Opening evidence: only regular files, within limits, hashed, and left as they were."""

import hashlib
import os
import stat
import time
from pathlib import Path

import pytest

from verifyctl.errors import UnreadableInputError
from verifyctl.media.read import read_bytes, read_evidence


def refused(path: Path, **options: int) -> str:
    with pytest.raises(UnreadableInputError) as caught:
        read_evidence(path, **options)
    return str(caught.value)


def test_digests_are_of_the_bytes(tmp_path: Path, jpeg: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg)
    evidence, data = read_evidence(path)
    assert data == jpeg
    assert evidence.size == len(jpeg)
    assert evidence.media_type == "image/jpeg"
    assert evidence.digests.sha256 == hashlib.sha256(jpeg).hexdigest()
    assert evidence.digests.sha512 == hashlib.sha512(jpeg).hexdigest()
    assert evidence.digests.sha1 == hashlib.sha1(jpeg).hexdigest()
    assert evidence.digests.md5 == hashlib.md5(jpeg).hexdigest()


def test_the_file_and_its_times_stay_as_they_were(tmp_path: Path, jpeg: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg)
    os.utime(path, ns=(10**18, 10**18))
    path.chmod(0o444)
    before = path.stat()
    read_evidence(path)
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ctime_ns, after.st_mode) == (
        before.st_mtime_ns,
        before.st_ctime_ns,
        before.st_mode,
    )
    assert path.read_bytes() == jpeg


@pytest.mark.skipif(not hasattr(os, "O_NOATIME") or os.name != "posix", reason="the system has no O_NOATIME")
def test_the_access_time_stays_for_the_owner(tmp_path: Path, jpeg: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg)
    os.utime(path, ns=(10**18, 10**18))
    read_evidence(path)
    assert path.stat().st_atime_ns == 10**18


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "absent.jpg")
    assert "a folder" in refused(tmp_path)
    with pytest.raises(UnreadableInputError) as caught:
        read_evidence(tmp_path)
    assert "verifyctl batch" in caught.value.hint
    assert "not a file name" in refused(Path("a\0b.jpg"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)
    started = time.monotonic()
    assert "a pipe" in refused(path)
    assert time.monotonic() - started < 30
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no /dev/zero")
def test_a_link_to_a_device_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "zero.jpg"
    path.symlink_to("/dev/zero")
    assert "a device" in refused(path)


def test_a_loop_of_links(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jpg", tmp_path / "b.jpg"
    first.symlink_to(second)
    second.symlink_to(first)
    assert "could not be opened" in refused(first)


def test_limits_are_named(tmp_path: Path, jpeg: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg)
    assert "over the limit of 1024 bytes" in refused(path, max_bytes=1024)
    assert read_bytes(path, max_bytes=len(jpeg)) == jpeg


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system has no /proc")
def test_files_that_hide_their_size_are_bounded() -> None:
    with pytest.raises(UnreadableInputError, match="over the limit"):
        read_bytes(Path("/proc/self/status"), max_bytes=16)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"", "an empty file"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "a PostScript file"),
        (b"\xc5\xd0\xd3\xc6" + b"\0" * 60, "an EPS file"),
        (b"PK\x03\x04" + b"\0" * 60, "a ZIP archive"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 40, "a video"),
        (b"words, words, words", "no known kind of picture"),
    ],
)
def test_other_kinds_are_named_and_never_decoded(tmp_path: Path, head: bytes, words: str) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(head)
    assert words in refused(path)


def test_names_that_are_no_text_are_shown_as_bytes(tmp_path: Path, jpeg: bytes) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    try:
        path.write_bytes(jpeg)
    except OSError:
        pytest.skip("the file system takes only text as names")
    assert read_evidence(path)[0].name == "caf\\xe9.jpg"
