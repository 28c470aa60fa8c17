"""`aryz impact`: what rests on an article: guides, digests, interview questions, calculators, templates, with places.

What changed is named by hand, or found by comparing the acts and texts of a branch with those of a git revision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aryz import git, yamlfile
from aryz.content import Content
from aryz.diagnostics import AryzError, ContentError, Place
from aryz.kb import guide_uses
from aryz.law.citations import CitationError, Ref, parse_ref, typed_ref
from aryz.plan.errors import nearest
from aryz.project import Project

_NORM = ("redaction", "in_force", "repealed", "was")  # what in an article says that the law itself changed
_ACT = ("state", "in_force", "repealed")  # the same of a whole act


@dataclass(frozen=True)
class Resting:
    """Something that rests on a changed article. `exact`: the very unit that changed is cited, or the whole article."""

    ref: str
    cited: str
    kind: str  # guide | digest | interview | calculator | template
    id: str
    place: Place
    exact: bool


def resting(content: Content, changed: Iterable[str]) -> list[Resting]:
    """Everything that rests on the changed articles, exact ones first, then in the order of files and lines.

    Raises AryzError for what is no citation.
    """
    wanted = [typed_ref(text) for text in changed]
    for ref in wanted:
        if ref.act not in content.registry:
            mend = nearest(ref.act, content.registry) or "«aryz acts list» shows the known ones."
            raise AryzError(f"There is no act «{ref.act}». {mend}")
    found = set()
    for cited, kind, key, place in _uses(content):
        try:
            ref = parse_ref(cited)
        except CitationError:
            continue  # `aryz check` reports it
        for change in wanted:
            if ref.act == change.act and (ref.article == change.article or (not change.article and ref.article)):
                found.add(
                    Resting(
                        str(change),
                        cited,
                        kind,
                        key,
                        place.under(content.project.root),
                        _exact(ref, change),
                    )
                )
    return sorted(found, key=lambda r: (r.ref, not r.exact, r.kind, str(r.place.path), r.place.line, r.place.field))


def _exact(cited: Ref, changed: Ref) -> bool:
    if not cited.paragraph and not cited.sub:
        return True
    if not changed.paragraph and not changed.sub:
        return True
    if cited.paragraph != changed.paragraph:
        return False
    return not cited.sub or not changed.sub or cited.sub == changed.sub


def _uses(content: Content) -> Iterable[tuple[str, str, str, Place]]:
    """(citation, kind, id, place) of everything that cites."""
    for act in content.registry.values():
        for number, article in act.articles.items():
            yield f"{act.id}:{number}", "digest", f"{act.id}:{number}", article.place
    for use in [*guide_uses(content.library), *content.uses]:
        yield use.ref, use.kind, use.id, use.place
    for ref, place in content.data.cites:
        yield ref, "calculator", place.path.stem, place


def rests_on(content: Content, changed: list[str]) -> dict[str, Any]:
    """What rests on articles as one JSON document: `{changed, rests}`."""
    return {"changed": changed, "rests": as_rows(resting(content, changed))}


# what changed since a git revision


def changed_since(content: Content, revision: str) -> list[str]:
    """The citations whose law differs between `revision` and the files as they are. Raises AryzError."""
    project = content.project
    git.known(project.root, revision)
    names = git.changed(project.root, revision, "kb/acts", "kb/texts")
    found: list[str] = []
    for name in names:
        path = Path(name)
        if path.parts[:2] == ("kb", "acts") and path.suffix == ".yml":
            found += _changed_articles(project, revision, path)
        elif path.parts[:2] == ("kb", "texts") and path.name in {"ru.txt", "kk.txt"}:
            found += _changed_text(project, revision, path)
    return list(dict.fromkeys(found))


def _changed_articles(project: Project, revision: str, path: Path) -> list[str]:
    """Articles whose redaction or days of force differ in an act's file, or which are gone; the act if its own do."""
    old = act_at(git.text_at(project.root, revision, path.as_posix()), path)
    here = project.root / path
    new = act_at(yamlfile.read_text(here) if here.is_file() else "", path)
    changed = [path.stem] if old and any(old.get(key) != new.get(key) for key in _ACT) else []
    after = articles_of(new)
    for number, row in articles_of(old).items():
        now = after.get(number)
        if now is None or any(row.get(key) != now.get(key) for key in _NORM):
            changed.append(f"{path.stem}:{number}")
    return changed


def act_at(text: str, path: Path) -> dict[str, Any]:
    """What an act's file said; nothing where it is broken, which `aryz check` tells."""
    try:
        made = yamlfile.parse(text, path) if text else None
    except ContentError:
        return {}
    return made if isinstance(made, dict) else {}


def articles_of(act: dict[str, Any]) -> dict[str, Any]:
    """The articles of such a file by number."""
    articles = act.get("articles")
    return articles if isinstance(articles, dict) else {}


def _changed_text(project: Project, revision: str, path: Path) -> list[str]:
    """Norms that differ between two kept redactions; a changed note or a mended misprint is no change."""
    from aryz.law.texts.compare import compare
    from aryz.law.texts.store import read

    before = git.text_at(project.root, revision, path.as_posix())
    here = project.root / path
    if not before or not here.is_file():
        return []
    changes = compare(read(before, path), read(yamlfile.read_text(here), path))
    return [ref for change in changes if not change.misprint for ref in (change.ref, change.to) if ":" in ref]


# output


def named(path: Path) -> str:
    """A file of the project, or one of the program, which lies elsewhere where it is installed."""
    return f"src/aryz/{path.as_posix().rpartition('/aryz/')[2]}" if path.is_absolute() else path.as_posix()


def as_rows(found: list[Resting]) -> list[dict[str, Any]]:
    """The same as JSON rows."""
    return [
        {
            "ref": r.ref,
            "cited": r.cited,
            "kind": r.kind,
            "id": r.id,
            "path": named(r.place.path),
            "line": r.place.line,
            "field": r.place.field,
            "exact": r.exact,
        }
        for r in found
    ]


def as_text(changed: list[str], found: list[Resting]) -> str:
    """Article by article; what cites another unit of the same article is marked with «~»."""
    lines: list[str] = []
    for ref in changed:
        own = [r for r in found if r.ref == ref]
        rows = list(dict.fromkeys(f"  {' ' if r.exact else '~'} {r.kind:10} {r.place}  [{r.cited}]" for r in own))
        lines += [f"{ref}: {len(rows)}", *rows]
    return "\n".join(lines)
