"""One file of `search/`, read with findings: what is missing or of the wrong shape is said with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place
from aryz.yamlfile import YamlList, YamlMap


class DataFile:
    """A mapping of a file and the place of its values. All faults go to `findings`; reading goes on."""

    def __init__(self, path: Path, findings: Findings, data: YamlMap | None = None, under: str = ""):
        self.path, self.findings, self.under = path, findings, under
        if data is None:
            try:
                data = yamlfile.load_map(path)
            except ContentError as error:
                findings.extend(error.problems)
                data = YamlMap()
        self.data = data

    def fault(self, key: str, message: str, mend: str, line: int = 0) -> None:
        field = f"{self.under}.{key}" if self.under else key
        self.findings.add("search.data", Place(self.path, line or self.data.line_of(key), field), message, mend)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.fault(key, "text must stand here.", f"Write «{key}: …».")
            return ""
        return value

    def number(self, key: str, default: int) -> int:
        value = self.data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fault(key, "a whole number must stand here.", f"Write «{key}: {default}».")
            return default
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.fault(key, "true or false must stand here.", f"Write «{key}: true» or leave it out.")
        return value is True

    def words(self, key: str, optional: bool = False) -> list[str]:
        """A list of words; numbers and «yes»-like words count as words."""
        value = self.data.get(key, YamlList() if optional else None)
        if not isinstance(value, list):
            self.fault(key, "a list must stand here.", f"Write «{key}: [one, two]».")
            return []
        for at, item in enumerate(value):
            if item is None or item == "" or isinstance(item, dict | list):
                line = value.line_of(at) if isinstance(value, YamlList) else 0
                self.fault(f"{key}[{at}]", "a word must stand here.", "Write the word, in quotes if need be.", line)
        return [str(item) for item in value if isinstance(item, str | int)]

    def part(self, key: str, optional: bool = False) -> DataFile:
        """The mapping under a key, with the same findings."""
        value: Any = self.data.get(key)
        if not isinstance(value, YamlMap):
            if value is not None or not optional:
                self.fault(key, "a mapping must stand here.", f"Write «{key}: {{name: value}}».")
            value = YamlMap()
            value.line = self.data.line_of(key)
        return DataFile(self.path, self.findings, value, f"{self.under}.{key}" if self.under else key)

    def pairs(self) -> dict[str, str]:
        """All keys with their texts."""
        return {key: self.text(key) for key in self.data}
