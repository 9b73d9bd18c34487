"""What the number reader can see: one class a shape, in the order of the network's outputs.

Arabic-Indic and Persian digits of one shape share a class; ٤ ٥ ٦ and ۴ ۵ ۶ have their own. All marks like a comma
(٫ ٬ ، ,) are one. `WORD` stands for any run of what is no number, so that whole lines can be read and numbers found.
"""

from __future__ import annotations

ARABIC = "٠١٢٣٤٥٦٧٨٩"
PERSIAN = "٠١٢٣۴۵۶٧٨٩"
WESTERN = "0123456789"
SEPARATORS = "/-.,:()[]\\"
SPACE = " "
CALENDAR_LETTERS = "همق"
WORD = "W"

SYMBOLS = "\0" + ARABIC + "۴۵۶" + WESTERN + SEPARATORS + SPACE + CALENDAR_LETTERS + WORD
"""Class `i` is `SYMBOLS[i]`; class 0 is the blank of connectionist temporal classification."""

BLANK = 0
INDEX = {symbol: number for number, symbol in enumerate(SYMBOLS)}
DIGITS = frozenset(ARABIC + "۴۵۶" + WESTERN)

SETS = {"arabic-indic": ARABIC, "persian": PERSIAN, "western": WESTERN}
"""Within one number no two sets are mixed."""

_TYPED_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ASCII = {digit: str(value) for digits in (*SETS.values(), _TYPED_PERSIAN) for value, digit in enumerate(digits)}
_PERSIAN_FORMS = str.maketrans("٠١٢٣٧٨٩", "۰۱۲۳۷۸۹")


def ascii_digits(text: str) -> str:
    """The text with every digit of the three sets as an ASCII digit."""
    return "".join(_ASCII.get(symbol, symbol) for symbol in text)


def in_persian(text: str) -> str:
    """The text with the shapes that both sets share as Persian digits."""
    return text.translate(_PERSIAN_FORMS)
