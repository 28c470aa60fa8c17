"""Answers queries: citations first, then words, with passages, facets and the interview that solves the matter."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aryz.search import phrases
from aryz.search.analysis import Query
from aryz.search.chunks import form_bit
from aryz.search.cites import Acts, Cited
from aryz.search.entry import Hit, Results
from aryz.search.links import WHOLE, leading, lent
from aryz.search.pages import Pages
from aryz.search.passages import Passages, Wanted
from aryz.search.postings import Postings
from aryz.search.queries import Plan, Planner
from aryz.search.ranking import Scores, score
from aryz.search.settings import load as load_settings
from aryz.search.store import DamagedError, Store, stamp
from aryz.search.words import Words

if TYPE_CHECKING:
    from aryz.law.acts import Registry

OWN = 12  # tenths of the points for pages in the reader's language
ABOVE = 2  # cited articles have more than twice the points of all else
LEAST = 8  # what has less than an eighth of the best page's points is no result, after the first ten
FIRST = 10
COVERED = 9  # tenths of a query's words; if no page has so many, they are looked for in other languages too, …
DENSE = 60  # … and if none that has them has so many points for the weight of each
SAME = 12  # tenths of the points for pages in the language of the query
_OFFERED = 2  # interviews offered on top …
_SOURCES = 3  # … of those that the first guides name
_KINDS = {"guide": 10, "interview": 10, "act": 8}


@dataclass(frozen=True)
class Ranked:
    """The pages found in order, with their points, how the query was understood and what it cites."""

    pages: list[int]
    points: dict[int, int]
    plan: Plan
    cited: Cited


class Searcher:
    """Answers queries from the index in `folder`. Raises DamagedError (an AryzError) when there is none."""

    def __init__(self, folder: Path, settings: Path, registry: Callable[[], Registry] | Registry | None = None):
        """registry: the acts whose citations a query may name, or what reads them when a query first needs them."""
        self.folder, self.registry = folder, registry
        self.analysis, self.thesaurus = load_settings(settings, folder)
        self._lock = threading.Lock()
        self.passages = Passages(self.analysis)
        self._open()

    def _open(self) -> None:
        self.store = Store(self.folder)
        self.pages = Pages(self.store.table)
        self._counts: dict[str, list[int]] = {}  # by the language of a query
        self._read_in: dict[str, list[int]] = {}  # by the language of a reader
        self.postings = Postings(self.store.posting, self.pages.count, self.store.ready)
        self.words = Words(self.store.words)
        self.acts = Acts(self.registry, self.pages.articles)
        self.planner = Planner(self.analysis, self.thesaurus, self.postings, self.words)

    def __enter__(self) -> Searcher:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def refresh(self) -> None:
        """Open the index anew if another has taken its place."""
        old = self.store
        if stamp(self.folder) not in {0, old.stamp}:
            with suppress(DamagedError):  # replaced again meanwhile: the next query opens it
                self._open()
                old.close()

    def find(
        self,
        text: str,
        language: str | None = None,
        chosen: Mapping[str, str] | None = None,
        limit: int = 10,
        skip: int = 0,
        as_of: str = "",
        typing: bool = False,
    ) -> Results:
        """The best pages for a query.

        language: the reader's; its pages come first, each page once. chosen: values of facets. as_of: the ISO day on
        which texts of acts must hold; today if left out. typing: the last word may go on.
        """
        chosen = {name: value for name, value in (chosen or {}).items() if value}
        found = self.ranked(text, language, as_of, typing)
        kept = self.pages.filtered(found.pages, chosen)
        wanted = Wanted(found.plan.wanted(self.postings))
        return Results(
            hits=[self._hit(page, found.points, wanted, found.cited) for page in kept[skip : skip + limit]],
            count=len(kept),
            facets=self.pages.facets(found.pages, chosen),
            interviews=[] if found.cited.refs else self._interviews(kept, language),
            meant=found.plan.meant,
            hint=_hint(text, found.plan, bool(kept)),
        )

    def ranked(self, text: str, language: str | None = None, as_of: str = "", typing: bool = False) -> Ranked:
        """The numbers of all pages found, in order."""
        cited = self.acts.find(text)
        query = self.analysis.query(cited.rest)
        plan = self.planner.plan(query, typing)
        if not plan.groups and not cited.refs:
            query, plan = self._other_layout(text, query, plan, typing)
        scores = score(plan.groups, self.postings, Scores())
        if plan.lacking or not scores.cover(COVERED, DENSE):
            others = self.planner.translated(plan)
            plan = replace(plan, groups=plan.groups + others)
            score(others, self.postings, scores)
        day = as_of or datetime.date.today().isoformat()
        points = self._points(scores, query, plan.language, day)
        points |= self._cited(cited, points, language or cited.language or "".join(query.languages[:1]), day)
        strict = any(word.phrase or word.minus for word in query.words)  # then nothing comes in by links alone
        return Ranked(self._ordered(points, language, "" if strict else day), points, plan, cited)

    def answer(
        self, text: str, language: str, chosen: Mapping[str, str], limit: int, skip: int, as_of: str
    ) -> dict[str, Any]:
        """The same as plain values, from the newest index; for the server, whose threads ask one after another."""
        with self._lock:
            self.refresh()
            return asdict(self.find(text, language, chosen, limit, skip, as_of))

    def _other_layout(self, text: str, query: Query, plan: Plan, typing: bool) -> tuple[Query, Plan]:
        """The query as it would have been on the keyboard that the reader meant, if that is known words."""
        for typed in self.analysis.layouts(text):
            other = self.analysis.query(typed)
            found = self.planner.plan(other, typing)
            if found.groups:
                return other, replace(found, meant=typed)
        return query, plan

    def _points(self, scores: Scores, query: Query, asked: str, day: str) -> dict[int, int]:
        """The points of the pages that may be shown."""
        holds = self.pages.holds(day)
        shut = self.planner.shut_out(query)
        may = None if holds is None and not shut else lambda page: page not in shut and (holds is None or holds(page))
        made = scores.all(self._factors(asked), may)
        return phrases.preferred(made, query, self._may_have, self._has)

    def _factors(self, asked: str) -> list[int]:
        """What each page's kind and language count for a query in a language."""
        if asked not in self._counts:
            self._counts[asked] = self.pages.factors(
                lambda kind: _KINDS.get(kind, 8), lambda language: SAME if language == asked else 10
            )
        return self._counts[asked]

    def _cited(self, cited: Cited, points: dict[int, int], language: str, day: str) -> dict[int, int]:
        """Points of the articles that are cited, above all others, and below them of what rests on them."""
        if not cited.refs:
            return {}
        holds = self.pages.holds(day)
        top = max(points.values(), default=0) * ABOVE + WHOLE  # enough to lend from
        made = {page: top + points.get(page, 0) for ref in cited.refs for page in self.pages.resting.get(ref, ())}
        top = max(made.values(), default=top) * ABOVE + 1
        places = {
            page: place
            for place, ref in enumerate(reversed(cited.refs))
            for page in self.pages.articles[ref]
            if holds is None or holds(page)
        }

        def order(page: int) -> tuple[bool, int, int, int]:
            """Those in the language first, then those that have the other words of the query."""
            return self.pages.value("language", page) == language, points.get(page, 0), places[page], -page

        return made | {page: top * LEAST + rank for rank, page in enumerate(sorted(places, key=order))}

    def _ordered(self, points: dict[int, int], language: str | None, day: str) -> list[int]:
        """All results, the best first, each page once; those in the reader's language weigh more."""
        if language is not None:
            points = self._once(points, language)
        first = leading(points, LEAST, FIRST)  # what is not among these comes in only if it is lent points
        return leading(
            lent(points, first, self.pages.links, lambda page: self._lent_to(page, points, language, day)), LEAST, FIRST
        )

    def _once(self, points: dict[int, int], language: str) -> dict[int, int]:
        """Each page once, in the reader's language if there is such a version, with its best version's points."""
        first, shown, weights, count = (
            self.pages.first,
            self.pages.shown(language),
            self._weights(language),
            self.pages.count,
        )
        best: dict[
            int, int
        ] = {}  # by the first version: points and number of the best, of equal ones the first, in one
        for page, own in points.items():
            one, value = first[page], (own * weights[page] + 1) * count - page
            if value > best.get(one, 0):
                best[one] = value
        return {shown[-value % count]: (value - 1) // count for value in best.values()}

    def _weights(self, language: str) -> list[int]:
        """What each page counts for readers of a language."""
        if language not in self._read_in:
            kinds, own = lambda _: 1, lambda one: OWN if one == language else 10
            self._read_in[language] = self.pages.factors(kinds, own)
        return self._read_in[language]

    def _lent_to(self, page: int, points: Mapping[int, int], language: str | None, day: str) -> int | None:
        """The version of a page that is among those found; if none is, the one to show, unless day is empty."""
        versions = self.pages.versions[self.pages.one(page)]
        found = next((one for one in versions if one in points), None)
        if found is not None or not day:
            return found
        holds = self.pages.holds(day)
        versions = [one for one in versions if holds is None or holds(one)]
        own = (one for one in versions if self.pages.value("language", one) == language)
        return next(own, versions[0] if versions else None)

    def _may_have(self, phrase: list[str]) -> Callable[[int], bool]:
        """Whether all words of a phrase stand in a page, in their very forms; small words are not looked for."""
        table, made = self.pages.table["language"], []
        for language in table["values"]:
            words = [self.analysis.both(word, language) for word in phrase]
            made.append([self.postings.having(term, form_bit(exact)) for term, exact in words if term and exact])
        return lambda page: all(page in pages for pages in made[table["rows"][page]])

    def _has(self, page: int, phrase: list[str]) -> bool:
        kept = self.store.page(self.pages.table["pages"][page])
        text = f"{kept.get('title', '')}\n{kept.get('body', '')}"
        return self.passages.has(text, self.pages.value("language", page), phrase)

    def _hit(self, page: int, points: Mapping[int, int], wanted: Wanted, cited: Cited) -> Hit:
        table, kept = self.pages.table, self.store.page(self.pages.table["pages"][page])
        kind, language = self.pages.value("kind", page), self.pages.value("language", page)
        excerpt, marks = self.passages.best(kept.get("body", ""), language, wanted)
        refs = table["refs"][page]
        return Hit(
            url=kept["url"],
            kind=kind,
            language=language,
            title=kept.get("title", ""),
            score=points.get(page, 0),
            excerpt=excerpt,
            ref=refs[0] if kind == "act" and refs else "",
            id=table["id"][page],
            marks=marks,
            breadcrumb=kept.get("breadcrumb", []),
            since=table["since"][page],
            until=table["until"][page],
            cited=kind == "act" and bool(set(refs) & set(cited.refs)),
        )

    def _interviews(self, found: list[int], language: str | None) -> list[Hit]:
        """The interviews that the first guides lead to."""
        names: dict[str, None] = {}
        for page in found[:_SOURCES]:
            names.update(dict.fromkeys(self.store.page(self.pages.table["pages"][page]).get("interviews", ())))
        made = []
        for name in list(names)[:_OFFERED]:
            versions = self.pages.versions.get(("interview", name), [])
            own = [page for page in versions if language in {None, self.pages.value("language", page)}]
            made += [self._hit(page, {}, Wanted({}), Cited()) for page in (own or versions)[:1]]
        return made


def _hint(text: str, plan: Plan, found: bool) -> str:
    """What to tell the reader: the key of an interface's text, or nothing."""
    if not text.strip():
        return "search.hint.empty"
    if not found:
        return "search.none" if plan.groups or plan.said else "search.hint.words"
    return "search.hint.meant" if plan.meant else ""
