"""The index as static files for the browser, made from Whoosh's postings through the reader's interface.

Each file is a script that hands its value to `aryz`, so that it can be read from a web address and from the disk
alike. They lie in a folder named by all their contents: two builds never mix. docs/search.md describes them.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from aryz.files import replaced_folder, write_like
from aryz.project import CYRILLIC
from aryz.search import shown
from aryz.search.bundle import later_bundles, search_bundle
from aryz.search.citeshard import articles, cites, names, names_by_start
from aryz.search.columns import facet_columns, first_columns
from aryz.search.copies import Copies, Order
from aryz.search.impacts import idf
from aryz.search.lists import Lists, Sizes, beginnings, neighbours
from aryz.search.packing import bucket, mapping, swapped
from aryz.search.searcher import Searcher
from aryz.search.shown import Alphabet

_MANY = 10_000  # a site of more pages has small files, which cost a reader less; one of fewer has not so many files
_FEW_FILES = Sizes(shard=1_500, inline=100, block=2)
_SMALL_FILES = Sizes(shard=200, inline=40, block=1)
ORDER = "o/order"  # read by the next build alone
_KEPT = frozenset({"language"})  # names of languages stay as they are
_TEXTS = "xy"  # shelves with texts of pages
Files = dict[str, str]


def write_site(
    searcher: Searcher,
    assets: Path,
    words: Mapping[str, Any],
    alphabets: Mapping[str, Alphabet] | None = None,
    last: Path | None = None,
    along: bool = True,
) -> None:
    """Write the script of the site's search and its index. Pages that are open find the new ones by the script.

    words: what the search says, by language. alphabets: pages in these languages are there in Cyrillic letters too.
    last: the assets of the site that this one takes the place of, if they are not the same. along: with the copies for
    readers who take a language along, which are half of the work.
    """
    folder = assets / "search"
    before = _newest(folder) or _newest((last or assets) / "search")
    name = write(searcher, folder, words, alphabets or {}, before, along)
    (assets / "aryz-search.js").write_text(search_bundle(name), encoding="utf-8")
    for old in folder.iterdir():
        if old.name != name:
            shutil.rmtree(old)


def write(
    searcher: Searcher,
    folder: Path,
    words: Mapping[str, Any] | None = None,
    alphabets: Mapping[str, Alphabet] | None = None,
    last: Path | None = None,
    along: bool = True,
) -> str:
    """Write the index of a searcher under `folder`; returns the name of the folder made there.

    last: the index before. along: with the copies of languages.
    """
    files = _files(searcher, alphabets or {}, _order(last), along)
    for language, said in (words or {}).items():
        _put(files, f"l/{language}", said)
        if alphabets and language in alphabets:
            _put(files, f"l/{language}{CYRILLIC}", alphabets[language].json(said, _KEPT))
    name = _fingerprint(files)
    with replaced_folder(folder / name) as fresh:
        write_like(_newest(folder), fresh, {f"{path}.js": text for path, text in files.items()})
    return name


def _newest(folder: Path) -> Path | None:
    """The index written last, with which the next one has most of its files in common."""
    found = [path for path in folder.glob("*") if "." not in path.name]
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)


def _order(last: Path | None) -> Order:
    """In which order the copies of an index have their pages."""
    path = last / f"{ORDER}.js" if last is not None else None
    if path is None or not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8")
    try:
        made: Order = json.loads(text[text.index("{") : text.rindex("}") + 1])  # whatever loads it: another release may
    except ValueError:
        return {}  # then a copy's pages are numbered anew
    return made


def _files(searcher: Searcher, alphabets: Mapping[str, Alphabet], before: Order, along: bool) -> Files:
    files: Files = {}
    sizes = _SMALL_FILES if searcher.pages.count > _MANY else _FEW_FILES

    copies = Copies(searcher.pages, alphabets, before, sizes.block, along)

    def put(name: str, value: Any) -> None:
        _put(files, name, value)
        copies.put(name, value)

    lists = Lists(searcher, put, sizes)
    counts = {
        "k": _shards(put, "k", lists.by_letters(), sizes.shard),
        "b": _shards(put, "b", beginnings(searcher), sizes.shard),
        "n": _shards(put, "n", neighbours(searcher), sizes.shard),
        "r": _shards(put, "r", names_by_start(searcher.acts.registry), sizes.shard),
        "a": _shards(put, "a", articles(searcher.pages), sizes.shard),
    }
    shown.pages(searcher, alphabets, sizes.block, put)
    files |= later_bundles()
    put("c", cites(searcher.acts.registry, searcher.pages))
    put("cn", names(searcher.acts.registry))
    put("f", facet_columns(searcher.pages, range(searcher.pages.count)))
    taken = copies.write(lists.stories, lambda name, text: _put_text(files, name, text))
    put("start", _start(searcher) | {"stories": lists.stories, "shards": counts, "block": sizes.block, "copies": taken})
    _put(files, ORDER, copies.order)
    return files


def _put(files: Files, name: str, value: Any) -> None:
    _put_text(files, name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _put_text(files: Files, name: str, text: str) -> None:
    files[name] = f"aryz({swapped(text) if name[0] in _TEXTS else text})"


def _fingerprint(files: Files) -> str:
    made = blake2b(digest_size=6)
    for name, text in sorted(files.items()):
        made.update(f"{name}\0{text}\0".encode())
    return made.hexdigest()


def _shards(put: Callable[[str, Any], None], name: str, rows: Mapping[str, Any], wanted: int) -> int:
    """Rows in files of about so many bytes by the hash of their key; returns how many files there are."""
    size = sum(len(json.dumps(row, ensure_ascii=False).encode()) + len(key) for key, row in rows.items())
    count = size // wanted + 1
    made: dict[int, dict[str, Any]] = defaultdict(dict)
    for key, row in rows.items():
        made[bucket(key, count)][key] = row
    for number in range(count):
        put(f"{name}/{number}", made.get(number, {}))
    return count


def _start(searcher: Searcher) -> dict[str, Any]:
    """What is needed before anything is asked."""
    count = searcher.pages.count
    steps = [idf(pages, count) for pages in range(count + 1)]
    return {
        "count": count,
        "rules": searcher.analysis.rules | {"lower": mapping(searcher.analysis.rules["lower"])},
        "idf": [pages for pages in range(1, count + 1) if steps[pages] != steps[pages - 1]],
        "rarest": steps[0],
        "falls": [steps[pages - 1] - steps[pages] for pages in range(1, count + 1) if steps[pages] != steps[pages - 1]],
        **first_columns(searcher.pages, range(count)),
    }
