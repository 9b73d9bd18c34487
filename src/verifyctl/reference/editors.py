"""Programs that name themselves in a picture's metadata, by what kind of program they are.

Rows are matched without regard to case at the start of a word. Source of every row: the program's own metadata in
public sample files or its documentation; the table is a help for naming, not a list of suspects. A camera's or a
phone's firmware is no editor and is not listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """A program's name and its kind: `editor`, `raw developer`, `converter` or `library`."""

    name: str
    kind: str
    pattern: str


PROGRAMS: tuple[Program, ...] = (
    Program("Adobe Photoshop Lightroom", "raw developer", r"(photoshop )?lightroom"),
    Program("Adobe Photoshop Camera Raw", "raw developer", r"camera raw"),
    Program("Adobe Photoshop", "editor", r"photoshop"),
    Program("Adobe Fireworks", "editor", r"fireworks"),
    Program("Adobe Illustrator", "editor", r"illustrator"),
    Program("GIMP", "editor", r"gimp"),
    Program("Affinity Photo", "editor", r"affinity (photo|designer|publisher)"),
    Program("Pixelmator", "editor", r"pixelmator"),
    Program("Paint.NET", "editor", r"paint\.net"),
    Program("Krita", "editor", r"krita"),
    Program("Snapseed", "editor", r"snapseed"),
    Program("PicsArt", "editor", r"picsart"),
    Program("Canva", "editor", r"canva"),
    Program("Figma", "editor", r"figma"),
    Program("VSCO", "editor", r"vsco"),
    Program("Photoscape", "editor", r"photoscape"),
    Program("PaintShop Pro", "editor", r"(paint ?shop|jasc)"),
    Program("Corel PHOTO-PAINT", "editor", r"corel"),
    Program("Polarr", "editor", r"polarr"),
    Program("Microsoft Paint", "editor", r"(microsoft paint|ms ?paint|windows paint)"),
    Program("Microsoft Photos", "editor", r"(microsoft )?windows (live )?photo"),
    Program("Apple Photos", "editor", r"(apple )?photos \d"),
    Program("Google Picasa", "editor", r"picasa"),
    Program("Capture One", "raw developer", r"capture one"),
    Program("darktable", "raw developer", r"darktable"),
    Program("RawTherapee", "raw developer", r"rawtherapee"),
    Program("DxO", "raw developer", r"dxo"),
    Program("Luminar", "raw developer", r"luminar"),
    Program("ACDSee", "editor", r"acd ?see"),
    Program("XnView", "converter", r"xnview"),
    Program("IrfanView", "converter", r"irfanview"),
    Program("ImageMagick", "converter", r"(imagemagick|graphicsmagick)"),
    Program("Preview", "converter", r"preview \d"),
    Program("QuickTime", "converter", r"quicktime"),
    Program("gd", "library", r"gd-jpeg"),
)


def named_program(text: str) -> Program | None:
    """The first program of the table that a software statement names, or None."""
    lowered = text[:500].lower()
    return next((row for row in PROGRAMS if re.search(rf"\b{row.pattern}", lowered)), None)
