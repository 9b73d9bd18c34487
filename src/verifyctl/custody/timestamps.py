"""RFC 3161 time stamps: making a request, and checking the answer against roots that the user names.

A time stamp says that a service saw a digest at a time. Nothing is sent from here: the request is a file, and so is
the answer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from verifyctl.errors import StageUnavailableError, VerdictError

INSTALL = "pip install 'verifyctl[timestamp]'"
LARGEST = 1024 * 1024


@dataclass(frozen=True)
class Stamped:
    """A time stamp that holds: when, ISO 8601 UTC, and by whom, as the service's certificate says."""

    at: str
    by: str


def request(data: bytes) -> tuple[bytes, str]:
    """A request for a time stamp over some bytes, and the hexadecimal SHA-512 that is in it.

    Raises StageUnavailableError without the package.
    """
    client = _client()
    made = client.TimestampRequestBuilder().data(data).build()
    return made.as_bytes(), hashlib.sha512(data).hexdigest()


def check(answer: bytes, data: bytes, roots: bytes) -> Stamped:
    """The time stamp in a service's answer, over these bytes, under one of the root certificates (PEM).

    Raises VerdictError where it does not hold, StageUnavailableError without the package.
    """
    client = _client()
    from cryptography import x509

    try:
        certificates = x509.load_pem_x509_certificates(roots)
        response = client.decode_timestamp_response(answer)
    except ValueError as error:
        raise VerdictError(f"the time stamp or its roots cannot be read: {error}") from error
    from rfc3161_client.verify import VerifierBuilder

    builder = VerifierBuilder()
    for certificate in certificates:
        builder = builder.add_root_certificate(certificate)
    try:
        holds = builder.build().verify_message(response, data)
    except (client.VerificationError, ValueError) as error:
        raise VerdictError(f"the time stamp does not hold: {error}") from error
    if not holds:
        raise VerdictError("the time stamp does not hold")
    info = response.tst_info
    return Stamped(at=info.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ"), by=str(info.name or "a service without a name"))


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise StageUnavailableError(
            "time stamps need the package rfc3161-client, which is not installed", hint=f"Install it: {INSTALL}"
        ) from error
    return rfc3161_client
