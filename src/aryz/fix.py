"""`aryz check --fix`: writes `[@…]` where a citation stands by hand and its reading is certain."""

from __future__ import annotations

import re
from pathlib import Path

from aryz import yamlfile
from aryz.diagnostics import ContentError
from aryz.files import write_text
from aryz.interviews.load import CASES
from aryz.law.acts import Registry, load_registry
from aryz.law.handwritten import written
from aryz.project import Project

# keys whose texts are names of things, printed in lists and files, where no marker is read
_NAMES = re.compile(r" *(?:- )?(?:title|summary):")


def fix(project: Project) -> list[str]:
    """Mend guides and interviews; gives a line for each citation written, `FILE:LINE: «…» → [@…]`."""
    registry = load_registry(project)
    done: list[str] = []
    for language in project.languages:
        for path in sorted((project.kb / language).glob("*.md")):
            done += _guide(path, registry, project.root)
    for path in sorted(project.interviews.rglob("*.yml")):
        if path.name.endswith(CASES):  # they hold what papers print
            continue
        done += _interview(path, registry, project.root)
    return done


def _guide(path: Path, registry: Registry, root: Path) -> list[str]:
    """The body of a guide; its front matter is left alone."""
    text = _as_it_is(path)
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
    lines = _as_it_is(path).split("\n")
    done: list[str] = []
    within = -1  # how far the key is indented whose texts are no sentences
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and indent <= within:
            within = -1
        if _NAMES.match(line):
            within = indent
        if within >= 0 or line.lstrip().startswith("#"):
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


def _as_it_is(path: Path) -> str:
    """The text with its own ends of lines, so that only citations change."""
    return path.read_bytes().decode("utf-8")
