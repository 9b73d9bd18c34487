"""The pictures of a report, decoded and made small in a worker like any evidence: the picture, its strips, its matches.

Nothing here is needed for a verdict; whatever cannot be had is left out, and the report says so.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from verifyctl.errors import UnreadableInputError, UsageError
from verifyctl.known.drawings import CHANGED, OVERLAY, SIDE_BY_SIDE
from verifyctl.media.read import identify, read_bytes
from verifyctl.model.verdict import Verdict
from verifyctl.reference.maps import size_of
from verifyctl.report.pictures import MatchPictures, Picture, Pictures
from verifyctl.run.pool import Worker, WorkerError

Choice = Literal["none", "blur", "full"]

LONGEST, QUALITY = 1280, 72
MAX_EMBEDDED = 1_050_000
"""Bytes of all pictures of a report: with base64, its page stays below 1.5 MB."""

_STRIP_LONGEST = 900
_MATCH_LONGEST = 1000
_MOST_BYTES = 64 * 1024 * 1024
_MAP_LONGEST = (900, 640, 450)  # the largest that fits
_MOST_MATCHES, _MOST_MAPS = 4, 6
_THUMB = 160


@dataclass(frozen=True)
class Wanted:
    """Which pictures a report is to hold, and where from: the evidence's bytes, a folder of evidence pictures.

    `maps` are the files of maps that were asked for, by their names; a page without them shows none.
    """

    choice: Choice
    image: tuple[str, bytes] | None = None
    artifacts: Path | None = None
    stem: str = ""
    maps: Mapping[str, Path] = field(default_factory=dict)


def choice_for(verdict: Verdict, asked: Choice | None) -> Choice:
    """What was asked for; else the whole picture, blurred where the claim's handling says graphic."""
    return asked or ("blur" if verdict.handling.graphic else "full")


def pictures(verdict: Verdict, wanted: Wanted, worker: Worker) -> Pictures:
    """What the report shows. Raises UsageError where the image is not the one that the verdict is about."""
    if wanted.choice == "none":
        return Pictures(choice="none")
    budget = _Budget()
    blurred = wanted.choice == "blur"
    main, strips = None, {}
    if wanted.image is not None:
        take(verdict, wanted.image, worker)
        main = budget.afford(_small(worker, LONGEST, QUALITY, blurred=blurred))
        if not blurred and verdict.text is not None:
            strips = _strips(verdict, worker, budget)
    matches = {} if blurred or wanted.artifacts is None else _matches(verdict, wanted, worker, budget)
    maps = {} if blurred else _maps(verdict, wanted, worker, budget)
    return Pictures(choice=wanted.choice, main=main, strips=strips, matches=matches, maps=maps)


def take(verdict: Verdict, image: tuple[str, bytes], worker: Worker) -> None:
    """Put the picture on the worker's table. Raises UsageError where it is not that of the verdict."""
    name, data = image
    evidence = identify(data, Path(name).name, where=name)
    if evidence.digests.sha256 not in {subject.digests.sha256 for subject in verdict.subject}:
        raise UsageError(
            f"{name}: not the picture that the verdict is about",
            hint=f"Its SHA-256 has to be {verdict.subject[0].digests.sha256}.",
        )
    worker.take(evidence, data)


def thumbnail(verdict: Verdict, image: tuple[str, bytes], worker: Worker, choice: Choice) -> Picture | None:
    """A small picture for a list; None where there is to be none or it cannot be decoded."""
    if choice == "none":
        return None
    take(verdict, image, worker)
    return _small(worker, _THUMB, QUALITY, blurred=choice == "blur")


class _Budget:
    """Counts bytes down; a picture that does not fit is left out."""

    def __init__(self) -> None:
        self._left = MAX_EMBEDDED

    def afford(self, picture: Picture | None) -> Picture | None:
        if picture is None or len(picture.data) > self._left:
            return None
        self._left -= len(picture.data)
        return picture


def _small(worker: Worker, longest: int, quality: int, **how: Any) -> Picture | None:
    """The evidence on the worker's table, made small; None where it cannot be decoded."""
    try:
        answer = worker.preview({"longest": longest, "quality": quality, **how})
        data = base64.b64decode(answer["jpeg"], validate=True)
        width, height = int(answer["width"]), int(answer["height"])
    except (WorkerError, KeyError, TypeError, ValueError, binascii.Error):
        return None
    return Picture(data, width, height) if data.startswith(b"\xff\xd8\xff") else None


def _strips(verdict: Verdict, worker: Worker, budget: _Budget) -> dict[str, Picture]:
    if verdict.text is None:
        return {}
    try:
        drawn = worker.crops(verdict.text)
    except WorkerError:
        return {}
    found = ((name, _decoded(encoded)) for name, encoded in drawn.items())
    files = [(name, data) for name, data in found if data is not None]
    return dict(_made_small(files, worker, budget, longest=_STRIP_LONGEST))


def _decoded(encoded: Any) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True)
    except (TypeError, ValueError, binascii.Error):
        return None


def _made_small(
    files: Iterable[tuple[str, bytes]], worker: Worker, budget: _Budget, *, longest: int, **how: Any
) -> Iterator[tuple[str, Picture]]:
    for name, data in files:
        try:
            worker.take(identify(data, name, where=name), data)
        except UnreadableInputError:
            continue
        if (picture := budget.afford(_small(worker, longest, QUALITY, **how))) is not None:
            yield name, picture


def _matches(verdict: Verdict, wanted: Wanted, worker: Worker, budget: _Budget) -> dict[int, MatchPictures]:
    found = {}
    for index, match in enumerate((verdict.matches.matches if verdict.matches else ())[:_MOST_MATCHES]):
        stem = f"{wanted.stem}.{match.image.id}"
        # The overlay holds the evidence in its red and the known image in its other channels: each alone, in grey, the
        # two lie on each other.
        ours = _artifact(wanted, stem, OVERLAY, worker, budget, channel="red")
        theirs = _artifact(wanted, stem, OVERLAY, worker, budget, channel="green")
        made = MatchPictures(
            beside=_artifact(wanted, stem, SIDE_BY_SIDE, worker, budget),
            aligned=(ours, theirs) if ours and theirs else None,
            changed=_artifact(wanted, stem, CHANGED, worker, budget),
        )
        if made != MatchPictures():
            found[index] = made
    return found


def _artifact(wanted: Wanted, stem: str, kind: str, worker: Worker, budget: _Budget, **how: Any) -> Picture | None:
    if wanted.artifacts is None:
        return None
    path = wanted.artifacts / f"{stem}.{kind}.png"
    try:
        data = read_bytes(path, max_bytes=_MOST_BYTES)
    except UnreadableInputError:
        return None
    made = dict(_made_small([(path.name, data)], worker, budget, longest=_MATCH_LONGEST, **how))
    return made.get(path.name)


def _maps(verdict: Verdict, wanted: Wanted, worker: Worker, budget: _Budget) -> dict[str, Picture | None]:
    """The maps without the captions that are drawn into them: a page writes its own. None for what does not fit."""
    subject, found = verdict.subject[0], dict[str, Picture | None]()
    if not subject.width or not subject.height:
        return found
    part = size_of(subject.width, subject.height)
    for name, path in list(wanted.maps.items())[:_MOST_MAPS]:
        try:
            data = read_bytes(path, max_bytes=_MOST_BYTES)
        except UnreadableInputError:
            continue
        made = (_made_small([(path.name, data)], worker, budget, longest=each, part=part) for each in _MAP_LONGEST)
        found[name] = next((picture for one in made for _, picture in one), None)
    return found
