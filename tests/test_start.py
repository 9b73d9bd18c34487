"""What runs at every keystroke of somebody's shell imports next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from verifyctl import __version__
from verifyctl.cli.main import COMMANDS

HEAVY = {"numpy", "PIL", "rich", "pydantic", "pydantic_core", "importlib.metadata", "yaml", "cv2", "scipy", "exifread"}
# click alone brings about sixty. Each module more is paid for at every start.
MODULES_OVER_A_BARE_INTERPRETER = 100


def started(*arguments: str) -> tuple[str, set[str]]:
    """What a fresh interpreter prints, and the modules that it loads, by its own account."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return done.stdout, {line.rpartition("|")[2].strip() for line in lines[1:]}


@pytest.mark.parametrize("option", ["--help", "-h", "--version", "-V"])
def test_help_and_version_load_little(option: str) -> None:
    shown, modules = started("-m", "verifyctl", option)
    assert "verifyctl" in shown
    assert not HEAVY & modules
    assert not {name for name in modules if name.startswith("verifyctl.")} - {
        "verifyctl.cli",
        "verifyctl.cli.main",
        "verifyctl.cli.exits",
    }
    _, bare = started("-c", "pass")
    assert len(modules - bare) <= MODULES_OVER_A_BARE_INTERPRETER


def test_version_is_the_package_s() -> None:
    assert started("-m", "verifyctl", "--version")[0] == f"verifyctl {__version__}\n"


def test_importing_the_package_loads_nothing_heavy() -> None:
    _, modules = started("-c", "import verifyctl; verifyctl.__version__")
    assert not HEAVY & modules
    assert "click" not in modules


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_help_of_a_command_loads_nothing_heavy(name: str) -> None:
    shown, modules = started("-m", "verifyctl", name, "--help")
    assert f"verifyctl {name}" in shown
    assert not HEAVY & modules


def test_a_mistyped_command_is_told_quickly() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "verifyctl", "chekc"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Did you mean check?" in done.stderr
    assert not HEAVY & {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
