"""The site without a network: the list of files that a phone saves for a language, and a ZIP that opens from disk."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path

from aryz.kb.writer import Writer

# pictures for lawyers; a page that only a host shows; thousands of small pieces of the search in all languages
_LEFT_OUT = ("/map/", "/map.svg", "404.html", "assets/search/")
_POLICY = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
_ADDRESS = re.compile(r'\b(href|src|action)="([^"#?]*)([^"]*)"')
_SERVER = "http://127.0.0.1:8000"  # `aryz serve` on the same computer


def offline_page(w: Writer) -> None:
    """The page with «Save» and «Delete»: nothing is saved before the reader asks. Without script it only explains."""
    text = {key: html.escape(words) for key, words in w.project.texts_under(w.language, "offline.").items()}
    words = " ".join(f'data-{key}="{text[key]}"' for key in ("saving", "saved", "deleted", "failed", "none"))
    body = [
        text["about"],
        "",
        f'!!! warning "{text["danger_title"]}"\n    {text["danger"]}',
        "",
        f'<div class="aryz-offline" {words} hidden><p id="aryz-offline-state" role="status">{text["none"]}</p>'
        f'<p><button type="button" class="md-button md-button--primary" data-do="save">{text["save"]}</button> '
        f'<button type="button" class="md-button" data-do="delete">{text["delete"]}</button></p></div>',
        "",
        '<script defer src="../../assets/aryz-offline.js"></script>',
    ]
    w.page("offline.md", w.project.text(w.language, "offline.title"), "\n".join(body), alike="offline/")


def write_lists(fresh: Path, today: str) -> None:
    """`data/offline-<language>.json` for each language of the site: its pages, and what they share."""
    languages = [folder.name for folder in fresh.iterdir() if (folder / "index.html").is_file()]
    for language in languages:
        shared = [path for path in _files(fresh / "assets") if _is_for(path.relative_to(fresh), language, languages)]
        files = [path for path in [*_files(fresh / language), *shared] if not _left_out(path.relative_to(fresh))]
        rows = [str(path.relative_to(fresh).as_posix()).removesuffix("index.html") for path in files]
        size = sum(path.stat().st_size for path in files)
        data = json.dumps({"day": today, "bytes": size, "files": rows}, ensure_ascii=False, separators=(",", ":"))
        (fresh / "data" / f"offline-{language}.json").write_text(data, encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _left_out(path: Path) -> bool:
    return any(part in path.as_posix() for part in _LEFT_OUT)


def _is_for(path: Path, language: str, languages: list[str]) -> bool:
    """Whether a shared file serves a language: one that names another language in its path does not."""
    named = set(re.split(r"[/.]|aryz-calc-", path.as_posix())) & set(languages)
    return not named or bool(named & {language, language.removesuffix("-cyrl")})


def zip_site(site: Path, target: Path) -> None:
    """The whole site as a ZIP that opens from disk: links name their files, buttons lead to `aryz serve` if it runs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in _files(site):
            name = path.relative_to(site).as_posix()
            if path.name in {"404.html", ".aryz-site"}:
                continue
            if path.suffix == ".html" and not name.startswith("files/"):  # those open from disk as they are
                archive.writestr(f"aryz/{name}", from_disk(path.read_text(encoding="utf-8")))
            else:
                archive.write(path, f"aryz/{name}")


def from_disk(page: str) -> str:
    """A page whose links name the files. Its policy goes: browsers do not agree what «self» is on a disk."""

    def named(match: re.Match[str]) -> str:
        attribute, path, rest = match.groups()
        if path.startswith("/interview"):
            return f'{attribute}="{_SERVER}{path}{rest}"'
        if ":" in path or path.startswith("/") or not path:
            return match.group()
        last = path.rpartition("/")[2]
        if last in {"", ".", ".."}:
            path = f"{path.removesuffix('/')}/index.html"
        return f'{attribute}="{path}{rest}"'

    return _ADDRESS.sub(named, _POLICY.sub("", page))
