"""Any corpus of JSON lines as entries: `id`, `lang`, `title`, `text`, and `act` and `article` where they are known.

An act may be one of ours, by id or by name, or any other, which is then known by the name that the corpus gives it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from aryz.diagnostics import ContentError, Place, Problem
from aryz.law.acts import Act, Article, Names, Registry
from aryz.law.reading.names import names_of
from aryz.law.reading.words import tokens
from aryz.search.entry import Entry

_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)?")
_LITTLE = {"о", "об", "и", "в", "на", "по", "с", "от", "рк", "республики", "казахстан", "туралы", "және", "of", "the",
           "and", "on"}  # fmt: skip


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, .gz too. Raises ContentError with the line of a fault."""
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                row = None
            if not isinstance(row, dict):
                problem = Problem("search.json", Place(path, number), "the line is no JSON object.", "One a line.")
                raise ContentError([problem])
            yield row


def read_corpus(path: Path, registry: Registry | None = None) -> tuple[list[Entry], Registry]:
    """The entries of a corpus, and the acts that citations may name there: ours, with what the corpus adds."""
    listed = list(rows(path))
    acts = _Acts(registry or Registry(), path)
    refs = [acts.ref(row) for row in listed]
    known = acts.registry()
    return [_entry(row, *ref, known) for row, ref in zip(listed, refs, strict=True)], known


def _entry(row: dict[str, Any], act: str, article: str, known: Registry) -> Entry:
    language = _language(row)
    named = known[act].names if act else {}
    names = named.get(language) or next(iter(named.values()), None)
    return Entry(
        id=str(row.get("id", "")),
        url=str(row.get("id", "")),
        kind="act",
        language=language,
        title=str(row.get("title") or ""),
        body=str(row.get("text") or row.get("body") or ""),
        refs=[f"{act}:{article}" if article else act] if act else [],
        names=list(dict.fromkeys([names.full, names.short, *names.spoken])) if names else [],
        act=act,
    )


def _language(row: dict[str, Any]) -> str:
    language = str(row.get("lang") or row.get("language") or "ru")[:2].lower()
    return language if language in {"ru", "kk", "uz", "en"} else "ru"


class _Acts:
    """The acts of a corpus."""

    def __init__(self, ours: Registry, path: Path):
        self.ours, self.place = ours, Place(path)
        self._ids: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}  # of acts that are not ours: by id and language
        self._articles: dict[str, dict[str, Article]] = {}

    def ref(self, row: dict[str, Any]) -> tuple[str, str]:
        """The act and article of a row; empty where it has none."""
        name = " ".join(str(row.get("act") or "").split())
        if not name:
            return "", ""
        act = self._id(name)
        if act not in self.ours:
            self._names.setdefault(act, {}).setdefault(_language(row), str(row.get("act_title") or name))
        found = _NUMBER.search(str(row.get("article") or ""))
        article = found.group() if found else ""
        if article:
            title = str(row.get("title") or "")
            articles = self._articles.setdefault(act, {})
            articles.setdefault(article, Article(article, self.place, {_language(row): title}, {}))
        return act, article

    def _id(self, name: str) -> str:
        if name not in self._ids:
            self._ids[name] = name if name in self.ours else self._named(name) or f"act-{len(self._ids)}"
        return self._ids[name]

    def _named(self, name: str) -> str:
        """Which of our acts is called so."""
        listed = tokens(name)
        found = self.ours.once(names_of).find(listed, 0, True) if listed else None
        return found[1][0] if found and found[0] == len(listed) else ""

    def registry(self) -> Registry:
        """Our acts and the corpus's, each with the articles of the corpus."""
        made = Registry()
        for key, act in self.ours.items():
            made[key] = replace(act, articles={**self._articles.get(key, {}), **act.articles})
        for key, names in self._names.items():
            named = {language: _names(title) for language, title in names.items()}
            made[key] = Act(key, self.place, "law", named, {}, self._articles.get(key, {}))
        return made


def _names(title: str) -> Names:
    """What an act may be called, by its title: «Трудовой кодекс Республики Казахстан» is «ТК» too."""
    words = [word for word in re.findall(r"[^\W\d_]+", title) if word.lower() not in _LITTLE]
    code = words[:2] if len(words) >= 2 and words[1].lower()[:5] in {"кодек", "kodek", "code"} else []
    short = "".join(word[0] for word in code).upper()
    return Names(title, title, short or title, tuple(filter(None, (" ".join(code), short))))
