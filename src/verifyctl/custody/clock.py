"""Whether the system's clock is set from the network: what a custody record says beside its time."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from typing import Literal

Synchronised = Literal["yes", "no", "unknown"]
_SECONDS = 5


@cache
def synchronised() -> Synchronised:
    """`yes` or `no` as `timedatectl` says, `unknown` where it is not there or does not know."""
    program = shutil.which("timedatectl")
    if program is None:
        return "unknown"
    try:
        done = subprocess.run(
            [program, "show", "--property=NTPSynchronized", "--value"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    said = done.stdout.strip()
    if done.returncode != 0 or said not in (b"yes", b"no"):
        return "unknown"
    return "yes" if said == b"yes" else "no"
