"""How long the site takes: 5,000 pages in four languages, beside our own content.

    .venv/bin/python benchmarks/site.py [--pages 1250] [--own]

Synthetic guides (five sections of prose, a table, lists, links, citations of the Labour Code) are written as an editor
would write them, one file a language, and built in `aryz build`'s own way: pages written, MkDocs once a language, the
Uzbek ones in Cyrillic too. Interviews and the index of the terminal are left out. On a busy machine read the CPU
seconds: with two cores a quiet one needs about half of them.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from aryz import build as building
from aryz.content import load_content, load_registry
from aryz.diagnostics import Findings
from aryz.kb import Directory, Law, Material, build_site, load_guides
from aryz.project import Project, find_project

WORDS = {
    "ru": "работник договор срок зарплата заявление инспекция копия день суд адрес расписка смена отпуск паспорт",
    "kk": "жұмыскер шарт мерзім жалақы өтініш инспекция көшірме күн сот мекенжай қолхат ауысым демалыс паспорт",
    "uz": "xodim shartnoma muddat maosh ariza inspeksiya nusxa kun sud manzil tilxat smena ta’til pasport",
    "en": "worker contract term wages application inspection copy day court address receipt shift leave passport",
}


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Prints wall and CPU seconds, those of MkDocs' processes included."""
    wall, before = time.perf_counter(), os.times()
    yield
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    print(f"{name:34} {time.perf_counter() - wall:7.1f} s  {cpu:7.1f} CPU s", flush=True)


def guide(chance: random.Random, language: str, number: int, pages: int, topic: str, articles: list[str]) -> str:
    """A guide of some 500 words."""

    known = WORDS[language].split()

    def prose(words: int) -> str:
        return " ".join(chance.choice(known) for _ in range(words)).capitalize()

    def section(index: int) -> str:
        link = f"[{prose(3)}](page-{chance.randrange(pages)}.md)"
        steps = "\n".join(f"{step}. {prose(14)}." for step in range(1, 4))
        cite = f"([@tk:{chance.choice(articles)}])"
        return f"## {prose(3)} {index}\n\n{prose(45)} {cite}, **{prose(2)}**, {link}.\n\n{steps}\n"

    table = f"| {prose(1)} | {prose(1)} |\n|---|---|\n" + "".join(f"| {prose(4)} | {prose(2)} |\n" for _ in range(4))
    head = (
        f"---\ntitle: {prose(4)} {number}\nsummary: {prose(9)}.\nquestions: [{prose(3)}]\ntopic: {topic}\n"
        "audience: [worker, lawyer]\ncitizenship: [any]\nchecked: 2026-11-25\nnext_review: 2027-05-25\n"
        f"related: [page-{(number + 1) % pages}]\n---\n\n"
    )
    body = "\n".join(section(index) for index in range(5))
    return f'{head}!!! tip "{prose(1)}"\n    {prose(30)}.\n\n{body}\n{table}'


def synthetic(root: Path, source: Project, pages: int) -> Project:
    """A project of so many guides a language, with the acts, the texts and the theme of `source`."""
    for name in ("acts", "interface", "theme", "data"):
        shutil.copytree(source.kb / name, root / "kb" / name)
    for name in ("kb/languages.yml", "kb/topics.yml", "mkdocs.yml"):
        shutil.copy(source.root / name, root / name)
    project, chance = Project(root), random.Random(7)
    topics = list(load_guides(source, load_registry(source), Findings(), [], Directory()).topics)
    articles = list(load_registry(source)["tk"].articles)
    for language in project.languages:
        folder = project.kb / language
        folder.mkdir()
        for number in range(pages):
            text = guide(chance, language, number, pages, topics[number % len(topics)], articles)
            (folder / f"page-{number}.md").write_text(text, encoding="utf-8")
        shutil.copy(source.kb / "ru" / "index.md", folder / "index.md")
    return project


def build_synthetic(source: Project, pages: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = synthetic(Path(folder), source, pages)
        out, law, findings = project.build / "site", Law(), Findings()
        with measured(f"{pages * len(project.languages)} guides: read"):
            registry = load_registry(project)
            library = load_guides(project, registry, findings, [], Directory())
        with measured("pages, MkDocs, Cyrillic twin"):
            material = Material(project, library, registry, [], [], law, date.today().isoformat())
            build_site(material, out, lambda fresh: None)
        files = list(out.rglob("index.html"))
        size = sum(path.stat().st_size for path in files if "-cyrl" not in str(path))
        twin = sum("-cyrl" in str(path) for path in files)
        print(f"{len(files) - twin} pages and {twin} in Cyrillic, {size / 1e6:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=1250, help="guides a language")
    parser.add_argument("--own", action="store_true", help="our own content instead")
    options = parser.parse_args()
    source = find_project(Path(__file__).parent)
    if options.own:
        with measured("our content: read and compiled"):
            content = load_content(source)
        with tempfile.TemporaryDirectory() as folder, measured("built"):
            building.build(content, Path(folder) / "site")
    else:
        build_synthetic(source, options.pages)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory of one process {peak // 1024} MB, machine load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
