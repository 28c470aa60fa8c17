"""The preview shows what was edited, keeps the last good pages, and says over them what is wrong."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from aryz.preview import Preview
from aryz.project import Project
from aryz.search import Searcher
from aryz.web import create_app
from aryz.web.live import add_live_reload


def test_edits_are_shown_and_mistakes_are_told(copy: Project) -> None:
    preview = Preview(copy, ["ru"])
    page = copy.kb / "ru" / "unpaid-wages.md"
    text = page.read_text(encoding="utf-8")
    app = create_app(preview.project, preview.programs, preview.site)
    add_live_reload(app, preview.state)
    client = TestClient(app, base_url="http://127.0.0.1")

    def shown() -> str:
        return client.get("/ru/unpaid-wages/").text

    assert '<script defer src="/preview/reload.js">' in shown()
    assert client.get("/preview/reload.js").headers["content-type"].startswith("text/javascript")

    _write(page, text.replace("Посчитайте долг", "Сложите долг", 1))
    preview.update([page])
    assert "Сложите долг" in shown()
    assert client.get("/preview/state").json() == {"version": 1, "problems": []}

    _write(page, text.replace("[@tk:113.1]", "[@tk:9999]", 1))
    preview.update([page])
    state = client.get("/preview/state").json()
    assert state["version"] == 2 and "ru/unpaid-wages.md" in state["problems"][0]
    assert "Сложите долг" in shown()

    _write(page, text)
    preview.update([page])
    assert preview.problems == [] and "Посчитайте долг" in shown()


def test_the_search_follows_an_edit_and_pages_that_are_open_keep_the_index_of_before(copy: Project) -> None:
    preview = Preview(copy, ["ru"])
    page = copy.kb / "ru" / "unpaid-wages.md"
    folder, script = preview.site / "assets" / "search", preview.site / "assets" / "aryz-search.js"

    def newest() -> str:
        return next(path.name for path in folder.iterdir() if path.name in script.read_text(encoding="utf-8"))

    def texts(name: str) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in (folder / name).rglob("*.js"))

    names = [newest()]
    for word in ("Первоправка", "Второправка"):
        _write(page, page.read_text(encoding="utf-8").replace("Посчитайте долг", f"{word}. Посчитайте долг", 1))
        preview.update([page])
        preview.complete()
        names.append(newest())
        assert word in texts(names[-1]) and word not in texts(names[-2])
        with Searcher(copy.build / "index", copy.search) as searcher:
            assert searcher.find(word, "ru").hits[0].id == "unpaid-wages"
    assert sorted(path.name for path in folder.iterdir()) == sorted(names[1:])


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
