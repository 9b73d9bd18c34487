#!/usr/bin/env python3
"""What it costs to start: CPU time of `verifyctl --help` and others against a bare interpreter, in the same run.

CPU time of the whole process (user and system), the least of several alternating runs, as ratios to `python -c pass`.

    python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import os
import subprocess
import sys

BARE = [sys.executable, "-c", "pass"]
PROGRAM = [sys.executable, "-P", "-m", "verifyctl"]
CASES = {
    "python -c pass": BARE,
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "verifyctl --version": [*PROGRAM, "--version"],
    "verifyctl --help": [*PROGRAM, "--help"],
    "verifyctl check --help": [*PROGRAM, "check", "--help"],
    "verifyctl when ID": [*PROGRAM, "when", "592835899197902849"],
}
GOAL = 6.0


def cpu_seconds(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    least = {name: float("inf") for name in CASES}
    for _ in range(runs):
        for name, command in CASES.items():
            least[name] = min(least[name], cpu_seconds(command))
    bare = least["python -c pass"]
    print(f"Python {sys.version.split()[0]}, least of {runs} runs, goal for --help and --version: {GOAL} x")
    for name, seconds in least.items():
        print(f"{name:28s} {seconds * 1000:8.1f} ms CPU  {seconds / bare:6.1f} x")


if __name__ == "__main__":
    main()
