"""Translations know which revision of their source they follow; what is behind is listed, shown, and stops a build."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from aryz.content import Content
from aryz.diagnostics import AryzError, Findings, Place
from aryz.kb import Library, load_guides, translations
from aryz.project import Project
from aryz.review import Overtaken, stop_if_behind

PAGE = "unpaid-wages.md"


def _load(copy: Project, content: Content) -> tuple[Library, Findings]:
    """The pages of the copy, with the acts and interviews of the project."""
    findings = Findings()
    library = load_guides(copy, content.registry, findings, content.interviews, content.library.contacts)
    translations.report(library, findings)
    return library, findings


def _add(project: Project, words: str) -> Path:
    """The Russian page with a sentence more."""
    path = project.kb / "ru" / PAGE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n## Сроки", f"\n{words}\n\n## Сроки", 1), encoding="utf-8")
    return path


def test_every_translation_of_the_project_follows_its_source(content: Content) -> None:
    states = translations.states(content.project, content.library)
    assert len(states) >= 24
    assert [row for row in states if row.state != "current"] == []


def test_a_changed_source_puts_its_translations_behind_until_someone_says_they_follow(
    copy: Project, content: Content
) -> None:
    _add(copy, "Сохраните копию.")
    library, findings = _load(copy, content)
    late = {(r.slug, r.language) for r in translations.states(copy, library) if r.state == "behind"}
    assert late == {("unpaid-wages", "kk"), ("unpaid-wages", "uz"), ("unpaid-wages", "en")}
    assert {p.code for p in findings.problems} == {"translation.behind"}

    translations.follow(copy, library, [copy.kb / "kk" / PAGE])
    again, _ = _load(copy, content)
    assert {r.language for r in translations.states(copy, again) if r.state == "behind"} == {"uz", "en"}
    assert again.pages["unpaid-wages"]["kk"].body == library.pages["unpaid-wages"]["kk"].body


def test_a_new_day_of_check_puts_no_translation_behind(copy: Project, content: Content) -> None:
    path = copy.kb / "ru" / PAGE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("checked: 2026-", "checked: 2025-", 1), encoding="utf-8")
    library, _ = _load(copy, content)
    assert all(row.state == "current" for row in translations.states(copy, library))


def test_the_list_shows_what_changed_as_git_knows_it(copy: Project, content: Content) -> None:
    for words in (["init", "-q"], ["add", "kb"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"]):
        subprocess.run(["git", *words], cwd=copy.root, check=True)
    _add(copy, "Сохраните копию.")
    told = translations.as_text(copy, _load(copy, content)[0])
    assert f"kb/kk/{PAGE}: behind\n    +Сохраните копию.\n" in told
    assert "3 behind, 0 missing" in told


def test_a_translation_that_rests_on_other_articles_is_an_error(copy: Project, content: Content) -> None:
    _add(copy, "Это тоже важно ([@tk:115.2], [@tk:22.1.4]).")
    _, findings = _load(copy, content)
    wrong = [p for p in findings.problems if p.code == "translation.law"]
    assert {p.place.path.parent.name for p in wrong} == {"kk", "uz", "en"}
    assert all("tk:22.1.4" in p.message and "tk:115.2" not in p.message for p in wrong)


def test_behind_in_law_stops_the_build_and_behind_in_words_alone_does_not(copy: Project, content: Content) -> None:
    _add(copy, "Сохраните копию.")
    content = replace(content, project=copy, library=_load(copy, content)[0])
    kazakh = Overtaken("2026-12-01", Place(copy.kb / "kk" / PAGE), ["tk:113"])
    russian = Overtaken("2026-12-01", Place(copy.kb / "ru" / PAGE), ["tk:113"])
    stop_if_behind(content, {})
    stop_if_behind(content, {("guide", "ru/unpaid-wages"): russian})
    with pytest.raises(AryzError, match=f"kb/kk/{PAGE}"):
        stop_if_behind(content, {("guide", "kk/unpaid-wages"): kazakh})


def test_only_pages_can_follow(copy: Project, content: Content) -> None:
    library, _ = _load(copy, content)
    with pytest.raises(AryzError, match="is the source"):
        translations.follow(copy, library, [copy.kb / "ru" / PAGE])
    with pytest.raises(AryzError, match="is no page"):
        translations.follow(copy, library, [copy.kb / "topics.yml"])
