"""Whatever is wrong in pages, data and translations is named with file and line, and nothing is published."""

from __future__ import annotations

from pathlib import Path

from aryz.content import load_content
from tests.conftest import run_aryz
from tests.small_site import small_project

BROKEN = [  # file, what stands there, what stands there now, the rule that finds it
    ("kb/ru/unpaid-wages.md", "checked: ", "checked: yesterday # ", "page.checked"),
    ("kb/kk/unpaid-wages.md", "topic: pay", "topic: pey", "page.topic"),
    ("kb/uz/unpaid-wages.md", "---\n", "", "page.front-matter"),
    ("kb/uz/seized-passport.md", "\n## ", "\n![](stamp.png)\n\n## ", "picture.words"),
    ("kb/kk/seized-passport.md", "summary: ", "sumary: ", "yaml.unknown-key"),
    ("kb/data/mci.yml", 'value: "1982"', 'value: "much"', "data.number"),
    ("kb/topics.yml", "kk: ", "kx: ", "translation.missing"),
    ("kb/redirects.yml", "# ", "old-page: no-such-page\n# ", "redirect.target"),
    ("kb/languages.yml", "guides: true", "guides: perhaps", "yaml.type"),
]


def _break(root: Path, rows: list[tuple[str, str, str, str]]) -> None:
    for name, old, new, _ in rows:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_each_fault_is_named_with_its_line_and_the_site_stays(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    site = project.build / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("as it was", encoding="utf-8")
    _break(project.root, BROKEN[:-1])
    found = {
        (p.place.path.relative_to(tmp_path).as_posix(), p.code): p for p in load_content(project, stop=False).findings
    }
    for name, _, _, code in BROKEN[:-1]:
        assert (name, code) in found, (name, code)
        assert found[name, code].place.line or found[name, code].place.field, (name, code)
        assert found[name, code].severity == "error"
    done = run_aryz("build", cwd=project.root)
    assert done.returncode == 1 and "kb/topics.yml:" in done.stderr
    assert [path.name for path in site.iterdir()] == ["index.html"]

    _break(project.root, BROKEN[-1:])
    done = run_aryz("build", cwd=project.root)
    assert done.returncode == 1 and "kb/languages.yml:4 (ru.guides)" in done.stderr
