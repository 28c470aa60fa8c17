"""Pages in Cyrillic letters, made from finished Latin ones: the same site for those who read the old alphabet.

Only text that people see is changed: not addresses, scripts, or what is marked as another language.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from aryz.cyrillic import Cyrillic

_SKIP = {"script", "style", "code", "pre", "kbd"}
_SHOWN = re.compile(r'((?:title|alt|placeholder|aria-label|data-label)=")([^"]*)(")')
_SWITCH = re.compile(r'(<details class="aryz-languages">\s*<summary aria-label="[^"]*: )[^":]*(">)[^<]*')
_NAMED = re.compile(r'<a lang="uz-Cyrl"[^>]*>(..)')
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def page(alphabet: Cyrillic, text: str) -> str:
    """An HTML or SVG page whose text is Uzbek in Latin letters."""
    parser = _Page(alphabet)
    parser.feed(text)
    parser.close()
    return "".join(parser.made)


class _Page(HTMLParser):
    """Copies a page tag by tag, changing what is shown."""

    def __init__(self, alphabet: Cyrillic):
        super().__init__(convert_charrefs=False)
        self.alphabet, self.made = alphabet, list[str]()
        self._open: list[tuple[str, bool]] = []  # tag, whether its text is left alone

    def _left(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        language = dict(attrs).get("lang")
        other = language is not None and (language != "uz" or "hreflang" in dict(attrs))  # the switch names itself
        left = (self._left() and language != "uz") or tag in _SKIP or other
        self.made.append(raw if left and other else self._tag(raw, dict(attrs)))
        if tag not in _VOID and not raw.endswith("/>"):
            self._open.append((tag, left))

    handle_startendtag = handle_starttag

    def _tag(self, raw: str, attrs: Mapping[str, str | None]) -> str:
        raw = _SHOWN.sub(lambda m: m.group(1) + self._shown(m.group(2)) + m.group(3), raw)
        if attrs.get("name") == "description":
            raw = re.sub(r'(content=")([^"]*)', lambda m: m.group(1) + self._shown(m.group(2)), raw)
        return raw.replace(' lang="uz"', ' lang="uz-Cyrl"') if "hreflang" not in attrs else raw

    def _shown(self, text: str) -> str:
        return html.escape(self.alphabet.text(html.unescape(text)))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                break
        self.made.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.made.append(data if self._left() else self.alphabet.text(data))

    def handle_entityref(self, name: str) -> None:
        self.made.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.made.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.made.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.made.append(f"<?{data}>")

    def handle_comment(self, data: str) -> None:
        self.made.append(f"<!--{data}-->")


def write_twin(alphabet: Cyrillic, latin: Path, twin: Path, own: str, other: str) -> None:
    """The folder `twin` as `latin` with its pages in Cyrillic; other files are linked where the disk allows.

    own, other: the names of the two folders, so that the language switch marks the right one.
    """
    twin.mkdir(exist_ok=True)
    for path in latin.rglob("*"):
        made = twin / path.relative_to(latin)
        if path.is_dir():
            made.mkdir(exist_ok=True)
        elif made.exists() and made.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue  # a preview renders few pages at a time
        elif path.suffix in {".html", ".svg"}:
            text = page(alphabet, path.read_text(encoding="utf-8"))
            made.write_text(_switched(text, own, other), encoding="utf-8")
        else:
            _place(path, made)


def _switched(text: str, own: str, other: str) -> str:
    """Marks this alphabet in the language switch, loads the calculators' words in it, and leads to its interviews."""
    text = re.sub(rf'(<a lang="{own}"[^>]*?)\s+aria-current="true"', r"\1", text)
    text = re.sub(r'(<a lang="uz-Cyrl")', r'\1 aria-current="true"', text)
    if named := _NAMED.search(text):  # «ЎЗ», not the letters of «UZ»
        text = _SWITCH.sub(rf"\g<1>{(short := named.group(1).upper())}\g<2>{short}", text)
    for address in ("/aryz-calc-{}.js", '?lang={}"', "/files/{}/"):
        text = text.replace(address.format(own), address.format(other))
    return text


def _place(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def script(alphabet: Cyrillic, text: str) -> str:
    """A script of the form `window.NAME = JSON;` with its strings in Cyrillic; keys and addresses stay."""
    head, _, rest = text.partition(" = ")
    data = json.loads(rest.rstrip(";\n"))
    return f"{head} = {json.dumps(alphabet.json(data, _STAY_KEYS), ensure_ascii=False, separators=(',', ':'))};\n"


_STAY_KEYS = frozenset({"point", "calculators", "links"})
