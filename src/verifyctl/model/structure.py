"""How a file is built: its segments in order, its tables, what lies behind the picture, who may have written it.

Offsets and sizes are bytes of the file as it was hashed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from verifyctl.model.base import Count, Digest, Integer, Model


class Segment(Model):
    """One part of the file: its name in the format's own words, where it is, and what it holds, if known."""

    name: str
    offset: Count
    size: Count
    detail: str | None = None


class Quantisation(Model):
    """A JPEG's quantisation tables against the tables of the IJG's library.

    `match`: `exact` where luma and chroma are both the tables of `quality`; `split` where they are those of
    `quality` and `chroma_quality`; `nearest` where they are no such tables, `quality` is the nearest and `error` the
    mean difference of a coefficient in thousandths.
    """

    match: Literal["exact", "split", "nearest"]
    quality: Annotated[int, Field(ge=1, le=100)]
    chroma_quality: Annotated[int, Field(ge=1, le=100)] | None = None
    error: Count = 0
    tables: Count
    digest: Digest


class Coding(Model):
    """How a JPEG's picture is coded."""

    process: Literal["baseline", "extended", "progressive", "lossless", "arithmetic", "other"]
    bits: Count
    components: Count
    subsampling: str | None = None
    huffman: Literal["default", "optimised", "absent"] | None = None
    restart_interval: Count | None = None
    scans: Count = 1
    adobe_transform: Integer | None = None
    quantisation: Quantisation | None = None


class Encoder(Model):
    """A family of encoders that the file's build fits, and the signs that it fits by, two at least."""

    family: str
    signs: tuple[str, ...]


class Embedded(Model):
    """Another picture, or data, inside the file or behind its end.

    `kind`: thumbnail, preview, credentials-thumbnail, second-picture, gain-map, depth-map, alpha, motion-photo,
    trailer, padding, archive, unknown.
    `likeness` is its correlation with the main picture in thousandths, the best of four rotations, bars left out.
    """

    kind: str
    offset: Count
    size: Count
    media_type: str | None = None
    width: Count | None = None
    height: Count | None = None
    likeness: Integer | None = None
    note: str | None = None


class StructureFacts(Model):
    """The file's build. `also` names other kinds of file that the same bytes can be read as."""

    stage: Literal["structure"] = "structure"
    segments: tuple[Segment, ...] = ()
    order: str | None = None
    coding: Coding | None = None
    encoders: tuple[Encoder, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    declared_width: Count | None = None
    declared_height: Count | None = None
    trailing: Count = 0
    also: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
