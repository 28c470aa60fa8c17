"""Addresses that pages had before (`kb/redirects.yml`): printed on leaflets they must lead somewhere for ever.

An address counts from the folder of a language, without slashes at its ends: `unpaid-wages`, `acts/tk/113`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place
from aryz.kb.smallpage import write_small_page
from aryz.law.acts import Registry
from aryz.law.calculators import CALCULATORS
from aryz.plan.errors import nearest
from aryz.project import Project

FILE = "redirects.yml"
_ADDRESS = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")


@dataclass(frozen=True)
class Redirects:
    """Old addresses with their lines, and where each leads in the end."""

    path: Path = Path(FILE)
    to: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def now(self, address: str) -> str:
        """The address of today: through every move since, itself when it did not move. A ring ends where it began."""
        seen = [address]
        while (following := self.to.get(seen[-1], "")) and following not in seen:
            seen.append(following)
        return seen[-1]

    def rings(self, address: str) -> bool:
        """Whether an old address leads round to another old one."""
        return self.now(address) in self.to

    def tell(self, address: str, place: Place, findings: Findings) -> bool:
        """Whether a link names a page by an address that it had before; that is a finding."""
        now = self.now(address)
        if now == address:
            return False
        folder = address.rpartition("/")[0]
        mend = f"Write «{now.removeprefix(f'{folder}/')}»."
        findings.add("link.moved", place, f"the page «{address.rpartition('/')[2]}» moved.", mend)
        return True


def load_redirects(project: Project, findings: Findings) -> Redirects:
    """Read the file, which need not be there; what is wrong in its form goes to `findings`."""
    path = project.kb / FILE
    if not path.is_file():
        return Redirects(path)
    try:
        rows = yamlfile.load(path)
    except ContentError as error:
        findings.extend(error.problems)
        return Redirects(path)
    if not isinstance(rows, yamlfile.YamlMap):
        if rows is not None:
            findings.add("yaml.shape", Place(path, 1), "the file must hold lines such as «old-name: new-name».")
        return Redirects(path)
    made = {}
    for old, new in rows.items():
        if all(isinstance(word, str) and _ADDRESS.fullmatch(word) for word in (old, new)):
            made[old] = new
            continue
        mend = "Write both without the language and without slashes at the ends, such as «old-name: unpaid-wages»."
        findings.add(
            "redirect.form", Place(path, rows.line_of(old), old), f"«{old}: {new}» is no move of a page.", mend
        )
    return Redirects(path, made, {old: rows.line_of(old) for old in made})


def check_redirects(redirects: Redirects, live: Iterable[str], findings: Findings) -> None:
    """Every old address must be free, and lead to a page that is there. live: the addresses of all pages."""
    pages = frozenset(live)
    for old, new in redirects.to.items():
        place = Place(redirects.path, redirects.lines[old], old)
        if old in pages:
            message = f"«{old}» is a page that is there: its readers would be led away."
            findings.add("redirect.shadow", place, message, "Delete this line, or the page.")
        if redirects.rings(old):
            message = f"«{old}» leads round in a ring and never to a page."
            findings.add("redirect.ring", place, message, "Let one of these lines name the page that is there.")
        elif redirects.now(old) not in pages:
            mend = nearest(new, pages) or "Name a page by its address on the site, without the language."
            findings.add("redirect.target", place, f"there is no page «{redirects.now(old)}».", mend)


def addresses(
    pages: Iterable[str], topics: Iterable[str], updates: Iterable[str], interviews: Iterable[str], registry: Registry
) -> set[str]:
    """The addresses of all pages that others may point at, as they count here."""
    made = {page for page in pages if page != "index"} | {f"topics/{topic}" for topic in topics}
    made |= {f"updates/{update}" for update in updates} | {f"interviews/{key}" for key in interviews}
    made |= {f"calculators/{key}" for key in CALCULATORS}
    made |= {f"acts/{act.id}" for act in registry.values()}
    made |= {f"acts/{act.id}/{number}" for act in registry.values() for number in act.articles}
    return made | {"acts", "calculators", "contacts", "for", "interviews", "review", "search", "updates"}


def write_redirects(project: Project, redirects: Redirects, site: Path) -> None:
    """A small page at each old address, in every language. Its title is neutral: nobody knows who looks on."""
    for language in project.languages:
        text = html.escape(project.text(language, "site.moved"))
        for old in redirects.to:
            target = html.escape(f"{'../' * (old.count('/') + 1)}{redirects.now(old)}/")
            body = f'<h1>Aryz</h1><p><a href="{target}">{text}</a></p>'
            head = f'<link rel="canonical" href="{target}">\n'
            write_small_page(site / language / old, language, body, target, head)
