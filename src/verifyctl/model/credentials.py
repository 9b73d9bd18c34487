"""Content Credentials (C2PA): who signed what about these bytes. Never that the scene is true."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from verifyctl.model.base import Model


class CredentialState(StrEnum):
    """Five states, and no other words for them."""

    ABSENT = "absent"
    TRUSTED = "trusted"
    INTACT_UNLISTED = "intact_unlisted"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


class Failure(Model):
    """What did not hold: `part` is signature, data_hash, assertion, ingredient, credential or other."""

    part: Literal["signature", "data_hash", "assertion", "ingredient", "credential", "other"]
    code: str
    where: str | None = None


class Action(Model):
    """Something that the manifest says was done."""

    action: str
    software: str | None = None
    when: str | None = None
    digital_source_type: str | None = None


class Ingredient(Model):
    """A file that the manifest says this one was made from, with the state of its own credentials."""

    title: str | None = None
    relationship: str | None = None
    state: CredentialState
    failures: tuple[Failure, ...] = ()


class CredentialsFacts(Model):
    """The file's credentials as checked offline against a named, dated trust list."""

    stage: Literal["credentials"] = "credentials"
    state: CredentialState
    signer: str | None = None
    issuer: str | None = None
    signed_at: str | None = None
    time_source: Literal["timestamp", "claimed"] | None = None
    generator: str | None = None
    title: str | None = None
    actions: tuple[Action, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    digital_source_types: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    remote_address: str | None = None
    problem: str | None = None
    trust_lists: tuple[str, ...] = ()
