"""Names that Russian papers print in a case: which (build time), and what is proposed for them (run time). Names that
mix letters of two alphabets are told too.

The rules of declension do not know every name. Where they are not sure, the person who makes the paper sees what is
proposed, on the review and beside the name, and can write the form by hand; elsewhere nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aryz.interviews.engine import Turn
from aryz.plan import wording

_LANGUAGE = "ru"
Node = list[Any]


@dataclass(frozen=True)
class Proposal:
    """A form of a name in doubt: what the program would print, and what was written by hand ("" = nothing)."""

    case: str
    words: str
    own: str = ""


def declined_in(plan: Mapping[str, Any]) -> dict[str, dict[str, Node | None]]:
    """By path of a name the cases in which Russian papers print it, each with the node that gives the sex."""
    made: dict[str, dict[str, Node | None]] = {}
    bodies = [d["templates"].get(_LANGUAGE, {}).get("parts", {}) for d in plan["documents"]]
    for path, case, sex in _uses(bodies, plan["values"]):
        if plan["fields"].get(path, {}).get("type") == "name" and case in wording.HAND_CASES:
            made.setdefault(path, {}).setdefault(case, sex)
    return made


def _uses(node: Any, values: Mapping[str, Any]) -> Iterator[tuple[str, str, Node | None]]:
    """(path, case, node of the sex) of each name that is declined somewhere in a plan's lists."""
    if isinstance(node, dict):
        node = list(node.values())
    if not isinstance(node, list):
        return
    if node[:2] == ["filter", "decline"]:
        case, sex = node[3]
        if case[0] == "lit" and case[1]:
            for path in _names(node[2], values):
                yield path, case[1], None if sex == ["lit", None] else sex
    for part in node:
        yield from _uses(part, values)


def _names(node: Any, values: Mapping[str, Any]) -> Iterator[str]:
    """The paths that a node may give: its own, one of a choice, those of a computed value."""
    if node[0] == "get":
        yield from _names(values[node[1]], values) if node[1] in values else [node[1]]
    elif node[0] == "if":
        yield from _names(node[2], values)
        yield from _names(node[3], values)


def proposals(turn: Turn, path: str, name: Any) -> list[Proposal]:
    """The forms of a name that are in doubt or were written by hand. name: the answer, or what was typed so far.

    Before the sex is known, a name that does not tell it is left for the review.
    """
    declined = turn.program.fields[path].get("declined", {})
    if not declined or not isinstance(name, Mapping) or not name.get("surname"):
        return []
    person = {part: str(name.get(part) or "").strip() for part in ("surname", "given", "patronymic")}
    made = []
    for case, node in declined.items():
        own = str(name.get(case) or "").strip()
        sex = turn.value(node) or wording.sex_of(person)
        if own or (sex and wording.unsure(person, case, sex, turn.program.tables["names"])):
            words = wording.name_in_case(person, case, sex, turn.program.tables["names"])
            made.append(Proposal(case, words, own))
    return made


def doubts(turn: Turn, texts: Mapping[str, str]) -> list[str]:
    """The names of a whole case that are in doubt, by path, a line each: for those who make papers from a file."""
    return [
        f"{path}: " + texts["name.check"].format(case=texts[f"web.name.{made.case}"], words=made.words)
        for path, spec in turn.program.fields.items()
        if "declined" in spec
        for made in proposals(turn, path, turn.answers.get(path))
        if not made.own
    ] + [f"{path}: {line}" for path in turn.program.fields for line in _mixed(turn.answers.get(path), texts)]


def _mixed(answer: Any, texts: Mapping[str, str]) -> list[str]:
    """What is said of a name, or the names of a list, that mixes two alphabets."""
    if isinstance(answer, list):
        return [line for item in answer for line in _mixed(item, texts)]
    if not isinstance(answer, Mapping):
        return []
    if "surname" not in answer:
        return [line for part in answer.values() for line in _mixed(part, texts)]
    parts = {part: str(answer.get(part) or "") for part in ("surname", "given", "patronymic", "latin")}
    words = ", ".join(wording.unmixed(parts))
    return [texts["name.mixed"].format(words=words)] if words else []


def to_check(turn: Turn, path: str, texts: Mapping[str, str]) -> list[str]:
    """What is proposed for the name of an answer, then what is mixed in it, a line each, for the review. texts: of the
    interface.
    """
    answer = turn.answers.get(path)
    return [
        texts["name.own" if made.own else "name.check"].format(
            case=texts[f"web.name.{made.case}"], words=made.own or made.words
        )
        for made in proposals(turn, path, answer)
    ] + _mixed(answer, texts)
