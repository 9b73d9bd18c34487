"""Names of months as they stand on letters, as data.

Sources, by row: `cldr` is the Unicode CLDR (versions 46 and 48, the locales named in the row; Gregorian, Islamic and
Persian calendars); `use` marks spellings in common use beside it, in newspapers and official letters.
Spellings that differ only by alef forms, diacritics, ya or ta marbuta are one: names are compared as folded text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CalendarName = Literal["gregorian", "hijri", "jalali"]
Script = Literal["arabic", "latin", "cyrillic"]


@dataclass(frozen=True)
class Month:
    """The names of one month (1 to 12) in one tradition."""

    calendar: CalendarName
    month: int
    tradition: str
    names: tuple[str, ...]
    source: str

    @property
    def script(self) -> Script:
        """The script that the names are written in."""
        letter = self.names[0][0]
        return "latin" if letter < "\u0370" else "cyrillic" if letter < "\u0530" else "arabic"


def _row(calendar: CalendarName, tradition: str, source: str, names: tuple[str, ...]) -> tuple[Month, ...]:
    """Twelve months; alternatives within one month are separated by `|`, `-` stands for none."""
    return tuple(
        Month(calendar, number, tradition, tuple(name for name in row.split("|") if name != "-"), source)
        for number, row in enumerate(names, start=1)
    )


MONTHS: tuple[Month, ...] = (
    *_row(
        "gregorian", "Levant and Iraq", "cldr ar-SY, ar-IQ; use",
        ("كانون الثاني|كانون ثاني|ك٢", "شباط", "آذار|اذار", "نيسان", "أيار|مايس", "حزيران", "تموز", "آب", "أيلول",
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
        "gregorian", "Iran", "cldr fa; use",
        ("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه|جولای", "اوت|آگوست", "سپتامبر", "اکتبر", "نوامبر",
         "دسامبر"),
    ),
    *_row(
        "gregorian", "Afghanistan", "cldr fa-AF",
        ("جنوری", "فبروری", "مارچ", "اپریل", "می", "جون", "جولای", "اگست", "سپتمبر", "اکتوبر", "نومبر", "دسمبر"),
    ),
    *_row(
        "gregorian", "Sorani Kurdish", "cldr ckb; use",
        ("کانوونی دووەم|کانونی دووەم", "شوبات", "ئازار|ئادار", "نیسان", "ئایار|مایس", "حوزەیران", "تەمووز|تەموز", "ئاب",
         "ئەیلوول|ئەیلول", "تشرینی یەکەم", "تشرینی دووەم", "کانونی یەکەم|کانوونی یەکەم"),
    ),
    *_row(
        "gregorian", "Kurmanji Kurdish", "cldr ku; use",
        ("rêbendan|çile", "sibat", "adar", "nîsan", "gulan", "hezîran", "tîrmeh", "tebax", "îlon",
         "cotmeh|çiriya pêşîn", "mijdar|çiriya paşîn", "berfanbar|kanûn"),
    ),
    *_row(
        "gregorian", "English", "cldr en; use",
        ("january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
         "september|sept|sep", "october|oct", "november|nov", "december|dec"),
    ),
    *_row(
        "gregorian", "Russian", "cldr ru; use",
        ("января|январь|янв", "февраля|февраль|февр|фев", "марта|март|мар", "апреля|апрель|апр", "мая|май",
         "июня|июнь|июн", "июля|июль|июл", "августа|август|авг", "сентября|сентябрь|сент|сен", "октября|октябрь|окт",
         "ноября|ноябрь|нояб|ноя", "декабря|декабрь|дек"),
    ),
    *_row(
        "gregorian", "Ukrainian", "cldr uk",
        ("січня|січень|січ", "лютого|лютий|лют", "березня|березень|бер", "квітня|квітень|квіт", "травня|травень|трав",
         "червня|червень|черв", "липня|липень|лип", "серпня|серпень|серп", "вересня|вересень|вер",
         "жовтня|жовтень|жовт", "листопада|листопад|лист", "грудня|грудень|груд"),
    ),
    *_row(
        "hijri", "Arabic", "cldr ar (islamic); use",
        ("محرم|المحرم|محرم الحرام", "صفر", "ربيع الأول|ربيع أول", "ربيع الثاني|ربيع الآخر|ربيع ثاني|ربيع آخر",
         "جمادى الأولى|جمادى الأول|جمادى أولى|جماد الأول|جماد الأولى",
         "جمادى الثانية|جمادى الآخرة|جمادى الثاني|جمادى الآخر|جمادى ثانية|جماد الثاني|جماد الآخر|جماد الآخرة",
         "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة|ذي القعدة|ذو قعدة|ذي قعدة", "ذو الحجة|ذي الحجة|ذو حجة|ذي حجة"),
    ),
    *_row(
        "hijri", "Persian", "cldr fa (islamic); use",
        ("محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی", "رجب", "شعبان", "رمضان", "شوال",
         "ذیقعده|ذی‌القعده", "ذیحجه|ذی‌الحجه"),
    ),
    *_row(
        "hijri", "English", "cldr en (islamic); use",
        ("muharram", "safar", "rabi al-awwal|rabi i", "rabi al-thani|rabi al-akhir|rabi ii",
         "jumada al-ula|jumada al-awwal|jumada i", "jumada al-akhirah|jumada al-thani|jumada al-thaniyah|jumada ii",
         "rajab", "shaban|sha'ban", "ramadan", "shawwal",
         "dhu al-qidah|dhu al-qi'dah|dhu al-qadah", "dhu al-hijjah|dhu al-hijja"),
    ),
    *_row(
        "jalali", "Persian", "cldr fa (persian)",
        ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد|امرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ),
    *_row(
        "jalali", "Afghanistan", "cldr fa-AF (persian)",
        ("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"),
    ),
    *_row(
        "jalali", "Sorani Kurdish", "use",
        ("خاکەلێوە", "گوڵان|بانەمەڕ", "جۆزەردان", "پووشپەڕ", "گەلاوێژ", "خەرمانان", "ڕەزبەر|رەزبەر",
         "گەڵاڕێزان|خەزەڵوەر", "سەرماوەز", "بەفرانبار", "ڕێبەندان|رێبەندان", "ڕەشەمە|رەشەمە|رەشەمێ"),
    ),
    *_row(
        "jalali", "English", "cldr en (persian)",
        ("farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey", "bahman",
         "esfand"),
    ),
)  # fmt: skip
