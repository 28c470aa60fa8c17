"""The hotline's page: the words to say in the caller's language and, beside them, the norm in the operator's.

All of it stands in the page, so that it works when the network is down; `aryz-call.js` searches it and answers keys.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from aryz.cyrillic import Cyrillic
from aryz.kb.cyrillic import page
from aryz.kb.guides import Guide
from aryz.kb.listings import shown_guides
from aryz.kb.writer import Writer
from aryz.law.acts import Registry
from aryz.law.citations import IN_TEXT, CitationError, parse_ref, resolve
from aryz.law.printing import print_marked, print_ref, refs_of
from aryz.project import CYRILLIC

Rows = list[str]
_TIP = re.compile(r'^!!! tip "[^"]*"\n((?:    .*\n|\n)+)', re.M)
_STEPS = re.compile(r"^(1\. .*\n(?:(?:\d+\.| {3,}|\t).*\n|\n(?=\d+\.| {3,}))*)", re.M)
_STEP = re.compile(r"^\d+\. ", re.M)
_BESIDE = re.compile(r"\s*\((?=[^()]*\[@)(?:[^()\[\]]|\[[^\]]*\])*\)")  # citations in brackets are not read aloud
_LINK = re.compile(r"\[([^\]@][^\]]*)\]\([^)]*\)")
_SPACES = re.compile(r"\s+(?:- )?")


class Spoken:
    """What is said of a guide: the short answer and the first numbered steps, without marks."""

    def __init__(self, guide: Guide, registry: Registry):
        self._guide, self._registry = guide, registry

    @cached_property
    def short(self) -> str:
        found = _TIP.search(self._guide.body)
        return found.group(1) if found else self._guide.summary

    @cached_property
    def steps(self) -> Rows:
        found = _STEPS.search(self._guide.body)
        return [step for step in _STEP.split(found.group(1)) if step.strip()] if found else []

    def words(self, text: str) -> str:
        """As one says it: no citations in brackets, no links, no marks."""
        return self._plain(_BESIDE.sub("", text))

    def norm(self, text: str) -> str:
        """As one reads it: with the citations."""
        return self._plain(text)

    def refs(self) -> Rows:
        """The norms that the short answer and the steps cite, each once."""
        found = IN_TEXT.finditer("\n".join([self.short, *self.steps]))
        return list(dict.fromkeys(ref for match in found for ref in refs_of(match.group(1))))

    def _plain(self, text: str) -> str:
        def printed(match: re.Match[str]) -> str:
            try:
                return print_marked(match.group(1), self._registry, self._guide.language)
            except CitationError:
                return match.group()

        return _SPACES.sub(" ", _LINK.sub(r"\1", IN_TEXT.sub(printed, text)).replace("**", "")).strip()


def call_page(w: Writer) -> None:
    """Write the page in the operator's language."""
    text = w.project.texts_under(w.language, "call.")
    callers = _callers(w)
    keys = "".join(f"<li><kbd>{key}</kbd> {html.escape(text[f'key.{name}'])}</li>" for key, name in _KEYS)
    choices = "".join(f'<option value="{tag}">{html.escape(name)}</option>' for tag, name, _ in callers)
    triage = f"/interview/hotline-triage?lang={w.language}"
    parts = [
        f'<div class="aryz-call" data-triage="{triage}"><ul class="aryz-keys">{keys}</ul>',
        f'<div class="aryz-call-bar"><label for="aryz-call-q">{html.escape(text["ask"])}</label>',
        '<input id="aryz-call-q" type="search" autocomplete="off" aria-controls="aryz-call-found">',
        f'<label for="aryz-call-in">{html.escape(text["caller"])}</label><select id="aryz-call-in">{choices}</select>',
        f'<a class="md-button" href="{triage}">{html.escape(text["triage"])}</a></div>',
        '<ol id="aryz-call-found" class="aryz-call-found"></ol>',
        _signs(w, callers, text),
        *(_card(w, guide, callers, text) for guide in shown_guides(w)),
        '</div>\n\n<script defer src="../../assets/aryz-call.js"></script>',
    ]
    w.page("call.md", text["title"], "".join(parts), text["about"], "call/")


_KEYS = (("↑ ↓", "choose"), ("Enter", "open"), ("F2", "language"), ("F4", "signs"), ("F8", "triage"), ("Esc", "clear"))
Caller = tuple[str, str, Cyrillic | None]  # tag, name, how its words are made of the Latin


def _callers(w: Writer) -> list[Caller]:
    """The languages a caller may speak: Uzbek first, the operator's own last."""
    made: list[Caller] = []
    for key, language in w.project.spoken.items():
        alphabet = w.project.alphabets.get(key.removesuffix(CYRILLIC)) if key.endswith(CYRILLIC) else None
        made.append((language.tag, language.name, alphabet))
    cyrillic_first = set(w.project.alphabets)
    return sorted(made, key=lambda row: (row[0] == w.language, row[0].partition("-")[0] not in cyrillic_first))


def _said(callers: Iterable[Caller], texts: dict[str, str]) -> str:
    """The same words in each language that has them, as HTML; the script shows one."""
    made = []
    for tag, _, alphabet in callers:
        text = texts.get(tag.partition("-")[0], "")
        if text:
            made.append(f'<div lang="{tag}" data-say="{tag}">{page(alphabet, text) if alphabet else text}</div>')
    return "".join(made)


def _signs(w: Writer, callers: list[Caller], text: dict[str, str]) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(sign.sign[w.language])}</th>"
        f"<td>{_said(callers, {key: html.escape(ask) for key, ask in sign.ask.items()})}</td>"
        f"<td>{_norms(w, sign.rests)}</td></tr>"
        for sign in w.library.signs
    )
    head = "".join(f"<th>{html.escape(text[key])}</th>" for key in ("sign", "next", "norm"))
    title = html.escape(text["signs"])
    about = html.escape(text["signs.about"])
    return (
        f'<section class="aryz-signs"><h2 id="signs" tabindex="-1">{title}</h2><p>{about}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _card(w: Writer, guide: Guide, callers: list[Caller], text: dict[str, str]) -> str:
    versions = w.library.pages[guide.slug]
    said = {key: _words(Spoken(one, w.registry), one.title) for key, one in versions.items()}
    own = Spoken(guide, w.registry)
    known = html.escape("|".join(_asked(versions, callers)), quote=True)
    other = f' lang="{guide.language}"' if guide.language != w.language else ""
    link = f"../{guide.slug}/" if not other else f"../../{guide.language}/{guide.slug}/"
    return (
        f'<section class="aryz-card" id="{guide.slug}" data-words="{known}">'
        f'<h2 tabindex="-1"{other}><a href="{link}">{html.escape(guide.title)}</a></h2><div class="aryz-beside">'
        f"<div><h3>{html.escape(text['say'])}</h3>{_said(callers, said)}</div>"
        f"<div><h3>{html.escape(text['norm'])}</h3><p{other}>{html.escape(own.norm(own.short))}</p>"
        f"{_norms(w, own.refs())}</div></div></section>"
    )


def _asked(versions: dict[str, Guide], callers: list[Caller]) -> Rows:
    """Titles and questions, by which the card is found, in every language and alphabet."""
    rows = {key: [one.title, *one.questions] for key, one in versions.items()}
    turned = [(rows.get(tag.partition("-")[0], []), alphabet) for tag, _, alphabet in callers if alphabet]
    return [*chain(*rows.values()), *(alphabet.text(row) for listed, alphabet in turned for row in listed)]


def _words(spoken: Spoken, title: str) -> str:
    steps = "".join(f"<li>{html.escape(spoken.words(step))}</li>" for step in spoken.steps)
    return f"<p><b>{html.escape(title)}</b></p><p>{html.escape(spoken.words(spoken.short))}</p><ol>{steps}</ol>"


def _norms(w: Writer, refs: Iterable[str]) -> str:
    rows = []
    for ref in refs:
        page, article = _page_of(w, ref)
        if page:
            title = f" — {html.escape(article)}" if article else ""
            printed = html.escape(print_ref(ref, w.registry, w.language))
            rows.append(f'<li><a href="../acts/{page}">{printed}</a>{title}</li>')
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def _page_of(w: Writer, ref: str) -> tuple[str, str]:
    """The folder of the article's page and the title of the article; empty for what the registry does not know."""
    try:
        parsed = parse_ref(ref)
        _, article = resolve(parsed, w.registry)
    except CitationError:
        return "", ""
    page = f"{parsed.act}/{f'{parsed.article}/' if parsed.article else ''}"
    return page, article.title[w.language] if article else ""
