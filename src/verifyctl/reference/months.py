"""Names of months as they stand on letters, as data.

Sources, by row: `cldr` is the Unicode CLDR (locales ar, ar-SY, ar-LB, ar-IQ, ar-DZ, ar-TN, ar-MA, ar-MR and en,
Gregorian and Islamic calendars); `use` marks spellings in common use beside it, in newspapers and official letters.
Spellings that differ only by alef forms, diacritics, ya or ta marbuta are one: names are compared as folded text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CalendarName = Literal["gregorian", "hijri"]


@dataclass(frozen=True)
class Month:
    """The names of one month (1 to 12) in one tradition."""

    calendar: CalendarName
    month: int
    tradition: str
    names: tuple[str, ...]
    source: str


def _row(calendar: CalendarName, tradition: str, source: str, names: tuple[str, ...]) -> tuple[Month, ...]:
    """Twelve months; alternatives within one month are separated by `|`, `-` stands for none."""
    return tuple(
        Month(calendar, number, tradition, tuple(name for name in row.split("|") if name != "-"), source)
        for number, row in enumerate(names, start=1)
    )


MONTHS: tuple[Month, ...] = (
    *_row(
        "gregorian", "Levant and Iraq", "cldr ar-SY, ar-IQ; use",
        ("كانون الثاني|كانون ثاني|ك٢", "شباط", "آذار|اذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
         "تشرين الأول|تشرين أول|ت١", "تشرين الثاني|تشرين ثاني|ت٢", "كانون الأول|كانون أول|ك١"),
    ),
    *_row(
        "gregorian", "Egypt, Sudan and the Gulf", "cldr ar; use",
        ("يناير", "فبراير", "مارس", "أبريل|إبريل", "مايو", "يونيو|يونيه", "يوليو|يوليه", "أغسطس",
         "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    *_row(
        "gregorian", "Algeria and Tunisia", "cldr ar-DZ, ar-TN",
        ("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    *_row(
        "gregorian", "Morocco and Mauritania", "cldr ar-MA, ar-MR",
        ("يناير", "فبراير", "مارس", "أبريل|إبريل", "ماي|مايو", "يونيو", "يوليوز|يوليو", "غشت|أغشت", "شتنبر|شتمبر",
         "أكتوبر", "نونبر|نوفمبر", "دجنبر|دجمبر"),
    ),
    *_row(
        "gregorian", "English", "cldr en; use",
        ("january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
         "september|sept|sep", "october|oct", "november|nov", "december|dec"),
    ),
    *_row(
        "hijri", "Arabic", "cldr ar (islamic); use",
        ("محرم|المحرم|محرم الحرام", "صفر", "ربيع الأول|ربيع أول", "ربيع الثاني|ربيع الآخر|ربيع ثاني|ربيع آخر",
         "جمادى الأولى|جمادى الأول|جمادى أولى", "جمادى الثانية|جمادى الآخرة|جمادى الثاني|جمادى الآخر|جمادى ثانية",
         "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة|ذي القعدة|ذو قعدة|ذي قعدة", "ذو الحجة|ذي الحجة|ذو حجة|ذي حجة"),
    ),
    *_row(
        "hijri", "English", "cldr en (islamic); use",
        ("muharram", "safar", "rabi al-awwal|rabi i", "rabi al-thani|rabi al-akhir|rabi ii",
         "jumada al-ula|jumada al-awwal|jumada i", "jumada al-akhirah|jumada al-thani|jumada al-thaniyah|jumada ii",
         "rajab", "shaban|sha'ban", "ramadan", "shawwal",
         "dhu al-qidah|dhu al-qi'dah|dhu al-qadah", "dhu al-hijjah|dhu al-hijja"),
    ),
)  # fmt: skip
