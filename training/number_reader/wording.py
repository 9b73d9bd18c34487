"""What stands on a strip: numbers as the eye sees them, left to right, and words around them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from verifyctl.reading.numbers.alphabet import SETS

ORDINARY = "0123456789"
ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئ"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ARABIC = (
    "العدد التاريخ الموافق الرقم رقم الكتاب هاتف صفحة المادة الفقرة لسنة بتاريخ في من إلى على يوم شهر عام "
    "سنة القسم مكتب الشعبة المرفقات نسخة صادر وارد الساعة مبلغ دينار ليرة كتابكم المرقم والمؤرخ إشارة "
    "قرار أمر نيسان أيار آذار شباط تموز آب أيلول تشرين كانون الأول الثاني محرم صفر ربيع جمادى رجب شعبان "
    "رمضان شوال القعدة الحجة ذو يناير فبراير مارس مايو يونيو "
)
_LATIN = "No Ref Date Page Tel of the to and dated April May June Order Item No. p. Art. Fax Mr"
WORDS, LATIN_WORDS = _ARABIC.split(), _LATIN.split()
_MONTHS = (
    "محرم,صفر,ربيع الأول,ربيع الآخر,ربيع الثاني,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذو القعدة,ذي الحجة,"
    "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول,يناير,فبراير,مارس,"
    "أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر,نيسان/أبريل,آب (أغسطس),تموز/يوليو,فروردین,خرداد,مهر,اسفند"
)
_LATIN_MONTHS = "January February March April May June July August September October November December"
MONTHS, LATIN_MONTHS = _MONTHS.split(","), _LATIN_MONTHS.split()
CODE_LETTERS = tuple("صدزخقحمنعطسشجبتكلويأرف")
CODE_LABELS = ("/", "/", "|", ":", "العدد /", "العدد:", "الرقم /", "الرقم:", "رقم القيد:", "المرجع:")
LABELS = ["التاريخ:", "بتاريخ", "الموافق", "في", "التاريخ/", "الموافق:", "المؤرخ", "حرر", "تاريخه:", "يوم"]


@dataclass(frozen=True)
class Piece:
    """Something drawn in one go. `kind`: number, letter (a calendar mark), word, leader. `gap`: before it, in em."""

    kind: str
    text: str
    gap: float
    label: str
    raised: bool = False


def number(rng: random.Random) -> str:
    """A number in ordinary digits as it is seen: dates, counts, references, amounts, times; not half of them dates."""
    makers = (date, count, reference, fraction, clock, thousands, framed)
    return rng.choices(makers, (42, 24, 14, 6, 4, 3, 7))[0](rng)


def count(rng: random.Random) -> str:
    """A plain number of one to ten digits."""
    return digits(rng, rng.choices(range(1, 11), (16, 18, 16, 18, 10, 8, 6, 4, 2, 2))[0])


def reference(rng: random.Random) -> str:
    """Groups joined by a mark."""
    groups = [digits(rng, rng.randint(1, 5)) for _ in range(rng.choice((2, 2, 2, 3, 4)))]
    return rng.choice("--//\\").join(groups)


def fraction(rng: random.Random) -> str:
    """A number with a point or comma in it."""
    return digits(rng, rng.randint(1, 5)) + rng.choice("..,") + digits(rng, rng.randint(1, 3))


def clock(rng: random.Random) -> str:
    """A time of the day."""
    return f"{rng.randint(0, 23):0{rng.choice((1, 2))}d}:{rng.randint(0, 59):02d}"


def thousands(rng: random.Random) -> str:
    """An amount in groups of three."""
    return f"{rng.randint(1, 999)}," + ",".join(digits(rng, 3) for _ in range(rng.randint(1, 2)))


def framed(rng: random.Random) -> str:
    """A number with a bracket or another mark at an end."""
    forms = ("({})", "({})", "[{}]", "{}-", "-{}", "({}", "{})", "{}.", "{}:", "({}/", "/{}")
    return rng.choice(forms).format(digits(rng, rng.randint(1, 4)))


YEARS = ((1950, 2035), (2000, 2030), (1340, 1460), (1300, 1410), (1000, 2999))
YEARS_OF_LETTERS = {"ه": ((1340, 1460), (1300, 1460)), "م": ((1950, 2035), (2000, 2030)), "ق": ((1300, 1460),)}


def date(rng: random.Random, years: tuple[tuple[int, int], ...] = YEARS, *, whole: bool = False) -> str:
    """A date in figures, either way round, with any of the marks, short or long year; a `whole` one has its year."""
    low, high = rng.choice(years)
    year = str(rng.randint(low, high))
    if rng.random() < 0.15:
        year = year[2:]
    if rng.random() < 0.06:
        return year
    day, month = str(rng.randint(1, 31)), str(rng.randint(1, 12))
    if rng.random() < 0.4:
        day, month = day.zfill(2), month.zfill(2)
    mark = rng.choices("/-.\\", (55, 25, 14, 6))[0]
    parts = [year, month, day] if rng.random() < 0.5 else [day, month, year]
    if rng.random() < 0.1 and not whole:
        parts = parts[:2] if len(parts[0]) < 4 else parts[1:]
    return mark.join(parts)


def digits(rng: random.Random, length: int) -> str:
    """Random digits; at times one repeated, since repeats are what such readers lose."""
    text = "".join(rng.choice(ORDINARY) for _ in range(length))
    if length > 1 and rng.random() < 0.2:
        at = rng.randrange(length - 1)
        text = text[:at] + text[at] + text[at] + text[at + 2 :]
    return text


def in_digits(text: str, name: str) -> str:
    """Ordinary digits replaced by those of the set."""
    return text.translate(str.maketrans(ORDINARY, SETS[name]))


def spaced(rng: random.Random, text: str, name: str) -> list[Piece]:
    """The number as pieces: at times its groups stand apart, with a space on both sides of the mark or on one."""
    marks = [mark for mark in "/-" if mark in text[1:-1]]
    if not marks or rng.random() > 0.14:
        return [whole(rng, text, name, 0)]
    mark = marks[0]
    pieces: list[Piece] = []
    both, gap = rng.random() < 0.75, rng.uniform(0.24, 0.5)
    for number, group in enumerate(text.split(mark)):
        if number:
            pieces.append(Piece("number", mark, gap, mark))
        if group:
            pieces.append(whole(rng, group, name, gap if number and both else 0))
    return pieces


def whole(rng: random.Random, text: str, name: str, gap: float) -> Piece:
    drawn = in_digits(text, name)
    if "," in drawn and name != "western":
        shown = drawn.replace(",", rng.choice(",،٫٬"))
        return Piece("number", shown, gap, drawn)
    return Piece("number", drawn, gap, drawn)


POOL = 120
"""Three quarters of the runs of words come from so many, drawn once for each face: drawing words is what costs."""


def word(rng: random.Random, script: str, *, pooled: bool) -> str:
    """One to three words, or letters without sense, with the marks that stand at words."""
    rng = random.Random(rng.randrange(POOL)) if pooled else rng
    pool, letters = (WORDS, ARABIC_LETTERS) if script == "ar" else (LATIN_WORDS, LATIN_LETTERS)
    chosen = []
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        if rng.random() < 0.45:
            chosen.append("".join(rng.choice(letters) for _ in range(rng.choice((1, 1, 2, 3, 4, 5, 6, 7)))))
        else:
            chosen.append(rng.choice(pool))
    text = " ".join(chosen)
    return text + rng.choice(("", "", "", "", ":", ".", "،" if script == "ar" else ",", " :", " /", ")", "؛"))


def pieces(rng: random.Random, name: str, kind: str) -> list[Piece]:
    """A strip from left to right.

    `bare` (numbers alone), `short` (with a word or two), `line`, `dated` (a date with a month's name), `coded` (a
    reference number with a letter or a label's slash), `none` (no number).
    """
    script = "la" if name == "western" else "ar"
    if rng.random() < 0.12:
        script = "la" if script == "ar" else "ar"
    if kind == "dated":
        return dated(rng, name, script)
    if kind == "coded":
        return coded(rng, name)
    if kind == "none":
        made = [speech(rng, script, 0) for _ in range(rng.choice((1, 1, 2)))]
        return made + ([leader(rng)] if rng.random() < 0.2 else [])
    if kind == "bare":
        made = marked(rng, name)
        return made + (marked(rng, name, rng.uniform(0.3, 2.5)) if rng.random() < 0.15 else [])
    made = []
    for _ in range(rng.choice((1, 1, 2)) if kind == "short" else rng.choice((2, 3, 4, 5))):
        if made and made[-1].kind == "word" and rng.random() < 0.12:
            made.append(note(rng, name))
        elif (made and made[-1].kind in ("word", "leader")) or (not made and rng.random() < 0.5):
            made += marked(rng, name, rng.uniform(0.22, 1.2))
        else:
            made.append(speech(rng, script, rng.uniform(0.22, 0.9)))
            if rng.random() < 0.1:
                made.append(leader(rng))
    if not any(piece.kind == "number" for piece in made):
        made += marked(rng, name, rng.uniform(0.22, 1.2))
    return made


def dated(rng: random.Random, name: str, script: str) -> list[Piece]:
    """A day, a month's name and a year as they stand in a line, or what a crop leaves of them; at times two dates."""
    made: list[Piece] = []
    for number in range(rng.choice((1, 1, 1, 2))):
        if number and rng.random() < 0.5:
            made.append(Piece("number", "-", rng.uniform(0.22, 0.5), "-"))
        made += _dated(rng, name, script, rng.uniform(0.22, 0.7) if made else 0.0)
    return made


def _dated(rng: random.Random, name: str, script: str, gap: float) -> list[Piece]:
    day, low = str(rng.randint(1, 9) if rng.random() < 0.6 else rng.randint(10, 31)), rng.choice((1380, 1960))
    year = str(rng.randint(low, low + 70))
    months = MONTHS if script == "ar" else LATIN_MONTHS
    month = Piece("word", rng.choice(months), rng.uniform(0.22, 0.45), "W")
    parts = [[whole(rng, in_digits(day, name), name, rng.uniform(0.22, 0.45))], [month]]
    if rng.random() < 0.8:
        letter = [Piece("letter", rng.choice(("هـ", "ه")), 0, "ه"), Piece("letter", "م", 0, "م")]
        mark = [rng.choice(letter)] if script == "ar" and rng.random() < 0.6 else []
        parts.append([*mark, whole(rng, in_digits(year, name), name, rng.choice((0.05, 0.25)) if mark else 0.3)])
    if rng.random() < 0.6:
        parts.insert(0, [Piece("word", rng.choice(LABELS if script == "ar" else LATIN_WORDS), 0.3, "W")])
    made = [piece for part in (parts[::-1] if script == "ar" else parts) for piece in part]
    first = made[0]
    return [Piece(first.kind, first.text, gap, first.label), *made[1:]]


def coded(rng: random.Random, name: str) -> list[Piece]:
    """A reference number as it stands right after its label: at times with a letter and a slash, at times with only
    the slash of the label at its side, which belongs to the words.
    """
    text = rng.choice((count, count, reference))(rng)
    made = [whole(rng, in_digits(text, name), name, 0.0)]
    if rng.random() < 0.65:
        made.append(Piece("number", "/", rng.choice((0.0, 0.03, 0.1)), "/"))
        made.append(Piece("word", rng.choice(CODE_LETTERS), rng.uniform(0.0, 0.12), "W"))
    if rng.random() < 0.65:
        made.append(Piece("word", rng.choice(CODE_LABELS), rng.uniform(0.22, 0.6), "W"))
    return made


def marked(rng: random.Random, name: str, gap: float = 0.0) -> list[Piece]:
    """A number, or a date with the letter of its calendar at its left (or, in left-to-right lines, its right).

    Only dates have such a letter, and in years of that calendar: beside another number what looks like ه is a ٥.
    """
    if rng.random() > 0.2:
        run = spaced(rng, number(rng), name)
        return [Piece(run[0].kind, run[0].text, gap, run[0].label), *run[1:]]
    letter = rng.choices(("ه", "م", "ق"), (5, 5, 1))[0]
    run = spaced(rng, date(rng, YEARS_OF_LETTERS[letter], whole=True), name)
    shown = rng.choice(("هـ", "هـ", "ه")) if letter == "ه" else rng.choice((letter, letter, letter + "."))
    near = rng.choice((0.03, 0.08, rng.uniform(0.22, 0.7)))
    if rng.random() < 0.88:
        first = run[0]
        return [Piece("letter", shown, gap, letter), Piece(first.kind, first.text, near, first.label), *run[1:]]
    return [Piece(run[0].kind, run[0].text, gap, run[0].label), *run[1:], Piece("letter", shown, near, letter)]


def note(rng: random.Random, name: str) -> Piece:
    """A raised mark of a footnote."""
    text = in_digits(str(rng.randint(1, 40)), name)
    text = rng.choice(("{}", "({})", "{}")).format(text)
    return Piece("number", text, rng.uniform(0.0, 0.15), text, raised=True)


def speech(rng: random.Random, script: str, gap: float, *, pooled: bool = False) -> Piece:
    return Piece("word", word(rng, script, pooled=pooled or rng.random() < 0.75), gap, "W")


def neighbours(rng: random.Random, name: str) -> list[Piece]:
    """Words of the line above or below."""
    script = "la" if name == "western" else "ar"
    return [speech(rng, script, 0.4, pooled=True) for _ in range(rng.choice((1, 2, 3)))]


def leader(rng: random.Random) -> Piece:
    """A row of dots or dashes that leads the eye."""
    dot = rng.choice((".", ".", "_", "-", "…", "ـ", " ."))
    return Piece("leader", dot * rng.randint(5, 25), rng.uniform(0.1, 0.6), "W")


SPACED_FROM = 0.2
"""Gaps from this many em on are spaces in the label; narrower ones are none. Nothing is drawn close to the limit."""


def label(made: list[Piece]) -> str:
    """What is to be read: runs of words as one W, spaces where there are gaps."""
    text = ""
    for piece in made:
        if piece.label == "W" and text.rstrip().endswith("W"):
            continue
        text += (" " if text and piece.gap >= SPACED_FROM else "") + piece.label
    return text
