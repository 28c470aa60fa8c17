"""The same pages by MkDocs and by ProperDocs, its successor: the move must be ready when MkDocs is given up.

`python -m tests.engines` (make engines) compares the whole site; a test does it for a few pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from aryz import build
from aryz.content import load_content
from aryz.kb import render, write_config, write_pages
from aryz.project import Project
from aryz.review import overtaken
from tests.conftest import ROOT

_SHOWN = re.compile(r"<title>.*?</title>|<article.*?</article>|<nav.*?</nav>", re.DOTALL)


def differences(config: Path, site: Path, out: Path) -> list[str]:
    """What differs between the language's folder `site`, rendered by MkDocs, and the same by ProperDocs in `out`."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "properdocs", "build", "--quiet", "--strict", "-f", str(config), "-d", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode:
        return [f"{config.name}: ProperDocs could not build it: {(done.stderr or done.stdout).strip()[-2000:]}"]
    ours, others = (
        {path.relative_to(folder): path for path in folder.rglob("*.html") if path.name != "404.html"}
        for folder in (site, out)
    )
    apart = [f"only one engine makes {name}" for name in sorted(set(ours) ^ set(others))]
    for name in sorted(set(ours) & set(others)):
        first, second = (_SHOWN.findall(path.read_text(encoding="utf-8")) for path in (ours[name], others[name]))
        apart += [f"{name} differs"] if first != second else []
    return apart


def main() -> int:
    project = Project(ROOT)
    content = load_content(project)
    with tempfile.TemporaryDirectory() as folder:
        out, cards, today = Path(folder), content.cards(drawn=True), date.today().isoformat()
        write_pages(build.material_of(content, overtaken(content), today), out / "source")
        found = []
        for key in project.languages:
            config = write_config(project, content.library, cards, key, out / "source", out / "mkdocs")
            render([config])
            apart = differences(config, out / "mkdocs" / key, out / "properdocs" / key)
            pages = sum(1 for _ in (out / "properdocs" / key).rglob("index.html"))
            print(f"{key}: {pages} pages by ProperDocs, {len(apart)} differ from MkDocs'")
            found += apart
    print("\n".join(found[:50]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
