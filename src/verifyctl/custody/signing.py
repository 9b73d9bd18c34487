"""Signatures over the bytes of a verdict: by `ssh-keygen -Y`, whose keys most people have, and as DSSE envelopes.

What is signed is the file as it lies there, never a canonical form of it. A signature says that the holder of a key had
these bytes; whose key it is, a list of allowed signers says, which is up to whoever checks.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from verifyctl.errors import StageUnavailableError, VerdictError

NAMESPACE = "verifyctl-verdict@v1"
SUFFIX = ".sig"
LARGEST = 64 * 1024
_SECONDS = 120
_PRINCIPAL = re.compile(r"[^\s,]{1,200}")
_GOOD = re.compile(r'Good "[^"]{1,100}" signature(?: for (\S{1,200}))? with (\S{1,40}) key (SHA256:\S{1,60})')


@dataclass(frozen=True)
class Signed:
    """A signature that holds: by which key, and for whom, if a list of signers was given."""

    key: str
    by: str | None = None


def ssh_sign(data: bytes, key: Path) -> bytes:
    """A signature over some bytes with an SSH key (or with a public key whose private one an agent holds).

    Raises StageUnavailableError without ssh-keygen, VerdictError where it could not sign. May ask for a passphrase on
    the terminal.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="verifyctl-sign-") as name:
        file = Path(name) / "verdict"
        file.write_bytes(data)
        done = _run([program, "-Y", "sign", "-q", "-f", str(key.absolute()), "-n", NAMESPACE, str(file)], b"")
        made = file.with_name(file.name + SUFFIX)
        if done.returncode != 0 or not made.is_file():
            raise VerdictError(f"{key}: the key could not sign: {_said(done)}")
        return made.read_bytes()


def ssh_verify(data: bytes, signature: bytes, *, signers: Path | None = None) -> Signed:
    """The signature over some bytes, if it holds; with `signers` (a list of allowed signers), whose it is.

    Raises StageUnavailableError without ssh-keygen, VerdictError where it does not hold or no listed signer made it.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="verifyctl-sign-") as name:
        file = Path(name) / "signature"
        file.write_bytes(signature)
        checked = ["-n", NAMESPACE, "-s", str(file)]
        if signers is None:
            done = _run([program, "-Y", "check-novalidate", *checked], data)
        else:
            listed = ["-f", str(signers.absolute())]
            found = _run([program, "-Y", "find-principals", *listed, "-s", str(file)], b"")
            by = _PRINCIPAL.search(found.stdout.decode("utf-8", "replace"))
            if found.returncode != 0 or by is None:
                raise VerdictError(f"none of the signers in {signers} made the signature")
            done = _run([program, "-Y", "verify", *listed, "-I", by[0], *checked], data)
    good = _GOOD.search(done.stdout.decode("utf-8", "replace"))
    if done.returncode != 0 or good is None:
        raise VerdictError(f"the signature does not hold: {_said(done)}")
    return Signed(key=f"{good[2]} {good[3]}", by=good[1])


def _program() -> str:
    found = shutil.which("ssh-keygen")
    if found is None:
        raise StageUnavailableError(
            "the program ssh-keygen is not installed, by which signatures are made and checked",
            hint="Install OpenSSH 8.2 or newer: sudo apt-get install openssh-client",
        )
    return found


def _run(command: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, input=data or None, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        raise StageUnavailableError(f"ssh-keygen did not answer: {type(error).__name__}") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    text = (done.stderr or done.stdout).decode("utf-8", "replace")
    return " ".join(text.split())[:300] or f"it ended with {done.returncode}"
