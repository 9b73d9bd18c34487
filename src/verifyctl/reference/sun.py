"""Where the sun stands: its elevation and azimuth for a place and a moment, worked out without any table.

After J. Meeus, Astronomical Algorithms (2nd edition, 1998), chapters 12, 13 and 25 (the solar position of low
accuracy, 0.01 degrees), which is also what the solar calculator of the NOAA is built on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Sun:
    """The centre of the sun's disc, in degrees: `elevation` above the horizon without refraction, `azimuth` from north
    through east.
    """

    elevation: float
    azimuth: float

    @property
    def light(self) -> str:
        """What light that makes under an open sky; the sun rises and sets at -0.833 degrees."""
        for floor, words in (
            (-0.833, "day"),
            (-6.0, "civil twilight"),
            (-12.0, "nautical twilight"),
            (-18.0, "astronomical twilight"),
        ):
            if self.elevation >= floor:
                return words
        return "night"

    @property
    def shadow(self) -> tuple[float, float] | None:
        """Length in heights of what throws it, and direction in degrees from north; None with hardly any sun."""
        if self.elevation < 1:
            return None
        return 1 / math.tan(math.radians(self.elevation)), (self.azimuth + 180) % 360


def sun(latitude: float, longitude: float, moment: datetime) -> Sun:
    """The sun for a place in degrees (north and east positive) and an aware moment.

    Raises ValueError for a moment without a zone and for a place that there is none of.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"{latitude}, {longitude} is no place on Earth")
    days = (moment - _J2000).total_seconds() / 86_400
    right_ascension, declination = _equatorial(days / 36_525)
    sidereal = 280.46061837 + 360.98564736629 * days
    hour_angle = math.radians((sidereal + longitude) % 360) - right_ascension
    phi = math.radians(latitude)
    height = math.sin(phi) * math.sin(declination) + math.cos(phi) * math.cos(declination) * math.cos(hour_angle)
    elevation = math.degrees(math.asin(max(-1.0, min(1.0, height))))
    south = math.atan2(
        math.sin(hour_angle), math.cos(hour_angle) * math.sin(phi) - math.tan(declination) * math.cos(phi)
    )
    return Sun(elevation=elevation, azimuth=(math.degrees(south) + 180) % 360)


def _equatorial(centuries: float) -> tuple[float, float]:
    """Apparent right ascension and declination in radians, `centuries` after 2000."""
    mean_longitude = 280.46646 + 36000.76983 * centuries + 0.0003032 * centuries**2
    anomaly = math.radians(357.52911 + 35999.05029 * centuries - 0.0001537 * centuries**2)
    centre = (
        (1.914602 - 0.004817 * centuries) * math.sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * centuries)
    longitude = math.radians(mean_longitude + centre - 0.00569 - 0.00478 * math.sin(node))
    obliquity = math.radians(23.43929111 - 0.0130041667 * centuries + 0.00256 * math.cos(node))
    right_ascension = math.atan2(math.cos(obliquity) * math.sin(longitude), math.cos(longitude))
    return right_ascension, math.asin(math.sin(obliquity) * math.sin(longitude))
