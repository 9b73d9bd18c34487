"""Do the words that the claim asks for stand in the text that was read?"""

from collections.abc import Iterator

from verifyctl.model.claim import Assertion, Layer
from verifyctl.model.finding import Axis, Basis, Direction, Strength
from verifyctl.model.text import FieldName, TextFacts
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule
from verifyctl.rules.fields import FIELDS_OF, fields_on, in_words
from verifyctl.rules.persons import readings_of
from verifyctl.rules.screenshot_signs import around_untold
from verifyctl.rules.words import Sought, in_digits, quoted, seek_on_picture, with_words

_DIGITS = "Digits are misread as other digits, so phrases that hold any carry no weight until a person has read them"
_ELSEWHERE = "The words stand outside the part of the letter in which they would be expected"


def judge(case: Case) -> Iterator[Hit]:
    """Weigh, for every assertion that names words, those that were read; none that hold digits."""
    text = case.facts.text
    if text is None or not text.lines:
        return
    for assertion in with_words(case):
        sought = seek_on_picture(assertion, case)
        if any(item.lines for item in sought):
            yield _hit(case, text, assertion, sought)


def _hit(case: Case, text: TextFacts, assertion: Assertion, sought: tuple[Sought, ...]) -> Hit:
    found = [item for item in sought if item.lines]
    missing = [item.phrase for item in sought if not item.lines]
    numbers = sorted({line for item in found for line in item.lines})
    names = fields_on(text, numbers)
    elsewhere = _is_elsewhere(text, assertion, names)
    strength = _strength(sought)
    untold = around_untold(case)
    if (elsewhere or untold) and strength is Strength.MODERATE:
        strength = Strength.WEAK
    place = f" (on the line of: {in_words(names)})" if names else ""
    also = f"; {quoted(missing)} not" if missing else ""
    limits = [_DIGITS] if any(in_digits(item.phrase) for item in found) else []
    return Hit(
        about=assertion.id,
        observation=f"{quoted([item.phrase for item in found])} {'were' if len(found) > 1 else 'was'} read by "
        f"machine on the picture{place}{also}",
        direction=Direction.NOT_ASSESSABLE if strength is Strength.NONE else Direction.SUPPORTS,
        strength=strength,
        locations=tuple(
            locate.box(f"line {number + 1} of the transcript", text.lines[number].box) for number in numbers
        ),
        assertions=(assertion.id,),
        evidence={
            "found": [item.phrase for item in found],
            "found_nearly": [item.phrase for item in found if not item.exact],
            "missing": missing,
            "lines": [text.lines[number].text for number in numbers],
            "fields": [name.value for name in names],
            "lines_read": len(text.lines),
        },
        next_step="" if any(readings_of(case, assertion.kind)) else None,
        limits=(*limits, *((_ELSEWHERE,) if elsewhere else ()), *untold),
    )


def _is_elsewhere(text: TextFacts, assertion: Assertion, names: tuple[FieldName, ...]) -> bool:
    """Whether the letter has a field for such words, and they stand in none of these."""
    own = FIELDS_OF.get(assertion.kind, ())
    return any(field.name in own for field in text.fields) and not set(own) & set(names)


def _strength(sought: tuple[Sought, ...]) -> Strength:
    """By the phrases without digits alone: a misread digit must change no status, nor a rightly read one."""
    weighed = [item for item in sought if not in_digits(item.phrase)]
    if not any(item.lines for item in weighed):
        return Strength.NONE
    return Strength.MODERATE if all(item.lines and item.exact for item in weighed) else Strength.WEAK


RULE = Rule(
    code="claimed-words-read",
    title="Words of the claim were read on the picture",
    axis=Axis.CONTENT,
    layer=Layer.DOCUMENT,
    group="ocr-text",
    basis=Basis.ASSIGNED,
    strongest=Strength.MODERATE,
    stages=("text",),
    proposition="the visible text says what is claimed",
    alternative="it does not",
    limits=("A machine looked for words that it was given; no person has read the sentence they stand in",),
    innocent_explanations=("The words stand in another sentence, with another meaning.",),
    next_step="Have a reader of the language read the lines concerned and record them under readings in the claim.",
    judge=judge,
)
