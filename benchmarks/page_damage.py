"""What happens to a page on its way: saved anew, sent on, cropped, shown in a post, photographed flat or curled,
covered.

Every damage is a function of the page's RGB array and a seeded generator; `DAMAGES` names them. It gives the new
picture and where a point of the page came to lie in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Damaged:
    """A damaged page. `matrix`, shape (3, 3), takes pixels of the page to pixels of `rgb`; `curl` as well, if there
    is any: the page was bent by (x, y) -> (x, y) + curl(x, y) before `matrix`.
    """

    rgb: RGB
    matrix: Matrix
    curl: NDArray[np.float32] | None = None


def jpeg(rgb: RGB, quality: int) -> RGB:
    _, data = cv2.imencode(".jpg", rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1])


def scaled(rgb: RGB, by: float) -> RGB:
    size = (max(1, round(rgb.shape[1] * by)), max(1, round(rgb.shape[0] * by)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC))


def fitted(rgb: RGB, long_side: int) -> RGB:
    by = long_side / max(rgb.shape[:2])
    return scaled(rgb, by) if by < 1 else rgb


def _scaling(before: RGB, after: RGB) -> Matrix:
    x, y = after.shape[1] / before.shape[1], after.shape[0] / before.shape[0]
    return np.array([[x, 0, (x - 1) / 2], [0, y, (y - 1) / 2], [0, 0, 1.0]])


def same(page: RGB, _: np.random.Generator) -> Damaged:
    return Damaged(jpeg(page, 95), np.eye(3))


def resaved(page: RGB, _: np.random.Generator) -> Damaged:
    out = jpeg(scaled(page, 0.7), 85)
    return Damaged(out, _scaling(page, out))


def chain(page: RGB, _: np.random.Generator) -> Damaged:
    """Three senders in a row, each of whose messengers makes a JPEG of it."""
    out = jpeg(fitted(jpeg(fitted(jpeg(fitted(page, 1280), 80), 1024), 70), 1024), 75)
    return Damaged(out, _scaling(page, out))


def crop(page: RGB, rng: np.random.Generator) -> Damaged:
    high, wide = page.shape[:2]
    part = rng.uniform(0.5, 0.75)
    top = int(rng.uniform(0.0, 1 - part) * high)
    left = int(rng.uniform(0, 0.06) * wide)
    cut = page[top : top + int(part * high), left : wide - int(rng.uniform(0, 0.06) * wide)]
    out = jpeg(scaled(cut, 0.8), 82)
    return Damaged(out, _scaling(cut, out) @ np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]))


def _post(page: RGB, rng: np.random.Generator, dark: bool) -> Damaged:
    """A post on a telephone's screen, 1,080 pixels wide."""
    ground, soft, mark = (
        ((18, 20, 24), (70, 74, 82), (190, 194, 200)) if dark else ((250, 250, 252), (205, 209, 216), (40, 44, 54))
    )
    shown = scaled(page, min(1000 / page.shape[1], 1650 / page.shape[0]))
    screen = np.full((2280, 1080, 3), ground, dtype=np.uint8)
    cv2.rectangle(screen, (0, 0), (1080, 150), soft, -1)
    cv2.circle(screen, (90, 240), 48, soft, -1)
    for x, y, text, size in (
        (30, 95, "Sample Reader (specimen app)", 1.5),
        (160, 225, "specimen account", 1.1),
        (160, 270, "@specimen", 0.9),
    ):
        cv2.putText(screen, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, mark, 2, cv2.LINE_AA)
    words = rng.permutation(["look", "at", "this", "page", "that", "came", "today", "from", "a", "reader"])
    cv2.putText(screen, " ".join(words[:7]), (40, 360), cv2.FONT_HERSHEY_SIMPLEX, 1.2, mark, 2, cv2.LINE_AA)
    left, top = (1080 - shown.shape[1]) // 2, 410
    screen[top : top + shown.shape[0], left : left + shown.shape[1]] = shown
    for number, word in enumerate(("Reply", "Share", "Keep")):
        cv2.putText(screen, word, (120 + 340 * number, 2190), cv2.FONT_HERSHEY_SIMPLEX, 1.2, mark, 2, cv2.LINE_AA)
    out = jpeg(screen, 85)
    return Damaged(out, np.array([[1, 0, left], [0, 1, top], [0, 0, 1.0]]) @ _scaling(page, shown))


def post_light(page: RGB, rng: np.random.Generator) -> Damaged:
    return _post(page, rng, dark=False)


def post_dark(page: RGB, rng: np.random.Generator) -> Damaged:
    return _post(page, rng, dark=True)


def _camera(
    page: RGB,
    rng: np.random.Generator,
    *,
    long_side: int,
    tilt: float,
    blur: float,
    noise: float,
    quality: int,
    hard: bool,
) -> Damaged:
    """The page on a table, seen through a telephone's lens."""
    high, wide = page.shape[:2]
    by = long_side / max(high, wide)
    out_wide, out_high = round(wide * by * 1.12), round(high * by * 1.1)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float64)
    angle = np.radians(rng.uniform(-tilt, tilt))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    laid = (corners - [wide / 2, high / 2]) @ turn.T * by * (0.9 if hard else 0.96) + [out_wide / 2, out_high / 2]
    laid += rng.uniform(-0.035, 0.035, (4, 2)) * [out_wide, out_high]
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), laid.astype(np.float32)).astype(np.float64)
    table = _smooth((out_high, out_wide), rng, 18)[:, :, None] * np.array([40, 34, 26]) + np.array([100, 74, 52])
    seen = cv2.warpPerspective(_softened(page, by), matrix, (out_wide, out_high), flags=cv2.INTER_LINEAR).astype(
        np.float32
    )
    mask = cv2.warpPerspective(np.ones((high, wide), np.float32), matrix, (out_wide, out_high), flags=cv2.INTER_LINEAR)[
        :, :, None
    ]
    scene = table.astype(np.float32) * (1 - mask) + seen * mask
    light = rng.uniform(0.1, 0.9, 2)
    y, x = np.mgrid[0 : 1 : out_high * 1j, 0 : 1 : out_wide * 1j].astype(np.float32)
    shade = (
        1.0
        - (0.45 if hard else 0.3) * ((x - light[0]) ** 2 + (y - light[1]) ** 2)
        - 0.06 * _smooth((out_high, out_wide), rng, 3)
    )
    if hard:
        edge, slope = rng.uniform(0.3, 0.7), rng.uniform(-0.8, 0.8)
        shade *= 1 - 0.4 / (1 + np.exp((x + slope * (y - 0.5) - edge) * 45))
    scene = cv2.GaussianBlur(scene * shade[:, :, None], (0, 0), blur)
    if hard:
        scene = cv2.filter2D(scene, -1, _motion(rng))
    scene = scene * np.array([1.03, 1.0, 0.93], dtype=np.float32) + rng.normal(0, noise, scene.shape).astype(np.float32)
    return Damaged(jpeg(np.clip(np.rint(scene), 0, 255).astype(np.uint8), quality), matrix)


def photo(page: RGB, rng: np.random.Generator) -> Damaged:
    return _camera(page, rng, long_side=1500, tilt=3, blur=0.7, noise=2.5, quality=85, hard=False)


def hard_photo(page: RGB, rng: np.random.Generator) -> Damaged:
    return _camera(page, rng, long_side=1500, tilt=6, blur=0.8, noise=4.5, quality=70, hard=True)


def curled(page: RGB, rng: np.random.Generator) -> Damaged:
    """Paper that lies in waves: bent by 5 to 9 pixels of 1,600 in both directions, shaded, then photographed."""
    high, wide = page.shape[:2]
    size = rng.uniform(5, 9) * max(high, wide) / 1600
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    phase = rng.uniform(0, 2 * np.pi, 4)
    waves = rng.uniform(0.8, 1.7, 4)
    dx = size * (
        np.sin(2 * np.pi * waves[0] * y / high + phase[0]) + 0.5 * np.sin(2 * np.pi * waves[1] * x / wide + phase[1])
    )
    dy = size * (
        np.sin(2 * np.pi * waves[2] * x / wide + phase[2]) + 0.5 * np.sin(2 * np.pi * waves[3] * y / high + phase[3])
    )
    bent = cv2.remap(page, np.float32(x - dx), np.float32(y - dy), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    shade = 1 - 0.05 * np.sin(2 * np.pi * waves[2] * x / wide + phase[2] + 1)
    bent = np.clip(bent * shade[:, :, None], 0, 255).astype(np.uint8)
    shot = photo(bent, rng)
    return Damaged(shot.rgb, shot.matrix, np.stack([dx, dy], axis=2).astype(np.float32))


def folded(page: RGB, rng: np.random.Generator) -> Damaged:
    """A letter folded in three that does not lie flat: three planes with creases, photographed."""
    high, wide = page.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    rise = rng.uniform(2, 5, 2) * high / 1600
    thirds = np.abs(((y / high * 3) % 1.0) - 0.5) * 2
    dy = rise[0] * (thirds - 0.5) * 2
    dx = rise[1] * (thirds - 0.5) * (x / wide - 0.5) * 2
    bent = cv2.remap(page, np.float32(x - dx), np.float32(y - dy), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    bent = np.clip(bent * (1 - 0.12 * (1 - thirds) ** 8)[:, :, None], 0, 255).astype(np.uint8)
    shot = photo(bent, rng)
    return Damaged(shot.rgb, shot.matrix, np.stack([dx, dy], axis=2).astype(np.float32))


def held(page: RGB, rng: np.random.Generator) -> Damaged:
    """Photographed with a thumb on the paper's edge that covers some words."""
    shot = photo(page, rng)
    rgb = shot.rgb.copy()
    high, wide = rgb.shape[:2]
    at = (int(rng.choice([0.03, 0.97]) * wide), int(rng.uniform(0.3, 0.7) * high))
    axes = (int(wide * 0.2), int(high * 0.045))
    skin = np.zeros(rgb.shape[:2], np.uint8)
    cv2.ellipse(skin, at, axes, float(rng.uniform(-25, 25)), 0, 360, 255, -1, cv2.LINE_AA)
    colour = np.array([196, 148, 122]) * rng.uniform(0.5, 1.0) + 14 * _smooth((high, wide), rng, 20)[:, :, None]
    share = cv2.GaussianBlur(skin, (0, 0), 2.0)[:, :, None] / 255.0
    rgb = np.clip(rgb * (1 - share) + colour * share, 0, 255).astype(np.uint8)
    return Damaged(jpeg(rgb, 85), shot.matrix)


def small(page: RGB, _: np.random.Generator) -> Damaged:
    """A preview of 640 pixels: too small to read a digit."""
    out = jpeg(fitted(page, 640), 70)
    return Damaged(out, _scaling(page, out))


DAMAGES: dict[str, Callable[[RGB, np.random.Generator], Damaged]] = {
    "re-save": resaved,
    "messenger chain": chain,
    "crop": crop,
    "post light": post_light,
    "post dark": post_dark,
    "photo": photo,
    "hard photo": hard_photo,
    "curled": curled,
    "folded": folded,
    "held": held,
    "preview": small,
}


def _softened(page: RGB, by: float) -> RGB:
    """Blurred as much as the coming reduction asks for, so that it makes no steps."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), max(0.3, 0.42 / by - 0.2)))


def _smooth(shape: tuple[int, int], rng: np.random.Generator, cells: int) -> NDArray[np.float32]:
    """Smooth random values, 0 to 1."""
    grid = rng.uniform(0, 1, (cells, cells)).astype(np.float32)
    return np.clip(cv2.resize(grid, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), 0, 1)


def _motion(rng: np.random.Generator) -> NDArray[np.float32]:
    kernel = np.zeros((7, 7), np.float32)
    angle = rng.uniform(0, np.pi)
    for step in np.linspace(-1.6, 1.6, 33):
        x, y = 3 + step * np.cos(angle), 3 + step * np.sin(angle)
        kernel[round(y), round(x)] += 1
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)
