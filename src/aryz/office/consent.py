"""`kb/consent.yml`: what a client is told before anything is kept, in versions; the newest is read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aryz.diagnostics import Findings
from aryz.office_rules import read_consents
from aryz.project import Project


@dataclass(frozen=True)
class Consents:
    """The texts by version and language. Old versions stay: cases name the one that was agreed to."""

    current: str
    texts: Mapping[str, Mapping[str, str]]

    def said(self, language: str, version: str = "") -> list[str]:
        """The paragraphs of a version, the newest if none is named."""
        text = self.texts.get(version or self.current, {}).get(language, "")
        return [part.strip() for part in text.split("\n\n") if part.strip()]


def load_consents(project: Project) -> Consents:
    """Raises ContentError for a version that lacks a language."""
    findings = Findings()
    texts = read_consents(project, findings)
    findings.stop_on_errors()
    return Consents(list(texts)[-1], texts)
