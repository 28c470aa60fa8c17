"""Any corpus of JSON lines as entries: `id`, `lang`, `title`, `text`, and `act` and `article` where they are known.

An act may be one of ours, by id or by name, or any other, which is then known by the name that the corpus gives it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aryz.diagnostics import ContentError, Place, Problem
from aryz.law.acts import Registry
from aryz.search.entry import Entry
from aryz.search.foreign import ForeignActs, language_of


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
    acts = ForeignActs(registry or Registry(), Place(path), listed)
    refs = [acts.ref(row) for row in listed]
    known = acts.registry()
    return [_entry(row, *ref, known) for row, ref in zip(listed, refs, strict=True)], known


def _entry(row: dict[str, Any], act: str, article: str, known: Registry) -> Entry:
    language = language_of(row)
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
