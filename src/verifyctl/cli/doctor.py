"""`verifyctl doctor`: what is installed, what is missing, what the system limits, and how to install the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from verifyctl.cli.output import write_json

# Package and the module that it brings; a test holds the list against pyproject.toml.
PACKAGES: dict[str, str] = {
    "click": "click",
    "rich": "rich",
    "Pillow": "PIL.Image",
    "imagehash": "imagehash",
    "exifread": "exifread",
    "pytesseract": "pytesseract",
    "numpy": "numpy",
    "opencv-python-headless": "cv2",
    "pydantic": "pydantic",
    "PyYAML": "yaml",
    "defusedxml": "defusedxml",
    "hijridate": "hijridate",
    "rapidfuzz": "rapidfuzz",
    "c2pa-python": "c2pa",
    "bagit": "bagit",
    "jinja2": "jinja2",
    "markdown-it-py": "markdown_it",
}

_LIMITS: dict[str, str] = {
    "memory": "a picture that needs too much memory may slow the machine down",
    "cpu_time": "a stage that computes without end is stopped by wall time only",
    "wall_time": "a stage that hangs is not stopped",
    "process_group": "programs that a stage has started may outlive it",
}

OK, MISSING, ABSENT, LACKING = "ok", "missing", "absent", "lacking"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    `state`: `ok`; `missing`, a stage needs it; `absent`, optional; `lacking`, the system does not offer it.
    """

    area: str
    name: str
    state: str
    detail: str
    next_step: str = ""


@click.command("doctor", short_help="Say what is installed, what is missing, and how to install it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """Say what is installed, what is missing, and how to install it.

    Exit code 4 if something is missing that a stage needs; the other stages work without it.
    """
    checks = tuple(look())
    if form == "json":
        from verifyctl import __version__

        found = {
            "verifyctl": __version__,
            "python": _python(),
            "platform": _platform(),
            "ok": _complete(checks),
            "checks": [asdict(check) for check in checks],
        }
        write_json(found)
    else:
        _print(checks)
    ctx.exit(0 if _complete(checks) else 4)


def look() -> Iterator[Check]:
    """Everything, area by area."""
    yield from _packages()
    yield from _decoders()
    yield from _reading()
    yield from _optional()
    yield from _limits()
    yield _current_folder()


def _complete(checks: tuple[Check, ...]) -> bool:
    return all(check.state != MISSING for check in checks)


def _packages() -> Iterator[Check]:
    """Imported, not only looked up: a package may be there and fail for a system library."""
    from importlib import import_module
    from importlib.metadata import PackageNotFoundError, version

    for name, module in PACKAGES.items():
        try:
            import_module(module)
            yield Check("packages", name, OK, version(name))
        except (ImportError, OSError, PackageNotFoundError) as error:
            yield Check("packages", name, MISSING, f"{type(error).__name__}: {error}", "Install verifyctl again.")


def _decoders() -> Iterator[Check]:
    try:
        from PIL import Image, features
    except (ImportError, OSError):
        return
    from verifyctl.media.formats import DECODERS, HEIC

    Image.init()
    for media_type, names in DECODERS.items():
        if media_type == HEIC:
            continue
        codec = names[0].lower() if names[0] in ("WEBP", "AVIF") else None
        there = names[0] in Image.OPEN and (codec is None or bool(features.check(codec)))
        yield Check(
            "picture formats",
            media_type,
            OK if there else MISSING,
            "can be decoded" if there else "cannot be decoded by this Pillow",
            "" if there else "Install Pillow's own wheels: pip install --force-reinstall --only-binary :all: Pillow",
        )


def _reading() -> Iterator[Check]:
    from verifyctl.cli.options import settings_from
    from verifyctl.reading.engine import EngineMissingError, find_engine
    from verifyctl.reading.install import CYRILLIC_SCRIPT, DATA, RUSSIAN, UKRAINIAN, install_line

    settings = settings_from(None)
    try:
        engine = find_engine(settings.tesseract, settings.tessdata)
    except EngineMissingError as error:
        yield Check("reading text", "tesseract", MISSING, str(error), error.install)
        return
    yield Check("reading text", "tesseract", OK, f"{engine.version}, {engine.path}")
    from shutil import which

    for data in DATA:
        known_as = engine.named(data)
        yield Check(
            "reading text",
            f"data {data}",
            OK if known_as else MISSING,
            f"installed as {known_as}" if known_as else "not installed",
            "" if known_as else install_line((data,), platform=sys.platform, which=which),
        )
    for data, letters in ((RUSSIAN, "Russian"), (UKRAINIAN, "Ukrainian")):
        known_as = engine.named(data) or engine.named(CYRILLIC_SCRIPT)
        yield Check(
            "reading text",
            f"data {data}",
            OK if known_as else ABSENT,
            f"installed as {known_as}" if known_as else f"{letters} letters are not read",
            "" if known_as else install_line((data,), platform=sys.platform, which=which),
        )


def _optional() -> Iterator[Check]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        yield Check("optional", "pillow-heif", OK, f"{version('pillow-heif')}, for HEIC pictures")
    except PackageNotFoundError:
        step = "pip install 'verifyctl[heic]'"
        yield Check("optional", "pillow-heif", ABSENT, "HEIC pictures cannot be decoded", step)
    try:
        yield Check("optional", "timezonefinder", OK, f"{version('timezonefinder')}, for the zone of a position")
    except PackageNotFoundError:
        step = "pip install 'verifyctl[zones]'"
        yield Check("optional", "timezonefinder", ABSENT, "the zone of a position in a file is not looked up", step)
    for package, extra, use, without in (
        ("warcio", "archives", "for captures of web pages", "captures of web pages cannot be read"),
        ("rfc3161-client", "timestamp", "for time stamps", "time stamps can be neither asked for nor checked"),
    ):
        try:
            yield Check("optional", package, OK, f"{version(package)}, {use}")
        except PackageNotFoundError:
            yield Check("optional", package, ABSENT, without, f"pip install 'verifyctl[{extra}]'")
    yield _ssh_keygen()
    yield _exiftool()
    yield from _detectors()


def _ssh_keygen() -> Check:
    from shutil import which

    found = which("ssh-keygen")
    if found is not None:
        return Check("optional", "ssh-keygen", OK, f"{found}, for signatures")
    step = "install OpenSSH 8.2 or newer, for example: sudo apt-get install openssh-client"
    return Check("optional", "ssh-keygen", ABSENT, "signatures can be neither made nor checked", step)


def _detectors() -> Iterator[Check]:
    """Detectors that installed packages offer. None is loaded."""
    try:
        from verifyctl.forensics.outside import installed
    except (ImportError, OSError):
        return
    for point in installed():
        yield Check("optional", f"detector {point.name}", OK, f"{point.value}, from outside; runs only when named")


def _exiftool() -> Check:
    from shutil import which
    from tempfile import TemporaryDirectory

    from verifyctl.cli.options import settings_from
    from verifyctl.media.exiftool import ExifTool, ExifToolError, find, install_line

    program = find(settings_from(None).exiftool)
    step = install_line(platform=sys.platform, which=which)
    if program is None:
        detail = "not found; metadata has two readers without it, and serial numbers in maker notes mostly stay unshown"
        return Check("optional", "exiftool", ABSENT, detail, step)
    tool = ExifTool(program)
    try:
        with TemporaryDirectory() as scratch:
            tool.read(b"", Path(scratch))
        return Check("optional", "exiftool", OK, f"{tool.version}, {program}, a third reader of metadata")
    except ExifToolError as error:
        return Check("optional", "exiftool", ABSENT, f"{program}: {error}", step)
    finally:
        tool.close()


def _limits() -> Iterator[Check]:
    from verifyctl.run.limits import enforced

    for name, there in enforced().items():
        detail = "enforced" if there else f"not enforced by this system: {_LIMITS[name]}"
        yield Check("limits on stages", name.replace("_", " "), OK if there else LACKING, detail)


def _current_folder() -> Check:
    from tempfile import TemporaryFile

    try:
        with TemporaryFile(dir=Path.cwd()):
            return Check("current folder", "writing", OK, "verdict files can be written here")
    except OSError as error:
        detail = f"verdict files cannot be written here: {error.strerror}"
        return Check("current folder", "writing", LACKING, detail, "Name another folder with -o.")


def _python() -> str:
    import platform

    return f"{platform.python_implementation()} {platform.python_version()}"


def _platform() -> str:
    import platform

    return f"{platform.system()} {platform.release()}, {platform.machine()}"


def _print(checks: tuple[Check, ...]) -> None:
    from verifyctl import __version__
    from verifyctl.report.safe import visible

    click.echo(f"verifyctl {__version__}, {_python()}, {_platform()}")
    widest = max(len(check.name) for check in checks)
    area = ""
    for check in checks:
        if check.area != area:
            area = check.area
            click.echo(f"\n{area.capitalize()}")
        click.echo(f"  {check.state:<7}  {check.name:<{widest}}  {visible(check.detail)}")
        if check.next_step:
            click.echo(f"  {'':<7}  {'':<{widest}}  {visible(check.next_step)}")
    click.echo("")
    missing = [check.name for check in checks if check.state == MISSING]
    if missing:
        click.echo(f"Missing for a stage: {', '.join(missing)}. What does not need it works.")
    else:
        click.echo("All that the stages need is here.")
