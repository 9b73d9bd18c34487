"""How the program ends: every way out leads to one of the contract's exit codes, with words on stderr."""

from __future__ import annotations

import os
import signal
import threading

import click

INTERRUPTED = 130
_stopped = threading.Event()


def run(group: click.Group) -> int:
    """Run the command line; the exit code. No traceback is shown unless VERIFYCTL_DEBUG is set."""
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), _stop)
    try:
        code = group.main(prog_name="verifyctl", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback for anybody
        return _failed(error)
    return code if isinstance(code, int) else 0


def _stop(signum: int, frame: object) -> None:
    _stopped.set()
    raise KeyboardInterrupt


def raise_if_stopped() -> None:
    """Raise KeyboardInterrupt if a signal to stop came, and the exception was lost on its way.

    Python drops exceptions that hit while it cleans up an object; loops over many pictures ask here.
    """
    if _stopped.is_set():
        raise KeyboardInterrupt


def _failed(error: Exception) -> int:
    from verifyctl.errors import VerifyctlError

    if isinstance(error, VerifyctlError):
        complain(error)
        return error.exit_code
    if os.environ.get("VERIFYCTL_DEBUG"):
        raise error
    from verifyctl.report.safe import visible

    click.echo(f"verifyctl failed: {type(error).__name__}: {visible(str(error))}", err=True)
    click.echo("This is a bug in verifyctl. Set VERIFYCTL_DEBUG=1 to see where, and report it.", err=True)
    return 1


def complain(error: Exception) -> None:
    """One error on stderr, made harmless, its hint on a line of its own."""
    from verifyctl.errors import VerifyctlError
    from verifyctl.report.safe import visible

    click.echo(f"error: {visible(str(error), newlines=True)}", err=True)
    if isinstance(error, VerifyctlError) and error.hint:
        click.echo(f"  {visible(error.hint, newlines=True)}", err=True)
