"""`verifyctl check`: examine pictures, print what follows, write verdict files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import case, claims, inputs, options, reporting
from verifyctl.cli.output import write

if TYPE_CHECKING:
    from verifyctl.cli.gates import Gates
    from verifyctl.model.verdict import Verdict
    from verifyctl.run.pipeline import Collected, Task
    from verifyctl.run.pool import Worker
    from verifyctl.settings import Settings


@click.command("check", short_help="Examine pictures, hold them against their claims, write verdict files.")
@click.argument("images", nargs=-1, metavar="IMAGE…")
@options.examination
@click.option("-o", "--output", metavar="FILE|DIR|-", help="Where verdicts go; - is standard output.")
@click.option(
    "--format", "formats", type=options.Names(), default="text", help=f"Any of {', '.join(reporting.FORMATS)}."
)
@click.option(
    "--statement", metavar="TEXT", help="What is said of the pictures, in one sentence, instead of a claim file."
)
@click.option("--source-url", "source_urls", multiple=True, metavar="URL", help="Where the picture was found.")
@case.options
@options.previews
@click.option("--locale", type=click.Choice(["en", "ar"]), help="Language of the summary that is printed.")
@click.option("--files-from", metavar="FILE", help="Read paths from a file; - is standard input.")
@click.option("-0", "--null", "nul", is_flag=True, help="Paths of --files-from are separated by NUL.")
@options.manners
def command(images: tuple[str, ...], **given: Any) -> int:
    """Examine pictures, hold each against its claim, and write a verdict file for each.

    A claim is looked for as --claim, then IMAGE.claim.yaml, then claim.yaml beside the picture. Without one, the five
    questions about the picture itself are answered. The verdict goes to IMAGE-STEM.verdict.json in the current folder.

    IMAGE may be - for standard input, or @list.txt for a list of paths. Without IMAGE, the pictures are those that the
    --claim file names under media. With several --claim, each picture gets a verdict for each.
    """
    reporting.check_names(given["formats"])
    held = claims.named(given["claims"], given["statement"], quiet=given["quiet"])
    if not images and given["files_from"] is None:
        images = claims.pictures_of(held)
    paths = inputs.paths_from(images, given["files_from"], nul=given["nul"])
    if len(held) > 1 and inputs.STDIN in paths:
        raise click.UsageError("a picture on standard input goes with one claim")
    many = len(paths) > 1 or given["files_from"] is not None or any(image.startswith("@") for image in images)
    return _Check(paths, held, many=many or len(held) > 1, given=given).run()


class _Check:
    """One call of the command: its settings, where results go, and the gates that they pass."""

    def __init__(self, paths: list[str], held: list[claims.Named], *, many: bool, given: dict[str, Any]) -> None:
        from verifyctl.cli.checking import Checking
        from verifyctl.cli.gates import Gates, expectations
        from verifyctl.run.pipeline import stages_of
        from verifyctl.run.policies import policy_for

        self._pairs = [(path, claim) for path in paths for claim in held]
        self._claims = len(held)
        self._collected: dict[Path, Collected] = {}
        self._many = many
        self._given = given
        self._settings: Settings = options.settings_of(given)
        policy_for(self._settings)  # a mistake in it is told before anything is examined
        self._gates: Gates = Gates(self._settings, expectations(given["expect"]), write_to=given["write_expected"])
        self._case = case.CaseFile(given, self._settings, command="check", many=many)
        self._reports = reporting.Reports(given, self._settings)
        self._checking = Checking(
            given["progress"], quiet=given["quiet"], total=len(self._pairs), stages=stages_of(self._settings)
        )

    def run(self) -> int:
        from verifyctl.cli.exits import complain, raise_if_stopped
        from verifyctl.errors import ClaimError, CustodyError, UnreadableInputError
        from verifyctl.run.pipeline import worker_for

        created = options.recorded_time()
        with worker_for(self._settings) as worker:
            for path, claim in self._pairs:
                raise_if_stopped()
                try:
                    task = self._task(path, claim)
                    verdict = self._examined(task, worker, created)
                    verdict = self._case.attached(verdict, None if path == inputs.STDIN else Path(path))
                except (UnreadableInputError, CustodyError) as error:
                    complain(error)
                    self._gates.unreadable()
                    self._reports.unread(path, str(error))
                    continue
                except ClaimError as error:
                    complain(error)
                    self._gates.wrong_claim()
                    continue
                written = self._deliver(path, verdict)
                self._draw(path, verdict, worker)
                self._cut(path, verdict, worker)
                self._map(path, worker)
                self._reports.add(_name(path, self._many), written, verdict, worker)
        self._reports.finish()
        self._gates.write_expected()
        return self._gates.exit_code()

    def _task(self, path: str, claim: claims.Named) -> Task:
        from verifyctl.run.pipeline import task_for

        piped = path == inputs.STDIN
        return task_for(
            Path("standard input" if piped else path),
            claim=claim,
            source_urls=tuple(self._given["source_urls"]),
            captures=self._given["captures"],
            data=self._stdin() if piped else None,
            beside=not piped,
        )

    def _stdin(self) -> bytes:
        from verifyctl.errors import UnreadableInputError

        data = sys.stdin.buffer.read(self._settings.max_bytes + 1)
        if len(data) > self._settings.max_bytes:
            raise UnreadableInputError(f"standard input: over the limit of {self._settings.max_bytes} bytes")
        return data

    def _examined(self, task: Task, worker: Worker, created: str) -> Verdict:
        from verifyctl.report.safe import visible
        from verifyctl.run.pipeline import examine

        with self._checking.examining(visible(task.path.name)) as listener:
            return examine(
                task,
                self._settings,
                worker,
                created=created,
                listener=listener,
                collected=self._of_file(task),
                told=case.tell,
            )

    def _of_file(self, task: Task) -> Collected | None:
        """What was collected from the same file for the claim before; None where there is only one claim."""
        if self._claims == 1:
            return None
        if task.path not in self._collected:
            self._collected = {task.path: {}}
        return self._collected[task.path]

    def _deliver(self, path: str, verdict: Verdict) -> Path | None:
        """Write the verdict and print it; its file, if it went to one."""
        if self._given["output"] == "-":
            write(verdict.to_line() if self._many else verdict.to_bytes())
            self._gates.verdict(_name(path, self._many), verdict)
            return None
        target = self._target(path, verdict)
        from verifyctl.run.output import write_atomically

        try:
            write_atomically(target, verdict.to_bytes())
        except OSError as error:
            raise click.UsageError(f"{target}: the verdict could not be written: {error.strerror}") from error
        self._print(verdict, str(target))
        self._gates.verdict(_name(path, self._many), verdict)
        return target

    def _draw(self, path: str, verdict: Verdict, worker: Worker) -> None:
        """Write the evidence pictures, if they were asked for."""
        if self._given["artifacts"] is None:
            return
        from verifyctl.cli.exits import complain
        from verifyctl.errors import UnreadableInputError
        from verifyctl.run.artifacts import draw

        folder = Path(self._given["artifacts"])
        try:
            drawn = draw(folder, _stem(path), verdict.matches, worker, self._settings)
        except UnreadableInputError as error:
            complain(error)
            return
        except OSError as error:
            raise click.UsageError(f"--artifacts: {folder}: {error.strerror}") from error
        if not self._given["quiet"]:
            click.echo(f"{len(drawn)} evidence pictures of matches in {folder}", err=True)

    def _cut(self, path: str, verdict: Verdict, worker: Worker) -> None:
        """Write the strips that a person should look at, if they were asked for."""
        if self._given["crops"] is None:
            return
        from verifyctl.cli.exits import complain
        from verifyctl.cli.read import tell
        from verifyctl.errors import UnreadableInputError
        from verifyctl.run.crops import cut

        subject, folder = verdict.subject[0], Path(self._given["crops"])
        if verdict.text is None:
            click.echo("no strips: the text was not read", err=True)
            return
        try:
            crops = cut(folder, _stem(path), verdict.text, worker, name=subject.name, sha256=subject.digests.sha256)
        except UnreadableInputError as error:
            complain(error)
            return
        except OSError as error:
            raise click.UsageError(f"--crops: {folder}: {error.strerror}") from error
        if not self._given["quiet"]:
            tell(crops)

    def _map(self, path: str, worker: Worker) -> None:
        """Write pictures of error levels and noise, if they were asked for."""
        if self._given["maps"] is None:
            return
        from verifyctl.cli.exits import complain
        from verifyctl.errors import UnreadableInputError
        from verifyctl.run.maps import draw_maps

        folder = Path(self._given["maps"])
        try:
            drawn = draw_maps(folder, _stem(path), worker, self._settings)
        except UnreadableInputError as error:
            complain(error)
            return
        except OSError as error:
            raise click.UsageError(f"--maps: {folder}: {error.strerror}") from error
        if not self._given["quiet"]:
            click.echo(f"{len(drawn)} maps in {folder}: aids for the eye, no evidence", err=True)

    def _print(self, verdict: Verdict, written: str) -> None:
        for name in self._given["formats"]:
            if name == "json":
                write(verdict.to_line() if self._many else verdict.to_bytes())
            elif name != "text":
                continue
            elif self._given["quiet"]:
                from verifyctl.report.summary import one_line

                write(one_line(verdict) + "\n")
            elif self._settings.locale != "en":
                from verifyctl.report.localised import summary

                write(summary(verdict, self._settings.locale, path=written))
            else:
                from verifyctl.report.terminal import render

                color = options.wants_color(self._given["color"], sys.stdout)
                text = render(
                    verdict,
                    width=options.width_of(sys.stdout),
                    color=color,
                    verbose=self._given["verbose"],
                    path=written,
                )
                write(text)

    def _target(self, path: str, verdict: Verdict) -> Path:
        from verifyctl.run.output import verdict_name

        sha256 = verdict.subject[0].digests.sha256
        output = self._given["output"]
        folder = Path()
        if output is not None:
            folder = Path(output)
            if not (self._many or folder.is_dir() or output.endswith(("/", "\\"))):
                _refuse_to_overwrite(folder)
                return folder
            if folder.exists() and not folder.is_dir():
                raise click.UsageError(f"-o: {output} is a file; several verdicts need a folder")
            folder.mkdir(parents=True, exist_ok=True)
        stem = _stem(path)
        if self._claims > 1 and verdict.claim is not None:
            stem += f".{verdict.claim.id}"
        plain = folder / verdict_name(stem, sha256, taken=False)
        if _sha256_in(plain) in (None, sha256):
            return plain
        named = folder / verdict_name(stem, sha256, taken=True)
        _refuse_to_overwrite(named)
        return named


def _stem(path: str) -> str:
    return "stdin" if path == inputs.STDIN else Path(path).stem


def _name(path: str, many: bool) -> str:
    return Path(path).as_posix() if many else Path(path).name


def _sha256_in(path: Path) -> str | None:
    """The evidence's SHA-256 in a verdict file; None if there is no file, other text if it is no verdict."""
    import json

    try:
        verdict = json.loads(path.read_bytes())
        return str(verdict["subject"][0]["digests"]["sha256"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return "not a verdict"


def _refuse_to_overwrite(path: Path) -> None:
    if _sha256_in(path) == "not a verdict":
        raise click.UsageError(f"-o: {path} exists and is not a verdict; it is not overwritten")
