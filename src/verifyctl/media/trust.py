"""Lists of trusted signers: those that come with verifyctl, and those that a user names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

SHIPPED_DATE = "2026-10-08"
_SHIPPED = (("C2PA trust list", "c2pa-signers.pem"), ("C2PA time-stamping list", "c2pa-time-stamps.pem"))
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
MAX_BYTES = 4 * 1024 * 1024


class TrustListError(Exception):
    """A list of trusted signers cannot be used; the message says which and why."""


@dataclass(frozen=True)
class TrustList:
    """A list of certificates to trust: a name for people, its digest, and the certificates in PEM."""

    name: str
    digest: str
    pem: str


def shipped() -> tuple[TrustList, ...]:
    """The lists in the package."""
    folder = resources.files("verifyctl.reference.trust")
    return tuple(_list(f"{title}, copy of {SHIPPED_DATE}", (folder / file).read_bytes()) for title, file in _SHIPPED)


def named(path: str) -> TrustList:
    """A list that a user names: a file of certificates in PEM. Raises TrustListError."""
    file = Path(path)
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise TrustListError(f"the trust list {file.name} could not be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise TrustListError(f"the trust list {file.name} has more than {MAX_BYTES} bytes")
    held = _list(file.name, data)
    _check(held)
    return held


def _check(held: TrustList) -> None:
    """The library passes over what it cannot read, so a list that is no list is refused here."""
    from cryptography import x509

    try:
        x509.load_pem_x509_certificates(held.pem.encode())
    except ValueError as error:
        raise TrustListError(f"the trust list {held.name} holds what is no certificate: {error}") from error


def _list(name: str, data: bytes) -> TrustList:
    """The certificates of a file, without what people wrote between them."""
    text = data.decode("utf-8", "replace")
    blocks = [f"{_BEGIN}{part.partition(_END)[0]}{_END}" for part in text.split(_BEGIN)[1:] if _END in part]
    if not blocks:
        raise TrustListError(f"the trust list {name} holds no certificate in PEM ({_BEGIN} … )")
    return TrustList(name, "sha256:" + hashlib.sha256(data).hexdigest(), "\n".join(blocks) + "\n")
