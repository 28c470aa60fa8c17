"""The calculators' pages of the site and the words their script shows, one file a language."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aryz.diagnostics import Place
from aryz.law import calc
from aryz.law.acts import Registry
from aryz.law.calculators import CALCULATORS, Field
from aryz.law.citations import parse_ref
from aryz.law.printing import print_ref
from aryz.law.tables import Data
from aryz.project import Project

_REF = re.compile(r'"([a-z]+:[0-9]+(?:-[0-9]+)?(?:\.[0-9-]+)*\)?)"')
_POINT = {"en": "."}  # other languages write a decimal comma


def formula_cites() -> Iterator[tuple[str, Place]]:
    """Every citation in the calculators' code, with its line: what the formulas rest on."""
    for path in sorted(Path(str(calc.__file__)).parent.glob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in _REF.finditer(line):
                yield match.group(1), Place(path, number)


def calculator_pages(project: Project, registry: Registry, language: str) -> Iterator[tuple[str, str, str, str]]:
    """(file, title, body, summary) of the list of calculators and of each."""

    def text(key: str) -> str:
        return project.text(language, f"calc.{key}")

    rows = [f"- [{text(f'{key}.title')}]({key}/) — {text(f'{key}.summary')}" for key in CALCULATORS]
    yield "calculators/index.md", text("menu"), "\n".join([text("intro"), "", *rows]), ""
    for key, calculator in CALCULATORS.items():
        cites = "; ".join(
            f"[{print_ref(ref, registry, language)}]({_article(ref)}){{ .aryz-cite }}" for ref in calculator.cites
        )
        lines = [
            text(f"{key}.summary"),
            "",
            f'<div data-calculator="{key}"><noscript>{html.escape(text("noscript"))}</noscript></div>',
            "",
            f'<p class="aryz-note">{html.escape(text("intro"))}</p>',
            "",
            f"{text('head.cites')}: {cites}",
            "",
            "\n".join(
                f'<script defer src="../../../assets/{name}"></script>'
                for name in ("aryz-law.js", f"aryz-calc-{language}.js", "aryz-calc.js")
            ),
        ]
        yield f"calculators/{key}.md", text(f"{key}.title"), "\n".join(lines), text(f"{key}.summary")


def _article(ref: str) -> str:
    """The address of the article's page from a calculator's page."""
    parsed = parse_ref(ref)
    return f"../../acts/{parsed.act}/{parsed.article}/"


def calculator_script(project: Project, registry: Registry, data: Data, language: str) -> str:
    """`AryzCalc`: fields, words, faults, terms and printed citations in one language."""
    refs = sorted({ref for ref, _ in formula_cites()} | {ref for ref, _ in data.cites})
    terms = data.tables["terms"]["rules"]
    titles = {name: data.titles[f"terms.{name}"] for name in terms}
    events = {name: data.titles[f"terms.{name}.from"] for name in terms}
    made = {
        "point": _POINT.get(language, ","),
        "calculators": {key: [_field(field) for field in one.fields] for key, one in CALCULATORS.items()},
        "words": project.texts_under(language, "calc."),
        "faults": project.texts_under(language, "fault."),
        "rules": {name: title[language] for name, title in titles.items()},
        "events": {name: event[language] for name, event in events.items()},
        "cites": {ref: print_ref(ref, registry, language) for ref in refs},
        "links": {ref: _article(ref) for ref in refs},
    }
    return f"window.AryzCalc = {json.dumps(made, ensure_ascii=False, separators=(',', ':'))};\n"


def _field(field: Field) -> dict[str, Any]:
    made = {key: value for key, value in dataclasses.asdict(field).items() if value}
    return {**made, "columns": [_field(column) for column in field.columns]} if field.columns else made
