"""Options that several commands share, and what they add up to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import datetime

    from verifyctl.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

WHEN = click.Choice(["auto", "always", "never"])


class Names(click.ParamType[tuple[str, ...]]):
    """Names separated by commas."""

    name = "name[,name…]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Split, without blanks and empty parts."""
        if isinstance(value, tuple):
            return value
        return tuple(part.strip() for part in str(value).split(",") if part.strip())


def examination(command: Command) -> Command:
    """The options of every command that examines evidence."""
    options = (
        click.option(
            "--claim",
            "claims",
            type=click.Path(),
            multiple=True,
            metavar="FILE",
            help="Claim file for the pictures; several with check.",
        ),
        click.option(
            "--known",
            "known",
            type=click.Path(),
            multiple=True,
            metavar="STORE",
            help="Store of known images to search.",
        ),
        click.option(
            "--artifacts",
            type=click.Path(),
            metavar="DIR",
            help="Draw matches with known images, side by side and overlaid, into DIR.",
        ),
        click.option(
            "--crops", type=click.Path(), metavar="DIR", help="Cut out dates and numbers that a person should look at."
        ),
        click.option(
            "--trust-anchors",
            type=click.Path(),
            multiple=True,
            metavar="FILE",
            help="Certificates (PEM) whose signers to trust, besides the C2PA list.",
        ),
        click.option(
            "--policy", type=click.Path(), metavar="FILE", help="Weights to judge by, instead of those shipped."
        ),
        click.option(
            "--maps",
            type=click.Path(),
            metavar="DIR",
            help="Draw pictures of error levels and noise into DIR: aids for the eye, no evidence.",
        ),
        click.option(
            "--detector",
            "detectors",
            multiple=True,
            metavar="NAME",
            help="Run this installed outside detector too; what it says is never weighed.",
        ),
        click.option("--only", type=Names(), metavar="STAGE,…", help="Run only these stages."),
        click.option("--skip", type=Names(), metavar="STAGE,…", help="Do not run these stages."),
        click.option("--require", type=Names(), metavar="STAGE,…", help="Exit 4 if one of these could not run."),
        click.option("--fail-on", type=Names(), metavar="OUTCOME,…", help="Exit 5 on one of these outcomes."),
        click.option(
            "--expect", type=click.Path(), metavar="FILE", help="Exit 5 if a verdict differs from this file's."
        ),
        click.option(
            "--write-expected", type=click.Path(), metavar="FILE", help="Write a file for --expect from these verdicts."
        ),
        click.option(
            "--lang", "languages", metavar="LANGS", help="OCR languages such as ara+eng; auto chooses by script."
        ),
        click.option(
            "--facts-cache",
            type=click.Path(),
            metavar="DIR",
            help="Keep facts in DIR, so that a changed claim is judged without reading the picture again.",
        ),
        click.option("--config", type=click.Path(), metavar="FILE", help="Read settings from this file."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def manners(command: Command) -> Command:
    """Quiet, verbose, colour and progress."""
    options = (
        click.option("-q", "--quiet", is_flag=True, help="Print results and errors only."),
        click.option("-v", "--verbose", count=True, help="Show every finding, stage and version."),
        click.option("--color", type=WHEN, default="auto", show_default=True, help="Colours in the report."),
        click.option("--progress", type=WHEN, default="auto", show_default=True, help="Progress on stderr."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def previews(command: Command) -> Command:
    """Which pictures a page shows."""
    option = click.option(
        "--previews",
        type=click.Choice(["none", "blur", "full"]),
        help="Pictures in pages: none, blurred, or as they are (the default, unless the claim says graphic).",
    )
    return option(command)


def settings_from(config: str | None, **flags: Any) -> Settings:
    """The settings in force. Raises ConfigError."""
    from verifyctl.settings import FILE_NAME, load
    from verifyctl.stages.registry import STAGES

    files: list[tuple[Path, bool]] = [(user_config(), True), (Path(FILE_NAME), False)]
    if config is not None:
        if not Path(config).is_file():
            raise click.UsageError(f"--config: {config}: no such file")
        files = [(Path(config), True)]
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in flags.items() if value}
    settings = load(files=tuple(files), environment=os.environ, flags=given)
    for option, names in (("only", settings.only), ("skip", settings.skip), ("require", settings.require)):
        for name in names:
            if name not in STAGES:
                raise click.UsageError(f"{option}: no stage {name!r}; the stages are {', '.join(STAGES)}")
    return settings


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The settings in force for a command with the options of `examination`, from its parameters."""
    from verifyctl.settings import Settings

    return settings_from(given["config"], **{name: given[name] for name in Settings.model_fields if name in given})


def user_config() -> Path:
    """The user's own configuration file."""
    from verifyctl.settings import FILE_NAME

    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", str(Path.home())))
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config"))
    return base / "verifyctl" / FILE_NAME


def recorded_moment() -> datetime:
    """The time to record: SOURCE_DATE_EPOCH where it is set (for reproducible files), else now, to the second.

    Raises ConfigError for an epoch that is no time.
    """
    from datetime import UTC, datetime

    from verifyctl.errors import ConfigError

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(
            f"environment variable SOURCE_DATE_EPOCH: {epoch!r} is not a number of seconds since 1970",
            hint="Unset it, or write whole seconds, such as 1430092800.",
        ) from error


def recorded_time() -> str:
    """The time to record, ISO 8601 UTC."""
    from verifyctl.model.dates import utc_text

    return utc_text(recorded_moment())


def wants_color(choice: str, stream: Any) -> bool:
    """Whether to colour what goes to a stream; NO_COLOR is honoured."""
    if choice != "auto":
        return choice == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and bool(stream.isatty())


def wants_progress(choice: str, *, quiet: bool) -> bool:
    """Whether to show progress on stderr."""
    if choice != "auto":
        return choice == "always"
    return not quiet and sys.stderr.isatty()


def width_of(stream: Any) -> int:
    """The width of the terminal behind a stream, in columns; 80 where there is none."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80
