"""Custody on the command line: the log, verifying, signing, redacting, packing, looking through outputs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import Run
from tests.program import run

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="the program ssh-keygen is not installed")
CLAIM = """\
format: verifyctl.claim/1
claim: {id: specimen, statement: "A picture of 2015, by Specimen Person", sources: [{url: "https://example.org/a"}]}
assertions: [{id: A1, kind: capture_time, value: 2015-04-27}]
"""
FAST = ("--skip", "text", "-q")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case folder: a picture, its claim, a log with one record, and a verdict that recorded the log's head."""
    folder = tmp_path_factory.mktemp("made")
    image = Image.new("RGB", (96, 64))
    image.putdata([((x * 5) % 256, (y * 7 + x) % 256, (x * y) % 256) for y in range(64) for x in range(96)])
    image.save(folder / "a.jpg", quality=90)
    (folder / "claim.yaml").write_text(CLAIM, encoding="utf-8")
    for words in (
        ("note", "add", "by mail", "--action", "receive", "--of", "a.jpg"),
        ("check", "a.jpg", *FAST, "--log", "custody.jsonl", "--actor", "desk-1"),
    ):
        run(*words, cwd=folder).check_returncode()
    return folder


@pytest.fixture
def case(tmp_path: Path, made: Path) -> Path:
    """A copy of the case for one test."""
    return shutil.copytree(made, tmp_path / "case")


def value_of(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_bytes())
    return loaded


def levels(done: subprocess.CompletedProcess[bytes]) -> dict[str, dict[str, Any]]:
    return {level["level"]: level for level in json.loads(done.stdout)["levels"]}


# the log ------------------------------------------------------------------------------------------


def test_a_check_is_recorded_and_the_head_goes_into_the_verdict(case: Path, verifyctl: Run) -> None:
    done = verifyctl("note", "log", "--verdict", "a.verdict.json", "--format", "json", cwd=case)
    held = json.loads(done.stdout)
    assert (done.returncode, held["intact"], [record["action"] for record in held["records"]]) == (
        0,
        True,
        ["receive", "stage"],
    )
    assert [record["actor"] for record in held["records"]] == ["unset", "desk-1"]
    assert value_of(case / "a.verdict.json")["custody"] == {
        "log": "custody.jsonl",
        "records": 2,
        "head": held["head"],
    }


def test_a_log_beside_the_picture_is_read_and_not_written_to(case: Path, verifyctl: Run) -> None:
    before = (case / "custody.jsonl").read_bytes()
    assert verifyctl("check", "a.jpg", *FAST, "-o", "b.json", cwd=case).returncode == 0
    assert (case / "custody.jsonl").read_bytes() == before
    assert value_of(case / "b.json")["custody"]["records"] == 2


def test_a_log_that_does_not_hold_stops_the_verdict_of_its_case(case: Path, verifyctl: Run) -> None:
    log = case / "custody.jsonl"
    log.write_bytes(log.read_bytes().replace(b"by mail", b"by hand"))
    done = verifyctl("check", "a.jpg", *FAST, "-o", "b.json", cwd=case)
    assert done.returncode == 3
    assert b"line 1 was changed" in done.stderr
    assert not (case / "b.json").exists()
    assert verifyctl("note", "log", cwd=case).returncode == 5


@pytest.mark.parametrize("how", ["cut", "rewritten"])
def test_a_cut_or_rewritten_log_is_caught_by_the_verdict(case: Path, verifyctl: Run, how: str) -> None:
    log = case / "custody.jsonl"
    if how == "cut":
        log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    else:
        log.unlink()
        for text in ("by hand", "and more"):
            assert verifyctl("note", "add", text, cwd=case).returncode == 0
    assert verifyctl("note", "log", cwd=case).returncode == 0
    assert verifyctl("note", "log", "--verdict", "a.verdict.json", cwd=case).returncode == 5
    done = verifyctl("verify", "a.verdict.json", "--log", "custody.jsonl", "--format", "json", cwd=case)
    assert (done.returncode, levels(done)["seal"]["answer"]) == (5, "broken")
    assert levels(done)["reasoning"]["answer"] == "same"  # each level is answered by itself


def test_wrong_notes_are_refused_in_words(tmp_path: Path, verifyctl: Run) -> None:
    for words in (
        ("add",),
        ("add", "x", "--corrects", "7"),
        ("add", "x", "--actor", "a\nb"),
        ("add", "x", "--of", "no"),
    ):
        done = verifyctl("note", *words)
        assert done.returncode in (2, 3), words
        assert b"Traceback" not in done.stderr
    assert verifyctl("note", "log", "none.jsonl").returncode == 3


def test_what_was_superseded_is_named_with_its_reason(case: Path, verifyctl: Run) -> None:
    old = value_of(case / "a.verdict.json")["id"]
    words = ("check", "a.jpg", *FAST, "-o", "b.json")
    assert (
        verifyctl(*words, "--supersedes", "a.verdict.json", "--reason", "a source was found", cwd=case).returncode == 0
    )
    assert value_of(case / "b.json")["supersedes"] == {"id": old, "reason": "a source was found"}
    assert verifyctl(*words, "--correction-of", "a.verdict.json", "--reason", "x", cwd=case).returncode == 0
    assert value_of(case / "b.json")["correction_of"] == {"id": old, "reason": "x"}
    assert verifyctl(*words, "--supersedes", "a.verdict.json", cwd=case).returncode == 2
    assert verifyctl("verify", "b.json", cwd=case).returncode == 0


# verify -------------------------------------------------------------------------------------------


def test_three_levels_are_answered(case: Path, verifyctl: Run) -> None:
    done = verifyctl("verify", "a.verdict.json", "--level", "seal,reasoning,rerun", "--format", "json", cwd=case)
    assert done.returncode == 0, done.stderr
    answers = levels(done)
    assert [answers[level]["answer"] for level in ("seal", "reasoning", "rerun")] == ["unsigned", "same", "same"]
    assert {stage["answer"] for stage in answers["rerun"]["stages"]} == {"same"}


def test_an_edited_verdict_is_broken_and_says_where_its_reasoning_differs(case: Path, verifyctl: Run) -> None:
    from verifyctl.api import load_verdict
    from verifyctl.custody.seal import seal

    verdict = load_verdict(case / "a.verdict.json")
    axes = (verdict.axes[0].model_copy(update={"support": "for strong"}), *verdict.axes[1:])
    changed = verdict.model_copy(update={"axes": axes})
    (case / "edited.json").write_bytes(changed.to_bytes())
    done = verifyctl("verify", "edited.json", "--format", "json", cwd=case)
    assert (done.returncode, levels(done)["seal"]["answer"], levels(done)["reasoning"]["answer"]) == (
        5,
        "broken",
        "differs",
    )
    assert "axis integrity: support" in levels(done)["reasoning"]["differences"][0]
    (case / "again.json").write_bytes(seal(changed).to_bytes())  # by somebody who can compute digests
    done = verifyctl("verify", "again.json", "--format", "json", cwd=case)
    assert (levels(done)["seal"]["answer"], levels(done)["reasoning"]["answer"]) == ("unsigned", "differs")


def test_other_evidence_and_another_claim_are_told_apart_from_tools(
    case: Path, verifyctl: Run, picture: Image.Image
) -> None:
    words = ("verify", "a.verdict.json", "--level", "rerun", "--format", "json")
    picture.save(case / "other.png")
    done = verifyctl(*words, "--evidence", "other.png", cwd=case)
    assert (done.returncode, levels(done)["rerun"]["answer"]) == (5, "differs")
    assert "the evidence is another" in levels(done)["rerun"]["differences"][0]
    (case / "claim.yaml").write_text(CLAIM.replace("2015-04-27", "2015-04-28"), encoding="utf-8")
    done = verifyctl(*words, cwd=case)
    assert "the claim is another" in levels(done)["rerun"]["differences"][0]
    (case / "a.jpg").unlink()
    assert verifyctl(*words, cwd=case).returncode == 2


def test_what_is_no_verdict_is_refused(case: Path, verifyctl: Run) -> None:
    for name in ("a.jpg", "claim.yaml", "custody.jsonl", "none.json"):
        done = verifyctl("verify", name, cwd=case)
        assert (done.returncode, b"Traceback" in done.stderr) == (3, False), name
    assert verifyctl("verify", "a.verdict.json", "--level", "all", cwd=case).returncode == 2


def test_a_later_minor_version_is_read_its_unknown_fields_kept_under_the_seal(case: Path, verifyctl: Run) -> None:
    from verifyctl.model.canonical import digest, printable

    value = value_of(case / "a.verdict.json") | {"format_version": "1.99.0", "later": {"field": 1}}
    value["axes"][0]["later"] = "x"
    value["id"] = digest({key: each for key, each in value.items() if key != "id"})
    raw = (printable(value, indent=1) + "\n").encode()
    (case / "later.json").write_bytes(raw)
    assert verifyctl("verify", "later.json", cwd=case).returncode == 0
    (case / "later.json").write_bytes(raw.replace(b'"field": 1', b'"field": 2'))
    assert verifyctl("verify", "later.json", cwd=case).returncode == 5
    (case / "later.json").write_bytes(raw.replace(b'"1.99.0"', b'"2.0.0"'))
    assert verifyctl("verify", "later.json", cwd=case).returncode == 3
    (case / "later.json").write_bytes(raw.replace(b'"1.99.0"', b'"1.0.0"'))
    assert verifyctl("verify", "later.json", cwd=case).returncode == 3  # this version has no such fields


# sign ---------------------------------------------------------------------------------------------


@pytest.fixture
def key(case: Path) -> Path:
    path = case.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    return path


@needs_ssh
def test_a_signature_holds_for_these_bytes_and_this_signer_alone(case: Path, key: Path, verifyctl: Run) -> None:
    assert verifyctl("sign", "a.verdict.json", "--key", key, cwd=case).returncode == 0
    signers = case / "signers"
    signers.write_text(f"desk@example.org {key.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    words = ("verify", "a.verdict.json", "--level", "seal", "--format", "json")
    done = verifyctl(*words, "--signers", "signers", cwd=case)
    assert (done.returncode, levels(done)["seal"]["answer"]) == (0, "ok")
    assert "for desk@example.org" in levels(done)["seal"]["notes"][0]
    assert "held against no list" in levels(verifyctl(*words, cwd=case))["seal"]["notes"][0]
    signers.write_text(signers.read_text(encoding="utf-8")[:60] + "A" * 30, encoding="utf-8")
    assert levels(verifyctl(*words, "--signers", "signers", cwd=case))["seal"]["answer"] == "broken"
    other = case / "other.json"
    assert verifyctl("check", "a.jpg", *FAST, "-o", other, cwd=case, env={"SOURCE_DATE_EPOCH": "1"}).returncode == 0
    done = verifyctl("verify", other, "--signature", "a.verdict.json.sig", "--level", "seal", cwd=case)
    assert done.returncode == 5
    (case / "a.verdict.json.sig").unlink()
    signers.write_text(f"desk@example.org {key.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    assert verifyctl(*words, "--signers", "signers", cwd=case).returncode == 5  # one is due, and there is none


@needs_ssh
def test_a_signature_for_another_purpose_does_not_count(case: Path, key: Path, verifyctl: Run) -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "file", "a.verdict.json"], check=True, cwd=case
    )
    done = verifyctl("verify", "a.verdict.json", "--level", "seal", cwd=case)
    assert (done.returncode, b"does not hold" in done.stdout) == (5, True)


@needs_ssh
def test_an_envelope_holds_for_this_verdict_and_key(case: Path, key: Path, verifyctl: Run) -> None:
    import base64

    assert verifyctl("sign", "a.verdict.json", "--key", key, "--dsse", cwd=case).returncode == 0
    words = ("verify", "a.verdict.json", "--level", "seal", "--envelope", "a.verdict.json.dsse.json", "--key")
    assert verifyctl(*words, key.with_suffix(".pub"), cwd=case).returncode == 0
    envelope = value_of(case / "a.verdict.json.dsse.json")
    statement = json.loads(base64.b64decode(envelope["payload"]))
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert (
        statement["subject"][0]["digest"]["sha256"]
        == value_of(case / "a.verdict.json")["subject"][0]["digests"]["sha256"]
    )
    statement["predicate"]["verdict"]["outcome"] = "consistent"
    envelope["payload"] = base64.b64encode(json.dumps(statement).encode()).decode()
    (case / "a.verdict.json.dsse.json").write_text(json.dumps(envelope), encoding="utf-8")
    assert verifyctl(*words, key.with_suffix(".pub"), cwd=case).returncode == 5


@needs_ssh
def test_nothing_broken_is_signed_and_nothing_is_replaced(case: Path, key: Path, verifyctl: Run) -> None:
    raw = (case / "a.verdict.json").read_bytes()
    (case / "bad.json").write_bytes(raw.replace(b"specimen", b"specimeN", 1))
    assert verifyctl("sign", "bad.json", "--key", key, cwd=case).returncode == 3
    assert verifyctl("sign", "a.verdict.json", "--key", key, "--log", "custody.jsonl", cwd=case).returncode == 0
    assert verifyctl("sign", "a.verdict.json", "--key", key, cwd=case).returncode == 2
    assert verifyctl("sign", "a.verdict.json", cwd=case).returncode == 2
    assert json.loads((case / "custody.jsonl").read_bytes().splitlines()[-1])["action"] == "sign"


def test_a_time_stamp_request_is_a_file_and_is_not_sent(case: Path, verifyctl: Run) -> None:
    pytest.importorskip("rfc3161_client")
    import hashlib

    done = verifyctl("sign", "a.verdict.json", "--timestamp-request", "a.tsq", cwd=case)
    assert done.returncode == 0
    request = (case / "a.tsq").read_bytes()
    assert hashlib.sha512((case / "a.verdict.json").read_bytes()).digest() in request
    assert len(request) < 120
    assert b"Nothing was sent" in done.stderr


# redact, scrub-check ------------------------------------------------------------------------------


def test_a_redacted_verdict_passes_the_check_and_its_sidecar_stays_private(case: Path, verifyctl: Run) -> None:
    words = ("redact", "a.verdict.json", "--kind", "urls", "--kind", "text:Specimen [A-Z]\\w+", "--kind", "names")
    done = verifyctl(*words, "-o", "out.json", "--sidecar", "private.json", "--log", "custody.jsonl", cwd=case)
    assert done.returncode == 0, done.stderr
    assert (case / "private.json").stat().st_mode & 0o077 == 0
    assert verifyctl("verify", "out.json", cwd=case).returncode == 0
    raw = (case / "out.json").read_bytes()
    assert [word for word in (b"Specimen Person", b"example.org", b"a.jpg") if word in raw] == []
    assert verifyctl("scrub-check", "out.json", "--sidecar", "private.json", cwd=case).returncode == 0
    found = verifyctl("scrub-check", "a.verdict.json", "--sidecar", "private.json", "--format", "json", cwd=case)
    assert found.returncode == 5
    assert {leak["kind"] for leak in json.loads(found.stdout)} >= {"redacted value (urls)", "redacted value (text)"}
    assert verifyctl(*words, "-o", "out.json", cwd=case).returncode == 2
    assert verifyctl("redact", "a.verdict.json", "-o", "x.json", cwd=case).returncode == 2


def test_everything_that_is_written_of_a_case_passes_the_check(case: Path, verifyctl: Run, tmp_path: Path) -> None:
    assert verifyctl("redact", "a.verdict.json", "--public", "-o", "public.json", cwd=case).returncode == 0
    done = verifyctl("scrub-check", ".", "--name", tmp_path.name, cwd=case)
    assert (done.returncode, done.stdout) == (0, b""), done.stdout


def test_parts_of_a_picture_are_burnt_over_in_a_copy_without_metadata(
    tmp_path: Path, picture: Image.Image, verifyctl: Run
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SpecimenPhone"
    picture.save(tmp_path / "a.jpg", exif=exif, comment=b"SpecimenComment")
    before = (tmp_path / "a.jpg").read_bytes()
    done = verifyctl("redact", "a.jpg", "--box", "10,5,20,15", "--box", "90,60,50,50", "-o", "b.png")
    assert done.returncode == 0, done.stderr
    raw = (tmp_path / "b.png").read_bytes()
    assert b"Specimen" not in raw
    with Image.open(tmp_path / "b.png") as copy, Image.open(tmp_path / "a.jpg") as original:
        assert (copy.size, copy.info, copy.format) == (original.size, {}, "PNG")
        assert copy.crop((10, 5, 30, 20)).getextrema() == ((0, 0),) * 3
        assert copy.crop((90, 60, 96, 64)).getextrema() == ((0, 0),) * 3
        assert copy.crop((30, 20, 90, 60)).tobytes() == original.crop((30, 20, 90, 60)).tobytes()
    assert (tmp_path / "a.jpg").read_bytes() == before
    for words in (("--box", "1,2,3"), ("--box", "1,2,0,3"), ("--box", "900,900,5,5")):
        assert verifyctl("redact", "a.jpg", *words, "-o", "c.png").returncode in (2, 3)
        assert not (tmp_path / "c.png").exists()


# pack ---------------------------------------------------------------------------------------------


def test_a_case_is_handed_over_whole_and_a_change_in_the_bag_is_seen(case: Path, verifyctl: Run) -> None:
    assert (
        verifyctl("redact", "a.verdict.json", "--public", "-o", "p.json", "--sidecar", "s.json", cwd=case).returncode
        == 0
    )
    done = verifyctl("pack", "case", "--log", "case/custody.jsonl", cwd=case.parent)
    assert done.returncode == 0, done.stderr
    bag = case.parent / "case.bag"
    packed = {path.name for path in (bag / "data").iterdir()}
    assert packed == {"a.jpg", "claim.yaml", "custody.jsonl", "a.verdict.json", "p.json"}
    assert (bag / "data" / "a.jpg").read_bytes() == (case / "a.jpg").read_bytes()
    assert json.loads((bag / "data" / "custody.jsonl").read_bytes().splitlines()[-1])["action"] == "export"
    assert verifyctl("pack", "--check", bag).returncode == 0
    assert verifyctl("scrub-check", bag).returncode == 0
    assert verifyctl("pack", "case", cwd=case.parent).returncode == 2
    for name in ("a.jpg", "claim.yaml"):
        file = bag / "data" / name
        raw = file.read_bytes()
        file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
        assert verifyctl("pack", "--check", bag).returncode == 5
        file.write_bytes(raw)
    assert verifyctl("pack", "--check", case).returncode == 2


def test_a_case_with_something_missing_is_not_packed_unawares(case: Path, verifyctl: Run) -> None:
    (case / "a.jpg").unlink()
    done = verifyctl("pack", "case", cwd=case.parent)
    assert (done.returncode, b"its evidence a.jpg" in done.stderr) == (5, True)
    assert not (case.parent / "case.bag").exists()
    assert verifyctl("pack", "case", "--incomplete", cwd=case.parent).returncode == 0
    assert b"Incomplete: yes" in (case.parent / "case.bag" / "bag-info.txt").read_bytes()


def test_links_are_not_packed(case: Path, verifyctl: Run) -> None:
    (case / "link.jpg").symlink_to("/etc/hostname")
    assert verifyctl("pack", "case", cwd=case.parent).returncode == 2


# expectations -------------------------------------------------------------------------------------


def test_what_was_written_down_is_met_and_a_change_is_named_where_it_began(case: Path, verifyctl: Run) -> None:
    words = ("check", "a.jpg", *FAST, "-o", "b.json")
    assert verifyctl(*words, "--write-expected", "expected.yaml", cwd=case).returncode == 0
    assert verifyctl(*words, "--expect", "expected.yaml", cwd=case).returncode == 0
    done = verifyctl(*words[:2], "--skip", "text,metadata", "-q", "-o", "b.json", "--expect", "expected.yaml", cwd=case)
    assert done.returncode == 5
    assert b"a.jpg: stage metadata: other facts" in done.stderr
    assert b"finding metadata-absent: expected neutral, found nothing" in done.stderr
    text = (case / "expected.yaml").read_text(encoding="utf-8").replace("A1: not_assessed", "A1: supported")
    (case / "expected.yaml").write_text(text, encoding="utf-8")
    done = verifyctl(*words, "--expect", "expected.yaml", cwd=case)
    assert b"assertion A1: expected supported, found not_assessed" in done.stderr
