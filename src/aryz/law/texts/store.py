"""How texts are kept: `kb/texts/<act>/<language>.txt`, the newest redaction, and `<language>.history.txt` beside it.

One line a unit, so that git shows a changed sub-point as one changed line. A file begins with lines «key: value»; then
each line says by its first sign what it is:

    = chapter 4 | ЕҢБЕК ШАРТЫ       a division: kind, number, heading
    # 43-1 | Heading                an article; «# 16 repealed | …», «# 5-1 future | …»
    3. Text                         a paragraph (пункт, часть)
    3.2) Text                       a sub-paragraph; «.2) Text» stands directly under the article
    + Text                          an unnumbered part of what stands above («3+» of paragraph 3, «.+» of the article)
    | Cell | Cell                   a row of a table («3|», «.|» likewise)
    - 3.2) Text                     the same, repealed («- » before any of them)
    > Note                          a note on amendments
    ~ Heading                       an annex; its lines follow as «+» and «|»

Earlier redactions stand in the history file, newest first, each under a line «@ 2024-07-08» with the articles that
differ from the next newer redaction, and «order: …» when articles came or went: sixty redactions of a code stay small.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from aryz.diagnostics import ContentError, Place, Problem
from aryz.files import write_text
from aryz.law.texts.lines import Broken, head_lines, parse_head, read_blocks, write_article, write_rest
from aryz.law.texts.model import Article, Division, Text


def path_of(folder: Path, act: str, language: str) -> Path:
    """Where the newest redaction of an act stands."""
    return folder / act / f"{language}.txt"


def write(folder: Path, redactions: Iterable[Text]) -> None:
    """Keep redactions of one act in one language; what was kept before is replaced. Same input, same bytes.

    The order given does not matter; of two redactions of one day the later given stays.
    """
    by_day = {text.in_force: text for text in redactions}
    ordered = [by_day[day] for day in sorted(by_day, reverse=True)]
    if not ordered:
        return
    newest = ordered[0]
    path = path_of(folder, newest.act, newest.language)
    write_text(path, whole(newest))
    older = [_difference(text, newer) for newer, text in pairwise(ordered)]
    history = path.with_suffix(".history.txt")
    if older:
        write_text(history, "\n".join(older))
    else:
        history.unlink(missing_ok=True)


def whole(text: Text) -> str:
    """A redaction as the lines of its file."""
    lines = [*head_lines(text), "", *write_rest(text)]
    open_divisions: tuple[Division, ...] = ()
    for article in text.articles:
        lines += write_article(article, open_divisions)
        open_divisions = article.divisions
    return "\n".join(lines) + "\n"


def _difference(text: Text, newer: Text) -> str:
    """A redaction as a block of the history: what differs from the next newer one."""
    known = {article.number: article for article in newer.articles}
    lines = [f"@ {text.in_force}", *head_lines(text)[3:]]
    if [a.number for a in text.articles] != [a.number for a in newer.articles]:
        lines.append("order: " + " ".join(article.number for article in text.articles))
    if (text.preamble, text.annexes, text.notes) != (newer.preamble, newer.annexes, newer.notes):
        lines += ["rest: yes", *write_rest(text)]
    open_divisions: tuple[Division, ...] = ()
    for article in text.articles:
        if known.get(article.number) != article:
            lines += write_article(article, open_divisions)
            open_divisions = article.divisions
    return "\n".join(lines) + "\n"


def load(folder: Path, act: str, language: str) -> list[Text]:
    """Every kept redaction, oldest first; an empty list when none was brought in. Raises ContentError."""
    path = path_of(folder, act, language)
    if not path.is_file():
        return []
    newest = read(path.read_text(encoding="utf-8"), path)
    made = [newest]
    history = path.with_suffix(".history.txt")
    if history.is_file():
        for start, block in _blocks(history.read_text(encoding="utf-8")):
            made.append(_older(block, start, made[-1], history))
    return made[::-1]


def read(text: str, path: Path) -> Text:
    """The redaction of a file's text. Raises ContentError with the line of what cannot be read."""
    return _reading(text.split("\n"), 1, path, None)


def as_of(redactions: list[Text], day: str) -> Text | None:
    """The redaction in force on an ISO day, or None before the first that was brought in."""
    held = [text for text in redactions if text.in_force <= day]
    return held[-1] if held else None


def days(folder: Path, act: str, language: str) -> list[str]:
    """The days from which the kept redactions hold, oldest first, without reading the texts."""
    path = path_of(folder, act, language)
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        found = [line.removeprefix("in_force: ").strip() for line in lines if line.startswith("in_force: ")][:1]
    history = path.with_suffix(".history.txt")
    if history.is_file():
        with history.open(encoding="utf-8") as lines:
            found += [line[2:].strip() for line in lines if line.startswith("@ ")]
    return found[::-1]


# reading


def _blocks(text: str) -> list[tuple[int, list[str]]]:
    """The blocks of a history file with the number of their first line."""
    made: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("@ "):
            made.append((number, []))
        if made:
            made[-1][1].append(line)
    return made


def _older(block: list[str], start: int, newer: Text, path: Path) -> Text:
    day = block[0][2:].strip()
    return _reading([f"in_force: {day}", *block[1:]], start, path, newer)


def _reading(lines: list[str], start: int, path: Path, newer: Text | None) -> Text:
    try:
        head, body = parse_head(lines)
        found = read_blocks(lines[body:], body)
    except Broken as broken:
        place = Place(path, broken.line + start)
        mend = "Import the text anew, or mend the line as aryz.law.texts.store describes."
        raise ContentError([Problem("texts.line", place, broken.message, mend)]) from None
    if newer is None:
        return replace(found, **head.plain())
    articles = {article.number: article for article in newer.articles}
    articles |= {article.number: article for article in found.articles}
    order = [article.number for article in newer.articles] if head.order is None else head.order
    missing = [number for number in order if number not in articles]
    if missing:
        message = f"«order» names articles that no redaction has: {', '.join(missing)}."
        raise ContentError([Problem("texts.order", Place(path, start), message, "Import the texts anew.")])
    kept: list[Article] = [articles[number] for number in order]
    rest = found if head.rest else newer
    plain = {**head.plain(), "act": newer.act, "language": newer.language}
    return replace(found, **plain, articles=tuple(kept), preamble=rest.preamble, annexes=rest.annexes, notes=rest.notes)
