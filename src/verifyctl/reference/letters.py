"""Words that mark the parts of an administrative letter, as data.

Sources, by row: `isiri 379` is the Iranian standard for letterheads (number, date), `gost` the Russian standard
GOST R 7.0.97-2016 and `dstu` the Ukrainian standard DSTU 4163:2020 on the parts of official documents; `handbooks` are
Persian handbooks of official correspondence, which name به, موضوع and رونوشت; `use` is what stands on official letters
of Iraq, Syria and their neighbours. Words are compared in the form of `verifyctl.reference.spelling.plain`, so
spellings that differ only in alef forms, diacritics, ya or ta marbuta are one.
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
    bare: bool


def _labels(part: Part, language: str, source: str, bare: str, signed: str) -> tuple[Label, ...]:
    """Two rows: labels that count by themselves and labels that need a sign, each separated by `|`."""
    return tuple(
        Label(part, language, tuple(words.split("|")), source, bare=counts)
        for words, counts in ((bare, True), (signed, False))
        if words
    )


LIKE_FIGURES = "اهةعلو"
"""Letters, as written, that garbled figures are read as: ا for ١, ه and ة for ٥, ع for ٤, ل for ٧, و for ٩. Source:
use.
"""

LABELS: tuple[Label, ...] = (
    *_labels(
        "reference", "ar", "use",
        "رقم الكتاب|رقم الخطاب|رقم القرار|رقم الصادر|الرقم الصادر|رقم الوارد|رقم القيد|رقم الملف|عدد الكتاب",
        "العدد|الرقم|رقم|عدد|رقمه|عددنا|رقمنا|المرجع|مرجعنا|الإشارة|إشارتنا|الصادر|الوارد|القيد",
    ),
    *_labels(
        "reference", "en", "use", "",
        "reference number|reference no|our reference|our ref|your ref|reference|ref no|letter no|letter ref|"
        "file no|file ref|"
        "our file|document no|order no|ref|no|number|serial",
    ),
    *_labels("reference", "fr", "use", "", "référence|réf|nos réf|numéro|n°"),
    *_labels("reference", "fa", "isiri 379; use", "", "شماره|شماره نامه"),
    *_labels("reference", "ckb", "use", "", "ژمارە|ژ"),
    *_labels("reference", "kmr", "use", "", "hejmar|jimar"),
    *_labels("reference", "ru", "gost; use", "", "исх. №|исх №|исх|исходящий №|рег. №|наш №|на №|№"),
    *_labels("reference", "uk", "dstu; use", "", "вих. №|вих №|вих|вихідний №|реєстр. №|наш №|на №|№"),
    *_labels(
        "date", "ar", "use",
        "",
        "التاريخ|تاريخ|تاريخه|بتاريخ|الموافق|المصادف|حرر في|حررت في|حرر بتاريخ|صدر في",
    ),
    *_labels("date", "en", "use", "", "date|dated|issued on"),
    *_labels("date", "fr", "use", "", "date|fait le|le"),
    *_labels("date", "fa", "isiri 379; use", "", "تاریخ|مورخ"),
    *_labels("date", "ckb", "use", "", "ڕێکەوت|بەروار|ڕۆژ"),
    *_labels("date", "kmr", "use", "", "dîrok|roj"),
    *_labels("date", "ru", "gost; use", "", "дата|от"),
    *_labels("date", "uk", "dstu; use", "", "дата|від"),
    *_labels(
        "recipient", "ar", "use",
        "إلى كافة|إلى السيد|إلى السيدة|إلى السادة|إلى جميع|حضرة السيد|لمن يهمه الأمر",
        "إلى|إلى من|حضرة|السيد|السيدة|السادة|سعادة|سيادة|معالي|الأخ|الإخوة|المكرم|معنون إلى",
    ),
    *_labels(
        "recipient", "en", "use",
        "",
        "to|to the|for|attention|attn|for the attention of|addressed to|addressee|addressees",
    ),
    *_labels("recipient", "fr", "use", "", "à|à l'attention de|destinataire|destinataires"),
    *_labels("recipient", "fa", "handbooks", "", "به|خطاب به|گیرنده|گیرندگان"),
    *_labels("recipient", "ckb", "use", "", "بۆ"),
    *_labels("recipient", "kmr", "use", "", "ji bo|bo"),
    *_labels("recipient", "ru", "gost; use", "", "кому|адресат"),
    *_labels("recipient", "uk", "dstu; use", "", "кому|адресат"),
    *_labels("subject", "ar", "use", "الموضوع", "موضوع|م|بشأن|بخصوص"),
    *_labels("subject", "en", "use", "subject", "re|concerning|regarding|about|in re"),
    *_labels("subject", "fr", "use", "", "objet"),
    *_labels("subject", "fa", "handbooks", "", "موضوع"),
    *_labels("subject", "ckb", "use", "", "بابەت"),
    *_labels("subject", "kmr", "use", "", "mijar"),
    *_labels("subject", "ru", "gost; use", "", "тема|о|о чём|касательно|предмет"),
    *_labels("subject", "uk", "dstu; use", "", "тема|про|про що|щодо|стосовно"),
    *_labels(
        "copy_to", "ar", "use",
        "نسخة منه إلى|نسخة منها إلى|نسخة إلى|نسخ إلى|نسخة منه للعلم إلى|نسخة منه للتفضل بالعلم إلى|نسخة للعلم إلى|"
        "نسخة منه مع التقدير إلى|نسخة مع التحية إلى|صورة منه إلى|صورة عنه إلى|صورة إلى|صورة للعلم إلى|"
        "صورة مع التحية إلى|صورة مع التقدير إلى",
        "نسخة منه|نسخة|صورة منه|صورة عنه|النسخ|التوزيع",
    ),
    *_labels(
        "copy_to", "en", "use",
        "copy to|copies to|copied to|with copies to",
        "cc|c.c|copy|copies|distribution|distribution list",
    ),
    *_labels("copy_to", "fr", "use", "", "copie à|copies à|ampliation|ampliations"),
    *_labels("copy_to", "fa", "handbooks", "", "رونوشت به|رونوشت"),
    *_labels("copy_to", "ckb", "use", "وێنەیەک بۆ|وێنە بۆ|کۆپی بۆ", ""),
    *_labels("copy_to", "kmr", "use", "kopî ji bo|wêne ji bo", ""),
    *_labels("copy_to", "ru", "gost; use", "", "копия|копии"),
    *_labels("copy_to", "uk", "dstu; use", "", "копія|копії"),
)  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(plain(part).split()) for part in text.split("|") if part.strip()))


OFFICE_WORDS = _words(
    "وزارة مديرية دائرة قسم شعبة وحدة هيئة مكتب بلدية محافظة قيادة رئاسة ديوان لجنة مؤسسة شركة جامعة "
    "كلية مجلس نقابة مخازن مخزن مستودع محطة متحف مصنع معمل مكتبة مستوصف مصلحة مؤسسات "
    "مصلحة إدارة أمانة مركز ولاية إمارة قضاء ناحية قائممقامية جهاز مصرف بنك محكمة نيابة مفوضية سفارة قنصلية "
    "لواء فرقة فوج كتيبة حركة حزب اتحاد جمعية منظمة معهد مدرسة مستشفى الأمانة الهيئة القيادة اللجنة المديرية "
    "المؤسسة الشركة الإدارة الدائرة الوزارة الرئاسة ديوان المجلس "
    "اداره سازمان وزارت استانداری فرمانداری شهرداری دانشگاه شرکت دفتر بنیاد مرکز ایستگاه موسسه کتابخانه "
    "بەڕێوەبەرایەتی وەزارەتی فەرمانگەی نووسینگەی سەرۆکایەتی پارێزگای شارەوانی زانکۆی دەستەی ئەنجومەنی لیژنەی بەشی "
    "ministry department directorate office bureau authority municipality section division committee council "
    "governorate "
    "agency commission administration command university company institute court embassy unit board service services "
    "station school hospital depot store stores warehouse museum factory centre center laboratory survey "
    "union society "
    "college academy bank port police brigade force union registry institution archive archives library transport "
    "ministère direction bureau gouvernorat mairie municipalité préfecture commission conseil service "
    "wezareta rêveberiya nivîsgeha "
    "министерство управление отдел департамент служба администрация комитет комиссия штаб бюро дирекция "
    "склад станция "
    "институт больница школа университет завод предприятие учреждение контора музей почта архив библиотека "
    "міністерство управління відділ департамент служба адміністрація комітет комісія штаб бюро дирекція станція "
    "інститут лікарня університет підприємство установа контора музей пошта архів бібліотека"
)
"""Words that the name of an office begins with or holds. Source: use."""

PART_WORDS = _words("قسم شعبة وحدة مكتب القسم الشعبة الوحدة بخش واحد بەشی section division unit отдел сектор відділ")
"""Of these, words for a part of an office, which stands under its name. Source: use."""

STATE_LINES = _phrases(
    "جمهورية العراق|الجمهورية العراقية|الجمهورية العربية السورية|جمهورية|المملكة|الدولة الإسلامية|دولة|إقليم كردستان|"
    "الجمهورية اللبنانية|المملكة الأردنية الهاشمية|المملكة العربية السعودية|دولة الكويت|دولة فلسطين|السلطة الوطنية|"
    "جمهوری اسلامی ایران|حکومەتی هەرێمی کوردستان|هەرێمی کوردستان|کۆماری عێراق|"
    "republic of|kingdom of|state of|islamic state|kurdistan regional government|islamic republic|syrian arab "
    "republic|"
    "république|royaume|государство|республика|российская федерация|украина|україна|республіка"
)
"""Beginnings of lines above the name of an office that name a state. Source: use."""

INVOCATIONS = _phrases("بسم الله|باسمه تعالى|به نام خدا|بسمه تعالی|بە ناوی خودا|in the name of")
"""Beginnings of lines that call upon God, above the letterhead. Source: use."""

ROLE_WORDS = _words(
    "مدير مديرة رئيس رئيسة وزير وزيرة محافظ والي أمير نائب وكيل معاون مساعد قائد آمر ضابط أمين سكرتير مسؤول مسؤولة "
    "عميد المدير الرئيس الوزير المحافظ الوالي الأمير القائد المسؤول المعاون الوكيل المفوض مفوض قاضي القاضي قائممقام "
    "ممثل عضو المشرف مشرف كاتب محاسب مهندس "
    "مدیر رئیس وزیر استاندار فرماندار شهردار معاون سرپرست "
    "بەڕێوەبەری بەڕێوەبەر سەرۆکی سەرۆک وەزیری پارێزگاری قایمقامی "
    "director head chief minister governor mayor manager secretary commander deputy president chairman chairperson "
    "officer supervisor administrator judge rector dean emir wali leader keeper clerk registrar inspector engineer "
    "treasurer accountant curator agent superintendent controller representative spokesman principal provost "
    "directeur directrice chef ministre gouverneur maire préfet secrétaire président "
    "rêveber serok walî "
    "начальник директор руководитель министр губернатор глава заместитель секретарь председатель командир "
    "директорка начальниця керівник міністр голова заступник секретар командир"
)
"""Words that the office of the signatory begins with. Source: use."""

HONORIFICS = _words(
    "السيد السيدة السادة سيادة سعادة معالي فخامة حضرة فضيلة الأخ الإخوة الدكتور المهندس جناب آقای خانم جناب "
    "بەڕێز بەڕێزان "
    "mr mrs ms dr sir hon his her messrs monsieur madame господин госпожа уважаемый пан пані шановний"
)
"""Words before the person that a letter is sent to. Source: use."""

PERSON_WORDS = HONORIFICS | _words(
    "الشيخ شيخ الحاج الأستاذ الاستاذ اللواء الفريق العميد العقيد المقدم الرائد النقيب الملازم الشهيد المرحوم "
    "المدعو المواطن "
    "الطالب الأمير أبو ابو بن ابن captain colonel general major lieutenant sheikh shaykh hajji martyr"
)
"""Words before the name of a person, so that what follows is no place. Source: use."""

RESPECT_WORDS = _words("المحترم المحترمة المحترمون المحترمين المحترمات الموقر الموقرة محترم بەڕێز گەورە")
"""Words after the person that a letter is sent to. Source: use."""

GREETINGS = _phrases(
    "تحية طيبة|السلام عليكم|بعد التحية|تحية وبعد|أما بعد|نهديكم|تهديكم|با سلام|با احترام|سلام علیکم|سڵاو|بە ڕێزەوە|"
    "dear|greetings|sir|madam|monsieur|madame|silav|уважаемый|уважаемая|уважаемые|шановний|шановна|шановні"
)
"""Beginnings of the body. Source: use."""

CLOSINGS = _phrases(
    "مع التقدير|مع فائق|فائق الشكر|فائق الاحترام|وتفضلوا بقبول|تفضلوا بقبول|مع الشكر|شاكرين|والسلام عليكم|والسلام|"
    "والله الموفق|والله ولي التوفيق|ودمتم|مع التحية|مع تحياتنا|مع خالص|وافر الاحترام|وتقبلوا|"
    "للتفضل|لاتخاذ ما يلزم|واتخاذ ما يلزم|با تشکر|با سپاس|با احترام فراوان|لەگەڵ ڕێز|لەگەڵ ڕێزدا|"
    "sincerely|yours faithfully|yours sincerely|yours truly|regards|best regards|respectfully|"
    "veuillez agréer|cordialement|с уважением|з повагою|bi rêz"
)
"""Words of the sentence that ends the body. Source: use."""

TITLE_WORDS = _words(
    "محافظة محافظتي محافظات المحافظة محافظ ولاية ولايتي ولايات والي ولاة الولاية قضاء قضائي أقضية ناحية نواحي "
    "مدينة مدينتي مدن "
    "بلدة بلدتي قرية قرى منطقة بلدية قائممقام قائممقامية ريف معبر منفذ مركز سنجق إقليم لواء قاطع جبهة أهالي "
    "أمير إمارة "
    "استان شهرستان شهر پارێزگای شاری شارۆچکەی قەزای ناحیەی گوندی پارێزگاری "
    "governorate province district city town village municipality wilayat wilayah wilaya vilayet governor "
    "wali subdistrict "
    "countryside gouvernorat ville gouverneur village parêzgeha bajarê navçeya ili ilçesi vilayeti "
    "провинция город район мухафаза провінція місто"
)
"""Words that stand before (in English also after) the name of a place and say what it is. Source: use."""

TO_WORDS = _words(
    "في إلى من نحو باتجاه صوب داخل قرب جنوب شمال شرق غرب "
    "از در به له لە بۆ in to at from near towards toward into inside dans vers de à li bo ji в из на до у з із"
)
"""Prepositions of place. Source: use."""

SITE_WORDS = _words(
    "مستودع مخزن محطة سوق مطار سد معسكر سجن جامعة مستشفى مدرسة طريق جسر مكتب فرع قيادة عمليات شرطة تربية صحة زراعة "
    "مصفى معمل قاعدة حقل ميناء مخيم مشتل سايلو مرآب كراج بريد airport bridge road station market hospital university "
    "dam base camp port prison refinery aéroport pont route gare marché hôpital"
)
"""Words for what is called after the place that it stands in. Source: use."""

OF_WORDS = _words("of the al de d du la le des و كل كافة")
"""Words passed over between a word such as "governorate" and the name. Source: use."""

AND_WORDS = _words("and et û و и та і")
"""Words that join two names. Source: use."""

NEVER_PLACES = _words("رمضان ramadan ramadhan рамадан")
"""Words that are one letter from the name of a place and common on letters. Source: use."""

FOOTERS = _phrases("نموذج تجريبي|لا قيمة رسمية|specimen|صفحة|page|هاتف|ص ب|البريد الإلكتروني|tel|fax|e-mail|www")
"""Beginnings of lines at the foot of a page. Source: use."""
