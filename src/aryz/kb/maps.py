"""The page on which lawyers review an interview: its picture, and the same as a table."""

from __future__ import annotations

import html
from dataclasses import dataclass

from aryz.project import Project


@dataclass(frozen=True)
class Map:
    """An interview drawn for review: the picture, and the same as rows: question, condition, what it is needed for."""

    svg: str
    rows: list[tuple[str, str, str]]


def map_page(project: Project, language: str, interview: str, drawn: Map) -> tuple[str, str]:
    """Title and Markdown of the page; the picture lies beside it as `map.svg`. interview: its title."""
    text = project.texts_under(language, "drawing.")
    title = f"{text['title']}: {interview}"
    head = "".join(f"<th>{html.escape(text[key])}</th>" for key in ("question", "when", "needed"))
    lines = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in (ask, when or text["always"], needed)) + "</tr>"
        for ask, when, needed in drawn.rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    return title, "\n\n".join([text["about"], f"![{html.escape(title)}](map.svg)", table])
