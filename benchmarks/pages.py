"""Pages of text, drawn and not found: several layouts, letterheads and fonts, Arabic and Latin, all headed specimen.

    pages(count, seed)      different pages, as (name, RGB array of shape (h, w, 3))
    sheets(count, seed)     the same before drawing; `draw` turns one into an array, `edits` gives changed copies of it
    letters(count, seed)    different letters on one letterhead, in one font

A changed copy has one digit, one date or one word typeset anew in the place of the old one; what lies around it stays
where it was. The truth is then the difference of two clean drawings.

    python -m benchmarks.pages FOLDER --pages 12 [--seed 1]     writes them, to be looked at
"""

from __future__ import annotations

import argparse
import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

RGB = NDArray[np.uint8]
_NOTO, _DEJAVU, _AMIRI = (
    "/usr/share/fonts/truetype/noto/Noto{}.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVu{}.ttf",
    "/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-{}.ttf",
)
FACES = {
    "naskh": (_NOTO.format("NaskhArabic-Regular"), _NOTO.format("NaskhArabic-Bold")),
    "sans-arabic": (_NOTO.format("SansArabic-Regular"), _NOTO.format("SansArabic-Bold")),
    "amiri": (_AMIRI.format("Regular"), _AMIRI.format("Bold")),
    "dejavu-arabic": (_DEJAVU.format("Sans"), _DEJAVU.format("Sans-Bold")),
    "noto-sans": (_NOTO.format("Sans-Regular"), _NOTO.format("Sans-Bold")),
    "noto-serif": (_NOTO.format("Serif-Regular"), _NOTO.format("Serif-Bold")),
    "dejavu-sans": (_DEJAVU.format("SansCondensed"), _DEJAVU.format("SansCondensed-Bold")),
    "dejavu-serif": (_DEJAVU.format("Serif"), _DEJAVU.format("Serif-Bold")),
    "dejavu-mono": (_DEJAVU.format("SansMono"), _DEJAVU.format("SansMono-Bold")),
}
ARABIC = ("naskh", "dejavu-arabic", "sans-arabic", "amiri")
LATIN = ("noto-sans", "dejavu-serif", "noto-serif", "dejavu-sans", "dejavu-mono")
HALVES = {
    "first": ("naskh", "dejavu-arabic", "noto-sans", "dejavu-serif"),
    "second": ("sans-arabic", "amiri", "noto-serif", "dejavu-sans", "dejavu-mono"),
}
PAPERS = ((1654, 2339), (1700, 2200), (1654, 2339), (1240, 1754), (2339, 1654))
LAYOUTS = ("letter", "memo", "columns", "table", "notice")
HEADS = ("lines", "band", "seal", "side", "box", "plain")
KINDS = ("digit", "date", "word")


def _words(text: str) -> list[str]:
    return text.split()


_AR = _words(
    "القسم المكتبة الأعضاء الاجتماع الشهري جدول الأعمال القاعة الكبرى صباح مساء يوم الأحد الاثنين الأربعاء "
    "الخميس الرجاء الحضور قبل الموعد بساعة نرجو إرسال نسخة من التقرير السنوي المرفق إلى مكتب المراسلات في موعد "
    "أقصاه نهاية الأسبوع الحالي كما نذكر بضرورة إعادة الكتب المستعارة والأدوات والمفاتيح وتسليمها باليد إلى "
    "الموظف المسؤول عن المخزن وقد تقرر تأجيل الرحلة بسبب سوء الأحوال الجوية وستعلن اللجنة عن الموعد الجديد "
    "لاحقا شاكرين تعاونكم مع التقدير تعديل مواعيد العمل الصيانة المصعد المدخل الشرقي الحديقة الطابق الثاني "
    "الثالث الرابع الغرفة المخصصة للتدريب دورة قصيرة مبادئ الخط العربي والطباعة تبدأ تنتهي تسجيل الأسماء لدى "
    "الاستقبال"
)
_EN = _words(
    "the department library members monthly meeting agenda hall morning evening Sunday Monday Wednesday "
    "Thursday please attend before hour send copy annual report enclosed office correspondence later than end "
    "week remind return borrowed books tools keys hand clerk store room excursion postponed because weather "
    "committee will announce new date thank for your help kind regards change opening times repair lift east "
    "entrance garden second third fourth floor training short course basics printing begins ends names desk "
    "list lamp window chair paper number shelf water order garden path bench roof board photograph copy of in "
    "to and with from are is has been"
)
_MONTHS_AR = _words("كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين رجب شعبان رمضان شوال محرم صفر")
_MONTHS_EN = _words("January February March April May June July August September October November December")
_TO_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩"


@dataclass(frozen=True)
class Word:
    """A word in its place: `x` is its near edge (left, or right in Arabic), `y` the baseline. `kind` tells dates and
    numbers.
    """

    text: str
    x: float
    y: float
    size: int
    bold: bool = False
    kind: str = "word"
    fixed: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page before it is drawn."""

    name: str
    face: str
    size: tuple[int, int]
    layout: str
    head: str
    paper: tuple[int, int, int]
    ink: tuple[int, int, int]
    words: tuple[Word, ...]
    rules: tuple[tuple[int, int, int, int], ...] = ()
    stamp: tuple[int, int] | None = None

    @property
    def arabic(self) -> bool:
        return self.face in ARABIC


def pages(count: int, seed: int) -> list[tuple[str, RGB]]:
    """Different pages: name, and RGB of shape (h, w, 3)."""
    return [(sheet.name, draw(sheet)) for sheet in sheets(count, seed)]


def sheets(count: int, seed: int, faces: tuple[str, ...] | None = None) -> list[Sheet]:
    """Different pages, every second one Arabic, layouts, letterheads, fonts and paper sizes in turn."""
    chosen = faces or tuple(FACES)
    scripts = tuple(names for s in (ARABIC, LATIN) if (names := tuple(n for n in s if n in chosen)))
    made = []
    for number in range(count):
        names = scripts[number % len(scripts)]
        rng = np.random.default_rng((seed, number))
        made.append(
            _sheet(
                rng,
                name=f"page-{seed}-{number:03d}",
                face=names[(number // 2) % len(names)],
                layout=LAYOUTS[(number // 2 + number // 10) % len(LAYOUTS)],
                head=HEADS[int(rng.integers(len(HEADS)))],
                size=PAPERS[int(rng.integers(len(PAPERS)))],
            )
        )
    return made


def letters(count: int, seed: int, face: str = "naskh") -> list[Sheet]:
    """Different letters on one letterhead: the same head, font, sizes, stamp and closing lines."""
    head = HEADS[seed % (len(HEADS) - 1)]
    made = []
    for number in range(count):
        rng = np.random.default_rng((seed, 77, number))
        made.append(
            _sheet(
                rng,
                name=f"letter-{seed}-{number:02d}",
                face=face,
                layout="letter",
                head=head,
                size=PAPERS[0],
                one_head=True,
            )
        )
    return made


def edits(sheet: Sheet, rng: np.random.Generator) -> list[tuple[str, Sheet]]:
    """The sheet with one digit, one date and one word changed: (kind, changed sheet), each a single change."""
    return [(kind, changed) for kind in KINDS if (changed := edit(sheet, kind, rng)) is not None]


def edit(sheet: Sheet, kind: str, rng: np.random.Generator) -> Sheet | None:
    """The sheet with one change of the kind; None if it has nothing of that kind."""
    at = [i for i, word in enumerate(sheet.words) if not word.fixed and _fits(word, kind)]
    if not at:
        return None
    place = int(rng.choice(at))
    words = list(sheet.words)
    old = words[place]
    if kind == "digit":
        words[place] = dataclasses.replace(old, text=_other_digit(old.text, rng))
    elif kind == "date":
        words[place] = dataclasses.replace(old, text=_other_number(old.text, rng))
        if place + 1 < len(words) and words[place + 1].kind == "month":
            months = _MONTHS_AR if sheet.arabic else _MONTHS_EN
            words[place + 1] = _replaced(sheet, words[place + 1], months, rng)
    else:
        words[place] = _replaced(sheet, old, _AR if sheet.arabic else _EN, rng)
    return dataclasses.replace(sheet, words=tuple(words))


def changed_box(first: RGB, second: RGB) -> tuple[int, int, int, int]:
    """The truth: x, y, width, height of what differs between two clean drawings."""
    rows, columns = np.nonzero((np.abs(first.astype(np.int16) - second) > 24).any(axis=2))
    return int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1


def draw(sheet: Sheet) -> RGB:
    """RGB of shape (h, w, 3)."""
    page = Image.new("RGB", sheet.size, sheet.paper)
    pen = ImageDraw.Draw(page)
    _letterhead(page, pen, sheet)
    for rule in sheet.rules:
        pen.line(rule, fill=(120, 120, 126), width=3)
    for word in sheet.words:
        _write(pen, sheet, word)
    if sheet.stamp is not None:
        _stamp(page, sheet.stamp)
    return np.asarray(page)


# how a sheet is laid out ---------------------------------------------------------------------------


def _sheet(
    rng: np.random.Generator,
    *,
    name: str,
    face: str,
    layout: str,
    head: str,
    size: tuple[int, int],
    one_head: bool = False,
) -> Sheet:
    base = size[0] / 1654 if size[0] <= size[1] else size[1] / 1654
    text = round(base * (38 if one_head else rng.integers(33, 45)))
    bare = Sheet(
        name=name,
        face=face,
        size=size,
        layout=layout,
        head=head,
        paper=(252, 251, 247) if one_head else tuple(int(v) for v in rng.integers(240, 256, 3)),  # type: ignore[arg-type]
        ink=(26, 26, 34) if one_head else tuple(int(v) for v in rng.integers(10, 70, 3)),  # type: ignore[arg-type]
        words=(),
    )
    page = _Setter(bare, rng, text, base)
    {"letter": _letter, "memo": _memo, "columns": _columns, "table": _table, "notice": _notice}[layout](page)
    stamp = None
    if layout in ("letter", "memo"):
        stamp = (int(size[0] * (0.3 if bare.arabic else 0.7)), int(size[1] * 0.82))
    return dataclasses.replace(bare, words=tuple(page.words), rules=tuple(page.rules), stamp=stamp)


class _Setter:
    """Sets lines of words downwards from the letterhead."""

    def __init__(self, sheet: Sheet, rng: np.random.Generator, text: int, base: float) -> None:
        self.sheet, self.rng, self.text, self.base = sheet, rng, text, base
        self.left, self.right = int(150 * base), sheet.size[0] - int(150 * base)
        self.y = sheet.size[1] * 0.155
        self.bottom = sheet.size[1] * 0.9
        self.words: list[Word] = []
        self.rules: list[tuple[int, int, int, int]] = []

    def line(
        self, items: list[tuple[str, str]], *, x: float | None = None, size: int | None = None, bold: bool = False
    ) -> None:
        """Words with their kinds, set from the near side (right in Arabic) at `x`."""
        size = size or self.text
        arabic = self.sheet.arabic
        at = x if x is not None else (self.right if arabic else self.left)
        gap = size * 0.32
        for text, kind in items:
            self.words.append(Word(text, at, self.y, size, bold, kind))
            step = _width(self.sheet.face, size, bold, text) + gap
            at += -step if arabic else step

    def down(self, lines: float = 1.0, size: int | None = None) -> None:
        self.y += (size or self.text) * 1.75 * lines

    def paragraph(self, count: int, near: float | None = None, far: float | None = None) -> None:
        """About `count` words, wrapped between `near` and `far`, now and then a date or a number among them."""
        arabic = self.sheet.arabic
        near = near if near is not None else (self.right if arabic else self.left)
        far = far if far is not None else (self.left if arabic else self.right)
        room, used = abs(far - near), 0.0
        line: list[tuple[str, str]] = []
        items = self.prose(count)
        while items:
            group = items[0]
            wide = sum(_width(self.sheet.face, self.text, False, t) + self.text * 0.32 for t, _ in group)
            if line and used + wide > room:
                self.line(line, x=near)
                self.down()
                line, used = [], 0.0
            line += group
            used += wide
            items.pop(0)
        if line:
            self.line(line, x=near)
            self.down()

    def prose(self, count: int) -> list[list[tuple[str, str]]]:
        pool = _AR if self.sheet.arabic else _EN
        made: list[list[tuple[str, str]]] = []
        while len(made) < count:
            chance = self.rng.random()
            if chance < 0.05:
                made.append(self.date())
            elif chance < 0.10:
                made.append([(self.number(int(self.rng.integers(10, 2000))), "number")])
            else:
                made.append([(str(self.rng.choice(pool)), "word")])
        return made

    def number(self, value: int) -> str:
        digits = str(value)
        return digits.translate(_TO_ARABIC) if self.sheet.arabic and self.sheet.face != "dejavu-arabic" else digits

    def date(self) -> list[tuple[str, str]]:
        day, year = int(self.rng.integers(10, 29)), int(self.rng.integers(2011, 2020))
        months = _MONTHS_AR if self.sheet.arabic else _MONTHS_EN
        return [(self.number(day), "day"), (str(self.rng.choice(months)), "month"), (self.number(year), "number")]

    def few(self, words: int) -> list[tuple[str, str]]:
        pool = _AR if self.sheet.arabic else _EN
        return [(str(self.rng.choice(pool)), "word") for _ in range(words)]

    def say(self, arabic: str, english: str) -> list[tuple[str, str]]:
        return [(word, "word") for word in (arabic if self.sheet.arabic else english).split()]


def _letter(page: _Setter) -> None:
    page.line([*page.say("الرقم", "No."), (page.number(int(page.rng.integers(40, 900))), "number")])
    page.down(0.9)
    page.line([*page.say("التاريخ", "Date"), *page.date()])
    page.down(1.6)
    page.line(page.say("إلى رؤساء الأقسام", "To the heads of department"), bold=True)
    page.down(1.1)
    page.line([*page.say("الموضوع", "Subject"), *page.few(4)], bold=True)
    page.down(1.5)
    for _ in range(int(page.rng.integers(2, 4))):
        page.paragraph(int(page.rng.integers(22, 46)))
        page.down(0.5)
    page.y = min(page.y, page.sheet.size[1] * 0.74)
    page.line(page.say("مع الشكر والتقدير", "With kind regards"))
    page.y = page.sheet.size[1] * 0.84
    far = page.sheet.size[0] * (0.72 if page.sheet.arabic else 0.16)
    page.line(
        page.say("التوقيع ................", "Signature ................"),
        x=far + (page.text * 6 if page.sheet.arabic else 0),
    )


def _memo(page: _Setter) -> None:
    page.line(page.few(3), size=round(page.text * 1.5), bold=True)
    page.down(1.8)
    for arabic, english in (("من قسم", "From"), ("إلى قسم", "To"), ("التاريخ", "Date"), ("رقم الملف", "File number")):
        row = (
            page.date()
            if english == "Date"
            else [*page.few(2), (page.number(int(page.rng.integers(10, 99))), "number")]
        )
        page.line([*page.say(arabic, english), *row])
        page.down(0.95)
    page.rules.append((page.left, int(page.y), page.right, int(page.y)))
    page.down(1.4)
    for _ in range(int(page.rng.integers(3, 5))):
        page.paragraph(int(page.rng.integers(18, 34)))
        page.down(0.4)
        if page.y > page.sheet.size[1] * 0.68:
            break


def _columns(page: _Setter) -> None:
    page.line(page.few(5), size=round(page.text * 1.35), bold=True)
    page.down(1.7)
    page.line([*page.few(2), *page.date()])
    page.down(1.4)
    top, middle = page.y, page.sheet.size[0] // 2
    gap = int(30 * page.base)
    for column in range(2):
        page.y = top
        first = (column == 0) == (not page.sheet.arabic)
        left, right = (page.left, middle - gap) if first else (middle + gap, page.right)
        near, far = (right, left) if page.sheet.arabic else (left, right)
        while page.y < page.sheet.size[1] * 0.78:
            page.paragraph(int(page.rng.integers(10, 22)), near, far)
            page.down(0.45)
    page.rules.append((middle, int(top - page.text), middle, int(page.sheet.size[1] * 0.84)))


def _table(page: _Setter) -> None:
    page.line(page.few(4), size=round(page.text * 1.3), bold=True)
    page.down(1.8)
    step, wide = page.text * 1.9, page.right - page.left
    columns = int(page.rng.integers(3, 5))
    top = page.y
    rows = int((page.sheet.size[1] * 0.78 - top) / step)
    for row in range(rows):
        for column in range(columns):
            at = column * wide / columns + page.text * 0.4
            x = page.right - at if page.sheet.arabic else page.left + at
            if column == 0:
                cell = page.few(1)
            elif column == columns - 1 and row:
                cell = page.date()[:2]
            else:
                cell = [(page.number(int(page.rng.integers(5, 9000))), "number")] if row else page.few(1)
            page.line(cell, x=x, bold=row == 0)
        page.y += step
        if row % 2 == 0:
            page.rules.append((page.left, int(page.y - step * 0.68), page.right, int(page.y - step * 0.68)))
    for column in range(columns + 1):
        x = int(page.left + column * wide / columns)
        page.rules.append((x, int(top - step * 0.7), x, int(page.y - step * 0.7)))
    page.down(0.6)
    page.line([*page.say("المجموع", "Total"), (page.number(int(page.rng.integers(1000, 99999))), "number")], bold=True)


def _notice(page: _Setter) -> None:
    page.y = page.sheet.size[1] * 0.2
    big = round(page.text * 2.0)
    for _ in range(2):
        page.line(page.few(2), size=big, bold=True)
        page.down(1.0, big)
    page.down(0.6)
    for _ in range(2):
        page.paragraph(int(page.rng.integers(14, 26)))
        page.down(0.8)
    for _ in range(4):
        if page.y > page.sheet.size[1] * 0.78:
            break
        page.line([*page.date(), *page.few(3)], bold=True)
        page.down(1.3)


# how it is drawn -----------------------------------------------------------------------------------


@lru_cache(maxsize=128)
def _font(face: str, size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACES[face][bold], size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=16384)
def _width(face: str, size: int, bold: bool, text: str) -> float:
    arabic = face in ARABIC
    return _font(face, size, bold).getlength(
        text, direction="rtl" if arabic else "ltr", language="ar" if arabic else "en"
    )


def _write(pen: ImageDraw.ImageDraw, sheet: Sheet, word: Word) -> None:
    pen.text(
        (word.x, word.y),
        word.text,
        font=_font(sheet.face, word.size, word.bold),
        fill=sheet.ink,
        anchor="rs" if sheet.arabic else "ls",
        direction="rtl" if sheet.arabic else "ltr",
        language="ar" if sheet.arabic else "en",
    )


def _centred(
    pen: ImageDraw.ImageDraw,
    text: str,
    at: tuple[float, float],
    *,
    face: str,
    size: int,
    fill: tuple[int, int, int],
) -> None:
    arabic = face in ARABIC
    pen.text(
        at,
        text,
        font=_font(face, size, True),
        fill=fill,
        anchor="ms",
        direction="rtl" if arabic else "ltr",
        language="ar" if arabic else "en",
    )


def _letterhead(page: Image.Image, pen: ImageDraw.ImageDraw, sheet: Sheet) -> None:
    wide, high = sheet.size
    unit = min(sheet.size) / 1654
    red, blue, grey = (150, 40, 40), (40, 62, 130), (110, 112, 120)
    ground = (40, 62, 130) if sheet.head == "band" else None
    if ground:
        pen.rectangle((0, int(high * 0.028), wide, int(high * 0.105)), fill=ground)
    text = (245, 245, 248) if ground else red
    _centred(pen, "نموذج، عينة للاختبار", (wide / 2, high * 0.065), face="naskh", size=round(40 * unit), fill=text)
    _centred(
        pen, "SPECIMEN - a test sample", (wide / 2, high * 0.092), face="noto-sans", size=round(32 * unit), fill=text
    )
    foot = "SPECIMEN - drawn by a script - نموذج"
    _centred(pen, foot, (wide / 2, high * 0.965), face="dejavu-sans", size=round(26 * unit), fill=grey)
    edge = int(110 * unit)
    if sheet.head == "lines":
        for offset in (0, 10):
            y = int(high * 0.112) + int(offset * unit)
            pen.line((edge, y, wide - edge, y), fill=grey, width=max(2, round(3 * unit)))
    elif sheet.head == "seal":
        for radius, width in ((70, 5), (56, 2), (24, 4)):
            r = int(radius * unit)
            x, y = wide - edge - int(80 * unit), int(high * 0.07)
            pen.ellipse((x - r, y - r, x + r, y + r), outline=blue, width=width)
    elif sheet.head == "side":
        pen.rectangle((int(50 * unit), int(high * 0.12), int(66 * unit), int(high * 0.93)), fill=(180, 140, 60))
    elif sheet.head == "box":
        pen.rectangle((edge, int(high * 0.03), wide - edge, int(high * 0.115)), outline=red, width=4)
        pen.rectangle(
            (int(70 * unit), int(high * 0.125), wide - int(70 * unit), int(high * 0.935)), outline=grey, width=3
        )


def _stamp(page: Image.Image, at: tuple[int, int]) -> None:
    mark = Image.new("L", (420, 420), 0)
    pen = ImageDraw.Draw(mark)
    pen.rounded_rectangle((30, 110, 390, 310), radius=18, outline=255, width=7)
    pen.text((210, 195), "نموذج", font=_font("naskh", 66, True), fill=255, anchor="ms", direction="rtl", language="ar")
    pen.text((210, 275), "SPECIMEN", font=_font("noto-sans", 50, True), fill=255, anchor="ms")
    mark = mark.rotate(9, resample=Image.Resampling.BICUBIC)
    mark = mark.resize((round(420 * page.width / 1654),) * 2, Image.Resampling.LANCZOS)
    page.paste((52, 66, 150), (at[0] - mark.width // 2, at[1] - mark.height // 2), mark)


# how a word is changed -----------------------------------------------------------------------------


def _fits(word: Word, kind: str) -> bool:
    if kind == "digit":
        return any(char in _DIGITS for char in word.text)
    return (
        word.kind == "day" if kind == "date" else word.kind == "word" and len(word.text) >= 3 and "." not in word.text
    )


def _other_digit(text: str, rng: np.random.Generator) -> str:
    places = [i for i, char in enumerate(text) if char in _DIGITS]
    at = int(rng.choice(places))
    start = 0 if _DIGITS.index(text[at]) < 10 else 10
    others = [char for char in _DIGITS[start + 1 : start + 10] if char != text[at]]
    return text[:at] + str(rng.choice(others)) + text[at + 1 :]


def _other_number(text: str, rng: np.random.Generator) -> str:
    for _ in range(2):
        text = _other_digit(text, rng)
    return text


def _replaced(sheet: Sheet, word: Word, pool: list[str], rng: np.random.Generator) -> Word:
    """Another word of the pool that takes about as much room, so that nothing beside it is overprinted."""
    room = _width(sheet.face, word.size, word.bold, word.text)
    choices = sorted({other for other in pool if other != word.text and len(other) >= 3})
    choices.sort(key=lambda other: abs(_width(sheet.face, word.size, word.bold, other) - room * 0.95))
    return dataclasses.replace(word, text=str(rng.choice(choices[:5])))


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw specimen pages and write them as PNG.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, rgb in pages(options.pages, options.seed):
        Image.fromarray(rgb).save(options.folder / f"{name}.png")
    for sheet in letters(2, options.seed):
        Image.fromarray(draw(sheet)).save(options.folder / f"{sheet.name}.png")


if __name__ == "__main__":
    main()
