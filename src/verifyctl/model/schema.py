"""JSON Schema 2020-12 of the files that are read and written, made from the types themselves.

The types check more than a schema can say (that a day exists, that a premise can carry a contradiction): what
the schema refuses is wrong, what it lets pass may still be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core import core_schema

from verifyctl.model.canonical import MAX_INTEGER

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# Any value of the canonical profile: no floats, ASCII keys, integers that every reader of JSON can hold.
_VALUE: dict[str, Any] = {
    "anyOf": [
        {"type": ["null", "boolean", "string"]},
        {"type": "integer", "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER},
        {"type": "array", "items": {"$ref": "#/$defs/Value"}},
        {"$ref": "#/$defs/Values"},
    ]
}
_VALUES: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"pattern": "^[\\u0000-\\u007f]*$"},
    "additionalProperties": {"$ref": "#/$defs/Value"},
}
_FLAG = "^([Yy]es|YES|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE)$"


def schema_of_written(model: type[BaseModel], *, name: str, title: str) -> dict[str, Any]:
    """The schema of a file that verifyctl writes: fields with a default are always there, absent ones never null."""
    schema = _generated(model, "serialization", name=name, title=title)
    schema["$defs"] |= {"Value": _VALUE, "Values": _VALUES}
    return _changed(schema, _free_values, _absent_not_null)


def schema_of_read(model: type[BaseModel], *, name: str, title: str) -> dict[str, Any]:
    """The schema of a file that people write with typed values, such as TOML."""
    return _generated(model, "validation", name=name, title=title)


def schema_of_read_as_text(model: type[BaseModel], *, name: str, title: str) -> dict[str, Any]:
    """The schema of a file whose scalars are taken as they are written: `2015` is text, `no` is a boolean."""
    return _changed(_generated(model, "validation", name=name, title=title), _as_written)


class _Generator(GenerateJsonSchema):
    """Pydantic's generator without a title for every field, and with defaults counted as written."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def _generated(model: type[BaseModel], mode: JsonSchemaMode, *, name: str, title: str) -> dict[str, Any]:
    made = model.model_json_schema(by_alias=True, mode=mode, schema_generator=_Generator)
    made.setdefault("$defs", {})
    head = {"$schema": DIALECT, "$id": f"urn:verifyctl:schema:{name}", "title": title}
    return head | {key: value for key, value in made.items() if key != "title"}


def _changed(schema: dict[str, Any], *changes: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """The schema with each of the changes made to every object in it, the innermost first."""
    made = {key: _walked(value, *changes) for key, value in schema.items()}
    for change in changes:
        made = change(made)
    return made


def _walked(value: Any, *changes: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_walked(item, *changes) for item in value]
    return _changed(value, *changes) if isinstance(value, dict) else value


def _free_values(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("additionalProperties") is not True:
        return schema
    return {key: value for key, value in schema.items() if key not in ("additionalProperties", "type")} | {
        "$ref": "#/$defs/Values"
    }


def _absent_not_null(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return schema
    optional = {name for name, value in properties.items() if {"type": "null"} in value.get("anyOf", ())}
    present = {name: _present(value) for name, value in properties.items()}
    required = [name for name in schema.get("required", ()) if name not in optional]
    return {key: value for key, value in schema.items() if key != "required"} | {
        "properties": present,
        **({"required": required} if required else {}),
    }


def _present(value: dict[str, Any]) -> dict[str, Any]:
    """What a field holds when it is there."""
    kept = {key: item for key, item in value.items() if key not in ("anyOf", "default")}
    choices = [choice for choice in value.get("anyOf", ()) if choice != {"type": "null"}]
    return kept | (choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {})


def _as_written(schema: dict[str, Any]) -> dict[str, Any]:
    """Text may be written as a number, a boolean in any of its words, a whole number in quotes."""
    match schema.get("type"):
        case "boolean":
            return schema | {"type": ["boolean", "string"], "pattern": _FLAG}
        case "integer":
            return schema | {"type": ["integer", "string"], "pattern": "^-?[0-9]{1,9}$"}
        case "string" if "enum" not in schema and "const" not in schema:
            return schema | {"type": ["string", "number"]}
    return schema
