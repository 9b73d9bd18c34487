"""What a worker may use, and which of these limits the system enforces."""

from __future__ import annotations

import sys
from dataclasses import dataclass

SCRATCH_PREFIX = "verifyctl-"


@dataclass(frozen=True)
class Limits:
    """Address space in MiB, CPU and wall time of one stage in seconds."""

    memory_mb: int = 3072
    cpu_seconds: int = 60
    wall_seconds: int = 180


def enforced() -> dict[str, bool]:
    """Which limits this system enforces: `memory`, `cpu_time`, `wall_time`, `process_group`."""
    posix = sys.platform != "win32"
    return {
        # macOS accepts the limit on address space and does not enforce it.
        "memory": posix and sys.platform != "darwin",
        "cpu_time": posix,
        "wall_time": True,
        "process_group": posix,
    }


def limit_memory(memory_mb: int) -> None:
    """Bound the address space of this process and its children, and forbid core dumps (they would hold evidence)."""
    if sys.platform == "win32":
        return
    import resource

    size = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def limit_cpu(seconds: int) -> None:
    """Allow this process `seconds` more of CPU time; its later children as much as it then has."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        allowed = min(allowed, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
