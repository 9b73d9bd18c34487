"""Seven broken claim files, as people send them: every mistake at once, each at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import run

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".yaml", ".json"))


def expected(path: Path) -> list[str]:
    return path.with_name(f"{path.name}.expected").read_text(encoding="utf-8").splitlines()


def test_there_are_seven() -> None:
    assert len(FILES) == 7
    assert sum(len(expected(path)) for path in FILES) >= 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_all_mistakes_are_named_at_once(path: Path) -> None:
    done = run("claim", "check", path.name, cwd=FOLDER)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode("utf-8").splitlines() == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_mistake_stands_where_its_field_stands(path: Path) -> None:
    """Read from the file itself, not from the list: the field's name stands on the line, or on the one above."""
    lines = ["", *path.read_text(encoding="utf-8").splitlines()]
    for problem in expected(path):
        _, line, column, field, *_ = problem.split(":")
        assert len(lines[int(line)]) >= int(column), problem
        name = field.strip().rpartition(".")[2]
        absent = "is missing" in problem or "needs a date" in problem
        if not (absent or name.isdecimal() or " " in name):
            assert name in f"{lines[int(line) - 1]} {lines[int(line)]}", problem
