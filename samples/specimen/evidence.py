"""samples/evidence: a folder as a desk might keep it, half harmless and half doubtful, a claim beside each picture."""

from __future__ import annotations

from pathlib import Path

from specimen import letter, saving, scenes, screen
from specimen.camera import photograph, scanned
from specimen.exif import Camera, exif

SIZE = (1120, 840)
POSTED = "2015-05-04T08:15:30.120+00:00"
POSTED_LATER = "2015-05-13T06:30:00+00:00"
LETTER_CORNERS = ((70.0, 60.0), (840.0, 78.0), (872.0, 1200.0), (44.0, 1182.0))


def make(folder: Path) -> None:
    """Write the pictures, a claim for each, and the outcomes that are expected."""
    folder.mkdir(parents=True, exist_ok=True)
    _innocent(folder)
    _doubtful(folder)
    ids = {"post_id": saving.post_id(POSTED), "later_id": saving.post_id(POSTED_LATER)}
    for name, claim in CLAIMS.items():
        saving.text(folder / f"{name}.claim.yaml", HEAD + claim.format(**ids))
    saving.text(folder / "expected.yaml", _expected())


def _innocent(folder: Path) -> None:
    scene = scenes.village(SIZE, 21)
    phone = Camera("SpecimenPhone", "SP-1", "2015:05:02 10:12:33", SIZE, offset="+03:00", software="SP-1 firmware 1.04")
    saving.jpeg(folder / "camera-scene.jpg", scene, 88, exif=exif(phone, scene))

    saving.png(folder / "resized-in-editor.png", saving.fitted(scenes.desk(SIZE, 22), 560), software="GIMP 2.10.36")
    saving.jpeg(folder / "no-metadata.jpg", saving.fitted(scenes.harbour(SIZE, 23), 960), 82)

    saving.png(folder / "screenshot.png", screen.desktop(scenes.village(SIZE, 24), "Saved on 3 May 2015"))

    # Some viewers turn the picture and leave the thumbnail as it was.
    quay = scenes.harbour(SIZE, 25)
    saving.jpeg(
        folder / "thumbnail-rotated.jpg",
        quay,
        86,
        exif=exif(Camera("SpecimenCam", "SC-20", "2015:05:03 07:41:10", SIZE), quay.rotate(90, expand=True)),
    )
    page = scanned(letter.render(letter.invitation()), 26, 0.6)
    saving.jpeg(folder / "scan.jpg", page, 70, dpi=150)


def _doubtful(folder: Path) -> None:
    late = scenes.harbour(SIZE, 31)
    camera = Camera("SpecimenPhone", "SP-1", "2015:06:14 18:22:41", SIZE, offset="+03:00")
    saving.jpeg(folder / "captured-after-post.jpg", late, 86, exif=exif(camera, late))

    saving.png(folder / "png-named.jpg", saving.fitted(scenes.village(SIZE, 32), 560))

    page = photograph(
        letter.render(letter.postponement()), LETTER_CORNERS, size=(920, 1260), seed=33, wood=(112, 112, 118)
    )
    saving.jpeg(folder / "dated-after-post.jpg", page, 84)

    other = scenes.village(SIZE, 34)
    saving.jpeg(
        folder / "thumbnail-other.jpg",
        other,
        86,
        exif=exif(Camera("SpecimenCam", "SC-20", "2015:05:03 12:05:44", SIZE), scenes.desk(SIZE, 35)),
    )


HEAD = "# SPECIMEN: made up for testing.\nformat: verifyctl.claim/1\n"
TAIL = "handling: {{graphic: no, personal_data: no, share: public}}\n"
POST = '  claimant: {{platform: twitter, account: "@specimen", post_id: "{post_id}"}}   # 2015-05-04T08:15:30.120Z\n'
PUBLISHED = "  - {{id: A2, kind: publication, value: 2015-05-04}}\n"

CLAIMS = {
    "camera-scene.jpg": (
        "claim:\n  id: village-road\n  statement: A road through a village, photographed on 2 May 2015.\n"
        + POST
        + "assertions:\n  - {{id: A1, kind: capture_time, value: 2015-05-02}}\n"
        + PUBLISHED
        + TAIL
    ),
    "resized-in-editor.png": (
        "claim:\n  id: desk-with-books\n  statement: A desk with books, reduced for the web.\n"
        + POST
        + "assertions:\n"
        + PUBLISHED
        + TAIL
    ),
    "no-metadata.jpg": (
        "claim:\n  id: boats\n  statement: Three boats off the shore, posted on 4 May 2015.\n"
        + POST
        + "assertions:\n"
        + PUBLISHED
        + TAIL
    ),
    "screenshot.png": (
        "claim:\n  id: village-in-viewer\n  statement: A screenshot of a picture of a village, saved on 3 May 2015.\n"
        + POST
        + "assertions:\n"
        "  - {{id: A1, kind: subject, value: a picture in a viewer, look_for: [Saved on 3 May 2015]}}\n"
        + PUBLISHED
        + TAIL
    ),
    "thumbnail-rotated.jpg": (
        "claim:\n  id: boats-turned\n  statement: Three boats, photographed on 3 May 2015 and turned upright later.\n"
        + POST
        + "assertions:\n  - {{id: A1, kind: capture_time, value: 2015-05-03}}\n"
        + PUBLISHED
        + TAIL
    ),
    "scan.jpg": (
        "claim:\n  id: invitation\n  statement: Scan of an invitation of 12 May 2015 to the heads of department.\n"
        '  claimant: {{platform: twitter, account: "@specimen", post_id: "{later_id}"}}   # 2015-05-13T06:30:00Z\n'
        "assertions:\n  - {{id: A1, kind: document_date, value: 2015-05-12, hijri: 1436-07-23}}\n"
        "  - {{id: A2, kind: recipient, value: heads of department, look_for: [رؤساء الأقسام]}}\n"
        "  - {{id: A3, kind: subject, value: a meeting, look_for: [اجتماع]}}\n"
        "  - {{id: A4, kind: publication, value: 2015-05-13}}\n" + TAIL
    ),
    "captured-after-post.jpg": (
        "claim:\n  id: boats-in-may\n  statement: Three boats, photographed on 3 May 2015 and posted the day after.\n"
        + POST
        + "assertions:\n  - {{id: A1, kind: capture_time, value: 2015-05-03}}\n"
        + PUBLISHED
        + TAIL
    ),
    "png-named.jpg": (
        "claim:\n  id: village-as-photo\n  statement: The photo of a village as it came from the camera.\n"
        + POST
        + "assertions:\n"
        + PUBLISHED
        + TAIL
    ),
    "dated-after-post.jpg": (
        "claim:\n  id: postponement\n  statement: A letter of 20 May 2015 that was posted on 4 May 2015.\n"
        + POST
        + "assertions:\n  - {{id: A1, kind: document_date, value: 2015-05-20}}\n"
        + PUBLISHED
        + "  - {{id: A3, kind: subject, value: the meeting is postponed, look_for: [postponed]}}\n"
        "readings:\n  - {{by: reader-1, at: 2015-05-21, field: document_date, text: 20 May 2015, value: 2015-05-20}}\n"
        + TAIL
    ),
    "thumbnail-other.jpg": (
        "claim:\n  id: village-at-noon\n  statement: A village at noon, photographed on 3 May 2015.\n"
        + POST
        + "assertions:\n  - {{id: A1, kind: capture_time, value: 2015-05-03}}\n"
        + PUBLISHED
        + TAIL
    ),
}


def _expected() -> str:
    lines = ["# What `verifyctl check --expect` holds the folder against.", "format: verifyctl.expected/1", "expect:"]
    for name in sorted(CLAIMS):
        outcome = "contradicted" if name == "dated-after-post.jpg" else "inconclusive"
        lines.append(f"  {name}: {{outcome: {outcome}}}")
    return "\n".join(lines) + "\n"
