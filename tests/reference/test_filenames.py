"""Names that programs give to files, and names that only look like one."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.reference import filenames
from verifyctl.reference.ids import SCHEMES, examine, read_name

NAMES = [
    ("IMG-20150428-WA0003.jpg", "name-whatsapp-android", "2015-04-28"),
    ("Copy of IMG-20150428-WA0003 (2).jpg", "name-whatsapp-android", "2015-04-28"),
    ("img-20150428-wa0003.jpg", "name-whatsapp-android", "2015-04-28"),
    ("VID-20150428-WA0003.mp4", "name-whatsapp-android", "2015-04-28"),
    ("WhatsApp Image 2026-08-31 at 15.41.14.jpeg", "name-whatsapp-desktop", "2026-08-31T15:41:14"),
    ("WhatsApp Image 2025-02-01 at 12.06.34 PM.jpeg", "name-whatsapp-desktop", "2025-02-01T12:06:34"),
    ("WhatsApp Image 2025-02-01 at 12.06.34 AM.jpeg", "name-whatsapp-desktop", "2025-02-01T00:06:34"),
    ("WhatsApp Image 2025-02-01 at 9.06.34 PM.jpeg", "name-whatsapp-desktop", "2025-02-01T21:06:34"),
    ("WhatsApp Image 2023-05-04 at 12.34.56_1a2b3c4d.jpg", "name-whatsapp-desktop", "2023-05-04T12:34:56"),
    ("photo_2015-04-28_20-15-33.jpg", "name-telegram", "2015-04-28T20:15:33"),
    ("photo_2015-04-28_20-15-33 (2).jpg", "name-telegram", "2015-04-28T20:15:33"),
    ("photo_1@03-07-2022_03-37-57.jpg", "name-telegram-export", "2022-07-03T03:37:57"),
    ("FB_IMG_1436113520000.jpg", "name-facebook-app", "2015-07-05T16:25:20.000Z"),
    ("Screenshot_20150428-201533.png", "name-screenshot", "2015-04-28T20:15:33"),
    ("Screenshot_20180428_201533_Twitter.jpg", "name-screenshot", "2018-04-28T20:15:33"),
    ("Screenshot_2015-04-19-13-09-38-1_resized.png", "name-screenshot", "2015-04-19T13:09:38"),
    ("signal-2020-05-06-101112.jpg", "name-signal", "2020-05-06T10:11:12"),
    ("signal-2023-05-06-10-11-12-345-1.jpg", "name-signal", "2023-05-06T10:11:12"),
    ("PXL_20240813_051351918.jpg", "name-pixel", "2024-08-13T05:13:51.918Z"),
    ("PXL_20240815_174155846.NIGHT.jpg", "name-pixel", "2024-08-15T17:41:55.846Z"),
    ("IMG_20150428_201533.jpg", "name-android-camera", "2015-04-28T20:15:33"),
    ("IMG_20150428_201533_1-edited.jpg", "name-android-camera", "2015-04-28T20:15:33"),
    ("IMG_20200428_201533123.jpg", "name-android-camera", "2020-04-28T20:15:33"),
]


@pytest.mark.parametrize(("name", "scheme", "at"), NAMES)
def test_names_of_programs(name: str, scheme: str, at: str) -> None:
    assert [(reading.scheme, reading.at) for reading in read_name(name)] == [(scheme, at)]
    row = SCHEMES[scheme]
    assert row.role == "name"
    assert not row.carries
    assert "rename" in row.limits


@pytest.mark.parametrize(("name", "scheme", "at"), NAMES)
def test_a_reading_holds_no_more_of_the_name_than_the_time(name: str, scheme: str, at: str) -> None:
    (reading,) = read_name(f"secret {name}")
    assert reading.at == at
    assert "secret" not in repr(reading)


def test_a_time_without_a_zone_gets_none_and_says_so() -> None:
    (reading,) = read_name("IMG_20150428_201533.jpg")
    assert "zone not stated" in reading.basis
    assert reading.steps[-1].endswith("zone not known")


@pytest.mark.parametrize(
    "name",
    [
        "IMG-20151399-WA0001.jpg",
        "IMG-20150230-WA0001.jpg",
        "IMG-18000101-WA0001.jpg",
        "IMG-99990101-WA0001.jpg",
        "IMG-00000000-WA0001.jpg",
        "IMG_20150428_256199.jpg",
        "PXL_20240813_996199999.jpg",
        "WhatsApp Image 2025-02-01 at 13.06.34 PM.jpeg",
        "photo_1@31-02-2022_03-37-57.jpg",
        "FB_IMG_9999999999999.jpg",
        "FB_IMG_0000000000001.jpg",
        "received_1234567890123456.jpeg",
        "12345678_10153231379946729_1234567890123456789_n.jpg",
        "9E3F1C7A-1111-4222-8333-123456789abc.jpg",
    ],
)
def test_forms_without_a_time_are_recognised_and_refused(name: str) -> None:
    found = examine(name)
    assert not found.decoded
    assert all(item.recognised for item in found.refused)
    assert read_name(name) == ()


@pytest.mark.parametrize(
    "name",
    ["", "order.jpg", "IMG_1234.JPG", "DSC_20150428.jpg", "MYIMG-20150428-WA0003.jpg", "IMG-201504281-WA0003.jpg"],
)
def test_other_names_say_nothing(name: str) -> None:
    assert read_name(name) == ()


@given(st.dates(min_value=date(1991, 1, 1)), st.times())
def test_local_times_come_back_as_written(day: date, clock: time) -> None:
    moment = f"{day:%Y-%m-%d}T{clock:%H:%M:%S}"
    names = filenames.read(f"IMG_{day:%Y%m%d}_{clock:%H%M%S}.jpg").decoded
    if f"{day:%Y}" < "2100":
        assert [reading.at for reading in names] == [moment]
    else:
        assert names == ()


@given(st.text(max_size=60))
def test_no_name_raises(name: str) -> None:
    for reading in read_name(name):
        assert reading.id in name
