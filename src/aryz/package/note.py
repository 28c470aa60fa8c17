"""Run time: the note to the person, in plain words and their own language: what is filed, where, what comes when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aryz.documents.sheet import Block, table
from aryz.interviews import calling
from aryz.interviews.engine import Program, Turn, plain
from aryz.package.annexes import addressee_of
from aryz.plan import wording

_ITEM = re.compile(r"(?:([-*])|(\d+\.)) +(.+)")
_RULE = re.compile(r"\|[\s|:-]+\|?")
_MARKS = re.compile(r"\*\*|__|`")
STEPS = ("read", "print", "annex", "stamp")


@dataclass(frozen=True)
class Told:
    """What the note tells of the papers. papers: their texts by id; annexes: what to annex, by the paper's id; files:
    the names of the files in the package.
    """

    papers: Mapping[str, str]
    annexes: Mapping[str, Sequence[str]]
    files: Sequence[str]


def note(
    program: Program, turn: Turn, told: Told, texts: Mapping[str, str], language: str, guides: Mapping[str, str]
) -> list[Block]:
    """The note as blocks. texts: the interface texts of `language`; guides: titles of guides by name."""
    blocks = [Block("title", texts["note.title"]), Block("text", program.plan["title"][language])]
    if told.papers:
        blocks.append(Block("text", texts["note.made"].format(day=wording.date_short(turn.today))))
    blocks.append(Block("text", texts["note.safe"]))
    blocks += _papers(program, turn, told, texts, language)
    blocks += _deadlines(turn, told, texts, language)
    notices = [plain(notice) for notice in turn.notices(language)]
    blocks += _listed(texts["note.notices"], notices)
    for outcome in turn.outcomes:
        spec = program.outcomes[outcome]
        blocks.append(Block("heading", spec["title"][language]))
        blocks += from_markdown(turn.plain(spec["say"], language))
        if spec["guides"]:
            words = "; ".join(guides.get(guide, guide) for guide in spec["guides"])
            blocks.append(Block("text", f"{texts['outcome.guides']}: {words}"))
    calls = calling.all_of(program.plan, (program.outcomes[outcome] for outcome in turn.outcomes))
    return blocks + _listed(texts["outcome.contacts"], [calling.said(row, language) for row in calls], "☎")


def _papers(program: Program, turn: Turn, told: Told, texts: Mapping[str, str], language: str) -> Iterator[Block]:
    """What is filed and where, how to file it, what to annex."""
    if not told.papers:
        return
    yield Block("heading", texts["note.papers"])
    for document, text in told.papers.items():
        yield Block("item", program.documents[document]["title"][language])
        files = dict.fromkeys(name.rpartition(".")[0] for name in told.files if name.startswith(f"{document}."))
        yield Block("item", f"{texts['note.to']}: {addressee_of(text)}", "→")
        yield Block("item", f"{texts['note.files']}: {', '.join(files)}", "→")
    yield Block("heading", texts["note.how"])
    steps = [*STEPS, "paste"] if any(name.endswith(".txt") for name in told.files) else STEPS
    for at, step in enumerate(steps):
        yield Block("item", texts[f"note.how.{step}"], f"{at + 1}.")
    for document, annexes in told.annexes.items():
        title = program.documents[document]["title"][language]
        words = texts["note.annexes"] if len(told.annexes) == 1 else f"{texts['note.annexes']}: {title}"
        yield from _listed(words, annexes, "☐")


def _deadlines(turn: Turn, told: Told, texts: Mapping[str, str], language: str) -> Iterator[Block]:
    deadlines = turn.deadlines(language)
    if not deadlines:
        return
    yield Block("heading", texts["outcome.deadlines"])
    for deadline in deadlines:
        past = f" ({texts['deadline.past']})" if deadline.day < turn.today else ""
        words = f"{wording.date_short(deadline.day)}{past} — {deadline.title}."
        yield Block("item", f"{words} {deadline.text}".strip())
    if any(name.endswith(".ics") for name in told.files):
        yield Block("text", texts["note.calendar"])


def _listed(heading: str, lines: Iterable[str], mark: str = "•") -> list[Block]:
    items = [Block("item", line, mark) for line in lines]
    return [Block("heading", heading), *items] if items else []


def from_markdown(text: str) -> list[Block]:
    """The Markdown that interviews use, as blocks: paragraphs, lists, headings, tables."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*(line.strip() for line in text.splitlines()), ""]:
        bare = _MARKS.sub("", line)
        if line.startswith("|"):
            if not _RULE.fullmatch(line):
                rows.append([cell.strip() for cell in bare.strip("|").split("|")])
            continue
        if rows:
            blocks.append(table(rows))
            rows = []
        found = _ITEM.fullmatch(bare) or _ITEM.fullmatch(line)
        if found:
            blocks.append(Block("item", found.group(3), found.group(2) or "•"))
        elif line.startswith("#"):
            blocks.append(Block("heading", bare.lstrip("# ")))
        elif bare:
            blocks.append(Block("text", bare))
    return blocks
