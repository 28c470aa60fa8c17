"""Pages that moved: their old addresses lead on for ever, and nobody links to them any longer."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from aryz.check import check
from aryz.content import Content
from aryz.diagnostics import Findings
from aryz.kb import Library, load_guides
from aryz.kb.cyrillic import write_twin
from aryz.kb.redirects import Redirects, write_redirects
from aryz.project import Project


def _load(copy: Project, content: Content, redirects: str) -> tuple[Library, Findings]:
    (copy.kb / "redirects.yml").write_text(redirects, encoding="utf-8")
    findings = Findings()
    return load_guides(copy, content.registry, findings, content.interviews, content.library.contacts), findings


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("unpaid-wages: leaving-job", "redirect.shadow"),
        ("acts/tk/113: leaving-job", "redirect.shadow"),
        ("old-page: no-such-page", "redirect.target"),
        ("old-page: other-page\nother-page: old-page", "redirect.ring"),
        ("old-page: https://example.org/", "redirect.form"),
        ("old-page/: unpaid-wages", "redirect.form"),
        ("old-page: [unpaid-wages]", "redirect.form"),
        ("old-page: index", "redirect.target"),
        ("- old-page", "yaml.shape"),
        ("old-page: [", "yaml.syntax"),
    ],
)
def test_a_move_that_leads_nowhere_is_found(copy: Project, content: Content, line: str, code: str) -> None:
    _, findings = _load(copy, content, f"# moves\n{line}\n")
    assert {p.code for p in findings} == {code}
    assert {p.place.path.name for p in findings} == {"redirects.yml"}
    assert min(p.place.line for p in findings) in {2, 3} or code.startswith("yaml")


def test_a_link_to_a_page_that_moved_says_what_to_write(copy: Project, content: Content) -> None:
    page = copy.kb / "ru" / "unpaid-wages.md"
    text = page.read_text(encoding="utf-8")
    text = text.replace("\n## ", "\n[раз](old.md#a) [два](interview:old-claim)\n\n## ", 1)
    page.write_text(text.replace("related: [", "related: [older, ", 1), encoding="utf-8")
    moves = "older: old\nold: leaving-job\ninterviews/old-claim: interviews/wage-claim\n"
    _, findings = _load(copy, content, moves)
    moved = [p for p in findings if p.code == "link.moved"]
    assert [p.mend for p in moved] == ["Write «leaving-job».", "Write «leaving-job».", "Write «wage-claim»."]
    assert {p.code for p in findings} == {"link.moved"}


def test_an_old_address_leads_on_in_every_language_and_alphabet(copy: Project, tmp_path: Path) -> None:
    redirects = Redirects(to={"a": "b", "b": "unpaid-wages", "acts/tk/1": "acts/tk/113"})
    site = tmp_path / "site"
    write_redirects(copy, redirects, site)
    write_twin(copy.alphabets["uz"], site / "uz", site / "uz-cyrl", "uz", "uz-cyrl")
    for language in ("ru", "kk", "uz", "uz-cyrl", "en"):
        for old, new in (("a", "unpaid-wages"), ("b", "unpaid-wages"), ("acts/tk/1", "acts/tk/113")):
            page = site / language / old / "index.html"
            text = page.read_text(encoding="utf-8")
            targets = re.findall(r'(?:url=|href=")([^"]+)"', text)
            assert len(targets) == 3  # at once, for search engines, and by hand
            assert {(page.parent / t).resolve() for t in targets} == {(site / language / new).resolve()}
            assert "<title>Aryz</title>" in text
    assert "кўчди" in (site / "uz-cyrl" / "a" / "index.html").read_text(encoding="utf-8")


def test_a_page_that_vanished_since_a_revision_is_found_until_it_leads_on(small: Project) -> None:
    for words in (["init", "-qb", "main"], ["add", "kb", "interviews"],
                  ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"]):  # fmt: skip
        subprocess.run(["git", *words], cwd=small.root, check=True)
    for language in small.languages:
        (small.kb / language / "seized-passport.md").rename(small.kb / language / "idle-time.md")
    subprocess.run(["git", "add", "kb"], cwd=small.root, check=True)

    def found() -> list[str]:
        problems = check(small, [small.kb / "redirects.yml"], limit=0, since="main")
        return [f"{p.message} {p.mend}" for p in problems]

    (told,) = found()
    assert "«seized-passport»" in told and "«seized-passport: idle-time»" in told
    (small.kb / "redirects.yml").write_text("seized-passport: idle-time\n", encoding="utf-8")
    assert found() == []


@pytest.mark.parametrize("picture", ["![](a.png)", "![ ](a.png)", '<img src="a.png">', '<img src="a.png" alt="">'])
def test_a_picture_without_words_is_found(copy: Project, content: Content, picture: str) -> None:
    page = copy.kb / "kk" / "unpaid-wages.md"
    text = page.read_text(encoding="utf-8")
    line = text.count("\n") + 2
    page.write_text(f'{text}\n{picture}\n\n![a passport](b.png) <img src="c.png" alt="a stamp">\n', encoding="utf-8")
    _, findings = _load(copy, content, "")
    assert [(p.code, p.place.line) for p in findings] == [("picture.words", line)]
