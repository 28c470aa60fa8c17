"""The site as a ZIP that opens from disk."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_POLICY = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
_ADDRESS = re.compile(r'\b(href|src|action)="([^"#?]*)([^"]*)"')
_SERVER = "http://127.0.0.1:8000"  # `aryz serve` on the same computer


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


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
