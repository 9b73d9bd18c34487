"""Content Credentials: who signed what about these bytes, checked offline. Never that the scene is true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verifyctl.media import credentials, trust
from verifyctl.model.credentials import CredentialsFacts, CredentialState
from verifyctl.model.stage import Component
from verifyctl.stages.base import Collected, FailedError, Job, NotApplicableError, UnavailableError

INSTALL = "pip install --force-reinstall c2pa-python"


def collect(job: Job) -> Collected:
    """Collect CredentialsFacts.

    Parameters: `trust_anchors` (paths of lists to trust besides the shipped ones). Raises FailedError for a list that
    cannot be used, UnavailableError where c2pa-python cannot run, NotApplicableError for a type that carries none.
    """
    media_type = job.evidence.media_type
    if media_type not in credentials.CARRIERS:
        raise NotApplicableError(f"{media_type} cannot carry Content Credentials")
    try:
        lists = (*trust.shipped(), *(trust.named(path) for path in _paths(job.params)))
    except trust.TrustListError as error:
        raise FailedError(str(error)) from error
    parts = tuple(Component(name=one.name, digest=one.digest) for one in lists)
    params = {"trust_lists": [one.name for one in lists]}
    if not credentials.may_carry(job.data):
        facts = CredentialsFacts(state=CredentialState.ABSENT, trust_lists=tuple(one.name for one in lists))
        return Collected(facts=facts, components=parts, params=params)
    try:
        facts = credentials.read(job.data, media_type, lists)
        checker = Component(name="c2pa-python", version=credentials.version())
    except credentials.NoCheckerError as error:
        raise UnavailableError(str(error), next_step=INSTALL) from error
    return Collected(facts=facts, components=(checker, *parts), params=params)


def _paths(params: Mapping[str, Any]) -> tuple[str, ...]:
    value = params.get("trust_anchors", [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise FailedError("the parameter trust_anchors is wrong: it is no list of paths")
    return tuple(value)
