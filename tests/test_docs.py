"""The docs cannot drift: every command, filter, function, field type and finding is where it should be."""

from __future__ import annotations

import ast
import json
import re

import click

from aryz.cli import cli
from aryz.diagnostics import Place
from aryz.interviews.model import KINDS, Field
from aryz.interviews.shape import TYPES
from aryz.law.functions import FUNCTIONS
from aryz.plan import types
from aryz.plan.run import NODES
from aryz.plan.vocabulary import FILTERS
from tests.conftest import ROOT, run_aryz

DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
CODE = ROOT / "src" / "aryz"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_filter_and_function_is_in_the_table() -> None:
    table = DOCS["plan.md"].partition("## Filters")[2].partition("## Functions")[0]
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE))
    assert listed == set(FILTERS)
    functions = set(re.findall(r"^\| `(law\.[a-z_]+)\(", DOCS["plan.md"], re.MULTILINE))
    assert functions == set(FUNCTIONS)


def test_every_node_and_type_of_the_plan_is_in_the_table() -> None:
    nodes = DOCS["plan.md"].partition("## Nodes of expressions")[2].partition("## Types")[0]
    assert set(re.findall(r'`\["([a-z]+)"', nodes)) == NODES
    listed = DOCS["plan.md"].partition("## Types")[2].partition("##")[0]
    kinds = {value.kind for value in vars(types).values() if isinstance(value, types.Type)}
    kinds |= {field.type().kind for field in (Field("x", kind, Place(ROOT)) for kind in KINDS)}
    assert set(re.findall(r"^\| `([a-z]+)` \|", listed, re.MULTILINE)) == kinds | {"struct"}


def test_every_field_type_is_documented() -> None:
    table = DOCS["interviews.md"].partition("## Field types")[2].partition("##")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) >= set(TYPES)


def test_commands_in_the_docs_exist() -> None:
    known = set(cli.commands)
    for name, text in {**DOCS, "README.md": README}.items():
        for command in re.findall(r"^ {4}aryz ([a-z]+)", text, re.MULTILINE):
            assert command in known, (name, command)


def test_worked_examples_of_the_calculators_come_out_as_written() -> None:
    rows = re.findall(r"^ {4}aryz (calc .*?) +# (\S+)$", DOCS["calculators.md"], re.MULTILINE)
    assert {command.split()[1] for command, _ in rows} == {
        "penalty",
        "arrears",
        "overtime",
        "leave",
        "final-pay",
        "deadline",
    }
    for command, total in rows:
        assert json.loads(run_aryz(*command.split(), "--json").stdout)["total"] == total, command


def test_links_between_docs_lead_somewhere() -> None:
    for folder, name, text in [(ROOT, "README.md", README), *((ROOT / "docs", n, t) for n, t in DOCS.items())]:
        for link in re.findall(
            r"\]\((?!http)([^)#]+)\)",
            re.sub(r"\]\((?:going-to-court\.md|interview:wage-claim|calculator:penalty|guide:[a-z-]+)\)", "", text),
        ):
            assert (folder / link).exists(), (name, link)


def test_every_command_is_in_the_readme_or_has_help() -> None:
    for command in cli.commands.values():
        assert isinstance(command, click.Command)
        assert command.help


def test_nothing_of_a_machine_is_in_the_project() -> None:
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    for name in tracked:
        path = ROOT / name
        if path == ROOT / "tests" / "test_docs.py":
            continue
        if path.suffix in {".py", ".md", ".yml", ".toml", ".lock", ".sh", ".html", ".js", ".css"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "/work/" not in text.replace('"/work/"', ""), name
            assert "--index-url" not in text, name


def _imports() -> set[tuple[str, str]]:
    """(package, package that it imports) of all our code; what serves the commands is of `cli`."""
    made = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and re.match(r"aryz\b", node.module or ""):
                names = str(node.module).split(".")[1:2] or [alias.name for alias in node.names]
                made |= {(path.relative_to(CODE).parts[0].removesuffix(".py"), name) for name in names}
    return {tuple(re.sub(r"^(cli|report)_.*", r"\1", name) for name in pair) for pair in made}


def test_imports_keep_to_the_table_of_packages() -> None:
    allowed: dict[str, set[str]] = {"__main__": {"cli"}}
    for names, words in re.findall(r"^\| (`\w+`.*?) \|.*\| (.*?) \|$", DOCS["contributing.md"], re.MULTILINE):
        own, below = set(re.findall(r"`(\w+)`", names)), set(re.findall(r"`(\w+)`", words))
        below = set(allowed) if "rows above" in words else below
        everyones = {"__version__", *allowed.get("project", ())}  # findings, files, YAML
        allowed |= dict.fromkeys(own, own.union(everyones, *(allowed[one] for one in below)))
    assert {(one, other) for one, other in _imports() if other not in allowed.get(one, ())} == set()
