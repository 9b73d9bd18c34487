"""Where did the sun stand at the claimed place and hour?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from verifyctl.model.claim import Assertion, AssertionKind, Layer
from verifyctl.model.dates import Precision, When
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.reference.sun import Sun, sun
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.positions import Position, claimed

# In a longer time than this the sun goes too far for one answer.
_LONGEST = timedelta(hours=2)


def judge(case: Case) -> Iterator[Hit]:
    """Work out the sun for every claimed capture with an hour, at the claimed coordinates.

    The position in the file is left alone: height and direction of the sun give it away where it was redacted.
    """
    if case.claim is None:
        return
    place = claimed(case)
    if place is None:
        return
    for assertion in case.claim.of_kind(AssertionKind.CAPTURE_TIME):
        if assertion.when is not None and assertion.when.precision in (Precision.MINUTE, Precision.SECOND):
            yield _at(assertion, assertion.when, place)


def _at(assertion: Assertion, when: When, place: Position) -> Hit:
    start, end = when.span().bounds()
    there = (place.location, locate.claim(f"assertions.{assertion.id}"))
    if end - start > _LONGEST:
        why = "without a zone" if when.zone is None else "of more than two hours"
        return Hit(
            about=assertion.id,
            observation=f"The sun was not worked out for the claimed {when}: it is a time {why}",
            direction=Direction.NOT_ASSESSABLE,
            locations=there,
            assertions=(assertion.id,),
            evidence={"claimed": str(when), "place": place.text},
            next_step="Write the claimed time of capture with its offset from UTC, such as 2015-04-27T12:00+03:00.",
        )
    return _worked_out(assertion, when, place, start)


def _worked_out(assertion: Assertion, when: When, place: Position, start: datetime) -> Hit:
    found = sun(place.latitude, place.longitude, start)
    return Hit(
        about=assertion.id,
        observation=f"At {place.text} at {when} the sun stood {_height(found)}, in the direction {found.azimuth:.0f} "
        f"degrees from north: {found.light} under an open sky{_shadow(found)}",
        direction=Direction.NEUTRAL,
        locations=(place.location, locate.claim(f"assertions.{assertion.id}")),
        assertions=(assertion.id,),
        evidence={
            "claimed": str(when),
            "place": place.text,
            "elevation_tenths": round(found.elevation * 10),
            "azimuth_tenths": round(found.azimuth * 10),
            "light": found.light,
        },
    )


def _height(found: Sun) -> str:
    return f"{abs(found.elevation):.1f} degrees {'above' if found.elevation >= 0 else 'below'} the horizon"


def _shadow(found: Sun) -> str:
    if found.shadow is None:
        return ""
    length, direction = found.shadow
    return f"; a shadow is {length:.1f} times as long as what throws it is high, and points to {direction:.0f} degrees"


RULE = Rule(
    code="claimed-sun",
    title="The sun at the claimed place and hour",
    axis=Axis.TIME_PLACE,
    layer=Layer.PICTURE,
    group="calendar",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=(),
    proposition="the light and the shadows in the picture fit the claimed place and hour",
    alternative="they do not",
    limits=("Whether the picture shows such light is for a person to see; no weight comes from the sum alone",),
    innocent_explanations=(
        "The claimed hour is rounded, or of another zone or summer time.",
        "The picture was taken indoors, under cloud, or with a lamp.",
    ),
    next_step="Compare the shadows and the light in the picture with where the sun stood.",
    judge=judge,
)
