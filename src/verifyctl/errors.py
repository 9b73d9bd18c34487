"""What can go wrong, said for people: what was wrong, where, and what to do next.

Every error carries the exit code of the contract, so that the command line maps none by itself:
1 verifyctl itself failed, 2 usage, configuration or claim wrong, 3 an input could not be read,
4 a required stage could not run, 5 a gate was tripped.
"""

from __future__ import annotations


class VerifyctlError(Exception):
    """Base of all errors that verifyctl raises on purpose.

    `message` says what was wrong and where, `hint` what to do next (may be empty).
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(VerifyctlError):
    """An option, a setting or a combination of them is wrong."""

    exit_code = 2


class ConfigError(UsageError):
    """A configuration file or environment variable is wrong."""


class ClaimError(UsageError):
    """A claim file is wrong; `problems` lists every mistake, each as `file:line:column: what; hint`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UnreadableInputError(VerifyctlError):
    """An input could not be opened as evidence; the other inputs are not affected."""

    exit_code = 3


class StageUnavailableError(VerifyctlError):
    """A stage cannot run because a tool is missing; `hint` holds the install line."""

    exit_code = 4


class StoreError(VerifyctlError):
    """A store of known images is damaged, of another kind, or cannot be opened."""

    exit_code = 3


class VerdictError(VerifyctlError):
    """A file is not a verdict that this version can read, or its seal is broken."""

    exit_code = 3


class CustodyError(VerifyctlError):
    """A custody log is damaged or cannot be written, or what was to be handed over is not as it was recorded."""

    exit_code = 3
