#!/usr/bin/env python3
"""What it costs to judge again from kept facts, and to check a verdict's reasoning, above starting the program.

Start-up is an interpreter that imports the modules which the command imports, with the collector of garbage set as
the program sets it, and does nothing else. CPU time of the
whole process (user and system), the least of several alternating runs; `verifyctl --help` stands beside it.

    python benchmarks/rejudge.py [RUNS] [IMAGE CLAIM]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "april-27-order"
PROGRAM = [sys.executable, "-P", "-m", "verifyctl"]
REJUDGE_GOAL, REASONING_GOAL = 60.0, 30.0
# What `python -m` itself imports, and what belongs to the run and not to the program.
NOT_IMPORTED = ("__main__", "__mp_main__", "sitecustomize", "usercustomize")
LIST_MODULES = """
import sys
from verifyctl.cli.exits import run
from verifyctl.cli.main import cli
sys.argv = ["verifyctl", *sys.argv[1:]]
run(cli)
print(*sys.modules, file=sys.stderr)
"""
START = """
import gc, importlib
gc.set_threshold(100_000, 10, 10)
for name in "{names}".split():
    try:
        importlib.import_module(name)
    except Exception:
        pass
gc.freeze()
"""


def cpu_ms(command: list[str], folder: Path) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def start_of(arguments: list[str], folder: Path) -> list[str]:
    """An interpreter that imports what the command imports, in the same order."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", LIST_MODULES, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    names = [name for name in done.stderr.splitlines()[-1].split() if name not in NOT_IMPORTED]
    program = folder / f"start-{arguments[0]}.py"
    program.write_text(START.format(names=" ".join(names)), encoding="utf-8")
    return [sys.executable, "-P", str(program)]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    image, claim = (Path(each).resolve() for each in (sys.argv[2:4] or (SAMPLE / "phone.jpg", SAMPLE / "claim.yaml")))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        changed = folder / "changed.yaml"
        subprocess.run([*PROGRAM, "check", image, "--claim", claim, "--facts-cache", "facts", "-q", "-o", "a.json"],
                       cwd=folder, check=True, capture_output=True)  # fmt: skip
        text = claim.read_text(encoding="utf-8").replace("notes:", "notes:\n  - {text: looked at again}", 1)
        changed.write_text(text, encoding="utf-8")
        rejudge = ["check", str(image), "--claim", str(changed), "--facts-cache", "facts", "-q", "-o", "b.json"]
        reasoning = ["verify", "a.json", "--level", "reasoning"]
        starts = {"check": start_of(rejudge, folder), "verify": start_of(reasoning, folder)}
        cases = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "verifyctl --help": [*PROGRAM, "--help"],
            "start-up of check": starts["check"],
            "check from kept facts": [*PROGRAM, *rejudge],
            "start-up of verify": starts["verify"],
            "verify --level reasoning": [*PROGRAM, *reasoning],
        }
        least = dict.fromkeys(cases, float("inf"))
        for _ in range(runs):
            for case, command in cases.items():
                least[case] = min(least[case], cpu_ms(command, folder))
    print(f"Python {sys.version.split()[0]}, least of {runs} runs, ms of CPU time")
    for case, value in least.items():
        print(f"{case:28s} {value:8.1f}")
    for case, start, goal in (
        ("check from kept facts", "start-up of check", REJUDGE_GOAL),
        ("verify --level reasoning", "start-up of verify", REASONING_GOAL),
    ):
        above = least[case] - least[start]
        print(f"{case}: {above:.1f} ms above start-up (goal {goal:.0f}): {'met' if above <= goal else 'not met'}")


if __name__ == "__main__":
    main()
