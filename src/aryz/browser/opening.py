"""Build time: the first page of a file that holds one interview in one language, as markup that is drawn before any
script runs. `twin/page.js` takes it up, and shows the same elements again; where a file holds more, it makes
such a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from markdown import markdown

from aryz.plan import wording
from aryz.project import CYRILLIC, tag_of

if TYPE_CHECKING:
    from aryz.browser.onefile import Frame

_BETWEEN = re.compile(r">\n+<")


@dataclass(frozen=True)
class Opened:
    """The parts of the frame and of the page in it. about: attributes by which the script knows what stands there."""

    languages: str
    helplines: str
    main: str
    about: str = ""


def stands(plans: Mapping[str, Any], frame: Frame) -> bool:
    """Whether the first page can be told when the file is made: it is that of one interview, in one language."""
    return len(plans) == len(frame.texts) == 1


def opened(plans: Mapping[str, Any], frame: Frame) -> Opened:
    """What is drawn before any script runs. Files that hold more say what browser they need until theirs runs."""
    language = next(iter(frame.texts))
    texts = frame.texts[language]
    lines = helplines(frame.helplines.get(language, ()), texts)
    if not stands(plans, frame):
        said = "".join(f'<p lang="{tag_of(key)}">{escape(one["file.script"])}</p>' for key, one in frame.texts.items())
        return Opened("", lines, said)
    key, plan = next(iter(plans.items()))
    about = f' data-interview="{key}" data-spoken="{language}" data-made="{frame.made}"'
    return Opened(languages(frame.languages, language, key), lines, start(plan, texts, language, frame.made), about)


def languages(names: Mapping[str, str], spoken: str, interview: str) -> str:
    """The way to the files of the other languages, which lie in folders beside this one's."""

    def one(key: str) -> str:
        tag, label = tag_of(key), (names[key][:2] if key.endswith(CYRILLIC) else key).upper()
        if key == spoken:
            return f'<button type="button" lang="{tag}" aria-current="true">{label}</button>'
        return f'<a lang="{tag}" hreflang="{tag}" href="../{key}/{interview}.html">{label}</a>'

    return "".join(map(one, names))


def helplines(rows: Sequence[tuple[str, str, str]], texts: Mapping[str, str]) -> str:
    links = (
        f'<a href="tel:{dialled}">{escape(phone)}<span> — {escape(name)}</span></a> ' for name, phone, dialled in rows
    )
    return f"{escape(texts['contacts.help'])} {''.join(links)}"


def start(plan: Mapping[str, Any], texts: Mapping[str, str], language: str, made: str) -> str:
    """What an interview is about. Its buttons do nothing before the script has taken them up."""
    ends = [one["title"][language] for one in plan["documents"] or plan["outcomes"]]
    prepare = plan["prepare"].get(language)
    late = escape(texts["file.script"])
    day = texts["file.made"].format(day=wording.date_long(made, language))
    parts = [
        f"<h1>{escape(plan['title'][language])}</h1><p>{escape(plan['summary'][language])}</p>",
        f"<h2>{escape(texts['site.papers' if plan['documents'] else 'site.outcomes'])}</h2>",
        f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in ends)}</ul>",
        f"<h2>{escape(texts['site.prepare'])}</h2>{_BETWEEN.sub('><', markdown(prepare))}" if prepare else "",
        f'<p class="notice">{escape(texts["file.privacy"])}</p><p>{escape(day)}</p>',
        f'<p class="buttons"><button type="button" class="main" disabled>{escape(texts["site.start"])}</button></p>',
        f'<p class="below"><button type="button" class="link" disabled>{escape(texts["web.upload"])}</button></p>',
        f'<p class="summary" id="late" hidden>{late}</p><noscript><p class="summary">{late}</p></noscript>',
    ]
    return "".join(parts)
