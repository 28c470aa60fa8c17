"""Run time: answers as people write them, to be corrected, and as they read them, on a review; reasons in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aryz.interviews.engine import Program, Turn
from aryz.interviews.readers import ADDRESS_PARTS
from aryz.plan import wording
from aryz.plan.filters import address_line


def written(spec: Mapping[str, Any], value: Any) -> Any:
    """An answer as people type it: «250 000,50», «24.11.2026», yes/no."""
    if value is None:
        return ""
    kind = spec["type"]
    if kind in {"money", "percent", "number"}:
        whole, part = divmod(value, 100)
        return f"{whole:,}".replace(",", " ") + (f",{part:02d}" if part else "")
    if kind == "date":
        return wording.date_short(value)
    if kind == "month":
        return f"{value[5:]}.{value[:4]}"
    if kind == "yes_no":
        return "yes" if value else "no"
    if kind == "address":
        return {part: value.get(part) or "" for part in ADDRESS_PARTS}
    if kind == "list":
        return [{name: written(part, row.get(name)) for name, part in spec["item"].items()} for row in value]
    return value if isinstance(value, dict | list) else str(value)


def readable(turn: Turn, spec: Mapping[str, Any], value: Any, texts: Mapping[str, str], language: str) -> list[str]:
    """An answer for the review page, by paragraphs; each item of a list is one, with a line for each of its parts."""
    program = turn.program
    kind = spec["type"]
    if value is None or value == [] or value == "":
        return ["—"]
    if kind == "yes_no":
        return [texts["web.yes"] if value else texts["web.no"]]
    if kind in {"choice", "country", "choices"}:
        words = dict(program.options(spec, language))
        return [words[key] for key in (value if isinstance(value, list) else [value])]
    if kind == "name":
        latin = f" ({value['latin']})" if value.get("latin") else ""
        return [wording.full_name(value) + latin]
    if kind == "money":
        return [wording.money(value, language)]
    if kind == "percent":
        return [wording.percent(value, language)]
    if kind == "number":
        return [wording.number(value, language)]
    if kind == "address":
        return [address_line(value, program.tables["regions"], language)]
    if kind == "list":
        return [_row_text(turn, spec, row, texts, language) for row in value]
    return str(written(spec, value)).split("\n")


def _row_text(
    turn: Turn, spec: Mapping[str, Any], row: Mapping[str, Any], texts: Mapping[str, str], language: str
) -> str:
    """The parts that were given, each after its label without what stands there in brackets for who fills it in."""
    lines = []
    for name, part in spec["item"].items():
        if row.get(name) is not None:
            label = turn.plain(part["label"], language).partition(" (")[0]
            lines.append(f"{label}: " + ", ".join(readable(turn, part, row.get(name), texts, language)))
    return "\n".join(lines)


def by_topic(program: Program, turn: Turn, texts: Mapping[str, str], language: str) -> list[tuple[str, list[str]]]:
    """The answered questions under their headings, in the order in which the headings first come; what has no heading
    stands last, and has no words when it stands alone.
    """
    groups: dict[str, list[str]] = {}
    for question in turn.asked:
        groups.setdefault(program.questions[question]["topic"], []).append(question)
    if "" in groups and len(groups) > 1:
        groups[""] = groups.pop("")
    titles = {key: words[language] for key, words in program.plan["topics"].items()}
    other = texts["topic.other"] if len(groups) > 1 else ""
    return [(titles.get(key, other), questions) for key, questions in groups.items()]


def reasons(program: Program, question: str, texts: Mapping[str, str], language: str) -> list[str]:
    """Why a question is asked, in sentences."""
    said, all_reasons = [], program.why(question)
    placed = [one["document"] for one in all_reasons if "document" in one and one["around"]]
    for reason in all_reasons:
        if "outcome" in reason:
            title = program.outcomes[reason["outcome"]]["title"][language]
            said.append(texts["why.outcome"].format(title=title))
            continue
        around = reason["around"]
        if not around and reason["document"] in placed:
            continue  # the line with the place says it too
        title = program.documents[reason["document"]]["title"][language]
        words = texts["why.document"].format(title=title)
        said.append(f"{words} {texts['why.around'].format(around=around)}" if around else words)
    return list(dict.fromkeys(said))
