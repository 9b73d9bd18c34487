"""What the GitHub Action and the pre-commit hooks run, as far as it can be run here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from PIL import Image

from verifyctl.cli.main import cli

ROOT = Path(__file__).parents[2]
JOB = ROOT / "script" / "evidence-job"


def job(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    program = folder / "program"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m verifyctl "$@"\n')
    program.chmod(0o755)
    return subprocess.run(
        [str(JOB)],
        cwd=folder,
        env=os.environ | {"PROGRAM": str(program), "VERIFYCTL_SKIP": "text,matches"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_job_examines_a_folder_and_fails_on_a_difference(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    Image.linear_gradient("L").save(tmp_path / "evidence" / "a.png")
    summary = tmp_path / "summary.md"
    done = job(tmp_path, FOLDER="evidence", OUTPUT="out", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    assert {"index.html", "a.png.html", "verifyctl.junit.xml", "verifyctl.sarif"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }
    assert "a.png" in summary.read_text("utf-8")
    expected = tmp_path / "expected.yaml"
    expected.write_text("format: verifyctl.expected/1\nexpect:\n  a.png: {outcome: contradicted}\n")
    assert job(tmp_path, FOLDER="evidence", OUTPUT="out", EXPECT=str(expected)).returncode == 5


def test_the_action_hands_its_inputs_over_in_the_environment_only() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    commands = [step["run"] for step in action["runs"]["steps"]]
    assert not [command for command in commands if "${{" in command]
    assert "script/evidence-job" in commands[-1]
    told = action["runs"]["steps"][-1]["env"]
    wanted = set(re.findall(r"\b(FOLDER|OUTPUT|EXPECT|FAIL_ON|KNOWN|PROGRAM)\b", JOB.read_text("utf-8")))
    assert wanted <= told.keys()


def test_the_hooks_name_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"verifyctl-claims", "verifyctl-expected"}
    for hook in hooks:
        program, name, *_ = hook["entry"].split()
        assert program == "verifyctl"
        assert cli.get_command(None, name) is not None  # type: ignore[arg-type]
    claims = re.compile(hooks[0]["files"])
    assert claims.search("evidence/a.jpg.claim.yaml")
    assert claims.search("claim.yaml")
    assert not claims.search("evidence/notclaim.yaml")
