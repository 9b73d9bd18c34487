"""The stage `place`: the zone of a stated position, offsets at the hours of the file, and every way to end."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from verifyctl.media import zones
from verifyctl.media.read import identify
from verifyctl.model.place import PlaceFacts
from verifyctl.stages.base import Evidence, FailedError, Job, NotApplicableError, UnavailableError
from verifyctl.stages.place import collect

RAMADI = ((33, 25, 12.0), "N", (43, 18, 0.0), "E")
DAMASCUS = ((33, 30, 47.0), "N", (36, 17, 31.0), "E")


def picture(
    place: tuple[Any, ...] | None = RAMADI, when: str = "2015:04:27 12:00:00", offset: str | None = "+03:00"
) -> bytes:
    exif = Image.Exif()
    inner = exif.get_ifd(0x8769)
    inner[0x9003] = when
    if offset is not None:
        inner[0x9011] = offset
    if place is not None:
        gps = exif.get_ifd(0x8825)
        gps[2], gps[1], gps[4], gps[3] = place
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def facts(data: bytes, scratch: Path) -> PlaceFacts:
    file = identify(data, "a.jpg", where="a.jpg")
    found = collect(Job(source=Evidence(file, data, max_pixels=10**7), params={}, scratch=scratch)).facts
    assert isinstance(found, PlaceFacts)
    return found


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No finder is left over from another test."""
    zones._finder.cache_clear()
    yield
    zones._finder.cache_clear()


@pytest.fixture
def baghdad(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every place lay in the zone of Baghdad."""
    monkeypatch.setattr(zones, "zone_of", lambda latitude, longitude: "Asia/Baghdad")


@pytest.mark.usefixtures("baghdad")
def test_the_position_its_zone_and_the_offset_then(tmp_path: Path) -> None:
    found = facts(picture(), tmp_path)
    assert found.zone == "Asia/Baghdad"
    (entry,) = found.offsets
    assert entry.as_json() == {
        "tag": "EXIF DateTimeOriginal",
        "local": "2015-04-27T12:00:00",
        "carried": "+03:00",
        "offsets": ["+03:00"],
    }


@pytest.mark.usefixtures("baghdad")
@pytest.mark.parametrize("offset", ["3", "+99:00", "+03:0", "\u0663", ""])
def test_an_offset_that_is_none_is_not_carried(offset: str, tmp_path: Path) -> None:
    assert facts(picture(offset=offset), tmp_path).offsets[0].carried is None


@pytest.mark.usefixtures("baghdad")
@pytest.mark.parametrize("when", ["0000:00:00 00:00:00", "    ", "2015:02:30 00:00:00"])
def test_a_time_that_is_none_has_no_offset(when: str, tmp_path: Path) -> None:
    assert facts(picture(when=when), tmp_path).offsets == ()


@pytest.mark.usefixtures("baghdad")
@pytest.mark.parametrize(
    "place",
    [
        None,
        ((0, 0, 0.0), "N", (0, 0, 0.0), "E"),
        ((91, 0, 0.0), "N", (0, 0, 0.0), "E"),
        ((33, 0, 0.0), "N", (181, 0, 0.0), "E"),
    ],
)
def test_without_a_position_it_does_not_apply(place: tuple[Any, ...] | None, tmp_path: Path) -> None:
    with pytest.raises(NotApplicableError, match="no position"):
        facts(picture(place), tmp_path)


def test_south_and_west_are_negative(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[float, float]] = []
    monkeypatch.setattr(zones, "zone_of", lambda *place: asked.append(place) or "America/Santiago")
    facts(picture(((33, 30, 0.0), "S", (70, 30, 36.0), "W")), tmp_path)
    assert asked == [(-33.5, pytest.approx(-70.51))]


def test_bytes_that_nobody_can_open_state_nothing(tmp_path: Path) -> None:
    broken = picture()[:200]
    with pytest.raises(NotApplicableError):
        facts(broken, tmp_path)


def test_without_the_package_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "timezonefinder", None)
    with pytest.raises(UnavailableError, match="timezonefinder is not installed") as caught:
        facts(picture(), tmp_path)
    assert caught.value.next_step == 'pip install "verifyctl[zones]"'


def test_a_zone_that_the_data_base_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(zones, "zone_of", lambda latitude, longitude: "Asia/Nowhere")
    with pytest.raises(UnavailableError, match="has no Asia/Nowhere"):
        facts(picture(), tmp_path)


def test_a_place_without_a_zone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere = ModuleType("timezonefinder")
    nowhere.TimezoneFinder = type("Finder", (), {"timezone_at": lambda self, **place: None})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "timezonefinder", nowhere)
    with pytest.raises(FailedError, match="no time zone is known"):
        facts(picture(), tmp_path)


@pytest.mark.parametrize(
    ("zone", "shown", "offsets"),
    [
        ("Asia/Damascus", "2015-04-27T12:00:00", ("+03:00",)),
        ("Asia/Damascus", "2015-12-27T12:00:00", ("+02:00",)),
        ("Asia/Damascus", "2023-12-27T12:00:00", ("+03:00",)),
        ("Asia/Baghdad", "2007-04-27T12:00:00", ("+04:00",)),
        ("Asia/Baghdad", "2015-04-27T12:00:00", ("+03:00",)),
        ("Europe/Berlin", "2015-10-25T02:30:00", ("+02:00", "+01:00")),
        ("Europe/Berlin", "2015-03-29T02:30:00", ()),
        ("Etc/GMT-3", "2015-04-27T12:00:00", ("+03:00",)),
        ("Asia/Kathmandu", "2015-04-27T12:00:00", ("+05:45",)),
    ],
)
def test_how_clocks_ran(zone: str, shown: str, offsets: tuple[str, ...]) -> None:
    assert zones.offsets_at(zone, datetime.fromisoformat(shown)) == offsets


def test_the_real_package_knows_the_places(tmp_path: Path) -> None:
    pytest.importorskip("timezonefinder")
    assert facts(picture(), tmp_path).zone == "Asia/Baghdad"
    assert facts(picture(DAMASCUS), tmp_path).zone == "Asia/Damascus"
    assert zones.zone_of(30.0, -45.0) == "Etc/GMT+3"
