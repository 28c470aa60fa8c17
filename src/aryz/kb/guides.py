"""Guides: front matter, citations and links, checked (docs/guides.md says what may stand in a guide)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from aryz import yamlfile
from aryz.diagnostics import ContentError, Findings, Place
from aryz.kb.contacts import Directory
from aryz.kb.redirects import Redirects, addresses, check_redirects, load_redirects
from aryz.kb.signs import Sign, load_signs
from aryz.kb.updates import UNWRITTEN, Update, load_updates
from aryz.law.acts import Registry
from aryz.law.calculators import CALCULATORS
from aryz.law.citations import CitationError, find_refs, parse_ref, resolve
from aryz.law.handwritten import handwritten
from aryz.law.printing import print_marked, refs_of
from aryz.law.validity import not_in_force
from aryz.plan import days
from aryz.plan.errors import nearest
from aryz.project import Project
from aryz.reader import Reader, opened_list

_META = [
    "title", "summary", "questions", "topic", "audience", "citizenship", "checked", "next_review",
    "interviews", "related", "contacts", "layout", "quick_exit", "follows",
]  # fmt: skip
AUDIENCES = ("worker", "consultant", "lawyer")
CITIZENSHIPS = ("any", "uz", "tj", "kg", "eaeu", "other")  # eaeu: Armenia, Belarus, Kyrgyzstan, Russia
_LAYOUTS = {"guide", "start", "page"}
_PICTURE = re.compile(r"""!\[(?P<text>[^\]]*)\]\(|<img\b(?:[^>]*?\salt=["'](?P<alt>[^"']*)["'])?""")
LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Guide:
    """One page in one language. `body_line` is the line of the file on which `body` begins."""

    slug: str
    language: str
    path: Path
    title: str
    summary: str
    layout: str
    topic: str
    body: str
    body_line: int
    questions: tuple[str, ...] = ()  # what a reader would type to find this page
    audience: tuple[str, ...] = ()
    citizenship: tuple[str, ...] = ()
    checked: str = ""
    next_review: str = ""
    interviews: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()  # ids or kinds of kb/contacts.yml; a translation takes those of its source
    quick_exit: bool = False
    follows: str = ""  # translations: the revision of the source page that they follow
    cites: tuple[tuple[str, int], ...] = ()  # citation and its line


@dataclass
class Library:
    """All pages: `pages[slug][language]`; topics by id in the order of the menu; news of the law, the latest first."""

    topics: dict[str, dict[str, str]] = field(default_factory=dict)
    pages: dict[str, dict[str, Guide]] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)
    redirects: Redirects = field(default_factory=Redirects)
    contacts: Directory = field(default_factory=Directory)
    signs: list[Sign] = field(default_factory=list)  # what the hotline listens for

    def guides(self, language: str) -> list[Guide]:
        """The guides of a language in the order of topics, then as in the source language's titles."""
        order = list(self.topics)
        made = [g[language] for g in self.pages.values() if language in g and g[language].layout == "guide"]
        return sorted(made, key=lambda g: (order.index(g.topic) if g.topic in order else len(order), g.slug))

    def source(self, slug: str) -> Guide:
        """The page that the translations of `slug` follow: the one in the first language of the project."""
        return next(iter(self.pages[slug].values()))

    def titles(self) -> dict[str, dict[str, str]]:
        """The titles of all pages by name and language."""
        return {slug: {language: page.title for language, page in own.items()} for slug, own in self.pages.items()}


def load_guides(
    project: Project, registry: Registry, findings: Findings, interviews: Iterable[str], contacts: Directory
) -> Library:
    """Read every page of every language; what is wrong goes to `findings`."""
    library = Library(topics=_topics(project, findings), contacts=contacts)
    known = set(interviews)
    library.redirects = load_redirects(project, findings)
    for language in project.languages:
        for path in sorted((project.kb / language).glob("*.md")):
            guide = _guide(path, language, library, findings)
            if guide is not None:
                library.pages.setdefault(guide.slug, {})[language] = guide
    for versions in library.pages.values():
        for guide in versions.values():
            _check(guide, library, registry, known, findings)
        _translations(versions, project, findings)
    library.signs = load_signs(project, registry, findings)
    library.updates = load_updates(project, registry, list(library.topics), findings)
    check_redirects(library.redirects, live_pages(library, registry, known), findings)
    return library


def live_pages(library: Library, registry: Registry, interviews: Iterable[str]) -> set[str]:
    """The addresses of all pages that others may point at, without the language."""
    updates = (update.slug for update in library.updates)
    return addresses(library.pages, library.topics, updates, interviews, registry)


def _topics(project: Project, findings: Findings) -> dict[str, dict[str, str]]:
    rows = opened_list(project.kb / "topics.yml", "topics", findings)
    return {row.text("id", required=True): row.texts("title", project.languages) for row in rows}


def _guide(path: Path, language: str, library: Library, findings: Findings) -> Guide | None:
    try:
        meta, body, line = yamlfile.split_front_matter(yamlfile.read_text(path), path)
    except ContentError as error:
        findings.extend(error.problems)
        return None
    reader = Reader(meta, path, findings)
    reader.known(_META)
    layout = reader.text("layout") or "guide"
    if layout not in _LAYOUTS:
        reader.problem("page.layout", "layout", f"«{layout}» is no layout.", f"Use one of: {', '.join(_LAYOUTS)}.")
    if layout == "guide":
        _guide_meta(reader, library)
    return Guide(
        slug=path.stem,
        language=language,
        path=path,
        title=reader.text("title", required=True),
        summary=reader.text("summary", required=True),
        layout=layout,
        topic=reader.text("topic"),
        body=body,
        body_line=line,
        questions=tuple(reader.strings("questions")),
        audience=tuple(reader.strings("audience")),
        citizenship=tuple(reader.strings("citizenship")),
        checked=reader.text("checked"),
        next_review=reader.text("next_review"),
        interviews=tuple(reader.strings("interviews")),
        related=tuple(reader.strings("related")),
        contacts=tuple(reader.strings("contacts")),
        quick_exit=reader.flag("quick_exit"),
        follows=reader.text("follows"),
        cites=tuple((ref, line + at - 1) for match, at in find_refs(body) for ref in refs_of(match.group(1))),
    )


def _guide_meta(reader: Reader, library: Library) -> None:
    topic = reader.text("topic", required=True)
    if topic and topic not in library.topics:
        mend = nearest(topic, library.topics) or f"Topics: {', '.join(library.topics)}."
        reader.problem("page.topic", "topic", f"there is no topic «{topic}».", mend)
    for word in reader.strings("audience"):
        if word not in AUDIENCES:
            reader.problem("page.audience", "audience", f"«{word}» is no audience.", f"Use: {', '.join(AUDIENCES)}.")
    for key in ("audience", "citizenship", "questions"):
        if not reader.strings(key):
            reader.problem("yaml.missing", key, f"«{key}» is missing.", f"Add «{key}: […]».")
    for word in reader.strings("citizenship"):
        if word not in CITIZENSHIPS:
            listed = ", ".join(CITIZENSHIPS)
            reader.problem("page.citizenship", "citizenship", f"«{word}» is no citizenship.", f"Use: {listed}.")
    for key in ("checked", "next_review"):
        day = reader.text(key, required=True)
        if day and not days.is_day(day):
            reader.problem(f"page.{key}", key, f"«{day}» is no day.", "Write YYYY-MM-DD.")


def _check(guide: Guide, library: Library, registry: Registry, interviews: set[str], findings: Findings) -> None:
    for match, line in find_refs(guide.body):
        try:
            print_marked(match.group(1), registry, guide.language)
        except CitationError as error:
            if error.code == "cite.form":
                findings.add(error.code, Place(guide.path, guide.body_line + line - 1), error.message, error.mend)
    for ref, line in guide.cites:
        try:
            resolve(parse_ref(ref), registry)
        except CitationError as error:
            if error.code != "cite.form":  # told above
                findings.add(error.code, Place(guide.path, line), error.message, error.mend)
            continue
        message = not_in_force(ref, registry)
        if message:
            findings.add("cite.not-in-force", Place(guide.path, line), message, "Cite the norm in force.", "warning")
    _check_written(guide, findings)
    _check_pictures(guide, findings)
    for hand in handwritten(guide.body, registry):
        place = Place(guide.path, guide.body_line + hand.line - 1)
        findings.add("cite.by-hand", place, hand.message(), hand.mend())
    for key in guide.interviews:
        if key not in interviews:
            place = Place(guide.path, 0, "interviews")
            if not library.redirects.tell(f"interviews/{key}", place, findings):
                mend = nearest(key, interviews) or "Correct the id, or delete it."
                findings.add("link.broken", place, f"there is no interview «{key}».", mend)
    for slug in guide.related:
        if slug not in library.pages:
            place = Place(guide.path, 0, "related")
            if not library.redirects.tell(slug, place, findings):
                mend = nearest(slug, library.pages) or "Correct the name, or delete it."
                findings.add("link.broken", place, f"there is no guide «{slug}».", mend)
    for name in guide.contacts:
        if not library.contacts.knows(name):
            mend = nearest(name, library.contacts.names()) or "Name an id or a kind of kb/contacts.yml."
            findings.add("link.broken", Place(guide.path, 0, "contacts"), f"there is no contact «{name}».", mend)
    for match in LINK.finditer(guide.body):
        line = guide.body_line + guide.body.count("\n", 0, match.start())
        _check_link(match.group(1), Place(guide.path, line), library, interviews, findings)


def _check_written(guide: Guide, findings: Findings) -> None:
    """Places that `aryz new` left to be written: «…» standing alone."""
    for key, text in (("title", guide.title), ("summary", guide.summary), ("questions", " ".join(guide.questions))):
        if text.strip() == UNWRITTEN:
            findings.add("text.unwritten", Place(guide.path, 0, key), f"«{key}» is still to be written.", "Write it.")
    for number, line in enumerate(guide.body.splitlines()):
        if line.strip() == UNWRITTEN:
            place = Place(guide.path, guide.body_line + number)
            findings.add(
                "text.unwritten", place, "a section is still to be written.", "Write it, or delete its heading."
            )


def _check_pictures(guide: Guide, findings: Findings) -> None:
    """A picture says in words what it shows, for those who do not see it."""
    for match in _PICTURE.finditer(guide.body):
        if not (match["alt"] or match["text"] or "").strip():
            place = Place(guide.path, guide.body_line + guide.body.count("\n", 0, match.start()))
            mend = "Write what it shows: ![two pages of a passport](passport.png)."
            findings.add("picture.words", place, "a picture has no words for those who do not see it.", mend)


def _check_link(target: str, place: Place, library: Library, interviews: set[str], findings: Findings) -> None:
    scheme, _, rest = target.partition(":")
    page = target.partition("#")[0].removesuffix(".md") if target.partition("#")[0].endswith(".md") else ""
    moves = library.redirects
    if page and page not in library.pages and not moves.tell(page, place, findings):
        findings.add("link.broken", place, f"there is no page «{page}.md».", nearest(page, library.pages))
    for kind, known in (("interview", interviews), ("calculator", CALCULATORS)):
        if scheme == kind and rest not in known and not moves.tell(f"{kind}s/{rest}", place, findings):
            findings.add("link.broken", place, f"there is no {kind} «{rest}».", nearest(rest, known))


def _translations(versions: dict[str, Guide], project: Project, findings: Findings) -> None:
    """A guide exists in every language that guides are expected in."""
    one = next(iter(versions.values()))
    for key, language in project.languages.items():
        if language.guides and key not in versions:
            message = f"«{one.slug}» is not translated into «{key}»."
            mend = f"Write kb/{key}/{one.slug}.md."
            findings.add("translation.missing", Place(one.path), message, mend)
