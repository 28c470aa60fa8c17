"""Typed reading of a YAML mapping: each wrong, missing or unknown key becomes a finding with its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from aryz.diagnostics import ContentError, Findings, Place
from aryz.yamlfile import YamlList, YamlMap, load, load_map


class Reader:
    """Reads one mapping. `where` is its path inside the file, such as `fields.wages.unpaid`."""

    def __init__(self, data: YamlMap, path: Path, findings: Findings, where: str = ""):
        self.data, self.path, self.findings, self.where = data, path, findings, where

    def place(self, key: str = "") -> Place:
        field = f"{self.where}.{key}".strip(".")
        return Place(self.path, self.data.line_of(key) if key else self.data.line, field)

    def problem(self, code: str, key: str, message: str, mend: str = "", severity: str = "error") -> None:
        self.findings.add(code, self.place(key), message, mend, severity)

    def known(self, keys: Iterable[str]) -> None:
        """Report every key that is not one of `keys`, with the nearest known one."""
        allowed = list(keys)
        for key in self.data:
            if key not in allowed:
                close = difflib.get_close_matches(key, allowed, n=1)
                mend = f"Did you mean «{close[0]}»?" if close else f"Known keys: {', '.join(allowed)}."
                self.problem("yaml.unknown-key", key, f"the key «{key}» is not known here.", mend)

    def text(self, key: str, required: bool = False) -> str:
        """The text under `key`; a number written without quotes is taken as text."""
        value = self.data.get(key)
        if value is None:
            if required:
                self.problem("yaml.missing", key, f"«{key}» is missing.", f"Add «{key}: …».")
            return ""
        if isinstance(value, bool | YamlMap | YamlList):
            self.problem("yaml.type", key, f"«{key}» must be text.", "Put it in quotes.")
            return ""
        return str(value).strip()

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.problem("yaml.type", key, f"«{key}» must be true or false.")
            return default
        return value

    def count(self, key: str) -> int:
        """The whole number under `key`, 1 or more."""
        value = self.data.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        message = f"«{key}» must be a whole number from 1 on, not «{value}»."
        self.problem("yaml.type", key, message, "Write a whole number, such as 30.")
        return 1

    def strings(self, key: str) -> list[str]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, YamlList) or any(isinstance(item, YamlMap | YamlList) for item in value):
            self.problem("yaml.type", key, f"«{key}» must be a list of words.", "Write «[one, two]».")
            return []
        return [str(item) for item in value]

    def items(self, key: str) -> list[Reader]:
        """The mappings of the list under `key`."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, YamlList):
            self.problem("yaml.type", key, f"«{key}» must be a list.", "Begin each item with «- ».")
            return []
        made = []
        for index, item in enumerate(value):
            where = f"{self.where}.{key}[{index}]".strip(".")
            if isinstance(item, YamlMap):
                made.append(Reader(item, self.path, self.findings, where))
            else:
                message = "each item must have keys with values."
                self.findings.add("yaml.type", Place(self.path, value.line_of(index), where), message)
        return made

    def map(self, key: str) -> Reader | None:
        """The mapping under `key`, or None when it is not there."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, YamlMap):
            self.problem("yaml.type", key, f"«{key}» must have keys with values.")
            return None
        return Reader(value, self.path, self.findings, f"{self.where}.{key}".strip("."))

    def texts(self, key: str, languages: Iterable[str], required: bool = True) -> dict[str, str]:
        """A text in several languages. One plain text serves all of them; a missing language is a finding."""
        value = self.data.get(key)
        if value is None:
            if required:
                self.problem("yaml.missing", key, f"«{key}» is missing.", f"Add «{key}: {{ru: …}}».")
            return {}
        if not isinstance(value, YamlMap):
            text = self.text(key)
            return dict.fromkeys(languages, text)
        inner = Reader(value, self.path, self.findings, f"{self.where}.{key}".strip("."))
        made = {language: inner.text(language) for language in value}
        for language in value:
            if language not in languages and not (language.isascii() and len(language) < 4):
                mend = "A text with a comma in {braces} needs quotes."
                inner.problem("yaml.unknown-key", language, f"«{language}» is no language.", mend)
        for language in languages:
            if not made.get(language):
                message = f"«{key}» has no text in «{language}»."
                self.findings.add("translation.missing", inner.place(), message, f"Add «{language}: …».")
        return made


def opened(path: Path, findings: Findings) -> Reader | None:
    """A file whose top is a mapping; None when it cannot be read, which goes to `findings`."""
    try:
        return Reader(load_map(path), path, findings)
    except ContentError as error:
        findings.extend(error.problems)
        return None


def opened_all(folder: Path, findings: Findings) -> Iterator[Reader]:
    """The YAML files of a folder by name; those that cannot be read go to `findings`."""
    for path in sorted(folder.glob("*.yml")):
        if reader := opened(path, findings):
            yield reader


def opened_list(path: Path, name: str, findings: Findings) -> list[Reader]:
    """The mappings of a file whose top is a list; what is wrong goes to `findings`. name: what stands for the top."""
    top = YamlMap()
    try:
        top[name] = load(path)
    except ContentError as error:
        findings.extend(error.problems)
    return Reader(top, path, findings).items(name)
