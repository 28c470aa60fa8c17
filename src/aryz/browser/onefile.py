"""Build time: interviews as one HTML file that opens from a memory stick, without a server and without a request.

The page says so itself, and the browser holds it to that: its policy allows the scripts and styles with these digests,
and no connection, form or picture at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from aryz.browser import opening
from aryz.browser.bundle import static
from aryz.browser.modules import Library
from aryz.browser.own import asked_by
from aryz.browser.packed import packed
from aryz.browser.said import by_number, said_by
from aryz.browser.settled import settled
from aryz.browser.small import small_script, small_style
from aryz.browser.spoken import PLACES, spoken_in
from aryz.browser.twin import KEPT, by_hand, twin_library, twin_parts
from aryz.codenames import words
from aryz.cyrillic import Cyrillic
from aryz.project import CYRILLIC, tag_of

_FIRST = ("unpack.js", "constants.js")
_PAGE = ("text.js", "store.js", "inputs.js", "device.js", "keep.js")
_LETTERS = ("letters.js",)  # languages in Cyrillic letters, where a file speaks several
_SEVERAL = ("hooks.js", "carried.js", "several.js")  # where a file has more than one interview in one language
_MANY = "MANY"  # what scripts call it that a file is such a one
_PACKAGE = ("package.js",)  # all of a case in one zip: too much for the file of a single interview
# what may stand apart of a script: a constant of plain data, or of words in one text
_CONSTANT = re.compile(r'^const ([\w$]+) = (["\[{].*?)((?:\.split\(" "\))?);$', re.MULTILINE)
# of a plan and of its tables: what is read apart, because a paper may do without
_TOLD = ("fields", "checks", "notices", "topics", "contacts", "deadlines", "why")
_TOLD_TABLES = ("names",)


@dataclass(frozen=True)
class Frame:
    """What every file shares. languages: their names; texts: of the interface, by the languages that the file speaks;
    helplines: name, number printed and dialled by language; made: the day on which it is made; neutral: where «leave»
    goes; styles: of the web app's pages; guides: their titles by name and language; alphabets: what writes a language
    in Cyrillic letters, where the file does it itself.
    """

    languages: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    helplines: Mapping[str, Sequence[tuple[str, str, str]]]
    made: str
    neutral: str
    styles: str
    guides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    alphabets: Mapping[str, Cyrillic] = field(default_factory=dict)

    def of(self, language: str) -> Frame:
        """For files that speak one language and lead to those that speak the others, which lie in folders beside."""
        latin = language.removesuffix(CYRILLIC)
        texts = self.texts[latin] if latin == language else self.alphabets[latin].json(self.texts[latin])
        return replace(self, texts={language: texts}, alphabets={})


def one_file(
    plans: Mapping[str, Mapping[str, Any]], frame: Frame, modules: Library | None = None, ending: str = ""
) -> str:
    """The file with these interviews, in the languages of the frame's texts. modules: of the twin, where many files are
    made; ending: what the page does last. Raises TranspileError.

    The first page, or what browser it takes, stands there before any script runs (`opening`).
    """
    first = next(iter(frame.texts))
    plans = spoken_in(plans, frame.texts)
    chosen = ((_SEVERAL, not opening.stands(plans, frame)), (_LETTERS, frame.alphabets), (_PACKAGE, len(plans) > 1))
    more = [name for names, wanted in chosen if wanted for name in names]
    page = page_script(plans.values(), modules, ending, more, [f"{key}{CYRILLIC}" for key in frame.alphabets])
    page, texts = _texts(page, plans, frame)
    # «leave» has a script of its own, before the large one and for browsers that do not know all its words
    script, constants = _without_words(page)
    data = {"constants": constants, **_data(plans, frame, page, texts)}
    asked = asked_by(json.dumps(data, ensure_ascii=False))
    scripts = [small_script(static("leave.js") + static("late.js")), small_script(script, asked)]
    opened, neutral = opening.opened(plans, frame), escape(frame.neutral)
    named = ("site.skip", "site.language", "contacts.help", "site.leave_note", "site.leave")
    skip, language, help_, note, leave = (escape(frame.texts[first][key]) for key in named)
    before, behind = _apart(packed(data), plans)
    body = f"""<body spellcheck="false">
<a class="skip" id="skip" href="#main">{skip}</a>
<header class="top"><span class="name">Aryz</span>
<nav id="languages" aria-label="{language}">{opened.languages}</nav></header>
<nav class="helplines" id="helplines" aria-label="{help_}">{opened.helplines}</nav>
<main id="main" tabindex="-1"{opened.about}>{opened.main}</main>
<footer>
<p id="leave-note">{note}</p>
<a class="leave" id="leave" data-leave="{neutral}" href="{neutral}" rel="noreferrer noopener">{leave}</a>
</footer>
<script>{scripts[0]}</script>
{before}
<script>{scripts[1]}</script>
{behind}
<i id="end"></i>
</body>
"""
    styles = small_style(static("colours.css") + frame.styles, body)
    allowed = " ".join(f"'{_digest(one)}'" for one in scripts)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src '{_digest(styles)}'; connect-src 'none'; "
        "form-action 'none'; base-uri 'none'"
    )
    return f"""<!doctype html>
<html lang="{tag_of(first)}" translate="no">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Aryz</title>
<link rel="expect" href="#leave" blocking="render">
<style>{styles}</style>
</head>
{body}</html>
"""


def _apart(elements: Mapping[str, str], plans: Collection[str]) -> tuple[str, str]:
    """What the script reads at once, to stand before it; and the rest, most of the file, which may still be on its way
    when the script runs.
    """
    parts = ["constants", "data", "told", *(f"plan-{key}" for key in plans if len(plans) == 1)]
    early = {"letters", *parts, *(f"{part}-words" for part in parts)}
    before = "\n".join(one for key, one in elements.items() if key in early)
    return before, "\n".join(one for key, one in elements.items() if key not in early)


def page_script(
    plans: Iterable[Mapping[str, Any]] | None = None,
    modules: Library | None = None,
    ending: str = "",
    more: Iterable[str] = (*_SEVERAL, *_LETTERS, *_PACKAGE),
    also: Iterable[str] = (),
) -> str:
    """The twin and the page, as they are written. plans: all that will run; any may where it is None. ending: what the
    page does last; more: scripts beside those that every page has; also: languages beside those of the plans' words.
    Raises TranspileError.
    """
    more = list(more)
    written = settled(by_hand((*KEPT, *_PAGE, *more, "page.js")), _MANY, _SEVERAL[0] in more)
    page = written.rstrip().removesuffix("})();")
    whole = twin_parts(modules or twin_library(), f"{page}{ending}\n}})();", plans, also)
    return f'(() => {{\n"use strict";\n{by_hand(_FIRST)}\n{whole}\n}})();\n'


def _without_words(script: str) -> tuple[str, list[Any]]:
    """A page's script without its constants that hold words, and those: they are squeezed better among other words."""
    constants: list[Any] = []

    def taken(found: re.Match[str]) -> str:
        name, value, rest = found.groups()
        if value.isascii():
            return found[0]
        try:
            constants.append(json.loads(value))
        except ValueError:  # more than data
            return found[0]
        return f"const {name} = CONSTANTS[{len(constants) - 1}]{rest};"

    return _CONSTANT.sub(taken, script), constants


def _texts(script: str, plans: Mapping[str, Mapping[str, Any]], frame: Frame) -> tuple[str, Any]:
    """A page's script, and the texts that it says by language and key. Where it holds one interview in one language,
    most of them are asked for by number: then they stand in one list, behind those that are asked for by key.
    """
    keys = said_by(script, plans.values(), next(iter(frame.texts.values())))
    texts = {language: {key: words[key] for key in keys} for language, words in frame.texts.items()}
    if not opening.stands(plans, frame):
        return script, texts
    [words] = texts.values()
    numbered, listed = by_number(script, keys)
    return numbered, [{key: words[key] for key in keys if key not in listed}, *(words[key] for key in listed)]


def _data(plans: Mapping[str, Mapping[str, Any]], frame: Frame, script: str, texts: Any) -> dict[str, Any]:
    """What a page reads, in the parts that it reads at different times: words and tables at once, a plan when it is
    opened, its templates when a paper is made in their language. What several plans hold alike stands once.
    """
    stands = opening.stands(plans, frame)
    tables: dict[str, Any] = {}
    fixed: dict[str, Any] = {}
    later = {}
    for key, plan in plans.items():
        tables |= {name: _read(name, table, script) for name, table in plan["tables"].items()}
        fixed |= {name: [_open(entry) for entry in entries] for name, entries in plan["fixed"].items()}
        documents = [{name: part for name, part in one.items() if name != "templates"} for one in plan["documents"]]
        open_ = {name: part for name, part in plan.items() if name != "fixed"}
        open_["why"] = {question: _reasons(reasons) for question, reasons in plan["why"].items()}
        open_["fields"] = {path: _field(field, plan["labels"]) for path, field in plan["fields"].items()}
        if stands:
            apart = {name: tables[name] for name in _TOLD_TABLES if name in tables}
            later["told"] = {**apart, **{name: open_[name] for name in _TOLD}}
            open_ |= {"prepare": {}, "summary": {}, "tables": tables | dict.fromkeys(apart, 0)}
            open_ |= dict.fromkeys(_TOLD, 0)
        else:
            open_["tables"] = list(plan["tables"])
        later[f"plan-{key}"] = {**open_, "documents": documents}
        for language in plan["document_languages"]:
            later[f"papers-{key}-{language}"] = {one["id"]: one["templates"][language] for one in plan["documents"]}
    papers = {key for plan in plans.values() for key in plan["document_languages"]}
    data = {
        "texts": texts,
        "languages": {key: name for key, name in frame.languages.items() if key in papers or not stands},
        "words": words()[::3],  # enough for one device
    }
    if not stands:
        data |= {
            "tables": tables,
            "plans": {key: {"title": plan["title"], "summary": plan["summary"]} for key, plan in plans.items()},
            "helplines": {k: frame.helplines.get(k, ()) for k in frame.texts},
            "guides": _guides(plans, frame) if "packaging" in script else {},
            "made": frame.made,
        }
    if frame.alphabets:
        data["alphabets"] = {key: alphabet.rules for key, alphabet in frame.alphabets.items()}
    return {"data": data, **later, "fixed": fixed}


def _read(name: str, table: Mapping[str, Any], script: str) -> Mapping[str, Any]:
    """A table without the parts that a script does not name."""
    if name in PLACES:
        return table  # its rows have names of their own
    return {part: rows for part, rows in table.items() if re.search(rf'(?<!\.)\.{part}\b|"{part}"', script)}


def _reasons(reasons: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The reasons of a question that are said: a paper is not told of where a place in it is."""
    placed = {one["document"] for one in reasons if one.get("around")}
    return [one for one in reasons if one.get("around") or one.get("document") not in placed]


def _field(field: Mapping[str, Any], labels: Mapping[str, Any]) -> dict[str, Any]:
    """A field without its choices where their words hold them, in the same order; numbers have no order there."""
    made = dict(field)
    if "item" in field:
        made["item"] = {key: _field(part, labels) for key, part in field["item"].items()}
    if (
        "labels" in field
        and [*labels[field["labels"]]] == field["choices"]
        and not any(map(str.isdigit, field["choices"]))
    ):
        del made["choices"]
    return made


def _guides(plans: Mapping[str, Mapping[str, Any]], frame: Frame) -> dict[str, Mapping[str, str]]:
    """The titles of the guides that outcomes name."""
    named = {guide for plan in plans.values() for outcome in plan["outcomes"] for guide in outcome["guides"]}
    return {guide: words for guide, words in frame.guides.items() if guide in named}


def _open(entry: Sequence[Any]) -> Sequence[Any]:
    """A constant part of a paper as text, if it is text: so it is packed with the whole file and not on its own."""
    name, _, _, deflated = entry
    try:
        return [name, zlib.decompress(base64.b64decode(deflated), -15).decode()]
    except UnicodeDecodeError:
        return entry


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
