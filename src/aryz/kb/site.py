"""The static site: pages written by `pages`, rendered by MkDocs, one build per language, two at a time."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import material
import yaml

from aryz.diagnostics import AryzError
from aryz.files import replaced_folder
from aryz.kb.cyrillic import script, write_twin
from aryz.kb.exported import export
from aryz.kb.guides import Library
from aryz.kb.install import write_app
from aryz.kb.model import InterviewCard
from aryz.kb.pages import write_pages
from aryz.kb.redirects import Redirects, write_redirects
from aryz.kb.takealong import Edition, write_packs
from aryz.kb.writer import Material
from aryz.law.calculators import CALCULATORS
from aryz.project import CYRILLIC, Project

MARK = ".aryz-site"  # says that a folder is a site of ours and may be replaced


def build_site(material: Material, out: Path, finish: Callable[[Path], None]) -> None:
    """Build the site in `out`. It is made beside it and swapped in at the end: nobody sees half a site.

    finish: adds what others give to the new folder, such as the search data; the pages are being rendered meanwhile.
    """
    project, library, cards = material.project, material.library, material.cards
    project.build.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=project.build, prefix="site-src-") as folder,
        replaced_folder(out) as fresh,
    ):
        source = Path(folder)
        write_pages(material, source)
        with rendering([write_config(project, library, cards, key, source, fresh) for key in project.languages]):
            export(library, material.registry, cards, fresh / "data")
            finish(fresh)
        root_pages(project, library.redirects, fresh)
        write_twins(project, fresh)
        write_app(project, fresh)
        write_packs(project, fresh, Edition(material.today, material.law.coming), out)


def stop_if_foreign(project: Project, out: Path) -> None:
    """Raises AryzError where a site in `out` would take the place of files that are none of ours."""
    if out.exists() and out != project.build / "site" and not (out / MARK).is_file() and any(out.iterdir()):
        raise AryzError(f"{out} holds other files, and building would delete them. Name a new or an empty folder.")


def render(configs: list[Path]) -> None:
    """Have MkDocs render the languages of `configs`, two at a time. Raises AryzError."""
    with rendering(configs):
        pass


@contextmanager
def rendering(configs: list[Path]) -> Iterator[None]:
    """The same, while the block does something else; all is rendered when it ends."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        done = [pool.submit(_render, config) for config in configs]
        yield
        for one in done:
            one.result()


def root_pages(project: Project, redirects: Redirects, fresh: Path) -> None:
    """What stands beside the rendered pages: the choice of a language, lost pages, pages that moved."""
    write_redirects(project, redirects, fresh)
    (fresh / MARK).write_text("", encoding="utf-8")
    for language in project.languages:  # Material's own scripts and styles, which our pages do not load
        for name in ("javascripts", "stylesheets", "images"):
            shutil.rmtree(fresh / language / "assets" / name, ignore_errors=True)
    (fresh / "index.html").write_text(_language_page(project, ""), encoding="utf-8")
    # MkDocs' own page for lost addresses only works at the root of a host: one page without assets serves all
    for language in project.languages:
        (fresh / language / "404.html").unlink(missing_ok=True)
    (fresh / "404.html").write_text(_language_page(project, "/"), encoding="utf-8")


def write_config(
    project: Project,
    library: Library,
    cards: list[InterviewCard],
    language: str,
    source: Path,
    fresh: Path,
    preview: bool = False,
) -> Path:
    """The MkDocs settings of one language, inheriting the project's mkdocs.yml. preview: pages reload themselves."""

    def text(key: str) -> str:
        return project.text(language, f"site.{key}")

    texts = project.texts_under(language, "site.")
    for key in ("search.placeholder", "offline.title", "call.title", "contacts.help", "contacts.page"):
        texts[key] = project.text(language, key)
    helplines = library.contacts.helplines(project)[language]
    config: dict[str, Any] = {
        "INHERIT": str(project.root / "mkdocs.yml"),
        "site_description": text("description"),
        "docs_dir": str(source / language),
        "site_dir": str(fresh / language),
        "theme": {"language": language, "custom_dir": str(_theme(project, language, source))},
        "nav": _nav(library, language, text, lambda key: project.text(language, f"calc.{key}"), cards),
        "extra": {
            "texts": texts,
            "language": language,
            "helplines": [dict(zip(("name", "phone", "dialled"), row, strict=True)) for row in helplines],
            "languages": _switch(project),
            "preview": preview,
        },
    }
    path = source / f"mkdocs.{language}.yml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


_MENU = 40  # guides of a topic that its menu lists
_WORDS = "partials/languages"


def _theme(project: Project, language: str, source: Path) -> Path:
    """The project's theme. For a language that has no words of the theme's own a copy of it with `theme.…` of the
    interface; what is not among these stays English.
    """
    own = project.kb / "theme"
    known = Path(material.__file__).parent / "templates"
    if any((folder / _WORDS / f"{language}.html").is_file() for folder in (own, known)):
        return own
    copy = source / f"theme.{language}"
    shutil.copytree(own, copy, dirs_exist_ok=True)
    words = {"language": language, **project.texts_under(language, "theme.")}
    macro = f"{{% macro t(key) %}}{{{{ {json.dumps(words, ensure_ascii=False)}[key] }}}}{{% endmacro %}}\n"
    (copy / _WORDS).mkdir(parents=True, exist_ok=True)
    (copy / _WORDS / f"{language}.html").write_text(macro, encoding="utf-8")
    return copy


def _switch(project: Project) -> list[dict[str, str]]:
    """The rows of the language switch: folder, tag, name, and the language whose pages stand there."""
    return [
        {"id": key, "tag": language.tag, "name": language.name, "of": key.removesuffix(CYRILLIC)}
        for key, language in project.spoken.items()
    ]


def write_twins(project: Project, fresh: Path) -> None:
    """The pages in Cyrillic letters of the languages that have them."""
    for key, alphabet in project.alphabets.items():
        if (fresh / key).is_dir():
            own = f"{key}{CYRILLIC}"
            write_twin(alphabet, fresh / key, fresh / own, key, own)
            for path in (fresh / "assets").glob(f"aryz-calc-{key}.js"):
                text = script(alphabet, path.read_text(encoding="utf-8"))
                path.with_name(f"aryz-calc-{own}.js").write_text(text, encoding="utf-8")


def _nav(library: Library, language: str, text: Any, text_of: Any, cards: list[InterviewCard]) -> list[Any]:
    nav: list[Any] = [{text("start_page"): "index.md"}]
    for topic, titles in library.topics.items():
        rows = [{g.title: f"{g.slug}.md"} for g in library.guides(language) if g.topic == topic]
        if len(rows) > _MENU:  # its page lists them; a menu would stand on each of them, and nobody reads it
            nav.append({titles[language]: f"topics/{topic}.md"})
        elif rows:
            nav.append({titles[language]: rows})
    nav.append({text("for"): "for/index.md"})
    nav.append({text("contacts"): "contacts.md"})
    papers: list[Any] = [{text("interviews"): "interviews/index.md"}]
    nav.append({text("papers_menu"): [*papers, *({c.title[language]: f"interviews/{c.id}.md"} for c in cards)]})
    desk = [{text_of(f"{key}.title"): f"calculators/{key}.md"} for key in CALCULATORS]
    nav.append({text_of("menu"): ["calculators/index.md", *desk]})
    nav.append({text("acts"): ["acts/index.md", {text("updates"): "updates/index.md"}]})
    if "about" in library.pages and language in library.pages["about"]:
        nav.append({library.pages["about"][language].title: "about.md"})
    return nav


def _render(config: Path) -> None:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-f", str(config)]
    # no shell; this Python, and a file that we wrote
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)  # nosec B603
    if done.returncode:
        raise AryzError(f"MkDocs could not build {config.name}:\n{(done.stderr or done.stdout).strip()[-2000:]}")


def _language_page(project: Project, base: str) -> str:
    """The first page: choose a language. Works without JavaScript. `base` stands before its links."""
    rows = "\n".join(
        f'<li><a href="{base}{row["id"]}/" lang="{row["tag"]}" hreflang="{row["tag"]}">{html.escape(row["name"])}'
        f"<small>{html.escape(project.text(row['id'], 'site.description'))}</small></a></li>"
        for row in _switch(project)
    )
    return _FIRST_PAGE.replace("ROWS", rows)


_FIRST_PAGE = """<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Aryz</title>
<link rel="icon" href="data:,">
<style>
body{font:18px/1.5 system-ui,sans-serif;margin:0;padding:1.5rem;color:#1b2733;background:#f6f8fa}
main{max-width:32rem;margin:0 auto}h1{font-size:2rem;margin:.5rem 0 1rem;color:#0b5560}
ul{list-style:none;margin:0;padding:0}
a{display:block;margin:0 0 .75rem;padding:1rem 1.25rem;background:#fff;border:1px solid #9fb3bd;border-radius:.6rem;
color:#0b5560;font-weight:600;text-decoration:none}
a:hover,a:focus{outline:3px solid #0b5560;outline-offset:1px}
small{display:block;font-weight:400;color:#44525e;font-size:.85rem}
</style>
</head>
<body><main><h1>Aryz · Арыз</h1><ul>
ROWS
</ul></main></body>
</html>
"""
