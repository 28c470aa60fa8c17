"""Pages that were there at a git revision and are gone: without a redirect their printed addresses lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aryz import git, yamlfile
from aryz.content import Content
from aryz.diagnostics import ContentError, Place
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
            act = Path(name).stem
            yield from (f"acts/{act}/{number}" for number in _articles(git.text_at(project.root, base, name), name))


def address_of(project: Project, path: Path) -> str:
    """The address, without the language, of the page that a content file makes; empty when it makes none."""
    folder, stem = path.parent.as_posix(), path.name.removesuffix(path.suffix)
    if path.suffix == ".md" and folder in {f"kb/{language}" for language in project.languages}:
        return stem
    if path.suffix == ".yml" and "." not in stem:
        kinds = {"interviews": "interviews", "kb/updates": "updates", "kb/acts": "acts"}
        return f"{kinds[folder]}/{stem}" if folder in kinds else ""
    return ""


def _articles(text: str, name: str) -> list[str]:
    try:
        act = yamlfile.parse(text, Path(name))
    except ContentError:
        return []
    articles = act.get("articles") if isinstance(act, dict) else None
    return [str(number) for number in articles] if isinstance(articles, dict) else []


def _renamed(project: Project, base: str) -> dict[str, str]:
    """Old addresses and new ones, where git takes a file for another one renamed."""
    words = ("diff", "--name-status", "--find-renames", "--diff-filter=R", "--relative", base, "--", *_FOLDERS)
    rows = git.names(project.root, *words, missing="")
    pairs = zip(rows[1::3], rows[2::3], strict=True)
    return {address_of(project, Path(old)): address_of(project, Path(new)) for old, new in pairs}
