"""Settings: precedence, bounds, and every mistake at its place."""

from pathlib import Path

import pytest

from verifyctl.errors import ConfigError
from verifyctl.settings import Settings, load


def test_defaults_are_within_their_own_bounds() -> None:
    assert load(files=(), environment={}, flags={}) == Settings()


def test_flags_go_before_environment_before_files(tmp_path: Path) -> None:
    user, folder = tmp_path / "user.toml", tmp_path / "verifyctl.toml"
    user.write_text('max_pixels = 1\nmax_bytes = 2000\nlanguages = "eng"\njobs = 1\n')
    folder.write_text('max_bytes = 3000\nlanguages = "ara"\njobs = 2\n')
    found = load(
        files=((user, True), (folder, False), (tmp_path / "absent.toml", True)),
        environment={"VERIFYCTL_LANGUAGES": "ara+eng", "VERIFYCTL_JOBS": "3", "HOME": "/"},
        flags={"jobs": 4, "only": None},
    )
    assert (found.max_pixels, found.max_bytes, found.languages, found.jobs) == (1, 3000, "ara+eng", 4)


def test_lists_in_the_environment_are_separated_by_commas() -> None:
    found = load(files=(), environment={"VERIFYCTL_SKIP": " text, matches ,"}, flags={})
    assert found.skip == ("text", "matches")


def test_all_mistakes_are_named_at_once_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "verifyctl.toml"
    path.write_text('max_pixles = 5\nmemory_mb = 3\ntesseract = "./x"\nlanguages = "ara; rm"\n')
    with pytest.raises(ConfigError) as caught:
        load(files=((path, False),), environment={"VERIFYCTL_JOBS": "many"}, flags={"wall_seconds": 0})
    text = str(caught.value)
    assert f"{path}: max_pixles: is not a setting; did you mean max_pixels?" in text
    assert f"{path}: memory_mb: input should be greater than or equal to 512" in text
    assert f"{path}: tesseract: a file in the current folder may not name programs" in text
    assert f"{path}: languages" in text
    assert "environment variable VERIFYCTL_JOBS" in text
    assert "option --wall-seconds" in text


def test_a_trusted_file_may_name_programs(tmp_path: Path) -> None:
    path = tmp_path / "verifyctl.toml"
    path.write_text('tesseract = "/opt/tesseract"\n')
    assert load(files=((path, True),), environment={}, flags={}).tesseract == "/opt/tesseract"


@pytest.mark.parametrize("content", [b"max_pixels = ", b"\xff", b"[[["])
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "verifyctl.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="not TOML"):
        load(files=((path, True),), environment={}, flags={})


def test_what_shapes_a_verdict_holds_no_paths() -> None:
    shaping = Settings(tesseract="/opt/tesseract", known=("/home/somebody/store.sqlite",)).shaping()
    assert "/" not in str(shaping)
