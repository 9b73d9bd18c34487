"""`verifyctl verify`: is this what was issued, does it follow from its findings, does a re-run give it again?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifyctl.cli import options
from verifyctl.cli.output import write_json

if TYPE_CHECKING:
    from verifyctl.custody.signing import Signed
    from verifyctl.model.verdict import Verdict

LEVELS = ("seal", "reasoning", "rerun")
DIFFERS, COULD_NOT = 5, 4


@dataclass(frozen=True)
class Answer:
    """One level's answer. `code` is what it does to the exit code; `stages` are those of a re-run."""

    level: str
    answer: str
    code: int = 0
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stages: tuple[dict[str, Any], ...] = ()


@click.command("verify", short_help="Check a verdict again: its seal, its reasoning, or all of it.")
@click.argument("verdict", type=click.Path(path_type=Path), metavar="VERDICT")
@click.option("--level", "levels", type=options.Names(), default="seal,reasoning", help="Of seal, reasoning, rerun.")
@click.option("--evidence", type=click.Path(path_type=Path), metavar="IMAGE", help="The picture, for rerun.")
@click.option("--claim", type=click.Path(path_type=Path), metavar="FILE", help="The claim file, for rerun.")
@click.option("--known", multiple=True, type=click.Path(), metavar="STORE", help="Store of known images, for rerun.")
@click.option("--log", type=click.Path(path_type=Path), metavar="FILE", help="Custody log to hold against the head.")
@click.option("--signature", type=click.Path(path_type=Path), metavar="FILE", help="Default: VERDICT.sig, if there.")
@click.option("--signers", type=click.Path(path_type=Path), metavar="FILE", help="Allowed signers; a signature is due.")
@click.option("--envelope", type=click.Path(path_type=Path), metavar="FILE", help="DSSE envelope; needs --key.")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="Public key of the envelope.")
@click.option("--timestamp", type=click.Path(path_type=Path), metavar="FILE", help="Answer of a time-stamp service.")
@click.option("--roots", type=click.Path(path_type=Path), metavar="FILE", help="Its root certificates (PEM).")
@click.option("--config", type=click.Path(), metavar="FILE", help="Read settings from this file.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
def command(verdict: Path, levels: tuple[str, ...], form: str, **given: Any) -> int:
    """Check a verdict file, each level answered by itself.

    seal: are these the bytes that were issued (ok, broken, unsigned)? reasoning: do the recorded findings give this
    outcome under the policy in the file (same, differs)? rerun: do the stages give the same facts from the picture,
    stage by stage (same, differs, tool version differs, tool missing)?

    Exit code 0 if every level asked for holds, 5 if one does not, 4 if one could not be answered.
    """
    wrong = [level for level in levels if level not in LEVELS]
    if wrong or not levels:
        raise click.UsageError(f"--level: no level {', '.join(wrong) or '(none)'}; there are {', '.join(LEVELS)}")
    if (given["envelope"] is None) != (given["key"] is None):
        raise click.UsageError("--envelope and --key go together")
    if (given["timestamp"] is None) != (given["roots"] is None):
        raise click.UsageError("--timestamp and --roots go together")
    raw, read = read_verdict(verdict)
    answers = [_ANSWERS[level](verdict, raw, read, given) for level in LEVELS if level in levels]
    if form == "json":
        write_json({"verdict": str(verdict.name), "id": read.id, "levels": [_as_json(answer) for answer in answers]})
    else:
        _print(answers)
    codes = {answer.code for answer in answers}
    return DIFFERS if DIFFERS in codes else COULD_NOT if COULD_NOT in codes else 0


def read_verdict(path: Path) -> tuple[bytes, Verdict]:
    """A verdict file's bytes, and the verdict in them, its seal not checked. Raises VerdictError."""
    from verifyctl.custody.reading import MAX_BYTES, parse_verdict
    from verifyctl.media.read import read_bytes

    raw = read_bytes(path, max_bytes=MAX_BYTES)
    return raw, parse_verdict(raw, str(path))


def _seal(path: Path, raw: bytes, verdict: Verdict, given: dict[str, Any]) -> Answer:
    from verifyctl.custody.seal import check_seal
    from verifyctl.errors import StageUnavailableError, VerdictError

    try:
        check_seal(raw, verdict)
        broken = _log(verdict, given["log"])
        signed = _signed(path, raw, given)
        stamped = _stamped(raw, given)
    except VerdictError as error:
        return Answer("seal", "broken", DIFFERS, (str(error),))
    except StageUnavailableError as error:
        return Answer("seal", "unsigned", COULD_NOT, notes=(f"{error}. {error.hint}",))
    if broken:
        return Answer("seal", "broken", DIFFERS, broken)
    if signed is None:
        due = given["signers"] is not None
        note = "the digests hold; whoever changes a file can make new ones, so compare the id with one kept elsewhere"
        return Answer("seal", "unsigned", DIFFERS if due else 0, notes=(note, *stamped))
    whose = f"for {signed.by}" if signed.by else "held against no list of signers"
    return Answer("seal", "ok", notes=(f"signed with the key {signed.key}, {whose}", *stamped))


def _stamped(raw: bytes, given: dict[str, Any]) -> tuple[str, ...]:
    if given["timestamp"] is None:
        return ()
    from verifyctl.custody import timestamps
    from verifyctl.media.read import read_bytes

    answer, roots = (read_bytes(given[name], max_bytes=timestamps.LARGEST) for name in ("timestamp", "roots"))
    found = timestamps.check(answer, raw, roots)
    return (f"these bytes existed at {found.at}, as stated by {found.by}",)


def _log(verdict: Verdict, path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    from verifyctl.custody.log import read

    if verdict.custody is None:
        raise click.UsageError("--log: the verdict records no custody log")
    held = read(path)
    return (*held.problems, *held.against(verdict.custody))


def _signed(path: Path, raw: bytes, given: dict[str, Any]) -> Signed | None:
    from verifyctl.custody import dsse, signing
    from verifyctl.media.read import read_bytes

    if given["envelope"] is not None:
        import json

        envelope = read_bytes(given["envelope"], max_bytes=4 * max(len(raw), signing.LARGEST))
        return dsse.opened(envelope, json.loads(raw), given["key"])
    file: Path = given["signature"] or path.with_name(path.name + signing.SUFFIX)
    if given["signature"] is None and not file.exists():
        return None
    return signing.ssh_verify(raw, read_bytes(file, max_bytes=signing.LARGEST), signers=given["signers"])


def _reasoning(path: Path, raw: bytes, verdict: Verdict, given: dict[str, Any]) -> Answer:
    from verifyctl.reasoning.recheck import differences, policy_of

    policy = policy_of(verdict)
    if policy is None:
        why = f"the policy {verdict.policy.id} {verdict.policy.version} is not here, and not in the file"
        return Answer("reasoning", "could not", COULD_NOT, notes=(why,))
    found = differences(verdict, policy)
    if found:
        return Answer("reasoning", "differs", DIFFERS, found)
    sums = len(verdict.axes) + len(verdict.assertions)
    return Answer("reasoning", "same", notes=(f"{len(verdict.findings)} findings, {sums} sums and the outcome",))


def _rerun(path: Path, raw: bytes, verdict: Verdict, given: dict[str, Any]) -> Answer:
    from verifyctl.run import verification

    settings = options.settings_from(given["config"], known=given["known"])
    image = given["evidence"] or _beside(path, verdict)
    again = verification.rerun(verdict, image, settings, claim=given["claim"])
    code = {verification.SAME: 0, verification.DIFFERS: DIFFERS}.get(again.answer, COULD_NOT)
    stages = tuple(
        {"stage": stage.stage, "answer": stage.answer, "differences": list(stage.differences)} for stage in again.stages
    )
    return Answer("rerun", again.answer, code, (*again.problems, *again.conclusions), stages=stages)


def _beside(path: Path, verdict: Verdict) -> Path:
    """The evidence by its name, beside the verdict or in the current folder."""
    name = Path(verdict.subject[0].name).name
    for folder in (path.parent, Path()):
        if (folder / name).is_file():
            return folder / name
    raise click.UsageError(f"--evidence: {name} is neither beside the verdict nor here; name the picture")


_ANSWERS = {"seal": _seal, "reasoning": _reasoning, "rerun": _rerun}


def _as_json(answer: Answer) -> dict[str, Any]:
    value: dict[str, Any] = {
        "level": answer.level,
        "answer": answer.answer,
        "holds": {0: True, DIFFERS: False}.get(answer.code),
        "differences": list(answer.differences),
        "notes": list(answer.notes),
    }
    return value | ({"stages": list(answer.stages)} if answer.level == "rerun" else {})


def _print(answers: list[Answer]) -> None:
    from verifyctl.report.safe import visible

    for answer in answers:
        click.echo(f"{answer.level}: {answer.answer}")
        for text in (*answer.notes, *answer.differences):
            click.echo(f"  {visible(text)}")
        for stage in answer.stages:
            click.echo(f"  {stage['stage']}: {stage['answer']}")
            for text in stage["differences"]:
                click.echo(f"    {visible(text)}")
