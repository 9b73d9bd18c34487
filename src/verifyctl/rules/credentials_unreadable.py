"""Are there Content Credentials that could not be checked here?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.credentials import CredentialState
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Say why, with the address where the credentials lie elsewhere."""
    held = case.facts.credentials
    if held is None or held.state is not CredentialState.UNREADABLE:
        return
    if held.remote_address:
        observation = f"The file's Content Credentials lie at {held.remote_address} and were not fetched"
    else:
        observation = f"The file's Content Credentials could not be read: {held.problem or 'no reason given'}"
    yield Hit(
        observation=observation,
        direction=Direction.NOT_ASSESSABLE,
        locations=(locate.tag("C2PA manifest"),),
        evidence={"address": held.remote_address, "problem": held.problem},
    )


RULE = Rule(
    code="credentials-unreadable",
    title="Content Credentials that could not be checked",
    axis=Axis.INTEGRITY,
    layer=Layer.FILE,
    group="c2pa",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("credentials",),
    proposition="the file is as its signer left it",
    alternative="it is not, or nobody signed it",
    limits=("Nothing follows from credentials that were not checked",),
    innocent_explanations=(
        "The credentials are kept on a server, and verifyctl fetches nothing.",
        "They were written by an early or a later form of the specification than the library knows.",
    ),
    next_step="Where an address is given, fetch the manifest from a machine that may, and check the file with it.",
    judge=judge,
)
