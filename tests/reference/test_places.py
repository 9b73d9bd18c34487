from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from verifyctl.reference.place_index import LONGEST_NAME
from verifyctl.reference.place_search import place_ids
from verifyctl.reference.place_words import keys_of, words_of
from verifyctl.reference.places import Place, Spelling, Use, gazetteer

KINDS = {"country", "governorate", "town", "region", "declared"}
LANGUAGES = {"en", "ar", "fr", "ckb", "kmr", "tr", "fa", "he", "ru", "uk"}
COUNTRIES = {"iq", "sy", "lb", "jo", "tr", "ir", "sa", "kw", "ps", "il"}
SOURCE = re.compile(
    r"ISO 3166-1 [A-Z]{2}|ISO 3166-2 [A-Z]{2}-[A-Z0-9]{1,3}(, [A-Z]{2}-[A-Z]{2})?|GeoNames [0-9]{4,9}|use"
    r"|oasiscenter\.eu/en/brief-history-isis-provinces"
)
SCRIPTS = {"ar": "ARABIC", "ckb": "ARABIC", "fa": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC", "he": "HEBREW"}

PLACES = list(gazetteer().values())


def test_the_table_holds_the_governorates_of_iraq_and_syria() -> None:
    kinds = Counter((place.country, place.kind) for place in PLACES)
    assert kinds["iq", "governorate"] == 19  # eighteen of ISO 3166-2, and Halabja since 2014
    assert kinds["sy", "governorate"] == 14
    assert kinds["lb", "governorate"] == 8
    assert kinds["jo", "governorate"] == 12
    assert kinds["kw", "governorate"] == 6
    assert kinds["ps", "governorate"] == 16
    assert {country for country, kind in kinds if kind == "country"} == COUNTRIES
    assert len(PLACES) > 400


def wrong_with(place: Place) -> Iterator[str]:
    """What is not as it should be in a row."""
    if not re.fullmatch(r"[a-z]{2}(-[a-z0-9]+)*", place.id) or place.id.split("-")[0] != place.country:
        yield "id"
    if place.kind not in KINDS or place.country not in COUNTRIES:
        yield "kind or country"
    if (place.parent is None) != (place.kind == "country"):
        yield "parent"
    if place.parent is not None and gazetteer()[place.parent].country != place.country:
        yield "parent in another country"
    if not SOURCE.fullmatch(place.source):
        yield f"source {place.source}"
    languages = {spelling.language for spelling in place.spellings}
    if not {"en", "ar", "fr"} <= languages <= LANGUAGES:
        yield f"languages {languages}"
    for language in languages:
        texts = [spelling.text for spelling in place.spellings if spelling.language == language]
        if len(texts) != len(set(texts)):
            yield f"a spelling twice in {language}"


def test_every_row_is_whole() -> None:
    assert [(place.id, wrong) for place in PLACES for wrong in wrong_with(place)] == []


def wrong_spelling(spelling: Spelling) -> Iterator[str]:
    """What is not as it should be in a spelling."""
    keys = keys_of(spelling.text)[0]
    if spelling.text != spelling.text.strip() or spelling.text[-1] in "?!" or not 1 <= len(keys) <= LONGEST_NAME:
        yield "form"
    if spelling.use is Use.FREE and len("".join(keys)) < 3:
        yield "too short to stand alone"
    script = SCRIPTS.get(spelling.language, "LATIN")
    if not all(unicodedata.name(char).startswith(script) for char in spelling.text if char.isalpha()):
        yield "script"
    if tuple(word.key for word in words_of(spelling.text)) != keys:
        yield "words"


def test_every_spelling_is_clean_short_and_in_the_script_of_its_language() -> None:
    assert [
        (place.id, spelling.text, wrong)
        for place in PLACES
        for spelling in place.spellings
        for wrong in wrong_spelling(spelling)
    ] == []


def holders() -> dict[str, set[str]]:
    """The places of each key."""
    found: dict[str, set[str]] = {}
    for place in PLACES:
        for spelling in place.spellings:
            found.setdefault("".join(keys_of(spelling.text)[0]), set()).add(place.id)
    return found


def test_names_that_places_share_are_few_and_known() -> None:
    shared = {tuple(sorted(ids)) for ids in holders().values() if len(ids) > 1}
    assert shared == {
        ("ps-jrh", "sy-id-ariha"),  # Jericho and a town near Idlib: أريحا
        ("jo-karameh", "sy-ra-karama"),  # الكرامة
    }


def test_each_spelling_alone_leads_to_its_place_or_to_one_that_shares_it() -> None:
    shared = holders()
    assert [
        (spelling.text, place.id, found)
        for place in PLACES
        for spelling in place.spellings
        if (found := place_ids(spelling.text)) != (place.id,)
        and not set(found) < shared["".join(keys_of(spelling.text)[0])]
    ] == []


def test_spellings_of_a_place_that_read_alike_are_marked_alike() -> None:
    marks: dict[tuple[str, str, bool], set[Use]] = {}
    for place in PLACES:
        for spelling in place.spellings:
            keys, article = keys_of(spelling.text)
            marks.setdefault((place.id, "".join(keys), article and len(keys) == 1), set()).add(spelling.use)
    assert [key for key, uses in marks.items() if len(uses) > 1] == []
