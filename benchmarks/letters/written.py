"""Dates as letters bear them: calendars, month names, orders, separators, marks and digits, drawn by lot."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hijridate import Gregorian, Hijri

DIGITS = {"western": "0123456789", "arabic-indic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹"}


def _row(names: str) -> tuple[str, ...]:
    return tuple(names.split("|"))


_LEVANT = _row("كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول")
_EGYPT = _row("يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر")
_ALGERIA = _row("جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر")
_MOROCCO = _row("يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر")
_HIJRI = (
    ("محرم", "محرم الحرام"), ("صفر",), ("ربيع الأول",), ("ربيع الثاني", "ربيع الآخر"),
    ("جمادى الأولى",), ("جمادى الآخرة", "جمادى الثانية"), ("رجب",), ("شعبان",), ("رمضان",),
    ("شوال",), ("ذو القعدة", "ذي القعدة"), ("ذو الحجة", "ذي الحجة"),
)  # fmt: skip
_ENGLISH = _row("January|February|March|April|May|June|July|August|September|October|November|December")
_SHORT = _row("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
_HIJRI_ENGLISH = _row(
    "Muharram|Safar|Rabi al-Awwal|Rabi al-Thani|Jumada al-Ula|Jumada al-Thani|Rajab|Shaban|Ramadan|Shawwal|"
    "Dhu al-Qidah|Dhu al-Hijjah"
)
_RUSSIAN = _row("января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря")
_UKRAINIAN = _row("січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня")
_JALALI = _row("فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند")
_KURDISH = _row(
    "کانوونی دووەم|شوبات|ئازار|نیسان|ئایار|حوزەیران|تەمووز|ئاب|ئەیلوول|تشرینی یەکەم|تشرینی دووەم|کانوونی یەکەم"
)
WEEKDAYS = {
    "ar": _row("الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"),
    "en": _row("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"),
}


@dataclass(frozen=True)
class Written:
    """A date on a letter. `text` is as typed, in logical order, with its mark; `form` is numeric or name."""

    calendar: str
    year: int
    month: int
    day: int
    civil: date
    text: str
    form: str
    digits: str

    def entry(self, shown: str) -> dict[str, Any]:
        """Its entry in truth.json; `shown` is what the eye sees, left to right."""
        return {
            "calendar": self.calendar,
            "y": self.year,
            "m": self.month,
            "d": self.day,
            "iso": self.civil.isoformat(),
            "raw": self.text,
            "form": self.form,
            "digits": self.digits,
            "shown": shown,
        }


@dataclass(frozen=True)
class Style:
    """How one letter writes its dates: the same on both lines, as people do."""

    language: str
    digits: str
    numeric: bool
    year_first: bool
    separator: str
    padded: bool
    months: str
    marked: bool
    near: bool


def style(rng: random.Random, language: str, digits: str) -> Style:
    spaced = rng.random() < 0.1
    separator = rng.choices(("/", "-", "."), (70, 20, 10))[0]
    kinds = {"ar": ("levant", "egypt", "double", "double", "brackets", "algeria", "morocco")}
    return Style(
        language=language,
        digits=digits,
        numeric=rng.random() < 0.52,
        year_first=rng.random() < 0.5,
        separator=f" {separator} " if spaced and separator != "." else separator,
        padded=rng.random() < 0.35,
        months=rng.choice(kinds.get(language, ("",))),
        marked=rng.random() < 0.6,
        near=rng.random() < 0.3,
    )


def in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans(DIGITS["western"], DIGITS[digits]))


def gregorian(rng: random.Random, civil: date, how: Style) -> Written:
    year, month, day = civil.year, civil.month, civil.day
    text = _numeric(year, month, day, how) if how.numeric else _named_gregorian(rng, year, month, day, how)
    mark = {"ar": "م", "ru": "г.", "uk": "р."}.get(how.language, "")
    if mark and how.marked and not (how.numeric and how.language != "ar"):
        text += mark if how.near and how.language == "ar" else f" {mark}"
    form = "numeric" if how.numeric else "name"
    return Written("gregorian", year, month, day, civil, in_digits(text, how.digits), form, how.digits)


def hijri(rng: random.Random, year: int, month: int, day: int, how: Style) -> Written:
    """A Hijri date; raises ValueError where Umm al-Qura has no such day."""
    civil = civil_of(year, month, day)
    if how.numeric:
        text = _numeric(year, month, day, how)
    elif how.language == "en":
        text = f"{day} {_HIJRI_ENGLISH[month - 1]} {year}"
    else:
        text = f"{day} {rng.choice(_HIJRI[month - 1])} {year}"
    if how.language == "en":
        text += " AH"
    elif how.numeric or rng.random() < 0.85:
        text += ("" if how.near else " ") + rng.choice(("هـ", "هـ", "ه"))
    form = "numeric" if how.numeric else "name"
    return Written("hijri", year, month, day, civil, in_digits(text, how.digits), form, how.digits)


def jalali(civil: date, how: Style) -> Written:
    year, month, day = jalali_of(civil)
    text = _numeric(year, month, day, how) if how.numeric else f"{day} {_JALALI[month - 1]} {year}"
    form = "numeric" if how.numeric else "name"
    return Written("jalali", year, month, day, civil, in_digits(text, how.digits), form, how.digits)


def civil_of(year: int, month: int, day: int) -> date:
    """The civil day of a Hijri date in the calendar of Umm al-Qura. Raises ValueError or OverflowError."""
    made = Hijri(year, month, day).to_gregorian()
    return date(made.year, made.month, made.day)


def hijri_of(civil: date) -> tuple[int, int, int]:
    made = Gregorian(civil.year, civil.month, civil.day).to_hijri()
    return made.year, made.month, made.day


def jalali_of(civil: date) -> tuple[int, int, int]:
    """The Iranian civil date by the 33-year cycle, right from 1921 to 2050 but for no year (leap remainders below)."""
    year = civil.year - 621
    start = _new_year(year)
    if civil < start:
        year -= 1
        start = _new_year(year)
    passed = (civil - start).days
    return (year, passed // 31 + 1, passed % 31 + 1) if passed < 186 else (
        year, (passed - 186) // 30 + 7, (passed - 186) % 30 + 1)  # fmt: skip


_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def _new_year(year: int) -> date:
    """1 Farvardin, counted from 1 Farvardin 1395, 20 March 2016, by leap years with the remainders above, modulo 33."""
    low, high = sorted((1395, year))
    days = sum(366 if each % 33 in _LEAPS else 365 for each in range(low, high))
    return date(2016, 3, 20) + timedelta(days=days if year > 1395 else -days)


def _numeric(year: int, month: int, day: int, how: Style) -> str:
    two = [f"{part:02d}" if how.padded else str(part) for part in (month, day)]
    parts = [str(year), *two] if how.year_first else [two[1], two[0], str(year)]
    return how.separator.join(parts)


def _named_gregorian(rng: random.Random, year: int, month: int, day: int, how: Style) -> str:
    if how.language == "en":
        long, short = _ENGLISH[month - 1], _SHORT[month - 1]
        return rng.choice(
            (f"{day} {long} {year}", f"{day} {long} {year}", f"{long} {day}, {year}", f"{day} {short} {year}")
        )
    if how.language == "ckb":
        return f"{day}ی {_KURDISH[month - 1]}ی {year}" if rng.random() < 0.5 else f"{day} {_KURDISH[month - 1]} {year}"
    names = {"ru": _RUSSIAN, "uk": _UKRAINIAN}.get(how.language)
    name = names[month - 1] if names else _arabic_month(month, how.months)
    return f"{day} {name} {year}"


def _arabic_month(month: int, kind: str) -> str:
    levant, egypt = _LEVANT[month - 1], _EGYPT[month - 1]
    return {
        "levant": levant,
        "egypt": egypt,
        "double": f"{levant}/{egypt}",
        "brackets": f"{levant} ({egypt})",
        "algeria": _ALGERIA[month - 1],
        "morocco": _MOROCCO[month - 1],
    }[kind]
