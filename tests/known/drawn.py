"""A page of text drawn with OpenCV's own letters, so that no font is needed, and what can be done to it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
SIZE = (900, 1240)
WORDS = ("library", "hall", "closed", "days", "when", "lamps", "and", "chairs", "counted", "bring", "lists", "keys")


def lines(seed: int = 1) -> list[list[str]]:
    rng = np.random.default_rng(seed)
    made = [[str(rng.choice(WORDS)) for _ in range(6)] for _ in range(16)]
    for line in made[::3]:
        line[2] = str(rng.integers(10, 99))
    return made


def page(words: list[list[str]], *, head: str = "SPECIMEN OFFICE", colour: bool = False) -> Picture:
    """Grey of shape (1240, 900), or RGB. Every word has its place, so that a changed one moves no other."""
    picture = np.full((SIZE[1], SIZE[0]), 250, np.uint8)
    cv2.rectangle(picture, (60, 60), (840, 150), 60, 3)
    cv2.putText(picture, head, (150, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 30, 3, cv2.LINE_AA)
    for row, line in enumerate(words):
        for column, word in enumerate(line):
            at = (70 + 130 * column, 230 + 58 * row)
            cv2.putText(picture, word, at, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 30, 2, cv2.LINE_AA)
    cv2.putText(picture, "specimen, drawn by a test", (200, 1200), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 60, 2, cv2.LINE_AA)
    return np.repeat(picture[:, :, None], 3, axis=2) if colour else picture


def with_word(words: list[list[str]], row: int, column: int, word: str) -> list[list[str]]:
    copy = [list(line) for line in words]
    copy[row][column] = word
    return copy


def place(row: int, column: int) -> tuple[int, int]:
    """The middle of a word."""
    return 70 + 130 * column + 20, 230 + 58 * row - 8


def saved(picture: Picture, quality: int = 85, scale: float = 1.0) -> Picture:
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_UNCHANGED)


def scaling(scale: float) -> NDArray[np.float64]:
    shift = (scale - 1) / 2
    return np.array([[scale, 0, shift], [0, scale, shift], [0, 0, 1.0]])


def photographed(picture: Picture, rng: np.random.Generator) -> tuple[Picture, NDArray[np.float64]]:
    """Tilted, on a dark table, in uneven light, with noise; and the homography."""
    high, wide = picture.shape
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    moved = corners * 0.9 + [60, 70] + rng.uniform(-25, 25, (4, 2))
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    scene = cv2.warpPerspective(picture, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=70).astype(np.float32)
    light = np.linspace(1.0, 0.7, wide)[None, :] * np.linspace(0.85, 1.0, high)[:, None]
    noisy = scene * light + rng.normal(0, 3, scene.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8), np.asarray(matrix, dtype=np.float64)


def curled(picture: Picture, size: float) -> Picture:
    """Bent in waves by some pixels."""
    y, x = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
    dx = size * np.sin(2 * np.pi * 1.2 * y / picture.shape[0])
    dy = size * np.sin(2 * np.pi * 1.5 * x / picture.shape[1] + 1)
    return cv2.remap(picture, np.float32(x + dx), np.float32(y + dy), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
