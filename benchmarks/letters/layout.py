"""Letters laid out on paper in many ways: letterheads in one to three parts, numbers and dates at several places."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.letters import faces, paper
from benchmarks.letters.content import Letter
from benchmarks.letters.faces import Face
from benchmarks.letters.paper import Sheet, Spot

RGB = NDArray[np.uint8]
PAPERS = ((1654, 2339), (1654, 2339), (1700, 2200), (1654, 2339), (1560, 2339))
TOGETHER = "\u00a0"
"""Stands for the spaces inside a date while lines are made: dates are not broken."""

GAP = 2
"""Between two columns of a letterhead, in sizes of its type; where less is left, the second stands below the first."""

HEADS = ("side", "centre", "two columns", "number beside", "three parts", "boxed")


@dataclass(frozen=True)
class Drawn:
    """A letter on paper: the picture, its lines in reading order, other orders that are as good, and its face."""

    rgb: RGB
    lines: tuple[str, ...]
    other_orders: tuple[tuple[str, ...], ...]
    face: str
    layout: str


class Desk:
    """A sheet, the faces and sizes of one letter, and how far down it is written."""

    def __init__(self, letter: Letter, rng: random.Random) -> None:
        self.letter, self.rng = letter, rng
        self.face = chosen(letter, rng)
        self.foreign = rng.choice(faces.fitting("en", "western"))
        wide, high = rng.choice(PAPERS)
        light, warm = rng.randint(244, 255), rng.choice((0, 0, 2, 5, 9))
        tint = (light, light - warm // 3, light - warm)
        dark = rng.randint(5, 55)
        language = {"mixed": "ar"}.get(letter.language, letter.language)
        self.sheet = Sheet(Image.new("RGB", (wide, high), tint), (dark, dark, dark), letter.rtl, language)
        self.wide, self.high = wide, high
        self.margin = rng.randint(110, 190)
        self.size = rng.randint(21, 26)
        self.pitch = round(self.size * rng.uniform(2.25, 2.8))
        self.y = rng.randint(70, 110)

    @property
    def start(self) -> int:
        """Where lines begin: at the right of the page for a right-to-left letter."""
        return self.wide - self.margin if self.letter.rtl else self.margin

    @property
    def far(self) -> int:
        """The other side."""
        return self.margin if self.letter.rtl else self.wide - self.margin

    def font(self, scale: float = 1.0, *, bold: bool = False) -> paper.Font:
        return faces.font(self.face, round(self.size * scale), bold=bold)

    def down(self, lines: float = 1.0) -> None:
        self.y += round(self.pitch * lines)

    def line(
        self, text: str, *, x: int | None = None, anchor: str = "", scale: float = 1.0, bold: bool = False
    ) -> Spot:
        """A line at the present height, which then moves down by one."""
        spot = self.sheet.write(
            text, (self.start if x is None else x, self.y), self.font(scale, bold=bold), anchor=anchor
        )
        self.down(max(1.0, scale * 0.95))
        return spot


def chosen(letter: Letter, rng: random.Random) -> Face:
    """A face with all the letters and digits that are asked for."""
    language = {"mixed": "ar"}.get(letter.language, letter.language)
    able = list(faces.fitting(language, letter.digits))
    text = "".join((*letter.date_lines, letter.reference_line, *letter.paragraphs, letter.issuer, letter.subject_line,
                    *letter.recipient_lines, letter.contact, letter.head, letter.name))  # fmt: skip
    rng.shuffle(able)
    for face in able:
        if faces.draws(face, text):
            return face
    raise RuntimeError(f"no face for a letter in {letter.language} with {letter.digits} digits")


def draw(letter: Letter, seed: str) -> Drawn:
    """The letter on a sheet; the same each time where the fonts are the same."""
    rng = random.Random(f"layout {seed}")
    desk = Desk(letter, rng)
    desk.line(letter.head, x=desk.wide // 2, anchor="m", scale=0.8)
    desk.down(0.6)
    head = rng.choice([name for name in HEADS if (name == "two columns") == bool(letter.foreign)])
    letterhead(desk, head)
    if head != "number beside":
        numbers(desk)
    addresses(desk)
    body(desk)
    if letter.table:
        table(desk)
    ending(desk)
    rgb = textured(np.asarray(desk.sheet.image), seed)
    lines = tuple(spot.text for spot in desk.sheet.spots)
    across = tuple(paper.by_rows(desk.sheet.spots, rtl=letter.rtl, pitch=desk.pitch))
    return Drawn(rgb, lines, (across,) if across != lines else (), desk.face.name, head)


def letterhead(desk: Desk, kind: str) -> None:
    letter, rng, sheet = desk.letter, desk.rng, desk.sheet
    own = (letter.issuer, *letter.offices)
    top, radius = desk.y, rng.randint(58, 80)
    if kind in ("centre", "boxed"):
        desk.down(0.3)
        centred(desk, own)
    else:
        for number, text in enumerate(own):
            desk.line(text, scale=1.2 if not number else 1.0, bold=not number)
    below = desk.y
    if kind in ("side", "two columns", "three parts"):
        sheet.emblem(rng, (desk.wide // 2, top + radius - 20), radius)
        below = max(below, top + radius * 2)
    room = desk.wide - 2 * desk.margin - GAP * desk.size - widest(desk, own, 1.2)
    if kind == "two columns":
        desk.y = top if widest(desk, letter.foreign, 1.1, desk.foreign) <= room else below
        other_column(desk)
        below = max(below, desk.y)
    elif kind == "number beside":
        desk.y = top if widest(desk, (letter.reference_line, *letter.date_lines)) <= room else below
        beside(desk)
        below = max(below, desk.y)
    desk.y = below
    if kind == "boxed":
        left, right = desk.margin - 30, desk.wide - desk.margin + 30
        box = (left, top - desk.pitch, right, desk.y - desk.pitch // 3)
        sheet.pen.rectangle(box, outline=sheet.ink, width=rng.choice((2, 4)))
    else:
        sheet.rule(desk.y - desk.pitch // 3, desk.margin, desk.wide - desk.margin,
                   rng.choice(("single", "double", "thick", "dotted", "none", "single")))  # fmt: skip
    desk.down(0.8)


def widest(desk: Desk, lines: tuple[str, ...], scale: float = 1.0, face: Face | None = None) -> float:
    """Pixels of the widest of these lines, the first of them bold and so much larger where there is a scale."""
    fonts = [faces.font(face or desk.face, round(desk.size * scale), bold=scale > 1)]
    fonts += [faces.font(face or desk.face, desk.size, bold=False)] * (len(lines) - 1)
    return max(desk.sheet.length(text, font) for text, font in zip(lines, fonts, strict=True))


def centred(desk: Desk, lines: tuple[str, ...]) -> None:
    for number, text in enumerate(lines):
        desk.line(text, x=desk.wide // 2, anchor="m", scale=1.3 if not number else 1.0, bold=not number)


def other_column(desk: Desk) -> None:
    """The same office in English, at the left."""
    for number, text in enumerate(desk.letter.foreign):
        font = faces.font(desk.foreign, round(desk.size * (1.1 if not number else 0.95)), bold=not number)
        desk.sheet.write(text, (desk.margin, desk.y), font, anchor="l", rtl=False)
        desk.down()


def beside(desk: Desk) -> None:
    """Number and dates at the far side of the letterhead, under each other."""
    lines = (desk.letter.reference_line, *desk.letter.date_lines)
    wide = widest(desk, lines)
    edge = desk.margin + wide if desk.letter.rtl else desk.wide - desk.margin - wide
    for text in lines:
        number_line(desk, text, x=round(edge))


def numbers(desk: Desk) -> None:
    """Number and dates under the letterhead: in a block at either side, or on one row."""
    letter, rng = desk.letter, desk.rng
    one_row = len(letter.date_lines) == 1 and rng.random() < 0.4
    widths = [desk.sheet.length(text, desk.font()) for text in (letter.reference_line, letter.date_lines[0])]
    if one_row and sum(widths) < (desk.wide - 2 * desk.margin) * 0.9:
        number_line(desk, letter.reference_line)
        desk.y -= desk.pitch
        number_line(desk, letter.date_lines[0], x=desk.far, anchor="l" if letter.rtl else "r")
    elif rng.random() < 0.3:
        beside(desk)
    else:
        lines = [letter.reference_line, *letter.date_lines]
        for text in lines if rng.random() < 0.85 else [*letter.date_lines, letter.reference_line]:
            number_line(desk, text)
    desk.down(0.5)


def number_line(desk: Desk, text: str, *, x: int | None = None, anchor: str = "") -> None:
    spot = desk.line(text, x=x, anchor=anchor)
    if desk.rng.random() < 0.08:
        desk.sheet.leader(spot)


def addresses(desk: Desk) -> None:
    letter, rng = desk.letter, desk.rng
    bold = rng.random() < 0.5
    for text in letter.recipient_lines:
        desk.line(text, bold=bold)
    desk.down(0.4)
    if rng.random() < 0.6:
        spot = desk.line(letter.subject_line, x=desk.wide // 2, anchor="m", scale=1.1, bold=True)
        if rng.random() < 0.5:
            desk.sheet.rule(spot.baseline + 14, spot.left, spot.right, "single")
    else:
        desk.line(letter.subject_line, bold=True)
    desk.down(0.4)
    if letter.greeting:
        desk.line(letter.greeting)


def body(desk: Desk) -> None:
    width = desk.wide - 2 * desk.margin
    room = round((desk.high - desk.y - desk.pitch * (11 + 1.4 * len(desk.letter.table))) / desk.pitch)
    for text in desk.letter.paragraphs:
        paragraph = text
        for date in desk.letter.dates:
            paragraph = paragraph.replace(date.text, date.text.replace(" ", TOGETHER))
        lines = [line.replace(TOGETHER, " ") for line in desk.sheet.wrapped(paragraph, desk.font(), width)]
        if room < len(lines) and not any(date.text in text for date in desk.letter.dates):
            continue
        room -= len(lines)
        for line in lines:
            desk.line(line)
        desk.down(desk.rng.choice((0.15, 0.3)))


def table(desk: Desk) -> None:
    """Cells with rules around them, each a line of its own in the truth."""
    sheet, rows = desk.sheet, desk.letter.table
    width = desk.wide - 2 * desk.margin
    parts = (0.12, 0.4, 0.2, 0.28)
    top, step = desk.y, round(desk.pitch * 1.15)
    edges = [0.0]
    for part in parts:
        edges.append(edges[-1] + part * width)
    for number, row in enumerate(rows):
        y = top + number * step
        for column, text in enumerate(row):
            left, right = edges[column], edges[column + 1]
            middle = round(desk.margin + (width - (left + right) / 2 if desk.letter.rtl else (left + right) / 2))
            sheet.write(text, (middle, y + round(step * 0.1)), desk.font(0.95, bold=not number), anchor="m")
    first = top - round(step * 0.65)
    for number in range(len(rows) + 1):
        sheet.rule(first + number * step, desk.margin, desk.wide - desk.margin, "single")
    for edge in edges:
        x = round(desk.wide - desk.margin - edge if desk.letter.rtl else desk.margin + edge)
        sheet.pen.line((x, first, x, first + len(rows) * step), fill=sheet.ink, width=2)
    desk.y = top + len(rows) * step
    desk.down(0.5)


def ending(desk: Desk) -> None:
    """The close, the signatory with scribble and stamp, copies below, the foot."""
    letter, rng, sheet = desk.letter, desk.rng, desk.sheet
    if letter.closing:
        desk.line(letter.closing, x=desk.wide // 2, anchor="m")
    desk.down(0.4)
    x = round(desk.wide * (0.27 if letter.rtl else 0.73))
    name = desk.line(letter.name, x=x, anchor="m", bold=True)
    desk.line(letter.post, x=x, anchor="m")
    aside = rng.choice((-1, 1)) * rng.randint(90, 190)
    if rng.random() < 0.85:
        sheet.scribble(rng, (name.left - rng.randint(0, 60), desk.y + rng.randint(-10, 20)), rng.randint(170, 260))
    if rng.random() < 0.85:
        radius = rng.randint(80, 115)
        centre = (min(max(x + aside, radius + 30), desk.wide - radius - 30), desk.y + rng.randint(0, 50))
        sheet.stamp(rng, centre, radius, faces.font(desk.foreign, 17))
    desk.down(2.2)
    for text in letter.copies:
        desk.line(text, scale=0.9)
    if letter.contact:
        desk.y = max(desk.y + desk.pitch, desk.high - rng.randint(90, 130))
        sheet.rule(desk.y - desk.pitch, desk.margin, desk.wide - desk.margin, rng.choice(("none", "single")))
        desk.line(letter.contact, x=desk.wide // 2, anchor="m", scale=0.85)


def textured(rgb: RGB, seed: str) -> RGB:
    """The paper's grain and unevenly dark ink, as a scanner sees them."""
    rng = np.random.default_rng(list(seed.encode()))
    grain = rng.normal(0.0, rng.uniform(0.8, 2.2), rgb.shape[:2]).astype(np.float32)
    return np.asarray(np.clip(rgb + grain[:, :, None], 0, 255), dtype=np.uint8)
