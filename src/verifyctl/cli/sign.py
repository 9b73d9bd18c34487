"""`verifyctl sign`: sign the bytes of a verdict; prepare a request for a time stamp, which is not sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verifyctl.cli.output import write_json


@click.command("sign", short_help="Sign a verdict with an SSH key, or prepare a time-stamp request.")
@click.argument("verdict", type=click.Path(path_type=Path), metavar="VERDICT")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="Private key; Ed25519 for --dsse.")
@click.option("--dsse", is_flag=True, help="Write a DSSE envelope with an in-toto statement instead.")
@click.option(
    "--timestamp-request",
    "request",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write an RFC 3161 request to FILE; it is not sent.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: beside the verdict.")
@click.option("--force", is_flag=True, help="Replace a signature that is there.")
@click.option("--log", type=click.Path(path_type=Path), metavar="FILE", help="Custody log to record it in.")
@click.option("--actor", metavar="NAME", help="Who does it, for the log; a pseudonym will do.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the result.")
def command(verdict: Path, request: Path | None, form: str, **given: Any) -> None:
    """Sign the bytes of VERDICT; its seal must hold.

    With --key, ssh-keygen makes VERDICT.sig (namespace verifyctl-verdict@v1). With --dsse, the envelope goes to
    VERDICT.dsse.json. With --timestamp-request, a request for a time stamp is written and what it holds is shown:
    verifyctl sends nothing; you may.
    """
    from verifyctl.custody.seal import check_seal

    if given["key"] is None and request is None:
        raise click.UsageError("name a --key to sign with, or a file for --timestamp-request")
    if given["dsse"] and given["key"] is None:
        raise click.UsageError("--dsse needs --key")
    from verifyctl.cli.verify import read_verdict

    raw, read = read_verdict(verdict)
    check_seal(raw, read)
    written: dict[str, str] = {}
    if given["key"] is not None:
        written |= _sign(verdict, raw, given)
    if request is not None:
        written |= _request(request, raw, force=given["force"])
    if given["log"] is not None:
        _record(given, raw, read.id, written)
    if form == "json":
        write_json({"id": read.id, "written": written})
        return
    for path in written.values():
        click.echo(f"wrote {path}")


def _sign(verdict: Path, raw: bytes, given: dict[str, Any]) -> dict[str, str]:
    import json

    from verifyctl.custody import dsse, signing
    from verifyctl.errors import VerdictError

    suffix = dsse.SUFFIX if given["dsse"] else signing.SUFFIX
    target: Path = given["output"] or verdict.with_name(verdict.name + suffix)
    if not given["dsse"]:
        _write(target, signing.ssh_sign(raw, given["key"]), force=given["force"])
        return {"signature": str(target)}
    try:
        envelope = dsse.enveloped(json.loads(raw), given["key"])
    except dsse.PassphraseNeededError:
        asked = click.prompt("Passphrase of the key", hide_input=True, err=True)
        envelope = dsse.enveloped(json.loads(raw), given["key"], passphrase=str(asked).encode())
    except VerdictError as error:
        raise click.UsageError(str(error)) from error
    _write(target, envelope, force=given["force"])
    return {"envelope": str(target)}


def _request(target: Path, raw: bytes, *, force: bool) -> dict[str, str]:
    from verifyctl.custody import timestamps

    data, digest = timestamps.request(raw)
    click.echo(
        f"The request holds {len(data)} bytes: the SHA-512 of the verdict file ({digest}), a random number, and that "
        "the service's certificate is asked for. It names neither you nor the picture. Nothing was sent. To send it:\n"
        f"  curl -H 'Content-Type: application/timestamp-query' --data-binary @{target.name} SERVICE "
        f"> {target.stem}.tsr\n"
        "The service learns your network address and that somebody asks for a time stamp.",
        err=True,
    )
    _write(target, data, force=force)
    return {"timestamp_request": str(target)}


def _write(path: Path, data: bytes, *, force: bool) -> None:
    from verifyctl.run.output import write_atomically

    if path.exists() and not force:
        raise click.UsageError(f"{path}: is already there; name another with -o, or --force to replace it")
    try:
        write_atomically(path, data)
    except OSError as error:
        raise click.UsageError(f"{path}: could not be written: {error.strerror}") from error


def _record(given: dict[str, Any], raw: bytes, identity: str, written: dict[str, str]) -> None:
    import hashlib

    from verifyctl.cli.note import record
    from verifyctl.custody.log import Action

    action = Action.SIGN if given["key"] is not None else Action.TIMESTAMP
    params = {"verdict": identity, "made": sorted(written)}
    record(given["log"], action, given["actor"], f"sha256:{hashlib.sha256(raw).hexdigest()}", params)
