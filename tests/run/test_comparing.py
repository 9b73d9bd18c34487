"""Two pictures at once in a worker: comparing files, and drawing what a search found."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.letters import letter as draw_letter
from tests.letters import lines_of
from verifyctl.known.ingest import Examined, Keep
from verifyctl.known.items import Description
from verifyctl.known.storage.sqlite import Store
from verifyctl.media.read import identify
from verifyctl.model.matches import Match, MatchesFacts, Relation
from verifyctl.run.artifacts import draw
from verifyctl.run.pipeline import worker_for
from verifyctl.run.pool import Worker, WorkerError
from verifyctl.settings import Settings

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def letter(seed: int, *, line_10: str | None = None) -> bytes:
    """A page as a JPEG file, its eleventh line as given."""
    lines = lines_of(seed)
    if line_10 is not None:
        lines[10] = line_10
    buffer = io.BytesIO()
    Image.fromarray(draw_letter(lines)).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


@pytest.fixture(name="worker")
def worker_fixture():
    with worker_for(Settings()) as worker:
        yield worker


def take(worker: Worker, data: bytes) -> None:
    worker.take(identify(data, "evidence.jpg", where="evidence.jpg"), data)


def test_two_letters_are_compared_and_drawn(worker: Worker):
    known, changed = letter(1), letter(1, line_10="twenty four people left the office before noon")
    take(worker, changed)
    answer = worker.compare(identify(known, "known.jpg", where="known.jpg"), known, {"artifacts": True})
    match = Match.model_validate(answer["match"], strict=False)
    assert match.relation is Relation.SAME_PAGE_CHANGED
    assert set(answer["files"]) == {"side-by-side", "overlay", "changed"}
    with Image.open(io.BytesIO(base64.b64decode(answer["files"]["overlay"]))) as overlay:
        assert overlay.format == "PNG"


def test_what_has_nothing_in_common_has_no_match(worker: Worker):
    buffer = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((800, 600), Image.Resampling.BICUBIC).save(buffer, "PNG")
    take(worker, letter(1))
    other = buffer.getvalue()
    answer = worker.compare(identify(other, "other.png", where="other.png"), other, {})
    assert "match" not in answer
    assert answer["flat"] is False


def test_a_broken_second_file_is_named_and_the_worker_goes_on(worker: Worker):
    take(worker, letter(1))
    broken = letter(2)[:400]
    with pytest.raises(WorkerError, match="could not be decoded"):
        worker.compare(identify(broken, "broken.jpg", where="broken.jpg"), broken, {})
    assert worker.compare(identify(letter(1), "same.jpg", where="same.jpg"), letter(1), {})["match"]["relation"] == (
        "identical_bytes"
    )


def test_boxes_lie_on_the_image_as_it_was_and_pictures_on_what_is_kept(worker: Worker, tmp_path: Path):
    with Image.open(io.BytesIO(letter(1))) as image:
        buffer = io.BytesIO()
        image.resize((2000, 2800)).save(buffer, "JPEG", quality=85)
    store_path = tmp_path / "known.sqlite"
    take(worker, buffer.getvalue())
    examined = Examined.model_validate(worker.describe(), strict=False)
    kept = examined.rendition()
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as small:
        assert small.height == 1600
    with Store.create(store_path) as store:
        store.add(examined.item(Description()), NOW, features=examined.features(), rendition=kept)
    take(worker, letter(1, line_10="twenty four people left the office before noon"))
    stores = [{"path": str(store_path), "name": "known.sqlite"}]
    result = worker.run_stage("matches", {"stores": stores})
    assert isinstance(result.facts, MatchesFacts)
    (match,) = result.facts.matches
    assert (match.image.width, match.image.height) == (2000, 2800)
    assert match.comparison is not None
    for region in match.comparison.regions:
        assert abs(region.known.y - 2 * region.evidence.y) < 12
    overlay = base64.b64decode(worker.artifacts(result.facts, stores)["0"]["overlay"])
    with Image.open(io.BytesIO(overlay)) as picture:
        channels = np.asarray(picture.convert("RGB")).astype(int)
    assert np.abs(channels[..., 0] - channels[..., 1]).mean() < 12  # the two lie on each other


@pytest.mark.parametrize("keep", [Keep.PAGES, Keep.NONE])
def test_matches_are_drawn_where_the_store_keeps_something_to_look_at(worker: Worker, tmp_path: Path, keep: Keep):
    store_path = tmp_path / "known.sqlite"
    take(worker, letter(1))
    examined = Examined.model_validate(worker.describe({"keep": keep.value}), strict=False)
    with Store.create(store_path) as store:
        store.add(examined.item(Description()), NOW, features=examined.features(), rendition=examined.rendition())
    settings = Settings(known=(str(store_path),))
    take(worker, letter(1, line_10="twenty four people left the office before noon"))
    result = worker.run_stage("matches", {"stores": [{"path": str(store_path), "name": "known.sqlite"}]})
    assert isinstance(result.facts, MatchesFacts)
    written = draw(tmp_path / "out", "evidence", result.facts, worker, settings)
    names = {path.name for path in written}
    image = examined.item(Description()).id
    kinds = ("side-by-side", "overlay", "changed") if keep is Keep.PAGES else ()
    assert names == {f"evidence.{image}.{kind}.png" for kind in kinds}
    assert all(path.stat().st_size > 1000 for path in written)
