"""The index on disk, kept by Whoosh: what is written, what is read back, and whether it is whole.

Only what Whoosh 2.7.4 and all its forks share is used (docs/search.md says why); no other file imports Whoosh. An
index is never changed where it lies: a copy is, which then takes its place, so that readers and other builds are not
disturbed.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Generator, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index, writing

from aryz.diagnostics import AryzError
from aryz.search.chunks import Chunk

_SEAL = "seal.json"
_POOL = 48  # MB that Whoosh holds before it sorts to disk


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


class Writer:
    """Fills an index in a folder of its own. `chunks` and `pages` are known by name; the same name replaces."""

    def __init__(self, folder: Path, fresh: bool):
        opened = index.create_in(str(folder), _schema()) if fresh else index.open_dir(str(folder))
        self.folder, self.fresh = folder, fresh
        self._writer = opened.writer(limitmb=_POOL)

    def add_page(self, name: str, kept: dict[str, Any]) -> None:
        """Keep what is shown of a page."""
        self._add(f"p{name}", _packed(json.dumps(kept, ensure_ascii=False, separators=(",", ":"))))

    def add_chunk(self, name: str, chunk: Chunk) -> None:
        """Index the postings of a chunk."""
        self._add(f"c{name}", _packed("\n".join(chunk.words)), terms=chunk.postings)

    def remove(self, names: Iterable[str]) -> None:
        """Forget pages (p…) and chunks (c…)."""
        for name in names:
            self._writer.delete_by_term("name", name)

    def _add(self, name: str, kept: bytes, **more: Any) -> None:
        if not self.fresh:
            self._writer.delete_by_term("name", name)
        self._writer.add_document(name=name, kept=kept, **more)

    def close(self, table: dict[str, Any], words: str) -> None:
        """Write everything, and seal the folder."""
        self._writer.commit(mergetype=None if self.fresh else _merge_many)
        (self.folder / "table.json").write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), "utf-8")
        (self.folder / "words.txt").write_text(words, "utf-8")
        seal = {path.name: _sum(path) for path in sorted(self.folder.iterdir()) if _sealed(path)}
        (self.folder / _SEAL).write_text(json.dumps(seal), "utf-8")


def _merge_many(writer: Any, segments: list[Any]) -> list[Any]:
    """Leave segments alone until there are many: an edited page must not cost a large merge."""
    merge: Any = writing.OPTIMIZE
    return list(merge(writer, segments)) if len(segments) > 8 else segments


class Store:
    """An index opened for reading. Raises DamagedError when it is not whole."""

    def __init__(self, folder: Path):
        self.folder = folder
        if not whole(folder):
            raise DamagedError(f"The search index in {folder} is missing or damaged. Run «aryz build».")
        try:
            self.table: dict[str, Any] = json.loads((folder / "table.json").read_text("utf-8"))
            opened: Any = index.open_dir(str(folder))
            self._reader = opened.reader()
        except Exception as error:  # whatever Whoosh meets in a file that it cannot read
            raise DamagedError(f"The search index in {folder} cannot be read: {error}. Run «aryz build».") from None
        self._bases = {}
        start = 0
        for name, size, _ in self.table["chunks"]:
            self._bases[self._reader.first_id("name", f"c{name}")] = start
            start += size

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def posting(self, term: str) -> list[tuple[int, bytes]]:
        """The values of a term with the number of the first page of their chunk, in the order of pages."""
        key = term.encode()
        if ("terms", key) not in self._reader:
            return []
        matcher = self._reader.postings("terms", key)
        made = []
        while matcher.is_active():
            made.append((self._bases[matcher.id()], matcher.value()))
            matcher.next()
        return sorted(made)

    def terms(self) -> Iterator[str]:
        """All terms, sorted; some may have no page any more."""
        for name, term in self._reader.all_terms():
            if name == "terms":
                yield term.decode()

    def words(self) -> list[str]:
        """All words of all pages as `ru=зарплаты`, sorted."""
        return (self.folder / "words.txt").read_text("utf-8").split("\n")

    def page(self, name: str) -> dict[str, Any]:
        """What was kept of a page."""
        made: dict[str, Any] = json.loads(self._kept(f"p{name}"))
        return made

    def chunk_words(self, name: str) -> list[str]:
        """The words of a chunk."""
        return self._kept(f"c{name}").split("\n")

    def _kept(self, name: str) -> str:
        number = self._reader.first_id("name", name)
        return zlib.decompress(self._reader.stored_fields(number)["kept"]).decode()


def whole(folder: Path) -> bool:
    """Whether every file is there as it was written."""
    try:
        seal = json.loads((folder / _SEAL).read_text("utf-8"))
        return bool(seal) and all(_sum(folder / name) == found for name, found in seal.items())
    except (OSError, ValueError, AttributeError):
        return False


def stamp(folder: Path) -> int:
    """Changes when the index in the folder is replaced; 0 when there is none."""
    try:
        found = (folder / _SEAL).stat()
    except OSError:
        return 0
    return found.st_mtime_ns ^ found.st_ino


def copied(folder: Path, into: Path) -> None:
    """Copy an index, to be changed there."""
    for path in folder.iterdir():
        if _sealed(path):
            shutil.copy2(path, into / path.name)


def fingerprint(*parts: str) -> str:
    """A short name for texts."""
    made = blake2b(digest_size=12)
    for part in parts:
        made.update(part.encode("utf-8", "surrogatepass"))
        made.update(b"\0")
    return made.hexdigest()


def _sealed(path: Path) -> bool:
    return path.is_file() and path.name != _SEAL and "LOCK" not in path.name


def _sum(path: Path) -> str:
    data = path.read_bytes()
    return f"{len(data)}-{zlib.crc32(data):08x}"


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
