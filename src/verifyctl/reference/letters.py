"""Words that mark the parts of an administrative letter, as data.

Each row names its source: `formula` for the set phrases of official correspondence in that language as handbooks of
letter writing give them, `abbreviation` for their short forms, `use` for what stands on letters beside them. Spellings that
differ only in alef forms, diacritics, ya or ta marbuta are one: words are compared as plain text
(`verifyctl.reference.spelling`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from verifyctl.reference.spelling import plain

Part = Literal["reference", "date", "recipient", "subject", "copy_to"]


@dataclass(frozen=True)
class Label:
    """Words that announce a part of a letter, in one language.

    `bare` words count without a colon, slash or number after them; others are common words and need one.
    """

    part: Part
    language: str
    words: tuple[str, ...]
    source: str
    bare: bool = True


LABELS: tuple[Label, ...] = (
    Label("reference", "ar", ("رقم الكتاب", "رقم القرار", "رقم الصادر", "الرقم الصادر", "رقم القيد", "رقم الملف", "عدد الكتاب"), "formula"),
    Label("reference", "ar", ("العدد", "الرقم", "رقم", "عدد", "المرجع", "الإشارة", "الصادر", "القيد"), "formula", bare=False),
    Label("reference", "en", ("reference number", "reference no", "our reference", "our ref", "your ref", "reference", "ref no", "letter no"), "formula", bare=False),
    Label("reference", "en", ("ref", "no", "number", "serial"), "abbreviation", bare=False),
    Label("reference", "fr", ("référence", "réf", "nos réf", "numéro", "n°"), "formula", bare=False),
    Label("reference", "fa", ("شماره", "شماره نامه"), "formula", bare=False),
    Label("reference", "ckb", ("ژمارە", "ژ"), "formula", bare=False),
    Label("reference", "kmr", ("hejmar", "jimar"), "formula", bare=False),
    Label("reference", "ru", ("исх. №", "исх №", "исх", "исходящий №", "рег. №", "№"), "abbreviation", bare=False),
    Label("reference", "uk", ("вих. №", "вих №", "вих", "вихідний №", "реєстр. №"), "abbreviation", bare=False),
    Label("date", "ar", ("التاريخ", "تاريخ", "بتاريخ", "الموافق", "حرر في", "حررت في", "صدر في"), "formula", bare=False),
    Label("date", "en", ("date", "dated", "issued on"), "formula", bare=False),
    Label("date", "fr", ("date", "fait le", "le"), "formula", bare=False),
    Label("date", "fa", ("تاریخ", "مورخ"), "formula", bare=False),
    Label("date", "ckb", ("ڕێکەوت", "بەروار", "ڕۆژ"), "formula", bare=False),
    Label("date", "kmr", ("dîrok", "roj"), "formula", bare=False),
    Label("date", "ru", ("дата", "от"), "formula", bare=False),
    Label("date", "uk", ("дата", "від"), "formula", bare=False),
    Label("recipient", "ar", ("إلى كافة", "إلى السيد", "إلى السادة", "حضرة السيد", "إلى جميع"), "formula"),
    Label("recipient", "ar", ("إلى", "الى من", "حضرة", "معنون إلى"), "formula", bare=False),
    Label("recipient", "en", ("to", "attention", "attn", "for the attention of", "addressee"), "formula", bare=False),
    Label("recipient", "fr", ("à", "à l'attention de", "destinataire", "destinataires"), "formula", bare=False),
    Label("recipient", "fa", ("به", "خطاب به", "گیرنده", "گیرندگان"), "formula", bare=False),
    Label("recipient", "ckb", ("بۆ",), "formula", bare=False),
    Label("recipient", "kmr", ("ji bo", "bo"), "formula", bare=False),
    Label("recipient", "ru", ("кому", "адресат"), "formula", bare=False),
    Label("recipient", "uk", ("кому", "адресат"), "formula", bare=False),
    Label("subject", "ar", ("الموضوع",), "formula"),
    Label("subject", "ar", ("موضوع", "م", "بشأن", "بخصوص"), "abbreviation", bare=False),
    Label("subject", "en", ("subject",), "formula"),
    Label("subject", "en", ("re", "concerning"), "abbreviation", bare=False),
    Label("subject", "fr", ("objet",), "formula", bare=False),
    Label("subject", "fa", ("موضوع",), "formula", bare=False),
    Label("subject", "ckb", ("بابەت", "بابه‌ت"), "formula", bare=False),
    Label("subject", "kmr", ("mijar",), "formula", bare=False),
    Label("subject", "ru", ("тема", "о", "касательно", "предмет"), "formula", bare=False),
    Label("subject", "uk", ("тема", "щодо", "стосовно"), "formula", bare=False),
    Label("copy_to", "ar", ("نسخة منه إلى", "نسخة منه الى", "نسخة إلى", "صورة منه إلى", "صورة عنه إلى", "صورة إلى", "نسخ إلى", "صورة مع التحية إلى", "نسخة منها إلى"), "formula"),
    Label("copy_to", "ar", ("نسخة منه", "صورة منه"), "abbreviation", bare=False),
    Label("copy_to", "en", ("copy to", "copies to", "with copies to"), "formula"),
    Label("copy_to", "en", ("cc", "c.c", "copy", "copies", "distribution"), "abbreviation", bare=False),
    Label("copy_to", "fr", ("copie à", "copies à", "ampliation", "ampliations"), "formula", bare=False),
    Label("copy_to", "fa", ("رونوشت به", "رونوشت"), "formula", bare=False),
    Label("copy_to", "ckb", ("وێنەیەک بۆ", "وێنە بۆ", "کۆپی بۆ"), "formula"),
    Label("copy_to", "kmr", ("kopî ji bo", "wêne ji bo"), "formula"),
    Label("copy_to", "ru", ("копия", "копии"), "formula", bare=False),
    Label("copy_to", "uk", ("копія", "копії"), "formula", bare=False),
)  # fmt: skip
"""Source `formula`: what the part is called in official letters; `abbreviation`: the short form of it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(plain(part).split()) for part in text.split("|") if part.strip()))


OFFICE_WORDS = _words(
    "وزارة مديرية دائرة قسم شعبة وحدة هيئة مكتب بلدية محافظة قيادة رئاسة ديوان لجنة مؤسسة شركة جامعة كلية مجلس نقابة "
    "مصلحة إدارة أمانة مركز ولاية إمارة قضاء ناحية قائممقامية جهاز مصرف بنك محكمة نيابة مفوضية سفارة قنصلية "
    "لواء فرقة فوج كتيبة حركة حزب اتحاد جمعية منظمة معهد مدرسة مستشفى الأمانة الهيئة القيادة اللجنة المديرية "
    "المؤسسة الشركة الإدارة الدائرة الوزارة الرئاسة ديوان المجلس "
    "اداره سازمان وزارت استانداری فرمانداری شهرداری دانشگاه شرکت دفتر بنیاد "
    "بەڕێوەبەرایەتی وەزارەتی فەرمانگەی نووسینگەی سەرۆکایەتی پارێزگای شارەوانی زانکۆی دەستەی ئەنجومەنی لیژنەی بەشی "
    "ministry department directorate office bureau authority municipality section division committee council governorate "
    "agency commission administration command university company institute court embassy unit board service services "
    "ministère direction bureau gouvernorat mairie municipalité préfecture commission conseil service "
    "wezareta rêveberiya nivîsgeha "
    "министерство управление отдел департамент служба администрация комитет комиссия штаб бюро дирекция "
    "міністерство управління відділ департамент служба адміністрація комітет комісія штаб бюро дирекція"
)
"""Words that the name of an office begins with or holds. Source: use."""

PART_WORDS = _words(
    "قسم شعبة وحدة مكتب القسم الشعبة الوحدة بخش واحد بەشی section division unit office bureau service отдел сектор відділ"
)
"""Of these, words for a part of an office, which stands under its name. Source: use."""

STATE_LINES = _phrases(
    "جمهورية العراق|الجمهورية العراقية|الجمهورية العربية السورية|جمهورية|المملكة|الدولة الإسلامية|دولة|إقليم كردستان|"
    "الجمهورية اللبنانية|المملكة الأردنية الهاشمية|المملكة العربية السعودية|دولة الكويت|دولة فلسطين|السلطة الوطنية|"
    "جمهوری اسلامی ایران|حکومەتی هەرێمی کوردستان|هەرێمی کوردستان|کۆماری عێراق|"
    "republic of|kingdom of|state of|islamic state|kurdistan regional government|islamic republic|syrian arab republic|"
    "république|royaume|государство|республика|российская федерация|украина|україна|республіка"
)
"""Beginnings of lines above the name of an office that name a state. Source: use."""

INVOCATIONS = _phrases("بسم الله|باسمه تعالى|به نام خدا|بسمه تعالی|بە ناوی خودا|in the name of")
"""Beginnings of lines that call upon God, above the letterhead. Source: formula."""

ROLE_WORDS = _words(
    "مدير مديرة رئيس رئيسة وزير وزيرة محافظ والي أمير نائب وكيل معاون مساعد قائد آمر ضابط أمين سكرتير مسؤول مسؤولة "
    "عميد المدير الرئيس الوزير المحافظ الوالي الأمير القائد المسؤول المعاون الوكيل المفوض مفوض قاضي القاضي قائممقام "
    "ممثل عضو المشرف مشرف كاتب محاسب مهندس "
    "مدیر رئیس وزیر استاندار فرماندار شهردار معاون سرپرست "
    "بەڕێوەبەری بەڕێوەبەر سەرۆکی سەرۆک وەزیری پارێزگاری قایمقامی "
    "director head chief minister governor mayor manager secretary commander deputy president chairman chairperson "
    "officer supervisor administrator judge rector dean emir wali "
    "directeur directrice chef ministre gouverneur maire préfet secrétaire président "
    "rêveber serok walî "
    "начальник директор руководитель министр губернатор глава заместитель секретарь председатель командир "
    "директорка начальниця керівник міністр голова заступник секретар командир"
)
"""Words that the office of the signatory begins with. Source: use."""

HONORIFICS = _words(
    "السيد السيدة السادة سيادة سعادة معالي فخامة حضرة فضيلة الأخ الإخوة الدكتور المهندس جناب آقای خانم جناب بەڕێز بەڕێزان "
    "mr mrs ms dr sir hon his her messrs monsieur madame господин госпожа уважаемый пан пані шановний"
)
"""Words before the person that a letter is sent to. Source: formula."""

PERSON_WORDS = HONORIFICS | _words(
    "الشيخ شيخ الحاج الأستاذ الاستاذ اللواء الفريق العميد العقيد المقدم الرائد النقيب الملازم الشهيد المرحوم المدعو المواطن "
    "الطالب الأمير أبو ابو بن ابن captain colonel general major lieutenant sheikh shaykh hajji martyr"
)
"""Words before the name of a person, so that what follows is no place. Source: use."""

RESPECT_WORDS = _words("المحترم المحترمة المحترمون المحترمين المحترمات الموقر الموقرة محترم بەڕێز گەورە")
"""Words after the person that a letter is sent to. Source: formula."""

GREETINGS = _phrases(
    "تحية طيبة|السلام عليكم|بعد التحية|تحية وبعد|أما بعد|نهديكم|تهديكم|با سلام|با احترام|سلام علیکم|سڵاو|بە ڕێزەوە|"
    "dear|greetings|sir|madam|monsieur|madame|silav|уважаемый|уважаемая|уважаемые|шановний|шановна|шановні"
)
"""Beginnings of the body. Source: formula."""

CLOSINGS = _phrases(
    "مع التقدير|مع فائق|فائق الشكر|فائق الاحترام|وتفضلوا بقبول|تفضلوا بقبول|مع الشكر|شاكرين|والسلام عليكم|والسلام|"
    "للتفضل|لاتخاذ ما يلزم|واتخاذ ما يلزم|با تشکر|با سپاس|با احترام فراوان|لەگەڵ ڕێز|لەگەڵ ڕێزدا|"
    "sincerely|yours faithfully|yours sincerely|yours truly|regards|best regards|respectfully|"
    "veuillez agréer|cordialement|с уважением|з повагою|bi rêz"
)
"""Words of the sentence that ends the body. Source: formula."""

TITLE_WORDS = _words(
    "محافظة محافظتي محافظات المحافظة محافظ ولاية ولايتي ولايات والي ولاة الولاية قضاء قضائي أقضية ناحية نواحي مدينة مدينتي مدن "
    "بلدة بلدتي قرية قرى منطقة بلدية قائممقام قائممقامية ريف معبر منفذ مركز سنجق إقليم لواء قاطع جبهة أهالي أمير إمارة "
    "استان شهرستان شهر پارێزگای شاری شارۆچکەی قەزای ناحیەی گوندی پارێزگاری "
    "governorate province district city town village municipality wilayat wilayah wilaya vilayet governor wali subdistrict "
    "countryside gouvernorat ville gouverneur village parêzgeha bajarê navçeya ili ilçesi vilayeti "
    "провинция город район мухафаза провінція місто"
)
"""Words that stand before (in English also after) the name of a place and say what it is. Source: use."""

TO_WORDS = _words(
    "في إلى من نحو باتجاه صوب داخل قرب جنوب شمال شرق غرب "
    "از در به له لە بۆ in to at from near towards toward into inside dans vers de à li bo ji в из на до у з із"
)
"""Prepositions of place. Source: use."""

OF_WORDS = _words("of the al de d du la le des و كل كافة")
"""Words passed over between a word such as "governorate" and the name. Source: use."""

AND_WORDS = _words("and et û و и та і")
"""Words that join two names. Source: use."""

NEVER_PLACES = _words("رمضان ramadan ramadhan рамадан")
"""Words that are one letter from the name of a place and common on letters. Source: use."""

FOOTERS = _phrases("نموذج تجريبي|لا قيمة رسمية|specimen|صفحة|page|هاتف|ص ب|البريد الإلكتروني|tel|fax|e-mail|www")
"""Beginnings of lines at the foot of a page. Source: use."""
