"""What the tools answer from. Each part is loaded when a tool first needs it: an assistant waits for no start."""

from __future__ import annotations

from functools import cached_property

from aryz.content import Content, load_content, load_law
from aryz.diagnostics import AryzError
from aryz.law.acts import Registry
from aryz.law.citations import parse_ref, resolve
from aryz.law.printing import print_ref
from aryz.law.tables import Data
from aryz.mcp.answers import Source
from aryz.project import Project
from aryz.search import Searcher
from aryz.searching import searcher_of


class Shelf:
    """The content of a project."""

    def __init__(self, project: Project):
        self.project = project

    @cached_property
    def law(self) -> tuple[Registry, Data]:
        """Acts and tables."""
        return load_law(self.project)

    @cached_property
    def content(self) -> Content:
        """Everything."""
        return load_content(self.project)

    @cached_property
    def searcher(self) -> Searcher:
        """The index; it is made where it is missing."""
        return searcher_of(self.project)

    def language(self, asked: str) -> str:
        """A language of the project; raises AryzError."""
        if asked not in self.project.languages:
            raise AryzError(f"There is no language «{asked}». There are: {', '.join(self.project.languages)}.")
        return asked

    def source(self, ref: str, language: str) -> Source:
        """An article that an answer rests on: in words, where its official text stands, and when it was read."""
        registry = self.law[0]
        parsed = parse_ref(ref)
        act, article = resolve(parsed, registry)
        return Source(
            ref=ref,
            citation=print_ref(ref, registry, language),
            official=act.link(language, parsed.article),
            redaction=article.redaction if article else "",
            checked=article.checked if article else act.checked,
        )

    def sources(self, refs: list[str], language: str) -> list[Source]:
        """The same of several, each once."""
        return [self.source(ref, language) for ref in dict.fromkeys(refs)]
