"""What a phone takes along of a language: its public files in packs named by their contents, and a list of the packs.

A pack is a few files that lie together, squeezed as one. An update fetches the packs that the phone has not; what
several files hold alike, such as the engine of interviews, stands in a pack once. docs/offline.md has the form.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import Findings
from aryz.files import write_bytes, write_text
from aryz.kb.editionform import FORM, address, packed_name
from aryz.kb.install import languages_of
from aryz.kb.lastedition import Kept, LastEdition, Piece
from aryz.plan.wording import date_long
from aryz.project import CYRILLIC, Project
from aryz.reader import Reader

LIMIT = 5_000_000  # bytes of a language; tests hold us to it
# drawings for lawyers; what only hosts and search engines read
_LEFT_OUT = re.compile(r"/map/|/map\.svg$|(^|/)404\.html$|/sitemap\.xml")
_SEARCH = re.compile(r"^assets/search/[^/]+/")
# where a file of an interview may be cut: after a line of its script, a value of its data, the day it was made
_SEAMS = re.compile(
    rb'(?<=\n)|(?<=,)(?=")|(?=<script|<style)|(?<=</script>)|(?<=</style>)|(?<="made":"\d{4}-\d\d-\d\d")'
)
_DAY = b'"made":"2'
_LARGE, _SHORT = 100_000, 200  # bytes
_FEW = 300_000  # bytes that changed: all in one pack
_FILES, _PIECES = 16, 256  # files of a pack, about; so many where they are pieces of the search


@dataclass(frozen=True)
class Edition:
    """made: the day on which the site is built; changes: later days on which the law is known to change."""

    made: str
    changes: tuple[str, ...] = ()


@dataclass
class _Shelf:
    """The packs made so far, for all languages: what they share is squeezed and written once."""

    folder: Path
    sizes: dict[str, int] = field(default_factory=dict)
    known: dict[bytes, str] = field(default_factory=dict)

    def put(self, content: bytes) -> str:
        """Write a pack; returns its name."""
        key = sha256(content).digest()
        if key not in self.known:
            packed = gzip.compress(content, 9, mtime=0)
            self.known[key] = self.keep(packed)
        return self.known[key]

    def keep(self, packed: bytes) -> str:
        """Write a pack that is squeezed already; returns its name."""
        name = packed_name(packed)
        if name not in self.sizes:
            write_bytes(self.folder / f"{name}.pack", packed)
            self.sizes[name] = len(packed)
        return name


def write_packs(project: Project, fresh: Path, edition: Edition, last: Path | None = None) -> None:
    """`take/<language>.json` for each language of the site, with the packs it names.

    last: the site before; what has not changed since stays in its packs.
    """
    shelf, age = _Shelf(fresh / "take"), _ages(project)
    languages = languages_of(fresh)
    files = {one: _read(fresh, files_of(fresh, one, languages)) for one in languages}
    before = {one: LastEdition(last, one) for one in languages}
    anew = [own for one, own in files.items() if not before[one].files]
    cut = _cut({name: data for own in anew for name, data in own.items() if name.startswith("files/")})

    def pieces_of(language: str, own: dict[str, bytes]) -> Mapping[str, Sequence[Piece]]:
        known = before[language]
        return known.pieces(own) if known.files else {name: cut.get(name, [data]) for name, data in own.items()}

    pieces = {language: pieces_of(language, own) for language, own in files.items()}
    serves = _serving(pieces)
    for language in languages:
        index = _packed(pieces[language], serves, shelf, before[language])
        name = shelf.put(json.dumps(index, separators=(",", ":")).encode())
        packs = [[pack, shelf.sizes[pack]] for pack in [name, *index["packs"]]]
        data = {
            "form": FORM,
            "language": language,
            "made": edition.made,
            "changes": list(edition.changes),
            **age,
            "bytes": sum(size for _, size in packs),
            "packs": packs,
            **_said(project, language, edition),
        }
        write_text(shelf.folder / f"{language}.json", json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def sizes(site: Path) -> dict[str, int]:
    """The bytes of each language that can be taken along from a built site."""
    lists = sorted((site / "take").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))["bytes"] for path in lists}


def files_of(fresh: Path, language: str, languages: Iterable[str]) -> list[Path]:
    """The files that a language needs, those of its own folder and what it shares with others."""
    others = set(languages) - {language, language.removesuffix(CYRILLIC)}
    joined = any((folder / "o").is_dir() for folder in (fresh / "assets" / "search").glob("*"))
    made = []
    for room in (language, "assets", f"files/{language}"):
        for path in sorted((fresh / room).rglob("*")):
            name = path.relative_to(fresh).as_posix()
            if not path.is_file() or _LEFT_OUT.search(name):
                continue
            if room == "assets" and not _serves(name, language, others, joined):
                continue
            made.append(path)
    return made


def _serves(name: str, language: str, others: set[str], joined: bool) -> bool:
    """Whether a shared file serves a language. joined: the search has files that join its pieces, by language."""
    named = set(re.split(r"[/.]|aryz-calc-", name))
    if named & others:
        return False
    within = _SEARCH.match(name)
    if within is None or not joined:
        return True
    shelf, _, rest = name[within.end() :].partition("/")
    return not rest or rest == f"{language}.js" or (shelf == "o" and rest.startswith(f"{language}/"))


def _read(fresh: Path, files: Iterable[Path]) -> dict[str, bytes]:
    return {path.relative_to(fresh).as_posix(): path.read_bytes() for path in files}


def _serving(pieces: Mapping[str, Mapping[str, Sequence[Piece]]]) -> dict[bytes, str]:
    """The languages that a new part serves: what several share stands in packs that they share."""
    made: dict[bytes, list[str]] = {}
    for language, rows in pieces.items():
        for part in {piece for row in rows.values() for piece in row if isinstance(piece, bytes)}:
            made.setdefault(part, []).append(language)
    return {part: " ".join(own) for part, own in made.items() if len(own) > 1}


def _packed(
    pieces: Mapping[str, Sequence[Piece]], serves: Mapping[bytes, str], shelf: _Shelf, before: LastEdition
) -> dict[str, Any]:
    """Where each file's parts are: the packs with the lengths of their parts, and the numbers of parts by address."""
    new = sum(len(piece) for row in pieces.values() for piece in row if isinstance(piece, bytes))
    packs: dict[str, list[int]] = {}
    numbers: dict[Piece, int] = {}
    spans = _spans(pieces)
    for name, stops in spans.items():
        shelf.keep(before.packed[name])
        packs[name] = [end - start for start, end in pairwise(stops)]
        numbers |= {Kept(name, *span): number for number, span in enumerate(pairwise(stops), len(numbers))}
    for together in _new_packs(pieces, serves, bool(before.files) and new < _FEW):
        packs[shelf.put(b"".join(together))] = [len(part) for part in together]
        numbers |= {part: number for number, part in enumerate(together, len(numbers))}
    rows = {name: [one for piece in row for one in _parts(piece, spans)] for name, row in pieces.items()}
    return {"packs": packs, "files": {address(name): [numbers[part] for part in row] for name, row in rows.items()}}


def _new_packs(
    pieces: Mapping[str, Sequence[Piece]], serves: Mapping[bytes, str], few: bool
) -> Iterable[dict[bytes, None]]:
    """The new parts by packs. few: all that serves the same languages in one."""
    parts = {name: [piece for piece in row if isinstance(piece, bytes)] for name, row in pieces.items()}
    shared = Counter(part for row in parts.values() for part in set(row))
    groups: dict[str, dict[bytes, None]] = {}
    for name, group in zip(parts, _groups(parts), strict=True):
        for part in parts[name]:
            alike = "=day" if part.startswith(_DAY) else "=shared"
            place = "=new" if few else alike if shared[part] > 1 else group
            if not part.startswith(_DAY) and part in serves:
                place = f"={serves[part]}"
            groups.setdefault(place, {})[part] = None
    return groups.values()


def _spans(pieces: Mapping[str, Sequence[Piece]]) -> dict[str, list[int]]:
    """Where packs of the edition before are cut, from their beginning to the last byte in use."""
    stops: dict[str, set[int]] = {}
    for row in pieces.values():
        for piece in row:
            if isinstance(piece, Kept):
                stops.setdefault(piece.pack, {0}).update((piece.start, piece.end))
    return {name: sorted(own) for name, own in stops.items()}


def _parts(piece: Piece, spans: Mapping[str, list[int]]) -> list[Piece]:
    """A piece by the parts of its pack."""
    if isinstance(piece, bytes):
        return [piece]
    stops = spans[piece.pack]
    inner = stops[bisect_left(stops, piece.start) : bisect_left(stops, piece.end) + 1]
    return [Kept(piece.pack, *span) for span in pairwise(inner)]


def _cut(files: Mapping[str, bytes]) -> dict[str, list[Piece]]:
    """Files cut where what they share with others begins and ends; what is short stays with its neighbours."""
    pieces = {name: [piece for piece in _SEAMS.split(data) if piece] for name, data in files.items()}
    within: dict[bytes, int] = {}  # the files that have a piece, a bit for each
    for number, row in enumerate(pieces.values()):
        for piece in row:
            within[piece] = within.get(piece, 0) | 1 << number
    made: dict[str, list[Piece]] = {}
    for number, (name, row) in enumerate(pieces.items()):
        runs: list[tuple[int, bytes]] = []
        for (_, where), run in groupby(row, lambda piece: (piece.startswith(_DAY), within[piece])):
            part = b"".join(run)
            if len(part) < _SHORT and not part.startswith(_DAY):
                where = 1 << number
            if runs and runs[-1][0] == where == 1 << number:
                part = runs.pop()[1] + part
            runs.append((where, part))
        made[name] = [part for _, part in runs]
    return made


def _groups(parts: Mapping[str, list[bytes]]) -> Iterator[str]:
    """A pack's name for each file, in their order: neighbours lie together, for they are alike; a large file is alone.

    Where a pack ends is told by the names alone: a new page changes one pack and not all that follow.
    """
    group = ""
    for name, row in parts.items():
        lasting = _SEARCH.sub("", name)  # the folder is named by its contents
        many = _FILES if lasting == name else _PIECES
        if not group or zlib.crc32(lasting.encode()) % many == 0:
            group = name
        yield f"!{name}" if sum(map(len, row)) > _LARGE else group


def _ages(project: Project) -> dict[str, int]:
    path, findings = project.kb / "offline.yml", Findings()
    reader = Reader(yamlfile.load_map(path), path, findings)
    reader.known(["old", "very_old"])
    made = {key: reader.count(key) for key in ("old", "very_old")}
    findings.stop_on_errors()
    return made


def _said(project: Project, language: str, edition: Edition) -> dict[str, Any]:
    """What the service worker says on pages of the copy, and the days in words."""
    days = {day: date_long(day, language) for day in (edition.made, *edition.changes)}
    return {"words": project.texts_under(language, "copy."), "days": days}
