"""The offset in the file against that of clocks at its position: travellers' cameras differ, so it weighs nothing."""

from tests.contracts import RuleContract, only
from tests.factories import case
from verifyctl.model.place import LocalOffset, PlaceFacts
from verifyctl.rules.base import Case
from verifyctl.rules.offset_against_place import RULE


def at_ramadi(carried: str | None, *offsets: str) -> Case:
    entry = LocalOffset(tag="EXIF DateTimeOriginal", local="2015-04-27T12:00:00", carried=carried, offsets=offsets)
    return case(place=PlaceFacts(zone="Asia/Baghdad", offsets=(entry,)))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "another zone": at_ramadi("+02:00", "+03:00"),
        "an hour that came twice": at_ramadi("+01:00", "+04:00", "+03:00"),
    }
    quiet = {
        "the same": at_ramadi("+03:00", "+03:00"),
        "one of two": at_ramadi("+03:00", "+04:00", "+03:00"),
        "no offset in the file": at_ramadi(None, "+03:00"),
        "an hour that never was": at_ramadi("+02:00"),
    }
    cannot_tell = {"no zones installed": case()}
    innocent = {"a traveller's camera": at_ramadi("-05:00", "+03:00")}


def test_both_offsets_and_the_zone_are_named() -> None:
    said = only(RULE, TestContract.fires["another zone"]).observation
    assert "carried the offset +02:00, and clocks at the stated position (Asia/Baghdad) ran at +03:00" in said
