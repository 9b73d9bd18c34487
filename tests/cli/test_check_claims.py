"""Which claims `verifyctl check` holds a picture against: several, one sentence, those that name their own pictures."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.program import command
from verifyctl.reasoning.policy import default_policy

FAST = ("--only", "file,context,metadata")
CLAIM = "format: verifyctl.claim/1\nclaim: {id: %s, statement: A picture}\n"


@pytest.fixture
def photo(tmp_path: Path, jpeg: bytes) -> Path:
    path = tmp_path / "case" / "photo.jpg"
    path.parent.mkdir()
    path.write_bytes(jpeg)
    return path


def verdict_in(path: Path) -> dict[str, Any]:
    verdict: dict[str, Any] = json.loads(path.read_bytes())
    return verdict


def test_several_claims_give_a_verdict_each(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CLAIM % "first" + "assertions: [{id: A1, kind: publication, value: 2015-04-28}]\n")
    posted = "  claimant: {platform: twitter, post_id: 592840649733046272}\n"
    (tmp_path / "b.yaml").write_text(
        "format: verifyctl.claim/1\nclaim:\n  id: second\n  statement: A picture\n" + posted
    )
    done = verifyctl("check", photo, "--claim", "a.yaml", "--claim", "b.yaml", *FAST, "-q")
    assert done.returncode == 0, done.stderr
    first, second = (verdict_in(tmp_path / f"photo.{name}.verdict.json") for name in ("first", "second"))
    assert (first["claim"]["id"], second["claim"]["id"]) == ("first", "second")
    # What depends on the claim was asked again, the rest was not.
    assert first["stages"][0] == second["stages"][0]
    assert "post-time-decoded" in {finding["code"] for finding in second["findings"]}
    assert "post-time-decoded" not in {finding["code"] for finding in first["findings"]}
    alone = json.loads(verifyctl("check", photo, "--claim", "b.yaml", *FAST, "-o", "-", fresh=True).stdout)
    assert alone["result_digest"] == second["result_digest"]


def test_a_claim_names_its_pictures_and_their_roles(verifyctl: Run, photo: Path, jpeg: bytes, tmp_path: Path) -> None:
    (photo.parent / "small.jpg").write_bytes(jpeg + b"\0")
    sha256 = hashlib.sha256(jpeg).hexdigest()
    claim = photo.parent / "case.yaml"
    claim.write_text(
        CLAIM % "case" + f"media:\n  - {{path: photo.jpg, role: original, sha256: {sha256}}}\n"
        f"  - {{path: small.jpg, role: earlier_copy, of: {sha256}}}\n"
    )
    done = verifyctl("check", "--claim", claim, *FAST, "-q")
    assert done.returncode == 0, done.stderr
    large, small = (verdict_in(tmp_path / f"{name}.verdict.json") for name in ("photo", "small"))
    assert large["subject"][0]["role"] == "original"
    assert large["claim"]["media"] == [{"name": "small.jpg", "role": "earlier_copy", "of": sha256}]
    # A name ties an entry to nothing: only a digest gives a role.
    assert small["subject"][0]["role"] == "working_copy"
    assert small["claim"]["digest"] == large["claim"]["digest"]


@pytest.mark.parametrize("path", ["../secret.jpg", "/etc/passwd", "a/../../b.jpg"])
def test_a_claim_names_no_pictures_outside_its_folder(verifyctl: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "c.yaml").write_text(CLAIM % "case" + f"media: [{{path: {path}}}]\n")
    done = verifyctl("check", "--claim", "c.yaml", *FAST)
    assert done.returncode == 2
    assert b"outside the claim's folder" in done.stderr
    assert not list(tmp_path.glob("*.verdict.json"))


def test_a_sentence_is_parsed_shown_and_marked(verifyctl: Run, photo: Path) -> None:
    said = "An order of 27 April 2015 to Anbar, posted overnight on 27 April 2015"
    done = verifyctl("check", photo, "--statement", said, *FAST, "-o", "-")
    assert done.returncode == 0, done.stderr
    shown = done.stderr.decode()
    assert "Taken from the statement by machine" in shown
    assert "S2 publication: 2015-04-27 overnight" in shown
    verdict = json.loads(done.stdout)
    assert verdict["claim"]["origin"] == "machine_parsed"
    assert {item["origin"] for item in verdict["assertions"]} == {"machine_parsed"}
    assert verdict["verdict"]["outcome"] not in ("contradicted", "consistent")
    published = next(item for item in verdict["assertions"] if item["kind"] == "publication")
    assert "2015-04-27T18:00/2015-04-28T06:00" in published["statement"]


@pytest.mark.parametrize(
    "arguments", [("--statement", "x", "--claim", "c.yaml"), ("--statement", "2015"), ("--statement", "")]
)
def test_a_sentence_and_a_file_are_one_too_many(verifyctl: Run, photo: Path, arguments: tuple[str, ...]) -> None:
    done = verifyctl("check", photo, *arguments, *FAST)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_policy_of_ones_own_is_in_the_verdict(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    terms = default_policy().as_json() | {"id": "desk", "version": "3", "threshold": 30}
    (tmp_path / "desk.json").write_text(json.dumps(terms))
    done = verifyctl("check", photo, "--policy", "desk.json", *FAST, "-o", "-")
    assert done.returncode == 0, done.stderr
    policy = json.loads(done.stdout)["policy"]
    assert (policy["id"], policy["terms"]) == ("desk", terms)


def test_a_policy_is_told_all_its_mistakes_before_anything_is_examined(
    verifyctl: Run, photo: Path, tmp_path: Path
) -> None:
    (tmp_path / "p.json").write_text('{"id": "p", "version": "1", "threshold": 0, "caps": {"assigned": "strong"}}')
    done = verifyctl("check", photo, "--policy", "p.json", *FAST)
    assert done.returncode == 2
    errors = done.stderr.decode()
    assert errors.count("p.json: ") >= 5
    assert "threshold: is less than 1" in errors
    assert not list(tmp_path.glob("*.verdict.json"))


def test_a_file_beside_the_evidence_may_not_bring_its_own_weights(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "verifyctl.toml").write_text('policy = "kind.json"\n')
    (tmp_path / "kind.json").write_text(json.dumps(default_policy().as_json()))
    done = verifyctl("check", photo, *FAST)
    assert done.returncode == 2
    assert b"policy: a file in the current folder may not name" in done.stderr


def test_the_summary_in_arabic_changes_nothing_in_the_file(verifyctl: Run, photo: Path, tmp_path: Path) -> None:
    fixed = {"SOURCE_DATE_EPOCH": "1430092800"}
    english = verifyctl("check", photo, *FAST, env=fixed)
    written = (tmp_path / "photo.verdict.json").read_bytes()
    arabic = verifyctl("check", photo, *FAST, "--locale", "ar", env=fixed)
    assert (tmp_path / "photo.verdict.json").read_bytes() == written
    assert "هل تغيّرت الصورة" in arabic.stdout.decode()
    assert "هل" not in english.stdout.decode()
    told = verifyctl("check", photo, *FAST, env={"VERIFYCTL_LOCALE": "ar", **fixed})
    assert told.stdout == arabic.stdout


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process to a processor")
def test_the_number_of_processors_changes_no_result(photo: Path, tmp_path: Path) -> None:
    def digest(processors: set[int]) -> str:
        done = subprocess.run(
            command("check", photo, "-o", "-"),
            cwd=tmp_path,
            capture_output=True,
            check=True,
            timeout=240,
            preexec_fn=lambda: os.sched_setaffinity(0, processors),
        )
        return str(json.loads(done.stdout)["result_digest"])

    every = os.sched_getaffinity(0)
    assert digest({min(every)}) == digest(every)
