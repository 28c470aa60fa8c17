"""The search for who works here: no JavaScript, and the words stand in no address. What found nothing may be noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool as work
from starlette.requests import Request
from starlette.responses import Response

from aryz.api.shared import Searching
from aryz.centre import Centre
from aryz.centre.errors import CentreError
from aryz.office.hall import Hall
from aryz.office.visit import current
from aryz.search.analysis import Analysis
from aryz.search.missed import found_nothing, plain_words
from aryz.search.store import DamagedError

MOST = 20  # results on a page
LONGEST = 200  # letters of a query


class Finder(Searching, Protocol):
    """What answers searches, and knows what a word is."""

    analysis: Analysis


class Listening:
    """The search as the API asks it: what found nothing is noted, all askers of a day as one."""

    def __init__(self, finder: Finder, centre: Centre):
        self._finder, self._centre = finder, centre

    def answer(
        self, text: str, language: str, chosen: Mapping[str, str], limit: int, skip: int, as_of: str
    ) -> dict[str, Any]:
        found = self._finder.answer(text, language, chosen, limit, skip, as_of)
        if found_nothing(found, chosen):
            note(self._centre, self._finder, text, f"api {self._centre.missed.today()}")
        return found


def note(centre: Centre, finder: Finder, text: str, asker: str) -> None:
    """Note the words of a search that found nothing, if the centre wants it; the search goes on in any case."""
    with suppress(CentreError):
        centre.missed.note(plain_words(finder.analysis, text), asker)


class Finding(Hall):
    """The handler of the search."""

    finder: Finder | None = None

    async def find(self, request: Request) -> Response:
        text = current().said("q", LONGEST).strip()
        if not text:
            return self.own_page("find.html", text="", found=None, hits=[])
        try:
            found = await work(self._found, text)
        except DamagedError:
            found = None
        if found is None:
            return self.fault_page("api.no_index", 503)
        hits = [(hit, list(_marked(hit["excerpt"], hit["marks"]))) for hit in found["interviews"] + found["hits"]]
        return self.own_page("find.html", text=text, found=found, hits=hits)

    def _found(self, text: str) -> dict[str, Any] | None:
        if self.finder is None:
            return None
        visit = current()
        found = self.finder.answer(text, visit.language, {}, MOST, 0, "")
        if found_nothing(found, {}):
            note(self.centre, self.finder, text, visit.who.id)
        return found


def _marked(text: str, marks: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is to be marked."""
    at = 0
    for start, end in marks:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False
