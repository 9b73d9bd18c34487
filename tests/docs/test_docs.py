"""The documentation held against the code: generated parts, pages, links, commands, examples, what pages must say."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click import Command, Context, Group, Option

from tests.program import run_text
from verifyctl.cli.main import cli
from verifyctl.model.base import Model
from verifyctl.model.facts import Facts
from verifyctl.model.verdict import Outcome, Verdict
from verifyctl.reasoning.sentences import BANNED
from verifyctl.rules.base import Rule
from verifyctl.rules.catalogue import RULES
from verifyctl.stages.registry import STAGES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FINDINGS = DOCS / "reference" / "findings"
SECTIONS = (
    "What it says",
    "How it is computed",
    "Why it matters",
    "When it is wrong",
    "Measured",
    "What to do next",
    "Example output",
)

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
WITHOUT_VOICE = re.compile(r"```.*?```|`[^`]*`|“[^”]*”|\"[^\"]*\"", re.DOTALL)


def page_name(path: Path) -> str:
    return path.relative_to(DOCS).as_posix()


def sections(text: str) -> dict[str, str]:
    """The text below each heading of the second level."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def flat(text: str) -> str:
    """Text without the marks that isolate foreign script, its white space as single spaces."""
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


# generated parts ----------------------------------------------------------------------------------


def test_generated_parts_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "script" / "update-docs"), "--check"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), f"{done.stdout}{done.stderr}\nrun script/update-docs"


def test_every_command_is_on_the_page_of_commands() -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert all(f"## {' '.join(('verifyctl', *path))}\n" in page for path in commands())


# finding pages ------------------------------------------------------------------------------------


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in FINDINGS.glob("*.md")} == {rule.code for rule in RULES} | {"index"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_page_has_all_its_sections_in_order(rule: Rule) -> None:
    found = sections((FINDINGS / f"{rule.code}.md").read_text(encoding="utf-8"))
    assert tuple(found) == SECTIONS
    assert all(len(text.split()) >= 5 for text in found.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_page_names_more_innocent_explanations_than_the_finding_itself(rule: Rule) -> None:
    wrong = sections((FINDINGS / f"{rule.code}.md").read_text(encoding="utf-8"))["When it is wrong"]
    named = re.findall(r"^- ", wrong, re.MULTILINE)
    assert len(named) >= max(3, len(rule.innocent_explanations))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_finding_page_claims_no_measurement_that_nobody_can_repeat(rule: Rule) -> None:
    measured = sections((FINDINGS / f"{rule.code}.md").read_text(encoding="utf-8"))["Measured"]
    scripts = re.findall(r"`((?:benchmarks|script)/[\w./-]+)`", measured)
    assert all((ROOT / script).is_file() for script in scripts)
    if rule.strongest.value == "none":
        assert "carries no weight" in flat(measured)
    elif not scripts:
        assert "not measured" in measured.lower()
        # Whoever says that nothing was measured gives no figures either.
        assert not re.search(r"\d+(\.\d+)? ?%| of \d{2,}", measured)


@pytest.mark.parametrize("path", sorted(FINDINGS.glob("*.md")), ids=lambda path: path.stem)
def test_a_finding_page_draws_no_conclusion_that_only_people_draw(path: Path) -> None:
    text = WITHOUT_VOICE.sub("", path.read_text(encoding="utf-8"))
    assert re.findall(rf"\b({'|'.join(map(re.escape, BANNED))})\b", text, re.IGNORECASE) == []


# examples -----------------------------------------------------------------------------------------


def examples() -> Iterator[tuple[str, str, str]]:
    """(page, the claim file above it if there is one, the session) of every `console` block of a finding page."""
    for path in sorted(FINDINGS.glob("*.md")):
        claim = ""
        for language, block in FENCE.findall(path.read_text(encoding="utf-8")):
            if language == "yaml":
                claim = block
            elif language == "console":
                yield path.stem, claim, block


EXAMPLES = list(examples())


def test_the_examples_are_found() -> None:
    assert len(EXAMPLES) >= 18


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where facts are kept from one example to the next, which are about the same few samples."""
    return tmp_path_factory.mktemp("facts")


@pytest.mark.parametrize(("code", "claim", "session"), EXAMPLES, ids=[code for code, _, _ in EXAMPLES])
def test_an_example_shows_what_the_command_prints(code: str, claim: str, session: str, facts: Path) -> None:
    lines = session.splitlines()
    printed = answer(claim, tuple(line.removeprefix("$ ") for line in lines if line.startswith("$ ")), facts)
    shown = "\n".join("…" if line.strip() == "…" else line for line in lines if not line.startswith("$ "))
    pieces = [piece for part in re.split("^…$", shown, flags=re.MULTILINE) if (piece := flat(part))]
    assert pieces, f"{code}: the example shows nothing"
    assert [piece for piece in pieces if piece not in printed] == []


@cache
def answer(claim: str, session: tuple[str, ...], facts: Path) -> str:
    """What the last command of a session prints, in a folder with the samples and the claim.

    Text is not read: no example in a `console` block rests on it, since it depends on Tesseract's data.
    """
    printed = ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "claim.yaml").write_text(claim, encoding="utf-8")
        (folder / "samples").symlink_to(ROOT / "samples", target_is_directory=True)
        for line in session:
            program, *words = shlex.split(line)
            assert program == "verifyctl"
            more = ["--skip", "text", "--facts-cache", str(facts)] if words[0] == "check" else []
            printed = run([*words, *more], folder)
    return flat(printed)


def run(words: list[str], folder: Path) -> str:
    done = run_text(*words, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def python_blocks(page: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [block for language, block in FENCE.findall(text) if language == "python"]


def test_the_digests_can_be_recomputed_as_the_page_says(tmp_path: Path) -> None:
    samples = ROOT / "samples"
    picture = samples / "april-27-order" / "phone.jpg"
    store = samples / "april-27-order" / "known" / "known.sqlite"
    (tmp_path / "order.jpg.notes.txt").write_text("a note", encoding="utf-8")
    # A name that disagrees with the content gives a finding that the digest leaves out.
    (tmp_path / "order.jpg").write_bytes((samples / "evidence" / "png-named.jpg").read_bytes())
    run(["check", str(picture), "order.jpg", "--known", str(store), "--skip", "text", "-o", "out/", "-q"], tmp_path)
    (block,) = python_blocks("reference/verdict-file.md")
    for path in sorted((tmp_path / "out").glob("*.json")):
        done = subprocess.run([sys.executable, "-", str(path)], input=block, capture_output=True, text=True, check=True)
        assert [line.split()[0] for line in done.stdout.splitlines()] == ["True", "True"]
        verdict = json.loads(path.read_text(encoding="utf-8"))
        assert verdict["id"] in done.stdout
        assert verdict["result_digest"] in done.stdout
    assert len(list((tmp_path / "out").glob("*.json"))) == 2


def test_the_python_api_works_as_its_page_says(tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples", target_is_directory=True)
    blocks = python_blocks("reference/python-api.md")
    assert len(blocks) == 2
    # Reading text is left to the tests that are marked for it.
    program = blocks[1]
    done = subprocess.run(
        [sys.executable, "-"], input=program, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "known-copy" in done.stdout


def test_the_python_api_page_names_all_that_is_public() -> None:
    import verifyctl

    page = (DOCS / "reference" / "python-api.md").read_text(encoding="utf-8")
    assert [name for name in verifyctl.__all__ if f"`{name}" not in page] == []


# links, commands, fields --------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, ROOT / "README.md"], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_internal_links_lead_somewhere(path: Path) -> None:
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    broken = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        other = (path.parent / name).resolve() if name else path
        if not other.exists() or (anchor and anchor not in anchors(other)):
            broken.append(target)
    assert broken == []


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as common renderers make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_first() -> None:
    reached: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        links = LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
        waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links if ":" not in link]
    assert {page_name(path) for path in PAGES} - {
        page_name(path) for path in reached if path.is_relative_to(DOCS)
    } == set()


def commands() -> dict[tuple[str, ...], Command]:
    """Every command of the command line by its path."""
    found: dict[tuple[str, ...], Command] = {}

    def walk(command: Command, path: tuple[str, ...]) -> None:
        found[path] = command
        if isinstance(command, Group):
            for name in command.list_commands(Context(command)):
                child = command.get_command(Context(command), name)
                assert child is not None
                walk(child, (*path, name))

    walk(cli, ())
    return found


def mentioned(path: Path) -> Iterator[str]:
    """Every line of shell in a page that calls verifyctl, continued lines joined."""
    for language, block in FENCE.findall(path.read_text(encoding="utf-8")):
        if language in ("sh", "console", "bash"):
            for line in block.replace("\\\n", " ").splitlines():
                yield from re.findall(r"(?:^|[\s;&|])verifyctl ([^|;<>]*)", line)


@pytest.mark.parametrize("path", PAGES, ids=page_name)
def test_commands_and_options_in_shell_lines_exist(path: Path) -> None:
    known = commands()
    wrong = []
    for line in mentioned(path):
        words = line.split()
        name: tuple[str, ...] = ()
        while words and (*name, words[0]) in known:
            name = (*name, words.pop(0))
        options = {
            option
            for part in known[name].params
            if isinstance(part, Option)
            for option in (*part.opts, *part.secondary_opts)
        }
        options |= {"--help", "-h", "--"}
        wrong += [line] if not name and words and not words[0].startswith("-") else []
        wrong += [
            f"{line}: {word}" for word in words if word.startswith("--") and word.partition("=")[0] not in options
        ]
    assert wrong == []


def fields_of(model: type[Model], seen: set[type[Model]] | None = None) -> Iterator[tuple[type[Model], str]]:
    """Every field of a model and of the models within it."""
    seen = set() if seen is None else seen
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield model, field.alias or name
        for inner in models_in(field.annotation):
            yield from fields_of(inner, seen)


def models_in(annotation: object) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from models_in(argument)


def in_code(path: Path) -> set[str]:
    """Every word in code marks of a page."""
    marked = re.findall(r"`([^`\n]+)`", FENCE.sub("", path.read_text(encoding="utf-8")))
    return {word for text in marked for word in re.findall(r"\w+", text)}


def test_the_page_of_the_verdict_file_names_every_field_and_outcome() -> None:
    named = in_code(DOCS / "reference" / "verdict-file.md")
    named |= in_code(DOCS / "reference" / "claim-file.md")  # denials and readings are those of the claim
    stages = {inner for _, inner in fields_of(Facts)}
    fields = {name for _, name in fields_of(Verdict)} - stages
    assert fields - named == set()
    assert {outcome.value for outcome in Outcome} - named == set()


@pytest.mark.parametrize("stage", list(STAGES))
def test_the_page_of_a_stage_names_every_fact(stage: str) -> None:
    named = in_code(DOCS / "reference" / "stages" / f"{stage}.md")
    (model,) = models_in(Facts.model_fields[stage].annotation)
    assert set(model.model_fields) - named - {"stage"} == set()
