"""Parts of one file that state different times of capture."""

from tests.contracts import RuleContract, only
from tests.factories import captured, case, tag
from verifyctl.model.metadata import MetadataFacts, MetadataField, Property, TimeMeaning
from verifyctl.rules.base import Case
from verifyctl.rules.file_times_differ import RULE


def stated(
    *fields: MetadataField, xmp: str | None = None, digitised: str | None = None, taken: str = "2015-04-27T12:00:00"
) -> Case:
    times = (
        captured(taken),
        *(
            [captured(digitised, TimeMeaning.DIGITISED).model_copy(update={"tag": "EXIF DateTimeDigitized"})]
            if digitised
            else []
        ),
    )
    packet = (Property(path="photoshop:DateCreated", text=xmp),) if xmp else ()
    return case(metadata=MetadataFacts(times=times, fields=fields, xmp=packet))


class TestContract(RuleContract):
    rule = RULE
    fires = {
        "digitised years later": stated(digitised="2019-01-01T10:00:00"),
        "another day in XMP": stated(xmp="2015-04-29"),
        "another day in IPTC": stated(tag("IPTC DateCreated", "20150401", agree=None)),
    }
    quiet = {
        "the same": stated(digitised="2015-04-27T12:00:00", xmp="2015-04-27T12:00:00"),
        "the day alone": stated(tag("IPTC DateCreated", "20150427", agree=None)),
        "with the offset": stated(xmp="2015-04-27T12:00:00+03:00"),
        "one statement": stated(),
        "no time in it": stated(xmp="spring"),
    }
    cannot_tell = {"metadata failed": case()}
    innocent = {"a scanned slide": stated(digitised="2021-06-01T10:00:00", taken="1985-07-01T00:00:00")}


def test_both_are_quoted_with_their_places() -> None:
    found = only(RULE, TestContract.fires["another day in XMP"])
    assert found.evidence == {"EXIF DateTimeOriginal": "2015:04:27 12:00:00", "XMP photoshop:DateCreated": "2015-04-29"}
