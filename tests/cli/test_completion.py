"""`verifyctl completion`: scripts that the shells accept, and a completion that stays quick."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from verifyctl.cli.main import COMMANDS, cli

HEAVY = {"numpy", "PIL", "rich", "pydantic", "cv2", "yaml", "importlib.metadata"}


def test_the_script_says_how_to_install_it() -> None:
    for shell in ("bash", "zsh", "fish"):
        result = CliRunner().invoke(cli, ["completion", shell])
        assert result.exit_code == 0
        assert f"#   verifyctl completion {shell} > " in result.stdout
        assert "_VERIFYCTL_COMPLETE" in result.stdout


def test_zsh_finds_its_tag_in_the_first_line() -> None:
    result = CliRunner().invoke(cli, ["completion", "zsh"])
    assert result.stdout.splitlines()[0] == "#compdef verifyctl"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_read_it(shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    script = CliRunner().invoke(cli, ["completion", shell]).stdout
    checked = subprocess.run([program, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_an_unknown_shell_is_a_usage_error() -> None:
    result = CliRunner().invoke(cli, ["completion", "tcsh"])
    assert result.exit_code == 2


def complete(words: str) -> tuple[set[str], set[str]]:
    """What the words complete to, and which modules that took."""
    program = (
        "import sys\n"
        "from verifyctl.cli.main import cli\n"
        "try:\n"
        "    cli.main(prog_name='verifyctl')\n"
        "finally:\n"
        "    print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    environment = os.environ | {
        "_VERIFYCTL_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return {line.partition(",")[2] for line in done.stdout.splitlines()}, set(done.stderr.splitlines())


def test_commands_are_completed() -> None:
    found, _ = complete("verifyctl ")
    assert found == set(COMMANDS)
    assert complete("verifyctl sch")[0] == {"schema"}


@pytest.mark.parametrize("words", ["verifyctl ", "verifyctl schema ", "verifyctl explain --f", "verifyctl check --"])
def test_completing_imports_nothing_heavy(words: str) -> None:
    found, modules = complete(words)
    assert found
    assert not HEAVY & modules
