"""`verifyctl completion`: print a shell's completion script."""

from __future__ import annotations

import click

_INSTALL: dict[str, str] = {
    "bash": "verifyctl completion bash > ~/.local/share/bash-completion/completions/verifyctl",
    "zsh": 'verifyctl completion zsh > "${fpath[1]}/_verifyctl"',
    "fish": "verifyctl completion fish > ~/.config/fish/completions/verifyctl.fish",
}


@click.command("completion", short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(list(_INSTALL)))
def command(shell: str) -> None:
    """Print the completion script of SHELL: bash (4.4 or newer), zsh or fish.

    The first lines of the script say where to put it.
    """
    click.echo(script(shell), nl=False)


def script(shell: str) -> str:
    """The completion script, how to install it in its first lines. `shell` is bash, zsh or fish."""
    from click.shell_completion import get_completion_class

    from verifyctl.cli.main import cli

    maker = get_completion_class(shell)
    if maker is None:
        raise ValueError(f"click knows no shell {shell!r}")
    source = maker(cli, {}, "verifyctl", "_VERIFYCTL_COMPLETE").source().strip("\n")
    comments = [
        "# Completion of verifyctl. To install it, make sure that the folder exists, and run:",
        f"#   {_INSTALL[shell]}",
        "# then open a new shell.",
    ]
    # zsh reads what to complete from the first line, and only from there.
    if source.startswith("#compdef"):
        first, _, rest = source.partition("\n")
        return "\n".join([first, *comments, rest.lstrip("\n")]) + "\n"
    return "\n".join([*comments, source]) + "\n"
