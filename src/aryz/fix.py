"""`aryz check --fix`: writes `[@…]` where a citation stands by hand and its reading is certain."""

from __future__ import annotations

from pathlib import Path

from aryz import yamlfile
from aryz.content import load_registry
from aryz.diagnostics import ContentError
from aryz.files import write_text
from aryz.law.acts import Registry
from aryz.law.handwritten import written
from aryz.project import Project


def fix(project: Project) -> list[str]:
    """Mend guides and interviews; gives a line for each citation written, `FILE:LINE: «…» → [@…]`."""
    registry = load_registry(project)
    done: list[str] = []
    for language in project.languages:
        for path in sorted((project.kb / language).glob("*.md")):
            done += _guide(path, registry, project.root)
    for path in sorted(project.interviews.rglob("*.yml")):
        done += _interview(path, registry, project.root)
    return done


def _guide(path: Path, registry: Registry, root: Path) -> list[str]:
    """The body of a guide; its front matter is left alone."""
    text = path.read_text(encoding="utf-8")
    try:
        _, body, line = yamlfile.split_front_matter(text, path)
    except ContentError:
        return []
    mended, hands = written(body, registry)
    if hands:
        write_text(path, text[: len(text) - len(body)] + mended)
    name = path.relative_to(root)
    return [f"{name}:{line + hand.line - 1}: «{hand.text}» → [@{hand.marker}]" for hand in hands]


def _interview(path: Path, registry: Registry, root: Path) -> list[str]:
    """The lines of an interview, each only if the file still reads: «[» must not begin a plain YAML value."""
    lines = path.read_text(encoding="utf-8").split("\n")
    done: list[str] = []
    for index, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continue
        mended, hands = written(line, registry)
        if not hands:
            continue
        tried = [*lines[:index], mended, *lines[index + 1 :]]
        try:
            yamlfile.parse("\n".join(tried), path)
        except ContentError:
            continue
        lines = tried
        name = path.relative_to(root)
        done += [f"{name}:{index + 1}: «{hand.text}» → [@{hand.marker}]" for hand in hands]
    if done:
        write_text(path, "\n".join(lines))
    return done
