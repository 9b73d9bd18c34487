"""The words for times inside ids: a scheme, a reading with its sum worked out, and a refusal with its reason.

Times are whole milliseconds since 1970-01-01T00:00:00Z and are cut, never rounded, to what the id holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeVar

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MS = 4_102_444_799_999  # 2099-12-31T23:59:59.999Z: later times are refused where no other bound is given
MAX_LENGTH = 4096  # characters; no address or file name that carries an id is longer

_T = TypeVar("_T")

Role = Literal["upload", "container", "archive", "generic", "name"]
SetBy = Literal["platform", "server", "client", "address", "file_name"]


@dataclass(frozen=True)
class Scheme:
    """One kind of id that holds a time.

    `role`: the id of an `upload`; of a `container` (channel, server) that is older than what it holds; of an
    `archive` capture; `generic`, whatever made the id; or a file `name`. `set_by` is who chooses the number:
    the platform, whoever runs the server, the writer's program, whoever typed the address or named the file.
    `formula`, `epoch`, `source` and `checked` let a reader judge the rule; `bounds` and `limits` say what the
    time bounds and what it does not. `not_before` is in milliseconds: earlier times are refused.
    """

    name: str
    title: str
    role: Role
    set_by: SetBy
    formula: str
    epoch: str
    source: str
    checked: str
    bounds: str
    limits: str
    not_before: int

    @property
    def carries(self) -> bool:
        """True if a platform itself numbered the upload, so that the time may be a premise of a conclusion."""
        return self.role == "upload" and self.set_by == "platform"


@dataclass(frozen=True)
class Worked:
    """A sum worked out: milliseconds, the steps in words, and whether the id holds more than whole seconds."""

    ms: int
    steps: tuple[str, ...]
    whole_seconds: bool = False


@dataclass(frozen=True)
class Decoded:
    """A time read from an id.

    `at` is ISO 8601: UTC with Z, or, for file names without a zone, without one. `source` is the text that held
    the id. `basis` is the formula in words, `steps` the same with the numbers. `certain` is false where the
    text alone does not say which scheme it belongs to.
    """

    scheme: str
    id: str
    at: str
    source: str
    basis: str
    steps: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class NoTime:
    """Why a text gave no time. `recognised` is true if it is an id of a known kind."""

    id: str
    source: str
    reason: str
    recognised: bool


@dataclass(frozen=True)
class Examined:
    """All that a text gave, in a fixed order."""

    decoded: tuple[Decoded, ...] = ()
    refused: tuple[NoTime, ...] = ()

    def __add__(self, other: Examined) -> Examined:
        return Examined(_merged(self.decoded, other.decoded), _merged(self.refused, other.refused))


def _merged(first: tuple[_T, ...], second: tuple[_T, ...]) -> tuple[_T, ...]:
    return (*first, *(item for item in second if item not in first))


def utc(ms: int, *, whole_seconds: bool = False) -> str:
    """ISO 8601 with Z, with three digits of milliseconds unless only seconds are known.

    Raises OverflowError outside the years 1 to 9999.
    """
    moment = (_UNIX + timedelta(milliseconds=ms)).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds" if whole_seconds else "milliseconds") + "Z"


def to_ms(moment: datetime) -> int:
    """Milliseconds of an aware datetime, cut."""
    return (moment - _UNIX) // timedelta(milliseconds=1)


def resolve(
    scheme: Scheme,
    id_: str,
    worked: Worked | str,
    *,
    source: str,
    certain: bool = True,
    last: int = LAST_MS,
) -> Decoded | NoTime:
    """The reading, or, where the sum could not be done (`worked` is then the reason) or is out of bounds, why not."""
    if isinstance(worked, str):
        return NoTime(id_, source, worked, recognised=certain)
    if worked.ms < scheme.not_before:
        floor = utc(scheme.not_before)[:10]
        reason = f"as {scheme.title} it would be of {_roughly(worked.ms)}, and no such id is older than {floor}"
        return NoTime(id_, source, reason, recognised=certain)
    if worked.ms > last:
        reason = f"as {scheme.title} it would be of {_roughly(worked.ms)}, which has not come yet"
        return NoTime(id_, source, reason, recognised=certain)
    at = utc(worked.ms, whole_seconds=worked.whole_seconds)
    return Decoded(scheme.name, id_, at, source, scheme.formula, (*worked.steps, f"= {at}"), certain)


def _roughly(ms: int) -> str:
    try:
        return utc(ms)[:10]
    except OverflowError:
        return "a year beyond 9999"


def examined(*outcomes: Decoded | NoTime) -> Examined:
    """Sort outcomes into readings and refusals."""
    return Examined(
        tuple(outcome for outcome in outcomes if isinstance(outcome, Decoded)),
        tuple(outcome for outcome in outcomes if isinstance(outcome, NoTime)),
    )


Worker = Callable[[str], "Worked | str"]
"""From an id as written to its sum, or to the reason why there is none."""
