"""Families of JPEG encoders by how they build a file, as data. A family is named only by two signs of its own or more.

Tables alone name nobody: cameras, editors and platforms share them (of 43 camera files whose tables a public list
calls Adobe's, 31 held no segment of Adobe's). All families that fit are given; none is better than a wrong one.

Sources: Adobe technical note 5116 (segment APP14), Photoshop file format (resources in APP13), the Independent JPEG
Group's library (its example Huffman tables, its scaling of T.81's tables, JFIF head first).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from verifyctl.model.structure import Coding, Encoder, Segment

Sign = Callable[[Coding, Sequence[Segment]], bool]


@dataclass(frozen=True)
class Family:
    """A family, its signs in words with their tests, and how many of them are needed (two or more)."""

    name: str
    signs: tuple[tuple[str, Sign], ...]
    needed: int


def _marked(detail: str) -> Sign:
    return lambda _, segments: any(segment.detail == detail for segment in segments)


def _exact(coding: Coding, _: Sequence[Segment]) -> bool:
    return coding.quantisation is not None and coding.quantisation.match == "exact"


def _jfif_first(_: Coding, segments: Sequence[Segment]) -> bool:
    return len(segments) > 1 and segments[1].detail == "JFIF"


FAMILIES: tuple[Family, ...] = (
    Family(
        "Adobe (Photoshop, Lightroom and their kin)",
        (
            ("APP14 Adobe", _marked("Adobe")),
            ("APP13 Photoshop resources", _marked("Photoshop 3.0")),
            ("APP12 Ducky (save for web)", _marked("Ducky")),
            ("tables that are not the IJG library's", lambda coding, segments: not _exact(coding, segments)),
        ),
        3,
    ),
    Family(
        "IJG library or libjpeg-turbo, default coding",
        (
            ("IJG tables for luma and chroma", _exact),
            ("the standard's example Huffman tables", lambda coding, _: coding.huffman == "default"),
            ("JFIF head first", _jfif_first),
        ),
        3,
    ),
    Family(
        "IJG library or libjpeg-turbo, optimised coding",
        (
            ("IJG tables for luma and chroma", _exact),
            ("Huffman tables made for this picture", lambda coding, _: coding.huffman == "optimised"),
            ("JFIF head first", _jfif_first),
        ),
        3,
    ),
)


def families(coding: Coding, segments: Sequence[Segment]) -> tuple[Encoder, ...]:
    """Every family that the build fits, with the signs that it fits by."""
    fitting = []
    for family in FAMILIES:
        signs = tuple(words for words, test in family.signs if test(coding, segments))
        if len(signs) >= family.needed:
            fitting.append(Encoder(family=family.name, signs=signs))
    return tuple(fitting)
