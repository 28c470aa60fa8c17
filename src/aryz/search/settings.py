"""The analysis and the thesaurus of a project's `search/`, compiled once and kept beside the index.

Reading and analysing some thousand phrases takes longer than answering a query, so the result is kept. It is used only
while the files of `search/` and this package's code are the very same.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from aryz.diagnostics import AryzError
from aryz.files import write_text
from aryz.search.analysis import Analysis
from aryz.search.thesaurus import Meaning, Thesaurus, load_thesaurus


def load(settings: Path, index: Path | None = None) -> tuple[Analysis, Thesaurus]:
    """Analysis and thesaurus of the folder `settings`. Raises ContentError for faulty files.

    index: the folder of an index, beside which they are kept for the next time.
    """
    kept = None if index is None else index.with_name(f"{index.name}.settings.json")
    if kept is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return _read(kept, made_from(settings))
    analysis = Analysis.load(settings)
    thesaurus = load_thesaurus(settings / "synonyms.yml", analysis)
    if kept is not None:
        with suppress(AryzError):  # a folder that cannot be written: it only takes longer the next time
            _write(kept, made_from(settings), analysis, thesaurus)
    return analysis, thesaurus


def _read(path: Path, wanted: str) -> tuple[Analysis, Thesaurus]:
    data = json.loads(path.read_text("utf-8"))
    if data["made"] != wanted:
        raise ValueError("made from other files")
    analysis = Analysis(data["rules"])
    meanings = [Meaning(frozenset(said), tuple(map(tuple, law)), *more) for said, law, *more in data["meanings"]]
    return analysis, Thesaurus(analysis, meanings)


def _write(path: Path, made: str, analysis: Analysis, thesaurus: Thesaurus) -> None:
    meanings = [[sorted(one.said), one.law, one.group, one.least] for one in thesaurus.meanings]
    data = {"made": made, "rules": analysis.rules, "meanings": meanings}
    write_text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


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
