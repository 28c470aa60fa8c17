"""`aryz preview`: the site as an editor writes it; a saved page is seen in the browser within a second or two.

The first build is whole. After an edit pages are written again and only those that differ are rendered (MkDocs' dirty
build, which is safe here: the search is ours); the browser, which asks every half second, loads the page anew. What is
wrong is shown over the page and in the terminal; the last good pages stay.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import watchfiles
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from aryz import build as building
from aryz.content import Content, load_content
from aryz.diagnostics import ContentError, Findings
from aryz.interviews.engine import Program
from aryz.kb import load_guides, render, root_pages, translations, write_config, write_pages, write_twins
from aryz.project import Project
from aryz.review import overtaken
from aryz.search.index import build as build_index


class Preview:
    """The site of one project kept up to date. `version` counts the changes shown, `problems` what keeps the last one
    from being shown; `programs` are the interviews, changed in place.
    """

    def __init__(self, project: Project, languages: Iterable[str] = ()):
        """Build everything once, or only `languages`. Raises ContentError when the content has errors."""
        self.project, self.languages = project, list(languages or project.languages)
        self.version, self.problems = 0, list[str]()
        self.content: Content = load_content(project)
        self.programs: dict[str, Program] = dict(self.content.programs)
        self.source, self.site = project.build / "preview-source", project.build / "preview"
        for folder in (self.source, self.site):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        self._write(self.source, self.languages)
        render([self._config(language) for language in self.languages])
        self._behind: list[str] = []  # languages whose pages may differ from the content
        self.add_search()
        self.complete()

    def update(self, paths: Iterable[Path]) -> None:
        """Show what changed in `paths`: the pages of the edited languages at once, the rest is left to `add_search` and
        `complete`. With errors the site stays as it was and `problems` says why.
        """
        files = [path.resolve() for path in paths]
        try:
            self._load(files)
        except ContentError as error:
            self.problems = [str(problem.under(self.project.root)) for problem in error.problems]
            self.version += 1
            return
        edited = {path.parent.name for path in files if self._is_page(path)}
        shown = [language for language in self.languages if not edited or language in edited]
        self._behind = [language for language in self.languages if language not in shown]
        self._show(shown)
        self.problems = []
        self.version += 1

    def add_search(self) -> None:
        """Let the search know what was edited; the other scripts come with it."""
        index, assets = self.project.build / "preview-index", self.site / "assets"
        shown = [entry for entry in building.entries(self.content) if entry.language in self.languages]
        build_index(shown, index, self.project.search)
        assets.mkdir(exist_ok=True)
        building.add_search(self.content, index, assets, along=False)
        building.add_forms(self.content, assets)

    def complete(self) -> None:
        """Bring up to date what an edit touches elsewhere: the other languages, redirects, the Cyrillic twin."""
        self._show(self._behind)
        self._behind = []
        root_pages(self.project, self.content.library.redirects, self.site)
        write_twins(self.project, self.site)

    def _show(self, languages: list[str]) -> None:
        with tempfile.TemporaryDirectory(dir=self.project.build, prefix="preview-new-") as folder:
            self._write(Path(folder), languages)
            changed = [language for language in languages if self._take(Path(folder) / language, language)]
        for language in changed:
            self._render(language)

    def _is_page(self, path: Path) -> bool:
        return path.suffix == ".md" and path.parent.parent == self.project.kb

    def _load(self, paths: list[Path]) -> None:
        """Read the changed content: pages alone when nothing else changed, which takes a fraction of the time."""
        if not all(self._is_page(path) for path in paths):
            self.project = Project(self.project.root)  # its languages and texts are read anew
            self.content = load_content(self.project)
            self.programs.clear()
            self.programs.update(self.content.programs)
            return
        findings = Findings()
        library = load_guides(
            self.project, self.content.registry, findings, self.content.interviews, self.content.library.contacts
        )
        translations.report(library, findings)
        findings.stop_on_errors()
        self.content.library = library

    def _write(self, folder: Path, languages: list[str]) -> None:
        content = self.content
        material = building.material_of(content, overtaken(content), date.today().isoformat())
        write_pages(material, folder, languages)

    def _config(self, language: str) -> Path:
        content = self.content
        return write_config(self.project, content.library, content.cards(), language, self.source, self.site, True)

    def _take(self, fresh: Path, language: str) -> bool:
        """Copy the pages of a language that differ into the source; says whether there were some."""
        source, changed = self.source / language, False
        for path in (path for path in fresh.rglob("*") if path.is_file()):
            old = source / path.relative_to(fresh)
            if not old.is_file() or old.read_bytes() != path.read_bytes():
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, old)
                changed = True
        for old in source.rglob("*.md"):
            name = old.relative_to(source)
            if not (fresh / name).exists():
                old.unlink()
                shutil.rmtree((self.site / language / name).with_suffix(""), ignore_errors=True)
                changed = True
        return changed

    def _render(self, language: str) -> None:
        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        mkdocs_build(load_config(str(self._config(language))), dirty=True)

    def state(self) -> dict[str, Any]:
        """What the browser asks for."""
        return {"version": self.version, "problems": self.problems}


def run(project: Project, port: int, languages: Iterable[str], tell: Callable[[str], object]) -> None:
    """Build, watch and serve on 127.0.0.1 until stopped. tell: is given a line for each change."""
    from aryz.web import create_app, serve
    from aryz.web.live import add_live_reload

    tell("Building the site …")
    preview = Preview(project, languages)
    content = preview.content
    helplines = content.library.contacts.helplines(project)
    app = create_app(project, preview.programs, preview.site, guides=content.titles, helplines=helplines)
    add_live_reload(app, preview.state)
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(preview, stop, tell), daemon=True)
    watcher.start()
    tell(f"Aryz: http://127.0.0.1:{port}/   (Ctrl+C stops it)")
    try:
        serve(app, port)
    finally:
        stop.set()


def _watch(preview: Preview, stop: threading.Event, tell: Callable[[str], object]) -> None:
    root = preview.project.root
    folders = [root / name for name in ("kb", "interviews", "templates", "search") if (root / name).is_dir()]
    for changes in watchfiles.watch(*folders, stop_event=stop, debounce=200, raise_interrupt=False):
        paths = sorted({Path(name) for _, name in changes if not Path(name).name.startswith((".", "~$"))})
        if not paths:
            continue
        preview.update(paths)
        if not preview.problems:
            preview.add_search()
            preview.complete()
        names = ", ".join(str(path.relative_to(root)) for path in paths)
        tell("\n".join(preview.problems) or f"Shown: {names}")
