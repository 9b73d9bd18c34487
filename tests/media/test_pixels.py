"""Decoding: the same upright 8-bit RGB whatever the container, nothing clipped, only the announced decoder tried."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.conftest import encoded
from verifyctl.media.formats import AVIF, BMP, GIF, HEIC, JPEG, PNG, TIFF, WEBP, sniff
from verifyctl.media.pixels import DecoderMissingError, UndecodableError, decode


@pytest.mark.parametrize(
    ("kind", "media_type", "options"),
    [
        ("PNG", PNG, {}),
        ("TIFF", TIFF, {}),
        ("BMP", BMP, {}),
        ("WEBP", WEBP, {"lossless": True}),
    ],
)
def test_lossless_containers_give_the_same_pixels(
    picture: Image.Image, kind: str, media_type: str, options: dict[str, object]
) -> None:
    data = encoded(picture, kind, **options)
    assert sniff(data[:64]) == media_type
    found = decode(data, media_type)
    assert np.array_equal(found.rgb, np.asarray(picture))
    assert found.facts.digest == decode(encoded(picture, "PNG"), PNG).facts.digest


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", JPEG), ("GIF", GIF), ("AVIF", AVIF)])
def test_lossy_containers_are_sniffed_and_decoded(picture: Image.Image, kind: str, media_type: str) -> None:
    data = encoded(picture, kind)
    assert sniff(data[:64]) == media_type
    assert decode(data, media_type).rgb.shape == (64, 96, 3)


def test_an_mpo_is_opened_as_a_jpeg_with_more_frames(picture: Image.Image) -> None:
    data = encoded(picture, "MPO", save_all=True, append_images=[picture.rotate(180)])
    found = decode(data, JPEG)
    assert found.facts.frames == 2
    assert found.rgb.shape == (64, 96, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(picture: Image.Image, orientation: int) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's transpositions that bring a picture into this state
    stored = picture if orientation == 1 else picture.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = decode(encoded(stored, "PNG", exif=exif), PNG)
    assert np.array_equal(found.rgb, np.asarray(picture))
    assert found.facts.orientation == orientation
    assert (found.facts.width, found.facts.height) == (96, 64)


def test_sixteen_bits_are_scaled_and_not_clipped() -> None:
    ramp = np.linspace(0, 65535, 96 * 64).reshape(64, 96).astype(np.uint16)
    stream = io.BytesIO()
    Image.fromarray(ramp).save(stream, "PNG")
    found = decode(stream.getvalue(), PNG)
    assert found.facts.bits in (16, 32)
    assert found.rgb[0, 0, 0] == 0
    assert found.rgb[-1, -1, 0] == 255
    assert 120 <= int(found.rgb[32, 0, 0]) <= 135
    assert len(np.unique(found.rgb)) == 256


def test_float_samples_with_strange_values_are_decoded() -> None:
    values = np.linspace(-5.0, 5.0, 96 * 64, dtype=np.float32).reshape(64, 96)
    values[0, 0], values[0, 1] = np.nan, np.inf
    stream = io.BytesIO()
    Image.fromarray(values).save(stream, "TIFF")
    assert decode(stream.getvalue(), TIFF).rgb.shape == (64, 96, 3)


def test_alpha_is_laid_on_white_and_recorded() -> None:
    hidden = Image.new("RGBA", (8, 8), (10, 20, 30, 0))
    found = decode(encoded(hidden, "PNG"), PNG)
    assert found.facts.has_alpha
    assert (found.rgb == 255).all()
    assert found.facts.converted == ("alpha laid on white",)


def test_cmyk_is_brought_to_rgb(picture: Image.Image) -> None:
    found = decode(encoded(picture.convert("CMYK"), "JPEG", quality=100, subsampling=0), JPEG)
    assert found.facts.mode == "CMYK"
    assert abs(found.rgb.astype(int) - np.asarray(picture).astype(int)).mean() < 12


def test_palettes_and_bilevel(picture: Image.Image) -> None:
    assert decode(encoded(picture.convert("P"), "PNG"), PNG).facts.mode == "P"
    bilevel = decode(encoded(picture.convert("1"), "PNG"), PNG)
    assert bilevel.facts.bits == 1
    assert set(np.unique(bilevel.rgb)) == {0, 255}


def test_frames_are_counted_and_the_first_is_taken() -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    found = decode(data, GIF)
    assert found.facts.frames == 3
    assert tuple(found.rgb[0, 0]) == (255, 0, 0)


def test_the_pixel_limit_is_held_before_decoding() -> None:
    data = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    with pytest.raises(UndecodableError, match="20000 x 20000 pixels, over the limit of 1000000"):
        decode(data, PNG, max_pixels=1_000_000)


def test_only_the_announced_decoder_is_tried(picture: Image.Image) -> None:
    with pytest.raises(UndecodableError):
        decode(encoded(picture, "PNG"), JPEG)


def test_postscript_never_reaches_an_interpreter() -> None:
    for media_type in (JPEG, PNG, TIFF):
        with pytest.raises(UndecodableError):
            decode(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n{} loop\n", media_type)


def test_heic_without_its_package_names_the_extra() -> None:
    try:
        import pillow_heif  # noqa: F401
    except ImportError:
        with pytest.raises(DecoderMissingError, match="pillow-heif") as caught:
            decode(b"\0\0\0\x18ftypheic", HEIC)
        assert caught.value.install == "pip install 'verifyctl[heic]'"
    else:
        pytest.skip("pillow-heif is installed")


@settings(max_examples=150, deadline=None)
@given(cut=st.integers(1, 2000), flips=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=8))
def test_damaged_files_give_a_picture_or_a_reason(cut: int, flips: list[tuple[int, int]]) -> None:
    image = Image.linear_gradient("L").resize((96, 64)).convert("RGB")
    for kind, media_type in (("JPEG", JPEG), ("PNG", PNG), ("GIF", GIF), ("WEBP", WEBP), ("BMP", BMP)):
        data = bytearray(encoded(image, kind))
        for place, value in flips:
            data[place % len(data)] = value
        try:
            found = decode(bytes(data[: len(data) - cut % len(data)]), media_type, max_pixels=1_000_000)
        except UndecodableError as error:
            assert str(error)
        else:
            assert found.rgb.dtype == np.uint8
            assert found.rgb.ndim == 3
