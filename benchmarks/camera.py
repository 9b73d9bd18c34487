"""A telephone's camera before a screen or a print, computed: perspective, moiré, uneven light, a soft lens, noise."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.changes import clipped
from benchmarks.screens import fitted

RGB = NDArray[np.uint8]
Floats = NDArray[np.float32]
_DOT = 3


def of_screen(rgb: RGB, rng: np.random.Generator) -> RGB:
    """The picture on a monitor, photographed from a little beside it; 1600 x 1200.

    The monitor's pixels are drawn as three coloured strips each; that the camera samples them makes the moiré.
    """
    wide, high = 1280, 960
    monitor = np.full((high // 2, wide // 2, 3), 10, dtype=np.uint8)
    shown = np.asarray(fitted(rgb, wide // 2 - 20, high // 2 - 20))
    top, left = (monitor.shape[0] - shown.shape[0]) // 2, (monitor.shape[1] - shown.shape[1]) // 2
    monitor[top : top + shown.shape[0], left : left + shown.shape[1]] = shown
    strips = np.repeat(np.repeat(monitor, _DOT, axis=0), _DOT, axis=1).astype(np.float32)
    mask = np.full((_DOT, _DOT, 3), 0.42, dtype=np.float32)
    for channel in range(3):
        mask[:, channel, channel] = 1.5
    mask[-1] *= 0.6
    strips *= np.tile(mask, (monitor.shape[0], monitor.shape[1], 1))
    ground = np.full((1200, 1600, 3), rng.integers(24, 60), dtype=np.float32)
    seen = _seen(ground, strips, rng, shift=0.05, fill=0.93)
    y, x = np.mgrid[0:1:1200j, 0:1:1600j].astype(np.float32)
    centre = rng.uniform(0.1, 0.9, 2)
    glare = 46 * np.exp(-(((x - centre[0]) / 0.22) ** 2 + ((y - centre[1]) / 0.3) ** 2))
    bands = 1 + 0.05 * np.sin(2 * np.pi * (y * rng.uniform(2, 5) + rng.uniform()))
    seen = seen * bands[:, :, None] + glare[:, :, None]
    return _exposed(seen * np.array([0.94, 1.0, 1.08], dtype=np.float32), rng, blur=0.8, noise=4.0)


def of_print(rgb: RGB, rng: np.random.Generator) -> RGB:
    """The picture printed with a white margin, on a table, photographed askew under a lamp; 1600 x 1200 or upright."""
    high, wide = rgb.shape[:2]
    margin = max(high, wide) // 24
    paper = cv2.copyMakeBorder(rgb, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(246, 245, 240))
    matt = np.asarray(paper, dtype=np.float32) * 0.86 + 26
    size = (1600, 1200) if wide >= high else (1200, 1600)
    seen = _seen(_table(size, rng), matt, rng, shift=0.075, fill=0.86)
    y, x = np.mgrid[0 : 1 : size[1] * 1j, 0 : 1 : size[0] * 1j].astype(np.float32)
    lamp = rng.uniform(0.0, 1.0, 2)
    light = 1.1 - 0.5 * np.hypot(x - lamp[0], y - lamp[1])
    edge = rng.uniform(0.2, 0.8)
    shadow = 1 - 0.28 / (1 + np.exp((x + y * rng.uniform(-0.6, 0.6) - edge) * 60))
    return _exposed(
        seen * (light * shadow)[:, :, None] * np.array([1.06, 1.0, 0.88], dtype=np.float32), rng, blur=1.0, noise=4.0
    )


def _seen(ground: Floats, sheet: Floats, rng: np.random.Generator, shift: float, fill: float) -> Floats:
    """The sheet in perspective on the ground: turned by up to 6 degrees, corners moved by up to `shift` of it."""
    high, wide = ground.shape[:2]
    share = min(wide / sheet.shape[1], high / sheet.shape[0]) * fill
    half = np.array([sheet.shape[1], sheet.shape[0]]) * share / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    angle = np.radians(rng.uniform(-6, 6))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = corners @ turn.T * 0.94 + rng.uniform(-shift, shift, (4, 2)) * [wide, high] + [wide / 2, high / 2]
    source = np.array(
        [[0, 0], [sheet.shape[1], 0], [sheet.shape[1], sheet.shape[0]], [0, sheet.shape[0]]], dtype=np.float32
    )
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    laid = cv2.warpPerspective(sheet, matrix, (wide, high), flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.ones(sheet.shape[:2], np.float32), matrix, (wide, high), flags=cv2.INTER_LINEAR)
    share_of_it = mask[:, :, None]
    return np.asarray(ground * (1 - share_of_it) + laid * share_of_it, dtype=np.float32)


def _table(size: tuple[int, int], rng: np.random.Generator) -> Floats:
    rough = rng.normal(0.0, 1.0, (160, 14)).astype(np.float32)
    grain = cv2.resize(cv2.GaussianBlur(rough, (0, 0), 1.0), size, interpolation=cv2.INTER_CUBIC)
    colour = np.array([128, 98, 70], dtype=np.float32) * rng.uniform(0.7, 1.5)
    return np.asarray(colour * (1 + 0.22 * grain)[:, :, None], dtype=np.float32)


def _exposed(scene: NDArray[np.floating], rng: np.random.Generator, blur: float, noise: float) -> RGB:
    soft = cv2.GaussianBlur(np.asarray(scene, dtype=np.float32), (0, 0), blur)
    values = soft + rng.normal(0.0, noise, soft.shape)
    return clipped(values)
