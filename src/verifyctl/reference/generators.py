"""Programs that write into a picture that they made it, and how to know their writing, as data.

Every row needs a sign of its own in the carrier's text; a key such as `parameters` alone names nobody. Whoever
can write into a file can write such a text as well, and taking it out is as easy: none found means nothing.

Sources: the programs' own code and documentation (AUTOMATIC1111 `create_infotext`, Forge, SD.Next, ComfyUI
`SaveImage`, InvokeAI metadata, NovelAI, SwarmUI, Fooocus `log` schemes, Easy Diffusion, Draw Things, Midjourney's
PNG description), the IPTC's digital source types, and the labels of GB 45438-2025 for generated content.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from verifyctl.model.metadata import GeneratorMark

LONGEST = 2000
_LONGEST_JSON = 2_000_000


@dataclass(frozen=True)
class Carried:
    """A text in a file: where it stands (`PNG text`, `EXIF UserComment`, `XMP …`), its key there, and the text."""

    place: str
    key: str
    text: str

    @property
    def carrier(self) -> str:
        """Place and key in one."""
        return f"{self.place} {self.key}".strip()


Test = Callable[[Carried, Any], GeneratorMark | None]

# The line of settings that AUTOMATIC1111 and its descendants end with.
_SETTINGS = re.compile(r"(?:^|\n)Steps: \d{1,6}, (?:Size|Sampler|Schedule type|Seed|CFG scale|Distilled CFG scale)\b")
_VERSION = re.compile(r"\bVersion: ([^,\n]{1,60})")
_FORGE = re.compile(r"^(?:f\d|neo|classic)")
_MIDJOURNEY = re.compile(r"\bJob ID: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_SOURCE_TYPES = re.compile(
    r"(?:^|[/:])(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|algorithmicMedia)$"
)


def marks(carried: Iterable[Carried]) -> tuple[GeneratorMark, ...]:
    """What the texts of one file say of the program that made it; each program and carrier once."""
    found: dict[tuple[str, str], GeneratorMark] = {}
    for one in carried:
        for mark in _of(one):
            found.setdefault((mark.name, mark.carrier), mark)
    return tuple(found.values())


def _of(one: Carried) -> Iterator[GeneratorMark]:
    table = _json(one.text)
    for test in _TESTS:
        mark = test(one, table)
        if mark is not None:
            yield mark
            return


def _json(text: str) -> Any:
    if text.lstrip()[:1] not in ("{", "[") or len(text) > _LONGEST_JSON:
        return None
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _mark(name: str, one: Carried, prompt: Any = None, version: Any = None) -> GeneratorMark:
    return GeneratorMark(
        name=name,
        carrier=one.carrier,
        prompt=_bounded(prompt),
        text=_bounded(one.text),
        version=_bounded(version),
    )


def _bounded(value: Any) -> str | None:
    if not value:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:LONGEST].encode("utf-8", "replace").decode("utf-8")


def _infotext(one: Carried, _: Any) -> GeneratorMark | None:
    if not _SETTINGS.search(one.text):
        return None
    version = _VERSION.search(one.text)
    number = version[1].strip() if version else None
    if "App: SD.Next" in one.text or "Backend: Diffusers" in one.text:
        name = "SD.Next"
    elif number and number.startswith("ComfyUI"):
        name = "ComfyUI"
    elif number and _FORGE.match(number):
        name = "Stable Diffusion WebUI Forge"
    elif number and number.startswith("Fooocus"):
        name = "Fooocus"
    else:
        name = "Stable Diffusion WebUI (AUTOMATIC1111 or a program that writes like it)"
    prompt = _SETTINGS.split(one.text)[0].split("\nNegative prompt:")[0].strip()
    return _mark(name, one, prompt, number)


def _comfy(one: Carried, table: Any) -> GeneratorMark | None:
    if not isinstance(table, dict):
        return None
    nodes = [node for node in table.values() if isinstance(node, dict)]
    if nodes and sum("class_type" in node and "inputs" in node for node in nodes) == len(table):
        texts = [node["inputs"].get("text") for node in nodes if isinstance(node["inputs"], dict)]
        return _mark("ComfyUI", one, "\n".join(text for text in texts if isinstance(text, str)))
    if {"nodes", "links", "last_node_id"} <= table.keys():
        return _mark("ComfyUI", one)
    return None


def _invoke(one: Carried, table: Any) -> GeneratorMark | None:
    if one.key == "invokeai_metadata" and isinstance(table, dict):
        return _mark("InvokeAI", one, table.get("positive_prompt"), table.get("app_version"))
    if one.key == "sd-metadata" and isinstance(table, dict) and "model_weights" in table:
        image = table.get("image")
        return _mark(
            "InvokeAI", one, image.get("prompt") if isinstance(image, dict) else None, table.get("app_version")
        )
    if one.key == "Dream" and re.search(r" -s ?\d", one.text) and re.search(r" -S ?\d", one.text):
        return _mark("InvokeAI", one, one.text.rpartition('"')[0].strip('" '))
    if one.key == "invokeai_graph" and isinstance(table, dict):
        return _mark("InvokeAI", one)
    return None


def _novel(one: Carried, table: Any) -> GeneratorMark | None:
    if one.key == "Software" and one.text.strip() == "NovelAI":
        return _mark("NovelAI", one)
    if isinstance(table, dict) and {"sampler", "uc", "steps"} <= table.keys():
        return _mark("NovelAI", one, table.get("prompt"))
    if isinstance(table, dict) and table.get("Software") == "NovelAI":
        return _mark("NovelAI", one, table.get("Description"), table.get("Source"))
    return None


def _swarm(one: Carried, table: Any) -> GeneratorMark | None:
    image = table.get("sui_image_params") if isinstance(table, dict) else None
    if not isinstance(image, dict):
        return None
    return _mark("SwarmUI", one, image.get("prompt"), image.get("swarm_version"))


def _fooocus(one: Carried, table: Any) -> GeneratorMark | None:
    if one.key == "fooocus_scheme" and one.text.strip() in ("fooocus", "a1111"):
        return _mark("Fooocus", one)
    if isinstance(table, dict) and {"adm_guidance", "base_model"} <= table.keys():
        return _mark("Fooocus", one, table.get("full_prompt") or table.get("prompt"), table.get("version"))
    return None


def _midjourney(one: Carried, _: Any) -> GeneratorMark | None:
    if not _MIDJOURNEY.search(one.text):
        return None
    return _mark("Midjourney", one, one.text.partition(" Job ID:")[0])


def _easy(one: Carried, table: Any) -> GeneratorMark | None:
    if isinstance(table, dict) and {"use_stable_diffusion_model", "prompt"} <= table.keys():
        return _mark("Easy Diffusion", one, table["prompt"])
    return _mark("Easy Diffusion", one) if one.key == "use_stable_diffusion_model" else None


def _draw_things(one: Carried, table: Any) -> GeneratorMark | None:
    if isinstance(table, dict) and {"c", "uc", "sampler", "steps"} <= table.keys():
        return _mark("Draw Things", one, table["c"])
    return None


def _labelled(one: Carried, table: Any) -> GeneratorMark | None:
    """China's implicit label: a table AIGC with Label 1 (generated), 2 (may be) or 3 (suspected)."""
    label = table.get("AIGC") if isinstance(table, dict) else None
    if isinstance(label, str):
        label = _json(label)
    if one.key == "AIGC" and isinstance(table, dict):
        label = table
    if not isinstance(label, dict) or label.get("Label") not in ("1", "2", "3"):
        return None
    return _mark(f"a service labelled by {label.get('ContentProducer') or 'an unnamed producer'}"[:200], one)


def _google(one: Carried, _: Any) -> GeneratorMark | None:
    if one.key.lower().endswith(("credit", "by-line")) and re.fullmatch(
        r"(?i)(?:made|edited) with google ai", one.text
    ):
        return _mark("Google AI (Gemini, Imagen)", one)
    return None


def _source_type(one: Carried, _: Any) -> GeneratorMark | None:
    if "digitalsourcetype" not in one.key.lower():
        return None
    found = _SOURCE_TYPES.search(one.text.strip())
    return _mark("software (digital source type)", one) if found else None


_NAMED = (
    (re.compile(r"\bDALL[·.\-]?E\b"), "DALL·E"),
    (re.compile(r"\bMidjourney\b", re.IGNORECASE), "Midjourney"),
    (re.compile(r"\bAdobe Firefly\b"), "Adobe Firefly"),
    (re.compile(r"\b(?:Google )?(?:Gemini|Imagen)\b"), "Google AI (Gemini, Imagen)"),
    (re.compile(r"\b(?:Stable Diffusion|SDXL)\b", re.IGNORECASE), "Stable Diffusion"),
    (re.compile(r"\bInvokeAI\b"), "InvokeAI"),
    (re.compile(r"\bComfyUI\b"), "ComfyUI"),
    (re.compile(r"\bDraw Things\b"), "Draw Things"),
    (re.compile(r"\bNovelAI\b"), "NovelAI"),
    (re.compile(r"\bFooocus\b"), "Fooocus"),
    (re.compile(r"\bLeonardo\.?Ai\b", re.IGNORECASE), "Leonardo.Ai"),
    (re.compile(r"\bIdeogram\b"), "Ideogram"),
)
_PROGRAM_KEYS = ("software", "creatortool", "softwareagent", "hostcomputer", "processingsoftware", "source")


def _named(one: Carried, _: Any) -> GeneratorMark | None:
    """A program named where files name the program that saved them; not in captions, which may be about it."""
    if not one.key.lower().endswith(_PROGRAM_KEYS) or len(one.text) > 200:
        return None
    name = next((name for pattern, name in _NAMED if pattern.search(one.text)), None)
    return _mark(name, one) if name else None


_TESTS: tuple[Test, ...] = (
    _infotext, _comfy, _invoke, _swarm, _fooocus, _draw_things, _novel, _midjourney, _easy,  _labelled, _google,
    _source_type, _named,
)  # fmt: skip
