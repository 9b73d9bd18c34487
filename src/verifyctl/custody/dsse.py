"""DSSE envelopes around in-toto statements: the verdict as predicate, its evidence as subject.

Formats: https://github.com/secure-systems-lab/dsse (envelope, pre-authentication encoding) and in-toto attestation
Statement v1. The payload holds the verdict as JSON; the file's own bytes can be made from it again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from pathlib import Path
from typing import Any

from verifyctl.custody.signing import Signed
from verifyctl.errors import VerdictError
from verifyctl.model.canonical import canonical

SUFFIX = ".dsse.json"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:verifyctl:verdict:v1"


def statement(verdict: dict[str, Any]) -> dict[str, Any]:
    """The in-toto statement about a verdict's evidence, with the verdict as its predicate."""
    return {
        "_type": STATEMENT_TYPE,
        "subject": [
            {"name": item["name"], "digest": {"sha256": item["digests"]["sha256"], "sha512": item["digests"]["sha512"]}}
            for item in verdict["subject"]
        ],
        "predicateType": PREDICATE_TYPE,
        "predicate": verdict,
    }


def encoded(payload: bytes, kind: str = PAYLOAD_TYPE) -> bytes:
    """The pre-authentication encoding: what is signed."""
    return b" ".join(
        (b"DSSEv1", str(len(kind)).encode(), kind.encode(), str(len(payload)).encode(), payload),
    )


class PassphraseNeededError(VerdictError):
    """The key is encrypted, and no passphrase was given."""


def enveloped(verdict: dict[str, Any], key: Path, passphrase: bytes | None = None) -> bytes:
    """The envelope of a verdict, signed with an Ed25519 key (OpenSSH or PEM).

    Raises PassphraseNeededError, and VerdictError for what is no such key.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    try:
        raw = key.read_bytes()
        load = load_ssh_private_key if b"OPENSSH PRIVATE KEY" in raw else load_pem_private_key
        private = load(raw, password=passphrase)
    except TypeError as error:
        raise PassphraseNeededError(f"{key}: {error}") from error
    except (OSError, ValueError) as error:
        raise VerdictError(f"{key}: not a key that can be used: {error}") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise VerdictError(f"{key}: not an Ed25519 key", hint="Make one with ssh-keygen -t ed25519.")
    payload = canonical(statement(verdict))
    envelope = {
        "payloadType": PAYLOAD_TYPE,
        "payload": base64.b64encode(payload).decode(),
        "signatures": [
            {
                "keyid": key_id(private.public_key().public_bytes_raw()),
                "sig": base64.b64encode(private.sign(encoded(payload))).decode(),
            }
        ],
    }
    return (json.dumps(envelope, indent=1) + "\n").encode()


def key_id(public: bytes) -> str:
    """The name of a public key: the SHA-256 of its 32 bytes."""
    return hashlib.sha256(public).hexdigest()


def opened(envelope: bytes, verdict: dict[str, Any], key: Path) -> Signed:
    """Check an envelope of a verdict against a public Ed25519 key (OpenSSH or PEM). Raises VerdictError."""
    from cryptography.exceptions import InvalidSignature

    public = _public(key)
    try:
        value = json.loads(envelope)
        kind = str(value["payloadType"])
        payload = base64.b64decode(value["payload"], validate=True)
        signatures = [base64.b64decode(each["sig"], validate=True) for each in value["signatures"]]
        held = json.loads(payload)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as error:
        raise VerdictError(f"the envelope is not one of DSSE: {type(error).__name__}") from error
    if kind != PAYLOAD_TYPE or held != statement(verdict):
        raise VerdictError("the envelope is of another verdict")
    for signature in signatures[:16]:
        try:
            public.verify(signature, encoded(payload, kind))
        except InvalidSignature:
            continue
        return Signed(key=f"Ed25519 {key_id(public.public_bytes_raw())}")
    raise VerdictError(f"no signature in the envelope is by the key {key}")


def _public(key: Path) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key, load_ssh_public_key

    try:
        raw = key.read_bytes()
        public = load_pem_public_key(raw) if b"-----BEGIN" in raw else load_ssh_public_key(raw)
    except (OSError, ValueError) as error:
        raise VerdictError(f"{key}: not a public key: {error}") from error
    if not isinstance(public, Ed25519PublicKey):
        raise VerdictError(f"{key}: not an Ed25519 key")
    return public
