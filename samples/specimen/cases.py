"""samples/cases: twelve worked cases, half of them innocent: picture, claim, store, log, and where it should end.

The pictures from which the stores of known images are made lie in `known`.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageOps

from specimen import letter, saving, scenes, screen, store
from specimen.camera import photograph, scanned
from specimen.case_texts import CASES, HEAD, KNOWN, Worked
from specimen.exif import Camera, exif
from specimen.letter import Letter
from verifyctl.custody.log import Action, Event, append

SIZE = (960, 720)
PAGE_CORNERS = ((60.0, 50.0), (640.0, 62.0), (662.0, 905.0), (40.0, 892.0))
PAGE_SIZE = (700, 950)
PROMPT = "a letter on a desk\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 20150520, Size: 700x950, Version: v1.9.0"


def make(folder: Path) -> None:
    """Write the known images, then a folder for each case, the manifest and the expected outcomes."""
    known = folder / "known"
    known.mkdir(parents=True, exist_ok=True)
    _known(known)
    for case in CASES:
        place = folder / case.name
        place.mkdir(exist_ok=True)
        picture = place / case.picture
        _PICTURES[case.name](picture)
        saving.text(place / "claim.yaml", HEAD + case.claim.replace("<sha256>", saving.sha256(picture)))
        saving.text(place / store.LIST, json.dumps(KNOWN[case.known], ensure_ascii=False) + "\n")
        _log(place / "custody.jsonl", case, saving.sha256(picture))
    saving.text(folder / "cases.csv", _manifest())
    saving.text(folder / "expected.yaml", _expected())


def build(folder: Path) -> None:
    """Make the store of each case; those of the same known image are the same."""
    made: dict[str, Path] = {}
    for case in CASES:
        place = folder / case.name
        if case.known in made:
            shutil.copyfile(made[case.known] / store.STORE, place / store.STORE)
        else:
            store.build(place)
            made[case.known] = place


# pictures -----------------------------------------------------------------------------------------


def _known(folder: Path) -> None:
    saving.jpeg(folder / "harbour.jpg", scenes.harbour(SIZE, 61), 84)
    saving.jpeg(folder / "village.jpg", scenes.village(SIZE, 62), 84)
    saving.jpeg(folder / "postponement.jpg", _scan(letter.postponement(), 64), 80)
    saving.jpeg(folder / "april-invitation.jpg", _scan(_april_invitation(), 65), 80)


def _scan(words: Letter, seed: int) -> Image.Image:
    return saving.fitted(scanned(letter.render(words), seed, 0.3), 1200)


def _photo(words: Letter, seed: int) -> Image.Image:
    return photograph(letter.render(words), PAGE_CORNERS, size=PAGE_SIZE, seed=seed, wood=(112, 112, 118))


def _april_invitation() -> Letter:
    """The form of the invitation, filled in for the month before: 25 Jumada al-Akhira 1436, 14 April 2015."""
    return replace(
        letter.invitation(),
        meta=("الرقم: ٨٨ / نموذج", "التاريخ: ٢٥ جمادى الآخرة ١٤٣٦ هـ", "الموافق: ١٤ نيسان/أبريل ٢٠١٥ م"),
        body=("تحية طيبة وبعد،", "ندعوكم إلى زيارة معرض الكتب في القاعة الكبرى، ونرجو تأكيد الحضور قبل يوم الأحد."),
    )


def _sighted() -> Letter:
    """The invitation with the Hijri day of a calendar that runs two days behind Umm al-Qura."""
    return replace(
        letter.invitation(),
        meta=("الرقم: ١٠١ / نموذج", "التاريخ: ٢١ رجب ١٤٣٦ هـ", "الموافق: ١٢ أيار/مايو ٢٠١٥ م"),
    )


def _two_weeks() -> Letter:
    """The postponement with one word changed."""
    said = letter.postponement()
    return replace(said, body=(said.body[0].replace("one week", "two weeks"), *said.body[1:]))


def _posted_overnight(path: Path) -> None:
    scene = scenes.village(SIZE, 51)
    camera = Camera("SpecimenPhone", "SP-1", "2015:05:03 18:41:20", SIZE, offset="+03:00")
    saving.jpeg(path, scene, 84, exif=exif(camera, scene))


def _made_and_changed(path: Path) -> None:
    saving.png(path, _scan(_two_weeks(), 58), parameters=PROMPT)


_PICTURES = {
    "01-posted-overnight": _posted_overnight,
    "02-two-readers": lambda path: saving.jpeg(path, _scan(letter.postponement(), 52), 80),
    "03-calendars-two-days": lambda path: saving.jpeg(path, _scan(_sighted(), 53), 80),
    "04-same-form": lambda path: saving.jpeg(path, _scan(letter.invitation(), 54), 80),
    "05-screenshot-of-old": lambda path: saving.jpeg(
        path, screen.desktop(scenes.village(SIZE, 62), "Saved on 3 May 2015"), 86
    ),
    "06-plain-copy": lambda path: saving.jpeg(path, saving.fitted(scenes.harbour(SIZE, 56), 640), 78),
    "07-dated-after-post": lambda path: saving.jpeg(path, _photo(letter.postponement(), 57), 84),
    "08-earlier-copy": lambda path: saving.jpeg(path, saving.fitted(scenes.harbour(SIZE, 61), 720), 74),
    "09-mirrored-earlier": lambda path: saving.jpeg(
        path, ImageOps.mirror(saving.fitted(scenes.village(SIZE, 62), 800)), 78
    ),
    "10-word-changed": lambda path: saving.jpeg(path, _scan(_two_weeks(), 58), 80),
    "11-readers-differ": lambda path: saving.jpeg(path, _photo(letter.postponement(), 59), 84),
    "12-made-and-changed": _made_and_changed,
}


# claims, logs, lists ------------------------------------------------------------------------------


def _log(path: Path, case: Worked, sha256: str) -> None:
    """The custody log, with times of its own: nothing here depends on when it is made."""
    path.unlink(missing_ok=True)
    events = [
        ("2015-05-22T08:00:00Z", Action.RECEIVE, "Specimen, drawn by samples/make.py."),
        ("2015-05-22T08:01:00Z", Action.HASH, "SHA-256 of the bytes as they were received."),
        *((f"2015-05-22T09:{number:02d}:00Z", Action.READ, note) for number, note in enumerate(case.notes)),
    ]
    for at, action, note in events:
        event = Event(action=action, actor="specimen-desk", object=f"sha256:{sha256}", note=note)
        append(path, event, at=at, clock="unknown", tool="samples/make.py")


def _manifest() -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(("image", "claim", "known"))
    for case in CASES:
        writer.writerow((f"{case.name}/{case.picture}", f"{case.name}/claim.yaml", f"{case.name}/{store.STORE}"))
    return held.getvalue()


def _expected() -> str:
    lines = ["# Where each case ends. The first six are innocent.", "format: verifyctl.expected/1", "expect:"]
    for case in CASES:
        statuses = ", ".join(f"{name}: {status}" for name, status in case.statuses.items())
        lines.append(f"  {case.name}/{case.picture}: {{outcome: {case.outcome}, assertions: {{{statuses}}}}}")
    return "\n".join(lines) + "\n"
