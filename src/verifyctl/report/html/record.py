"""What a file says of itself and what it is made of, for a page: metadata by reader, credentials, build, context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from verifyctl.model.credentials import CredentialsFacts, CredentialState
from verifyctl.model.facts import ContextFacts
from verifyctl.model.metadata import MetadataFacts
from verifyctl.model.pixels import PixelsFacts
from verifyctl.model.structure import StructureFacts
from verifyctl.model.verdict import Verdict

FactsOf = TypeVar("FactsOf", bound=object)

# What each state says and does not say; a signature is never a statement about the scene.
STATES: dict[CredentialState, str] = {
    CredentialState.ABSENT: "none in the file, which says nothing",
    CredentialState.TRUSTED: "intact, signed by somebody on the trust list named below",
    CredentialState.INTACT_UNLISTED: "intact, signed by somebody who is on no list that was used",
    CredentialState.BROKEN: "what was signed and what is there differ",
    CredentialState.UNREADABLE: "there, and could not be read",
}


@dataclass(frozen=True)
class Row:
    """A metadata field: its tag, what each reader gave, and whether they agree (None: one only could read it)."""

    tag: str
    readings: tuple[str | None, ...]
    agree: bool | None


@dataclass(frozen=True)
class Record:
    """The facts of the stages that a page shows as tables; each absent where its stage gave none."""

    metadata: MetadataFacts | None
    readers: tuple[str, ...]
    rows: tuple[Row, ...]
    credentials: CredentialsFacts | None
    states: dict[CredentialState, str]
    structure: StructureFacts | None
    context: ContextFacts | None
    pixels: PixelsFacts | None


def of(verdict: Verdict) -> Record:
    """The record of a verdict."""
    metadata = _facts(verdict, MetadataFacts)
    readers = tuple(reader.name for reader in metadata.readers) if metadata else ()
    return Record(
        metadata=metadata,
        readers=readers,
        rows=tuple(_rows(metadata, readers)) if metadata else (),
        credentials=_facts(verdict, CredentialsFacts),
        states=STATES,
        structure=_facts(verdict, StructureFacts),
        context=_facts(verdict, ContextFacts),
        pixels=_facts(verdict, PixelsFacts),
    )


def _facts(verdict: Verdict, kind: type[FactsOf]) -> FactsOf | None:
    return next((stage.facts for stage in verdict.stages if isinstance(stage.facts, kind)), None)


def _rows(metadata: MetadataFacts, readers: tuple[str, ...]) -> list[Row]:
    """A column for each reader that gave a field; the readers of other things than fields have none."""
    rows = []
    for field in metadata.fields:
        given = {reading.reader: reading.text for reading in field.readings}
        rows.append(Row(field.tag, tuple(given.get(reader) for reader in readers), field.agree))
    return rows
