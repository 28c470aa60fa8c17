"""The index on disk, kept by Whoosh: what is written, what is read back, and whether it is whole.

Only what Whoosh 2.7.4 and all its forks share is used (docs/search.md says why); no other file imports Whoosh. An
index is never changed where it lies: a copy is, which then takes its place, so that readers and other builds are not
disturbed.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index, writing
from whoosh.codec import default_codec
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from aryz.diagnostics import AryzError
from aryz.search.chunks import Chunk
from aryz.search.shelf import Shelf, write

_CODEC: Any = default_codec
_SEAL = "seal.json"
_WORDS = "words.txt"
_LENGTHS = "lengths.json"
_READY = "ready.db"
_POOL = 48  # MB that Whoosh holds before it sorts to disk
_REMEMBERED = 1000  # pages
_PIECE = 1 << 18  # bytes of a file that are read at once
_TIMES = 4  # a segment is merged into what is no more than so many times smaller


class DamagedError(AryzError):
    """An index that is not there, not whole, or of another version."""


class _Values(formats.Format):
    """Postings whose values are made by us."""

    def __init__(self) -> None:
        super().__init__()
        self.posting_size = -1

    def supports(self, name: str) -> bool:
        return False


class Postings(fields.FieldType):
    """A field that is given its postings ready: {term: value}."""

    indexed = True
    stored = False
    scorable = False
    analyzer = None

    def __init__(self) -> None:
        self.format = _Values()

    def index(self, value: dict[str, bytes], **options: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """What Whoosh writes: term, frequency, weight, value."""
        for term, posting in value.items():
            yield term.encode(), 1, 1.0, posting


def _schema() -> fields.Schema:
    return fields.Schema(name=fields.ID(), terms=Postings(), kept=fields.STORED())


def _opened(folder: Path, mapped: bool) -> Any:
    """mapped: Whoosh takes the files into memory; otherwise it reads them piece by piece, for who asks little."""
    storage: Any = FileStorage
    return storage(str(folder), supports_mmap=mapped).open_index()


class Writer:
    """Fills an index in a folder of its own. `chunks` and `pages` are known by name; the same name replaces."""

    def __init__(self, folder: Path, fresh: bool):
        opened = index.create_in(str(folder), _schema()) if fresh else _opened(folder, mapped=False)
        self.folder, self.fresh, self._added = folder, fresh, 0
        # our values are bytes without much to save; a query would open hundreds of compressed blocks
        self._writer = opened.writer(limitmb=_POOL, codec=_CODEC(compression=0))

    def add_page(self, name: str, kept: dict[str, Any]) -> None:
        """Keep what is shown of a page."""
        self._add(f"p{name}", _packed(json.dumps(kept, ensure_ascii=False, separators=(",", ":"))))

    def add_chunk(self, name: str, chunk: Chunk) -> None:
        """Index the postings of a chunk."""
        sums = " ".join([f"{term} {found:x}" for term, found in chunk.sums().items()])
        self._add(f"c{name}", _packed("\n".join([sums, *chunk.words])), terms=chunk.postings)

    def remove(self, names: Iterable[str]) -> None:
        """Forget pages (p…) and chunks (c…)."""
        for name in names:
            self._writer.delete_by_term("name", name)

    def _add(self, name: str, kept: bytes, **more: Any) -> None:
        if not self.fresh:
            self._writer.delete_by_term("name", name)
        self._writer.add_document(name=name, kept=kept, **more)
        self._added += 1

    def close(self, table: dict[str, Any], lengths: dict[str, list[int]], words: str) -> None:
        """Write everything; then only the ready lists and the seal are missing."""
        self._writer.commit(mergetype=self._merge)
        (self.folder / "table.json").write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), "utf-8")
        (self.folder / _LENGTHS).write_text(json.dumps(lengths, separators=(",", ":")), "utf-8")
        (self.folder / _WORDS).write_text(words, "utf-8")

    def _merge(self, writer: Any, segments: list[Any]) -> list[Any]:
        """Merge small segments with what is new, large ones only when much is: an edited page must not cost a large
        merge, and reading must not meet many segments.
        """
        living = [one for one in segments if one.doc_count()]
        rest, small, pages = sorted(living, key=lambda one: -int(one.doc_count())), [], self._added
        while rest and rest[-1].doc_count() <= pages * _TIMES:
            pages += rest[-1].doc_count()
            small.append(rest.pop())
        merge: Any = writing.OPTIMIZE
        return rest + list(merge(writer, small))


class Store:
    """An index opened for reading. Raises DamagedError when it is not whole."""

    def __init__(self, folder: Path, table: dict[str, Any] | None = None, mapped: bool = True):
        """table: of an index that is being written, and is not sealed yet. mapped: much will be asked of it."""
        self.folder, self.stamp = folder, stamp(folder)
        if table is None and not whole(folder):
            raise DamagedError(f"The search index in {folder} is missing or damaged. Run «aryz build».")
        try:
            self.table: dict[str, Any] = table or json.loads((folder / "table.json").read_text("utf-8"))
            self._shelf = None if table else Shelf(folder / _READY)
            self._reader = _opened(folder, mapped).reader()
        except Exception as error:  # whatever Whoosh meets in a file that it cannot read
            raise DamagedError(f"The search index in {folder} cannot be read: {error}. Run «aryz build».") from None
        self._pages: dict[str, dict[str, Any]] = {}
        # each segment with the number of the first page of each of its chunks, by the chunk's number there
        self._segments: list[tuple[Any, dict[int, int]]] = [(one, {}) for one, _ in self._reader.leaf_readers()]
        for name, _, first in self.table["chunks"]:
            segment, number = self._find(f"c{name}")
            self._segments[segment][1][number] = first

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
        if self._shelf is not None:
            self._shelf.close()

    def posting(self, term: str) -> list[tuple[int, bytes]]:
        """The values of a term with the number of the first page of their chunk, in the order of pages."""
        key, made = term.encode(), []
        for segment, bases in self._segments:
            if not bases:  # it has pages alone
                continue
            try:
                found = segment.postings("terms", key)
            except TermNotFound:
                continue
            while found.is_active():
                made.append((bases[found.id()], found.value()))
                found.next()
        return sorted(made)

    def ready(self, name: str) -> bytes | None:
        """A list that was worked out when the index was written."""
        return None if self._shelf is None else self._shelf.get(name)

    def lists(self) -> Iterator[tuple[str, bytes]]:
        """All these lists by their names."""
        return iter(()) if self._shelf is None else self._shelf.items()

    def terms(self) -> Iterator[str]:
        """All terms, sorted; some may have no page any more."""
        for name, term in self._reader.all_terms():
            if name == "terms":
                yield term.decode()

    def lengths(self) -> dict[str, list[int]]:
        """The lengths of each page's fields, by the page's name."""
        with suppress(OSError, ValueError):  # an index of before, or one that was replaced meanwhile
            made: dict[str, list[int]] = json.loads((self.folder / _LENGTHS).read_text("utf-8"))
            return made
        return {}

    def words(self) -> list[str]:
        """All words with their counts."""
        return words_in(self.folder)

    def page(self, name: str) -> dict[str, Any]:
        """What was kept of a page."""
        made = self._pages.get(name)
        if made is None:
            if len(self._pages) >= _REMEMBERED:
                self._pages.clear()
            made = self._pages[name] = json.loads(self._kept(f"p{name}"))
        return made

    def chunk(self, name: str) -> tuple[dict[str, int], list[str]]:
        """The check sums of a chunk's postings, and its words."""
        sums, *words = self._kept(f"c{name}").split("\n")
        rows = iter(sums.split())
        return {term: int(found, 16) for term, found in zip(rows, rows, strict=True)}, words

    def _kept(self, name: str) -> str:
        segment, number = self._find(name)
        return zlib.decompress(self._segments[segment][0].stored_fields(number)["kept"]).decode()

    def _find(self, name: str) -> tuple[int, int]:
        """In which segment a page or chunk is, and its number there."""
        for at, (segment, _) in enumerate(self._segments):
            with suppress(TermNotFound):
                found = segment.first_id("name", name)
                if found is not None:
                    return at, found
        raise DamagedError(f"The search index in {self.folder} lacks {name}.")


def seal(folder: Path, lists: Mapping[str, bytes], old: Path | None) -> None:
    """Put the ready lists into an index that was written, and close it. old: the one from which files were taken."""
    write(folder / _READY, lists)
    known = _sums(old) if old else {}
    sums = {}
    for path in filter(_sealed, sorted(folder.iterdir())):
        same = known.get(path.name) if path.suffix == ".seg" else None  # these are never written again
        sums[path.name] = same or _sum(path)
    (folder / _SEAL).write_text(json.dumps(sums), "utf-8")


def whole(folder: Path) -> bool:
    """Whether every file is there as it was written."""
    sums = _sums(folder)
    with suppress(OSError):
        return bool(sums) and all(_sum(folder / name) == found for name, found in sums.items())
    return False


def _sums(folder: Path) -> dict[str, str]:
    """The check sums in the seal of a folder; none if it has no whole one."""
    with suppress(OSError, ValueError):
        found = json.loads((folder / _SEAL).read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def stamp(folder: Path) -> int:
    """Changes when the index in the folder is replaced; 0 when there is none."""
    try:
        found = (folder / _SEAL).stat()
    except OSError:
        return 0
    return found.st_mtime_ns ^ found.st_ino


def taken_over(old: Store, into: Path) -> bool:
    """Put what Whoosh wrote, and the words, into another folder, to be changed there. Says whether that went well: not
    if another build put its own there meanwhile.

    Whoosh never changes a segment's file once that is written, so the same file may lie in both.
    """
    with suppress(FileNotFoundError):
        for path in [*old.folder.glob("*.toc"), old.folder / _WORDS]:
            shutil.copyfile(path, into / path.name)
        for path in old.folder.glob("*.seg"):
            try:
                os.link(path, into / path.name)
            except OSError:  # a disk that has no links
                shutil.copyfile(path, into / path.name)
    return stamp(old.folder) == old.stamp


def words_in(folder: Path) -> list[str]:
    """All words of all pages as `ru=зарплаты 3`, sorted: with the number of chunks where they stand."""
    return (folder / _WORDS).read_text("utf-8").split("\n")


def fingerprint(*parts: str) -> str:
    """A short name for texts."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _sealed(path: Path) -> bool:
    return path.is_file() and path.name != _SEAL and "LOCK" not in path.name


def _sum(path: Path) -> str:
    size = found = 0
    with path.open("rb", buffering=0) as file:
        while part := file.read(_PIECE):
            size, found = size + len(part), zlib.crc32(part, found)
    return f"{size}-{found:08x}"


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
