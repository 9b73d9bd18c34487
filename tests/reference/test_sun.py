"""The sun's place against PyEphem 4.2.1 (without refraction), and what the angles are called."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.reference.sun import Sun, sun

# Latitude, longitude, moment, elevation and azimuth by ephem.Sun with pressure 0.
EPHEM = [
    (-6.29, 21.52, "2020-11-04T21:32:32+00:00", -65.340, 206.723),
    (-6.36, 127.82, "2011-06-19T00:29:18+00:00", 36.810, 54.352),
    (-41.62, 4.29, "2026-06-07T21:50:22+00:00", -60.090, 239.729),
    (15.04, -112.98, "2020-03-13T01:35:45+00:00", 0.629, 266.928),
    (-25.95, -147.36, "2026-08-03T16:54:48+00:00", 5.075, 67.884),
    (-60.47, 173.59, "2020-05-31T14:58:50+00:00", -43.022, 127.317),
    (20.32, 41.6, "2010-05-12T06:26:33+00:00", 51.460, 86.133),
    (16.25, 119.41, "2007-02-24T23:40:18+00:00", 17.280, 105.504),
    (-58.14, -111.53, "2013-03-26T18:18:54+00:00", 27.659, 20.612),
    (13.15, 100.12, "2016-02-08T00:47:00+00:00", 13.644, 109.526),
    (-7.85, 123.27, "2022-08-31T10:47:52+00:00", -16.041, 276.701),
    (-35.16, -74.11, "2005-02-27T02:08:41+00:00", -29.146, 233.401),
    (21.44, -15.36, "2014-06-19T21:19:03+00:00", -19.446, 306.270),
    (-12.31, 18.46, "2007-11-01T00:24:10+00:00", -51.170, 132.269),
    (27.43, -66.5, "2012-10-25T04:31:21+00:00", -74.001, 19.191),
    (1.7, -169.29, "2024-02-29T11:43:15+00:00", -83.119, 150.404),
]


@pytest.mark.parametrize(("latitude", "longitude", "at", "elevation", "azimuth"), EPHEM)
def test_it_agrees_with_an_independent_program(
    latitude: float, longitude: float, at: str, elevation: float, azimuth: float
) -> None:
    found = sun(latitude, longitude, datetime.fromisoformat(at))
    assert abs(found.elevation - elevation) < 0.02
    assert abs((found.azimuth - azimuth + 180) % 360 - 180) < 0.05


def test_the_worked_example() -> None:
    found = sun(33.42, 43.30, datetime(2015, 4, 27, 9, tzinfo=UTC))
    assert (round(found.elevation, 1), round(found.azimuth, 1)) == (70.3, 176.7)


def test_a_zone_changes_nothing() -> None:
    baghdad = timezone(timedelta(hours=3))
    assert sun(33.42, 43.30, datetime(2015, 4, 27, 12, tzinfo=baghdad)) == sun(
        33.42, 43.30, datetime(2015, 4, 27, 9, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("elevation", "light"),
    [
        (90.0, "day"),
        (-0.8, "day"),
        (-0.9, "civil twilight"),
        (-6.1, "nautical twilight"),
        (-12.1, "astronomical twilight"),
        (-18.1, "night"),
    ],
)
def test_light(elevation: float, light: str) -> None:
    assert Sun(elevation, 0).light == light


def test_shadows_point_away_and_need_some_sun() -> None:
    assert Sun(0.9, 90).shadow is None
    length, direction = Sun(45, 90).shadow or (0, 0)
    assert (round(length, 6), direction) == (1.0, 270)


@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(-3e9, 4e9),
)
def test_angles_stay_in_their_ranges(latitude: float, longitude: float, seconds: float) -> None:
    found = sun(latitude, longitude, datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
    assert -90 <= found.elevation <= 90
    assert 0 <= found.azimuth < 360 or found.azimuth == pytest.approx(0)


@pytest.mark.parametrize(("latitude", "longitude"), [(90.1, 0), (0, 180.1), (float("nan"), 0)])
def test_no_place(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="no place"):
        sun(latitude, longitude, datetime(2015, 1, 1, tzinfo=UTC))


def test_no_zone() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        sun(0, 0, datetime(2015, 1, 1, tzinfo=UTC).replace(tzinfo=None))
