"""Translations: which revision of its source page each follows, which are behind, and what changed since."""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from aryz import git, yamlfile
from aryz.diagnostics import AryzError, ContentError, Findings, Place
from aryz.files import write_text
from aryz.kb.guides import Guide, Library
from aryz.project import Project

_FOLLOWS = re.compile(r"^follows:.*\n", re.MULTILINE)
_LOOK_BACK = 200  # commits of a page that are searched for the revision a translation follows


@dataclass(frozen=True)
class State:
    """How a translation stands to its source. state: current, behind or missing."""

    slug: str
    language: str
    state: str
    path: Path
    follows: str = ""
    source: str = ""  # the source's revision now


def revision(guide: Guide) -> str:
    """The revision of a page's words: ten hexadecimal digits that change when anything to translate changes."""
    return _digest(guide.title, guide.summary, guide.questions, guide.body)


def _digest(title: str, summary: str, questions: tuple[str, ...], body: str) -> str:
    text = "\n".join([title, summary, *questions, *(line.rstrip() for line in body.strip().splitlines())])
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def behind(guide: Guide, library: Library) -> bool:
    """Whether the source page changed after this translation was made. A source page never is."""
    source = library.source(guide.slug)
    return source.language != guide.language and guide.follows != revision(source)


def states(project: Project, library: Library) -> list[State]:
    """Every translation that is there or expected, by page and language."""
    made = []
    for slug, versions in library.pages.items():
        source = library.source(slug)
        now = revision(source)
        for key, language in project.languages.items():
            guide = versions.get(key)
            if key == source.language or (guide is None and not language.guides):
                continue
            if guide is None:
                made.append(State(slug, key, "missing", project.kb / key / source.path.name, source=now))
            else:
                state = "current" if guide.follows == now else "behind"
                made.append(State(slug, key, state, guide.path, guide.follows, now))
    return made


def report(library: Library, findings: Findings) -> None:
    """Findings about translations: behind their source, or resting on other articles than it does."""
    for slug, versions in library.pages.items():
        source = library.source(slug)
        cited = {ref for ref, _ in source.cites}
        for guide in versions.values():
            if guide.language == source.language:
                continue
            late = behind(guide, library)
            if late:
                message = f"«{source.path.name}» changed in «{source.language}» after this translation was made."
                mend = (
                    f"See what changed with «aryz check --translations», translate it, then run "
                    f"«aryz translated {_name(guide)}»."
                )
                findings.add("translation.behind", Place(guide.path, 0, "follows"), message, mend, "warning")
            apart = sorted(cited.symmetric_difference(ref for ref, _ in guide.cites))
            if apart:
                message = f"it rests on other articles than its source: {', '.join(apart)}."
                mend = "A translation cites what its source cites: bring the two together."
                findings.add("translation.law", Place(guide.path), message, mend)


def _name(guide: Guide) -> str:
    return f"kb/{guide.language}/{guide.path.name}"


def follow(project: Project, library: Library, paths: list[Path]) -> list[str]:
    """Write into each file that it follows its source as it is now; a line for each. The person has compared them."""
    by_path = {g.path.resolve(): g for versions in library.pages.values() for g in versions.values()}
    told = []
    for path in paths:
        guide = by_path.get(path.resolve())
        if guide is None:
            raise AryzError(f"{path} is no page of this project. Pages are kb/LANGUAGE/NAME.md.")
        source = library.source(guide.slug)
        if source.language == guide.language:
            raise AryzError(f"{path} is the source that translations follow; name its translations.")
        write_text(path, _with_follows(yamlfile.read_text(path), revision(source)))
        told.append(f"{path}: follows {revision(source)}")
    return told


def _with_follows(text: str, value: str) -> str:
    """The page with `follows:` as the last line of its front matter."""
    end = text.index("\n---", 3) + 1
    head = _FOLLOWS.sub("", text[:end])
    return f'{head}follows: "{value}"\n{text[end:]}'


def as_text(project: Project, library: Library) -> str:
    """The list for translators: what is missing, what is behind, and the lines of the source that changed."""
    rows = states(project, library)
    lines = []
    for row in rows:
        if row.state != "current":
            lines.append(f"{row.path.relative_to(project.root)}: {row.state}")
            lines += [f"    {line}" for line in changed_lines(project, library, row)] if row.state == "behind" else []
    count = {state: sum(row.state == state for row in rows) for state in ("current", "behind", "missing")}
    lines.append(f"{count['current']} current, {count['behind']} behind, {count['missing']} missing")
    return "\n".join(lines)


def changed_lines(project: Project, library: Library, row: State) -> list[str]:
    """What changed in the source since the revision that the translation follows; told by git, else a line why not."""
    source = library.source(row.slug)
    old = _old_page(project.root, source.path, row.follows)
    if old is None:
        return ["git knows no such older revision of the source: compare the whole page."]
    before = [f"title: {old[0]}", f"summary: {old[1]}", *old[2], *old[3].splitlines()]
    after = [f"title: {source.title}", f"summary: {source.summary}", *source.questions, *source.body.splitlines()]
    return [
        line
        for line in difflib.unified_diff(before, after, lineterm="", n=0)
        if line[:1] in "+-" and line[1:].strip() and not line.startswith(("+++", "---"))
    ]


def _old_page(root: Path, path: Path, wanted: str) -> tuple[str, str, tuple[str, ...], str] | None:
    """Title, summary, questions and body of the page at the revision `wanted`, searched in the file's git history."""
    name = path.relative_to(root).as_posix()
    for commit in git.text(root, "log", f"-{_LOOK_BACK}", "--format=%H", "--", name, missing="").split():
        try:
            meta, body, _ = yamlfile.split_front_matter(git.text_at(root, commit, name), path)
        except ContentError:
            continue
        questions = tuple(str(q) for q in meta.get("questions") or ())
        page = (str(meta.get("title", "")), str(meta.get("summary", "")), questions, body)
        if _digest(*page) == wanted:
            return page
    return None
