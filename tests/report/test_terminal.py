"""The terminal report: what it says, in which order, and that nothing in a file can write into it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from verifyctl.model.finding import Axis, Contradiction, Direction, Premise, PremiseBasis, Strength
from verifyctl.model.verdict import NotAssessed, Outcome, Verdict
from verifyctl.report.terminal import render

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def shown(verdict: Verdict, width: int = 80, *, color: bool = False, verbose: int = 0, path: str | None = None) -> str:
    return render(verdict, width=width, color=color, verbose=verbose, path=path)


def test_sections_come_in_the_order_in_which_they_are_needed(verdict: Verdict) -> None:
    text = shown(verdict, path="phone.verdict.json")
    landmarks = [
        "phone.jpg  SHA-256 b3b3b3b3b3b3…",
        "Claim: Photo of an order",
        "Inconclusive. Not settled by this file.",
        "It does not say:",
        "Five questions",
        "Assertions of the claim",
        "Findings that carried weight",
        "Contradictions",
        "Stages that did not run",
        "Not assessed (-v says why)",
        "Next steps",
        "Verdict file: phone.verdict.json",
        "No contradiction found is not a statement that the claim is true.",
    ]
    places = [text.index(landmark) for landmark in landmarks]
    assert places == sorted(places)
    assert text.endswith("is true.\n")


def test_the_usual_report_is_not_endless(verdict: Verdict) -> None:
    assert shown(verdict).count("\n") <= 75


@pytest.mark.parametrize("verbose", [0, 1])
@pytest.mark.parametrize("width", [80, 120, 300])
def test_color_adds_styles_and_changes_no_word(verdict: Verdict, width: int, verbose: int) -> None:
    plain = shown(verdict, width, verbose=verbose)
    colored = shown(verdict, width, color=True, verbose=verbose)
    assert "\x1b" not in plain
    assert ANSI.search(colored)
    assert ANSI.sub("", colored) == plain


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit_but_for_what_is_copied(verdict: Verdict, width: int) -> None:
    for line in shown(verdict, width, path="phone.verdict.json").splitlines():
        assert cell_len(line) <= min(width, 100) or "apt-get install" in line


def test_the_environment_changes_nothing(verdict: Verdict, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(verdict), shown(verdict, color=True)
    for name, value in {"COLUMNS": "20", "NO_COLOR": "1", "FORCE_COLOR": "1", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert (shown(verdict), shown(verdict, color=True)) == before


def test_every_axis_and_assertion_has_its_status_in_words(verdict: Verdict) -> None:
    lines = shown(verdict, 100).splitlines()
    for axis in verdict.axes:
        assert any(line.split("  ")[1:3] == [axis.status.replace("_", " "), axis.question] for line in lines) or any(
            axis.question in line and axis.status.replace("_", " ") in line for line in lines
        )
    for assertion in verdict.assertions:
        assert any(line.startswith(f"  {assertion.id}  {assertion.status.replace('_', ' ')}  ") for line in lines), (
            assertion.id
        )
    assert "No test of a picture can establish who issued a document." in "\n".join(lines)


def test_findings_of_one_code_share_their_limits_and_say_what_else_they_may_be(verdict: Verdict) -> None:
    text = shown(verdict, 100)
    assert text.count("Read by one engine and not by a person.") == 1
    assert "May also be: The date of the known image was entered wrongly." in text
    assert text.index("for, moderate") < text.index("against, weak")
    weighed, _, noted = text.partition("Also observed, without weight")
    assert "metadata-absent" not in weighed, "a neutral finding carried no weight"
    assert "The file carried no EXIF, XMP or IPTC block.  metadata-absent" in noted
    assert "What a finding means, and when it is wrong: verifyctl explain CODE" in noted


def test_a_contradiction_read_by_machine_is_only_possible(verdict: Verdict) -> None:
    text = shown(verdict, 100)
    assert "Possible, not established (A1): The date on the document falls after the post." in text
    assert "The document date, as read (only read by machine)" in text
    assert "Cannot both hold" not in text
    assert "from its id (computed)" not in text, "only what is missing is told"


def test_an_effective_contradiction_says_what_it_rests_on(make: Callable[..., Verdict]) -> None:
    contradiction = Contradiction(
        kind="document-date-after-publication",
        statement="The date on the document falls after the post.",
        premises=(
            Premise(text="document date", basis=PremiseBasis.HUMAN_CONFIRMED),
            Premise(text="post time", basis=PremiseBasis.COMPUTED),
        ),
        assertions=("A1",),
        axes=(Axis.TIME_PLACE,),
        effective=True,
    )
    text = shown(make(contradictions=(contradiction,)), 100)
    assert "Cannot both hold (A1)" in text
    assert "It rests on: document date (confirmed by a person); post time (computed)" in text


def test_a_missing_tool_comes_with_its_install_line_unbroken(verdict: Verdict) -> None:
    text = shown(verdict, 60)
    assert "- text, unavailable: The program tesseract was not found." in text
    assert "    sudo apt-get install tesseract-ocr tesseract-ocr-ara tesseract-ocr-script-arab\n" in text
    assert "- matches, skipped: Left out with --skip." in text
    assert "- file" not in text


def test_without_a_claim_and_without_findings(bare: Verdict) -> None:
    text = shown(bare)
    assert "No claim was given" in text
    assert "Assertions" not in text
    assert "Contradictions" not in text
    assert "Stages that did not run" not in text
    assert "Findings that carried weight\n  None.\n" in text
    assert "Not assessable. Nothing here can be assessed." in text
    assert "is not a statement that the claim is true" in text


def test_verbose_adds_findings_stages_versions_and_sums(verdict: Verdict) -> None:
    text = shown(verdict, 100, verbose=1)
    assert text.startswith(shown(verdict, 100).rpartition("\n\n")[0]), "verbose takes nothing away"
    for finding in verdict.findings:
        assert f"  {finding.id}  " in text
    for stage in verdict.stages:
        assert f"- {stage.stage} 1: {stage.status}" in text
    for standing in (*verdict.axes, *verdict.assertions):
        assert all(step in text for step in standing.steps)
    assert "Pillow 13.0.0" in text
    assert "لا صحة لهذه الوثيقة" in text
    assert verdict.result_digest in text


def test_what_was_told_above_is_not_told_again_among_the_open_questions(
    make: Callable[..., Verdict], verdict: Verdict
) -> None:
    told = (
        NotAssessed(question="A2: The leadership of the group issued it", why="fixed"),
        NotAssessed(question="Stage text: unavailable", why="not installed"),
    )
    changed = make(not_assessed=told + verdict.not_assessed)
    assert shown(changed) == shown(verdict)
    assert "Stage text: unavailable\n" in shown(changed, verbose=1)
    assert "Why it was not assessed" in shown(changed, verbose=1)


def test_arabic_stays_in_logical_order_and_isolated(verdict: Verdict) -> None:
    text = shown(verdict)
    assert '"\u2068إلى: ولاة الولايات\u2069" was read 3 times. (A3)' in text
    for line in text.splitlines():
        assert line.count("\u2068") == line.count("\u2069")


@pytest.mark.parametrize("verbose", [0, 1])
@pytest.mark.parametrize("color", [False, True])
def test_hostile_text_cannot_write_into_the_report(hostile: Verdict, color: bool, verbose: int) -> None:
    text = ANSI.sub("", shown(hostile, color=color, verbose=verbose, path="x.verdict.json"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff]", text)
    assert [line for line in text.splitlines() if line.startswith("Verdict file:")] == ["Verdict file: x.verdict.json"]
    assert "[bold red]x[/]" in text
    assert "\\u{1b}" in text
    text.encode()


def test_only_styles_of_ours_reach_the_terminal(hostile: Verdict) -> None:
    codes = set(re.findall(r"\x1b(\[[0-9;]*m|.)", shown(hostile, color=True, verbose=1)))
    assert codes <= {"[0m", "[1m", "[2m", "[36m", "[1;33m", "[33m", "[35m", "[1;35m", "[1;36m"}


def test_floods_are_cut_and_the_cut_is_said(make: Callable[..., Verdict], verdict: Verdict) -> None:
    one = next(finding for finding in verdict.findings if finding.direction is Direction.SUPPORTS)
    flood = tuple(
        one.model_copy(update={"id": f"{one.code}:{number}", "observation": "word " * 50_000}) for number in range(500)
    )
    text = shown(make(findings=flood))
    assert len(text) < 20_000
    assert "and 492 more in the verdict file" in text
    assert "…" in text


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_said_in_its_own_word(
    make: Callable[..., Verdict], verdict: Verdict, outcome: Outcome
) -> None:
    changed = verdict.verdict.model_copy(update={"outcome": outcome})
    assert f"\n{outcome.value.replace('_', ' ').capitalize()}. " in shown(make(verdict=changed))


@pytest.mark.parametrize("strength", [strength for strength in Strength if strength is not Strength.NONE])
def test_every_strength_is_said_in_words(make: Callable[..., Verdict], verdict: Verdict, strength: Strength) -> None:
    found = verdict.findings[1].model_copy(update={"strength": strength})
    assert f"for, {strength.value.replace('_', ' ')}" in shown(make(findings=(found,)))
