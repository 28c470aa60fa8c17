"""`kb/consent.yml`: what a client is told before anything is kept, in versions; the newest is read out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aryz import yamlfile
from aryz.diagnostics import ContentError, Place, Problem
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
    path = project.kb / "consent.yml"
    texts = {str(key): dict(row) for key, row in yamlfile.load_map(path).items()}
    lacking = [f"{key}: {one}" for key, row in texts.items() for one in project.languages if not row.get(one)]
    if lacking or not texts:
        message = f"The consent text lacks {', '.join(lacking) or 'a version'}."
        raise ContentError([Problem("consent.language", Place(path), message)])
    return Consents(list(texts)[-1], texts)
