"""The site as a ZIP that opens from disk: read, searched and filled in without a server or a network.

It has all languages, or some: then their search is that of the copies for phones, and links to others are taken out.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from aryz.browser.bundle import static
from aryz.kb.takealong import files_of
from aryz.project import CYRILLIC

_SERVED = re.compile(
    r"""\s*<meta\ http-equiv="Content-Security-Policy"[^>]*>  # browsers do not agree what «self» is on a disk
      | \s*<link\ rel="(?:manifest|apple-touch-icon|alternate|prev|next)"[^>]*>  # what only servers are asked for
      | \s*<meta\ name="(?:description|generator)"[^>]*>
      | (?<=\n)\s*\n""",
    re.X,
)
_SWITCH = re.compile(r'\s*<details class="aryz-languages">.*?</details>', re.S)
_CHOICE = re.compile(r'\s*<li><a\b[^>]*\bhreflang="([\w-]+)".*?</li>', re.S)
_FILE_CHOICE = re.compile(r'<a lang="[\w-]+" hreflang="([\w-]+)" href="\.\./[\w-]+/[\w-]+\.html">[^<]*</a>')
_ADDRESS = re.compile(r'\b(href|src|action)="([^"#?]*)([^"]*)"')
_INTERVIEW = re.compile(r"/interview/([\w-]+)$")
_SPOKEN = re.compile(r"\?lang=([\w-]+)")
_ONLINE = {"404.html", ".aryz-site", "sw.js"}
_ONLINE_ROOMS = {"take", "data", "l"}  # for phones, for programs, and where codes on printed leaflets lead
_COPIES = re.compile(r"^assets/search/[^/]+/o/")


def zip_site(site: Path, target: Path, languages: Collection[str] = (), level: int = 6) -> None:
    """Write the ZIP: links name their files, interviews are their files, and each page says of which day it is.

    languages: only these, with their pages in Cyrillic letters; all if empty. level: how hard it is packed, 0 to 9.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    copies = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (site / "take").glob("*.json")}
    wanted = [one for one in copies if not languages or one.removesuffix(CYRILLIC) in languages]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for path in _files(site, wanted, copies):
            name = path.relative_to(site).as_posix()
            if path.suffix == ".html" and not name.startswith("files/"):  # those open from disk as they are
                copy = copies.get(name.partition("/")[0])
                page = _of(path.read_text(encoding="utf-8"), wanted)
                archive.writestr(f"aryz/{name}", from_disk(page, name, copy))
            elif path.suffix == ".html" and len(wanted) < len(copies):
                archive.writestr(f"aryz/{name}", _only(_FILE_CHOICE, path.read_text(encoding="utf-8"), wanted))
            else:
                archive.write(path, f"aryz/{name}")
        for language in wanted:
            archive.writestr(f"aryz/assets/aryz-copy-{language}.js", _told(copies[language]))


def _files(site: Path, wanted: Collection[str], all_languages: Collection[str]) -> Iterator[Path]:
    some = len(wanted) < len(all_languages)
    shared = {path for one in wanted for path in files_of(site, one, all_languages)} if some else set()
    others = {one for one in all_languages if one not in wanted}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        room = name.partition("/")[0]
        if path.name in _ONLINE or room in _ONLINE_ROOMS or room in others:
            continue
        if some and room in {"assets", "files"}:
            if path in shared:
                yield path
        elif not _COPIES.match(name):  # from the disk the whole index is at hand
            yield path


def _of(page: str, wanted: Collection[str]) -> str:
    """A page without ways to languages that are not there."""
    page = _only(_CHOICE, page, wanted)
    return _SWITCH.sub("", page) if len(wanted) == 1 else page


def _only(choice: re.Pattern[str], page: str, wanted: Collection[str]) -> str:
    """A page with those ways alone that lead to these languages."""
    tags = {one.lower() for one in wanted}
    return choice.sub(lambda match: match.group() if match[1].lower() in tags else "", page)


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
        f'<aside class="aryz-copy" aria-label="{html.escape(words["label"])}"><p>{said}</p>'
        f'<p class="aryz-alone">{html.escape(words["alone"])}</p></aside>'  # seen where the style of the site is not
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
