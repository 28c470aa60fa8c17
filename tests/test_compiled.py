"""What is kept between commands is used only while it is what compiling anew would give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aryz import compiled as keeping
from aryz import content as compiling
from aryz.compiled import Compiled, load_compiled
from aryz.content import Content
from aryz.diagnostics import ContentError
from aryz.project import Project


class Counted:
    """Stands for compiling, which takes seconds: says how often it was called and hands out what was compiled."""

    def __init__(self, content: Content):
        self.content, self.calls = content, 0

    def __call__(self, project: Project) -> Content:
        self.calls += 1
        return self.content


@pytest.fixture
def small(tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch) -> tuple[Project, Counted]:
    for name in ("kb", "kb/texts", "interviews", "templates"):
        (tmp_path / name).mkdir()
    (tmp_path / "kb" / "page.md").write_text("a", encoding="utf-8")
    counted = Counted(content)
    monkeypatch.setattr(compiling, "load_content", counted)
    return Project(tmp_path), counted


def test_the_kept_is_what_was_compiled(small: tuple[Project, Counted], content: Content) -> None:
    project, counted = small
    load_compiled(project)
    kept: Compiled = load_compiled(project)
    assert counted.calls == 1
    assert (kept.plans, kept.titles) == (content.plans, content.titles)
    assert kept.program("wage-claim").plan == content.plans["wage-claim"]


@pytest.mark.parametrize("change", ["content", "new", "day", "broken", "short", "code"])
def test_compiled_anew_when_anything_changed(
    change: str, small: tuple[Project, Counted], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project, counted = small
    load_compiled(project)
    kept = project.build / "compiled.json"
    if change == "content":  # of the same length
        (project.kb / "page.md").write_text("b", encoding="utf-8")
    elif change == "new":
        (project.templates / "new.docx").write_bytes(b"")
    elif change == "day":

        class Tomorrow(keeping.date):
            @classmethod
            def today(cls) -> keeping.date:
                return keeping.date(2199, 1, 1)

        monkeypatch.setattr(keeping, "date", Tomorrow)
    elif change == "code":
        monkeypatch.setattr(keeping, "__file__", str(tmp_path / "kb" / "other.py"))
    else:
        text = kept.read_text(encoding="utf-8")
        kept.write_text(json.dumps({"made": 1}) if change == "short" else text[:-9], encoding="utf-8")
    load_compiled(project)
    load_compiled(project)
    assert counted.calls == 2


def test_texts_of_acts_and_a_closed_folder_do_not_matter(
    small: tuple[Project, Counted], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, counted = small
    (project.root / "build").write_text("no folder", encoding="utf-8")
    load_compiled(project)
    (project.root / "build").unlink()
    load_compiled(project)
    (project.kb / "texts" / "ru.txt").write_text("1", encoding="utf-8")
    load_compiled(project)
    assert counted.calls == 2


def test_faulty_content_is_never_kept(copy: Project) -> None:
    guide = copy.kb / "ru" / "overtime.md"
    guide.write_text(guide.read_text(encoding="utf-8") + "\n[@tk:99999]\n", encoding="utf-8")
    with pytest.raises(ContentError):
        load_compiled(copy)
    assert not (copy.build / "compiled.json").exists()
