"""The published schemas are the generated ones, are valid, and fit the files that people write."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from verifyctl.cli.main import cli
from verifyctl.cli.schema import DOCUMENTS, schema_of, text_of
from verifyctl.settings import Settings

CLAIM = """
format: verifyctl.claim/1
claim:
  id: order-2015-04-27
  statement: Photo of an order of 27 April 2015
  language: ar
  claimant: {name: someone, platform: twitter, account: "@someone", post_id: 592522217689153536}
  first_seen: {at: 2015, precision: year}
  sources: [{url: "https://example.org/1", captured_at: 2015-04-28T06:00Z, role: earliest-known}]
  denials: [{by: somebody, quote: لا صحة}]
media:
  - {path: order.jpg, role: working_copy, obtained: {how: download, from: "https://example.org/1"}}
assertions:
  - {id: A1, kind: document_date, value: 2015-04-27, hijri: 1436-07-08, load_bearing: Yes}
  - {id: A3, kind: recipient, value: governors, look_for: [ولاة الولايات]}
readings: [{by: reader-1, field: document_date, text: ٨ رجب ١٤٣٦, box: [1, 2, "30", 40]}]
handling: {graphic: no, personal_data: false, share: internal}
"""


def read_as_yaml_1_2(text: str) -> Any:
    """As editors read YAML: dates and `no` are text, numbers are numbers."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":int", ":float", ":null"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_published_schemas_are_the_generated_ones(document: str) -> None:
    published = files("verifyctl.model").joinpath("schemas", f"{document}.json").read_text(encoding="utf-8")
    assert published == text_of(document), "run script/update-schemas"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_schemas_are_valid_and_named(document: str) -> None:
    schema = schema_of(document)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:verifyctl:schema:{document}:1"
    assert schema["title"].startswith("verifyctl ")
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_command_prints_them(document: str) -> None:
    result = CliRunner().invoke(cli, ["schema", document])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema_of(document)


def test_an_unknown_document_is_a_usage_error() -> None:
    result = CliRunner().invoke(cli, ["schema", "verdcit"])
    assert result.exit_code == 2
    assert "verdict" in result.stderr


def test_a_claim_as_editors_read_it_is_valid() -> None:
    Draft202012Validator(schema_of("claim")).validate(read_as_yaml_1_2(CLAIM))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("kind: recipient", "kind: receiver"),
        ("load_bearing: Yes", "load_bearing: perhaps"),
        ("id: order-2015-04-27", "id: Order of April"),
        ("share: internal", "share: nobody"),
        ("look_for: [ولاة الولايات]", "look_for: ولاة الولايات"),
        ("  statement: Photo of an order of 27 April 2015\n", ""),
        ("by: reader-1", "by: reader-1, eye: left"),
    ],
)
def test_mistakes_in_a_claim_are_seen(right: str, wrong: str) -> None:
    assert right in CLAIM
    validator = Draft202012Validator(schema_of("claim"))
    assert not validator.is_valid(read_as_yaml_1_2(CLAIM.replace(right, wrong)))


def test_the_default_configuration_is_valid_and_bounds_are_kept() -> None:
    validator = Draft202012Validator(schema_of("config"))
    validator.validate({})
    validator.validate(Settings().as_json())
    for wrong in ({"max_pixels": 0}, {"max_pixel": 5}, {"fail_on": ["true"]}, {"languages": "ara eng"}):
        assert not validator.is_valid(wrong)
