from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.sheets import sheet
from verifyctl.model.base import Box
from verifyctl.model.dates import Calendar
from verifyctl.model.text import DateReading, FieldName, FieldReading, Line, NumberReading, Word
from verifyctl.reading.fields import fields_of

ARABIC = (
    "دائرة الأشغال النموذجية",
    "قسم الطرق والجسور",
    "العدد: ٨٩-٧٥١١",
    "التاريخ: ١٤ كانون الثاني ٢٠٢٣",
    "الموافق: ٢١ جمادى الآخرة ١٤٤٤ هـ",
    "إلى / السيد مدير بلدية ديالى المحترم",
    "إلى / مكتب المتابعة في كركوك",
    "الموضوع / حملة غرس الأشجار",
    "على جميع المكاتب التابعة في ديالى التعاون مع اللجنة المشكلة وتسهيل مهمتها وتقديم تقرير مفصل",
    "عن نتائج الزيارة.",
    "للتفضل بالاطلاع واتخاذ ما يلزم وإعلامنا بالنتيجة مع فائق الشكر والتقدير.",
    "ليلى العيّنة",
    "مدير القسم",
    "نسخة منه إلى:",
    "- قسم الحسابات مع الأوليات",
    "- الصادرة",
    "نموذج تجريبي لا قيمة رسمية له",
)
ENGLISH = (
    "REPUBLIC OF EXAMPLE",
    "Ministry of Water Resources",
    ("Our ref: WR/12/2016", "Date: 4 May 2016"),
    "To:",
    "1. The Governor of Anbar",
    "2. The Mayor of Ramadi",
    "3. All field offices",
    "Subject: Repair of the pumping stations",
    "Dear Sirs,",
    "With reference to your letter of 2 May 2016 we inform you that work begins on Monday.",
    "Yours sincerely,",
    "John Example",
    "Director General",
    "cc: Accounts Section",
    "Planning Office",
)


def texts(fields: tuple[FieldReading, ...], name: FieldName) -> list[str]:
    return [field.text for field in fields if field.name is name]


def only(fields: tuple[FieldReading, ...], name: FieldName) -> FieldReading:
    (field,) = [field for field in fields if field.name is name]
    return field


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "on its side"])
def test_an_arabic_letter_comes_apart(turned: bool) -> None:
    fields = fields_of(sheet(ARABIC, turned=turned))
    assert texts(fields, FieldName.ISSUER) == ["دائرة الأشغال النموذجية"]
    assert texts(fields, FieldName.LETTERHEAD) == ["قسم الطرق والجسور"]
    assert texts(fields, FieldName.REFERENCE) == ["٨٩-٧٥١١"]
    assert texts(fields, FieldName.DATE_LINE) == list(ARABIC[3:5])
    assert texts(fields, FieldName.RECIPIENT) == ["السيد مدير بلدية ديالى المحترم", "مكتب المتابعة في كركوك"]
    assert texts(fields, FieldName.SUBJECT) == ["حملة غرس الأشجار"]
    assert texts(fields, FieldName.COPY_TO) == ["قسم الحسابات مع الأوليات", "الصادرة"]
    signatory = only(fields, FieldName.SIGNATORY)
    assert (signatory.text, signatory.lines) == ("ليلى العيّنة", (11, 12))


def test_an_english_letter_with_numbered_recipients_comes_apart() -> None:
    fields = fields_of(sheet(ENGLISH))
    assert texts(fields, FieldName.ISSUER) == ["Ministry of Water Resources"]
    assert texts(fields, FieldName.LETTERHEAD) == ["REPUBLIC OF EXAMPLE"]
    assert texts(fields, FieldName.REFERENCE) == ["WR/12/2016"]
    assert texts(fields, FieldName.DATE_LINE) == ["Date: 4 May 2016"]
    assert texts(fields, FieldName.RECIPIENT) == ["The Governor of Anbar", "The Mayor of Ramadi", "All field offices"]
    assert texts(fields, FieldName.SUBJECT) == ["Repair of the pumping stations"]
    assert texts(fields, FieldName.COPY_TO) == ["Accounts Section", "Planning Office"]
    assert texts(fields, FieldName.SIGNATORY) == ["John Example"]


def test_letters_in_other_languages_come_apart() -> None:
    persian = fields_of(
        sheet(
            [
                "بسمه تعالی",
                "جمهوری اسلامی ایران",
                ("استانداری نمونه", "شماره: ۱۲/۳۴۵"),
                "تاریخ: ۱۴۰۲/۰۲/۰۷",
                "به: مدیران محترم دفاتر",
                "موضوع: تعویض کنتورهای آب",
                "با سلام و احترام به آگاهی می‌رساند که کار تعویض کنتورها از هفته آینده آغاز خواهد شد",
                "رضا نمونه",
                "مدیر بخش",
                "رونوشت: دفتر فنی",
            ]
        )
    )
    assert texts(persian, FieldName.ISSUER) == ["استانداری نمونه"]
    assert texts(persian, FieldName.RECIPIENT) == ["مدیران محترم دفاتر"]
    assert texts(persian, FieldName.SUBJECT) == ["تعویض کنتورهای آب"]
    assert texts(persian, FieldName.COPY_TO) == ["دفتر فنی"]
    assert texts(persian, FieldName.SIGNATORY) == ["رضا نمونه"]
    kurdish = fields_of(
        sheet(
            [
                "بەڕێوەبەرایەتی کتێبخانەی نموونەیی",
                "ژمارە: ٨٨/٤١٢",
                "ڕێکەوت: ٢٠٢٣/٤/٢٧",
                "بۆ / بەڕێوەبەرانی نووسینگەکان",
                "بابەت / گواستنەوەی کتێب",
                "ئاگادارتان دەکەینەوە کە کاری گواستنەوەی کتێبەکان لە هەفتەی داهاتوو دەست پێدەکات",
            ]
        )
    )
    assert texts(kurdish, FieldName.REFERENCE) == ["٨٨/٤١٢"]
    assert texts(kurdish, FieldName.RECIPIENT) == ["بەڕێوەبەرانی نووسینگەکان"]
    assert texts(kurdish, FieldName.SUBJECT) == ["گواستنەوەی کتێب"]
    for rows in (
        ["Образцовое управление", "Исх. № 114/27", "Кому: руководителям", "Тема: замена", "Копия: бухгалтерия"],
        ["Зразкове управління", "Вих. № 114/27", "Кому: керівникам", "Тема: заміна", "Копія: бухгалтерія"],
    ):
        found = fields_of(sheet(rows))
        assert [len(texts(found, name)) for name in FieldName] == [1, 0, 1, 0, 1, 1, 1, 0]
        assert texts(found, FieldName.REFERENCE) == ["114/27"]


def test_the_office_is_not_the_state_above_it_and_each_script_has_its_own() -> None:
    rows = [("جمهورية العراق", "العدد: ٤٤"), "وزارة الداخلية", "Ministry of Interior", "Roads Section", "إلى / المحافظ"]
    fields = fields_of(sheet(rows))
    assert texts(fields, FieldName.ISSUER) == ["وزارة الداخلية", "Ministry of Interior"]
    assert texts(fields, FieldName.LETTERHEAD) == ["جمهورية العراق", "Roads Section"]


def test_a_misread_office_above_its_section_is_the_issuer() -> None:
    fields = fields_of(sheet(["مبزبه الحدايق المثال", "قسم الطرق", "العدد: ٤٤"]))
    assert texts(fields, FieldName.ISSUER) == ["مبزبه الحدايق المثال"]


def test_misread_labels_are_known_by_their_likes() -> None:
    fields = fields_of(
        sheet(["التارخ: ٢٠٢٣/١/٢", "إلى / المحافظ", "الموضوغ / الطرق", "قسخة منه إلى:", "- قسم الحسابات"])
    )
    assert texts(fields, FieldName.DATE_LINE) == ["التارخ: ٢٠٢٣/١/٢"]
    assert texts(fields, FieldName.SUBJECT) == ["الطرق"]
    assert texts(fields, FieldName.COPY_TO) == ["قسم الحسابات"]
    spelled = fields_of(sheet(["الموضوع / الطرق"]))
    misread = fields_of(sheet(["الموضوغ / الطرق"]))
    assert only(misread, FieldName.SUBJECT).confidence < only(spelled, FieldName.SUBJECT).confidence


def test_labels_inside_a_line_divide_it() -> None:
    fields = fields_of(sheet(["العدد: ١٢ التاريخ: ٢٠٢٣/١/٢", "إلى / المحافظ الموضوع / الطرق"]))
    assert texts(fields, FieldName.REFERENCE) == ["١٢"]
    assert texts(fields, FieldName.DATE_LINE) == ["التاريخ: ٢٠٢٣/١/٢"]
    assert texts(fields, FieldName.RECIPIENT) == ["المحافظ"]
    assert texts(fields, FieldName.SUBJECT) == ["الطرق"]


def test_letters_and_a_slash_before_the_number_need_no_sign_after_the_label() -> None:
    fields = fields_of(sheet(["Sample Veterinary Station", "No KB/67919", "To the Heads", "Subject: Loss of a key"]))
    assert only(fields, FieldName.REFERENCE).normalised == "kb/67919"
    assert texts(fields_of(sheet(["Sample Station", "No rain or snow/7", "To the Heads"])), FieldName.REFERENCE) == []


def test_a_number_beside_the_letterhead_is_found_by_its_label_slash_and_figures() -> None:
    fields = fields_of(sheet(["دائرة الطب البيطري المتخيلة الرقم / 16737-2013", "إلى / المحافظ", "الموضوع / الطرق"]))
    assert only(fields, FieldName.REFERENCE).normalised == "16737-2013"
    fields = fields_of(sheet(["SS الرقم / ز/ /٢٧٣٩٣", "إلى / المحافظ", "الموضوع / الطرق"]))
    assert only(fields, FieldName.REFERENCE).normalised == "ز/27393"
    fields = fields_of(sheet(["العدد: ١٢", "إلى / المحافظ", "الموضوع / الرقم / العنوان"]))
    assert texts(fields, FieldName.REFERENCE) == ["١٢"]


def test_a_number_whose_label_was_not_read_counts_little() -> None:
    page = sheet(["دائرة الطب البيطري المتخيلة", "٦٣٤٠٦", "إلى / المحافظ", "الموضوع / الطرق"])
    line = page[1]
    word = line.words[0].model_copy(update={"number": True})
    page = (page[0], line.model_copy(update={"words": (word,)}), *page[2:])
    read = NumberReading(
        text="٦٣٤٠٦", digits="arabic-indic", box=word.box, confidence=990, accepted=True, readings=("٦٣٤٠٦",) * 3
    )
    field = only(fields_of(page, (), (read,)), FieldName.REFERENCE)
    assert field.normalised == "63406"
    assert field.confidence <= 300
    assert (
        texts(
            fields_of(page, (), (read.model_copy(update={"confidence": 700, "accepted": False}),)), FieldName.REFERENCE
        )
        == []
    )


def test_to_without_a_sign_counts_between_number_and_subject_only() -> None:
    body = "تقرر إرسال ثلاث فرق فنية لإنجاز العمل المطلوب في المحافظة"
    fields = fields_of(sheet(["العدد: ١٢", "إلى مديرية التربية", "الموضوع / الطرق", body, "إلى بغداد"]))
    assert texts(fields, FieldName.RECIPIENT) == ["مديرية التربية"]


def test_a_person_spoken_to_needs_no_label() -> None:
    fields = fields_of(sheet(["الرقم: ٥٥٦", "السيد مدير الخدمات الفنية المحترم", "الموضوع: الطرق"]))
    assert texts(fields, FieldName.RECIPIENT) == ["السيد مدير الخدمات الفنية المحترم"]


def test_a_subject_whose_slash_was_not_read_follows_the_recipients() -> None:
    fields = fields_of(sheet(["العدد: ١٢", "إلى / مديرية التربية", "م نقل بذور القمح"]))
    assert texts(fields, FieldName.SUBJECT) == ["نقل بذور القمح"]
    assert fields_of(sheet(["العدد: ١٢", "م نقل بذور القمح"]))[0].name is FieldName.REFERENCE


def test_a_person_after_a_misread_label_is_a_recipient_beside_others() -> None:
    rows = ["العدد: ١٢", "إلى السادة لجنة البذور", "1 0 لى السادة هيئة التحرير", "الموضوع / الطرق"]
    assert texts(fields_of(sheet(rows)), FieldName.RECIPIENT) == ["لجنة البذور", "هيئة التحرير"]
    assert texts(fields_of(sheet([rows[0], rows[2], rows[3]])), FieldName.RECIPIENT) == []


def test_specks_at_the_ends_of_a_line_are_left_out() -> None:
    (line,) = sheet(["الموضوع / إصلاح السطح ٠ 0000 |"])
    doubted = tuple(
        word.model_copy(update={"confidence": 20}) if word.text in ("٠", "0000") else word for word in line.words
    )
    (field,) = fields_of((line.model_copy(update={"words": doubted}),))
    assert field.text == "إصلاح السطح"
    (sure,) = fields_of(sheet(["الموضوع / قرار 12"]))
    assert sure.text == "قرار 12"


def test_a_name_under_the_closing_signs_where_no_office_was_read() -> None:
    rows = [*ARABIC[:11], "ليلى العيّنة", *ARABIC[13:]]
    field = only(fields_of(sheet(rows)), FieldName.SIGNATORY)
    assert (field.text, field.confidence) == ("ليلى العيّنة", 380)


def test_table_heads_in_the_body_are_no_numbers_of_the_letter() -> None:
    rows = [*ARABIC[:11], "العدد", "٤٨", "العدد ٣٤٤", *ARABIC[11:]]
    assert texts(fields_of(sheet(rows)), FieldName.REFERENCE) == ["٨٩-٧٥١١"]


def test_the_office_of_the_signatory_stands_for_a_name_that_was_not_read() -> None:
    rows = [*ARABIC[:11], "مدير القسم", *ARABIC[13:]]
    signatory = only(fields_of(sheet(rows)), FieldName.SIGNATORY)
    assert signatory.text == "مدير القسم"
    assert signatory.confidence < only(fields_of(sheet(ARABIC)), FieldName.SIGNATORY).confidence


@pytest.mark.parametrize(
    "rows",
    [
        ["Breaking news from the city", "Thousands march in the streets today", "Share", "Like"],
        ["١٢٣", "----", "؟؟؟"],
        ["إلى /", "الموضوع:", "العدد:", "نسخة منه إلى:"],
        ["\x00\u202e:/", "\u200f\u200f"],
        [],
    ],
)
def test_what_is_no_letter_has_no_fields(rows: list[str]) -> None:
    assert fields_of(sheet(rows)) == ()


# reference numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "text", "normalised", "also"),
    [
        ("العدد: 3568-44", "3568-44", "3568-44", "44-3568"),
        ("العدد: ٩٦ - ١٠١٢", "٩٦ - ١٠١٢", "96-1012", "1012-96"),
        ("رقم الكتاب: ۱۲/۳/۴", "۱۲/۳/۴", "12/3/4", "4/3/12"),
        ("الرقم: ٥٥٦/ص", "٥٥٦/ص", "556/ص", "ص/556"),
        ("الرقم: ٩٨١٨", "٩٨١٨", "9818", None),
        ("Ref: RB/274/2019", "RB/274/2019", "rb/274/2019", None),
        ("العدد: ١٢٣ في ٢٠١٥", "١٢٣", "123", None),
    ],
)
def test_references_are_kept_as_read_and_in_the_other_order(
    row: str, text: str, normalised: str, also: str | None
) -> None:
    field = only(fields_of(sheet([row])), FieldName.REFERENCE)
    assert (field.text, field.normalised, field.also) == (text, normalised, also)


def test_a_reference_without_a_digit_is_none() -> None:
    assert fields_of(sheet(["العدد: بلا"])) == ()


def number(text: str, box: Box, *, confidence: int = 900, accepted: bool = True) -> NumberReading:
    return NumberReading(text=text, digits="arabic-indic", box=box, confidence=confidence, accepted=accepted)


def test_the_number_reader_says_how_a_reference_stands_on_the_picture() -> None:
    (line,) = lines = sheet(["العدد: ٤٤-٣٥٦٨"])
    seen = number("٣٥٦٨-٤٤", line.words[1].box)
    field = only(fields_of(lines, (), (seen,)), FieldName.REFERENCE)
    assert (field.text, field.normalised, field.also, field.confidence) == ("٣٥٦٨-٤٤", "3568-44", "44-3568", 900)
    unsure = seen.model_copy(update={"accepted": False})
    assert only(fields_of(lines, (), (unsure,)), FieldName.REFERENCE).confidence == 500
    elsewhere = seen.model_copy(update={"box": Box(x=0, y=500, width=9, height=9)})
    assert only(fields_of(lines, (), (elsewhere,)), FieldName.REFERENCE).normalised == "44-3568"
    doubtful = seen.model_copy(update={"confidence": 300, "accepted": False})
    assert only(fields_of(lines, (), (doubtful,)), FieldName.REFERENCE).normalised == "44-3568"


def test_the_number_reader_goes_before_what_the_engine_made_of_arabic_digits() -> None:
    (line,) = lines = sheet(["العدد: ون كروما"])
    seen = number("٧٧٩/٦/٧٢٦٣٩", line.words[1].box, accepted=False)
    field = only(fields_of(lines, (), (seen,)), FieldName.REFERENCE)
    assert (field.text, field.normalised, field.also) == ("٧٧٩/٦/٧٢٦٣٩", "779/6/72639", "72639/6/779")
    (line,) = lines = sheet(["العدد:"])
    beside = Box(x=line.box.x - 120, y=line.box.y, width=100, height=20)
    assert only(fields_of(lines, (), (number("٤٤", beside),)), FieldName.REFERENCE).normalised == "44"
    far = beside.model_copy(update={"x": beside.x - 400})
    assert fields_of(lines, (), (number("٤٤", far),)) == ()


def test_letters_before_the_number_stay_with_it() -> None:
    (line,) = lines = sheet(["الرقم: ز/٩٠٨٠/٠٧١"])
    seen = number("٩٥٥/٥٦٣/", line.words[1].box, accepted=False)
    field = only(fields_of(lines, (), (seen,)), FieldName.REFERENCE)
    assert (field.text, field.normalised, field.also) == ("ز/٩٥٥/٥٦٣", "955/563/ز", "ز/955/563")


@pytest.mark.parametrize(
    ("engine", "seen", "readings", "wanted"),
    [
        ("الرقم: قاه؟", "٧٤٣٢٥/", (), "ق/٧٤٣٢٥"),
        ("الرقم: صا؟", "٦٠٠٤", ("٦٠٠٤/", "٦٠٠٤", "٦٠٠٤"), "ص/٦٠٠٤"),
        ("الرقم: 11؟", "٦٠٠٤/", (), "٦٠٠٤"),
        ("الرقم: 11؟ بتاريخ", "٦٠٠٤/", (), "٦٠٠٤"),
        ("الرقم: اه7", "٦٠٠٤/", (), "٦٠٠٤"),
        ("الرقم: قاه؟", "٧٤٣٢٥", ("٧٤٣٢٥",), "٧٤٣٢٥"),
    ],
)
def test_a_slash_at_the_right_of_a_number_speaks_for_the_letter_that_the_engine_read(
    engine: str, seen: str, readings: tuple[str, ...], wanted: str
) -> None:
    (line,) = lines = sheet([engine])
    read = number(seen, line.words[1].box).model_copy(update={"readings": readings})
    assert only(fields_of(lines, (), (read,)), FieldName.REFERENCE).text == wanted


def test_a_letter_that_looks_like_the_figure_that_was_read_there_is_that_figure() -> None:
    (line,) = lines = sheet(["الرقم: ه/٩٦٠٦٤"])
    read = number("٩٦٠٦٤/٥", line.words[1].box)
    assert only(fields_of(lines, (), (read,)), FieldName.REFERENCE).normalised == "96064/5"
    (line,) = lines = sheet(["الرقم: ص/٩٦٠٦٤"])
    read = number("٩٦٠٦٤/٥", line.words[1].box)
    assert only(fields_of(lines, (), (read,)), FieldName.REFERENCE).normalised == "96064/ص"


def test_a_label_without_a_sign_counts_before_a_letter_and_figures() -> None:
    assert only(fields_of(sheet(["الرقم خ/١٧-٤٣٩"])), FieldName.REFERENCE).text == "خ/١٧-٤٣٩"
    assert fields_of(sheet(["الرقم خ ق ١٧"])) == ()


def test_a_label_far_from_its_number_keeps_the_letter_before_it() -> None:
    (line,) = lines = sheet([("العدد:", "ز/٤٣٥٠٥")])
    apart = [line.words[0], line.words[1].model_copy(update={"box": line.words[1].box.model_copy(update={"x": 640})})]
    lines = (line.model_copy(update={"words": tuple(apart)}),)
    seen = number("٤٣٥٠٥/", apart[1].box)
    assert texts(fields_of(lines, (), (seen,)), FieldName.REFERENCE) == ["ز/٤٣٥٠٥"]


def test_a_label_of_one_letter_is_that_letter() -> None:
    assert fields_of(sheet(["ز/٤٣٥٠٥"])) == ()
    assert only(fields_of(sheet(["ژ: ٤٣٥٠٥"])), FieldName.REFERENCE).text == "٤٣٥٠٥"


def test_letters_after_the_number_stay_with_it() -> None:
    (line,) = lines = sheet(["الرقم: 56/ص"])
    field = only(fields_of(lines, (), (number("٥٥٦", line.words[1].box),)), FieldName.REFERENCE)
    assert (field.text, field.normalised, field.also) == ("٥٥٦/ص", "ص/556", "556/ص")


def test_letters_that_stand_where_the_number_does_are_its_digits_misread() -> None:
    (line,) = lines = sheet(["الرقم: الا / نموذج"])
    field = only(fields_of(lines, (), (number("٧٢", line.words[1].box),)), FieldName.REFERENCE)
    assert (field.text, field.normalised, field.also) == ("٧٢", "72", None)


def test_in_english_letters_the_number_reader_is_asked_where_the_engine_saw_no_letters() -> None:
    (line,) = lines = sheet(["Ref: 8032646"])
    seen = number("80326/46", line.words[1].box, accepted=False)
    assert only(fields_of(lines, (), (seen,)), FieldName.REFERENCE).normalised == "80326/46"
    other = seen.model_copy(update={"text": "80326/47"})
    assert only(fields_of(lines, (), (other,)), FieldName.REFERENCE).normalised == "8032646"
    (line,) = lines = sheet(["Ref: GX/241/967"])
    part = number("0241/967", line.words[1].box)
    assert only(fields_of(lines, (), (part,)), FieldName.REFERENCE).normalised == "gx/241/967"


@pytest.mark.parametrize(
    ("seen", "wanted"), [("١٣٣٣", "51333"), ("١١/٣٢٦٠١", "511/32601"), ("١٢/١٤٣٧", "12/1437"), ("١٤٣٧/١٢", "1437/12")]
)
def test_what_may_be_the_letter_of_a_hijri_date_is_a_five_in_a_reference_unless_a_year_ends_it(
    seen: str, wanted: str
) -> None:
    (line,) = lines = sheet(["الرقم: 00"])
    read = number(seen, line.words[1].box).model_copy(update={"letters": ("ه",), "alternatives": (f"٥{seen}",)})
    assert only(fields_of(lines, (), (read,)), FieldName.REFERENCE).normalised == wanted
    plain = read.model_copy(update={"alternatives": ()})
    assert only(fields_of(lines, (), (plain,)), FieldName.REFERENCE).normalised in (wanted.removeprefix("5"), wanted)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("قم / 4908", ["4908"]),
        ("قم 4908", ["4908"]),
        ("قم الصادر: 4908", ["4908"]),
        ("ال قم: 25946", ["25946"]),
        ("قم مدينة 4908", []),
        ("قم", []),
        ("ال قم: بلا", []),
        ("إلى رقم 25946", []),
    ],
)
def test_labels_that_lost_their_first_letter_or_fell_in_two(row: str, wanted: list[str]) -> None:
    assert texts(fields_of(sheet([row])), FieldName.REFERENCE) == wanted


def dated(rows: list[str], seen: str, **changed: object) -> list[str]:
    """The normalised references of a letter with a number left of everything, in the row above its date."""
    lines = sheet(rows)
    (index,) = (place for place, row in enumerate(rows) if "نيسان" in row)
    date = DateReading(
        text=rows[index],
        line=index,
        box=lines[index].box,
        calendar=Calendar.GREGORIAN,
        days=("2015-04-27",),
        written="2015-04-27",
    )
    above = Box(x=300, y=lines[index].box.y - 40, width=90, height=20)
    read = number(seen, above, confidence=650, accepted=False).model_copy(update={"readings": (seen,) * 3, **changed})
    fields = fields_of(lines, (date,), (read,))
    return [field.normalised for field in fields if field.name is FieldName.REFERENCE]


HEAD = ["دائرة نموذجية", "قسم الطرق", "في ٢٧ نيسان ٢٠١٥", "إلى / السيد مدير البلدية المحترم", "الموضوع / جرد"]


def test_a_long_number_beside_the_date_is_the_letters_number_where_no_label_was_read() -> None:
    assert dated(HEAD, "٥٤٠٧٣") == ["54073"]
    assert dated(HEAD, "٥٤٠/٧٣٣") == ["540/733"]
    assert dated(HEAD, "٤٠٧٣") == []
    assert dated(HEAD, "١٢/٤/٢٠١٥") == []
    assert dated(HEAD, "٥٤٠٧٣", readings=("٥٤٠٧٣", "٥٤٠٧٨", "٥٤٠٧٣", "٥٤٠٧٨", "٥٤٧٣")) == []
    assert dated(HEAD, "٥٤٠٧٣", readings=("٥٤٠٧٣", "٥٤٠٧٨", "٥٤٠٧٣", "٥٤٠٧٣", "٥٤٧٣")) == ["54073"]
    assert dated(HEAD, "٥٤٠٧٣", readings=("٥٤٠٧٣/", "٥٤٠٧٣", "٥٤٠٧٣")) == ["54073"]
    assert dated(HEAD, "٥٤٠٧٣", confidence=590) == []
    assert dated([HEAD[0], "هاتف: الدائرة", *HEAD[2:]], "٥٤٠٧٣", box=Box(x=800, y=100, width=60, height=20)) == []
    assert dated(HEAD, "٥٤٠٧٣", box=Box(x=300, y=900, width=90, height=20)) == []
    assert dated([HEAD[0], "العدد: ٧١٢", *HEAD[2:]], "٥٤٠٧٣") == ["712"]


def test_a_letter_that_figures_are_read_as_is_none_where_no_slash_was_seen() -> None:
    lines = sheet(["دائرة نموذجية", "الرقم: ع/٩٨٩/٦٠٢٧٤", "إلى / السيد مدير البلدية المحترم", "الموضوع / جرد"])
    seen = number("٩٨٩/٦٠٢٧٤", lines[1].words[-1].box)
    assert only(fields_of(lines, (), (seen,)), FieldName.REFERENCE).normalised == "989/60274"
    once = seen.model_copy(update={"readings": ("٩٨٩/٦٠٢٧٤", "٩٨٩/٦٠٢٧٤/", "٩٨٩/٦٠٢٧٤")})
    assert only(fields_of(lines, (), (once,)), FieldName.REFERENCE).normalised == "989/60274"
    twice = seen.model_copy(update={"readings": ("٩٨٩/٦٠٢٧٤/", "٩٨٩/٦٠٢٧٤/", "٩٨٩/٦٠٢٧٤")})
    assert only(fields_of(lines, (), (twice,)), FieldName.REFERENCE).normalised == "989/60274/ع"


@pytest.mark.parametrize(
    ("read", "form"), [("دا /", "د"), ("زله /", "ز"), ("خ/ة /", "خ"), ("دار /", "دار"), ("ز/ /", "ز")]
)
def test_a_slash_read_as_a_letter_is_no_part_of_the_code(read: str, form: str) -> None:
    lines = sheet(["دائرة نموذجية", f"الرقم | {read}٥٧٨٣٢", "إلى / السيد مدير البلدية المحترم", "الموضوع / جرد"])
    seen = number("٥٧٨٣٢/", lines[1].words[-1].box)
    assert only(fields_of(lines, (), (seen,)), FieldName.REFERENCE).normalised == f"57832/{form}"


def test_the_letter_before_a_number_without_a_label_stays_with_it() -> None:
    lines = sheet(["دائرة نموذجية", "خ/ ٤٢٤/٤٦٩", "إلى / السيد مدير البلدية المحترم", "الموضوع / جرد"])
    seen = number("٤٢٤/٤٦٩", lines[1].words[1].box)
    field = only(fields_of(lines, (), (seen,)), FieldName.REFERENCE)
    assert (field.normalised, field.also) == ("424/469/خ", "خ/424/469")
    assert field.confidence <= 300
    for text, form in (("د/٣٧٩٨", "3798/د"), ("/٣٧٩٨", None)):
        lines = sheet(["دائرة نموذجية", text, "إلى / السيد مدير البلدية المحترم", "الموضوع / جرد"])
        fields = fields_of(lines, (), (number("٣٧٩٨/", lines[1].words[0].box),))
        assert [field.normalised for field in fields if field.name is FieldName.REFERENCE] == ([form] if form else [])
    lines = sheet(["دائرة نموذجية", "خ/ /٤٢٤/٤٦٩", "إلى / السيد مدير البلدية المحترم", "الموضوع / جرد"])
    seen = number("٤٢٤/٤٦٩/", lines[1].words[1].box)
    assert only(fields_of(lines, (), (seen,)), FieldName.REFERENCE).normalised == "424/469/خ"


# dates --------------------------------------------------------------------------------------------


def test_a_line_with_a_date_and_no_label_is_a_date_line_outside_the_body() -> None:
    lines = sheet(["Образцовое управление", "27 апреля 2023 г.", "Кому: руководителям"])
    date = DateReading(
        text="27 апреля 2023",
        line=1,
        box=lines[1].box,
        calendar=Calendar.GREGORIAN,
        days=("2023-04-27",),
        written="2023-04-27",
    )
    field = only(fields_of(lines, (date,), ()), FieldName.DATE_LINE)
    assert (field.text, field.normalised, field.lines) == ("27 апреля 2023 г.", "2023-04-27", (1,))
    rows = [*ARABIC[:9], "في 27/4/2015", *ARABIC[9:]]
    body = sheet(rows)
    inside = date.model_copy(update={"line": 9, "box": body[9].box})
    assert "في 27/4/2015" not in texts(fields_of(body, (inside,), ()), FieldName.DATE_LINE)


# any input ----------------------------------------------------------------------------------------

BOXES = st.builds(
    Box,
    x=st.integers(-(2**40), 2**40),
    y=st.integers(-(2**40), 2**40),
    width=st.integers(0, 2**40),
    height=st.integers(0, 2**40),
)
MARKS = [
    *("إلى", "/", "الموضوع", ":", "نسخة", "منه", "إلى:", "العدد:", "-", "١-", "التاريخ", "٢٠١٥/٤/٢٧", "مدير", "السيد"),
    *("المحترم", "To:", "Ref", "Date:", "cc", "\x00", "\u202e", "\u200f", "ﷺ", "ﻻ", "Director", "1.", "12/34", "Mr"),
]
TEXTS = st.one_of(st.text(max_size=20), st.sampled_from(MARKS))
WORDS = st.builds(Word, text=TEXTS, box=BOXES, confidence=st.integers(0, 2**50))
LINES = st.builds(
    lambda words, text, box: Line(text=text, box=box, words=tuple(words)), st.lists(WORDS, max_size=8), TEXTS, BOXES
)
DATES = st.builds(
    DateReading,
    text=TEXTS,
    line=st.integers(0, 30),
    box=BOXES,
    calendar=st.sampled_from(Calendar),
    days=st.sampled_from([(), ("2015-04-27",)]),
)
NUMBERS = st.builds(
    NumberReading,
    text=TEXTS,
    digits=st.sampled_from(["western", "arabic-indic", "persian"]),
    box=BOXES,
    confidence=st.integers(0, 1000),
    accepted=st.booleans(),
)


@settings(max_examples=150)
@given(st.lists(LINES, max_size=20), st.lists(DATES, max_size=4), st.lists(NUMBERS, max_size=4))
def test_any_lines_can_be_taken_apart(
    lines: list[Line], dates: list[DateReading], numbers: list[NumberReading]
) -> None:
    for field in fields_of(tuple(lines), tuple(dates), tuple(numbers)):
        assert field.lines
        assert all(0 <= line < len(lines) for line in field.lines)
        assert field.text.strip()
        assert 0 <= field.confidence <= 1000


def test_a_page_of_noise_is_bounded() -> None:
    fields = fields_of(sheet(["إلى / " + "ا " * 30] * 60))
    assert len([field for field in fields if field.name is FieldName.RECIPIENT]) <= 40
