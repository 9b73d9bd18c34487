"""The base of every type here: frozen, strict, closed, and within the canonical JSON profile."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from verifyctl.model.canonical import MAX_INTEGER, check_profile


class Model(BaseModel):
    """Frozen, strict, and without unknown fields."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    def as_json(self) -> dict[str, Any]:
        """The value as JSON types, fields in declared order, absent optional values left out."""
        return self.model_dump(mode="json", exclude_none=True)


def put_back_unknown(model: Model, value: dict[str, Any]) -> None:
    """Add to the JSON of a model the fields that it was read with and does not know, at every depth.

    There are such only where the reader asked for `extra="allow"`; pydantic keeps them, and leaves them out of JSON.
    """
    value |= model.__pydantic_extra__ or {}
    for name, field in type(model).model_fields.items():
        _put_back(getattr(model, name), value.get(field.alias or name))


def _put_back(item: Any, value: Any) -> None:
    if isinstance(item, Model) and isinstance(value, dict):
        put_back_unknown(item, value)
    elif isinstance(item, tuple) and isinstance(value, list):
        for each, held in zip(item, value, strict=True):
            _put_back(each, held)


def _in_profile(value: Any) -> Any:
    check_profile(value)
    return value


Integer = Annotated[int, Field(ge=-MAX_INTEGER, le=MAX_INTEGER)]
Count = Annotated[int, Field(ge=0, le=MAX_INTEGER)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
Evidence = Annotated[dict[str, Any], AfterValidator(_in_profile)]
"""Values behind a statement: any JSON inside the canonical profile."""


class Box(Model):
    """A rectangle in pixels of the upright picture; x to the right, y downwards, from the top left."""

    x: Integer
    y: Integer
    width: Count
    height: Count

    def meets(self, other: Box) -> bool:
        """Whether both share a pixel."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return wide > 0 and high > 0

    def scaled(self, factor: float) -> Self:
        """The box on the picture enlarged by a factor; never thinner than a pixel unless it was empty."""
        left, top = round(self.x * factor), round(self.y * factor)
        right, bottom = round((self.x + self.width) * factor), round((self.y + self.height) * factor)
        return self.model_copy(
            update={
                "x": left,
                "y": top,
                "width": max(right - left, min(self.width, 1)),
                "height": max(bottom - top, min(self.height, 1)),
            }
        )


def circumstance(default: Any = ...) -> Any:
    """A field that depends on how the file lay about (its name, say), not on what it holds.

    Such fields are shown, but are no part of what a re-run elsewhere must reproduce.
    """
    return Field(default, json_schema_extra={"circumstance": True})


def reproducible(value: Any) -> Any:
    """The JSON form of a value without its circumstances (see `circumstance`)."""
    if isinstance(value, Model):
        return {
            name: reproducible(item)
            for name in _reproducible_fields(type(value))
            if (item := getattr(value, name)) is not None
        }
    if isinstance(value, dict):
        return {key: reproducible(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [reproducible(item) for item in value]
    return value


@cache
def _reproducible_fields(kind: type[Model]) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if not (isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("circumstance"))
    )
