"""A digest over a set that is kept up to date as parts come and go, without reading the others again.

LtHash: Bellare, Micciancio, "A New Paradigm for Collision-Free Hashing: Incrementality at Reduced Cost", EUROCRYPT
1997; with 1,024 lanes of 16 bits as in Lewi, Kim, Maykov, Weis, "Securing Update Propagation with Homomorphic Hashing",
IACR ePrint 2019/227, which puts it above 200 bits of security. Each part is expanded to the lanes, and the lanes are
added up; there the expansion is BLAKE2Xb, here SHAKE256, which Python has.
"""

from __future__ import annotations

import hashlib

import numpy as np

LANES = 1024
STATE_BYTES = LANES * 2
EMPTY = bytes(STATE_BYTES)

_FORM = b"verifyctl.known/2\n"


def element(id_: str, kind: str, digest: bytes) -> bytes:
    """A part of the set: that the image with this id has, as this kind of thing, something with this SHA-256."""
    return _FORM + f"{id_}\n{kind}\n".encode() + digest


def plus(state: bytes, part: bytes) -> bytes:
    """The state with a part more."""
    return (_lanes(state) + _expanded(part)).tobytes()


def minus(state: bytes, part: bytes) -> bytes:
    """The state without a part that is in it."""
    return (_lanes(state) - _expanded(part)).tobytes()


def digest(state: bytes) -> str:
    """`sha256:` and the SHA-256 of the form's name and the state."""
    return "sha256:" + hashlib.sha256(_FORM + state).hexdigest()


def _lanes(state: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    if len(state) != STATE_BYTES:
        raise ValueError(f"the state has {STATE_BYTES} bytes, not {len(state)}")
    return np.frombuffer(state, dtype="<u2")


def _expanded(part: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    return np.frombuffer(hashlib.shake_256(part).digest(STATE_BYTES), dtype="<u2")
