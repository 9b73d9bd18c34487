"""Generators are known by the form of their writing; texts about them, and ordinary keys, name nobody."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifyctl.reference.generators import Carried, marks

SETTINGS = "a duck\nNegative prompt: blur\nSteps: 15, Sampler: UniPC, CFG scale: 5, Seed: 1"
GRAPH = {"3": {"inputs": {"text": "a street"}, "class_type": "CLIPTextEncode"}, "4": {"inputs": {}, "class_type": "K"}}
JOB = "a fox --v 6 Job ID: 01234567-89ab-cdef-0123-456789abcdef"

POSITIVE = {
    "Stable Diffusion WebUI": Carried("PNG text", "parameters", SETTINGS),
    "Stable Diffusion WebUI Forge": Carried("PNG text", "parameters", SETTINGS + ", Version: f2.0.1v1.10.1"),
    "SD.Next": Carried("EXIF", "UserComment", SETTINGS + ", App: SD.Next"),
    "ComfyUI": Carried("PNG text", "prompt", json.dumps(GRAPH)),
    "InvokeAI": Carried("PNG text", "invokeai_metadata", '{"positive_prompt": "x", "app_version": "4.2"}'),
    "NovelAI": Carried("PNG text", "Software", "NovelAI"),
    "SwarmUI": Carried("PNG text", "parameters", '{"sui_image_params": {"prompt": "x", "swarm_version": "0.9"}}'),
    "Fooocus": Carried("PNG text", "parameters", '{"adm_guidance": "1", "base_model": "m", "prompt": "x"}'),
    "Midjourney": Carried("PNG text", "Description", JOB),
    "Easy Diffusion": Carried("PNG text", "", '{"use_stable_diffusion_model": "m", "prompt": "x"}'),
    "Draw Things": Carried("EXIF", "UserComment", '{"c": "x", "uc": "", "sampler": "s", "steps": 20}'),
    "DALL·E": Carried("XMP", "xmp:CreatorTool", "OpenAI DALL·E 3"),
    "Adobe Firefly": Carried("XMP", "xmp:CreatorTool", "Adobe Firefly"),
    "Google AI (Gemini, Imagen)": Carried("IPTC", "Credit", "Made with Google AI"),
    "software (digital source type)": Carried(
        "XMP", "Iptc4xmpExt:DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    ),
    "a service labelled by 001": Carried("XMP", "TC260:AIGC", '{"AIGC": {"Label": "1", "ContentProducer": "001"}}'),
}

INNOCENT = (
    Carried("PNG text", "parameters", "Steps: see the manual"),
    Carried("PNG text", "prompt", "Please enter your name"),
    Carried("PNG text", "prompt", '{"3": {"inputs": {}}}'),
    Carried("PNG text", "workflow", '{"nodes": []}'),
    Carried("PNG text", "Description", "A report on Midjourney and Stable Diffusion"),
    Carried("IPTC", "Caption-Abstract", "An exhibition of pictures made with DALL-E and Adobe Firefly"),
    Carried("EXIF", "UserComment", '{"sampler": "water", "steps": 3}'),
    Carried("EXIF", "Software", "Adobe Photoshop 25.0"),
    Carried("EXIF", "Software", "GIMP 2.10.34"),
    Carried("EXIF", "Software", "HDR+ 1.0.220943774z"),
    Carried("XMP", "Iptc4xmpExt:DigitalSourceType", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"),
    Carried("IPTC", "Credit", "Getty Images"),
    Carried("PNG text", "Dream", "I had a dream -s"),
    Carried("comment", "", "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90"),
)


@pytest.mark.parametrize("name", POSITIVE)
def test_each_is_named_with_its_carrier(name: str) -> None:
    (mark,) = marks([POSITIVE[name]])
    assert mark.name.startswith(name)
    assert mark.carrier == POSITIVE[name].carrier


@pytest.mark.parametrize("one", INNOCENT, ids=lambda one: f"{one.carrier}: {one.text[:30]}")
def test_ordinary_texts_name_nobody(one: Carried) -> None:
    assert marks([one]) == ()


def test_prompt_and_version_are_shown() -> None:
    (mark,) = marks([POSITIVE["Stable Diffusion WebUI Forge"]])
    assert (mark.prompt, mark.version) == ("a duck", "f2.0.1v1.10.1")
    (graph,) = marks([POSITIVE["ComfyUI"]])
    assert graph.prompt == "a street"


def test_a_program_in_one_carrier_counts_once() -> None:
    assert len(marks([POSITIVE["NovelAI"], POSITIVE["NovelAI"]])) == 1


@given(st.text(max_size=300), st.sampled_from(["parameters", "prompt", "Comment", "Software", "AIGC", "UserComment"]))
def test_no_text_raises(text: str, key: str) -> None:
    for mark in marks([Carried("PNG text", key, text), Carried("PNG text", key, "{" + text + "}")]):
        assert len(mark.text or "") <= 2000


def test_a_deep_table_is_passed_over() -> None:
    assert marks([Carried("PNG text", "prompt", "[" * 100_000)]) == ()
