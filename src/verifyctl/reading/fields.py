"""The parts of an administrative letter, each with its box, its text as read and how far it is to be believed.

Found by labels in six languages, misread ones too, and by where lines stand. Nothing here says that a page is a letter:
a part that no label or place announces is not given.
"""

from __future__ import annotations

from verifyctl.model.text import DateReading, FieldReading, Line, NumberReading
from verifyctl.reading.letter.foot import copies, signatories
from verifyctl.reading.letter.head import date_lines, letterhead, recipients, references, subjects
from verifyctl.reading.letter.labels import labelled, split_at_labels
from verifyctl.reading.letter.layout import layout_of
from verifyctl.reading.letter.pieces import pieces_of


def fields_of(
    lines: tuple[Line, ...], dates: tuple[DateReading, ...] = (), numbers: tuple[NumberReading, ...] = ()
) -> tuple[FieldReading, ...]:
    """The fields of a letter: from the letterhead to the copy list, recipients and copies one by one.

    `lines` are in reading order from top to bottom, `dates` name them by index, `numbers` lie on the same picture.
    Never raises; lines that are no letter give no fields.
    """
    pieces = tuple(split_at_labels(pieces_of(lines)))
    layout = layout_of(pieces, [labelled(piece) for piece in pieces], dates)
    return (
        *letterhead(layout),
        *references(layout, numbers),
        *date_lines(layout, dates),
        *recipients(layout),
        *subjects(layout),
        *copies(layout),
        *signatories(layout),
    )
