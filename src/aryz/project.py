"""Where a project's content lies and which languages it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.cyrillic import Cyrillic
from aryz.diagnostics import AryzError, Findings
from aryz.plan import wording
from aryz.reader import Reader

MARK = "mkdocs.yml"
CYRILLIC = "-cyrl"  # ends the name of a language in Cyrillic letters: of its folder, and in addresses
FORMS = ("day", "month", "months", "and", "group", "point", "tenge", "tiyn", "cite")  # docs/languages.md


@dataclass(frozen=True)
class Language:
    """A language of the content, or one of these in Cyrillic letters: `name` is what its speakers call it."""

    id: str
    name: str
    guides: bool  # whether guides are expected in it
    documents: bool  # whether courts and bodies read papers in it
    cyrillic: str = ""  # the name of its pages in Cyrillic letters, where they are made too
    forms: Mapping[str, Any] = field(default_factory=dict)  # days, sums and citations of a language without code

    @property
    def tag(self) -> str:
        """The BCP 47 tag, as pages say it."""
        return tag_of(self.id)

    @property
    def short(self) -> str:
        """What stands for it where there is no room for the name: RU, UZ, and ЎЗ in Cyrillic letters."""
        latin = not self.id.endswith(CYRILLIC)
        return (self.id if latin else self.name[:2]).upper()


def tag_of(language: str) -> str:
    """The BCP 47 tag of a language by its id: «uz-cyrl» is uz-Cyrl."""
    return language.replace(CYRILLIC, CYRILLIC.title())


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


class Texts(Mapping[str, dict[str, str]]):
    """Texts by language and key. Each language is read when it is first asked for."""

    def __init__(self, languages: Iterable[str], read: Callable[[str], dict[str, str]]):
        self._read, self._made = read, {key: dict[str, str]() for key in languages}

    def __getitem__(self, language: str) -> dict[str, str]:
        if not self._made[language]:
            self._made[language] = self._read(language)
        return self._made[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


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
    def alphabets(self) -> dict[str, Cyrillic]:
        """What writes a language in Cyrillic letters, for those that have them."""
        names = [key for key, language in self.languages.items() if language.cyrillic]
        return {key: Cyrillic(self.kb / "interface" / f"{key}{CYRILLIC}.yml") for key in names}

    @cached_property
    def spoken(self) -> dict[str, Language]:
        """The languages that interviews and the interface speak: those of the content, and each in Cyrillic letters
        after its own. What these say is made of the texts of the language: nobody writes it.
        """
        made = {}
        for key, language in self.languages.items():
            made[key] = language
            if language.cyrillic:
                own = f"{key}{CYRILLIC}"
                made[own] = replace(language, id=own, name=language.cyrillic, documents=False, cyrillic="")
        return made

    def written(self, texts: Mapping[str, Any]) -> dict[str, Any]:
        """Texts by language, and the same in Cyrillic letters."""
        more = {f"{key}{CYRILLIC}": make.json(texts[key]) for key, make in self.alphabets.items() if key in texts}
        return {**texts, **more}

    @cached_property
    def interface(self) -> Texts:
        """Interface texts of the languages spoken, from `kb/interface/<language>.yml`."""
        return self._texts(self.kb / "interface")

    @cached_property
    def office(self) -> Texts:
        """The same of the consultants' server, from `kb/interface/office/<language>.yml`."""
        return self._texts(self.kb / "interface" / "office")

    def _texts(self, folder: Path) -> Texts:
        def read(language: str) -> dict[str, str]:
            latin = language.removesuffix(CYRILLIC)
            texts = {key: str(words) for key, words in yamlfile.load_map(folder / f"{latin}.yml").items()}
            if latin == language:
                return texts
            return {key: self.alphabets[latin].text(words) for key, words in texts.items()}

        return Texts(self.spoken, read)

    def text(self, language: str, key: str, **values: object) -> str:
        """An interface text with its `{names}` filled in."""
        return self.interface[language][key].format(**values)

    def everywhere(self, key: str) -> dict[str, str]:
        """An interface text in every language of the content."""
        return {language: self.interface[language][key] for language in self.languages}

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
