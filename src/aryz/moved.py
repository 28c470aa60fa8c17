"""Pages that were there at a git revision and are gone: without a redirect their printed addresses lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aryz import git
from aryz.content import Content
from aryz.diagnostics import Place
from aryz.impact import act_at, articles_of
from aryz.kb import live_pages
from aryz.kb.redirects import FILE
from aryz.project import Project

_FOLDERS = ("kb", "interviews")


def report_vanished(content: Content, revision: str) -> None:
    """A finding for each page of `revision` that has neither an address now nor a redirect. Raises AryzError."""
    project, library = content.project, content.library
    base = git.branched(project.root, revision)
    live = live_pages(library, content.registry, content.interviews) | set(library.redirects.to)
    renamed = _renamed(project, base)
    for old in sorted(set(_addresses_at(project, base)) - live - {"index"}):
        mend = f"Add «{old}: {renamed.get(old, 'NEW-NAME')}» to kb/{FILE}, or bring the page back."
        message = f"the page «{old}» was there in «{revision}» and is gone: links and leaflets lead nowhere."
        content.findings.add("page.vanished", Place(project.kb / FILE), message, mend)


def _addresses_at(project: Project, base: str) -> Iterator[str]:
    """The addresses that the changed files had at `base`."""
    for name, state in git.changed(project.root, base, *_FOLDERS).items():
        if state == "D" and (address := address_of(project, Path(name))):
            yield address
        if state != "A" and re.fullmatch(r"kb/acts/[^/]+\.yml", name):
            rows = changed_articles(project, base, Path(name))
            yield from (f"acts/{Path(name).stem}/{number}" for number, kind in rows if kind == "D")


def address_of(project: Project, path: Path) -> str:
    """The address, without the language, of the page that a content file makes; empty when it makes none."""
    folder, stem = path.parent.as_posix(), path.name.removesuffix(path.suffix)
    if path.suffix == ".md" and folder in {f"kb/{language}" for language in project.languages}:
        return stem
    if path.suffix == ".yml" and "." not in stem:
        kinds = {"interviews": "interviews", "kb/updates": "updates", "kb/acts": "acts"}
        return f"{kinds[folder]}/{stem}" if folder in kinds else ""
    return ""


def changed_articles(project: Project, base: str, path: Path) -> Iterator[tuple[str, str]]:
    """The articles of an act's file that differ from `base`: their numbers, and A(dded), M(odified) or D(eleted)."""
    old = articles_of(act_at(git.text_at(project.root, base, path.as_posix()), path))
    here = project.root / path
    new = articles_of(act_at(here.read_text(encoding="utf-8") if here.is_file() else "", path))
    for number in [*new, *(number for number in old if number not in new)]:
        if old.get(number) != new.get(number):
            yield str(number), "D" if number not in new else "M" if number in old else "A"


def _renamed(project: Project, base: str) -> dict[str, str]:
    """Old addresses and new ones, where git takes a file for another one renamed."""
    words = ("diff", "--name-status", "--find-renames", "--diff-filter=R", "--relative", base, "--", *_FOLDERS)
    rows = git.names(project.root, *words, missing="")
    pairs = zip(rows[1::3], rows[2::3], strict=True)
    return {address_of(project, Path(old)): address_of(project, Path(new)) for old, new in pairs}
