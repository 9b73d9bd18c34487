"""The program's entry: a group whose commands are imported only when they are called.

`--help`, `--version` and shell completion run at every keystroke of somebody's shell, so this file imports
click and nothing of ours but the version. The table below holds each command's one line of help; a test holds
it against the commands themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import ClassVar

import click

from verifyctl import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("verifyctl.cli.check", "Examine pictures, hold them against their claims, write verdict files."),
    "batch": ("verifyctl.cli.batch", "Examine a folder or a manifest of pictures; resumable."),
    "read": ("verifyctl.cli.read", "Read the text on a picture: transcript, fields, dates, places."),
    "known": ("verifyctl.cli.known.group", "Keep and search stores of known images."),
    "note": ("verifyctl.cli.note", "Keep the custody log of a case: add records, show and check them."),
    "verify": ("verifyctl.cli.verify", "Check a verdict again: its seal, its reasoning, or all of it."),
    "sign": ("verifyctl.cli.sign", "Sign a verdict with an SSH key, or prepare a time-stamp request."),
    "pack": ("verifyctl.cli.pack", "Write a case folder as a BagIt bag to hand over."),
    "redact": ("verifyctl.cli.redact", "Take values out of a verdict, or paint over parts of a copy of a picture."),
    "scrub-check": ("verifyctl.cli.scrub_check", "Look through outputs for names, paths and redacted values."),
    "claim": ("verifyctl.cli.claim", "Write a claim file to fill in, or check one."),
    "when": ("verifyctl.cli.when", "Decode the time inside a post id, a media name or a file name."),
    "report": ("verifyctl.cli.report", "Write verdicts as pages, text, test results, annotations."),
    "explain": ("verifyctl.cli.explain", "Explain a finding code: what it says, and when it is wrong."),
    "schema": ("verifyctl.cli.schema", "Print the JSON Schema of a verdict, a claim or the configuration."),
    "doctor": ("verifyctl.cli.doctor", "Say what is installed, what is missing, and how to install it."),
    "completion": ("verifyctl.cli.completion", "Print the completion script of a shell."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is run.

    `table` holds, for each name, the module whose `command` it is and its one line of help.
    """

    table: ClassVar[Mapping[str, tuple[str, str]]] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in self.table:
            return None
        module = self.table[cmd_name][0]
        command = import_module(module).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.command is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.table.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest name suggested for a mistyped one."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.table, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 a verdict for every input, 1 verifyctl failed, 2 usage or claim wrong, 3 an input could "
    "not be read, 4 a required stage could not run, 5 a gate was tripped, 130 interrupted.",
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Hold a circulated picture against the claim made about it, and say with reasons what follows.

    Start with: verifyctl check IMAGE
    """


def main() -> None:
    """Run the command line and exit with a code of the contract."""
    import gc

    from verifyctl.cli.exits import run

    # Types and tables live until the end; looking through all of them again and again costs more than it frees.
    gc.set_threshold(100_000, 10, 10)
    code = run(cli)
    gc.freeze()  # for the same reason: the interpreter would look through everything once more before it ends
    sys.exit(code)
