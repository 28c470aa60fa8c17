"""A further language is content alone: Tajik, tried with English words in its place, needs no line of code."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from aryz import build, yamlfile
from aryz.content import Content, load_content
from aryz.interviews.engine import Turn
from aryz.law.printing import print_ref
from aryz.plan import wording
from aryz.plan.wording import NBSP
from aryz.project import Project
from aryz.search import Searcher
from aryz.web import create_app
from tests.small_site import INTERVIEW, TODAY, rendered, small_project

NEW = "tg"
MONTHS = ["январи", "феврали", "марти", "апрели", "маи", "июни"]
MONTHS += ["июли", "августи", "сентябри", "октябри", "ноябри", "декабри"]
FORMS = {
    "day": "{day} {month} {year}",
    "month": "{month} {year}",
    "months": [
        "январи",
        "феврали",
        "марти",
        "апрели",
        "маи",
        "июни",
        "июли",
        "августи",
        "сентябри",
        "октябри",
        "ноябри",
        "декабри",
    ],
    "and": "ва",
    "tenge": "тенге",
    "cite": {"article": "моддаи {numbers}", "paragraph": "банди {numbers}", "act": "last"},
}


def _with_new(value: Any) -> Any:
    """A value of a content file with an English text repeated in the new language, at every depth."""
    if isinstance(value, dict):
        made = {key: _with_new(item) for key, item in value.items()}
        return {**made, NEW: made["en"]} if "en" in made and "ru" in made else made
    return [_with_new(item) for item in value] if isinstance(value, list) else value


def add_language(project: Project, forms: dict[str, Any] | None = None) -> Project:
    """The project with a fifth language, whose texts are the English ones."""
    for folder in (project.kb, project.interviews):
        for path in folder.rglob("*.yml"):
            if (
                path.parent.name != "interface"
                and path.name != "languages.yml"
                and "\n" in (text := path.read_text(encoding="utf-8"))
                and "en:" in text
            ):
                made = _with_new(yamlfile.load(path))
                path.write_text(yaml.dump(made, Dumper=_Dumper, allow_unicode=True, sort_keys=False), encoding="utf-8")
    languages = project.kb / "languages.yml"
    row = {"name": "Тоҷикӣ", "guides": False, "documents": False} | ({"forms": forms} if forms else {})
    text = yaml.dump({NEW: row}, Dumper=_Dumper, allow_unicode=True)
    languages.write_text(languages.read_text(encoding="utf-8") + text, encoding="utf-8")
    for name, old, new in (
        ("folding.yml", "languages:\n", f"languages:\n  {NEW}: {{alphabet: either, tables: []}}\n"),
        ("languages.yml", "latin: [", f"latin: [{NEW}, "),
    ):
        path = project.search / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    shutil.copy(project.kb / "interface" / "en.yml", project.kb / "interface" / f"{NEW}.yml")
    (project.kb / NEW).mkdir()
    for name in ("index.md", "unpaid-wages.md"):
        source = project.kb / ("en" if (project.kb / "en" / name).is_file() else "uz") / name
        shutil.copy(source, project.kb / NEW / name)
    return Project(project.root)


class _Dumper(yaml.SafeDumper):
    """Knows the maps and lists of our own reader, which takes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_multi_representer(dict, lambda dumper, value: dumper.represent_dict(dict(value).items()))
_Dumper.add_multi_representer(list, lambda dumper, value: dumper.represent_list(list(value)))


@pytest.fixture(scope="module")
def tajik(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return load_content(add_language(small_project(tmp_path_factory.mktemp("tajik")), FORMS))


def test_the_site_has_its_pages_and_the_way_to_them(tajik: Content, tmp_path: Path) -> None:
    site = rendered(tajik, tmp_path, [NEW])
    for page in (
        "",
        "unpaid-wages/",
        "seized-passport/",
        "acts/tk/",
        "calculators/penalty/",
        f"interviews/{INTERVIEW}/",
    ):
        text = (site / NEW / page / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{NEW}"' in text, page
        assert "Тоҷикӣ" in text, page
    guide = (site / NEW / "unpaid-wages" / "index.html").read_text(encoding="utf-8")
    assert "моддаи" in guide and "ноябри" in guide
    untranslated = (site / NEW / "seized-passport" / "index.html").read_text(encoding="utf-8")
    assert "/ru/seized-passport/" in untranslated
    heading = untranslated.partition("<h1 ")[2].partition(">")[0]
    assert 'lang="ru"' in heading  # its title is not in the page's language


def test_it_is_found_and_its_calculators_have_words(tajik: Content, tmp_path: Path) -> None:
    folder = build.build_index(tajik)
    with Searcher(folder, tajik.project.search, tajik.registry) as searcher:
        assert any(hit.url.startswith(f"{NEW}/") for hit in searcher.find("wages", NEW).hits)
    build.add_calculators(tajik, tmp_path)
    assert "моддаи" in (tmp_path / f"aryz-calc-{NEW}.js").read_text(encoding="utf-8")


def test_an_interview_starts_in_it(tajik: Content, tmp_path: Path) -> None:
    turn = Turn(tajik.program(INTERVIEW), {}, TODAY, NEW)
    assert turn is not None
    client = TestClient(create_app(tajik.project, tajik.programs, tmp_path), base_url="http://127.0.0.1")
    page = client.get(f"/interview/{INTERVIEW}?lang={NEW}")
    assert page.status_code == 200 and f'lang="{NEW}"' in page.text


def test_its_forms_are_data_and_without_them_what_is_written_holds_in_any_language(
    tajik: Content, tmp_path: Path
) -> None:
    assert wording.date_long("2026-11-25", NEW) == "25 ноябри 2026"
    assert print_ref("tk:113.3", tajik.registry, NEW).startswith(f"банди{NBSP}3 моддаи{NBSP}113 ")
    assert wording.money(25_000_050, NEW) == f"250{NBSP}000,50{NBSP}тенге"
    other = "xx"
    wording.learn(other, {})
    assert wording.date_long("2026-11-25", other) == "25.11.2026"
    assert wording.month_long("2026-11", other) == "11.2026"
    assert wording.money(25_000_050, other) == f"250{NBSP}000,50{NBSP}KZT"
    assert wording.in_words(21, other) == "21"
