"""Messages between the program and its workers."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.run.frames import FrameError, read_frame, write_frame

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(header=st.dictionaries(st.text(), VALUES, max_size=5), blob=st.binary(max_size=500))
def test_there_and_back(header: dict[str, Any], blob: bytes) -> None:
    stream = io.BytesIO()
    write_frame(stream, header, blob)
    stream.seek(0)
    assert read_frame(stream, max_blob=500) == (header, blob)


def test_too_large_a_message_is_refused_before_it_is_read() -> None:
    stream = io.BytesIO((2**60).to_bytes(8, "big") + (0).to_bytes(8, "big"))
    with pytest.raises(FrameError, match="larger than allowed"):
        read_frame(stream, max_blob=10)
    stream = io.BytesIO()
    write_frame(stream, {}, b"12345678901")
    stream.seek(0)
    with pytest.raises(FrameError, match="larger than allowed"):
        read_frame(stream, max_blob=10)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_message_or_an_error(data: bytes) -> None:
    try:
        header, _ = read_frame(io.BytesIO(data), max_blob=100)
    except FrameError:
        return
    assert isinstance(header, dict)
