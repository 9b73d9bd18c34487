"""From what the eye sees to what was typed: the logical order of a number in a line of some direction.

After the bidirectional algorithm (Unicode Standard Annex 9, rules W2 to W7 and N0 to N2) for what stands in one number:
digits, `/ . , :` which join two groups of digits into one left-to-right run, a hyphen which does so between European
digits only, and brackets and the backslash which never do.
"""

from __future__ import annotations

import re
from typing import Literal

from verifyctl.reading.numbers.alphabet import ARABIC

_MIRRORED = str.maketrans("()[]", ")(][")
_DIGIT = r"[0-9٠-٩۰-۹]"
_JOINED = {
    True: re.compile(rf"{_DIGIT}+(?:[/.,:]{_DIGIT}+)*|."),
    False: re.compile(rf"{_DIGIT}+(?:[-/.,:]{_DIGIT}+)*|."),
}


def logical(seen: str, *, rightwards: bool, before: Literal["R", "L", ""]) -> str:
    """The order in which a number that looks like `seen`, left to right, stands in a text.

    `rightwards` is true in a left-to-right line; `before` is the direction of the letters nearest before it in the
    text, empty where there are none. After Arabic letters European and Persian digits behave like Arabic-Indic ones.
    """
    indic = any(digit in ARABIC for digit in seen)
    if not indic and (before == "L" or (rightwards and not before)):
        return seen
    parts = _JOINED[indic or before == "R"].findall(seen)
    if not rightwards or before == "R":
        return _reversed(parts)
    groups = [place for place, part in enumerate(parts) if part[0].isdigit()]
    if not groups:
        return seen
    first, last = groups[0], groups[-1] + 1
    return "".join(parts[:first]) + _reversed(parts[first:last]) + "".join(parts[last:])


def _reversed(parts: list[str]) -> str:
    return "".join(part.translate(_MIRRORED) for part in reversed(parts))
