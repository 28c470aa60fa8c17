"""The preview shows what was edited, keeps the last good pages, and says over them what is wrong."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from aryz.preview import Preview
from aryz.project import Project
from aryz.search import Searcher
from aryz.search.packing import swapped
from aryz.web import create_app
from aryz.web.live import add_live_reload

FILED = swapped('"Сложите долг"').split('"')[1]  # as the search's files have it


def test_edits_are_shown_and_found_and_mistakes_are_told(small: Project) -> None:
    preview = Preview(small, ["ru"])
    page = small.kb / "ru" / "unpaid-wages.md"
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
    preview.add_search()
    with Searcher(small.build / "preview-index", small.search) as searcher:
        assert "Сложите долг" in searcher.find("«сложите долг»", "ru").hits[0].excerpt
    found = _shown(preview, client.get("/assets/aryz-search.js").text)
    (name,) = [name for name, text in found.items() if FILED in text]
    assert FILED in client.get(f"/{name}").text

    _write(page, text.replace("[@tk:113.1]", "[@tk:9999]", 1))
    preview.update([page])
    state = client.get("/preview/state").json()
    assert state["version"] == 2 and "ru/unpaid-wages.md" in state["problems"][0]
    assert "Сложите долг" in shown()

    _write(page, text)
    preview.update([page])
    assert preview.problems == [] and "Посчитайте долг" in shown()


def _shown(preview: Preview, script: str) -> dict[str, str]:
    """What the search of a page with this script may show, by address."""
    (folder,) = [path for path in (preview.site / "assets" / "search").iterdir() if f'"{path.name}"' in script]
    files = [path for kind in "xy" for path in folder.glob(f"{kind}/*.js")]
    return {path.relative_to(preview.site).as_posix(): path.read_text(encoding="utf-8") for path in files}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
