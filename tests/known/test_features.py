from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known_scenes import scene

from verifyctl.known.features import LONG_SIDE, MOST, Features, Fineness, extract, extract_query, pack, unpack


def same(one: Features, other: Features) -> bool:
    return (one.width, one.height) == (other.width, other.height) and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("points", "descriptors", "words")
    )


@pytest.mark.parametrize("fineness", Fineness)
def test_a_picture_is_brought_to_one_long_side_up_as_well_as_down(fineness: Fineness) -> None:
    for width, height in ((2000, 1500), (300, 200), (150, 400)):
        found = extract(scene(1, width, height), fineness)
        assert max(found.width, found.height) == LONG_SIDE[fineness]
        assert found.width / found.height == pytest.approx(width / height, rel=0.01)
        assert 100 < len(found) <= MOST[fineness]
        assert found.fineness is fineness


def test_shapes_types_and_ranges() -> None:
    found = extract(scene(2))
    assert found.points.shape == (len(found), 4)
    assert found.descriptors.shape == (len(found), 32)
    assert found.words.shape == (len(found),)
    assert (found.points.dtype, found.descriptors.dtype, found.words.dtype) == (np.float32, np.uint8, np.uint16)
    assert found.points[:, 0].min() >= 0
    assert found.points[:, 0].max() < found.width
    assert found.points[:, 1].max() < found.height
    assert 0 <= found.points[:, 3].min() <= found.points[:, 3].max() < 360


def test_the_same_picture_gives_the_same_features() -> None:
    assert same(extract(scene(3)), extract(scene(3).copy()))
    assert same(extract_query(scene(3)), extract_query(scene(3).copy()))


def test_the_first_features_cover_the_picture_and_its_scales() -> None:
    found = extract(scene(4))
    first = found.points[:300]
    cells = {(int(x * 6 / found.width), int(y * 6 / found.height)) for x, y in first[:, :2]}
    assert len(cells) >= 32
    levels = np.unique(np.rint(np.log(first[:, 2] / 31) / np.log(1.2)))
    assert len(levels) >= 6


def test_letters_do_not_take_the_places_of_the_picture() -> None:
    import cv2

    picture = cv2.GaussianBlur(scene(5), (0, 0), 2.0)
    captioned = np.full((900, 640, 3), 255, dtype=np.uint8)
    captioned[420:, :] = picture[:480]
    for line in range(9):
        text = "".join(chr(97 + (7 * line + 3 * place) % 26) for place in range(36))
        cv2.putText(captioned, text, (5, 40 + 45 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    found = extract(captioned)
    inside = np.mean(found.points[:300, 1] > 420 * found.height / 900)
    assert inside > 0.4


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (3, 4000), (17, 17), (16, 640)])
@pytest.mark.parametrize("fineness", Fineness)
def test_tiny_pictures_and_strips_do_no_harm(shape: tuple[int, int], fineness: Fineness) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    for found in (extract(rgb, fineness), extract_query(rgb, fineness)):
        assert same(unpack(pack(found)), found)


@pytest.mark.parametrize("value", [0, 127, 255])
def test_blank_pictures_have_no_features(value: int) -> None:
    blank = np.full((400, 600, 3), value, dtype=np.uint8)
    assert len(extract(blank)) == 0
    assert len(extract_query(blank)) == 0
    assert same(unpack(pack(extract(blank))), extract(blank))


def test_a_nearly_blank_page_has_few_features() -> None:
    page = np.full((1200, 900, 3), 250, dtype=np.uint8)
    page[600:640, 430:470] = 20
    assert len(extract(page)) < 120


def test_a_read_only_or_cut_out_picture_is_fine() -> None:
    whole = scene(6)
    whole.setflags(write=False)
    assert same(extract(whole[10:200, 20:300]), extract(whole[10:200, 20:300].copy()))
    assert len(extract(whole[:, ::-1])) > 100


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_packing_loses_nothing(data: st.DataObject) -> None:
    seed = data.draw(st.integers(0, 2**32 - 1))
    found = extract(scene(seed % 7, *data.draw(st.sampled_from([(320, 240), (90, 300), (640, 640)]))))
    again = unpack(pack(found))
    assert same(found, again)
    assert pack(again) == pack(found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="packed features"):
        unpack(data)


def test_cut_off_bytes_are_refused() -> None:
    packed = pack(extract(scene(1)))
    for data in (packed[:-1], packed[:11], packed + b"\0", b"XXXX" + packed[4:]):
        with pytest.raises(ValueError, match="packed features"):
            unpack(data)
