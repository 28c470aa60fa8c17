"""What reviewers of a pull request are told, for a sample change of the law made in a git repository."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from aryz import report
from aryz.cli import cli
from aryz.content import Content, load_content
from aryz.project import Project
from aryz.report_text import as_markdown
from tests.conftest import ROOT, copy_to
from tests.law.texts.samples import git


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A branch on which article 113 got a new wording: its digest, one guide, one paper and the news were edited."""
    project = copy_to(tmp_path_factory.mktemp("project"))
    git(project.root, "init", "-q", "-b", "main")
    git(project.root, "add", "-A")
    git(project.root, "commit", "-q", "-m", "before")
    git(project.root, "checkout", "-q", "-b", "amendment")
    tk = project.kb / "acts" / "tk.yml"
    at = tk.read_text(encoding="utf-8").index('\n  "113":')
    text = tk.read_text(encoding="utf-8")
    tk.write_text(text[:at] + re.sub(r"redaction: \S+", "redaction: 2026-11-20", text[at:], count=1), encoding="utf-8")
    _change(project.kb / "ru" / "unpaid-wages.md", "\n## ", "\nСохраните копию <заявления>.\n\n## ")
    paper = project.templates / "wage-claim" / "ru.docx"
    document = Document(str(paper))
    document.paragraphs[-1].insert_paragraph_before("Новый порядок @channel применён.")
    document.save(str(paper))
    news = sorted((project.kb / "updates").glob("*.yml"))[0].read_text(encoding="utf-8")
    (project.kb / "updates" / "2026-11-20-wages.yml").write_text(news, encoding="utf-8")
    (project.kb / "uz" / "going-to-court.md").unlink()
    _change(project.kb / "data" / "mci.yml", "\n", "\n# read again\n")
    git(project.root, "commit", "-q", "-a", "-m", "amendment")
    git(project.root, "checkout", "-q", "main")  # what was done there since is no change of this branch
    _change(project.kb / "kk" / "leaving-job.md", "\n## ", "\nҚосымша.\n\n## ")
    git(project.root, "commit", "-q", "-a", "-m", "elsewhere")
    git(project.root, "checkout", "-q", "amendment")
    return project


@pytest.fixture(scope="module")
def loaded(changed: Project) -> Content:
    return load_content(changed, stop=False)


@pytest.fixture(scope="module")
def made(loaded: Content) -> report.Report:
    return report.make(loaded, "main")


def test_the_law_that_changed_leads_to_all_that_rests_on_it(made: report.Report, content: Content) -> None:
    assert made.law == ["tk:113"]
    kinds = {row.kind for row in made.impact}
    assert {"digest", "guide", "interview", "template", "calculator"} <= kinds
    citing = {g.slug for v in content.library.pages.values() for g in v.values() for r, _ in g.cites if "tk:113." in r}
    assert {row.id for row in made.impact if row.kind == "guide"} >= citing > set()


def test_pages_are_told_with_their_addresses_in_every_language(made: report.Report, changed: Project) -> None:
    rows = {(page.address, page.state) for page in made.pages}
    expected = {("ru/unpaid-wages/", "changed"), ("uz/going-to-court/", "removed")}
    for language in changed.languages:
        expected |= {(f"{language}/acts/tk/113/", "changed"), (f"{language}/updates/2026-11-20-wages/", "added")}
    assert rows == expected
    assert made.others == [("kb/data/mci.yml", "changed")]


def test_translations_behind_and_the_words_of_papers_are_shown(made: report.Report) -> None:
    late = {row.language: lines for row, lines in made.behind if row.slug == "unpaid-wages"}
    assert late == {key: ["+Сохраните копию <заявления>."] for key in late} and {"kk", "uz"} <= set(late)
    (paper,) = made.papers
    assert paper.path == "templates/wage-claim/ru.docx"
    assert [line for line in paper.lines if line[0] in "+-"] == ["+Новый порядок @channel применён."]


def test_the_comment_holds_it_all_and_calls_nobody(made: report.Report) -> None:
    text = as_markdown(made)
    for words in ("<b>tk:113</b>", "`uz/acts/tk/113/`", "`kb/kk/unpaid-wages.md`: behind", "+Новый порядок"):
        assert words in text, words
    outside = re.sub(r"(```+)diff\n.*?\n\1", "", text, flags=re.DOTALL)
    assert not re.search(r"@\w", outside)
    assert outside.count("<details") == outside.count("</details>")
    assert len(text) < 65_536
    assert "`src/aryz/law/calc/penalty.py:" in text and str(ROOT) not in text


def test_the_command_gives_the_same_as_json(
    changed: Project, loaded: Content, made: report.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aryz.content.load_content", lambda project, stop: loaded)
    words = ["--project", str(changed.root), "report", "--since"]
    done = CliRunner().invoke(cli, [*words, "main", "--format", "json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == json.loads(json.dumps(report.as_json(made)))
    wrong = CliRunner().invoke(cli, [*words, "nonsense"])
    assert wrong.exit_code == 1 and "nonsense" in wrong.stderr
