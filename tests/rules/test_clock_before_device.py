"""A capture time before the device came out: the clock is of no use."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import captured, case, tag
from verifyctl.model.metadata import MetadataFacts, MetadataField
from verifyctl.rules.base import Case
from verifyctl.rules.clock_before_device import RULE


def phone(taken: str, model: str | MetadataField = "iPhone 12", software: str | None = None) -> Case:
    named = model if isinstance(model, MetadataField) else tag("Image Model", model)
    fields = [tag("Image Make", "Apple"), named]
    fields += [tag("Image Software", software)] if software else []
    return case(metadata=MetadataFacts(times=(captured(taken),), fields=tuple(fields)))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "years before": phone("2015-04-27T12:00:00"),
        "by its system": phone("2015-04-27T12:00:00", "iPad6,11", software="15.4.1"),
    }
    quiet = {
        "after it came out": phone("2021-04-27T12:00:00"),
        "a test version": phone("2020-06-01T12:00:00"),
        "a device that the table lacks": phone("1999-01-01T00:00:00", "Specimen 1"),
        "readers disagree": phone(
            "2015-04-27T12:00:00", model=tag("Image Model", "iPhone 12", "iPhone 1", agree=False)
        ),
    }
    cannot_tell = {"metadata failed": case()}
    innocent = {"a clock that was reset": phone("1980-01-01T00:00:00")}


def test_device_and_system_are_told_apart() -> None:
    found = findings(RULE, phone("2015-04-27T12:00:00", "iPhone 12", software="14.1"))
    assert [item.id for item in found] == ["clock-before-device:device", "clock-before-device:system"]


@pytest.mark.parametrize("taken", ["2020-04-26T11:00:00", "2020-04-27T00:00:00"])
def test_it_keeps_180_days_and_every_zone_of_room(taken: str) -> None:
    assert findings(RULE, phone(taken)) == ()


def test_it_names_its_source() -> None:
    found = only(RULE, TestContract.fires["years before"])
    assert "Apple iPhone 12" in found.observation
    assert "2020-10-23" in found.observation
    assert any("endoflife.date" in place.where for place in found.locations)
