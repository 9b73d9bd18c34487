"""A sheet that is written on: lines in the order in which they are read, and the graphic marks of letters.

Stamps and scribbles carry no words that count: what they say is not in the truth.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Spot:
    """A drawn line: its text in logical order, the extent of its ink's box and its baseline."""

    text: str
    left: int
    right: int
    baseline: int


@dataclass
class Sheet:
    """A page of paper, RGB. `spots` are the lines so far, in reading order."""

    image: Image.Image
    ink: Colour
    rtl: bool
    language: str
    spots: list[Spot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pen = ImageDraw.Draw(self.image)

    def length(self, text: str, font: Font, *, rtl: bool | None = None) -> float:
        return font.getlength(text, **self._how(rtl))  # type: ignore[arg-type]

    def write(
        self, text: str, at: tuple[int, int], font: Font, *, anchor: str = "", rtl: bool | None = None
    ) -> Spot:  # fmt: skip
        """A line with its baseline at `at`; anchored at its right (r), left (l) or middle (m)."""
        side = anchor or ("r" if self.rtl else "l")
        self.pen.text(at, text, font=font, fill=self.ink, anchor=f"{side}s", **self._how(rtl))  # type: ignore[arg-type]
        left, _, right, _ = self.pen.textbbox(at, text, font=font, anchor=f"{side}s", **self._how(rtl))  # type: ignore[arg-type]
        spot = Spot(text, int(left), int(right), at[1])
        self.spots.append(spot)
        return spot

    def _how(self, rtl: bool | None) -> dict[str, str]:
        """Direction and language of the paragraph, for raqm."""
        right_to_left = self.rtl if rtl is None else rtl
        return {"direction": "rtl" if right_to_left else "ltr", "language": self.language if right_to_left else "en"}

    def wrapped(self, text: str, font: Font, width: float) -> list[str]:
        """The words in lines that are no wider."""
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}".strip()
            if line and self.length(longer, font) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        return [*lines, line]

    def rule(self, top: int, left: int, right: int, kind: str) -> None:
        """A line across: single, double, thick, dotted or none."""
        if kind == "dotted":
            for x in range(left, right, 12):
                self.pen.ellipse((x, top, x + 3, top + 3), fill=self.ink)
        elif kind == "thick":
            self.pen.rectangle((left, top, right, top + 6), fill=self.ink)
        elif kind != "none":
            self.pen.line((left, top, right, top), fill=self.ink, width=2)
        if kind == "double":
            self.pen.line((left, top + 7, right, top + 7), fill=self.ink, width=2)

    def leader(self, spot: Spot) -> None:
        """Dots under a line, as on forms that are filled in."""
        for x in range(spot.left, spot.right, 9):
            self.pen.ellipse((x, spot.baseline + 9, x + 2, spot.baseline + 11), fill=self.ink)

    def emblem(self, rng: random.Random, centre: tuple[int, int], size: int) -> None:
        """A figure of rings and a polygon that is nobody's."""
        x, y = centre
        tone = rng.choice(((70, 90, 120), (110, 110, 110), (60, 110, 80), (130, 90, 60)))
        for part in (1.0, 0.86):
            radius = size * part
            self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=tone, width=3)
        sides = rng.choice((3, 4, 6, 7))
        turn = rng.uniform(0, math.tau)
        corners = [(x + 0.6 * size * math.cos(turn + math.tau * n / sides),
                    y + 0.6 * size * math.sin(turn + math.tau * n / sides)) for n in range(sides)]  # fmt: skip
        self.pen.polygon(corners, outline=tone, fill=(225, 228, 232), width=3)

    def stamp(self, rng: random.Random, centre: tuple[int, int], radius: int, font: Font) -> None:
        """A round or square stamp that says SPECIMEN along its edge, half transparent, turned."""
        side = radius * 2 + 40
        tone = rng.choice(((40, 60, 160), (90, 40, 140), (170, 40, 50), (30, 90, 150)))
        layer = Image.new("L", (side, side), 0)
        pen = ImageDraw.Draw(layer)
        middle = side // 2
        for part in (radius, radius - 8, round(radius * 0.6)):
            box = (middle - part, middle - part, middle + part, middle + part)
            if rng.random() < 0.8:
                pen.ellipse(box, outline=200, width=3)
            else:
                pen.rectangle(box, outline=200, width=3)
        text = "SPECIMEN • SPECIMEN • "
        for number, letter in enumerate(text):
            turned = Image.new("L", (60, 60), 0)
            ImageDraw.Draw(turned).text((30, 30), letter, font=font, fill=200, anchor="mm")
            angle = math.tau * number / len(text)
            turned = turned.rotate(-math.degrees(angle) - 90)
            at = (
                round(middle + 0.8 * radius * math.cos(angle)) - 30,
                round(middle + 0.8 * radius * math.sin(angle)) - 30,
            )
            layer.paste(200, (*at, at[0] + 60, at[1] + 60), turned)
        layer = layer.rotate(rng.uniform(-25, 25)).filter(ImageFilter.GaussianBlur(0.8))
        strength = rng.uniform(0.5, 0.85)
        mask = layer.point(lambda value: round(value * strength))
        self.image.paste(tone, (centre[0] - middle, centre[1] - middle), mask)

    def scribble(self, rng: random.Random, start: tuple[int, int], width: int) -> None:
        """A signature that is nobody's: a looping stroke."""
        x, y = start
        tone = rng.choice(((20, 30, 110), (20, 20, 30), (30, 60, 140)))
        points = []
        phase, loops, high = rng.uniform(0, 6), rng.uniform(2.5, 5), rng.uniform(18, 42)
        for step in range(90):
            part = step / 89
            wave = math.sin(phase + loops * math.tau * part)
            points.append((x + width * part + 26 * math.cos(phase + loops * math.tau * part * 0.9),
                           y + high * wave * (1 - 0.6 * part) + 12 * math.sin(9 * part)))  # fmt: skip
        self.pen.line(points, fill=tone, width=rng.choice((3, 4, 5)), joint="curve")


def by_rows(spots: list[Spot], *, rtl: bool, pitch: int) -> list[str]:
    """The lines in the order of one who reads straight across the page, whatever columns there are."""
    rows: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda one: one.baseline):
        if rows and spot.baseline - rows[-1][0].baseline < pitch * 0.4:
            rows[-1].append(spot)
        else:
            rows.append([spot])
    return [spot.text for row in rows for spot in sorted(row, key=lambda one: -one.right if rtl else one.left)]
