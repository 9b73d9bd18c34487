"""The seal: any change of a sealed file is seen, and what must not matter to the result does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import (
    DIGESTS,
    assertion,
    captured,
    claim,
    context_facts,
    decoded,
    evidence,
    file_facts,
    full_facts,
    known,
    matches_facts,
    name_facts,
    pixel_facts,
    reading,
    text_facts,
)
from verifyctl.api import load_verdict
from verifyctl.custody.seal import UNSEALED, check_seal, file_id, result_digest, seal
from verifyctl.errors import VerdictError
from verifyctl.model.claim import Claim, Handling, Note, SidecarNote
from verifyctl.model.finding import Direction, Strength
from verifyctl.model.matches import StoreInfo
from verifyctl.model.metadata import MetadataFacts, Reader
from verifyctl.model.stage import Component, StageResult, StageStatus
from verifyctl.model.verdict import Verdict
from verifyctl.run.pipeline import Task, conclude
from verifyctl.settings import Settings

CLAIM = claim(
    assertion("A1", hijri="1436-07-08"),
    assertion("A2", "order", look_for=("تعزيزات",)),
    assertion("A3", "issuer"),
    readings=(reading("٨ رجب ١٤٣٦"),),
)


def facts(**changes: Any) -> dict[str, Any]:
    made = full_facts() | {
        "metadata": MetadataFacts(readers=(Reader(name="Pillow", version="12.0"),), times=(captured(),)),
        "text": text_facts("إرسال تعزيزات إلى الأنبار \u200f(اختبار)"),
        "matches": matches_facts(known()),
        "context": context_facts(decoded()),
    }
    return made | changes


def verdict(
    of: Claim | None = CLAIM,
    *,
    name: str = "order.jpg",
    created: str = "2026-11-22T06:05:00Z",
    settings: Settings | None = None,
    versions: str = "1",
    **changes: Any,
) -> Verdict:
    """A sealed verdict as the pipeline makes it."""
    made = facts(**{"file": file_facts(name=name_facts(name))} | changes)
    results = [
        StageResult(
            stage=stage,
            version="1",
            status=StageStatus.RAN if found else StageStatus.FAILED,
            reason=None if found else "it was killed at its limit",
            components=(Component(name="Pillow", version=versions, digest=None),),
            facts=found,
        )
        for stage, found in made.items()
    ]
    task = Task(path=Path("/somewhere/else") / name, claim=of)
    return conclude(task, evidence(name=name), results, settings or Settings(), created=created)


SEALED = verdict()
RAW = SEALED.to_bytes()


def refuses(raw: bytes) -> bool:
    """Whether these bytes are refused, by the reader of JSON, by the types or by the seal."""
    try:
        read = Verdict.model_validate_json(raw)
    except ValueError:
        return True
    try:
        check_seal(raw, read)
    except VerdictError:
        return True
    return False


# the seal -----------------------------------------------------------------------------------------


def test_a_sealed_file_holds_in_every_form_in_which_it_is_written() -> None:
    for raw in (RAW, SEALED.to_line(), RAW.rstrip(b"\n"), SEALED.to_line().rstrip(b"\n")):
        check_seal(raw, Verdict.model_validate_json(raw))


def test_the_file_round_trips(tmp_path: Path) -> None:
    path = tmp_path / "a.verdict.json"
    path.write_bytes(RAW)
    assert load_verdict(path) == SEALED


@pytest.mark.parametrize("bit", [0, 1, 5, 7])
def test_every_flipped_byte_is_caught(bit: int) -> None:
    # A place in 53 for each bit: some 2000 flips in all, in every field and in the layout between them.
    for place in (*range(bit, len(RAW), 53), len(RAW) - 1):
        changed = bytearray(RAW)
        changed[place] ^= 1 << bit
        assert refuses(bytes(changed)), (place, RAW[max(0, place - 20) : place + 20])


WHITESPACE = [place for place, byte in enumerate(RAW) if byte in b" \n"]


@pytest.mark.parametrize("other", [b"", b" ", b"\n", b"\t", b"\r", b"  "])
def test_every_change_of_layout_is_caught(other: bytes) -> None:
    for place in (*WHITESPACE[:100:5], *WHITESPACE[100::97], WHITESPACE[-2]):
        changed = RAW[:place] + other + RAW[place + 1 :]
        assert changed == RAW or refuses(changed), place


@pytest.mark.parametrize("added", [b" ", b"\n", b"\r\n", b"\x00", b"{}", b"\xef\xbb\xbf"])
def test_what_is_added_at_either_end_is_caught(added: bytes) -> None:
    assert refuses(RAW + added)
    assert refuses(added + RAW)


def test_the_last_newline_may_be_lost_and_not_replaced() -> None:
    assert not refuses(RAW[:-1])
    assert refuses(RAW[:-1] + b" ")


def test_a_field_given_twice_is_caught() -> None:
    again = RAW.replace(b'{\n "format"', b'{\n "format": "verifyctl.verdict",\n "format"', 1)
    assert again != RAW
    assert refuses(again)


def edited(change: Callable[[dict[str, Any]], None]) -> bytes:
    """The file as somebody with an editor would leave it, laid out as it was where the types allow the edit."""
    value = json.loads(RAW)
    change(value)
    try:
        return Verdict.model_validate_json(json.dumps(value)).to_bytes()
    except ValidationError:
        return json.dumps(value, ensure_ascii=False, indent=1).encode()


def weighing(value: dict[str, Any]) -> dict[str, Any]:
    return next(item for item in value["findings"] if item["direction"] == "supports")


EDITS: dict[str, Callable[[dict[str, Any]], None]] = {
    "a direction": lambda value: weighing(value).update(direction="contradicts"),
    "a strength": lambda value: weighing(value).update(strength="weak"),
    "the outcome": lambda value: value["verdict"].update(outcome="consistent"),
    "the headline": lambda value: value["verdict"].update(headline="All is well."),
    "a status": lambda value: value["assertions"][0].update(status="supported"),
    "a limit taken out": lambda value: weighing(value)["limits"].pop(),
    "a finding taken out": lambda value: value["findings"].pop(),
    "a denial added": lambda value: value["claim"].update(denials=[{"by": "x"}]),
    "a fact": lambda value: value["stages"][2]["facts"]["lines"][0].update(text="لا"),
    "the time": lambda value: value["time"].update(created="2020-01-01T00:00:00Z"),
    "the name": lambda value: value["subject"][0].update(name="other.jpg"),
    "a tool's version": lambda value: value["tool"].update(version="9.9"),
    "letters that look alike": lambda value: value["stages"][2]["facts"]["lines"][0].update(
        text=value["stages"][2]["facts"]["lines"][0]["text"].replace("\u200f", "")
    ),
}


@pytest.mark.parametrize("name", list(EDITS))
def test_an_edit_is_caught(name: str) -> None:
    raw = edited(EDITS[name])
    assert raw != RAW
    assert refuses(raw)


REASONED = ("a direction", "a strength", "the outcome", "a status", "a finding taken out", "a fact")


@pytest.mark.parametrize("name", REASONED)
def test_an_edit_with_the_id_made_again_is_caught_by_the_result_digest(name: str) -> None:
    value = json.loads(edited(EDITS[name]))
    draft = Verdict.model_validate_json(json.dumps(value))
    again = draft.model_copy(update={"id": file_id(draft)})
    with pytest.raises(VerdictError, match="result digest"):
        check_seal(again.to_bytes(), again)


def test_an_edit_with_the_id_left_names_the_id() -> None:
    raw = edited(EDITS["the headline"])
    with pytest.raises(VerdictError, match="the id that the file states"):
        check_seal(raw, Verdict.model_validate_json(raw))


def test_an_unsealed_verdict_is_refused() -> None:
    assert refuses(SEALED.model_copy(update={"id": UNSEALED}).to_bytes())


def test_sealing_twice_gives_the_same() -> None:
    assert seal(SEALED) == SEALED
    assert verdict().to_bytes() == RAW


# the result digest --------------------------------------------------------------------------------


def unsaid(of: Verdict) -> Verdict:
    """The same verdict in other words."""
    said = {"observation": "Other words", "limits": ("Other",), "proposition": "p", "alternative": "a"}
    return of.model_copy(
        update={
            "findings": tuple(item.model_copy(update=said) for item in of.findings),
            "verdict": of.verdict.model_copy(update={"headline": "h", "says": (), "next_steps": ()}),
            "limits": ("other",),
            "not_assessed": of.not_assessed[:1],
        }
    )


def beside(name: str) -> Verdict:
    """With a note beside the picture and a name that holds a time."""
    notes = (SidecarNote(name=f"{name}.notes.txt", size=1, sha256="0" * 64, text="x"),)
    return verdict(
        context=context_facts(
            decoded(), notes=notes, name_times=(decoded("2015-04-27", scheme="name-whatsapp-android"),)
        )
    )


SAME = {
    "another time": verdict(created="2030-01-01T00:00:00Z"),
    "another name": verdict(name="نسخة.jpg"),
    "a name that belies the type": verdict(
        name="order.png", file=file_facts(name=name_facts("order.png", agrees=False, media_type="image/png"))
    ),
    "notes and times beside it": beside("order.jpg"),
    "other versions of tools": verdict(versions="999"),
    "another version of a reader of metadata": verdict(
        metadata=MetadataFacts(readers=(Reader(name="Pillow", version="99.0"),), times=(captured(),))
    ),
    "another name of the store": verdict(
        matches=matches_facts(known()).model_copy(
            update={"stores": tuple(store.model_copy(update={"name": "other"}) for store in matches_facts().stores)}
        )
    ),
    "other words": unsaid(SEALED),
}

OTHER = {
    "another picture": verdict(file=file_facts(pixels=pixel_facts(digest="sha256:" + "00" * 32))),
    "other text": verdict(text=text_facts("شيء آخر")),
    "text that bears on nothing": verdict(text=text_facts("إرسال تعزيزات إلى الأنبار \u200f(اختبار)", "x")),
    "a mark of direction less": verdict(text=text_facts("إرسال تعزيزات إلى الأنبار (اختبار)")),
    "a stage that failed": verdict(text=None),
    "another tag": verdict(metadata=MetadataFacts(comments=("x",), times=(captured(),))),
    "another store": verdict(
        matches=matches_facts(known()).model_copy(
            update={"stores": (StoreInfo(name="s", digest="sha256:" + "11" * 32, images=10),)}
        )
    ),
    "another post": verdict(context=context_facts(decoded("2015-04-29T00:00:00Z"))),
    "no claim": verdict(None),
    "a claim of another day": verdict(claim(assertion("A1", value="2015-04-26"))),
    "a note in the claim": verdict(CLAIM.model_copy(update={"notes": (Note(text="x"),)})),
    "other handling": verdict(CLAIM.model_copy(update={"handling": Handling(graphic=True)})),
    "another language setting": verdict(settings=Settings(languages="eng")),
    "another limit of pixels": verdict(settings=Settings(max_pixels=1_000_000)),
    "another finding": SEALED.model_copy(
        update={
            "findings": (
                SEALED.findings[0].model_copy(
                    update={"direction": Direction.SUPPORTS, "strength": Strength.VERY_STRONG}
                ),
                *SEALED.findings[1:],
            )
        }
    ),
    "another policy": SEALED.model_copy(
        update={"policy": SEALED.policy.model_copy(update={"digest": "sha256:" + "22" * 32})}
    ),
}


@pytest.mark.parametrize("name", list(SAME))
def test_the_result_does_not_depend_on(name: str) -> None:
    assert SAME[name].to_bytes() != RAW
    assert result_digest(SAME[name]) == SEALED.result_digest


@pytest.mark.parametrize("name", list(OTHER))
def test_the_result_depends_on(name: str) -> None:
    assert result_digest(OTHER[name]) != SEALED.result_digest


def test_different_results_have_different_digests() -> None:
    digests = [result_digest(each) for each in OTHER.values()]
    assert len(set(digests)) == len(digests)


def test_settings_that_decide_nothing_are_no_part_of_the_file() -> None:
    assert verdict(settings=Settings(memory_mb=600, wall_seconds=9, jobs=3, tesseract="/opt/t")).to_bytes() == RAW


def test_a_verdict_holds_no_path() -> None:
    assert b"/somewhere" not in RAW
    assert DIGESTS.sha256.encode() in RAW
