"""`aryz acts sync`: redactions from a local clone of the public git mirror of Kazakhstan's law.

The mirror keeps one folder an act (`meta.yaml`, `rus.md` and `kaz.md`, or folders `rus/` and `kaz/` for large acts) and
one commit a redaction. Its history is rewritten at each build, so commits have no lasting names here: a redaction is
known by its act, language and day, and taken only when its words are not the ones already kept.
"""

from __future__ import annotations

import re
import subprocess
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aryz import yamlfile
from aryz.diagnostics import AryzError, ContentError
from aryz.law.acts import Act, Registry
from aryz.law.texts import store
from aryz.law.texts.build import build
from aryz.law.texts.model import Cause, Text
from aryz.law.texts.readers import markdown_lines
from aryz.law.texts.stream import Line
from aryz.plan import days

LANGUAGES = {"ru": "rus", "kk": "kaz"}
_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
           "декабря")  # fmt: skip
_REQUISITE = re.compile(r"(\d{1,2})\s+(\w+)\s+(\d{4})\s+года(?:\s+(?:№|N)\s*(\d+))?")


@dataclass
class Taken:
    """What was taken of one act: days by what became of them, and lines that found no place."""

    folder: str = ""
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: int = 0
    unplaced: list[str] = field(default_factory=list)


@dataclass
class Report:
    """By act; `missing` are acts of the registry that the mirror does not have."""

    acts: dict[str, Taken] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def sync(mirror: Path, registry: Registry, folder: Path, only: list[str] | None = None) -> Report:
    """Take every redaction of the registry's acts that is new or was corrected. Raises AryzError.

    mirror: a local clone; the network is never used. folder: `kb/texts`. only: ids of acts; None = all.
    """
    report = Report()
    with closing(_Git(mirror)) as git:
        places = git.folders()
        for act in registry.values():
            if only and act.id not in only:
                continue
            place = places.get(key_of(act))
            if place is None:
                report.missing.append(act.id)
            else:
                report.acts[act.id] = _take(git, act, place, folder)
    return report


def _take(git: _Git, act: Act, place: str, folder: Path) -> Taken:
    taken = Taken(place)
    for language, name in LANGUAGES.items():
        known = {text.in_force: text for text in store.load(folder, act.id, language)}
        found = dict(known)
        unplaced: dict[str, list[str]] = {}
        for commit, committed in git.commits(place):
            files = _Files(git, commit, place, name)
            text = _redaction(git, act, place, committed, language, files)
            if text is None:
                continue
            found[text.in_force] = text  # a later commit of the same day is the corrected one
            unplaced[text.in_force] = [f"{files.where(line)}: {words}" for line, words in text.unplaced]
        for day, text in sorted(found.items()):
            if known.get(day) == text:
                taken.unchanged += 1
            else:
                (taken.replaced if day in known else taken.added).append(f"{language} {day}")
                taken.unplaced += [f"{day}: {row}" for row in unplaced.get(day, [])]
        if found != known:
            store.write(folder, found.values())
    return taken


def _redaction(git: _Git, act: Act, place: str, committed: str, language: str, files: _Files) -> Text | None:
    """The redaction of a commit in one language, or None when it has none."""
    meta = _meta(git.read(files.commit, f"{place}/meta.yaml"))
    if meta is None or not files.lines:
        return None
    name = files.name
    version = meta.get("version_date")
    day = str(version.get(name) or "") if isinstance(version, dict) else str(version or "")
    day = day if days.is_day(day) else committed
    return build(files.lines, act.id, language, day, _cause(meta, name), _source(meta, name))


class _Files:
    """The text of one language in a commit: the parts of a large act in the order of their names, else the one file."""

    def __init__(self, git: _Git, commit: str, place: str, name: str):
        self.commit, self.name = commit, name
        self.lines: list[Line] = []
        self._starts: list[tuple[int, str]] = []  # the lines of all files count on; where each file begins
        number = 0
        for path in sorted(git.files(commit, f"{place}/{name}/"), key=_part_order) or [f"{place}/{name}.md"]:
            text = git.read(commit, path)
            self._starts.append((number, path))
            self.lines += [Line(number + one.number, one.text, one.indent, one.hint) for one in markdown_lines(text)]
            number += text.count("\n") + 1

    def where(self, line: int) -> str:
        """`FILE:LINE` of a line."""
        start, path = next(one for one in reversed(self._starts) if one[0] < line)
        return f"{path}:{line - start}"


def _part_order(path: str) -> tuple[int, list[int], str]:
    """`sec002-part005.md` after `sec002-part004.md`; annexes (`an001.md`) last."""
    name = path.rsplit("/", 1)[-1]
    return int(name.startswith("an")), [int(number) for number in re.findall(r"\d+", name)], name


def _meta(text: str) -> dict[str, Any] | None:
    try:
        made = yamlfile.parse(text, Path("meta.yaml")) if text else None
    except ContentError:
        return None
    return made if isinstance(made, dict) else None


def _cause(meta: dict[str, Any], name: str) -> Cause | None:
    row = meta.get("caused_by")
    if not isinstance(row, dict) or not row.get("requisite"):
        return None
    title = row.get("title")
    words = title.get(name) or title.get("rus") or "" if isinstance(title, dict) else str(title or "")
    return Cause(str(row["requisite"]), str(words), str(row.get("link") or ""))


def _source(meta: dict[str, Any], name: str) -> str:
    source = meta.get("source")
    return str(source.get(name) or "") if isinstance(source, dict) else str(source or "")


# which folder is which act

Key = tuple[str, str]  # the ISO day of adoption and the figures of the number: «414-V ЗРК», «№ 414», «N 414» → 414


def key_of(act: Act) -> Key:
    """The key of an act of the registry."""
    figures = re.match(r"\d*", act.number)
    return act.date, figures[0] if figures else ""


def key(meta: dict[str, Any]) -> Key | None:
    """The key of a folder by its `requisite`: «Закон Республики Казахстан от 14 июля 1997 года № 155-I»."""
    match = _REQUISITE.search(str(meta.get("requisite") or ""))
    if not match or match[2].lower() not in _MONTHS:
        return None
    day = f"{match[3]}-{_MONTHS.index(match[2].lower()) + 1:02d}-{int(match[1]):02d}"
    return day, match[4] or ""


class _Git:
    """A local clone, read through git's own commands."""

    def __init__(self, root: Path):
        self.root = root
        if not (root / ".git").exists() and not (root / "HEAD").is_file():
            raise AryzError(f"{root} is no git clone. Clone the mirror first and name its folder with --mirror.")
        self._reader: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> str:
        command = ["git", "-C", str(self.root), "-c", "core.quotepath=off", *words]
        try:
            # no shell; the words are ours, the folder is the clone that the editor named
            done = subprocess.run(command, capture_output=True, check=False)  # nosec B603
        except FileNotFoundError:
            raise AryzError("git is not installed.") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise AryzError(f"git could not read {self.root}: {said[-1] if said else 'no reason given'}")
        return done.stdout.decode("utf-8", "replace")

    def folders(self) -> dict[Key, str]:
        """Act → its folder. Repealed acts were removed from the tree, so the whole history is looked through."""
        log = self.run("log", "--all", "--format=%x01%H", "--name-only", "--", "*/meta.yaml", "meta.yaml")
        newest: dict[str, str] = {}
        for block in log.split("\x01")[1:]:
            commit, *names = [line for line in block.splitlines() if line]
            for name in names:
                newest.setdefault(name, commit)
        made: dict[Key, str] = {}
        for name, commit in newest.items():
            meta = _meta(self.read(commit, name)) or _meta(self.read(f"{commit}^", name))
            found = key(meta) if meta else None
            if found:
                made.setdefault(found, name.rpartition("/")[0])
        return made

    def commits(self, place: str) -> list[tuple[str, str]]:
        """(commit, ISO day) of a folder's history, oldest first."""
        log = self.run("log", "--all", "--reverse", "--format=%H %as", "--", place)
        return [(line[:40], line[41:51]) for line in log.splitlines()]

    def files(self, commit: str, folder: str) -> list[str]:
        """The Markdown files of a folder in a commit."""
        names = self.run("ls-tree", "--name-only", commit, "--", folder).splitlines()
        return [name for name in names if name.endswith(".md")]

    def read(self, commit: str, path: str) -> str:
        """A file in a commit, or an empty text when it is not there. One process reads them all."""
        if self._reader is None:
            command = ["git", "-C", str(self.root), "cat-file", "--batch"]
            # no shell; the folder is the clone that the editor named
            self._reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # nosec B603
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(f"{commit}:{path}\n".encode())
        self._reader.stdin.flush()
        head = self._reader.stdout.readline().decode("utf-8", "replace")
        if head.rstrip().endswith(("missing", "ambiguous")):
            return ""
        data = self._reader.stdout.read(int(head.split()[-1]) + 1)[:-1]
        return data.decode("utf-8", "replace")

    def close(self) -> None:
        """End the reading process."""
        if self._reader is not None and self._reader.stdin is not None and self._reader.stdout is not None:
            self._reader.stdin.close()
            self._reader.stdout.close()
            self._reader.wait()
