"""The analysis and the thesaurus of a project's `search/`, compiled once and kept beside the index.

Reading and analysing some thousand phrases takes longer than answering a query, so the result is kept. It is used only
while the files of `search/` and this package's code are the very same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import overload

from aryz.diagnostics import AryzError
from aryz.files import write_text
from aryz.search.analysis import Analysis
from aryz.search.thesaurus import Meaning, Thesaurus, load_thesaurus

_last: list[tuple[str, Analysis, Thesaurus]] = []  # what this process loaded, with the words that it has seen


def load(settings: Path, index: Path | None = None) -> tuple[Analysis, Thesaurus]:
    """Analysis and thesaurus of the folder `settings`. Raises ContentError for faulty files.

    index: the folder of an index, beside which they are kept for the next time.
    """
    made = made_from(settings)
    kept = None if index is None else index.with_name(f"{index.name}.settings.json")
    known = next(iter(_last), None)
    if known is None or known[0] != made:
        known = (made, *(_read(kept, made) or _made(settings)))
        _last[:] = [known]
    _, analysis, thesaurus = known
    if kept is not None and not _is(kept, made):
        with suppress(AryzError):  # a folder that cannot be written: it only takes longer the next time
            _write(kept, made, analysis, thesaurus)
    return analysis, thesaurus


def _made(settings: Path) -> tuple[Analysis, Thesaurus]:
    analysis = Analysis.load(settings)
    return analysis, load_thesaurus(settings / "synonyms.yml", analysis)


def _read(path: Path | None, wanted: str) -> tuple[Analysis, Thesaurus] | None:
    """What is kept in the file, if it is there, whole, and made from the very same files."""
    if path is None:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
        data = json.loads(path.read_text("utf-8"))
        if data["made"] == wanted:
            meanings = _Meanings(data["phrases"], data["laws"], data["meanings"])
            analysis = Analysis(data["rules"])
            return analysis, Thesaurus(analysis, meanings, _Words(data["words"]), data["keys"], _Words(data["classes"]))
    return None


@dataclass(frozen=True)
class _Meanings(Sequence[Meaning]):
    """Meanings as they are kept, each made when it is asked for: a query needs a few of ten thousand."""

    phrases: list[str]
    laws: list[list[int]]
    rows: list[list[int]]  # of each the number of its phrase and of its laws, its group, and how many terms are enough
    made: dict[int, Meaning] = field(default_factory=dict, compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Meaning: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Meaning]: ...
    def __getitem__(self, at: int | slice) -> Meaning | Sequence[Meaning]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at not in self.made:
            said, law, group, least = self.rows[at]
            laws = tuple([tuple(self.phrases[number].split(" ")) for number in self.laws[law]])
            self.made[at] = Meaning(frozenset(self.phrases[said].split(" ")), laws, group, least)
        return self.made[at]


@dataclass(frozen=True)
class _Words(Mapping[str, Sequence[str]]):
    """Words that say the same, or classes of a word, a text for each as it is kept."""

    kept: dict[str, str]

    def __len__(self) -> int:
        return len(self.kept)

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __getitem__(self, term: str) -> Sequence[str]:
        return self.kept[term].split(" ")


def _write(path: Path, made: str, analysis: Analysis, thesaurus: Thesaurus) -> None:
    """Each phrase once, and each list of phrases that several meanings share."""
    phrases: dict[str, int] = {}
    laws: dict[tuple[int, ...], int] = {}

    def number(phrase: Iterable[str]) -> int:
        return phrases.setdefault(" ".join(phrase), len(phrases))

    meanings = [
        [number(sorted(one.said)), laws.setdefault(tuple(map(number, one.law)), len(laws)), one.group, one.least]
        for one in thesaurus.meanings
    ]
    data = {"made": made, "phrases": list(phrases), "laws": list(laws), "meanings": meanings, "rules": analysis.rules}
    data |= {"keys": thesaurus.keys}
    for name, listed in (("words", thesaurus.words), ("classes", thesaurus.classes)):
        data[name] = {term: " ".join(others) for term, others in listed.items()}
    write_text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _is(path: Path, made: str) -> bool:
    """Whether the file begins as one that was made from these files."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(80).startswith(f'{{"made":"{made}"')
    except (OSError, ValueError):
        return False


def made_from(settings: Path) -> str:
    """Changes with any of the files that the analysis is made from, or with the code that makes it."""
    found = blake2b(_code(), digest_size=12)
    for path in sorted(settings.glob("*.yml")):
        if path.name != "judgments.yml":
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@cache
def _code() -> bytes:
    found = blake2b(digest_size=12)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.digest()
