"""The measurements on files: values are compared by meaning, and what is timed carries what a camera writes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import file_costs, innocent, metadata_fields
from verifyctl.media.read import identify
from verifyctl.model.metadata import MetadataFacts
from verifyctl.stages.base import Evidence, Job
from verifyctl.stages.metadata import collect


@pytest.mark.parametrize(
    ("compare", "theirs", "ours"),
    [
        (metadata_fields.same_text, "2015-04-27T09:00:00Z", "2015:04:27 09:00:00Z"),
        (metadata_fields.same_degrees, "43.467448", "43, 28, 1407/500"),
        (metadata_fields.same_degrees, "-43.5", "43, 30, 0"),
        (metadata_fields.same_clock, "14:27:07.24", "14, 27, 181/25"),
        (metadata_fields.same_digits, "2011:07:30", "20110730"),
        (metadata_fields.same_list, ["a", "b"], "a; b"),
    ],
)
def test_one_value_in_two_forms_is_the_same(compare: object, theirs: object, ours: str) -> None:
    assert callable(compare)
    assert compare(theirs, ours)
    assert not compare(theirs, "9" + ours)


def test_the_file_that_is_timed_has_tags_and_a_thumbnail(tmp_path: Path) -> None:
    picture = Image.linear_gradient("L").convert("RGB").resize((640, 480))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=file_costs.tags(picture))
    data = stream.getvalue()
    source = Evidence(identify(data, "a.jpg", where="a.jpg"), data, max_pixels=10**7)
    facts = collect(Job(source, params={}, scratch=tmp_path)).facts
    assert isinstance(facts, MetadataFacts)
    assert len(facts.fields) > 25
    assert facts.thumbnail is not None
    assert facts.thumbnail.likeness is not None
    assert facts.thumbnail.likeness > 900
    assert len(file_costs.walked(data)) == file_costs.WALKED


def test_pictures_are_counted_once_and_broken_ones_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(innocent, "CACHE", tmp_path / "cache")
    for name in ("a/one.jpg", "a/two.jpg", "pillow/broken.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"the same")
    (tmp_path / "a" / "three.jpg").write_bytes(b"another")
    assert [name for name, _ in innocent.pictures(tmp_path, 5)] == ["a/one.jpg", "a/three.jpg"]
