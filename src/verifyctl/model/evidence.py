"""The file under examination, as it was opened."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from verifyctl.model.base import Count, Model


class Digests(Model):
    """Hexadecimal digests of the file's bytes. SHA-256 is its identity; MD5 and SHA-1 serve look-ups only."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    sha512: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]
    sha1: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
    md5: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class EvidenceFile(Model):
    """One piece of evidence: its name without folders, its size in bytes, its digests and its type by content."""

    name: str
    size: Count
    digests: Digests
    media_type: str
