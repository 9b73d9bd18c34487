"""The time in a file's name is stated as a hint and depends on the name alone."""

import pytest

from tests.contracts import RuleContract, findings, only
from tests.factories import case, context_facts
from verifyctl.model.facts import DecodedTime
from verifyctl.reference.ids import read_name
from verifyctl.rules.base import Case
from verifyctl.rules.file_name_time import RULE


def named(name: str) -> Case:
    times = tuple(
        DecodedTime(scheme=item.scheme, id=item.id, at=item.at, source=item.source, basis=item.basis)
        for item in read_name(name)
    )
    return case(context=context_facts(name_times=times))


class TestContract(RuleContract):
    rule = RULE
    fires = {"WhatsApp": named("IMG-20150428-WA0003.jpg"), "Pixel": named("PXL_20240813_051351918.jpg")}
    quiet = {"no time": named("letter.jpg"), "no id with a time": named("received_1234567890123456.jpeg")}
    cannot_tell = {"context failed": case()}
    innocent = {"a name that somebody typed": named("IMG_20150428_201533.jpg")}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("IMG-20150428-WA0003.jpg", "2015-04-28, zone not known"),
        ("PXL_20240813_051351918.jpg", "2024-08-13T05:13:51.918Z"),
    ],
)
def test_a_zone_is_never_added(name: str, said: str) -> None:
    assert only(RULE, named(name)).observation.endswith(f"held the time {said}")


def test_it_is_no_part_of_what_a_rerun_must_reproduce() -> None:
    assert not any(item.reproducible for item in findings(RULE, named("IMG-20150428-WA0003.jpg")))
