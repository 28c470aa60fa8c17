"""Where a project's content lies and which languages it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import AryzError, Findings
from aryz.plan import wording
from aryz.reader import Reader

MARK = "mkdocs.yml"
FORMS = ("day", "month", "months", "and", "group", "point", "tenge", "tiyn", "cite")  # docs/languages.md


@dataclass(frozen=True)
class Language:
    """A language of the content: `id` is the BCP 47 tag, `name` what its speakers call it."""

    id: str
    name: str
    guides: bool  # whether guides are expected in it
    documents: bool  # whether courts and bodies read papers in it
    cyrillic: str = ""  # the name of its pages in Cyrillic letters, where they are made too
    forms: Mapping[str, Any] = field(default_factory=dict)  # days, sums and citations of a language without code


def _language(key: str, row: Reader) -> Language:
    row.known(["name", "guides", "documents", "cyrillic", "forms"])
    forms = row.map("forms")
    if forms:
        forms.known(FORMS)
        if (months := forms.strings("months")) and len(months) != 12:
            forms.problem("language.months", "months", f"there are {len(months)} months.", "Name all twelve.")
    return Language(
        key,
        row.text("name", required=True),
        row.flag("guides"),
        row.flag("documents"),
        row.text("cyrillic"),
        dict(forms.data) if forms else {},
    )


@dataclass(frozen=True)
class Project:
    """A folder that holds content: the one with `mkdocs.yml`."""

    root: Path

    @property
    def kb(self) -> Path:
        return self.root / "kb"

    @property
    def interviews(self) -> Path:
        return self.root / "interviews"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def search(self) -> Path:
        return self.root / "search"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @cached_property
    def languages(self) -> dict[str, Language]:
        """Languages by id in the order of `kb/languages.yml`; the first is the source of translations."""
        path, findings = self.kb / "languages.yml", Findings()
        rows = Reader(yamlfile.load_map(path), path, findings)
        made = {key: _language(key, row) for key in rows.data if (row := rows.map(key))}
        findings.stop_on_errors()
        for key, language in made.items():
            wording.learn(key, language.forms)
        return made

    @cached_property
    def interface(self) -> dict[str, dict[str, str]]:
        """Interface texts by language and key, from `kb/interface/<language>.yml`."""
        return {
            key: {k: str(v) for k, v in yamlfile.load_map(self.kb / "interface" / f"{key}.yml").items()}
            for key in self.languages
        }

    @cached_property
    def office(self) -> dict[str, dict[str, str]]:
        """The texts of the consultants' server, by language and key, from `kb/interface/office/<language>.yml`."""
        folder = self.kb / "interface" / "office"
        return {key: {k: str(v) for k, v in yamlfile.load_map(folder / f"{key}.yml").items()} for key in self.languages}

    def text(self, language: str, key: str, **values: object) -> str:
        """An interface text with its `{names}` filled in."""
        return self.interface[language][key].format(**values)

    def everywhere(self, key: str) -> dict[str, str]:
        """An interface text in every language."""
        return {language: texts[key] for language, texts in self.interface.items()}

    def texts_under(self, language: str, prefix: str) -> dict[str, str]:
        """The interface texts whose keys begin with `prefix`, by what follows it."""
        return {k.removeprefix(prefix): v for k, v in self.interface[language].items() if k.startswith(prefix)}


def find_project(start: Path | None = None) -> Project:
    """The project of `start` or of its nearest parent with `mkdocs.yml`; raises AryzError if there is none."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file() and (folder / "kb").is_dir():
            return Project(folder)
    raise AryzError(
        f"No Aryz project in {here} or above it. Go to a folder that has {MARK} and kb/, "
        "or name one with --project DIR."
    )
