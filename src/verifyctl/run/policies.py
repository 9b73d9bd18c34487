"""Which policy is in force: the shipped one, or the file that the settings name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from verifyctl.errors import ConfigError, UnreadableInputError
from verifyctl.media.read import read_bytes
from verifyctl.reasoning.policy import LONGEST, Policy, default_policy, read_policy
from verifyctl.settings import Settings


def policy_for(settings: Settings) -> Policy:
    """The policy in force. Raises ConfigError with every mistake in a file of the user's own."""
    return default_policy() if settings.policy is None else _from_file(settings.policy)


@cache
def _from_file(path: str) -> Policy:
    # Read once, so that a file that changes while a batch runs does not change what the batch is judged by.
    try:
        text = read_bytes(Path(path), max_bytes=LONGEST).decode("utf-8")
    except UnreadableInputError as error:
        raise ConfigError(f"--policy: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not a policy: it is not UTF-8 text") from error
    return read_policy(text, path)
