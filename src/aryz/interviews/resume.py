"""Going on with a saved case, also on a later version of the interview: what no longer fits is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aryz.diagnostics import AryzError, ContentError
from aryz.interviews import cases
from aryz.interviews.answers import read_question
from aryz.interviews.engine import Answers, Program
from aryz.interviews.shown import written
from aryz.yamlfile import YamlMap

_PARTED = {"name", "address"}  # fields whose drafts are maps of parts


@dataclass
class Resumed:
    """A case to go on with. `again`: questions whose answers no longer fit; `gone`: fields that are no more.

    changed: the interview is another version than the one the case was saved from.
    """

    answers: dict[str, Any]
    drafts: dict[str, dict[str, Any]]
    language: str
    changed: bool = False
    again: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def resume(
    program: Program, path: Path, today: str, interface: Mapping[str, Mapping[str, str]], language: str | None
) -> Resumed:
    """Read a case or an answers file; raises AryzError when it belongs to another interview or holds what is wrong.

    language: of messages and of the interview; None = the case's own, or the first.
    """
    data = cases.read_file(path)
    own = program.plan["id"]
    if data["interview"] != own:
        other = data["interview"]
        mend = f"Go on with «aryz interview run {other} --resume {path}»."
        raise AryzError(f"{path} holds answers to «{other}», not to «{own}». {mend}")
    spoken = language or str(data.get("language") or "")
    spoken = spoken if spoken in interface else next(iter(interface))
    made = Resumed({}, _drafts(program, data.get("drafts")), spoken)
    made.changed = "plan" in data and data["plan"] != program.plan["hash"]
    while True:
        try:
            made.answers = cases.read_answers(program, data, path, today, interface[spoken], spoken, partly=True)
        except ContentError as error:
            if not made.changed or not _set_aside(program, data["answers"], error, made):
                raise
        else:
            return made


def _set_aside(program: Program, answers: YamlMap, error: ContentError, made: Resumed) -> bool:
    """Take out of `answers` what the new version does not accept; it becomes drafts. False: nothing could be taken."""
    roots = {problem.place.field.split("[")[0] for problem in error.problems} & set(answers)
    for root in roots:
        value = answers.pop(root)
        questions = program.asked_by.get(root)
        if not questions:
            made.gone.append(root)
            continue
        question = next(q["id"] for q in program.plan["questions"] if root in q["fields"])
        made.again.append(question)
        made.drafts.setdefault(question, {})[root] = shaped(program.fields[root], value)
    return bool(roots)


def carry_over(answers: Answers, source: Program, target: Program, today: str, language: str) -> Resumed:
    """What another interview begins with after this one: answers to the same fields.

    A question of which all fields are known and right is answered; what is known of the others waits as a draft.
    """
    known = {
        path: written(source.fields[path], value)
        for path, value in answers.items()
        if path in target.fields and target.fields[path]["type"] == source.fields[path]["type"]
    }
    made = Resumed({}, {}, language)
    for question in target.order:
        fields = target.questions[question]["fields"]
        own = {path: known[path] for path in fields if path in known}
        if not own:
            continue
        read, faults = read_question(target, made.answers, today, question, own, language)
        if faults or len(own) < len(fields):
            made.drafts[question] = own
        else:
            made.answers = read
    return made


def _drafts(program: Program, raw: Any) -> dict[str, dict[str, Any]]:
    """Drafts of a file as far as this interview has their questions and fields."""
    made: dict[str, dict[str, Any]] = {}
    for question, draft in raw.items() if isinstance(raw, Mapping) else ():
        if question in program.questions and isinstance(draft, Mapping):
            fields = program.questions[question]["fields"]
            made[question] = {path: shaped(program.fields[path], draft.get(path)) for path in fields}
    return made


def shaped(spec: Mapping[str, Any], raw: Any) -> Any:
    """A draft of a field in the form that prompts expect, whatever a file holds there."""
    kind = spec["type"]
    if "item" in spec:
        rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []
        return [{name: shaped(part, row.get(name)) for name, part in spec["item"].items()} for row in rows]
    if kind in _PARTED:
        parts = raw if isinstance(raw, Mapping) else {"text": raw} if kind == "address" else {}
        return {str(key): _text(value) for key, value in parts.items()}
    if kind == "choices":
        return [_text(value) for value in raw] if isinstance(raw, list) else []
    return _text(raw)


def _text(raw: Any) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return str(raw) if isinstance(raw, str | int) else ""
