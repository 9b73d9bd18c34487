"""Evidence pictures are drawn from the match alone, the same every time."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from verifyctl.known.artifacts import CHANGED, OVERLAY, SIDE_BY_SIDE, draw, transform_of
from verifyctl.model.base import Box
from verifyctl.model.matches import Compared, Comparison, KnownImage, Level, Match, Overlap, Point, Region, Relation

CORNERS = tuple(Point(x=x, y=y) for x, y in ((0, 0), (400, 0), (400, 300), (0, 300)))
SHIFTED = tuple(Point(x=x + 50, y=y + 20) for x, y in ((0, 0), (800, 0), (800, 600), (0, 600)))


@pytest.fixture
def pictures() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    known = np.repeat(np.repeat(rng.integers(0, 255, (30, 40, 3), dtype=np.uint8), 10, 0), 10, 1)
    evidence = np.full((700, 900, 3), 255, np.uint8)
    evidence[20:620, 50:850] = np.repeat(np.repeat(known, 2, 0), 2, 1)
    return evidence, known


def match(*, regions: tuple[Region, ...] = (), overlap: bool = True) -> Match:
    return Match(
        relation=Relation.FRAMED,
        overlap=Overlap(evidence=SHIFTED, known=CORNERS, evidence_share=762, known_share=1000) if overlap else None,
        comparison=Comparison(outcome=Compared.EDITED, compared=900, changed=20, regions=regions) if regions else None,
        image=KnownImage(id="0" * 16, width=400, height=300),
    )


def opened(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        assert not image.info
        return np.asarray(image.convert("RGB"))


def test_the_transform_is_read_from_the_polygons():
    homography = transform_of(match())
    assert homography is not None
    assert homography / homography[2, 2] == pytest.approx(np.array([(2, 0, 50), (0, 2, 20), (0, 0, 1)]), abs=1e-6)


def test_the_overlay_is_grey_where_the_two_agree(pictures):
    files = draw(match(), *pictures)
    assert set(files) == {SIDE_BY_SIDE, OVERLAY}
    overlay = opened(files[OVERLAY]).astype(int)
    inside = overlay[100:900, 150:1200]
    assert np.median(np.abs(inside[..., 0] - inside[..., 1])) <= 4


def test_a_smaller_known_picture_lies_in_the_same_place(pictures):
    evidence, known = pictures
    small = np.ascontiguousarray(known[::2, ::2])
    whole, half = (opened(draw(match(), evidence, each)[OVERLAY]) for each in (known, small))
    assert np.abs(whole.astype(int) - half).mean() < 12


def test_regions_are_boxed_and_enlarged(pictures):
    region = Region(
        level=Level.CHANGED,
        evidence=Box(x=150, y=120, width=60, height=20),
        known=Box(x=50, y=50, width=30, height=10),
        difference=500,
    )
    files = draw(match(regions=(region,)), *pictures)
    assert opened(files[CHANGED]).shape[1] == 900
    assert (opened(files[SIDE_BY_SIDE]) == (213, 94, 0)).all(axis=2).sum() > 50


def test_regions_at_and_beyond_the_edge_do_no_harm(pictures):
    edge = Region(
        level=Level.LOOK,
        evidence=Box(x=-20, y=-20, width=10, height=5),
        known=Box(x=395, y=295, width=50, height=50),
        difference=200,
    )
    assert CHANGED in draw(match(regions=(edge,)), *pictures)


def test_without_alignment_only_the_two_are_shown(pictures):
    assert set(draw(match(overlap=False), *pictures)) == {SIDE_BY_SIDE}


def test_the_same_match_draws_the_same_bytes(pictures):
    assert draw(match(), *pictures) == draw(match(), *pictures)
