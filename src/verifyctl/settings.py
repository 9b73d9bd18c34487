"""Settings: what can be set, in which bounds, and how flags, environment and files add up.

Precedence, highest first: flags, environment (`VERIFYCTL_MAX_PIXELS=…`), `verifyctl.toml` in the current folder,
the user's own `verifyctl.toml`, defaults. A file that lies in the current folder may have come with the evidence:
it may not name programs to run, signers to trust or weights to judge by.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from verifyctl.errors import ConfigError
from verifyctl.model.base import Model
from verifyctl.model.verdict import Outcome

ENVIRONMENT_PREFIX = "VERIFYCTL_"
FILE_NAME = "verifyctl.toml"
TRUSTED = frozenset({"tesseract", "tessdata", "exiftool", "trust_anchors", "facts_cache", "policy", "detectors"})
"""What a file that may have come with the evidence may not set: programs, code, whom and what to trust, weights."""

StageName = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
ActorName = Annotated[str, StringConstraints(pattern=r"^[\w][\w .@-]{0,63}$")]
DetectorName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Languages = Annotated[str, StringConstraints(pattern=r"^(auto|[A-Za-z_/]+(\+[A-Za-z_/]+)*)$")]


class Settings(Model):
    """Everything that can be set. Sizes in bytes, pixels or MiB, times in seconds."""

    max_bytes: Annotated[int, Field(ge=1024, le=2**40, description="largest file that is opened, bytes")] = 2**28
    max_pixels: Annotated[int, Field(ge=1, le=2**31, description="largest picture that is decoded")] = 100_000_000
    memory_mb: Annotated[int, Field(ge=512, le=2**20, description="address space of a worker, MiB")] = 3072
    cpu_seconds: Annotated[int, Field(ge=1, le=86_400, description="CPU time of a stage")] = 60
    wall_seconds: Annotated[int, Field(ge=1, le=86_400, description="wall time of a stage")] = 180
    languages: Annotated[Languages, Field(description="OCR languages, or auto to choose by script")] = "auto"
    tesseract: Annotated[str | None, Field(description="path of the tesseract program")] = None
    tessdata: Annotated[str | None, Field(description="folder with Tesseract's data files")] = None
    exiftool: Annotated[str | None, Field(description="path of the exiftool program")] = None
    known: Annotated[tuple[str, ...], Field(description="stores of known images to search")] = ()
    trust_anchors: Annotated[tuple[str, ...], Field(description="files of certificates whose signers to trust")] = ()
    detectors: Annotated[
        tuple[DetectorName, ...], Field(description="installed outside detectors to run on the pixels")
    ] = ()
    policy: Annotated[str | None, Field(description="file of weights to judge by")] = None
    only: Annotated[tuple[StageName, ...], Field(description="run only these stages")] = ()
    skip: Annotated[tuple[StageName, ...], Field(description="do not run these stages")] = ()
    require: Annotated[tuple[StageName, ...], Field(description="exit 4 if one of these could not run")] = ()
    fail_on: Annotated[tuple[Outcome, ...], Field(description="exit 5 on one of these outcomes")] = ()
    actor: Annotated[ActorName, Field(description="who acts, in custody logs; a pseudonym will do")] = "unset"
    facts_cache: Annotated[str | None, Field(description="folder in which facts are kept for judging again")] = None
    locale: Annotated[Literal["en", "ar"], Field(description="language of the summary that is printed")] = "en"
    jobs: Annotated[int, Field(ge=0, le=1024, description="workers of a batch; 0: one for each core")] = 0

    def shaping(self) -> dict[str, Any]:
        """The settings that can change a verdict, without paths."""
        return {
            "detectors": list(self.detectors),
            "languages": self.languages,
            "max_pixels": self.max_pixels,
            "only": list(self.only),
            "skip": list(self.skip),
        }


def load(
    *,
    files: tuple[tuple[Path, bool], ...],
    environment: Mapping[str, str],
    flags: Mapping[str, Any],
) -> Settings:
    """Add up the sources. `files` are (path, trusted) from lowest to highest precedence; absent ones are passed over.

    Raises ConfigError with every mistake, each naming where it stands.
    """
    values: dict[str, tuple[Any, str]] = {}
    problems: list[str] = []
    for path, trusted in files:
        table = _read_toml(path)
        if not trusted and (named := TRUSTED & table.keys()):
            problems += [
                f"{path}: {key}: a file in the current folder may not name programs, trust lists or weights; use the "
                f"environment ({ENVIRONMENT_PREFIX}{key.upper()}) or your own configuration"
                for key in sorted(named)
            ]
            table = {key: value for key, value in table.items() if key not in named}
        values |= {key: (value, f"{path}: {key}") for key, value in table.items()}
    values |= _from_environment(environment)
    values |= {key: (value, f"option --{key.replace('_', '-')}") for key, value in flags.items() if value is not None}
    return _validated(values, problems)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: could not be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    found: dict[str, tuple[Any, str]] = {}
    for name, info in Settings.model_fields.items():
        key = ENVIRONMENT_PREFIX + name.upper()
        if not (text := environment.get(key)):
            continue
        if "tuple" in str(info.annotation):
            found[name] = ([part.strip() for part in text.split(",") if part.strip()], f"environment variable {key}")
        elif info.annotation is int:
            found[name] = (int(text) if text.lstrip("-").isdecimal() else text, f"environment variable {key}")
        else:
            found[name] = (text, f"environment variable {key}")
    return found


def _validated(values: Mapping[str, tuple[Any, str]], problems: list[str]) -> Settings:
    from difflib import get_close_matches

    known = Settings.model_fields
    for key, (_, where) in values.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            problems.append(f"{where}: is not a setting" + (f"; did you mean {near[0]}?" if near else ""))
    plain = {key: value for key, (value, _) in values.items() if key in known}
    settings: Settings | None = None
    try:
        import json

        settings = Settings.model_validate_json(json.dumps(plain, default=str))
    except ValidationError as error:
        for detail in error.errors():
            where = values[str(detail["loc"][0])][1]
            problems.append(f"{where}: {detail['msg'][:1].lower()}{detail['msg'][1:]}")
    if problems or settings is None:
        raise ConfigError("\n".join(problems))
    return settings
