"""What `aryz new` begins passes the checks but for what is still to be written, and never overwrites."""

from __future__ import annotations

import pytest

from aryz.check import run_cases
from aryz.content import load_content
from aryz.diagnostics import AryzError
from aryz.project import Project
from aryz.scaffold import new


def test_a_new_guide_and_news_only_lack_words(copy: Project) -> None:
    new(copy, "guide", "lost-luggage")
    new(copy, "update", "luggage")
    problems = load_content(copy, stop=False).findings.problems
    assert {p.code for p in problems if p.severity == "error"} == {"text.unwritten"}
    assert {p.place.path.parent.name for p in problems if p.code == "text.unwritten"} == {"ru", "kk", "uz", "updates"}


def test_a_new_interview_makes_its_paper_at_once(copy: Project) -> None:
    made = new(copy, "interview", "lost-luggage")
    assert [path.name for path in made] == ["lost-luggage.yml", "lost-luggage.cases.yml", "ru.docx", "kk.docx"]
    content = load_content(copy)
    run_cases(content, ["lost-luggage"])
    assert not [str(p) for p in content.findings.problems if "lost-luggage" in str(p.place.path)]


def test_nothing_is_overwritten_and_bad_names_are_refused(copy: Project) -> None:
    with pytest.raises(AryzError, match="is there already"):
        new(copy, "guide", "unpaid-wages")
    for name in ("../x", "Имя", "a b", ""):
        with pytest.raises(AryzError, match="is no name"):
            new(copy, "template", name)
