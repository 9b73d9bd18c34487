"""Is the capture time in the file later than the time by which the picture was public?"""

from collections.abc import Iterator

from verifyctl.model.claim import AssertionKind, Layer
from verifyctl.model.dates import When
from verifyctl.model.finding import Axis, Basis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.model.matches import SeenBasis
from verifyctl.model.metadata import TimeField, TimeMeaning
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.copies import IDENTICAL, date_basis, dated, same_picture, same_text, shown_within, where
from verifyctl.rules.times import KnownBy, public_by, said_public_by


def judge(case: Case) -> Iterator[Hit | Contradiction]:
    """Weigh a capture tag that lies wholly after a time by which the picture was public."""
    metadata = case.facts.metadata
    captured = [field for field in metadata.times if field.meaning is TimeMeaning.CAPTURED] if metadata else []
    known = public_by(case) + tuple(_known_copies(case)) + said_public_by(case)
    pairs = [(field, time) for field in captured for time in known if time.span.wholly_before(field.span)]
    if not pairs or case.claim is None:
        return
    field, time = pairs[0]
    ids = tuple(item.id for item in case.claim.of_kind(AssertionKind.CAPTURE_TIME, AssertionKind.PUBLICATION))
    yield Hit(
        observation=f"The tag {field.tag} said {field.text}, after the picture was public ({time.text})",
        direction=Direction.CONTRADICTS,
        strength=Strength.WEAK,
        locations=(locate.tag(field.tag), time.location),
        assertions=tuple(item for item in ids if _fits(case, item)),
        evidence={"tag": field.text, "offset": field.offset or "none", "public_by": time.span.latest},
    )
    yield _contradiction(field, time, ids)


def _known_copies(case: Case) -> Iterator[KnownBy]:
    """Copies of the same picture, with nothing around it, whose date an archive holds or was computed."""
    for match in same_picture(case):
        if match.image.first_seen is None or not dated(match) or shown_within(match) or not same_text(case, match):
            continue
        archived = match.image.first_seen_basis is SeenBasis.ARCHIVED
        dated_by = PremiseBasis.ARCHIVED if archived else PremiseBasis.COMPUTED
        yield KnownBy(
            span=When.parse(match.image.first_seen).span(),
            text=f"known image {match.image.id}, first seen {match.image.first_seen}, {date_basis(match)}",
            basis=dated_by if match.relation in IDENTICAL else PremiseBasis.LIKENESS,
            location=where(match),
        )


def _fits(case: Case, identifier: str) -> bool:
    """A capture tag is a statement about the picture: it bears on assertions of its capture only."""
    return any(item.id == identifier and item.kind is AssertionKind.CAPTURE_TIME for item in case.assertions)


def _contradiction(field: TimeField, time: KnownBy, ids: tuple[str, ...]) -> Contradiction:
    capture = Premise(
        text=f"capture time: the tag {field.tag} says {field.text}",
        basis=PremiseBasis.FILE_STATEMENT,
        finding=RULE.code,
    )
    return Contradiction.resting_on(
        capture,
        time.premise,
        kind="capture-after-public",
        statement="The capture time in the file falls after the picture was public",
        assertions=ids,
        axes=(Axis.TIME_PLACE,),
    )


RULE = Rule(
    code="capture-after-public",
    title="Capture time later than the picture was public",
    axis=Axis.TIME_PLACE,
    layer=Layer.PICTURE,
    group="container",
    basis=Basis.ASSIGNED,
    strongest=Strength.WEAK,
    stages=("metadata", "matches", "context"),
    proposition="the picture was taken before it is said to have been public",
    alternative="it was taken later, or it is not the picture that was public then",
    limits=("A camera's clock shows what somebody set it to, so this is a statement of a clock",),
    innocent_explanations=(
        "The camera's clock was wrong; a dead battery resets it, and phones show a wrong date after repair.",
        "The file is a later photograph or scan of the same paper or print.",
        "A program wrote the time of its own work into the tag.",
    ),
    next_step="Ask whoever made the picture how the clock was set, and compare with other pictures of the device.",
    judge=judge,
)
