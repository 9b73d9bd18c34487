"""The pages on claim files agree with the model, and their examples load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from verifyctl.claims.loader import loads
from verifyctl.claims.wording import fields_at
from verifyctl.model import claim as model
from verifyctl.model.claim import AssertionKind

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "reference" / "claim-file.md", DOCS / "how-to" / "write-a-claim.md"]
BLOCKS = [
    pytest.param(block, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL), 1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_loads(block: str) -> None:
    loads(block, "example.yaml")


def test_the_reference_names_every_field_and_every_kind() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", text)) | set(re.findall(r"(?m)^### (\w+)", text)) | {"media", "notes"}
    classes = [value for value in vars(model).values() if isinstance(value, type) and issubclass(value, BaseModel)]
    written = [
        cls for cls in classes if cls.__module__ == model.__name__ and cls.__name__ not in ("KindInfo", "SidecarNote")
    ]
    fields = {field.alias or name for cls in written for name, field in cls.model_fields.items()}
    assert fields - named == set()
    assert set(AssertionKind) - named == set()


def test_the_first_example_uses_every_field() -> None:
    block = str(BLOCKS[0].values[0])
    paths = [(), ("claim",), ("claim", "claimant"), ("claim", "first_seen"), ("claim", "sources"), ("claim", "denials")]
    paths += [("media",), ("media", "obtained"), ("assertions",), ("readings",), ("notes",), ("handling",)]
    for path in paths:
        assert fields_at(path), path
        for name in fields_at(path):
            assert re.search(rf"\b{name}:", block), (path, name)
