"""News of the law: checked, shown with what they touch, and fed to readers."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.kb.updates import load_updates
from aryz.project import Project

ATOM = "{http://www.w3.org/2005/Atom}"
NAME = "2026-01-01-tax-code.yml"


def test_a_page_tells_what_it_touches_and_leads_to_the_articles(site: Path) -> None:
    page = (site / "ru" / "updates" / "2026-01-01-tax-code" / "index.html").read_text(encoding="utf-8")
    for link in ("../../acts/nk/668/", "../../unpaid-wages/", "../../interviews/wage-claim/", "K2500000214"):
        assert f'href="{link}' in page or link in page, link
    assert "[@" not in page
    assert '<a href="2026-01-01-tax-code/">' in (site / "ru" / "updates" / "index.html").read_text(encoding="utf-8")
    for name in ("act-nk", "topic-pay"):
        listed = (site / "uz" / "updates" / name / "index.html").read_text(encoding="utf-8")
        assert '<a href="../2026-01-01-tax-code/">' in listed


def test_every_language_has_a_feed_whose_entries_are_pages(site: Path, content: Content) -> None:
    for language in content.project.languages:
        feed = Xml.parse(site / language / "updates" / "atom.xml").getroot()
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) == len(content.library.updates) > 0
        ids = {entry.findtext(f"{ATOM}id") for entry in entries}
        assert len(ids) == len(entries)
        for entry in entries:
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert (site / language / "updates" / link.attrib["href"] / "index.html").is_file()
            assert "[@" not in (entry.findtext(f"{ATOM}summary") or "[@")


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ("in_force: 2026-01-01", "in_force: 1 January", "in_force", "update.in_force"),
        ("checked: 2026-11-25", "", "checked", "yaml.missing"),
        ("[nk:665, nk:668]", "[nk:665, nk:9999]", "articles", "cite.unknown"),
        ("[@nk-2017:616]", "[@nk-2017:9999]", "change", "cite.unknown"),
        ("[defence, pay]", "[defense]", "topics", "page.topic"),
        ("  kk: Жаңа Салық", "  ky: Жаңа Салық", "title", "translation.missing"),
        ("do:", "todo:", "todo", "yaml.unknown-key"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    copy: Project, content: Content, old: str, new: str, field: str, code: str
) -> None:
    path = copy.kb / "updates" / NAME
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = Findings()
    load_updates(copy, content.registry, list(content.library.topics), findings)
    found = [p for p in findings.problems if p.code.startswith(code) and p.place.field == field]
    assert found, [str(p) for p in findings.problems]
    assert found[0].place.line > 0 and found[0].mend
