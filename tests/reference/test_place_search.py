from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.reference.place_search import find_places, place_ids
from verifyctl.reference.places import Use, gazetteer


def ids(text: str) -> list[str]:
    return [found.place for found in find_places(text)]


SALAH_AL_DIN = (
    "صلاح الدين", "صلاحالدين", "سەڵاحەدین", "Salahadin", "Salah al-Din", "Salah ad Din", "Salahuddin", "SALAH AL-DIN",
    "Salaheddine", "Selahedîn", "Салах-эд-Дин",
)  # fmt: skip


@pytest.mark.parametrize("spelling", SALAH_AL_DIN)
def test_spellings_of_one_province_are_one(spelling: str) -> None:
    assert place_ids(spelling) == ("iq-sd",)
    assert ids(f"({spelling})") == ["iq-sd"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("والي ولاية الأنبار", ["iq-an"]),
        ("إلى محافظتي حمص وديالى", ["sy-hi", "iq-di"]),
        ("بالرقة وللأنبار والموصل", ["sy-ra", "iq-an", "iq-ni-mosul"]),
        ("محـــافظة نَيْنَوَى", ["iq-ni"]),
        ("ديرالزور", ["sy-dy"]),
        ("لە شاری کەرکووکدا", ["iq-ki"]),
        ("li Kerkûkê û Mûsil", ["iq-ni-mosul"]),
        ("gouvernorat d'Alep et de l'Anbar", ["sy-hl", "iq-an"]),
        ("Anbar's governor", ["iq-an"]),
        ("Al Anbar, Dayr az Zawr, Al-Hasakah", ["iq-an", "sy-dy", "sy-ha"]),
        ("Ba'qubah, Ba‘qubah, Baqubah", ["iq-di-baqubah"] * 3),
        ("в провинции Анбар", ["iq-an"]),
        ("troops in anbar", ["iq-an"]),
        ("استان کرمانشاه", ["ir-05"]),
        ("Şanlıurfa", ["tr-63"]),
    ],
)
def test_names_are_found_in_running_text(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("alone", "in_company", "place"),
    [
        ("أغلق الباب خلفه", "مدينة الباب", "sy-hl-bab"),
        ("القائم بأعمال المدير", "قضاء القائم", "iq-an-qaim"),
        ("حماة الوطن", "في حماة", "sy-hm"),
        ("ضبط الحدود", "قائممقامية بلد", "iq-sd-balad"),
        ("جهة الكرامة الإنسانية", "معبر الكرامة", "sy-ra-karama"),
        ("حول العظيم", "ناحية العظيم", "iq-di-adhaim"),
        ("صور الزيارة", "مدينة صور", "lb-tyre"),
        ("Hit and run", "in Hit", "iq-an-hit"),
        ("the Balad of it", "Balad district", "iq-sd-balad"),
        ("a man of hay and salt", "the city of as-Salt", "jo-salt"),
    ],
)
def test_common_words_are_places_in_company_only(alone: str, in_company: str, place: str) -> None:
    assert ids(alone) == []
    assert ids(in_company) == [place]


def test_a_place_beside_it_is_company() -> None:
    assert ids("منبج والباب وجرابلس") == ["sy-hl-manbij", "sy-hl-bab", "sy-hl-jarabulus"]
    assert ids("Tikrit, Balad and Dujail") == ["iq-sd-tikrit", "iq-sd-balad", "iq-sd-dujail"]
    assert ids("Amman, Balad") == ["jo-am"], "a place in another country is none"
    assert ids("دمشق الباب") == ["sy-di"], "nothing joins them"


@pytest.mark.parametrize(
    "text",
    [
        "السيد صلاح الدين محمد",
        "اللواء صلاح الدين",
        "سليمان ناصر البغدادي",
        "اللبناني والعراقي والسوري",
        "مع فائق الشكر والاعتزاز",
        "اللغة اليونانية والرومانية والسريانية",
        "ساحات وميادين وفرقة وورقة",
        "رفوف الكتب في المدينة",
        "الحدود الشمالية",
        "الخير والبركة",
        "in March 2015, Ramadan",
        "Medicine, Turquoise, Junkie, Alliance",
        "الله وحرم الله",
    ],
)
def test_other_words_are_no_places(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("السليمانبة", "iq-su"),
        ("دير الزود", "sy-dy"),
        ("صلاع الدين", "iq-sd"),
        ("طرابلسس والمجاور", None),  # a letter more at the end may be an ending
        ("Jarabulvs", "sy-hl-jarabulus"),
        ("jarabulvs", None),
        ("الانبر", None),  # short names are near in company only
        ("محافظة كركلوك", "iq-ki"),
        ("كركلوك", None),
        ("لبناني", None),
        ("رمضان", None),
    ],
)
def test_misread_names_are_near(text: str, place: str | None) -> None:
    found = find_places(text)
    assert [(hit.place, hit.how) for hit in found] == ([] if place is None else [(place, "near")])
    assert all(85 <= hit.likeness < 100 for hit in found)


def test_a_shared_name_goes_to_the_country_that_the_text_speaks_of() -> None:
    assert ids("في أريحا ونابلس ورام الله") == ["ps-jrh", "ps-nbs", "ps-rbh"]
    (found, _) = find_places("في أريحا وإدلب")
    assert (found.place, found.others) == ("sy-id-ariha", ("ps-jrh",))


@pytest.mark.parametrize("text", ["دير الزور", "تل عفر", "تلعفر", "صلاحالدين", "طوزخورماتو"])
def test_spellings_with_and_without_a_space_are_one_place(text: str) -> None:
    (found,) = find_places(f"كلمة {text} كلمة")
    assert found.others == ()


def test_provinces_that_the_group_declared_need_its_word() -> None:
    assert ids("ولاية الخير وولاية البركة") == ["sy-w-khayr", "sy-w-barakah"]
    assert ids("نهر الفرات ودجلة") == []


def test_places_of_a_claim() -> None:
    assert place_ids("Anbar and Salah al-Din") == ("iq-an", "iq-sd")
    assert place_ids("the governors of the provinces") == ()
    assert place_ids("الباب") == ("sy-hl-bab",)
    assert place_ids("Hit") == ("iq-an-hit",)
    assert place_ids("Anbar; anbar; الأنبار") == ("iq-an",)
    assert place_ids("") == ()


def test_spans_are_places_in_the_text() -> None:
    text = "\u202bإلى محافظة\u202c صـلاح\u200f الدين."
    (found,) = find_places(text)
    assert text[found.start : found.end] == found.text == "صـلاح\u200f الدين"


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for found in find_places(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.place in gazetteer()
    place_ids(text)


FREE = sorted(
    {
        (spelling.text, place.id)
        for place in gazetteer().values()
        for spelling in place.spellings
        if spelling.use is Use.FREE
    }
)


@pytest.mark.parametrize(("before", "after"), [("", ""), ("5 ", "."), ("(\u200f", ")"), ("... ", "، 7")])
def test_spellings_without_a_mark_are_found_among_signs(before: str, after: str) -> None:
    missed = []
    for text, place in FREE:
        found = find_places(f"{before}{text}{after}")
        if len(found) != 1 or found[0].how != "exact" or place not in {found[0].place, *found[0].others}:
            missed.append((text, place, found))
    assert missed == []
