"""Content Credentials read and checked offline through c2pa-python.

Nothing is fetched: remote manifests and revocation answers are switched off by explicit settings, whatever the
library's defaults are. Codes and their meaning: C2PA Technical Specification, section 15, "Validation".
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from verifyctl.media.formats import AVIF, GIF, HEIC, JPEG, PNG, TIFF, WEBP
from verifyctl.media.metadata import clean
from verifyctl.media.trust import TrustList
from verifyctl.model.credentials import Action, CredentialsFacts, CredentialState, Failure, Ingredient

CARRIERS = frozenset({JPEG, PNG, GIF, TIFF, WEBP, AVIF, HEIC})
"""Types that can carry a manifest store."""

MOST = 64
"""Ingredients, actions and failures that are kept of each manifest."""

# Document signing, e-mail protection, time stamping and C2PA's own purposes (C2PA specification, "Trust Lists").
PURPOSES = "\n".join(
    (
        "1.3.6.1.5.5.7.3.36",
        "1.3.6.1.5.5.7.3.4",
        "1.3.6.1.5.5.7.3.8",
        "1.3.6.1.4.1.311.76.59.1.9",
        "1.3.6.1.4.1.62558.2.1",
    )
)

_REMOTE = re.compile(r"remote manifests? from url (\S{1,2000})")
# Failures that say who signed is not vouched for, while the bytes are as they were signed: the signer's certificate,
# or that of an identity named inside (CAWG).
_UNLISTED = re.compile(r"signingCredential\.|.*\.credential\.|.*\.untrusted$")
_PARTS: tuple[tuple[str, str], ...] = (
    ("claimSignature.", "signature"),
    ("timeStamp.", "signature"),
    ("signingCredential.", "credential"),
    ("assertion.dataHash.", "data_hash"),
    ("assertion.bmffHash.", "data_hash"),
    ("assertion.boxesHash.", "data_hash"),
    ("assertion.boxHash.", "data_hash"),
    ("assertion.collectionHash.", "data_hash"),
    ("assertion.multiAssetHash.", "data_hash"),
    ("ingredient.", "ingredient"),
    ("assertion.", "assertion"),
    ("hashedURI.", "assertion"),
    ("claim.", "assertion"),
    ("manifest.", "assertion"),
)


class NoCheckerError(Exception):
    """c2pa-python is missing or cannot run here."""


def may_carry(data: bytes) -> bool:
    """False where nothing in the bytes names a manifest store, embedded or elsewhere.

    The label of a store is `c2pa`, an address of one is in XMP's `dcterms:provenance`.
    """
    if b"c2pa" in data:
        return True
    return b"dcterms" in data and (b"dcterms:provenance" in data or b"dcterms=" in data)


def version() -> str:
    """The version of c2pa-python and of the library within. Raises NoCheckerError."""
    from importlib.metadata import version as installed

    return f"{installed('c2pa-python')} (SDK {_library().sdk_version()})"


def read(data: bytes, media_type: str, lists: Sequence[TrustList]) -> CredentialsFacts:
    """The state of the credentials in a file's bytes, against these lists of trusted signers.

    Never raises for what the bytes hold; raises NoCheckerError without the library.
    """
    library = _library()
    names = tuple(one.name for one in lists)
    settings: dict[str, Any] = {
        "verify": {
            "remote_manifest_fetch": False,
            "ocsp_fetch": False,
            "verify_trust": True,
            "verify_timestamp_trust": True,
        },
    }
    if lists:
        settings["trust"] = {"trust_anchors": "\n".join(one.pem for one in lists), "trust_config": PURPOSES}
    try:
        with (
            library.Context.from_dict(settings) as context,
            library.Reader(media_type, io.BytesIO(data), context=context) as reader,
        ):
            store = json.loads(reader.json())
    except library.C2paError as error:
        return _without_store(str(error), names)
    except (ValueError, RecursionError, UnicodeError) as error:
        return CredentialsFacts(state=CredentialState.UNREADABLE, problem=_short(str(error)), trust_lists=names)
    return _of_store(store, names)


def _library() -> Any:
    try:
        import c2pa
    except (ImportError, OSError, RuntimeError) as error:
        raise NoCheckerError(f"c2pa-python cannot be used: {type(error).__name__}") from error
    return c2pa


def _without_store(message: str, names: tuple[str, ...]) -> CredentialsFacts:
    if message.startswith("ManifestNotFound"):
        return CredentialsFacts(state=CredentialState.ABSENT, trust_lists=names)
    remote = _REMOTE.search(message)
    return CredentialsFacts(
        state=CredentialState.UNREADABLE,
        remote_address=clean(remote[1]) if remote else None,
        problem="the manifest lies elsewhere and was not fetched" if remote else _short(message),
        trust_lists=names,
    )


def _of_store(store: Mapping[str, Any], names: tuple[str, ...]) -> CredentialsFacts:
    manifests = _table(store.get("manifests"))
    manifest = _table(manifests.get(str(store.get("active_manifest"))))
    results = _table(store.get("validation_results"))
    active = _table(results.get("activeManifest"))
    failures = tuple(_failures(_rows(active.get("failure"))))[:MOST]
    signature = _table(manifest.get("signature_info"))
    actions = tuple(_actions(manifest))[:MOST]
    return CredentialsFacts(
        state=_state(failures),
        signer=_text(signature.get("common_name")),
        issuer=_text(signature.get("issuer")),
        signed_at=_text(signature.get("time")),
        time_source=_time_source(signature, active),
        generator=_generator(manifest),
        title=_text(manifest.get("title")),
        actions=actions,
        ingredients=tuple(_ingredients(manifest, manifests, results))[:MOST],
        digital_source_types=tuple(
            dict.fromkeys(action.digital_source_type for action in actions if action.digital_source_type)
        ),
        failures=failures,
        trust_lists=names,
    )


def _state(failures: Sequence[Failure]) -> CredentialState:
    """Broken if anything but the standing of the signer failed."""
    if any(not _UNLISTED.match(failure.code) for failure in failures):
        return CredentialState.BROKEN
    return CredentialState.INTACT_UNLISTED if failures else CredentialState.TRUSTED


def _failures(rows: Iterable[Mapping[str, Any]]) -> Iterator[Failure]:
    for row in rows:
        code = _text(row.get("code")) or "unnamed"
        part: Any = next((part for prefix, part in _PARTS if code.startswith(prefix)), "other")
        if part == "other" and _UNLISTED.match(code):
            part = "credential"
        yield Failure(part=part, code=code, where=_text(row.get("url")))


def _time_source(signature: Mapping[str, Any], active: Mapping[str, Any]) -> Any:
    if not signature.get("time"):
        return None
    stamped = any(row.get("code") == "timeStamp.validated" for row in _rows(active.get("success")))
    return "timestamp" if stamped else "claimed"


def _generator(manifest: Mapping[str, Any]) -> str | None:
    if text := _text(manifest.get("claim_generator")):
        return text
    named = (" ".join(filter(None, (_text(row.get("name")), _text(row.get("version"))))) for row in
             _rows(manifest.get("claim_generator_info")))  # fmt: skip
    return "; ".join(filter(None, named)) or None


def _actions(manifest: Mapping[str, Any]) -> Iterator[Action]:
    for assertion in _rows(manifest.get("assertions")):
        if not str(assertion.get("label", "")).startswith("c2pa.actions"):
            continue
        for row in _rows(_table(assertion.get("data")).get("actions")):
            agent = row.get("softwareAgent")
            yield Action(
                action=_text(row.get("action")) or "unnamed",
                software=_text(agent.get("name") if isinstance(agent, dict) else agent),
                when=_text(row.get("when")),
                digital_source_type=_text(row.get("digitalSourceType")),
            )


def _ingredients(
    manifest: Mapping[str, Any], manifests: Mapping[str, Any], results: Mapping[str, Any]
) -> Iterator[Ingredient]:
    """What the manifest names, each with its own state: what failed below it, or none of its own."""
    failed: dict[str, list[Failure]] = {}
    for delta in _rows(results.get("ingredientDeltas")):
        uri = str(delta.get("ingredientAssertionURI", ""))
        found = _failures(_rows(_table(delta.get("validationDeltas")).get("failure")))
        failed.setdefault(uri.rpartition("/")[2], []).extend(found)
    for row in _rows(manifest.get("ingredients")):
        own = row.get("active_manifest")
        label = str(row.get("label") or "")
        failures = (*failed.pop(label, ()), *_recorded(row))[:MOST]
        has_store = isinstance(own, str) and own in manifests
        state = _state(failures) if has_store or failures else CredentialState.ABSENT
        yield Ingredient(
            title=_text(row.get("title")),
            relationship=_text(row.get("relationship")),
            state=state,
            failures=failures,
        )
    for label, rest in failed.items():
        if rest:
            yield Ingredient(title=_text(label), state=_state(rest), failures=tuple(rest)[:MOST])


def _recorded(row: Mapping[str, Any]) -> Iterator[Failure]:
    """What had failed when the ingredient was added, from the list of results that was kept with it."""
    active = _table(_table(row.get("validation_results")).get("activeManifest"))
    return _failures(_rows(active.get("failure")) or _rows(row.get("validation_status")))


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    return clean(str(value)) or None


def _short(text: str) -> str:
    return " ".join(clean(text).split())[:200]
