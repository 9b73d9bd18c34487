"""The rules of the house, held against the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from click import Command

from verifyctl.cli.main import COMMANDS
from verifyctl.reasoning.sentences import BANNED
from verifyctl.rules.catalogue import RULES
from verifyctl.stages.registry import STAGES, load

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "verifyctl"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST_FILE = 400

# Conclusions that only people draw: no template of ours says them, whatever the evidence.
CONTRACT = ("verified", "authentic", "genuine", "fake", "forged", "proves", "confirms", "debunked")

# What may touch the environment outside cli: the worker is a program of its own, and the engine is handed one.
MAY_READ_ENVIRONMENT = {"run/worker.py", "reading/engine.py", "reading/calls.py"}
MAY_EXIT = {"run/worker.py"}

NOT_STAGES = {"__init__", "base", "differing", "registry"}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings, or strings that stand alone after a name to explain it."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def dotted(node: ast.AST) -> str:
    """`os.environ` for the expression that says so, else an empty text."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


# stages and rules ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(STAGES))
def test_a_stage_in_the_registry_is_there_and_collects(name: str) -> None:
    assert callable(load(name).collect)
    assert STAGES[name].version
    assert STAGES[name].title


def test_every_stage_is_in_the_registry() -> None:
    assert {path.stem for path in (SOURCE / "stages").glob("*.py")} - NOT_STAGES == set(STAGES)


def test_rules_have_one_code_each_and_name_stages_that_exist() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes) >= 12
    assert all(set(rule.stages) <= set(STAGES) for rule in RULES)


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_a_rule_has_its_file_its_page_and_its_test(code: str) -> None:
    name = code.replace("-", "_")
    for path in (
        SOURCE / "rules" / f"{name}.py",
        ROOT / "docs" / "reference" / "findings" / f"{code}.md",
        ROOT / "tests" / "rules" / f"test_{name}.py",
    ):
        assert path.is_file(), path.relative_to(ROOT).as_posix()


def test_pages_and_tests_of_rules_belong_to_a_rule() -> None:
    codes = {rule.code for rule in RULES}
    pages = {path.stem for path in (ROOT / "docs" / "reference" / "findings").glob("*.md")}
    assert pages - codes - {"index"} == set()
    # A test file whose name is a code's must be of a rule that is registered; shared tests have names of their own.
    declared = {path.stem for path in (SOURCE / "rules").glob("*.py") if "RULE = Rule(" in path.read_text("utf-8")}
    assert declared == {code.replace("-", "_") for code in codes}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_of_a_rule_begins_with_its_code(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    page = (ROOT / "docs" / "reference" / "findings" / f"{code}.md").read_text(encoding="utf-8")
    assert code in page.splitlines()[0]


# words --------------------------------------------------------------------------------------------


def templates() -> Iterator[tuple[str, int, str]]:
    """Every text in rules, reasoning and reports but docstrings and the list of banned words itself."""
    for part in ("rules", "reasoning", "report"):
        for path in sorted((SOURCE / part).glob("*.py")):
            tree = parsed(path)
            passed_over = docstrings(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.Assign) and any(
                    getattr(target, "id", "") == "BANNED" for target in node.targets
                ):
                    passed_over |= {id(inner) for inner in ast.walk(node)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
                    yield room(path), node.lineno, node.value


def test_the_list_of_banned_words_holds_those_of_the_contract() -> None:
    assert set(CONTRACT) <= set(BANNED)


def test_no_template_says_a_banned_word() -> None:
    found = list(templates())
    assert len(found) > 300, "the walk has lost its way"
    banned = re.compile(rf"\b({'|'.join(map(re.escape, BANNED))})\b", re.IGNORECASE)
    assert [entry for entry in found if banned.search(entry[2])] == []


def test_no_template_gives_a_score_of_authenticity() -> None:
    scored = re.compile(
        r"\b(score|probability|likely true|likely false|per cent|percent)\b|%\s*(sure|certain|likely)", re.I
    )
    assert [entry for entry in templates() if scored.search(entry[2])] == []


# code ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_only_the_command_line_prints_exits_or_reads_the_environment(path: Path) -> None:
    if room(path).startswith("cli/"):
        return
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("print", "input", "exit", "quit"):
            found.append((node.lineno, "print or input"))
        name = dotted(node)
        if name in ("sys.exit", "os._exit", "os.abort") and room(path) not in MAY_EXIT:
            found.append((getattr(node, "lineno", 0), name))
        if name in ("os.environ", "os.getenv", "os.putenv") and room(path) not in MAY_READ_ENVIRONMENT:
            found.append((getattr(node, "lineno", 0), name))
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_nothing_runs_a_shell_or_reads_a_pickle(path: Path) -> None:
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            found += [keyword.arg for keyword in node.keywords if keyword.arg == "shell"]
            found += ["yaml.load"] if dotted(node.func) == "yaml.load" and "BaseLoader" not in ast.unparse(node) else []
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
            found += [
                name for name in names if name.split(".")[0] in ("pickle", "marshal", "shelve", "socket", "urllib3")
            ]
        if dotted(node) in ("os.system", "os.popen", "yaml.unsafe_load", "yaml.full_load"):
            found.append(dotted(node))
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=room)
def test_init_files_import_nothing(path: Path) -> None:
    tree = parsed(path)
    imported = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [node for node in imported if ast.unparse(node) != "from typing import TYPE_CHECKING"] == []


# the command line ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_short_help_of_a_command_is_its_own(name: str) -> None:
    module, text = COMMANDS[name]
    command = import_module(module).command
    assert isinstance(command, Command)
    assert command.name == name
    assert command.get_short_help_str(limit=200) == text
