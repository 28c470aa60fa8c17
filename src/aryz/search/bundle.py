"""The site's scripts of search, made of the files in `static/`.

Those that only some queries need are shards like others.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from aryz.browser import reading_parts
from aryz.browser.small import small_script
from aryz.search import links, passages, phrases, postings, queries, ranking, searcher, thesaurus, words
from aryz.search.snowball import LATER, analysis_parts, stemmer_script

STATIC = Path(__file__).parent / "static"
_PARTS = ("passages.js", "packing.js", "shards.js", "queries.js", "ranking.js", "search.js")


def engine_parts() -> str:
    """All that answers queries; sets `Search`."""
    return "".join([analysis_parts(LATER), _constants(_engine()), _engine()])


def _constants(script: str) -> str:
    """The weights and limits of the Python that a script repeats, by the same names: written once, for both."""
    found = {
        name.removeprefix("_"): value
        for module in (postings, ranking, queries, thesaurus, words, links, passages, phrases, searcher)
        for name, value in vars(module).items()
        if name.removeprefix("_").isupper() and isinstance(value, int | tuple | dict)
    }
    used = {name: value for name, value in found.items() if re.search(rf"\b{name}\b", script)}
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in used.items())


def _engine() -> str:
    return "".join(map(_static, _PARTS))


def search_bundle(name: str) -> str:
    """The script of every page. name: the folder of the index beside it."""
    return small_script(
        f'(() => {{\n"use strict";\nconst INDEX = "{name}";\n{engine_parts()}{_static("dialog.js")}}})();\n'
    )


@cache
def later_bundles() -> dict[str, str]:
    """The scripts that are loaded when they are needed, shards like others: what reads citations when a query has a
    number, a stemmer for words in its letters, words in quotes, slips of the finger, another keyboard,
    facets, the page of results, the copy that a reader takes along.
    """
    made = {name: stemmer_script(name) for name in LATER}
    cites = _static("cites.js")
    made["cites"] = f"(() => {{\n{_constants(cites)}{reading_parts()}{cites}return citations;\n}})()"
    for name in ("copy", "facets", "keyboard", "phrases", "results", "slips"):
        text = _static(f"{name}.js")
        made[name] = f"(() => {{\n{_constants(text)}return (\n{text.rstrip().removesuffix(';')}\n);\n}})()"
    return {
        name: small_script(f'aryz((() => {{\n"use strict";\nreturn (\n{text}\n);\n}})());\n')
        for name, text in made.items()
    }


def node_bundle() -> str:
    """The same search for Node.js: sets `Search`."""
    text = f'"use strict";\n{engine_parts()}return Object.assign(Search, {{ bucket, swapped }});\n'
    return small_script(f"var Search = (() => {{\n{text}}})();\n")


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
