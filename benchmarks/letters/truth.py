"""What truth.json says of a letter."""

from __future__ import annotations

from typing import Any

from benchmarks.letters.bidi import shown
from benchmarks.letters.content import Letter
from benchmarks.letters.layout import Drawn


def entry(letter: Letter, drawn: Drawn) -> dict[str, Any]:
    """The entry of the letter but for its picture. A date that was broken over two lines is left out."""
    dates = []
    for date in letter.dates:
        line = next((text for text in drawn.lines if date.text in text), None)
        if line is None:
            continue
        start = line.index(date.text)
        dates.append(date.entry(shown(line, start, start + len(date.text), rtl=letter.rtl)))
    typed = letter.reference_line
    start = len(typed) - len(letter.reference)
    page = "\n".join(drawn.lines)
    return {
        "lang": letter.language,
        "font": drawn.face,
        "layout": drawn.layout,
        "digits": letter.digits,
        "altered": letter.altered,
        "lines": list(drawn.lines),
        "other_orders": [list(order) for order in drawn.other_orders],
        "fields": {
            "issuer": letter.issuer,
            "subject": letter.subject,
            "ref": letter.reference,
            "ref_shown": shown(typed, start, len(typed), rtl=letter.rtl),
            "dates": dates,
            "recipients": list(letter.recipients),
            "places": [
                {"ar": place.drawn, "en": place.english}
                for place in letter.places
                if place.drawn in page or place.english in page
            ],
            "signatory": letter.name,
        },
    }
