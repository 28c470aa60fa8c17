"""The site as a ZIP that opens from disk: read, searched and filled in without a server or a network."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from aryz.browser.bundle import static

_SERVED = re.compile(
    r"""\s*<meta\ http-equiv="Content-Security-Policy"[^>]*>  # browsers do not agree what «self» is on a disk
      | \s*<link\ rel="(?:manifest|apple-touch-icon)"[^>]*>""",
    re.X,
)
_ADDRESS = re.compile(r'\b(href|src|action)="([^"#?]*)([^"]*)"')
_INTERVIEW = re.compile(r"/interview/([\w-]+)$")
_SPOKEN = re.compile(r"\?lang=([\w-]+)")
_ONLINE = {"404.html", ".aryz-site", "sw.js"}


def zip_site(site: Path, target: Path, level: int = 6) -> None:
    """Write the ZIP: links name their files, interviews are their files, and each page says of which day it is.

    level: how hard it is packed, 0 to 9.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    copies = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (site / "take").glob("*.json")}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if path.name in _ONLINE or name.startswith("take/"):
                continue
            if path.suffix == ".html" and not name.startswith("files/"):  # those open from disk as they are
                copy = copies.get(name.partition("/")[0])
                archive.writestr(f"aryz/{name}", from_disk(path.read_text(encoding="utf-8"), name, copy))
            else:
                archive.write(path, f"aryz/{name}")
        for language, copy in copies.items():
            archive.writestr(f"aryz/assets/aryz-copy-{language}.js", _told(copy))


def from_disk(page: str, name: str = "index.html", copy: dict[str, Any] | None = None) -> str:
    """A page whose links name the files. name: its place in the site; copy: what is listed of its language."""
    up = "../" * name.count("/")

    def named(match: re.Match[str]) -> str:
        attribute, path, rest = match.groups()
        if (interview := _INTERVIEW.match(path)) and (spoken := _SPOKEN.match(rest)):
            return f'{attribute}="{up}files/{spoken[1]}/{interview[1]}.html"'
        if ":" in path or path.startswith("/") or not path:
            return match.group()
        last = path.rpartition("/")[2]
        if last in {"", ".", ".."}:
            path = f"{path.removesuffix('/')}/index.html"
        return f'{attribute}="{path}{rest}"'

    page = _ADDRESS.sub(named, _SERVED.sub("", page))
    return page.replace("</header>", f"</header>{_note(copy, up)}", 1) if copy else page


def _note(copy: dict[str, Any], up: str) -> str:
    """Of which day the law of the copy is; the script adds a warning when that is long ago."""
    words, days = copy["words"], copy["days"]
    said = html.escape(words["copy"].format(day=days[copy["made"]]))
    return (
        f'<aside class="aryz-copy" aria-label="{html.escape(words["label"])}"><p>{said}</p></aside>'
        f'<script defer src="{up}assets/aryz-copy-{copy["language"]}.js"></script>'
    )


def _told(copy: dict[str, Any]) -> str:
    """The script of the warning, which the site's worker has for the copy on a phone."""
    kept = {key: copy[key] for key in ("made", "changes", "old", "very_old", "days", "words")}
    data = json.dumps(kept, ensure_ascii=False)
    return f"""(() => {{
{static("age.js")}
  const warning = warningOf({data}), note = document.querySelector(".aryz-copy");
  if (!warning || !note) return;
  note.classList.add("aryz-warn");
  note.firstChild.append(" ", Object.assign(document.createElement("strong"), {{ textContent: warning }}));
}})();
"""
