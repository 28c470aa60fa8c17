"""What an editor sees when the law changes: the acts' commands, impact, pages under review, citations as of a day."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from aryz import build, impact
from aryz.check import check
from aryz.content import load_content, load_law
from aryz.diagnostics import AryzError
from aryz.kb import render
from aryz.law.citations import CitationError, parse_ref
from aryz.law.texts import store
from aryz.law.texts.mirror import sync
from aryz.law.validity import not_in_force, on_day
from aryz.project import Project
from aryz.review import overtaken
from tests.conftest import Aryz, call_aryz
from tests.law.texts.samples import git, make_mirror
from tests.small_site import TODAY, written


def _aryz(project: Project, *words: str) -> Any:
    return call_aryz("--project", str(project.root), *words)


# the commands


def test_sync_show_and_diff_on_the_command_line(small: Project) -> None:
    mirror = make_mirror(small.root / "mirror", steps=3)
    done = _aryz(small, "acts", "sync", "--mirror", str(mirror), "--act", "tk", "--json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["acts"]["tk"]["added"]) == 6
    shown = _aryz(small, "acts", "show", "tk:4", "--as-of", "2019-10-01").stdout
    assert "две сотых долга" in shown
    assert "2019-03-01, 2019-09-01, 2020-03-01" in shown
    assert "одну сотую долга" in _aryz(small, "acts", "show", "tk:4", "--as-of", "2019-04-01").stdout
    made = json.loads(_aryz(small, "acts", "diff", "tk", "--json").stdout)
    (change,) = made["changes"]
    assert (made["from"], made["to"]) == ("2019-09-01", "2020-03-01")
    assert {key: change[key] for key in ("ref", "kind")} == {"ref": "tk:4.3", "kind": "amended"}
    assert "[-100-]{+120+}" in _aryz(small, "acts", "diff", "tk").stdout


def test_import_on_the_command_line(small: Project) -> None:
    path = small.root / "saved.txt"
    path.write_text("Глава 1. О САДЕ\n\nЛишние слова.\n\nСтатья 1. Сад\n\n1. Сад открыт весь день.\n", encoding="utf-8")
    words = ["acts", "import", str(path), "--act", "holidays", "--in-force", "2026-07-01"]
    done = _aryz(small, *words)
    assert done.returncode == 0, done.stderr
    assert f"{path}:3: Лишние слова." in done.stdout
    assert "holidays ru 2026-07-01: 1 article\n" in done.stdout
    assert "Сад открыт весь день." in (small.kb / "texts" / "holidays" / "ru.txt").read_text(encoding="utf-8")
    assert _aryz(small, *words[:-1], "July").returncode == 2
    wrong = _aryz(small, "acts", "import", str(path), "--act", "nothing", "--in-force", "2026-07-01")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "nothing" in wrong.stderr


def test_without_texts_show_says_so_and_diff_tells_the_way(small: Project) -> None:
    assert "не загружен" in _aryz(small, "acts", "show", "tk:113").stdout
    done = _aryz(small, "acts", "diff", "tk")
    assert done.returncode == 1
    assert "aryz acts sync" in done.stderr


# impact


def test_impact_names_all_kinds_with_their_places(aryz: Aryz) -> None:
    made = json.loads(aryz("impact", "tk:113.3", "--json").stdout)
    rows = made["rests"]
    assert {row["kind"] for row in rows} == {"guide", "digest", "interview", "calculator", "template"}
    assert any(row["path"] == "kb/ru/unpaid-wages.md" and row["line"] > 5 for row in rows)
    assert any(row["path"] == "kb/data/penalty-multiplier.yml" for row in rows)
    template = next(row for row in rows if row["path"] == "templates/wage-claim/ru.docx" and row["exact"])
    assert template["field"].startswith("paragraph ")
    assert {row["cited"] for row in rows if row["exact"]} == {"tk:113", "tk:113.3"}
    assert "tk:113.1" in {row["cited"] for row in rows if not row["exact"]}


def test_impact_since_a_revision_follows_texts_and_registry(small: Project) -> None:
    sync(make_mirror(small.root / "mirror", steps=11), load_law(small)[0], small.kb / "texts", ["tk"])
    shutil.rmtree(small.root / "mirror")
    git(small.root, "init", "-q", "-b", "main")
    git(small.root, "add", "-A")
    git(small.root, "commit", "-q", "-m", "before")
    content = load_content(small)
    assert impact.changed_since(content, "main") == []
    path = store.path_of(small.kb / "texts", "tk", "ru")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("не менее", "не более").replace("Тяпку даёт", "Тяпку не даёт"), encoding="utf-8")
    acts = small.kb / "acts" / "gpk.yml"
    acts.write_text(
        acts.read_text(encoding="utf-8").replace("redaction: ", "redaction: 2026-11-01 # ", 1), encoding="utf-8"
    )
    gone = small.kb / "acts" / "legal-aid.yml"
    ended = "state: repealed\nrepealed: 2026-11-01"
    gone.write_text(gone.read_text(encoding="utf-8").replace("state: in_force", ended), encoding="utf-8")
    changed = impact.changed_since(content, "main")
    assert "tk:3.2.2" in changed
    assert any(ref.startswith("gpk:") for ref in changed)
    assert "legal-aid" in changed
    with pytest.raises(AryzError, match="nonsense"):
        impact.changed_since(content, "nonsense")


def test_impact_refuses_what_is_no_citation(aryz: Aryz) -> None:
    assert aryz("impact").returncode == 2
    done = aryz("impact", "tk:x")
    assert (done.returncode, "no citation" in done.stderr) == (1, True)
    assert "tk" in aryz("impact", "tkk:113").stderr


# under review


def test_a_page_is_under_review_until_its_checked_is_renewed(small: Project) -> None:
    sync(make_mirror(small.root / "mirror"), load_law(small)[0], small.kb / "texts", ["tk"])
    path = small.kb / "ru" / "unpaid-wages.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace("checked: 2026-11-24", "checked: 2024-06-01").replace("[@tk:113.1]", "[@tk:3]", 1)
    acts = small.kb / "acts" / "tk.yml"
    path.write_text(text, encoding="utf-8")
    acts.write_text(acts.read_text(encoding="utf-8") + _ARTICLE_3, encoding="utf-8")
    found = [p for p in check(small, limit=0) if p.code == "law.changed"]
    assert [(p.place.path.name, "2024-07-08" in p.message, "tk:3" in p.message) for p in found] == [
        ("unpaid-wages.md", True, True)
    ]
    assert found[0].severity == "warning"
    path.write_text(text.replace("checked: 2024-06-01", "checked: 2024-07-08"), encoding="utf-8")
    assert [p for p in check(small, limit=0) if p.code == "law.changed"] == []


_ARTICLE_3 = """  "3":
    title: {ru: а, kk: а, uz: a, en: a}
    paragraphs: ["1", "2"]
    digest: {ru: а, kk: а, uz: a, en: a}
    redaction: 2024-07-08
    checked: 2026-11-24
    source: invented
"""


def test_the_site_shows_the_text_its_history_and_changes(small: Project, tmp_path: Path, browser: Any) -> None:
    sync(make_mirror(small.root / "mirror"), load_law(small)[0], small.kb / "texts", ["tk"])
    for key in small.languages:
        guide = small.kb / key / "unpaid-wages.md"
        text = guide.read_text(encoding="utf-8").replace("[@tk:113.1]", "[@tk:4]", 1)
        guide.write_text(text.replace("checked: 2026-11-24", "checked: 2020-01-01") if key == "ru" else text, "utf-8")
    content = load_content(small)
    law = build.law_of(content, overtaken(content), TODAY)
    render(written(content, tmp_path / "made", ["ru", "kk"], articles=0, law=law, also="4"))
    site = tmp_path / "made" / "site"
    (site / "assets").mkdir()
    build.add_calculators(content, site / "assets")
    page = (site / "ru" / "acts" / "tk" / "4" / "index.html").read_text(encoding="utf-8")
    assert "три сотых долга" in page
    assert "<td>Полив</td>" in page
    assert "<del>субботу</del><ins>пятницу</ins>" in page
    assert (site / "kk" / "acts" / "tk" / "changes" / "2021-09-01" / "index.html").is_file()
    assert "aryz-review" in (site / "ru" / "unpaid-wages" / "index.html").read_text(encoding="utf-8")
    assert "aryz-review" not in (site / "kk" / "unpaid-wages" / "index.html").read_text(encoding="utf-8")
    # any two wordings, chosen by the reader, without a server
    tab = browser.new_page()
    tab.goto((site / "ru" / "acts" / "tk" / "4" / "index.html").as_uri())
    tab.locator(".aryz-compare select").first.select_option("0")
    assert tab.locator(".aryz-compare del").all_inner_texts() == ["субботу", "одну", "сотую", "100"]
    assert tab.locator(".aryz-compare ins").all_inner_texts() == ["пятницу", "три", "сотых", "120"]
    tab.close()


# in force on a day


def test_a_citation_serves_only_while_its_norm_is_in_force(small: Project) -> None:
    registry = load_law(small)[0]
    assert str(on_day(parse_ref("tk:113"), registry, "2024-05-01")) == "tk:113"
    with pytest.raises(CitationError, match="holds from 2016-01-01"):
        on_day(parse_ref("tk:113"), registry, "2015-12-31")
    assert "repealed on 2026-01-01" in not_in_force("nk-2017", registry, "2026-01-01")
    assert not_in_force("nk-2017", registry, "2025-12-31") == ""
    later = "слова статьи могли быть другими"
    assert later in _aryz(small, "acts", "show", "tk:113", "--as-of", "2024-05-01").stdout
    assert later not in _aryz(small, "acts", "show", "tk:113").stdout
    assert "ст.\u00a0616 НК РК 2017 года" in _aryz(small, "acts", "show", "nk:668", "--as-of", "2025-06-01").stdout
    done = _aryz(small, "acts", "show", "nk:373", "--as-of", "2025-06-01")
    assert done.returncode == 1
    assert "2026-01-01" in done.stderr


def test_a_paper_cites_the_norm_of_its_own_day(small: Project) -> None:
    """Article 668 of the new code stands in the paper from 2026; before, the article named by «was:»."""
    wages = small.interviews / "common" / "wages.yml"
    wages.write_text(wages.read_text(encoding="utf-8").replace("min: 2026-01-01", "min: 2025-01-01"), encoding="utf-8")
    assert [p for p in check(small, limit=0) if p.code == "cite.not-in-force"] == []
    plan = json.dumps(load_content(small).plans["wage-claim"]["documents"], ensure_ascii=False)
    assert '["cmp", "<", ["get", "claim.date"], ["lit", "2026-01-01"]]' in plan
    assert "ст.\u00a0616 НК РК 2017\u00a0года" in plan
    # without «was:» the check says that the paper may be of a day before the norm
    path = small.kb / "acts" / "nk.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    was: nk-2017:616\n", ""), encoding="utf-8")
    found = [p for p in check(small, limit=0) if p.code == "cite.not-in-force"]
    assert {p.place.path.name for p in found} == {"ru.docx", "kk.docx"}
    assert "nk:668" in found[0].message


def test_a_guide_that_cites_a_repealed_act_is_told(small: Project) -> None:
    path = small.kb / "ru" / "unpaid-wages.md"
    path.write_text(path.read_text(encoding="utf-8").replace("[@tk:113.1]", "[@nk-2017]", 1), encoding="utf-8")
    found = [p for p in check(small, limit=0) if p.code == "cite.not-in-force"]
    assert found
    assert found[0].place.path.name == "unpaid-wages.md"


# --fix


def test_check_fix_writes_what_is_certain_and_leaves_the_rest(small: Project) -> None:
    guide = small.kb / "ru" / "unpaid-wages.md"
    clean = guide.read_text(encoding="utf-8")
    guide.write_text(clean.replace("[@tk:113.1]", "п. 1 ст. 113 ТК РК", 1) + "\nПо статье 49.\n", encoding="utf-8")
    wages = small.interviews / "common" / "wages.yml"
    asked = wages.read_text(encoding="utf-8")
    wages.write_text(asked.replace("([@tk:113.1])", "(ЕК 113-бабы 1-тармағына)", 1), encoding="utf-8")
    done = _aryz(small, "check", "--fix", "--turns", "0")
    assert "«п. 1 ст. 113 ТК РК» → [@tk:113.1]" in done.stdout
    assert guide.read_text(encoding="utf-8") == clean + "\nПо статье 49.\n"
    assert "([@tk:113.1|dat])" in wages.read_text(encoding="utf-8")
    assert "«статье 49» is a citation written by hand. Name the act" in done.stdout
    assert done.returncode == 1


def test_check_fix_changes_citations_alone(small: Project) -> None:
    guide = small.kb / "ru" / "unpaid-wages.md"
    windows = guide.read_text(encoding="utf-8").replace("[@tk:113.1]", "п. 1 ст. 113 ТК РК", 1).replace("\n", "\r\n")
    guide.write_bytes(windows.encode())
    claim = small.interviews / "wage-claim.yml"
    named = claim.read_text(encoding="utf-8").replace("title: {ru: ", "title: {ru: Ст. 113 ТК – ", 1)
    claim.write_text(named, encoding="utf-8")
    cases = small.interviews / "wage-claim.cases.yml"
    cases.write_text(printed := 'cases: [{says: {wage-claim.ru: ["п. 1 ст. 113 ТК РК"]}}]\n', encoding="utf-8")
    _aryz(small, "check", "--fix", "--turns", "0")
    assert cases.read_text(encoding="utf-8") == printed
    assert guide.read_bytes().decode() == windows.replace("п. 1 ст. 113 ТК РК", "[@tk:113.1]")
    assert claim.read_text(encoding="utf-8") == named
