"""A small project for tests that build whole sites: all acts and texts, one interview, a few pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from aryz import yamlfile
from aryz.content import Content
from aryz.documents.text import docx_text
from aryz.kb import Law, Material, render, write_config, write_pages
from aryz.project import Project
from tests.conftest import ROOT

INTERVIEW = "return-certificate"
_CLAUSE = re.compile(r"""clause\(["'“«]([\w-]+)""")
PAGES = ("index", "seized-passport", "unpaid-wages")
TODAY = "2026-11-25"


def small_project(root: Path, interview: str = INTERVIEW) -> Project:
    """The content cut down to an interview: what leads to pages and interviews that are left out is plain text."""
    for name in ("kb", "search"):
        shutil.copytree(ROOT / name, root / name)
    shutil.rmtree(root / "kb" / "leaflets", ignore_errors=True)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(ROOT / "interviews" / "common", root / "interviews" / "common")
    shutil.copy(ROOT / "interviews" / f"{interview}.yml", root / "interviews")
    _templates(root / "templates", interview)
    project = Project(root)
    for language in project.languages:
        for path in (project.kb / language).glob("*.md"):
            if path.stem in PAGES:
                path.write_text(_cut(path.read_text(encoding="utf-8"), interview), encoding="utf-8")
            else:
                path.unlink()
    kept = project.interviews / f"{interview}.yml"
    text = re.sub(r"^ +(guides|interviews): \[.*\]\n", "", kept.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept.write_text(_unlinked(text, interview), encoding="utf-8")
    return project


def _templates(folder: Path, interview: str) -> None:
    """The papers of the interview, and the clauses they bring in."""
    made = yamlfile.load_map(ROOT / "interviews" / f"{interview}.yml")
    wanted = [str(row["id"]) for row in made["documents"]]
    for name in wanted:
        source = ROOT / "templates" / name
        shutil.copytree(source, folder / name)
        for file in source.glob("*.docx"):
            brought = dict.fromkeys(f"clauses/{clause}" for clause in _CLAUSE.findall(docx_text(file)))
            wanted += [clause for clause in brought if clause not in wanted]


def _cut(page: str, interview: str) -> str:
    page = re.sub(r"^related: .*$", "related: []", page, flags=re.MULTILINE)
    page = re.sub(r"^interviews: .*$", f"interviews: [{interview}]", page, flags=re.MULTILINE)
    return _unlinked(page, interview)


def _unlinked(text: str, interview: str) -> str:
    def kept(match: re.Match[str]) -> str:
        target = match[2].removesuffix(".md").removeprefix("guide:").removeprefix("interview:")
        return match[0] if target in (*PAGES, interview) else match[1]

    return re.sub(r"\[([^\]]*)\]\(((?:[a-z-]+\.md|guide:|interview:)[^)]*)\)", kept, text)


def written(
    content: Content, out: Path, languages: list[str], articles: int = 3, law: Law | None = None, also: str = ""
) -> list[Path]:
    """The pages of `languages` with a few articles of each act, and of each the article `also`, ready for a site
    engine; returns their settings.
    """
    project, library = content.project, content.library
    cards = content.cards()
    material = Material(project, library, content.registry, cards, content.uses, law or Law(), TODAY)
    write_pages(material, out / "source", languages)
    for language in languages:
        for act in (out / "source" / language / "acts").iterdir():
            for page in sorted(act.glob("[0-9]*.md"))[articles:] if act.is_dir() else ():
                if page.stem != also:
                    page.unlink()
    return [write_config(project, library, cards, key, out / "source", out / "site") for key in languages]


def rendered(content: Content, out: Path, languages: list[str]) -> Path:
    """The same rendered by MkDocs; returns the folder of the site."""
    render(written(content, out, languages))
    return out / "site"
