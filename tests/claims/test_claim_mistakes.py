"""Broken claim files: every mistake is named at once, with the line and column where a person would mend it."""

from __future__ import annotations

import json
import re

import pytest

from verifyctl.claims.loader import MAX_PROBLEMS, load_bytes, loads
from verifyctl.claims.wording import PATTERNS
from verifyctl.errors import ClaimError
from verifyctl.model.claim import Claim


def mistakes(text: str | bytes, name: str = "c.yaml") -> list[str]:
    """The problems without the file's name, which must stand before each."""
    with pytest.raises(ClaimError) as caught:
        if isinstance(text, bytes):
            load_bytes(text, name)
        else:
            loads(text, name)
    assert all(problem.startswith(f"{name}:") and "\n" not in problem for problem in caught.value.problems)
    return [problem.removeprefix(f"{name}:") for problem in caught.value.problems]


MISSPELT = """\
format: verifyctl.claim/2
claim:
  statment: Photo of an order
  id: Order 27
  language: English
  claimant: Joe
medium: []
handling: {graphic: perhaps, share: intern}
"""

ASSERTIONS = """\
format: verifyctl.claim/1
claim: {id: a, statement: b}
assertions:
  - {id: A1, kind: documnt_date, value: 2015-04-27}
  - id: A1
    kind: document_date
    value: 20150427
    hijri: 1436-07-30
  - kind: publication
    look_for: ولاة
  - {id: A4, kind: recipient, hijri: 1436-07-08}
  - {id: A 5, kind: serial, value: [1, 2]}
"""

SOURCES = """\
format: verifyctl.claim/1
claim:
  id: a
  statement:
  first_seen: {precision: day}
  sources:
    - url: https://example.org
      captured_at: 27 April 2015
      sha256: ABCDEF
    - nothing
  denials: {by: x}
"""

MEDIA = """\
format: verifyctl.claim/1
claim: {id: a, statement: b, denials: [{at: 2015-02-30}]}
media:
  - path: ''
    role: workingcopy
    obtained: {how: download, form: x, at: 2015/2014}
  - role: original
readings:
  - {by: r, field: date, text: t, box: [1, two, 3]}
  - {by: r, field: order, text: ~, box: [1, 2, -3, 4, 5]}
"""

STRUCTURE = """\
format: verifyctl.claim/1
claim: &c
  id: a
  statement: one
  statement: two
  language: !!str en
notes: [*c]
? [a, b]
: value
claimant: {name: x}
"""

BARE_LIST = """\
# a list, where fields belong
- format: verifyctl.claim/1
- claim: {id: a}
"""

TAB = "format: verifyctl.claim/1\nclaim:\n\tid: a\n"

JSON = """\
{
  "format": "verifyctl.claim/1",
  "claim": {"id": "a", "statement": "b", "post_id": 592522217689153536},
  "assertions": [
    {"id": "A1", "kind": "document_date", "value": 20150427, "id": "A2"},
    {"id": "ولاة", "kind": "Recipient", "knid": "x"}
  ],
\t"handling": null, "notes": [{"text": ""}, null]
}
"""


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(
            MISSPELT,
            "c.yaml",
            [
                "1:9: format: 'verifyctl.claim/2' is not one of its values; did you mean verifyctl.claim/1?",
                "3:3: claim.statment: is not a known field; did you mean statement?",
                "4:7: claim.id: 'Order 27' is not a short name; use small letters a to z, digits and single hyphens",
                "5:13: claim.language: 'English' is not a language code such as ar, en or ar-SY",
                "6:13: claim.claimant: is a single text where fields are expected; its fields are name, platform, "
                "account, post_id",
                "7:1: medium: is not a known field; did you mean media?",
                "8:21: handling.graphic: write yes or no",
                "8:37: handling.share: 'intern' is not one of its values; did you mean internal?",
            ],
            id="misspelt",
        ),
        pytest.param(
            ASSERTIONS,
            "c.yaml",
            [
                "4:20: assertions.0.kind: 'documnt_date' is not one of its values; did you mean document_date?",
                "5:9: assertions.1.id: 'A1' is used twice; first on line 4",
                "7:12: assertions.1.value: '20150427' is bare digits; write a date with hyphens, such as 2015-04-27",
                "8:12: assertions.1.hijri: '1436-07-30' is not a day of the Umm al-Qura calendar: day must be in "
                "1-29 for month, got '30'",
                "9:5: assertions.2.id: is missing",
                "9:5: assertions.2.value: an assertion of kind publication needs a date as its value",
                "10:15: assertions.2.look_for: is a single text where a list is expected; put [ ] around it, or "
                "begin each entry on a line of its own with '- '",
                "11:38: assertions.3.hijri: only an assertion of kind document_date carries a hijri date",
                "12:10: assertions.4.id: 'A 5' is not an id; use up to 64 letters, digits, hyphens and underscores",
                "12:36: assertions.4.value: is a list where a single text is expected",
            ],
            id="assertions",
        ),
        pytest.param(
            SOURCES,
            "c.yaml",
            [
                "4:3: claim.statement: is empty",
                "5:15: claim.first_seen.at: is missing",
                "8:20: claim.sources.0.captured_at: '27 April 2015' is not a date; write 2015, 2015-04, 2015-04-27 "
                "or 2015-04-27T20:00+03:00",
                "9:15: claim.sources.0.sha256: 'ABCDEF' is not a SHA-256; write 64 digits and small letters a to f",
                "10:7: claim.sources.1: is a single text where fields are expected; its fields are url, archive_url, "
                "captured_at, sha256, role, by",
                "11:12: claim.denials: holds fields where a list is expected; put [ ] around it, or begin each entry "
                "on a line of its own with '- '",
            ],
            id="sources",
        ),
        pytest.param(
            MEDIA,
            "c.yaml",
            [
                "2:40: claim.denials.0.by: is missing",
                "2:45: claim.denials.0.at: '2015-02-30' is not a day of the Gregorian calendar: day is out of range "
                "for month",
                "4:11: media.0.path: is empty",
                "5:11: media.0.role: 'workingcopy' is not one of its values; did you mean working_copy?",
                "6:31: media.0.obtained.form: is not a known field; did you mean from?",
                "6:44: media.0.obtained.at: the interval ends before it begins",
                "7:5: media.1.path: is missing",
                "9:20: readings.0.field: 'date' is not one of document_date, publication, capture_time, issuer, "
                "recipient, order, destination, subject, location, form, stamp, serial, event, other",
                "9:40: readings.0.box: has too few values",
                "9:44: readings.0.box.1: write a whole number of pixels",
                "10:27: readings.1.text: is empty",
                "10:41: readings.1.box: has more than 4 values",
            ],
            id="media and readings",
        ),
        pytest.param(
            STRUCTURE,
            "c.yaml",
            [
                "2:8: claim: an anchor (&c); a claim file takes none",
                "5:3: claim.statement: is given twice; first on line 4",
                "6:13: claim.language: a tag (!); every value is kept as written, so none is needed",
                "7:9: notes.0: an alias (*c); write the value out",
                "8:3: a field name must be a word",
                "10:1: claimant: is not a known field here; did you mean claim.claimant?",
            ],
            id="structure",
        ),
        pytest.param(
            BARE_LIST,
            "c.yaml",
            ["2:1: a claim file holds fields: format, claim, media, assertions"],
            id="a list",
        ),
        pytest.param(
            TAB,
            "c.yaml",
            ["3:1: is not valid YAML: a tab stands where YAML allows only spaces; indent with spaces"],
            id="tab",
        ),
        pytest.param(
            JSON,
            "c.json",
            [
                "3:42: claim.post_id: is not a known field; known here: id, statement, language, claimant, "
                "first_seen, sources, denials",
                "5:52: assertions.0.value: '20150427' is bare digits; write a date with hyphens, such as 2015-04-27",
                "5:62: assertions.0.id: is given twice; first on line 5",
                "6:12: assertions.1.id: 'ولاة' is not an id; use up to 64 letters, digits, hyphens and underscores",
                "6:28: assertions.1.kind: 'Recipient' is not one of its values; did you mean recipient?",
                "6:41: assertions.1.knid: is not a known field; did you mean kind?",
                "8:39: notes.0.text: is empty",
                "8:44: notes.1: is empty",
            ],
            id="json",
        ),
    ],
)
def test_every_mistake_is_named_in_its_place(text: str, name: str, expected: list[str]) -> None:
    assert mistakes(text, name) == expected


def test_problems_stand_in_the_order_of_the_file() -> None:
    for text in (MISSPELT, ASSERTIONS, SOURCES, MEDIA, STRUCTURE):
        places = [tuple(map(int, problem.split(":")[:2])) for problem in mistakes(text)]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "name", "place", "words"),
    [
        ("", "c.yaml", "1:1", "empty"),
        ("# only a comment\n", "c.yaml", "1:1", "empty"),
        ("null", "c.json", "1:1", "empty"),
        ("", "c.json", "1:1", "value is expected"),
        ("account: @name", "c.yaml", "1:10", "put the text in quotes"),
        ("statement: order: text", "c.yaml", "1:17", "quotes"),
        ("a: 'never\nclosed", "c.yaml", "1:4", "the quote that opens here is never closed"),
        ("a:\n  - [b\n", "c.yaml", "2:5", "the bracket that opens here is never closed"),
        ("a: b\n---\na: c", "c.yaml", "2:1", "second document"),
        ("a: b\r\n---\r\na: c", "c.yaml", "2:1", "second document"),
        ("a: b\r---\ra: c", "c.yaml", "2:1", "second document"),
        ('a: "\\U00110000"', "c.yaml", "1:1", "not valid YAML"),
        ('a: "\\q"', "c.yaml", "1:6", "single quotes"),
        ("ab\x1b[31m: c", "c.yaml", "1:3", "U+001B"),
        ("a: b\u2028c", "c.yaml", "1:5", "U+2028"),
        ("a: b\x85c", "c.yaml", "1:5", "U+0085"),
        ("a: b\ufeff", "c.yaml", "1:5", "byte-order mark"),
        ("\ud800: b", "c.yaml", "1:1", "surrogate"),
        ('{"a": "\\ud83d"}', "c.json", "1:7", "surrogate"),
        ('a: "\\ud83d"', "c.yaml", "1:4", "surrogate"),
        ('{"a": "b\nc"}', "c.json", "1:7", "control character"),
        ('{"a": 1,}', "c.json", "1:9", "nothing follows the last comma"),
        ("{'a': 1}", "c.json", "1:2", "double quotes"),
        ('{"a" 1}', "c.json", "1:6", "colon"),
        ('{"a": 1 "b": 2}', "c.json", "1:9", "comma or }"),
        ('{"a": [1 2]}', "c.json", "1:10", "comma or ]"),
        ('{"a": 01}', "c.json", "1:7", "value is expected"),
        ('{"a": NaN}', "c.json", "1:7", "value is expected"),
        ('{"a": "\\x"}', "c.json", "1:8", "escape"),
        ('{"a":\n [1,', "c.json", "2:2", "never closed"),
        ('{"a": 1} {"b": 2}', "c.json", "1:10", "one claim"),
    ],
)
def test_a_text_that_is_no_document_says_where_and_why(text: str, name: str, place: str, words: str) -> None:
    found = mistakes(text, name)
    assert any(problem.startswith(f"{place}: ") and words in problem for problem in found), found


@pytest.mark.parametrize(
    ("data", "start"),
    [
        ("format: a".encode("utf-16"), "1:1: the file is in UTF-16; save it as UTF-8"),
        ("format: a".encode("utf-32"), "1:1: the file is in UTF-32; save it as UTF-8"),
        ("format: a".encode("utf-16-be"), "1:1: a NUL character"),
        ("a: ولاة\nb: ".encode() + b"caf\xe9", "2:7: the byte 0xe9 is not UTF-8"),
        ("a: ولاة".encode("cp1256"), "1:4: the byte 0xe6 is not UTF-8"),
    ],
)
def test_other_encodings_are_named(data: bytes, start: str) -> None:
    (problem,) = mistakes(data)
    assert problem.startswith(start)


def test_a_byte_order_mark_of_utf8_shifts_no_column() -> None:
    assert mistakes(b"\xef\xbb\xbfformt: x")[-1].startswith("1:1: formt: is not a known field")


def test_columns_count_characters_not_bytes() -> None:
    text = '{"format": "verifyctl.claim/1", "claim": {"id": "a", "statement": "😀ولاة", "x": ""}}'
    (problem,) = mistakes(text, "c.json")
    assert problem.startswith("1:76: claim.x: is not a known field;")


def test_hostile_field_names_and_file_names_stay_on_one_line() -> None:
    with pytest.raises(ClaimError) as caught:
        loads('{"\\u001b[31m\\n\\u202e": 1, "format": "a\\nb"}', "evil\n\x1b.json")
    for problem in caught.value.problems:
        assert problem.isprintable()


def test_a_flood_of_mistakes_is_counted_not_listed() -> None:
    problems = mistakes("".join(f"k{number}: v\n" for number in range(500)))
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1] == " and 402 more"


def test_every_pattern_of_the_model_has_words() -> None:
    schema = json.dumps(Claim.model_json_schema())
    found = {json.loads(f'"{text}"') for text in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', schema)}
    assert found == set(PATTERNS)


def test_no_words_of_pydantic_reach_the_reader() -> None:
    for text in (MISSPELT, ASSERTIONS, SOURCES, MEDIA, STRUCTURE):
        assert not [problem for problem in mistakes(text) if re.search("Input should|pydantic|Field required", problem)]
