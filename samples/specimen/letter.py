"""A specimen letter on an A4 page (1240 x 1754 pixels, 150 dots an inch). No insignia, no person's name."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from specimen.lettering import wrapped, write

PAGE = (1240, 1754)
PAPER = (251, 250, 246)
MARGIN = 130
LEADING = 1.85
GREY = (120, 120, 126)
RED = (150, 40, 40)
BLUE = (52, 66, 140)

SPECIMEN_AR = "نموذج - عينة للاختبار، ليست وثيقة حقيقية"
SPECIMEN_EN = "SPECIMEN - test sample, not a real document"


@dataclass(frozen=True)
class Letter:
    """The words of a letter. `header` and `meta` are drawn at the top, `body` paragraphs are wrapped."""

    office: str
    meta: tuple[str, ...]
    to: str
    subject: str
    body: tuple[str, ...]
    signature: str
    face: str = "naskh"
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    office_face: str = "kufi-bold"
    left_to_right: bool = False
    size: int = 40
    meta_size: int = 34
    stamp: tuple[str, str] = field(default=("نموذج", "SPECIMEN"))


def april(destinations: tuple[str, str] = ("الأنبار", "صلاح الدين")) -> Letter:
    """The order of the tutorial: 8 Rajab 1436, 27 April 2015, to the governors, reinforcements to two provinces."""
    return Letter(
        office="الإدارة العامة (نموذج)",
        meta=("الرقم: ٧٢ / نموذج", "التاريخ: ٨ رجب ١٤٣٦ هـ", "الموافق: ٢٧ نيسان/أبريل ٢٠١٥ م"),
        to="إلى: ولاة الولايات",
        subject="الموضوع: إرسال تعزيزات",
        body=("تحية طيبة وبعد،", "يطلب من ولاة الولايات إرسال تعزيزات إلى الولايتين الآتيتين:"),
        items=(f"أولا: ولاية {destinations[0]}", f"ثانيا: ولاية {destinations[1]}"),
        after=(
            "ويرفع إلى الإدارة العامة بيان مكتوب بما أرسل وبتاريخ إرساله.",
            "كتب هذا النموذج لاختبار برنامج، ولا صلة له بأي جهة.",
        ),
        signature="التوقيع: ..............................",
    )


def invitation() -> Letter:
    """A harmless office letter: heads of department are asked to a meeting. 23 Rajab 1436, 12 May 2015."""
    return Letter(
        office="مكتب المراسلات (نموذج)",
        meta=("الرقم: ١٠١ / نموذج", "التاريخ: ٢٣ رجب ١٤٣٦ هـ", "الموافق: ١٢ أيار/مايو ٢٠١٥ م"),
        to="إلى: رؤساء الأقسام",
        subject="الموضوع: دعوة إلى اجتماع",
        body=(
            "تحية طيبة وبعد،",
            "ندعوكم إلى حضور الاجتماع الشهري في قاعة المكتبة، ونرجو إحضار جدول الأعمال.",
        ),
        after=("مع الشكر والتقدير.",),
        signature="التوقيع: ..............................",
        face="amiri",
        size=44,
        meta_size=38,
    )


def postponement() -> Letter:
    """A harmless letter in English that bears the date 20 May 2015."""
    return Letter(
        office="Correspondence Office (specimen)",
        meta=("No. 118 / specimen", "Date: 20 May 2015"),
        to="To: the heads of department",
        subject="Subject: the monthly meeting is postponed",
        body=(
            "The monthly meeting in the library hall is postponed by one week. The agenda stays as it was sent.",
            "Please tell the members of your department, and return the enclosed list with the names of those who will "
            "attend.",
        ),
        signature="Signature: ..............................",
        face="serif",
        office_face="serif-bold",
        left_to_right=True,
        size=34,
        meta_size=30,
    )


def render(letter: Letter) -> Image.Image:
    """The page, RGB, 1240 x 1754."""
    page = Image.new("RGB", PAGE, PAPER)
    _frame(page)
    near, align = (MARGIN, "left") if letter.left_to_right else (PAGE[0] - MARGIN, "right")
    bold = {"naskh": "naskh-bold", "amiri": "amiri-bold", "serif": "serif-bold"}[letter.face]

    write(page, letter.office, (PAGE[0] / 2, 270), letter.office_face, 50)
    ImageDraw.Draw(page).line((MARGIN, 325, PAGE[0] - MARGIN, 325), fill=GREY, width=3)
    y = 400.0
    for line in letter.meta:
        write(page, line, (near, y), letter.face, letter.meta_size, align=align)
        y += 62
    y += 40
    for line in (letter.to, letter.subject):
        write(page, line, (near, y), bold, letter.size + 2, align=align)
        y += 84
    y += 20
    step = letter.size * LEADING
    for paragraph in letter.body:
        y = _paragraph(page, paragraph, (near, y), letter)
    for item in letter.items:
        indented = near + 70 if letter.left_to_right else near - 70
        write(page, item, (indented, y), bold, letter.size + 2, align=align)
        y += step
    for paragraph in letter.after:
        y = _paragraph(page, paragraph, (near, y), letter)

    far, far_align = (PAGE[0] - MARGIN, "right") if letter.left_to_right else (MARGIN, "left")
    write(page, letter.signature, (far, 1440), letter.face, letter.size, align=far_align)
    _stamp(page, letter.stamp, (420 if letter.left_to_right else 860, 1430))
    return page


def _paragraph(page: Image.Image, text: str, at: tuple[float, float], letter: Letter) -> float:
    """A wrapped paragraph; gives the baseline for what follows."""
    x, y = at
    align, step = "left" if letter.left_to_right else "right", letter.size * LEADING
    for line in wrapped(text, letter.face, letter.size, PAGE[0] - 2 * MARGIN):
        write(page, line, (x, y), letter.face, letter.size, align=align)
        y += step
    return y


def _frame(page: Image.Image) -> None:
    """Heading, footer and the strip in the left margin, so that a cropped middle is headed as well."""
    for top in (88, 1640):
        write(page, SPECIMEN_AR, (PAGE[0] / 2, top), "naskh-bold", 32, fill=RED)
        write(page, SPECIMEN_EN, (PAGE[0] / 2, top + 48), "sans-bold", 27, fill=RED)
    strip = Image.new("RGB", (1200, 44), PAPER)
    for at in (160, 600, 1040):
        write(strip, "SPECIMEN", (at - 70, 31), "sans-bold", 24, fill=(196, 150, 150))
        write(strip, "نموذج", (at + 70, 31), "naskh-bold", 26, fill=(196, 150, 150))
    page.paste(strip.transpose(Image.Transpose.ROTATE_90), (36, 280))


def _stamp(page: Image.Image, words: tuple[str, str], centre: tuple[int, int]) -> None:
    """A plain box in ink that says what it is; a stamp with a device of any kind has no place here."""
    ink = Image.new("RGB", (300, 150), PAPER)
    ImageDraw.Draw(ink).rectangle((4, 4, 295, 145), outline=BLUE, width=5)
    write(ink, words[0], (150, 72), "naskh-bold", 48, fill=BLUE)
    write(ink, words[1], (150, 122), "sans-bold", 34, fill=BLUE)
    turned = ink.rotate(7, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    page.paste(turned, (centre[0] - turned.width // 2, centre[1] - turned.height // 2))
