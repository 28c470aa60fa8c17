"""The search of a project, ready to be asked. The first result must come fast: imports stay inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aryz.project import Project

if TYPE_CHECKING:
    from aryz.law.acts import Registry
    from aryz.search import Searcher


def searcher_of(project: Project) -> Searcher:
    """The searcher of a project; its index is made when it is missing or damaged."""
    from aryz.search import Searcher
    from aryz.search.store import DamagedError

    def registry() -> Registry:
        from aryz.law.acts import load_registry

        return load_registry(project)

    folder = project.build / "index"
    try:
        return Searcher(folder, project.search, registry)
    except DamagedError:
        from aryz.build import build_index
        from aryz.content import load_content

        build_index(load_content(project))
        return Searcher(folder, project.search, registry)
