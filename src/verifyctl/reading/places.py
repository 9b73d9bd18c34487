"""Places named on a letter, with the box around each name."""

from __future__ import annotations

from verifyctl.model.text import Line, PlaceReading
from verifyctl.reading.spans import box_of, mean_confidence, text_of, words_in
from verifyctl.reference.place_search import find_places


def places_of(lines: tuple[Line, ...]) -> tuple[PlaceReading, ...]:
    """Every place of the gazetteer that the lines name, in their order; a name may run over the end of a line.

    `line` is the line that the name begins in. The confidence is the likeness of the spelling times the engine's
    confidence in the words. Never raises.
    """
    whole = text_of((index, words_in(line)) for index, line in enumerate(lines))
    places = []
    for found in find_places(whole.text):
        span = whole.between(found.start, found.end)
        words = whole.words[span.start : span.stop]
        if not words:
            continue
        places.append(
            PlaceReading(
                place=found.place,
                text=found.text.replace("\n", " "),
                box=box_of(words),
                line=whole.lines[span.start],
                how=found.how,
                confidence=10 * found.likeness * mean_confidence(words) // 100,
            )
        )
    return tuple(places)
