"""Pages drawn for the tests, with the box of every line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, features

FONTS = Path("/usr/share/fonts/truetype/noto")
ARABIC = [
    "مديرية المكتبات التجريبية",
    "إلى السادة ولاة الولايات كافة",
    "الموضوع تعزيزات إلى محافظة الأنبار",
    "نرجو التفضل بالعلم أن أعمال الصيانة في محافظة صلاح الدين",
    "ستبدأ في الأسبوع القادم وتستمر مدة خمسة أيام",
    "للتفضل بالاطلاع واتخاذ ما يلزم مع فائق الشكر والتقدير",
    "نموذج تجريبي لا قيمة رسمية له",
]
ENGLISH = [
    "Specimen Department of Works",
    "Date: 27 April 2015",
    "To: All office managers of the provinces",
    "Subject: Replacement of water meters",
    "Please be informed that maintenance work will begin next week",
    "and will continue for five working days.",
    "SPECIMEN - not an official document",
]


@dataclass(frozen=True)
class Page:
    """`rgb` has shape (height, width, 3); `boxes` are (left, top, right, bottom) of the ink of each line."""

    rgb: NDArray[np.uint8]
    lines: tuple[str, ...]
    boxes: tuple[tuple[int, int, int, int], ...]


def draw(lines: list[str], font: str, *, right: bool = False, size: tuple[int, int] = (1200, 1000)) -> Page:
    file = FONTS / font
    if not file.is_file():
        pytest.skip(f"the font {font} is not installed")
    if right and not features.check("raqm"):
        pytest.skip("Pillow has no Raqm here, so Arabic letters would not be joined")
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    letters = ImageFont.truetype(str(file), 34)
    boxes = []
    for row, line in enumerate(lines):
        where = (size[0] - 80, 90 + 110 * row) if right else (80, 90 + 110 * row)
        anchor, extra = ("ra", {"direction": "rtl"}) if right else ("la", {})
        pen.text(where, line, font=letters, fill="black", anchor=anchor, **extra)  # type: ignore[arg-type]
        left, top, end, bottom = pen.textbbox(where, line, font=letters, anchor=anchor, **extra)  # type: ignore[arg-type]
        boxes.append((int(left), int(top), int(end), int(bottom)))
    return Page(rgb=np.asarray(image), lines=tuple(lines), boxes=tuple(boxes))


@pytest.fixture(scope="session")
def arabic_page() -> Page:
    return draw(ARABIC, "NotoNaskhArabic-Regular.ttf", right=True)


@pytest.fixture(scope="session")
def english_page() -> Page:
    return draw(ENGLISH, "NotoSans-Regular.ttf")
