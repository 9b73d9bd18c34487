"""The words of samples/cases: claims, notes of the logs, known images, expected outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from specimen import saving


@dataclass(frozen=True)
class Worked:
    """One case: its folder, the picture's name, claim, notes of readers in the log, and where it should end.

    `known` is the known image in its store.
    """

    name: str
    picture: str
    outcome: str
    claim: str
    statuses: dict[str, str]
    known: str
    notes: tuple[str, ...] = ()


POSTS = {
    "night": saving.post_id("2015-05-03T21:15:10.250+00:00"),
    "may_4": saving.post_id("2015-05-04T08:15:30.120+00:00"),
    "may_13": saving.post_id("2015-05-13T06:30:00+00:00"),
    "may_21": saving.post_id("2015-05-21T05:40:00+00:00"),
    "may_26": saving.post_id("2015-05-26T06:00:00+00:00"),
}

HEAD = "# SPECIMEN: made up for testing.\nformat: verifyctl.claim/1\n"
_TAIL = "handling: {graphic: no, personal_data: no, share: public}\n"


def _claim(name: str, statement: str, post: str | None, rest: str, picture: str = "picture.jpg") -> str:
    """The claim without its head, `<sha256>` where the picture's digest belongs."""
    claimant = f'  claimant: {{platform: twitter, account: "@specimen", post_id: "{POSTS[post]}"}}\n' if post else ""
    media = f"media: [{{path: {picture}, role: working_copy, sha256: <sha256>}}]\n"
    return f"claim:\n  id: {name}\n  statement: {statement}\n{claimant}{media}{rest}{_TAIL}"


_LETTER = """\
assertions:
  - {id: A1, kind: document_date, value: 2015-05-20}
  - {id: A2, kind: recipient, value: the heads of department, look_for: [heads of department]}
  - {id: A3, kind: subject, value: the meeting is postponed, look_for: [meeting is postponed]}
"""
_READ_BY = """\
  - {by: %s, at: 2015-05-22, field: document_date, text: %s}
  - {by: %s, at: 2015-05-22, field: recipient, text: "To: the heads of department"}
  - {by: %s, at: 2015-05-22, field: subject, text: "Subject: the monthly meeting is postponed"}
"""


def _read(by: str, date: str = "20 May 2015") -> str:
    return _READ_BY % (by, date, by, by)


CASES: tuple[Worked, ...] = (
    # innocent
    Worked(
        "01-posted-overnight",
        "picture.jpg",
        "inconclusive",
        _claim(
            "village-overnight",
            "A village in the evening, photographed on 3 May 2015 and posted overnight.",
            "night",
            "assertions:\n  - {id: A1, kind: capture_time, value: 2015-05-03 evening, zone: Asia/Damascus}\n"
            "  - {id: A2, kind: publication, value: 2015-05-03 overnight, zone: Asia/Damascus}\n",
        ),
        {"A1": "inconclusive", "A2": "inconclusive"},
        "harbour",
    ),
    Worked(
        "02-two-readers",
        "picture.jpg",
        "consistent",
        _claim(
            "postponement-read",
            "A letter of 20 May 2015 to the heads of department, by which a meeting is postponed.",
            "may_21",
            _LETTER + "readings:\n" + _read("reader-1") + _read("reader-2"),
        ),
        {"A1": "supported", "A2": "supported", "A3": "supported"},
        "village",
        ("reader-1 read date, addressee and subject.", "reader-2 read them without knowing the first reading."),
    ),
    Worked(
        "03-calendars-two-days",
        "picture.jpg",
        "inconclusive",
        _claim(
            "invitation-sighted",
            "An invitation of 21 Rajab 1436, 12 May 2015, to the heads of department.",
            "may_13",
            "assertions:\n  - {id: A1, kind: document_date, value: 2015-05-12, hijri: 1436-07-21}\n"
            "  - {id: A2, kind: recipient, value: heads of department, look_for: [رؤساء الأقسام]}\n"
            "readings:\n  - {by: reader-1, at: 2015-05-22, field: document_date, text: ١٢ أيار ٢٠١٥}\n",
        ),
        {"A1": "inconclusive", "A2": "inconclusive"},
        "harbour",
        ("reader-1 read the date of the second calendar.",),
    ),
    Worked(
        "04-same-form",
        "picture.jpg",
        "inconclusive",
        _claim(
            "invitation-may",
            "An invitation of 12 May 2015 to the heads of department.",
            "may_13",
            "assertions:\n  - {id: A1, kind: document_date, value: 2015-05-12, hijri: 1436-07-23}\n"
            "  - {id: A2, kind: subject, value: a meeting, look_for: [اجتماع]}\n",
        ),
        {"A2": "inconclusive"},
        "april-invitation",
    ),
    Worked(
        "05-screenshot-of-old",
        "picture.jpg",
        "inconclusive",
        _claim(
            "screenshot-saved",
            "A screenshot of a viewer that shows a village, saved on 3 May 2015.",
            "may_4",
            "assertions:\n  - {id: A1, kind: capture_time, value: 2015-05-03}\n"
            "  - {id: A2, kind: publication, value: 2015-05-04}\n",
        ),
        {"A2": "inconclusive"},
        "village",
    ),
    Worked(
        "06-plain-copy",
        "picture.jpg",
        "inconclusive",
        _claim(
            "boats-plain",
            "Boats off the shore, posted on 4 May 2015.",
            "may_4",
            "assertions:\n  - {id: A1, kind: publication, value: 2015-05-04}\n"
            "  - {id: A2, kind: location, value: a harbour, load_bearing: no}\n",
        ),
        {"A1": "inconclusive", "A2": "not_assessed"},
        "harbour",
    ),
    # doubtful
    Worked(
        "07-dated-after-post",
        "picture.jpg",
        "contradicted",
        _claim(
            "postponement-early",
            "A letter of 20 May 2015 that was posted on 4 May 2015.",
            "may_4",
            _LETTER + "  - {id: A4, kind: publication, value: 2015-05-04, load_bearing: no}\n"
            "readings:\n" + _read("reader-1"),
        ),
        {"A1": "contradicted", "A4": "inconclusive"},
        "village",
        ("reader-1 read date, addressee and subject.",),
    ),
    Worked(
        "08-earlier-copy",
        "picture.jpg",
        "recirculated",
        _claim(
            "boats-may",
            "Boats off the shore, photographed on 3 May 2015.",
            "may_4",
            "assertions:\n  - {id: A1, kind: capture_time, value: 2015-05-03}\n",
        ),
        {"A1": "not_assessed"},
        "harbour",
    ),
    Worked(
        "09-mirrored-earlier",
        "picture.jpg",
        "recirculated",
        _claim(
            "village-may",
            "A village, photographed on 3 May 2015.",
            "may_4",
            "assertions:\n  - {id: A1, kind: capture_time, value: 2015-05-03}\n",
        ),
        {"A1": "not_assessed"},
        "village",
    ),
    Worked(
        "10-word-changed",
        "picture.jpg",
        "inconclusive",
        _claim(
            "postponement-two-weeks",
            "A letter of 20 May 2015 that puts a meeting off by two weeks.",
            "may_21",
            _LETTER,
        ),
        {"A2": "inconclusive", "A3": "inconclusive"},
        "postponement",
    ),
    Worked(
        "11-readers-differ",
        "picture.jpg",
        "conflicting",
        _claim(
            "postponement-two-dates",
            "A letter of 20 May 2015 to the heads of department.",
            None,
            _LETTER + "readings:\n" + _read("reader-1") + _read("reader-2", "26 May 2015"),
        ),
        {"A1": "conflicting", "A2": "supported", "A3": "supported"},
        "harbour",
        ("reader-1 read 20 May 2015.", "reader-2 read 26 May 2015."),
    ),
    Worked(
        "12-made-and-changed",
        "picture.png",
        "altered",
        _claim(
            "postponement-file",
            "A letter of 20 May 2015, scanned on 25 May 2015.",
            "may_26",
            _LETTER + "  - {id: A4, kind: capture_time, value: 2015-05-25, load_bearing: no}\n",
            picture="picture.png",
        ),
        {"A2": "inconclusive", "A3": "inconclusive"},
        "postponement",
    ),
)

_ARCHIVE = "https://web.archive.org/web/{stamp}/https://example.org/specimen/{name}"

_ARCHIVED = (
    ("harbour", "2014-03-02", "20140302101500", "Boats"),
    ("village", "2013-11-20", "20131120080000", "A village"),
    ("april-invitation", "2015-04-15", "20150415060000", "An invitation of April"),
    ("postponement", "2015-05-21", "20150521070000", "A postponement"),
)

KNOWN: dict[str, dict[str, str]] = {
    name: {
        "path": f"../known/{name}.jpg",
        "source_url": f"https://example.org/specimen/{name}",
        "archive_url": _ARCHIVE.format(stamp=stamp, name=name),
        "first_seen": day,
        "first_seen_basis": "archived",
        "caption": caption,
        "note": "Synthetic picture; the archive's address is made up. Specimen.",
    }
    for name, day, stamp, caption in _ARCHIVED
}
