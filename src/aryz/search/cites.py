"""Citations in queries: all that `aryz.law.reading` reads, and a bare «статья 113» of the likeliest act."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aryz.law.acts import Registry
from aryz.law.reading import read
from aryz.search.analysis import LONGEST_QUERY
from aryz.search.entry import Entry

_NUMBER = re.compile(r"(?<![\w-])(\d{1,4}(?:-\d{1,2})?)(?=$|[\s.,;:)(]|-?(?:бап|баб|modda|бөл))")
_WORD = re.compile(
    r"(?:^|[^\w])(?:ст\.?|стать\w+|бап\w*|баб\w*|modda\w*|art\.?|article)(?![\w])|-(?:бап|баб|modda)\w*", re.I
)
_DIRECT = re.compile(r"(?:^|\s)([a-z][a-z-]*):(\d+(?:-\d+)?)")


class Acts:
    """The names by which people call acts, taken from the index's own entries."""

    def __init__(self, entries: Iterable[Entry], registry: Registry | None = None):
        self.registry = registry
        self.names: dict[str, str] = {}
        self.articles: set[str] = set()
        for entry in entries:
            if entry.kind == "act" and entry.refs:
                act = entry.refs[0].partition(":")[0]
                self.articles.add(entry.refs[0])
                for name in entry.headings:
                    self.names.setdefault(" ".join(name.lower().split()), act)

    def find(self, query: str) -> list[str]:
        """The articles that a query cites, the likeliest first; empty when it cites none."""
        query = query[:LONGEST_QUERY]
        if self.registry is not None:
            read_refs = [f"{r.act}:{r.article}" for found in read(query, self.registry, loose=True) for r in found.refs]
            known = [ref for ref in dict.fromkeys(read_refs) if ref in self.articles]
            if known:
                return known
        text = " ".join(query.lower().replace("\u00a0", " ").split())
        direct = [f"{act}:{number}" for act, number in _DIRECT.findall(text)]
        if direct:
            return [ref for ref in direct if ref in self.articles]
        number = _NUMBER.search(text)
        if not number:
            return []
        acts = self._acts(text)
        if not acts and not _WORD.search(text):
            return []
        wanted = acts or ["tk", *sorted({ref.partition(":")[0] for ref in self.articles})]
        return list(dict.fromkeys(ref for act in wanted if (ref := f"{act}:{number.group(1)}") in self.articles))

    def _acts(self, text: str) -> list[str]:
        """Acts named in the text, longest name first."""
        padded = f" {text} "
        found = [name for name in self.names if f" {name} " in padded or (len(name) > 6 and name in padded)]
        return list(dict.fromkeys(self.names[name] for name in sorted(found, key=len, reverse=True)))
