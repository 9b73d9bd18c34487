"""The stage `file`: what it collects, and that a picture that cannot be decoded still leaves its digests."""

from pathlib import Path

import pytest

from verifyctl.media.read import identify
from verifyctl.model.base import reproducible
from verifyctl.model.facts import FileFacts
from verifyctl.stages.base import Evidence, FailedError, Job
from verifyctl.stages.file import collect


def job(data: bytes, name: str, scratch: Path) -> Job:
    file = identify(data, name, where=name)
    return Job(source=Evidence(file, data, max_pixels=10**6), params={}, scratch=scratch)


def facts(data: bytes, name: str, scratch: Path) -> FileFacts:
    found = collect(job(data, name, scratch)).facts
    assert isinstance(found, FileFacts)
    return found


def test_name_and_content_are_held_against_each_other(jpeg: bytes, tmp_path: Path) -> None:
    assert facts(jpeg, "a.jpg", tmp_path).name.agrees is True
    assert facts(jpeg, "a.PNG", tmp_path).name.agrees is False
    assert facts(jpeg, "a.unknown", tmp_path).name.agrees is None
    assert facts(jpeg, "a", tmp_path).name.extension == ""


def test_the_name_is_no_part_of_what_must_be_reproduced(jpeg: bytes, tmp_path: Path) -> None:
    assert reproducible(facts(jpeg, "a.jpg", tmp_path)) == reproducible(facts(jpeg, "other.png", tmp_path))


def test_components_name_the_decoders(jpeg: bytes, tmp_path: Path) -> None:
    names = {component.name for component in collect(job(jpeg, "a.jpg", tmp_path)).components}
    assert {"Pillow", "libjpeg_turbo"} <= names


def test_a_broken_picture_fails_with_partial_facts(jpeg: bytes, tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="cut short") as caught:
        collect(job(jpeg[: len(jpeg) // 2], "a.jpg", tmp_path))
    partial = caught.value.facts
    assert isinstance(partial, FileFacts)
    assert partial.pixels is None
    assert partial.digests.sha256
