"""From entries to an index: all of it, or only what changed since the one that lies there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import fields
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from aryz.files import replaced_folder
from aryz.garbage import none_expected
from aryz.search import chunks, store
from aryz.search.analysis import Analysis
from aryz.search.entry import KINDS, Entry
from aryz.search.impacts import Weigher, averages, lengths_of
from aryz.search.links import links_of
from aryz.search.postings import BEST, COARSE, EVEN, MEANT
from aryz.search.ready import SPREAD, Before, lists_of
from aryz.search.rules import LANGUAGES
from aryz.search.settings import load as load_settings
from aryz.search.thesaurus import Thesaurus

_VERSION = 7  # raise it when an index of before would be read wrongly
_LANGUAGES = {language: at for at, language in enumerate(LANGUAGES)}
_KINDS = {kind: at for at, kind in enumerate(KINDS)}
_TEXTS, _LISTS = (
    attrgetter(*[field.name for field in fields(Entry) if (field.type == "str") is text]) for text in (True, False)
)
_SHOWN = ("url", "title", "body", "breadcrumb", "interviews")


def build(entries: list[Entry], folder: Path, settings: Path) -> int:
    """Make or renew the index of `entries` in `folder`; `settings` is the project's `search/`.

    Only what changed is indexed anew, the rest is taken over. Returns how many pages were analysed. Swapped in when it
    is complete; a damaged index is made anew.
    """
    with none_expected():
        return _build(entries, folder, settings)


def _build(entries: list[Entry], folder: Path, settings: Path) -> int:
    analysis, thesaurus = load_settings(settings, folder)
    entries = sorted({entry.key: entry for entry in entries}.values(), key=_place)
    old: store.Store | None = None
    with suppress(store.DamagedError):
        old = store.Store(folder, mapped=False)
    plan = _Plan(entries, analysis, old)
    try:
        if old is not None and old.table["made"] == plan.made:
            if old.table["pages"] == plan.pages:
                return 0
        elif old is not None:
            old.close()
            old = None
        with replaced_folder(folder) as fresh:
            return _fill(fresh, plan, (analysis, thesaurus), old)
    finally:
        if old is not None:
            old.close()


def _place(entry: Entry) -> tuple[int, int]:
    """Pages of one language lie together: a term, which is of one language, then stands in few chunks."""
    return _LANGUAGES.get(entry.language, len(_LANGUAGES)), _KINDS.get(entry.kind, len(_KINDS))


class _Plan:
    """What an index of these entries consists of. `made` is what all impacts depend on."""

    def __init__(self, entries: list[Entry], analysis: Analysis, old: store.Store | None):
        self.entries = entries
        self.pages = [store.fingerprint(*_contents(entry)) for entry in entries]
        known = {} if old is None or old.table["made"][0] != _VERSION else old.lengths()
        lengths = [known.get(page) or lengths_of(entry) for page, entry in zip(self.pages, entries, strict=True)]
        self.lengths = dict(zip(self.pages, lengths, strict=True))
        steps = averages(lengths or [[0] * 5])
        rules = store.fingerprint(json.dumps(analysis.rules, ensure_ascii=False, sort_keys=True))
        self.weigher = Weigher(steps)
        self.made = [_VERSION, rules, steps, [BEST, MEANT, COARSE, EVEN]]
        self.chunks = [
            (store.fingerprint(*self.pages[first:last]), first, last)
            for first, last in chunks.cut([entry.key for entry in entries])
        ]


def _contents(entry: Entry) -> Iterable[str]:
    return chain(_TEXTS(entry), map("\x01".join, _LISTS(entry)))


def _fill(fresh: Path, plan: _Plan, known: tuple[Analysis, Thesaurus], old: store.Store | None) -> int:
    """Write the index into an empty folder, from the old one where that is the same."""
    had: set[str] = set()
    kept: set[str] = set()
    words: Counter[str] = Counter()
    if old is not None and not store.taken_over(old, fresh):
        for path in fresh.iterdir():
            path.unlink()
        old = None
    if old is not None:
        had = {name for name, _, _ in old.table["chunks"]}
        kept = set(old.table["pages"])
        words.update(_counted(store.words_in(fresh)))
    writer = store.Writer(fresh, fresh=old is None)
    if old is not None:
        gone = had - {name for name, _, _ in plan.chunks}
        for name in gone:
            words.subtract(old.chunk(name)[1])
        writer.remove([f"c{name}" for name in gone] + [f"p{name}" for name in kept - set(plan.pages)])
    analysed = 0
    spread: Counter[str] = Counter()  # in how many chunks each term stands
    come: list[dict[str, int]] = []
    for name, first, last in plan.chunks:
        if name not in had:
            made = chunks.make(plan.entries[first:last], known[0], plan.weigher)
            writer.add_chunk(name, made)
            words.update(made.words)
            if old is None:
                spread.update(made.postings.keys())
            else:
                come.append(made.sums())
            analysed += last - first
        for page, entry in zip(plan.pages[first:last], plan.entries[first:last], strict=True):
            if page not in kept:
                writer.add_page(page, {field: value for field in _SHOWN if (value := getattr(entry, field))})
    table = _table(plan)
    listed = "\n".join([f"{word} {count}" for word, count in sorted(words.items()) if count > 0])
    writer.close(table, plan.lengths, listed)
    before = Before.of(old, table["chunks"], come) if old else None
    terms = before.changed if before else [term for term, many in spread.items() if many >= SPREAD]
    with closing(store.Store(fresh, table)) as written:
        store.seal(fresh, lists_of(written, *known, terms, before), old.folder if old else None)
    return analysed


def _counted(rows: Iterable[str]) -> dict[str, int]:
    return {word: int(count) for row in rows if row for word, _, count in [row.rpartition(" ")]}


def _table(plan: _Plan) -> dict[str, Any]:
    """What is known of every page without reading it, column by column."""
    entries = plan.entries
    return {
        "made": plan.made,
        "chunks": [[name, last - first, first] for name, first, last in plan.chunks],
        "pages": plan.pages,
        "id": [entry.id for entry in entries],
        "refs": [entry.refs for entry in entries],
        "since": [entry.since for entry in entries],
        "until": [entry.until for entry in entries],
        **{name: _column([getattr(entry, name) for entry in entries]) for name in ("kind", "act", "topic", "language")},
        **{name: _column([getattr(entry, name) for entry in entries]) for name in ("citizenship", "audience")},
        "names": _names(entries),
        "links": links_of(entries),
    }


def _column(values: list[Any]) -> dict[str, list[Any]]:
    """A column of few values, texts or lists of them: the values, and for each page the number of its own."""
    known: dict[str | tuple[str, ...], int] = {}
    rows = [known.setdefault(value if isinstance(value, str) else tuple(value), len(known)) for value in values]
    return {"values": list(known), "rows": rows}


def _names(entries: list[Entry]) -> dict[str, list[str]]:
    """What acts are called."""
    made: dict[str, dict[str, None]] = {}
    for entry in entries:
        if entry.act:
            made.setdefault(entry.act, {}).update(dict.fromkeys(entry.names))
    return {act: list(names) for act, names in made.items()}
