"""The site's two scripts of search, made of the files in `static/`: the search itself, and the reader of citations.

They are made smaller only by what can do no harm: comments of whole lines and indentation go.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from aryz.browser import reading_parts
from aryz.search import links, phrases, queries, ranking, searcher, words
from aryz.search.snowball import analysis_parts

STATIC = Path(__file__).parent / "static"
_PARTS = ("packing.js", "shards.js", "queries.js", "ranking.js", "search.js")


def engine_parts() -> str:
    """All that answers queries; sets `Search`."""
    return "".join([analysis_parts(), _static("passages.js"), _constants(), _engine()])


def _constants() -> str:
    """The weights and limits of the Python that the scripts repeat, by the same names: written once, for both."""
    found = {
        name.removeprefix("_"): value
        for module in (ranking, queries, words, links, phrases, searcher)
        for name, value in vars(module).items()
        if name.removeprefix("_").isupper() and isinstance(value, int | tuple | dict)
    }
    used = {name: value for name, value in found.items() if re.search(rf"\b{name}\b", _engine())}
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in used.items())


def _engine() -> str:
    return "".join(map(_static, _PARTS))


def search_bundle(name: str) -> str:
    """The script of every page. name: the folder of the index beside it."""
    return _slim(f'(() => {{\n"use strict";\nconst INDEX = "{name}";\n{engine_parts()}{_static("dialog.js")}}})();\n')


@cache
def cites_bundle() -> str:
    """The script that is loaded when a query has a number; a shard like others."""
    parts = f"{reading_parts()}{_static('cites.js')}"
    return _slim(f'aryzShard("cites",(() => {{\n"use strict";\n{parts}return citations;\n}})());\n')


def node_bundle() -> str:
    """The same search for Node.js: sets `Search`."""
    return f'var Search = (() => {{\n"use strict";\n{engine_parts()}return Search;\n}})();\n'


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _slim(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
