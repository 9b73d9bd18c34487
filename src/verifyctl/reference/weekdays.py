"""Names of the days of the week as they stand on letters, as data.

Sources, by row: `cldr` is the Unicode CLDR (version 46, the locales named in the row); `use` marks spellings in common
use beside it. Names are compared as folded text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weekday:
    """The names of a day of the week, 1 for Monday to 7, in one language."""

    number: int
    language: str
    names: tuple[str, ...]
    source: str


def _row(language: str, source: str, names: tuple[str, ...]) -> tuple[Weekday, ...]:
    """Monday to Sunday; alternatives for one day are separated by `|`."""
    return tuple(Weekday(number, language, tuple(row.split("|")), source) for number, row in enumerate(names, start=1))


WEEKDAYS: tuple[Weekday, ...] = (
    *_row(
        "Arabic", "cldr ar; use",
        ("الاثنين|الإثنين|اثنين", "الثلاثاء|ثلاثاء", "الأربعاء|أربعاء", "الخميس|خميس", "الجمعة|جمعة", "السبت", "الأحد"),
    ),
    *_row("Persian", "cldr fa", ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه|پنج‌شنبه", "جمعه", "شنبه", "یکشنبه")),
    *_row(
        "Sorani Kurdish", "cldr ckb; use",
        ("دووشەممە|دووشەمە", "سێشەممە|سێ شەممە", "چوارشەممە", "پێنجشەممە", "ھەینی|هەینی", "شەممە|شەمە", "یەکشەممە"),
    ),
    *_row("Kurmanji Kurdish", "cldr ku", ("duşem", "sêşem", "çarşem", "pêncşem", "înî", "şemî", "yekşem")),
    *_row("English", "cldr en", ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")),
    *_row(
        "Russian", "cldr ru; use",
        ("понедельник", "вторник", "среда|среду", "четверг", "пятница|пятницу", "суббота|субботу", "воскресенье"),
    ),
    *_row(
        "Ukrainian", "cldr uk; use",
        ("понеділок", "вівторок", "середа|середу", "четвер", "п'ятниця|п'ятницю|пʼятниця|пʼятницю", "субота|суботу",
         "неділя|неділю"),
    ),
)  # fmt: skip
