"""What the letters say: offices, people and errands that do not exist, in seven languages.

`{place}`, `{other}`, `{thing}`, `{count}` and `{small}` are filled in: two different places, a thing, a number of two
to four digits and one of one or two.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A real place in the spelling that is drawn, and its English name."""

    drawn: str
    english: str


@dataclass(frozen=True)
class Wording:
    """One language. Labels come with the mark after them; `closings` may be empty."""

    head: tuple[str, ...]
    issuers: tuple[str, ...]
    offices: tuple[str, ...]
    reference: tuple[str, ...]
    dated: tuple[str, ...]
    to: tuple[str, ...]
    recipients: tuple[str, ...]
    subject: tuple[str, ...]
    subjects: tuple[str, ...]
    greetings: tuple[str, ...]
    sentences: tuple[str, ...]
    closings: tuple[str, ...]
    names: tuple[str, ...]
    posts: tuple[str, ...]
    copy_to: tuple[str, ...]
    copies: tuple[str, ...]
    columns: tuple[str, ...]
    things: tuple[str, ...]
    contact: tuple[str, ...]


PLACES = (
    Place("الموصل", "Mosul"), Place("تكريت", "Tikrit"), Place("سامراء", "Samarra"), Place("الرمادي", "Ramadi"),
    Place("الفلوجة", "Fallujah"), Place("بعقوبة", "Baqubah"), Place("الناصرية", "Nasiriyah"), Place("العمارة", "Amarah"),
    Place("البصرة", "Basra"), Place("أربيل", "Erbil"), Place("السليمانية", "Sulaymaniyah"), Place("دهوك", "Duhok"),
    Place("نينوى", "Nineveh"), Place("واسط", "Wasit"), Place("ميسان", "Maysan"), Place("كربلاء", "Karbala"),
    Place("الرقة", "Raqqa"), Place("دير الزور", "Deir ez-Zor"), Place("إدلب", "Idlib"), Place("درعا", "Daraa"),
    Place("حماة", "Hama"), Place("اللاذقية", "Latakia"), Place("طرطوس", "Tartus"), Place("السويداء", "Suwayda"),
    Place("القامشلي", "Qamishli"), Place("منبج", "Manbij"), Place("تدمر", "Palmyra"), Place("البوكمال", "Abu Kamal"),
    Place("عمان", "Amman"), Place("إربد", "Irbid"), Place("بيروت", "Beirut"), Place("طرابلس", "Tripoli"),
)  # fmt: skip

ARABIC = Wording(
    head=("أنموذج للتجربة فقط ولا يعد وثيقة", "مثال مصنوع – ليس كتاباً رسمياً", "عينة مطبوعة لأغراض الاختبار"),
    issuers=(
        "مصلحة الأرصاد الخيالية", "دائرة البريد والبرق المتخيلة", "هيئة الآبار والينابيع (مثال)", "مديرية زراعة الوادي الوهمي",
        "مركز صيانة الجسور المثالي", "مؤسسة النقل النهري المفترضة", "إدارة المعارض الصغيرة (عينة)", "مخازن الحبوب النموذجية",
        "دائرة الطب البيطري المتخيلة", "معهد اللغات الافتراضي", "هيئة البستنة والمشاتل (مثال)", "مصلحة الخرائط الوهمية",
    ),
    offices=(
        "الذاتية والقلم", "شعبة الصادرة والواردة", "قسم التخطيط والمتابعة", "وحدة الآليات", "مكتب المدير العام", "شعبة العقود",
        "قسم المختبرات", "وحدة المحفوظات", "الشؤون القانونية", "قسم الورش",
    ),
    reference=("العدد:", "العدد /", "الرقم:", "رقم الصادر:", "الرقم /", "رقم القيد:", "المرجع:"),
    dated=("التاريخ:", "التاريخ /", "تاريخه:", "بتاريخ", "في", "حرر في", "الموافق", "التأريخ:"),
    to=("إلى /", "إلى:", "السادة /", "حضرة", "إلى السادة", "السيد /"),
    recipients=(
        "رؤساء الورش في {place}", "مأمور مستودع {place}", "مدير محطة الأرصاد في {place}", "أمناء المعارض الصغيرة", "لجنة استلام البذور",
        "مشرف مرآب الحافلات", "ناظر سوق الخضار في {place}", "معاون المدير للشؤون الفنية", "مسؤول بئر القرية", "وكيل مشتل {place}",
        "جميع محطات الوقود العائدة لنا", "هيئة تحرير النشرة الداخلية",
    ),
    subject=("الموضوع:", "الموضوع /", "م /", "بشأن:"),
    subjects=(
        "تأمين وقود للحافلات", "إصلاح سطح المستودع", "جرد الكتب والخرائط", "دورة في القياس والمساحة", "نقل بذور القمح إلى {place}",
        "مواعيد الدوام أيام الحر", "فقدان مفتاح الخزانة", "تبديل إطارات الشاحنات", "تلقيح المواشي ضد الحمى القلاعية", "إعارة آلة تصوير",
        "تنظيف مجرى النهر قرب {place}", "افتتاح معرض الصور القديمة", "طلب مولدة كهربائية", "تعيين حارس ليلي",
    ),
    greetings=(
        "تحية واحتراماً،", "السلام عليكم ورحمة الله وبركاته", "بعد التحية،", "نهديكم أطيب التحيات", "تحية وبعد:",
    ),
    sentences=(
        "نعلمكم بوصول {count} كيساً من {thing} إلى مستودع {place} وقد جرى استلامها أصولياً.",
        "يتولى كل رئيس ورشة جرد ما بحوزته من {thing} ورفع قائمة بذلك قبل نهاية الأسبوع.",
        "لوحظ في الآونة الأخيرة تأخر بعض السائقين عن موعد الانطلاق، لذا اقتضى التنويه.",
        "يباشر العمل في الطريق الواصل بين {place} و{other} اعتباراً من صباح الأحد القادم.",
        "تشكل لجنة من {small} أعضاء لفحص {thing} وتثبيت حالتها في محضر موقع من الجميع.",
        "لا يجوز إخراج أي مادة من المخزن ما لم يرفق الطلب بتوقيع أمين المستودع وختمه.",
        "وافقنا على منح العاملين في {place} يوم عطلة تعويضاً عن دوامهم خلال موجة الحر.",
        "إن كمية {thing} المتوفرة حالياً لا تكفي لأكثر من {small} يوماً حسب تقدير الفنيين.",
        "يمنع انتظار الشاحنات أمام البوابة الشرقية بين الساعة السابعة والتاسعة صباحاً.",
        "نرفق لكم مع هذا صورة عن قائمة الأسعار ونأمل إبداء الرأي فيها خطياً.",
        "تم الاتفاق مع ورشة في {other} على إصلاح المضخة مقابل {count} ديناراً للساعة الواحدة.",
        "سبق أن طلبنا تزويدنا بعشرين صندوقاً من {thing} ولم يصلنا جواب حتى تاريخه.",
        "يرسل البريد اليومي إلى {place} بواسطة الحافلة التي تغادر في الثامنة والنصف.",
        "على من يرغب في الالتحاق بالدورة أن يسجل اسمه لدى وحدة المحفوظات شخصياً.",
        "بلغ عدد الزوار خلال الموسم الماضي {count} زائراً معظمهم من طلاب المدارس.",
        "تغلق أبواب المختبر عند الغروب ويسلم المفتاح إلى الحارس المناوب.",
        "بناء على مقتضيات المصلحة العامة واستجابة لحاجة {place} قررنا ما يلي:",
        "يعمل بهذا الأمر من لحظة وصوله، ويلغى كل ما يخالفه من تعليمات سابقة.",
        "نود التذكير بأن استعمال المياه للري مسموح في ساعات الليل وحدها.",
        "وصلت إلينا شكوى من أهالي {other} تتعلق بانقطاع التيار ورداءة الإنارة في الشارع الرئيس.",
        "جرت تجربة الآلة الجديدة بحضور الخبراء وكانت النتيجة مرضية.",
        "تحفظ النسخة الأصلية في الخزانة الحديدية وتعطى صورة منها لمن يطلبها كتابة.",
        "ترسل {small} شاحنات محملة بمادة {thing} إلى {place} عبر الجسر الجديد بأمر معاون المدير.",
        "نرجو منكم الإيعاز لمن يلزم بفتح المسارب وإزالة الأتربة قبل هطول المطر.",
    ),
    closings=("وتفضلوا بقبول وافر الاحترام", "شاكرين لكم حسن تعاونكم", "ودمتم", "مع خالص التقدير", "والله الموفق"),
    names=(
        "هيثم الموهوم", "رباب الخيالي", "نزار الافتراضي", "سهام المثال", "طارق المتخيل", "وداد العينة", "غسان المصنوع", "جمانة الوهمي",
    ),
    posts=("رئيس المصلحة", "المدير العام بالوكالة", "معاون المدير", "أمين السر", "مسؤول الوحدة", "رئيس اللجنة"),
    copy_to=("صورة إلى:", "نسخة إلى /", "صورة عنه إلى:", "نسخة منه للتفضل بالعلم إلى:"),
    copies=("وحدة الآليات", "الأضبارة العامة", "مكتب المدير العام للعلم", "شعبة العقود للتنفيذ", "المحاسبة", "لوحة الإعلانات"),
    columns=("الرقم", "البضاعة", "الكمية", "المكان"),
    things=("الشعير", "الأنابيب", "الإسمنت", "المصابيح", "الأسلاك", "المضخات", "الأقمشة", "البراميل", "المجارف", "الشتلات"),
    contact=("تلفون: {small}-{count}", "ص.ب {count}", "تلفون {count}{small} – فاكس {count}{small}", "الطابق {small} – الغرفة {count}"),
)  # fmt: skip

ENGLISH = Wording(
    head=("SPECIMEN FOR TESTS ONLY", "Made-up example, not a document", "Specimen - of no effect"),
    issuers=(
        "Imaginary Weather Office", "Fictitious Board of Wells", "Pretend River Transport", "Example Seed Stores",
        "Invented Mapping Service", "Sample Veterinary Station", "Notional Museum Trust", "Dummy Nursery and Orchards",
    ),
    offices=("Registry and Dispatch", "Planning Unit", "Vehicles Section", "Contracts Desk", "Laboratory", "Archive Room"),
    reference=("Ref:", "Our ref:", "No.", "Reference:", "File No:"),
    dated=("Date:", "Dated", "Issued on", "On"),
    to=("To:", "To the", "Attn:", "For:"),
    recipients=(
        "Keeper of the depot at {place}", "Heads of all workshops", "Supervisor of the bus garage", "Seed reception committee",
        "Warden of the vegetable market, {place}", "Editors of the internal bulletin", "Agent of the nursery in {place}",
    ),
    subject=("Subject:", "Re:", "Concerning:"),
    subjects=(
        "Fuel for the buses", "Repair of the depot roof", "Stocktaking of books and maps", "Transfer of wheat seed to {place}",
        "Loss of a cabinet key", "Summer opening hours", "Loan of a copying machine", "Request for a generator",
    ),
    greetings=("Dear colleagues,", "Sir,", "With compliments,", "Dear Sir or Madam,"),
    sentences=(
        "We confirm that {count} bags of {thing} reached the depot at {place} and were received in good order.",
        "Every head of a workshop shall list the {thing} in his keeping and send the list in before the week is out.",
        "Some drivers have lately left after the set hour; this is to remind them of it.",
        "Work on the road between {place} and {other} starts next Sunday morning.",
        "A panel of {small} members will examine the {thing} and put their state on paper, signed by all.",
        "Nothing may leave the store unless the request carries the keeper's name and stamp.",
        "The {thing} now at hand will not last longer than {small} days, as the fitters reckon.",
        "Lorries must not wait before the east gate between seven and nine.",
        "Enclosed you find a copy of the price list, on which we ask for your view in writing.",
        "A workshop in {other} has agreed to mend the pump for {count} dinars an hour.",
        "The daily mail to {place} travels by the bus that leaves at half past eight.",
        "Whoever wishes to join the course enters his name in the archive room in person.",
        "Last season brought {count} visitors, most of them pupils.",
        "This takes effect upon arrival, and earlier rules to the contrary are void.",
        "The new machine was tried before experts, to the content of all.",
        "Please see that the gutters are cleared of soil before the rains.",
    ),
    closings=("Yours faithfully,", "With kind regards,", "We thank you for your help.", "Respectfully,"),
    names=("Ima Specimen", "Noah Body", "Wanda Sample", "Piers Example", "Petra Pretend", "Otto Nonesuch"),
    posts=("Head of Registry", "Acting Director", "Deputy Manager", "Secretary", "Unit Leader"),
    copy_to=("Copies to:", "Copy:", "cc:"),
    copies=("Vehicles Section", "General file", "Director, for information", "Contracts Desk", "Notice board"),
    columns=("No.", "Item", "Amount", "Place"),
    things=("barley", "pipes", "cement", "lamps", "wire", "pumps", "cloth", "barrels", "shovels", "seedlings"),
    contact=("Telephone {small}-{count}", "P.O. Box {count}", "Floor {small}, room {count}"),
)  # fmt: skip
