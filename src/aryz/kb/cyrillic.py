"""Uzbek in Cyrillic letters, made from finished Latin pages: the same site for those who read the old alphabet.

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
from string import ascii_uppercase
from typing import Any

from aryz import yamlfile

_WORD = re.compile(r"[A-Za-z‘’ʻʼ'`]+")
_MARKS = dict.fromkeys(map(ord, "‘’ʻʼ`"), "'")
_PAIRS = {"o'": "ў", "g'": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е"}
_LETTERS = dict(zip("abdefghijklmnopqrstuvxyzcw'", "абдефгҳижклмнопқрстувхйзкв" + "ъ", strict=True))
_TS = re.compile(r"ts(?=iy|io|ent|ess|enz|ikl|ifr|irk)|^ts")  # Russian loans; «aytsa» is a verb
_SOFT = re.compile(r"(?<=[aeiou'])e|^e")  # «э» at the beginning and after a vowel
_SKIP = {"script", "style", "code", "pre", "kbd"}
_SHOWN = re.compile(r'((?:title|alt|placeholder|aria-label|data-label)=")([^"]*)(")')
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Cyrillic:
    """Rewrites words, strings of JSON, and pages. settings: `kb/interface/uz-cyrl.yml`."""

    def __init__(self, settings: Path):
        data = yamlfile.load_map(settings)
        self._keep = frozenset(str(word) for word in data["keep"])
        words = {str(k): str(v) for k, v in data["words"].items()}
        self._starts = sorted(words.items(), key=lambda row: -len(row[0]))
        self._made: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._kept = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(self._keep, key=len)[::-1]))

    def text(self, text: str) -> str:
        """A text in Cyrillic; words to keep, addresses and mail stay as they are."""
        if text not in self._made:  # menus stand on every page
            self._made[text] = self._written(text) if text.strip() else text
        return self._made[text]

    def _written(self, text: str) -> str:
        made, at = [], 0
        for match in _STAYS.finditer(text):
            made += [self._run(text[at : match.start()]), match.group()]
            at = match.end()
        return "".join([*made, self._run(text[at:])])

    def _run(self, text: str) -> str:
        made, at = [], 0
        for match in self._kept.finditer(text):
            made += [_WORD.sub(self._word, text[at : match.start()]), match.group()]
            at = match.end()
        return "".join([*made, _WORD.sub(self._word, text[at:])])

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        made = self._words.get(word)
        if made is None:  # a site says its words again and again
            made = self._words[word] = self._changed(word)
        return made

    def _changed(self, word: str) -> str:
        head = word[: len(word) - len(word.lstrip("‘’ʻʼ'`"))]  # opening quotation marks
        word = word[len(head) :]
        if not word:
            return head
        tail = word[len(word.rstrip("’'`")) :] if not word.endswith(("o‘", "g‘", "O‘", "G‘")) else ""
        core = word.removesuffix(tail)
        lower = core.lower().translate(_MARKS)
        made = self._listed(lower) or to_cyrillic(lower)
        if core.isupper() and len(made) > 1:
            return head + made.upper() + tail
        letters = len(core) - len(core.lstrip(ascii_uppercase))  # «BINi», «IINsiz»: initials with an ending
        if letters > 1 and not self._listed(lower):
            ending = to_cyrillic("a" + core[letters:].lower().translate(_MARKS))[1:]
            return head + self._changed(core[:letters]) + ending + tail
        return head + (made[:1].upper() + made[1:] if core[:1].isupper() else made) + tail

    def _listed(self, lower: str) -> str:
        for start, written in self._starts:
            if lower.startswith(start):
                rest = to_cyrillic("a" + lower[len(start) :])[1:]  # not the beginning of a word
                return written.removesuffix("ь") + rest if rest else written  # «июль», but «июлдан»
        return ""

    def json(self, value: Any, skip: frozenset[str] = frozenset()) -> Any:
        """Every string of a JSON value, but not keys, nor what stands under the keys `skip`."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: item if key in skip else self.json(item, skip) for key, item in value.items()}
        return [self.json(item, skip) for item in value] if isinstance(value, list) else value

    def page(self, text: str) -> str:
        """An HTML or SVG page whose text is Uzbek in Latin letters."""
        parser = _Page(self)
        parser.feed(text)
        parser.close()
        return "".join(parser.made)


_STAYS = re.compile(r"https?://\S+|\b[\w.-]+@[\w.-]+\b|\{[a-z_.]+\}")


def to_cyrillic(word: str) -> str:
    """An Uzbek word in lower-case Latin letters with «'» for every apostrophe: «o'zbekcha» → «ўзбекча»."""
    word = _TS.sub("ц", word)
    word = _SOFT.sub("э", word)
    made, at = "", 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in _PAIRS and word[at : at + 3] != "yo'":
            made, at = made + _PAIRS[pair], at + 2
        else:
            made, at = made + _LETTERS.get(word[at], word[at]), at + 1
    return made


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
            text = alphabet.page(path.read_text(encoding="utf-8"))
            made.write_text(_switched(text, own, other), encoding="utf-8")
        else:
            _place(path, made)


def _switched(text: str, own: str, other: str) -> str:
    """Marks this alphabet in the language switch, and loads the calculators' words in it."""
    text = re.sub(rf'(<a lang="{own}"[^>]*?)\s+aria-current="true"', r"\1", text)
    text = re.sub(r'(<a lang="uz-Cyrl")', r'\1 aria-current="true"', text)
    return text.replace(f"/aryz-calc-{own}.js", f"/aryz-calc-{other}.js")


def _place(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def script(alphabet: Cyrillic, text: str) -> str:
    """A script of the form `window.NAME = JSON;` with its strings in Cyrillic; citations and keys stay."""
    head, _, rest = text.partition(" = ")
    data = json.loads(rest.rstrip(";\n"))
    return f"{head} = {json.dumps(alphabet.json(data, _STAY_KEYS), ensure_ascii=False, separators=(',', ':'))};\n"


_STAY_KEYS = frozenset({"point", "calculators"})
