"""News of the law: one file an amendment in `kb/updates/`, checked; docs/updates.md says what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from aryz.diagnostics import Findings
from aryz.law.acts import Registry
from aryz.law.citations import CitationError, find_refs, parse_ref, resolve
from aryz.law.printing import refs_of
from aryz.plan import days
from aryz.plan.errors import nearest
from aryz.project import Project
from aryz.reader import Reader, opened_all

Texts = dict[str, str]
_KEYS = ["title", "articles", "adopted", "in_force", "concerns", "change", "do", "topics", "source", "checked"]
UNWRITTEN = "…"  # what `aryz new` leaves to be written, in guides too
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+")


@dataclass(frozen=True)
class Update:
    """An amendment. `articles` are citations; `in_force` is an ISO day, the first on which the new wording holds."""

    slug: str
    path: Path
    title: Texts
    articles: tuple[str, ...]
    in_force: str
    concerns: Texts
    change: Texts
    do: Texts
    source_title: str
    source_link: str
    checked: str
    adopted: str = ""
    topics: tuple[str, ...] = ()

    @property
    def acts(self) -> list[str]:
        """The acts whose articles changed, each once."""
        return list(dict.fromkeys(ref.partition(":")[0] for ref in self.articles))


def load_updates(project: Project, registry: Registry, topics: list[str], findings: Findings) -> list[Update]:
    """Every amendment, the latest in force first; what is wrong goes to `findings`."""
    readers = opened_all(project.kb / "updates", findings)
    made = [_update(reader, list(project.languages), registry, topics) for reader in readers]
    return sorted(made, key=lambda u: (u.in_force, u.slug), reverse=True)


def _update(reader: Reader, languages: list[str], registry: Registry, topics: list[str]) -> Update:
    reader.known(_KEYS)
    if not _NAME.fullmatch(reader.path.stem):
        mend = "Name it by the day and a word, such as 2026-01-01-tax-code.yml."
        reader.problem("update.name", "", f"«{reader.path.name}» is no name of an update.", mend)
    _check_days(reader)
    _check_written(reader)
    _check_articles(reader, registry)
    for topic in reader.strings("topics"):
        if topic not in topics:
            mend = nearest(topic, topics) or f"Topics: {', '.join(topics)}."
            reader.problem("page.topic", "topics", f"there is no topic «{topic}».", mend)
    source = reader.map("source")
    if source is None:
        reader.problem("yaml.missing", "source", "«source» is missing.", "Add «source: {title: …, link: …}».")
    return Update(
        slug=reader.path.stem,
        path=reader.path,
        title=reader.texts("title", languages),
        articles=tuple(reader.strings("articles")),
        in_force=reader.text("in_force"),
        concerns=reader.texts("concerns", languages),
        change=reader.texts("change", languages),
        do=reader.texts("do", languages),
        source_title=source.text("title", required=True) if source else "",
        source_link=source.text("link") if source else "",
        checked=reader.text("checked"),
        adopted=reader.text("adopted"),
        topics=tuple(reader.strings("topics")),
    )


def _check_written(reader: Reader) -> None:
    """Places that `aryz new` left to be written."""
    for key in ("title", "concerns", "change", "do", "source"):
        value = reader.data.get(key)
        texts = value.values() if isinstance(value, dict) else [value]
        if any(str(text).strip() == UNWRITTEN for text in texts):
            reader.problem("text.unwritten", key, f"«{key}» is still to be written.", "Write it in every language.")


def _check_days(reader: Reader) -> None:
    for key in ("adopted", "in_force", "checked"):
        day = reader.text(key, required=key != "adopted")
        if day and not days.is_day(day):
            reader.problem(f"update.{key}", key, f"«{day}» is no day.", "Write YYYY-MM-DD.")


def _check_articles(reader: Reader, registry: Registry) -> None:
    texts = [(key, text) for key in ("concerns", "change", "do") for text in (reader.data.get(key) or {}).values()]
    marked = [(key, ref) for key, text in texts for match, _ in find_refs(str(text)) for ref in refs_of(match.group(1))]
    for key, ref in [*(("articles", ref) for ref in reader.strings("articles")), *marked]:
        try:
            resolve(parse_ref(ref), registry)
        except CitationError as error:
            reader.problem(error.code, key, error.message, error.mend)
    if not reader.strings("articles"):
        mend = "Write what changed, such as [tk:113.3], or a whole act: [nk]."
        reader.problem("yaml.missing", "articles", "«articles» is missing.", mend)
