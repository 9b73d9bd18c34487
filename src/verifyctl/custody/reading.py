"""Reading a verdict file: the same major version of the format, and fields of later minor ones kept as they are."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import ValidationError

from verifyctl.custody.seal import is_later
from verifyctl.errors import VerdictError
from verifyctl.model.verdict import FORMAT_VERSION, VERDICT_FORMAT, Verdict

MAX_BYTES = 256 * 1024 * 1024


def parse_verdict(raw: bytes, where: str) -> Verdict:
    """The verdict in these bytes; `where` names them in errors. Its seal is not checked. Raises VerdictError."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise VerdictError(f"{where}: not a verdict: not JSON: {error}") from error
    if not isinstance(value, dict) or value.get("format") != VERDICT_FORMAT:
        raise VerdictError(f"{where}: not a verdict that this version reads: the file is not of {VERDICT_FORMAT}")
    version = value.get("format_version")
    if not isinstance(version, str):
        raise VerdictError(f"{where}: not a verdict that this version reads: it names no format_version")
    if version.split(".", maxsplit=1)[0] != FORMAT_VERSION.split(".")[0]:
        raise VerdictError(
            f"{where}: verdict format {version}; this version reads {FORMAT_VERSION}",
            hint="Use a version of verifyctl with the same first number.",
        )
    try:
        return Verdict.model_validate_json(raw, extra=unknown_fields(version))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise VerdictError(f"{where}: not a verdict that this version reads: {place}: {first['msg']}") from error


def unknown_fields(version: str) -> Literal["allow"] | None:
    """What to do with fields that are not known here: those of a later minor version stay where they are."""
    return "allow" if is_later(version) else None
